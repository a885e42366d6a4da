//! The life of a rectification: ordered with a deadline, tracked to closure (6.2.1.2 d, 6.2.3 g).
//!
//! Overdue is not a state: it is derived from the clock, so that nothing has to run for it to be true.

use crate::act::{Act, ContentRef, Milestone, Millis, Progress};
use crate::refused::Refused;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    Ordered,
    Planned,
    HandedIn { submission: String },
    UnderReReview { submission: String, reviewer: String },
    Returned,
    Closed { at: Millis },
}

/// What became of the extension; the deadline table knows how many there may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Extension {
    None,
    Requested { until: Millis },
    Granted,
    Refused,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rectification {
    pub stage: Stage,
    pub deadline: Millis,
    pub extension: Extension,
    /// How many extensions were granted so far.
    pub extensions: i64,
    /// When the order was served; until then the deadline is the one silence would bring.
    pub served_at: Option<Millis>,
    pub plan: Plan,
    /// Steps of the newest plan, in order.
    pub milestones: Vec<Step>,
}

/// How the supervisor sees the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plan {
    None,
    /// Handed in and not looked at.
    Waiting,
    Accepted,
    Returned,
}

impl Plan {
    pub const ALL: &'static [Self] = &[Self::None, Self::Waiting, Self::Accepted, Self::Returned];
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Waiting => "waiting",
            Self::Accepted => "accepted",
            Self::Returned => "returned",
        }
    }
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|plan| plan.name() == name)
    }
}

/// As much of a milestone as decisions depend on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub milestone: String,
    pub by: Millis,
    pub progress: Progress,
}

impl Step {
    /// Not done and past its day.
    pub fn overdue(&self, at: Millis) -> bool {
        self.progress != Progress::Done && at > self.by
    }
}

impl Rectification {
    pub fn name(&self) -> &'static str {
        name(&self.stage)
    }
    pub const NAMES: &'static [&'static str] =
        &["ordered", "planned", "handed_in", "under_re_review", "returned", "closed"];

    /// Open and past its deadline.
    pub fn overdue(&self, at: Millis) -> bool {
        !matches!(self.stage, Stage::Closed { .. }) && at > self.deadline
    }
}

/// What the new evidence shows; found out before deciding, because deciding does no I/O.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Recheck {
    /// At least one file that was not part of the submission found wanting.
    pub new_evidence: bool,
    /// Rules named in the nonconformities that still do not pass on the new evidence.
    pub still_failing: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// The order was served; `deadline` counts from then.
    Serve {
        served_at: Millis,
        deadline: Millis,
    },
    Plan {
        plan: ContentRef,
        milestones: Vec<Milestone>,
    },
    AcceptPlan,
    ReturnPlan {
        reason: ContentRef,
    },
    Report {
        milestone: String,
        progress: Progress,
        note: ContentRef,
    },
    HandIn {
        statement: ContentRef,
        submission: String,
    },
    Take {
        reviewer: String,
    },
    Return {
        reviewer: String,
        reason: ContentRef,
        deadline: Millis,
    },
    /// `override_checks`: close although a rule still fails; the note then is the reason.
    Close {
        reviewer: String,
        note: ContentRef,
        recheck: Recheck,
        override_checks: bool,
    },
    RequestExtension {
        until: Millis,
        reason: ContentRef,
        limit: ExtensionLimit,
    },
    /// More time without being asked; `limit` is how far it may go.
    Extend {
        until: Millis,
        reason: ContentRef,
        limit: ExtensionLimit,
    },
    GrantExtension,
    RefuseExtension {
        reason: ContentRef,
    },
}

/// How often and how far a deadline may be extended; a row of the deadline table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtensionLimit {
    pub count: i64,
    /// Latest moment the deadline may be moved to.
    pub latest: Millis,
}

