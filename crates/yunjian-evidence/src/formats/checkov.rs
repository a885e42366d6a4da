//! Checkov JSON, one framework or a list of them: one configuration check per check, and a finding for each that failed. One scan per file.
//!
//! Identity of a finding: asset = none in the file; weakness = check id; package = resource; path = file. Results: passed → pass, failed → fail,
//! skipped → notchecked, unknown and error → error. Severity is the platform's word, where it was asked; it is unknown otherwise.

use crate::draft::{Check, Depth, Finding, Plain, Scan, checked, own, severity};
use crate::failure::ReadFailure;
use crate::format::{Confidence, Job};
use crate::out::Out;
use crate::source::Source;
use crate::walk::walk;

pub(super) static CHECKOV: Plain = Plain {
    id: "checkov-json",
    zh: "Checkov 配置即代码核查结果",
    en: "Checkov report",
    version: 1,
    facts: &["config_checks", "findings", "scans"],
    sniff: |prefix| match prefix.json() {
        Some(head) if head.has("check_type") => Confidence::Certain,
        Some(head) if head.has("results") && head.says("\"failed_checks\"") => Confidence::Certain,
        _ => Confidence::No,
    },
    read,
};

fn read(source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
    let mut scan = Scan {
        tool: "checkov".into(),
        class: Some("code"),
        kind: Some("configuration"),
        depth: Depth::Inside,
        ..Scan::default()
    };
    let lists = [
        "/results/passed_checks/*",
        "/results/failed_checks/*",
        "/results/skipped_checks/*",
        "/*/results/passed_checks/*",
        "/*/results/failed_checks/*",
        "/*/results/skipped_checks/*",
        "/summary/checkov_version",
        "/*/summary/checkov_version",
        "/check_type",
        "/*/check_type",
    ];
    let skip = [
        "code_block",
        "evaluations",
        "fixed_definition",
        "definition_context_file_path",
        "entity_tags",
        "connected_node",
        "benchmarks",
    ];
    walk(source, job.limits, &lists, &skip, &mut |found| {
        let tree = &found.tree;
        match found.pattern {
            6 | 7 => {
                scan.version = own(tree.str());
                return Ok(());
            }
            8 | 9 => {
                scan.profile = scan.profile.take().or(own(tree.str()));
                return Ok(());
            }
            _ => {}
        }
        let result = match tree.at("check_result/result").str().map(str::to_ascii_uppercase).as_deref() {
            Some("PASSED") => "pass",
            Some("FAILED") => "fail",
            Some("SKIPPED") => "notchecked",
            Some(_) => "error",
            None => ["pass", "fail", "notchecked"][found.pattern % 3],
        };
        let rule = own(tree.get("check_id").text());
        let resource = own(tree.get("resource").str());
        let level = severity(tree.get("severity").str(), found.place, out);
        let path =
            own(tree.first(&["repo_file_path", "file_path"])).map(|p| p.trim_start_matches('/').to_owned());
        let check = Check {
            rule: rule.clone(),
            benchmark: Some("checkov".into()),
            parameter: resource.clone(),
            result,
            severity: level,
            category: own(tree.get("bc_category").str()),
            ..Check::default()
        };
        let line = tree.at("file_line_range/0").int();
        let finding = (result == "fail").then(|| Finding {
            tool: "checkov",
            title: own(tree.first(&["check_name", "short_description"])).or_else(|| rule.clone()),
            rule,
            package: resource,
            location: path.as_ref().map(|p| line.map_or_else(|| p.clone(), |l| format!("{p}:{l}"))),
            path,
            severity: level,
            ..Finding::default()
        });
        checked(check, finding, found.place, out)
    })?;
    scan.finish(out, "/")
}
