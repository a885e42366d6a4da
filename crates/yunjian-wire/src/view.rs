//! A file of a submission as a page shows it: text only, nothing of it executed.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One page of a file.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct View {
    /// Name of the file; null where it was erased.
    #[serde(default)]
    pub name: Option<String>,
    /// Bytes of the whole file.
    #[serde(default)]
    pub size: i64,
    /// The member of an archive that is shown.
    pub member: Option<String>,
    /// Number of the first item, from 0.
    pub from: u64,
    /// Where the next page begins; null at the end.
    pub next: Option<u64>,
    /// The item, from 0, at which the place asked for stands.
    pub at: Option<u64>,
    /// The column, from 0, of a cell that was asked for.
    pub at_column: Option<u64>,
    /// Why what was asked for is not shown as asked: `place` (it is not there).
    pub note: Option<String>,
    /// Whether it can be shown as lines of text as well.
    pub as_text: bool,
    pub content: Content,
}

/// What a page shows.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Content {
    Table {
        sheets: Vec<String>,
        sheet: u64,
        encoding: Option<String>,
        columns: u64,
        rows: Vec<ViewRow>,
    },
    Text {
        encoding: String,
        lines: Vec<ViewLine>,
    },
    Json {
        pointer: String,
        shape: String,
        entries: Vec<ViewEntry>,
    },
    Document {
        paragraphs: Vec<ViewParagraph>,
    },
    Archive {
        members: Vec<ViewMember>,
    },
    /// To be had from the picture address, under the media type its bytes begin with.
    Image {
        media: String,
    },
    Pdf {
        page: Option<u64>,
    },
    /// Bytes that no page shows.
    Other,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ViewRow {
    /// As places name it: row of a sheet, or line of a text on which it begins.
    pub number: u64,
    pub cells: Vec<ViewCell>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ViewCell {
    pub text: String,
    /// A formula, or what one computed: shown as text, never computed.
    pub formula: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ViewLine {
    pub number: u64,
    /// False where a long line goes on.
    pub begins: bool,
    pub text: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ViewEntry {
    pub key: String,
    pub pointer: String,
    /// `object`, `list`, `text`, `number`, `bool` or `null`.
    pub shape: String,
    pub text: Option<String>,
    /// Parts of an object or a list.
    pub parts: Option<u64>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ViewParagraph {
    pub text: String,
    pub heading: bool,
    /// Cells of a row of a table, instead of text.
    pub cells: Vec<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ViewMember {
    pub name: String,
    pub size: u64,
    /// Whether it can be opened here.
    pub opens: bool,
}
