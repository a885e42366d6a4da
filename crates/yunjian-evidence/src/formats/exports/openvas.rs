//! OpenVAS and Greenbone, results as CSV: one finding per row, one scan per task.
//!
//! Identity of a finding: asset = host name, failing that address; weakness = OID of the test; port (`443/tcp`). Severity is the word in
//! `Severity`, failing that the score in `CVSS`. Nothing is said of signing in, or of hosts that were not reached.

use super::{each, sniff};
use crate::draft::{Finding, Ids, Plain, Scan, Scores, own, severity};
use crate::failure::ReadFailure;
use crate::format::Job;
use crate::out::Out;
use crate::source::Source;

const KINDS: &[&[&str]] = &[&["ip", "hostname", "nvt name", "nvt oid"]];

pub(in super::super) static OPENVAS_CSV: Plain = Plain {
    id: "openvas-csv",
    zh: "OpenVAS 扫描结果（CSV）",
    en: "OpenVAS / Greenbone results (CSV)",
    version: 1,
    facts: &["findings", "scans"],
    sniff: |prefix| sniff(prefix, KINDS),
    read,
};

fn read(source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
    let mut scan = Scan { tool: "openvas".into(), class: Some("os"), ..Scan::default() };
    each(source, job, KINDS, &mut |line, place| {
        let asset = own(line.get(&["hostname", "ip"]));
        scan.targets.add(asset.as_deref(), place, job)?;
        let at = job.moment(line.get(&["timestamp"]));
        scan.ended = scan.ended.max(at);
        scan.started = [scan.started, at].into_iter().flatten().min();
        scan.profile = scan.profile.take().or(own(line.get(&["task name"])));
        let mut ids = Ids::default();
        ids.all(line.get(&["cves"])).all(line.get(&["other references"]));
        let mut scores = Scores::default();
        scores.add("2", line.number(&["cvss"]).filter(|s| *s > 0.0));
        let port = line.port(&["port"], &["port protocol"]);
        let finding = Finding {
            tool: "openvas",
            asset,
            rule: own(line.get(&["nvt oid"]).filter(|o| *o != "0")),
            title: own(line.get(&["nvt name"])),
            location: port.clone(),
            port,
            ids,
            severity: severity(line.get(&["severity"]), place, out),
            scores,
            last_seen: at,
            ..Finding::default()
        };
        out.record(finding.row(), place)
    })?;
    scan.finish(out, "row 1")
}
