//! What an assessment looks at: first named by id and digest, then loaded.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use jiff::tz::TimeZone;
use yunjian_assess as assess;
use yunjian_assess::{
    EvidenceItem, Inputs, ParamValue, Period, Platform, Previous, RequiredEvidence, RuleResult,
};
use yunjian_catalogue::{Frequency, Obligation, catalogue, working_days};
use yunjian_domain::calendar;
use yunjian_domain::facts::{FactSet, Row, Value};
use yunjian_evidence::identity;
use yunjian_store::Scope;
use yunjian_store::due::DueRow;
use yunjian_store::evidence::{LifeRow, finding_id};

use super::shelf::{Named, Shelf, types_of};
use super::{Manifest, ManifestFile};
use crate::App;
use crate::jobs::JobFault;

const DAY: i64 = 86_400_000;

/// One file that was read.
#[derive(Clone, Debug)]
pub(super) struct File {
    pub sha256: String,
    pub size: i64,
    pub format: String,
    /// The kind of evidence it counts as.
    pub kind: String,
    pub facts: String,
    /// Digest of the reader's summary.
    pub summary: String,
}

/// What is assessed: a submission, or an upload that is only being checked.
pub(super) struct Subject {
    /// Empty when only checked.
    pub submission: String,
    pub due: DueRow,
    pub form: Option<serde_json::Value>,
    pub covers_from: Option<i64>,
    pub covers_to: Option<i64>,
    pub automatic: bool,
    pub now: i64,
    pub files: Vec<File>,
}

/// Inputs named by id and digest; still small.
pub(super) struct Gathered {
    manifest: Manifest,
    subject: Subject,
    platform: Platform,
    zone: TimeZone,
    params: BTreeMap<String, ParamValue>,
    /// Fact digests of the newest admitted submission of each obligation.
    admitted: Vec<Vec<Named>>,
    delivered_facts: Vec<String>,
    inventory: Vec<Named>,
    previous: Option<PreviousNamed>,
    lives: HashMap<String, LifeRow>,
}

struct PreviousNamed {
    facts: Vec<Named>,
    form: serde_json::Value,
    period: Period,
}

/// Everything in memory, ready for the rules.
pub(super) struct Loaded {
    pub manifest: Manifest,
    obligation: &'static Obligation,
    facts: FactSet,
    form: serde_json::Value,
    form_filled: bool,
    evidence: Vec<EvidenceItem>,
    params: BTreeMap<String, ParamValue>,
    period: Period,
    inventory: Vec<Row>,
    admitted: FactSet,
    delivered: HashSet<String>,
    previous: Option<(FactSet, serde_json::Value, Period)>,
    platform: Platform,
    zone: TimeZone,
}

