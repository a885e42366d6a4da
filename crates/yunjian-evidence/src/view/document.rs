//! The text of a Word document.

use super::window::{Window, shown};
use super::{Ask, Content, PIECE, Paragraph, View};
use crate::failure::ReadFailure;
use crate::formats::document::text_lines;
use crate::limits::Limits;
use crate::source::Source;

pub(super) fn page(source: &mut Source<'_>, ask: &Ask, limits: &Limits) -> Result<View, ReadFailure> {
    let mut window = Window::new(ask.from, ask.limit, false);
    for (text, heading) in text_lines(source, limits)? {
        if text.trim().is_empty() {
            continue;
        }
        let cells: Vec<String> = if text.contains('\t') {
            text.trim_end_matches('\t').split('\t').map(|cell| shown(cell, PIECE)).collect()
        } else {
            Vec::new()
        };
        let text = if cells.is_empty() { shown(&text, PIECE * 4) } else { String::new() };
        let size = text.len() + cells.iter().map(String::len).sum::<usize>();
        if !window.push(Paragraph { text, heading, cells }, size, false) {
            break;
        }
    }
    let (paragraphs, from, next, at) = window.done();
    Ok(View { from, next, at, ..View::of(Content::Document { paragraphs }) })
}
