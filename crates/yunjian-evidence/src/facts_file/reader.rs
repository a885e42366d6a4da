//! Reading fact files, one fact at a time.

use std::borrow::Cow;
use std::fmt;
use std::io::{BufRead, BufReader, Read};
use std::sync::Arc;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use yunjian_catalogue::{FactType, FieldType, vocabulary};
use yunjian_domain::facts::{Row, Value};

use super::{ENCODING, FactsError, Header};

/// Bounds of reading a fact file; it is this program's own, but it may come back from a backup or a stranger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadLimits {
    /// Bytes of one line.
    pub max_line: u64,
    /// Facts of one file.
    pub max_facts: u64,
}

impl Default for ReadLimits {
    fn default() -> Self {
        Self { max_line: 16 << 20, max_facts: 10_000_000 }
    }
}

/// The facts of a fact file, in its order.
#[allow(missing_debug_implementations, reason = "the decoder has none")]
pub struct Reader<R: Read> {
    input: BufReader<zstd::Decoder<'static, BufReader<R>>>,
    header: Header,
    limits: ReadLimits,
    line: Vec<u8>,
    number: u64,
    broken: bool,
}

impl<R: Read> Reader<R> {
    /// # Errors
    /// When the file is no fact file of this encoding.
    pub fn new(source: R, limits: ReadLimits) -> Result<Self, FactsError> {
        let mut decoder = zstd::Decoder::new(source)?;
        decoder.window_log_max(27)?;
        let mut reader = Self {
            input: BufReader::with_capacity(128 << 10, decoder),
            header: Header {
                facts: String::new(),
                reader: String::new(),
                source: String::new(),
                zone: String::new(),
            },
            limits,
            line: Vec::new(),
            number: 0,
            broken: false,
        };
        if !reader.next_line()? {
            return Err(FactsError::Header("it is empty".into()));
        }
        reader.header =
            serde_json::from_slice(&reader.line).map_err(|e| FactsError::Header(e.to_string()))?;
        if reader.header.facts != ENCODING {
            return Err(FactsError::Header(format!(
                "its encoding is {:?}, not {ENCODING:?}",
                reader.header.facts
            )));
        }
        Ok(reader)
    }
    pub fn header(&self) -> &Header {
        &self.header
    }
    fn next_line(&mut self) -> Result<bool, FactsError> {
        self.line.clear();
        self.number += 1;
        let most = self.limits.max_line;
        let got = (&mut self.input).take(most).read_until(b'\n', &mut self.line)?;
        if got as u64 == most {
            return Err(self.wrong(format!("it is longer than {most} bytes")));
        }
        Ok(got > 0)
    }
    fn wrong(&self, message: String) -> FactsError {
        FactsError::Line { line: self.number, message }
    }
    fn read(&mut self) -> Result<Option<Row>, FactsError> {
        if !self.next_line()? {
            return Ok(None);
        }
        if self.number > self.limits.max_facts {
            return Err(self.wrong(format!("there are more than {} facts", self.limits.max_facts)));
        }
        let mut deserializer = serde_json::Deserializer::from_slice(&self.line);
        let row = LineSeed.deserialize(&mut deserializer).and_then(|row| deserializer.end().map(|()| row));
        row.map(Some).map_err(|e| self.wrong(e.to_string()))
    }
}

impl<R: Read> Iterator for Reader<R> {
    type Item = Result<Row, FactsError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.broken {
            return None;
        }
        let row = self.read();
        self.broken = row.is_err();
        row.transpose()
    }
}

struct LineSeed;

impl<'de> DeserializeSeed<'de> for LineSeed {
    type Value = Row;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Row, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for LineSeed {
    type Value = Row;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a fact")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Row, A::Error> {
        let (Some("t"), Some(ty)) =
            (map.next_key::<Cow<'_, str>>()?.as_deref(), Some(map.next_value::<Cow<'_, str>>()?))
        else {
            return Err(A::Error::custom("a fact begins with its type"));
        };
        let ty = vocabulary()
            .fact_type(&ty)
            .ok_or_else(|| A::Error::custom(format!("there is no fact type {ty:?}")))?;
        let Some("f") = map.next_key::<Cow<'_, str>>()?.as_deref() else {
            return Err(A::Error::custom("a fact has fields after its type"));
        };
        let row = map.next_value_seed(FieldsSeed(ty))?;
        match map.next_key::<IgnoredAny>()? {
            None => Ok(row),
            Some(_) => Err(A::Error::custom("a fact ends with its fields")),
        }
    }
}

struct FieldsSeed(&'static FactType);

impl<'de> DeserializeSeed<'de> for FieldsSeed {
    type Value = Row;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Row, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for FieldsSeed {
    type Value = Row;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the fields of a fact")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Row, A::Error> {
        let mut row = Row::empty(self.0);
        while let Some(name) = map.next_key::<Cow<'_, str>>()? {
            let Some(id) = self.0.field(&name) else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            *row.at_mut(id) = match self.0.fields[id.0 as usize].ty {
                FieldType::Text => Value::Text(Arc::from(&*map.next_value::<Cow<'_, str>>()?)),
                FieldType::Int => Value::Int(map.next_value()?),
                FieldType::Double => Value::Double(map.next_value()?),
                FieldType::Bool => Value::Bool(map.next_value()?),
                FieldType::Timestamp => Value::Time(map.next_value()?),
                FieldType::TextList => {
                    Value::List(map.next_value::<Vec<Box<str>>>()?.into_iter().map(Arc::from).collect())
                }
            };
        }
        Ok(row)
    }
}
