//! Trivy JSON: schema 2, the older bare list, and the report of a Kubernetes cluster. One finding per vulnerability,
//! failed misconfiguration, secret and licence; one scan per file.
//!
//! Identity of a finding: asset = artifact name, failing that its first tag, failing that its image id (in a cluster
//! namespace/kind/name); weakness = vulnerability id, check id, secret rule, or `license:<name>`; package = package
//! name without version, or the resource a misconfiguration is about; path = package path, or the target file.
//! Trivy's status says whether a fix exists, not whether it was applied: every finding is open.

use std::fmt;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use yunjian_domain::facts::{Row, Value};

use crate::columns::{Findings, Scans};
use crate::failure::{ReadFailure, Rule, said};
use crate::format::{Confidence, Format, Job, Label};
use crate::json::{self, Each, Element};
use crate::out::Out;
use crate::severity::Severity;
use crate::source::Source;
use crate::time;

/// The reader of Trivy reports.
#[derive(Debug)]
pub(super) struct Trivy;

impl Format for Trivy {
    fn id(&self) -> &'static str {
        "trivy-json"
    }
    fn label(&self) -> Label {
        Label { zh: "Trivy 扫描结果", en: "Trivy report" }
    }
    fn reader_version(&self) -> u32 {
        1
    }
    fn fact_types(&self) -> &'static [&'static str] {
        &["findings", "scans"]
    }
    fn sniff(&self, prefix: &[u8]) -> Confidence {
        let text = prefix.strip_prefix(b"\xef\xbb\xbf").unwrap_or(prefix).trim_ascii_start();
        if let Some(list) = text.strip_prefix(b"[") {
            let keys = json::top_keys(list);
            let legacy = keys.iter().any(|k| k == "Target")
                && keys.iter().any(|k| k == "Vulnerabilities" || k == "Type");
            return if legacy { Confidence::Certain } else { Confidence::No };
        }
        if !text.starts_with(b"{") {
            return Confidence::No;
        }
        let keys = json::top_keys(text);
        let has = |key: &str| keys.iter().any(|k| k == key);
        let report = has("SchemaVersion") && (has("ArtifactName") || has("ArtifactType") || has("Results"));
        if report || has("ClusterName") { Confidence::Certain } else { Confidence::No }
    }
    fn read(&self, source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
        // The keys of an object come in any order, and a finding needs to know what the file says about the artifact
        // and the target it stands under: the first pass reads only that.
        let mut state = State {
            job,
            out,
            pass: Pass::Heads,
            head: Head::default(),
            targets: Vec::new(),
            at: 0,
            failure: None,
        };
        for pass in [Pass::Heads, Pass::Findings] {
            (state.pass, state.at) = (pass, 0);
            let result = json::read(source, job.limits, Root(&mut state));
            if let Some(failure) = state.failure.take() {
                return Err(failure);
            }
            result?;
        }
        state.finish()
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Pass {
    Heads,
    Findings,
}

/// What the file says about itself and the artifact.
#[derive(Default)]
struct Head {
    schema: Option<u64>,
    created: Option<String>,
    artifact: Option<String>,
    kind: Option<String>,
    tag: Option<String>,
    image: Option<String>,
    cluster: Option<String>,
    version: Option<String>,
}

/// One entry of a list of results.
#[derive(Clone, Default)]
struct Target {
    name: Option<Arc<str>>,
    class: Option<Arc<str>>,
    /// Namespace, kind and name in a cluster.
    resource: Option<Arc<str>>,
}

struct State<'a, 'o> {
    job: &'a Job<'a>,
    out: &'a mut Out<'o>,
    pass: Pass,
    head: Head,
    targets: Vec<Target>,
    /// Targets met in this pass.
    at: usize,
    failure: Option<ReadFailure>,
}

/// The outermost value.
struct Root<'s, 'a, 'o>(&'s mut State<'a, 'o>);

