//! OWASP Dependency-Check XML, 1.x to 4.x: one component per dependency, one finding per vulnerability, one scan per file.
//!
//! Identity of a finding: asset = project name; weakness = name of the vulnerability; package = package URL without version, failing that the name a
//! package manager gave, failing that the file's name without digits of a version; path = none, since build folders move. A suppressed vulnerability stays
//! open with the claim of a false positive. Severity is the report's word, else the newest CVSS score.

use yunjian_domain::facts::Value;

use crate::columns::Components;
use crate::draft::{Depth, Finding, Ids, Plain, Scan, Scores, own, purl_name, severity, text};
use crate::failure::ReadFailure;
use crate::format::Job;
use crate::out::Out;
use crate::source::Source;
use crate::xmltree::{Look, Node, walk};

pub(super) static DEPENDENCY_CHECK: Plain = Plain {
    id: "dependency-check-xml",
    zh: "Dependency-Check 依赖漏洞检查结果",
    en: "Dependency-Check report",
    version: 1,
    facts: &["components", "findings", "scans"],
    sniff: |prefix| {
        prefix
            .is_root(|root, tag| root == "analysis" && tag.to_ascii_lowercase().contains("dependency-check"))
    },
    read,
};

const LOOKS: [Look<'static>; 4] = [
    Look::Whole("analysis/scanInfo"),
    Look::Whole("analysis/projectInfo"),
    Look::Whole("dependencies/dependency"),
    Look::Start("analysis"),
];

fn read(source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
    let mut scan = Scan {
        tool: "dependency-check".into(),
        class: Some("code"),
        depth: Depth::Inside,
        ..Scan::default()
    };
    let mut asset = None;
    let skip = [
        "evidenceCollected",
        "description",
        "references",
        "vulnerableSoftware",
        "license",
        "notes",
        "relatedDependencies",
    ];
    walk(source, job.limits, &LOOKS, &skip, &mut |met| {
        let node = &met.node;
        let place = met.place.strip_prefix("analysis[1]/").unwrap_or(met.place);
        match met.look {
            0 => scan.version = own(node.text("engineVersion")),
            1 => {
                asset = own(node.text("name"));
                scan.ended = job.moment(node.text("reportDate"));
                scan.targets.add(asset.as_deref(), place, job)?;
            }
            2 => dependency(node, asset.as_deref(), scan.ended, place, out)?,
            _ => {}
        }
        Ok(())
    })?;
    scan.finish(out, "analysis")
}

fn dependency(
    node: &Node,
    asset: Option<&str>,
    at: Option<i64>,
    place: &str,
    out: &mut Out<'_>,
) -> Result<(), ReadFailure> {
    let identifiers = node.child("identifiers");
    let named = |kind: &str| identifiers.into_iter().flat_map(|i| i.children.iter()).find(|i| i.name == kind);
    let purl = named("package").and_then(|p| p.text("id")).filter(|id| id.starts_with("pkg:"));
    let cpe = named("vulnerabilityIds").and_then(|p| p.text("id"));
    let older = named("identifier").and_then(|i| i.text("name")).map(|n| n.trim_matches(['(', ')']));
    let file = node.text("fileName").unwrap_or_default();
    let package = purl
        .map(purl_name)
        .or_else(|| older.map(|name| without_version(name, ':')))
        .unwrap_or_else(|| plain(file));
    let ids = Components::ids();
    let mut row = ids.row();
    let mut set = |id, value| *row.at_mut(id) = value;
    set(ids.id, text(purl.or(older).or(Some(file))));
    set(ids.name, text(Some(file)));
    set(ids.kind, Value::text("software"));
    set(ids.purl, text(purl));
    set(ids.cpe, text(cpe));
    let version = purl.and_then(|p| p.split(['?', '#']).next()?.rsplit_once('@').map(|(_, v)| v));
    set(ids.version, text(version));
    let hash = node
        .text("sha256")
        .map(|h| format!("SHA-256:{h}"))
        .or_else(|| node.text("sha1").map(|h| format!("SHA-1:{h}")));
    set(ids.hash, text(hash));
    set(ids.sources, Value::list(["dependency-check"]));
    out.record(row, place)?;
    let Some(list) = node.child("vulnerabilities") else { return Ok(()) };
    let (mut open, mut suppressed) = (0, 0);
    for weakness in &list.children {
        let claimed = weakness.name == "suppressedVulnerability";
        let number = if claimed { &mut suppressed } else { &mut open };
        *number += 1;
        let place = format!("{place}/{}[{number}]", weakness.name);
        let name = weakness.text("name");
        let mut found = Ids::default();
        found.all(name).all(weakness.texts("cwe")).all(weakness.texts("cwes/cwe"));
        let mut scores = Scores::default();
        let score = |path: &str| weakness.text(path).and_then(|s| s.parse().ok());
        scores.add("4", score("cvssV4/baseScore"));
        scores.add("3", score("cvssV3/baseScore"));
        scores.add("2", score("cvssV2/score").or_else(|| score("cvssScore")));
        let finding = Finding {
            tool: "dependency-check",
            asset: own(asset),
            rule: own(name),
            title: Some(format!("{} in {file}", name.unwrap_or_default())),
            package: Some(package.clone()),
            ids: found,
            severity: severity(weakness.text("severity"), &place, out),
            scores,
            last_seen: at,
            kev: weakness.child("knownExploitedVulnerability").map(|_| true),
            purl: own(purl),
            cpe: own(cpe),
            deviation: claimed.then_some("false_positive"),
            ..Finding::default()
        };
        out.record(finding.row(), &place)?;
    }
    Ok(())
}

/// `org.x:lib:1.2` → `org.x:lib`.
fn without_version(name: &str, separator: char) -> String {
    match name.rsplit_once(separator) {
        Some((head, tail)) if tail.starts_with(|c: char| c.is_ascii_digit()) => head.to_owned(),
        _ => name.to_owned(),
    }
}

/// `log4j-api-2.12.4.jar` → `log4j-api`.
fn plain(file: &str) -> String {
    let stem = file
        .rsplit_once('.')
        .filter(|(_, end)| end.len() <= 4 && end.bytes().all(|b| b.is_ascii_alphabetic()));
    without_version(stem.map_or(file, |(stem, _)| stem), '-')
}