pub(super) async fn gather(app: &App, subject: Subject) -> Result<Gathered, JobFault> {
    let scope = Scope::system();
    let store = app.store();
    let platform_id = subject.due.platform_id.clone();
    let platform = store
        .platform(&scope, &platform_id)
        .await?
        .ok_or_else(|| JobFault(format!("platform {platform_id} is gone")))?;
    let zone = calendar::zone(&platform.zone)?;

    let mut params = BTreeMap::new();
    let mut parameters = Vec::new();
    for parameter in store.plan_parameters(&scope, &platform_id).await? {
        if parameter.obligation == subject.due.obligation {
            let value: serde_json::Value = serde_json::from_str(&parameter.value)?;
            if let Some(value) = ParamValue::from_json(&value) {
                params.insert(parameter.name.clone(), value);
            }
            parameters.push((parameter.name, parameter.value));
        }
    }

    // Newest first; the submission itself is among them unless it is only being checked.
    let all_admitted = store.admitted(&scope, &platform_id, i64::MAX).await?;
    let facts_of = async |id: &str| -> Result<Vec<Named>, JobFault> {
        let files = store.submission_files(&scope, id).await?;
        Ok(files
            .into_iter()
            .filter_map(|f| Some(Named { facts: f.facts?, observed: f.kind.as_deref() == Some("scan") }))
            .collect())
    };
    let own: Vec<Named> =
        subject.files.iter().map(|f| Named { facts: f.facts.clone(), observed: f.kind == "scan" }).collect();
    let mut seen = BTreeSet::new();
    let (mut admitted, mut admitted_ids) = (Vec::new(), Vec::new());
    for row in &all_admitted {
        let own = row.obligation == subject.due.obligation;
        if seen.insert(row.obligation.clone()) && !(own && subject.submission.is_empty()) {
            admitted.push(facts_of(&row.id).await?);
            admitted_ids.push(row.id.clone());
        }
    }
    admitted.push(own);
    let mut delivered_facts = Vec::new();
    for row in &all_admitted {
        delivered_facts.extend(facts_of(&row.id).await?.into_iter().map(|n| n.facts));
    }
    delivered_facts.extend(subject.files.iter().map(|f| f.facts.clone()));
    delivered_facts.sort();
    delivered_facts.dedup();

    // The accepted inventory; while none was accepted yet, the newest admitted one stands in, and the manifest says so.
    let is_inventory =
        |row: &&yunjian_store::submission::AdmittedRow| catalogue().links.is_inventory(&row.obligation);
    let accepted = |row: &&yunjian_store::submission::AdmittedRow| {
        matches!(row.verdict.as_deref(), Some("compliant" | "compliant_with_remarks"))
    };
    let chosen = all_admitted
        .iter()
        .filter(is_inventory)
        .find(accepted)
        .or_else(|| all_admitted.iter().find(is_inventory));
    let inventory = match chosen {
        Some(row) => facts_of(&row.id).await?,
        None => Vec::new(),
    };

    let mut previous = None;
    let mut previous_id = None;
    for row in &all_admitted {
        if row.obligation != subject.due.obligation || row.id == subject.submission {
            continue;
        }
        let Some(before) = store.submission(&scope, &row.id).await? else { continue };
        // An earlier version for the same period is not last month's.
        if before.due_id == subject.due.id {
            continue;
        }
        let Some(due) = store.due(&scope, &before.due_id).await? else { continue };
        let mut form: serde_json::Value = before
            .form
            .as_deref()
            .and_then(|f| serde_json::from_str(f).ok())
            .unwrap_or_else(|| serde_json::json!({}));
        let digests: Vec<String> =
            store.submission_files(&scope, &row.id).await?.into_iter().map(|f| f.sha256).collect();
        if let Some(map) = form.as_object_mut() {
            map.insert("evidence_sha256".into(), digests.into());
        }
        previous_id = Some(row.id.clone());
        previous = Some(PreviousNamed { facts: facts_of(&row.id).await?, form, period: period(&due) });
        break;
    }

    let authorisations = store.authorisations(&scope, Some(&platform_id)).await?;
    let authorised_at = authorisations
        .iter()
        .filter(|a| matches!(a.result.as_str(), "granted" | "conditional"))
        .filter_map(|a| calendar::start_of_day(a.valid_from.parse().ok()?, &zone).ok())
        .min();
    let customers = store
        .parties(&scope, &platform_id)
        .await?
        .into_iter()
        .filter(|p| p.role == "customer")
        .map(|p| p.organisation_id)
        .collect();
    let manifest = Manifest {
        submission: subject.submission.clone(),
        obligation: subject.due.obligation.clone(),
        files: subject
            .files
            .iter()
            .map(|f| ManifestFile {
                sha256: f.sha256.clone(),
                format: f.format.clone(),
                facts: f.facts.clone(),
            })
            .collect(),
        inventory: chosen.map(|row| row.id.clone()),
        inventory_accepted: chosen.as_ref().is_some_and(accepted),
        previous: previous_id,
        admitted: admitted_ids,
        parameters,
        catalogue: catalogue().version(),
        engine: assess::ENGINE.to_owned(),
        zone: platform.zone.clone(),
        now: subject.now,
    };
    Ok(Gathered {
        manifest,
        platform: Platform {
            id: platform_id.clone(),
            csp: platform.provider_id,
            level: platform.level,
            authorised_at,
            supervised_from: Some(platform.supervised_from),
            anniversary_at: anniversary(authorised_at, subject.now, &zone),
            customers,
            ..Platform::default()
        },
        zone,
        params,
        admitted,
        delivered_facts,
        inventory,
        previous,
        lives: store.finding_lives(&scope, &platform_id).await?,
        subject,
    })
}

/// The next anniversary of an authorisation after a moment.
fn anniversary(authorised_at: Option<i64>, now: i64, zone: &TimeZone) -> Option<i64> {
    let start = authorised_at?;
    (1..200).filter_map(|n| calendar::add_duration(start, &format!("P{n}Y"), zone).ok()).find(|at| *at > now)
}

