//! The readers, one file per format. The list below is the whole list: a format that is not here is not read.

use crate::format::{Confidence, Format};

mod cyclonedx;
mod nessus;
mod nmap;
pub(crate) mod register;
mod trivy;
mod xccdf;

/// Every reader, in the order in which people see them.
pub fn all() -> &'static [&'static dyn Format] {
    &[
        &nessus::Nessus,
        &nmap::Nmap,
        &trivy::Trivy,
        &cyclonedx::CycloneDx,
        &xccdf::Xccdf,
        &register::Csv,
        &register::Xlsx,
    ]
}

/// Certain when the root element of an XML prefix is `wanted`: called with its local name and its whole start tag.
fn sniff_root(prefix: &[u8], wanted: impl Fn(&str, &str) -> bool) -> Confidence {
    match root(prefix) {
        Some((name, tag)) if wanted(&name, &tag) => Confidence::Certain,
        _ => Confidence::No,
    }
}

/// The root element of an XML prefix: local name and start tag.
fn root(prefix: &[u8]) -> Option<(String, String)> {
    let encoding = crate::decode::of_xml(prefix).ok()?.unwrap_or(encoding_rs::UTF_8);
    let (text, _, _) = encoding.decode(prefix);
    let mut rest = text.trim_start();
    loop {
        rest = rest.trim_start();
        rest = if let Some(comment) = rest.strip_prefix("<!--") {
            comment.split_once("-->")?.1
        } else if let Some(instruction) = rest.strip_prefix("<?") {
            instruction.split_once("?>")?.1
        } else if let Some(declaration) = rest.strip_prefix("<!") {
            // An internal subset holds `>` of its own; the reader will refuse the file, and should get the chance.
            match declaration.find(['[', '>'])? {
                at if declaration.as_bytes()[at] == b'[' => declaration.split_once("]>")?.1,
                at => &declaration[at + 1..],
            }
        } else {
            let tag = rest.strip_prefix('<')?;
            let tag = &tag[..tag.find('>').unwrap_or(tag.len())];
            let name = tag.split([' ', '\t', '\r', '\n', '/']).next()?;
            let name = name.rsplit_once(':').map_or(name, |(_, local)| local);
            return Some((name.to_owned(), tag.to_owned()));
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_is_found_behind_declarations() {
        for text in [
            "<r/>",
            "\u{feff}<?xml version='1.0'?>\n<!-- <x> --><!DOCTYPE r SYSTEM 'r.dtd'><r a='1'>",
            "<!DOCTYPE r [<!ENTITY a 'b'>]><n:r>",
        ] {
            assert_eq!(root(text.as_bytes()).unwrap().0, "r", "{text}");
        }
        assert!(root(b"no xml").is_none());
        assert!(root(b"<!-- never closed").is_none());
    }

    #[test]
    fn every_format_has_a_name_of_its_own() {
        let mut ids: Vec<_> = all().iter().map(|f| f.id()).collect();
        ids.sort_unstable();
        let count = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), count);
        for format in all() {
            assert!(
                format.reader_version() > 0 && !format.label().zh.is_empty() && !format.label().en.is_empty()
            );
            assert!(format.takes(format.id()), "{}", format.id());
            for ty in format.fact_types() {
                assert!(
                    yunjian_catalogue::vocabulary().fact_type(ty).is_some(),
                    "{} makes {ty}",
                    format.id()
                );
            }
        }
    }
}
