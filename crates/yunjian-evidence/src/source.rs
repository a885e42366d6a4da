//! The bytes of a file, decompressed when they are gzip, metered, and readable from the start more than once.

use std::io::{self, Read, Seek, SeekFrom};

use flate2::read::{DeflateDecoder, MultiGzDecoder};

use crate::failure::{Breach, ReadFailure, Rule, said};
use crate::limits::Limits;

/// What a reader may be handed: a file, a blob, a cursor over bytes.
pub trait ReadSeek: Read + Seek {}
impl<T: Read + Seek + ?Sized> ReadSeek for T {}

/// Bytes of the prefix that formats are recognised by.
pub(crate) const PREFIX: usize = 64 << 10;

/// One file under limits.
#[allow(missing_debug_implementations, reason = "it holds a reader of any kind")]
pub struct Source<'a> {
    raw: &'a mut dyn ReadSeek,
    size: u64,
    packing: Packing,
    /// Where in the raw bytes the content begins, and how many of them are its own; for a member of an archive.
    window: Option<(u64, u64)>,
    limits: Limits,
}

/// How content is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Packing {
    Plain,
    Gzip,
    Deflate,
}

impl<'a> Source<'a> {
    pub(crate) fn new(raw: &'a mut dyn ReadSeek, limits: &Limits) -> Result<Self, ReadFailure> {
        let size = raw.seek(SeekFrom::End(0))?;
        raw.seek(SeekFrom::Start(0))?;
        let mut magic = [0; 3];
        let got = fill(raw, &mut magic)?;
        let gzip = got == 3 && magic == [0x1f, 0x8b, 0x08];
        let packing = if gzip { Packing::Gzip } else { Packing::Plain };
        Ok(Self { raw, size, packing, window: None, limits: limits.clone() })
    }
    /// A member of an archive that lies in one piece in the raw bytes.
    pub(crate) fn member(
        raw: &'a mut dyn ReadSeek,
        limits: &Limits,
        (start, length): (u64, u64),
        packing: Packing,
    ) -> Self {
        Self { raw, size: length, packing, window: Some((start, length)), limits: limits.clone() }
    }
    /// Size of the file as handed in.
    pub fn size(&self) -> u64 {
        self.size
    }
    /// Whether the content is packed, so that its size is not known beforehand.
    pub fn is_packed(&self) -> bool {
        self.packing != Packing::Plain
    }
    /// The content from its first byte.
    ///
    /// # Errors
    /// When the file cannot be rewound.
    pub fn start(&mut self) -> Result<Bytes<'_>, ReadFailure> {
        let (start, length) = self.window.unwrap_or((0, u64::MAX));
        self.raw.seek(SeekFrom::Start(start))?;
        let ratio_bytes = self
            .is_packed()
            .then(|| self.size.saturating_mul(self.limits.max_ratio).max(self.limits.ratio_free_bytes));
        let raw: Box<dyn Read + '_> = match self.window {
            Some(_) => Box::new((&mut *self.raw).take(length)),
            None => Box::new(&mut *self.raw),
        };
        let inner: Box<dyn Read + '_> = match self.packing {
            Packing::Plain => raw,
            Packing::Gzip => Box::new(MultiGzDecoder::new(io::BufReader::with_capacity(PREFIX, raw))),
            Packing::Deflate => Box::new(DeflateDecoder::new(io::BufReader::with_capacity(PREFIX, raw))),
        };
        Ok(Bytes::new(inner, self.limits.max_bytes, ratio_bytes))
    }
    /// The first bytes of the content, for recognising it.
    pub(crate) fn prefix(&mut self) -> Result<Vec<u8>, ReadFailure> {
        let mut prefix = vec![0; PREFIX];
        let got = fill(&mut self.start()?, &mut prefix).map_err(|e| ReadFailure::from_io(&e, "byte 0"))?;
        prefix.truncate(got);
        Ok(prefix)
    }
    /// The file itself, for formats that are archives with a table of contents at their end.
    pub(crate) fn archive(&mut self) -> Result<&mut dyn ReadSeek, ReadFailure> {
        if self.window.is_some() {
            let message = "an archive in an archive is not opened when it is large; hand it in by itself";
            return Err(ReadFailure::refused("byte 0", Rule::Size, message));
        }
        self.raw.seek(SeekFrom::Start(0))?;
        Ok(&mut *self.raw)
    }
}

/// Reads until the buffer is full or the input ends.
pub(crate) fn fill(input: &mut dyn Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut got = 0;
    while got < buffer.len() {
        match input.read(&mut buffer[got..]) {
            Ok(0) => break,
            Ok(n) => got += n,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
    Ok(got)
}

/// Metered content of a [`Source`].
#[allow(missing_debug_implementations, reason = "it holds a reader of any kind")]
pub struct Bytes<'a> {
    inner: Box<dyn Read + 'a>,
    passed: u64,
    max_bytes: u64,
    ratio_bytes: Option<u64>,
}

impl<'a> Bytes<'a> {
    pub(crate) fn new(inner: Box<dyn Read + 'a>, max_bytes: u64, ratio_bytes: Option<u64>) -> Self {
        Self { inner, passed: 0, max_bytes, ratio_bytes }
    }
}

impl Read for Bytes<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let got = self.inner.read(buffer)?;
        self.passed += got as u64;
        if self.passed > self.max_bytes {
            return Err(Breach::io(
                Rule::Size,
                said!(
                    "the content is larger than {most} bytes, the most this program reads",
                    "内容超过 {most} 字节，这是本程序的读取上限",
                    most = self.max_bytes
                ),
            ));
        }
        if self.ratio_bytes.is_some_and(|most| self.passed > most) {
            return Err(Breach::io(
                Rule::Ratio,
                said!(
                    "the content is packed far more tightly than real files are; it was not unpacked further",
                    "内容的压缩比远高于正常文件，未继续解压"
                ),
            ));
        }
        Ok(got)
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn gzip_is_opened_and_read_twice() {
        let mut cursor = Cursor::new(gzip(b"hello"));
        let mut source = Source::new(&mut cursor, &Limits::default()).unwrap();
        assert!(source.is_packed());
        for _ in 0..2 {
            let mut text = String::new();
            source.start().unwrap().read_to_string(&mut text).unwrap();
            assert_eq!(text, "hello");
        }
    }

    #[test]
    fn a_gzip_bomb_is_refused() {
        let mut cursor = Cursor::new(gzip(&vec![0; 4 << 20]));
        let limits = Limits { ratio_free_bytes: 1 << 20, ..Limits::default() };
        let mut source = Source::new(&mut cursor, &limits).unwrap();
        let error = io::copy(&mut source.start().unwrap(), &mut io::sink()).unwrap_err();
        assert_eq!(ReadFailure::from_io(&error, "").rule(), Some(Rule::Ratio));
    }
}
