//! The life of an escalation: the engine proposes, a person decides; "no action, keep watching" is a decision too.
//!
//! One open case per (platform, trigger, subject): a condition that is still true adds an observation to the
//! open case and never opens a second one.

use crate::act::{Act, ContentRef, Millis};
use crate::refused::Refused;

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
            Self::Confirmed { .. } => "confirmed",
            Self::Dismissed => "dismissed",
            Self::Closed { .. } => "closed",
        }
    }
    pub const NAMES: &'static [&'static str] = &["proposed", "endorsed", "confirmed", "dismissed", "closed"];

    pub fn is_open(&self) -> bool {
        matches!(self, Self::Proposed { .. } | Self::Endorsed { .. } | Self::Confirmed { .. })
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    Observe { values: String },
    Confirm { level: Option<String>, who: String, head: bool, reason: ContentRef },
    Dismiss { reason: ContentRef },
    Close { reason: ContentRef },
}

/// A state of supervision the catalogue knows, and who decides on it.
#[derive(Clone, Copy, Debug)]
pub struct Level<'a> {
    pub code: &'a str,
    /// Two people of the supervisor have to confirm.
    pub second_person: bool,
    /// Only the head (负责人) decides.
    pub head: bool,
}

/// The law of escalations. `levels` are the states of supervision the catalogue knows, lowest first.
///
/// # Errors
/// When the command is not allowed in this state, with the reason in words.
pub fn decide(state: &Escalation, id: &str, command: Command, levels: &[Level<'_>]) -> Result<Act, Refused> {
    let escalation = id.to_owned();
    match (state, command) {
        (s, Command::Observe { values }) if s.is_open() => Ok(Act::EscalationObserved { escalation, values }),
        (
            Escalation::Proposed { level: before } | Escalation::Endorsed { level: before, .. },
            Command::Confirm { level, who, head, reason },
        ) => {
            let level = level.unwrap_or_else(|| before.clone());
            let Some(row) = levels.iter().find(|known| known.code == level) else {
                return Err(Refused::new(
                    "unknown_level",
                    format!("没有“{level}”这一监管状态"),
                    format!("there is no supervision state {level}"),
                ));
            };
            if row.head && !head {
                return Err(Refused::new(
                    "head_only",
                    "此监管状态须由负责人决定",
                    "this state of supervision is decided by the head",
                ));
            }
            if !row.second_person {
                return Ok(Act::EscalationConfirmed { escalation, level, reason });
            }
            match state {
                Escalation::Endorsed { level: endorsed, by } if *endorsed == level => {
                    if *by == who {
                        return Err(Refused::new(
                            "second_person",
                            "此监管状态须由第二人确认",
                            "this state of supervision needs a second person to confirm it",
                        ));
                    }
                    Ok(Act::EscalationConfirmed { escalation, level, reason })
                }
                _ => Ok(Act::EscalationEndorsed { escalation, level, reason }),
            }
        }
        (Escalation::Proposed { .. } | Escalation::Endorsed { .. }, Command::Dismiss { reason }) => {
            Ok(Act::EscalationDismissed { escalation, reason })
        }
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
        Act::EscalationProposed { level, .. } => Some(Escalation::Proposed { level: level.clone() }),
        Act::EscalationConfirmed { level, .. } => Some(Escalation::Confirmed { level: level.clone() }),
        Act::EscalationDismissed { .. } => Some(Escalation::Dismissed),
        Act::EscalationClosed { .. } => Some(Escalation::Closed { at }),
        _ => state.cloned(),
    }
}

fn zh(state: &Escalation) -> &'static str {
    match state {
        Escalation::Proposed { .. } => "待确认",
        Escalation::Endorsed { .. } => "待第二人确认",
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
        let states = [
            Escalation::Proposed { level: level() },
            Escalation::Proposed { level: "S2".into() },
            Escalation::Endorsed { level: "S2".into(), by: "me".into() },
            Escalation::Endorsed { level: "S2".into(), by: "other".into() },
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
            Level { code: "S1", second_person: false, head: false },
            Level { code: "S2", second_person: true, head: false },
            Level { code: "S3", second_person: false, head: true },
        ];
        let commands = [
            ("observe", Command::Observe { values: "{}".into() }),
            ("confirm", confirm(None, false)),
            ("confirm S2", confirm(Some("S2"), false)),
            ("confirm S3", confirm(Some("S3"), false)),
            ("confirm S3 as head", confirm(Some("S3"), true)),
            ("confirm S9", confirm(Some("S9"), true)),
            ("dismiss", Command::Dismiss { reason: text() }),
            ("close", Command::Close { reason: text() }),
        ];
        let mut out = String::new();
        for state in &states {
            out.push_str(&format!("{state:?}\n"));
            for (label, command) in &commands {
                let line = match decide(state, "e", command.clone(), &levels) {
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
