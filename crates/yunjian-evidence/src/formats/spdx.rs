//! SPDX 2.2 and 2.3, JSON and tag-value: one component per package. Files and snippets are no components; the package the document describes is
//! listed like the others. Nothing is said of weaknesses that a scanner would: `advisory` references are kept in the component's attributes.

use yunjian_domain::facts::Value;

use crate::columns::Components;
use crate::draft::{Plain, moment, own, text};
use crate::failure::{ReadFailure, Rule};
use crate::format::{Confidence, Job};
use crate::lines;
use crate::out::Out;
use crate::source::Source;
use crate::walk::walk;

pub(super) static SPDX_JSON: Plain = Plain {
    id: "spdx-json",
    zh: "SPDX 软件物料清单（JSON）",
    en: "SPDX bill of materials (JSON)",
    version: 1,
    facts: &["components"],
    sniff: |prefix| {
        prefix
            .is_json(|head| !head.list && (head.has("spdxVersion") || head.all(&["SPDXID", "creationInfo"])))
    },
    read: read_json,
};

pub(super) static SPDX_TAG: Plain = Plain {
    id: "spdx-tag",
    zh: "SPDX 软件物料清单（标签格式）",
    en: "SPDX bill of materials (tag-value)",
    version: 1,
    facts: &["components"],
    sniff: |prefix| {
        let lines = prefix.lines();
        let known = lines
            .iter()
            .map(|l| l.trim_start_matches('\u{feff}'))
            .find(|l| !l.trim().is_empty() && !l.starts_with('#'));
        match known {
            Some(line) if line.starts_with("SPDXVersion:") => Confidence::Certain,
            _ if lines.iter().any(|l| l.starts_with("SPDXVersion: SPDX-")) => Confidence::Likely,
            _ => Confidence::No,
        }
    },
    read: read_tags,
};

/// A package however it was written.
#[derive(Default)]
struct Package {
    id: Option<String>,
    name: Option<String>,
    version: Option<String>,
    supplier: Option<String>,
    purl: Option<String>,
    cpe: Option<String>,
    hash: Option<String>,
    purpose: Option<String>,
    valid_until: Option<String>,
    advisories: Vec<String>,
}

/// `Organization: Anchore, Inc (mail)` → `Anchore, Inc`; NOASSERTION says nothing.
fn who(stated: Option<&str>) -> Option<String> {
    let stated = stated?.trim();
    let name = stated.split_once(": ").map_or(stated, |(_, name)| name);
    let name = name.split(" (").next().unwrap_or(name);
    own(Some(name)).filter(|n| !matches!(n.as_str(), "NOASSERTION" | "NONE"))
}

impl Package {
    fn reference(&mut self, kind: &str, locator: &str) {
        match kind.rsplit('/').next().unwrap_or(kind) {
            "purl" | "package-url" => self.purl = self.purl.take().or(own(Some(locator))),
            "cpe23Type" | "cpe22Type" => self.cpe = self.cpe.take().or(own(Some(locator))),
            "advisory" if self.advisories.len() < 1_000 => self.advisories.push(locator.to_owned()),
            _ => {}
        }
    }
    fn checksum(&mut self, algorithm: &str, value: &str) {
        let name = algorithm.trim().replacen("SHA", "SHA-", 1).replace("SHA--", "SHA-");
        if self.hash.is_none() || name == "SHA-256" {
            self.hash = Some(format!("{name}:{}", value.trim()));
        }
    }
    fn record(self, job: &Job<'_>, place: &str, out: &mut Out<'_>) -> Result<(), ReadFailure> {
        if self.name.is_none() {
            out.problem(place, Rule::Schema, "the package has no name");
            out.unmapped();
            return Ok(());
        }
        let ids = Components::ids();
        let mut row = ids.row();
        let mut set = |id, value| *row.at_mut(id) = value;
        set(ids.id, text(self.purl.clone().or(self.id).or_else(|| self.name.clone())));
        set(ids.name, text(self.name));
        let kind = match self.purpose.as_deref().map(str::to_ascii_lowercase).as_deref() {
            Some("container") => "container_image",
            Some("firmware") => "firmware",
            Some("device") => "hardware",
            _ => "software",
        };
        set(ids.kind, Value::text(kind));
        set(ids.version, text(self.version));
        set(ids.supplier, text(self.supplier));
        set(ids.purl, text(self.purl));
        set(ids.cpe, text(self.cpe));
        set(ids.hash, text(self.hash));
        set(ids.end_of_support_at, moment(job.moment(self.valid_until)));
        set(ids.sources, Value::list(["spdx"]));
        if !self.advisories.is_empty() {
            set(ids.attrs, Value::list(self.advisories.iter().map(|a| format!("advisory={a}"))));
        }
        out.record(row, place)
    }
}

/// `SPDX-2.3` → `2.3`; versions this reader does not know are refused.
fn version(stated: Option<&str>, place: &str, out: &mut Out<'_>) -> Result<(), ReadFailure> {
    match stated {
        Some(text @ ("SPDX-2.0" | "SPDX-2.1" | "SPDX-2.2" | "SPDX-2.3")) => {
            out.summary.version = Some(text[5..].to_owned());
            Ok(())
        }
        Some(other) => {
            let shown: String = other.chars().take(40).collect();
            Err(ReadFailure::refused(
                place,
                Rule::Schema,
                format!("{shown:?} is none of SPDX-2.0 to SPDX-2.3"),
            ))
        }
        None => Err(ReadFailure::refused(
            place,
            Rule::Schema,
            "there is no SPDX version; every document states one",
        )),
    }
}

