//! Qualys XML: host-based scan reports (`ASSET_DATA_REPORT`), raw scans (`SCAN`), host detections (`HOST_LIST_VM_DETECTION_OUTPUT`) and web scans
//! (`WAS_SCAN_REPORT`). One finding per detection, one scan per file.
//!
//! Identity of a finding: asset = DNS name, failing that NetBIOS name, failing that address; weakness = QID; port (`443/tcp`); path of a web page.
//! Severity 1 to 5 by this program's declared mapping: 5 critical, 4 high, 3 medium, 2 low, 1 info. Information gathered is info whatever its level. The
//! knowledge base of a report stands behind the detections and is read first; a detection whose entry is missing is of unknown severity.

use crate::draft::{Finding, Ids, Index, Plain, Scan, Scores, own, url};
use crate::failure::ReadFailure;
use crate::format::Job;
use crate::out::Out;
use crate::severity::Severity;
use crate::source::Source;
use crate::xmltree::{Look, Node, walk};

const ROOTS: [&str; 4] = ["ASSET_DATA_REPORT", "SCAN", "HOST_LIST_VM_DETECTION_OUTPUT", "WAS_SCAN_REPORT"];

pub(super) static QUALYS: Plain = Plain {
    id: "qualys-xml",
    zh: "Qualys 扫描结果",
    en: "Qualys report",
    version: 1,
    facts: &["findings", "scans"],
    sniff: |prefix| {
        prefix.is_root(|root, tag| {
            ROOTS.contains(&root) && (root != "SCAN" || tag.contains("scan/") || prefix.holds(b"qualys"))
        })
    },
    read,
};

/// What the knowledge base says of a QID.
struct Known {
    title: Option<String>,
    severity: Option<Severity>,
    ids: Vec<String>,
    scores: Scores,
}

const SKIP: [&str; 12] = [
    "THREAT",
    "IMPACT",
    "SOLUTION",
    "DIAGNOSIS",
    "CONSEQUENCE",
    "RESULT",
    "RESULTS",
    "COMPLIANCE",
    "CORRELATION",
    "PAYLOADS",
    "DESCRIPTION",
    "VENDOR_REFERENCE_LIST",
];

fn level(text: Option<&str>) -> Option<Severity> {
    match text {
        Some("5") => Some(Severity::Critical),
        Some("4") => Some(Severity::High),
        Some("3") => Some(Severity::Medium),
        Some("2") => Some(Severity::Low),
        Some("1") => Some(Severity::Info),
        _ => None,
    }
}

fn known(node: &Node) -> Known {
    let mut ids = Ids::default();
    node.walk(&mut |n| {
        if matches!(n.name.as_str(), "ID" | "CVE_ID" | "CWE" | "CWE_ID") {
            ids.all(n.own());
        }
    });
    if let Some(cwe) = node.text("CWE") {
        ids.cwe(cwe);
    }
    let number = |paths: &[&str]| {
        paths.iter().find_map(|p| node.text(p)).and_then(|s| s.split_whitespace().next()?.parse().ok())
    };
    let mut scores = Scores::default();
    scores.add("3", number(&["CVSS3_SCORE/CVSS3_BASE", "CVSS3_BASE", "CVSS_V3/BASE"]).filter(|s| *s > 0.0));
    scores.add("2", number(&["CVSS_SCORE/CVSS_BASE", "CVSS_BASE"]).filter(|s| *s > 0.0));
    Known {
        title: own(node.text("TITLE")),
        severity: level(node.text("SEVERITY")),
        ids: [ids.cves, ids.cwes, ids.aliases].concat(),
        scores,
    }
}

#[derive(Default)]
struct Host {
    name: Option<String>,
}

