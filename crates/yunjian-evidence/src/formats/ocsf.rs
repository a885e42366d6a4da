//! OCSF events, one JSON object per line or a list: Prowler's findings and anything else that speaks OCSF.
//!
//! Findings (classes 2001 to 2007): a finding each, a configuration check besides where the event says pass or fail (Prowler does); what passed is only a
//! check. Detection findings (2004) of tools other than checkers become alerts. All other classes become events of the audit stream.
//!
//! Identity of a finding: asset = first resource's uid (failing that its name, the device, the account); weakness = `metadata.event_code`, failing that
//! the CVE, the rule, the type, the title; package = affected package. `finding_info.uid` holds the run or the resource again and is left out.
//! Severity is `severity_id` (1 info to 5 critical, 6 fatal is critical), else the word. `Suppressed` stays open with the claim; `Resolved` is fixed.

use yunjian_domain::facts::Value;

use crate::columns::{Alerts, Events};
use crate::draft::{
    Check, Depth, Finding, Ids, Plain, Scan, Scores, checked, moment, own, purl_name, severity, text,
};
use crate::failure::ReadFailure;
use crate::format::Job;
use crate::out::Out;
use crate::severity::Severity;
use crate::source::Source;
use crate::time;
use crate::tree::Tree;
use crate::walk::records;

pub(super) static OCSF: Plain = Plain {
    id: "ocsf-jsonl",
    zh: "OCSF 安全事件与发现（含 Prowler）",
    en: "OCSF events and findings (Prowler among them)",
    version: 1,
    facts: &["alerts", "config_checks", "events", "findings", "scans"],
    sniff: |prefix| {
        prefix.is_json(|head| {
            head.has("class_uid")
                || head.all(&["category_uid", "metadata"])
                || head.says("\"class_uid\"") && head.all(&["metadata", "severity_id"])
                || head.says("\"class_uid\"") && head.all(&["finding_info"])
                || head.says("\"class_uid\"") && head.says("\"category_uid\"") && head.has("metadata")
        })
    },
    read,
};

const SKIP: [&str; 8] = [
    "unmapped",
    "remediation",
    "risk_details",
    "raw_data",
    "enrichments",
    "desc",
    "references",
    "observables",
];

fn read(source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
    let mut scan = Scan { depth: Depth::Inside, kind: Some("configuration"), ..Scan::default() };
    let mut findings = false;
    let mut last = None;
    records(source, job.limits, &["/*"], &SKIP, out, &mut |found, out| {
        let (tree, place) = (&found.tree, found.place);
        let product = tree.at("metadata/product");
        let tool = product.first(&["name"]).unwrap_or_default().to_lowercase();
        if out.summary.version.is_none() {
            out.summary.version = own(tree.at("metadata/version").str());
        }
        let at = at(tree, job);
        last = last.max(at);
        let class = tree.get("class_uid").int().unwrap_or(0);
        let code = tree.get("status_code").str().map(str::to_ascii_uppercase);
        let judged = matches!(code.as_deref(), Some("PASS" | "FAIL" | "MANUAL"));
        match class {
            2001..=2007 if class != 2004 || judged || tree.has("vulnerabilities") => {
                if scan.tool.is_empty() {
                    scan.tool.clone_from(&tool);
                    scan.version = own(product.get("version").str());
                }
                findings = true;
                if tree.has("vulnerabilities") {
                    scan.kind = None;
                }
                scan.ended = scan.ended.max(at);
                finding(tree, &tool, code.as_deref(), at, place, &mut scan, job, out)
            }
            2004 | 2005 => {
                let row = alert(tree, at, place, out);
                out.record(row, place)
            }
            _ => {
                let row = event(tree, class, at, place, out);
                out.record(row, place)
            }
        }
    })?;
    if findings {
        return scan.finish(out, "/");
    }
    out.summary.collected_to = last;
    Ok(())
}

fn at(tree: &Tree, job: &Job<'_>) -> Option<i64> {
    let stated = tree.first(&[
        "time_dt",
        "time",
        "event_time",
        "finding_info/created_time_dt",
        "finding_info/created_time",
    ])?;
    time::parse(&stated, &job.context.zone)
}

fn rated(tree: &Tree, place: &str, out: &mut Out<'_>) -> Option<Severity> {
    match tree.get("severity_id").int() {
        Some(1) => Some(Severity::Info),
        Some(2) => Some(Severity::Low),
        Some(3) => Some(Severity::Medium),
        Some(4) => Some(Severity::High),
        Some(5 | 6) => Some(Severity::Critical),
        _ => severity(tree.get("severity").str().filter(|s| *s != "Other"), place, out),
    }
}

fn asset(tree: &Tree) -> Option<String> {
    own(tree.first(&[
        "resources/0/uid",
        "resources/0/name",
        "resource/uid",
        "resource/name",
        "device/hostname",
        "device/uid",
        "device/ip",
        "dst_endpoint/hostname",
        "dst_endpoint/ip",
        "cloud/account/uid",
    ]))
}

