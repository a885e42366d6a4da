//! JSON from strangers: in one piece when small, streaming when large, bounded in depth and in the length of a string.

use std::fmt;
use std::io::{self, BufReader, Read};

use serde::de::{DeserializeSeed, Deserializer, SeqAccess, Visitor};

use crate::failure::{Breach, ReadFailure, Rule, said};
use crate::limits::Limits;
use crate::source::Source;

/// Reads the whole content with one seed; what follows the value is an error.
pub(crate) fn read<S, T>(source: &mut Source<'_>, limits: &Limits, seed: S) -> Result<T, ReadFailure>
where
    S: for<'de> DeserializeSeed<'de, Value = T>,
{
    let small = source.size() <= limits.whole_json_bytes && !source.is_packed();
    let mut bytes = source.start()?;
    if small {
        let mut text = Vec::new();
        bytes.read_to_end(&mut text).map_err(|e| ReadFailure::from_io(&e, "byte 0"))?;
        let mut json = serde_json::Deserializer::from_slice(without_mark(&text));
        seed.deserialize(&mut json).and_then(|value| json.end().map(|()| value)).map_err(broken)
    } else {
        let guard = Guard {
            inner: bytes,
            in_string: false,
            escaped: false,
            length: 0,
            most: limits.max_text,
            begun: false,
        };
        let mut json = serde_json::Deserializer::from_reader(BufReader::with_capacity(256 << 10, guard));
        seed.deserialize(&mut json).and_then(|value| json.end().map(|()| value)).map_err(broken)
    }
}

pub(crate) fn without_mark(text: &[u8]) -> &[u8] {
    text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text)
}

pub(crate) fn broken(error: serde_json::Error) -> ReadFailure {
    use serde_json::error::Category;
    let place = format!("line {} column {}", error.line(), error.column());
    if error.is_io() {
        // Our own limits travel inside the I/O error.
        return ReadFailure::from_io(&io::Error::from(error), &place);
    }
    let text = error.to_string();
    // serde_json appends the position to every message; it already stands in the place.
    let message = text.rsplit_once(" at line ").map_or(text.as_str(), |(message, _)| message);
    if message.contains("recursion limit") {
        return ReadFailure::refused(place, Rule::Depth, said!("values are nested too deep", "数值嵌套过深"));
    }
    if message.contains("one record holds more") {
        return ReadFailure::refused(place, Rule::Size, message);
    }
    match error.classify() {
        Category::Eof => ReadFailure::refused(
            place,
            Rule::Syntax,
            said!("the JSON ends too early; it may have been cut off", "JSON 提前结束，文件可能被截断"),
        ),
        Category::Data => ReadFailure::refused(
            place,
            Rule::Schema,
            said!("the JSON is not of this format: {message}", "JSON 不是该格式：{message}"),
        ),
        _ if message.contains("unicode") => ReadFailure::refused(
            place,
            Rule::Encoding,
            said!("the text is broken: {message}", "文字已损坏：{message}"),
        ),
        _ => ReadFailure::refused(
            place,
            Rule::Syntax,
            said!("the JSON is broken: {message}", "JSON 有语法错误：{message}"),
        ),
    }
}

/// Keeps one string of a stream from growing without end, and drops a byte order mark.
struct Guard<R> {
    inner: R,
    in_string: bool,
    escaped: bool,
    length: usize,
    most: usize,
    begun: bool,
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut got = self.inner.read(buffer)?;
        if !self.begun && got > 0 {
            self.begun = true;
            got += crate::source::fill(&mut self.inner, &mut buffer[got..3.max(got)])?;
            if buffer[..got].starts_with(b"\xef\xbb\xbf") {
                buffer.copy_within(3..got, 0);
                got -= 3;
                if got == 0 {
                    return self.read(buffer);
                }
            }
        }
        for byte in &buffer[..got] {
            if self.in_string {
                self.length += 1;
                match byte {
                    _ if self.escaped => self.escaped = false,
                    b'\\' => self.escaped = true,
                    b'"' => self.in_string = false,
                    _ => {}
                }
            } else if *byte == b'"' {
                (self.in_string, self.length) = (true, 0);
            }
        }
        if self.length > self.most {
            return Err(Breach::io(
                Rule::TextSize,
                said!("one text is longer than {most} bytes", "一段文字超过 {most} 字节", most = self.most),
            ));
        }
        Ok(got)
    }
}

