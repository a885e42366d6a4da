//! Prowler's CSV (version 4 and later; all its clouds, Alibaba Cloud and Huawei Cloud among them): one configuration check per row, a finding besides for each that
//! failed. One scan per file.
//!
//! Identity of a finding: asset = resource's uid, failing that its name, failing that the account; weakness = check id. The same as of Prowler's OCSF. FAIL → fail, PASS →
//! pass, MANUAL → not checked. A muted finding stays open with the claim of a false positive.

use super::{each, sniff};
use crate::draft::{Check, Depth, Finding, Plain, Scan, checked, own, severity};
use crate::failure::{ReadFailure, Rule};
use crate::format::Job;
use crate::out::Out;
use crate::source::Source;
use crate::walk::records;

const KINDS: &[&[&str]] = &[&["check_id", "check_title", "status", "resource_uid", "provider"]];

pub(in super::super) static PROWLER_CSV: Plain = Plain {
    id: "prowler-csv",
    zh: "Prowler 云配置核查结果（CSV）",
    en: "Prowler results (CSV)",
    version: 1,
    facts: &["config_checks", "findings", "scans"],
    sniff: |prefix| sniff(prefix, KINDS),
    read,
};

/// One check of one resource.
struct Stated<'t> {
    asset: Option<String>,
    rule: Option<String>,
    title: Option<String>,
    status: Option<&'t str>,
    severity: Option<&'t str>,
    actual: Option<&'t str>,
    category: Option<&'t str>,
    muted: bool,
    at: Option<i64>,
}

impl Stated<'_> {
    fn hand_on(
        self,
        scan: &mut Scan,
        place: &str,
        job: &Job<'_>,
        out: &mut Out<'_>,
    ) -> Result<(), ReadFailure> {
        let Self { asset, rule, title, at, .. } = self;
        scan.targets.add(asset.as_deref(), place, job)?;
        let result = match self.status.map(str::to_ascii_uppercase).as_deref() {
            Some("PASS") => "pass",
            Some("FAIL") => "fail",
            Some("MANUAL" | "INFO") => "notchecked",
            _ => {
                out.problem(place, Rule::Word, "the row has no status PASS, FAIL or MANUAL");
                "error"
            }
        };
        let level = severity(self.severity, place, out);
        let finding = (result == "fail").then(|| Finding {
            tool: "prowler",
            asset: asset.clone(),
            rule: rule.clone(),
            title: title.clone(),
            severity: level,
            last_seen: at,
            deviation: self.muted.then_some("false_positive"),
            ..Finding::default()
        });
        let check = Check {
            asset,
            rule,
            benchmark: Some("prowler".into()),
            parameter: title,
            actual: own(self.actual).map(|t| t.chars().take(500).collect()),
            result,
            severity: level,
            at,
            category: own(self.category),
            ..Check::default()
        };
        checked(check, finding, place, out)
    }
}

fn read(source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
    let mut scan =
        Scan { tool: "prowler".into(), kind: Some("configuration"), depth: Depth::Inside, ..Scan::default() };
    each(source, job, KINDS, &mut |line, place| {
        let at = job.moment(line.get(&["timestamp"]));
        scan.ended = scan.ended.max(at);
        scan.version = scan.version.take().or(own(line.get(&["prowler_version"])));
        let row = Stated {
            asset: own(line.get(&["resource_uid", "resource_name", "account_uid"])),
            rule: own(line.get(&["check_id"])),
            title: own(line.get(&["check_title"])),
            status: line.get(&["status"]),
            severity: line.get(&["severity"]),
            actual: line.get(&["status_extended"]),
            category: line.get(&["service_name"]),
            muted: line.get(&["muted"]).is_some_and(|m| m.eq_ignore_ascii_case("true")),
            at,
        };
        row.hand_on(&mut scan, place, job, out)
    })?;
    scan.finish(out, "row 1")
}

/// The JSON of Prowler 3, before it spoke OCSF.
pub(in super::super) static PROWLER_JSON: Plain = Plain {
    id: "prowler-json",
    zh: "Prowler 3 云配置核查结果（JSON）",
    en: "Prowler 3 results (JSON)",
    version: 1,
    facts: &["config_checks", "findings", "scans"],
    sniff: |prefix| prefix.is_json(|head| head.all(&["CheckID", "CheckTitle", "StatusExtended"])),
    read: read_json,
};

fn read_json(source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
    let mut scan =
        Scan { tool: "prowler".into(), kind: Some("configuration"), depth: Depth::Inside, ..Scan::default() };
    let skip = ["Description", "Risk", "Remediation", "Compliance", "ResourceDetails", "ResourceTags"];
    records(source, job.limits, &["/*"], &skip, out, &mut |found, out| {
        let (tree, place) = (&found.tree, found.place);
        let at = job.moment(tree.get("AssessmentStartTime").str());
        scan.ended = scan.ended.max(at);
        let row = Stated {
            asset: own(tree.first(&["ResourceArn", "ResourceId", "AccountId"])),
            rule: own(tree.get("CheckID").str()),
            title: own(tree.get("CheckTitle").str()),
            status: tree.get("Status").str(),
            severity: tree.get("Severity").str(),
            actual: tree.get("StatusExtended").str(),
            category: tree.get("ServiceName").str(),
            muted: false,
            at,
        };
        row.hand_on(&mut scan, place, job, out)
    })?;
    scan.finish(out, "/")
}
