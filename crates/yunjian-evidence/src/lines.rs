//! Text files line by line: any encoding the house knows, no line without end.

use std::io::{BufRead, BufReader, Read};

use crate::decode::Transcoder;
use crate::failure::{ReadFailure, Rule};
use crate::limits::Limits;
use crate::source::Source;

/// Bytes of one line.
const LINE: u64 = 1 << 20;

/// Calls a function with every line (counted from one) without its end. Bytes that are no UTF-8 are replaced: a log
/// holds what strangers sent.
pub(crate) fn each(
    source: &mut Source<'_>,
    limits: &Limits,
    take: &mut dyn FnMut(u64, &str) -> Result<(), ReadFailure>,
) -> Result<(), ReadFailure> {
    let wide = encoding_rs::Encoding::for_bom(&source.prefix()?).map(|(encoding, _)| encoding);
    let bytes = source.start()?;
    let inner: Box<dyn Read + '_> = match wide {
        Some(encoding) => Box::new(Transcoder::new(bytes, encoding)),
        None => Box::new(bytes),
    };
    let most = LINE.min(limits.max_text as u64);
    let mut input = BufReader::with_capacity(128 << 10, inner);
    let (mut line, mut number) = (Vec::new(), 0);
    loop {
        line.clear();
        number += 1;
        let place = || format!("line {number}");
        let got = (&mut input)
            .take(most)
            .read_until(b'\n', &mut line)
            .map_err(|e| ReadFailure::from_io(&e, &place()))?;
        if got == 0 {
            return Ok(());
        }
        if got as u64 == most && line.last() != Some(&b'\n') {
            let message = format!("the line is longer than {most} bytes");
            return Err(ReadFailure::refused(place(), Rule::TextSize, message));
        }
        while matches!(line.last(), Some(b'\n' | b'\r')) {
            line.pop();
        }
        match std::str::from_utf8(&line) {
            Ok(text) => take(number, text)?,
            Err(_) => take(number, &String::from_utf8_lossy(&line))?,
        }
    }
}

/// The lines that stand whole in a prefix, for recognising a format.
pub(crate) fn of_prefix(prefix: &[u8]) -> Vec<String> {
    let text = match encoding_rs::Encoding::for_bom(prefix) {
        Some((encoding, _)) => encoding.decode(prefix).0.into_owned(),
        None => String::from_utf8_lossy(prefix).into_owned(),
    };
    text.lines().take(200).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn all(text: &[u8]) -> Result<Vec<String>, Rule> {
        let limits = Limits { max_text: 50, ..Limits::default() };
        let mut cursor = Cursor::new(text.to_vec());
        let mut source = Source::new(&mut cursor, &limits).unwrap();
        let mut lines = Vec::new();
        each(&mut source, &limits, &mut |number, line| {
            lines.push(format!("{number}:{line}"));
            Ok(())
        })
        .map_err(|e| e.rule().unwrap())?;
        Ok(lines)
    }

    #[test]
    fn lines_of_any_ending() {
        assert_eq!(all(b"a\r\n\nb").unwrap(), ["1:a", "2:", "3:b"]);
        assert_eq!(all(b"a\xff").unwrap(), ["1:a\u{fffd}"]);
        let wide: Vec<u8> =
            [0xff, 0xfe].into_iter().chain("云\nx".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(all(&wide).unwrap(), ["1:云", "2:x"]);
        assert_eq!(all(&[b'x'; 60]), Err(Rule::TextSize));
        assert!(all(b"").unwrap().is_empty());
    }
}
