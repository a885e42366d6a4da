//! The life of an escalation: the engine proposes, a person decides; "no action, keep watching" is a decision too.
//!
//! One open case per (platform, trigger, subject): a condition that is still true adds an observation to the
//! open case and never opens a second one.

use crate::act::{Act, ContentRef, Millis};
use crate::refused::Refused;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Escalation {
    Proposed { level: String },
    Confirmed { level: String },
    Dismissed,
    Closed { at: Millis },
}

impl Escalation {
    pub fn name(&self) -> &'static str {
        match self {
            Self::Proposed { .. } => "proposed",
            Self::Confirmed { .. } => "confirmed",
            Self::Dismissed => "dismissed",
            Self::Closed { .. } => "closed",
        }
    }
    pub const NAMES: &'static [&'static str] = &["proposed", "confirmed", "dismissed", "closed"];

    pub fn is_open(&self) -> bool {
        matches!(self, Self::Proposed { .. } | Self::Confirmed { .. })
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    Observe { values: String },
    Confirm { level: Option<String>, reason: ContentRef },
    Dismiss { reason: ContentRef },
    Close { reason: ContentRef },
}

/// The law of escalations. `levels` are the states of supervision the catalogue knows, lowest first.
///
/// # Errors
/// When the command is not allowed in this state, with the reason in words.
pub fn decide(state: &Escalation, id: &str, command: Command, levels: &[&str]) -> Result<Act, Refused> {
    let escalation = id.to_owned();
    match (state, command) {
        (s, Command::Observe { values }) if s.is_open() => Ok(Act::EscalationObserved { escalation, values }),
        (Escalation::Proposed { level: proposed }, Command::Confirm { level, reason }) => {
            let level = level.unwrap_or_else(|| proposed.clone());
            if !levels.contains(&level.as_str()) {
                return Err(Refused::new(
                    "unknown_level",
                    format!("没有“{level}”这一监管状态"),
                    format!("there is no supervision state {level}"),
                ));
            }
            Ok(Act::EscalationConfirmed { escalation, level, reason })
        }
        (Escalation::Proposed { .. }, Command::Dismiss { reason }) => {
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
pub fn apply(state: Option<&Escalation>, act: &Act, at: Millis) -> Option<Escalation> {
    match act {
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
            Escalation::Confirmed { level: level() },
            Escalation::Dismissed,
            Escalation::Closed { at: 3 },
        ];
        let commands = [
            ("observe", Command::Observe { values: "{}".into() }),
            ("confirm", Command::Confirm { level: None, reason: text() }),
            ("confirm S2", Command::Confirm { level: Some("S2".into()), reason: text() }),
            ("confirm S9", Command::Confirm { level: Some("S9".into()), reason: text() }),
            ("dismiss", Command::Dismiss { reason: text() }),
            ("close", Command::Close { reason: text() }),
        ];
        let mut out = String::new();
        for state in &states {
            out.push_str(&format!("{state:?}\n"));
            for (label, command) in &commands {
                let line = match decide(state, "e", command.clone(), &["S1", "S2"]) {
                    Ok(act) => format!("→ {:?}", apply(Some(state), &act, 5).expect("an existing life")),
                    Err(refused) => format!("✗ {}", refused.code),
                };
                out.push_str(&format!("  {label}: {line}\n"));
            }
        }
        insta::assert_snapshot!(out);
    }
}