impl<'de> DeserializeSeed<'de> for Root<'_, '_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Metadata {
    #[serde(rename = "ImageID")]
    image: Option<String>,
    repo_tags: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Program {
    version: Option<String>,
}

impl<'de> Visitor<'de> for Root<'_, '_, '_> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a Trivy report")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let state = self.0;
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "SchemaVersion" => state.head.schema = map.next_value()?,
                "CreatedAt" => state.head.created = map.next_value()?,
                "ArtifactName" => state.head.artifact = map.next_value()?,
                "ArtifactType" => state.head.kind = map.next_value()?,
                "ClusterName" => state.head.cluster = map.next_value()?,
                "Trivy" => state.head.version = map.next_value::<Option<Program>>()?.and_then(|p| p.version),
                "Metadata" => {
                    if let Some(metadata) = map.next_value::<Option<Metadata>>()? {
                        state.head.image = metadata.image;
                        state.head.tag =
                            metadata.repo_tags.and_then(|tags| tags.into_iter().find(|t| !t.is_empty()));
                    }
                }
                "Results" => {
                    map.next_value_seed(Each(Results { state, at: "/Results".into(), resource: None }))?
                }
                // A cluster's report: workloads, each with results of its own.
                "Vulnerabilities" | "Misconfigurations" | "Resources" => {
                    map.next_value_seed(Each(Workloads { state, at: format!("/{key}") }))?;
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let mut results = Results { state: self.0, at: String::new(), resource: None };
        let mut index = 0;
        while seq.next_element_seed(Indexed(&mut results, index))?.is_some() {
            index += 1;
        }
        Ok(())
    }
}

struct Indexed<'a, E>(&'a mut E, usize);

impl<'de, E: Element> DeserializeSeed<'de> for Indexed<'_, E> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.0.element(self.1, deserializer)
    }
}

struct Workloads<'s, 'a, 'o> {
    state: &'s mut State<'a, 'o>,
    at: String,
}

impl Element for Workloads<'_, '_, '_> {
    fn element<'de, D: Deserializer<'de>>(&mut self, index: usize, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(Workload { state: self.state, at: format!("{}/{index}", self.at) })
    }
}

struct Workload<'s, 'a, 'o> {
    state: &'s mut State<'a, 'o>,
    at: String,
}

impl<'de> Visitor<'de> for Workload<'_, '_, '_> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a workload")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut names = [None, None, None];
        let first = self.state.at;
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "Namespace" => names[0] = map.next_value::<Option<String>>()?,
                "Kind" => names[1] = map.next_value::<Option<String>>()?,
                "Name" => names[2] = map.next_value::<Option<String>>()?,
                "Results" => {
                    let at = format!("{}/Results", self.at);
                    map.next_value_seed(Each(Results { state: self.state, at, resource: None }))?;
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        if self.state.pass == Pass::Heads {
            let parts: Vec<&str> =
                names.iter().flatten().map(String::as_str).filter(|n| !n.is_empty()).collect();
            let resource: Arc<str> = Arc::from(parts.join("/"));
            for target in self.state.targets.iter_mut().skip(first) {
                target.resource = Some(resource.clone());
            }
        }
        Ok(())
    }
}

struct Results<'s, 'a, 'o> {
    state: &'s mut State<'a, 'o>,
    at: String,
    resource: Option<Arc<str>>,
}

impl Element for Results<'_, '_, '_> {
    fn element<'de, D: Deserializer<'de>>(&mut self, index: usize, deserializer: D) -> Result<(), D::Error> {
        let place = format!("{}/{index}", self.at);
        if self.state.pass == Pass::Heads {
            if self.state.targets.len() as u64 >= self.state.job.limits.max_rows {
                self.state.failure = Some(ReadFailure::refused(
                    place,
                    Rule::Rows,
                    said!("the report has too many targets", "报告的扫描对象过多"),
                ));
                return Err(D::Error::custom("stopped"));
            }
            self.state.targets.push(Target { resource: self.resource.clone(), ..Target::default() });
        }
        self.state.at += 1;
        let number = self.state.at - 1;
        deserializer.deserialize_map(ResultVisitor { state: self.state, place, number })
    }
}

struct ResultVisitor<'s, 'a, 'o> {
    state: &'s mut State<'a, 'o>,
    place: String,
    number: usize,
}

impl<'de> Visitor<'de> for ResultVisitor<'_, '_, '_> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a result of Trivy, with a Target")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { state, place, number } = self;
        let heads = state.pass == Pass::Heads;
        while let Some(key) = map.next_key::<String>()? {
            let kind = match key.as_str() {
                "Target" if heads => {
                    state.targets[number].name = map.next_value::<Option<String>>()?.map(Arc::from);
                    continue;
                }
                "Class" if heads => {
                    state.targets[number].class = map.next_value::<Option<String>>()?.map(Arc::from);
                    continue;
                }
                "Vulnerabilities" => Kind::Vulnerability,
                "Misconfigurations" => Kind::Misconfiguration,
                "Secrets" => Kind::Secret,
                "Licenses" => Kind::Licence,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                    continue;
                }
            };
            if heads {
                map.next_value::<IgnoredAny>()?;
            } else {
                let at = format!("{place}/{key}");
                map.next_value_seed(Each(Items { state, at, kind, number }))?;
            }
        }
        Ok(())
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Vulnerability,
    Misconfiguration,
    Secret,
    Licence,
}

