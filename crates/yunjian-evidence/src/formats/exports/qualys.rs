//! Qualys as CSV: reports of hosts (`QID`, `Vuln Status`), VMDR lists by CVE or QID (`QID`, `Asset Name`) and the reports of HackerGuardian, which sells the
//! same scans. One finding per row; a list by CVE writes a row for each CVE of a QID, which are one finding.
//!
//! Identity of a finding: asset = DNS or asset name, failing that address; weakness = QID; port (`443/tcp`). Severity 1 to 5 as in Qualys' XML: 5 critical,
//! 4 high, 3 medium, 2 low, 1 info; information gathered is info; HackerGuardian's H, M and L are high, medium and low. Fixed is fixed, ignored a claim of a false positive.

use super::{each, moment, sniff};
use crate::draft::{Finding, Ids, Plain, Scan, Scores, own};
use crate::failure::{ReadFailure, Rule};
use crate::format::Job;
use crate::out::Out;
use crate::severity::Severity;
use crate::source::Source;

const KINDS: &[&[&str]] = &[
    &["qid", "title", "vuln status", "ip"],
    &["qid", "title", "asset name", "status"],
    &["qid", "vuln title", "hostname", "ip"],
];

pub(in super::super) static QUALYS_CSV: Plain = Plain {
    id: "qualys-csv",
    zh: "Qualys 扫描结果（CSV）",
    en: "Qualys results (CSV)",
    version: 1,
    facts: &["findings", "scans"],
    sniff: |prefix| sniff(prefix, KINDS),
    read,
};

fn level(word: &str) -> Option<Severity> {
    match word {
        "5" => Some(Severity::Critical),
        "4" | "H" => Some(Severity::High),
        "3" | "M" => Some(Severity::Medium),
        "2" | "L" => Some(Severity::Low),
        "1" | "I" => Some(Severity::Info),
        _ => None,
    }
}

fn read(source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
    let mut scan = Scan { tool: "qualys".into(), class: Some("os"), ..Scan::default() };
    each(source, job, KINDS, &mut |line, place| {
        let address = line.get(&["ip", "asset ipv4", "asset ipv6"]).map(|a| a.split(',').next().unwrap_or(a));
        let asset = own(line.get(&["dns", "fqdn", "asset name", "hostname", "netbios"]).or(address));
        scan.targets.add(asset.as_deref(), place, job)?;
        let last = moment(job, line.get(&["last detected", "last scan"]));
        scan.ended = scan.ended.max(last);
        let word = line.get(&["severity"]);
        let information = line.get(&["type"]).is_some_and(|t| matches!(t, "Ig" | "Info" | "INFO"));
        let known = word.and_then(level);
        if let (Some(word), None) = (word, known) {
            out.problem(place, Rule::Word, format!("{word:?} is no severity Qualys knows"));
        }
        let mut ids = Ids::default();
        ids.all(line.get(&["cve id", "cve", "cveid"]));
        let mut scores = Scores::default();
        scores.add("3", line.number(&["cvss3 base", "cvssv3.1 base (nvd)", "cvssv3 base"]));
        scores.add("2", line.number(&["cvss base", "cvssv2 base (nvd)", "cvss_base"]));
        let port = line.port(&["port"], &["protocol"]);
        let status = line.get(&["vuln status", "status"]).unwrap_or_default();
        let finding = Finding {
            tool: "qualys",
            asset,
            rule: own(line.get(&["qid"])),
            title: own(line.get(&["title", "vuln title"])),
            location: port.clone(),
            port,
            ids,
            severity: if information { Some(Severity::Info) } else { known },
            scores,
            first_seen: moment(job, line.get(&["first detected"])),
            last_seen: last,
            published: moment(job, line.get(&["published date"])),
            fix_at: moment(job, line.get(&["patch released"])),
            status: status.eq_ignore_ascii_case("fixed").then_some("fixed"),
            deviation: line
                .get(&["ignored"])
                .is_some_and(|i| i.eq_ignore_ascii_case("yes"))
                .then_some("false_positive"),
            ..Finding::default()
        };
        out.record(finding.row(), place)
    })?;
    scan.finish(out, "row 1")
}