impl ExtensionLimit {
    /// # Errors
    /// When it was extended often enough, or the date is no later than the deadline or beyond the latest.
    pub(crate) fn admits(&self, granted: i64, deadline: Millis, until: Millis) -> Result<(), Refused> {
        if granted >= self.count {
            return Err(Refused::new(
                "no_more_extensions",
                format!("按规则最多可延期 {} 次", self.count),
                format!("the rules allow {} extension(s)", self.count),
            ));
        }
        if until <= deadline {
            return Err(Refused::new(
                "extension_not_later",
                "申请的日期不晚于现有期限",
                "the date asked for is not later than the deadline",
            ));
        }
        if until > self.latest {
            return Err(Refused::new(
                "extension_too_long",
                "申请的日期超过规则允许的最长延期",
                "the date asked for is beyond the longest extension the rules allow",
            ));
        }
        Ok(())
    }
}

/// The law of rectifications.
///
/// # Errors
/// When the command is not allowed in this state, with the reason in words.
pub fn decide(state: &Rectification, id: &str, command: Command, at: Millis) -> Result<Act, Refused> {
    use Command as C;
    use Stage as S;
    let rectification = id.to_owned();
    match (&state.stage, command) {
        (_, C::Serve { served_at, deadline }) => match state.served_at {
            None => Ok(Act::RectificationServed { rectification, served_at, deadline }),
            Some(_) => Err(Refused::new("served_already", "整改通知已送达", "the order was served already")),
        },
        (S::Ordered | S::Planned | S::Returned, C::Plan { plan, milestones }) => {
            if let Some(late) = milestones.iter().position(|m| m.by > state.deadline) {
                let number = late + 1;
                return Err(Refused::new(
                    "milestone_after_deadline",
                    format!("第 {number} 个里程碑晚于整改期限；请提前，或先申请延期"),
                    format!(
                        "milestone {number} lies after the deadline; plan it earlier or ask for an extension first"
                    ),
                ));
            }
            Ok(Act::RectificationPlanned { rectification, plan, milestones })
        }
        (S::Closed { .. }, C::AcceptPlan | C::ReturnPlan { .. } | C::Report { .. }) => {
            Err(wrong(&state.stage))
        }
        (_, C::AcceptPlan) => match state.plan {
            Plan::Waiting => Ok(Act::RectificationPlanAccepted { rectification }),
            _ => Err(no_plan_waits()),
        },
        (_, C::ReturnPlan { reason }) => match state.plan {
            Plan::Waiting => Ok(Act::RectificationPlanReturned { rectification, reason }),
            _ => Err(no_plan_waits()),
        },
        (_, C::Report { milestone, progress, note }) => {
            if state.milestones.iter().any(|step| step.milestone == milestone) {
                Ok(Act::MilestoneReported { rectification, milestone, progress, note })
            } else {
                Err(Refused::new(
                    "no_such_milestone",
                    "现行方案中没有这一里程碑",
                    "the plan in force has no such milestone",
                ))
            }
        }
        (S::Ordered | S::Planned | S::Returned | S::HandedIn { .. }, C::HandIn { statement, submission }) => {
            Ok(Act::RectificationHandedIn { rectification, statement, submission })
        }
        (S::HandedIn { .. }, C::Take { reviewer }) => Ok(Act::RectificationTaken { rectification, reviewer }),
        (S::UnderReReview { reviewer: holder, .. }, C::Take { reviewer }) if *holder != reviewer => {
            Ok(Act::RectificationTaken { rectification, reviewer })
        }
        (S::UnderReReview { reviewer: holder, .. }, C::Return { reviewer, reason, deadline }) => {
            held_by(holder, &reviewer)?;
            if deadline <= at {
                return Err(Refused::new(
                    "deadline_past",
                    "新的整改期限必须晚于现在",
                    "the new deadline must lie in the future",
                ));
            }
            Ok(Act::RectificationReturned { rectification, reason, deadline })
        }
        (
            S::UnderReReview { reviewer: holder, .. },
            C::Close { reviewer, note, recheck, override_checks },
        ) => {
            held_by(holder, &reviewer)?;
            if !recheck.new_evidence {
                return Err(Refused::new(
                    "no_new_evidence",
                    "整改须有新的证据；提交的文件与被判不合规的文件相同",
                    "a rectification is closed on new evidence only; the files are the ones found wanting",
                ));
            }
            if !recheck.still_failing.is_empty() && !override_checks {
                let rules = recheck.still_failing.join(", ");
                return Err(Refused::new(
                    "still_failing",
                    format!("以下规则在新证据上仍未通过：{rules}"),
                    format!("these rules still do not pass on the new evidence: {rules}"),
                ));
            }
            let overridden = !recheck.still_failing.is_empty();
            Ok(Act::RectificationClosed { rectification, note, overridden })
        }
        (S::Ordered | S::Planned | S::Returned, C::RequestExtension { until, reason, limit }) => {
            if matches!(state.extension, Extension::Requested { .. }) {
                return Err(Refused::new(
                    "extension_pending",
                    "已有一项延期申请等待答复",
                    "an extension request already waits for its answer",
                ));
            }
            limit.admits(state.extensions, state.deadline, until)?;
            Ok(Act::ExtensionRequested { rectification, until, reason })
        }
        (S::Ordered | S::Planned | S::Returned, C::Extend { until, reason, limit }) => {
            limit.admits(state.extensions, state.deadline, until)?;
            Ok(Act::RectificationExtended { rectification, until, reason })
        }
        (stage, C::GrantExtension) if !matches!(stage, S::Closed { .. }) => match state.extension {
            Extension::Requested { until } => Ok(Act::ExtensionGranted { rectification, until }),
            _ => Err(no_request()),
        },
        (stage, C::RefuseExtension { reason }) if !matches!(stage, S::Closed { .. }) => match state.extension
        {
            Extension::Requested { .. } => Ok(Act::ExtensionRefused { rectification, reason }),
            _ => Err(no_request()),
        },
        (stage, _) => Err(wrong(stage)),
    }
}

