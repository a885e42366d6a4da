//! kube-bench JSON, the bare list or with `Controls`: one configuration check per test, and a finding for each that failed. One scan per file.
//!
//! Identity of a finding: asset = none in the file (one run is one node; the inventory or the uploader names it), so the kind of node stands in its
//! place; weakness = test number. Results: PASS → pass, FAIL → fail, WARN → notchecked (a person has to look), INFO → notapplicable. CIS rates no
//! severities: a failed scored test is medium by this program's declared mapping, an unscored one low.

use crate::draft::{Check, Depth, Finding, Plain, Scan, checked, own};
use crate::failure::{ReadFailure, Rule};
use crate::format::Job;
use crate::out::Out;
use crate::severity::Severity;
use crate::source::Source;
use crate::walk::walk;

pub(super) static KUBE_BENCH: Plain = Plain {
    id: "kube-bench-json",
    zh: "kube-bench 集群基线核查结果",
    en: "kube-bench report",
    version: 1,
    facts: &["config_checks", "findings", "scans"],
    sniff: |prefix| {
        prefix.is_json(|head| {
            head.says("\"node_type\"")
                && (head.says("\"tests\"") || head.says("\"total_pass\""))
                && (head.list || head.has("Controls") || head.has("tests"))
        })
    },
    read,
};

fn read(source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
    let mut scan = Scan {
        tool: "kube-bench".into(),
        class: Some("os"),
        kind: Some("configuration"),
        depth: Depth::Inside,
        ..Scan::default()
    };
    let mut parts: Vec<[Option<String>; 3]> = Vec::new();
    let heads = [
        "/*/node_type",
        "/*/version",
        "/*/text",
        "/Controls/*/node_type",
        "/Controls/*/version",
        "/Controls/*/text",
        "/node_type",
        "/version",
        "/text",
    ];
    walk(source, job.limits, &heads, &[], &mut |found| {
        let number = found.indices.first().copied().unwrap_or(0);
        if number >= 10_000 {
            return Err(ReadFailure::refused(
                found.place,
                Rule::Rows,
                "there are too many groups in the file",
            ));
        }
        while parts.len() <= number {
            parts.push([None, None, None]);
        }
        parts[number][found.pattern % 3] = own(found.tree.text());
        Ok(())
    })?;
    let lists = ["/*/tests/*/results/*", "/Controls/*/tests/*/results/*", "/tests/*/results/*"];
    walk(
        source,
        job.limits,
        &lists,
        &["audit", "AuditConfig", "AuditEnv", "remediation", "test_info"],
        &mut |found| {
            let tree = &found.tree;
            let number = if found.pattern == 2 { 0 } else { found.indices[0] };
            let [node, version, text] = parts.get(number).cloned().unwrap_or_default();
            scan.targets.add(node.as_deref(), found.place, job)?;
            let result = match tree.get("status").str() {
                Some("PASS") => "pass",
                Some("FAIL") => "fail",
                Some("WARN") => "notchecked",
                Some("INFO") => "notapplicable",
                _ => {
                    out.problem(
                        found.place,
                        Rule::Word,
                        "the test has no status of kube-bench (PASS, FAIL, WARN, INFO)",
                    );
                    "error"
                }
            };
            let scored = tree.get("scored").bool() != Some(false);
            let level = Some(if scored { Severity::Medium } else { Severity::Low });
            let rule = own(tree.get("test_number").text());
            let check = Check {
                asset: node.clone(),
                rule: rule.clone(),
                benchmark: Some("CIS Kubernetes Benchmark".into()),
                benchmark_version: version,
                parameter: own(tree.get("test_desc").str()),
                expected: own(tree.get("expected_result").text()),
                actual: own(tree.get("actual_value").text()).map(|a| a.chars().take(500).collect()),
                result,
                severity: level,
                category: text,
                ..Check::default()
            };
            let finding = (result == "fail").then(|| Finding {
                tool: "kube-bench",
                asset: node,
                title: own(tree.get("test_desc").str()).or_else(|| rule.clone()),
                rule,
                severity: level,
                ..Finding::default()
            });
            checked(check, finding, found.place, out)
        },
    )?;
    scan.finish(out, "/")
}
