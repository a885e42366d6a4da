//! ZAP reports, XML and JSON: one finding per alert and site; its instances are what it was seen on. One scan per file.
//!
//! Identity of a finding: asset = the site's host; weakness = plugin id and, where several alerts share one, `alertRef`; port of the
//! site. Instances come and go with every crawl and are no part of it. Severity by
//! `riskcode` 0 to 3 (info, low, medium, high). What ZAP calls a false positive (confidence 0) stays open with that claim.

use crate::draft::{Finding, Ids, Plain, Scan, own, url};
use crate::failure::{ReadFailure, Rule};
use crate::format::Job;
use crate::out::Out;
use crate::severity::Severity;
use crate::source::Source;
use crate::walk;
use crate::xmltree::{self, Look, Node};

pub(super) static ZAP_XML: Plain = Plain {
    id: "zap-xml",
    zh: "ZAP 网站扫描结果（XML）",
    en: "ZAP report (XML)",
    version: 1,
    facts: &["findings", "scans"],
    sniff: |prefix| prefix.is_root(|root, _| root == "OWASPZAPReport"),
    read: read_xml,
};

pub(super) static ZAP_JSON: Plain = Plain {
    id: "zap-json",
    zh: "ZAP 网站扫描结果（JSON）",
    en: "ZAP report (JSON)",
    version: 1,
    facts: &["findings", "scans"],
    sniff: |prefix| {
        prefix.is_json(|head| {
            !head.list && head.has("site") && (head.has("@version") || head.has("@generated"))
        })
    },
    read: read_json,
};

#[derive(Default)]
struct Site {
    host: Option<String>,
    port: Option<String>,
}

impl Site {
    fn of(name: Option<&str>, host: Option<&str>, port: Option<&str>) -> Self {
        let (from_name, its_port, _) = url(name.unwrap_or_default());
        Self { host: own(host).or(from_name), port: own(port).map(|p| format!("{p}/tcp")).or(its_port) }
    }
}

/// An alert, however it was written.
struct Alert<'a> {
    plugin: Option<&'a str>,
    reference: Option<&'a str>,
    name: Option<&'a str>,
    risk: Option<&'a str>,
    confidence: Option<&'a str>,
    cwe: Option<&'a str>,
}

impl Alert<'_> {
    fn record(self, site: &Site, at: Option<i64>, place: &str, out: &mut Out<'_>) -> Result<(), ReadFailure> {
        let severity = match self.risk {
            Some("0") => Some(Severity::Info),
            Some("1") => Some(Severity::Low),
            Some("2") => Some(Severity::Medium),
            Some("3") => Some(Severity::High),
            other => {
                let shown: String = other.unwrap_or_default().chars().take(40).collect();
                out.problem(place, Rule::Word, format!("{shown:?} is no risk code of ZAP (0 to 3)"));
                None
            }
        };
        let mut ids = Ids::default();
        if let Some(cwe) = self.cwe {
            ids.cwe(cwe);
        }
        let finding = Finding {
            tool: "zap",
            asset: site.host.clone(),
            rule: own(self.reference.or(self.plugin)),
            title: own(self.name),
            port: site.port.clone(),
            ids,
            severity,
            last_seen: at,
            deviation: (self.confidence == Some("0")).then_some("false_positive"),
            ..Finding::default()
        };
        out.record(finding.row(), place)
    }
}

fn scan(out: &mut Out<'_>, version: Option<String>, at: Option<i64>) -> Scan {
    out.summary.version.clone_from(&version);
    Scan { tool: "zap".into(), version, class: Some("web"), ended: at, ..Scan::default() }
}

fn read_xml(source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
    let looks =
        [Look::Start("OWASPZAPReport"), Look::Start("OWASPZAPReport/site"), Look::Whole("alerts/alertitem")];
    let mut run = Scan::default();
    let mut site = Site::default();
    let mut at = None;
    xmltree::walk(
        source,
        job.limits,
        &looks,
        &["desc", "solution", "reference", "otherinfo", "evidence"],
        &mut |met| {
            let node = &met.node;
            let place = met.place.strip_prefix("OWASPZAPReport[1]/").unwrap_or(met.place);
            match met.look {
                0 => {
                    at = job.moment(node.attribute("generated"));
                    run = scan(out, own(node.attribute("version")), at);
                }
                1 => {
                    site = Site::of(node.attribute("name"), node.attribute("host"), node.attribute("port"));
                    run.targets.add(site.host.as_deref(), place, job)?;
                }
                _ => {
                    let reference = node.text("alertRef").or_else(|| node.text("alertref"));
                    let alert = Alert {
                        plugin: node.text("pluginid"),
                        reference,
                        name: node.text("name").or_else(|| node.text("alert")),
                        risk: node.text("riskcode"),
                        confidence: node.text("confidence"),
                        cwe: node.child("cweid").and_then(Node::own),
                    };
                    alert.record(&site, at, place, out)?;
                }
            }
            Ok(())
        },
    )?;
    run.finish(out, "OWASPZAPReport")
}

fn read_json(source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
    let (mut version, mut at) = (None, None);
    let mut sites: Vec<Site> = Vec::new();
    let heads =
        ["/@version", "/@generated", "/site/*/@name", "/site/*/@host", "/site/*/@port", "/site/@name"];
    let mut stated: Vec<[Option<String>; 3]> = Vec::new();
    walk::walk(source, job.limits, &heads, &[], &mut |found| {
        let text = own(found.tree.text());
        match (found.pattern, found.indices.first()) {
            (0, _) => version = text,
            (1, _) => at = job.moment(text),
            (part @ 2..=4, Some(number)) if *number < 100_000 => {
                while stated.len() <= *number {
                    stated.push([None, None, None]);
                }
                stated[*number][part - 2] = text;
            }
            _ => {}
        }
        Ok(())
    })?;
    let mut run = scan(out, version, at);
    for (number, [name, host, port]) in stated.iter().enumerate() {
        let site = Site::of(name.as_deref(), host.as_deref(), port.as_deref());
        run.targets.add(site.host.as_deref(), &format!("/site/{number}"), job)?;
        sites.push(site);
    }
    let none = Site::default();
    walk::walk(
        source,
        job.limits,
        &["/site/*/alerts/*"],
        &["desc", "solution", "reference", "otherinfo"],
        &mut |found| {
            let tree = &found.tree;
            let texts =
                ["pluginid", "alertRef", "riskcode", "confidence", "cweid"].map(|key| tree.get(key).text());
            let name = tree.first(&["name", "alert"]);
            let alert = Alert {
                plugin: texts[0].as_deref(),
                reference: texts[1].as_deref(),
                name: name.as_deref(),
                risk: texts[2].as_deref(),
                confidence: texts[3].as_deref(),
                cwe: texts[4].as_deref(),
            };
            alert.record(
                found.indices.first().and_then(|n| sites.get(*n)).unwrap_or(&none),
                at,
                found.place,
                out,
            )
        },
    )?;
    run.finish(out, "/")
}
