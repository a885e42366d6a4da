//! Lines of a text, in whatever it is written.

use std::io::{BufRead, BufReader, Read};

use encoding_rs::{Encoding, GBK, UTF_8, UTF_16BE, UTF_16LE};

use super::window::Window;
use super::{Ask, Content, Line, PIECE, Spot, View};
use crate::decode::{self, Transcoder};
use crate::failure::ReadFailure;
use crate::limits::Limits;
use crate::source::{PREFIX, Source};
use crate::xml::{Token, Xml};

/// Whether a prefix is of a text: no zero bytes, unless a mark says that characters are two bytes wide.
pub(super) fn is_text(prefix: &[u8]) -> bool {
    wide(prefix).is_some() || !prefix.contains(&0)
}

fn wide(prefix: &[u8]) -> Option<&'static Encoding> {
    match prefix {
        [0xff, 0xfe, ..] => Some(UTF_16LE),
        [0xfe, 0xff, ..] => Some(UTF_16BE),
        _ => None,
    }
}

/// What a text is written in: by its mark or declaration, else UTF-8 if all of it is.
pub(super) fn encoding(source: &mut Source<'_>, prefix: &[u8]) -> Result<&'static Encoding, ReadFailure> {
    if let Some(found) = wide(prefix) {
        return Ok(found);
    }
    // A declaration that cannot be true is no reason not to show the file.
    if let Ok(Some(declared)) = decode::of_xml(prefix) {
        return Ok(declared);
    }
    decode::of_text(source.start()?).map_err(|e| ReadFailure::from_io(&e, "byte 0"))
}

/// What is sought among the lines.
enum Sought {
    Nothing,
    Line(u64),
    Byte(u64),
}

pub(super) fn page(
    source: &mut Source<'_>,
    prefix: &[u8],
    ask: &Ask,
    limits: &Limits,
) -> Result<View, ReadFailure> {
    let encoding = encoding(source, prefix)?;
    let spot = ask.place.as_deref().and_then(Spot::parse);
    let mut note = None;
    let sought = match &spot {
        Some(Spot::Line { line, .. } | Spot::Row { row: line, .. }) => Sought::Line(*line),
        Some(Spot::Byte(byte)) => Sought::Byte(*byte),
        Some(Spot::Elements(path)) => match element(source, path, limits) {
            Some(byte) => Sought::Byte(byte),
            None => Sought::Nothing,
        },
        _ => Sought::Nothing,
    };
    if ask.place.is_some() && matches!(sought, Sought::Nothing) {
        note = Some("place");
    }
    let mut view = lines(source, encoding, ask, &sought)?;
    if view.is_none() {
        // There is no such line: the page begins where it was asked to.
        note = Some("place");
        view = lines(source, encoding, ask, &Sought::Nothing)?;
    }
    let mut view = view.unwrap_or_else(|| View::of(Content::Other));
    view.note = note;
    Ok(view)
}

/// None when what is sought is not there.
fn lines(
    source: &mut Source<'_>,
    encoding: &'static Encoding,
    ask: &Ask,
    sought: &Sought,
) -> Result<Option<View>, ReadFailure> {
    let io = |e: &std::io::Error| ReadFailure::from_io(e, "byte 0");
    let bytes = source.start()?;
    // Where characters are two bytes wide a line feed is not one byte; elsewhere it is, and a broken character harms one line only.
    let is_wide = encoding == UTF_16LE || encoding == UTF_16BE;
    let inner: Box<dyn Read + '_> =
        if is_wide { Box::new(Transcoder::new(bytes, encoding)) } else { Box::new(bytes) };
    let shown = if is_wide { UTF_8 } else { encoding };
    let mut input = BufReader::with_capacity(PREFIX, inner);
    let seeking = !matches!(sought, Sought::Nothing);
    let mut window = Window::new(ask.from, ask.limit, seeking);
    let (mut number, mut begins, mut offset) = (1_u64, true, 0_u64);
    let mut piece: Vec<u8> = Vec::new();
    loop {
        let kept = piece.len();
        let got =
            (&mut input).take((PIECE - kept) as u64).read_until(b'\n', &mut piece).map_err(|e| io(&e))?;
        if piece.is_empty() {
            break;
        }
        let ends = piece.last() == Some(&b'\n');
        // A piece of a long line ends before a character, not within one.
        let rest = if ends || got == 0 { piece.len() } else { boundary(&piece, shown) };
        let end = offset + rest as u64;
        if window.passes() {
            window.pass();
        } else {
            let hit = match sought {
                Sought::Nothing => false,
                Sought::Line(line) => *line == number,
                Sought::Byte(byte) => (offset..end).contains(byte),
            };
            let (text, _) = shown.decode_without_bom_handling(&piece[..rest]);
            let text = text.trim_start_matches('\u{feff}').trim_end_matches(['\n', '\r']).to_owned();
            let size = text.len();
            if !window.push(Line { number, begins, text }, size, hit) {
                break;
            }
        }
        offset = end;
        piece.drain(..rest);
        begins = ends;
        number += u64::from(ends);
    }
    if window.missed() {
        return Ok(None);
    }
    let (lines, from, next, at) = window.done();
    let name = encoding.name();
    Ok(Some(View { from, next, at, ..View::of(Content::Text { encoding: name, lines }) }))
}

/// Where a piece may be cut: not within a character.
fn boundary(piece: &[u8], encoding: &'static Encoding) -> usize {
    if encoding == UTF_8 {
        return match std::str::from_utf8(piece) {
            Err(e) if e.error_len().is_none() && e.valid_up_to() > 0 => e.valid_up_to(),
            _ => piece.len(),
        };
    }
    if encoding == GBK || encoding == encoding_rs::GB18030 {
        // Walk the two-byte characters; four-byte ones begin with such a pair as well.
        let mut at = 0;
        while at < piece.len() {
            let step = if piece[at] >= 0x81 { 2 } else { 1 };
            if at + step > piece.len() {
                return at.max(1);
            }
            at += step;
        }
    }
    piece.len()
}

/// The byte at which an element begins that readers call by the numbers of its kind: `ReportHost[1]/ReportItem[3]`.
fn element(source: &mut Source<'_>, path: &[(String, usize)], limits: &Limits) -> Option<u64> {
    let mut xml = Xml::open(source, limits).ok()?;
    // Of every open element: whether it is one of the path, and how many of the next of the path it holds.
    let mut open: Vec<(bool, usize)> = vec![(false, 0)];
    let mut met = 0;
    loop {
        match xml.next().ok()? {
            Token::Start(tag) => {
                let mut found = false;
                if path.get(met).is_some_and(|(name, _)| name == tag.name()) {
                    let last = open.last_mut()?;
                    last.1 += 1;
                    found = last.1 == path[met].1;
                }
                if found {
                    met += 1;
                    if met == path.len() {
                        return Some(tag.at());
                    }
                }
                open.push((found, 0));
            }
            Token::End => {
                if let Some((true, _)) = open.pop() {
                    met -= 1;
                }
                open.last()?;
            }
            Token::Text(_) => {}
            Token::Eof => return None,
        }
    }
}
