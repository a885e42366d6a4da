//! The life of a submission: received, admitted, judged (6.2.3).
//!
//! *Received*: authorised bytes within limits are stored and receipted, whatever they are. *Admitted*: the
//! files were recognised and read. *Judged*: a verdict. A wrong verdict is amended by a further act, never edited.

use crate::act::{Act, ContentRef, Digest, FileFacts, Millis, Nonconformity};
use crate::permission::words;
use crate::refused::Refused;
use serde::{Deserialize, Serialize};

words! {
    /// The reviewer's judgement of one submission.
    Verdict {
        Compliant = "compliant",
        CompliantWithRemarks = "compliant_with_remarks",
        PartlyCompliant = "partly_compliant",
        NonCompliant = "non_compliant",
    }
}

impl Verdict {
    /// The notice to the provider knows two words only: 合规, or 不合规、限期整改 (6.2.3 d).
    pub fn is_adverse(self) -> bool {
        matches!(self, Self::PartlyCompliant | Self::NonCompliant)
    }
}

words! {
    /// What the rules propose; `undetermined` asks for a person and is never a pass.
    Proposal {
        Compliant = "compliant",
        CompliantWithRemarks = "compliant_with_remarks",
        PartlyCompliant = "partly_compliant",
        NonCompliant = "non_compliant",
        Undetermined = "undetermined",
    }
}

/// Where a submission stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Submission {
    Received,
    NotAdmitted,
    Admitted,
    Assessed { proposal: Proposal },
    UnderReview { proposal: Proposal, reviewer: String },
    Returned { until: Millis },
    Decided { verdict: Verdict },
    Superseded,
    Withdrawn,
}

/// The name of a state, as stored and shown.
impl Submission {
    pub fn name(&self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::NotAdmitted => "not_admitted",
            Self::Admitted => "admitted",
            Self::Assessed { .. } => "assessed",
            Self::UnderReview { .. } => "under_review",
            Self::Returned { .. } => "returned",
            Self::Decided { .. } => "decided",
            Self::Superseded => "superseded",
            Self::Withdrawn => "withdrawn",
        }
    }
    pub const NAMES: &'static [&'static str] = &[
        "received",
        "not_admitted",
        "admitted",
        "assessed",
        "under_review",
        "returned",
        "decided",
        "superseded",
        "withdrawn",
    ];
}

/// The outcome of an assessment, as the act keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    pub assessment: String,
    pub document: Digest,
    pub proposal: Proposal,
    pub passed: i64,
    pub failed: i64,
    pub undetermined: i64,
    pub blocking_failed: i64,
    pub unauthenticated: Option<i64>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    Admit {
        files: Vec<FileFacts>,
        inventory: bool,
    },
    RefuseAdmission {
        report: Digest,
    },
    Assess(Outcome),
    Take {
        reviewer: String,
    },
    Return {
        reviewer: String,
        reason: ContentRef,
        until: Millis,
    },
    Decide {
        reviewer: String,
        verdict: Verdict,
        reason: Option<ContentRef>,
        nonconformities: Vec<Nonconformity>,
    },
    Amend {
        verdict: Verdict,
        reason: ContentRef,
        nonconformities: Vec<Nonconformity>,
    },
    Withdraw {
        reason: ContentRef,
    },
    Supersede {
        by: String,
    },
}

impl Command {
    pub fn name(&self) -> &'static str {
        match self {
            Self::Admit { .. } => "admit",
            Self::RefuseAdmission { .. } => "refuse_admission",
            Self::Assess(_) => "assess",
            Self::Take { .. } => "take",
            Self::Return { .. } => "return",
            Self::Decide { .. } => "decide",
            Self::Amend { .. } => "amend",
            Self::Withdraw { .. } => "withdraw",
            Self::Supersede { .. } => "supersede",
        }
    }
}