struct Items<'s, 'a, 'o> {
    state: &'s mut State<'a, 'o>,
    at: String,
    kind: Kind,
    number: usize,
}

/// The keys of all four kinds of records that become facts.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Item {
    #[serde(rename = "VulnerabilityID")]
    vulnerability: Option<String>,
    #[serde(rename = "ID")]
    id: Option<String>,
    #[serde(rename = "RuleID")]
    rule: Option<String>,
    name: Option<String>,
    pkg_name: Option<String>,
    pkg_path: Option<String>,
    file_path: Option<String>,
    installed_version: Option<String>,
    fixed_version: Option<String>,
    severity: Option<String>,
    title: Option<String>,
    status: Option<String>,
    published_date: Option<String>,
    #[serde(rename = "CVSS")]
    cvss: Option<std::collections::BTreeMap<String, Scores>>,
    cause_metadata: Option<Cause>,
}

#[derive(Deserialize)]
struct Scores {
    #[serde(rename = "V3Score")]
    v3: Option<f64>,
    #[serde(rename = "V2Score")]
    v2: Option<f64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Cause {
    resource: Option<String>,
}

impl Element for Items<'_, '_, '_> {
    fn element<'de, D: Deserializer<'de>>(&mut self, index: usize, deserializer: D) -> Result<(), D::Error> {
        let item = Item::deserialize(deserializer)?;
        let place = format!("{}/{index}", self.at);
        // A check that passed is listed only on request, and is no finding.
        if self.kind == Kind::Misconfiguration && item.status.as_deref() == Some("PASS") {
            return Ok(());
        }
        let target = self.state.targets.get(self.number).cloned().unwrap_or_default();
        let row = self.state.finding(item, self.kind, &target, &place);
        self.state.out.record(row, &place).map_err(|failure| {
            self.state.failure = Some(failure);
            D::Error::custom("stopped")
        })
    }
}

