//! Burp Suite, the XML of issues: one finding per issue, one scan per file.
//!
//! Identity of a finding: asset = host of the site; weakness = issue type; port; path of the issue; what stands behind the path in `location` (a
//! parameter in brackets) is the package part, because one page may have the same weakness in two parameters. The serial number is new with every scan and is
//! no part of it. Severity is Burp's word; an issue that a tester marked as false positive stays open with that claim.
//!
//! JSON (`burp-json`): the answer of the REST API of Burp Professional (`issue_events`), and the issues that Burp Enterprise's GraphQL gives (`Issues`). The weakness is the
//! type's number, failing that its name; else as above.

use crate::draft::{Finding, Ids, Plain, Scan, own, severity, url};
use crate::failure::ReadFailure;
use crate::format::Job;
use crate::out::Out;
use crate::source::Source;
use crate::xmltree::{Look, Node, walk};

pub(super) static BURP: Plain = Plain {
    id: "burp-xml",
    zh: "Burp Suite 扫描结果",
    en: "Burp Suite issues",
    version: 1,
    facts: &["findings", "scans"],
    sniff: |prefix| {
        prefix.is_root(|root, tag| {
            root == "issues" && (tag.contains("burpVersion") || tag.contains("exportTime"))
        })
    },
    read,
};

pub(super) static BURP_JSON: Plain = Plain {
    id: "burp-json",
    zh: "Burp Suite 扫描结果（JSON）",
    en: "Burp Suite issues (JSON)",
    version: 1,
    facts: &["findings", "scans"],
    sniff: |prefix| {
        prefix.is_json(|head| {
            head.all(&["issue_events", "scan_status"]) || head.has("Issues") && head.says("\"issue_type\"")
        })
    },
    read: read_json,
};

fn read_json(source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
    let mut scan = Scan { tool: "burp".into(), class: Some("web"), ..Scan::default() };
    let skip = [
        "evidence",
        "internal_data",
        "description",
        "remediation",
        "issue_background",
        "remediation_background",
        "description_html",
        "remediation_html",
        "references_html",
    ];
    crate::walk::walk(source, job.limits, &["/issue_events/*", "/Issues/*"], &skip, &mut |found| {
        let (tree, place) = (&found.tree, found.place);
        let issue = if found.pattern == 0 { tree.get("issue") } else { tree };
        if issue.is_null() || tree.get("type").str().is_some_and(|kind| kind != "issue_found") {
            out.unmapped();
            return Ok(());
        }
        let (asset, port, _) = url(issue.get("origin").str().unwrap_or_default());
        scan.targets.add(asset.as_deref(), place, job)?;
        let title = own(issue.first(&["name", "issue_type/name"]));
        let mut ids = Ids::default();
        ids.all(issue.at("issue_type/vulnerability_classifications_html").str());
        let finding = Finding {
            tool: "burp",
            asset,
            rule: own(issue.first(&["type_index", "issue_type/type_index"])).or_else(|| title.clone()),
            title,
            port,
            path: own(issue.first(&["path"]).map(|p| p.split('?').next().unwrap_or_default().to_owned())),
            location: own(issue.get("caption").str()),
            ids,
            severity: severity(issue.get("severity").str(), place, out),
            ..Finding::default()
        };
        out.record(finding.row(), place)
    })?;
    scan.finish(out, "/")
}

fn read(source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
    let mut scan = Scan { tool: "burp".into(), class: Some("web"), ..Scan::default() };
    let skip = [
        "requestresponse",
        "issueBackground",
        "remediationBackground",
        "issueDetail",
        "remediationDetail",
        "collaboratorEvent",
        "dynamicAnalysis",
        "staticAnalysis",
    ];
    walk(source, job.limits, &[Look::Start("issues"), Look::Whole("issues/issue")], &skip, &mut |met| {
        let (node, place) = (&met.node, met.place.strip_prefix("issues[1]/").unwrap_or(met.place));
        if met.look == 0 {
            scan.version = own(node.attribute("burpVersion"));
            scan.ended = job.moment(node.attribute("exportTime"));
            out.summary.version.clone_from(&scan.version);
            return Ok(());
        }
        let (host, port, _) = url(node.text("host").unwrap_or_default());
        let asset = host.or_else(|| own(node.child("host").and_then(|h| h.attribute("ip"))));
        let path = own(node.text("path"));
        let location = node.text("location");
        let inside = location.and_then(|l| l.split_once('[')).map(|(_, rest)| rest.trim_end_matches(']'));
        let mut ids = Ids::default();
        ids.all(node.text("vulnerabilityClassifications"));
        let word = node.text("severity");
        let claimed = word.is_some_and(|w| w.eq_ignore_ascii_case("false positive"));
        scan.targets.add(asset.as_deref(), place, job)?;
        let finding = Finding {
            tool: "burp",
            asset,
            rule: own(node.child("type").and_then(Node::own)),
            title: own(node.text("name")),
            package: own(inside),
            port,
            path,
            location: own(location),
            ids,
            severity: severity(word, place, out),
            last_seen: scan.ended,
            deviation: claimed.then_some("false_positive"),
            ..Finding::default()
        };
        out.record(finding.row(), place)
    })?;
    scan.finish(out, "issues")
}
