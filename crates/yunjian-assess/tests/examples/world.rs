//! An example from its folder: files go through the real readers, everything else is what the server would gather.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::io::Cursor;
use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;
use serde::Deserialize;
use serde_json::{Value as Json, json};
use yunjian_assess::*;
use yunjian_catalogue::{Obligation, catalogue, vocabulary, working_days};
use yunjian_domain::facts::{FactSet, Row, Value};
use yunjian_domain::names::Names;
use yunjian_evidence::{Context, Limits};

pub(crate) fn root() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples"))
}

fn zone() -> TimeZone {
    TimeZone::get("Asia/Shanghai").unwrap()
}

/// A moment as people write it: a day, or a day and a time.
fn at(text: &str) -> i64 {
    yunjian_evidence::time::parse(text, &zone()).unwrap_or_else(|| panic!("{text} is no moment"))
}

fn json_of(path: &Path) -> Option<Json> {
    let text = std::fs::read_to_string(path).ok()?;
    Some(serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display())))
}

/// What an example expects: the rules that fail, in order, and the grade proposed. All others pass.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Expected {
    pub(crate) proposal: Proposal,
    pub(crate) fails: Vec<String>,
}

pub(crate) struct Example {
    pub(crate) obligation: &'static Obligation,
    /// `accept`, `refuse`, `refuse-2` …
    pub(crate) name: String,
    folder: PathBuf,
}

impl Example {
    /// Every example of every obligation, in the order of the catalogue.
    pub(crate) fn all() -> Vec<Self> {
        let mut found = Vec::new();
        for obligation in &catalogue().obligations {
            let folder = root().join("obligations").join(obligation.id.replace('/', "-"));
            let Ok(entries) = std::fs::read_dir(&folder) else { continue };
            let mut names: Vec<String> =
                entries.map(|e| e.unwrap().file_name().to_str().unwrap().to_owned()).collect();
            names.sort();
            for name in names.into_iter().filter(|n| n == "accept" || n.starts_with("refuse")) {
                found.push(Self { obligation, name, folder: folder.clone() });
            }
        }
        found
    }

    pub(crate) fn title(&self) -> String {
        format!("{} {}", self.obligation.id, self.name)
    }

    pub(crate) fn expected(&self) -> Expected {
        let json = json_of(&self.folder.join(&self.name).join("expect.json"))
            .unwrap_or_else(|| panic!("{} has no expect.json", self.title()));
        serde_json::from_value(json).unwrap_or_else(|e| panic!("{}: {e}", self.title()))
    }

    /// Files of a folder of the platform: those of the case, else of the obligation, else of the shared platform.
    fn layered(&self, below: &str) -> Vec<PathBuf> {
        let layers = [
            root().join("platform"),
            self.folder.join("platform"),
            self.folder.join(&self.name).join("platform"),
        ];
        let mut chosen: BTreeMap<String, PathBuf> = BTreeMap::new();
        for layer in layers {
            for path in files(&layer.join(below)) {
                let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
                chosen.insert(stem, path);
            }
        }
        chosen.into_values().collect()
    }

    /// A scanned page is a sample where samples are asked for.
    fn kind(&self, format: &str) -> String {
        let sample = yunjian_catalogue::EvidenceKind::Sample;
        let asked = self.obligation.evidence.iter().any(|slot| slot.kind == sample);
        if format == SCANNED && asked { "sample".to_owned() } else { kind_of(&self.obligation.id, format) }
    }

