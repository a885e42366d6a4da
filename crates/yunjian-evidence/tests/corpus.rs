//! Real files against what the corpus' manifest says of them.

mod common;

use common::{corpus, manifest, read_as, read_bytes};
use serde_json::Value;
use yunjian_evidence::{Limits, ReadFailure, Summary};

fn files(format: &str, ending: &[&str]) -> Vec<(Value, Vec<u8>)> {
    let (Some(folder), Some(files)) = (corpus(), manifest()) else { return Vec::new() };
    let wanted = |file: &Value| {
        let path = file["path"].as_str().unwrap();
        file["format"] == format && ending.iter().any(|e| path.ends_with(e))
    };
    files
        .into_iter()
        .filter(wanted)
        .map(|file| {
            let bytes = std::fs::read(folder.join(file["path"].as_str().unwrap())).unwrap();
            (file, bytes)
        })
        .collect()
}

fn read(file: &Value, bytes: &[u8], format: &str) -> Summary {
    let (summary, _) = read_bytes(bytes).unwrap_or_else(|e| panic!("{}: {e}", file["path"]));
    assert_eq!(summary.format, format, "{}", file["path"]);
    assert_eq!(summary.parse_errors, 0, "{}: {:?}", file["path"], summary.errors);
    assert_eq!(summary.by_severity.total(), summary.findings, "{}", file["path"]);
    summary
}

#[test]
fn nessus() {
    for (file, bytes) in files("nessus", &[".nessus", ".xml"]) {
        let summary = read(&file, &bytes, "nessus-v2");
        assert_eq!(
            summary.findings,
            file["structure"]["elements"]["ReportItem"].as_u64().unwrap_or(0),
            "{file}"
        );
        assert!(summary.distinct <= summary.findings);
        let severities = &summary.by_severity;
        let counted =
            [severities.info, severities.low, severities.medium, severities.high, severities.critical];
        for (level, count) in counted.iter().enumerate() {
            let expected = file["structure"]["counts"][format!("severity={level}")].as_u64().unwrap_or(0);
            assert_eq!(*count, expected, "{} severity {level}", file["path"]);
        }
        assert!(
            summary.collected_from.is_some() && summary.collected_to >= summary.collected_from,
            "{}",
            file["path"]
        );
    }
}

#[test]
fn nessus_tables() {
    for (file, bytes) in files("nessus", &[".csv"]) {
        let (summary, _) = read_as(&bytes, Some("csv:findings"), &Limits::default())
            .unwrap_or_else(|e| panic!("{}: {e}", file["path"]));
        let rows = file["expected"]["natural_count"].as_u64().unwrap();
        assert_eq!(summary.findings, rows, "{}: {summary:?}", file["path"]);
    }
}

#[test]
fn trivy() {
    for (file, bytes) in files("trivy", &[".json"]) {
        let summary = read(&file, &bytes, "trivy-json");
        // The manifest makes no plain count of the cluster report; its origin counts the same 20.
        let natural =
            file["expected"]["natural_count"].as_u64().or(file["expected"]["finding_count"].as_u64());
        assert_eq!(Some(summary.findings), natural, "{}", file["path"]);
    }
}

#[test]
fn nmap() {
    for (file, bytes) in files("nmap", &[".xml"]) {
        let summary = read(&file, &bytes, "nmap-xml");
        assert_eq!(summary.findings, file["expected"]["finding_count"].as_u64().unwrap(), "{}", file["path"]);
        assert_eq!(
            summary.components,
            file["structure"]["elements"]["host"].as_u64().unwrap(),
            "{}",
            file["path"]
        );
    }
}

#[test]
fn cyclonedx() {
    for (file, bytes) in files("cyclonedx", &[".json"]) {
        let (summary, facts) = read_bytes(&bytes).unwrap_or_else(|e| panic!("{}: {e}", file["path"]));
        assert_eq!(summary.format, "cyclonedx-json");
        let structure = &file["structure"];
        assert_eq!(summary.findings, structure["vulnerabilities"].as_u64().unwrap(), "{}", file["path"]);
        assert_eq!(summary.version.as_deref(), structure["specVersion"].as_str(), "{}", file["path"]);
        // The manifest counts the outermost list; nested components come on top.
        let document: Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(summary.components, nested(&document["components"]), "{}", file["path"]);
        assert!(summary.components >= structure["components"].as_u64().unwrap());
        assert_eq!(
            facts.named("components").len() as u64,
            summary.components + services(&document["services"])
        );
    }
}