fn period(due: &DueRow) -> Period {
    let event = due.origin != "calendar";
    Period {
        start: Some(due.start_at),
        end: Some(due.end_at),
        due_at: Some(due.due_at),
        days: Some((due.end_at - due.start_at) / DAY),
        frequency: due
            .frequency
            .parse::<Frequency>()
            .map_or_else(|_| due.frequency.clone(), |f| f.zh().to_owned()),
        trigger_at: event.then_some(due.start_at),
        trigger_ref: due.event_id.clone(),
    }
}

impl Gathered {
    pub(super) fn load(self, app: &App) -> Result<Loaded, JobFault> {
        let obligation = catalogue().obligation(&self.manifest.obligation).ok_or_else(|| {
            JobFault(format!("the catalogue has no obligation {}", self.manifest.obligation))
        })?;
        let inventory: Vec<Row> = {
            let mut set = Shelf::default().read(app, &self.inventory)?;
            complete_components(&mut set);
            let ty = yunjian_catalogue::vocabulary().fact_type("components");
            ty.map(|ty| std::mem::take(set.table_mut(ty.id))).unwrap_or_default()
        };
        let names = Names::of(&inventory);
        let own: Vec<Named> = self
            .subject
            .files
            .iter()
            .map(|f| Named { facts: f.facts.clone(), observed: f.kind == "scan" })
            .collect();
        let shelf = Shelf::of(app, &own)?;
        let judge = |digests: &[Named], merge: bool| -> Result<FactSet, JobFault> {
            let mut set = shelf.read(app, digests)?;
            complete_components(&mut set);
            give_life(&mut set, &self.manifest_platform(), &self.lives, merge);
            names.resolve(&mut set);
            Ok(set)
        };
        let facts = judge(&own, true)?;
        let admitted_digests: Vec<Named> = self.admitted.iter().flatten().cloned().collect();
        let admitted = judge(&admitted_digests, true)?;
        let mut delivered = HashSet::new();
        for digest in &self.delivered_facts {
            let types = types_of(app, digest)?;
            delivered.extend(types.iter().map(|ty| yunjian_catalogue::vocabulary().get(*ty).name.clone()));
        }
        let previous = match &self.previous {
            // What stood open last month is compared as it stood then.
            Some(previous) => Some((
                judge_previous(app, &previous.facts, &names)?,
                previous.form.clone(),
                previous.period.clone(),
            )),
            None => None,
        };
        let evidence = evidence_items(app, &self.subject)?;
        let form_filled = self.subject.form.is_some();
        Ok(Loaded {
            obligation,
            facts,
            form: self.subject.form.clone().unwrap_or_else(|| serde_json::json!({})),
            form_filled,
            evidence,
            params: self.params,
            period: period(&self.subject.due),
            inventory,
            admitted,
            delivered,
            previous,
            platform: self.platform,
            zone: self.zone,
            manifest: self.manifest,
        })
    }

    fn manifest_platform(&self) -> String {
        self.platform.id.clone()
    }
}

fn judge_previous(app: &App, digests: &[Named], names: &Names) -> Result<FactSet, JobFault> {
    let mut set = Shelf::default().read(app, digests)?;
    complete_components(&mut set);
    give_life(&mut set, "", &HashMap::new(), true);
    names.resolve(&mut set);
    Ok(set)
}

/// What an inventory does not say is taken in the strict sense: a component is live and inside the boundary.
fn complete_components(set: &mut FactSet) {
    let Some(ty) = yunjian_catalogue::vocabulary().fact_type("components") else { return };
    for row in set.table_mut(ty.id) {
        if row.get("live").is_null() {
            row.set("live", Value::Bool(true));
        }
        if row.get("boundary").is_null() {
            row.set("boundary", Value::text("in"));
        }
    }
}