    pub(crate) fn assess(&self) -> Assessment {
        let here = self.folder.join(&self.name);
        let mut case = json_of(&self.folder.join("case.json")).expect("case.json");
        if let Some(Json::Object(changed)) = json_of(&here.join("case.json")) {
            case.as_object_mut().unwrap().extend(changed);
        }
        let now = at(case["now"].as_str().unwrap());
        let period = |json: &Json| {
            let moment = |name: &str| json[name].as_str().map(at);
            let (start, end) = (moment("start"), moment("end"));
            Period {
                start,
                end,
                due_at: moment("due_at"),
                days: start.zip(end).map(|(start, end)| (end - start) / 86_400_000),
                frequency: self.obligation.frequency.zh().to_owned(),
                trigger_at: moment("trigger_at"),
                trigger_ref: json["trigger_ref"].as_str().map(str::to_owned),
            }
        };
        let answered = period(&case["period"]);
        let platform = platform();

        let inventory_files = self.layered("");
        let mut inventory = FactSet::new();
        let mut delivered = HashSet::new();
        for path in inventory_files.iter().filter(|p| p.file_stem().is_some_and(|s| s == "components")) {
            read(path, &mut inventory);
        }
        complete(&mut inventory, &Names::default());
        let components = vocabulary().fact_type("components").unwrap();
        let inventory: Vec<Row> = std::mem::take(inventory.table_mut(components.id));
        if !inventory.is_empty() {
            delivered.insert("components".to_owned());
        }
        let names = Names::of_rows(&inventory);

        let receipt = Receipt {
            covers_from: answered.start,
            covers_to: answered.end.map(|end| end.min(now)),
            at: now,
            automatic: false,
        };
        let form = json_of(&here.join("form.json")).unwrap_or_else(|| json!({}));
        let mut facts = FactSet::new();
        let mut evidence = Vec::new();
        for path in files(&here.join("files")) {
            let (format, summary) = read(&path, &mut facts);
            let bytes = std::fs::read(&path).unwrap();
            let sha256 = yunjian_evidence::sha256_hex(&mut bytes.as_slice()).unwrap();
            evidence.push(receipt.file(&Handed {
                sha256: &sha256,
                size: bytes.len() as i64,
                kind: &self.kind(&format),
                format: &format,
                summary: &summary,
            }));
        }
        evidence.push(receipt.form(&form));
        complete(&mut facts, &names);

        let mut admitted = FactSet::new();
        let mut current = BTreeMap::new();
        for path in self.layered("admitted") {
            read(&path, &mut admitted);
        }
        for input in inputs_of(&self.obligation.id) {
            let paths = self.layered(&format!("current/{}", input.replace('/', "-")));
            if !paths.is_empty() {
                let mut set = FactSet::new();
                paths.iter().for_each(|path| _ = read(path, &mut set));
                complete(&mut set, &names);
                current.insert(input.to_owned(), set);
            }
        }
        complete(&mut admitted, &names);
        // What is handed in now is evidence of the platform, too.
        let own: Vec<Row> = facts.rows().cloned().collect();
        own.into_iter().for_each(|row| admitted.push(row));
        delivered.extend(admitted.rows().map(|row| row.fact_type().name.clone()));

        let previous = json_of(&self.folder.join("platform/previous/form.json"));
        let previous_files = self.layered("previous");
        let previous = (previous.is_some() || !previous_files.is_empty()).then(|| {
            let mut set = FactSet::new();
            previous_files
                .iter()
                .filter(|p| p.extension().is_some_and(|e| e != "json"))
                .for_each(|path| _ = read(path, &mut set));
            complete(&mut set, &names);
            let mut form = previous.unwrap_or_else(|| json!({}));
            form["evidence_sha256"] = json!([]);
            (set, form, period(&case["previous_period"]))
        });

        let mut params: BTreeMap<String, ParamValue> = self
            .obligation
            .parameters
            .iter()
            .map(|p| {
                let value = serde_json::to_value(&p.default).unwrap();
                (p.name.clone(), ParamValue::from_json(&value).unwrap())
            })
            .collect();
        for (name, value) in case["params"].as_object().into_iter().flatten() {
            assert!(params.contains_key(name), "{}: no parameter {name}", self.title());
            params.insert(name.clone(), ParamValue::from_json(value).unwrap());
        }
        let exceptions: Vec<Exception> = case["exceptions"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|subject| Exception {
                subject_id: subject.as_str().unwrap().to_owned(),
                until: now + 86_400_000,
                decision: None,
            })
            .collect();
        let inputs = Inputs {
            facts: &facts,
            form: &form,
            evidence: &evidence,
            params: &params,
            period: &answered,
            inventory: &inventory,
            admitted: &admitted,
            delivered: &delivered,
            current: &current,
            previous: previous.as_ref().map(|(facts, form, period)| Previous { facts, form, period }),
            platform: &platform,
            now,
            zone: zone(),
            working_days: working_days(),
            level_thresholds: &[],
            exceptions: &exceptions,
            remedies: &[],
        };
        // When the time of a follow-up rule has come, it is given without it.
        let mut rules = rules_of(&self.obligation.id).to_vec();
        if case["follow_up"].as_bool() == Some(true) {
            rules.iter_mut().for_each(|rule| rule.rule.follow_up_workdays = None);
        }
        let lacking = lacking(self.obligation, Some(&form), &evidence).unwrap();
        assess_ready(&rules, &inputs).preceded_by(lacking)
    }
}

