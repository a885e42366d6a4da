//! The text of PDF pages: letters by their fonts' own tables of characters, lines by where the letters stand.

use std::collections::HashMap;
use std::rc::Rc;

use encoding_rs::{Encoding, GBK, UTF_16BE, WINDOWS_1252};
use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::{Array, Dict, Name, Object, Stream};
use hayro_syntax::page::Resources;

use super::Line;
use crate::failure::{ReadFailure, Rule, said};
use crate::limits::Limits;

/// What the pages hold.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub(super) lines: Vec<Line>,
    pub(super) characters: usize,
    /// Letters whose fonts do not say which characters they are.
    pub(super) unreadable: usize,
    /// Pages that show a picture and no text.
    pub(super) pages_without_text: usize,
    /// The first of them, from 1.
    pub(super) first_without_text: usize,
}

/// Forms within forms.
const NESTED: usize = 6;
/// Pages that are read; whoever writes more does not write a plan.
const PAGES: usize = 3_000;
/// Entries of one font's table of characters.
const ENTRIES: usize = 100_000;

pub(super) fn read(pdf: &hayro_syntax::Pdf, limits: &Limits) -> Result<Read, ReadFailure> {
    let mut read = Read::default();
    let mut fonts: HashMap<(u64, Vec<u8>), Rc<Font>> = HashMap::new();
    let mut left = limits.max_text;
    for (number, page) in pdf.pages().iter().enumerate() {
        if number >= PAGES {
            let message = said!("the document has more than {PAGES} pages", "文档超过 {PAGES} 页");
            return Err(ReadFailure::refused(format!("page {number}"), Rule::Rows, message));
        }
        let mut shown = Shown {
            fonts: &mut fonts,
            runs: Vec::new(),
            picture: false,
            unreadable: 0,
            left,
            page: number as u64,
        };
        if let Some(content) = page.page_stream() {
            shown.stream(content, page.resources(), IDENTITY, 0);
        }
        left = shown.left;
        let (runs, picture, unreadable) = (shown.runs, shown.picture, shown.unreadable);
        if left == 0 {
            let message =
                said!("the text is longer than {most} bytes", "正文超过 {most} 字节", most = limits.max_text);
            return Err(ReadFailure::refused(format!("page {}", number + 1), Rule::TextSize, message));
        }
        read.unreadable += unreadable;
        read.characters += unreadable + runs.iter().map(|r| r.text.chars().count()).sum::<usize>();
        if runs.iter().all(|r| r.text.trim().is_empty()) && unreadable == 0 && picture {
            read.pages_without_text += 1;
            if read.first_without_text == 0 {
                read.first_without_text = number + 1;
            }
        }
        lines(runs, &mut read.lines);
    }
    Ok(read)
}

type Matrix = [f64; 6];
const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// First `a`, then `b`.
fn times(a: Matrix, b: Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

/// Letters shown at one place.
#[derive(Debug)]
struct Run {
    x: f64,
    y: f64,
    end: f64,
    size: f64,
    text: String,
}

struct Shown<'f> {
    fonts: &'f mut HashMap<(u64, Vec<u8>), Rc<Font>>,
    runs: Vec<Run>,
    picture: bool,
    unreadable: usize,
    /// Bytes of text that may still come.
    left: usize,
    page: u64,
}

#[derive(Clone)]
struct TextState {
    font: Option<Rc<Font>>,
    size: f64,
    leading: f64,
    matrix: Matrix,
    line: Matrix,
}

