//! Reports of the Trivy operator, as Kubernetes hands them out: vulnerability, configuration audit, exposed secret and infrastructure or RBAC assessment reports, one resource or a
//! list of them. Cluster compliance reports become configuration checks.
//!
//! Identity of a finding: asset = namespace/kind/name of the workload, as in Trivy's own report of a cluster; weakness = vulnerability, check or rule id; package = the resource
//! (package) named; path = container and, of a secret, its file. Places: `/report/vulnerabilities/3`.

use crate::draft::{Check, Depth, Finding, Ids, Plain, Scan, Scores, checked, own, severity};
use crate::failure::{ReadFailure, Rule};
use crate::format::Job;
use crate::out::Out;
use crate::source::Source;
use crate::tree::Tree;
use crate::walk::walk;

pub(super) static TRIVY_OPERATOR: Plain = Plain {
    id: "trivy-operator-json",
    zh: "Trivy Operator 集群报告",
    en: "Trivy operator report",
    version: 1,
    facts: &["config_checks", "findings", "scans"],
    sniff: |prefix| {
        prefix.is_json(|head| {
            head.says("aquasecurity.github.io/") && (head.all(&["apiVersion", "kind"]) || head.list)
        })
    },
    read,
};

/// A report's own words about itself.
#[derive(Clone, Default)]
struct About {
    kind: String,
    asset: Option<String>,
    container: Option<String>,
    at: Option<i64>,
}

/// Patterns of one resource and of a list of them: `/x`, `/items/*/x`, `/*/x`.
fn patterns(tails: &[&str]) -> Vec<String> {
    ["", "/items/*", "/*"]
        .iter()
        .flat_map(|head| tails.iter().map(move |tail| format!("{head}{tail}")))
        .collect()
}

fn read(source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
    let mut reports: Vec<About> = Vec::new();
    let mut scan =
        Scan { tool: "trivy".into(), class: Some("container"), depth: Depth::Inside, ..Scan::default() };
    let tails =
        ["/kind", "/metadata", "/report/updateTimestamp", "/report/scanner", "/status/updateTimestamp"];
    let heads = patterns(&tails);
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    walk(source, job.limits, &heads, &["annotations", "ownerReferences", "managedFields"], &mut |found| {
        let number = found.indices.first().copied().unwrap_or(0);
        if number >= 100_000 {
            return Err(ReadFailure::refused(
                found.place,
                Rule::Rows,
                "there are too many reports in the file",
            ));
        }
        while reports.len() <= number {
            reports.push(About::default());
        }
        let (about, tree) = (&mut reports[number], &found.tree);
        match found.pattern % tails.len() {
            0 => about.kind = tree.str().unwrap_or_default().to_owned(),
            1 => {
                let label = |name: &str| {
                    let labels = tree.get("labels");
                    labels
                        .get(&format!("trivy-operator.resource.{name}"))
                        .str()
                        .or_else(|| labels.get(&format!("starboard.resource.{name}")).str())
                };
                let parts: Vec<&str> =
                    ["namespace", "kind", "name"].iter().filter_map(|n| label(n)).collect();
                about.asset = own(Some(parts.join("/"))).or_else(|| own(tree.get("name").str()));
                about.container = own(tree.get("labels").get("trivy-operator.container.name").str());
            }
            2 | 4 => about.at = job.moment(tree.str()),
            3 => scan.version = own(tree.get("version").str()),
            _ => {}
        }
        Ok(())
    })?;
    for (number, about) in reports.iter().enumerate() {
        scan.targets.add(about.asset.as_deref(), &format!("/{number}"), job)?;
        scan.ended = scan.ended.max(about.at);
    }
    let tails = [
        "/report/vulnerabilities/*",
        "/report/checks/*",
        "/report/secrets/*",
        "/status/summaryReport/controlCheck/*",
    ];
    let lists = patterns(&tails);
    let lists: Vec<&str> = lists.iter().map(String::as_str).collect();
    let none = About::default();
    walk(source, job.limits, &lists, &["links", "description", "match", "remediation"], &mut |found| {
        let number = if found.pattern < tails.len() { 0 } else { found.indices[0] };
        let about = reports.get(number).unwrap_or(&none);
        record(&found.tree, found.pattern % tails.len(), about, found.place, job, out)
    })?;
    scan.finish(out, "/")
}

fn record(
    tree: &Tree,
    what: usize,
    about: &About,
    place: &str,
    job: &Job<'_>,
    out: &mut Out<'_>,
) -> Result<(), ReadFailure> {
    let level = severity(tree.get("severity").str(), place, out);
    let rule = own(tree.first(&["vulnerabilityID", "checkID", "ruleID", "id"]));
    let title = own(tree.first(&["title", "name"])).or_else(|| rule.clone());
    let mut finding = Finding {
        tool: "trivy",
        asset: about.asset.clone(),
        rule: rule.clone(),
        title: title.clone(),
        path: about.container.clone(),
        severity: level,
        last_seen: about.at,
        ..Finding::default()
    };
    match what {
        0 => {
            let (package, version) = (
                tree.get("resource").str().unwrap_or_default(),
                tree.get("installedVersion").str().unwrap_or_default(),
            );
            let mut ids = Ids::default();
            ids.all(rule.as_deref());
            let mut scores = Scores::default();
            scores.add("3", tree.get("score").number());
            finding.title = Some(format!("{} ({package} {version})", title.unwrap_or_default()));
            finding.package = own(Some(package));
            finding.purl = own(tree.get("packagePURL").str());
            (finding.ids, finding.scores) = (ids, scores);
            finding.published = job.moment(tree.get("publishedDate").str());
            out.record(finding.row(), place)
        }
        2 => {
            let file = own(tree.get("target").str());
            finding.path = match (&about.container, file) {
                (Some(container), Some(file)) => Some(format!("{container}/{file}")),
                (container, file) => file.or_else(|| container.clone()),
            };
            out.record(finding.row(), place)
        }
        _ => {
            let failed = match what {
                1 => tree.get("success").bool() == Some(false),
                _ => tree.get("totalFail").int().unwrap_or(0) > 0,
            };
            let check = Check {
                asset: about.asset.clone(),
                rule,
                benchmark: Some(about.kind.clone()),
                parameter: title,
                result: if failed { "fail" } else { "pass" },
                severity: level,
                at: about.at,
                category: own(tree.get("category").str()),
                ..Check::default()
            };
            checked(check, failed.then_some(finding), place, out)
        }
    }
}
