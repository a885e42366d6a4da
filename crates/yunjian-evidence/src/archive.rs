//! The look at the door: whether a compressed file is one no honest tool writes. Nothing is kept unpacked.

use std::io;

use zip::ZipArchive;

use crate::failure::{ReadFailure, Rule, said};
use crate::limits::Limits;
use crate::source::{ReadSeek, Source};

/// Whether content begins as something that has to be unpacked. What does not needs no look at the door.
pub fn is_packed(prefix: &[u8]) -> bool {
    prefix.starts_with(b"PK") || prefix.starts_with(&[0x1f, 0x8b])
}

/// Refuses gzip and zip content beyond the limits of ratio, size and members, and names that lead out of an
/// archive. Content that is neither passes: its reader has limits of its own.
///
/// # Errors
/// When a limit is broken, with place and rule, or the input cannot be read.
pub fn check(input: &mut dyn ReadSeek, limits: &Limits) -> Result<(), ReadFailure> {
    let mut source = Source::new(input, limits)?;
    if source.is_packed() {
        io::copy(&mut source.start()?, &mut io::sink()).map_err(|e| ReadFailure::from_io(&e, "gzip"))?;
        return Ok(());
    }
    let size = source.size();
    let prefix = source.prefix()?;
    if !prefix.starts_with(b"PK\x03\x04") {
        return Ok(());
    }
    let mut zip = ZipArchive::new(source.archive()?).map_err(|e| {
        ReadFailure::refused("zip", Rule::Syntax, said!("the archive is broken: {e}", "压缩包已损坏：{e}"))
    })?;
    if zip.len() > limits.max_members {
        let message = said!(
            "the archive has more than {most} members",
            "压缩包的成员超过 {most} 个",
            most = limits.max_members
        );
        return Err(ReadFailure::refused("zip", Rule::Members, message));
    }
    let most = size.saturating_mul(limits.max_ratio).max(limits.ratio_free_bytes);
    let mut unpacked: u64 = 0;
    for index in 0..zip.len() {
        let member = zip.by_index_raw(index).map_err(|e| {
            ReadFailure::refused(
                "zip",
                Rule::Syntax,
                said!("the archive is broken: {e}", "压缩包已损坏：{e}"),
            )
        })?;
        let place = format!("zip member {}", index + 1);
        if member.enclosed_name().is_none() {
            let message = said!(
                "the name of an archive member leads out of the archive",
                "压缩包成员的名称指向包外路径"
            );
            return Err(ReadFailure::refused(place, Rule::Members, message));
        }
        unpacked = unpacked.saturating_add(member.size());
        if unpacked > most || unpacked > limits.max_bytes {
            let message = said!(
                "the archive is packed far more tightly than real files are",
                "压缩包的压缩比远高于正常文件"
            );
            return Err(ReadFailure::refused(place, Rule::Ratio, message));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write as _};

    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn zip(name: &str, bytes: &[u8]) -> Vec<u8> {
        let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options =
            zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        out.start_file(name, options).unwrap();
        out.write_all(bytes).unwrap();
        out.finish().unwrap().into_inner()
    }

    fn rule(bytes: Vec<u8>) -> Option<Rule> {
        let limits = Limits { ratio_free_bytes: 1 << 20, ..Limits::default() };
        check(&mut Cursor::new(bytes), &limits).err().and_then(|failure| failure.rule())
    }

    #[test]
    fn bombs_and_strays_are_refused_and_the_rest_passes() {
        assert_eq!(rule(gzip(&vec![0; 8 << 20])), Some(Rule::Ratio));
        assert_eq!(rule(zip("a.xml", &vec![0; 8 << 20])), Some(Rule::Ratio));
        assert_eq!(rule(zip("../a.xml", b"x")), Some(Rule::Members));
        assert_eq!(rule(gzip(b"honest")), None);
        assert_eq!(rule(zip("a.xml", b"honest")), None);
        assert_eq!(rule(b"plain".to_vec()), None);
    }
}
