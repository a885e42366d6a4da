//! Workbooks (`.xlsx`) from strangers: rows one by one, no formulas, no styles but dates, everything bounded.
//!
//! Written over the zip container and this crate's own XML layer instead of a workbook crate, because those hold a
//! sheet whole, trust its stated extent, and know no limits on text, depth or entities.

use std::io::BufReader;
use std::sync::Arc;

use zip::ZipArchive;

use super::Mark;
use super::values::{Cell, from_serial};
use crate::failure::{ReadFailure, Rule, Said, said};
use crate::limits::Limits;
use crate::source::{Bytes, ReadSeek, Source};
use crate::xml::{Token, Xml};

/// An opened workbook.
pub(crate) struct Book<'a> {
    zip: ZipArchive<&'a mut dyn ReadSeek>,
    /// Visible sheets: name, and path of the part.
    sheets: Vec<(String, String)>,
    strings: Vec<Arc<str>>,
    /// By style index: whether numbers of that style are dates.
    dates: Vec<bool>,
    since_1904: bool,
    ratio_bytes: u64,
    limits: Limits,
}

fn broken(place: &str, message: impl Into<Said>) -> ReadFailure {
    ReadFailure::refused(place, Rule::Syntax, message)
}

impl<'a> Book<'a> {
    pub(crate) fn open(source: &'a mut Source<'_>, limits: &Limits) -> Result<Self, ReadFailure> {
        let ratio_bytes = source.size().saturating_mul(limits.max_ratio).max(limits.ratio_free_bytes);
        let zip = ZipArchive::new(source.archive()?).map_err(|e| {
            broken(
                "the archive",
                said!("the workbook's archive is damaged: {e}", "工作簿的压缩结构已损坏：{e}"),
            )
        })?;
        if zip.len() > limits.max_members {
            let message = said!(
                "the workbook has {parts} parts; more than {most} are not read",
                "工作簿有 {parts} 个部件，超过 {most} 个不予读取",
                parts = zip.len(),
                most = limits.max_members
            );
            return Err(ReadFailure::refused("the archive", Rule::Members, message));
        }
        let mut book = Self {
            zip,
            sheets: Vec::new(),
            strings: Vec::new(),
            dates: Vec::new(),
            since_1904: false,
            ratio_bytes,
            limits: limits.clone(),
        };
        book.read_workbook()?;
        book.read_strings()?;
        book.read_styles()?;
        Ok(book)
    }
    pub(crate) fn sheets(&self) -> Vec<String> {
        self.sheets.iter().map(|(name, _)| name.clone()).collect()
    }