/// Merges rows that speak of the same finding (a scanner's and a register's) and adds what only the platform
/// knows: when it was first seen, whether a later scan showed it fixed. No deviation is approved yet.
fn give_life(set: &mut FactSet, platform: &str, lives: &HashMap<String, LifeRow>, merge: bool) {
    let Some(ty) = yunjian_catalogue::vocabulary().fact_type("findings") else { return };
    let rows = std::mem::take(set.table_mut(ty.id));
    let mut places: HashMap<String, usize> = HashMap::with_capacity(rows.len());
    let mut merged: Vec<Row> = Vec::with_capacity(rows.len());
    for mut row in rows {
        let key = identity::of(&row);
        if let Some(life) = lives.get(&finding_id(platform, &key)) {
            let stated = row.get("first_seen").as_time().unwrap_or(i64::MAX);
            row.set("first_seen", Value::Time(stated.min(life.first_seen)));
            if life.status == "fixed" && row.text("status") == Some("open") {
                row.set("status", Value::text("fixed"));
            }
            if let Some(at) = life.fixed_at
                && row.get("fixed_at").is_null()
            {
                row.set("fixed_at", Value::Time(at));
            }
        } else if row.get("first_seen").is_null() {
            let seen = row.get("last_seen").clone();
            row.set("first_seen", seen);
        }
        if row.get("deviation_approved").is_null() {
            row.set("deviation_approved", Value::Bool(false));
        }
        if row.get("kev").is_null() {
            row.set("kev", Value::Bool(false));
        }
        match places.get(&key) {
            Some(place) if merge => fill(&mut merged[*place], &row),
            _ => {
                places.insert(key, merged.len());
                merged.push(row);
            }
        }
    }
    *set.table_mut(ty.id) = merged;
}

/// Takes over what the first row does not know.
fn fill(into: &mut Row, from: &Row) {
    for (value, other) in into.values.iter_mut().zip(&from.values) {
        if value.is_null() {
            value.clone_from(other);
        }
    }
}

/// Names under which evidence may speak of a component of the inventory: id, host name, address.
struct Names(HashMap<String, String>);

impl Names {
    fn of(inventory: &[Row]) -> Self {
        let mut names: HashMap<String, String> = HashMap::new();
        for row in inventory {
            let Some(id) = row.text("id") else { continue };
            let addresses = row.get("ips").as_list().unwrap_or_default().iter().map(|ip| ip.to_string());
            for name in row.text("name").map(str::to_owned).into_iter().chain(addresses) {
                // A name that two components share names neither.
                names
                    .entry(name)
                    .and_modify(|known| {
                        if known != id {
                            known.clear();
                        }
                    })
                    .or_insert_with(|| id.to_owned());
            }
        }
        for row in inventory {
            if let Some(id) = row.text("id") {
                names.insert(id.to_owned(), id.to_owned());
            }
        }
        names.retain(|_, id| !id.is_empty());
        Self(names)
    }

    /// The component a name speaks of; a host name also without its domain.
    fn find(&self, name: &str) -> Option<&String> {
        let short = || {
            let (host, _) = name.split_once('.')?;
            (!host.bytes().all(|b| b.is_ascii_digit())).then(|| self.0.get(host)).flatten()
        };
        self.0.get(name).or_else(short)
    }

    fn resolve(&self, set: &mut FactSet) {
        for ty in &yunjian_catalogue::vocabulary().types {
            let single = ty.field("component_id");
            let lists: Vec<_> =
                ["target_ids", "authenticated_ids", "failed_ids", "auth_failed_ids", "component_ids"]
                    .iter()
                    .filter_map(|field| ty.field(field))
                    .collect();
            if single.is_none() && lists.is_empty() {
                continue;
            }
            for row in set.table_mut(ty.id) {
                if let Some(field) = single
                    && let Some(known) = row.at(field).as_text().and_then(|name| self.find(name))
                {
                    *row.at_mut(field) = Value::text(known);
                }
                for field in &lists {
                    if let Some(list) = row.at(*field).as_list() {
                        let resolved: Vec<String> = list
                            .iter()
                            .map(|n| self.find(n).cloned().unwrap_or_else(|| n.to_string()))
                            .collect();
                        *row.at_mut(*field) = Value::list(resolved);
                    }
                }
            }
        }
    }
}

/// A format token in the one spelling the readers use: a table is the same evidence as CSV and as a workbook,
/// and `scan_manifest` is the name templates give the table of scans.
fn token(format: &str) -> String {
    let format = format.strip_prefix("xlsx:").map_or_else(|| format.to_owned(), |rest| format!("csv:{rest}"));
    if format == "csv:scan_manifest" { "csv:scans".to_owned() } else { format }
}

/// The kind of evidence a file counts as for an obligation: what the obligation calls this format, else what
/// the catalogue calls it elsewhere.
pub fn kind_of(obligation: &str, format: &str) -> String {
    let format = token(format);
    let within = |o: &Obligation| {
        o.evidence
            .iter()
            .find(|slot| slot.formats.iter().any(|f| token(f) == format))
            .map(|slot| slot.kind.as_str())
    };
    catalogue()
        .obligation(obligation)
        .and_then(within)
        .or_else(|| catalogue().obligations.iter().find_map(within))
        .unwrap_or("sample")
        .to_owned()
}

