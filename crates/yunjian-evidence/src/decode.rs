//! Character encodings: what a file is written in, and turning it into UTF-8 as it streams by.

use std::io::{self, BufRead, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding, GBK, UTF_8, UTF_16BE, UTF_16LE};

use crate::failure::{Breach, ReadFailure, Rule, said};

/// The encoding of an XML file by its byte order mark or declaration; none means UTF-8.
pub(crate) fn of_xml(prefix: &[u8]) -> Result<Option<&'static Encoding>, ReadFailure> {
    if let Some((encoding, _)) = Encoding::for_bom(prefix) {
        return Ok((encoding != UTF_8).then_some(encoding));
    }
    if prefix.starts_with(b"<\0?\0") {
        return Ok(Some(UTF_16LE));
    }
    if prefix.starts_with(b"\0<\0?") {
        return Ok(Some(UTF_16BE));
    }
    let head = String::from_utf8_lossy(&prefix[..prefix.len().min(256)]);
    let Some(declaration) = head
        .trim_start()
        .strip_prefix("<?xml")
        .and_then(|rest| rest.split_once("?>"))
        .map(|(declaration, _)| declaration)
    else {
        return Ok(None);
    };
    let Some((_, rest)) = declaration.split_once("encoding") else { return Ok(None) };
    let label: String = rest
        .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '=' | '"' | '\''))
        .chars()
        .take_while(|c| !matches!(c, '"' | '\''))
        .collect();
    match Encoding::for_label(label.trim().as_bytes()) {
        Some(encoding) if encoding == UTF_8 || label.eq_ignore_ascii_case("us-ascii") => Ok(None),
        // A file that was readable as ASCII up to its declaration cannot be in UTF-16, whatever it says.
        Some(encoding) if encoding == UTF_16LE || encoding == UTF_16BE => Ok(None),
        Some(encoding) => Ok(Some(encoding)),
        None => Err(ReadFailure::refused(
            "byte 0",
            Rule::Encoding,
            said!(
                "the file says it is written in {label:?}, which is no known encoding",
                "文件声明的编码是 {label:?}，不是已知的编码"
            ),
        )),
    }
}

/// The encoding of a table: UTF-16 by its mark, UTF-8 if all of it is valid, else GBK (GB 18030 included).
///
/// Reads the whole content: one Chinese character at the far end decides.
pub(crate) fn of_text(mut content: impl Read) -> io::Result<&'static Encoding> {
    let mut buffer = vec![0; 64 << 10];
    let mut kept = 0;
    let mut first = true;
    loop {
        let got = crate::source::fill(&mut content, &mut buffer[kept..])?;
        let end = kept + got;
        if first && let Some((encoding, _)) = Encoding::for_bom(&buffer[..end]) {
            return Ok(encoding);
        }
        first = false;
        match std::str::from_utf8(&buffer[..end]) {
            Ok(_) => kept = 0,
            Err(e) if e.error_len().is_none() && got > 0 => {
                kept = end - e.valid_up_to();
                buffer.copy_within(e.valid_up_to()..end, 0);
            }
            Err(_) => return Ok(GBK),
        }
        if got == 0 {
            return Ok(UTF_8);
        }
    }
}

/// Lines that say a text is written in two encodings: one that is certainly UTF-8, and one that is not.
///
/// To be asked of a text that is not UTF-8 as a whole: read as GBK, its UTF-8 lines would turn into other characters
/// without any error.
pub(crate) fn mixed(content: impl BufRead) -> io::Result<Option<(u64, u64)>> {
    /// Fewer Chinese characters may be GBK that looks like UTF-8 by chance.
    const CERTAIN: usize = 3;
    let mut content = content;
    let (mut line, mut begins) = (1, true);
    let (mut utf8, mut other, mut seen) = (None, None, 0);
    let mut piece = Vec::new();
    loop {
        piece.clear();
        if content.by_ref().take(64 << 10).read_until(b'\n', &mut piece)? == 0 {
            return Ok(None);
        }
        let ends = piece.last() == Some(&b'\n');
        // What follows the first piece of a very long line may begin inside a character.
        if begins && !piece.is_ascii() {
            match std::str::from_utf8(&piece) {
                Ok(text) => {
                    seen += text.chars().filter(|c| matches!(c, '\u{3000}'..='\u{9fff}')).count();
                    utf8.get_or_insert(line);
                }
                Err(e) if e.error_len().is_none() && !ends => {}
                Err(_) => {
                    other.get_or_insert(line);
                }
            }
        }
        if let (Some(utf8), Some(other)) = (utf8, other)
            && seen >= CERTAIN
        {
            return Ok(Some((utf8, other)));
        }
        begins = ends;
        line += u64::from(ends);
    }
}

