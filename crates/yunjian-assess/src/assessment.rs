//! What an assessment says: one result per rule with its reasons, and a proposed grade.

use serde::{Deserialize, Serialize};

/// Version of the evaluator; part of what a verdict stores, raised when the same inputs may give another result.
pub const ENGINE: &str = "yunjian-assess/1";

/// One acceptance rule of an obligation, or one of the common rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    pub id: String,
    pub severity: Severity,
    /// A CEL expression that is true when the evidence passes.
    pub check: String,
    pub message_zh: String,
    pub message_en: String,
    /// Clause of the standard or of a control the rule stands on.
    #[serde(default)]
    pub clause: String,
    /// Evaluated first that many working days after admission; until then neither pass nor fail.
    #[serde(default)]
    pub follow_up_workdays: Option<u32>,
}

/// How much a failed rule weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    Blocking,
    Major,
    Minor,
    Advice,
}

/// What a rule came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Pass,
    Fail,
    /// 无法判定: something the rule needs is unknown. Never a pass.
    Undetermined,
    /// A follow-up rule whose time has not come.
    Later,
}

/// An expression of a rule and what it came to; times are RFC 3339 in the platform's zone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Compared {
    pub expr: String,
    pub value: serde_json::Value,
}

/// A row of the evidence a result points at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RowRef {
    pub id: String,
    /// SHA-256 of the file, when the row was read from one.
    pub file: Option<String>,
    /// Line, cell, XPath or JSON pointer in that file.
    pub place: Option<String>,
    /// The fields the rule reads, and the moments it computes from them.
    pub values: Vec<Compared>,
}

/// A row an approved exception or a signed remedy took out of the grading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetAside {
    pub id: String,
    pub by: SetAsideBy,
    /// The decision on record, for an exception.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub decision: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SetAsideBy {
    Exception,
    Remedy,
}

/// What was unknown, and why that leaves the rule open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missing {
    /// The part of the rule that has no value, for instance `f.first_seen` or `params.min_coverage`.
    pub what: String,
    pub why: Unknown,
}

/// Why something has no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unknown {
    /// A field without a value was compared or computed with.
    Null,
    /// The platform and obligation have no such parameter.
    MissingParameter,
    DivisionByZero,
    /// The platform never delivered facts of this type.
    NeverDelivered,
    /// There is no earlier submission to compare with.
    NoPrevious,
    /// An element was asked for that the list does not have.
    EmptyIndex,
    /// Values of different kinds, or a word outside the vocabulary.
    WrongKind,
    /// A duration that is not ISO 8601, or has no fixed length where one is needed.
    NotADuration,
    /// A number or moment outside what can be computed with.
    OutOfRange,
    /// More comparisons than one rule may make.
    StepLimit,
    /// The rule itself cannot be read.
    FaultyRule,
}

/// What one rule says, with its reasons.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RuleResult {
    pub rule: String,
    pub severity: Severity,
    pub clause: String,
    pub outcome: Outcome,
    pub message_zh: String,
    pub message_en: String,
    /// Both sides of the comparisons that decided, and the sizes of the lists looked at.
    pub values: Vec<Compared>,
    /// The agreed parameters the rule reads.
    pub params: Vec<Compared>,
    /// The first failing rows, at most [`ROWS_SHOWN`].
    pub failing: Vec<RowRef>,
    pub total_failing: u64,
    /// The first rows that could not be decided, at most [`ROWS_SHOWN`].
    pub open: Vec<RowRef>,
    pub total_open: u64,
    pub set_aside: Vec<SetAside>,
    /// For an undetermined rule: what has no value. For a faulty rule: the place and what is wrong there.
    pub missing: Vec<Missing>,
    /// For a follow-up rule: working days after admission at which it is evaluated.
    pub follow_up_workdays: Option<u32>,
}

/// Failing rows a result carries at most; the total is always counted.
pub const ROWS_SHOWN: usize = 100;

/// Internal grade proposed to the reviewer, who may change it with a reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proposal {
    /// 合规
    Compliant,
    /// 合规（附意见）
    CompliantWithRemarks,
    /// 部分合规
    PartlyCompliant,
    /// 不合规
    NonCompliant,
    /// 待人工: a person decides; the missing fields are named in the results.
    Undetermined,
}

/// The assessment of one submission.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Assessment {
    pub engine: String,
    /// Milliseconds UTC.
    pub now: i64,
    pub proposal: Proposal,
    pub results: Vec<RuleResult>,
}

impl Assessment {
    /// The results with their proposed grade.
    pub fn of(results: Vec<RuleResult>, now: i64) -> Self {
        Self { engine: ENGINE.to_owned(), now, proposal: propose(&results), results }
    }

    /// The same assessment with the results of other layers (form, required evidence) put in front.
    #[must_use]
    pub fn preceded_by(self, mut earlier: Vec<RuleResult>) -> Self {
        earlier.extend(self.results);
        Self::of(earlier, self.now)
    }
}

/// The grade the results propose. An open blocking rule could still turn out failed, so it leaves the grade open
/// even when a major rule failed.
pub fn propose(results: &[RuleResult]) -> Proposal {
    let any = |outcome: Outcome, severities: &[Severity]| {
        results.iter().any(|r| r.outcome == outcome && severities.contains(&r.severity))
    };
    if any(Outcome::Fail, &[Severity::Blocking]) {
        Proposal::NonCompliant
    } else if any(Outcome::Undetermined, &[Severity::Blocking]) {
        Proposal::Undetermined
    } else if any(Outcome::Fail, &[Severity::Major]) {
        Proposal::PartlyCompliant
    } else if any(Outcome::Undetermined, &[Severity::Major]) {
        Proposal::Undetermined
    } else if results.iter().any(|r| matches!(r.outcome, Outcome::Fail | Outcome::Undetermined)) {
        Proposal::CompliantWithRemarks
    } else {
        Proposal::Compliant
    }
}

impl RuleResult {
    pub(crate) fn new(rule: &Rule, outcome: Outcome) -> Self {
        Self {
            rule: rule.id.clone(),
            severity: rule.severity,
            clause: rule.clause.clone(),
            outcome,
            message_zh: rule.message_zh.clone(),
            message_en: rule.message_en.clone(),
            values: Vec::new(),
            params: Vec::new(),
            failing: Vec::new(),
            total_failing: 0,
            open: Vec::new(),
            total_open: 0,
            set_aside: Vec::new(),
            missing: Vec::new(),
            follow_up_workdays: rule.follow_up_workdays,
        }
    }
}
