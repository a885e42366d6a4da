//! Snyk JSON (`snyk test`, `snyk container test`), one project or a list of them: one finding per vulnerability, one scan per file.
//!
//! Identity of a finding: asset = project name (failing that its path); weakness = Snyk's id; package = package name; path = the way of
//! dependencies to it without versions, so that one weakness reached twice is two findings and an upgrade in between changes nothing.
//! Severity is Snyk's word with critical, else the CVSS score.

use crate::draft::{Depth, Finding, Ids, Plain, Scan, Scores, own, severity};
use crate::failure::{ReadFailure, Rule};
use crate::format::Job;
use crate::out::Out;
use crate::source::Source;
use crate::walk::walk;

pub(super) static SNYK: Plain = Plain {
    id: "snyk-json",
    zh: "Snyk 扫描结果",
    en: "Snyk report",
    version: 1,
    facts: &["findings", "scans"],
    sniff: |prefix| {
        prefix.is_json(|head| {
            head.has("vulnerabilities")
                && !head.has("bomFormat")
                && (head.has("packageManager")
                    || head.has("dependencyCount")
                    || head.says("\"SNYK-")
                    || head.says("\"snyk"))
        })
    },
    read,
};

fn read(source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
    let mut scan = Scan { tool: "snyk".into(), depth: Depth::Inside, ..Scan::default() };
    let mut projects: Vec<[Option<String>; 3]> = Vec::new();
    let heads = [
        "/projectName",
        "/path",
        "/displayTargetFile",
        "/docker",
        "/*/projectName",
        "/*/path",
        "/*/displayTargetFile",
        "/*/docker",
    ];
    walk(source, job.limits, &heads, &["baseImageRemediation", "binariesVulns"], &mut |found| {
        let (part, number) = match found.pattern {
            part @ 0..=3 => (part, 0),
            part => (part - 4, found.indices[0]),
        };
        if number >= 100_000 {
            return Err(ReadFailure::refused(
                found.place,
                Rule::Rows,
                "there are too many projects in the file",
            ));
        }
        while projects.len() <= number {
            projects.push([None, None, None]);
        }
        match projects[number].get_mut(part) {
            Some(slot) => *slot = own(found.tree.str()),
            None => scan.class = Some("container"),
        }
        Ok(())
    })?;
    for [name, path, _] in &projects {
        scan.targets.add(name.as_deref().or(path.as_deref()), "/", job)?;
    }
    let lists = ["/vulnerabilities/*", "/*/vulnerabilities/*", "/applications/*/vulnerabilities/*"];
    let skip = [
        "description",
        "references",
        "credit",
        "semver",
        "patches",
        "functions",
        "functions_new",
        "identifiers_text",
        "insights",
    ];
    walk(source, job.limits, &lists, &skip, &mut |found| {
        let tree = &found.tree;
        let number = if found.pattern == 1 { found.indices[0] } else { 0 };
        let [project, path, _] = projects.get(number).cloned().unwrap_or_default();
        let mut ids = Ids::default();
        for (_, names) in tree.get("identifiers").pairs() {
            ids.all(names.texts());
        }
        ids.all(tree.get("id").str());
        let mut scores = Scores::default();
        for detail in tree.get("cvssDetails").list() {
            scores.add(
                detail.get("cvssV3Vector").str().map_or("3", |_| "3"),
                detail.get("cvssV3BaseScore").number(),
            );
        }
        scores.add("3", tree.get("cvssScore").number());
        for source in tree.get("cvssSources").list() {
            if source.get("type").str() == Some("primary") {
                scores.add(
                    &source.first(&["cvssVersion"]).unwrap_or_default(),
                    source.get("baseScore").number(),
                );
            }
        }
        let (package, version) =
            (tree.first(&["packageName", "moduleName", "name"]), tree.get("version").text());
        let way: Vec<String> = tree
            .get("from")
            .texts()
            .skip(1)
            .map(|step| {
                step.rsplit_once('@')
                    .filter(|(name, _)| !name.is_empty())
                    .map_or(step, |(name, _)| name)
                    .to_owned()
            })
            .collect();
        let title = tree.get("title").str().unwrap_or_default();
        let finding = Finding {
            tool: "snyk",
            asset: project.or(path),
            rule: own(tree.get("id").text()),
            title: Some(
                format!(
                    "{title} in {} {}",
                    package.as_deref().unwrap_or_default(),
                    version.as_deref().unwrap_or_default()
                )
                .trim_end()
                .to_owned(),
            ),
            package: own(package),
            path: Some(way.join(" > ")).filter(|w| !w.is_empty()),
            ids,
            severity: severity(
                tree.get("severityWithCritical").str().or(tree.get("severity").str()),
                found.place,
                out,
            ),
            scores,
            published: job
                .moment(tree.get("publicationTime").str())
                .or(job.moment(tree.get("disclosureTime").str())),
            exploitable: tree.get("exploit").str().and_then(|word| match word {
                "Functional" | "High" | "Mature" => Some(true),
                "Unproven" => Some(false),
                _ => None,
            }),
            ..Finding::default()
        };
        scan.targets.add(finding.asset.as_deref(), found.place, job)?;
        out.record(finding.row(), found.place)
    })?;
    scan.finish(out, "/")
}
