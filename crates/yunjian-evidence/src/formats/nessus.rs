//! Nessus v2 XML (`.nessus`): one finding per `ReportItem`, one scan per file.
//!
//! Identity of a finding: asset = `host-fqdn`, failing that `host-ip`, failing that the name of the `ReportHost`;
//! weakness = plugin id; port = `443/tcp` (none for port 0); path = the URL a web scan names. A plugin that reports
//! twice on one port of one host is one finding. Severity is the `severity` attribute (0 to 4), failing that
//! `risk_factor`. Several CVEs of one item stay one finding.

use std::sync::Arc;

use sha2::{Digest, Sha256};
use yunjian_domain::facts::{Row, Value};

use crate::columns::{Findings, Scans};
use crate::failure::{ReadFailure, Rule, said};
use crate::format::{Confidence, Format, Job, Label};
use crate::out::Out;
use crate::severity::Severity;
use crate::source::Source;
use crate::time;
use crate::xml::{Element, Token, Xml, push};

/// The reader of Nessus v2 files.
#[derive(Debug)]
pub(super) struct Nessus;

/// "Nessus Scan Information": what the scanner says about its own run on one host.
const SCAN_INFORMATION: &str = "19506";
/// Plugins by which Nessus reports that given credentials did not work.
const CREDENTIALS_FAILED: [&str; 3] = ["104410", "21745", "24786"];
/// Texts that are looked into are kept up to this length.
const KEPT: usize = 16 << 10;

impl Format for Nessus {
    fn id(&self) -> &'static str {
        "nessus-v2"
    }
    fn label(&self) -> Label {
        Label { zh: "Nessus 扫描结果（v2）", en: "Nessus scan results (v2)" }
    }
    fn reader_version(&self) -> u32 {
        1
    }
    fn fact_types(&self) -> &'static [&'static str] {
        &["findings", "scans"]
    }
    fn sniff(&self, prefix: &[u8]) -> Confidence {
        super::sniff_root(prefix, |root, _| root == "NessusClientData_v2")
    }
    fn read(&self, source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
        let mut reading = Reading::new(job);
        let mut xml = Xml::open(source, job.limits)?;
        loop {
            match xml.next()? {
                Token::Start(tag) => {
                    let child = reading.start(&tag)?;
                    reading.open.push(child);
                }
                Token::Text(text) => reading.text(text),
                Token::End => {
                    let closed = reading.open.pop().unwrap_or(Open::Other);
                    reading.end(closed, out)?;
                }
                Token::Eof => break,
            }
        }
        out.summary.version = Some("2".into());
        reading.finish(out)
    }
}

/// What an open element is to this reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    Root,
    Policy,
    PolicyName,
    PluginSet,
    Preference,
    PreferenceName,
    PreferenceValue,
    /// A part of the policy that says what is tested and how deep; it goes into the profile's digest.
    Profile,
    Report,
    Host,
    HostProperties,
    Tag,
    Item,
    Field(Field),
    Other,
}

/// Children of a `ReportItem` that become facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    RiskFactor,
    Cve,
    Cvss4,
    Cvss3,
    Cvss2,
    Published,
    Patched,
    Exploitable,
    Output,
}

#[derive(Default)]
struct Host {
    name: String,
    fqdn: String,
    ip: String,
    start: Option<i64>,
    end: Option<i64>,
    authenticated: bool,
    auth_failed: bool,
    /// Shared by the host's findings, once the properties are known.
    id: Option<Value>,
}

#[derive(Default)]
struct Item {
    plugin: String,
    name: String,
    port: String,
    protocol: String,
    severity: Option<Severity>,
    risk_factor: Option<Severity>,
    cves: Vec<Arc<str>>,
    cvss: [Option<f64>; 3],
    published: Option<i64>,
    patched: Option<i64>,
    exploitable: Option<bool>,
    path: Option<String>,
}