fn nested(list: &Value) -> u64 {
    list.as_array().map_or(0, |list| list.iter().map(|c| 1 + nested(&c["components"])).sum())
}

fn services(list: &Value) -> u64 {
    list.as_array().map_or(0, |list| list.iter().map(|c| 1 + services(&c["services"])).sum())
}

/// Documents that the specification calls invalid and this reader reads without a word: what is wrong with them
/// stands in parts that become no fact (dependency graph, pedigree, properties, how often a licence names itself), or
/// needs the list of SPDX licences.
const NOT_DETECTED: [&str; 21] = [
    "1.5-invalid-dependency-1.5.json",
    "1.5-invalid-dependency-1.5.xml",
    "1.5-invalid-issue-type-1.5.json",
    "1.5-invalid-issue-type-1.5.xml",
    "1.5-invalid-license-id-1.5.json",
    "1.5-invalid-license-id-1.5.xml",
    "1.5-invalid-license-id-count-1.5.xml",
    "1.5-invalid-license-name-count-1.5.xml",
    "1.5-invalid-metadata-license-1.5.json",
    "1.5-invalid-metadata-license-1.5.xml",
    "1.5-invalid-patch-type-1.5.json",
    "1.5-invalid-patch-type-1.5.xml",
    "1.6-invalid-issue-type-1.6.json",
    "1.6-invalid-issue-type-1.6.xml",
    "1.6-invalid-license-id-1.6.json",
    "1.6-invalid-license-id-1.6.xml",
    "1.6-invalid-license-id-count-1.6.xml",
    "1.6-invalid-metadata-license-1.6.json",
    "1.6-invalid-metadata-license-1.6.xml",
    "1.6-invalid-properties-1.6.json",
    "1.6-invalid-properties-1.6.xml",
];

