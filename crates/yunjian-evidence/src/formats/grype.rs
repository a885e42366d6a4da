//! Grype JSON: one finding per match, one scan per file.
//!
//! Identity of a finding: asset = what was scanned (`source.target` as the user named it, failing that its first tag or its
//! path); weakness = vulnerability id; package = package URL without version, failing that the package's name; path = the first
//! place of a package that no package manager owns (a jar, a binary). Severity is Grype's word (`Negligible` is info), else the CVSS
//! score. `fix.available` gives the day since when a fix exists.

use crate::draft::{Depth, Finding, Ids, Plain, Scan, Scores, own, purl_name, severity};
use crate::failure::{ReadFailure, Rule};
use crate::format::Job;
use crate::out::Out;
use crate::source::Source;
use crate::tree::Tree;
use crate::walk::walk;

pub(super) static GRYPE: Plain = Plain {
    id: "grype-json",
    zh: "Grype 扫描结果",
    en: "Grype report",
    version: 1,
    facts: &["findings", "scans"],
    sniff: |prefix| {
        prefix.is_json(|head| {
            !head.list
                && head.has("matches")
                && (head.says("\"matchDetails\"")
                    || head.says("\"grype\"")
                    || head.all(&["source", "descriptor"]))
        })
    },
    read,
};

const SKIP: [&str; 17] = [
    "description",
    "urls",
    "links",
    "dataSource",
    "matchDetails",
    "licenses",
    "manifest",
    "config",
    "configuration",
    "cpes[0]",
    "locations[0]",
    "upstreams",
    "metadata",
    "advisories",
    "epss",
    "namespace",
    "layers",
];

fn read(source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
    let mut scan = Scan { tool: "grype".into(), depth: Depth::Inside, ..Scan::default() };
    let mut asset = None;
    let mut seen = false;
    walk(source, job.limits, &["/source", "/descriptor"], &SKIP, &mut |found| {
        seen = true;
        if found.pattern == 0 {
            let target = found.tree.get("target");
            asset = own(target
                .str()
                .map(Into::into)
                .or_else(|| target.first(&["userInput", "tags/0", "path", "imageID"])));
            scan.class = (found.tree.get("type").str() == Some("image")).then_some("container");
            scan.targets.add(asset.as_deref(), found.place, job)?;
        } else {
            let tree = &found.tree;
            scan.version = own(tree.get("version").str());
            scan.ended = job.moment(tree.get("timestamp").str());
            scan.feed_at = job.moment(tree.first(&["db/status/built", "db/built"]));
            scan.feed = own(tree.first(&["db/status/built", "db/built"]));
        }
        Ok(())
    })?;
    walk(source, job.limits, &["/matches/*"], &SKIP, &mut |found| {
        seen = true;
        let row = finding(&found.tree, asset.clone(), scan.ended, found.place, job, out).row();
        out.record(row, found.place)
    })?;
    if !seen {
        return Err(ReadFailure::refused(
            "/",
            Rule::Schema,
            "there are neither matches nor a source in the report",
        ));
    }
    scan.finish(out, "/")
}

fn finding<'a>(
    tree: &Tree,
    asset: Option<String>,
    at: Option<i64>,
    place: &str,
    job: &Job<'_>,
    out: &mut Out<'_>,
) -> Finding<'a> {
    let weakness = tree.get("vulnerability");
    let artifact = tree.get("artifact");
    let mut ids = Ids::default();
    let mut scores = Scores::default();
    let related = tree.get("relatedVulnerabilities").list();
    for known in std::iter::once(weakness).chain(related) {
        ids.all(known.get("id").str());
        let mut own_scores = Scores::default();
        for score in known.get("cvss").list() {
            own_scores
                .add(&score.first(&["version"]).unwrap_or_default(), score.at("metrics/baseScore").number());
        }
        own_scores.add("2", known.at("cvssV2/baseScore").number());
        own_scores.add("3", known.at("cvssV3/baseScore").number());
        // What the distribution says counts before what others say of the same weakness.
        if scores.best().is_none() {
            scores = own_scores;
        }
    }
    let (name, version) = (artifact.get("name").str(), artifact.get("version").text());
    let id = weakness.get("id").str();
    let mut title = format!("{} in {}", id.unwrap_or_default(), name.unwrap_or_default());
    if let Some(version) = &version {
        title = format!("{title} {version}");
    }
    if let Some(fixed) = weakness.at("fix/versions/0").str() {
        title = format!("{title}, fixed in {fixed}");
    }
    let purl = artifact.get("purl").str();
    let managed = matches!(artifact.get("type").str(), Some("deb" | "rpm" | "apk" | "alpm" | "portage"));
    Finding {
        tool: "grype",
        asset,
        rule: own(id),
        title: Some(title),
        package: purl.map(purl_name).or_else(|| own(name)),
        path: if managed { None } else { own(artifact.at("locations/0/path").str()) },
        ids,
        severity: severity(weakness.get("severity").str(), place, out),
        scores,
        last_seen: at,
        fix_at: job.moment(weakness.at("fix/available/0/date").str()),
        kev: (!weakness.get("knownExploited").list().is_empty()).then_some(true),
        purl: own(purl),
        cpe: own(artifact.at("cpes/0").str().or_else(|| artifact.at("cpes/0/cpe").str())),
        ..Finding::default()
    }
}
