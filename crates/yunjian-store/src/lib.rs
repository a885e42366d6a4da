//! SQL and blobs: SQLite by default, PostgreSQL by URL. The only SQL in the house.
//!
//! One door for writing ([`door::Tx`]): whoever holds it records acts, and with every act come, in the same
//! transaction, its ledger leaf and its projection into the tables people read. Every read takes a [`Scope`].

#[macro_use]
mod macros;

pub mod asset;
pub mod blobs;
pub mod contents;
pub mod db;
pub mod deviation;
pub mod door;
pub mod due;
pub mod error;
pub mod escalation;
pub mod evidence;
pub mod exploited;
pub mod feed;
pub mod fleet;
pub mod history;
pub mod jobs;
pub mod ledger;
pub mod message;
pub mod notice;
pub mod organisation;
pub mod plan;
pub mod platform;
mod project;
pub mod reading;
mod rebuild;
pub mod rectification;
pub mod remind;
pub mod reminder;
pub mod replay;
pub mod scope;
pub mod session;
pub mod submission;
pub mod timeline;
pub mod trend;
pub mod tus;
pub mod upload;

pub use blobs::Blobs;
pub use db::{Engine, Store};
pub use door::{Entropy, Tx};
pub use error::Error;
pub use project::FactSource;
pub use scope::Scope;

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Where a page of a list goes on, and how long it is.
#[derive(Clone, Debug)]
pub struct Cursor {
    /// The `next` of the page before; `None` from the start.
    pub after: Option<String>,
    pub limit: i64,
}

impl Cursor {
    pub fn first(limit: i64) -> Self {
        Self { after: None, limit }
    }
    /// A cursor of the form `NUMBER~ID`, for lists ordered by a moment and then by id.
    ///
    /// # Errors
    /// When the text is no such cursor.
    pub(crate) fn keyed(&self, start: i64) -> Result<(i64, String)> {
        let Some(after) = &self.after else { return Ok((start, String::new())) };
        let (number, id) = after.split_once('~').ok_or(Error::BadCursor)?;
        Ok((number.parse().map_err(|_| Error::BadCursor)?, id.to_owned()))
    }
    pub(crate) fn id(&self) -> String {
        self.after.clone().unwrap_or_default()
    }
}

/// One of two conditions: with a filter, or without it (its parameter is then bound to the empty text).
pub(crate) fn given(filter: &Option<String>, with: &'static str, without: &'static str) -> &'static str {
    if filter.as_deref().is_some_and(|f| !f.is_empty()) { with } else { without }
}

/// Rows of one page and the cursor of the next.
#[derive(Clone, Debug)]
pub struct Listed<T> {
    pub items: Vec<T>,
    pub next: Option<String>,
}

impl<T> Listed<T> {
    /// Cuts the one row that was read beyond the limit and names where the next page starts.
    pub(crate) fn cut(mut rows: Vec<T>, limit: i64, key: impl Fn(&T) -> String) -> Self {
        let limit = usize::try_from(limit).unwrap_or(0);
        if rows.len() <= limit {
            return Self { items: rows, next: None };
        }
        rows.truncate(limit);
        let next = rows.last().map(key);
        Self { items: rows, next }
    }
}
