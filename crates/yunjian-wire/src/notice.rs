//! Notices: what is served on a provider, under which number, by whom, and when (6.2.3 d).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Named, Time};

/// A line of the register of notices.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct NoticeRow {
    pub id: String,
    /// `intended`, `result`, `adverse_result`, `rectification`, `intended_state` or `state`.
    pub kind: String,
    pub title_zh: String,
    pub title_en: String,
    /// As printed; null until it is issued.
    pub number: Option<String>,
    pub platform: Named,
    pub supervisor: Option<Named>,
    pub recipient: Named,
    /// Empty in a notice about an escalation, as are obligation and period.
    pub submission: String,
    pub escalation: Option<String>,
    pub obligation: String,
    pub obligation_zh: String,
    pub obligation_en: String,
    pub period: String,
    pub rectification: Option<String>,
    /// `drafted`, `checked`, `issued`, `served` or `void`.
    pub state: String,
    pub drafted_by: Option<Named>,
    pub drafted_at: Time,
    pub checked_by: Option<Named>,
    pub checked_at: Option<Time>,
    pub issued_by: Option<Named>,
    pub issued_at: Option<Time>,
    /// From when on silence counts as receipt.
    pub deemed_at: Option<Time>,
    /// `in_app`, `in_person`, `post` or `deemed`.
    pub method: Option<String>,
    pub served_at: Option<Time>,
    /// Who acknowledged it, or recorded its service.
    pub served_by: Option<String>,
    /// Whether another person than the one who drafted it has to check and issue it.
    pub second_person: bool,
}

/// A notice as it is printed.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Notice {
    #[serde(flatten)]
    pub row: NoticeRow,
    /// What it says; null when it was erased.
    pub body: Option<NoticeBody>,
    /// The result in the standard's words, which know no grades between (6.2.3 d): `compliant`, `non_compliant` or
    /// `non_compliant_rectify`. Null when the body was erased.
    pub result: Option<String>,
    pub proof: Option<String>,
    pub sent_back_reason: Option<String>,
    pub reminders: Vec<crate::many::Reminder>,
    pub clause: String,
    pub as_of: Time,
}

/// The content of a notice, frozen when it is drafted or issued.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct NoticeBody {
    pub platform: String,
    pub supervisor: String,
    pub recipient: String,
    pub obligation: String,
    pub obligation_zh: String,
    pub obligation_en: String,
    pub section: String,
    pub period: String,
    pub version: i64,
    pub received_at: Time,
    pub verdict: String,
    pub reason: Option<String>,
    pub nonconformities: Vec<NoticeItem>,
    /// Text of the order.
    pub order: Option<String>,
    /// Working days from service within which the provider may state its view.
    pub statement_workdays: Option<i64>,
    /// The provider's statement and the answer to it, as far as there are any.
    pub statement: Option<String>,
    pub answer: Option<String>,
    /// How the deadline is found: rows of the deadline table, or a date.
    #[serde(default)]
    pub basis: Vec<DeadlineBasis>,
    pub deadline: Option<Time>,
    /// The measure a notice about an escalation speaks of; its obligation and period are empty.
    #[serde(default)]
    pub measure: Option<Measure>,
}

/// A state of supervision, and what gave rise to it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Measure {
    pub level: String,
    pub zh: String,
    pub en: String,
    pub meaning_zh: String,
    pub meaning_en: String,
    pub trigger_zh: String,
    pub trigger_en: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct NoticeItem {
    pub rule: String,
    pub severity: String,
    pub text: String,
}

/// A row of the deadline table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DeadlineBasis {
    pub id: String,
    pub zh: String,
    pub en: String,
    /// How long the row gives: an ISO 8601 duration, or working days. Absent in notices issued before it was said.
    #[serde(default)]
    pub term: Option<String>,
    #[serde(default)]
    pub workdays: Option<u32>,
    pub source: String,
    pub verified: String,
}

/// Service by another way than the system: on paper, with proof.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// `in_person` or `post`.
    pub method: String,
    pub served_at: Time,
    #[schema(min_length = 1, max_length = 4000)]
    pub proof: String,
}

/// A notice was issued.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Issued {
    pub act: String,
    pub number: String,
    pub rectification: Option<String>,
}