/// The law of submissions.
///
/// # Errors
/// When the command is not allowed in this state, with the reason in words.
pub fn decide(state: &Submission, id: &str, command: Command, at: Millis) -> Result<Act, Refused> {
    use Command as C;
    use Submission as S;
    let submission = id.to_owned();
    match (state, command) {
        (S::Received, C::Admit { files, inventory }) => {
            Ok(Act::SubmissionAdmitted { submission, files, inventory })
        }
        (S::Received, C::RefuseAdmission { report }) => Ok(Act::SubmissionNotAdmitted { submission, report }),

        // A later assessment is a further act beside the earlier one; what was judged stays as it was judged.
        (S::Admitted | S::Assessed { .. } | S::UnderReview { .. }, C::Assess(outcome)) => {
            Ok(Act::SubmissionAssessed {
                submission,
                assessment: outcome.assessment,
                document: outcome.document,
                proposal: outcome.proposal,
                passed: outcome.passed,
                failed: outcome.failed,
                undetermined: outcome.undetermined,
                blocking_failed: outcome.blocking_failed,
                unauthenticated: outcome.unauthenticated,
            })
        }

        (S::Assessed { .. }, C::Take { reviewer }) => Ok(Act::SubmissionTaken { submission, reviewer }),
        // Taking over from a colleague is allowed and on record; taking twice is not a second act.
        (S::UnderReview { reviewer: holder, .. }, C::Take { reviewer }) if *holder != reviewer => {
            Ok(Act::SubmissionTaken { submission, reviewer })
        }

        (S::UnderReview { reviewer: holder, .. }, C::Return { reviewer, reason, until }) => {
            held_by(holder, &reviewer)?;
            if until <= at {
                return Err(Refused::new(
                    "return_date_past",
                    "补充材料的期限必须晚于现在",
                    "the date for supplementing must lie in the future",
                ));
            }
            Ok(Act::SubmissionReturned { submission, reason, until })
        }
        (
            S::UnderReview { reviewer: holder, proposal },
            C::Decide { reviewer, verdict, reason, nonconformities },
        ) => {
            held_by(holder, &reviewer)?;
            adverse_needs_reasons(verdict, &nonconformities)?;
            if !verdict.is_adverse()
                && reason.is_none()
                && matches!(
                    proposal,
                    Proposal::NonCompliant | Proposal::PartlyCompliant | Proposal::Undetermined
                )
            {
                return Err(Refused::new(
                    "reason_needed",
                    "结论与规则建议不同，或规则无法判定，须写明理由",
                    "the verdict differs from what the rules propose, or they were undetermined; state the reason",
                ));
            }
            Ok(Act::VerdictGiven { submission, verdict, reason, nonconformities })
        }

        (S::Decided { verdict: given }, C::Amend { verdict, reason, nonconformities }) => {
            adverse_needs_reasons(verdict, &nonconformities)?;
            if *given == verdict {
                return Err(Refused::new(
                    "verdict_unchanged",
                    "更正后的结论与原结论相同",
                    "the amended verdict is the same as the one given",
                ));
            }
            Ok(Act::VerdictAmended { submission, verdict, reason, nonconformities })
        }

        (S::Received | S::NotAdmitted | S::Admitted | S::Assessed { .. }, C::Withdraw { reason }) => {
            Ok(Act::SubmissionWithdrawn { submission, reason })
        }
        (
            S::Received | S::NotAdmitted | S::Admitted | S::Assessed { .. } | S::Returned { .. },
            C::Supersede { by },
        ) => Ok(Act::SubmissionSuperseded { submission, by }),

        (S::UnderReview { .. }, C::Supersede { .. } | C::Withdraw { .. }) => Err(Refused::new(
            "under_review",
            "提交正在审核，不能撤回或替换；请等待结论，或请审核人退回补充",
            "the submission is under review and can be neither withdrawn nor replaced; wait for the verdict, or ask the reviewer to return it",
        )),
        (state, command) => Err(Refused::new(
            "wrong_state",
            format!("提交处于“{}”状态，不能执行此操作", zh(state)),
            format!(
                "a submission that is {} does not allow to {}",
                state.name().replace('_', " "),
                command.name().replace('_', " ")
            ),
        )),
    }
}

/// The next state; total: an act of another life leaves the state as it is.
pub fn apply(state: &Submission, act: &Act) -> Submission {
    match act {
        Act::SubmissionReceived { .. } => Submission::Received,
        Act::SubmissionAdmitted { .. } => Submission::Admitted,
        Act::SubmissionNotAdmitted { .. } => Submission::NotAdmitted,
        Act::SubmissionAssessed { proposal, .. } => match state {
            Submission::UnderReview { reviewer, .. } => {
                Submission::UnderReview { proposal: *proposal, reviewer: reviewer.clone() }
            }
            _ => Submission::Assessed { proposal: *proposal },
        },
        Act::SubmissionTaken { reviewer, .. } => {
            let proposal = match state {
                Submission::Assessed { proposal } | Submission::UnderReview { proposal, .. } => *proposal,
                _ => Proposal::Undetermined,
            };
            Submission::UnderReview { proposal, reviewer: reviewer.clone() }
        }
        Act::SubmissionReturned { until, .. } => Submission::Returned { until: *until },
        Act::SubmissionWithdrawn { .. } => Submission::Withdrawn,
        Act::SubmissionSuperseded { .. } => Submission::Superseded,
        Act::VerdictGiven { verdict, .. } | Act::VerdictAmended { verdict, .. } => {
            Submission::Decided { verdict: *verdict }
        }
        _ => state.clone(),
    }
}

