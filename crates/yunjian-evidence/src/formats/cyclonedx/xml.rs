//! CycloneDX XML 1.0 to 1.7, and the vulnerability extension of 1.0: the same parts as in JSON, out of elements.
//!
//! Facts and identity are those of the JSON reader. Where a document names its parts by the same references, both forms give the same findings.

use super::model::{
    Affected, Analysis, Flow, Hash, Metadata, Named, Part, Rating, Reference, Tools, Vulnerability,
};
use super::{Head, Pass, State};
use crate::draft::own;
use crate::failure::{ReadFailure, Rule};
use crate::format::{Confidence, Format, Job, Label};
use crate::out::Out;
use crate::source::Source;
use crate::xmltree::{Look, Node, walk};

/// The reader of CycloneDX XML.
#[derive(Debug)]
pub(in crate::formats) struct CycloneDxXml;

const NAMESPACE: &str = "http://cyclonedx.org/schema/bom/";
const SKIP: [&str; 12] = [
    "description",
    "pedigree",
    "externalReferences",
    "evidence",
    "properties",
    "releaseNotes",
    "detail",
    "recommendation",
    "credits",
    "copyright",
    "author",
    "signature",
];

impl Format for CycloneDxXml {
    fn id(&self) -> &'static str {
        "cyclonedx-xml"
    }
    fn label(&self) -> Label {
        Label { zh: "CycloneDX 物料清单（XML）", en: "CycloneDX bill of materials (XML)" }
    }
    fn reader_version(&self) -> u32 {
        1
    }
    fn fact_types(&self) -> &'static [&'static str] {
        &["components", "findings", "scans"]
    }
    fn sniff(&self, prefix: &[u8]) -> Confidence {
        crate::formats::sniff_root(prefix, |root, tag| root == "bom" && tag.contains(NAMESPACE))
    }
    fn read(&self, source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
        let mut state = State { job, out, pass: Pass::Head, head: Head::default(), failure: None };
        state.head.format = Some("CycloneDX".into());
        let heads = [
            Look::Start("bom"),
            Look::Whole("bom/metadata"),
            Look::Whole("bom/vulnerabilities/vulnerability"),
            Look::Whole("component/vulnerabilities/vulnerability"),
            Look::Start("bom/vulnerabilities"),
        ];
        walk(source, job.limits, &heads, &SKIP, &mut |met| {
            match met.look {
                0 => root(&met.node, &mut state.head),
                1 => state.head.metadata = metadata(&met.node),
                4 => state.head.has_vulnerabilities = true,
                _ => {
                    state.head.has_vulnerabilities = true;
                    for reference in affected(&met.node) {
                        state.head.affected_bytes += reference.len() + 128;
                        if state.head.affected_bytes > job.limits.max_index_bytes {
                            let message =
                                "the vulnerabilities point at more components than can be kept in mind";
                            return Err(ReadFailure::refused(met.place, Rule::Index, message));
                        }
                        state.head.affected.entry(reference).or_default();
                    }
                }
            }
            Ok(())
        })?;
        state.check_head()?;
        state.pass = Pass::Components;
        let parts = [Look::Whole("bom/components/component"), Look::Whole("bom/services/service")];
        walk(source, job.limits, &parts, &SKIP, &mut |met| {
            let (service, list) = if met.look == 1 { (true, "services") } else { (false, "components") };
            state.parts(&met.node, service, &format!("{list}/{}", met.place))
        })?;
        if state.head.has_vulnerabilities {
            state.pass = Pass::Findings;
            let looks = [
                Look::Whole("bom/vulnerabilities/vulnerability"),
                Look::Whole("component/vulnerabilities/vulnerability"),
                Look::Start("component"),
            ];
            walk(source, job.limits, &looks, &SKIP, &mut |met| {
                if met.look == 2 {
                    return Ok(());
                }
                let place = format!("vulnerabilities/{}", met.place);
                state.vulnerability(vulnerability(&met.node), &place)
            })?;
        }
        state.finish()
    }
}

