//! CSAF 2.0 and 2.1 advisories, and OpenVEX: what a maker says of weaknesses in its products. A record per vulnerability (CSAF) or statement (OpenVEX); each
//! product it names is a fact of its own. Nothing was scanned, so there is no scan, and `origin` is `advisory`.
//!
//! Identity: asset = none (the maker does not know the platform's assets); weakness = CVE, failing that the maker's id; package = package URL without version,
//! failing that the product's full name or id. Affected and under investigation are open, fixed is fixed; "not affected" stays open as the maker's claim of
//! a false positive, as in CycloneDX.

use yunjian_domain::facts::Value;

use crate::columns::Findings;
use crate::draft::{Finding, Ids, Index, Plain, Scores, own, purl_name, severity};
use crate::failure::{ReadFailure, Rule};
use crate::format::Job;
use crate::out::Out;
use crate::source::Source;
use crate::tree::Tree;
use crate::walk::walk;

pub(super) static CSAF: Plain = Plain {
    id: "csaf-json",
    zh: "CSAF 安全公告",
    en: "CSAF advisory",
    version: 1,
    facts: &["findings"],
    sniff: |prefix| {
        prefix.is_json(|head| !head.list && head.has("document") && head.says("\"csaf_version\""))
    },
    read: read_csaf,
};

pub(super) static OPENVEX: Plain = Plain {
    id: "openvex-json",
    zh: "OpenVEX 漏洞可利用性说明",
    en: "OpenVEX document",
    version: 1,
    facts: &["findings"],
    sniff: |prefix| prefix.is_json(|head| !head.list && head.has("@context") && head.says("openvex")),
    read: read_openvex,
};

/// Hands on one statement for one product; the first of a record counts as the record.
fn state(finding: Finding<'_>, first: &mut bool, place: &str, out: &mut Out<'_>) -> Result<(), ReadFailure> {
    let mut row = finding.row();
    *row.at_mut(Findings::ids().origin) = Value::text("advisory");
    if std::mem::replace(first, false) { out.record(row, place) } else { out.fact(row, place) }
}

fn read_csaf(source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
    // Products by their id: package URL or full name.
    let mut products: Index<String, (String, Option<String>, Option<String>)> = Index::default();
    let mut at = None;
    let mut version = None;
    let heads = ["/document", "/product_tree"];
    walk(source, job.limits, &heads, &["notes", "revision_history", "references"], &mut |found| {
        let tree = &found.tree;
        if found.pattern == 0 {
            version = own(tree.get("csaf_version").text());
            at = job.moment(tree.at("tracking/current_release_date").str());
            out.summary.tool = own(tree.first(&["tracking/generator/engine/name", "publisher/name"]));
            out.summary.tool_version = own(tree.at("tracking/generator/engine/version").text());
            return Ok(());
        }
        let mut queue: Vec<&Tree> = vec![tree];
        while let Some(part) = queue.pop() {
            for key in ["product", "full_product_name"] {
                queue.extend(Some(part.get(key)).filter(|p| !p.is_null()));
            }
            for key in ["branches", "full_product_names", "relationships"] {
                queue.extend(part.get(key).list());
            }
            if let (Some(id), Some(name)) = (part.get("product_id").str(), part.get("name").str()) {
                let helper = part.get("product_identification_helper");
                let purl = own(helper.get("purl").str().or_else(|| helper.at("purls/0").str()));
                let known = (name.to_owned(), purl, own(helper.get("cpe").str()));
                let size = id.len() + name.len() + 200;
                products.keep(id.to_owned(), known, size, found.place, job)?;
            }
        }
        Ok(())
    })?;
    if version.is_none() {
        return Err(ReadFailure::refused(
            "/document",
            Rule::Schema,
            "there is no csaf_version; every CSAF document states one",
        ));
    }
    out.summary.version = version;
    out.summary.produced_at = at;
    walk(
        source,
        job.limits,
        &["/vulnerabilities/*"],
        &["notes", "references", "acknowledgments"],
        &mut |found| {
            let tree = &found.tree;
            let mut ids = Ids::default();
            ids.all(tree.get("cve").str()).all(tree.at("cwe/id").str());
            for id in tree.get("ids").list() {
                ids.all(id.get("text").str());
            }
            for cwe in tree.get("cwes").list() {
                ids.all(cwe.get("id").str());
            }
            let rule = own(tree.first(&["cve", "ids/0/text"]));
            let mut scores = Scores::default();
            let mut word = None;
            for score in tree.get("scores").list().iter().chain(tree.get("metrics").list()) {
                let score = if score.has("content") { score.get("content") } else { score };
                for (key, version) in [("cvss_v4", "4"), ("cvss_v3", "3"), ("cvss_v2", "2")] {
                    scores.add(version, score.at(&format!("{key}/baseScore")).number());
                    word = word.or_else(|| own(score.at(&format!("{key}/baseSeverity")).str()));
                }
            }
            let level = severity(word.as_deref(), found.place, out);
            let fix = tree
                .get("remediations")
                .list()
                .iter()
                .find(|r| r.get("category").str() == Some("vendor_fix"));
            let fix_at = fix.and_then(|r| job.moment(r.get("date").str()));
            let states = [
                ("known_affected", None, None),
                ("first_affected", None, None),
                ("last_affected", None, None),
                ("under_investigation", None, None),
                ("fixed", Some("fixed"), None),
                ("first_fixed", Some("fixed"), None),
                ("recommended", Some("fixed"), None),
                ("known_not_affected", None, Some("false_positive")),
            ];
            let (mut first, mut said) = (true, std::collections::HashSet::new());
            let finding = |package: Option<String>, purl, cpe, status, deviation| Finding {
                tool: "csaf",
                rule: rule.clone(),
                title: own(tree.get("title").str()).or_else(|| rule.clone()),
                package,
                ids: Ids { cves: ids.cves.clone(), cwes: ids.cwes.clone(), aliases: ids.aliases.clone() },
                severity: level,
                scores,
                published: job.moment(tree.first(&["release_date", "disclosure_date"])),
                last_seen: at,
                fix_at,
                purl,
                cpe,
                status,
                deviation,
                ..Finding::default()
            };
            for (key, status, deviation) in states {
                for product in tree.at("product_status").get(key).texts() {
                    if !said.insert(product.to_owned()) {
                        continue;
                    }
                    let known = products.get(product);
                    let purl = known.and_then(|k| k.1.clone());
                    let package = purl
                        .as_deref()
                        .map(purl_name)
                        .or_else(|| known.map(|k| k.0.clone()))
                        .or_else(|| own(Some(product)));
                    let stated = finding(package, purl, known.and_then(|k| k.2.clone()), status, deviation);
                    state(stated, &mut first, found.place, out)?;
                }
            }
            if first {
                state(finding(None, None, None, None, None), &mut first, found.place, out)?;
            }
            Ok(())
        },
    )
}

