//! A pull reader for XML from strangers: one pass, one buffer, no entities of its own, bounded everywhere.

use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, Read};

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use crate::decode::{self, Transcoder};
use crate::failure::{Breach, ReadFailure, Rule, Said, said};
use crate::limits::Limits;
use crate::source::Source;

/// What the file says next. An empty element is a start followed by an end.
pub(crate) enum Token<'b> {
    Start(Element<'b>),
    End,
    /// A piece of text; one element's text may come in several pieces.
    Text(&'b str),
    Eof,
}

/// A start tag.
pub(crate) struct Element<'b> {
    tag: BytesStart<'b>,
    max_attributes: usize,
    place: u64,
}

impl Element<'_> {
    /// The name without its namespace prefix.
    pub(crate) fn name(&self) -> &str {
        local(self.tag.name().0)
    }
    /// Calls `take` with every attribute: name without prefix, value with its references replaced.
    pub(crate) fn attributes(&self, mut take: impl FnMut(&str, Cow<'_, str>)) -> Result<(), ReadFailure> {
        let place = || format!("byte {}", self.place);
        // The parser compares every pair to find doubles; with a bound on their number that is harmless.
        for (index, attribute) in self.tag.attributes().enumerate() {
            if index >= self.max_attributes {
                return Err(ReadFailure::refused(
                    place(),
                    Rule::Attributes,
                    said!(
                        "an element has more than {most} attributes",
                        "一个元素的属性超过 {most} 个",
                        most = self.max_attributes
                    ),
                ));
            }
            let attribute = attribute.map_err(|e| {
                ReadFailure::refused(place(), Rule::Syntax, said!("broken attribute: {e}", "属性有误：{e}"))
            })?;
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|e| {
                let message = said!(
                    "a reference in an attribute could not be replaced: {e}",
                    "属性中的引用无法替换：{e}"
                );
                ReadFailure::refused(place(), Rule::EntityExpansion, message)
            })?;
            take(local(attribute.key.0), value);
        }
        Ok(())
    }
    /// The byte at which the tag begins, after decoding.
    pub(crate) fn at(&self) -> u64 {
        self.place
    }
    /// The value of one attribute.
    pub(crate) fn attribute(&self, name: &str) -> Result<Option<String>, ReadFailure> {
        let mut found = None;
        self.attributes(|key, value| {
            if key == name {
                found = Some(value.into_owned());
            }
        })?;
        Ok(found)
    }
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// The reader.
pub(crate) struct Xml<'a> {
    reader: Reader<Bounded<Box<dyn BufRead + 'a>>>,
    buffer: Vec<u8>,
    depth: usize,
    max_depth: usize,
    max_text: usize,
    max_attributes: usize,
    seen_root: bool,
    /// The element that the last token ended; empty when it ended none.
    closed: String,
    /// A replaced character reference, for as long as the caller looks at it.
    character: [u8; 4],
}

