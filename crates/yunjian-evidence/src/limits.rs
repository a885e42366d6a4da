//! How much of a hostile file is read before it is refused. Every figure a reader obeys stands here.

/// Bounds of one reading. [`Limits::default`] keeps the memory of a reading well under 64 MiB.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes read in all, after decompression.
    pub max_bytes: u64,
    /// Decompressed bytes per compressed byte; checked once [`Limits::ratio_free_bytes`] have come out.
    pub max_ratio: u64,
    /// Decompressed bytes that are never held against the ratio.
    pub ratio_free_bytes: u64,
    /// Bytes of one archive member (a sheet, the shared strings) after decompression.
    pub max_member_bytes: u64,
    /// Members of an archive.
    pub max_members: usize,
    /// Nesting of elements, objects or arrays that a reader looks into.
    pub max_depth: usize,
    /// Bytes of one tag, one text, one string, one table row.
    pub max_text: usize,
    /// Attributes of one element.
    pub max_attributes: usize,
    /// Columns of a table.
    pub max_columns: usize,
    /// Records (findings, checks, components, table rows …) of one file.
    pub max_rows: u64,
    /// Row errors that are kept with their text; all of them are counted.
    pub max_errors: usize,
    /// Bytes of cross-references (identifiers that later parts of a file point at) kept while reading.
    pub max_index_bytes: usize,
    /// Bytes of a document (PDF), which is held whole while it is read.
    pub max_document_bytes: usize,
    /// JSON files up to this size are read in one piece, which is about twice as fast.
    pub whole_json_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_bytes: 4 << 30,
            max_ratio: 200,
            ratio_free_bytes: 16 << 20,
            max_member_bytes: 256 << 20,
            max_members: 2_000,
            max_depth: 100,
            max_text: 4 << 20,
            max_attributes: 256,
            max_columns: 512,
            max_rows: 3_000_000,
            max_errors: 100,
            max_index_bytes: 16 << 20,
            max_document_bytes: 64 << 20,
            whole_json_bytes: 8 << 20,
        }
    }
}
