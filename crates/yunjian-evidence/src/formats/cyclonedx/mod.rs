//! CycloneDX JSON 1.2 to 1.7: one component per component, nested ones included, one per service, one finding per
//! vulnerability and affected component.
//!
//! A vulnerability is one record however many components it affects; each affected component is a fact of its own,
//! because repair happens component by component. The component the document is about (`metadata.component`) is the
//! asset of the findings, and is not itself listed; services are listed and not counted as components.
//!
//! Identity of a finding: asset = name of `metadata.component`; weakness = vulnerability id; package = package URL
//! without version, failing that group/name of the affected component. Severity is the highest rating. What an
//! analysis calls "not affected" or "false positive" is the maker's claim: the finding stays open and the claim stands
//! in `deviation_kind`; only "resolved" is fixed.

mod model;
mod xml;

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::hash::{DefaultHasher, Hash as _, Hasher};
use std::sync::Arc;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use yunjian_domain::facts::{Row, Value};

pub(super) use self::xml::CycloneDxXml;

use self::model::{Metadata, Part, Vulnerability, short};
use crate::columns::{Components, Findings, Scans};
use crate::failure::{ReadFailure, Rule, Said, said};
use crate::format::{Confidence, Format, Job, Label};
use crate::json::{self, Each, Element};
use crate::out::Out;
use crate::severity::Severity;
use crate::source::Source;
use crate::time;

/// The reader of CycloneDX JSON.
#[derive(Debug)]
pub(super) struct CycloneDx;

/// 1.0 and 1.1 exist in XML only.
const VERSIONS: [&str; 8] = ["1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7"];

