//! STIG Viewer checklists (CKL): one configuration check per `VULN`. What is open is a check that failed, filled in by a person or a tool; nothing here is a finding, as with XCCDF.
//!
//! Open → fail, NotAFinding → pass, Not_Applicable → notapplicable, Not_Reviewed → notchecked. Severity: an override counts before the word of the rule. The asset is the host's full name, failing
//! that its name, failing that its address.

use crate::draft::{Check, Names, Plain, Scan, own, severity};
use crate::failure::ReadFailure;
use crate::format::Job;
use crate::out::Out;
use crate::source::Source;
use crate::xmltree::{Look, Node, walk};

pub(super) static CKL: Plain = Plain {
    id: "stig-ckl",
    zh: "STIG 核查表（CKL）",
    en: "STIG checklist (CKL)",
    version: 1,
    facts: &["config_checks", "scans"],
    sniff: |prefix| prefix.is_root(|root, _| root == "CHECKLIST"),
    read,
};

/// The value of a named datum of a rule.
fn datum<'n>(node: &'n Node, name: &str) -> Option<&'n str> {
    node.all("STIG_DATA")
        .find(|d| d.text("VULN_ATTRIBUTE") == Some(name))
        .and_then(|d| d.text("ATTRIBUTE_DATA"))
}

fn read(source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
    let mut scan = Scan { tool: "stig-viewer".into(), kind: Some("configuration"), ..Scan::default() };
    let (mut asset, mut benchmark) = (None, None);
    let looks = [Look::Whole("CHECKLIST/ASSET"), Look::Whole("STIG_INFO/SI_DATA"), Look::Whole("iSTIG/VULN")];
    let skip = ["FINDING_DETAILS", "COMMENTS"];
    walk(source, job.limits, &looks, &skip, &mut |met| {
        let (node, place) = (&met.node, met.place);
        match met.look {
            0 => {
                asset = own(node.text("HOST_FQDN").or(node.text("HOST_NAME")).or(node.text("HOST_IP")));
                scan.targets.add(asset.as_deref(), place, job)?;
                return Ok(());
            }
            1 => {
                if node.text("SID_NAME") == Some("stigid") {
                    benchmark = own(node.text("SID_DATA"));
                    scan.profile.clone_from(&benchmark);
                }
                return Ok(());
            }
            _ => {}
        }
        let result = match node.text("STATUS") {
            Some("Open") => "fail",
            Some("NotAFinding") => "pass",
            Some("Not_Applicable") => "notapplicable",
            Some("Not_Reviewed") => "notchecked",
            _ => "error",
        };
        let check = Check {
            asset: asset.clone(),
            rule: own(datum(node, "Rule_ID").or_else(|| datum(node, "Vuln_Num"))),
            benchmark: benchmark.clone(),
            benchmark_version: own(datum(node, "STIGRef")),
            parameter: own(datum(node, "Rule_Title")),
            result,
            severity: severity(
                node.text("SEVERITY_OVERRIDE").or_else(|| datum(node, "Severity")),
                place,
                out,
            ),
            ..Check::default()
        };
        out.record(check.row(), place)
    })?;
    scan.authenticated = Names::default();
    scan.finish(out, "/CHECKLIST")
}
