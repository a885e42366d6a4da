//! JSON objects that mean one thing only.

use std::collections::HashSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// Reads an object in which, at any depth, no name occurs twice: readers differ in which of two they believe.
pub(crate) fn unambiguous_object(text: &str) -> Result<Map<String, Value>, serde_json::Error> {
    serde_json::from_str::<Unambiguous>(text)?;
    serde_json::from_str(text)
}

/// Walks a value and keeps nothing of it.
struct Unambiguous;

impl<'de> Deserialize<'de> for Unambiguous {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Unambiguous)
    }
}

impl<'de> Visitor<'de> for Unambiguous {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }
    fn visit_unit<E>(self) -> Result<Self, E> {
        Ok(self)
    }
    fn visit_bool<E>(self, _: bool) -> Result<Self, E> {
        Ok(self)
    }
    fn visit_i64<E>(self, _: i64) -> Result<Self, E> {
        Ok(self)
    }
    fn visit_u64<E>(self, _: u64) -> Result<Self, E> {
        Ok(self)
    }
    fn visit_f64<E>(self, _: f64) -> Result<Self, E> {
        Ok(self)
    }
    fn visit_str<E>(self, _: &str) -> Result<Self, E> {
        Ok(self)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self, A::Error> {
        while items.next_element::<Unambiguous>()?.is_some() {}
        Ok(self)
    }
    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self, A::Error> {
        let mut names = HashSet::new();
        while let Some(name) = members.next_key::<String>()? {
            if !names.insert(name.clone()) {
                members.next_value::<IgnoredAny>()?;
                return Err(A::Error::custom(format_args!("the name {name:?} occurs twice")));
            }
            members.next_value::<Unambiguous>()?;
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_are_refused_at_any_depth() {
        assert_eq!(unambiguous_object(r#"{"a":{"b":[1,-1,1.5,true,null,"x"]},"b":{}}"#).unwrap().len(), 2);
        for bad in [r#"{"a":1,"a":1}"#, r#"{"x":[{"a":1,"\u0061":2}]}"#] {
            assert!(unambiguous_object(bad).unwrap_err().to_string().contains("\"a\" occurs twice"), "{bad}");
        }
        for bad in ["", "[]", "1", "{", "{} {}", &"[".repeat(100_000)] {
            assert!(unambiguous_object(bad).is_err());
        }
    }
}
