//! Escalations: proposed by a rule with its values, decided by a person.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Named, Time};

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Escalation {
    pub id: String,
    pub platform: Named,
    pub trigger: String,
    pub title_zh: String,
    pub title_en: String,
    pub source: String,
    pub verified: String,
    pub applicability: String,
    pub subject: String,
    /// `S1` to `S4`.
    pub level: String,
    /// `proposed`, `endorsed`, `confirmed`, `dismissed`, `closed`.
    pub state: String,
    /// The compared values at the last observation.
    pub values: serde_json::Value,
    pub proposed_at: Time,
    pub observed_at: Time,
    pub observations: i64,
    /// Who would confirm, where a second person has to.
    pub endorsed_by: Option<Named>,
    /// `nobody`, `reviewer`, `reviewer_and_second` or `head`: who decides on this level.
    pub decided_by: String,
    pub reason: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Confirm {
    /// Null: the proposed level.
    pub level: Option<String>,
    #[schema(min_length = 1, max_length = 4000)]
    pub reason: String,
}
