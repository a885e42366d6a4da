//! Why a file was not read: always with the place in the file and the rule that was broken.

use std::fmt;

use yunjian_domain::facts::SinkFull;

/// The rule a file, or one row of it, broke.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    Size,
    Ratio,
    Depth,
    TextSize,
    Attributes,
    EntityExpansion,
    Rows,
    Columns,
    Members,
    Index,
    Syntax,
    Encoding,
    Schema,
    Date,
    Number,
    YesNo,
    Word,
}

impl Rule {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Size => "size",
            Self::Ratio => "ratio",
            Self::Depth => "depth",
            Self::TextSize => "text-size",
            Self::Attributes => "attributes",
            Self::EntityExpansion => "entity-expansion",
            Self::Rows => "rows",
            Self::Columns => "columns",
            Self::Members => "members",
            Self::Index => "index",
            Self::Syntax => "syntax",
            Self::Encoding => "encoding",
            Self::Schema => "schema",
            Self::Date => "date",
            Self::Number => "number",
            Self::YesNo => "yes-no",
            Self::Word => "word",
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A file that was not read to its end. Facts that reached the sink before are worth nothing: discard them.
#[derive(Debug, thiserror::Error)]
pub enum ReadFailure {
    #[error(
        "the content is in none of the formats this program reads; if you know which it is, say so with --format"
    )]
    Unrecognised,
    #[error("the content could be {}; say which with --format", candidates.join(", "))]
    Ambiguous { candidates: Vec<String> },
    #[error("there is no format called {asked:?}")]
    NoSuchFormat { asked: String },
    #[error("{format}, {place}: {message} (rule: {rule})")]
    Refused { format: String, place: String, rule: Rule, message: String },
    #[error("the file could not be read from its store: {0}")]
    Io(#[from] std::io::Error),
    #[error("the facts could not be kept: {0}")]
    Sink(#[from] SinkFull),
}

impl ReadFailure {
    pub(crate) fn refused(place: impl Into<String>, rule: Rule, message: impl Into<String>) -> Self {
        Self::Refused { format: String::new(), place: place.into(), rule, message: message.into() }
    }
    /// Names the format on failures that a shared layer made without knowing it.
    pub(crate) fn in_format(mut self, id: &str) -> Self {
        if let Self::Refused { format, .. } = &mut self
            && format.is_empty()
        {
            id.clone_into(format);
        }
        self
    }
    /// An I/O error as it comes out of a parser: our own limits travel inside it.
    pub(crate) fn from_io(error: &std::io::Error, place: &str) -> Self {
        match error.get_ref().and_then(|e| e.downcast_ref::<Breach>()) {
            Some(breach) => Self::refused(place, breach.rule, breach.message.clone()),
            None if matches!(
                error.kind(),
                std::io::ErrorKind::InvalidData
                    | std::io::ErrorKind::InvalidInput
                    | std::io::ErrorKind::UnexpectedEof
            ) =>
            {
                Self::refused(place, Rule::Syntax, format!("the compressed data is damaged: {error}"))
            }
            None => Self::Io(std::io::Error::new(error.kind(), error.to_string())),
        }
    }
    /// Where in the file reading stopped, if it got that far.
    pub fn place(&self) -> Option<&str> {
        match self {
            Self::Refused { place, .. } => Some(place),
            _ => None,
        }
    }
    /// The rule that was broken, if it was one of this program's.
    pub fn rule(&self) -> Option<Rule> {
        match self {
            Self::Refused { rule, .. } => Some(*rule),
            _ => None,
        }
    }
}

/// A limit met below a parser; it crosses the parser inside an [`std::io::Error`].
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub(crate) struct Breach {
    pub(crate) rule: Rule,
    pub(crate) message: String,
}

impl Breach {
    pub(crate) fn io(rule: Rule, message: impl Into<String>) -> std::io::Error {
        std::io::Error::other(Self { rule, message: message.into() })
    }
}
