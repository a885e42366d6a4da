//! Tables for people's spreadsheets: what columns each has, writing them, reading them back.
//!
//! A table is written in one language and read in either: headings are known in both, and words of a fixed set are
//! those of the pages. The same rows give the same bytes.

mod read;
mod tables;
mod words;
mod write;

pub use read::{Row, rows_of};
pub use tables::*;
pub use words::{Language, word, word_of};
pub(crate) use write::worded;
pub use write::{MOST_ROWS, Written, write};

/// The media type of a workbook.
pub const MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// One column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    pub key: &'static str,
    pub zh: &'static str,
    pub en: &'static str,
    /// Characters it is wide.
    pub width: u16,
    /// Whether people may fill it in; what stands in the others is not read.
    pub fill: bool,
    /// The family of words its values are of.
    pub words: Option<&'static str>,
}

/// A kind of table.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    pub zh: &'static str,
    pub en: &'static str,
    pub columns: &'static [Column],
    /// What a person has to know to fill it in.
    pub hint_zh: &'static str,
    pub hint_en: &'static str,
}

impl Table {
    pub fn title(&self, language: Language) -> &'static str {
        language.pick(self.zh, self.en)
    }
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Empty,
    Text(String),
    Number(i64),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }
}
impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}
impl From<Option<String>> for Value {
    fn from(text: Option<String>) -> Self {
        text.map_or(Self::Empty, Self::from)
    }
}
impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}
