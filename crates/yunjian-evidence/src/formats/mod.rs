//! The readers, one file per format. The list below is the whole list: a format that is not here is not read.

use crate::format::{Confidence, Format};

mod aide;
mod asff;
mod auditd;
mod burp;
mod checkov;
mod clamav;
mod cyclonedx;
mod dependency_check;
pub(crate) mod document;
mod gitleaks;
mod grype;
mod iam_csv;
mod kube_bench;
mod nessus;
mod nmap;
mod nuclei;
mod ocsf;
mod openvas;
mod osquery;
mod oval;
pub(crate) mod packed;
mod qualys;
mod redfish;
pub(crate) mod register;
mod sarif;
mod semgrep;
mod snyk;
mod spdx;
mod suricata;
mod syslog;
mod trivy;
mod trivy_operator;
mod vex;
mod wazuh;
mod xccdf;
mod zap;

/// The reader of archives, which hands their members to the others.
pub(crate) const ARCHIVE: &dyn Format = &packed::Packed;

/// Every reader, in the order in which people see them.
pub fn all() -> &'static [&'static dyn Format] {
    ALL
}

static ALL: &[&dyn Format] = &[
    &nessus::Nessus,
    &openvas::OPENVAS,
    &qualys::QUALYS,
    &nmap::Nmap,
    &trivy::Trivy,
    &trivy_operator::TRIVY_OPERATOR,
    &grype::GRYPE,
    &nuclei::NUCLEI,
    &zap::ZAP_XML,
    &zap::ZAP_JSON,
    &burp::BURP,
    &sarif::SARIF,
    &cyclonedx::CycloneDx,
    &cyclonedx::CycloneDxXml,
    &spdx::SPDX_JSON,
    &spdx::SPDX_TAG,
    &vex::CSAF,
    &vex::OPENVEX,
    &dependency_check::DEPENDENCY_CHECK,
    &xccdf::Xccdf { arf: false },
    &xccdf::Xccdf { arf: true },
    &oval::OVAL,
    &ocsf::OCSF,
    &asff::ASFF,
    &kube_bench::KUBE_BENCH,
    &wazuh::WAZUH,
    &checkov::CHECKOV,
    &semgrep::SEMGREP,
    &snyk::SNYK,
    &gitleaks::GITLEAKS,
    &clamav::CLAMAV,
    &clamav::FRESHCLAM,
    &aide::AIDE,
    &osquery::OSQUERY,
    &suricata::SURICATA,
    &auditd::AUDITD,
    &syslog::SYSLOG,
    &redfish::REDFISH,
    &iam_csv::IAM_CSV,
    &packed::Packed,
    &document::Pdf,
    &document::Docx,
    &register::Csv,
    &register::Xlsx,
];

/// Certain when the root element of an XML prefix is `wanted`: called with its local name and its whole start tag.
fn sniff_root(prefix: &[u8], wanted: impl Fn(&str, &str) -> bool) -> Confidence {
    match root(prefix) {
        Some((name, tag)) if wanted(&name, &tag) => Confidence::Certain,
        _ => Confidence::No,
    }
}

/// The root element of an XML prefix: local name and start tag.
pub(crate) fn root(prefix: &[u8]) -> Option<(String, String)> {
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

    /// clauses: 7.2.2 b)
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
