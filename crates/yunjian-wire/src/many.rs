//! The same for many at once: one reason, one record each, and what was refused told row by row.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::problem::Problem;
use crate::{Named, Time};

/// What became of one of many.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ManyRow {
    pub id: String,
    /// The act that records it; null when it was refused.
    pub act: Option<String>,
    /// Why it was refused.
    pub problem: Option<Problem>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Many {
    /// How many were done.
    pub done: u64,
    /// In the order asked for.
    pub rows: Vec<ManyRow>,
}

/// Confirms what the rules propose, where that is favourable. There is no word for a verdict here: an adverse one is never given to many.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConfirmMany {
    #[schema(min_items = 1, max_items = 200)]
    pub ids: Vec<String>,
    #[schema(min_length = 1, max_length = 4000)]
    pub reason: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RemindMany {
    /// `due`, `rectification` or `notice`.
    pub about: String,
    #[schema(min_items = 1, max_items = 200)]
    pub ids: Vec<String>,
    #[schema(min_length = 1, max_length = 4000)]
    pub text: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExtendMany {
    #[schema(min_items = 1, max_items = 200)]
    pub ids: Vec<String>,
    pub until: Time,
    #[schema(min_length = 1, max_length = 4000)]
    pub reason: String,
}

/// Somebody was reminded.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Reminder {
    pub id: String,
    pub by: Named,
    pub organisation: Named,
    /// Null when it was erased.
    pub text: Option<String>,
    pub at: Time,
}
