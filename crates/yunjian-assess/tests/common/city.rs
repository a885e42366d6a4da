//! A platform of a large city's size, made by rule: every fact type the rules read, 47,000 findings, 5,000 components,
//! 2,000 accounts. Nothing in it is random; most rules have to look at every row.

use std::collections::{BTreeMap, HashSet};

use jiff::tz::TimeZone;
use serde_json::{Value as Json, json};
use yunjian_assess::{
    Assessment, EvidenceItem, Inputs, ParamValue, Period, Platform, Previous, ReadyRule, inputs_of, rules_of,
};
use yunjian_catalogue::{FactType, FieldType, Obligation, catalogue, vocabulary, working_days};
use yunjian_domain::facts::{FactSet, Row, Value};

const DAY: i64 = 86_400_000;
/// 2026-11-05T10:00+08:00
const NOW: i64 = 1_793_844_000_000;

pub(crate) struct City {
    facts: FactSet,
    previous: FactSet,
    current: BTreeMap<String, FactSet>,
    inventory: Vec<Row>,
    delivered: HashSet<String>,
    evidence: Vec<EvidenceItem>,
    platform: Platform,
    period: Period,
    before: Period,
}

/// How many rows of a fact type the platform has, for a size of 1,000 thousandths.
fn rows_of(ty: &str) -> usize {
    match ty {
        "findings" => 47_000,
        "components" => 5_000,
        "accounts" => 2_000,
        "events" | "connections" | "config_checks" => 20_000,
        "executions" | "door_events" | "ports" => 10_000,
        "integrity_checks" | "agents" | "streams" | "backups" => 5_000,
        "sessions" | "alerts" | "metrics" | "allow_entries" => 2_000,
        "persons" | "credentials" | "trainings" | "changes" | "signoffs" => 500,
        _ => 100,
    }
}

/// Words of a field as rules know them.
fn words(ty: &str, field: &str) -> &'static [&'static str] {
    match (ty, field) {
        ("findings", "status") => &["open", "fixed", "open", "fixed", "accepted"],
        ("risks" | "incidents", "level") => &["中", "低", "很低"],
        (_, "severity") => &["low", "medium", "high", "info"],
        ("components", "type") => &["server", "vm", "network", "software", "hardware", "container_image"],
        (_, "boundary") => &["in"],
        (_, "criticality") => &["medium", "low", "high", "low"],
        ("accounts", "type") => &["human", "service", "human", "temporary"],
        ("accounts", "status") => &["enabled", "enabled", "disabled"],
        ("persons", "status") => &["active", "active", "active", "left"],
        ("persons", "type") => &["employee", "contractor"],
        (_, "credential_type") => &["password", "key"],
        (_, "result") => &["pass", "ok", "match", "fail"],
        (_, "decision") => &["approved", "acknowledged"],
        (_, "disposition") => &["confirmed", "benign"],
        (_, "kind") => {
            &["remote_maintenance", "antimalware", "audit", "inventory", "pentest", "software", "badge"]
        }
        (_, "target_class") => &["os", "web", "db"],
        (_, "action") => &["allow", "blocked"],
        (_, "subject_kind") => &["change_activity", "audit_types", "inventory", "room_access"],
        ("events", "type") => &["remote_login", "file_change", "authentication", "account_disable"],
        ("documents", "type") => {
            &["incident_plan", "contingency_plan", "policy", "risk_report", "rule", "cm_plan"]
        }
        (_, "origin") => &["scan", "pentest"],
        (_, "scope_kind") => &["system_state", "operating_system", "application"],
        (_, "course_kind") => &["awareness", "role", "emergency"],
        _ => &[],
    }
}

fn value(ty: &FactType, field: &str, kind: FieldType, n: usize) -> Value {
    let pick = |prefix: &str, of: usize| Value::text(format!("{prefix}{}", n % of));
    let at = |back: i64| Value::Time(NOW - (1 + (n as i64 % back)) * DAY);
    match kind {
        FieldType::Bool => Value::Bool(n % 7 != 3),
        FieldType::Int => Value::Int(1 + n as i64 % 5),
        FieldType::Double => Value::Double((n % 100) as f64),
        FieldType::Timestamp => match field {
            "left_at" | "removed_at" | "lost_at" | "closed_at" => Value::Null,
            "expires_at"
            | "authorisation_expires_at"
            | "deviation_expires_at"
            | "due_at"
            | "end_of_support_at" => Value::Time(NOW + (1 + n as i64 % 300) * DAY),
            _ => at(28),
        },
        FieldType::TextList => match field {
            "target_ids" | "authenticated_ids" => Value::list((0..5_000).map(|c| format!("c{c}"))),
            "component_ids" | "enabled_on" => Value::list((0..5).map(|c| format!("c{}", (n + c) % 5_000))),
            "finding_uids" => Value::list((0..3).map(|f| format!("findings-{}", n * 3 + f))),
            "item_ids" => Value::list((0..5).map(|p| format!("persons-{}", n * 5 + p))),
            "failed_ids" | "auth_failed_ids" | "disabled_rule_ids" => Value::list::<&str>([]),
            _ => Value::list(["a", "b", "c"]),
        },
        FieldType::Text => match field {
            "id" if ty.name == "components" => pick("c", usize::MAX),
            "id" | "uid" => Value::text(format!("{}-{n}", ty.name)),
            "component_id" | "asset_id" => pick("c", 5_000),
            "rule_id" => Value::text(format!("r{}", n / 5_000)),
            "person_id" | "owner_id" | "holder_id" | "approver" | "signer" | "escort_id" | "reviewer" => {
                pick("persons-", 500)
            }
            "finding_uid" => pick("findings-", 47_000),
            "incident_id" => pick("incidents-", 100),
            "change_id" | "approved_ref" => pick("changes-", 500),
            "interface_id" => pick("interfaces-", 100),
            "site" => Value::text("S1"),
            "room" => Value::text("R1"),
            "deviation_id" | "explained_by" => Value::Null,
            _ => match words(&ty.name, field) {
                [] => Value::text(format!("{field} {}", n % 40)),
                known => Value::text(known[n % known.len()]),
            },
        },
    }
}

