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
    /// `ordinary`, `internal` or `restricted`; null: ordinary. `classified` is refused.
    #[serde(default)]
    pub sensitivity: Option<String>,
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
    /// `received`, `not_admitted`, `admitted`, `assessed`, `under_review`, `intended`, `drafted`, `returned`, `decided`, `superseded`, `withdrawn`.
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
    /// How sensitive its files are; a row of the catalogue.
    pub sensitivity: String,
    /// Whether the caller may open the files.
    pub files_open: bool,
    /// The procedure of an adverse decision; null when none was begun.
    pub procedure: Option<Procedure>,
    /// Notices about it, as far as the caller may see them.
    pub notices: Vec<crate::notice::NoticeRow>,
    pub as_of: Time,
}

/// An adverse decision on its way: told as intended, heard, drafted.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Procedure {
    /// The verdict as it was told.
    pub intended: String,
    pub intended_at: Option<Time>,
    pub reason: Option<String>,
    pub order: Option<String>,
    pub nonconformities: Vec<Nonconformity>,
    /// `untold`, `told`, `stated`, `answered` or `waived`.
    pub hearing: String,
    /// Until when the provider may state its view; null before service.
    pub hear_until: Option<Time>,
    pub statement: Option<String>,
    pub stated_at: Option<Time>,
    pub answer: Option<String>,
    /// Whether a verdict may be drafted now.
    pub heard: bool,
    /// The verdict that waits for a second person, or was sent back by one.
    pub draft: Option<DraftedVerdict>,
    pub sent_back_reason: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct DraftedVerdict {
    pub verdict: String,
    pub reason: Option<String>,
    /// Ids of the nonconformities that stand.
    pub nonconformities: Vec<String>,
    pub deadline: Option<Time>,
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
    /// What the rule asks for, in words; null when the rule is no longer the one that was run.
    pub words_zh: Option<String>,
    pub words_en: Option<String>,
    /// For `undetermined`: what was missing.
    pub missing: Option<String>,
    pub missing_zh: Option<String>,
    pub missing_en: Option<String>,
    pub compared: Vec<Compared>,
    pub parameters: Vec<Compared>,
    pub rows: Vec<FailingRow>,
    /// Failing rows in all; `rows` shows the first of them.
    pub rows_total: i64,
    /// Rows set aside because of an approved exception or remedy.
    pub set_aside: Vec<String>,
    /// The deviations on record by which they were left out.
    #[serde(default)]
    pub decisions: Vec<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Compared {
    /// As the rule has it.
    pub name: String,
    /// The same in words; null when the rule is no longer the one that was run.
    pub label_zh: Option<String>,
    pub label_en: Option<String>,
    pub value: serde_json::Value,
    /// The Chinese of a word of the vocabulary.
    pub value_zh: Option<String>,
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

/// The reviewer's favourable verdict. An adverse one is intended first.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Decide {
    /// `compliant` or `compliant_with_remarks`.
    pub verdict: String,
    pub reason: Option<String>,
    /// Remarks.
    #[serde(default)]
    pub nonconformities: Vec<NewNonconformity>,
}

/// What is meant to be decided against the provider.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Intend {
    /// `partly_compliant` or `non_compliant`.
    pub verdict: String,
    pub reason: Option<String>,
    pub nonconformities: Vec<NewNonconformity>,
    /// Text of the order of rectification that would go with it.
    #[serde(default)]
    pub order: Option<String>,
}

/// The provider's view of an intended decision.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// Null: the provider waives its right to be heard.
    #[schema(min_length = 1, max_length = 8000)]
    pub statement: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    #[schema(min_length = 1, max_length = 8000)]
    pub answer: String,
}

/// The adverse verdict as a second person is to issue it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// `partly_compliant` or `non_compliant`.
    pub verdict: String,
    pub reason: Option<String>,
    /// Ids of the told nonconformities that stand after the hearing.
    pub nonconformities: Vec<String>,
    /// Order rectification of the nonconformities.
    #[serde(default)]
    pub order: Option<Order>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Assign {
    /// Who is to hold the review.
    pub reviewer: String,
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
    /// Null: from the deadline table, by the severest nonconformity, counted from service.
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

/// A step of the decision was recorded, and the notice that goes with it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Decided {
    pub act: String,
    pub notice: Option<String>,
}

/// One opening of a file.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Look {
    pub id: String,
    /// `taken` (downloaded) or `seen` (in the page).
    pub way: String,
    pub sha256: String,
    pub user: Named,
    pub organisation: Named,
    pub at: Time,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Looks {
    pub items: Vec<Look>,
    pub as_of: Time,
}