struct Reading<'a> {
    job: &'a Job<'a>,
    open: Vec<Open>,
    text: String,
    /// How much of the present text is wanted.
    wanted: usize,
    tag: String,
    tool: Value,
    origin: Value,
    open_status: Value,
    hosts: u64,
    items: u64,
    host: Host,
    item: Item,
    web: bool,
    preference: String,
    policy: String,
    profile: Sha256,
    profile_seen: bool,
    checks_enabled: Option<i64>,
    /// Inside a number of the list of enabled plugins; pieces of text may cut one in two.
    in_number: bool,
    report: String,
    targets: Vec<Arc<str>>,
    authenticated: Vec<Arc<str>>,
    auth_failed: Vec<Arc<str>>,
    unfinished: Vec<Arc<str>>,
    started: Option<i64>,
    ended: Option<i64>,
    engine: Option<String>,
    feed: Option<String>,
}

impl<'a> Reading<'a> {
    fn new(job: &'a Job<'a>) -> Self {
        Self {
            job,
            open: Vec::with_capacity(16),
            text: String::new(),
            wanted: 0,
            tag: String::new(),
            tool: Value::text("nessus"),
            origin: Value::text("scan"),
            open_status: Value::text("open"),
            hosts: 0,
            items: 0,
            host: Host::default(),
            item: Item::default(),
            web: false,
            preference: String::new(),
            policy: String::new(),
            profile: Sha256::new(),
            profile_seen: false,
            checks_enabled: None,
            in_number: false,
            report: String::new(),
            targets: Vec::new(),
            authenticated: Vec::new(),
            auth_failed: Vec::new(),
            unfinished: Vec::new(),
            started: None,
            ended: None,
            engine: None,
            feed: None,
        }
    }

    fn start(&mut self, tag: &Element<'_>) -> Result<Open, ReadFailure> {
        let parent = self.open.last().copied();
        let name = tag.name();
        self.text.clear();
        self.wanted = 0;
        Ok(match (parent, name) {
            (None, "NessusClientData_v2") => Open::Root,
            (None, other) => {
                let shown: String = other.chars().take(60).collect();
                let message = said!(
                    "the root element is <{shown}>, not <NessusClientData_v2>",
                    "根元素是 <{shown}>，不是 <NessusClientData_v2>"
                );
                return Err(ReadFailure::refused("byte 0", Rule::Schema, message));
            }
            (Some(Open::Root), "Policy") => Open::Policy,
            (Some(Open::Policy), "policyName") => self.want(Open::PolicyName),
            (
                Some(Open::Policy | Open::Profile),
                "FamilySelection" | "IndividualPluginSelection" | "PluginsPreferences",
            ) => Open::Profile,
            (Some(Open::Profile), _) => {
                self.wanted = KEPT;
                Open::Profile
            }
            (Some(Open::Policy), "Preferences" | "ServerPreferences") => Open::Policy,
            (Some(Open::Policy), "preference") => Open::Preference,
            (Some(Open::Preference), "name") => self.want(Open::PreferenceName),
            (Some(Open::Preference), "value") if self.preference == "plugin_set" => Open::PluginSet,
            (Some(Open::Preference), "value") => Open::PreferenceValue,
            (Some(Open::Root), "Report") => {
                tag.attributes(|key, value| match key {
                    "name" => self.report = value.into_owned(),
                    "type" => self.web = value == "was",
                    _ => {}
                })?;
                Open::Report
            }
            (Some(Open::Report), "ReportHost") => {
                self.hosts += 1;
                self.items = 0;
                self.host = Host { name: tag.attribute("name")?.unwrap_or_default(), ..Host::default() };
                Open::Host
            }
            (Some(Open::Host), "HostProperties") => Open::HostProperties,
            (Some(Open::HostProperties), "tag") => {
                self.tag.clear();
                tag.attributes(|key, value| {
                    if key == "name" {
                        self.tag.push_str(&value);
                    }
                })?;
                self.wanted = match self.tag.as_str() {
                    "host-fqdn"
                    | "host-ip"
                    | "HOST_START"
                    | "HOST_START_TIMESTAMP"
                    | "HOST_END"
                    | "HOST_END_TIMESTAMP"
                    | "Credentialed_Scan" => KEPT,
                    _ => 0,
                };
                Open::Tag
            }
            (Some(Open::Host), "ReportItem") => {
                self.items += 1;
                self.item(tag)?;
                Open::Item
            }
            (Some(Open::Item), child) => {
                let field = match child {
                    "risk_factor" => Field::RiskFactor,
                    "cve" => Field::Cve,
                    "cvss4_base_score" => Field::Cvss4,
                    "cvss3_base_score" | "cvssv3" => Field::Cvss3,
                    "cvss_base_score" | "cvss" => Field::Cvss2,
                    "vuln_publication_date" => Field::Published,
                    "patch_publication_date" => Field::Patched,
                    "exploit_available" => Field::Exploitable,
                    "plugin_output" if self.web || self.item.plugin == SCAN_INFORMATION => Field::Output,
                    _ => return Ok(Open::Other),
                };
                self.want(Open::Field(field))
            }
            _ => Open::Other,
        })
    }

