//! AWS Security Finding Format: an object with `Findings`, a list, or one object per line. A finding each; a configuration check besides where the
//! product judged compliance, and only a check where that passed. One scan per file.
//!
//! Identity of a finding: asset = first resource's id; weakness = vulnerability id, failing that the control (`SecurityControlId`, `ControlId`, `RuleId`), failing
//! that the generator (of GuardDuty: the type of finding); package = first affected package; path = its file. The finding's own id holds the run in some products
//! and is left out. Severity: label, else the normalised number (0–100). Archived records and resolved ones are fixed, suppressed ones stay open with the claim.

use crate::draft::{Check, Depth, Finding, Ids, Plain, Scan, Scores, checked, own, severity};
use crate::failure::ReadFailure;
use crate::format::Job;
use crate::out::Out;
use crate::severity::Severity;
use crate::source::Source;
use crate::tree::Tree;
use crate::walk::records;

pub(super) static ASFF: Plain = Plain {
    id: "asff",
    zh: "AWS Security Hub 发现（ASFF）",
    en: "AWS Security Hub findings (ASFF)",
    version: 1,
    facts: &["config_checks", "findings", "scans"],
    sniff: |prefix| {
        prefix.is_json(|head| {
            let own = head.says("\"ProductArn\"")
                && (head.says("\"AwsAccountId\"") || head.says("\"GeneratorId\""));
            own && (head.has("Findings") || head.has("findings") || head.has("ProductArn") || head.list)
        })
    },
    read,
};

const SKIP: [&str; 8] = [
    "Remediation",
    "Details",
    "Tags",
    "UserDefinedFields",
    "Network",
    "NetworkPath",
    "ReferenceUrls",
    "FindingProviderFields",
];

fn read(source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
    let mut scan = Scan { tool: "aws-security-hub".into(), depth: Depth::Inside, ..Scan::default() };
    records(source, job.limits, &["/Findings/*", "/findings/*", "/*"], &SKIP, out, &mut |found, out| {
        record(&found.tree, found.place, &mut scan, job, out)
    })?;
    scan.finish(out, "/")
}

fn record(
    tree: &Tree,
    place: &str,
    scan: &mut Scan,
    job: &Job<'_>,
    out: &mut Out<'_>,
) -> Result<(), ReadFailure> {
    if out.summary.version.is_none() {
        out.summary.version = own(tree.get("SchemaVersion").str());
    }
    let asset = own(tree.at("Resources/0/Id").str());
    scan.targets.add(asset.as_deref(), place, job)?;
    let level = match severity(
        tree.first(&["Severity/Label", "FindingProviderFields/Severity/Label"]).as_deref(),
        place,
        out,
    ) {
        Some(level) => Some(level),
        None => tree.at("Severity/Normalized").number().map(|n| match n {
            n if n >= 90.0 => Severity::Critical,
            n if n >= 70.0 => Severity::High,
            n if n >= 40.0 => Severity::Medium,
            n if n >= 1.0 => Severity::Low,
            _ => Severity::Info,
        }),
    };
    let weakness = tree.at("Vulnerabilities/0");
    let product =
        tree.first(&["ProductName", "ProductFields/aws~1securityhub/ProductName"]).unwrap_or_default();
    let guard = product.eq_ignore_ascii_case("guardduty")
        || tree.get("ProductArn").str().is_some_and(|a| a.contains("guardduty"));
    let mut ids = Ids::default();
    for related in tree.get("Vulnerabilities").list() {
        ids.all(related.get("Id").str());
    }
    ids.all(weakness.get("Cwes").texts());
    let mut scores = Scores::default();
    for score in weakness.get("Cvss").list() {
        scores.add(&score.first(&["Version"]).unwrap_or_default(), score.get("BaseScore").number());
    }
    let rule = own(weakness.get("Id").str())
        .or_else(|| if guard { own(tree.at("Types/0").str()) } else { None })
        .or_else(|| {
            own(tree.first(&[
                "Compliance/SecurityControlId",
                "ProductFields/ControlId",
                "ProductFields/RuleId",
                "GeneratorId",
            ]))
        });
    let title = own(tree.get("Title").str());
    let at = job.moment(tree.first(&["LastObservedAt", "UpdatedAt"]));
    scan.ended = scan.ended.max(at);
    let status = tree.at("Workflow/Status").str().unwrap_or_default();
    let fixed = tree.get("RecordState").str() == Some("ARCHIVED") || status == "RESOLVED";
    let package = weakness.at("VulnerablePackages/0");
    let tool = if product.is_empty() { "aws-security-hub".into() } else { product.to_lowercase() };
    let stated = || Finding {
        tool: &tool,
        asset: asset.clone(),
        rule: rule.clone(),
        title: title.clone(),
        package: own(package.get("Name").str()),
        path: own(package.get("FilePath").str()),
        location: own(tree.first(&["Region", "Resources/0/Region"])),
        ids,
        severity: level,
        scores,
        first_seen: job.moment(tree.first(&["FirstObservedAt", "CreatedAt"])),
        last_seen: at,
        exploitable: weakness.get("ExploitAvailable").str().and_then(|w| match w {
            "YES" => Some(true),
            "NO" => Some(false),
            _ => None,
        }),
        published: job.moment(weakness.at("Vendor/VendorCreatedAt").str()),
        status: fixed.then_some("fixed"),
        deviation: (status == "SUPPRESSED").then_some("false_positive"),
        ..Finding::default()
    };
    let result = match tree.at("Compliance/Status").str() {
        None => return out.record(stated().row(), place),
        Some("PASSED") => "pass",
        Some("FAILED" | "WARNING") => "fail",
        Some(_) => "notapplicable",
    };
    let check = Check {
        asset: asset.clone(),
        rule: rule.clone(),
        benchmark: own(tree.first(&[
            "ProductFields/StandardsGuideArn",
            "ProductFields/StandardsArn",
            "ProductName",
        ])),
        parameter: title.clone(),
        result,
        severity: level,
        at,
        ..Check::default()
    };
    // A check of which AWS knows nothing is not passed, and no finding either.
    checked(check, (result == "fail").then(stated), place, out)
}
