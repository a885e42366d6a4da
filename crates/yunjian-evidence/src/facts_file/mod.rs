//! Fact files: the facts of one file as zstd-compressed JSON lines, content-addressed, the same bytes every time.
//!
//! The first line is the [`Header`]; each further line is one fact, `{"t":"findings","f":{…}}`, with its known
//! fields in the vocabulary's order. Times are integers (milliseconds since 1970 UTC), lists are arrays of text.

mod reader;
mod writer;

use yunjian_domain::facts::SinkFull;

use crate::format::{Context, Format};

pub use reader::{ReadLimits, Reader};
pub use writer::{Writer, Written};

/// Name of this encoding, first in every header.
pub const ENCODING: &str = "yunjian.facts.v1";

/// First line of a fact file.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Header {
    /// [`ENCODING`].
    pub facts: String,
    /// `<format id>@<reader version>`, for instance `nessus-v2@1`.
    pub reader: String,
    /// SHA-256 of the file the facts were read from.
    pub source: String,
    /// Zone in which times without an offset were understood.
    pub zone: String,
}

impl Header {
    pub fn of(format: &dyn Format, context: &Context) -> Self {
        let zone = match context.zone.iana_name() {
            Some(name) => name.to_owned(),
            None => context
                .zone
                .to_fixed_offset()
                .map_or_else(|_| "unknown".to_owned(), |offset| offset.to_string()),
        };
        Self {
            facts: ENCODING.to_owned(),
            reader: format!("{}@{}", format.id(), format.reader_version()),
            source: context.file.to_string(),
            zone,
        }
    }
}

/// A fact file that cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum FactsError {
    #[error("the fact file could not be read or written: {0}")]
    Io(#[from] std::io::Error),
    #[error("this is no fact file: {0}")]
    Header(String),
    #[error("line {line} of the fact file: {message}")]
    Line { line: u64, message: String },
}

impl From<FactsError> for SinkFull {
    fn from(error: FactsError) -> Self {
        Self(error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;
    use proptest::prelude::*;
    use yunjian_catalogue::{FieldType, vocabulary};
    use yunjian_domain::facts::{FactSink, Row, Value};

    use super::*;

    fn header() -> Header {
        Header { facts: ENCODING.into(), reader: "test@1".into(), source: "00".into(), zone: "UTC".into() }
    }

    fn encode(rows: &[Row]) -> Vec<u8> {
        let mut writer = Writer::new(Vec::new(), &header()).unwrap();
        for row in rows {
            writer.fact(row.clone()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn decode(bytes: &[u8]) -> Result<Vec<Row>, FactsError> {
        Reader::new(bytes, ReadLimits::default())?.collect()
    }

    #[test]
    fn a_fact_file_in_plain_sight() {
        let mut row = Row::of("findings");
        row.set("title", Value::text("\"quoted\"\n云"))
            .set("cves", Value::list(["CVE-2024-1", "CVE-2024-2"]))
            .set("cvss", Value::Double(7.5))
            .set("last_seen", Value::Time(1_000))
            .set("exploitable", Value::Bool(false))
            .set("place", Value::text("row 2"));
        let bytes = encode(&[row.clone()]);
        let text = String::from_utf8(zstd::decode_all(&bytes[..]).unwrap()).unwrap();
        assert_eq!(
            text,
            "{\"facts\":\"yunjian.facts.v1\",\"reader\":\"test@1\",\"source\":\"00\",\"zone\":\"UTC\"}\n\
             {\"t\":\"findings\",\"f\":{\"cves\":[\"CVE-2024-1\",\"CVE-2024-2\"],\"title\":\"\\\"quoted\\\"\\n云\",\
             \"cvss\":7.5,\"exploitable\":false,\"last_seen\":1000,\"place\":\"row 2\"}}\n"
        );
        assert_eq!(decode(&bytes).unwrap(), [row]);
    }

    #[test]
    fn zones_are_named() {
        let context = Context::new("00", TimeZone::UTC);
        assert_eq!(Header::of(crate::all()[0], &context).zone, "UTC");
        let context = Context::new("00", TimeZone::fixed(jiff::tz::offset(8)));
        assert_eq!(Header::of(crate::all()[0], &context).zone, "+08");
    }

    #[test]
    fn damaged_files_are_refused() {
        let bytes = encode(&[Row::of("findings")]);
        assert!(matches!(decode(b"nonsense"), Err(FactsError::Io(_))));
        assert!(decode(&bytes[..bytes.len() - 3]).is_err());
        let lines = |text: &str| zstd::encode_all(text.as_bytes(), 0).unwrap();
        assert!(matches!(decode(&lines("")), Err(FactsError::Header(_))));
        assert!(matches!(decode(&lines("{\"facts\":\"other\"}\n")), Err(FactsError::Header(_))));
        let head = serde_json::to_string(&header()).unwrap();
        for line in [
            "{\"t\":\"no such\",\"f\":{}}",
            "{\"f\":{}}",
            "{\"t\":\"findings\",\"f\":{\"title\":5}}",
            "{\"t\":\"findings\",\"f\":{}} x",
            "[]",
        ] {
            let file = lines(&format!("{head}\n{line}\n"));
            assert!(matches!(decode(&file), Err(FactsError::Line { line: 2, .. })), "{line}");
        }
        let long =
            lines(&format!("{head}\n{{\"t\":\"findings\",\"f\":{{\"title\":\"{}\"}}}}\n", "x".repeat(5_000)));
        let limits = ReadLimits { max_line: 1_000, ..ReadLimits::default() };
        assert!(Reader::new(&long[..], limits).unwrap().next().unwrap().is_err());
    }

    #[test]
    fn a_field_that_the_vocabulary_lost_is_passed_over() {
        let head = serde_json::to_string(&header()).unwrap();
        let text = format!("{head}\n{{\"t\":\"findings\",\"f\":{{\"colour\":[\"red\"],\"title\":\"x\"}}}}\n");
        let rows = decode(&zstd::encode_all(text.as_bytes(), 0).unwrap()).unwrap();
        assert_eq!(rows[0].text("title"), Some("x"));
    }

    fn any_row() -> impl Strategy<Value = Row> {
        (0..vocabulary().len(), proptest::collection::vec((any::<u16>(), any::<i64>(), ".{0,12}"), 0..12))
            .prop_map(|(ty, cells)| {
                let ty = &vocabulary().types[ty];
                let mut row = Row::empty(ty);
                for (field, number, text) in cells {
                    let index = field as usize % ty.fields.len();
                    row.values[index] = match ty.fields[index].ty {
                        FieldType::Text => Value::text(text),
                        FieldType::Int => Value::Int(number),
                        FieldType::Double => Value::Double(number as f64 / 7.0),
                        FieldType::Bool => Value::Bool(number % 2 == 0),
                        FieldType::Timestamp => Value::Time(number),
                        FieldType::TextList => Value::list([text.as_str(), "x"]),
                    };
                }
                row
            })
    }

    proptest! {
        #[test]
        fn rows_survive_and_bytes_repeat(rows in proptest::collection::vec(any_row(), 0..8)) {
            let bytes = encode(&rows);
            prop_assert_eq!(&bytes, &encode(&rows));
            prop_assert_eq!(decode(&bytes).unwrap(), rows);
        }

        #[test]
        fn random_lines_never_panic(text in ".{0,200}") {
            let head = serde_json::to_string(&header()).unwrap();
            let file = zstd::encode_all(format!("{head}\n{text}").as_bytes(), 0).unwrap();
            let _ = decode(&file);
        }
    }
}
