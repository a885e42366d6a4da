//! The beginning of a file, as the formats look at it to recognise their own: each look is taken once, however many formats look.

use std::borrow::Cow;
use std::cell::OnceCell;

use crate::format::Confidence;
use crate::{formats, json, lines};

/// The first bytes of some content.
#[derive(Debug)]
pub struct Prefix<'a> {
    bytes: &'a [u8],
    json: OnceCell<Option<Head<'a>>>,
    lines: OnceCell<Vec<String>>,
    root: OnceCell<Option<(String, String)>>,
    headings: OnceCell<Vec<Vec<String>>>,
}

impl<'a> Prefix<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            json: OnceCell::new(),
            lines: OnceCell::new(),
            root: OnceCell::new(),
            headings: OnceCell::new(),
        }
    }
    pub fn bytes(&self) -> &'a [u8] {
        self.bytes
    }
    /// The bytes stand somewhere in the prefix.
    pub(crate) fn holds(&self, text: &[u8]) -> bool {
        memchr::memmem::find(self.bytes, text).is_some()
    }
    /// The JSON object, or list of objects, that it begins with.
    pub(crate) fn json(&self) -> Option<&Head<'a>> {
        self.json.get_or_init(|| Head::of(self.bytes)).as_ref()
    }
    /// Certain when it begins with JSON of which this is true.
    pub(crate) fn is_json(&self, is: impl Fn(&Head<'a>) -> bool) -> Confidence {
        if self.json().is_some_and(is) { Confidence::Certain } else { Confidence::No }
    }
    /// Certain when the root element of the XML is `wanted`: called with its local name and its whole start tag.
    pub(crate) fn is_root(&self, wanted: impl Fn(&str, &str) -> bool) -> Confidence {
        match self.root.get_or_init(|| formats::root(self.bytes)) {
            Some((name, tag)) if wanted(name, tag) => Confidence::Certain,
            _ => Confidence::No,
        }
    }
    /// The first rows of a table of text, in lower case; none when it is no table.
    pub(crate) fn headings(&self) -> &[Vec<String>] {
        self.headings.get_or_init(|| formats::headings(self.bytes))
    }
    /// Its first lines.
    pub(crate) fn lines(&self) -> &[String] {
        self.lines.get_or_init(|| lines::of_prefix(self.bytes))
    }
}

/// The beginning of a JSON file.
#[derive(Debug)]
pub(crate) struct Head<'a> {
    /// The file is a list, and the keys are those of its first element.
    pub(crate) list: bool,
    keys: Vec<String>,
    text: Cow<'a, str>,
}

impl<'a> Head<'a> {
    fn of(prefix: &'a [u8]) -> Option<Self> {
        let text = json::without_mark(prefix).trim_ascii_start();
        let (list, object) = match text.strip_prefix(b"[") {
            Some(rest) => (true, rest.trim_ascii_start()),
            None => (false, text),
        };
        object.starts_with(b"{").then(|| Self {
            list,
            keys: json::top_keys(object),
            text: String::from_utf8_lossy(object),
        })
    }
    pub(crate) fn has(&self, key: &str) -> bool {
        self.keys.iter().any(|k| k == key)
    }
    pub(crate) fn all(&self, keys: &[&str]) -> bool {
        keys.iter().all(|key| self.has(key))
    }
    /// The text stands somewhere in the prefix.
    pub(crate) fn says(&self, text: &str) -> bool {
        memchr::memmem::find(self.text.as_bytes(), text.as_bytes()).is_some()
    }
}
