//! A file as a person looks at it: one page of its rows, lines, values or members, found by its place. Nothing of it is executed, nothing it
//! points at is fetched, and what it says is handed on as text.
//!
//! Every page is read from the start of the file again, so that nothing has to be kept between two of them. What a page holds is bounded in
//! items and in bytes ([`ITEMS`], [`BYTES`]).

mod document;
mod json;
mod members;
mod place;
mod table;
mod text;
mod window;

use serde::{Deserialize, Serialize};

use crate::failure::ReadFailure;
use crate::limits::Limits;
use crate::source::{ReadSeek, Source};

pub use place::Spot;

/// Items of one page at most.
pub const ITEMS: usize = 500;
/// Bytes of text of one page, after which it ends early.
pub const BYTES: usize = 512 << 10;
/// Bytes of one cell or one piece of a line; longer ones are cut or go on in the next piece.
pub const PIECE: usize = 4 << 10;

/// Which page of a file is wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Ask {
    /// What the reader took the file for, if it was read before.
    pub format: Option<String>,
    /// The name the file was handed in under: its ending is a hint, no more.
    pub name: Option<String>,
    /// A member of an archive.
    pub member: Option<String>,
    /// Sheet of a workbook, from 0.
    pub sheet: Option<usize>,
    /// Number of the first item, from 0.
    pub from: u64,
    pub limit: usize,
    /// JSON pointer of the value whose parts are wanted.
    pub pointer: Option<String>,
    /// A place as readers and rules state it; the page around it is wanted.
    pub place: Option<String>,
    /// As lines of text, whatever the file is.
    pub text: bool,
}

/// One page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct View {
    /// The member of an archive that is shown.
    pub member: Option<String>,
    /// Number of the first item, from 0.
    pub from: u64,
    /// Where the next page begins; none at the end.
    pub next: Option<u64>,
    /// The item, from 0, at which the place asked for stands.
    pub at: Option<u64>,
    /// The column, from 0, of a cell that was asked for.
    pub at_column: Option<usize>,
    /// Why what was asked for is shown differently, or not found: `place`, `syntax`, `encoding`.
    pub note: Option<&'static str>,
    /// Whether it can be shown as lines of text as well.
    pub as_text: bool,
    pub content: Content,
}

/// What a page shows.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Content {
    Table {
        sheets: Vec<String>,
        sheet: usize,
        encoding: Option<&'static str>,
        columns: usize,
        rows: Vec<Row>,
    },
    Text {
        encoding: &'static str,
        lines: Vec<Line>,
    },
    Json {
        pointer: String,
        shape: &'static str,
        entries: Vec<Entry>,
    },
    Document {
        paragraphs: Vec<Paragraph>,
    },
    Archive {
        members: Vec<Member>,
    },
    Image {
        media: &'static str,
    },
    Pdf {
        page: Option<u64>,
    },
    /// Bytes that no page shows.
    Other,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// As places name it: row of a sheet, or line of a text on which it begins.
    pub number: u64,
    pub cells: Vec<Cell>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cell {
    pub text: String,
    /// A formula, or what one computed: shown as text, never computed.
    pub formula: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    pub number: u64,
    /// A line too long for one item goes on in the next, which is no beginning.
    pub begins: bool,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Key of an object, index of a list.
    pub key: String,
    pub pointer: String,
    /// `object`, `list`, `text`, `number`, `bool`, `null`.
    pub shape: &'static str,
    /// The value of a scalar, cut where it is long.
    pub text: Option<String>,
    /// Parts of an object or a list.
    pub parts: Option<u64>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Paragraph {
    pub text: String,
    pub heading: bool,
    /// Cells of a row of a table, instead of text.
    pub cells: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Member {
    pub name: String,
    pub size: u64,
    /// Whether it can be opened here.
    pub opens: bool,
}

impl View {
    fn of(content: Content) -> Self {
        Self {
            member: None,
            from: 0,
            next: None,
            at: None,
            at_column: None,
            note: None,
            as_text: false,
            content,
        }
    }
}

/// The kind of image that bytes begin with; no other kind is ever given out as an image.
pub fn image(prefix: &[u8]) -> Option<&'static str> {
    match prefix {
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Some("image/png"),
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some("image/gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("image/webp"),
        _ => None,
    }
}

/// Whether bytes begin a PDF. Some programs write a few bytes before its mark; readers allow for a kibibyte.
pub fn is_pdf(prefix: &[u8]) -> bool {
    prefix[..prefix.len().min(1024)].windows(5).any(|w| w == b"%PDF-")
}

/// One page of a file.
///
/// # Errors
/// When the content is broken or goes beyond the limits. A place that is not there is no error: the page then begins where it was asked to.
pub fn look(input: &mut dyn ReadSeek, ask: &Ask, limits: &Limits) -> Result<View, ReadFailure> {
    let mut source = Source::new(input, limits)?;
    let prefix = source.prefix()?;
    if members::is_archive(&prefix) {
        let (inside, place) = match (&ask.member, ask.place.as_deref().and_then(|p| p.split_once('!'))) {
            (Some(member), _) => (Some(member.clone()), ask.place.clone()),
            (None, Some((member, place))) => (Some(member.to_owned()), Some(place.to_owned())),
            (None, None) => (None, None),
        };
        let Some(member) = inside else { return members::list(&mut source, &prefix, ask, limits) };
        let ask = Ask { member: None, place, name: Some(member.clone()), format: None, ..ask.clone() };
        let mut view = members::within(&mut source, &prefix, &member, limits, &mut |inner| {
            let prefix = inner.prefix()?;
            if members::is_archive(&prefix) {
                return Ok(View::of(Content::Other));
            }
            one(inner, &prefix, &ask, limits)
        })?;
        view.member = Some(member);
        return Ok(view);
    }
    one(&mut source, &prefix, ask, limits)
}

/// A file that is no archive.
fn one(source: &mut Source<'_>, prefix: &[u8], ask: &Ask, limits: &Limits) -> Result<View, ReadFailure> {
    let spot = ask.place.as_deref().and_then(Spot::parse);
    if let Some(media) = image(prefix) {
        return Ok(View::of(Content::Image { media }));
    }
    if is_pdf(prefix) {
        let page = match spot {
            Some(Spot::Page(page)) => Some(page),
            _ => None,
        };
        return Ok(View::of(Content::Pdf { page }));
    }
    if prefix.starts_with(b"PK\x03\x04") {
        let named = |name: &[u8]| prefix.windows(name.len()).any(|w| w == name);
        if named(b"word/") {
            return document::page(source, ask, limits);
        }
        if named(b"xl/") || named(b"[Content_Types].xml") {
            return table::workbook(source, ask, limits);
        }
        return Ok(View::of(Content::Other));
    }
    if !text::is_text(prefix) {
        return Ok(View::of(Content::Other));
    }
    // A place that names a line is looked at among lines.
    let lines = ask.text || matches!(spot, Some(Spot::Line { .. } | Spot::Byte(_)));
    let mut view = if lines {
        None
    } else if json::is_json(prefix) {
        // Broken JSON, and JSON of one value per line, is read as lines.
        json::page(source, ask, limits).ok()
    } else if let Some(delimiter) = table::delimiter(prefix, ask) {
        // A table that breaks off is still a text.
        table::text(source, delimiter, ask, limits).ok()
    } else {
        None
    };
    if let Some(view) = &mut view {
        view.as_text = true;
        return Ok(view.clone());
    }
    let mut view = text::page(source, prefix, ask, limits)?;
    view.as_text = true;
    Ok(view)
}

#[cfg(test)]
mod tests;
