//! The life of an escalation: the engine proposes, a person decides; "no action, keep watching" is a decision too.
//!
//! One open case per (platform, trigger, subject): a condition that is still true adds an observation to the
//! open case and never opens a second one.
//!
//! A state of supervision that needs a hearing is first told as intended; the provider is heard as on an adverse verdict,
//! and only then is it decided.

use crate::act::{Act, ContentRef, Millis};
use crate::refused::Refused;
use crate::submission::Hearing;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Escalation {
    Proposed {
        level: String,
    },
    /// One person would confirm this level; a second one has to.
    Endorsed {
        level: String,
        by: String,
    },
    /// Told to the provider as intended; it is heard. Whoever told it is the first person.
    Intended {
        level: String,
        by: String,
        hearing: Hearing,
    },
    Confirmed {
        level: String,
    },
    Dismissed,
    Closed {
        at: Millis,
    },
}

impl Escalation {
    pub fn name(&self) -> &'static str {
        match self {
            Self::Proposed { .. } => "proposed",
            Self::Endorsed { .. } => "endorsed",
            Self::Intended { .. } => "intended",
            Self::Confirmed { .. } => "confirmed",
            Self::Dismissed => "dismissed",
            Self::Closed { .. } => "closed",
        }
    }
    pub const NAMES: &'static [&'static str] =
        &["proposed", "endorsed", "intended", "confirmed", "dismissed", "closed"];

    pub fn is_open(&self) -> bool {
        matches!(
            self,
            Self::Proposed { .. } | Self::Endorsed { .. } | Self::Intended { .. } | Self::Confirmed { .. }
        )
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    Observe {
        values: String,
    },
    /// Tell the provider which state of supervision is meant.
    Intend {
        level: Option<String>,
        who: String,
        reason: ContentRef,
    },
    /// The notice of it was served.
    OpenHearing {
        until: Millis,
    },
    State {
        statement: ContentRef,
    },
    Waive,
    Answer {
        answer: ContentRef,
    },
    Confirm {
        level: Option<String>,
        who: String,
        head: bool,
        reason: ContentRef,
    },
    Dismiss {
        reason: ContentRef,
    },
    Close {
        reason: ContentRef,
    },
}

/// A state of supervision the catalogue knows, and who decides on it.
#[derive(Clone, Copy, Debug)]
pub struct Level<'a> {
    pub code: &'a str,
    /// Two people of the supervisor have to confirm.
    pub second_person: bool,
    /// Only the head (负责人) decides.
    pub head: bool,
    /// The provider is heard before it is decided.
    pub hearing: bool,
}

