//! OVAL results 5.x: definitions of classes vulnerability and patch that are true become findings, definitions of class compliance become configuration
//! checks (true = as wanted = pass). Definitions that are false, not applicable or not evaluated are records without a fact. One scan per system.
//!
//! Identity of a finding: asset = the system's primary host name, failing that its first address; weakness = definition id. Severity is the advisory's
//! word in the definition's metadata, else the CVSS score there. Definitions, names and results stand in any order: the file is read twice.

use crate::draft::{Check, Finding, Ids, Index, Plain, Scan, Scores, checked, own};
use crate::failure::{ReadFailure, Rule};
use crate::format::Job;
use crate::out::Out;
use crate::severity::Severity;
use crate::source::Source;
use crate::xmltree::{Look, Node, walk};

pub(super) static OVAL: Plain = Plain {
    id: "oval-results",
    zh: "OVAL 检查结果",
    en: "OVAL results",
    version: 1,
    facts: &["config_checks", "findings", "scans"],
    sniff: |prefix| prefix.is_root(|root, _| root == "oval_results"),
    read,
};

struct Known {
    class: String,
    title: Option<String>,
    ids: Vec<String>,
    severity: Option<Severity>,
    scores: Scores,
    issued: Option<i64>,
}

const SKIP: [&str; 4] = ["description", "criteria", "affected", "affected_cpe_list"];

fn known(node: &Node, job: &Job<'_>) -> Known {
    let meta = node.child("metadata");
    let advisory = meta.and_then(|m| m.child("advisory"));
    let mut ids = Ids::default();
    let mut scores = Scores::default();
    for reference in meta.into_iter().flat_map(|m| m.all("reference")) {
        ids.all(reference.attribute("ref_id"));
    }
    for cve in advisory.into_iter().flat_map(|a| a.all("cve")) {
        ids.all(cve.own()).all(cve.attribute("cwe"));
        // `7.5/CVSS:3.1/AV:N…`
        for key in ["cvss4", "cvss3", "cvss2"] {
            let score = cve.attribute(key).and_then(|v| v.split('/').next()?.parse().ok());
            scores.add(&key[4..], score);
        }
    }
    let word = advisory.and_then(|a| a.text("severity"));
    let date = advisory.and_then(|a| a.child("issued")).and_then(|i| i.attribute("date"));
    Known {
        class: node.attribute("class").unwrap_or_default().to_owned(),
        title: own(meta.and_then(|m| m.text("title"))),
        ids: [ids.cves, ids.cwes, ids.aliases].concat(),
        severity: word.and_then(Severity::parse),
        scores,
        issued: job.moment(date),
    }
}

#[derive(Default)]
struct System {
    name: Option<String>,
    address: Option<String>,
}

fn read(source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
    let mut book: Index<String, Known> = Index::default();
    let mut systems: Vec<System> = Vec::new();
    let mut scan = Scan { tool: "oval".into(), class: Some("os"), ..Scan::default() };
    let heads = [
        Look::Whole("oval_definitions/definitions/definition"),
        Look::Start("results/system"),
        Look::Whole("system_info/primary_host_name"),
        Look::Whole("interface/ip_address"),
        Look::Whole("oval_results/generator"),
    ];
    walk(source, job.limits, &heads, &SKIP, &mut |met| {
        let node = &met.node;
        match met.look {
            0 => {
                let Some(id) = own(node.attribute("id")) else { return Ok(()) };
                let known = known(node, job);
                let size = 300
                    + id.len()
                    + known.title.as_ref().map_or(0, String::len)
                    + known.ids.iter().map(|i| i.len() + 24).sum::<usize>();
                book.keep(id, known, size, met.place, job)?;
            }
            1 if systems.len() >= 100_000 => {
                return Err(ReadFailure::refused(
                    met.place,
                    Rule::Rows,
                    "there are too many systems in the file",
                ));
            }
            1 => systems.push(System::default()),
            2 | 3 => {
                let Some(system) = systems.last_mut() else { return Ok(()) };
                let slot = if met.look == 2 { &mut system.name } else { &mut system.address };
                *slot = slot.take().or(own(node.own()));
            }
            _ => {
                scan.tool = own(node.text("product_name")).unwrap_or_else(|| "oval".into()).to_lowercase();
                scan.version = own(node.text("product_version"));
                scan.ended = job.moment(node.text("timestamp"));
                out.summary.version = own(node.text("schema_version"));
            }
        }
        Ok(())
    })?;
    if systems.is_empty() {
        return Err(ReadFailure::refused("/oval_results", Rule::Schema, "there is no system in the results"));
    }
    let mut number = 0;
    let looks = [Look::Start("results/system"), Look::Whole("system/definitions/definition")];
    let skip = ["criteria"];
    walk(source, job.limits, &looks, &skip, &mut |met| {
        if met.look == 0 {
            number += 1;
            return Ok(());
        }
        let system = systems.get(number - 1);
        let asset = system.and_then(|s| s.name.clone().or_else(|| s.address.clone()));
        scan.targets.add(asset.as_deref(), met.place, job)?;
        result(&met.node, asset, &book, scan.ended, met.place, out)
    })?;
    scan.finish(out, "oval_results")
}

fn result(
    node: &Node,
    asset: Option<String>,
    book: &Index<String, Known>,
    at: Option<i64>,
    place: &str,
    out: &mut Out<'_>,
) -> Result<(), ReadFailure> {
    let id = node.attribute("definition_id");
    let known = id.and_then(|id| book.get(id));
    let class = known.map(|k| k.class.as_str()).or(node.attribute("class")).unwrap_or_default();
    let result = node.attribute("result").unwrap_or_default();
    let (title, level) =
        (known.and_then(|k| k.title.clone()).or_else(|| own(id)), known.and_then(|k| k.severity));
    if class == "compliance" {
        let word = match result {
            "true" => "pass",
            "false" => "fail",
            "not applicable" => "notapplicable",
            "not evaluated" => "notchecked",
            _ => "error",
        };
        let check = Check {
            asset,
            rule: own(id),
            benchmark: Some("oval".into()),
            parameter: title,
            result: word,
            severity: level,
            at,
            ..Check::default()
        };
        return checked(check, None, place, out);
    }
    if result != "true" || !matches!(class, "vulnerability" | "patch") {
        if matches!(result, "error" | "unknown") {
            out.problem(
                place,
                Rule::Word,
                format!("the definition ended in {result:?}: nothing is known of it"),
            );
        }
        out.unmapped();
        return Ok(());
    }
    let mut ids = Ids::default();
    ids.all(known.into_iter().flat_map(|k| &k.ids).map(String::as_str));
    let finding = Finding {
        tool: "oval",
        asset,
        rule: own(id),
        title,
        ids,
        severity: level,
        scores: known.map(|k| k.scores).unwrap_or_default(),
        last_seen: at,
        fix_at: known.filter(|k| k.class == "patch").and_then(|k| k.issued),
        ..Finding::default()
    };
    out.record(finding.row(), place)
}
