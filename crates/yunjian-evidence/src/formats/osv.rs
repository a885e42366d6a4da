//! OSV-Scanner JSON: one finding per vulnerability of a package. One scan per file.
//!
//! Identity of a finding: asset = none in the file; weakness = first CVE among id and aliases, failing that the id, so that databases which name the same weakness otherwise
//! do not double it; package = name; path = lock file or image. Severity is the database's word, failing that the highest score of the package's group.

use crate::draft::{Depth, Finding, Ids, Index, Plain, Scan, Scores, own, purl_name, severity};
use crate::failure::ReadFailure;
use crate::format::Job;
use crate::out::Out;
use crate::source::Source;
use crate::tree::Tree;
use crate::walk::walk;

pub(super) static OSV: Plain = Plain {
    id: "osv-scanner-json",
    zh: "OSV-Scanner 依赖漏洞扫描结果",
    en: "OSV-Scanner results",
    version: 1,
    facts: &["findings", "scans"],
    sniff: |prefix| {
        prefix.is_json(|head| {
            head.has("results")
                && head.says("\"packages\"")
                && head.says("\"source\"")
                && head.says("\"ecosystem\"")
                && !head.has("summaryDetails")
        })
    },
    read,
};

const SKIP: [&str; 6] = ["details", "references", "ranges", "versions", "credits", "dependency_groups"];

fn read(source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
    let mut scan =
        Scan { tool: "osv-scanner".into(), class: Some("code"), depth: Depth::Inside, ..Scan::default() };
    // The source of a result may stand behind its packages.
    let mut paths: Index<usize, String> = Index::default();
    walk(source, job.limits, &["/results/*/source"], &[], &mut |found| {
        if let (Some(index), Some(path)) = (found.indices.first(), found.tree.get("path").str()) {
            paths.keep(*index, path.to_owned(), path.len(), found.place, job)?;
        }
        Ok(())
    })?;
    walk(source, job.limits, &["/results/*/packages/*"], &SKIP, &mut |found| {
        let tree = &found.tree;
        let path = found.indices.first().and_then(|index| paths.get(index));
        for (number, weakness) in tree.get("vulnerabilities").list().iter().enumerate() {
            let place = format!("{}/vulnerabilities/{number}", found.place);
            let row = finding(tree, weakness, path, &place, job, out).row();
            out.record(row, &place)?;
        }
        Ok(())
    })?;
    scan.targets.add(None, "/", job)?;
    scan.finish(out, "/")
}

fn finding(
    package: &Tree,
    weakness: &Tree,
    path: Option<&String>,
    place: &str,
    job: &Job<'_>,
    out: &mut Out<'_>,
) -> Finding<'static> {
    let mut ids = Ids::default();
    ids.all(weakness.get("id").str()).all(weakness.get("aliases").texts());
    for affected in weakness.get("affected").list() {
        for cwe in affected.at("database_specific/cwes").list() {
            ids.all(cwe.get("cweId").str());
        }
    }
    ids.all(weakness.at("database_specific/cwe_ids").texts());
    let id = weakness.get("id").str();
    let group = package.get("groups").list().iter().find(|g| g.get("ids").texts().any(|i| Some(i) == id));
    let mut scores = Scores::default();
    scores.add("3", group.and_then(|g| g.get("max_severity").number()));
    let purl = weakness.at("affected/0/package/purl").str();
    Finding {
        tool: "osv-scanner",
        rule: ids.cves.first().cloned().or_else(|| own(id)),
        title: own(weakness.get("summary").str()).or_else(|| own(id)),
        package: purl.map(purl_name).or_else(|| own(package.at("package/name").str())),
        purl: own(purl),
        path: path.cloned(),
        severity: severity(weakness.at("database_specific/severity").str(), place, out),
        scores,
        published: job.moment(weakness.get("published").str()),
        ids,
        ..Finding::default()
    }
}
