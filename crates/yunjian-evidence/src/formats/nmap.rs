//! Nmap XML: one component per host, one `ports` fact and one finding of severity info per open port, one finding per
//! entry of the `vulners` script, one scan per file.
//!
//! Identity of a finding: asset = first host name, failing that the first IP address; weakness = `open-port`, or the
//! identifier the script names; port = `443/tcp`.

use std::sync::Arc;

use yunjian_domain::facts::Value;

use crate::columns::{Components, Findings, Ports, Scans};
use crate::failure::{ReadFailure, Rule, said};
use crate::format::{Confidence, Format, Job, Label};
use crate::out::Out;
use crate::severity::Severity;
use crate::source::Source;
use crate::time;
use crate::xml::{Element, Token, Xml, push};

/// The reader of Nmap's XML output.
#[derive(Debug)]
pub(super) struct Nmap;

impl Format for Nmap {
    fn id(&self) -> &'static str {
        "nmap-xml"
    }
    fn label(&self) -> Label {
        Label { zh: "Nmap 扫描结果", en: "Nmap scan results" }
    }
    fn reader_version(&self) -> u32 {
        1
    }
    fn fact_types(&self) -> &'static [&'static str] {
        &["components", "ports", "findings", "scans"]
    }
    fn sniff(&self, prefix: &[u8]) -> Confidence {
        super::sniff_root(prefix, |root, _| root == "nmaprun")
    }
    fn read(&self, source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
        let mut xml = Xml::open(source, job.limits)?;
        let mut scan = Scan::default();
        let mut host: Option<Host> = None;
        let mut hosts = 0_u64;
        loop {
            match xml.next()? {
                Token::Start(tag) => scan.start(&tag, &mut host, &mut hosts)?,
                Token::Text(text) => {
                    if let Some(host) = &mut host {
                        push(&mut host.text, text, 256);
                    }
                }
                Token::Eof => break,
                Token::End => match (xml.closed(), &mut host) {
                    (Some("elem"), Some(host)) => host.end_elem(),
                    (Some("table"), Some(host)) => host.end_table(),
                    (Some("script"), Some(host)) => host.in_vulners = false,
                    (Some("port"), Some(host)) => host.end_port(hosts, &scan, out)?,
                    (Some("host"), Some(_)) => {
                        if let Some(done) = host.take() {
                            scan.host_done(done, hosts, out)?;
                        }
                    }
                    _ => {}
                },
            }
        }
        scan.finish(out)
    }
}

#[derive(Default)]
struct Scan {
    begun: bool,
    tool: String,
    version: Option<String>,
    args: Option<String>,
    started: Option<i64>,
    ended: Option<i64>,
    failed_run: bool,
    targets: Vec<Arc<str>>,
    failed: Vec<Arc<str>>,
}

#[derive(Default)]
struct Host {
    up: bool,
    timed_out: bool,
    ended: Option<i64>,
    addresses: Vec<String>,
    mac: Option<String>,
    names: Vec<String>,
    text: String,
    ports: u64,
    port: Option<Port>,
    in_vulners: bool,
    key: String,
    entry: Entry,
}

#[derive(Default)]
struct Port {
    number: String,
    protocol: String,
    state: String,
    service: Option<String>,
    product: Option<String>,
    product_version: Option<String>,
    weaknesses: Vec<Entry>,
}

#[derive(Default)]
struct Entry {
    id: String,
    cvss: Option<f64>,
    exploit: bool,
}

impl Scan {
    fn start(
        &mut self,
        tag: &Element<'_>,
        host: &mut Option<Host>,
        hosts: &mut u64,
    ) -> Result<(), ReadFailure> {
        if !self.begun {
            if tag.name() != "nmaprun" {
                return Err(ReadFailure::refused(
                    "byte 0",
                    Rule::Schema,
                    said!("the root element is not <nmaprun>", "根元素不是 <nmaprun>"),
                ));
            }
            self.begun = true;
            return tag.attributes(|key, value| match key {
                "scanner" => self.tool = value.into_owned(),
                "version" => self.version = Some(value.into_owned()),
                "args" => self.args = Some(value.into_owned()),
                "start" => self.started = time::epoch(&value),
                _ => {}
            });
        }
        let name = tag.name();
        if name == "host" {
            *hosts += 1;
            let mut new = Host { up: true, ..Host::default() };
            tag.attributes(|key, value| match key {
                "endtime" => new.ended = time::epoch(&value),
                "timedout" => new.timed_out = value == "true",
                _ => {}
            })?;
            *host = Some(new);
            return Ok(());
        }
        if name == "finished" {
            return tag.attributes(|key, value| match key {
                "time" => self.ended = time::epoch(&value),
                "exit" => self.failed_run = value != "success",
                _ => {}
            });
        }
        match host {
            Some(host) => host.start(tag),
            None => Ok(()),
        }
    }

