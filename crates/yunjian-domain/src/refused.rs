//! Why a command was refused, in words for people.

/// A command the law does not allow now. `code` is stable and for machines; the sentences are for people.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{en}")]
pub struct Refused {
    pub code: &'static str,
    pub zh: String,
    pub en: String,
}

impl Refused {
    pub fn new(code: &'static str, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { code, zh: zh.into(), en: en.into() }
    }
}
