//! Members of an archive.

use std::io::{Cursor, Read as _, SeekFrom};

use zip::{CompressionMethod, ZipArchive};

use super::window::Window;
use super::{Ask, Content, Member, View};
use crate::failure::{ReadFailure, Rule, said};
use crate::format::{Confidence, Format as _};
use crate::formats::packed::{BLOCK, Packed, SMALL, broken, header, junk, name};
use crate::limits::Limits;
use crate::source::{Packing, Source, fill};

pub(super) fn is_archive(prefix: &[u8]) -> bool {
    Packed.sniff(prefix) > Confidence::No
}

/// A member as it is met.
struct Found {
    name: String,
    size: u64,
    opens: bool,
}

/// Opens a member that was met, as a file of its own.
type Opened<'o> = dyn FnMut(&mut Source<'_>) -> Result<(), ReadFailure> + 'o;

pub(super) fn list(
    source: &mut Source<'_>,
    prefix: &[u8],
    ask: &Ask,
    limits: &Limits,
) -> Result<View, ReadFailure> {
    let mut window = Window::new(ask.from, ask.limit, false);
    each(
        source,
        prefix,
        limits,
        &mut |found| {
            let size = found.name.len() + 16;
            window.push(
                Member { name: found.name.clone(), size: found.size, opens: found.opens },
                size,
                false,
            );
            false
        },
        &mut |_| Ok(()),
    )?;
    let (members, from, next, at) = window.done();
    Ok(View { from, next, at, ..View::of(Content::Archive { members }) })
}

