//! One record of a JSON file as a small tree: bounded in size, lenient about types, without the keys nobody asks for.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// Values of one record; a file that puts more into one is refused.
const NODES: usize = 100_000;
/// Bytes of text of one record.
const BYTES: usize = 6 << 20;

/// A JSON value. Keys of an object stay in the order of the file; a key given twice counts once, the last time.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Tree {
    Null,
    Bool(bool),
    Int(i64),
    Double(f64),
    Text(String),
    List(Vec<Tree>),
    Map(Vec<(Box<str>, Tree)>),
}

const NULL: &Tree = &Tree::Null;

impl Tree {
    /// The value under a key; null where there is none.
    pub(crate) fn get(&self, key: &str) -> &Tree {
        match self {
            Self::Map(pairs) => pairs.iter().rev().find(|(k, _)| &**k == key).map_or(NULL, |(_, v)| v),
            _ => NULL,
        }
    }
    /// [`Tree::get`] along `a/b/0`: keys of objects and indices of lists.
    pub(crate) fn at(&self, path: &str) -> &Tree {
        path.split('/').fold(self, |tree, step| match tree {
            Self::List(list) => step.parse::<usize>().ok().and_then(|n| list.get(n)).unwrap_or(NULL),
            _ => tree.get(step),
        })
    }
    /// The first of several paths that says something.
    pub(crate) fn first(&self, paths: &[&str]) -> Option<Cow<'_, str>> {
        paths.iter().find_map(|path| self.at(path).text())
    }
    /// A text or a number as text; nothing where it is empty.
    pub(crate) fn text(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Text(text) => Some(text.trim()).filter(|t| !t.is_empty()).map(Cow::Borrowed),
            Self::Int(number) => Some(Cow::Owned(number.to_string())),
            Self::Double(number) => Some(Cow::Owned(number.to_string())),
            _ => None,
        }
    }
    pub(crate) fn str(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text.trim()).filter(|t| !t.is_empty()),
            _ => None,
        }
    }
    /// A number, or a text that is one.
    pub(crate) fn number(&self) -> Option<f64> {
        match self {
            Self::Int(number) => Some(*number as f64),
            Self::Double(number) => Some(*number),
            Self::Text(text) => text.trim().parse().ok().filter(|n: &f64| n.is_finite()),
            _ => None,
        }
    }
    pub(crate) fn int(&self) -> Option<i64> {
        match self {
            Self::Int(number) => Some(*number),
            Self::Text(text) => text.trim().parse().ok(),
            _ => None,
        }
    }
    pub(crate) fn bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            Self::Text(text) if text.eq_ignore_ascii_case("true") => Some(true),
            Self::Text(text) if text.eq_ignore_ascii_case("false") => Some(false),
            _ => None,
        }
    }
    /// The elements of a list; nothing where it is none.
    pub(crate) fn list(&self) -> &[Tree] {
        match self {
            Self::List(list) => list,
            _ => &[],
        }
    }
    /// The texts of a list, or the one text that stands instead of it.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        let own = self.str();
        own.into_iter().chain(self.list().iter().filter_map(Tree::str))
    }
    pub(crate) fn pairs(&self) -> &[(Box<str>, Tree)] {
        match self {
            Self::Map(pairs) => pairs,
            _ => &[],
        }
    }
    pub(crate) fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
    pub(crate) fn has(&self, key: &str) -> bool {
        !self.get(key).is_null()
    }
}

/// Reads a [`Tree`], passing over the keys of `skip` wherever they stand.
#[derive(Clone, Copy)]
pub(crate) struct Seed<'a> {
    skip: &'a [&'a str],
    nodes: &'a Cell<usize>,
    bytes: &'a Cell<usize>,
}

/// What is left to one record.
pub(crate) struct Budget {
    nodes: Cell<usize>,
    bytes: Cell<usize>,
}

impl Budget {
    pub(crate) fn new() -> Self {
        Self { nodes: Cell::new(NODES), bytes: Cell::new(BYTES) }
    }
    pub(crate) fn seed<'a>(&'a self, skip: &'a [&'a str]) -> Seed<'a> {
        Seed { skip, nodes: &self.nodes, bytes: &self.bytes }
    }
}