/// `Tool: syft-1.50.0` → tool and version.
fn tool(creator: &str, out: &mut Out<'_>) {
    let Some(tool) = creator.strip_prefix("Tool:").map(str::trim) else { return };
    let (name, version) = tool
        .rsplit_once('-')
        .filter(|(_, v)| v.starts_with(|c: char| c.is_ascii_digit()))
        .map_or((tool, None), |(n, v)| (n, Some(v)));
    if out.summary.tool.is_none() {
        out.summary.tool = own(Some(name));
        out.summary.tool_version = own(version);
    }
}

fn read_json(source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
    let mut stated = None;
    walk(source, job.limits, &["/spdxVersion", "/creationInfo"], &["comment"], &mut |found| {
        if found.pattern == 0 {
            stated = own(found.tree.str());
        } else {
            out.summary.produced_at = job.moment(found.tree.get("created").str());
            for creator in found.tree.get("creators").texts() {
                tool(creator, out);
            }
        }
        Ok(())
    })?;
    version(stated.as_deref(), "/spdxVersion", out)?;
    let skip = [
        "licenseComments",
        "copyrightText",
        "hasFiles",
        "licenseInfoFromFiles",
        "comment",
        "description",
        "summary",
        "annotations",
        "attributionTexts",
    ];
    walk(source, job.limits, &["/packages/*"], &skip, &mut |found| {
        let tree = &found.tree;
        let mut package = Package {
            id: own(tree.get("SPDXID").str()),
            name: own(tree.get("name").str()),
            version: own(tree.get("versionInfo").text()),
            supplier: who(tree.get("supplier").str()).or_else(|| who(tree.get("originator").str())),
            purpose: own(tree.get("primaryPackagePurpose").str()),
            valid_until: own(tree.get("validUntilDate").str()),
            ..Package::default()
        };
        for reference in tree.get("externalRefs").list() {
            package.reference(
                &reference.first(&["referenceType"]).unwrap_or_default(),
                &reference.first(&["referenceLocator"]).unwrap_or_default(),
            );
        }
        for sum in tree.get("checksums").list() {
            package.checksum(
                &sum.first(&["algorithm"]).unwrap_or_default(),
                &sum.first(&["checksumValue"]).unwrap_or_default(),
            );
        }
        package.record(job, found.place, out)
    })
}

fn read_tags(source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
    let mut package: Option<(Package, u64)> = None;
    let (mut stated, mut in_text, mut other) = (false, false, false);
    lines::each(source, job.limits, &mut |number, line| {
        // A text over several lines holds whatever its author wrote, lines that look like tags included.
        if in_text {
            in_text = !line.contains("</text>");
            return Ok(());
        }
        let line = line.trim_start_matches('\u{feff}');
        let Some((tag, value)) = line.split_once(':').filter(|_| !line.starts_with('#')) else {
            if !line.trim().is_empty() && !line.starts_with('#') {
                out.problem(
                    format!("line {number}"),
                    Rule::Syntax,
                    "the line is neither a tag with a value nor a comment",
                );
            }
            return Ok(());
        };
        let value = value.trim();
        in_text = value.contains("<text>") && !value.contains("</text>");
        match tag.trim() {
            "SPDXVersion" => {
                stated = true;
                return version(Some(value), &format!("line {number}"), out);
            }
            "Created" => out.summary.produced_at = job.moment(Some(value)),
            "Creator" => tool(value, out),
            "PackageName" => {
                if let Some((done, at)) = package.take() {
                    done.record(job, &format!("line {at}"), out)?;
                }
                package = Some((Package { name: own(Some(value)), ..Package::default() }, number));
                other = false;
            }
            // What follows is about a file, and its id and checksums are not the package's.
            "FileName" | "SnippetSPDXID" | "LicenseID" => other = true,
            tag if !other => {
                if let Some((package, _)) = &mut package {
                    match tag {
                        "SPDXID" => package.id = own(Some(value)),
                        "PackageVersion" => package.version = own(Some(value)),
                        "PackageSupplier" => package.supplier = who(Some(value)),
                        "PackageOriginator" => {
                            package.supplier = package.supplier.take().or(who(Some(value)))
                        }
                        "PrimaryPackagePurpose" => package.purpose = own(Some(value)),
                        "ValidUntilDate" => package.valid_until = own(Some(value)),
                        "PackageChecksum" => {
                            let (algorithm, sum) = value.split_once(':').unwrap_or_default();
                            package.checksum(algorithm, sum);
                        }
                        "ExternalRef" => {
                            let mut words = value.splitn(3, char::is_whitespace).skip(1);
                            package.reference(
                                words.next().unwrap_or_default(),
                                words.next().unwrap_or_default().trim(),
                            );
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
        Ok(())
    })?;
    if !stated {
        return version(None, "line 1", out);
    }
    if in_text {
        return Err(ReadFailure::refused(
            "the last line",
            Rule::Syntax,
            "a text is not closed; the file may have been cut off",
        ));
    }
    if let Some((done, at)) = package {
        done.record(job, &format!("line {at}"), out)?;
    }
    Ok(())
}
