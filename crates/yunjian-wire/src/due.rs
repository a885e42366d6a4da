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
    /// `none`, `requested`, `granted` or `refused`.
    pub extension: String,
    /// The date asked for, while a request waits.
    pub extension_until: Option<Time>,
    /// Who of the asking organisation looks after it; an inner matter that no other organisation sees.
    pub assignee: Option<Named>,
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
    /// Why more time was asked for, or refused.
    pub extension_reason: Option<String>,
    /// The due moment before an extension was granted.
    pub planned_due_at: Option<Time>,
    pub assignment: Option<Assignment>,
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

/// Who looks after a due item, and who said so.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Assignment {
    pub assignee: Named,
    pub by: Named,
    pub at: Time,
}

/// Give due items to a colleague.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssignDues {
    /// At most 500.
    pub dues: Vec<String>,
    /// Null: to nobody.
    pub user: Option<String>,
}

/// How due items of a filter spread over platforms, classes, months, standings or colleagues.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct DueGroups {
    pub items: Vec<DueGroup>,
    pub as_of: Time,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct DueGroup {
    /// What the items share: a platform's or person's id, a class, a month `YYYY-MM`, a standing; empty: nobody.
    pub key: String,
    /// For people; null where the key itself is a word, or where a name was erased.
    pub name_zh: Option<String>,
    pub name_en: Option<String>,
    pub total: i64,
    /// Of these, how many ask for something.
    pub waiting: i64,
    pub overdue: i64,
    /// Returned or not admitted.
    pub returned: i64,
    /// The earliest due moment of those that ask for something.
    pub earliest: Option<Time>,
}
