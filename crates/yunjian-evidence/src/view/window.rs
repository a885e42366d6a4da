//! The part of a stream of items that one page shows.

use std::collections::VecDeque;

use super::{BYTES, ITEMS};

/// Items shown before the place that was asked for.
const LEAD: usize = 8;

/// Takes items one by one and keeps those of the page.
pub(super) struct Window<T> {
    from: u64,
    limit: usize,
    /// The page begins where a place is, which is not met yet.
    seeking: bool,
    before: VecDeque<(T, usize)>,
    items: Vec<T>,
    bytes: usize,
    seen: u64,
    at: Option<u64>,
    next: Option<u64>,
}

impl<T> Window<T> {
    pub(super) fn new(from: u64, limit: usize, seeking: bool) -> Self {
        Self {
            from,
            limit: limit.clamp(1, ITEMS),
            seeking,
            before: VecDeque::new(),
            items: Vec::new(),
            bytes: 0,
            seen: 0,
            at: None,
            next: None,
        }
    }
    /// Takes the next item, `size` bytes of text; `hit` when the place asked for is in it. Answers whether more is wanted.
    pub(super) fn push(&mut self, item: T, size: usize, hit: bool) -> bool {
        let number = self.seen;
        self.seen += 1;
        if self.seeking {
            if !hit {
                if self.before.len() == LEAD {
                    self.before.pop_front();
                }
                self.before.push_back((item, size));
                return true;
            }
            self.seeking = false;
            self.at = Some(number);
            self.from = number - self.before.len() as u64;
            for (item, size) in std::mem::take(&mut self.before) {
                self.bytes += size;
                self.items.push(item);
            }
            self.bytes += size;
            self.items.push(item);
            return true;
        }
        if number < self.from {
            return true;
        }
        if self.items.len() >= self.limit || (self.bytes + size > BYTES && !self.items.is_empty()) {
            self.next = Some(number);
            return false;
        }
        self.bytes += size;
        self.items.push(item);
        true
    }
    /// Whether the page is full: what follows need not be read.
    pub(super) fn full(&self) -> bool {
        self.next.is_some()
    }
    /// Whether an item of this number would be kept or looked at; if not, its content need not be made.
    pub(super) fn passes(&self) -> bool {
        !self.seeking && self.seen < self.from
    }
    /// Counts an item that [`Window::passes`] says is not kept.
    pub(super) fn pass(&mut self) {
        self.seen += 1;
    }
    /// Whether the place asked for was not met by the end.
    pub(super) fn missed(&self) -> bool {
        self.seeking
    }
    pub(super) fn done(self) -> (Vec<T>, u64, Option<u64>, Option<u64>) {
        (self.items, self.from, self.next, self.at)
    }
}

/// Cuts a text at a character, and says whether it did.
pub(super) fn cut(text: &str, most: usize) -> (&str, bool) {
    if text.len() <= most {
        return (text, false);
    }
    (&text[..text.floor_char_boundary(most)], true)
}

/// As [`cut`], with a mark where something is missing.
pub(super) fn shown(text: &str, most: usize) -> String {
    match cut(text, most) {
        (text, false) => text.to_owned(),
        (text, true) => format!("{text}…"),
    }
}
