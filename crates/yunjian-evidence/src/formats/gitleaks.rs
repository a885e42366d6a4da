//! Gitleaks JSON, version 8 and the older one: one finding per secret, one scan per file.
//!
//! Identity of a finding: asset = repository where the older form names it; weakness = rule; path = file and, behind a `#`, the commit,
//! because a secret that was taken out and put in again is another leak. The secret itself is never kept. Gitleaks rates nothing: severity is unknown, and the
//! declared mapping of this program is high, since a leaked credential is valid until somebody revokes it.

use crate::draft::{Depth, Finding, Plain, Scan, own, within};
use crate::failure::ReadFailure;
use crate::format::Job;
use crate::out::Out;
use crate::severity::Severity;
use crate::source::Source;
use crate::walk::walk;

pub(super) static GITLEAKS: Plain = Plain {
    id: "gitleaks-json",
    zh: "Gitleaks 密钥泄露检查结果",
    en: "Gitleaks report",
    version: 1,
    facts: &["findings", "scans"],
    sniff: |prefix| {
        prefix.is_json(|head| {
            head.list
                && (head.all(&["RuleID", "File", "Secret"]) || head.all(&["rule", "offender", "commit"]))
        })
    },
    read,
};

fn read(source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
    let mut scan = Scan {
        tool: "gitleaks".into(),
        class: Some("code"),
        kind: Some("secret"),
        depth: Depth::Inside,
        ..Scan::default()
    };
    // Never kept: the secrets, and the lines they stand in.
    let skip = [
        "Secret",
        "Match",
        "offender",
        "line",
        "Message",
        "commitMessage",
        "Author",
        "Email",
        "author",
        "email",
    ];
    walk(source, job.limits, &["/*"], &skip, &mut |found| {
        let tree = &found.tree;
        let path = own(tree.first(&["File", "file"])).map(|p| p.trim_start_matches('/').to_owned());
        let rule = own(tree.first(&["RuleID", "rule"]));
        let what = own(tree.first(&["Description", "rule", "RuleID"])).unwrap_or_default();
        let asset = own(tree.get("repo").str()).filter(|r| r != ".");
        scan.targets.add(asset.as_deref(), found.place, job)?;
        let line = tree.first(&["StartLine", "lineNumber"]);
        let finding = Finding {
            tool: "gitleaks",
            asset,
            title: Some(format!("{what} in {}", path.as_deref().unwrap_or("an unnamed file"))),
            rule,
            location: path.as_ref().map(|p| line.map_or_else(|| p.clone(), |l| format!("{p}:{l}"))),
            path: within(path.as_deref(), tree.first(&["Commit", "commit"]).as_deref()),
            severity: Some(Severity::High),
            first_seen: job.moment(tree.first(&["Date", "date"])),
            ..Finding::default()
        };
        out.record(finding.row(), found.place)
    })?;
    scan.finish(out, "/")
}