impl<'a> Xml<'a> {
    pub(crate) fn open(source: &'a mut Source<'_>, limits: &Limits) -> Result<Self, ReadFailure> {
        let encoding = decode::of_xml(&source.prefix()?)?;
        let bytes = source.start()?;
        let input: Box<dyn BufRead + 'a> = match encoding {
            None => Box::new(BufReader::with_capacity(256 << 10, bytes)),
            Some(encoding) => Box::new(BufReader::with_capacity(64 << 10, Transcoder::new(bytes, encoding))),
        };
        Ok(Self::over(input, limits))
    }
    pub(crate) fn over(input: Box<dyn BufRead + 'a>, limits: &Limits) -> Self {
        let mut reader = Reader::from_reader(Bounded { inner: input, left: 0, most: limits.max_text });
        reader.config_mut().expand_empty_elements = true;
        Self {
            reader,
            buffer: Vec::with_capacity(64 << 10),
            depth: 0,
            max_depth: limits.max_depth,
            max_text: limits.max_text,
            max_attributes: limits.max_attributes,
            seen_root: false,
            closed: String::new(),
            character: [0; 4],
        }
    }
    /// The name without prefix of the element that the last token ended.
    pub(crate) fn closed(&self) -> Option<&str> {
        (!self.closed.is_empty()).then_some(self.closed.as_str())
    }
    pub(crate) fn next(&mut self) -> Result<Token<'_>, ReadFailure> {
        let before = self.reader.buffer_position();
        let lost = || {
            ReadFailure::refused(
                format!("byte {before}"),
                Rule::Syntax,
                said!("the parser lost its place", "解析位置丢失"),
            )
        };
        Ok(match self.advance()? {
            Kind::Start { content, name } => Token::Start(Element {
                tag: BytesStart::from_content(self.piece(1, content).ok_or_else(lost)?, name),
                max_attributes: self.max_attributes,
                place: before,
            }),
            Kind::End => Token::End,
            Kind::Text { from, length } => Token::Text(self.piece(from, length).ok_or_else(lost)?),
            Kind::Character(length) => {
                Token::Text(std::str::from_utf8(&self.character[..length]).unwrap_or_default())
            }
            Kind::Eof => Token::Eof,
        })
    }
    /// A part of the token last read; it was checked to be UTF-8 when it was read.
    fn piece(&self, from: usize, length: usize) -> Option<&str> {
        std::str::from_utf8(self.buffer.get(from..from.checked_add(length)?)?).ok()
    }
    /// Reads one interesting token into the buffer and says where in it the content stands.
    fn advance(&mut self) -> Result<Kind, ReadFailure> {
        loop {
            self.buffer.clear();
            self.closed.clear();
            self.reader.get_mut().left = self.max_text;
            let before = self.reader.buffer_position();
            let refused = |rule, message: Said| ReadFailure::refused(format!("byte {before}"), rule, message);
            let event = match self.reader.read_event_into(&mut self.buffer) {
                Ok(event) => event,
                Err(error) => {
                    let at = self.reader.error_position().max(before);
                    return Err(broken(&error, &format!("byte {at}")));
                }
            };
            match event {
                Event::Start(tag) => {
                    self.depth += 1;
                    self.seen_root = true;
                    if self.depth > self.max_depth {
                        let message = said!(
                            "elements are nested more than {most} deep",
                            "元素嵌套超过 {most} 层",
                            most = self.max_depth
                        );
                        return Err(refused(Rule::Depth, message));
                    }
                    return Ok(Kind::Start { content: tag.len(), name: tag.name().0.len() });
                }
                Event::End(tag) => {
                    self.depth = self.depth.saturating_sub(1);
                    self.closed.push_str(local(tag.name().0));
                    return Ok(Kind::End);
                }
                Event::Text(text) => return Ok(Kind::Text { from: 0, length: text.len() }),
                Event::CData(text) => return Ok(Kind::Text { from: CDATA, length: text.len() }),
                Event::GeneralRef(name) => {
                    let resolved = name.resolve_char_ref().map_err(|e| {
                        refused(Rule::Syntax, said!("broken reference: {e}", "引用有误：{e}"))
                    })?;
                    let Some(c) = resolved.or_else(|| predefined(&name)) else {
                        let shown: String = name.chars().take(40).collect();
                        let message = said!(
                            "the entity &{shown}; is not one of XML's own; it is not expanded",
                            "实体 &{shown}; 不是 XML 自带的实体，不予展开"
                        );
                        return Err(refused(Rule::EntityExpansion, message));
                    };
                    return Ok(Kind::Character(c.encode_utf8(&mut self.character).len()));
                }
                // What elements and attributes there may be is harmless to declare, and nothing a declaration points at is
                // ever fetched; entities are a way to blow up or to read local files.
                Event::DocType(declaration) => {
                    if declaration.contains("<!ENTITY") || declaration.contains('%') {
                        let message = said!(
                            "the file declares entities of its own (DOCTYPE); entity expansion is not allowed",
                            "文件在 DOCTYPE 中自定义了实体；不允许展开"
                        );
                        return Err(refused(Rule::EntityExpansion, message));
                    }
                }
                Event::Eof if self.depth > 0 => {
                    let message = said!(
                        "the file ends inside an element; it may have been cut off",
                        "文件在元素中间结束，可能被截断"
                    );
                    return Err(refused(Rule::Syntax, message));
                }
                Event::Eof if !self.seen_root => {
                    return Err(refused(
                        Rule::Syntax,
                        said!("there is no XML element in the file", "文件中没有 XML 元素"),
                    ));
                }
                Event::Eof => return Ok(Kind::Eof),
                // The parser turns empty elements into a start and an end.
                Event::Empty(_) | Event::Comment(_) | Event::PI(_) | Event::Decl(_) => {}
            }
        }
    }
}

/// Length of `<![CDATA[`.
const CDATA: usize = 9;

/// Where in the buffer the token last read stands.
enum Kind {
    Start { content: usize, name: usize },
    End,
    Text { from: usize, length: usize },
    Character(usize),
    Eof,
}