/// Calls a function with a seed's value for every element of an array; null counts as an empty array.
pub(crate) struct Each<F>(pub(crate) F);

/// What [`Each`] is given: reads the element at an index.
pub(crate) trait Element {
    fn element<'de, D: Deserializer<'de>>(&mut self, index: usize, deserializer: D) -> Result<(), D::Error>;
}

impl<'de, F: Element> DeserializeSeed<'de> for Each<F> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, F: Element> Visitor<'de> for Each<F> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }
    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
    fn visit_seq<A: SeqAccess<'de>>(mut self, mut seq: A) -> Result<(), A::Error> {
        struct One<'a, F>(&'a mut F, usize);
        impl<'de, F: Element> DeserializeSeed<'de> for One<'_, F> {
            type Value = ();
            fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
                self.0.element(self.1, deserializer)
            }
        }
        let mut index = 0;
        while seq.next_element_seed(One(&mut self.0, index))?.is_some() {
            index += 1;
        }
        Ok(())
    }
}

/// The keys of the outermost object that stand in a prefix, without what is nested; for recognising a format.
pub(crate) fn top_keys(prefix: &[u8]) -> Vec<String> {
    let prefix = without_mark(prefix);
    let (mut depth, mut keys) = (0_u32, Vec::new());
    let mut index = 0;
    while index < prefix.len() {
        match prefix[index] {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b'"' => {
                let start = index + 1;
                let mut end = start;
                while end < prefix.len() && prefix[end] != b'"' {
                    end += if prefix[end] == b'\\' { 2 } else { 1 };
                }
                let after = prefix.get(end + 1..).unwrap_or_default();
                if depth == 1
                    && after.iter().find(|b| !b.is_ascii_whitespace()) == Some(&b':')
                    && let Ok(key) = std::str::from_utf8(&prefix[start..end])
                {
                    keys.push(key.to_owned());
                }
                index = end;
            }
            _ => {}
        }
        index += 1;
    }
    keys
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;
    use std::marker::PhantomData;

    use super::*;

    fn value(text: &[u8], limits: &Limits) -> Result<serde_json::Value, Rule> {
        let mut cursor = Cursor::new(text.to_vec());
        let mut source = Source::new(&mut cursor, limits).unwrap();
        read(&mut source, limits, PhantomData::<serde_json::Value>).map_err(|e| e.rule().unwrap())
    }

    #[test]
    fn both_ways_agree() {
        let whole = Limits::default();
        let stream = Limits { whole_json_bytes: 0, max_text: 1_000, ..Limits::default() };
        let texts: [&[u8]; 9] = [
            b"{\"a\":[1,\"\\\"x\"]}",
            b"\xef\xbb\xbf[1]",
            b"[1] 2",
            b"[",
            b"",
            b"[\"\xff\"]",
            b"nul",
            b"{\"a\"}",
            "[".repeat(200_000).leak().as_bytes(),
        ];
        for text in texts {
            assert_eq!(value(text, &whole), value(text, &stream), "{:?}", &text[..text.len().min(20)]);
        }
        assert_eq!(value(&"[".repeat(200_000).into_bytes(), &whole), Err(Rule::Depth));
        let long = format!("[\"{}\"]", "x".repeat(300_000));
        assert_eq!(value(long.as_bytes(), &stream), Err(Rule::TextSize));
        assert!(value(long.as_bytes(), &whole).is_ok());
    }

    #[test]
    fn keys_of_a_prefix() {
        assert_eq!(top_keys(b" {\"a\\\"\": {\"b\":1}, \"c\" :[\"d\"], \"e"), ["a\\\"", "c"]);
        assert!(top_keys(b"{\"x\\").is_empty());
    }
}
