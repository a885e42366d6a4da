//! Rows of a table, from a text or from a sheet.

use super::window::{Window, shown};
use super::{Ask, Cell, Content, PIECE, Row, Spot, View};
use crate::decode::{self, Transcoder};
use crate::failure::ReadFailure;
use crate::formats::register::csv::{Rows, builder, head};
use crate::formats::register::sheets::Book;
use crate::limits::Limits;
use crate::source::Source;

/// Rows at the top of a text by which it is taken for a table.
const TOP: usize = 15;

/// What separates the cells of a text that is a table; none when it is no table.
pub(super) fn delimiter(prefix: &[u8], ask: &Ask) -> Option<u8> {
    let known = ask.format.as_deref().unwrap_or_default();
    let table = known.starts_with("csv") || known.contains("csv") || known == "iam-csv";
    // What a reader knows to be a log is shown as lines.
    if !known.is_empty() && !table {
        return None;
    }
    let (text, delimiter) = head(prefix)?;
    if matches!(text.trim_start().as_bytes().first(), None | Some(b'<' | b'{' | b'[')) {
        return None;
    }
    let name = ask.name.as_deref().unwrap_or_default().to_ascii_lowercase();
    if table || name.ends_with(".csv") || name.ends_with(".tsv") {
        return Some(delimiter);
    }
    if !name.is_empty() && !name.ends_with(".txt") && name.contains('.') {
        return None;
    }
    let widths = widths(&text, delimiter);
    let most = widths.iter().copied().max().unwrap_or(0);
    let agreeing = widths.iter().filter(|w| **w == most).count();
    (most >= 3 && agreeing >= 3 && agreeing * 10 >= widths.len() * 8).then_some(delimiter)
}

/// A text that a program of tables would take for something to compute.
fn computes(text: &str) -> bool {
    match text.as_bytes().first() {
        Some(b'=' | b'@') => text.len() > 1,
        Some(b'+' | b'-') => text.parse::<f64>().is_err() && text.len() > 1 && text.contains(['(', '!', '|']),
        _ => false,
    }
}

/// How many cells the rows at the top have.
fn widths(text: &str, delimiter: u8) -> Vec<usize> {
    let mut reader = builder(delimiter).from_reader(text.as_bytes());
    reader.records().take(TOP).map_while(Result::ok).map(|record| record.len()).collect()
}

/// Hands over row after row with the line each begins on, for as long as more is wanted; answers what the text is written in.
fn rows(
    source: &mut Source<'_>,
    delimiter: u8,
    limits: &Limits,
    take: &mut dyn FnMut(u64, Vec<String>) -> bool,
) -> Result<&'static str, ReadFailure> {
    let encoding = decode::of_text(source.start()?).map_err(|e| ReadFailure::from_io(&e, "row 1"))?;
    let bytes = source.start()?;
    let text: Box<dyn std::io::Read + '_> = if encoding == encoding_rs::UTF_8 {
        Box::new(bytes)
    } else {
        Box::new(Transcoder::new(bytes, encoding))
    };
    let mut rows = Rows::new(text, delimiter, limits);
    while let Some((number, cells)) = rows.next()? {
        if !take(number, cells.iter().map(crate::formats::register::cell_text).collect()) {
            break;
        }
    }
    Ok(encoding.name())
}

fn wanted(ask: &Ask) -> (Option<u64>, Option<usize>) {
    match ask.place.as_deref().and_then(Spot::parse) {
        Some(Spot::Row { row, column } | Spot::Sheet { row, column, .. }) => (Some(row), column),
        Some(Spot::Line { line, .. }) => (Some(line), None),
        _ => (None, None),
    }
}

/// Takes the rows of a page.
struct Taking {
    window: Window<Row>,
    row: Option<u64>,
    columns: usize,
}

impl Taking {
    fn take(&mut self, number: u64, cells: impl FnOnce() -> Vec<Cell>) -> bool {
        if self.window.passes() {
            self.window.pass();
            return true;
        }
        let cells = cells();
        let size = cells.iter().map(|c| c.text.len() + 8).sum();
        self.columns = self.columns.max(cells.len());
        let hit = self.row == Some(number);
        self.window.push(Row { number, cells }, size, hit)
    }
}

pub(super) fn text(
    source: &mut Source<'_>,
    delimiter: u8,
    ask: &Ask,
    limits: &Limits,
) -> Result<View, ReadFailure> {
    let (row, column) = wanted(ask);
    for seek in [row, None] {
        let mut taking =
            Taking { window: Window::new(ask.from, ask.limit, seek.is_some()), row: seek, columns: 0 };
        let encoding = rows(source, delimiter, limits, &mut |number, cells| {
            let made = || {
                let cells = cells.iter();
                cells.map(|text| Cell { formula: computes(text), text: shown(text, PIECE) }).collect()
            };
            taking.take(number, made)
        })?;
        if taking.window.missed() {
            continue;
        }
        let columns = taking.columns;
        let (rows, from, next, at) = taking.window.done();
        let content =
            Content::Table { sheets: Vec::new(), sheet: 0, encoding: Some(encoding), columns, rows };
        let note = (row.is_some() && seek.is_none()).then_some("place");
        return Ok(View {
            from,
            next,
            at,
            at_column: column.filter(|_| at.is_some()),
            note,
            ..View::of(content)
        });
    }
    Ok(View::of(Content::Other))
}

pub(super) fn workbook(source: &mut Source<'_>, ask: &Ask, limits: &Limits) -> Result<View, ReadFailure> {
    let mut book = Book::open(source, limits)?;
    let sheets = book.sheets();
    let spot = ask.place.as_deref().and_then(Spot::parse);
    let named = match &spot {
        Some(Spot::Sheet { sheet, .. }) => sheets.iter().position(|name| name == sheet),
        _ => None,
    };
    let sheet = named.or(ask.sheet).unwrap_or(0).min(sheets.len().saturating_sub(1));
    let (row, column) = if named.is_some() || ask.sheet.is_some() { wanted(ask) } else { (None, None) };
    if sheets.is_empty() {
        return Ok(View::of(Content::Other));
    }
    for seek in [row, None] {
        let mut taking =
            Taking { window: Window::new(ask.from, ask.limit, seek.is_some()), row: seek, columns: 0 };
        let result = book.rows(sheet, &mut |line| {
            let more = taking.take(u64::from(line.number), || {
                let cells = line.cells.iter().enumerate();
                cells
                    .map(|(column, cell)| {
                        let text = shown(&cell.text(), PIECE);
                        Cell { formula: line.is_computed(column) || computes(&text), text }
                    })
                    .collect()
            });
            // Reading ends with the page; the error goes no further than this function.
            if more { Ok(()) } else { Err(ReadFailure::Unrecognised) }
        });
        if !taking.window.full() {
            result?;
        }
        if taking.window.missed() {
            continue;
        }
        let columns = taking.columns;
        let (rows, from, next, at) = taking.window.done();
        let asked = ask.place.is_some() && at.is_none();
        let content = Content::Table { sheets, sheet, encoding: None, columns, rows };
        return Ok(View {
            from,
            next,
            at,
            at_column: column.filter(|_| at.is_some()),
            note: asked.then_some("place"),
            ..View::of(content)
        });
    }
    Ok(View::of(Content::Other))
}