/// The law of escalations. `levels` are the states of supervision the catalogue knows, lowest first.
///
/// # Errors
/// When the command is not allowed in this state, with the reason in words.
pub fn decide(
    state: &Escalation,
    id: &str,
    command: Command,
    levels: &[Level<'_>],
    at: Millis,
) -> Result<Act, Refused> {
    let escalation = id.to_owned();
    match (state, command) {
        (s, Command::Observe { values }) if s.is_open() => Ok(Act::EscalationObserved { escalation, values }),
        (
            Escalation::Proposed { level: before } | Escalation::Endorsed { level: before, .. },
            Command::Confirm { level, who, head, reason },
        ) => {
            let level = level.unwrap_or_else(|| before.clone());
            let row = known(levels, &level)?;
            if row.head && !head {
                return Err(head_only());
            }
            if row.hearing {
                return Err(Refused::new(
                    "hear_first",
                    "此监管状态须先告知拟作决定、听取陈述申辩，再作决定",
                    "this state of supervision is told as intended and the provider heard before it is decided",
                ));
            }
            if !row.second_person {
                return Ok(Act::EscalationConfirmed { escalation, level, reason });
            }
            match state {
                Escalation::Endorsed { level: endorsed, by } if *endorsed == level => {
                    if *by == who {
                        return Err(second_person());
                    }
                    Ok(Act::EscalationConfirmed { escalation, level, reason })
                }
                _ => Ok(Act::EscalationEndorsed { escalation, level, reason }),
            }
        }
        (
            Escalation::Proposed { level: before } | Escalation::Endorsed { level: before, .. },
            Command::Intend { level, reason, .. },
        ) => {
            let level = level.unwrap_or_else(|| before.clone());
            if !known(levels, &level)?.hearing {
                return Err(Refused::new(
                    "no_hearing",
                    "此监管状态无需先行告知，请直接确认",
                    "this state of supervision needs no hearing; confirm it",
                ));
            }
            Ok(Act::EscalationIntended { escalation, level, reason })
        }
        (Escalation::Intended { hearing: Hearing::Untold, .. }, Command::OpenHearing { until }) => {
            Ok(Act::EscalationHearingOpened { escalation, until })
        }
        // Whoever has seen the notice may speak before it counts as served; late statements are heard until it is decided.
        (
            Escalation::Intended {
                hearing: Hearing::Untold | Hearing::Told { .. } | Hearing::Waived, ..
            },
            Command::State { statement },
        ) => Ok(Act::EscalationStated { escalation, statement }),
        (Escalation::Intended { hearing: Hearing::Untold | Hearing::Told { .. }, .. }, Command::Waive) => {
            Ok(Act::EscalationWaived { escalation })
        }
        (Escalation::Intended { hearing: Hearing::Stated, .. }, Command::Answer { answer }) => {
            Ok(Act::EscalationAnswered { escalation, answer })
        }
        (
            Escalation::Intended { level: meant, by, hearing },
            Command::Confirm { level, who, head, reason },
        ) => {
            let level = level.unwrap_or_else(|| meant.clone());
            let row = known(levels, &level)?;
            if row.hearing && level != *meant {
                return Err(Refused::new(
                    "hear_first",
                    "与告知的监管状态不同，须重新告知并听取陈述申辩",
                    "this is not the state of supervision that was told; tell it and hear the provider first",
                ));
            }
            if row.head && !head {
                return Err(head_only());
            }
            if row.second_person && *by == who {
                return Err(second_person());
            }
            let over = matches!(hearing, Hearing::Told { until } if at > *until);
            match hearing {
                Hearing::Answered | Hearing::Waived => {}
                _ if over || !row.hearing => {}
                Hearing::Stated => {
                    return Err(Refused::new(
                        "answer_first",
                        "云服务商已陈述申辩，须先答复再作决定",
                        "the provider stated its view; answer it before deciding",
                    ));
                }
                _ => {
                    return Err(Refused::new(
                        "still_hearing",
                        "陈述申辩期限未满，云服务商也未表示放弃",
                        "the provider may still state its view and has not waived it",
                    ));
                }
            }
            Ok(Act::EscalationConfirmed { escalation, level, reason })
        }
        (
            Escalation::Proposed { .. } | Escalation::Endorsed { .. } | Escalation::Intended { .. },
            Command::Dismiss { reason },
        ) => Ok(Act::EscalationDismissed { escalation, reason }),
        (Escalation::Confirmed { .. }, Command::Close { reason }) => {
            Ok(Act::EscalationClosed { escalation, reason })
        }
        _ => Err(Refused::new(
            "wrong_state",
            format!("升级事项处于“{}”状态，不能执行此操作", zh(state)),
            format!("an escalation that is {} does not allow this", state.name()),
        )),
    }
}

/// The next state; total. `None` before the proposal.
pub fn apply(state: Option<&Escalation>, act: &Act, by: &str, at: Millis) -> Option<Escalation> {
    match act {
        Act::EscalationEndorsed { level, .. } => {
            Some(Escalation::Endorsed { level: level.clone(), by: by.to_owned() })
        }
        Act::EscalationIntended { level, .. } => {
            Some(Escalation::Intended { level: level.clone(), by: by.to_owned(), hearing: Hearing::Untold })
        }
        Act::EscalationHearingOpened { until, .. } => heard(state, Hearing::Told { until: *until }),
        Act::EscalationStated { .. } => heard(state, Hearing::Stated),
        Act::EscalationWaived { .. } => heard(state, Hearing::Waived),
        Act::EscalationAnswered { .. } => heard(state, Hearing::Answered),
        Act::EscalationProposed { level, .. } => Some(Escalation::Proposed { level: level.clone() }),
        Act::EscalationConfirmed { level, .. } => Some(Escalation::Confirmed { level: level.clone() }),
        Act::EscalationDismissed { .. } => Some(Escalation::Dismissed),
        Act::EscalationClosed { .. } => Some(Escalation::Closed { at }),
        _ => state.cloned(),
    }
}

fn heard(state: Option<&Escalation>, hearing: Hearing) -> Option<Escalation> {
    match state {
        Some(Escalation::Intended { level, by, .. }) => {
            Some(Escalation::Intended { level: level.clone(), by: by.clone(), hearing })
        }
        other => other.cloned(),
    }
}

fn known<'l>(levels: &'l [Level<'l>], level: &str) -> Result<&'l Level<'l>, Refused> {
    levels.iter().find(|known| known.code == level).ok_or_else(|| {
        Refused::new(
            "unknown_level",
            format!("没有“{level}”这一监管状态"),
            format!("there is no supervision state {level}"),
        )
    })
}

fn head_only() -> Refused {
    Refused::new("head_only", "此监管状态须由负责人决定", "this state of supervision is decided by the head")
}

fn second_person() -> Refused {
    Refused::new(
        "second_person",
        "此监管状态须由第二人确认",
        "this state of supervision needs a second person to confirm it",
    )
}

fn zh(state: &Escalation) -> &'static str {
    match state {
        Escalation::Proposed { .. } => "待确认",
        Escalation::Endorsed { .. } => "待第二人确认",
        Escalation::Intended { .. } => "已告知，听取陈述申辩",
        Escalation::Confirmed { .. } => "已确认",
        Escalation::Dismissed => "不采取措施",
        Escalation::Closed { .. } => "已办结",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_matrix() {
        let text = || ContentRef("c".into());
        let level = || "S1".to_owned();
        let intended =
            |hearing, by: &str| Escalation::Intended { level: "S4".into(), by: by.into(), hearing };
        let states = [
            Escalation::Proposed { level: level() },
            Escalation::Proposed { level: "S2".into() },
            Escalation::Endorsed { level: "S2".into(), by: "me".into() },
            Escalation::Endorsed { level: "S2".into(), by: "other".into() },
            intended(Hearing::Untold, "other"),
            intended(Hearing::Told { until: 3 }, "other"),
            intended(Hearing::Told { until: 9 }, "other"),
            intended(Hearing::Stated, "other"),
            intended(Hearing::Answered, "other"),
            intended(Hearing::Answered, "me"),
            intended(Hearing::Waived, "other"),
            Escalation::Confirmed { level: level() },
            Escalation::Dismissed,
            Escalation::Closed { at: 3 },
        ];
        let confirm = |level: Option<&str>, head| Command::Confirm {
            level: level.map(str::to_owned),
            who: "me".into(),
            head,
            reason: text(),
        };
        let levels = [
            Level { code: "S1", second_person: false, head: false, hearing: false },
            Level { code: "S2", second_person: true, head: false, hearing: false },
            Level { code: "S3", second_person: false, head: true, hearing: false },
            Level { code: "S4", second_person: true, head: false, hearing: true },
            Level { code: "S5", second_person: false, head: true, hearing: true },
        ];
        let commands = [
            ("observe", Command::Observe { values: "{}".into() }),
            ("confirm", confirm(None, false)),
            ("confirm S2", confirm(Some("S2"), false)),
            ("confirm S3", confirm(Some("S3"), false)),
            ("confirm S3 as head", confirm(Some("S3"), true)),
            ("confirm S9", confirm(Some("S9"), true)),
            ("confirm S4", confirm(Some("S4"), false)),
            ("confirm S5 as head", confirm(Some("S5"), true)),
            ("intend", Command::Intend { level: None, who: "me".into(), reason: text() }),
            ("intend S4", Command::Intend { level: Some("S4".into()), who: "me".into(), reason: text() }),
            ("open hearing", Command::OpenHearing { until: 9 }),
            ("state", Command::State { statement: text() }),
            ("waive", Command::Waive),
            ("answer", Command::Answer { answer: text() }),
            ("dismiss", Command::Dismiss { reason: text() }),
            ("close", Command::Close { reason: text() }),
        ];
        let mut out = String::new();
        for state in &states {
            out.push_str(&format!("{state:?}\n"));
            for (label, command) in &commands {
                let line = match decide(state, "e", command.clone(), &levels, 5) {
                    Ok(act) => {
                        format!("→ {:?}", apply(Some(state), &act, "me", 5).expect("an existing life"))
                    }
                    Err(refused) => format!("✗ {}", refused.code),
                };
                out.push_str(&format!("  {label}: {line}\n"));
            }
        }
        insta::assert_snapshot!(out);
    }
}