impl State<'_, '_> {
    fn moment(&self, text: Option<&str>) -> Value {
        text.and_then(|t| time::parse(t, &self.job.context.zone)).map_or(Value::Null, Value::Time)
    }
    fn component(&self, target: &Target) -> Value {
        if let Some(resource) = &target.resource {
            return Value::Text(resource.clone());
        }
        let head = &self.head;
        let names = [&head.artifact, &head.tag, &head.image, &head.cluster];
        match names.into_iter().flatten().find(|name| !name.is_empty()) {
            Some(name) => Value::text(name),
            // The older list names no artifact; its targets are images.
            None => target.name.clone().map_or(Value::Null, Value::Text),
        }
    }
    fn finding(&mut self, item: Item, kind: Kind, target: &Target, place: &str) -> Row {
        let ids = Findings::ids();
        let mut row = ids.row();
        let component = self.component(target);
        let (last_seen, published) =
            (self.moment(self.head.created.as_deref()), self.moment(item.published_date.as_deref()));
        let mut set = |id, value| *row.at_mut(id) = value;
        let optional = |text: Option<String>| text.filter(|t| !t.is_empty()).map_or(Value::Null, Value::text);
        set(ids.source_tool, Value::text("trivy"));
        set(ids.origin, Value::text("scan"));
        set(ids.status, Value::text("open"));
        set(ids.component_id, component);
        set(ids.last_seen, last_seen);
        set(ids.published_at, published);
        let severity = match item.severity.as_deref().map(Severity::parse) {
            Some(None) => {
                let shown: String = item.severity.unwrap_or_default().chars().take(40).collect();
                self.out.problem(
                    place,
                    Rule::Word,
                    said!("{shown:?} is no severity of Trivy", "{shown:?} 不是 Trivy 的严重程度"),
                );
                Severity::Unknown
            }
            severity => severity.flatten().unwrap_or(Severity::Unknown),
        };
        set(ids.severity, severity.value());
        let file = target.name.clone().map_or(Value::Null, Value::Text);
        let package = item.pkg_name.unwrap_or_default();
        match kind {
            Kind::Vulnerability => {
                let id = item.vulnerability.unwrap_or_default();
                let version = item.installed_version.unwrap_or_default();
                let mut title = item.title.filter(|t| !t.is_empty()).unwrap_or_else(|| id.clone());
                title = format!("{title} ({package} {version}");
                if let Some(fixed) = item.fixed_version.filter(|f| !f.is_empty()) {
                    title = format!("{title}, fixed in {fixed}");
                }
                title.push(')');
                set(ids.title, Value::text(title));
                if id.starts_with("CVE-") {
                    set(ids.cves, Value::list([&id]));
                }
                set(ids.rule_id, optional(Some(id)));
                set(ids.cvss, item.cvss.as_ref().and_then(score).map_or(Value::Null, Value::Double));
                set(ids.package, optional(Some(package)));
                // The target of system packages is the image and its system, which every new tag would change.
                let in_file = target.class.as_deref().is_some_and(|class| class != "os-pkgs");
                match item.pkg_path.filter(|p| !p.is_empty()) {
                    Some(path) => set(ids.path, Value::text(path)),
                    None if in_file => set(ids.path, file),
                    None => {}
                }
            }
            Kind::Misconfiguration => {
                let id = item.id.unwrap_or_default();
                set(ids.title, optional(item.title.or_else(|| Some(id.clone()))));
                set(ids.rule_id, optional(Some(id)));
                set(ids.package, optional(item.cause_metadata.and_then(|c| c.resource)));
                set(ids.path, file);
            }
            Kind::Secret => {
                set(ids.title, optional(item.title.or_else(|| item.rule.clone())));
                set(ids.rule_id, optional(item.rule));
                set(ids.path, file);
            }
            Kind::Licence => {
                let name = item.name.unwrap_or_default();
                set(ids.title, Value::text(format!("Licence {name} of {package}").trim_end_matches(" of ")));
                set(ids.rule_id, Value::text(format!("license:{name}")));
                set(ids.package, optional(Some(package)));
                set(ids.path, item.file_path.filter(|p| !p.is_empty()).map_or(file, Value::text));
            }
        }
        row
    }
    fn finish(self) -> Result<(), ReadFailure> {
        let out = self.out;
        match (self.head.schema, self.targets.is_empty(), &self.head.cluster) {
            (None, true, None) => {
                let message = said!(
                    "there is neither a SchemaVersion nor a list of results",
                    "既没有 SchemaVersion，也没有结果列表"
                );
                return Err(ReadFailure::refused("/", Rule::Schema, message));
            }
            (Some(version), ..) if version != 2 => {
                let message = said!(
                    "the report has schema version {version}; version 2 and the older list are read",
                    "报告的结构版本是 {version}；可读取版本 2 和更早的列表形式"
                );
                return Err(ReadFailure::refused("/SchemaVersion", Rule::Schema, message));
            }
            (version, ..) => out.summary.version = version.map(|v| v.to_string()),
        }
        let created = self.head.created.as_deref().and_then(|t| time::parse(t, &self.job.context.zone));
        let names = [&self.head.artifact, &self.head.tag, &self.head.image, &self.head.cluster];
        let artifact = names.into_iter().flatten().find(|n| !n.is_empty());
        let mut targets: Vec<Arc<str>> = Vec::new();
        let named = self.targets.iter().filter_map(|t| t.resource.clone().or_else(|| t.name.clone()));
        let in_parts = self.targets.iter().any(|t| t.resource.is_some());
        match artifact {
            Some(artifact) if !in_parts => targets.push(Arc::from(artifact.as_str())),
            _ => targets.extend(named),
        }
        targets.sort_unstable();
        targets.dedup();
        let ids = Scans::ids();
        let mut row = ids.row();
        let mut set = |id, value| *row.at_mut(id) = value;
        set(ids.id, Value::text(out.scan_id()));
        set(ids.tool, Value::text("trivy"));
        set(ids.tool_version, self.head.version.as_deref().map_or(Value::Null, Value::text));
        let kind = self.head.kind.as_deref();
        if kind == Some("container_image") || in_parts {
            set(ids.target_class, Value::text("container"));
        } else if matches!(kind, Some("vm")) {
            set(ids.target_class, Value::text("os"));
        }
        set(ids.kind, Value::text("vulnerability"));
        set(ids.ended_at, created.map_or(Value::Null, Value::Time));
        set(ids.failed_ids, Value::List([].into()));
        // Trivy reads the image or the files themselves; there is nothing to sign in to.
        set(ids.authenticated_ids, Value::List(targets.as_slice().into()));
        set(ids.target_ids, Value::List(targets.into()));
        out.summary.tool = Some("trivy".into());
        out.summary.tool_version = self.head.version;
        out.summary.produced_at = created;
        out.summary.collected_to = created;
        out.fact(row, "/")
    }
}

/// NVD's score if there is one, else the highest; version 3 before version 2.
fn score(scores: &std::collections::BTreeMap<String, Scores>) -> Option<f64> {
    let best = |pick: fn(&Scores) -> Option<f64>| {
        let nvd = scores.get("nvd").and_then(pick);
        nvd.or_else(|| scores.values().filter_map(pick).max_by(f64::total_cmp))
    };
    best(|s| s.v3).or_else(|| best(|s| s.v2)).filter(|s| (0.0..=10.0).contains(s))
}
