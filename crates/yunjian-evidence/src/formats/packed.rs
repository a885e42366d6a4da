//! Archives of evidence files: zip, tar and tar in gzip. Every member is read as if it had been handed in by itself; its facts name it before the place
//! (`web/a.nessus!ReportHost[1]`). Members of no known format are noted and passed over; a broken one refuses the archive. An archive in an archive is not opened
//! (a workbook is no archive here). Limits: number of members, bytes and ratio of each and of all together; a large member of a tar in gzip is refused, because
//! it could only be read by unpacking all before it again and again.

use std::io::{Cursor, Read, SeekFrom};

use zip::{CompressionMethod, ZipArchive};

use crate::failure::{ReadFailure, Rule};
use crate::format::{Confidence, Format, Job, Label};
use crate::out::Out;
use crate::source::{Packing, Source, fill};
use crate::summary::Summary;

/// The reader of archives.
#[derive(Debug)]
pub(crate) struct Packed;

/// Members up to this size are unpacked into memory, where they can be read in any order.
pub(crate) const SMALL: u64 = 12 << 20;
pub(crate) const BLOCK: usize = 512;

impl Format for Packed {
    fn id(&self) -> &'static str {
        "archive"
    }
    fn label(&self) -> Label {
        Label { zh: "证据压缩包（ZIP、TAR）", en: "Archive of evidence files (zip, tar)" }
    }
    fn reader_version(&self) -> u32 {
        // Facts change whenever any reader's do.
        1 + super::all().iter().filter(|f| f.id() != self.id()).map(|f| f.reader_version()).sum::<u32>()
    }
    fn fact_types(&self) -> &'static [&'static str] {
        &[]
    }
    fn sniff(&self, prefix: &[u8]) -> Confidence {
        let named = |name: &[u8]| prefix.windows(name.len()).any(|w| w == name);
        if prefix.get(257..262) == Some(b"ustar") {
            return Confidence::Certain;
        }
        // Office documents are zip files too; their own readers know them.
        let office: [&[u8]; 6] = [b"[Content_Types].xml", b"xl/", b"word/", b"ppt/", b"mimetype", b"OFD.xml"];
        if prefix.starts_with(b"PK\x03\x04") && !office.iter().any(|n| named(n)) {
            Confidence::Likely
        } else {
            Confidence::No
        }
    }
    fn read(&self, source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
        let mut reading = Reading { job, number: 0, known: 0, total: Summary::default(), mixed: false };
        let result = match (source.is_packed(), source.prefix()?.starts_with(b"PK\x03\x04")) {
            (true, _) => reading.packed_tar(source, out),
            (false, true) => reading.zip(source, out),
            (false, false) => reading.tar(source, out),
        };
        out.enter(None);
        result?;
        if reading.known == 0 {
            let message = "no member of the archive is in a format this program reads";
            return Err(ReadFailure::refused("archive", Rule::Schema, message));
        }
        let bytes = out.summary.bytes;
        out.summary = reading.total;
        out.summary.bytes = bytes;
        out.summary.errors.truncate(job.limits.max_errors);
        if reading.mixed {
            self.id().clone_into(&mut out.summary.format);
        }
        Ok(())
    }
}

struct Reading<'a> {
    job: &'a Job<'a>,
    /// Members met.
    number: usize,
    /// Members read.
    known: usize,
    total: Summary,
    mixed: bool,
}

pub(crate) fn broken(error: impl std::fmt::Display) -> ReadFailure {
    ReadFailure::refused("archive", Rule::Syntax, format!("the archive is broken: {error}"))
}