impl Shown<'_> {
    fn stream(&mut self, content: &[u8], resources: &Resources<'_>, ctm: Matrix, depth: usize) {
        let mut ctm = ctm;
        let mut saved: Vec<Matrix> = Vec::new();
        let mut text = TextState { font: None, size: 0.0, leading: 0.0, matrix: IDENTITY, line: IDENTITY };
        let mut steps = UntypedIter::new(content);
        while let Some(step) = steps.next() {
            if self.left == 0 {
                return;
            }
            let objects: Vec<Object<'_>> = step.operands().cloned().collect();
            let number = |i: usize| match objects.get(i) {
                Some(Object::Number(n)) => n.as_f64(),
                _ => 0.0,
            };
            let six = || [number(0), number(1), number(2), number(3), number(4), number(5)];
            let operator: &[u8] = step.operator;
            match operator {
                b"q" if saved.len() < 1_000 => saved.push(ctm),
                b"Q" => ctm = saved.pop().unwrap_or(ctm),
                b"cm" => ctm = times(six(), ctm),
                b"BT" => (text.matrix, text.line) = (IDENTITY, IDENTITY),
                b"Tf" => {
                    text.size = number(1);
                    text.font = match objects.first() {
                        Some(Object::Name(name)) => self.font(resources, name, depth),
                        _ => None,
                    };
                }
                b"TL" => text.leading = number(0),
                b"Tm" => (text.matrix, text.line) = (six(), six()),
                b"Td" => text.go(number(0), number(1)),
                b"TD" => {
                    text.leading = -number(1);
                    text.go(number(0), number(1));
                }
                b"T*" => text.go(0.0, -text.leading),
                b"Tj" => self.show(&objects, &mut text, ctm),
                b"'" => {
                    text.go(0.0, -text.leading);
                    self.show(&objects, &mut text, ctm);
                }
                b"\"" => {
                    text.go(0.0, -text.leading);
                    self.show(objects.get(2..).unwrap_or_default(), &mut text, ctm);
                }
                b"TJ" => {
                    if let Some(Object::Array(pieces)) = objects.into_iter().next() {
                        let pieces: Vec<Object<'_>> = pieces.iter::<Object<'_>>().collect();
                        self.show(&pieces, &mut text, ctm);
                    }
                }
                b"BI" | b"ID" | b"EI" => self.picture = true,
                b"Do" => {
                    if let Some(Object::Name(name)) = objects.first()
                        && let Some(object) = resources.get_x_object(name)
                    {
                        self.object(&object, resources, ctm, depth);
                    }
                }
                _ => {}
            }
        }
    }
    fn object(&mut self, object: &Stream<'_>, outer: &Resources<'_>, ctm: Matrix, depth: usize) {
        let dict = object.dict();
        let form =
            matches!(dict.get::<Object<'_>>("Subtype"), Some(Object::Name(n)) if n.as_ref() == b"Form");
        if !form {
            self.picture = true;
            return;
        }
        if depth >= NESTED {
            return;
        }
        let matrix = dict.get::<Array<'_>>("Matrix").map(|a| {
            let mut matrix = IDENTITY;
            for (slot, value) in matrix.iter_mut().zip(a.iter::<Object<'_>>()) {
                *slot = value.into_number().map_or(*slot, |n| n.as_f64());
            }
            matrix
        });
        if let Ok(content) = object.decoded_data() {
            let ctm = times(matrix.unwrap_or(IDENTITY), ctm);
            match dict.get::<Dict<'_>>("Resources") {
                Some(own) => self.stream(&content, &Resources::new(own), ctm, depth + 1),
                None => self.stream(&content, outer, ctm, depth + 1),
            }
        }
    }
    fn font(&mut self, resources: &Resources<'_>, name: &Name<'_>, depth: usize) -> Option<Rc<Font>> {
        let dict = resources.get_font(name)?;
        // Fonts of a file are known by their object; those written in place by page and name.
        let key = match dict.obj_id() {
            Some(id) => (u64::MAX, format!("{id:?}").into_bytes()),
            None => (self.page * 16 + depth as u64, name.as_ref().to_vec()),
        };
        if let Some(font) = self.fonts.get(&key) {
            return Some(font.clone());
        }
        let font = Rc::new(Font::of(&dict));
        if self.fonts.len() < 2_000 {
            self.fonts.insert(key, font.clone());
        }
        Some(font)
    }
    fn show(&mut self, pieces: &[Object<'_>], text: &mut TextState, ctm: Matrix) {
        let Some(font) = text.font.clone() else { return };
        let begin = times(text.matrix, ctm);
        let (mut shown, mut advance) = (String::new(), 0.0);
        for piece in pieces {
            match piece {
                Object::Number(n) => {
                    let shift = -n.as_f64() / 1000.0;
                    // A wide shift between letters is a space nobody typed.
                    if shift > 0.25 && shown.chars().last().is_some_and(|c| c.is_ascii_graphic()) {
                        shown.push(' ');
                    }
                    advance += shift * text.size;
                }
                Object::String(s) => {
                    let (width, unreadable) = font.decode(s.as_bytes(), &mut shown);
                    self.unreadable += unreadable;
                    advance += width * text.size;
                }
                _ => {}
            }
        }
        text.matrix = times([1.0, 0.0, 0.0, 1.0, advance, 0.0], text.matrix);
        if shown.is_empty() {
            return;
        }
        self.left = self.left.saturating_sub(shown.len());
        let end = times(text.matrix, ctm);
        let size = (begin[2].hypot(begin[3]) * text.size).abs();
        self.runs.push(Run { x: begin[4], y: begin[5], end: end[4], size, text: shown });
    }
}

