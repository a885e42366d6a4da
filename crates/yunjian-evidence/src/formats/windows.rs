//! Windows event log: XML as the event viewer and `wevtutil` write it (`Events/Event`, or events one after the other), and JSON as collectors write it (winlogbeat, NXLog, the dump of
//! an .evtx file, the flat form of Security-Datasets), one event per line or a list. Each record is one event.
//!
//! An event is identified by computer, channel and record number; where a collector left the number out, by the digest of what the event says. 4624, 4625, 4634, 4647,
//! 4648, 4768, 4771 and 4776 of the Security channel are the category `authentication`; audit failure is told by the keywords, failing that by the event's number. Level 1 is critical,
//! 2 high, 3 medium, else info.

use sha2::{Digest as _, Sha256};
use yunjian_domain::facts::{Row, Value};

use crate::columns::Events;
use crate::draft::{Plain, moment, text};
use crate::failure::{ReadFailure, Rule};
use crate::format::Job;
use crate::out::Out;
use crate::severity::Severity;
use crate::source::Source;
use crate::tree::Tree;
use crate::walk::records;
use crate::xmltree::{Look, Node, walk};

pub(super) static WINDOWS_XML: Plain = Plain {
    id: "windows-event-xml",
    zh: "Windows 事件日志（XML）",
    en: "Windows event log (XML)",
    version: 1,
    facts: &["events"],
    sniff: |prefix| {
        prefix.is_root(|root, tag| match root {
            "Event" => tag.contains("schemas.microsoft.com/win/2004/08/events") || prefix.holds(b"<EventID"),
            "Events" => prefix.holds(b"<EventID"),
            _ => false,
        })
    },
    read: read_xml,
};

pub(super) static WINDOWS_JSON: Plain = Plain {
    id: "windows-event-json",
    zh: "Windows 事件日志（JSON）",
    en: "Windows event log (JSON)",
    version: 1,
    facts: &["events"],
    sniff: |prefix| {
        prefix.is_json(|head| {
            head.has("EventID") && (head.has("Channel") || head.has("SourceName"))
                || head.has("winlog") && head.says("\"event_id\"")
                || head.has("Event") && head.says("\"System\"") && head.says("\"EventID\"")
        })
    },
    read: read_json,
};

/// What one event says, from whatever form.
#[derive(Default)]
struct Event {
    id: Option<i64>,
    record: Option<String>,
    computer: Option<String>,
    channel: Option<String>,
    provider: Option<String>,
    at: Option<i64>,
    level: Option<i64>,
    keywords: Option<String>,
    user: Option<String>,
    source: Option<String>,
    message: Option<String>,
    /// What the event says beside its head: what tells it from others where it has no number.
    rest: Sha256,
}

impl Event {
    fn row(self, out: &mut Out<'_>) -> Row {
        let summary = &mut out.summary;
        summary.collected_from = [summary.collected_from, self.at].into_iter().flatten().min();
        summary.collected_to = summary.collected_to.max(self.at);
        let ids = Events::ids();
        let mut row = ids.row();
        let mut set = |id, value| *row.at_mut(id) = value;
        let id = self.id.unwrap_or_default();
        let computer = self.computer.unwrap_or_default();
        let channel = self.channel.or_else(|| self.provider.clone()).unwrap_or_default();
        let number = self.record.unwrap_or_else(|| {
            format!("{}/{id}/{}", self.at.unwrap_or_default(), hex::encode(&self.rest.finalize()[..8]))
        });
        set(ids.uid, Value::text(format!("{computer}/{channel}/{number}")));
        set(ids.class, text(self.provider.or(Some(channel.clone()))));
        set(ids.time, moment(self.at));
        set(ids.component_id, text(Some(computer)));
        set(ids.user, text(self.user.filter(|u| u != "-")));
        set(ids.source, text(self.source.filter(|s| !matches!(s.as_str(), "-" | "::1" | "127.0.0.1"))));
        let first = self.message.as_deref().and_then(|m| m.lines().next()).map(str::trim);
        set(ids.message, text(first.map(|m| m.chars().take(500).collect::<String>())));
        let signing_in = channel == "Security" && SIGNING_IN.contains(&id);
        set(ids.category, Value::text(if signing_in { "authentication" } else { "system" }));
        set(ids.kind, Value::text(if signing_in { "authentication".to_owned() } else { id.to_string() }));
        // Bits of the keywords: audit failure, audit success.
        let bits = self.keywords.as_deref().and_then(bits);
        let outcome = match (bits, id) {
            (Some(bits), _) if bits & FAILURE != 0 => Some("failure"),
            (Some(bits), _) if bits & SUCCESS != 0 => Some("success"),
            (_, 4625 | 4771) => Some("failure"),
            (_, 4624 | 4634 | 4647 | 4648) => Some("success"),
            _ => None,
        };
        set(ids.outcome, text(outcome));
        let severity = match self.level {
            Some(1) => Severity::Critical,
            Some(2) => Severity::High,
            Some(3) => Severity::Medium,
            _ => Severity::Info,
        };
        set(ids.severity, severity.value());
        row
    }
}