impl Reading<'_> {
    fn count(&mut self) -> Result<(), ReadFailure> {
        self.number += 1;
        if self.number > self.job.limits.max_members {
            let message = format!("the archive has more than {} members", self.job.limits.max_members);
            return Err(ReadFailure::refused("archive", Rule::Members, message));
        }
        Ok(())
    }

    fn zip(&mut self, source: &mut Source<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
        let limits = self.job.limits;
        let most =
            source.size().saturating_mul(limits.max_ratio).max(limits.ratio_free_bytes).min(limits.max_bytes);
        let raw = source.archive()?;
        let mut places = Vec::new();
        {
            let mut zip = ZipArchive::new(&mut *raw).map_err(broken)?;
            if zip.len() > limits.max_members {
                let message = format!("the archive has more than {} members", limits.max_members);
                return Err(ReadFailure::refused("archive", Rule::Members, message));
            }
            let mut unpacked: u64 = 0;
            for index in 0..zip.len() {
                let member = zip.by_index_raw(index).map_err(broken)?;
                let place = format!("archive member {}", index + 1);
                if member.enclosed_name().is_none() {
                    let message = "the name of an archive member leads out of the archive";
                    return Err(ReadFailure::refused(place, Rule::Members, message));
                }
                unpacked = unpacked.saturating_add(member.size());
                if unpacked > most {
                    let message = "the archive is packed far more tightly than real files are";
                    return Err(ReadFailure::refused(place, Rule::Ratio, message));
                }
                let stated = member.name().map_err(broken)?.into_owned();
                if member.is_dir() || junk(&stated) {
                    continue;
                }
                if member.encrypted() {
                    let message = "the member is encrypted; hand it in without a password";
                    return Err(ReadFailure::refused(place, Rule::Encoding, message));
                }
                let packing = match member.compression() {
                    CompressionMethod::Stored => Packing::Plain,
                    CompressionMethod::Deflated => Packing::Deflate,
                    other => {
                        let message = format!("the member is packed by {other}; deflate and stored are read");
                        return Err(ReadFailure::refused(place, Rule::Encoding, message));
                    }
                };
                let start = member.data_start().ok_or_else(|| broken("a member has no data"))?;
                places.push((name(&stated), start, member.compressed_size(), packing));
            }
        }
        for (name, start, length, packing) in places {
            self.count()?;
            self.window(raw, name, (start, length), packing, out)?;
        }
        Ok(())
    }

    fn tar(&mut self, source: &mut Source<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
        let raw = source.archive()?;
        let mut at = 0_u64;
        let mut long = None;
        loop {
            raw.seek(SeekFrom::Start(at))?;
            let mut block = [0; BLOCK];
            if fill(raw, &mut block)? < BLOCK || block.iter().all(|b| *b == 0) {
                return Ok(());
            }
            let header = header(&block, at)?;
            at += BLOCK as u64;
            let mut content = Vec::new();
            match header.kind {
                b'0' | 0 | b'7' if !junk(&header.name) => {
                    self.count()?;
                    let name = long.take().unwrap_or(header.name);
                    self.window(raw, name, (at, header.size), Packing::Plain, out)?;
                }
                b'L' if header.size < 4_096 => {
                    (&mut *raw).take(header.size).read_to_end(&mut content)?;
                    long = Some(name(String::from_utf8_lossy(&content).trim_end_matches('\0')));
                }
                _ => self.count()?,
            }
            at = at.saturating_add(header.size.div_ceil(BLOCK as u64).saturating_mul(BLOCK as u64));
        }
    }

    fn packed_tar(&mut self, source: &mut Source<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
        let io = |e: &std::io::Error| ReadFailure::from_io(e, "archive");
        let mut bytes = source.start()?;
        let mut at = 0_u64;
        let mut long = None;
        loop {
            let mut block = [0; BLOCK];
            if fill(&mut bytes, &mut block).map_err(|e| io(&e))? < BLOCK || block.iter().all(|b| *b == 0) {
                return Ok(());
            }
            let header = header(&block, at)?;
            let whole = header.size.div_ceil(BLOCK as u64).saturating_mul(BLOCK as u64);
            at = at.saturating_add(BLOCK as u64).saturating_add(whole);
            let file = matches!(header.kind, b'0' | 0 | b'7') && !junk(&header.name);
            self.count()?;
            if file && header.size > SMALL {
                let place = format!("archive member {}", header.name);
                let message = "a member of a packed tar is too large to be read in place; hand the archive in as zip, or the file by itself";
                return Err(ReadFailure::refused(place, Rule::Size, message));
            }
            if file || header.kind == b'L' && header.size < 4_096 {
                let mut content = Vec::new();
                (&mut bytes).take(header.size).read_to_end(&mut content).map_err(|e| io(&e))?;
                if (content.len() as u64) < header.size {
                    return Err(broken("it ends inside a member"));
                }
                std::io::copy(&mut (&mut bytes).take(whole - header.size), &mut std::io::sink())
                    .map_err(|e| io(&e))?;
                if file {
                    let name = long.take().unwrap_or(header.name);
                    let mut cursor = Cursor::new(content);
                    let mut inner = Source::new(&mut cursor, self.job.limits)?;
                    self.member(&mut inner, name, out)?;
                } else {
                    long = Some(name(String::from_utf8_lossy(&content).trim_end_matches('\0')));
                }
            } else {
                std::io::copy(&mut (&mut bytes).take(whole), &mut std::io::sink()).map_err(|e| io(&e))?;
            }
        }
    }

    fn window(
        &mut self,
        raw: &mut dyn crate::source::ReadSeek,
        name: String,
        window: (u64, u64),
        packing: Packing,
        out: &mut Out<'_>,
    ) -> Result<(), ReadFailure> {
        let limits = self.job.limits;
        let mut member = Source::member(raw, limits, window, packing);
        let mut content = Vec::new();
        let place = format!("archive member {name}");
        let bytes = member.start()?;
        bytes.take(SMALL + 1).read_to_end(&mut content).map_err(|e| ReadFailure::from_io(&e, &place))?;
        if content.len() as u64 > SMALL {
            drop(content);
            return self.member(&mut member, name, out);
        }
        let mut cursor = Cursor::new(content);
        let mut inner = Source::new(&mut cursor, limits)?;
        self.member(&mut inner, name, out)
    }

    /// Reads one member as a file of its own.
    fn member(
        &mut self,
        source: &mut Source<'_>,
        name: String,
        out: &mut Out<'_>,
    ) -> Result<(), ReadFailure> {
        out.enter(Some((self.number, name)));
        let prefix = source.prefix()?;
        let found = match self.job.asked.filter(|asked| *asked != "archive") {
            Some(asked) => crate::by_id(asked).ok_or(ReadFailure::Unrecognised),
            None => crate::recognise(&prefix),
        };
        let format = match found {
            Ok(format) if format.id() == "archive" => {
                out.problem(
                    "/",
                    Rule::Members,
                    "an archive in an archive is not opened; hand it in by itself",
                );
                self.add(out);
                return Ok(());
            }
            Ok(format) => format,
            Err(ReadFailure::Ambiguous { candidates }) => {
                let message = format!(
                    "the member could be {}; hand it in by itself and say which",
                    candidates.join(", ")
                );
                out.problem("/", Rule::Schema, message);
                self.add(out);
                return Ok(());
            }
            Err(_) => {
                out.problem(
                    "/",
                    Rule::Schema,
                    "the member is in no format this program reads; it was passed over",
                );
                self.add(out);
                return Ok(());
            }
        };
        out.summary = Summary::default();
        format.id().clone_into(&mut out.summary.format);
        let job = Job { asked: self.job.asked.filter(|asked| *asked != "archive"), ..*self.job };
        format.read(source, &job, out).map_err(|failure| match failure {
            ReadFailure::Refused { format: stated, place, rule, message, message_zh } => {
                let id = if stated.is_empty() { format.id().to_owned() } else { stated };
                ReadFailure::Refused { format: id, place: out.place(place), rule, message, message_zh }
            }
            other => other,
        })?;
        self.mixed |= self.known > 0 && self.total.format != out.summary.format;
        self.known += 1;
        self.add(out);
        Ok(())
    }

    fn add(&mut self, out: &mut Out<'_>) {
        let mut part = std::mem::take(&mut out.summary);
        if part.rows == 0 && self.known == 0 {
            part.format = if part.parse_errors > 0 { String::new() } else { part.format };
        }
        let errors = self.total.errors.len();
        part.errors.truncate(self.job.limits.max_errors.saturating_sub(errors));
        self.total.add(part);
    }
}

