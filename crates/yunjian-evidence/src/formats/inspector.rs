//! Amazon Inspector (v2), its own answer `ListFindings` as JSON: one finding per entry. One scan per file.
//!
//! Identity of a finding: asset = first resource's id; weakness = the vulnerability, failing that the title; package = first package named; port of a reachability finding.
//! Severity is Inspector's word (UNTRIAGED leaves it to the score). CLOSED is fixed, SUPPRESSED stays open with the claim of a false positive.

use crate::draft::{Depth, Finding, Ids, Plain, Scan, Scores, own, severity};
use crate::failure::ReadFailure;
use crate::format::Job;
use crate::out::Out;
use crate::source::Source;
use crate::walk::records;

pub(super) static INSPECTOR: Plain = Plain {
    id: "aws-inspector2-json",
    zh: "Amazon Inspector 漏洞发现",
    en: "Amazon Inspector findings",
    version: 1,
    facts: &["findings", "scans"],
    sniff: |prefix| {
        prefix.is_json(|head| {
            head.says(":inspector2:") && (head.has("findings") || head.all(&["findingArn", "awsAccountId"]))
        })
    },
    read,
};

const SKIP: [&str; 4] = ["description", "remediation", "referenceUrls", "details"];

fn read(source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
    let mut scan = Scan { tool: "aws-inspector2".into(), depth: Depth::Inside, ..Scan::default() };
    records(source, job.limits, &["/findings/*", "/*"], &SKIP, out, &mut |found, out| {
        let (tree, place) = (&found.tree, found.place);
        let details = tree.get("packageVulnerabilityDetails");
        let asset = own(tree.at("resources/0/id").str());
        scan.targets.add(asset.as_deref(), place, job)?;
        let last = job.moment(tree.first(&["lastObservedAt", "updatedAt"]));
        scan.ended = scan.ended.max(last);
        let mut ids = Ids::default();
        ids.all(details.get("vulnerabilityId").str()).all(details.get("relatedVulnerabilities").texts());
        ids.all(tree.at("codeVulnerabilityDetails/cwes").texts());
        let mut scores = Scores::default();
        for score in details.get("cvss").list() {
            scores.add(&score.first(&["version"]).unwrap_or_default(), score.get("baseScore").number());
        }
        let adjusted = tree.at("inspectorScoreDetails/adjustedCvss");
        scores.add(
            &adjusted.first(&["version"]).unwrap_or_default(),
            adjusted.get("score").number().or(tree.get("inspectorScore").number()),
        );
        let reach = tree.get("networkReachabilityDetails");
        let port = reach.at("openPortRange/begin").int().map(|number| {
            format!("{number}/{}", reach.get("protocol").str().unwrap_or("tcp").to_ascii_lowercase())
        });
        let finding = Finding {
            tool: "aws-inspector2",
            asset,
            rule: own(details.get("vulnerabilityId").str())
                .or_else(|| own(tree.first(&["codeVulnerabilityDetails/detectorId", "title"]))),
            title: own(tree.get("title").str()),
            package: own(details.at("vulnerablePackages/0/name").str()),
            path: own(tree.first(&[
                "codeVulnerabilityDetails/filePath/filePath",
                "packageVulnerabilityDetails/vulnerablePackages/0/filePath",
            ])),
            location: port.clone(),
            port,
            ids,
            severity: severity(tree.get("severity").str(), place, out),
            scores,
            first_seen: job.moment(tree.get("firstObservedAt").str()),
            last_seen: last,
            published: job.moment(details.get("vendorCreatedAt").str()),
            exploitable: match tree.get("exploitAvailable").str() {
                Some("YES") => Some(true),
                Some("NO") => Some(false),
                _ => None,
            },
            status: (tree.get("status").str() == Some("CLOSED")).then_some("fixed"),
            deviation: (tree.get("status").str() == Some("SUPPRESSED")).then_some("false_positive"),
            ..Finding::default()
        };
        out.record(finding.row(), place)
    })?;
    scan.finish(out, "/")
}
