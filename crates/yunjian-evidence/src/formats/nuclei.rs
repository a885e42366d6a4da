//! Nuclei, one JSON object per line or a list of them: one finding per match, one scan per file.
//!
//! Identity of a finding: asset = host of `host` (failing that of where it matched, failing that the address); weakness = template id,
//! with the matcher's name where a template tells several things apart; port; path of the place that matched, without its query.
//! Severity is the template's word, else its CVSS score.

use crate::draft::{Finding, Ids, Plain, Scan, Scores, own, severity, url};
use crate::failure::ReadFailure;
use crate::format::{Confidence, Job};
use crate::out::Out;
use crate::source::Source;
use crate::tree::Tree;
use crate::walk::records;

pub(super) static NUCLEI: Plain = Plain {
    id: "nuclei-jsonl",
    zh: "Nuclei 扫描结果",
    en: "Nuclei results",
    version: 1,
    facts: &["findings", "scans"],
    sniff: |prefix| match prefix.json() {
        Some(head) if (head.has("template-id") || head.has("templateID")) && head.has("info") => {
            Confidence::Certain
        }
        _ => Confidence::No,
    },
    read,
};

fn read(source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
    let mut scan = Scan { tool: "nuclei".into(), class: Some("web"), ..Scan::default() };
    let skip = [
        "request",
        "response",
        "curl-command",
        "description",
        "reference",
        "remediation",
        "template-encoded",
    ];
    records(source, job.limits, &["/*"], &skip, out, &mut |found, out| {
        let finding = finding(&found.tree, found.place, job, out);
        scan.targets.add(finding.asset.as_deref(), found.place, job)?;
        scan.ended = scan.ended.max(finding.last_seen);
        scan.started = match (scan.started, finding.last_seen) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        out.record(finding.row(), found.place)
    })?;
    scan.finish(out, "/")
}

fn finding<'a>(tree: &Tree, place: &str, job: &Job<'_>, out: &mut Out<'_>) -> Finding<'a> {
    let info = tree.get("info");
    let classes = info.get("classification");
    let matched = tree.first(&["matched-at", "matched", "url"]).unwrap_or_default();
    let host = tree.first(&["host", "ip"]).unwrap_or_default();
    let (mut name, mut port, path) = url(&matched);
    if name.is_none() {
        // `h:22`, as network templates write it.
        if let Some((plain, number)) = matched.rsplit_once(':')
            && number.parse::<u16>().is_ok()
        {
            (name, port) = (own(Some(plain)), Some(format!("{number}/tcp")));
        }
    }
    let asset = url(&host).0.or_else(|| own(host.split(':').next())).or(name);
    let mut ids = Ids::default();
    let template = tree.first(&["template-id", "templateID"]);
    ids.all(template.as_deref()).all(classes.get("cve-id").texts()).all(classes.get("cwe-id").texts());
    let mut scores = Scores::default();
    scores.add(
        classes.get("cvss-metrics").str().map_or("3", |v| v.trim_start_matches("CVSS:")),
        classes.get("cvss-score").number(),
    );
    let matcher = tree.first(&["matcher-name", "matcher_name"]);
    let rule =
        template.as_deref().map(|t| matcher.as_deref().map_or_else(|| t.to_owned(), |m| format!("{t}:{m}")));
    Finding {
        tool: "nuclei",
        asset,
        rule,
        title: own(info.get("name").str()),
        port: port.or_else(|| own(tree.get("port").text()).map(|p| format!("{p}/tcp"))),
        location: own(Some(matched)),
        path,
        ids,
        severity: severity(info.get("severity").str(), place, out),
        scores,
        last_seen: job.moment(tree.get("timestamp").str()),
        cpe: own(classes.get("cpe").str()),
        ..Finding::default()
    }
}