    fn want(&mut self, open: Open) -> Open {
        self.wanted = KEPT;
        open
    }

    fn item(&mut self, tag: &Element<'_>) -> Result<(), ReadFailure> {
        let item = &mut self.item;
        item.plugin.clear();
        item.name.clear();
        item.port.clear();
        item.protocol.clear();
        item.cves.clear();
        (item.severity, item.risk_factor, item.published, item.patched) = (None, None, None, None);
        (item.exploitable, item.path, item.cvss) = (None, None, [None; 3]);
        tag.attributes(|key, value| match key {
            "pluginID" => item.plugin.push_str(&value),
            "pluginName" => item.name.push_str(&value),
            "port" => item.port.push_str(&value),
            "protocol" => item.protocol.push_str(&value.to_ascii_lowercase()),
            "severity" => {
                item.severity = match &*value {
                    "0" => Some(Severity::Info),
                    "1" => Some(Severity::Low),
                    "2" => Some(Severity::Medium),
                    "3" => Some(Severity::High),
                    "4" => Some(Severity::Critical),
                    _ => None,
                }
            }
            _ => {}
        })
    }

    fn text(&mut self, piece: &str) {
        if self.wanted > 0 {
            push(&mut self.text, piece, self.wanted);
        } else if self.open.last() == Some(&Open::PluginSet) {
            // The list of enabled plugins may be megabytes; only the count of its numbers is wanted.
            let mut count = self.checks_enabled.unwrap_or(0);
            for byte in piece.bytes() {
                let digit = byte.is_ascii_digit();
                count += i64::from(digit && !self.in_number);
                self.in_number = digit;
            }
            self.checks_enabled = Some(count);
        }
    }