/// What operating systems leave in archives.
pub(crate) fn junk(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or(name);
    name.starts_with("__MACOSX/")
        || last.starts_with("._")
        || matches!(last, ".DS_Store" | "Thumbs.db")
        || name.ends_with('/')
}

/// A name as it stands in places: not too long, and without what would look like another place.
pub(crate) fn name(stated: &str) -> String {
    stated.chars().filter(|c| !c.is_control() && *c != '!').take(200).collect()
}

pub(crate) struct Header {
    pub(crate) name: String,
    pub(crate) size: u64,
    pub(crate) kind: u8,
}

pub(crate) fn header(block: &[u8; BLOCK], at: u64) -> Result<Header, ReadFailure> {
    let place = format!("byte {at}");
    let text = |range: std::ops::Range<usize>| {
        let bytes = &block[range];
        String::from_utf8_lossy(&bytes[..bytes.iter().position(|b| *b == 0).unwrap_or(bytes.len())])
            .into_owned()
    };
    let sum: u64 =
        block.iter().enumerate().map(|(i, b)| if (148..156).contains(&i) { 32 } else { u64::from(*b) }).sum();
    let octal = |range| u64::from_str_radix(text(range).trim(), 8).ok();
    if octal(148..156) != Some(sum) {
        return Err(ReadFailure::refused(
            place,
            Rule::Syntax,
            "the tar is broken here: a header's sum is not right",
        ));
    }
    let size = octal(124..136)
        .ok_or_else(|| ReadFailure::refused(&*place, Rule::Syntax, "the tar gives a member no size"))?;
    let (path, prefix) = (text(0..100), text(345..500));
    let path =
        if prefix.is_empty() || &block[257..262] != b"ustar" { path } else { format!("{prefix}/{path}") };
    if path.starts_with('/') || path.split('/').any(|part| part == "..") {
        return Err(ReadFailure::refused(
            place,
            Rule::Members,
            "the name of an archive member leads out of the archive",
        ));
    }
    Ok(Header { name: name(&path), size, kind: block[156] })
}
