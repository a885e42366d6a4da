//! Registers as text: UTF-8 (with or without mark), UTF-16 with mark, or GBK; comma, semicolon or tab.

use std::io::{self, Read};

use encoding_rs::{GBK, UTF_8};

use super::values::Cell;
use super::{Found, HEADER_ROWS, Place, Table, asked_type, no_table, other_table};
use crate::decode::{self, Transcoder};
use crate::failure::{Breach, ReadFailure, Rule, said};
use crate::format::{Confidence, Format, Job, Label};
use crate::limits::Limits;
use crate::out::Out;
use crate::source::Source;

/// The reader of registers as text; `csv`, or `csv:<fact type>`.
#[derive(Debug)]
pub(crate) struct Csv;

impl Format for Csv {
    fn id(&self) -> &'static str {
        "csv"
    }
    fn label(&self) -> Label {
        Label { zh: "台账（CSV 文本表格）", en: "Register (CSV)" }
    }
    fn reader_version(&self) -> u32 {
        2
    }
    fn fact_types(&self) -> &'static [&'static str] {
        &[]
    }
    fn takes(&self, asked: &str) -> bool {
        asked == self.id() || asked_type(Some(asked), self.id()).is_some()
    }
    fn sniff(&self, prefix: &[u8]) -> Confidence {
        let Some((head, delimiter)) = head(prefix) else { return Confidence::No };
        if matches!(head.trim_start().as_bytes().first(), None | Some(b'<' | b'{' | b'[')) {
            return Confidence::No;
        }
        match Table::find(&top(&head, delimiter), None) {
            Found::Table(..) | Found::Ambiguous(_) => Confidence::Likely,
            Found::Nothing if head.contains(char::from(delimiter)) => Confidence::Possible,
            Found::Nothing => Confidence::No,
        }
    }
    fn read(&self, source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
        let asked = asked_type(job.asked, self.id());
        let (_, delimiter) = head(&source.prefix()?).unwrap_or_default();
        let io = |e: &io::Error| ReadFailure::from_io(e, "row 1");
        let encoding = decode::of_text(source.start()?).map_err(|e| io(&e))?;
        if encoding == GBK {
            let lines = decode::mixed(io::BufReader::new(source.start()?)).map_err(|e| io(&e))?;
            if let Some((utf8, other)) = lines {
                let message = said!(
                    "row {utf8} is written in UTF-8 and row {other} in another encoding (GBK); \
                     save the whole file in one of them",
                    "第 {utf8} 行是 UTF-8 编码，第 {other} 行是另一种编码（GBK）；请把整个文件另存为同一种编码"
                );
                return Err(ReadFailure::refused(
                    format!("row {}", utf8.max(other)),
                    Rule::Encoding,
                    message,
                ));
            }
        }
        let bytes = source.start()?;
        let text: Box<dyn Read + '_> =
            if encoding == UTF_8 { Box::new(bytes) } else { Box::new(Transcoder::new(bytes, encoding)) };
        let mut rows = Rows::new(text, delimiter, job.limits);
        let mut first = Vec::new();
        while first.len() < HEADER_ROWS {
            let Some(row) = rows.next()? else { break };
            first.push(row);
        }
        let cells: Vec<Vec<Cell>> = first.iter().map(|(_, cells)| cells.clone()).collect();
        if let Some(failure) = other_table("row 1", asked, &cells) {
            return Err(failure);
        }
        let (index, table) = match Table::find(&cells, asked) {
            Found::Table(index, table) => (index, table),
            Found::Ambiguous(types) => {
                return Err(ReadFailure::Ambiguous {
                    candidates: types.iter().map(|t| format!("csv:{t}")).collect(),
                });
            }
            Found::Nothing => return Err(no_table("row 1", self.id(), asked, &cells)),
        };
        out.summary.format = format!("csv:{}", table.fact_type().name);
        out.summary.unmapped_columns = table.strange();
        table.check_headings(Place::Line(first[index].0), out);
        for (number, cells) in first.into_iter().skip(index + 1) {
            table.row(&cells, &[], Place::Line(number), job, out)?;
        }
        while let Some((number, cells)) = rows.next()? {
            table.row(&cells, &[], Place::Line(number), job, out)?;
        }
        Ok(())
    }
}

