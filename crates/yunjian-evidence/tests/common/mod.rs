//! What the integration tests share.
#![allow(dead_code, unreachable_pub, reason = "each test program uses a part of it")]

use std::io::Cursor;
use std::path::PathBuf;

use jiff::tz::TimeZone;
use yunjian_domain::facts::FactSet;
use yunjian_evidence::{Context, Limits, ReadFailure, Summary, read, sha256_hex};

pub fn shanghai() -> TimeZone {
    TimeZone::fixed(jiff::tz::offset(8))
}

pub fn context(bytes: &[u8]) -> Context {
    Context::new(sha256_hex(&mut &bytes[..]).unwrap(), shanghai())
}

pub fn read_as(
    bytes: &[u8],
    format: Option<&str>,
    limits: &Limits,
) -> Result<(Summary, FactSet), ReadFailure> {
    let mut facts = FactSet::new();
    let summary = read(&mut Cursor::new(bytes), format, &context(bytes), limits, &mut facts)?;
    Ok((summary, facts))
}

pub fn read_bytes(bytes: &[u8]) -> Result<(Summary, FactSet), ReadFailure> {
    read_as(bytes, None, &Limits::default())
}

/// A folder of the corpus, or nothing (with a message) where it is not present.
pub fn corpus() -> Option<PathBuf> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/corpora"));
    if folder.join("MANIFEST.json").is_file() {
        return Some(folder);
    }
    eprintln!("corpus not present: ../shared/corpora");
    None
}

pub fn manifest() -> Option<Vec<serde_json::Value>> {
    let text = std::fs::read(corpus()?.join("MANIFEST.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_slice(&text).unwrap();
    Some(manifest["files"].as_array().unwrap().clone())
}