#[test]
fn cyclonedx_specification() {
    let mut silent = Vec::new();
    for (file, bytes) in files("cyclonedx-spec", &[".json", ".xml"]) {
        let path = file["path"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
        let valid = file["expected"]["schema_valid"].as_bool().unwrap();
        match read_bytes(&bytes) {
            Ok((summary, _)) if summary.parse_errors > 0 => assert!(!valid, "{path}: {:?}", summary.errors),
            Ok(_) if !valid => silent.push(path),
            Ok(_) => {}
            Err(ReadFailure::Refused { .. }) if !valid => {}
            Err(e) => panic!("{path}: {e}"),
        }
    }
    if corpus().is_some() {
        assert_eq!(silent, NOT_DETECTED, "the gap list and the reader disagree");
    }
}

/// clauses: 7.2.1 b)
#[test]
fn xccdf() {
    for (file, bytes) in files("xccdf", &[".xml"]) {
        let (summary, facts) = read_bytes(&bytes).unwrap_or_else(|e| panic!("{}: {e}", file["path"]));
        assert_eq!(summary.format, "xccdf-results");
        assert_eq!(summary.parse_errors, 0, "{:?}", summary.errors);
        assert_eq!(summary.findings, 0);
        let structure = &file["structure"];
        assert_eq!(
            summary.checks,
            structure["elements"]["rule-result"].as_u64().unwrap(),
            "{}",
            file["path"]
        );
        for word in ["pass", "fail", "error"] {
            let count =
                facts.named("config_checks").iter().filter(|c| c.text("result") == Some(word)).count();
            let expected = structure["counts"][format!("result={word}")].as_u64().unwrap_or(0);
            assert_eq!(count as u64, expected, "{} {word}", file["path"]);
        }
        assert_eq!(facts.named("scans").len(), 1);
    }
}

#[test]
fn poam_workbook() {
    for (file, bytes) in files("poam-inventory", &["POAM-2026-05.xlsx"]) {
        let summary = read(&file, &bytes, "xlsx:poam");
        let severities = summary.by_severity;
        assert_eq!((summary.findings, summary.distinct), (3760, 3760));
        assert_eq!(
            (severities.critical, severities.high, severities.medium, severities.low),
            (56, 940, 1678, 1086)
        );
    }
    for (_, bytes) in files("poam-inventory", &["homelab-FedRAMP-POAM-Template-Rev5.xlsx"]) {
        let (summary, _) = read_bytes(&bytes).unwrap();
        assert_eq!((summary.findings, summary.rows), (0, 0), "an empty template holds no items");
    }
}

/// clauses: 7.2.1 d)
#[test]
fn inventory_workbook() {
    for (file, bytes) in files("poam-inventory", &["IIW-2026-04.xlsx", "IIW-2026-05.xlsx"]) {
        let summary = read(&file, &bytes, "iiw-xlsx");
        assert_eq!(summary.components, 7);
        let (_, facts) = read_bytes(&bytes).unwrap();
        let ids: Vec<_> = facts.named("components").iter().filter_map(|c| c.text("id")).collect();
        for id in file["expected"]["published"]["ids_contain"].as_array().unwrap() {
            assert!(ids.contains(&id.as_str().unwrap()), "{id}");
        }
    }
}

/// Kinds of files of the corpus, and what they may be read as: anything else is one format passing for another.
const KINDS: [(&str, &[&str]); 41] = [
    ("arf", &["xccdf-arf"]),
    ("asff", &["asff"]),
    ("aws-security-hub", &["asff"]),
    ("burp", &["burp-xml", "burp-json"]),
    ("checkov", &["checkov-json"]),
    ("clamav", &["clamav-log"]),
    ("csaf", &["csaf-json"]),
    ("cyclonedx", &["cyclonedx-json", "cyclonedx-xml"]),
    ("cyclonedx-spec", &["cyclonedx-json", "cyclonedx-xml"]),
    ("dependency-check", &["dependency-check-xml"]),
    ("gitleaks", &["gitleaks-json"]),
    ("grype", &["grype-json"]),
    ("kube-bench", &["kube-bench-json"]),
    ("nessus", &["nessus-v2", "tenable-csv"]),
    ("nmap", &["nmap-xml"]),
    ("nuclei", &["nuclei-jsonl"]),
    ("openvas", &["openvas-xml", "openvas-csv"]),
    ("openvex", &["openvex-json"]),
    ("osquery", &["osquery-json"]),
    ("otrf-logs", &["auditd-syslog", "windows-event-json", "cloudtrail-json", "archive"]),
    ("oval", &["oval-results"]),
    ("poam-inventory", &["wazuh-json"]),
    ("prowler", &["ocsf-jsonl", "prowler-csv", "prowler-json"]),
    ("qualys", &["qualys-xml", "qualys-csv"]),
    ("redfish", &["redfish-json"]),
    ("sarif", &["sarif"]),
    ("semgrep", &["semgrep-json"]),
    ("sigma-regression", &["windows-event-json", "windows-event-xml"]),
    ("snyk", &["snyk-json"]),
    ("spdx", &["spdx-json", "spdx-tag"]),
    ("suricata-eve", &["suricata-eve"]),
    ("trivy", &["trivy-json"]),
    ("trivy-operator", &["trivy-operator-json"]),
    ("wazuh", &["wazuh-json"]),
    ("xccdf", &["xccdf-results"]),
    ("zap", &["zap-xml", "zap-json"]),
    ("kubescape", &["kubescape-json"]),
    ("osv", &["osv-scanner-json"]),
    ("aws-inspector2", &["aws-inspector2-json"]),
    ("ckl", &["stig-ckl"]),
    ("cloud-audit", &["cloudtrail-json", "kubernetes-audit-json"]),
];

#[test]
fn no_file_of_any_format_makes_a_reader_panic_or_pass_as_another() {
    let (Some(folder), Some(files)) = (corpus(), manifest()) else { return };
    for file in files {
        let bytes = std::fs::read(folder.join(file["path"].as_str().unwrap())).unwrap();
        if let Ok((summary, _)) = read_bytes(&bytes) {
            let table = ["csv:", "xlsx:", "iiw-xlsx"].iter().any(|t| summary.format.starts_with(t));
            let format = file["format"].as_str().unwrap();
            let fits =
                KINDS.iter().any(|(kind, ids)| *kind == format && ids.contains(&summary.format.as_str()));
            assert!(table || fits, "{} was read as {}", file["path"], summary.format);
        }
    }
}