    fn end(&mut self, closed: Open, out: &mut Out<'_>) -> Result<(), ReadFailure> {
        let zone = &self.job.context.zone;
        let text = self.text.trim();
        match closed {
            Open::PolicyName if self.policy.is_empty() => text.clone_into(&mut self.policy),
            Open::PreferenceName => text.clone_into(&mut self.preference),
            Open::Profile if !text.is_empty() => {
                self.profile.update(text.as_bytes());
                self.profile.update([0]);
                self.profile_seen = true;
            }
            Open::Tag => match self.tag.as_str() {
                "host-fqdn" => text.clone_into(&mut self.host.fqdn),
                "host-ip" => text.clone_into(&mut self.host.ip),
                "HOST_START_TIMESTAMP" => self.host.start = time::epoch(text).or(self.host.start),
                "HOST_END_TIMESTAMP" => self.host.end = time::epoch(text).or(self.host.end),
                "HOST_START" => self.host.start = self.host.start.or_else(|| time::parse(text, zone)),
                "HOST_END" => self.host.end = self.host.end.or_else(|| time::parse(text, zone)),
                "Credentialed_Scan" => self.host.authenticated |= text.eq_ignore_ascii_case("true"),
                _ => {}
            },
            Open::Field(field) => {
                let item = &mut self.item;
                match field {
                    Field::RiskFactor => item.risk_factor = Severity::parse(text),
                    Field::Cve if text.is_empty() => {}
                    Field::Cve => item.cves.push(Arc::from(text)),
                    Field::Cvss4 => item.cvss[0] = score(text),
                    Field::Cvss3 => item.cvss[1] = score(text),
                    Field::Cvss2 => item.cvss[2] = score(text),
                    Field::Published => item.published = time::parse(text, zone),
                    Field::Patched => item.patched = time::parse(text, zone),
                    Field::Exploitable => item.exploitable = Some(text.eq_ignore_ascii_case("true")),
                    Field::Output if item.plugin == SCAN_INFORMATION => self.scan_information(),
                    Field::Output => item.path = web_path(text),
                }
            }
            Open::Item => self.finding(out)?,
            Open::Host => self.host_done(),
            _ => {}
        }
        self.text.clear();
        self.wanted = 0;
        Ok(())
    }

    /// The lines of plugin 19506, `name : value`.
    fn scan_information(&mut self) {
        for line in self.text.lines() {
            let Some((name, value)) = line.split_once(':') else { continue };
            let value = value.trim();
            match name.trim() {
                "Nessus version" => {
                    let version = value.split_whitespace().next().unwrap_or(value);
                    self.engine.get_or_insert_with(|| version.to_owned());
                }
                "Plugin feed version" => {
                    self.feed.get_or_insert_with(|| value.to_owned());
                }
                "Credentialed checks" if value.starts_with("yes") => self.host.authenticated = true,
                "Scan policy used" if self.policy.is_empty() => value.clone_into(&mut self.policy),
                _ => {}
            }
        }
    }

    fn host_id(&mut self) -> Value {
        let Host { fqdn, ip, name, id, .. } = &mut self.host;
        id.get_or_insert_with(|| {
            [fqdn, ip, name].into_iter().find(|n| !n.is_empty()).map_or(Value::Null, Value::text)
        })
        .clone()
    }

    fn finding(&mut self, out: &mut Out<'_>) -> Result<(), ReadFailure> {
        let ids = Findings::ids();
        let component = self.host_id();
        let item = &mut self.item;
        let place = format!("ReportHost[{}]/ReportItem[{}]", self.hosts, self.items);
        if CREDENTIALS_FAILED.contains(&item.plugin.as_str()) {
            self.host.auth_failed = true;
        }
        let mut row = ids.row();
        let mut set = |id, value| *row.at_mut(id) = value;
        set(ids.source_tool, self.tool.clone());
        set(ids.origin, self.origin.clone());
        set(ids.status, self.open_status.clone());
        set(ids.rule_id, text_or_null(&item.plugin));
        set(ids.title, text_or_null(&item.name));
        let severity = item.severity.or(item.risk_factor).unwrap_or(Severity::Unknown);
        set(ids.severity, severity.value());
        set(ids.component_id, component);
        if !item.cves.is_empty() {
            set(ids.cves, Value::List(item.cves.as_slice().into()));
        }
        if let Some(score) = item.cvss.iter().flatten().next() {
            set(ids.cvss, Value::Double(*score));
        }
        if !matches!(item.port.as_str(), "" | "0") {
            let port = match item.protocol.as_str() {
                "" => item.port.clone(),
                protocol => format!("{}/{protocol}", item.port),
            };
            let port = Value::text(port);
            set(ids.port, port.clone());
            set(ids.location, port);
        }
        if let Some(path) = item.path.take() {
            set(ids.path, Value::text(path));
        }
        set(ids.published_at, moment(item.published));
        set(ids.fix_available_at, moment(item.patched));
        set(ids.last_seen, moment(self.host.end));
        if let Some(exploitable) = item.exploitable {
            set(ids.exploitable, Value::Bool(exploitable));
        }
        out.record(row, &place)
    }

