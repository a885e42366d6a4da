//! What a reader is: one implementation of [`Format`] per file format, each in its own file under `formats/`.

use std::sync::Arc;

use jiff::tz::TimeZone;

use crate::failure::ReadFailure;
use crate::limits::Limits;
use crate::out::Out;
use crate::prefix::Prefix;
use crate::source::Source;

/// What a reading depends on besides the bytes. Law 8: nothing else.
#[derive(Clone, Debug)]
pub struct Context {
    /// SHA-256 of the file as handed in, in lower-case hexadecimal.
    pub file: Arc<str>,
    /// Zone of times that a file states without an offset: the platform's.
    pub zone: TimeZone,
    /// When the file was received, in milliseconds since 1970: what is said to have happened later is an error. It
    /// changes what is complained about, never a fact.
    pub received: Option<i64>,
}

impl Context {
    pub fn new(file: impl AsRef<str>, zone: TimeZone) -> Self {
        Self { file: Arc::from(file.as_ref()), zone, received: None }
    }
    #[must_use]
    pub fn received_at(mut self, at: i64) -> Self {
        self.received = Some(at);
        self
    }
}

/// How sure a format is that some content is its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    No,
    /// It can be read this way, as many things can (a table, some JSON).
    Possible,
    /// It looks like it, but other formats look alike.
    Likely,
    /// A mark that no other format carries.
    Certain,
}

/// The name of a format for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Label {
    pub zh: &'static str,
    pub en: &'static str,
}

/// A reader of one file format. See `docs/adding-a-format.md`.
pub trait Format: Sync {
    /// The name in `--format`, in `evidence.format` and in obligations, for instance `nessus-v2`.
    fn id(&self) -> &'static str;
    fn label(&self) -> Label;
    /// Raised whenever the same bytes give other facts than before.
    fn reader_version(&self) -> u32;
    /// Names of the fact types that come out; empty where any may (tables).
    fn fact_types(&self) -> &'static [&'static str];
    /// Recognises content by its first bytes, never by a file name.
    fn sniff(&self, prefix: &[u8]) -> Confidence;
    /// [`Format::sniff`] over looks that several formats share.
    fn recognise(&self, prefix: &Prefix<'_>) -> Confidence {
        self.sniff(prefix.bytes())
    }
    /// Whether an explicitly asked format is this one; families take names such as `csv:accounts`.
    fn takes(&self, asked: &str) -> bool {
        asked == self.id()
    }
    /// Reads the whole file, hands facts to `out` one by one and fills its summary.
    ///
    /// # Errors
    /// When the file is broken or breaks a limit; rows that cannot be understood are no error but a
    /// [`Out::problem`].
    fn read(&self, source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure>;
}

/// What one reading was asked for.
#[derive(Clone, Copy, Debug)]
pub struct Job<'a> {
    /// The format as asked for, when it was.
    pub asked: Option<&'a str>,
    pub context: &'a Context,
    pub limits: &'a Limits,
}
