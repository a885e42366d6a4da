//! A small world to judge: a platform in Shanghai, October 2026, judged on 5 November.

use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;

use jiff::tz::TimeZone;
use serde_json::{Value as Json, json};
use yunjian_domain::facts::{FactSet, Row, Value};

use crate::*;

pub(super) fn zone() -> TimeZone {
    TimeZone::get("Asia/Shanghai").unwrap()
}

pub(super) fn at(text: &str) -> i64 {
    crate::calendar::moment(text, &zone()).unwrap()
}

/// Everything an assessment looks at, owned.
pub(super) struct World {
    pub facts: FactSet,
    pub form: Json,
    pub evidence: Vec<EvidenceItem>,
    pub params: BTreeMap<String, ParamValue>,
    pub period: Period,
    pub inventory: Vec<Row>,
    pub admitted: FactSet,
    pub delivered: HashSet<String>,
    pub current: BTreeMap<String, FactSet>,
    pub previous: Option<(FactSet, Json, Period)>,
    pub platform: Platform,
    pub now: i64,
    pub exceptions: Vec<Exception>,
    pub remedies: Vec<String>,
    pub thresholds: Vec<LevelThreshold>,
}

impl World {
    pub(super) fn new() -> Self {
        Self {
            facts: FactSet::new(),
            form: json!({}),
            evidence: Vec::new(),
            params: BTreeMap::new(),
            period: Period {
                start: Some(at("2026-10-01")),
                end: Some(at("2026-11-01")),
                due_at: Some(at("2026-11-10")),
                days: Some(31),
                frequency: "每月".into(),
                trigger_at: None,
                trigger_ref: None,
            },
            inventory: Vec::new(),
            admitted: FactSet::new(),
            delivered: HashSet::new(),
            current: BTreeMap::new(),
            previous: None,
            platform: Platform {
                id: "p1".into(),
                csp: "c1".into(),
                level: "一般".into(),
                authorised_at: Some(at("2025-01-01")),
                supervised_from: Some(at("2025-01-01")),
                anniversary_at: Some(at("2027-01-01")),
                ..Platform::default()
            },
            now: at("2026-11-05"),
            exceptions: Vec::new(),
            remedies: Vec::new(),
            thresholds: Vec::new(),
        }
    }