const SIGNING_IN: [i64; 8] = [4624, 4625, 4634, 4647, 4648, 4768, 4771, 4776];
const FAILURE: u64 = 1 << 52;
const SUCCESS: u64 = 1 << 53;

fn bits(keywords: &str) -> Option<u64> {
    match keywords.strip_prefix("0x").or_else(|| keywords.strip_prefix("0X")) {
        Some(digits) => u64::from_str_radix(digits, 16).ok(),
        None => keywords.parse::<i64>().ok().map(i64::cast_unsigned),
    }
}

/// Names of accounts and addresses in the data of an event, the most telling first.
const USERS: [&str; 3] = ["TargetUserName", "SubjectUserName", "AccountName"];
const SOURCES: [&str; 4] = ["IpAddress", "SourceIp", "SourceAddress", "WorkstationName"];

fn read_xml(source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
    out.summary.tool = Some("windows-event-log".into());
    walk(source, job.limits, &[Look::Whole("Event")], &[], &mut |met| {
        let (node, place) = (&met.node, met.place);
        let Some(system) = node.child("System") else {
            out.problem(place, Rule::Schema, "the event has no System element");
            out.unmapped();
            return Ok(());
        };
        let attribute = |name: &str, key: &str| system.child(name).and_then(|n| n.attribute(key));
        let owned = |text: Option<&str>| text.map(str::to_owned);
        let mut event = Event {
            id: system.text("EventID").and_then(|n| n.parse().ok()),
            record: owned(system.text("EventRecordID")),
            computer: owned(system.text("Computer")),
            channel: owned(system.text("Channel")),
            provider: owned(attribute("Provider", "Name")),
            at: job.moment(attribute("TimeCreated", "SystemTime")),
            level: system.text("Level").and_then(|n| n.parse().ok()),
            keywords: owned(system.text("Keywords")),
            message: owned(node.at("RenderingInfo/Message").and_then(Node::own)),
            ..Event::default()
        };
        let data: Vec<(&str, &str)> = node
            .child("EventData")
            .into_iter()
            .flat_map(|d| d.all("Data"))
            .filter_map(|d| Some((d.attribute("Name").unwrap_or_default(), d.own()?)))
            .collect();
        for (name, value) in &data {
            event.rest.update(format!("{name}={value}\n"));
        }
        let find = |names: &[&str]| {
            names
                .iter()
                .find_map(|name| data.iter().find(|(key, v)| key == name && *v != "-"))
                .map(|(_, v)| (*v).to_owned())
        };
        event.user = find(&USERS).or_else(|| owned(attribute("Security", "UserID")));
        event.source = find(&SOURCES);
        let row = event.row(out);
        out.record(row, place)
    })
}

fn read_json(source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
    out.summary.tool = Some("windows-event-log".into());
    records(source, job.limits, &["/*"], &[], out, &mut |found, out| {
        let event = from_json(&found.tree, job);
        if event.id.is_none() {
            out.problem(found.place, Rule::Schema, "the record has no event number");
            out.unmapped();
            return Ok(());
        }
        let row = event.row(out);
        out.record(row, found.place)
    })
}

fn from_json(tree: &Tree, job: &Job<'_>) -> Event {
    let said = |paths: &[&str]| tree.first(paths).map(|text| text.into_owned()).filter(|t| t != "-");
    let within = |roots: &[&str], names: &[&str]| {
        let paths: Vec<String> =
            names.iter().flat_map(|name| roots.iter().map(move |root| format!("{root}{name}"))).collect();
        said(&paths.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let roots = ["", "winlog/event_data/", "Event/EventData/"];
    let mut event = Event {
        id: said(&["EventID", "winlog/event_id", "Event/System/EventID", "Event/System/EventID/#text"])
            .and_then(|n| n.parse().ok()),
        record: said(&["RecordNumber", "EventRecordID", "winlog/record_id", "Event/System/EventRecordID"]),
        computer: said(&[
            "Hostname",
            "Computer",
            "winlog/computer_name",
            "host/name",
            "Event/System/Computer",
        ]),
        channel: said(&["Channel", "winlog/channel", "Event/System/Channel"]),
        provider: said(&[
            "SourceName",
            "winlog/provider_name",
            "Event/System/Provider/#attributes/Name",
            "ProviderName",
        ]),
        at: job.moment(tree.first(&[
            "@timestamp",
            "TimeCreated",
            "EventTime",
            "UtcTime",
            "Event/System/TimeCreated/#attributes/SystemTime",
        ])),
        level: said(&["Level", "winlog/level", "Event/System/Level"]).and_then(|n| n.parse().ok()),
        keywords: said(&["Keywords", "Event/System/Keywords"]),
        user: within(&roots, &USERS),
        source: within(&roots, &SOURCES),
        message: said(&["Message", "message"]),
        ..Event::default()
    };
    if event.record.is_none() {
        for (key, value) in tree.pairs() {
            // What the collector adds is new with every transport.
            if !matches!(&**key, "@timestamp" | "@version" | "port" | "host" | "EventReceivedTime" | "tags") {
                event.rest.update(format!("{key}={value:?}\n"));
            }
        }
    }
    event
}
