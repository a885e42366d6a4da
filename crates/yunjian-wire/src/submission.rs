//! Submissions: handing in, reasons, verdicts.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Named, Time};

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSubmission {
    pub upload: String,
    /// Due items to serve, a subset of the upload's.
    pub dues: Vec<String>,
    /// The filled form per due item's obligation id, or one form for all under `*`.
    #[serde(default)]
    pub forms: std::collections::BTreeMap<String, serde_json::Value>,
    /// The time the evidence speaks about; null: the due item's period.
    pub covers_from: Option<Time>,
    pub covers_to: Option<Time>,
}

/// One submission per due item served.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Submitted {
    pub submissions: Vec<SubmittedOne>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SubmittedOne {
    pub id: String,
    pub due: String,
    pub version: i64,
    /// The same files and form had been handed in before: this is the submission and receipt of then.
    pub repeated: bool,
    pub receipt: crate::ledger::ReceiptState,
}

/// What a due item would still lack if the upload were handed in now; nothing is stored.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct DryRun {
    pub dues: Vec<DryRunDue>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct DryRunDue {
    pub due: String,
    pub obligation: String,
    /// False when a file could not be read.
    pub admissible: bool,
    pub proposal: String,
    pub lacking: Vec<RuleResult>,
    pub results: Vec<RuleResult>,
    pub files: Vec<FileSummary>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SubmissionRow {
    pub id: String,
    pub platform: Named,
    pub due: String,
    pub obligation: String,
    pub title_zh: String,
    pub title_en: String,
    pub period: String,
    pub version: i64,
    /// `received`, `not_admitted`, `admitted`, `assessed`, `under_review`, `returned`, `decided`, `superseded`, `withdrawn`.
    pub state: String,
    /// What the rules propose: `compliant`, `compliant_with_remarks`, `partly_compliant`, `non_compliant`, `undetermined`.
    pub proposal: Option<String>,
    /// The verdict: `compliant`, `compliant_with_remarks`, `partly_compliant`, `non_compliant`.
    pub verdict: Option<String>,
    pub late: bool,
    pub received_at: Time,
    pub reviewer: Option<Named>,
    pub failed: i64,
    pub undetermined: i64,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Submission {
    #[serde(flatten)]
    pub row: SubmissionRow,
    pub submitted_by: Named,
    pub automatic: bool,
    pub covers_from: Option<Time>,
    pub covers_to: Option<Time>,
    pub form: Option<serde_json::Value>,
    pub files: Vec<FileSummary>,
    /// Results of the last assessment, worst first; empty before it.
    pub results: Vec<RuleResult>,
    /// Digest of the assessment document with its manifest of inputs.
    pub assessment: Option<String>,
    pub assessed_at: Option<Time>,
    /// Reasons why the files were not admitted.
    pub not_admitted: Vec<crate::problem::Fault>,
    pub return_reason: Option<String>,
    pub return_until: Option<Time>,
    pub verdict_reason: Option<String>,
    pub decided_at: Option<Time>,
    pub nonconformities: Vec<Nonconformity>,
    pub rectifications: Vec<String>,
    pub supersedes: Option<String>,
    pub superseded_by: Option<String>,
    pub as_of: Time,
}

/// What the reader made of one file.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct FileSummary {
    pub name: Option<String>,
    pub sha256: String,
    pub size: i64,
    /// Null until it was read.
    pub format: Option<String>,
    /// The reader's summary: `findings`, `distinct`, `by_severity`, `components`, `checks`, `errors` …
    pub summary: Option<serde_json::Value>,
}

/// What one rule says, with its reasons.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct RuleResult {
    pub rule: String,
    /// `blocking`, `major`, `minor` or `advice`.
    pub severity: String,
    /// `pass`, `fail`, `undetermined` or `later`.
    pub outcome: String,
    pub clause: Option<String>,
    pub message_zh: String,
    pub message_en: String,
    /// For `undetermined`: what was missing.
    pub missing: Option<String>,
    pub compared: Vec<Compared>,
    pub parameters: Vec<Compared>,
    pub rows: Vec<FailingRow>,
    /// Failing rows in all; `rows` shows the first of them.
    pub rows_total: i64,
    /// Rows set aside because of an approved exception or remedy.
    pub set_aside: Vec<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Compared {
    pub name: String,
    pub value: serde_json::Value,
}

/// A row that fails a rule, and where it stands.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct FailingRow {
    pub id: Option<String>,
    /// Digest of the file.
    pub file: Option<String>,
    pub place: Option<String>,
    pub values: Vec<Compared>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Nonconformity {
    pub id: String,
    pub rule: String,
    pub severity: String,
    pub text: Option<String>,
    pub rectification: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Return {
    #[schema(min_length = 1, max_length = 4000)]
    pub reason: String,
    pub until: Time,
}

/// The reviewer's verdict; an adverse one states nonconformities and may order rectification at once.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Decide {
    /// `compliant`, `compliant_with_remarks`, `partly_compliant` or `non_compliant`.
    pub verdict: String,
    pub reason: Option<String>,
    #[serde(default)]
    pub nonconformities: Vec<NewNonconformity>,
    /// Order rectification of the nonconformities.
    #[serde(default)]
    pub order: Option<Order>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewNonconformity {
    /// The rule that failed; empty when a person found it.
    #[serde(default)]
    pub rule: String,
    /// `blocking`, `major` or `minor`.
    pub severity: String,
    #[schema(min_length = 1, max_length = 4000)]
    pub text: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Order {
    #[schema(min_length = 1, max_length = 4000)]
    pub text: String,
    /// Null: from the deadline table, by the severest nonconformity.
    pub deadline: Option<Time>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Amend {
    pub verdict: String,
    #[schema(min_length = 1, max_length = 4000)]
    pub reason: String,
    #[serde(default)]
    pub nonconformities: Vec<NewNonconformity>,
}

/// A verdict was recorded.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Decided {
    pub act: String,
    pub rectification: Option<String>,
}
