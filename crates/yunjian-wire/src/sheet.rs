//! Tables that people filled in and sent back.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::problem::Fault;

/// What a table would do, or has done.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Import {
    /// True: nothing was done, this only says what would be.
    pub dry_run: bool,
    /// Whether the rows were carried out. False after a dry run, and when a row was refused: then no row was.
    pub done: bool,
    pub created: i64,
    pub changed: i64,
    pub unchanged: i64,
    pub refused: i64,
    /// Rows that ask for something, and refused ones; unchanged ones are only counted.
    pub rows: Vec<ImportRow>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ImportRow {
    pub sheet: String,
    /// As the workbook shows it.
    pub row: i64,
    /// What the row is about, as it calls itself.
    pub about: String,
    /// `created`, `changed`, `unchanged` or `refused`.
    pub outcome: String,
    /// What is done, in both languages.
    pub says_zh: String,
    pub says_en: String,
    /// Id of what was made; null in a dry run.
    pub id: Option<String>,
    /// Why it is refused; the place is the cell.
    pub faults: Vec<Fault>,
}
