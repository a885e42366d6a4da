//! Suricata EVE, one JSON object per line or a list: alerts become alerts, flows become observed connections, other events become events; `stats` lines are records
//! without a fact. Severity of an alert 1 → high, 2 → medium, 3 → low, else info. The component is the destination's address: whom it is about. Identity of an alert:
//! flow, signature and time.

use yunjian_domain::facts::{Row, Value};

use crate::columns::{Alerts, Connections, Events};
use crate::draft::{Plain, moment, text};
use crate::failure::ReadFailure;
use crate::format::Job;
use crate::out::Out;
use crate::severity::Severity;
use crate::source::Source;
use crate::tree::Tree;
use crate::walk::records;

pub(super) static SURICATA: Plain = Plain {
    id: "suricata-eve",
    zh: "Suricata 入侵检测日志（EVE）",
    en: "Suricata EVE log",
    version: 1,
    facts: &["alerts", "connections", "events"],
    sniff: |prefix| {
        prefix.is_json(|head| {
            head.all(&["timestamp", "event_type"])
                && (head.has("flow_id") || head.has("src_ip") || head.has("stats") || head.has("alert"))
        })
    },
    read,
};

const SKIP: [&str; 6] =
    ["payload", "payload_printable", "packet", "packet_info", "http_response_body", "http_request_body"];

fn read(source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
    out.summary.tool = Some("suricata".into());
    records(source, job.limits, &["/*"], &SKIP, out, &mut |found, out| {
        let tree = &found.tree;
        let at = job.moment(tree.get("timestamp").str());
        let summary = &mut out.summary;
        summary.collected_from = [summary.collected_from, at].into_iter().flatten().min();
        summary.collected_to = summary.collected_to.max(at);
        let row = match tree.get("event_type").str() {
            Some("alert") => alert(tree, at),
            Some("flow" | "netflow") => connection(tree, at),
            Some("stats") | None => {
                out.unmapped();
                return Ok(());
            }
            Some(kind) => event(tree, kind, at),
        };
        out.record(row, found.place)
    })
}

fn uid(tree: &Tree, more: &str) -> Value {
    let flow = tree.first(&["flow_id"]).unwrap_or_default();
    Value::text(format!("{flow}/{more}/{}", tree.first(&["timestamp"]).unwrap_or_default()))
}

fn alert(tree: &Tree, at: Option<i64>) -> Row {
    let ids = Alerts::ids();
    let mut row = ids.row();
    let mut set = |id, value| *row.at_mut(id) = value;
    let alert = tree.get("alert");
    let signature = alert.first(&["signature_id"]);
    let severity = match alert.get("severity").int() {
        Some(1) => Severity::High,
        Some(2) => Severity::Medium,
        Some(3) => Severity::Low,
        Some(_) => Severity::Info,
        None => Severity::Unknown,
    };
    set(ids.uid, uid(tree, signature.as_deref().unwrap_or_default()));
    set(ids.time, moment(at));
    set(ids.detected_at, moment(at));
    set(ids.rule_id, text(signature));
    set(ids.indicator, text(alert.first(&["signature", "category"])));
    set(ids.severity, severity.value());
    set(ids.component_id, text(tree.first(&["host", "dest_ip"])));
    set(ids.attack_id, text(alert.first(&["metadata/mitre_technique_id/0"])));
    set(ids.kind, Value::text("ids"));
    row
}

fn connection(tree: &Tree, at: Option<i64>) -> Row {
    let ids = Connections::ids();
    let mut row = ids.row();
    let mut set = |id, value| *row.at_mut(id) = value;
    set(ids.id, uid(tree, "flow"));
    set(ids.src, text(tree.first(&["src_ip"])));
    set(ids.dst, text(tree.first(&["dest_ip"])));
    set(ids.dst_port, tree.get("dest_port").int().map_or(Value::Null, Value::Int));
    set(ids.protocol, text(tree.first(&["proto"]).map(|p| p.to_ascii_lowercase())));
    set(ids.observed_at, moment(at));
    set(ids.component_id, text(tree.first(&["host", "dest_ip"])));
    row
}

fn event(tree: &Tree, kind: &str, at: Option<i64>) -> Row {
    let ids = Events::ids();
    let mut row = ids.row();
    let mut set = |id, value| *row.at_mut(id) = value;
    set(ids.uid, uid(tree, kind));
    set(ids.class, Value::text("network"));
    set(ids.kind, Value::text(kind));
    set(ids.time, moment(at));
    set(ids.component_id, text(tree.first(&["host", "dest_ip"])));
    set(ids.source, text(tree.first(&["src_ip"])));
    set(
        ids.message,
        text(
            tree.first(&["anomaly/event", "dns/rrname", "http/hostname", "tls/sni", "fileinfo/filename"])
                .map(|m| m.chars().take(500).collect::<String>()),
        ),
    );
    row
}
