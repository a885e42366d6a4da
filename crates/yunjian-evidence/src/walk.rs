//! Walking through a JSON file: records are handed over one by one, everything else is passed over unread.

use std::fmt;
use std::io::{BufReader, Read};

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::failure::{ReadFailure, Rule};
use crate::json;
use crate::limits::Limits;
use crate::lines;
use crate::out::Out;
use crate::source::Source;
use crate::tree::{Budget, Tree};

/// A record that was met.
pub(crate) struct Found<'a> {
    /// Index of the pattern it was met by.
    pub(crate) pattern: usize,
    /// What the asterisks of the pattern stand for, as indices of lists.
    pub(crate) indices: &'a [usize],
    /// JSON pointer, or `line 17` in a file of lines.
    pub(crate) place: &'a str,
    pub(crate) tree: Tree,
}

type Take<'t> = dyn FnMut(Found<'_>) -> Result<(), ReadFailure> + 't;

/// Hands over every value that stands at one of the patterns: `/runs/*/results/*`, where an asterisk is every element
/// of a list and every key of an object. The empty pattern is the document itself. Nothing inside a record is looked
/// at again.
pub(crate) fn walk(
    source: &mut Source<'_>,
    limits: &Limits,
    patterns: &[&str],
    skip: &[&str],
    take: &mut Take<'_>,
) -> Result<(), ReadFailure> {
    let patterns: Vec<Vec<&str>> = patterns.iter().map(|p| p.split('/').skip(1).collect()).collect();
    let mut walker = Walker {
        patterns: &patterns,
        skip,
        place: String::new(),
        indices: Vec::new(),
        depth: 0,
        take,
        failure: None,
    };
    let active = (1_u64 << patterns.len()) - 1;
    let result = json::read(source, limits, Step { walker: &mut walker, active });
    match walker.failure.take() {
        Some(failure) => Err(failure),
        None => result,
    }
}

/// Records of a file that comes in several shapes: a list, an object around the list (one of `envelopes`), one object
/// per line, or one object after the other. A line that is no JSON is noted, and reading goes on.
pub(crate) fn records(
    source: &mut Source<'_>,
    limits: &Limits,
    envelopes: &[&str],
    skip: &[&str],
    out: &mut Out<'_>,
    take: &mut dyn FnMut(Found<'_>, &mut Out<'_>) -> Result<(), ReadFailure>,
) -> Result<(), ReadFailure> {
    let prefix = source.prefix()?;
    let text = json::without_mark(&prefix).trim_ascii_start();
    if !text.starts_with(b"{") {
        return walk(source, limits, envelopes, skip, &mut |found| take(found, out));
    }
    let keys = json::top_keys(text);
    // An asterisk for the elements of a bare list would be every key of an object.
    let envelopes: Vec<&str> = envelopes.iter().copied().filter(|e| !e.starts_with("/*")).collect();
    let envelopes = envelopes.as_slice();
    let firsts = envelopes.iter().filter_map(|e| e.split('/').nth(1));
    if firsts.into_iter().any(|first| keys.iter().any(|k| k == first)) {
        return walk(source, limits, envelopes, skip, &mut |found| take(found, out));
    }
    let line = text.split(|b| *b == b'\n').next().unwrap_or_default();
    if line.len() < text.len() && serde_json::from_slice::<IgnoredAny>(line).is_err() {
        return documents(source, skip, &mut |found| take(found, out));
    }
    let mut whole = 0_u64;
    lines::each(source, limits, &mut |number, line| {
        let line = line.trim();
        if line.is_empty() {
            return Ok(());
        }
        let place = format!("line {number}");
        let budget = Budget::new();
        let mut json = serde_json::Deserializer::from_str(line);
        let tree = budget.seed(skip).deserialize(&mut json).and_then(|tree| json.end().map(|()| tree));
        match tree {
            Ok(tree) => {
                whole += 1;
                take(Found { pattern: usize::MAX, indices: &[], place: &place, tree }, out)
            }
            // A first line that cannot be read is no file of lines; later ones may be torn, as when a log was rotated.
            Err(error) if whole == 0 => {
                Err(ReadFailure::refused(place, Rule::Syntax, format!("the line is no JSON: {error}")))
            }
            Err(error) => {
                out.problem(place, Rule::Syntax, format!("the line is no JSON: {error}"));
                Ok(())
            }
        }
    })
}

