//! What acts are made of. Their encoding is as lasting as the acts'.

use serde::{Deserialize, Serialize};

use super::{ContentRef, Digest, Millis};
use crate::permission::words;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    General,
    Enhanced,
}

impl Level {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::General => "general",
            Self::Enhanced => "enhanced",
        }
    }
}

/// What an organisation is to one platform.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartyRole {
    Customer,
    Assessor,
}

impl PartyRole {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Assessor => "assessor",
        }
    }
}

/// Result of the authorisation of a platform.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuthorisationResult {
    Granted,
    Conditional,
    Suspended,
    Withdrawn,
}

impl AuthorisationResult {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::Conditional => "conditional",
            Self::Suspended => "suspended",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// One agreed parameter value with where it comes from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanParameter {
    pub name: String,
    /// JSON text of the value: durations are ISO 8601 strings, percentages numbers 0–100, lists of strings.
    pub value: String,
    pub source: String,
    pub verified: String,
    pub applicability: String,
}

/// The terms agreed for one obligation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanItem {
    pub obligation: String,
    pub frequency: String,
    pub due_workdays: i64,
    pub parameters: Vec<PlanParameter>,
}

/// One term changed after the plan was adopted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "term", rename_all = "snake_case")]
pub enum PlanTerm {
    /// Whether the obligation applies to this platform.
    Applies { applies: bool },
    /// How often, and how many working days after the period's end it is due (6.2.2).
    Frequency { frequency: String, due_workdays: i64 },
    /// An agreed value for a [赋值]/[选择] parameter; JSON text.
    Parameter { name: String, value: String },
}

/// Why a due item exists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum DueOrigin {
    Calendar,
    Request { reason: ContentRef },
    Event { event: String },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueOpening {
    pub due: String,
    pub obligation: String,
    /// `provider` or `assessor`.
    pub party: String,
    pub frequency: String,
    pub period_key: String,
    pub start: Millis,
    pub end: Millis,
    pub due_at: Millis,
    /// False when the working days of a year in question are not known yet (待核实).
    pub calendar_verified: bool,
    pub origin: DueOrigin,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubmittedFile {
    pub sha256: Digest,
    pub size: i64,
    pub name: ContentRef,
}

/// What the readers made of one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileFacts {
    pub sha256: Digest,
    pub format: String,
    /// The kind of evidence it counts as for its obligation.
    pub kind: String,
    pub reader_version: i64,
    /// Digest of the fact file.
    pub facts: Digest,
    /// Digest of the reader's summary (JSON).
    pub summary: Digest,
}

/// A weakness a deviation speaks of, by what makes it the same finding in every scan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviationTarget {
    /// The asset; null: every asset of the platform.
    pub component: Option<String>,
    /// The identity without its asset: rule, package, port, place.
    pub weakness: String,
    /// Other scanners know the weakness by these.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub cves: Vec<String>,
}

/// One entry of a list of weaknesses known to be exploited; civil dates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExploitedEntry {
    pub cve: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub added: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub due: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Nonconformity {
    pub id: String,
    /// The rule that failed, or empty when a person found it.
    pub rule: String,
    /// `blocking`, `major`, `minor`.
    pub severity: String,
    pub text: ContentRef,
}

/// What happened on a platform that makes an obligation due (5.2.5.1 h).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    MajorIncident,
    SignificantChangeImplemented,
}

impl EventKind {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::MajorIncident => "major_incident",
            Self::SignificantChangeImplemented => "significant_change_implemented",
        }
    }
}

/// One step of a rectification's plan: what, by whom, by when, and by what it will be seen to be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Milestone {
    pub milestone: String,
    pub what: ContentRef,
    pub who: ContentRef,
    pub by: Millis,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub measure: Option<ContentRef>,
}

words! {
    /// How far a milestone is.
    Progress { Planned = "planned", Started = "started", Blocked = "blocked", Done = "done" }
}