impl State<'_, '_> {
    /// A component or service and those nested in it.
    fn parts(&mut self, node: &Node, service: bool, place: &str) -> Result<(), ReadFailure> {
        let (list, name) = if service { ("services", "service") } else { ("components", "component") };
        for (number, below) in node.child(list).into_iter().flat_map(|l| l.all(name)).enumerate() {
            self.parts(below, service, &format!("{place}/{list}/{name}[{}]", number + 1))?;
        }
        self.part(part(node, service, self.head.version.as_deref() == Some("1.7")), service, place)
    }
}

fn root(node: &Node, head: &mut Head) {
    for (key, value) in &node.attributes {
        if let Some(version) = value.strip_prefix(NAMESPACE) {
            // A document may name older schemas beside its own.
            if key == "xmlns" || head.version.is_none() {
                head.version = Some(version.trim_end_matches('/').to_owned());
            }
        }
    }
    head.serial = node.attribute("serialNumber").map(str::to_owned);
}

fn named(node: &Node) -> Named {
    Named {
        reference: own(node.attribute("bom-ref")),
        name: own(node.text("name")),
        version: own(node.text("version")),
    }
}

fn metadata(node: &Node) -> Metadata {
    let tools = node.child("tools").map(|tools| {
        let list =
            tools.all("tool").chain(tools.child("components").into_iter().flat_map(|c| c.all("component")));
        Tools::List(list.map(named).collect())
    });
    Metadata { timestamp: own(node.text("timestamp")), tools, component: node.child("component").map(named) }
}

fn part(node: &Node, service: bool, mixed_allowed: bool) -> Part {
    let licences = node.child("licenses");
    let count = |name: &str| licences.map_or(0, |l| l.all(name).count());
    let (expressions, plain) = (count("expression"), count("license"));
    let hashes = node.child("hashes").into_iter().flat_map(|h| h.all("hash"));
    let flows = node.child("data").into_iter().flat_map(|d| d.all("classification"));
    let supplier = if service { node.child("provider") } else { node.child("supplier") };
    Part {
        reference: node.attributes.iter().find(|(k, _)| k == "bom-ref").map(|(_, v)| v.clone()),
        kind: own(node.attribute("type")),
        group: own(node.text("group")),
        name: own(node.text("name")),
        version: own(node.text("version")),
        purl: own(node.text("purl")),
        cpe: own(node.text("cpe")),
        scope: own(node.text("scope")),
        publisher: own(node.text("publisher")),
        supplier: supplier.and_then(|s| own(s.text("name"))),
        hashes: hashes.map(|h| Hash { alg: own(h.attribute("alg")), content: own(h.own()) }).collect(),
        swid_without_tag: node.child("swid").is_some_and(|s| s.attribute("tagId").is_none()),
        mixed_licences: !mixed_allowed && expressions > 0 && (plain > 0 || expressions > 1),
        flows: if service {
            flows.map(|f| Flow { flow: own(f.attribute("flow")) }).collect()
        } else {
            Vec::new()
        },
    }
}

fn affected(node: &Node) -> Vec<String> {
    let targets =
        node.child("affects").into_iter().flat_map(|a| a.all("target")).filter_map(|t| t.text("ref"));
    targets.chain(node.attribute("ref")).map(str::to_owned).collect()
}

fn vulnerability(node: &Node) -> Vulnerability {
    let ratings = node.child("ratings").into_iter().flat_map(|r| r.all("rating"));
    let references = node.child("references").into_iter().flat_map(|r| r.all("reference"));
    let score = |r: &Node| r.text("score/base").or_else(|| r.text("score")).and_then(|s| s.parse().ok());
    Vulnerability {
        id: own(node.text("id")),
        references: Some(references.map(|r| Reference { id: own(r.text("id")) }).collect()),
        ratings: Some(
            ratings
                .map(|r| Rating {
                    severity: own(r.text("severity")),
                    score: score(r),
                    method: own(r.text("method")),
                })
                .collect(),
        ),
        published: own(node.text("published")),
        analysis: node.child("analysis").map(|a| Analysis { state: own(a.text("state")) }),
        affects: Some(affected(node).into_iter().map(|r| Affected { reference: Some(r) }).collect()),
    }
}