fn read(source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
    let mut scan = Scan { tool: "qualys".into(), class: Some("os"), ..Scan::default() };
    let mut book: Index<String, Known> = Index::default();
    let heads = [
        Look::Whole("VULN_DETAILS_LIST/VULN_DETAILS"),
        Look::Whole("QID_LIST/QID"),
        Look::Whole("HEADER/GENERATION_DATETIME"),
        Look::Whole("HEADER/KEY"),
        Look::Whole("RESPONSE/DATETIME"),
        Look::Start("WAS_SCAN_REPORT"),
        Look::Whole("TARGET/SCAN"),
        Look::Whole("HEADER/GENERATION_DATE"),
        Look::Whole("SUMMARY/SCAN_DATE"),
    ];
    walk(source, job.limits, &heads, &SKIP, &mut |met| {
        let node = &met.node;
        match met.look {
            0 | 1 => {
                let Some(qid) = own(node.text("QID")) else { return Ok(()) };
                let known = known(node);
                let size = 300
                    + known.title.as_ref().map_or(0, String::len)
                    + known.ids.iter().map(|i| i.len() + 24).sum::<usize>();
                book.keep(qid, known, size, met.place, job)?;
            }
            2 | 4 | 7 | 8 => scan.ended = scan.ended.or(job.moment(node.own())),
            3 => match node.attribute("value") {
                Some("DATE") => scan.started = job.moment(node.own()),
                Some("DURATION") => {
                    let parts: Vec<i64> =
                        node.own().unwrap_or_default().split(':').filter_map(|p| p.parse().ok()).collect();
                    if let ([h, m, s], Some(start)) = (parts.as_slice(), scan.started) {
                        let seconds = h
                            .checked_mul(3600)
                            .and_then(|h| h.checked_add(m.checked_mul(60)?)?.checked_add(*s));
                        scan.ended = seconds.and_then(|s| s.checked_mul(1000)?.checked_add(start));
                    }
                }
                _ => {}
            },
            5 => scan.class = Some("web"),
            _ => {}
        }
        Ok(())
    })?;
    let looks = [
        Look::Whole("HOST/IP"),
        Look::Whole("HOST/DNS"),
        Look::Whole("HOST/NETBIOS"),
        Look::Whole("VULN_INFO_LIST/VULN_INFO"),
        Look::Start("SCAN/IP"),
        Look::Whole("CAT/VULN"),
        Look::Whole("CAT/PRACTICE"),
        Look::Whole("CAT/INFO"),
        Look::Whole("CAT/SERVICE"),
        Look::Whole("DETECTION_LIST/DETECTION"),
        Look::Whole("VULNERABILITY_LIST/VULNERABILITY"),
        Look::Whole("INFORMATION_GATHERED_LIST/INFORMATION_GATHERED"),
        Look::Start("HOST_LIST/HOST"),
        Look::Whole("SENSITIVE_CONTENT_LIST/SENSITIVE_CONTENT"),
    ];
    let mut host = Host::default();
    walk(source, job.limits, &looks, &SKIP, &mut |met| {
        let (node, place) = (&met.node, met.place);
        match met.look {
            12 => scan.targets.add(std::mem::take(&mut host).name.as_deref(), place, job)?,
            0 => host.name = own(node.own()),
            1 => host.name = own(node.own()).or(host.name.take()),
            2 => {}
            4 => {
                host.name = own(node
                    .attribute("name")
                    .filter(|n| *n != "No registered hostname")
                    .or(node.attribute("value")))
            }
            3 | 9 => detection(node, host.name.clone(), &book, &mut scan, place, job, out)?,
            5..=8 => raw(node, met.look, host.name.clone(), &mut scan, place, job, out)?,
            _ => web(node, met.look != 10, &book, &mut scan, place, job, out)?,
        }
        Ok(())
    })?;
    // Hosts of which nothing was found were scanned too.
    scan.targets.add(host.name.as_deref(), "/", job)?;
    scan.finish(out, "/")
}

fn port(node: &Node) -> Option<String> {
    let number = node.text("PORT").filter(|p| *p != "0")?;
    let protocol = node.text("PROTOCOL").unwrap_or("tcp").to_ascii_lowercase();
    Some(format!("{number}/{protocol}"))
}