impl Seed<'_> {
    fn charge<E: Error>(&self, bytes: usize) -> Result<(), E> {
        let (Some(nodes), Some(bytes)) =
            (self.nodes.get().checked_sub(1), self.bytes.get().checked_sub(bytes))
        else {
            return Err(E::custom("one record holds more than this program keeps of one record"));
        };
        self.nodes.set(nodes);
        self.bytes.set(bytes);
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Tree;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Tree, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Tree;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }
    fn visit_unit<E: Error>(self) -> Result<Tree, E> {
        self.charge(0)?;
        Ok(Tree::Null)
    }
    fn visit_bool<E: Error>(self, value: bool) -> Result<Tree, E> {
        self.charge(0)?;
        Ok(Tree::Bool(value))
    }
    fn visit_i64<E: Error>(self, value: i64) -> Result<Tree, E> {
        self.charge(0)?;
        Ok(Tree::Int(value))
    }
    fn visit_u64<E: Error>(self, value: u64) -> Result<Tree, E> {
        self.charge(0)?;
        Ok(i64::try_from(value).map_or(Tree::Double(value as f64), Tree::Int))
    }
    fn visit_f64<E: Error>(self, value: f64) -> Result<Tree, E> {
        self.charge(0)?;
        Ok(Tree::Double(value))
    }
    fn visit_str<E: Error>(self, value: &str) -> Result<Tree, E> {
        self.charge(value.len())?;
        Ok(Tree::Text(value.to_owned()))
    }
    fn visit_string<E: Error>(self, value: String) -> Result<Tree, E> {
        self.charge(value.len())?;
        Ok(Tree::Text(value))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Tree, A::Error> {
        self.charge(0)?;
        let mut list = Vec::new();
        while let Some(value) = seq.next_element_seed(self)? {
            list.push(value);
        }
        Ok(Tree::List(list))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Tree, A::Error> {
        self.charge(0)?;
        let mut pairs = Vec::new();
        while let Some(key) = map.next_key_seed(Key(self))? {
            match key {
                Kept::Whole(key) => pairs.push((key, map.next_value_seed(self)?)),
                Kept::First(key) => pairs.push((key, map.next_value_seed(First(self))?)),
                Kept::Not => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(Tree::Map(pairs))
    }
}

/// What is kept of the value under a key.
enum Kept {
    Whole(Box<str>),
    /// Of a list only its first element.
    First(Box<str>),
    Not,
}

/// A key, and what is kept of its value.
struct Key<'a>(Seed<'a>);

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = Kept;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Key<'_> {
    type Value = Kept;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }
    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        // `key[0]` in the list of what is passed over: all but the first element is.
        let skipped = self
            .0
            .skip
            .iter()
            .find(|name| name.strip_prefix(key).is_some_and(|rest| matches!(rest, "" | "[0]")));
        match skipped {
            Some(name) if name.len() == key.len() => Ok(Kept::Not),
            found => {
                self.0.charge(key.len())?;
                let key = Box::from(key);
                Ok(if found.is_some() { Kept::First(key) } else { Kept::Whole(key) })
            }
        }
    }
}

/// Reads a value; of a list only the first element.
struct First<'a>(Seed<'a>);

impl<'de> DeserializeSeed<'de> for First<'_> {
    type Value = Tree;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Tree, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for First<'_> {
    type Value = Tree;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }
    fn visit_unit<E: Error>(self) -> Result<Tree, E> {
        self.0.visit_unit()
    }
    fn visit_bool<E: Error>(self, value: bool) -> Result<Tree, E> {
        self.0.visit_bool(value)
    }
    fn visit_i64<E: Error>(self, value: i64) -> Result<Tree, E> {
        self.0.visit_i64(value)
    }
    fn visit_u64<E: Error>(self, value: u64) -> Result<Tree, E> {
        self.0.visit_u64(value)
    }
    fn visit_f64<E: Error>(self, value: f64) -> Result<Tree, E> {
        self.0.visit_f64(value)
    }
    fn visit_str<E: Error>(self, value: &str) -> Result<Tree, E> {
        self.0.visit_str(value)
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Tree, A::Error> {
        self.0.visit_map(map)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Tree, A::Error> {
        self.0.charge(0)?;
        let first = seq.next_element_seed(self.0)?;
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Tree::List(first.into_iter().collect()))
    }
}

#[cfg(test)]
pub(crate) fn parse(text: &str) -> Tree {
    let budget = Budget::new();
    budget.seed(&[]).deserialize(&mut serde_json::Deserializer::from_str(text)).unwrap()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_and_read_leniently() {
        let tree = parse(r#"{"a":{"b":[{"c":" x "},2,"3.5",true,"no"]},"a2":null,"k":1,"k":2,"e":""}"#);
        assert_eq!(tree.at("a/b/0/c").str(), Some("x"));
        assert_eq!(tree.at("a/b/1").text().as_deref(), Some("2"));
        assert_eq!(tree.at("a/b/2").number(), Some(3.5));
        assert_eq!(tree.at("a/b/3").bool(), Some(true));
        assert_eq!(tree.get("k").int(), Some(2));
        assert_eq!(tree.first(&["e", "a2", "a/b/4"]).as_deref(), Some("no"));
        assert!(tree.at("a/b/9/z").is_null() && !tree.has("a2"));
        assert_eq!(tree.at("a/b").texts().collect::<Vec<_>>(), ["x2", "3.5", "no"][1..].to_vec());
    }

    #[test]
    fn only_the_first_of_a_list_is_kept_where_asked() {
        let text = r#"{"cpes":["a","b"],"cpe":["c","d"],"x":{"cpes":"e"}}"#;
        let budget = Budget::new();
        let tree =
            budget.seed(&["cpes[0]"]).deserialize(&mut serde_json::Deserializer::from_str(text)).unwrap();
        assert_eq!(tree.get("cpes").texts().collect::<Vec<_>>(), ["a"]);
        assert_eq!(tree.get("cpe").list().len(), 2);
        assert_eq!(tree.at("x/cpes").str(), Some("e"));
    }

    #[test]
    fn keys_nobody_asks_for_cost_nothing() {
        let long = format!("{{\"big\":[{}],\"x\":1}}", "0,".repeat(200_000) + "0");
        let budget = Budget::new();
        let mut json = serde_json::Deserializer::from_str(&long);
        assert_eq!(budget.seed(&["big"]).deserialize(&mut json).unwrap().get("x").int(), Some(1));
        let budget = Budget::new();
        let mut json = serde_json::Deserializer::from_str(&long);
        assert!(budget.seed(&[]).deserialize(&mut json).is_err());
    }
}
