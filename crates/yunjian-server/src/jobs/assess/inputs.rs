//! What an assessment looks at: first named by id and digest, then loaded.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use yunjian_domain::calendar::DAY;

use jiff::tz::TimeZone;
use yunjian_assess as assess;
use yunjian_assess::{
    EvidenceItem, Exception, Handed, Inputs, ParamValue, Period, Platform, Previous, Receipt, RuleResult,
    complete_components,
};
use yunjian_catalogue::{Frequency, Obligation, catalogue, working_days};
use yunjian_domain::calendar;
use yunjian_domain::facts::{FactSet, Row};
use yunjian_domain::names::Names;
use yunjian_store::Scope;
use yunjian_store::due::DueRow;

use super::lives::{Lives, give_life};
use super::shelf::{Named, Shelf, types_of};
use super::{Manifest, ManifestFile};
use crate::App;
use crate::jobs::JobFault;

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
    /// Those of the other obligations whose evidence the rules declare they look at.
    current: Vec<(String, Vec<Named>)>,
    delivered_facts: Vec<String>,
    inventory: Vec<Named>,
    previous: Option<PreviousNamed>,
    lives: Lives,
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
    exceptions: Vec<Exception>,
    current: BTreeMap<String, FactSet>,
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
    let declared = assess::inputs_of(&subject.due.obligation);
    let mut current = Vec::new();
    for row in &all_admitted {
        let own = row.obligation == subject.due.obligation;
        if seen.insert(row.obligation.clone()) && !(own && subject.submission.is_empty()) {
            let facts = facts_of(&row.id).await?;
            if declared.contains(row.obligation.as_str()) {
                current.push((row.obligation.clone(), facts.clone()));
            }
            admitted.push(facts);
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
    let lives = Lives::of(app, &platform_id, subject.now).await?;
    let manifest = Manifest {
        deviations: lives.frozen(),
        exploited: lives.list.clone(),
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
        current,
        delivered_facts,
        inventory,
        previous,
        lives,
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
        // What people said about names counts beside what the inventory says.
        let names = Names::of_rows(&inventory).also(self.lives.said.iter().cloned());
        let own: Vec<Named> = self
            .subject
            .files
            .iter()
            .map(|f| Named { facts: f.facts.clone(), observed: f.kind == "scan" })
            .collect();
        let shelf = Shelf::of(app, &own)?;
        let judge = |shelf: &Shelf, digests: &[Named], lives: &Lives| -> Result<FactSet, JobFault> {
            let mut set = shelf.read(app, digests)?;
            complete_components(&mut set);
            give_life(&mut set, lives, &names);
            names.resolve_all(&mut set);
            Ok(set)
        };
        let facts = judge(&shelf, &own, &self.lives)?;
        let exceptions = self.lives.exceptions(&facts);
        let admitted_digests: Vec<Named> = self.admitted.iter().flatten().cloned().collect();
        let admitted = judge(&shelf, &admitted_digests, &self.lives)?;
        let mut current = BTreeMap::new();
        for (obligation, files) in &self.current {
            // As it was handed in, under the inventory's names: merged rows could not contradict each other.
            let mut set = Shelf::default().read(app, files)?;
            complete_components(&mut set);
            names.resolve_all(&mut set);
            current.insert(obligation.clone(), set);
        }
        let mut delivered = HashSet::new();
        for digest in &self.delivered_facts {
            let types = types_of(app, digest)?;
            delivered.extend(types.iter().map(|ty| yunjian_catalogue::vocabulary().get(*ty).name.clone()));
        }
        let previous = match &self.previous {
            // What stood open last month is compared as it stood then.
            Some(previous) => Some((
                judge(&Shelf::default(), &previous.facts, &Lives::default())?,
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
            exceptions,
            current,
            previous,
            platform: self.platform,
            zone: self.zone,
            manifest: self.manifest,
        })
    }
}

fn evidence_items(app: &App, subject: &Subject) -> Result<Vec<EvidenceItem>, JobFault> {
    let receipt = Receipt {
        covers_from: subject.covers_from,
        covers_to: subject.covers_to,
        at: subject.now,
        automatic: subject.automatic,
    };
    let mut items = Vec::with_capacity(subject.files.len() + 1);
    for file in &subject.files {
        let summary: serde_json::Value = serde_json::from_slice(&app.blobs().read(&file.summary, 64 << 20)?)?;
        items.push(receipt.file(&Handed {
            sha256: &file.sha256,
            size: file.size,
            kind: &file.kind,
            format: &file.format,
            summary: &summary,
        }));
    }
    items.extend(subject.form.as_ref().map(|form| receipt.form(form)));
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
            current: &self.current,
            previous: self.previous.as_ref().map(|(facts, form, period)| Previous { facts, form, period }),
            platform: &self.platform,
            now: self.manifest.now,
            zone: self.zone.clone(),
            working_days: working_days(),
            level_thresholds: &[],
            exceptions: &self.exceptions,
            remedies: &[],
        }
    }

    /// What the form and the list of evidence still lack.
    pub(super) fn lacking(&self) -> Result<Vec<RuleResult>, JobFault> {
        let form = self.form_filled.then_some(&self.form);
        assess::lacking(self.obligation, form, &self.evidence).map_err(|e| JobFault(e.to_string()))
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
