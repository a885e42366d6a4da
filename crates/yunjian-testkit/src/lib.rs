//! For tests only: a whole server in the test's own process, people who speak to it, a small fleet, and small
//! evidence written by hand.
//!
//! The same suite runs on both engines. `YUNJIAN_TEST_DATABASE` names a PostgreSQL administration database
//! (`postgres://…/postgres`); every server then makes a database of its own there. Unset, it is SQLite in a
//! temporary folder.

mod database;
mod entropy;
pub mod evidence;
mod fleet;
mod person;
mod server;

pub use database::Database;
pub use entropy::SeededEntropy;
pub use fleet::{Fleet, OBLIGATIONS, PASSWORD, Side};
pub use person::{Answer, Person};
pub use server::TestServer;

/// Milliseconds of a day.
pub const DAY: i64 = 86_400_000;
/// Milliseconds of an hour.
pub const HOUR: i64 = 3_600_000;

/// The moment of a civil time in Shanghai (`2026-09-01T09:00`), in milliseconds UTC.
///
/// # Panics
/// When the text is no civil time.
pub fn shanghai(text: &str) -> i64 {
    text.parse::<jiff::civil::DateTime>()
        .and_then(|t| t.in_tz("Asia/Shanghai"))
        .unwrap_or_else(|e| panic!("{text}: {e}"))
        .timestamp()
        .as_millisecond()
}

/// A moment as the API writes it.
pub fn time(at: i64) -> String {
    yunjian_server::text::time(at)
}

/// The moment of a text of the API.
///
/// # Panics
/// When the text is no moment.
pub fn moment(text: &serde_json::Value) -> i64 {
    text.as_str()
        .and_then(|t| t.parse::<jiff::Timestamp>().ok())
        .unwrap_or_else(|| panic!("{text} is no moment"))
        .as_millisecond()
}
