//! Timelines: the acts about one life, as people read them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Named, Time};

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct TimelineEntry {
    pub act: String,
    /// Place in the record, from 1.
    pub seq: i64,
    pub kind: String,
    pub subject: String,
    pub at: Time,
    /// Null: the system by itself.
    pub by: Option<Named>,
    /// In whose place it was done, as a deputy.
    pub acting_for: Option<Named>,
    pub organisation: Option<Named>,
    /// The act's own fields (ids, enums, times, numbers, digests).
    pub fields: serde_json::Value,
}
