//! A returned table: rows by the keys of its columns, whichever language its headings are in.

use std::sync::Arc;

use yunjian_evidence::{Limits, ReadSeek, workbook};

use super::{Column, Table, word_of};
use crate::problem::{Problem, Result};

/// Rows a returned table has at most.
const MOST_ROWS: usize = 5_000;

/// Far below what evidence may be: a table that people fill in is small.
fn limits() -> Limits {
    Limits {
        max_bytes: 32 << 20,
        max_member_bytes: 16 << 20,
        max_members: 200,
        max_text: 256 << 10,
        max_columns: 64,
        max_index_bytes: 4 << 20,
        ..Limits::default()
    }
}

/// One row of a returned table.
#[derive(Clone, Debug)]
pub struct Row {
    pub sheet: String,
    pub number: u32,
    columns: Arc<[Option<&'static Column>]>,
    cells: Vec<(&'static Column, usize, String)>,
}

impl Row {
    /// What stands under a column; empty when the table does not have the column.
    pub fn text(&self, key: &str) -> &str {
        self.cells.iter().find(|(column, ..)| column.key == key).map_or("", |(_, _, text)| text.as_str())
    }
    /// The cell of a column, as a spreadsheet calls it (`C3`); the row alone when the column is not there.
    pub fn cell(&self, key: &str) -> String {
        match self.columns.iter().position(|column| column.is_some_and(|c| c.key == key)) {
            Some(at) => format!("{}{}", letters(at), self.number),
            None => self.number.to_string(),
        }
    }
    /// A text, or nothing.
    pub fn optional(&self, key: &str) -> Option<String> {
        Some(self.text(key)).filter(|t| !t.is_empty()).map(str::to_owned)
    }
    /// A civil date; a spreadsheet's own date comes with a time of midnight.
    pub fn date(&self, key: &str) -> String {
        let text = self.text(key);
        text.split(['T', ' ']).next().unwrap_or(text).replace('/', "-")
    }
    /// A word of the column's family, as it is kept.
    ///
    /// # Errors
    /// 422 naming the column, when it is no word of the family.
    pub fn word(&self, key: &str) -> Result<Option<String>> {
        let found = self.cells.iter().find(|(column, ..)| column.key == key);
        let Some((column, _, text)) = found.filter(|(_, _, text)| !text.is_empty()) else { return Ok(None) };
        let family = column.words.unwrap_or_default();
        word_of(family, text).map(Some).ok_or_else(|| {
            let zh = super::words::all(super::Language::Chinese, family).join("、");
            let en = super::words::all(super::Language::English, family).join(", ");
            Problem::field(
                key,
                "word",
                format!("“{text}”不在可选范围内：{zh}"),
                format!("{text} is none of: {en}"),
            )
        })
    }
    /// A whole number.
    ///
    /// # Errors
    /// 422 naming the column.
    pub fn whole(&self, key: &str) -> Result<Option<i64>> {
        let text = self.text(key);
        if text.is_empty() {
            return Ok(None);
        }
        text.parse().map(Some).map_err(|_| {
            Problem::field(
                key,
                "number",
                format!("“{text}”不是整数"),
                format!("{text} is not a whole number"),
            )
        })
    }
}

/// `A`, `B` … `Z`, `AA` …
fn letters(column: usize) -> String {
    let mut out = String::new();
    let mut rest = column + 1;
    while rest > 0 {
        out.insert(0, char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap_or(0)));
        rest = (rest - 1) / 26;
    }
    out
}

/// The rows of one kind of table in a workbook; none when no sheet has its headings.
///
/// # Errors
/// 422 when it is no workbook, or one beyond the limits.
pub fn rows_of(input: &mut dyn ReadSeek, table: &'static Table) -> Result<Vec<Row>> {
    let sheets = workbook::read(input, &limits(), MOST_ROWS).map_err(|failure| {
        let place = failure.place().unwrap_or_default().to_owned();
        Problem::new(
            axum::http::StatusCode::UNPROCESSABLE_ENTITY,
            "not_a_table",
            format!("表格无法读取（{place}）：须为 .xlsx 工作簿，最多 {MOST_ROWS} 行"),
            format!("the table cannot be read: {failure}"),
        )
    })?;
    for sheet in sheets {
        let mut rows = sheet.rows.into_iter();
        let Some(head) = rows.next() else { continue };
        let columns: Arc<[Option<&'static Column>]> = head
            .cells
            .iter()
            .map(|text| {
                let text = text.trim();
                table
                    .columns
                    .iter()
                    .find(|c| c.zh == text || c.en.eq_ignore_ascii_case(text) || c.key == text)
            })
            .collect();
        // Other tables share a heading or two; most of those that may be filled in tell which one it is.
        let wanted = table.columns.iter().filter(|c| c.fill).count();
        let there = columns.iter().flatten().filter(|c| c.fill).count();
        let first =
            table.columns.first().is_some_and(|c| columns.iter().flatten().any(|found| found.key == c.key));
        if wanted == 0 || !first || there * 2 <= wanted {
            continue;
        }
        return Ok(rows
            .map(|row| Row {
                sheet: sheet.name.clone(),
                number: row.number,
                columns: Arc::clone(&columns),
                cells: row
                    .cells
                    .into_iter()
                    .enumerate()
                    .filter_map(|(at, text)| Some(((*columns.get(at)?)?, at, text.trim().to_owned())))
                    .collect(),
            })
            .filter(|row: &Row| row.cells.iter().any(|(column, _, text)| column.fill && !text.is_empty()))
            .collect());
    }
    Ok(Vec::new())
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    #[test]
    fn columns_are_called_as_spreadsheets_do() {
        assert_eq!([0, 25, 26, 27, 701, 702].map(letters), ["A", "Z", "AA", "AB", "ZZ", "AAA"]);
    }

    #[test]
    fn what_is_no_workbook_is_refused() {
        let refused =
            rows_of(&mut Cursor::new(b"PK\x03\x04 nonsense".to_vec()), &super::super::PLAN).unwrap_err();
        assert_eq!(refused.code(), "not_a_table");
        assert!(rows_of(&mut Cursor::new(Vec::new()), &super::super::PLAN).is_err());
    }
}
