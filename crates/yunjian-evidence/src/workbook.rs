//! Plain rows of a workbook that people filled in and sent back: no facts, only cells, under the same limits.

use crate::failure::{ReadFailure, Rule, said};
use crate::formats::register::sheets::{Book, Line};
use crate::limits::Limits;
use crate::source::{ReadSeek, Source};

/// One visible sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    pub name: String,
    pub rows: Vec<SheetRow>,
}

/// A row that holds something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetRow {
    /// As the workbook shows it, from 1.
    pub number: u32,
    /// Cells as a person reads them; dates as `2026-11-22T00:00:00`, empty where there is nothing.
    pub cells: Vec<String>,
}

/// Reads all visible sheets, at most `most_rows` rows in all.
///
/// # Errors
/// When it is no workbook, a limit is broken, or there are more rows.
pub fn read(input: &mut dyn ReadSeek, limits: &Limits, most_rows: usize) -> Result<Vec<Sheet>, ReadFailure> {
    let mut source = Source::new(input, limits)?;
    let mut book = Book::open(&mut source, limits)?;
    let (mut out, mut count) = (Vec::new(), 0);
    for (index, name) in book.sheets().into_iter().enumerate() {
        let mut rows = Vec::new();
        book.rows(index, &mut |Line { number, cells, .. }| {
            count += 1;
            if count > most_rows {
                let message =
                    said!("the workbook has more than {most_rows} rows", "工作簿超过 {most_rows} 行");
                return Err(ReadFailure::refused(format!("{name}!row {number}"), Rule::Rows, message));
            }
            rows.push(SheetRow {
                number,
                cells: cells.iter().map(super::formats::register::cell_text).collect(),
            });
            Ok(())
        })?;
        out.push(Sheet { name, rows });
    }
    Ok(out)
}
