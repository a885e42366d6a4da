//! More time for a due item: asked for by whoever owes it and answered by the supervisor, or given without being asked.
//!
//! Whether a due item is open, handed in or judged follows from its submissions; what is decided here is only until when
//! it may wait.

use crate::act::{Act, ContentRef, Millis};
use crate::rectification::{Extension, ExtensionLimit};
use crate::refused::Refused;

/// As much of a due item as its extension depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// Until when something is asked of the party; null: nothing is.
    pub waits_until: Option<Millis>,
    pub extension: Extension,
    /// How many extensions were granted so far.
    pub extensions: i64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    RequestExtension {
        until: Millis,
        reason: ContentRef,
        limit: ExtensionLimit,
    },
    GrantExtension,
    RefuseExtension {
        reason: ContentRef,
    },
    /// Time the supervisor gives of itself; a request that waits is settled by it.
    Extend {
        until: Millis,
        reason: ContentRef,
        at: Millis,
    },
}

/// The law of extensions of due items.
///
/// # Errors
/// When the command is not allowed as the item stands, with the reason in words.
pub fn decide(state: &Due, id: &str, command: Command) -> Result<Act, Refused> {
    let due = id.to_owned();
    match command {
        Command::RequestExtension { until, reason, limit } => {
            let waits_until = state.waits()?;
            if matches!(state.extension, Extension::Requested { .. }) {
                return Err(Refused::new(
                    "extension_pending",
                    "已有一项延期申请等待答复",
                    "an extension request already waits for its answer",
                ));
            }
            limit.admits(state.extensions, waits_until, until)?;
            Ok(Act::DueExtensionRequested { due, until, reason })
        }
        Command::GrantExtension => match state.extension {
            Extension::Requested { until } if state.waits_until.is_some() => {
                Ok(Act::DueExtensionGranted { due, until })
            }
            Extension::Requested { .. } => Err(Refused::new(
                "nothing_waits",
                "此事项已提交，无需再准予延期",
                "the item was handed in meanwhile; there is nothing left to extend",
            )),
            _ => Err(no_request()),
        },
        Command::RefuseExtension { reason } => match state.extension {
            Extension::Requested { .. } => Ok(Act::DueExtensionRefused { due, reason }),
            _ => Err(no_request()),
        },
        Command::Extend { until, reason, at } => {
            if until <= state.waits()? || until <= at {
                return Err(Refused::new(
                    "not_later",
                    "新的期限须晚于现有期限和现在",
                    "the new date must be later than the present one, and lie in the future",
                ));
            }
            Ok(Act::DueExtended { due, due_at: until, reason })
        }
    }
}

impl Due {
    fn waits(&self) -> Result<Millis, Refused> {
        self.waits_until.ok_or_else(|| {
            Refused::new(
                "nothing_waits",
                "此事项目前不需要提交，无需延期",
                "nothing is asked for at the moment, so there is nothing to extend",
            )
        })
    }
}

/// The next state; total.
pub fn apply(state: &Due, act: &Act) -> Due {
    let mut next = state.clone();
    match act {
        Act::DueExtensionRequested { until, .. } => next.extension = Extension::Requested { until: *until },
        Act::DueExtensionGranted { until, .. } => {
            next.extension = Extension::Granted;
            next.extensions += 1;
            // Handed in between the request and the answer: nothing waits any more.
            next.waits_until = next.waits_until.map(|_| *until);
        }
        Act::DueExtensionRefused { .. } => next.extension = Extension::Refused,
        Act::DueExtended { due_at, .. } => {
            if matches!(next.extension, Extension::Requested { .. }) {
                next.extension = Extension::Granted;
            }
            next.waits_until = next.waits_until.map(|_| *due_at);
        }
        _ => {}
    }
    next
}

fn no_request() -> Refused {
    Refused::new("no_extension_request", "没有等待答复的延期申请", "no extension request waits for an answer")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_matrix() {
        let base = |waits_until, extension| Due { waits_until, extension, extensions: 0 };
        let states = [
            base(Some(100), Extension::None),
            base(Some(100), Extension::Requested { until: 120 }),
            base(Some(100), Extension::Refused),
            Due { extensions: 1, ..base(Some(120), Extension::Granted) },
            base(None, Extension::None),
            base(None, Extension::Requested { until: 120 }),
        ];
        let reason = || ContentRef("c".into());
        let ask = |until| Command::RequestExtension {
            until,
            reason: reason(),
            limit: ExtensionLimit { count: 1, latest: 130 },
        };
        let commands = [
            ("ask", ask(120)),
            ("ask, not later", ask(100)),
            ("ask, too long", ask(131)),
            ("grant", Command::GrantExtension),
            ("refuse", Command::RefuseExtension { reason: reason() }),
            ("extend", Command::Extend { until: 140, reason: reason(), at: 90 }),
            ("extend, not later", Command::Extend { until: 100, reason: reason(), at: 90 }),
            ("extend to what is over", Command::Extend { until: 140, reason: reason(), at: 150 }),
        ];
        let mut out = String::new();
        for state in &states {
            out.push_str(&format!("{state:?}\n"));
            for (label, command) in &commands {
                let line = match decide(state, "d", command.clone()) {
                    Ok(act) => format!("→ {:?}", apply(state, &act)),
                    Err(refused) => format!("✗ {}", refused.code),
                };
                out.push_str(&format!("  {label}: {line}\n"));
            }
        }
        insta::assert_snapshot!(out);
    }
}