    /// Opens one part, under the limits; none when the workbook does not have it.
    fn part(&mut self, path: &str) -> Result<Option<Xml<'_>>, ReadFailure> {
        let Some(index) = self.zip.index_for_name(path) else { return Ok(None) };
        let member = self.zip.by_index(index).map_err(|e| {
            broken(path, said!("a part of the workbook cannot be unpacked: {e}", "工作簿的部件无法解压：{e}"))
        })?;
        let bytes = Bytes::new(Box::new(member), self.limits.max_member_bytes, Some(self.ratio_bytes));
        Ok(Some(Xml::over(Box::new(BufReader::with_capacity(64 << 10, bytes)), &self.limits)))
    }

    fn read_workbook(&mut self) -> Result<(), ReadFailure> {
        let path = "xl/workbook.xml";
        let mut wanted = Vec::new();
        let mut since_1904 = false;
        let Some(mut xml) = self.part(path)? else {
            return Err(ReadFailure::refused(
                "the archive",
                Rule::Schema,
                said!(
                    "the archive holds no workbook (xl/workbook.xml)",
                    "压缩包中没有工作簿（xl/workbook.xml）"
                ),
            ));
        };
        loop {
            match xml.next().map_err(|e| at(e, path))? {
                Token::Start(tag) if tag.name() == "sheet" => {
                    let (mut name, mut id, mut visible) = (String::new(), String::new(), true);
                    tag.attributes(|key, value| match key {
                        "name" => name = value.into_owned(),
                        "id" => id = value.into_owned(),
                        "state" => visible = value == "visible",
                        _ => {}
                    })?;
                    if visible {
                        wanted.push((name, id));
                    }
                }
                Token::Start(tag) if tag.name() == "workbookPr" => {
                    since_1904 = matches!(tag.attribute("date1904")?.as_deref(), Some("1" | "true"));
                }
                Token::Eof => break,
                _ => {}
            }
        }
        drop(xml);
        self.since_1904 = since_1904;
        let path = "xl/_rels/workbook.xml.rels";
        let mut targets = Vec::new();
        if let Some(mut xml) = self.part(path)? {
            loop {
                match xml.next().map_err(|e| at(e, path))? {
                    Token::Start(tag) if tag.name() == "Relationship" => {
                        let (mut id, mut target) = (String::new(), String::new());
                        tag.attributes(|key, value| match key {
                            "Id" => id = value.into_owned(),
                            "Target" => target = value.into_owned(),
                            _ => {}
                        })?;
                        targets.push((id, target));
                    }
                    Token::Eof => break,
                    _ => {}
                }
            }
        }
        for (name, id) in wanted {
            if let Some((_, target)) = targets.iter().find(|(known, _)| *known == id) {
                let path = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
                self.sheets.push((name, path));
            }
        }
        Ok(())
    }

    fn read_strings(&mut self) -> Result<(), ReadFailure> {
        let path = "xl/sharedStrings.xml";
        let most = self.limits.max_index_bytes;
        let mut strings: Vec<Arc<str>> = Vec::new();
        if let Some(mut xml) = self.part(path)? {
            let (mut text, mut held) = (String::new(), 0);
            // Reading aids (phonetic runs) stand beside the text and are no part of it.
            let mut open: Vec<u8> = Vec::new();
            loop {
                match xml.next().map_err(|e| at(e, path))? {
                    Token::Start(tag) => open.push(match tag.name() {
                        "si" => b's',
                        "t" => b't',
                        "rPh" => b'p',
                        _ => b'-',
                    }),
                    Token::Text(piece) => {
                        if open.last() == Some(&b't') && !open.contains(&b'p') {
                            text.push_str(piece);
                        }
                    }
                    Token::End => {
                        if open.pop() == Some(b's') {
                            held += text.len() + size_of::<Arc<str>>() + 16;
                            if held > most {
                                let message = said!(
                                    "the workbook's texts need more than {most} bytes of memory",
                                    "工作簿的文字需要超过 {most} 字节内存"
                                );
                                return Err(ReadFailure::refused(path, Rule::Index, message));
                            }
                            strings.push(Arc::from(text.as_str()));
                            text.clear();
                        }
                    }
                    Token::Eof => break,
                }
            }
        }
        self.strings = strings;
        Ok(())
    }

    fn read_styles(&mut self) -> Result<(), ReadFailure> {
        let path = "xl/styles.xml";
        let mut dates = Vec::new();
        if let Some(mut xml) = self.part(path)? {
            let mut custom = Vec::new();
            let mut in_cells = false;
            loop {
                match xml.next().map_err(|e| at(e, path))? {
                    Token::Start(tag) => match tag.name() {
                        "numFmt" => {
                            let (mut id, mut code) = (0_u32, String::new());
                            tag.attributes(|key, value| match key {
                                "numFmtId" => id = value.parse().unwrap_or(0),
                                "formatCode" => code = value.into_owned(),
                                _ => {}
                            })?;
                            custom.push((id, is_date_code(&code)));
                        }
                        "cellXfs" => in_cells = true,
                        "cellStyles" | "dxfs" => in_cells = false,
                        "xf" if in_cells => {
                            let id =
                                tag.attribute("numFmtId")?.and_then(|id| id.parse::<u32>().ok()).unwrap_or(0);
                            let own = custom.iter().find(|(known, _)| *known == id).map(|(_, date)| *date);
                            dates.push(own.unwrap_or(matches!(id, 14..=22 | 27..=36 | 45..=47 | 50..=58)));
                        }
                        _ => {}
                    },
                    Token::Eof => break,
                    _ => {}
                }
            }
        }
        self.dates = dates;
        Ok(())
    }

    /// Calls `each` with every row that holds something, and returns what is merged: a sheet says so at its end.
    pub(crate) fn rows(
        &mut self,
        sheet: usize,
        each: &mut dyn FnMut(Line) -> Result<(), ReadFailure>,
    ) -> Result<Vec<Merge>, ReadFailure> {
        let (name, path) = self.sheets[sheet].clone();
        let (strings, dates) = (std::mem::take(&mut self.strings), std::mem::take(&mut self.dates));
        let (since_1904, max_columns) = (self.since_1904, self.limits.max_columns);
        let result = match self.part(&path) {
            Ok(Some(xml)) => {
                let sheet =
                    Sheet { xml, name: &name, strings: &strings, dates: &dates, since_1904, max_columns };
                sheet.rows(each)
            }
            Ok(None) => Ok(Vec::new()),
            Err(failure) => Err(failure),
        };
        (self.strings, self.dates) = (strings, dates);
        result
    }
}