fn held_by(holder: &str, reviewer: &str) -> Result<(), Refused> {
    if holder == reviewer {
        return Ok(());
    }
    Err(Refused::new(
        "not_yours",
        "此提交由另一位审核人审核；如需接手，请先领取",
        "another reviewer holds this submission; take it over first",
    ))
}

fn adverse_needs_reasons(verdict: Verdict, nonconformities: &[Nonconformity]) -> Result<(), Refused> {
    if verdict.is_adverse() && nonconformities.is_empty() {
        return Err(Refused::new(
            "nonconformity_needed",
            "不合规结论须至少列明一项不合规项",
            "an adverse verdict states at least one nonconformity",
        ));
    }
    if verdict == Verdict::Compliant && !nonconformities.is_empty() {
        return Err(Refused::new(
            "nonconformity_contradicts",
            "结论为合规时不应列出不合规项；如有意见，请选择“合规（附意见）”",
            "a compliant verdict states no nonconformity; choose compliant with remarks to give advice",
        ));
    }
    Ok(())
}

fn zh(state: &Submission) -> &'static str {
    match state {
        Submission::Received => "已接收",
        Submission::NotAdmitted => "形式审查未通过",
        Submission::Admitted => "形式审查通过",
        Submission::Assessed { .. } => "待审核",
        Submission::UnderReview { .. } => "审核中",
        Submission::Returned { .. } => "退回补充",
        Submission::Decided { .. } => "已有结论",
        Submission::Superseded => "已被新版本替换",
        Submission::Withdrawn => "已撤回",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn states() -> Vec<Submission> {
        vec![
            Submission::Received,
            Submission::NotAdmitted,
            Submission::Admitted,
            Submission::Assessed { proposal: Proposal::NonCompliant },
            Submission::UnderReview { proposal: Proposal::NonCompliant, reviewer: "me".into() },
            Submission::UnderReview { proposal: Proposal::Compliant, reviewer: "other".into() },
            Submission::Returned { until: 10 },
            Submission::Decided { verdict: Verdict::NonCompliant },
            Submission::Superseded,
            Submission::Withdrawn,
        ]
    }

    fn commands() -> Vec<(&'static str, Command)> {
        let text = || ContentRef("c".into());
        let fault =
            || Nonconformity { id: "n".into(), rule: "R1".into(), severity: "blocking".into(), text: text() };
        let decide = |verdict, reason, nonconformities| Command::Decide {
            reviewer: "me".into(),
            verdict,
            reason,
            nonconformities,
        };
        vec![
            ("admit", Command::Admit { files: vec![], inventory: false }),
            ("refuse_admission", Command::RefuseAdmission { report: "d".into() }),
            (
                "assess",
                Command::Assess(Outcome {
                    assessment: "a".into(),
                    document: "d".into(),
                    proposal: Proposal::Compliant,
                    passed: 1,
                    failed: 0,
                    undetermined: 0,
                    blocking_failed: 0,
                    unauthenticated: None,
                }),
            ),
            ("take", Command::Take { reviewer: "me".into() }),
            ("return", Command::Return { reviewer: "me".into(), reason: text(), until: 9 }),
            ("return, date past", Command::Return { reviewer: "me".into(), reason: text(), until: 5 }),
            ("compliant", decide(Verdict::Compliant, None, vec![])),
            ("compliant, with reason", decide(Verdict::Compliant, Some(text()), vec![])),
            ("non-compliant", decide(Verdict::NonCompliant, None, vec![fault()])),
            ("non-compliant, nothing stated", decide(Verdict::NonCompliant, None, vec![])),
            (
                "amend to compliant",
                Command::Amend { verdict: Verdict::Compliant, reason: text(), nonconformities: vec![] },
            ),
            (
                "amend to the same",
                Command::Amend {
                    verdict: Verdict::NonCompliant,
                    reason: text(),
                    nonconformities: vec![fault()],
                },
            ),
            ("withdraw", Command::Withdraw { reason: text() }),
            ("supersede", Command::Supersede { by: "s2".into() }),
        ]
    }

    /// clauses: 5.2.4
    #[test]
    fn the_whole_matrix() {
        let mut out = String::new();
        for state in states() {
            out.push_str(&format!("{state:?}\n"));
            for (label, command) in commands() {
                let line = match decide(&state, "s", command, 5) {
                    Ok(act) => format!("→ {:?}", apply(&state, &act)),
                    Err(refused) => format!("✗ {}", refused.code),
                };
                out.push_str(&format!("  {label}: {line}\n"));
            }
        }
        insta::assert_snapshot!(out);
    }

    #[test]
    fn acts_of_other_lives_change_nothing() {
        let act = Act::UserDisabled { user: "u".into() };
        for state in states() {
            assert_eq!(apply(&state, &act), state);
        }
    }
}
