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

/// One small file of every format, written by hand: the format's name and the bytes.
pub const INPUTS: &[(&str, &[u8])] = &[
    ("nessus-v2", include_bytes!("../inputs/small.nessus")),
    ("trivy-json", include_bytes!("../inputs/small.trivy.json")),
    ("trivy-operator-json", include_bytes!("../inputs/small.trivy-operator.json")),
    ("nmap-xml", include_bytes!("../inputs/small.nmap.xml")),
    ("cyclonedx-json", include_bytes!("../inputs/small.cdx.json")),
    ("xccdf-results", include_bytes!("../inputs/small.xccdf.xml")),
    ("csv:accounts", include_bytes!("../inputs/accounts.csv")),
    ("openvas-xml", include_bytes!("../inputs/small.openvas.xml")),
    ("qualys-xml", include_bytes!("../inputs/small.qualys.xml")),
    ("burp-xml", include_bytes!("../inputs/small.burp.xml")),
    ("zap-xml", include_bytes!("../inputs/small.zap.xml")),
    ("zap-json", include_bytes!("../inputs/small.zap.json")),
    ("grype-json", include_bytes!("../inputs/small.grype.json")),
    ("nuclei-jsonl", include_bytes!("../inputs/small.nuclei.jsonl")),
    ("sarif", include_bytes!("../inputs/small.sarif")),
    ("semgrep-json", include_bytes!("../inputs/small.semgrep.json")),
    ("snyk-json", include_bytes!("../inputs/small.snyk.json")),
    ("checkov-json", include_bytes!("../inputs/small.checkov.json")),
    ("gitleaks-json", include_bytes!("../inputs/small.gitleaks.json")),
    ("kube-bench-json", include_bytes!("../inputs/small.kube-bench.json")),
    ("wazuh-json", include_bytes!("../inputs/small.wazuh.json")),
    ("dependency-check-xml", include_bytes!("../inputs/small.depcheck.xml")),
    ("cyclonedx-xml", include_bytes!("../inputs/small.cdx.xml")),
    ("spdx-json", include_bytes!("../inputs/small.spdx.json")),
    ("spdx-tag", include_bytes!("../inputs/small.spdx")),
    ("csaf-json", include_bytes!("../inputs/small.csaf.json")),
    ("openvex-json", include_bytes!("../inputs/small.openvex.json")),
    ("oval-results", include_bytes!("../inputs/small.oval.xml")),
    ("xccdf-arf", include_bytes!("../inputs/small.arf.xml")),
    ("ocsf-jsonl", include_bytes!("../inputs/small.ocsf.jsonl")),
    ("asff", include_bytes!("../inputs/small.asff.json")),
    ("clamav-log", include_bytes!("../inputs/small.clamav.txt")),
    ("freshclam-log", include_bytes!("../inputs/small.freshclam.log")),
    ("aide-report", include_bytes!("../inputs/small.aide.txt")),
    ("osquery-json", include_bytes!("../inputs/small.osquery.jsonl")),
    ("suricata-eve", include_bytes!("../inputs/small.eve.jsonl")),
    ("auditd-syslog", include_bytes!("../inputs/small.audit.log")),
    ("syslog", include_bytes!("../inputs/small.syslog")),
    ("redfish-json", include_bytes!("../inputs/small.redfish.json")),
    ("iam-credential-report-csv", include_bytes!("../inputs/small.iam.csv")),
    ("openvas-csv", include_bytes!("../inputs/small.openvas.csv")),
    ("tenable-csv", include_bytes!("../inputs/small.tenable.csv")),
    ("qualys-csv", include_bytes!("../inputs/small.qualys.csv")),
    ("prowler-csv", include_bytes!("../inputs/small.prowler.csv")),
    ("prowler-json", include_bytes!("../inputs/small.prowler3.json")),
    ("aws-inspector2-json", include_bytes!("../inputs/small.inspector2.json")),
    ("osv-scanner-json", include_bytes!("../inputs/small.osv.json")),
    ("kubescape-json", include_bytes!("../inputs/small.kubescape.json")),
    ("burp-json", include_bytes!("../inputs/small.burp.json")),
    ("stig-ckl", include_bytes!("../inputs/small.ckl")),
    ("windows-event-xml", include_bytes!("../inputs/small.evtx.xml")),
    ("windows-event-json", include_bytes!("../inputs/small.evtx.json")),
    ("cloudtrail-json", include_bytes!("../inputs/small.cloudtrail.json")),
    ("actiontrail-json", include_bytes!("../inputs/small.actiontrail.json")),
    ("kubernetes-audit-json", include_bytes!("../inputs/small.k8s-audit.jsonl")),
];

/// The small file of a format.
pub fn input(format: &str) -> &'static [u8] {
    INPUTS.iter().find(|(id, _)| *id == format).unwrap_or_else(|| panic!("no input of {format}")).1
}

/// Formats made of lines: one that ends early is a shorter file, not a broken one.
pub const LINES: &[&str] = &[
    "csv:accounts",
    "nuclei-jsonl",
    "ocsf-jsonl",
    "osquery-json",
    "suricata-eve",
    "redfish-json",
    "spdx-tag",
    "clamav-log",
    "freshclam-log",
    "aide-report",
    "auditd-syslog",
    "syslog",
    "iam-credential-report-csv",
    "openvas-csv",
    "tenable-csv",
    "qualys-csv",
    "prowler-csv",
    "windows-event-json",
    "kubernetes-audit-json",
];

pub fn zip(members: &[(String, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut zip, bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut encoder, bytes).unwrap();
    encoder.finish().unwrap()
}

pub fn tar(members: &[(String, &[u8])]) -> Vec<u8> {
    let mut out = Vec::new();
    for (name, bytes) in members {
        let mut block = [0_u8; 512];
        block[..name.len()].copy_from_slice(name.as_bytes());
        block[124..135].copy_from_slice(format!("{:011o}", bytes.len()).as_bytes());
        block[148..156].copy_from_slice(b"        ");
        block[156] = b'0';
        block[257..263].copy_from_slice(b"ustar\0");
        let sum: u32 = block.iter().map(|b| u32::from(*b)).sum();
        block[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
        out.extend_from_slice(&block);
        out.extend_from_slice(bytes);
        out.resize(out.len().div_ceil(512) * 512, 0);
    }
    out.resize(out.len() + 1024, 0);
    out
}
