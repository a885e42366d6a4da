//! Registers: tables of any fact type, from text files and workbooks. Everything about them is data: which heading
//! stands for which field (`headers.toml`) and which word for which value (`words.toml`).
//!
//! Identity of a finding from a register: as the columns state it (asset, rule or CVE or title, package, port, path).

mod csv;
mod dictionary;
pub(super) mod fedramp;
pub(crate) mod sheets;
pub(super) mod values;
mod xlsx;

use yunjian_catalogue::{FactType, FieldId, vocabulary};
use yunjian_domain::facts::Row;

pub(super) use self::csv::Csv;
use self::values::Cell;
pub(super) use self::xlsx::Xlsx;
use crate::failure::{ReadFailure, Rule};
use crate::format::Job;
use crate::out::Out;

/// A cell as a person reads it.
pub(crate) fn cell_text(cell: &Cell) -> String {
    cell.text()
}

/// Rows at the top of a table among which the headings may stand: titles and instructions come first.
pub(super) const HEADER_ROWS: usize = 15;

/// A table whose headings are understood.
pub(super) struct Table {
    ty: &'static FactType,
    headings: Vec<String>,
    columns: Vec<Option<FieldId>>,
}

/// What the top rows of a table say about it.
pub(super) enum Found {
    /// Index of the row of headings, and what it means.
    Table(usize, Table),
    /// The headings fit several fact types equally well.
    Ambiguous(Vec<&'static str>),
    Nothing,
}

impl Table {
    /// Finds the headings among the top rows: of the fact type asked for, or of the one that fits best.
    pub(super) fn find(rows: &[Vec<Cell>], asked: Option<&'static FactType>) -> Found {
        let mut best: Option<(usize, usize, Vec<&'static FactType>)> = None;
        for (index, row) in rows.iter().enumerate().take(HEADER_ROWS) {
            let headings: Vec<String> = row.iter().map(Cell::text).collect();
            let (matched, types) = match asked {
                Some(ty) => (dictionary::columns(ty, &headings).iter().flatten().count(), vec![ty]),
                None => {
                    let fits = dictionary::guess(&headings);
                    let types = fits.iter().map(|f| vocabulary().get(f.ty)).collect();
                    (fits.iter().map(|f| f.matched).max().unwrap_or(0), types)
                }
            };
            // A single known heading may be a word in a title; a table of one column must be asked for.
            let enough = if asked.is_some() { 1 } else { 2 };
            if matched >= enough && best.as_ref().is_none_or(|(_, most, _)| matched > *most) {
                best = Some((index, matched, types));
            }
        }
        match best {
            None => Found::Nothing,
            Some((index, _, types)) => match types.as_slice() {
                [ty] => {
                    let headings: Vec<String> = rows[index].iter().map(Cell::text).collect();
                    let columns = dictionary::columns(ty, &headings);
                    Found::Table(index, Self { ty, headings, columns })
                }
                several => Found::Ambiguous(several.iter().map(|ty| ty.name.as_str()).collect()),
            },
        }
    }
    pub(super) fn fact_type(&self) -> &'static FactType {
        self.ty
    }
    /// Headings that stand for no field.
    pub(super) fn strange(&self) -> Vec<String> {
        let pairs = self.headings.iter().zip(&self.columns);
        pairs
            .filter(|(heading, column)| column.is_none() && !heading.is_empty())
            .map(|(h, _)| h.clone())
            .collect()
    }
    /// Reads one row below the headings.
    pub(super) fn row(
        &self,
        cells: &[Cell],
        place: &str,
        job: &Job<'_>,
        out: &mut Out<'_>,
    ) -> Result<(), ReadFailure> {
        if cells.iter().all(Cell::is_blank) || self.is_remark(cells) {
            return Ok(());
        }
        let mut row = Row::empty(self.ty);
        let mut filled = false;
        let mut troubles = Vec::new();
        for (cell, column) in cells.iter().zip(&self.columns) {
            let Some(field) = *column else { continue };
            match values::convert(self.ty, field, cell, &job.context.zone) {
                Ok(value) => {
                    filled |= !cell.is_blank() && !value.is_null();
                    *row.at_mut(field) = value;
                }
                Err(wrong) => {
                    filled = true;
                    *row.at_mut(field) = wrong.kept;
                    troubles.push((wrong.rule, wrong.message));
                }
            }
        }
        if cells.len() > self.columns.len() && cells[self.columns.len()..].iter().any(|c| !c.is_blank()) {
            let message =
                format!("the row has {} cells, the headings are {}", cells.len(), self.columns.len());
            troubles.push((Rule::Columns, message));
        }
        for (rule, message) in troubles {
            out.problem(place, rule, message);
        }
        if filled {
            out.record(row, place)
        } else {
            out.unmapped();
            Ok(())
        }
    }
    /// Rows that templates put above and below the data: examples, notes, the headings once more.
    fn is_remark(&self, cells: &[Cell]) -> bool {
        let mut filled = cells.iter().filter(|c| !c.is_blank());
        let Some(Cell::Text(first)) = filled.next() else { return false };
        let first = first.trim();
        let begins = |words: &[&str]| words.iter().any(|w| first.starts_with(w));
        if begins(&[
            "示例",
            "样例",
            "例：",
            "例:",
            "【示例",
            "（示例",
            "Example",
            "EXAMPLE",
            "填写说明",
            "填表说明",
        ]) {
            return true;
        }
        let rest = filled.count();
        if rest == 0 && begins(&["注：", "注:", "备注：", "说明：", "Note:", "填表人", "制表"])
        {
            return true;
        }
        rest > 0
            && cells
                .iter()
                .zip(&self.headings)
                .all(|(cell, heading)| cell.is_blank() || cell.text() == *heading)
    }
}

/// The fact type named in `csv:<fact type>`.
pub(super) fn asked_type(asked: Option<&str>, family: &str) -> Option<&'static FactType> {
    dictionary::fact_type(asked?.strip_prefix(family)?.strip_prefix(':')?)
}

/// No table was found: what to tell a person.
pub(super) fn no_table(place: &str, family: &str, asked: Option<&'static FactType>) -> ReadFailure {
    let message = match asked {
        Some(ty) => format!(
            "none of the first {HEADER_ROWS} rows holds a heading of {} ({}); the headings may be field names or the \
             labels of the template",
            ty.name, ty.zh
        ),
        None => format!(
            "the headings among the first {HEADER_ROWS} rows fit no fact type; name it with --format {family}:<fact type>"
        ),
    };
    ReadFailure::refused(place, Rule::Schema, message)
}
