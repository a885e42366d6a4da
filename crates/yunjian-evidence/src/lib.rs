//! Bytes to facts: one file per format. Pure.
//!
//! ```text
//! bytes → identify (by content) → Format::read → facts, one by one → FactSink; figures → Summary
//! ```
//!
//! Nothing here asks for the time, opens a file or keeps state: facts are a function of the bytes, the reader's
//! version and the [`Context`] (whose zone only matters for times that a file states without an offset).

pub mod archive;
mod columns;
mod decode;
pub mod diff;
mod draft;
pub mod exploited;
pub mod facts_file;
mod failure;
mod format;
pub mod formats;
mod json;
mod limits;
mod lines;
mod out;
mod prefix;
pub mod reconcile;
pub mod registers;
mod severity;
mod source;
mod summary;
#[cfg(any(test, feature = "testdata"))]
pub mod testdata;
pub mod time;
mod tree;
pub mod view;
mod walk;
pub mod workbook;
mod xml;
mod xmltree;

use sha2::{Digest, Sha256};
use yunjian_domain::facts::FactSink;

pub use failure::{ReadFailure, Rule, Said};
pub use format::{Confidence, Context, Format, Job, Label};
pub use formats::all;
pub use limits::Limits;
pub use out::Out;
pub use prefix::Prefix;
pub use severity::Severity;
pub use source::{Bytes, ReadSeek, Source};
pub use summary::{BySeverity, RowError, Summary};

/// Finds the format of some content, or checks the one that was asked for.
///
/// # Errors
/// When the format asked for does not exist, or the content is of no known format, or of several.
pub fn identify(
    input: &mut dyn ReadSeek,
    asked: Option<&str>,
    limits: &Limits,
) -> Result<&'static dyn Format, ReadFailure> {
    let prefix = Source::new(input, limits)?.prefix()?;
    if let Some(asked) = asked {
        let format = by_id(asked).ok_or_else(|| ReadFailure::NoSuchFormat { asked: asked.to_owned() })?;
        // What was asked for may have been packed: then it is what the members are.
        let packed =
            formats::ARCHIVE.sniff(&prefix) > Confidence::No && format.sniff(&prefix) == Confidence::No;
        return Ok(if packed { formats::ARCHIVE } else { format });
    }
    recognise(&prefix)
}

/// The one format that is surest of a prefix.
pub(crate) fn recognise(prefix: &[u8]) -> Result<&'static dyn Format, ReadFailure> {
    let prefix = Prefix::new(prefix);
    let sure: Vec<_> =
        all().iter().map(|f| (f.recognise(&prefix), *f)).filter(|(c, _)| *c > Confidence::No).collect();
    let best = sure.iter().map(|(c, _)| *c).max().ok_or(ReadFailure::Unrecognised)?;
    let mut candidates = sure.into_iter().filter(|(c, _)| *c == best).map(|(_, f)| f);
    match (candidates.next(), candidates.next()) {
        (Some(only), None) => Ok(only),
        (first, second) => Err(ReadFailure::Ambiguous {
            candidates: first
                .into_iter()
                .chain(second)
                .chain(candidates)
                .map(|f| f.id().to_owned())
                .collect(),
        }),
    }
}

/// The reader that takes this `--format`.
pub fn by_id(asked: &str) -> Option<&'static dyn Format> {
    all().iter().copied().find(|f| f.takes(asked))
}

/// Reads a file: facts go to the sink one by one, figures come back.
///
/// # Errors
/// When the content is not recognised, is broken, or breaks a limit. What reached the sink by then is to be discarded.
pub fn read(
    input: &mut dyn ReadSeek,
    explicit_format: Option<&str>,
    context: &Context,
    limits: &Limits,
    sink: &mut dyn FactSink,
) -> Result<Summary, ReadFailure> {
    let format = identify(input, explicit_format, limits)?;
    read_as(format, input, explicit_format, context, limits, sink)
}

/// [`read`] with a format found before by [`identify`].
///
/// # Errors
/// As [`read`].
pub fn read_as(
    format: &dyn Format,
    input: &mut dyn ReadSeek,
    explicit_format: Option<&str>,
    context: &Context,
    limits: &Limits,
    sink: &mut dyn FactSink,
) -> Result<Summary, ReadFailure> {
    let mut out = Out::new(sink, context.file.clone(), limits);
    format.id().clone_into(&mut out.summary.format);
    let mut source = Source::new(input, limits)?;
    out.summary.bytes = source.size();
    let job = Job { asked: explicit_format, context, limits };
    match format.read(&mut source, &job, &mut out) {
        Ok(()) => Ok(out.summary),
        Err(failure) => Err(failure.in_format(&out.summary.format)),
    }
}

/// Reads a file into a fact file: the one call a job needs.
///
/// Returns the figures, and the SHA-256 of the fact file in lower-case hexadecimal.
///
/// # Errors
/// As [`read`], and when `target` cannot be written.
pub fn read_to_facts<W: std::io::Write>(
    input: &mut dyn ReadSeek,
    explicit_format: Option<&str>,
    context: &Context,
    limits: &Limits,
    target: W,
) -> Result<(Summary, facts_file::Written<W>), ReadFailure> {
    let format = identify(input, explicit_format, limits)?;
    let header = facts_file::Header::of(format, context);
    let mut writer = facts_file::Writer::new(target, &header)?;
    let summary = read_as(format, input, explicit_format, context, limits, &mut writer)?;
    Ok((summary, writer.finish()?))
}

/// SHA-256 of a file in lower-case hexadecimal, for [`Context::file`].
///
/// # Errors
/// When the input cannot be read.
pub fn sha256_hex(input: &mut dyn std::io::Read) -> std::io::Result<String> {
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 256 << 10];
    loop {
        let got = source::fill(input, &mut buffer)?;
        if got == 0 {
            return Ok(hex::encode(hasher.finalize()));
        }
        hasher.update(&buffer[..got]);
    }
}
