//! Request and response types shared by server and command line; nothing but serde and schema.
//!
//! Conventions: moments are RFC 3339 in UTC (`2026-11-22T08:00:00Z`), civil dates `YYYY-MM-DD` in the
//! platform's zone, digests lower-case hexadecimal SHA-256, ids ULIDs. Words of a fixed set are lower case with
//! underscores. Free text is what people wrote; `null` where it was erased.

pub mod asset;
pub mod catalogue;
pub mod deputy;
pub mod deviation;
pub mod due;
pub mod escalation;
pub mod evidence;
pub mod exploited;
pub mod fleet;
pub mod history;
pub mod ledger;
pub mod many;
pub mod message;
pub mod notice;
pub mod organisation;
pub mod plan;
pub mod platform;
pub mod problem;
pub mod reading;
pub mod reconcile;
pub mod rectification;
pub mod session;
pub mod sheet;
pub mod submission;
pub mod template;
pub mod timeline;
pub mod trend;
pub mod upload;
pub mod view;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A moment, RFC 3339 in UTC.
pub type Time = String;
/// A civil date, `YYYY-MM-DD`.
pub type Date = String;

/// One page of a list, ordered by key. Ask again with `cursor = next` for the following page.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Page<T> {
    pub items: Vec<T>,
    /// Null on the last page.
    pub next: Option<String>,
    /// When the figures were read.
    pub as_of: Time,
}

/// A reference to a life, with the name people know it by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Named {
    pub id: String,
    /// Null when the name was erased.
    pub name: Option<String>,
}

/// A thing was made; its id, and the act that made it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Created {
    pub id: String,
    pub act: String,
}

/// A thing was done; the act that records it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Done {
    pub act: String,
}

/// A command that needs nothing but a reason.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    #[schema(min_length = 1, max_length = 4000)]
    pub reason: String,
}
