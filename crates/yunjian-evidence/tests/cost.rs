//! What a hostile file costs: not more than 64 MiB of memory, whatever is in it. One test, because the figure is the process's.
#![cfg(target_os = "linux")]

mod common;

use std::fs::File;
use std::io::{BufWriter, Write};

use common::shanghai;
use yunjian_domain::facts::{FactSink, Row, SinkFull};
use yunjian_evidence::{Context, Limits, read};

/// Keeps nothing: what is measured is the reader.
struct Nothing;

impl FactSink for Nothing {
    fn fact(&mut self, _: Row) -> Result<(), SinkFull> {
        Ok(())
    }
}

/// The highest resident memory of this process so far, in KiB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|l| l.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[test]
fn a_hostile_file_costs_little_memory() {
    const SIZE: usize = 12 << 20;
    let cases: &[(&str, &str, &str, &str)] = &[
        // Format, beginning, what is repeated (# is a running number), end.
        ("grype-json", "{\"matches\":[{\"vulnerability\":{\"id\":\"x\",\"odd\":[0", ",0", "]}}]}"),
        (
            "grype-json",
            "{\"matches\":[{\"vulnerability\":{\"id\":\"x\",\"odd\":{\"a\":0",
            ",\"#\":[]",
            "}}}]}",
        ),
        (
            "sarif",
            "{\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{\"name\":\"x\",\"rules\":[{\"id\":\"a\"}",
            ",{\"id\":\"rule #\"}",
            "]}}}]}",
        ),
        ("sarif", "{\"version\":\"2.1.0\",\"runs\":[{}", ",{\"tool\":{\"driver\":{\"name\":\"#\"}}}", "]}"),
        ("snyk-json", "[{\"vulnerabilities\":[]}", ",{\"projectName\":\"#\"}", "]"),
        ("ocsf-jsonl", "{\"class_uid\":2004,\"metadata\":{\"a\":[0", ",[]", "]}}"),
        (
            "asff",
            "{\"Findings\":[{\"ProductArn\":\"x\",\"Title\":\"x\",\"Resources\":[{\"Id\":\"a\"}",
            ",{\"Id\":\"asset #\"}",
            "]}]}",
        ),
        (
            "asff",
            "{\"Findings\":[{}",
            ",{\"ProductArn\":\"x\",\"Title\":\"x\",\"Resources\":[{\"Id\":\"asset #\"}]}",
            "]}",
        ),
        (
            "openvas-xml",
            "<report format_id='x'><report><results><result>",
            "<a/>",
            "</result></results></report></report>",
        ),
        (
            "openvas-xml",
            "<report format_id='x'><report><results>",
            "<result><host>10.#</host></result>",
            "</results></report></report>",
        ),
        (
            "qualys-xml",
            "<ASSET_DATA_REPORT><VULN_DETAILS_LIST>",
            "<VULN_DETAILS><QID>#</QID><TITLE>t</TITLE></VULN_DETAILS>",
            "</VULN_DETAILS_LIST></ASSET_DATA_REPORT>",
        ),
        (
            "cyclonedx-xml",
            "<bom xmlns='http://cyclonedx.org/schema/bom/1.5'><components><component type='library'><name>x</name><components>",
            "<component/>",
            "</components></component></components></bom>",
        ),
        ("oval-results", "<oval_results><results>", "<system/>", "</results></oval_results>"),
        ("burp-xml", "<issues burpVersion='1'><issue>", "<host ip='#'/>", "</issue></issues>"),
        ("syslog", "", "2026-05-03T14:05:00+08:00 h sshd[1]: text # ", ""),
        ("auditd-syslog", "", "type=A msg=audit(1.1:#): acct=\"x\"\n", ""),
        ("aide-report", "AIDE found differences\n", "File: /#\n SHA256 : a | b\n", ""),
        (
            "spdx-tag",
            "SPDXVersion: SPDX-2.3\nPackageName: x\n",
            "ExternalRef: SECURITY advisory https://example.cn/#\n",
            "",
        ),
    ];
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    let path = folder.join("hostile");
    for (format, begin, repeated, end) in cases {
        let mut file = BufWriter::new(File::create(&path).unwrap());
        file.write_all(begin.as_bytes()).unwrap();
        let (mut written, mut number) = (0, 0_u64);
        while written < SIZE {
            let piece = repeated.replace('#', &number.to_string());
            file.write_all(piece.as_bytes()).unwrap();
            written += piece.len();
            number += 1;
        }
        file.write_all(end.as_bytes()).unwrap();
        drop(file);
        // The kernel forgets the peak so far.
        std::fs::write("/proc/self/clear_refs", "5").unwrap();
        let before = peak();
        let context = Context::new("00", shanghai());
        let result =
            read(&mut File::open(&path).unwrap(), Some(format), &context, &Limits::default(), &mut Nothing);
        let cost = peak().saturating_sub(before) / 1024;
        let said = result.as_ref().map_or_else(ToString::to_string, |s| format!("{} records", s.rows));
        eprintln!("{format}, {repeated:?}: {cost} MiB, {said}");
        assert!(cost <= 64, "{format}, {repeated:?}: {cost} MiB");
        if let Err(failure) = result {
            assert!(failure.place().is_some_and(|p| !p.is_empty()), "{format}: {failure}");
        }
    }
    std::fs::remove_file(&path).unwrap();
}