/// Opens a member as a file of its own.
pub(super) fn within(
    source: &mut Source<'_>,
    prefix: &[u8],
    name: &str,
    limits: &Limits,
    look: &mut dyn FnMut(&mut Source<'_>) -> Result<View, ReadFailure>,
) -> Result<View, ReadFailure> {
    let mut view = None;
    each(source, prefix, limits, &mut |found| found.opens && found.name == name, &mut |inner| {
        view = Some(look(inner)?);
        Ok(())
    })?;
    view.ok_or_else(|| {
        let message = said!("the archive has no member of this name", "压缩包中没有这个名称的成员");
        ReadFailure::refused(name, Rule::Members, message)
    })
}

/// Meets every member in turn; the first that is wanted is opened, and that is all.
fn each(
    source: &mut Source<'_>,
    prefix: &[u8],
    limits: &Limits,
    wants: &mut dyn FnMut(&Found) -> bool,
    opened: &mut Opened<'_>,
) -> Result<(), ReadFailure> {
    if source.is_packed() {
        packed_tar(source, limits, wants, opened)
    } else if prefix.starts_with(b"PK\x03\x04") {
        zip(source, limits, wants, opened)
    } else {
        tar(source, limits, wants, opened)
    }
}

fn too_many(limits: &Limits) -> ReadFailure {
    let most = limits.max_members;
    let message = said!("the archive has more than {most} members", "压缩包的成员超过 {most} 个");
    ReadFailure::refused("archive", Rule::Members, message)
}

fn zip(
    source: &mut Source<'_>,
    limits: &Limits,
    wants: &mut dyn FnMut(&Found) -> bool,
    opened: &mut Opened<'_>,
) -> Result<(), ReadFailure> {
    let raw = source.archive()?;
    let mut wanted = None;
    {
        let mut zip = ZipArchive::new(&mut *raw).map_err(broken)?;
        if zip.len() > limits.max_members {
            return Err(too_many(limits));
        }
        for index in 0..zip.len() {
            let member = zip.by_index_raw(index).map_err(broken)?;
            let stated = member.name().map_err(broken)?.into_owned();
            if member.is_dir() || junk(&stated) {
                continue;
            }
            let packing = match member.compression() {
                CompressionMethod::Stored => Some(Packing::Plain),
                CompressionMethod::Deflated => Some(Packing::Deflate),
                _ => None,
            };
            let opens = packing.is_some() && !member.encrypted();
            let found = Found { name: name(&stated), size: member.size(), opens };
            if wants(&found)
                && let (Some(packing), Some(start)) = (packing, member.data_start())
            {
                wanted = Some((start, member.compressed_size(), packing));
                break;
            }
        }
    }
    let Some((start, length, packing)) = wanted else { return Ok(()) };
    inside(raw, (start, length), packing, limits, opened)
}

fn tar(
    source: &mut Source<'_>,
    limits: &Limits,
    wants: &mut dyn FnMut(&Found) -> bool,
    opened: &mut Opened<'_>,
) -> Result<(), ReadFailure> {
    let raw = source.archive()?;
    let (mut at, mut count, mut long) = (0_u64, 0, None);
    loop {
        raw.seek(SeekFrom::Start(at))?;
        let mut block = [0; BLOCK];
        if fill(raw, &mut block)? < BLOCK || block.iter().all(|b| *b == 0) {
            return Ok(());
        }
        let header = header(&block, at)?;
        at += BLOCK as u64;
        count += 1;
        if count > limits.max_members {
            return Err(too_many(limits));
        }
        match header.kind {
            b'0' | 0 | b'7' if !junk(&header.name) => {
                let found =
                    Found { name: long.take().unwrap_or(header.name), size: header.size, opens: true };
                if wants(&found) {
                    return inside(raw, (at, header.size), Packing::Plain, limits, opened);
                }
            }
            b'L' if header.size < 4_096 => {
                let mut content = Vec::new();
                (&mut *raw).take(header.size).read_to_end(&mut content)?;
                long = Some(name(String::from_utf8_lossy(&content).trim_end_matches('\0')));
            }
            _ => {}
        }
        at = at.saturating_add(header.size.div_ceil(BLOCK as u64).saturating_mul(BLOCK as u64));
    }
}

fn packed_tar(
    source: &mut Source<'_>,
    limits: &Limits,
    wants: &mut dyn FnMut(&Found) -> bool,
    opened: &mut Opened<'_>,
) -> Result<(), ReadFailure> {
    let io = |e: &std::io::Error| ReadFailure::from_io(e, "archive");
    let mut bytes = source.start()?;
    let (mut at, mut count, mut long) = (0_u64, 0, None);
    loop {
        let mut block = [0; BLOCK];
        if fill(&mut bytes, &mut block).map_err(|e| io(&e))? < BLOCK || block.iter().all(|b| *b == 0) {
            return Ok(());
        }
        let header = header(&block, at)?;
        let whole = header.size.div_ceil(BLOCK as u64).saturating_mul(BLOCK as u64);
        at = at.saturating_add(BLOCK as u64).saturating_add(whole);
        count += 1;
        if count > limits.max_members {
            return Err(too_many(limits));
        }
        let mut left = whole;
        match header.kind {
            b'0' | 0 | b'7' if !junk(&header.name) => {
                // A large member of a packed tar could only be looked at by unpacking all before it, again and again.
                let opens = header.size <= SMALL;
                let found = Found { name: long.take().unwrap_or(header.name), size: header.size, opens };
                if wants(&found) {
                    let mut content = Vec::new();
                    (&mut bytes).take(header.size).read_to_end(&mut content).map_err(|e| io(&e))?;
                    let mut cursor = Cursor::new(content);
                    return opened(&mut Source::new(&mut cursor, limits)?);
                }
            }
            b'L' if header.size < 4_096 => {
                let mut content = Vec::new();
                (&mut bytes).take(header.size).read_to_end(&mut content).map_err(|e| io(&e))?;
                left -= content.len() as u64;
                long = Some(name(String::from_utf8_lossy(&content).trim_end_matches('\0')));
            }
            _ => {}
        }
        std::io::copy(&mut (&mut bytes).take(left), &mut std::io::sink()).map_err(|e| io(&e))?;
    }
}

/// A small member in memory, where it can be read in any order; a large one in its place.
fn inside(
    raw: &mut dyn crate::source::ReadSeek,
    window: (u64, u64),
    packing: Packing,
    limits: &Limits,
    opened: &mut Opened<'_>,
) -> Result<(), ReadFailure> {
    let mut member = Source::member(raw, limits, window, packing);
    let mut content = Vec::new();
    let bytes = member.start()?;
    bytes.take(SMALL + 1).read_to_end(&mut content).map_err(|e| ReadFailure::from_io(&e, "archive"))?;
    if content.len() as u64 > SMALL {
        drop(content);
        return opened(&mut member);
    }
    let mut cursor = Cursor::new(content);
    opened(&mut Source::new(&mut cursor, limits)?)
}
