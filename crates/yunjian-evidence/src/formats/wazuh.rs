//! Wazuh vulnerabilities: the answer of the 4.7 API, hits of the index since 4.8 (as the search returns them, as lines, or with `sample_hits`).
//! One finding per package and weakness, one scan per file; a search that returned fewer hits than it counted is noted as a problem.
//!
//! Identity of a finding: asset = agent name, failing that its id (the 4.7 answer names none); weakness = CVE; package = package name. Severity is
//! Wazuh's word (`-` is none yet), else the score. What the manager calls solved or obsolete is fixed.

use crate::draft::{Depth, Finding, Ids, Plain, Scan, Scores, own, severity};
use crate::failure::{ReadFailure, Rule};
use crate::format::Job;
use crate::out::Out;
use crate::source::Source;
use crate::tree::Tree;
use crate::walk::{records, walk};

pub(super) static WAZUH: Plain = Plain {
    id: "wazuh-json",
    zh: "Wazuh 漏洞清单",
    en: "Wazuh vulnerabilities",
    version: 1,
    facts: &["findings", "scans"],
    sniff: |prefix| {
        prefix.is_json(|head| {
            let hits = head.says("wazuh-states-vulnerabilities")
                || head.says("\"wazuh\"") && head.says("\"vulnerability\"");
            let old = head.all(&["data", "error"])
                && head.says("\"affected_items\"")
                && (head.says("\"cve\"") || head.says("vulnerabilities"));
            hits && (head.has("hits")
                || head.has("sample_hits")
                || head.has("_source")
                || head.all(&["agent", "vulnerability"])
                || head.list)
                || old
        })
    },
    read,
};

fn read(source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
    let mut scan = Scan { tool: "wazuh".into(), class: Some("os"), depth: Depth::Inside, ..Scan::default() };
    let totals = ["/hits/total", "/total", "/data/total_affected_items", "/query_iso", "/agent"];
    let (mut total, mut agent) = (None, None);
    walk(source, job.limits, &totals, &[], &mut |found| {
        match found.pattern {
            0 => total = found.tree.get("value").int().or(found.tree.int()),
            1 | 2 => total = found.tree.int(),
            3 => scan.ended = job.moment(found.tree.str()),
            _ => agent = own(found.tree.str()),
        }
        Ok(())
    })?;
    let envelopes = ["/hits/hits/*", "/sample_hits/*", "/data/affected_items/*", "/*"];
    let mut count = 0;
    records(
        source,
        job.limits,
        &envelopes,
        &["description", "reference", "external_references"],
        out,
        &mut |found, out| {
            let tree = if found.tree.has("_source") { found.tree.get("_source") } else { &found.tree };
            count += 1;
            let finding = finding(tree, agent.as_deref(), found.place, job, out);
            scan.targets.add(finding.asset.as_deref(), found.place, job)?;
            scan.ended = scan.ended.max(finding.last_seen);
            out.record(finding.row(), found.place)
        },
    )?;
    if let Some(total) = total.filter(|t| *t > count) {
        let message =
            format!("the file says there are {total} and holds {count}: it is a part of the answer");
        out.problem("/", Rule::Rows, message);
        // What is not in this part may well be there still.
        scan.failed = std::mem::take(&mut scan.targets);
        let names = scan.failed.value();
        for name in names.as_list().unwrap_or_default() {
            scan.targets.add(Some(name), "/", job)?;
        }
    }
    scan.finish(out, "/")
}

fn finding<'a>(
    tree: &Tree,
    agent: Option<&str>,
    place: &str,
    job: &Job<'_>,
    out: &mut Out<'_>,
) -> Finding<'a> {
    let nested = tree.get("vulnerability");
    let new = !nested.is_null();
    let (weakness, package) = if new { (nested, tree.get("package")) } else { (tree, tree) };
    let id = weakness.first(&["id", "cve"]);
    let mut ids = Ids::default();
    ids.all(id.as_deref());
    let mut scores = Scores::default();
    scores.add(
        &weakness.first(&["score/version"]).unwrap_or_default(),
        weakness.at("score/base").number().filter(|s| *s > 0.0),
    );
    scores.add("3", weakness.get("cvss3_score").number().filter(|s| *s > 0.0));
    scores.add("2", weakness.get("cvss2_score").number().filter(|s| *s > 0.0));
    let name = package.get("name").text();
    let version = package.get("version").text().unwrap_or_default();
    let status = weakness.get("status").str().map(str::to_ascii_uppercase);
    Finding {
        tool: "wazuh",
        asset: own(tree.first(&["agent/name", "agent/id", "agent_name", "agent_id"])).or_else(|| own(agent)),
        title: Some(
            format!(
                "{} affects {} {version}",
                id.as_deref().unwrap_or_default(),
                name.as_deref().unwrap_or_default()
            )
            .trim_end()
            .to_owned(),
        ),
        rule: own(id),
        package: own(name),
        ids,
        severity: severity(weakness.get("severity").str(), place, out),
        scores,
        last_seen: job.moment(weakness.first(&["detected_at", "detection_time"])),
        published: job.moment(weakness.first(&["published_at", "published"])),
        status: matches!(status.as_deref(), Some("SOLVED" | "OBSOLETE")).then_some("fixed"),
        ..Finding::default()
    }
}
