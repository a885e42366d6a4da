//! Tenable as CSV: Nessus (`Plugin ID`, `Risk`, `Host`), Security Center (`Plugin`, `Plugin Name`, `IP Address`) and web scans. One finding per row;
//! Nessus writes a row for each CVE of a plugin, which are one finding.
//!
//! Identity of a finding: asset = DNS name, failing that the host or address as given; weakness = plugin; port (`443/tcp`). Severity is `Risk` or `Severity`
//! (None and Info are info). Nothing is said of signing in, or of hosts that were not scanned to the end.

use super::{each, moment, sniff};
use crate::draft::{Finding, Ids, Plain, Scan, Scores, own, severity};
use crate::failure::ReadFailure;
use crate::format::Job;
use crate::out::Out;
use crate::severity::Severity;
use crate::source::Source;

const KINDS: &[&[&str]] =
    &[&["plugin id", "risk", "host", "name"], &["plugin", "plugin name", "ip address", "severity"]];

pub(in super::super) static TENABLE_CSV: Plain = Plain {
    id: "tenable-csv",
    zh: "Tenable / Nessus 扫描结果（CSV）",
    en: "Tenable / Nessus results (CSV)",
    version: 1,
    facts: &["findings", "scans"],
    sniff: |prefix| sniff(prefix, KINDS),
    read,
};

fn read(source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
    let mut scan = Scan { tool: "nessus".into(), class: Some("os"), ..Scan::default() };
    each(source, job, KINDS, &mut |line, place| {
        let asset = own(line.get(&["dns name", "host", "ip address", "netbios name"]));
        scan.targets.add(asset.as_deref(), place, job)?;
        let last = moment(job, line.get(&["last observed", "last seen", "host end"]));
        scan.ended = scan.ended.max(last);
        let mut ids = Ids::default();
        ids.all(line.get(&["cve"]));
        crosses(line.get(&["cross references", "xref"]).unwrap_or_default(), &mut ids);
        let mut scores = Scores::default();
        scores.add("4", line.number(&["cvss v4.0 base score", "cvss v4 base score"]));
        scores.add("3", line.number(&["cvss v3.0 base score", "cvss v3 base score", "cvssv3"]));
        scores.add("2", line.number(&["cvss v2.0 base score", "cvss v2 base score", "cvss"]));
        let word = line.get(&["risk", "severity", "risk factor"]);
        let level = match word.map(str::to_ascii_lowercase).as_deref() {
            Some("none") => Some(Severity::Info),
            _ => severity(word, place, out),
        };
        let port = line.port(&["port"], &["protocol"]);
        let finding = Finding {
            tool: "nessus",
            asset,
            rule: own(line.get(&["plugin id", "plugin"])),
            title: own(line.get(&["name", "plugin name"])),
            location: port.clone(),
            port,
            ids,
            severity: level,
            scores,
            first_seen: moment(job, line.get(&["first discovered"])),
            last_seen: last,
            published: moment(job, line.get(&["vuln publication date"])),
            fix_at: moment(job, line.get(&["patch publication date"])),
            exploitable: match line
                .get(&["exploit?", "exploit available"])
                .map(str::to_ascii_lowercase)
                .as_deref()
            {
                Some("yes" | "true") => Some(true),
                Some("no" | "false") => Some(false),
                _ => None,
            },
            cpe: own(line.get(&["cpe"]).and_then(|c| c.lines().next())),
            ..Finding::default()
        };
        out.record(finding.row(), place)
    })?;
    scan.finish(out, "row 1")
}

/// Takes `CWE #310` and `CWE:310` as Tenable writes them; the rest of the column names advisories of vendors.
fn crosses(text: &str, ids: &mut Ids) {
    for part in text.split([',', '\n', ';']) {
        if let Some(number) = part.trim().strip_prefix("CWE") {
            ids.cwe(number.trim_start_matches([' ', '#', ':', '-']));
        }
    }
}