    pub(super) fn with<T>(&self, look: impl FnOnce(&Inputs<'_>) -> T) -> T {
        let inputs = Inputs {
            facts: &self.facts,
            form: &self.form,
            evidence: &self.evidence,
            params: &self.params,
            period: &self.period,
            inventory: &self.inventory,
            admitted: &self.admitted,
            delivered: &self.delivered,
            current: &self.current,
            previous: self.previous.as_ref().map(|(facts, form, period)| Previous { facts, form, period }),
            platform: &self.platform,
            now: self.now,
            zone: zone(),
            working_days: &MondayToFriday,
            level_thresholds: &self.thresholds,
            exceptions: &self.exceptions,
            remedies: &self.remedies,
        };
        look(&inputs)
    }

    pub(super) fn assess(&self, rules: &[Rule]) -> Assessment {
        self.with(|inputs| assess(rules, inputs))
    }

    pub(super) fn result(&self, rule: &Rule) -> RuleResult {
        self.assess(std::slice::from_ref(rule)).results.remove(0)
    }

    /// The result of an expression written in a test.
    pub(super) fn check(&self, check: &str) -> RuleResult {
        self.result(&rule(check))
    }

    pub(super) fn outcome(&self, check: &str) -> Outcome {
        self.check(check).outcome
    }

    /// Facts of a type were delivered to the platform at some time.
    pub(super) fn deliver(&mut self, row: Row) {
        self.delivered.insert(row.fact_type().name.clone());
        self.admitted.push(row);
    }

    pub(super) fn own(&mut self, component: Row) {
        self.delivered.insert("components".into());
        self.inventory.push(component);
    }

    pub(super) fn change(&mut self, ty: &str, row: usize, field: &str, value: Value) {
        let id = yunjian_catalogue::vocabulary().fact_type(ty).unwrap().id;
        self.facts.table_mut(id)[row].set(field, value);
    }
}

pub(super) fn rule(check: &str) -> Rule {
    Rule {
        id: "T-1".into(),
        severity: Severity::Blocking,
        check: check.into(),
        message_zh: "不符".into(),
        message_en: "wrong".into(),
        clause: "1.1".into(),
        follow_up_workdays: None,
    }
}

/// A row from JSON: numbers, texts, bools, lists; a text in a timestamp field is a moment.
pub(super) fn row(ty: &str, fields: Json) -> Row {
    let mut row = Row::of(ty);
    let declared = row.fact_type();
    for (name, value) in fields.as_object().unwrap() {
        let field = declared.field(name).unwrap_or_else(|| panic!("{ty}.{name}"));
        let kind = declared.fields[field.0 as usize].ty;
        let value = match (value, kind) {
            (Json::Null, _) => Value::Null,
            (Json::Bool(value), _) => Value::Bool(*value),
            (Json::String(text), yunjian_catalogue::FieldType::Timestamp) => Value::Time(at(text)),
            (Json::String(text), _) => Value::text(text),
            (Json::Number(n), yunjian_catalogue::FieldType::Double) => Value::Double(n.as_f64().unwrap()),
            (Json::Number(n), _) => Value::Int(n.as_i64().unwrap()),
            (Json::Array(items), _) => Value::list(items.iter().map(|i| i.as_str().unwrap())),
            other => panic!("{ty}.{name}: {other:?}"),
        };
        row.set(name, value);
    }
    row
}

/// An obligation's rules, parameters at their defaults, and form fields.
pub(super) struct Obligation {
    pub rules: Vec<Rule>,
    pub params: BTreeMap<String, ParamValue>,
    pub fields: Vec<FormField>,
    pub evidence: Vec<RequiredEvidence>,
}

impl Obligation {
    pub(super) fn rule(&self, end: &str) -> &Rule {
        self.rules.iter().find(|r| r.id.ends_with(end)).unwrap_or_else(|| panic!("no rule {end}"))
    }
}

fn catalogue() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../catalogue"))
}

/// All obligations of the catalogue by number.
pub(super) fn obligations() -> BTreeMap<String, Obligation> {
    let mut found = BTreeMap::new();
    for file in std::fs::read_dir(catalogue().join("obligations")).unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        let all: Vec<Json> = serde_json::from_str(&text).unwrap();
        for one in &all {
            let params = one["parameters"].as_array().unwrap().iter().map(|p| {
                (p["name"].as_str().unwrap().to_owned(), ParamValue::from_json(&p["default"]).unwrap())
            });
            let obligation = Obligation {
                rules: serde_json::from_value(one["rules"].clone()).unwrap(),
                params: params.collect(),
                fields: serde_json::from_value(one["form_fields"].clone()).unwrap(),
                evidence: serde_json::from_value(one["evidence"].clone()).unwrap(),
            };
            found.insert(one["id"].as_str().unwrap().to_owned(), obligation);
        }
    }
    found
}

pub(super) fn obligation(number: &str) -> Obligation {
    obligations().remove(number).unwrap_or_else(|| panic!("no obligation {number}"))
}

pub(super) fn common_rules() -> Vec<Rule> {
    let text = std::fs::read_to_string(catalogue().join("common_rules.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

pub(super) fn ids(rows: &[RowRef]) -> Vec<&str> {
    rows.iter().map(|r| r.id.as_str()).collect()
}

/// The value a result states for an expression.
pub(super) fn said<'r>(values: &'r [Compared], expr: &str) -> &'r Json {
    match values.iter().find(|v| v.expr == expr) {
        Some(found) => &found.value,
        None => {
            panic!("{expr} is not told; told are {:?}", values.iter().map(|v| &v.expr).collect::<Vec<_>>())
        }
    }
}