/// The first lines of a text, and what separates its cells; nothing when it is no text.
pub(crate) fn head(prefix: &[u8]) -> Option<(String, u8)> {
    let utf16 = prefix.starts_with(&[0xff, 0xfe]) || prefix.starts_with(&[0xfe, 0xff]);
    if prefix.is_empty() || !utf16 && prefix.contains(&0) {
        return None;
    }
    // The prefix may end inside a character: up to three bytes are given away.
    let whole = |cut: usize| {
        let part = &prefix[..prefix.len().saturating_sub(cut)];
        decode::of_text(part).ok().and_then(|encoding| {
            let (text, _, broken) = encoding.decode(part);
            (!broken).then(|| text.into_owned())
        })
    };
    let cuts = if prefix.len() == crate::source::PREFIX { 0..4 } else { 0..1 };
    let utf8 = cuts
        .clone()
        .find_map(|cut| std::str::from_utf8(&prefix[..prefix.len() - cut]).ok().map(str::to_owned));
    let text = utf8.or_else(|| cuts.clone().find_map(whole)).or_else(|| {
        // Two encodings in one file: the reader says so, if the file is recognised as a table at all.
        decode::mixed(prefix).ok().flatten().map(|_| decode::roughly(prefix))
    })?;
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    let mut best = (b',', (0, 0));
    for delimiter in [b',', b';', b'\t'] {
        // The real delimiter gives most rows the same number of cells; a list within a cell does not.
        let widths: Vec<usize> = top(&text, delimiter).iter().map(Vec::len).filter(|n| *n > 1).collect();
        let agreeing = |width: usize| widths.iter().filter(|w| **w == width).count();
        let score = widths.iter().map(|w| (agreeing(*w), *w)).max().unwrap_or((0, 0));
        if score > best.1 {
            best = (delimiter, score);
        }
    }
    Some((text, best.0))
}

/// The first rows of a text, roughly: enough to recognise headings.
fn top(text: &str, delimiter: u8) -> Vec<Vec<Cell>> {
    let mut reader = builder(delimiter).from_reader(text.as_bytes());
    let records = reader.records().take(HEADER_ROWS).map_while(Result::ok);
    records.map(|record| record.iter().map(cell).collect()).collect()
}

pub(crate) fn builder(delimiter: u8) -> csv::ReaderBuilder {
    let mut builder = csv::ReaderBuilder::new();
    // Only the line feed ends a row: with the usual setting rows of files with CR LF are numbered one too low.
    let end = csv::Terminator::Any(b'\n');
    builder
        .delimiter(if delimiter == 0 { b',' } else { delimiter })
        .has_headers(false)
        .flexible(true)
        .terminator(end);
    builder
}

fn cell(text: &str) -> Cell {
    let text = text.trim();
    if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) }
}

/// Rows of a text under limits.
pub(crate) struct Rows<'a> {
    reader: csv::Reader<Budget<Box<dyn Read + 'a>>>,
    record: csv::StringRecord,
    most: usize,
    max_columns: usize,
}

impl<'a> Rows<'a> {
    pub(crate) fn new(text: Box<dyn Read + 'a>, delimiter: u8, limits: &Limits) -> Self {
        let input = Budget { inner: text, left: limits.max_text, started: false };
        Self {
            reader: builder(delimiter).from_reader(input),
            record: csv::StringRecord::new(),
            most: limits.max_text,
            max_columns: limits.max_columns,
        }
    }
    /// The next row and the line it begins on.
    pub(crate) fn next(&mut self) -> Result<Option<(u64, Vec<Cell>)>, ReadFailure> {
        self.reader.get_mut().left = self.most;
        let line = self.reader.position().line();
        let place = || format!("row {line}");
        match self.reader.read_record(&mut self.record) {
            Ok(false) => return Ok(None),
            Ok(true) => {}
            Err(error) => {
                return Err(match error.kind() {
                    csv::ErrorKind::Io(io) => ReadFailure::from_io(io, &place()),
                    csv::ErrorKind::Utf8 { .. } => {
                        ReadFailure::refused(place(), Rule::Encoding, "the text is neither UTF-8 nor GBK")
                    }
                    _ => ReadFailure::refused(place(), Rule::Syntax, format!("the row is broken: {error}")),
                });
            }
        }
        if self.record.len() > self.max_columns {
            let message = format!("the row has more than {} cells", self.max_columns);
            return Err(ReadFailure::refused(place(), Rule::Columns, message));
        }
        let line = self.record.position().map_or(line, csv::Position::line);
        Ok(Some((line, self.record.iter().map(cell).collect())))
    }
}

/// Keeps one row from growing without end, and drops a byte order mark.
struct Budget<R> {
    inner: R,
    left: usize,
    started: bool,
}

impl<R: Read> Read for Budget<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if !self.started && buffer.len() >= 3 {
            self.started = true;
            let got = crate::source::fill(&mut self.inner, &mut buffer[..3])?;
            if &buffer[..got] != b"\xef\xbb\xbf" && got > 0 {
                return Ok(got);
            }
        }
        if self.left == 0 {
            return Err(Breach::io(
                Rule::TextSize,
                "one row is longer than this program reads; is a quote missing?",
            ));
        }
        let most = buffer.len().min(self.left);
        let got = self.inner.read(&mut buffer[..most])?;
        self.left -= got;
        Ok(got)
    }
}