/// JSON values one after the other.
fn documents(source: &mut Source<'_>, skip: &[&str], take: &mut Take<'_>) -> Result<(), ReadFailure> {
    let bytes = source.start()?;
    let mut json =
        serde_json::Deserializer::from_reader(BufReader::with_capacity(256 << 10, Marked::new(bytes)));
    let mut number = 0;
    while json.end().is_err() {
        number += 1;
        let budget = Budget::new();
        let tree = budget.seed(skip).deserialize(&mut json).map_err(json::broken)?;
        take(Found { pattern: usize::MAX, indices: &[], place: &format!("document {number}"), tree })?;
    }
    Ok(())
}

/// Drops a byte order mark.
struct Marked<R> {
    inner: R,
    begun: bool,
}

impl<R: Read> Marked<R> {
    fn new(inner: R) -> Self {
        Self { inner, begun: false }
    }
}

impl<R: Read> Read for Marked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let mut got = self.inner.read(buffer)?;
        if !self.begun && got > 0 {
            self.begun = true;
            if buffer[..got].starts_with(b"\xef\xbb\xbf") {
                buffer.copy_within(3..got, 0);
                got -= 3;
            }
        }
        Ok(got)
    }
}

struct Walker<'w, 't> {
    patterns: &'w [Vec<&'w str>],
    skip: &'w [&'w str],
    place: String,
    /// Depth and index of everything an asterisk of some pattern stands for.
    indices: Vec<(usize, usize)>,
    depth: usize,
    take: &'w mut Take<'t>,
    failure: Option<ReadFailure>,
}

impl Walker<'_, '_> {
    /// Which of the active patterns go on with this step.
    fn next(&self, active: u64, step: Option<&str>) -> u64 {
        let mut next = 0;
        for (index, pattern) in self.patterns.iter().enumerate() {
            if active & 1 << index != 0
                && pattern.get(self.depth).is_some_and(|want| *want == "*" || Some(*want) == step)
            {
                next |= 1 << index;
            }
        }
        next
    }
    fn ended(&self, active: u64) -> Option<usize> {
        (0..self.patterns.len()).find(|n| active & 1 << n != 0 && self.patterns[*n].len() == self.depth)
    }
    fn starred(&self, active: u64) -> bool {
        (0..self.patterns.len())
            .any(|n| active & 1 << n != 0 && self.patterns[n].get(self.depth) == Some(&"*"))
    }
}

struct Step<'s, 'w, 't> {
    walker: &'s mut Walker<'w, 't>,
    active: u64,
}

impl<'de> DeserializeSeed<'de> for Step<'_, '_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let Some(pattern) = self.walker.ended(self.active) else {
            return deserializer.deserialize_any(self);
        };
        let budget = Budget::new();
        let tree = budget.seed(self.walker.skip).deserialize(deserializer)?;
        let place = if self.walker.place.is_empty() { "/" } else { &self.walker.place };
        // Other patterns may have asterisks where this one has names.
        let wanted = &self.walker.patterns[pattern];
        let starred = self.walker.indices.iter().filter(|(depth, _)| wanted.get(*depth) == Some(&"*"));
        let indices: Vec<usize> = starred.map(|(_, index)| *index).collect();
        let found = Found { pattern, indices: &indices, place, tree };
        (self.walker.take)(found).map_err(|failure| {
            self.walker.failure = Some(failure);
            D::Error::custom("stopped")
        })
    }
}