/// The next state; total. `None` before the order.
pub fn apply(state: Option<&Rectification>, act: &Act, at: Millis) -> Option<Rectification> {
    if let Act::RectificationOrdered { deadline, .. } = act {
        return Some(Rectification {
            stage: Stage::Ordered,
            deadline: *deadline,
            extension: Extension::None,
            extensions: 0,
            served_at: None,
            plan: Plan::None,
            milestones: Vec::new(),
        });
    }
    let mut next = state?.clone();
    match act {
        Act::RectificationServed { served_at, deadline, .. } => {
            next.served_at = Some(*served_at);
            // A deadline that was moved since (returned, extended) is a later decision and stands.
            if matches!(next.stage, Stage::Ordered | Stage::Planned | Stage::HandedIn { .. })
                && next.extensions == 0
            {
                next.deadline = *deadline;
            }
        }
        Act::RectificationPlanned { milestones, .. } => {
            next.stage = Stage::Planned;
            next.plan = Plan::Waiting;
            // A step that stays in the plan keeps what was reported of it.
            let before = std::mem::take(&mut next.milestones);
            next.milestones = milestones
                .iter()
                .map(|m| Step {
                    milestone: m.milestone.clone(),
                    by: m.by,
                    progress: before
                        .iter()
                        .find(|step| step.milestone == m.milestone)
                        .map_or(Progress::Planned, |step| step.progress),
                })
                .collect();
        }
        Act::RectificationPlanAccepted { .. } => next.plan = Plan::Accepted,
        Act::RectificationPlanReturned { .. } => next.plan = Plan::Returned,
        Act::MilestoneReported { milestone, progress, .. } => {
            for step in next.milestones.iter_mut().filter(|step| step.milestone == *milestone) {
                step.progress = *progress;
            }
        }
        Act::RectificationHandedIn { submission, .. } => {
            next.stage = Stage::HandedIn { submission: submission.clone() };
        }
        Act::RectificationTaken { reviewer, .. } => {
            if let Stage::HandedIn { submission } | Stage::UnderReReview { submission, .. } = &next.stage {
                next.stage =
                    Stage::UnderReReview { submission: submission.clone(), reviewer: reviewer.clone() };
            }
        }
        Act::RectificationReturned { deadline, .. } => {
            next.stage = Stage::Returned;
            next.deadline = *deadline;
        }
        Act::RectificationClosed { .. } => next.stage = Stage::Closed { at },
        Act::ExtensionRequested { until, .. } => next.extension = Extension::Requested { until: *until },
        Act::ExtensionGranted { until, .. } => {
            next.extension = Extension::Granted;
            next.extensions += 1;
            next.deadline = *until;
        }
        Act::RectificationExtended { until, .. } => {
            next.extension = Extension::Granted;
            next.extensions += 1;
            next.deadline = *until;
        }
        Act::ExtensionRefused { .. } => next.extension = Extension::Refused,
        _ => {}
    }
    Some(next)
}

