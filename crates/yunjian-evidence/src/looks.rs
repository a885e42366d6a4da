//! What a page can see of a file before it is sent: the family its first bytes belong to, and the words that tell
//! members of a family apart.
//!
//! This is no second reader. It lets a browser say early that a file is no scan report at all; what a file is, the
//! readers say.

/// The first bytes of a family of formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    Pdf,
    /// A ZIP container with the folder `word/`.
    Docx,
    /// A ZIP container with the folder `xl/`.
    Xlsx,
    Xml,
    /// JSON, or one JSON value per line.
    Json,
    Csv,
    Text,
    Png,
}

impl Family {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Xml => "xml",
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Text => "text",
            Self::Png => "png",
        }
    }
}

/// How a format looks from outside.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// As obligations name it.
    pub format: &'static str,
    pub family: Family,
    /// One of these groups is there whole: the root element of XML, keys of a JSON object or of its list's first
    /// object, or words in the first lines of a text. None: the family is all that can be told.
    pub marks: &'static [&'static [&'static str]],
}

const fn look(format: &'static str, family: Family, marks: &'static [&'static [&'static str]]) -> Look {
    Look { format, family, marks }
}

/// The whole list; a format that is missing is judged by the server alone.
pub const ALL: &[Look] = &[
    look("pdf", Family::Pdf, &[]),
    look("docx", Family::Docx, &[]),
    look("png", Family::Png, &[]),
    look("json", Family::Json, &[]),
    look("syslog", Family::Text, &[]),
    look("nessus-v2", Family::Xml, &[&["NessusClientData_v2"]]),
    look("openvas-xml", Family::Xml, &[&["report"], &["get_reports_response"]]),
    look("nmap-xml", Family::Xml, &[&["nmaprun"]]),
    look("xccdf-arf", Family::Xml, &[&["asset-report-collection"], &["Benchmark"], &["TestResult"]]),
    look("junit-xml", Family::Xml, &[&["testsuites"], &["testsuite"]]),
    look("sitemap-xml", Family::Xml, &[&["urlset"], &["sitemapindex"]]),
    look(
        "trivy-json",
        Family::Json,
        &[&["SchemaVersion", "ArtifactName"], &["SchemaVersion", "Results"], &["Target"]],
    ),
    look("grype-json", Family::Json, &[&["matches"]]),
    look("sarif", Family::Json, &[&["runs"]]),
    look("cyclonedx-json", Family::Json, &[&["bomFormat"], &["specVersion", "components"]]),
    look("spdx-json", Family::Json, &[&["spdxVersion"], &["SPDXID", "creationInfo"]]),
    look("csaf", Family::Json, &[&["document"]]),
    look("openvex-json", Family::Json, &[&["@context"]]),
    look("nuclei-jsonl", Family::Json, &[&["template-id", "info"], &["templateID", "info"]]),
    look("zap-json", Family::Json, &[&["site"]]),
    look("ocsf-jsonl", Family::Json, &[&["class_uid"]]),
    look("suricata-eve", Family::Json, &[&["event_type"]]),
    look("redfish-json", Family::Json, &[&["@odata.type"]]),
    look("osquery-json", Family::Json, &[&["hostIdentifier"]]),
    look("wazuh-json", Family::Json, &[]),
    look("aide-report", Family::Text, &[&["AIDE"]]),
    look("clamav-log", Family::Text, &[]),
    look("freshclam-log", Family::Text, &[]),
    look("auditd-syslog", Family::Text, &[&["msg=audit("]]),
    look("iam-credential-report-csv", Family::Csv, &[&["user", "arn", "user_creation_time"]]),
];

/// How a format that obligations name looks, by its name without `+form` and brackets.
pub fn of(token: &str) -> Option<Look> {
    let plain = token.split('(').next().unwrap_or(token).trim();
    let plain = plain.strip_suffix("+form").unwrap_or(plain);
    match plain.split_once(':') {
        Some(("csv", _)) => Some(look("csv", Family::Csv, &[])),
        Some(("xlsx", _)) => Some(look("xlsx", Family::Xlsx, &[])),
        _ => ALL.iter().find(|l| l.format == plain).copied(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_obligations_name_is_found_in_any_spelling() {
        assert_eq!(of("pdf+form").map(|l| l.family), Some(Family::Pdf));
        assert_eq!(of("csv:accounts(id,name)").map(|l| l.family), Some(Family::Csv));
        assert_eq!(of("xlsx:budget").map(|l| l.family), Some(Family::Xlsx));
        assert_eq!(of("evtx").map(|l| l.family), None);
    }
}
