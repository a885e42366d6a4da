//! What people are told, and how it is said in both languages.

use serde::{Deserialize, Serialize};

use crate::obligation::is_duration;
use crate::words::{Applicability, Verified};

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Messages {
    pub kind: Vec<MessageKind>,
    pub keeping: Keeping,
    pub feed: Feed,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MessageKind {
    pub id: String,
    pub zh: String,
    pub en: String,
    pub text_zh: String,
    pub text_en: String,
    /// The sentence about several things at once; only reminders have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub many_zh: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub many_en: Option<String>,
    /// Cannot be switched off.
    #[serde(default)]
    pub urgent: bool,
    /// Whether a person who set nothing is told.
    #[serde(default = "yes")]
    pub default: bool,
}

fn yes() -> bool {
    true
}

/// How long what was read is kept (ISO 8601).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keeping {
    pub within: String,
    pub source: String,
    pub source_en: String,
    pub verified: Verified,
    pub applicability: Applicability,
}

/// How far back the calendar feed looks (ISO 8601).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Feed {
    pub back: String,
    pub source: String,
    pub source_en: String,
    pub verified: Verified,
    pub applicability: Applicability,
}

/// What may stand in braces in a sentence.
pub const HOLES: &[&str] = &["platform", "title", "obligation", "period", "until", "word", "count"];

/// The sentence with its holes filled.
pub fn fill(sentence: &str, mut value: impl FnMut(&str) -> String) -> String {
    let mut out = String::with_capacity(sentence.len() + 40);
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        match after.split_once('}') {
            Some((hole, tail)) => {
                out.push_str(&value(hole));
                rest = tail;
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

impl Messages {
    pub fn of(&self, id: &str) -> Option<&MessageKind> {
        self.kind.iter().find(|kind| kind.id == id)
    }

    pub(crate) fn check(&self) -> Result<(), String> {
        if !is_duration(&self.keeping.within) || !is_duration(&self.feed.back) {
            return Err("a time is no ISO 8601 duration".to_owned());
        }
        for (index, kind) in self.kind.iter().enumerate() {
            let id = &kind.id;
            if self.kind[..index].iter().any(|other| other.id == *id) {
                return Err(format!("{id} is given twice"));
            }
            if kind.urgent && !kind.default {
                return Err(format!("{id} cannot be switched off and is off"));
            }
            if kind.many_zh.is_some() != kind.many_en.is_some() {
                return Err(format!("{id} says several things in one language only"));
            }
            let pairs =
                [(Some(&kind.text_zh), Some(&kind.text_en)), (kind.many_zh.as_ref(), kind.many_en.as_ref())];
            for (zh, en) in pairs.into_iter().filter_map(|(zh, en)| zh.zip(en)) {
                let (mut zh, mut en) = (holes(zh), holes(en));
                zh.sort_unstable();
                en.sort_unstable();
                if zh != en {
                    return Err(format!("{id} says other things in Chinese than in English"));
                }
                if let Some(unknown) = zh.iter().find(|hole| !HOLES.contains(&hole.as_str())) {
                    return Err(format!("{id}: {{{unknown}}} cannot be filled in"));
                }
            }
        }
        Ok(())
    }
}

fn holes(sentence: &str) -> Vec<String> {
    let mut found = Vec::new();
    fill(sentence, |hole| {
        found.push(hole.to_owned());
        String::new()
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes_are_filled_and_stray_braces_stay() {
        assert_eq!(fill("{a}-{b}{", |hole| hole.to_uppercase()), "A-B{");
        assert_eq!(holes("x {until} {count}"), ["until", "count"]);
    }
}
