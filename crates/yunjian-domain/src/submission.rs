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

/// How far the provider has been heard on an intended decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hearing {
    /// The notice has not been served yet.
    Untold,
    Told {
        until: Millis,
    },
    Stated,
    Answered,
    Waived,
}

impl Hearing {
    pub fn name(self) -> &'static str {
        match self {
            Self::Untold => "untold",
            Self::Told { .. } => "told",
            Self::Stated => "stated",
            Self::Answered => "answered",
            Self::Waived => "waived",
        }
    }
}

/// Where a submission stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Submission {
    Received,
    NotAdmitted,
    Admitted,
    Assessed {
        proposal: Proposal,
    },
    UnderReview {
        proposal: Proposal,
        reviewer: String,
    },
    /// An adverse decision was told as intended; the provider is heard.
    Intended {
        proposal: Proposal,
        reviewer: String,
        verdict: Verdict,
        hearing: Hearing,
    },
    /// The adverse verdict waits for a second person.
    Drafted {
        proposal: Proposal,
        reviewer: String,
        intended: Verdict,
        verdict: Verdict,
        hearing: Hearing,
    },
    Returned {
        until: Millis,
    },
    Decided {
        verdict: Verdict,
    },
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
            Self::Intended { .. } => "intended",
            Self::Drafted { .. } => "drafted",
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
        "intended",
        "drafted",
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
    /// Tell the provider what is meant to be decided against it.
    Intend {
        reviewer: String,
        verdict: Verdict,
        reason: Option<ContentRef>,
        nonconformities: Vec<Nonconformity>,
        order: Option<ContentRef>,
    },
    DropIntention {
        reviewer: String,
        reason: ContentRef,
    },
    /// The notice of the intended decision was served.
    OpenHearing {
        until: Millis,
    },
    State {
        statement: ContentRef,
    },
    Waive,
    Answer {
        reviewer: String,
        answer: ContentRef,
    },
    /// Write down the adverse verdict for a second person.
    Draft {
        reviewer: String,
        verdict: Verdict,
        reason: Option<ContentRef>,
        nonconformities: Vec<String>,
        order: Option<ContentRef>,
        deadline: Option<Millis>,
    },
    SendBack {
        reason: ContentRef,
    },
    /// A second person gives the drafted verdict.
    Issue {
        issuer: String,
        /// Whether the catalogue asks for another person than the one who drafted.
        second_person: bool,
        reason: Option<ContentRef>,
        nonconformities: Vec<Nonconformity>,
    },
    Reopen {
        reviewer: String,
        reason: ContentRef,
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
            Self::Intend { .. } => "intend",
            Self::DropIntention { .. } => "drop_intention",
            Self::OpenHearing { .. } => "open_hearing",
            Self::State { .. } => "state",
            Self::Waive => "waive",
            Self::Answer { .. } => "answer",
            Self::Draft { .. } => "draft",
            Self::SendBack { .. } => "send_back",
            Self::Issue { .. } => "issue",
            Self::Reopen { .. } => "reopen",
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
        (
            S::UnderReview { reviewer: holder, .. } | S::Intended { reviewer: holder, .. },
            C::Take { reviewer },
        ) if *holder != reviewer => Ok(Act::SubmissionTaken { submission, reviewer }),

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
            S::UnderReview { reviewer: holder, proposal } | S::Intended { reviewer: holder, proposal, .. },
            C::Decide { reviewer, verdict, reason, nonconformities },
        ) => {
            held_by(holder, &reviewer)?;
            if verdict.is_adverse() {
                return Err(Refused::new(
                    "hear_first",
                    "不利的结论须先告知拟作决定、听取陈述申辩，再经第二人核准签发",
                    "an adverse verdict is told as intended first, the provider is heard, and a second person issues it",
                ));
            }
            adverse_needs_reasons(verdict, &nonconformities)?;
            let doubted = matches!(
                proposal,
                Proposal::NonCompliant | Proposal::PartlyCompliant | Proposal::Undetermined
            );
            if reason.is_none() && (doubted || matches!(state, S::Intended { .. })) {
                return Err(Refused::new(
                    "reason_needed",
                    "结论与规则建议或拟作决定不同，或规则无法判定，须写明理由",
                    "the verdict differs from what the rules propose or what was intended, or they were undetermined; state the reason",
                ));
            }
            Ok(Act::VerdictGiven { submission, verdict, reason, nonconformities })
        }
        (
            S::UnderReview { reviewer: holder, .. },
            C::Intend { reviewer, verdict, reason, nonconformities, order },
        ) => {
            held_by(holder, &reviewer)?;
            if !verdict.is_adverse() {
                return Err(Refused::new(
                    "not_adverse",
                    "合规的结论无须先行告知，可直接作出",
                    "a favourable verdict is not told as intended; give it",
                ));
            }
            adverse_needs_reasons(verdict, &nonconformities)?;
            Ok(Act::VerdictIntended { submission, verdict, reason, nonconformities, order })
        }
        (S::Intended { reviewer: holder, .. }, C::DropIntention { reviewer, reason }) => {
            held_by(holder, &reviewer)?;
            Ok(Act::IntentionDropped { submission, reason })
        }
        (S::Intended { hearing: Hearing::Untold, .. }, C::OpenHearing { until }) => {
            Ok(Act::HearingOpened { submission, until })
        }
        // A statement after its time is heard as long as nothing was decided.
        (S::Intended { hearing: Hearing::Untold | Hearing::Told { .. }, .. }, C::State { statement }) => {
            Ok(Act::StatementMade { submission, statement })
        }
        (S::Intended { hearing: Hearing::Untold | Hearing::Told { .. }, .. }, C::Waive) => {
            Ok(Act::StatementWaived { submission })
        }
        (S::Intended { hearing: Hearing::Stated, reviewer: holder, .. }, C::Answer { reviewer, answer }) => {
            held_by(holder, &reviewer)?;
            Ok(Act::StatementAnswered { submission, answer })
        }
        (
            S::Intended { reviewer: holder, hearing, .. },
            C::Draft { reviewer, verdict, reason, nonconformities, order, deadline },
        ) => {
            held_by(holder, &reviewer)?;
            heard(*hearing, at)?;
            if !verdict.is_adverse() || nonconformities.is_empty() {
                return Err(Refused::new(
                    "nonconformity_needed",
                    "不合规结论须至少保留一项已告知的不合规项；如认可陈述，请改作合规结论",
                    "an adverse verdict keeps at least one nonconformity that was told; if the statement convinces, give a favourable verdict",
                ));
            }
            Ok(Act::VerdictDrafted { submission, verdict, reason, nonconformities, order, deadline })
        }
        (S::Drafted { .. }, C::SendBack { reason }) => Ok(Act::DraftSentBack { submission, reason }),
        (
            S::Drafted { reviewer: drafter, verdict, .. },
            C::Issue { issuer, second_person, reason, nonconformities },
        ) => {
            if second_person && *drafter == issuer {
                return Err(Refused::new(
                    "second_person",
                    "须由起草人以外的第二人核准签发",
                    "another person than the one who drafted it checks and issues it",
                ));
            }
            Ok(Act::VerdictGiven { submission, verdict: *verdict, reason, nonconformities })
        }
        (S::Decided { .. }, C::Reopen { reviewer, reason }) => {
            Ok(Act::ReviewReopened { submission, reviewer, reason })
        }

        (S::Decided { verdict: given }, C::Amend { verdict, reason, nonconformities }) => {
            if *given == verdict {
                return Err(Refused::new(
                    "verdict_unchanged",
                    "更正后的结论与原结论相同",
                    "the amended verdict is the same as the one given",
                ));
            }
            let milder = (*given, verdict) == (Verdict::NonCompliant, Verdict::PartlyCompliant);
            if verdict.is_adverse() && !milder {
                return Err(Refused::new(
                    "hear_first",
                    "改为不利的结论须重新审核并听取陈述申辩；请先重新开启审核",
                    "a verdict is not amended to an adverse one unheard; reopen the review",
                ));
            }
            adverse_needs_reasons(verdict, &nonconformities)?;
            Ok(Act::VerdictAmended { submission, verdict, reason, nonconformities })
        }

        (S::Received | S::NotAdmitted | S::Admitted | S::Assessed { .. }, C::Withdraw { reason }) => {
            Ok(Act::SubmissionWithdrawn { submission, reason })
        }
        (
            S::Received | S::NotAdmitted | S::Admitted | S::Assessed { .. } | S::Returned { .. },
            C::Supersede { by },
        ) => Ok(Act::SubmissionSuperseded { submission, by }),

        (
            S::UnderReview { .. } | S::Intended { .. } | S::Drafted { .. },
            C::Supersede { .. } | C::Withdraw { .. },
        ) => Err(Refused::new(
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
        Act::SubmissionTaken { reviewer, .. } => match state {
            Submission::Intended { proposal, verdict, hearing, .. } => Submission::Intended {
                proposal: *proposal,
                reviewer: reviewer.clone(),
                verdict: *verdict,
                hearing: *hearing,
            },
            _ => Submission::UnderReview { proposal: proposed(state), reviewer: reviewer.clone() },
        },
        Act::ReviewReopened { reviewer, .. } => {
            Submission::UnderReview { proposal: proposed(state), reviewer: reviewer.clone() }
        }
        Act::VerdictIntended { verdict, .. } => Submission::Intended {
            proposal: proposed(state),
            reviewer: holder(state).unwrap_or_default().to_owned(),
            verdict: *verdict,
            hearing: Hearing::Untold,
        },
        Act::IntentionDropped { .. } => Submission::UnderReview {
            proposal: proposed(state),
            reviewer: holder(state).unwrap_or_default().to_owned(),
        },
        Act::HearingOpened { until, .. } => hears(state, Hearing::Told { until: *until }),
        Act::StatementMade { .. } => hears(state, Hearing::Stated),
        Act::StatementWaived { .. } => hears(state, Hearing::Waived),
        Act::StatementAnswered { .. } => hears(state, Hearing::Answered),
        Act::VerdictDrafted { verdict, .. } => match state {
            Submission::Intended { proposal, reviewer, verdict: intended, hearing } => Submission::Drafted {
                proposal: *proposal,
                reviewer: reviewer.clone(),
                intended: *intended,
                verdict: *verdict,
                hearing: *hearing,
            },
            _ => state.clone(),
        },
        Act::DraftSentBack { .. } => match state {
            Submission::Drafted { proposal, reviewer, intended, hearing, .. } => Submission::Intended {
                proposal: *proposal,
                reviewer: reviewer.clone(),
                verdict: *intended,
                hearing: *hearing,
            },
            _ => state.clone(),
        },
        Act::SubmissionReturned { until, .. } => Submission::Returned { until: *until },
        Act::SubmissionWithdrawn { .. } => Submission::Withdrawn,
        Act::SubmissionSuperseded { .. } => Submission::Superseded,
        Act::VerdictGiven { verdict, .. } | Act::VerdictAmended { verdict, .. } => {
            Submission::Decided { verdict: *verdict }
        }
        _ => state.clone(),
    }
}