fn read_openvex(source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
    let heads = ["/@context", "/timestamp", "/last_updated", "/tooling", "/author"];
    let mut at = None;
    let mut known = false;
    walk(source, job.limits, &heads, &[], &mut |found| {
        let value = own(found.tree.text());
        match found.pattern {
            0 => {
                known = found.tree.texts().any(|t| t.contains("openvex"));
                out.summary.version = value.and_then(|v| own(v.rsplit_once("/v").map(|(_, v)| v.to_owned())));
            }
            1 | 2 => at = at.max(job.moment(value)),
            _ => out.summary.tool = out.summary.tool.take().or(value),
        }
        Ok(())
    })?;
    if !known {
        return Err(ReadFailure::refused("/@context", Rule::Schema, "the context is not OpenVEX's"));
    }
    out.summary.produced_at = at;
    walk(source, job.limits, &["/statements/*"], &["impact_statement", "action_statement"], &mut |found| {
        let tree = &found.tree;
        let weakness = tree.get("vulnerability");
        let name = own(weakness
            .str()
            .map(str::to_owned)
            .or_else(|| weakness.first(&["name", "@id"]).map(|n| n.into_owned())));
        let (status, deviation) = match tree.get("status").str() {
            Some("affected" | "under_investigation") => (None, None),
            Some("fixed") => (Some("fixed"), None),
            Some("not_affected") => (None, Some("false_positive")),
            _ => {
                out.problem(found.place, Rule::Word, "the statement has no status of OpenVEX");
                return Ok(());
            }
        };
        let mut first = true;
        let products = tree.get("products").list();
        let none = [Tree::Null];
        for product in if products.is_empty() { &none[..] } else { products } {
            let id = own(product
                .str()
                .map(str::to_owned)
                .or_else(|| product.first(&["identifiers/purl", "@id"]).map(|i| i.into_owned())));
            let parts = product.get("subcomponents").list();
            for part in if parts.is_empty() { &none[..] } else { parts } {
                let below = own(part
                    .str()
                    .map(str::to_owned)
                    .or_else(|| part.first(&["identifiers/purl", "@id"]).map(|i| i.into_owned())));
                let package = below.clone().or_else(|| id.clone());
                let mut ids = Ids::default();
                ids.all(name.as_deref()).all(weakness.get("aliases").texts());
                let plain = package
                    .as_deref()
                    .map(|p| if p.starts_with("pkg:") { purl_name(p) } else { p.to_owned() });
                let finding = Finding {
                    tool: "openvex",
                    rule: name.clone(),
                    title: Some(format!(
                        "{} in {}",
                        name.as_deref().unwrap_or_default(),
                        package.as_deref().unwrap_or("an unnamed product")
                    )),
                    purl: package.filter(|p| p.starts_with("pkg:")),
                    package: plain,
                    path: below
                        .as_ref()
                        .and(id.clone())
                        .map(|p| if p.starts_with("pkg:") { purl_name(&p) } else { p }),
                    ids,
                    last_seen: job.moment(tree.first(&["last_updated", "timestamp"])).or(at),
                    status,
                    deviation,
                    ..Finding::default()
                };
                state(finding, &mut first, found.place, out)?;
            }
        }
        Ok(())
    })
}