/// Says in which part of the workbook a place is.
fn at(failure: ReadFailure, part: &str) -> ReadFailure {
    match failure {
        ReadFailure::Refused { format, place, rule, message, message_zh } => {
            ReadFailure::Refused { format, place: format!("{part}, {place}"), rule, message, message_zh }
        }
        other => other,
    }
}

/// One row of a sheet.
#[derive(Clone, Debug, Default)]
pub(crate) struct Line {
    /// As the workbook shows it.
    pub(crate) number: u32,
    pub(crate) cells: Vec<Cell>,
    /// Columns whose cells are computed or failed.
    pub(super) marks: Vec<(usize, Mark)>,
}

impl Line {
    /// Whether the cell's value was computed, or its computation failed.
    pub(crate) fn is_computed(&self, column: usize) -> bool {
        self.marks.iter().any(|(marked, _)| *marked == column)
    }
}

/// Cells joined into one: rows as the workbook numbers them, columns from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Merge {
    pub(crate) reference: String,
    pub(crate) rows: (u32, u32),
    pub(crate) columns: (usize, usize),
}

impl Merge {
    fn parse(reference: &str) -> Option<Self> {
        let (from, to) = reference.split_once(':')?;
        let row = |text: &str| text.trim_start_matches(|c: char| c.is_ascii_alphabetic()).parse().ok();
        Some(Self {
            reference: reference.to_owned(),
            rows: (row(from)?, row(to)?),
            columns: (column_of(from)?, column_of(to)?),
        })
    }
}

/// Merged areas of one sheet that are looked at; each one is an error to mend, and nobody mends more at once.
const MERGES: usize = 1_000;

struct Sheet<'b> {
    xml: Xml<'b>,
    name: &'b str,
    strings: &'b [Arc<str>],
    dates: &'b [bool],
    since_1904: bool,
    max_columns: usize,
}