    fn host_done(&mut self, host: Host, number: u64, out: &mut Out<'_>) -> Result<(), ReadFailure> {
        let Some(id) = host.id().map(Arc::<str>::from) else {
            out.unmapped();
            return Ok(());
        };
        self.targets.push(id.clone());
        // A host that was down or took too long was not looked at: nothing may be concluded from silence.
        if host.timed_out || !host.up {
            self.failed.push(id.clone());
        }
        if !host.up {
            return Ok(());
        }
        let ids = Components::ids();
        let mut row = ids.row();
        let mut set = |field, value| *row.at_mut(field) = value;
        set(ids.name, Value::Text(id.clone()));
        set(ids.id, Value::Text(id));
        set(ids.ips, Value::list(&host.addresses));
        set(ids.mac, host.mac.map_or(Value::Null, Value::text));
        set(ids.sources, Value::list(["nmap"]));
        set(ids.live, Value::Bool(true));
        set(ids.last_seen, host.ended.or(self.started).map_or(Value::Null, Value::Time));
        set(ids.detected_at, host.ended.or(self.started).map_or(Value::Null, Value::Time));
        out.record(row, &format!("host[{number}]"))
    }

    fn finish(self, out: &mut Out<'_>) -> Result<(), ReadFailure> {
        let ids = Scans::ids();
        let mut row = ids.row();
        let mut set = |id, value| *row.at_mut(id) = value;
        let tool = if self.tool.is_empty() { "nmap" } else { &self.tool };
        set(ids.id, Value::text(out.scan_id()));
        set(ids.tool, Value::text(tool));
        set(ids.tool_version, self.version.as_deref().map_or(Value::Null, Value::text));
        set(ids.kind, Value::text("port"));
        set(ids.profile, self.args.map_or(Value::Null, Value::text));
        set(ids.started_at, self.started.map_or(Value::Null, Value::Time));
        set(ids.ended_at, self.ended.map_or(Value::Null, Value::Time));
        // A run that was broken off looked at nothing for certain.
        let failed = if self.failed_run { &self.targets } else { &self.failed };
        set(ids.failed_ids, Value::List(failed.as_slice().into()));
        set(ids.target_ids, Value::List(self.targets.as_slice().into()));
        set(ids.authenticated_ids, Value::List([].into()));
        out.summary.tool = Some(tool.to_owned());
        out.summary.tool_version = self.version;
        out.summary.collected_from = self.started;
        out.summary.collected_to = self.ended;
        out.summary.produced_at = self.ended;
        out.fact(row, "nmaprun")
    }
}

impl Host {
    fn id(&self) -> Option<&str> {
        self.names.first().or_else(|| self.addresses.first()).or(self.mac.as_ref()).map(String::as_str)
    }

    fn start(&mut self, tag: &Element<'_>) -> Result<(), ReadFailure> {
        self.text.clear();
        match tag.name() {
            "status" => self.up = tag.attribute("state")?.is_none_or(|s| s == "up"),
            "address" => {
                let (mut address, mut kind) = (String::new(), String::new());
                tag.attributes(|key, value| match key {
                    "addr" => address = value.into_owned(),
                    "addrtype" => kind = value.into_owned(),
                    _ => {}
                })?;
                if kind == "mac" { self.mac = Some(address) } else { self.addresses.push(address) }
            }
            "hostname" => self.names.extend(tag.attribute("name")?.filter(|n| !n.is_empty())),
            "port" => {
                self.ports += 1;
                let mut port = Port::default();
                tag.attributes(|key, value| match key {
                    "portid" => port.number = value.into_owned(),
                    "protocol" => port.protocol = value.into_owned(),
                    _ => {}
                })?;
                self.port = Some(port);
            }
            "state" => {
                if let Some(port) = &mut self.port {
                    port.state = tag.attribute("state")?.unwrap_or_default();
                }
            }
            "service" => {
                if let Some(port) = &mut self.port {
                    tag.attributes(|key, value| match key {
                        "name" => port.service = Some(value.into_owned()),
                        "product" => port.product = Some(value.into_owned()),
                        "version" => port.product_version = Some(value.into_owned()),
                        _ => {}
                    })?;
                }
            }
            "script" => self.in_vulners = tag.attribute("id")?.is_some_and(|id| id == "vulners"),
            "table" => self.entry = Entry::default(),
            "elem" => self.key = tag.attribute("key")?.unwrap_or_default(),
            _ => {}
        }
        Ok(())
    }