fn predefined(name: &str) -> Option<char> {
    Some(match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}

/// Appends as much of a text as still fits, whole characters only.
pub(crate) fn push(text: &mut String, piece: &str, max: usize) {
    let room = max.saturating_sub(text.len());
    if piece.len() <= room {
        text.push_str(piece);
    } else {
        text.push_str(&piece[..piece.floor_char_boundary(room)]);
    }
}

fn broken(error: &quick_xml::Error, place: &str) -> ReadFailure {
    match error {
        quick_xml::Error::Io(error) => ReadFailure::from_io(error, place),
        quick_xml::Error::Encoding(_) => ReadFailure::refused(
            place,
            Rule::Encoding,
            said!(
                "the text is not valid UTF-8, as the file says it is",
                "文件声明为 UTF-8，但文字不是有效的 UTF-8"
            ),
        ),
        other => ReadFailure::refused(
            place,
            Rule::Syntax,
            said!("the XML is broken: {other}", "XML 有语法错误：{other}"),
        ),
    }
}

/// Keeps one token from growing without end.
struct Bounded<R> {
    inner: R,
    left: usize,
    most: usize,
}

impl<R: BufRead> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let count = available.len().min(buffer.len());
        buffer[..count].copy_from_slice(&available[..count]);
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Bounded<R> {
    #[inline]
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            let message = format!("one tag or text is longer than {} bytes", self.most);
            return Err(Breach::io(Rule::TextSize, message));
        }
        let available = self.inner.fill_buf()?;
        Ok(&available[..available.len().min(self.left)])
    }
    #[inline]
    fn consume(&mut self, count: usize) {
        self.left = self.left.saturating_sub(count);
        self.inner.consume(count);
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    /// The tokens of a document in one line, or the rule it breaks.
    fn tokens(text: &[u8], limits: &Limits) -> Result<String, Rule> {
        let mut cursor = Cursor::new(text.to_vec());
        let read = || -> Result<String, ReadFailure> {
            let mut source = Source::new(&mut cursor, limits)?;
            let mut xml = Xml::open(&mut source, limits)?;
            let mut out = String::new();
            loop {
                match xml.next()? {
                    Token::Start(tag) => {
                        out += &format!("<{}", tag.name());
                        tag.attributes(|key, value| out += &format!(" {key}={value}"))?;
                        out += ">";
                    }
                    Token::End => out += "</>",
                    Token::Text(text) => out += text,
                    Token::Eof => return Ok(out),
                }
            }
        };
        let mut read = read;
        read().map_err(|e| e.rule().expect("a rule"))
    }

    #[test]
    fn plain_documents() {
        let limits = Limits::default();
        let text = b"\xef\xbb\xbf<?xml version='1.0'?><!DOCTYPE r><n:r a='1 &lt; 2' n:b=\"x\"><!-- c -->A&amp;B&#x4e91;<![CDATA[<c>]]><e/></n:r>";
        assert_eq!(tokens(text, &limits).unwrap(), "<r a=1 < 2 b=x>A&B云<c><e></></>");
    }

    #[test]
    fn other_encodings() {
        let limits = Limits::default();
        let (gbk, _, _) = encoding_rs::GBK.encode("<?xml version='1.0' encoding='GB2312'?><r>云鉴</r>");
        assert_eq!(tokens(&gbk, &limits).unwrap(), "<r>云鉴</>");
        let mut utf16 = vec![0xff, 0xfe];
        utf16.extend("<r>云鉴</r>".encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(tokens(&utf16, &limits).unwrap(), "<r>云鉴</>");
        assert_eq!(tokens(b"<r>\xff\xfe</r>", &limits), Err(Rule::Encoding));
        assert_eq!(tokens(b"<?xml version='1.0' encoding='klingon'?><r/>", &limits), Err(Rule::Encoding));
    }

    #[test]
    fn attacks_are_refused() {
        let limits = Limits { max_depth: 50, max_text: 10_000, max_attributes: 20, ..Limits::default() };
        let laughs = b"<!DOCTYPE r [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><r>&b;</r>";
        assert_eq!(tokens(laughs, &limits), Err(Rule::EntityExpansion));
        assert_eq!(tokens(b"<r>&b;</r>", &limits), Err(Rule::EntityExpansion));
        assert_eq!(tokens("<a>".repeat(200_000).as_bytes(), &limits), Err(Rule::Depth));
        assert_eq!(
            tokens(format!("<r a='{}'/>", "x".repeat(20_000)).as_bytes(), &limits),
            Err(Rule::TextSize)
        );
        assert_eq!(tokens(format!("<r>{}</r>", "x".repeat(20_000)).as_bytes(), &limits), Err(Rule::TextSize));
        let many: String = (0..21).map(|i| format!(" a{i}=''")).collect();
        assert_eq!(tokens(format!("<r{many}/>").as_bytes(), &limits), Err(Rule::Attributes));
        assert_eq!(tokens(b"<r><a></r>", &limits), Err(Rule::Syntax));
        assert_eq!(tokens(b"<r><a>", &limits), Err(Rule::Syntax));
        assert_eq!(tokens(b"", &limits), Err(Rule::Syntax));
    }
}
