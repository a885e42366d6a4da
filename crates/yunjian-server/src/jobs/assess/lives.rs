//! What the platform's record knows of findings beyond what files say: their lives, the decisions that hold for them,
//! and whether they are known to be exploited.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use yunjian_assess::Exception;
use yunjian_catalogue::{catalogue, vocabulary};
use yunjian_domain::facts::{FactSet, Row, Value};
use yunjian_domain::held::Held;
use yunjian_domain::identity;
use yunjian_domain::names::Names;
use yunjian_store::Scope;
use yunjian_store::deviation::HeldRow;
use yunjian_store::evidence::{LifeRow, finding_id};

use super::{ManifestDeviation, ManifestList};
use crate::App;
use crate::jobs::JobFault;

/// The lives of a platform's findings, the names it follows them under, and what was decided of them.
#[derive(Default)]
pub(super) struct Lives {
    platform: String,
    names: Names,
    rows: HashMap<String, LifeRow>,
    /// Names that people mapped to components.
    pub(super) said: Vec<(String, String)>,
    held: Held,
    decisions: HashMap<String, HeldRow>,
    /// Weaknesses of the list in force, and whether there is a list.
    exploited: HashSet<String>,
    pub(super) list: Option<ManifestList>,
}

impl Lives {
    /// As they stand for an assessment whose now is `now`.
    pub(super) async fn of(app: &App, platform: &str, now: i64) -> Result<Self, JobFault> {
        let (scope, store) = (Scope::system(), app.store());
        let mut decisions = store.held(&scope, platform, now).await?;
        let names = store.component_names(&scope, platform).await?;
        let held = Held::of(decisions.iter_mut().flat_map(|row| std::mem::take(&mut row.targets)), &names);
        let said = store.asset_names(&scope, platform).await?;
        let list = store.exploited_lists(&scope).await?.into_iter().next();
        Ok(Self {
            rows: store.finding_lives(&scope, platform).await?,
            names,
            platform: platform.to_owned(),
            said: said
                .into_iter()
                .filter(|n| n.state == "mapped")
                .filter_map(|n| Some((n.name, n.component_id?)))
                .collect(),
            held,
            decisions: decisions.into_iter().map(|row| (row.id.clone(), row)).collect(),
            exploited: store.exploited(&scope).await?.into_iter().map(|(cve, _)| cve).collect(),
            list: list.map(|l| ManifestList { id: l.id, version: l.version, digest: l.digest }),
        })
    }

    /// The decisions, as the manifest names them.
    pub(super) fn frozen(&self) -> Vec<ManifestDeviation> {
        let mut out: Vec<ManifestDeviation> = self
            .decisions
            .values()
            .map(|row| ManifestDeviation { id: row.id.clone(), kind: row.kind.clone(), until: row.until_at })
            .collect();
        out.sort_by(|a, b| a.id.cmp(&b.id));
        out
    }

    fn life(&self, finding: &Row) -> (String, Option<&LifeRow>) {
        let stated = finding.text("component_id").unwrap_or_default();
        let asset = self.names.find(stated).unwrap_or(stated);
        let id = finding_id(&self.platform, &identity::on(asset, &identity::weakness(finding)));
        let life = self.rows.get(&id);
        (id, life)
    }

    /// Rows that rules about single findings leave out of the grading: each by the decision that says so. A number that
    /// two findings share, or that a component carries, excuses none of them: it does not say which one is meant.
    pub(super) fn exceptions(&self, facts: &FactSet) -> Vec<Exception> {
        let mut by_uid: HashMap<&str, Vec<&Row>> = HashMap::new();
        for row in facts.named("findings") {
            if let Some(uid) = row.text("uid") {
                by_uid.entry(uid).or_default().push(row);
            }
        }
        let mut taken: HashSet<&str> = HashSet::new();
        for table in vocabulary().types.iter().filter(|ty| ty.name != "findings") {
            taken.extend(facts.table(table.id).iter().filter_map(|row| row.text("id")));
        }
        let mut out: Vec<Exception> = by_uid
            .into_iter()
            .filter(|(uid, rows)| rows.len() == 1 && !taken.contains(uid))
            .filter_map(|(uid, rows)| {
                let decision = self.decisions.get(rows[0].text("deviation_id")?)?;
                let sets_aside = catalogue().deviations.of(&decision.kind).is_some_and(|k| k.sets_aside);
                sets_aside.then(|| Exception {
                    subject_id: uid.to_owned(),
                    until: decision.until_at,
                    decision: Some(decision.id.clone()),
                })
            })
            .collect();
        out.sort_by(|a, b| a.subject_id.cmp(&b.subject_id));
        out
    }
}

/// Adds to every finding what only the platform knows (when it was first seen, whether a later scan showed it fixed, what
/// was decided of it, whether it is known to be exploited), and merges rows that speak of the same finding of the same
/// component: a scanner's, which names an address, and a register's, which names an id.
pub(super) fn give_life(set: &mut FactSet, lives: &Lives, names: &Names) {
    let Some(ty) = vocabulary().fact_type("findings") else { return };
    let rows = std::mem::take(set.table_mut(ty.id));
    let mut places: HashMap<String, usize> = HashMap::with_capacity(rows.len());
    let mut merged: Vec<Row> = Vec::with_capacity(rows.len());
    for mut row in rows {
        let (id, life) = lives.life(&row);
        if let Some(life) = life {
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
        names.resolve(&mut row);
        decide(&mut row, lives, id);
        match places.entry(identity::of(&row)) {
            Entry::Occupied(place) => fill(&mut merged[*place.get()], &row),
            Entry::Vacant(place) => {
                place.insert(merged.len());
                merged.push(row);
            }
        }
    }
    *set.table_mut(ty.id) = merged;
}

/// What was decided of a finding: only the supervisor's decision counts, whatever the file claims of itself.
fn decide(row: &mut Row, lives: &Lives, id: String) {
    let cves: Vec<String> =
        row.get("cves").as_list().unwrap_or_default().iter().map(|c| c.to_ascii_uppercase()).collect();
    let listed = cves.iter().any(|cve| lives.exploited.contains(cve));
    if listed || row.get("kev").is_null() {
        row.set("kev", Value::Bool(listed));
    }
    let weakness = identity::weakness(row);
    let found = lives.held.find(row.text("component_id"), &weakness, &cves);
    let decision = found.and_then(|(target, _)| lives.decisions.get(&target.deviation));
    row.set("deviation_approved", Value::Bool(decision.is_some()));
    let Some(decision) = decision else {
        row.set("deviation_id", Value::Null).set("deviation_expires_at", Value::Null);
        return;
    };
    row.set("deviation_id", Value::text(&decision.id))
        .set("deviation_kind", Value::text(&decision.kind))
        .set("deviation_expires_at", Value::Time(decision.until_at));
    if let Some(adjusted) = &decision.adjusted {
        row.set("severity", Value::text(adjusted));
    }
    // Rules name single rows by their number. Where there is none and the finding is told apart by rule or CVE, the number
    // of its life stands in.
    let told_apart = row.text("rule_id").is_some() || !cves.is_empty();
    if row.get("uid").is_null() && told_apart {
        row.set("uid", Value::text(id));
    }
}

/// Takes over what the first row does not know.
fn fill(into: &mut Row, from: &Row) {
    for (value, other) in into.values.iter_mut().zip(&from.values) {
        if value.is_null() {
            value.clone_from(other);
        }
    }
}
