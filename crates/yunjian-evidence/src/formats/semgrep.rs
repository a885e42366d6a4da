//! Semgrep JSON: one finding per result, one scan per file.
//!
//! Identity of a finding: asset = none in the file (the provider's inventory names the repository: the paths are its own);
//! weakness = check id; path = file with, behind a `#`, Semgrep's fingerprint, which survives moving lines (`requires login`, as the free
//! edition writes, is none). Severity: error → high, warning → medium, info → low, or the words of newer versions.

use crate::draft::{Depth, Finding, Ids, Plain, Scan, own, severity, within};
use crate::failure::ReadFailure;
use crate::format::Job;
use crate::out::Out;
use crate::severity::Severity;
use crate::source::Source;
use crate::walk::walk;

pub(super) static SEMGREP: Plain = Plain {
    id: "semgrep-json",
    zh: "Semgrep 代码扫描结果",
    en: "Semgrep results",
    version: 1,
    facts: &["findings", "scans"],
    sniff: |prefix| {
        prefix.is_json(|head| {
            !head.list
                && head.has("results")
                && (head.all(&["errors"])
                    && !head.has("runs")
                    && !head.has("metrics")
                    && !head.has("check_type")
                    && (head.says("\"check_id\"")
                        || head.says("\"skipped_rules\"")
                        || head.says("\"results\": []")
                        || head.says("\"results\":[]"))
                    || head.says("\"check_id\"") && head.says("\"extra\""))
        })
    },
    read,
};

fn read(source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
    let mut scan =
        Scan { tool: "semgrep".into(), class: Some("code"), depth: Depth::Inside, ..Scan::default() };
    let skip = ["metavars", "lines", "fix", "references", "dataflow_trace", "abstract_content"];
    walk(source, job.limits, &["/results/*", "/version"], &skip, &mut |found| {
        let tree = &found.tree;
        if found.pattern == 1 {
            scan.version = own(tree.str());
            return Ok(());
        }
        let extra = tree.get("extra");
        let meta = extra.get("metadata");
        let mut ids = Ids::default();
        ids.all(meta.get("cwe").texts()).all(meta.get("cve").texts());
        let word = extra.get("severity").str();
        let level = match word {
            Some("ERROR") => Some(Severity::High),
            Some("WARNING") => Some(Severity::Medium),
            Some("INFO") => Some(Severity::Low),
            _ => severity(word, found.place, out),
        };
        let path = own(tree.get("path").str());
        let line = tree.at("start/line").int();
        let fingerprint = extra.get("fingerprint").str().filter(|f| !f.contains(' '));
        let finding = Finding {
            tool: "semgrep",
            rule: own(tree.get("check_id").str()),
            title: own(extra.get("message").str())
                .or_else(|| own(tree.get("check_id").str()))
                .map(|t| t.lines().next().unwrap_or_default().chars().take(500).collect()),
            location: path.as_ref().map(|p| line.map_or_else(|| p.clone(), |l| format!("{p}:{l}"))),
            path: within(path.as_deref(), fingerprint),
            ids,
            severity: level,
            ..Finding::default()
        };
        out.record(finding.row(), found.place)
    })?;
    scan.finish(out, "/")
}