fn finding<'a>(qid: Option<&str>, asset: Option<String>, book: &Index<String, Known>) -> Finding<'a> {
    let known = qid.and_then(|q| book.get(q));
    let mut ids = Ids::default();
    ids.all(known.into_iter().flat_map(|k| &k.ids).map(String::as_str));
    Finding {
        tool: "qualys",
        asset,
        rule: own(qid),
        title: known.and_then(|k| k.title.clone()).or_else(|| qid.map(|q| format!("QID {q}"))),
        ids,
        severity: known.and_then(|k| k.severity),
        scores: known.map(|k| k.scores).unwrap_or_default(),
        ..Finding::default()
    }
}

fn detection(
    node: &Node,
    asset: Option<String>,
    book: &Index<String, Known>,
    scan: &mut Scan,
    place: &str,
    job: &Job<'_>,
    out: &mut Out<'_>,
) -> Result<(), ReadFailure> {
    scan.targets.add(asset.as_deref(), place, job)?;
    let mut finding = finding(node.text("QID"), asset, book);
    finding.severity = level(node.text("SEVERITY")).or(finding.severity);
    if matches!(node.text("TYPE"), Some("Ig" | "Info")) {
        finding.severity = Some(Severity::Info);
    }
    finding.port = port(node);
    finding.location.clone_from(&finding.port);
    finding.first_seen = job.moment(node.text("FIRST_FOUND").or(node.text("FIRST_FOUND_DATETIME")));
    finding.last_seen =
        job.moment(node.text("LAST_FOUND").or(node.text("LAST_FOUND_DATETIME"))).or(scan.ended);
    if matches!(node.text("STATUS").or(node.text("VULN_STATUS")), Some("Fixed")) {
        finding.status = Some("fixed");
    }
    out.record(finding.row(), place)
}

fn raw(
    node: &Node,
    look: usize,
    asset: Option<String>,
    scan: &mut Scan,
    place: &str,
    job: &Job<'_>,
    out: &mut Out<'_>,
) -> Result<(), ReadFailure> {
    scan.targets.add(asset.as_deref(), place, job)?;
    let stated = known(node);
    let qid = node.attribute("number");
    let mut ids = Ids::default();
    ids.all(node.attribute("cveid")).all(stated.ids.iter().map(String::as_str));
    let information = look == 7 || look == 8;
    let finding = Finding {
        tool: "qualys",
        asset,
        rule: own(qid),
        title: stated.title,
        ids,
        severity: if information { Some(Severity::Info) } else { level(node.attribute("severity")) },
        scores: stated.scores,
        port: own(node.attribute("port"))
            .map(|p| format!("{p}/{}", node.attribute("protocol").unwrap_or("tcp"))),
        last_seen: scan.ended.or(scan.started),
        ..Finding::default()
    };
    out.record(finding.row(), place)
}

fn web(
    node: &Node,
    information: bool,
    book: &Index<String, Known>,
    scan: &mut Scan,
    place: &str,
    job: &Job<'_>,
    out: &mut Out<'_>,
) -> Result<(), ReadFailure> {
    let page = node.text("URL").or_else(|| node.text("URI"));
    let (host, port, path) = url(page.unwrap_or_default());
    scan.targets.add(host.as_deref(), place, job)?;
    let mut finding = finding(node.text("QID"), host, book);
    if information {
        finding.severity = Some(Severity::Info);
    }
    finding.port = port;
    finding.path = path;
    finding.package = own(node.text("PARAM"));
    finding.location = own(page);
    finding.first_seen = job.moment(node.text("FIRST_TIME_DETECTED"));
    finding.last_seen =
        job.moment(node.text("LAST_TIME_DETECTED").or(node.text("DETECTION_DATE"))).or(scan.ended);
    if matches!(node.text("STATUS"), Some("FIXED")) {
        finding.status = Some("fixed");
    }
    if node.text("IGNORED") == Some("true") {
        finding.deviation = Some("false_positive");
    }
    out.record(finding.row(), place)
}