/// What the rules propose, as far as the state remembers it.
fn proposed(state: &Submission) -> Proposal {
    match state {
        Submission::Assessed { proposal }
        | Submission::UnderReview { proposal, .. }
        | Submission::Intended { proposal, .. }
        | Submission::Drafted { proposal, .. } => *proposal,
        _ => Proposal::Undetermined,
    }
}

/// Who holds the review.
pub fn holder(state: &Submission) -> Option<&str> {
    match state {
        Submission::UnderReview { reviewer, .. }
        | Submission::Intended { reviewer, .. }
        | Submission::Drafted { reviewer, .. } => Some(reviewer),
        _ => None,
    }
}

fn hears(state: &Submission, next: Hearing) -> Submission {
    match state {
        Submission::Intended { proposal, reviewer, verdict, .. } => Submission::Intended {
            proposal: *proposal,
            reviewer: reviewer.clone(),
            verdict: *verdict,
            hearing: next,
        },
        _ => state.clone(),
    }
}

/// Whether the provider has been heard: it stated its view and was answered, waived, or let the time pass.
fn heard(hearing: Hearing, at: Millis) -> Result<(), Refused> {
    match hearing {
        Hearing::Answered | Hearing::Waived => Ok(()),
        Hearing::Told { until } if at > until => Ok(()),
        Hearing::Told { .. } => Err(Refused::new(
            "hearing_runs",
            "陈述申辩的期限尚未届满",
            "the time for the provider's statement still runs",
        )),
        Hearing::Untold => Err(Refused::new(
            "not_served",
            "拟作决定尚未送达，陈述申辩期限尚未起算",
            "the intended decision was not served yet, so the time for a statement has not begun",
        )),
        Hearing::Stated => Err(Refused::new(
            "statement_unanswered",
            "云服务商已陈述申辩，请先答复",
            "the provider has made a statement; answer it first",
        )),
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
        Submission::Intended { .. } => "拟作不利决定",
        Submission::Drafted { .. } => "待核准签发",
        Submission::Returned { .. } => "退回补充",
        Submission::Decided { .. } => "已有结论",
        Submission::Superseded => "已被新版本替换",
        Submission::Withdrawn => "已撤回",
    }
}

#[cfg(test)]
mod tests;
