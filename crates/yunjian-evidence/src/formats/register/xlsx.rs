//! Registers as workbooks: every visible sheet whose headings are understood. FedRAMP's two workbooks are known by
//! their headings and read by rules of their own.

use yunjian_catalogue::{FactType, catalogue, vocabulary};

use super::fedramp::{Layout, Sheet};
use super::form;
use super::sheets::{Book, Line, Merge};
use super::values::Cell;
use super::{Found, HEADER_ROWS, Place, Table, asked_type, no_table, other_table};
use crate::failure::{ReadFailure, Rule, said};
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
        2
    }
    fn fact_types(&self) -> &'static [&'static str] {
        &[]
    }
    fn takes(&self, asked: &str) -> bool {
        let registers = |names: &str| names.split(',').all(|name| vocabulary().register(name).is_some());
        asked == self.id()
            || Layout::asked(asked).is_some()
            || asked.strip_prefix("xlsx:").is_some_and(registers)
            || asked.strip_prefix("template-xlsx:").is_some_and(|id| catalogue().template(id).is_some())
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
        let mut filled = form::Filled::default();
        let mut first: Option<(String, Vec<Vec<Cell>>)> = None;
        for (index, name) in book.sheets().into_iter().enumerate() {
            let mut sheet = Reading {
                name: &name,
                layout,
                asked,
                job,
                state: State::Top(Vec::new()),
                heading: 0,
                remarks: Vec::new(),
                top: None,
            };
            let merges = book.rows(index, &mut |line| sheet.row(line, &mut filled, out))?;
            sheet.decide(&mut filled, out)?;
            sheet.merged(&merges, out);
            if let State::Nothing = sheet.state {
                first = first.or_else(|| sheet.top.take().map(|rows| (name.clone(), rows)));
            }
            match sheet.state {
                State::Table(table) => add(&mut kinds, format!("xlsx:{}", table.fact_type().name)),
                State::Form(form) => add(&mut kinds, form.format()),
                State::Known(known) => add(&mut kinds, known.layout().id().to_owned()),
                State::Ambiguous(types) => ambiguous.extend(types.iter().map(|t| format!("xlsx:{t}"))),
                State::Top(_) | State::Nothing => {}
            }
        }
        filled.finish(job, out)?;
        match kinds.as_slice() {
            [] if !ambiguous.is_empty() => return Err(ReadFailure::Ambiguous { candidates: ambiguous }),
            [] => {
                let (place, rows) = first.unwrap_or_else(|| ("the workbook".to_owned(), Vec::new()));
                return Err(other_table(&place, asked, &rows)
                    .unwrap_or_else(|| no_table(&place, self.id(), asked, &rows)));
            }
            [only] => out.summary.format.clone_from(only),
            // A workbook of several registers names each of them.
            several => {
                let names: Option<Vec<&str>> =
                    several.iter().map(|kind| kind.strip_prefix("xlsx:")).collect();
                if let Some(names) = names.filter(|names| !names.contains(&"poam")) {
                    out.summary.format = format!("xlsx:{}", names.join(","));
                }
            }
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
    Top(Vec<Line>),
    Table(Table),
    Known(Sheet),
    /// A sheet of a form this program wrote.
    Form(form::Sheet),
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
    /// Row of the headings.
    heading: u32,
    /// Rows that were no data, the first of them: a note below a table may be merged as it likes.
    remarks: Vec<u32>,
    /// The top rows of a sheet that is no table, for the message about it.
    top: Option<Vec<Vec<Cell>>>,
}

impl Reading<'_> {
    fn row(&mut self, line: Line, filled: &mut form::Filled, out: &mut Out<'_>) -> Result<(), ReadFailure> {
        if let State::Top(lines) = &mut self.state {
            lines.push(line);
            return if lines.len() < HEADER_ROWS { Ok(()) } else { self.decide(filled, out) };
        }
        self.data(&line, filled, out)
    }
    fn data(&mut self, line: &Line, filled: &mut form::Filled, out: &mut Out<'_>) -> Result<(), ReadFailure> {
        let place = Place::Sheet(self.name, line.number);
        match &mut self.state {
            State::Form(form) => form.line(line, self.name, filled, self.job, out),
            State::Table(table) => {
                if !table.row(&line.cells, &line.marks, place, self.job, out)? && self.remarks.len() < 1_000 {
                    self.remarks.push(line.number);
                }
                Ok(())
            }
            State::Known(known) => known.row(&line.cells, &place.row(), self.job, out),
            // Data nobody can place is not passed over in silence.
            State::Ambiguous(_) => {
                out.unmapped();
                Ok(())
            }
            State::Top(_) | State::Nothing => Ok(()),
        }
    }
    fn decide(&mut self, filled: &mut form::Filled, out: &mut Out<'_>) -> Result<(), ReadFailure> {
        let State::Top(lines) = &mut self.state else { return Ok(()) };
        let lines = std::mem::take(lines);
        if let Some(form) = form::Sheet::find(&lines, self.name, out) {
            self.state = State::Form(form);
            for line in lines {
                self.data(&line, filled, out)?;
            }
            return Ok(());
        }
        let cells: Vec<Vec<Cell>> = lines.iter().map(|line| line.cells.clone()).collect();
        let known = if self.asked.is_some() { None } else { Sheet::find(&cells, self.name, self.layout) };
        let (heading, state) = match known {
            Some((index, sheet)) => (index, State::Known(sheet)),
            None if self.layout.is_some() => (0, State::Nothing),
            None if other_table(self.name, self.asked, &cells).is_some() => (0, State::Nothing),
            None => match Table::find(&cells, self.asked) {
                Found::Table(index, table) => {
                    out.summary.unmapped_columns.extend(table.strange());
                    self.heading = lines[index].number;
                    table.check_headings(Place::Sheet(self.name, self.heading), out);
                    (index, State::Table(table))
                }
                Found::Ambiguous(types) => (0, State::Ambiguous(types)),
                Found::Nothing => (0, State::Nothing),
            },
        };
        if let State::Nothing = state {
            self.top = Some(cells);
        }
        self.state = state;
        for line in lines.into_iter().skip(heading + 1) {
            self.data(&line, filled, out)?;
        }
        Ok(())
    }
    /// Says which merged cells hide values: only the first of them has one.
    fn merged(&self, merges: &[Merge], out: &mut Out<'_>) {
        let State::Table(table) = &self.state else { return };
        for merge in merges {
            let ((top, bottom), (left, right)) = (merge.rows, merge.columns);
            let read = (left..=right).filter(|column| table.reads(*column)).count();
            let place = format!("{}!{}", self.name, merge.reference);
            if (top..=bottom).contains(&self.heading) && (bottom > self.heading || right > left) {
                let message = said!(
                    "headings are merged; write them in one row, one cell for each column",
                    "表头有合并单元格；请把表头写在同一行，每列一个单元格"
                );
                out.problem(place, Rule::Merged, message);
            } else if top > self.heading
                && (bottom > top && read > 0 || read > 1)
                && !self.remarks.contains(&top)
            {
                let message = said!(
                    "the cells are merged; only the first of them holds the value, the others were read as empty: \
                     undo the merge and fill in every row",
                    "单元格被合并，只有第一个有值，其余按空白读取；请取消合并并逐行填写"
                );
                out.problem(place, Rule::Merged, message);
            }
        }
    }
}
