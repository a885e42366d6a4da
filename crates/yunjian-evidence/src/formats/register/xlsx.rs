//! Registers as workbooks: every visible sheet whose headings are understood. FedRAMP's two workbooks are known by
//! their headings and read by rules of their own.

use yunjian_catalogue::FactType;

use super::fedramp::{Layout, Sheet};
use super::sheets::Book;
use super::values::Cell;
use super::{Found, HEADER_ROWS, Table, asked_type, no_table};
use crate::failure::ReadFailure;
use crate::format::{Confidence, Format, Job, Label};
use crate::out::Out;
use crate::source::Source;

/// The reader of workbooks; `xlsx`, `xlsx:<fact type>`, `xlsx:poam` or `iiw-xlsx`.
#[derive(Debug)]
pub(crate) struct Xlsx;

impl Format for Xlsx {
    fn id(&self) -> &'static str {
        "xlsx"
    }
    fn label(&self) -> Label {
        Label {
            zh: "台账（XLSX 工作簿，含 POA&M 与资产清单）",
            en: "Register (XLSX workbook, also POA&M and inventory)",
        }
    }
    fn reader_version(&self) -> u32 {
        1
    }
    fn fact_types(&self) -> &'static [&'static str] {
        &[]
    }
    fn takes(&self, asked: &str) -> bool {
        asked == self.id() || Layout::asked(asked).is_some() || asked_type(Some(asked), self.id()).is_some()
    }
    fn sniff(&self, prefix: &[u8]) -> Confidence {
        // A workbook is an archive whose first parts have telling names; which one comes first is anybody's choice.
        let names: [&[u8]; 3] = [b"[Content_Types].xml", b"xl/", b"docProps/"];
        let named = |name: &[u8]| prefix.windows(name.len()).any(|w| w == name);
        if !prefix.starts_with(b"PK\x03\x04") {
            Confidence::No
        } else if names.iter().any(|n| named(n)) && !named(b"word/") && !named(b"ppt/") {
            Confidence::Certain
        } else {
            Confidence::No
        }
    }
    fn read(&self, source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
        let layout = job.asked.and_then(Layout::asked);
        let asked = asked_type(job.asked, self.id()).filter(|_| layout.is_none());
        let mut book = Book::open(source, job.limits)?;
        let mut kinds: Vec<String> = Vec::new();
        let mut ambiguous: Vec<String> = Vec::new();
        for (index, name) in book.sheets().into_iter().enumerate() {
            let mut sheet = Reading { name: &name, layout, asked, job, state: State::Top(Vec::new()) };
            book.rows(index, &mut |number, cells| sheet.row(number, cells, out))?;
            sheet.decide(out)?;
            match sheet.state {
                State::Table(table) => add(&mut kinds, format!("xlsx:{}", table.fact_type().name)),
                State::Known(known) => add(&mut kinds, known.layout().id().to_owned()),
                State::Ambiguous(types) => ambiguous.extend(types.iter().map(|t| format!("xlsx:{t}"))),
                State::Top(_) | State::Nothing => {}
            }
        }
        match kinds.as_slice() {
            [] if !ambiguous.is_empty() => return Err(ReadFailure::Ambiguous { candidates: ambiguous }),
            [] => return Err(no_table("the workbook", self.id(), asked)),
            [only] => out.summary.format.clone_from(only),
            _ => {}
        }
        Ok(())
    }
}

fn add(kinds: &mut Vec<String>, kind: String) {
    if !kinds.contains(&kind) {
        kinds.push(kind);
    }
}

enum State {
    /// Still looking for the headings.
    Top(Vec<(u32, Vec<Cell>)>),
    Table(Table),
    Known(Sheet),
    Ambiguous(Vec<&'static str>),
    /// Instructions, a cover, a record of changes.
    Nothing,
}

struct Reading<'a> {
    name: &'a str,
    layout: Option<Layout>,
    asked: Option<&'static FactType>,
    job: &'a Job<'a>,
    state: State,
}

impl Reading<'_> {
    fn row(&mut self, number: u32, cells: Vec<Cell>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
        if let State::Top(rows) = &mut self.state {
            rows.push((number, cells));
            return if rows.len() < HEADER_ROWS { Ok(()) } else { self.decide(out) };
        }
        self.data(number, &cells, out)
    }
    fn data(&mut self, number: u32, cells: &[Cell], out: &mut Out<'_>) -> Result<(), ReadFailure> {
        let place = format!("{}!row {number}", self.name);
        match &self.state {
            State::Table(table) => table.row(cells, &place, self.job, out),
            State::Known(known) => known.row(cells, &place, self.job, out),
            // Data nobody can place is not passed over in silence.
            State::Ambiguous(_) => {
                out.unmapped();
                Ok(())
            }
            State::Top(_) | State::Nothing => Ok(()),
        }
    }
    fn decide(&mut self, out: &mut Out<'_>) -> Result<(), ReadFailure> {
        let State::Top(rows) = &mut self.state else { return Ok(()) };
        let rows = std::mem::take(rows);
        let cells: Vec<Vec<Cell>> = rows.iter().map(|(_, cells)| cells.clone()).collect();
        let known = if self.asked.is_some() { None } else { Sheet::find(&cells, self.name, self.layout) };
        let (heading, state) = match known {
            Some((index, sheet)) => (index, State::Known(sheet)),
            None if self.layout.is_some() => (0, State::Nothing),
            None => match Table::find(&cells, self.asked) {
                Found::Table(index, table) => {
                    out.summary.unmapped_columns.extend(table.strange());
                    (index, State::Table(table))
                }
                Found::Ambiguous(types) => (0, State::Ambiguous(types)),
                Found::Nothing => (0, State::Nothing),
            },
        };
        self.state = state;
        for (number, cells) in rows.into_iter().skip(heading + 1) {
            self.data(number, &cells, out)?;
        }
        Ok(())
    }
}
