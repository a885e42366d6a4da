//! What a person said a name in scans stands for: a component of the inventory, or nothing of this platform's.
//!
//! One statement per platform and name; it holds from then on for what was seen and what will be, until it is withdrawn.

use crate::act::{Act, ContentRef};
use crate::refused::Refused;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asset {
    /// The name stands for a component.
    Mapped {
        component: String,
    },
    /// Not ours, or out of scope.
    Disowned,
    Released,
}

impl Asset {
    pub fn name(&self) -> &'static str {
        match self {
            Self::Mapped { .. } => "mapped",
            Self::Disowned => "disowned",
            Self::Released => "released",
        }
    }
    pub const NAMES: &'static [&'static str] = &["mapped", "disowned", "released"];
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// `known`: the inventory has such a component.
    Map {
        component: String,
        known: bool,
        reason: ContentRef,
    },
    Disown {
        reason: ContentRef,
    },
    Release {
        reason: ContentRef,
    },
}

/// The statement a command makes: on which platform, about which name.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    pub mapping: &'a str,
    pub platform: &'a str,
    pub name: &'a str,
    /// What the inventory itself takes the name for, if it does.
    pub inventory: Option<&'a str>,
}

/// The law of asset names. `state` is the statement that stands about the name, if one does.
///
/// # Errors
/// When the command is not allowed, with the reason in words.
pub fn decide(state: Option<&Asset>, about: About<'_>, command: Command) -> Result<Act, Refused> {
    let mapping = about.mapping.to_owned();
    let standing = state.filter(|state| !matches!(state, Asset::Released));
    match (standing, command) {
        (Some(_), Command::Release { reason }) => Ok(Act::AssetReleased { mapping, reason }),
        (None, Command::Map { .. } | Command::Disown { .. }) if about.inventory.is_some() => Err(
            Refused::new("already_known", "组件清单已能识别此名称", "the inventory already knows this name"),
        ),
        (None, Command::Map { component, known, reason }) => {
            if !known {
                return Err(Refused::new(
                    "unknown_component",
                    "组件清单中没有此组件",
                    "the inventory has no such component",
                ));
            }
            Ok(Act::AssetMapped {
                mapping,
                platform: about.platform.to_owned(),
                name: about.name.to_owned(),
                component,
                reason,
            })
        }
        (None, Command::Disown { reason }) => Ok(Act::AssetDisowned {
            mapping,
            platform: about.platform.to_owned(),
            name: about.name.to_owned(),
            reason,
        }),
        (Some(_), _) => Err(Refused::new(
            "wrong_state",
            "此名称已有认定，须先撤回",
            "something is already said about this name; withdraw that first",
        )),
        (None, Command::Release { .. }) => Err(Refused::new(
            "wrong_state",
            "此名称没有可撤回的认定",
            "nothing is said about this name that could be withdrawn",
        )),
    }
}

/// The next state; total. `None` before anything was said.
pub fn apply(state: Option<&Asset>, act: &Act) -> Option<Asset> {
    match act {
        Act::AssetMapped { component, .. } => Some(Asset::Mapped { component: component.clone() }),
        Act::AssetDisowned { .. } => Some(Asset::Disowned),
        Act::AssetReleased { .. } => Some(Asset::Released),
        _ => state.cloned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_matrix() {
        let text = || ContentRef("c".into());
        let states = [
            None,
            Some(Asset::Mapped { component: "ASSET-1".into() }),
            Some(Asset::Disowned),
            Some(Asset::Released),
        ];
        let map = |known| Command::Map { component: "ASSET-2".into(), known, reason: text() };
        let commands = [
            ("map", map(true), None),
            ("map to what is not there", map(false), None),
            ("map what the inventory knows", map(true), Some("ASSET-3")),
            ("disown", Command::Disown { reason: text() }, None),
            ("release", Command::Release { reason: text() }, None),
        ];
        let mut out = String::new();
        for state in &states {
            out.push_str(&format!("{state:?}\n"));
            for (label, command, inventory) in &commands {
                let about = About { mapping: "m", platform: "p", name: "10.0.0.9", inventory: *inventory };
                let line = match decide(state.as_ref(), about, command.clone()) {
                    Ok(act) => format!("→ {:?}", apply(state.as_ref(), &act).expect("a statement")),
                    Err(refused) => format!("✗ {}", refused.code),
                };
                out.push_str(&format!("  {label}: {line}\n"));
            }
        }
        insta::assert_snapshot!(out);
    }
}