fn set(share: usize, shift: usize) -> FactSet {
    let mut set = FactSet::new();
    for ty in &vocabulary().types {
        let own = &ty.fields[..ty.file().0 as usize];
        let count = (rows_of(&ty.name) * share / 1_000).max(4);
        for n in (0..count).map(|n| n + shift) {
            let mut row = Row::empty(ty);
            for (index, field) in own.iter().enumerate() {
                row.values[index] = value(ty, &field.name, field.ty, n);
            }
            row.set("file", Value::text(format!("{}.csv", ty.name)))
                .set("place", Value::text(format!("row {n}")));
            set.push(row);
        }
    }
    set
}

impl City {
    /// `share` is the size in thousandths: 1,000 is the whole city.
    pub(crate) fn new(share: usize) -> Self {
        let facts = set(share, 0);
        let components = vocabulary().fact_type("components").unwrap();
        let period = |end: i64| Period {
            start: Some(end - 31 * DAY),
            end: Some(end),
            due_at: Some(end + 9 * DAY),
            days: Some(31),
            frequency: "每月".into(),
            trigger_at: Some(end - 20 * DAY),
            trigger_ref: Some("changes-1".into()),
        };
        let current = catalogue()
            .obligations
            .iter()
            .flat_map(|o| inputs_of(&o.id))
            .map(|input| (input.to_owned(), facts.clone()))
            .collect();
        Self {
            previous: set(share, 7),
            current,
            inventory: facts.table(components.id).to_vec(),
            delivered: vocabulary().types.iter().map(|ty| ty.name.clone()).collect(),
            evidence: vec![EvidenceItem {
                id: "e".into(),
                kind: "register".into(),
                size: 1,
                sha256: "aa".into(),
                produced_at: Some(NOW - DAY),
                parse_errors: Some(0),
                rows: Some(47_000),
                unmapped_rows: Some(0),
                automatic: Some(true),
                ..EvidenceItem::default()
            }],
            platform: Platform {
                id: "p".into(),
                supervised_from: Some(NOW - 900 * DAY),
                authorised_at: Some(NOW - 900 * DAY),
                anniversary_at: Some(NOW + 200 * DAY),
                customers: vec!["k1".into()],
                sites: vec!["S1".into()],
                rooms: vec!["R1".into()],
                ..Platform::default()
            },
            period: period(NOW - 4 * DAY),
            before: period(NOW - 35 * DAY),
            facts,
        }
    }

    pub(crate) fn rows(&self) -> usize {
        self.facts.len()
    }

    /// Assesses one obligation of the city.
    pub(crate) fn assess(
        &self,
        obligation: &'static Obligation,
        how: impl Fn(&[ReadyRule], &Inputs<'_>) -> Assessment,
    ) -> Assessment {
        let params: BTreeMap<String, ParamValue> = obligation
            .parameters
            .iter()
            .filter_map(|p| {
                let value = serde_json::to_value(&p.default).ok()?;
                Some((p.name.clone(), ParamValue::from_json(&value)?))
            })
            .collect();
        let mut form = json!({});
        for field in &obligation.form_fields {
            let ty = serde_json::to_value(field.ty.clone()).unwrap_or_default();
            form[&field.name] = match ty.as_str().unwrap_or_default() {
                "int" => json!(100),
                "number" => json!(90.5),
                "bool" => json!(true),
                "date" => json!("2026-10-20"),
                "datetime" => json!("2026-10-20T09:00:00+08:00"),
                "list<text>" => json!(["c1", "c2", "persons-3"]),
                _ => json!("changes-1"),
            };
        }
        let past: Json = json!({"evidence_sha256": ["bb"], "summary": "s", "allowlist_version": "1"});
        let inputs = Inputs {
            facts: &self.facts,
            form: &form,
            evidence: &self.evidence,
            params: &params,
            period: &self.period,
            inventory: &self.inventory,
            admitted: &self.facts,
            delivered: &self.delivered,
            current: &self.current,
            previous: Some(Previous { facts: &self.previous, form: &past, period: &self.before }),
            platform: &self.platform,
            now: NOW,
            zone: TimeZone::get("Asia/Shanghai").unwrap(),
            working_days: working_days(),
            level_thresholds: &[],
            exceptions: &[],
            remedies: &[],
        };
        how(rules_of(&obligation.id), &inputs)
    }
}
