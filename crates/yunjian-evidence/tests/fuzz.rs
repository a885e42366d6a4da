//! A fuzz target per reader: its small input, changed at random again and again, must never make it panic, run away, or fail without saying where.
//!
//! Seeded, so that a run can be repeated: `YUNJIAN_FUZZ_SEED`, `YUNJIAN_FUZZ_SECONDS` (per target; a fixed number of rounds without it). An input that fails is kept
//! under the target folder and named. `make fuzz` runs it at length, in release.

mod common;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use common::{INPUTS, input, read_as, tar, zip};
use yunjian_evidence::{Limits, ReadFailure, all};

/// xorshift64*: enough chance for this, and the same on every machine.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }
    fn below(&mut self, most: usize) -> usize {
        (self.next() % most.max(1) as u64) as usize
    }
}

/// What means something to somebody's parser.
const WORDS: &[&[u8]] = &[
    b"<",
    b">",
    b"</a>",
    b"<a>",
    b"<![CDATA[",
    b"]]>",
    b"&a;",
    b"&#x0;",
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
    b"<!--",
    b"{",
    b"}",
    b"[",
    b"]",
    b"\"",
    b"\\u0000",
    b"\\",
    b"null",
    b"true",
    b"-1",
    b"1e999",
    b"18446744073709551616",
    b"0.0000000001",
    b"\0",
    b"\xff",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\r\n",
    b"\n",
    b",",
    b":",
    b";",
    b"|",
    b"CVE-2024-1",
    b"CWE-0",
    b"2026-02-30T25:61:61Z",
    b"9999999999999",
    b"%",
    b"://",
    b"http://[",
    b"pkg:",
    b"@",
    b"#",
    b"/",
    b"..",
    b"\x1f\x8b\x08",
    b"PK\x03\x04",
];