impl TextState {
    fn go(&mut self, x: f64, y: f64) {
        self.line = times([1.0, 0.0, 0.0, 1.0, x, y], self.line);
        self.matrix = self.line;
    }
}

/// Puts runs of one page into lines, from top to bottom and left to right; wide gaps become tabs.
fn lines(mut runs: Vec<Run>, out: &mut Vec<Line>) {
    runs.retain(|r| r.x.is_finite() && r.y.is_finite() && r.end.is_finite() && r.size.is_finite());
    runs.sort_by(|a, b| b.y.total_cmp(&a.y));
    let mut rows: Vec<Vec<Run>> = Vec::new();
    for run in runs {
        match rows.last_mut() {
            Some(row) if (row[0].y - run.y).abs() <= 0.4 * row[0].size.max(run.size).max(1.0) => {
                row.push(run)
            }
            _ => rows.push(vec![run]),
        }
    }
    for mut row in rows {
        row.sort_by(|a, b| a.x.total_cmp(&b.x));
        let mut line = Line::default();
        let mut end = f64::NEG_INFINITY;
        for run in row {
            let gap = run.x - end;
            // Between Chinese letters there is no space, beside Latin ones a quarter of a letter: more is the border
            // of a cell. Between Latin words a gap is a space.
            let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii());
            let border = match (latin(line.text.chars().last()), latin(run.text.chars().next())) {
                (true, true) => 1.2,
                (false, false) => 0.2,
                _ => 0.35,
            };
            if gap.is_finite() && gap > border * run.size {
                line.text.push('\t');
            } else if gap.is_finite()
                && border > 1.0
                && gap > 0.15 * run.size
                && !line.text.ends_with([' ', '\t'])
            {
                line.text.push(' ');
            }
            line.text.push_str(&run.text);
            line.size = line.size.max(run.size as f32);
            end = run.end;
        }
        if !line.text.trim().is_empty() {
            out.push(line);
        }
    }
}

/// How a font's codes become characters.
#[derive(Debug, Default)]
struct Font {
    /// Bytes of a code.
    width: usize,
    unicode: HashMap<u32, String>,
    /// Codes are those of a known encoding.
    known: Option<&'static Encoding>,
    /// Widths in thousandths, where the file tells.
    widths: HashMap<u32, f64>,
    usual: Option<f64>,
}