    fn host_done(&mut self) {
        self.started = earliest(self.started, self.host.start);
        self.ended = self.ended.max(self.host.end);
        let Value::Text(id) = self.host_id() else { return };
        if self.host.authenticated {
            self.authenticated.push(id.clone());
        }
        if self.host.auth_failed {
            self.auth_failed.push(id.clone());
        }
        // A host whose end was never written was not scanned to the end: nothing may be concluded from silence.
        if self.host.end.is_none() {
            self.unfinished.push(id.clone());
        }
        self.targets.push(id);
    }

    fn finish(mut self, out: &mut Out<'_>) -> Result<(), ReadFailure> {
        if self.hosts == 0 && self.report.is_empty() {
            return Err(ReadFailure::refused(
                "/NessusClientData_v2",
                Rule::Schema,
                said!("there is no Report in the file", "文件中没有 Report 元素"),
            ));
        }
        let ids = Scans::ids();
        let mut row: Row = ids.row();
        let mut set = |id, value| *row.at_mut(id) = value;
        set(ids.id, Value::text(out.scan_id()));
        set(ids.tool, self.tool.clone());
        set(ids.tool_version, self.engine.as_deref().map_or(Value::Null, Value::text));
        set(ids.target_class, Value::text(if self.web { "web" } else { "os" }));
        set(ids.kind, Value::text("vulnerability"));
        set(ids.profile, text_or_null(&self.policy));
        if self.profile_seen || !self.policy.is_empty() {
            self.profile.update(self.policy.as_bytes());
            set(ids.profile_hash, Value::text(hex::encode(self.profile.finalize())));
        }
        set(ids.started_at, moment(self.started));
        set(ids.ended_at, moment(self.ended));
        for (id, list) in [
            (ids.target_ids, &self.targets),
            (ids.authenticated_ids, &self.authenticated),
            (ids.failed_ids, &self.unfinished),
            (ids.auth_failed_ids, &self.auth_failed),
        ] {
            set(id, Value::List(list.as_slice().into()));
        }
        if let Some(feed) = &self.feed {
            set(ids.feed_version, Value::text(feed));
            set(ids.feed_at, moment(time::parse(feed, &self.job.context.zone)));
        }
        if let Some(count) = self.checks_enabled {
            set(ids.checks_enabled, Value::Int(count));
        }
        out.summary.tool = Some("nessus".into());
        out.summary.tool_version = self.engine;
        out.summary.collected_from = self.started;
        out.summary.collected_to = self.ended;
        out.summary.produced_at = self.ended;
        out.fact(row, "Report")
    }
}

fn earliest(a: Option<i64>, b: Option<i64>) -> Option<i64> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

fn moment(at: Option<i64>) -> Value {
    at.map_or(Value::Null, Value::Time)
}

fn text_or_null(text: &str) -> Value {
    if text.is_empty() { Value::Null } else { Value::text(text) }
}

fn score(text: &str) -> Option<f64> {
    text.parse().ok().filter(|s: &f64| (0.0..=10.0).contains(s))
}

/// The page a web scan names in its first line: `… on URL 'http://…/search.jsp' …`, without query and host.
fn web_path(text: &str) -> Option<String> {
    let (_, rest) = text.split_once("URL '")?;
    let (url, _) = rest.split_once('\'')?;
    let path = url.split_once("://").map_or(url, |(_, rest)| rest.find('/').map_or("/", |at| &rest[at..]));
    Some(path.split(['?', '#']).next().unwrap_or(path).to_owned())
}