impl Format for CycloneDx {
    fn id(&self) -> &'static str {
        "cyclonedx-json"
    }
    fn label(&self) -> Label {
        Label { zh: "CycloneDX 物料清单（JSON）", en: "CycloneDX bill of materials (JSON)" }
    }
    fn reader_version(&self) -> u32 {
        1
    }
    fn fact_types(&self) -> &'static [&'static str] {
        &["components", "findings", "scans"]
    }
    fn sniff(&self, prefix: &[u8]) -> Confidence {
        if !json::without_mark(prefix).trim_ascii_start().starts_with(b"{") {
            return Confidence::No;
        }
        let keys = json::top_keys(prefix);
        let has = |key: &str| keys.iter().any(|k| k == key);
        if has("bomFormat") {
            Confidence::Certain
        } else if has("specVersion") && (has("components") || has("metadata") || has("vulnerabilities")) {
            Confidence::Likely
        } else {
            Confidence::No
        }
    }
    fn read(&self, source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
        let mut state = State { job, out, pass: Pass::Head, head: Head::default(), failure: None };
        // Vulnerabilities point at components by reference, and may stand before them.
        for pass in [Pass::Head, Pass::Components, Pass::Findings] {
            if pass == Pass::Findings && !state.head.has_vulnerabilities {
                break;
            }
            state.pass = pass;
            let result = json::read(source, job.limits, Root(&mut state));
            if let Some(failure) = state.failure.take() {
                return Err(failure);
            }
            result?;
            if pass == Pass::Head {
                state.check_head()?;
            }
        }
        state.finish()
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Pass {
    Head,
    Components,
    Findings,
}

/// Name without version, and version, of an affected component.
type Package = (Arc<str>, Option<Arc<str>>);

#[derive(Default)]
struct Head {
    format: Option<String>,
    version: Option<String>,
    serial: Option<String>,
    metadata: Metadata,
    has_vulnerabilities: bool,
    /// References that vulnerabilities point at, and the packages behind them once the components were read.
    affected: HashMap<String, Option<Package>>,
    affected_bytes: usize,
    /// Hashes of the references met, to find doubles.
    references: HashSet<u64>,
}

struct State<'a, 'o> {
    job: &'a Job<'a>,
    out: &'a mut Out<'o>,
    pass: Pass,
    head: Head,
    failure: Option<ReadFailure>,
}

impl State<'_, '_> {
    fn stop<E: Error>(&mut self, failure: ReadFailure) -> E {
        self.failure = Some(failure);
        E::custom("stopped")
    }
    fn check_head(&mut self) -> Result<(), ReadFailure> {
        let refused = |place: &str, message: Said| Err(ReadFailure::refused(place, Rule::Schema, message));
        match self.head.format.as_deref() {
            Some("CycloneDX") => {}
            Some(other) => {
                return refused(
                    "/bomFormat",
                    said!(
                        "bomFormat is {other:?}, not \"CycloneDX\"",
                        "bomFormat 是 {other:?}，不是 \"CycloneDX\"",
                        other = short(other)
                    ),
                );
            }
            None => {
                return refused(
                    "/",
                    said!(
                        "there is no bomFormat; every CycloneDX document states one",
                        "没有 bomFormat；CycloneDX 文件都应写明"
                    ),
                );
            }
        }
        match self.head.version.as_deref() {
            Some(version) if VERSIONS.contains(&version) => {
                self.out.summary.version = Some(version.to_owned())
            }
            Some(other) => {
                let message = said!(
                    "specVersion {other:?} is none of {known}",
                    "specVersion 是 {other:?}，不在可读取的版本之内：{known}",
                    other = short(other),
                    known = VERSIONS.join(", ")
                );
                return refused("/specVersion", message);
            }
            None => {
                return refused(
                    "/",
                    said!(
                        "there is no specVersion; every CycloneDX document states one",
                        "没有 specVersion；CycloneDX 文件都应写明"
                    ),
                );
            }
        }
        if self.head.serial.as_deref().is_some_and(|serial| !model::is_serial_number(serial)) {
            self.out.problem(
                "/serialNumber",
                Rule::Schema,
                said!("the serial number is no urn:uuid", "序列号不是 urn:uuid"),
            );
        }
        if let Some(stated) = &self.head.metadata.timestamp {
            let whole = stated.contains('T') || stated.contains('t');
            if !whole || time::parse(stated, &self.job.context.zone).is_none() {
                let message = said!(
                    "{stated:?} is no date and time",
                    "{stated:?} 不是日期时间",
                    stated = short(stated)
                );
                self.out.problem("/metadata/timestamp", Rule::Date, message);
            }
        }
        Ok(())
    }
    fn timestamp(&self) -> Option<i64> {
        time::parse(self.head.metadata.timestamp.as_deref()?, &self.job.context.zone)
    }
    fn asset(&self) -> Value {
        let component = self.head.metadata.component.as_ref();
        component.and_then(|c| c.name.as_deref()).filter(|n| !n.is_empty()).map_or(Value::Null, Value::text)
    }
    fn tool(&self) -> (String, Option<String>) {
        let tool = self.head.metadata.tools.as_ref().and_then(|t| t.first());
        let name = tool.and_then(|t| t.name.as_deref()).unwrap_or("cyclonedx").to_lowercase();
        (name, tool.and_then(|t| t.version.clone()))
    }

    fn part(&mut self, part: Part, service: bool, place: &str) -> Result<(), ReadFailure> {
        for fault in part.faults(service) {
            self.out.problem(
                place,
                Rule::Schema,
                said!(
                    "the component is not as CycloneDX wants it: {en}",
                    "组件不符合 CycloneDX 的要求：{zh}",
                    en = fault.en,
                    zh = fault.zh
                ),
            );
        }
        if let Some(reference) = &part.reference {
            let mut hasher = DefaultHasher::new();
            reference.hash(&mut hasher);
            if reference.is_empty() || !self.head.references.insert(hasher.finish()) {
                let message = said!(
                    "the reference {reference:?} is empty or used twice",
                    "引用 {reference:?} 为空或重复",
                    reference = short(reference)
                );
                self.out.problem(place, Rule::Schema, message);
            }
            if let Some(slot) = self.head.affected.get_mut(reference)
                && let Some(package) = part.package()
            {
                *slot = Some((Arc::from(package), part.version.as_deref().map(Arc::from)));
            }
        }
        let Some(name) = part.name.clone().filter(|n| !n.is_empty()) else {
            self.out.unmapped();
            return Ok(());
        };
        let ids = Components::ids();
        let mut row = ids.row();
        let mut set = |id, value| *row.at_mut(id) = value;
        let optional =
            |text: Option<&String>| text.filter(|t| !t.is_empty()).map_or(Value::Null, Value::text);
        let id = part.reference.clone().filter(|r| !r.is_empty()).or_else(|| part.purl.clone());
        let id = id.unwrap_or_else(|| match part.version.as_deref() {
            Some(version) if !version.is_empty() => {
                format!("{}@{version}", part.package().unwrap_or_default())
            }
            _ => part.package().unwrap_or_default(),
        });
        set(ids.id, Value::text(id));
        set(ids.name, Value::text(name));
        let kind = if service { Some("service") } else { part.kind.as_deref().map(model::kind) };
        set(ids.kind, kind.map_or(Value::Null, Value::text));
        set(ids.vendor, optional(part.publisher.as_ref().or(part.group.as_ref())));
        set(ids.supplier, optional(part.supplier.as_ref()));
        set(ids.version, optional(part.version.as_ref()));
        set(ids.purl, optional(part.purl.as_ref()));
        set(ids.cpe, optional(part.cpe.as_ref()));
        let strong = |h: &&model::Hash| h.alg.as_deref() == Some("SHA-256");
        let hash = part.hashes.iter().find(strong).or_else(|| part.hashes.first());
        if let Some((Some(alg), Some(content))) = hash.map(|h| (&h.alg, &h.content)) {
            set(ids.hash, Value::text(format!("{alg}:{content}")));
        }
        set(ids.sources, Value::list(["cyclonedx"]));
        if service { self.out.fact(row, place) } else { self.out.record(row, place) }
    }

    fn vulnerability(&mut self, stated: Vulnerability, place: &str) -> Result<(), ReadFailure> {
        let ids = Findings::ids();
        let mut row: Row = ids.row();
        let asset = self.asset();
        let (tool, _) = self.tool();
        let mut set = |id, value| *row.at_mut(id) = value;
        let id = stated.id.unwrap_or_default();
        let ratings = stated.ratings.unwrap_or_default();
        let of = |rating: &model::Rating| match rating.severity.as_deref() {
            Some(word) => Severity::parse(word),
            None => rating.score.map(Severity::of_cvss),
        };
        let severity = ratings.iter().filter_map(of).max().unwrap_or(Severity::Unknown);
        let score = |third: bool| {
            let scores = ratings.iter().filter(|r| {
                let method = r.method.as_deref().unwrap_or_default();
                method.starts_with("CVSSv3") || method.starts_with("CVSSv4") || !third && method == "CVSSv2"
            });
            scores.filter_map(|r| r.score).filter(|s| (0.0..=10.0).contains(s)).max_by(f64::total_cmp)
        };
        let references = stated.references.unwrap_or_default();
        let mut cves: Vec<&str> = Vec::new();
        for name in
            [Some(id.as_str())].into_iter().chain(references.iter().map(|r| r.id.as_deref())).flatten()
        {
            if name.starts_with("CVE-") && !cves.contains(&name) {
                cves.push(name);
            }
        }
        if !cves.is_empty() {
            set(ids.cves, Value::list(cves));
        }
        set(ids.source_tool, Value::text(tool));
        set(ids.origin, Value::text("scan"));
        set(ids.component_id, asset);
        set(ids.severity, severity.value());
        set(ids.cvss, score(true).or_else(|| score(false)).map_or(Value::Null, Value::Double));
        let zone = &self.job.context.zone;
        set(
            ids.published_at,
            stated.published.and_then(|t| time::parse(&t, zone)).map_or(Value::Null, Value::Time),
        );
        let state = stated.analysis.and_then(|a| a.state).unwrap_or_default();
        let fixed = matches!(state.as_str(), "resolved" | "resolved_with_pedigree");
        set(ids.status, Value::text(if fixed { "fixed" } else { "open" }));
        if matches!(state.as_str(), "not_affected" | "false_positive") {
            set(ids.deviation_kind, Value::text("false_positive"));
        }
        if id.is_empty() {
            self.out.problem(place, Rule::Schema, said!("the vulnerability has no id", "漏洞没有编号"));
        } else {
            set(ids.rule_id, Value::text(&id));
        }
        set(ids.last_seen, self.timestamp().map_or(Value::Null, Value::Time));
        let affects = stated.affects.unwrap_or_default();
        let own = self.head.metadata.component.as_ref().and_then(|c| c.reference.as_deref());
        let mut references = affects.iter().filter_map(|a| a.reference.as_deref());
        let mut reference = references.next();
        let mut first = true;
        loop {
            let mut row = row.clone();
            let mut title = id.clone();
            if let Some(reference) = reference.filter(|r| Some(*r) != own) {
                let (package, version) = match self.head.affected.get(reference).and_then(Option::as_ref) {
                    Some((package, version)) => (package.to_string(), version.clone()),
                    None if reference.starts_with("pkg:") => (model::without_version(reference), None),
                    None => (reference.to_owned(), None),
                };
                title = format!("{title} {package} {}", version.as_deref().unwrap_or_default())
                    .trim_end()
                    .to_owned();
                *row.at_mut(ids.package) = Value::text(package);
            }
            *row.at_mut(ids.title) = Value::text(title);
            if first {
                self.out.record(row, place)?
            } else {
                self.out.fact(row, place)?
            }
            first = false;
            reference = references.next();
            if reference.is_none() {
                return Ok(());
            }
        }
    }

    fn finish(self) -> Result<(), ReadFailure> {
        let (tool, version) = self.tool();
        let at = self.timestamp();
        self.out.summary.produced_at = at;
        self.out.summary.collected_to = at;
        self.out.summary.tool = Some(tool.clone());
        self.out.summary.tool_version.clone_from(&version);
        let asset = self.asset();
        let Value::Text(asset) = asset else { return Ok(()) };
        if !self.head.has_vulnerabilities {
            return Ok(());
        }
        let ids = Scans::ids();
        let mut row = ids.row();
        let mut set = |id, value| *row.at_mut(id) = value;
        set(ids.id, Value::text(self.out.scan_id()));
        set(ids.tool, Value::text(tool));
        set(ids.tool_version, version.map_or(Value::Null, Value::text));
        set(ids.kind, Value::text("vulnerability"));
        set(ids.ended_at, at.map_or(Value::Null, Value::Time));
        set(ids.target_ids, Value::List([asset].into()));
        set(ids.failed_ids, Value::List([].into()));
        self.out.fact(row, "/")
    }
}

struct Root<'s, 'a, 'o>(&'s mut State<'a, 'o>);

