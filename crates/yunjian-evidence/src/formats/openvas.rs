//! OpenVAS and Greenbone (GMP): the `report` of a scan, alone, in its wrapper, or in a `get_reports_response`. One
//! finding per `result`, one scan per file.
//!
//! Identity of a finding: asset = the host's name, failing that its address; weakness = OID of the test; port as the
//! file writes it (`443/tcp`; `general/tcp` is no port). Severity is `threat`, Greenbone's own word for it (Log, Debug and False Positive
//! are info), failing that the number `severity` on the CVSS scale (below zero: info). A host whose `end` was not written was not scanned to the
//! end. Whether a sign-in worked is told by the results of the authentication tests, as Greenbone documents them.

use crate::draft::{Finding, Ids, Names, Plain, Scan, Scores, own, severity};
use crate::failure::{ReadFailure, Rule};
use crate::format::Job;
use crate::out::Out;
use crate::severity::Severity;
use crate::source::Source;
use crate::xmltree::{Look, Node, walk};

pub(super) static OPENVAS: Plain = Plain {
    id: "openvas-xml",
    zh: "OpenVAS 扫描结果",
    en: "OpenVAS / Greenbone report",
    version: 1,
    facts: &["findings", "scans"],
    sniff: |prefix| {
        prefix.is_root(|root, tag| {
            root == "get_reports_response"
                || root == "report"
                    && (tag.contains("format_id")
                        || tag.contains("extension=")
                        || [&b"<gmp>"[..], b"<omp>", b"<scan_run_status>", b"<report_format"]
                            .iter()
                            .any(|mark| prefix.holds(mark)))
        })
    },
    read,
};

/// Tests that say whether signing in worked: SSH, SMB.
const SIGNED_IN: [&str; 2] = ["1.3.6.1.4.1.25623.1.0.90022", "1.3.6.1.4.1.25623.1.0.106130"];
const SIGN_IN_FAILED: [&str; 2] = ["1.3.6.1.4.1.25623.1.0.105936", "1.3.6.1.4.1.25623.1.0.106056"];

const LOOKS: [Look<'static>; 8] = [
    Look::Whole("results/result"),
    Look::Whole("report/host"),
    Look::Whole("report/scan_start"),
    Look::Whole("report/scan_end"),
    Look::Whole("gmp/version"),
    Look::Whole("report/errors"),
    Look::Whole("report/task"),
    Look::Whole("report/creation_time"),
];

fn read(source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
    let mut scan = Scan { tool: "openvas".into(), class: Some("os"), ..Scan::default() };
    let mut any = false;
    let skip = ["description", "tags", "owner", "solution", "cert_refs"];
    // The end of the scan stands behind the results, and is when they were seen.
    walk(source, job.limits, &[Look::Whole("report/scan_end")], &[], &mut |met| {
        scan.ended = scan.ended.max(job.moment(met.node.own()));
        Ok(())
    })?;
    walk(source, job.limits, &LOOKS, &skip, &mut |met| {
        let (node, place) = (&met.node, met.place);
        match met.look {
            0 => {
                any = true;
                result(node, place, job, &mut scan, out)?;
            }
            1 => {
                any = true;
                let name = host_name(node);
                scan.targets.add(name.as_deref(), place, job)?;
                if node.text("end").is_none() {
                    scan.failed.add(name.as_deref(), place, job)?;
                }
            }
            2 => {
                any = true;
                scan.started = scan.started.or(job.moment(node.own()));
            }
            4 => out.summary.version = own(node.own()),
            5 => {
                for error in node.all("error") {
                    scan.failed.add(error.child("host").and_then(Node::own), place, job)?;
                }
            }
            6 => scan.profile = scan.profile.take().or(own(node.text("name"))),
            7 => out.summary.produced_at = out.summary.produced_at.or(job.moment(node.own())),
            _ => {}
        }
        Ok(())
    })?;
    if !any {
        let message = "there is neither a scan_start nor a host nor a result in the report";
        return Err(ReadFailure::refused("/report", Rule::Schema, message));
    }
    scan.finish(out, "report")
}

/// The details of a host may hold its name; the address is what is left.
fn host_name(host: &Node) -> Option<String> {
    let named = host.all("detail").find(|d| d.text("name") == Some("hostname")).and_then(|d| d.text("value"));
    own(named.or_else(|| host.text("hostname")).or_else(|| host.text("ip")).or_else(|| host.own()))
}

fn result(
    node: &Node,
    place: &str,
    job: &Job<'_>,
    scan: &mut Scan,
    out: &mut Out<'_>,
) -> Result<(), ReadFailure> {
    let asset = node.child("host").and_then(host_name);
    let nvt = node.child("nvt");
    let oid = nvt.and_then(|n| n.attribute("oid"));
    let mut ids = Ids::default();
    if let Some(nvt) = nvt {
        ids.all(nvt.texts("cve"));
        for reference in nvt.child("refs").into_iter().flat_map(|r| r.all("ref")) {
            ids.all(reference.attribute("id"));
        }
    }
    let signed = |names: &mut Names, known: &[&str]| match oid {
        Some(oid) if known.contains(&oid) => names.add(asset.as_deref(), place, job),
        _ => Ok(()),
    };
    signed(&mut scan.authenticated, &SIGNED_IN)?;
    signed(&mut scan.auth_failed, &SIGN_IN_FAILED)?;
    scan.targets.add(asset.as_deref(), place, job)?;
    let stated = node.text("severity").and_then(|s| s.parse::<f64>().ok());
    let word = severity(node.text("threat"), place, out);
    let level = word.or_else(|| match stated {
        Some(score) if score < 0.0 => Some(Severity::Info),
        Some(score) => Some(Severity::of_cvss(score)),
        None => None,
    });
    let mut scores = Scores::default();
    let base = nvt.and_then(|n| n.text("cvss_base")).and_then(|s| s.parse().ok());
    let vector = nvt.and_then(|n| n.at("severities/severity")).and_then(|s| s.text("value"));
    scores.add(vector.unwrap_or("2"), base.or(stated.filter(|s| *s > 0.0)));
    let port = node.child("port").and_then(Node::own).filter(|p| !p.starts_with("general"));
    let finding = Finding {
        tool: "openvas",
        asset,
        rule: own(oid.filter(|o| *o != "0")),
        title: own(nvt.and_then(|n| n.text("name")).or_else(|| node.text("name"))),
        port: own(port),
        location: own(port),
        ids,
        severity: level,
        scores,
        last_seen: job
            .moment(node.text("modification_time"))
            .or(scan.ended)
            .or(job.moment(node.text("creation_time"))),
        deviation: (stated == Some(-1.0)).then_some("false_positive"),
        ..Finding::default()
    };
    out.record(finding.row(), place)
}