impl<'de> Visitor<'de> for Step<'_, '_, '_> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }
    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }
    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }
    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }
    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }
    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let Self { walker, active } = self;
        if !walker.starred(active) {
            while seq.next_element::<IgnoredAny>()?.is_some() {}
            return Ok(());
        }
        let (next, length) = (walker.next(active, None), walker.place.len());
        walker.indices.push((walker.depth, 0));
        let mut index = 0_usize;
        loop {
            let _ = fmt::Write::write_fmt(&mut walker.place, format_args!("/{index}"));
            if let Some((_, last)) = walker.indices.last_mut() {
                *last = index;
            }
            walker.depth += 1;
            let more = seq.next_element_seed(Step { walker, active: next })?.is_some();
            walker.depth -= 1;
            walker.place.truncate(length);
            if !more {
                break;
            }
            index += 1;
        }
        walker.indices.pop();
        Ok(())
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { walker, active } = self;
        let (starred, length) = (walker.starred(active), walker.place.len());
        let mut number = 0;
        while let Some(next) = map.next_key_seed(Key { walker, active })? {
            if next == 0 {
                map.next_value::<IgnoredAny>()?;
            } else {
                if starred {
                    walker.indices.push((walker.depth, number));
                }
                walker.depth += 1;
                map.next_value_seed(Step { walker, active: next })?;
                walker.depth -= 1;
                if starred {
                    walker.indices.pop();
                }
            }
            walker.place.truncate(length);
            number += 1;
        }
        Ok(())
    }
}

/// Reads a key, notes it in the place and says which patterns go on with it.
struct Key<'s, 'w, 't> {
    walker: &'s mut Walker<'w, 't>,
    active: u64,
}

impl<'de> DeserializeSeed<'de> for Key<'_, '_, '_> {
    type Value = u64;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<u64, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Key<'_, '_, '_> {
    type Value = u64;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }
    fn visit_str<E>(self, key: &str) -> Result<u64, E> {
        let next = self.walker.next(self.active, Some(key));
        if next != 0 {
            self.walker.place.push('/');
            for c in key.chars().take(80) {
                match c {
                    '~' => self.walker.place.push_str("~0"),
                    '/' => self.walker.place.push_str("~1"),
                    c => self.walker.place.push(c),
                }
            }
        }
        Ok(next)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn met(text: &str, patterns: &[&str]) -> Vec<String> {
        let limits = Limits::default();
        let mut cursor = Cursor::new(text.as_bytes().to_vec());
        let mut source = Source::new(&mut cursor, &limits).unwrap();
        let mut all = Vec::new();
        walk(&mut source, &limits, patterns, &[], &mut |found| {
            all.push(format!("{} {} {:?}", found.pattern, found.place, found.indices));
            Ok(())
        })
        .unwrap();
        all
    }

    #[test]
    fn patterns_meet_what_stands_there() {
        let text =
            r#"{"runs":[{"results":[1,2],"tool":{"name":"x"}},{"results":[{"a/b":[3]}]}],"other":[[[]]]}"#;
        assert_eq!(
            met(text, &["/runs/*/results/*", "/runs/*/tool/name"]),
            [
                "0 /runs/0/results/0 [0, 0]",
                "0 /runs/0/results/1 [0, 1]",
                "1 /runs/0/tool/name [0]",
                "0 /runs/1/results/0 [1, 0]"
            ]
        );
        assert_eq!(met(text, &[""]), ["0 / []"]);
        assert_eq!(
            met(r#"{"items":[{"k":1},{"k":2}]}"#, &["/items/*/k", "/*/k"]),
            ["0 /items/0/k [0]", "0 /items/1/k [1]"]
        );
        assert_eq!(met(r#"{"a/b":{"x":1,"y":2}}"#, &["/*/y"]), ["0 /a~1b/y [0]"]);
        assert_eq!(met("[5,6]", &["/*"]), ["0 /0 [0]", "0 /1 [1]"]);
        assert!(met(text, &["/none"]).is_empty());
    }
}