impl Sheet<'_> {
    fn rows(
        mut self,
        each: &mut dyn FnMut(Line) -> Result<(), ReadFailure>,
    ) -> Result<Vec<Merge>, ReadFailure> {
        let mut number = 0_u32;
        let mut cells: Vec<Cell> = Vec::new();
        let mut marks: Vec<(usize, Mark)> = Vec::new();
        let mut merges: Vec<Merge> = Vec::new();
        let mut formula = false;
        let (mut column, mut next_column) = (0, 0);
        let (mut kind, mut style) = (String::new(), None);
        let mut text = String::new();
        // Elements whose text is a cell's: `v`, and `t` inside `is`.
        let (mut wanted, mut in_cell) = (false, false);
        loop {
            match self.xml.next().map_err(|e| at(e, self.name))? {
                Token::Start(tag) => match tag.name() {
                    "row" => {
                        let stated = tag.attribute("r")?.and_then(|r| r.parse().ok());
                        number = stated.unwrap_or(number.saturating_add(1));
                        next_column = 0;
                    }
                    "f" if in_cell => formula = true,
                    "mergeCell" if merges.len() < MERGES => {
                        merges.extend(tag.attribute("ref")?.and_then(|reference| Merge::parse(&reference)));
                    }
                    "c" => {
                        in_cell = true;
                        formula = false;
                        (style, column) = (None, next_column);
                        kind.clear();
                        text.clear();
                        tag.attributes(|key, value| match key {
                            "r" => column = column_of(&value).unwrap_or(column),
                            "t" => kind.push_str(&value),
                            "s" => style = value.parse::<usize>().ok(),
                            _ => {}
                        })?;
                        next_column = column.saturating_add(1);
                    }
                    "v" | "t" if in_cell => wanted = true,
                    "rPh" => wanted = false,
                    _ => {}
                },
                Token::Text(piece) => {
                    if wanted {
                        text.push_str(piece);
                    }
                }
                Token::End => {
                    // Which element ended is told by what was open: a value, then a cell, then a row.
                    if wanted {
                        wanted = false;
                    }
                }
                Token::Eof => break,
            }
            match self.xml.closed() {
                Some("c") => {
                    in_cell = false;
                    let date = style.is_some_and(|s| self.dates.get(s) == Some(&true));
                    let cell = self.cell(&kind, &text, date);
                    if kind == "e" {
                        marks.push((column, Mark::Failed(text.trim().chars().take(20).collect())));
                    } else if formula {
                        marks.push((column, Mark::Formula));
                    }
                    if cell != Cell::Empty {
                        if column >= self.max_columns {
                            let message = said!(
                                "the row has more than {most} cells",
                                "本行的单元格超过 {most} 个",
                                most = self.max_columns
                            );
                            let place = format!("{}!row {number}", self.name);
                            return Err(ReadFailure::refused(place, Rule::Columns, message));
                        }
                        if cells.len() <= column {
                            cells.resize(column + 1, Cell::Empty);
                        }
                        cells[column] = cell;
                    }
                }
                Some("row") if !cells.is_empty() || !marks.is_empty() => {
                    let (cells, marks) = (std::mem::take(&mut cells), std::mem::take(&mut marks));
                    each(Line { number, cells, marks })?;
                }
                _ => {}
            }
        }
        Ok(merges)
    }

    fn cell(&self, kind: &str, text: &str, date: bool) -> Cell {
        let plain = |text: &str| match text.trim() {
            "" => Cell::Empty,
            text => Cell::Text(text.to_owned()),
        };
        match kind {
            "s" => text
                .trim()
                .parse::<usize>()
                .ok()
                .and_then(|i| self.strings.get(i))
                .map_or(Cell::Empty, |s| plain(s)),
            "b" => match text.trim() {
                "1" | "true" => Cell::Bool(true),
                "0" | "false" => Cell::Bool(false),
                _ => Cell::Empty,
            },
            // The result of a formula that failed says nothing.
            "e" => Cell::Empty,
            "" | "n" => match text.trim().parse::<f64>() {
                Ok(number) if number.is_finite() => match from_serial(number, self.since_1904) {
                    Some(moment) if date => Cell::Moment(moment),
                    _ => Cell::Number(number),
                },
                _ => plain(text),
            },
            _ => plain(text),
        }
    }
}

/// `AB12` is column 27.
pub(crate) fn column_of(reference: &str) -> Option<usize> {
    let letters = reference.bytes().take_while(u8::is_ascii_alphabetic).take(4);
    let mut column = 0_usize;
    for letter in letters {
        column = column * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1;
    }
    column.checked_sub(1)
}

/// Whether a number format shows a date or a time: it names a year, day, hour or second outside quotes.
fn is_date_code(code: &str) -> bool {
    let (mut quoted, mut bracketed, mut escaped) = (false, false, false);
    for c in code.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => quoted = !quoted,
            '[' => bracketed = true,
            ']' => bracketed = false,
            ';' => break,
            c if !quoted && !bracketed && matches!(c.to_ascii_lowercase(), 'y' | 'd' | 'h' | 's') => {
                return true;
            }
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_and_formats() {
        assert_eq!(column_of("A1"), Some(0));
        assert_eq!(column_of("AB12"), Some(27));
        assert_eq!(column_of("12"), None);
        let merge = Merge::parse("B2:C11").unwrap();
        assert_eq!((merge.rows, merge.columns), ((2, 11), (1, 2)));
        assert_eq!(Merge::parse("B2"), None);
        assert!(is_date_code("yyyy\\-mm\\-dd"));
        assert!(is_date_code("[$-804]yyyy\"年\"m\"月\""));
        assert!(!is_date_code("0.00"));
        assert!(!is_date_code("\"days\" 0"));
    }
}