impl Font {
    fn of(dict: &Dict<'_>) -> Self {
        let name = |dict: &Dict<'_>, key: &str| match dict.get::<Object<'_>>(key) {
            Some(Object::Name(n)) => Some(String::from_utf8_lossy(n.as_ref()).into_owned()),
            _ => None,
        };
        let composite = name(dict, "Subtype").as_deref() == Some("Type0");
        let mut font = Self { width: if composite { 2 } else { 1 }, ..Self::default() };
        if let Some(stream) = dict.get::<Stream<'_>>("ToUnicode")
            && let Ok(table) = stream.decoded_data()
        {
            font.read_table(&table);
        }
        let encoding = name(dict, "Encoding");
        if font.unicode.is_empty() {
            font.known = match encoding.as_deref() {
                Some(e) if composite && e.contains("UCS2") || e_utf16(encoding.as_deref()) => Some(UTF_16BE),
                Some(e) if composite && e.starts_with("GB") => Some(GBK),
                Some("WinAnsiEncoding" | "MacRomanEncoding" | "StandardEncoding") => Some(WINDOWS_1252),
                // Without a word on it, only the fonts every reader has are Latin for certain.
                None if !composite
                    && !dict.contains_key("FontDescriptor")
                    && !dict.contains_key("Encoding") =>
                {
                    Some(WINDOWS_1252)
                }
                _ => None,
            };
        }
        font.read_widths(dict, composite);
        font
    }
    fn read_widths(&mut self, dict: &Dict<'_>, composite: bool) {
        let number = |o: Option<Object<'_>>| o.and_then(Object::into_number).map(|n| n.as_f64());
        if !composite {
            let first = number(dict.get::<Object<'_>>("FirstChar")).unwrap_or(0.0) as u32;
            for (i, w) in dict
                .get::<Array<'_>>("Widths")
                .iter()
                .flat_map(|a| a.iter::<Object<'_>>())
                .take(256)
                .enumerate()
            {
                self.widths.extend(w.into_number().map(|n| (first.saturating_add(i as u32), n.as_f64())));
            }
            return;
        }
        let Some(child) = dict.get::<Array<'_>>("DescendantFonts").and_then(|a| a.iter::<Dict<'_>>().next())
        else {
            return;
        };
        self.usual = Some(number(child.get::<Object<'_>>("DW")).unwrap_or(1000.0));
        let entries = child.get::<Array<'_>>("W");
        let mut entries = entries.iter().flat_map(|a| a.iter::<Object<'_>>()).take(ENTRIES);
        while let (Some(first), Some(next)) = (entries.next(), entries.next()) {
            let Some(first) = first.into_number().map(|n| n.as_f64() as u32) else { break };
            if let Object::Array(list) = next {
                for (i, w) in list.iter::<Object<'_>>().take(ENTRIES).enumerate() {
                    self.widths.extend(w.into_number().map(|n| (first.saturating_add(i as u32), n.as_f64())));
                }
            } else if let (Some(last), Some(w)) =
                (next.into_number().map(|n| n.as_f64() as u32), number(entries.next()))
            {
                self.widths.extend((first..=last).take(ENTRIES).map(|code| (code, w)));
            }
            if self.widths.len() > ENTRIES {
                break;
            }
        }
    }
    /// Reads a table of characters (`ToUnicode`).
    fn read_table(&mut self, table: &[u8]) {
        let mut tokens = Tokens(table);
        let mut numbers: Vec<Token> = Vec::new();
        while let Some(token) = tokens.next() {
            let Token::Word(word) = &token else {
                numbers.push(token);
                if numbers.len() > ENTRIES {
                    return;
                }
                continue;
            };
            match word.as_slice() {
                b"endcodespacerange" => {
                    let longest = numbers
                        .iter()
                        .filter_map(|t| if let Token::Hex(h) = t { Some(h.len()) } else { None })
                        .max();
                    self.width = longest.unwrap_or(self.width).clamp(1, 4);
                }
                b"endbfchar" => {
                    for pair in numbers.chunks_exact(2) {
                        if let [Token::Hex(code), Token::Hex(text)] = pair {
                            self.unicode.insert(value(code), utf16(text));
                        }
                    }
                }
                b"endbfrange" => {
                    let mut rest = numbers.as_slice();
                    while let [Token::Hex(from), Token::Hex(to), tail @ ..] = rest {
                        let (from, to) = (value(from), value(to).min(value(from).saturating_add(0xffff)));
                        match tail {
                            [Token::Hex(text), more @ ..] => {
                                for code in from..=to {
                                    self.unicode.insert(code, utf16(&plus(text, code - from)));
                                }
                                rest = more;
                            }
                            [Token::Open, more @ ..] => {
                                let end = more.iter().position(|t| *t == Token::Close).unwrap_or(more.len());
                                for (code, text) in (from..=to).zip(&more[..end]) {
                                    if let Token::Hex(text) = text {
                                        self.unicode.insert(code, utf16(text));
                                    }
                                }
                                rest = more.get(end + 1..).unwrap_or_default();
                            }
                            _ => break,
                        }
                        if self.unicode.len() > ENTRIES {
                            return;
                        }
                    }
                }
                _ => {}
            }
            numbers.clear();
        }
    }
    /// Appends the characters of some codes; returns their width in ems, and how many have no character.
    fn decode(&self, codes: &[u8], out: &mut String) -> (f64, usize) {
        let (mut width, mut unreadable) = (0.0, 0);
        if let Some(encoding) = self.known {
            let text = encoding.decode_without_bom_handling(codes).0;
            out.extend(text.chars().filter(|c| !c.is_control()));
            return (text.chars().map(|c| if c.is_ascii() { 0.5 } else { 1.0 }).sum(), 0);
        }
        for code in codes.chunks(self.width) {
            let code = value(code);
            match self.unicode.get(&code) {
                Some(text) => out.extend(text.chars().filter(|c| !c.is_control())),
                None => unreadable += 1,
            }
            let wide = self.unicode.get(&code).is_none_or(|t| !t.is_ascii());
            let guess = if wide { 1000.0 } else { 500.0 };
            width += self.widths.get(&code).copied().or(self.usual).unwrap_or(guess) / 1000.0;
        }
        (width, unreadable)
    }
}

fn e_utf16(encoding: Option<&str>) -> bool {
    encoding.is_some_and(|e| e.contains("UTF16"))
}

fn value(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).fold(0, |n, b| n << 8 | u32::from(*b))
}

fn utf16(bytes: &[u8]) -> String {
    UTF_16BE.decode_without_bom_handling(bytes).0.into_owned()
}

/// A text whose last unit is raised.
fn plus(text: &[u8], by: u32) -> Vec<u8> {
    let mut text = text.to_vec();
    if let [.., high, low] = text.as_mut_slice() {
        let sum = (u32::from(*high) << 8 | u32::from(*low)).wrapping_add(by) as u16;
        [*high, *low] = sum.to_be_bytes();
    }
    text
}

#[derive(Debug, PartialEq)]
enum Token {
    Hex(Vec<u8>),
    Open,
    Close,
    Word(Vec<u8>),
}

/// The few tokens of a table of characters.
struct Tokens<'a>(&'a [u8]);

impl Tokens<'_> {
    fn next(&mut self) -> Option<Token> {
        loop {
            let (first, rest) = self.0.split_first()?;
            match first {
                b'[' => {
                    self.0 = rest;
                    return Some(Token::Open);
                }
                b']' => {
                    self.0 = rest;
                    return Some(Token::Close);
                }
                b'<' if rest.first() != Some(&b'<') => {
                    let end = rest.iter().position(|b| *b == b'>')?;
                    let digits: String = rest[..end]
                        .iter()
                        .filter(|b| b.is_ascii_hexdigit())
                        .map(|b| char::from(*b))
                        .collect();
                    self.0 = &rest[end + 1..];
                    return Some(Token::Hex(hex::decode(digits).unwrap_or_default()));
                }
                b if b.is_ascii_alphabetic() => {
                    let end = self.0.iter().position(|b| !b.is_ascii_alphanumeric()).unwrap_or(self.0.len());
                    let (word, rest) = self.0.split_at(end);
                    self.0 = rest;
                    return Some(Token::Word(word.to_vec()));
                }
                _ => self.0 = rest,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_of_characters() {
        let mut font = Font { width: 2, ..Font::default() };
        font.read_table(
            b"1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfchar <0003> <4E91> endbfchar \
              2 beginbfrange <0010> <0012> <0041> <0020> <0021> [<9274> <D842DFB7>] endbfrange",
        );
        let mut text = String::new();
        let (_, unreadable) = font.decode(&[0, 3, 0, 0x11, 0, 0x20, 0, 0x21, 0, 9], &mut text);
        assert_eq!((text.as_str(), unreadable), ("云B鉴𠮷", 1));
    }
}