fn held_by(holder: &str, reviewer: &str) -> Result<(), Refused> {
    if holder == reviewer {
        return Ok(());
    }
    Err(Refused::new(
        "not_yours",
        "此整改由另一位审核人复核；如需接手，请先领取",
        "another reviewer holds this rectification; take it over first",
    ))
}

fn no_request() -> Refused {
    Refused::new("no_extension_request", "没有等待答复的延期申请", "no extension request waits for an answer")
}

fn no_plan_waits() -> Refused {
    Refused::new("no_plan_waits", "没有等待审阅的整改方案", "no plan waits to be looked at")
}

fn wrong(stage: &Stage) -> Refused {
    Refused::new(
        "wrong_state",
        format!("整改项处于“{}”状态，不能执行此操作", zh(stage)),
        format!("a rectification that is {} does not allow this", name(stage).replace('_', " ")),
    )
}

fn name(stage: &Stage) -> &'static str {
    match stage {
        Stage::Ordered => "ordered",
        Stage::Planned => "planned",
        Stage::HandedIn { .. } => "handed_in",
        Stage::UnderReReview { .. } => "under_re_review",
        Stage::Returned => "returned",
        Stage::Closed { .. } => "closed",
    }
}

fn zh(stage: &Stage) -> &'static str {
    match stage {
        Stage::Ordered => "已下达",
        Stage::Planned => "已制定方案",
        Stage::HandedIn { .. } => "已提交整改",
        Stage::UnderReReview { .. } => "复核中",
        Stage::Returned => "退回继续整改",
        Stage::Closed { .. } => "已办结",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// clauses: 6.2.1.2 d)
    #[test]
    fn the_whole_matrix() {
        let base = |stage, extension| Rectification {
            stage,
            deadline: 100,
            extension,
            extensions: 0,
            served_at: None,
            plan: Plan::None,
            milestones: Vec::new(),
        };
        let step = |progress| Step { milestone: "m".into(), by: 60, progress };
        let states = vec![
            base(Stage::Ordered, Extension::None),
            base(Stage::Ordered, Extension::Requested { until: 120 }),
            Rectification { extensions: 1, ..base(Stage::Ordered, Extension::Granted) },
            base(Stage::Planned, Extension::Refused),
            base(Stage::HandedIn { submission: "s".into() }, Extension::None),
            base(Stage::UnderReReview { submission: "s".into(), reviewer: "me".into() }, Extension::None),
            base(Stage::UnderReReview { submission: "s".into(), reviewer: "other".into() }, Extension::None),
            base(Stage::Returned, Extension::None),
            Rectification {
                plan: Plan::Waiting,
                milestones: vec![step(Progress::Started)],
                ..base(Stage::Planned, Extension::None)
            },
            Rectification {
                plan: Plan::Accepted,
                milestones: vec![step(Progress::Done)],
                ..base(Stage::Returned, Extension::None)
            },
            Rectification { served_at: Some(20), ..base(Stage::Planned, Extension::None) },
            base(Stage::Closed { at: 7 }, Extension::None),
        ];
        let text = || ContentRef("c".into());
        let me = || "me".to_owned();
        let limit = || ExtensionLimit { count: 1, latest: 130 };
        let good = Recheck { new_evidence: true, still_failing: vec![] };
        let bad = Recheck { new_evidence: true, still_failing: vec!["R1".into()] };
        let close = |recheck: &Recheck, override_checks| Command::Close {
            reviewer: me(),
            note: text(),
            recheck: recheck.clone(),
            override_checks,
        };
        let plan = |by| Command::Plan {
            plan: text(),
            milestones: vec![Milestone {
                milestone: "m".into(),
                what: text(),
                who: text(),
                by,
                measure: None,
            }],
        };
        let report = |milestone: &str| Command::Report {
            milestone: milestone.to_owned(),
            progress: Progress::Done,
            note: text(),
        };
        let commands: Vec<(&str, Command)> = vec![
            ("serve", Command::Serve { served_at: 40, deadline: 90 }),
            ("plan", Command::Plan { plan: text(), milestones: vec![] }),
            ("plan, same step", plan(80)),
            ("plan, step after the deadline", plan(200)),
            ("accept plan", Command::AcceptPlan),
            ("return plan", Command::ReturnPlan { reason: text() }),
            ("report", report("m")),
            ("report, no such step", report("n")),
            ("hand in", Command::HandIn { statement: text(), submission: "s2".into() }),
            ("take", Command::Take { reviewer: me() }),
            ("return", Command::Return { reviewer: me(), reason: text(), deadline: 110 }),
            ("return, date past", Command::Return { reviewer: me(), reason: text(), deadline: 40 }),
            ("close", close(&good, false)),
            ("close, still failing", close(&bad, false)),
            ("close, overridden", close(&bad, true)),
            ("close, same evidence", close(&Recheck::default(), true)),
            ("ask extension", Command::RequestExtension { until: 120, reason: text(), limit: limit() }),
            (
                "ask extension, too long",
                Command::RequestExtension { until: 140, reason: text(), limit: limit() },
            ),
            (
                "ask extension, not later",
                Command::RequestExtension { until: 90, reason: text(), limit: limit() },
            ),
            ("grant", Command::GrantExtension),
            ("refuse", Command::RefuseExtension { reason: text() }),
        ];
        let mut out = String::new();
        for state in &states {
            out.push_str(&format!("{state:?}\n"));
            for (label, command) in &commands {
                let line = match decide(state, "r", command.clone(), 50) {
                    Ok(act) => format!("→ {:?}", apply(Some(state), &act, 50).expect("an existing life")),
                    Err(refused) => format!("✗ {}", refused.code),
                };
                out.push_str(&format!("  {label}: {line}\n"));
            }
        }
        insta::assert_snapshot!(out);
    }

    /// clauses: 6.2.3 g)
    #[test]
    fn overdue_follows_the_clock_alone() {
        let open = Rectification {
            stage: Stage::Ordered,
            deadline: 100,
            extension: Extension::None,
            extensions: 0,
            served_at: None,
            plan: Plan::None,
            milestones: Vec::new(),
        };
        assert!(!open.overdue(100));
        assert!(open.overdue(101));
        assert!(!Rectification { stage: Stage::Closed { at: 99 }, ..open }.overdue(101));
    }

    #[test]
    fn a_step_is_late_until_it_is_done() {
        let step = |progress| Step { milestone: "m".into(), by: 100, progress };
        assert!(!step(Progress::Started).overdue(100));
        assert!(step(Progress::Blocked).overdue(101));
        assert!(!step(Progress::Done).overdue(101));
    }
}