#[expect(clippy::too_many_arguments, reason = "one record with all that is known of it")]
fn finding(
    tree: &Tree,
    tool: &str,
    code: Option<&str>,
    at: Option<i64>,
    place: &str,
    scan: &mut Scan,
    job: &Job<'_>,
    out: &mut Out<'_>,
) -> Result<(), ReadFailure> {
    let info = if tree.has("finding_info") { tree.get("finding_info") } else { tree.get("finding") };
    let asset = asset(tree);
    scan.targets.add(asset.as_deref(), place, job)?;
    let level = rated(tree, place, out);
    let weakness = tree.at("vulnerabilities/0");
    let mut ids = Ids::default();
    ids.all(weakness.at("cve/uid").str())
        .all(weakness.at("cve/cwe_uid").str())
        .all(weakness.at("cwe/uid").str());
    for related in tree.get("vulnerabilities").list() {
        ids.all(related.at("cve/uid").str());
    }
    let mut scores = Scores::default();
    for score in weakness.at("cve/cvss").list() {
        scores.add(&score.first(&["version"]).unwrap_or_default(), score.get("base_score").number());
    }
    let package = weakness.at("affected_packages/0");
    let package = if package.is_null() { weakness.at("packages/0") } else { package };
    let purl = package.get("purl").str();
    let rule = own(tree.at("metadata/event_code").text())
        .or_else(|| own(weakness.at("cve/uid").str()))
        .or_else(|| {
            own(tree.first(&[
                "compliance/control",
                "finding_info/analytic/uid",
                "rule/uid",
                "finding_info/types/0",
                "finding_info/title",
                "finding/title",
            ]))
        });
    let word = match code {
        Some("PASS") => Some("pass"),
        Some("FAIL") => Some("fail"),
        Some("MANUAL") => Some("notchecked"),
        _ => match tree.at("compliance/status").str().map(str::to_ascii_uppercase).as_deref() {
            Some("PASS" | "PASSED") => Some("pass"),
            Some("FAIL" | "FAILED") => Some("fail"),
            Some(_) => Some("notchecked"),
            None => None,
        },
    };
    let status = tree.get("status").str().unwrap_or_default();
    let title = own(info.get("title").str());
    let stated = || Finding {
        tool,
        asset: asset.clone(),
        rule: rule.clone(),
        title: title.clone().or_else(|| own(tree.get("message").str())),
        package: purl.map(purl_name).or_else(|| own(package.get("name").str())),
        path: own(package.get("path").str()),
        location: own(tree.first(&["cloud/region", "resources/0/region"])),
        ids,
        severity: level,
        scores,
        first_seen: job.moment(info.first(&["first_seen_time_dt", "first_seen_time"])),
        last_seen: job.moment(info.first(&["last_seen_time_dt", "last_seen_time"])).or(at),
        exploitable: weakness.get("is_exploit_available").bool(),
        purl: own(purl),
        status: status.eq_ignore_ascii_case("resolved").then_some("fixed"),
        deviation: status.eq_ignore_ascii_case("suppressed").then_some("false_positive"),
        ..Finding::default()
    };
    match word {
        None => out.record(stated().row(), place),
        Some(result) => {
            let check = Check {
                asset: asset.clone(),
                rule: rule.clone(),
                benchmark: own(Some(tool)),
                parameter: title.clone(),
                actual: own(tree.get("status_detail").str()).map(|t| t.chars().take(500).collect()),
                result,
                severity: level,
                at,
                category: own(tree.first(&["resources/0/group/name"])),
                ..Check::default()
            };
            checked(check, (result == "fail").then(stated), place, out)
        }
    }
}

fn alert(tree: &Tree, at: Option<i64>, place: &str, out: &mut Out<'_>) -> yunjian_domain::facts::Row {
    let ids = Alerts::ids();
    let level = rated(tree, place, out).unwrap_or(Severity::Unknown);
    let mut row = ids.row();
    let mut set = |id, value| *row.at_mut(id) = value;
    set(ids.uid, text(tree.first(&["metadata/uid", "finding_info/uid"])));
    set(ids.time, moment(at));
    set(ids.detected_at, moment(at));
    set(
        ids.rule_id,
        text(tree.first(&[
            "finding_info/analytic/uid",
            "rule/uid",
            "metadata/event_code",
            "finding_info/title",
        ])),
    );
    set(ids.indicator, text(tree.first(&["finding_info/title", "message"])));
    set(ids.severity, level.value());
    set(ids.component_id, text(asset(tree)));
    set(
        ids.attack_id,
        text(tree.first(&["attacks/0/technique/uid", "finding_info/attacks/0/technique/uid"])),
    );
    set(ids.kind, Value::text("detection"));
    row
}

fn event(
    tree: &Tree,
    class: i64,
    at: Option<i64>,
    place: &str,
    out: &mut Out<'_>,
) -> yunjian_domain::facts::Row {
    let ids = Events::ids();
    let level = rated(tree, place, out).unwrap_or(Severity::Unknown);
    let mut row = ids.row();
    let mut set = |id, value| *row.at_mut(id) = value;
    set(ids.uid, text(tree.first(&["metadata/uid", "metadata/correlation_uid"])));
    set(
        ids.class,
        text(
            tree.get("class_name")
                .str()
                .map(str::to_owned)
                .or_else(|| (class != 0).then(|| class.to_string())),
        ),
    );
    set(ids.category, text(tree.get("category_name").str()));
    set(ids.kind, text(tree.first(&["activity_name", "type_name", "activity_id"])));
    set(ids.severity, level.value());
    set(ids.time, moment(at));
    set(ids.component_id, text(asset(tree)));
    set(ids.user, text(tree.first(&["actor/user/name", "user/name", "actor/user/uid", "user/uid"])));
    set(ids.source, text(tree.first(&["src_endpoint/ip", "src_endpoint/hostname", "metadata/product/name"])));
    set(ids.outcome, text(tree.first(&["status", "status_id"]).map(|s| outcome(&s))));
    set(ids.message, text(tree.first(&["message"]).map(|m| m.chars().take(500).collect::<String>())));
    row
}

fn outcome(status: &str) -> String {
    match status.to_ascii_lowercase().as_str() {
        "success" | "1" => "success".into(),
        "failure" | "2" => "failure".into(),
        other => other.to_owned(),
    }
}