fn change(bytes: &mut Vec<u8>, chance: &mut Chance) {
    for _ in 0..=chance.below(4) {
        let at = chance.below(bytes.len() + 1).min(bytes.len());
        let upto = (at + 1 + chance.below(40)).min(bytes.len());
        match chance.below(10) {
            0 if at < bytes.len() => bytes[at] ^= 1 << chance.below(8),
            1 if at < bytes.len() => bytes[at] = chance.next() as u8,
            2 => drop(bytes.drain(at..upto)),
            3 => {
                let piece = bytes[at..upto].to_vec();
                let times = 1 + chance.below(50);
                bytes.splice(at..at, piece.repeat(times));
            }
            4 | 5 => {
                let word = WORDS[chance.below(WORDS.len())];
                bytes.splice(at..at, word.repeat(1 + chance.below(3)));
            }
            6 => {
                let word = WORDS[chance.below(WORDS.len())];
                bytes.splice(at..upto, word.to_vec());
            }
            7 => {
                let (_, other) = INPUTS[chance.below(INPUTS.len())];
                let from = chance.below(other.len());
                let to = (from + 1 + chance.below(200)).min(other.len());
                bytes.splice(at..at, other[from..to].to_vec());
            }
            8 => bytes.truncate(at),
            _ => {
                let nested: &[u8] = if bytes.contains(&b'<') { b"<a>" } else { b"[" };
                bytes.splice(at..at, nested.repeat(1 + chance.below(300)));
            }
        }
        bytes.truncate(200_000);
    }
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[expect(clippy::disallowed_methods, reason = "a fuzzer that runs for a time has to look at a clock")]
fn now() -> Instant {
    Instant::now()
}

fn fuzz(format: &str, seeds: &[&[u8]]) {
    let seed = number("YUNJIAN_FUZZ_SEED").unwrap_or(1);
    let seconds = number("YUNJIAN_FUZZ_SECONDS");
    // Small limits make the changes reach them.
    let limits = Limits {
        max_text: 50_000,
        max_index_bytes: 100_000,
        max_rows: 5_000,
        max_members: 20,
        ..Limits::default()
    };
    let mut chance =
        Chance(0x9e37_79b9_7f4a_7c15 ^ seed.wrapping_mul(0xff51_afd7_ed55_8ccd) ^ format.len() as u64 | 1);
    let (began, mut rounds, mut accepted, mut slowest) = (now(), 0_u64, 0_u64, 0);
    let mut pool: Vec<Vec<u8>> = seeds.iter().map(|s| s.to_vec()).collect();
    while seconds.map_or(rounds < 300, |most| began.elapsed().as_secs() < most) {
        rounds += 1;
        let mut bytes = pool[chance.below(pool.len())].clone();
        change(&mut bytes, &mut chance);
        let started = now();
        let result = catch_unwind(AssertUnwindSafe(|| read_as(&bytes, Some(format), &limits)));
        let took = started.elapsed().as_millis();
        slowest = slowest.max(took);
        let fault = match &result {
            Err(_) => Some("it panics".to_owned()),
            Ok(Ok((summary, facts))) => {
                accepted += 1;
                let sums =
                    summary.by_severity.total() == summary.findings && summary.rows <= limits.max_rows * 2;
                let places = facts.rows().all(|row| row.text("place").is_some_and(|p| !p.is_empty()));
                // What is read after a change is changed further.
                if pool.len() < 64 {
                    pool.push(bytes.clone());
                }
                (!(sums && places)).then(|| "its figures do not add up, or a fact has no place".to_owned())
            }
            Ok(Err(ReadFailure::Refused { place, message, .. }))
                if place.is_empty() || message.is_empty() =>
            {
                Some("it is refused without saying where or why".to_owned())
            }
            Ok(Err(ReadFailure::Io(error))) => {
                Some(format!("a broken file is called a broken disk: {error}"))
            }
            Ok(Err(_)) => (took > 2_000).then(|| format!("it takes {took} ms")),
        };
        if let Some(fault) = fault {
            let kept = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"))
                .join(format!("{}-{seed}-{rounds}.bin", format.replace(':', "-")));
            std::fs::write(&kept, &bytes).unwrap();
            panic!("{format}, seed {seed}, round {rounds}: {fault}; the input is {}", kept.display());
        }
    }
    eprintln!("{format}: {rounds} rounds, {accepted} read, slowest {slowest} ms");
}

macro_rules! targets {
    ($($name:ident => $format:literal,)*) => {
        $(#[test]
        fn $name() {
            fuzz($format, &[input($format)]);
        })*
        const TARGETS: &[&str] = &[$($format),*];
    };
}

targets! {
    nessus => "nessus-v2",
    openvas => "openvas-xml",
    qualys => "qualys-xml",
    nmap => "nmap-xml",
    trivy => "trivy-json",
    trivy_operator => "trivy-operator-json",
    grype => "grype-json",
    nuclei => "nuclei-jsonl",
    zap_xml => "zap-xml",
    zap_json => "zap-json",
    burp => "burp-xml",
    sarif => "sarif",
    cyclonedx_json => "cyclonedx-json",
    cyclonedx_xml => "cyclonedx-xml",
    spdx_json => "spdx-json",
    spdx_tag => "spdx-tag",
    csaf => "csaf-json",
    openvex => "openvex-json",
    dependency_check => "dependency-check-xml",
    xccdf => "xccdf-results",
    arf => "xccdf-arf",
    oval => "oval-results",
    ocsf => "ocsf-jsonl",
    asff => "asff",
    kube_bench => "kube-bench-json",
    wazuh => "wazuh-json",
    checkov => "checkov-json",
    semgrep => "semgrep-json",
    snyk => "snyk-json",
    gitleaks => "gitleaks-json",
    clamav => "clamav-log",
    freshclam => "freshclam-log",
    aide => "aide-report",
    osquery => "osquery-json",
    suricata => "suricata-eve",
    auditd => "auditd-syslog",
    syslog => "syslog",
    redfish => "redfish-json",
    iam => "iam-credential-report-csv",
    openvas_csv => "openvas-csv",
    tenable_csv => "tenable-csv",
    qualys_csv => "qualys-csv",
    prowler_csv => "prowler-csv",
    prowler_json => "prowler-json",
    inspector => "aws-inspector2-json",
    osv => "osv-scanner-json",
    kubescape => "kubescape-json",
    burp_json => "burp-json",
    ckl => "stig-ckl",
    windows_xml => "windows-event-xml",
    windows_json => "windows-event-json",
    cloudtrail => "cloudtrail-json",
    actiontrail => "actiontrail-json",
    kubernetes_audit => "kubernetes-audit-json",
    csv => "csv:accounts",
}

#[test]
fn archives() {
    let members = ["zap-json", "grype-json"].map(|id| (id.to_owned(), input(id)));
    fuzz("archive", &[&zip(&members), &tar(&members), &common::gzip(&tar(&members))]);
}

#[test]
fn pdf() {
    fuzz("pdf", &[include_bytes!("inputs/small.pdf")]);
}

#[test]
fn every_reader_has_a_target() {
    for format in all() {
        // Workbooks and Word documents are changed part by part in `hostile.rs` and `documents.rs`: a changed byte of a zip file ends at its checksum.
        let known = ["xlsx", "docx", "pdf", "csv", "archive"].contains(&format.id())
            || TARGETS.contains(&format.id());
        assert!(known, "{} has no fuzz target", format.id());
    }
}