impl<'de> DeserializeSeed<'de> for Root<'_, '_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Root<'_, '_, '_> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a CycloneDX document")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let state = self.0;
        while let Some(key) = map.next_key::<String>()? {
            match (key.as_str(), state.pass) {
                ("bomFormat", Pass::Head) => state.head.format = map.next_value()?,
                ("specVersion", Pass::Head) => state.head.version = map.next_value()?,
                ("serialNumber", Pass::Head) => state.head.serial = map.next_value()?,
                ("metadata", Pass::Head) => {
                    state.head.metadata = map.next_value::<Option<Metadata>>()?.unwrap_or_default();
                }
                ("vulnerabilities", Pass::Head) => {
                    state.head.has_vulnerabilities = true;
                    map.next_value_seed(Each(References(state)))?;
                }
                ("components" | "services", Pass::Components) => {
                    let service = key == "services";
                    map.next_value_seed(Each(Parts { state, at: format!("/{key}"), service }))?;
                }
                ("vulnerabilities", Pass::Findings) => map.next_value_seed(Each(Vulnerabilities(state)))?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

/// First pass over the vulnerabilities: which components will be asked for.
struct References<'s, 'a, 'o>(&'s mut State<'a, 'o>);

#[derive(Default, Deserialize)]
#[serde(default)]
struct OnlyAffects {
    affects: Option<Vec<model::Affected>>,
}

impl Element for References<'_, '_, '_> {
    fn element<'de, D: Deserializer<'de>>(&mut self, index: usize, deserializer: D) -> Result<(), D::Error> {
        for reference in OnlyAffects::deserialize(deserializer)?.affects.unwrap_or_default() {
            let Some(reference) = reference.reference else { continue };
            self.0.head.affected_bytes += reference.len() + 128;
            if self.0.head.affected_bytes > self.0.job.limits.max_index_bytes {
                let message = said!(
                    "the vulnerabilities point at more components than can be kept in mind",
                    "漏洞涉及的组件过多，超出可记住的上限"
                );
                return Err(self.0.stop(ReadFailure::refused(
                    format!("/vulnerabilities/{index}"),
                    Rule::Index,
                    message,
                )));
            }
            self.0.head.affected.entry(reference).or_default();
        }
        Ok(())
    }
}

