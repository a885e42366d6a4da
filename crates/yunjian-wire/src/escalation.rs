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
    /// `proposed`, `endorsed`, `intended`, `confirmed`, `dismissed`, `closed`.
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
    /// Whether this level is told as intended and the provider heard before it is decided.
    pub hearing_needed: bool,
    /// Who told it; only while the provider is heard.
    pub intended_by: Option<Named>,
    pub intended_at: Option<Time>,
    pub intended_reason: Option<String>,
    /// `untold`, `told`, `stated`, `answered` or `waived`.
    pub hearing: Option<String>,
    pub hear_until: Option<Time>,
    /// Whether it may be decided now.
    pub heard: bool,
    pub statement: Option<String>,
    pub stated_at: Option<Time>,
    pub answer: Option<String>,
    /// The newest notice about it.
    pub notice: Option<String>,
}

/// A step was recorded, and the notice that goes with it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Measured {
    pub act: String,
    pub notice: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Confirm {
    /// Null: the proposed level.
    pub level: Option<String>,
    #[schema(min_length = 1, max_length = 4000)]
    pub reason: String,
}
