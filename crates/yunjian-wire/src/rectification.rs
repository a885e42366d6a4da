//! Rectifications: ordered with a deadline, followed to closure (6.2.3 g).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::submission::Nonconformity;
use crate::{Named, Time};

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct RectificationRow {
    pub id: String,
    pub platform: Named,
    pub obligation: String,
    pub title_zh: String,
    pub title_en: String,
    /// The submission found wanting.
    pub submission: String,
    /// `ordered`, `planned`, `handed_in`, `under_re_review`, `returned`, `closed`.
    pub state: String,
    pub overdue: bool,
    pub ordered_at: Time,
    /// When the order was served; null: not yet, and the deadline is the one silence would bring.
    pub served_at: Option<Time>,
    pub deadline: Time,
    pub closed_at: Option<Time>,
    /// `none`, `requested`, `granted` or `refused`.
    pub extension: String,
    pub extension_until: Option<Time>,
    pub reviewer: Option<Named>,
    pub nonconformities: i64,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Rectification {
    #[serde(flatten)]
    pub row: RectificationRow,
    pub order_text: Option<String>,
    /// Rows of the deadline table the deadline came from.
    pub basis: Vec<String>,
    pub items: Vec<Nonconformity>,
    pub plan: Option<String>,
    pub statement: Option<String>,
    /// The submission handed in as proof.
    pub proof: Option<String>,
    pub recheck: Option<Recheck>,
    pub return_reason: Option<String>,
    pub extension_reason: Option<String>,
    pub closing_note: Option<String>,
    /// Why the supervisor gave more time without being asked.
    pub extended_reason: Option<String>,
    pub reminders: Vec<crate::many::Reminder>,
    pub as_of: Time,
}

/// What the proof shows.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Recheck {
    pub new_evidence: bool,
    /// Rules named in the order that do not pass on the proof.
    pub still_failing: Vec<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SubmitPlan {
    #[schema(min_length = 1, max_length = 8000)]
    pub plan: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HandIn {
    #[schema(min_length = 1, max_length = 8000)]
    pub statement: String,
    /// A submission of the same obligation made after the order.
    pub submission: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AskExtension {
    pub until: Time,
    #[schema(min_length = 1, max_length = 4000)]
    pub reason: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerExtension {
    pub grant: bool,
    /// Needed to refuse.
    pub reason: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReturnRectification {
    #[schema(min_length = 1, max_length = 4000)]
    pub reason: String,
    pub deadline: Time,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Close {
    #[schema(min_length = 1, max_length = 4000)]
    pub note: String,
    /// Close although a rule still fails; the note then is the reason.
    #[serde(default)]
    pub override_checks: bool,
}
