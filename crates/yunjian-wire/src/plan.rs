//! The supervision plan: what was agreed for one platform, with its history (6.2.2).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Named, Time};

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AdoptPlan {
    /// Take over the suggested defaults (marked 境外参考 or 判断). False: parameters stay open until agreed.
    pub defaults: bool,
    /// Obligations that apply; null: all that fit the platform's level.
    pub obligations: Option<Vec<String>>,
}

/// Change one term. Give exactly one of `applies`, `frequency` (with `due_workdays`), `parameter` (with `value`).
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeTerm {
    pub obligation: String,
    pub applies: Option<bool>,
    pub frequency: Option<String>,
    pub due_workdays: Option<i64>,
    pub parameter: Option<String>,
    pub value: Option<serde_json::Value>,
    /// True: effective at once; false: from the next period.
    #[serde(default)]
    pub immediate: bool,
    #[schema(min_length = 1, max_length = 4000)]
    pub reason: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Plan {
    pub platform: Named,
    pub version: i64,
    pub adopted_at: Time,
    pub defaults: bool,
    pub catalogue: String,
    pub items: Vec<PlanItem>,
    /// Working days within which the provider may state its view of an intended decision.
    pub statement_workdays: i64,
    /// Whether that was agreed for this platform, or is the catalogue's row.
    pub statement_agreed: bool,
    pub history: Vec<TermChange>,
    pub as_of: Time,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct PlanItem {
    pub obligation: String,
    pub applies: bool,
    pub frequency: String,
    pub due_workdays: i64,
    pub parameters: Vec<PlanParameter>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct PlanParameter {
    pub name: String,
    pub value: serde_json::Value,
    pub source: String,
    /// `yes`, `secondary` or `no`; all but `yes` are shown as 待核实.
    pub verified: String,
    /// 本国规定, 境外参考, 约定 or 判断.
    pub applicability: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct TermChange {
    pub id: String,
    pub obligation: String,
    /// `applies`, `frequency` or `parameter:NAME`.
    pub term: String,
    pub old: String,
    pub new: String,
    pub immediate: bool,
    pub reason: Option<String>,
    pub by: Named,
    pub at: Time,
}
