//! Writing fact files.

use std::io::{self, Write};

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use sha2::{Digest, Sha256};
use yunjian_domain::facts::{FactSink, Row, SinkFull, Value};

use super::{FactsError, Header};

/// Part of the encoding: another level gives other bytes.
const LEVEL: i32 = 3;

/// A sink that writes a fact file as facts come in; [`Writer::finish`] must be called.
#[allow(missing_debug_implementations, reason = "the encoder has none")]
pub struct Writer<W: Write> {
    encoder: zstd::Encoder<'static, Hashing<W>>,
    line: Vec<u8>,
    facts: u64,
}

/// A finished fact file.
#[derive(Debug)]
pub struct Written<W> {
    inner: W,
    /// SHA-256 of the file's bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Facts in the file.
    pub facts: u64,
}

impl<W> Written<W> {
    pub fn into_inner(self) -> W {
        self.inner
    }
}

impl<W: Write> Writer<W> {
    /// # Errors
    /// When the target cannot be written.
    pub fn new(target: W, header: &Header) -> io::Result<Self> {
        let hashing = Hashing { inner: target, hasher: Sha256::new(), bytes: 0 };
        let mut writer = Self { encoder: zstd::Encoder::new(hashing, LEVEL)?, line: Vec::new(), facts: 0 };
        serde_json::to_writer(&mut writer.line, header)?;
        writer.end_line()?;
        Ok(writer)
    }
    /// # Errors
    /// When the target cannot be written.
    pub fn write(&mut self, row: &Row) -> Result<(), FactsError> {
        serde_json::to_writer(&mut self.line, &Line(row)).map_err(io::Error::from)?;
        self.facts += 1;
        Ok(self.end_line()?)
    }
    /// Ends the file. The target is flushed, not synced.
    ///
    /// # Errors
    /// When the target cannot be written.
    pub fn finish(self) -> io::Result<Written<W>> {
        let mut hashing = self.encoder.finish()?;
        hashing.inner.flush()?;
        Ok(Written {
            inner: hashing.inner,
            sha256: hex::encode(hashing.hasher.finalize()),
            bytes: hashing.bytes,
            facts: self.facts,
        })
    }
    fn end_line(&mut self) -> io::Result<()> {
        self.line.push(b'\n');
        self.encoder.write_all(&self.line)?;
        self.line.clear();
        Ok(())
    }
}

impl<W: Write> FactSink for Writer<W> {
    fn fact(&mut self, row: Row) -> Result<(), SinkFull> {
        Ok(self.write(&row)?)
    }
}

struct Line<'a>(&'a Row);
struct Fields<'a>(&'a Row);
struct Cell<'a>(&'a Value);

impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("t", &self.0.fact_type().name)?;
        map.serialize_entry("f", &Fields(self.0))?;
        map.end()
    }
}

impl Serialize for Fields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (field, value) in self.0.fact_type().fields.iter().zip(&*self.0.values) {
            if !value.is_null() {
                map.serialize_entry(&field.name, &Cell(value))?;
            }
        }
        map.end()
    }
}

impl Serialize for Cell<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Null => serializer.serialize_unit(),
            Value::Bool(value) => serializer.serialize_bool(*value),
            Value::Int(value) | Value::Time(value) => serializer.serialize_i64(*value),
            Value::Double(value) => serializer.serialize_f64(*value),
            Value::Text(text) => serializer.serialize_str(text),
            Value::List(list) => serializer.collect_seq(list.iter().map(AsRef::<str>::as_ref)),
        }
    }
}

struct Hashing<W> {
    inner: W,
    hasher: Sha256,
    bytes: u64,
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.inner.write(bytes)?;
        self.hasher.update(&bytes[..count]);
        self.bytes += count as u64;
        Ok(count)
    }
    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
