//! Due items: one period's instance of an obligation for one platform.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::submission::SubmissionRow;
use crate::{Named, Time};

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct DueRow {
    pub id: String,
    pub platform: Named,
    pub obligation: String,
    /// Title of the obligation in both languages.
    pub title_zh: String,
    pub title_en: String,
    /// `provider` or `assessor`.
    pub party: String,
    pub frequency: String,
    pub period: String,
    pub start: Time,
    pub end: Time,
    pub due_at: Time,
    /// `open`, `submitted`, `not_admitted`, `returned`, `compliant`, `non_compliant`, `withdrawn`.
    pub standing: String,
    /// Past its due moment with nothing admitted, or with a return whose date has passed.
    pub overdue: bool,
    /// Handed in after the due moment; counted apart from content.
    pub late: bool,
    /// False: the working days of a year in question are not published yet (待核实).
    pub calendar_verified: bool,
    pub submission: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Due {
    #[serde(flatten)]
    pub row: DueRow,
    /// `calendar`, `request` or `event`.
    pub origin: String,
    /// Why it was asked for, when not by the calendar.
    pub reason: Option<String>,
    /// Why it was given more time.
    pub extended_reason: Option<String>,
    pub reminders: Vec<crate::many::Reminder>,
    pub submissions: Vec<SubmissionRow>,
    pub as_of: Time,
}

/// The supervisor asks for a deliverable outside the calendar (根据需要).
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RequestDue {
    pub obligation: String,
    /// Working days from now until it is due.
    pub due_workdays: i64,
    #[schema(min_length = 1, max_length = 4000)]
    pub reason: String,
}