fn evidence_items(app: &App, subject: &Subject) -> Result<Vec<EvidenceItem>, JobFault> {
    let mut items = Vec::with_capacity(subject.files.len());
    for file in &subject.files {
        let summary: serde_json::Value = serde_json::from_slice(&app.blobs().read(&file.summary, 64 << 20)?)?;
        let number = |name: &str| summary.get(name).and_then(serde_json::Value::as_i64);
        let text = |name: &str| summary.get(name).and_then(|v| v.as_str()).map(str::to_owned);
        items.push(EvidenceItem {
            id: file.sha256.clone(),
            kind: file.kind.clone(),
            format: token(&file.format),
            sha256: file.sha256.clone(),
            size: file.size,
            // A register states no time of making; the period it was handed in for is what the provider says.
            produced_at: number("produced_at")
                .or(number("collected_to"))
                .or(subject.covers_to)
                .or(Some(subject.now)),
            collected_from: number("collected_from").or(subject.covers_from),
            collected_to: number("collected_to").or(subject.covers_to),
            received_at: Some(subject.now),
            collector: None,
            tool: text("tool"),
            tool_version: text("tool_version"),
            signer: None,
            signature_ok: None,
            parse_errors: number("parse_errors"),
            rows: number("rows"),
            unmapped_rows: number("unmapped_rows"),
            automatic: Some(subject.automatic),
        });
    }
    if subject.form.is_some() {
        let text = subject.form.as_ref().map(ToString::to_string).unwrap_or_default();
        items.push(EvidenceItem {
            id: "form".into(),
            kind: "form".into(),
            format: "form-json".into(),
            size: text.len() as i64,
            sha256: "form".into(),
            produced_at: Some(subject.now),
            received_at: Some(subject.now),
            parse_errors: Some(0),
            automatic: Some(subject.automatic),
            ..EvidenceItem::default()
        });
    }
    Ok(items)
}

impl Loaded {
    pub(super) fn inputs(&self) -> Inputs<'_> {
        Inputs {
            facts: &self.facts,
            form: &self.form,
            evidence: &self.evidence,
            params: &self.params,
            period: &self.period,
            inventory: &self.inventory,
            admitted: &self.admitted,
            delivered: &self.delivered,
            previous: self.previous.as_ref().map(|(facts, form, period)| Previous { facts, form, period }),
            platform: &self.platform,
            now: self.manifest.now,
            zone: self.zone.clone(),
            working_days: working_days(),
            level_thresholds: &[],
            exceptions: &[],
            remedies: &[],
        }
    }

    /// What the form and the list of evidence still lack.
    pub(super) fn lacking(&self) -> Result<Vec<RuleResult>, JobFault> {
        let mut results = Vec::new();
        if !self.obligation.form_fields.is_empty() {
            let schema = crate::api::catalogue::schema_of(self.obligation)?;
            results.extend(assess::form_results(&assess::check_form(&schema, &self.form)));
        }
        let required: Vec<RequiredEvidence> = self
            .obligation
            .evidence
            .iter()
            // A sign-off given in the form is given; files of it are checked when there are any.
            .filter(|slot| !(self.form_filled && slot.formats.iter().any(|f| f == "form")))
            .map(|slot| RequiredEvidence {
                kind: slot.kind.as_str().to_owned(),
                formats: slot.formats.iter().map(|f| token(f)).collect(),
                required: slot.required,
            })
            .collect();
        let lacks = assess::check_evidence(&required, &self.evidence, self.form_filled);
        results.extend(assess::evidence_results(&lacks));
        Ok(results)
    }

    /// Percent, times 100, of targets scanned without login; nothing when no vulnerability scan was handed in.
    pub(super) fn unauthenticated_share(&self) -> Option<i64> {
        if !catalogue().links.is_vulnerability_scan(&self.manifest.obligation) {
            return None;
        }
        let (mut targets, mut authenticated) = (BTreeSet::new(), BTreeSet::new());
        for scan in self.facts.named("scans") {
            if scan.text("target_class") == Some("web") {
                continue;
            }
            targets.extend(scan.get("target_ids").as_list().unwrap_or_default().iter().cloned());
            authenticated.extend(scan.get("authenticated_ids").as_list().unwrap_or_default().iter().cloned());
        }
        let without = targets.difference(&authenticated).count() as i64;
        (!targets.is_empty()).then(|| without * 10_000 / targets.len() as i64)
    }
}