fn platform() -> Platform {
    let json = json_of(&root().join("platform/platform.json")).unwrap();
    let text = |name: &str| json[name].as_str().map(str::to_owned);
    let list = |name: &str| -> Vec<String> {
        json[name].as_array().into_iter().flatten().map(|v| v.as_str().unwrap().to_owned()).collect()
    };
    Platform {
        id: text("id").unwrap(),
        csp: text("csp").unwrap(),
        level: text("level").unwrap(),
        authorised_at: text("authorised_at").as_deref().map(at),
        supervised_from: text("supervised_from").as_deref().map(at),
        anniversary_at: text("anniversary_at").as_deref().map(at),
        customers: list("customers"),
        sites: list("sites"),
        rooms: list("rooms"),
        room_class: text("room_class"),
        under_cap: json["under_cap"].as_bool(),
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.map(|e| e.unwrap().path()).filter(|p| p.is_file()).collect();
    paths.sort();
    paths
}

/// The format of a scanned page.
const SCANNED: &str = "pdf+form";

/// Reads a file as the server does: nothing but its content says what it is.
///
/// A scanned page or a photograph (`sample`) holds no facts a reader could take; it stands for itself by its digest.
fn read(path: &Path, into: &mut FactSet) -> (String, Json) {
    let bytes = std::fs::read(path).unwrap();
    if bytes.starts_with(b"%PDF") {
        return (SCANNED.to_owned(), json!({"parse_errors": 0}));
    }
    let sha256 = yunjian_evidence::sha256_hex(&mut bytes.as_slice()).unwrap();
    let context = Context::new(sha256, zone());
    let summary = yunjian_evidence::read(&mut Cursor::new(&bytes), None, &context, &Limits::default(), into)
        .unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    assert!(summary.parse_errors == 0, "{}: {:?}", path.display(), summary.errors);
    assert!(summary.unmapped_columns.is_empty(), "{}: {:?}", path.display(), summary.unmapped_columns);
    // The name is for people; that it tells the truth is checked.
    let stem = path.file_stem().unwrap().to_str().unwrap();
    let (_, told) = summary.format.split_once(':').unwrap_or(("", &summary.format));
    if vocabulary().fact_type(stem).is_some() && vocabulary().fact_type(told).is_some() {
        assert_eq!(told, stem, "{}", path.display());
    }
    (summary.format.clone(), serde_json::to_value(&summary).unwrap())
}

/// What only the platform knows of rows: components are live and inside, nothing is excepted, names are the inventory's.
fn complete(set: &mut FactSet, names: &Names) {
    complete_components(set);
    let findings = vocabulary().fact_type("findings").unwrap();
    for row in set.table_mut(findings.id) {
        for field in ["deviation_approved", "kev"] {
            if row.get(field).is_null() {
                row.set(field, Value::Bool(false));
            }
        }
    }
    names.resolve_all(set);
}

/// Rules by how examples end for them.
#[derive(Default)]
pub(crate) struct Ends {
    pub(crate) passed: BTreeSet<String>,
    pub(crate) failed: BTreeSet<String>,
}