    fn end_elem(&mut self) {
        if !self.in_vulners {
            return;
        }
        let text = self.text.trim();
        match self.key.as_str() {
            "id" => text.clone_into(&mut self.entry.id),
            "cvss" => self.entry.cvss = text.parse().ok().filter(|s: &f64| (0.0..=10.0).contains(s)),
            "is_exploit" => self.entry.exploit = text == "true",
            _ => {}
        }
    }

    fn end_table(&mut self) {
        let entry = std::mem::take(&mut self.entry);
        if let Some(port) = &mut self.port
            && self.in_vulners
            && !entry.id.is_empty()
        {
            port.weaknesses.push(entry);
        }
    }

    fn end_port(&mut self, number: u64, scan: &Scan, out: &mut Out<'_>) -> Result<(), ReadFailure> {
        let Some(port) = self.port.take() else { return Ok(()) };
        let at = self.ended.or(scan.started).map_or(Value::Null, Value::Time);
        let component = self.id().map_or(Value::Null, Value::text);
        let place = format!("host[{number}]/port[{}]", self.ports);
        let ids = Ports::ids();
        let mut row = ids.row();
        let mut set = |id, value| *row.at_mut(id) = value;
        let optional = |text: &Option<String>| text.as_deref().map_or(Value::Null, Value::text);
        set(ids.component_id, component.clone());
        match port.number.parse::<u16>() {
            Ok(number) => set(ids.port, Value::Int(i64::from(number))),
            Err(_) => out.problem(
                &*place,
                Rule::Number,
                said!("the port is no number from 0 to 65535", "端口不是 0 到 65535 的数字"),
            ),
        }
        set(ids.protocol, Value::text(&port.protocol));
        set(ids.service, optional(&port.service));
        set(ids.process, optional(&port.product));
        set(ids.state, Value::text(&port.state));
        set(ids.observed_at, at.clone());
        out.fact(row, &place)?;
        if port.state != "open" {
            return Ok(());
        }
        let ids = Findings::ids();
        let label = format!("{}/{}", port.number, port.protocol);
        let mut base = ids.row();
        let mut set = |id, value| *base.at_mut(id) = value;
        set(ids.source_tool, Value::text("nmap"));
        set(ids.origin, Value::text("scan"));
        set(ids.status, Value::text("open"));
        set(ids.component_id, component);
        set(ids.port, Value::text(&label));
        set(ids.location, Value::text(&label));
        set(ids.last_seen, at);
        let mut row = base.clone();
        *row.at_mut(ids.rule_id) = Value::text("open-port");
        *row.at_mut(ids.title) = Value::text(format!("Open port: {label}"));
        *row.at_mut(ids.severity) = Severity::Info.value();
        out.record(row, &place)?;
        let product = [&port.product, &port.product_version]
            .into_iter()
            .flatten()
            .cloned()
            .collect::<Vec<_>>()
            .join(" ");
        for (index, entry) in port.weaknesses.into_iter().enumerate() {
            let mut row = base.clone();
            let mut set = |id, value| *row.at_mut(id) = value;
            set(ids.rule_id, Value::text(&entry.id));
            if entry.id.starts_with("CVE-") {
                set(ids.cves, Value::list([&entry.id]));
            }
            set(ids.title, Value::text(format!("{} {product}", entry.id).trim_end()));
            set(ids.severity, entry.cvss.map_or(Severity::Unknown, Severity::of_cvss).value());
            set(ids.cvss, entry.cvss.map_or(Value::Null, Value::Double));
            if entry.exploit {
                set(ids.exploitable, Value::Bool(true));
            }
            set(ids.package, port.product.as_deref().map_or(Value::Null, Value::text));
            out.record(row, &format!("{place}/script[vulners]/{}", index + 1))?;
        }
        Ok(())
    }
}
