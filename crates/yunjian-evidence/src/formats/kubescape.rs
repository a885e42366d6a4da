//! Kubescape JSON: one configuration check per control and resource, a finding besides for each that failed. One scan per file.
//!
//! Identity of a finding: asset = resource id without the number that stands for the file; weakness = control. Severity by the control's score factor, as Kubescape does:
//! 9 and more critical, 7 high, 4 medium, 1 low. Skipped and irrelevant controls are not checked.

use crate::draft::{Check, Depth, Finding, Index, Plain, Scan, checked, own};
use crate::failure::ReadFailure;
use crate::format::Job;
use crate::out::Out;
use crate::severity::Severity;
use crate::source::Source;
use crate::walk::walk;

pub(super) static KUBESCAPE: Plain = Plain {
    id: "kubescape-json",
    zh: "Kubescape 容器平台配置核查结果",
    en: "Kubescape report",
    version: 1,
    facts: &["config_checks", "findings", "scans"],
    sniff: |prefix| {
        prefix.is_json(|head| head.has("summaryDetails") || head.all(&["clusterAPIServerInfo", "reportGUID"]))
    },
    read,
};

fn level(factor: f64) -> Option<Severity> {
    match factor {
        f if f >= 9.0 => Some(Severity::Critical),
        f if f >= 7.0 => Some(Severity::High),
        f if f >= 4.0 => Some(Severity::Medium),
        f if f >= 1.0 => Some(Severity::Low),
        _ => None,
    }
}

/// `path=966824446/api=apps/v1//Deployment/web` → `api=apps/v1//Deployment/web`.
fn asset(id: &str) -> &str {
    match id.strip_prefix("path=").and_then(|rest| rest.split_once('/')) {
        Some((number, rest)) if number.bytes().all(|b| b.is_ascii_digit()) => rest,
        _ => id,
    }
}

fn read(source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
    let mut scan = Scan {
        tool: "kubescape".into(),
        class: Some("container"),
        kind: Some("configuration"),
        depth: Depth::Inside,
        ..Scan::default()
    };
    let mut factors: Index<String, f64> = Index::default();
    let heads = ["/summaryDetails/controls/*", "/generationTime", "/clusterName"];
    walk(source, job.limits, &heads, &["resourceIDs"], &mut |found| {
        let tree = &found.tree;
        match found.pattern {
            0 => {
                if let (Some(id), Some(factor)) =
                    (tree.get("controlID").str(), tree.get("scoreFactor").number())
                {
                    factors.keep(id.to_owned(), factor, id.len(), found.place, job)?;
                }
            }
            // The year 1 is Go's way of saying nothing.
            1 => scan.ended = job.moment(tree.str().filter(|t| !t.starts_with("0001"))),
            _ => scan.profile = own(tree.str()),
        }
        Ok(())
    })?;
    walk(source, job.limits, &["/results/*"], &["prioritizedResource", "rules"], &mut |found| {
        let tree = &found.tree;
        let resource = own(tree.get("resourceID").str().map(asset));
        scan.targets.add(resource.as_deref(), found.place, job)?;
        for (number, control) in tree.get("controls").list().iter().enumerate() {
            let place = format!("{}/controls/{number}", found.place);
            let rule = own(control.get("controlID").str());
            let result = match control.first(&["status/status", "status"]).as_deref() {
                Some("passed") => "pass",
                Some("failed") => "fail",
                Some("skipped" | "irrelevant" | "excluded") => "notchecked",
                _ => "error",
            };
            let level = rule.as_ref().and_then(|r| factors.get(r)).copied().and_then(level);
            let title = own(control.get("name").str());
            let finding = (result == "fail").then(|| Finding {
                tool: "kubescape",
                asset: resource.clone(),
                rule: rule.clone(),
                title: title.clone(),
                severity: level,
                last_seen: scan.ended,
                ..Finding::default()
            });
            let check = Check {
                asset: resource.clone(),
                rule,
                benchmark: Some("kubescape".into()),
                parameter: title,
                result,
                severity: level,
                at: scan.ended,
                ..Check::default()
            };
            checked(check, finding, &place, out)?;
        }
        Ok(())
    })?;
    scan.finish(out, "/")
}