struct Vulnerabilities<'s, 'a, 'o>(&'s mut State<'a, 'o>);

impl Element for Vulnerabilities<'_, '_, '_> {
    fn element<'de, D: Deserializer<'de>>(&mut self, index: usize, deserializer: D) -> Result<(), D::Error> {
        let stated = Vulnerability::deserialize(deserializer)?;
        let place = format!("/vulnerabilities/{index}");
        self.0.vulnerability(stated, &place).map_err(|failure| self.0.stop(failure))
    }
}

struct Parts<'s, 'a, 'o> {
    state: &'s mut State<'a, 'o>,
    at: String,
    service: bool,
}

impl Element for Parts<'_, '_, '_> {
    fn element<'de, D: Deserializer<'de>>(&mut self, index: usize, deserializer: D) -> Result<(), D::Error> {
        let at = format!("{}/{index}", self.at);
        deserializer.deserialize_map(PartVisitor { state: self.state, at, service: self.service })
    }
}

struct PartVisitor<'s, 'a, 'o> {
    state: &'s mut State<'a, 'o>,
    at: String,
    service: bool,
}

impl<'de> Visitor<'de> for PartVisitor<'_, '_, '_> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a component")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { state, at, service } = self;
        let mut part = Part::default();
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "bom-ref" => part.reference = map.next_value()?,
                "type" => part.kind = map.next_value()?,
                "group" => part.group = map.next_value()?,
                "name" => part.name = map.next_value()?,
                "version" => part.version = map.next_value()?,
                "purl" => part.purl = map.next_value()?,
                "cpe" => part.cpe = map.next_value()?,
                "scope" => part.scope = map.next_value()?,
                "publisher" => part.publisher = map.next_value()?,
                "supplier" | "provider" => {
                    part.supplier = map.next_value::<Option<model::Named>>()?.and_then(|s| s.name)
                }
                "hashes" => part.hashes = map.next_value::<Option<Vec<model::Hash>>>()?.unwrap_or_default(),
                "swid" => {
                    part.swid_without_tag =
                        map.next_value::<Option<model::Swid>>()?.is_some_and(|s| s.tag_id.is_none())
                }
                "licenses" => {
                    let choices = map.next_value::<Option<Vec<model::LicenceChoice>>>()?.unwrap_or_default();
                    let expressions = choices.iter().filter(|c| c.expression.is_some()).count();
                    let licences = choices.iter().filter(|c| c.license.is_some()).count();
                    // Since 1.7 a list may hold both.
                    let mixed_allowed = state.head.version.as_deref() == Some("1.7");
                    part.mixed_licences =
                        !mixed_allowed && expressions > 0 && (licences > 0 || expressions > 1);
                }
                "data" if service => {
                    part.flows = map.next_value::<Option<Vec<model::Flow>>>()?.unwrap_or_default()
                }
                "components" if !service => {
                    map.next_value_seed(Each(Parts { state, at: format!("{at}/components"), service }))?;
                }
                "services" if service => {
                    map.next_value_seed(Each(Parts { state, at: format!("{at}/services"), service }))?;
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        state.part(part, service, &at).map_err(|failure| state.stop(failure))
    }
}