/// A text whose encoding is not certain, line by line: good enough to recognise headings.
pub(crate) fn roughly(content: &[u8]) -> String {
    let mut text = String::new();
    for line in content.split_inclusive(|b| *b == b'\n') {
        match std::str::from_utf8(line) {
            Ok(line) => text.push_str(line),
            Err(_) => text.push_str(&GBK.decode_without_bom_handling(line).0),
        }
    }
    text
}

/// Reads bytes of some encoding as UTF-8; a byte that means nothing in that encoding is an error.
pub(crate) struct Transcoder<R> {
    inner: R,
    decoder: Decoder,
    name: &'static str,
    input: Box<[u8]>,
    from: usize,
    to: usize,
    last: bool,
    done: bool,
    small: [u8; 8],
    small_from: usize,
    small_to: usize,
}

impl<R: Read> Transcoder<R> {
    pub(crate) fn new(inner: R, encoding: &'static Encoding) -> Self {
        Self {
            inner,
            decoder: encoding.new_decoder_with_bom_removal(),
            name: encoding.name(),
            input: vec![0; 32 << 10].into_boxed_slice(),
            from: 0,
            to: 0,
            last: false,
            done: false,
            small: [0; 8],
            small_from: 0,
            small_to: 0,
        }
    }
    fn decode(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while !self.done {
            if self.from == self.to && !self.last {
                self.from = 0;
                self.to = self.inner.read(&mut self.input)?;
                self.last = self.to == 0;
            }
            let (result, read, written) = self.decoder.decode_to_utf8_without_replacement(
                &self.input[self.from..self.to],
                buffer,
                self.last,
            );
            self.from += read;
            match result {
                DecoderResult::Malformed(..) => {
                    let message = said!(
                        "the text is neither valid UTF-8 nor valid {name}",
                        "文字既不是有效的 UTF-8，也不是有效的 {name}",
                        name = self.name
                    );
                    return Err(Breach::io(Rule::Encoding, message));
                }
                DecoderResult::InputEmpty => self.done = self.last,
                DecoderResult::OutputFull => {}
            }
            if written > 0 {
                return Ok(written);
            }
        }
        Ok(0)
    }
}

impl<R: Read> Read for Transcoder<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        // The decoder never writes half a character, so it needs a little room.
        if buffer.len() >= self.small.len() && self.small_from == self.small_to {
            return self.decode(buffer);
        }
        if self.small_from == self.small_to {
            let mut small = [0; 8];
            self.small_to = self.decode(&mut small)?;
            self.small_from = 0;
            self.small = small;
        }
        let count = (self.small_to - self.small_from).min(buffer.len());
        buffer[..count].copy_from_slice(&self.small[self.small_from..self.small_from + count]);
        self.small_from += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_utf8_unless_they_cannot_be() {
        assert_eq!(of_text("序号,名称".as_bytes()).unwrap(), UTF_8);
        assert_eq!(of_text(&b"a,b"[..]).unwrap(), UTF_8);
        let (gbk, _, _) = GBK.encode("序号,名称");
        assert_eq!(of_text(&gbk[..]).unwrap(), GBK);
        let mut late = vec![b'a'; 200_000];
        late.extend_from_slice(&gbk);
        assert_eq!(of_text(&late[..]).unwrap(), GBK);
        let long = "云".repeat(100_000);
        assert_eq!(of_text(long.as_bytes()).unwrap(), UTF_8);
        assert_eq!(of_text(&long.as_bytes()[..long.len() - 1]).unwrap(), GBK);
    }

    #[test]
    fn two_encodings_in_one_text_are_noticed() {
        let (gbk, _, _) = GBK.encode("李四,启用,计算节点\n");
        let both = [b"id,name\n", "张三,启用,门户\n".as_bytes(), &gbk[..]].concat();
        assert_eq!(mixed(&both[..]).unwrap(), Some((2, 3)));
        assert_eq!(mixed(&gbk[..]).unwrap(), None);
        assert_eq!(mixed("张三,启用,门户\n".as_bytes()).unwrap(), None);
        assert!(roughly(&both).contains("李四,启用") && roughly(&both).contains("张三,启用"));
    }

    #[test]
    fn transcoding_into_tiny_buffers() {
        let (gbk, _, _) = GBK.encode("云鉴 cloud");
        let mut reader = Transcoder::new(&gbk[..], GBK);
        let mut out = Vec::new();
        let mut one = [0; 1];
        while reader.read(&mut one).unwrap() == 1 {
            out.push(one[0]);
        }
        assert_eq!(String::from_utf8(out).unwrap(), "云鉴 cloud");
        let mut text = String::new();
        assert!(Transcoder::new(&[0xff, 0xff][..], GBK).read_to_string(&mut text).is_err());
    }
}
