//! Words of fixed sets, as the pages say them: the same files.

use std::sync::LazyLock;

use serde_json::Value;

const ZH: &str = include_str!("../../../../web/src/i18n/zh-CN/words.json");
const EN: &str = include_str!("../../../../web/src/i18n/en/words.json");

static WORDS: LazyLock<(Value, Value)> = LazyLock::new(|| {
    let read = |text| serde_json::from_str(text).expect("the words are JSON; a test says so");
    (read(ZH), read(EN))
});

/// The language a table is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    #[default]
    Chinese,
    English,
}

impl Language {
    pub fn parse(text: Option<&str>) -> Self {
        if text.is_some_and(|t| t.starts_with("en")) { Self::English } else { Self::Chinese }
    }
    pub fn pick<T>(self, zh: T, en: T) -> T {
        match self {
            Self::Chinese => zh,
            Self::English => en,
        }
    }
}

/// A word in a language; the word itself when there is no other.
pub fn word(language: Language, family: &str, value: &str) -> String {
    language.pick(&WORDS.0, &WORDS.1)[family][value].as_str().unwrap_or(value).to_owned()
}

/// The word that somebody wrote in either language, or as it is kept.
pub fn word_of(family: &str, written: &str) -> Option<String> {
    let written = written.trim();
    [&WORDS.0, &WORDS.1].into_iter().find_map(|words| {
        words[family].as_object()?.iter().find_map(|(key, text)| {
            let same = key == written || text.as_str().is_some_and(|t| t.eq_ignore_ascii_case(written));
            same.then(|| key.clone())
        })
    })
}

/// All words of a family, in its order.
pub(super) fn all(language: Language, family: &str) -> Vec<String> {
    let words = language.pick(&WORDS.0, &WORDS.1)[family].as_object();
    words.into_iter().flatten().filter_map(|(_, text)| text.as_str().map(str::to_owned)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_both_languages() {
        assert_eq!(word(Language::Chinese, "level", "enhanced"), "增强");
        assert_eq!(word(Language::English, "level", "nothing"), "nothing");
        for written in ["增强", "enhanced", " Enhanced "] {
            assert_eq!(word_of("level", written).as_deref(), Some("enhanced"), "{written}");
        }
        assert_eq!(word_of("level", "很强"), None);
    }

    #[test]
    fn every_family_a_table_names_exists() {
        for table in super::super::ALL {
            for column in table.columns {
                if let Some(family) = column.words {
                    assert!(WORDS.0[family].is_object() && WORDS.1[family].is_object(), "{family}");
                }
            }
        }
    }
}
