//! What an admitted submission changes in the lives of findings and components (7.2.1 i, m).
//!
//! A finding is *fixed* only when a later scan by the same tool covered its component and did not see it;
//! a component nobody scanned makes its findings *not scanned*, never fixed. Reading the same file again, or a
//! file older than what is known, changes nothing.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use sha2::{Digest as _, Sha256};
use sqlx::{AnyConnection, AssertSqlSafe};
use yunjian_domain::act::FileFacts;
use yunjian_domain::facts::{Row, Value};
use yunjian_domain::identity;
use yunjian_domain::names::{Named, Names};

use super::FactSource;
use crate::db::{bulk_rows, placeholders};
use crate::{Error, Result, db::Engine};

pub(super) struct Admitted<'a> {
    pub submission: &'a str,
    pub files: &'a [FileFacts],
    pub inventory: bool,
    pub at: i64,
}

/// The id of a finding's life on a platform, from its identity.
pub fn finding_id(platform: &str, identity: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(platform.as_bytes());
    hash.update([0]);
    hash.update(identity.as_bytes());
    hex::encode(&hash.finalize()[..16])
}

#[derive(Default)]
struct Seen {
    /// As the files state them, and whether a scanner's own file does.
    rows: Vec<(Row, bool)>,
    /// By identity, speaking of the inventory's components.
    findings: BTreeMap<String, (Row, bool)>,
    /// What the file itself calls the asset, by identity.
    stated: BTreeMap<String, String>,
    components: BTreeMap<String, Row>,
    /// Latest end of a scan, by tool and by whether its own file says so.
    ended: BTreeMap<(String, bool), i64>,
    /// By tool and component.
    targets: BTreeMap<(String, String), Target>,
}

#[derive(Default)]
struct Target {
    authenticated: bool,
    reached: bool,
    observed: bool,
}

pub(super) async fn admit(
    on: &mut AnyConnection,
    engine: Engine,
    admitted: Admitted<'_>,
    facts: &dyn FactSource,
) -> Result<()> {
    let (platform, period_start) = one!(
        (String, i64),
        &mut *on,
        "SELECT s.platform_id, d.start_at FROM submissions s JOIN dues d ON d.id = s.due_id WHERE s.id = $1",
        admitted.submission.to_owned()
    )
    .ok_or_else(|| Error::Corrupt(format!("submission {} serves no due item", admitted.submission)))?;

    let mut seen = Seen::default();
    for file in admitted.files {
        // What a scan sees is an observation; the inventory is what the register says.
        let observed = file.kind == "scan";
        // A table was written by a person or exported; anything else is a tool's own file.
        let own = !(file.format.starts_with("csv:") || file.format.starts_with("xlsx:"));
        facts
            .each(&file.facts, &mut |row| {
                if !(observed && row.fact_type().name == "components") {
                    seen.take(row, own);
                }
            })
            .map_err(|e| Error::Corrupt(format!("fact file {}: {e}", file.facts)))?;
    }
    let replaced = admitted.inventory && !seen.components.is_empty();
    if replaced {
        replace_inventory(&mut *on, engine, &platform, &admitted, &seen).await?;
    }
    let names = current_names(&mut *on, &platform).await?;
    if replaced {
        give_names(&mut *on, &platform, &names).await?;
    }
    seen.resolve(&names, admitted.at);
    upsert_findings(&mut *on, engine, &platform, &admitted, &seen).await?;
    insert_targets(&mut *on, engine, admitted.submission, &seen).await?;
    for ((tool, observed), ended) in &seen.ended {
        let scan = Scan { tool, observed: *observed, ended: *ended };
        mark_gone(&mut *on, &platform, admitted.submission, &scan, period_start).await?;
    }
    Ok(())
}

impl Seen {
    fn take(&mut self, row: Row, observed: bool) {
        match row.fact_type().name.as_str() {
            // A register may list what it calls closed; only a scan can show that.
            "findings" if row.text("status").is_none_or(|status| status == "open") => {
                self.rows.push((row, observed));
            }
            "scans" => self.rows.push((row, observed)),
            "components" => {
                if let Some(id) = row.text("id") {
                    self.components.entry(id.to_owned()).or_insert(row);
                }
            }
            _ => {}
        }
    }

    /// Reads the rows as speaking of the inventory's components.
    fn resolve(&mut self, names: &Names, at: i64) {
        let (scans, findings): (Vec<_>, Vec<_>) = std::mem::take(&mut self.rows)
            .into_iter()
            .map(|(mut row, observed)| {
                let stated = row.text("component_id").unwrap_or_default().to_owned();
                names.resolve(&mut row);
                (row, observed, stated)
            })
            .partition(|(row, ..)| row.fact_type().name == "scans");
        for (row, observed, _) in &scans {
            self.take_scan(row, *observed, at);
        }
        for (row, observed, stated) in findings {
            let identity = identity::of(&row);
            self.stated.entry(identity.clone()).or_insert(stated);
            match self.findings.entry(identity) {
                Entry::Vacant(place) => _ = place.insert((row, observed)),
                // Of a scanner's row and a register's the scanner's is followed: only its tool can show the repair.
                Entry::Occupied(mut place) if observed && !place.get().1 => _ = place.insert((row, observed)),
                Entry::Occupied(_) => {}
            }
        }
    }

    fn take_scan(&mut self, row: &Row, observed: bool, at: i64) {
        let tool = tool_name(row.text("tool").unwrap_or_default());
        let ended = row.get("ended_at").as_time().unwrap_or(at).min(at);
        let latest = self.ended.entry((tool.clone(), observed)).or_insert(ended);
        *latest = (*latest).max(ended);
        let list = |field: &str| row.get(field).as_list().unwrap_or_default().to_vec();
        let (authenticated, failed) = (list("authenticated_ids"), list("failed_ids"));
        for target in list("target_ids") {
            let entry = self.targets.entry((tool.clone(), target.to_string())).or_default();
            entry.authenticated |= authenticated.contains(&target);
            entry.reached |= !failed.contains(&target);
            entry.observed |= observed;
        }
    }

    /// When this import saw a finding: the end of its tool's scan, else what the row says, else its arrival.
    fn seen_at(&self, row: &Row, observed: bool, at: i64) -> i64 {
        row.text("source_tool")
            .and_then(|tool| {
                let of = |observed| self.ended.get(&(tool_name(tool), observed)).copied();
                of(observed).or_else(|| of(!observed))
            })
            .or_else(|| row.get("last_seen").as_time())
            .unwrap_or(at)
            .min(at)
    }
}

async fn upsert_findings(
    on: &mut AnyConnection,
    engine: Engine,
    platform: &str,
    admitted: &Admitted<'_>,
    seen: &Seen,
) -> Result<()> {
    const COLUMNS: usize = 24;
    let rows: Vec<_> = seen.findings.iter().collect();
    let exploited = Exploited::listed(&mut *on).await?;
    for chunk in rows.chunks(bulk_rows(COLUMNS)) {
        let sql = format!(
            "INSERT INTO findings (id, platform_id, status, title, severity, severity_rank, rule_id, cves, component_id, \
             weakness, location, source_tool, first_seen, last_seen, submission_id, file, place, observed, \
             stated, first_seen_from, planned_at, exploited, exploited_due, exploited_stated) VALUES {} \
             ON CONFLICT (id) DO UPDATE SET \
             status = CASE WHEN findings.last_seen >= excluded.last_seen THEN findings.status \
                           WHEN findings.status = 'fixed' THEN 'reappeared' ELSE 'persistent' END, \
             fixed_at = CASE WHEN findings.last_seen >= excluded.last_seen THEN findings.fixed_at ELSE NULL END, \
             verified_at = CASE WHEN findings.last_seen >= excluded.last_seen THEN findings.verified_at ELSE NULL END, \
             stated = CASE WHEN findings.last_seen >= excluded.last_seen THEN findings.stated ELSE excluded.stated END, \
             first_seen_from = CASE WHEN excluded.first_seen < findings.first_seen THEN excluded.first_seen_from ELSE findings.first_seen_from END, \
             planned_at = COALESCE(excluded.planned_at, findings.planned_at), \
             exploited_stated = CASE WHEN excluded.exploited_stated = 1 THEN 1 ELSE findings.exploited_stated END, \
             exploited = CASE WHEN excluded.exploited = 1 OR findings.exploited_stated = 1 THEN 1 ELSE 0 END, \
             exploited_due = excluded.exploited_due, \
             first_seen = CASE WHEN excluded.first_seen < findings.first_seen THEN excluded.first_seen ELSE findings.first_seen END, \
             source_tool = CASE WHEN excluded.source_tool IS NULL THEN findings.source_tool \
                                WHEN findings.source_tool IS NULL THEN excluded.source_tool \
                                WHEN findings.last_seen >= excluded.last_seen THEN findings.source_tool ELSE excluded.source_tool END, \
             observed = CASE WHEN excluded.observed = 1 THEN 1 ELSE findings.observed END, \
             title = CASE WHEN findings.last_seen >= excluded.last_seen THEN findings.title ELSE excluded.title END, \
             severity = CASE WHEN findings.last_seen >= excluded.last_seen THEN findings.severity ELSE excluded.severity END, \
             severity_rank = CASE WHEN findings.last_seen >= excluded.last_seen THEN findings.severity_rank ELSE excluded.severity_rank END, \
             submission_id = CASE WHEN findings.last_seen >= excluded.last_seen THEN findings.submission_id ELSE excluded.submission_id END, \
             file = CASE WHEN findings.last_seen >= excluded.last_seen THEN findings.file ELSE excluded.file END, \
             place = CASE WHEN findings.last_seen >= excluded.last_seen THEN findings.place ELSE excluded.place END, \
             last_seen = CASE WHEN findings.last_seen >= excluded.last_seen THEN findings.last_seen ELSE excluded.last_seen END",
            placeholders(engine, chunk.len(), COLUMNS)
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for (identity, (row, observed)) in chunk {
            let listed = exploited.of(row.get("cves").as_list().unwrap_or_default());
            let stated_exploited = row.get("kev").as_bool() == Some(true);
            let severity = row.text("severity").unwrap_or("unknown");
            let last_seen = seen.seen_at(row, *observed, admitted.at);
            let first_seen = row.get("first_seen").as_time().unwrap_or(last_seen).min(last_seen);
            let text = |field: &str| row.text(field).map(str::to_owned);
            query = query
                .bind(finding_id(platform, identity))
                .bind(platform.to_owned())
                .bind("new")
                .bind(text("title"))
                .bind(severity.to_owned())
                .bind(severity_rank(severity))
                .bind(text("rule_id"))
                .bind(joined(row.get("cves")))
                .bind(text("component_id"))
                .bind(identity::weakness(row))
                .bind(text("location"))
                .bind(row.text("source_tool").map(tool_name))
                .bind(first_seen)
                .bind(last_seen)
                .bind(admitted.submission.to_owned())
                .bind(text("file"))
                .bind(text("place"))
                .bind(i64::from(*observed))
                .bind(seen.stated.get(*identity).cloned().unwrap_or_default())
                .bind(admitted.submission.to_owned())
                .bind(row.get("due_at").as_time())
                .bind(i64::from(listed.is_some() || stated_exploited))
                .bind(listed.flatten())
                .bind(i64::from(stated_exploited));
        }
        query.execute(&mut *on).await?;
    }
    Ok(())
}

async fn insert_targets(on: &mut AnyConnection, engine: Engine, submission: &str, seen: &Seen) -> Result<()> {
    const COLUMNS: usize = 6;
    let rows: Vec<_> = seen.targets.iter().collect();
    for chunk in rows.chunks(bulk_rows(COLUMNS)) {
        let sql = format!(
            "INSERT INTO scan_targets (submission_id, source_tool, component_id, authenticated, failed, observed) VALUES {}",
            placeholders(engine, chunk.len(), COLUMNS)
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for ((tool, component), target) in chunk {
            query = query
                .bind(submission.to_owned())
                .bind(tool.clone())
                .bind(component.clone())
                .bind(i64::from(target.authenticated))
                .bind(i64::from(!target.reached))
                .bind(i64::from(target.observed));
        }
        query.execute(&mut *on).await?;
    }
    Ok(())
}

/// A scan of this import: by which tool, by its own file or a register's word, and when it ended.
struct Scan<'a> {
    tool: &'a str,
    observed: bool,
    ended: i64,
}

async fn mark_gone(
    on: &mut AnyConnection,
    platform: &str,
    submission: &str,
    scan: &Scan<'_>,
    period_start: i64,
) -> Result<()> {
    // A register may say that a scan took place; what a scanner's own file showed is only undone by such a file.
    exec!(
        &mut *on,
        "UPDATE findings SET status = 'fixed', fixed_at = $1, verified_at = NULL \
         WHERE platform_id = $2 AND source_tool = $3 AND status <> 'fixed' AND last_seen < $4 AND observed <= $5 \
         AND EXISTS (SELECT 1 FROM scan_targets t WHERE t.submission_id = $6 AND t.source_tool = findings.source_tool \
                     AND t.component_id = findings.component_id AND t.failed = 0 AND t.observed >= findings.observed)",
        scan.ended,
        platform.to_owned(),
        scan.tool.to_owned(),
        scan.ended,
        i64::from(scan.observed),
        submission.to_owned()
    );
    // Only a scan with login shows that it is gone; one without may merely not have looked far enough.
    exec!(
        &mut *on,
        "UPDATE findings SET verified_at = $1 \
         WHERE platform_id = $2 AND source_tool = $3 AND status = 'fixed' AND verified_at IS NULL AND last_seen < $4 \
         AND EXISTS (SELECT 1 FROM scan_targets t WHERE t.submission_id = $5 AND t.source_tool = findings.source_tool \
                     AND t.component_id = findings.component_id AND t.failed = 0 AND t.authenticated = 1 AND t.observed >= findings.observed)",
        scan.ended,
        platform.to_owned(),
        scan.tool.to_owned(),
        scan.ended,
        submission.to_owned()
    );
    // Several submissions of one period may cover different parts; only what no scan since the period's start
    // has touched counts as not scanned.
    exec!(
        on,
        "UPDATE findings SET status = 'not_scanned' \
         WHERE platform_id = $1 AND source_tool = $2 AND status IN ('new', 'persistent', 'reappeared') AND last_seen < $3 \
         AND last_seen < $4",
        platform.to_owned(),
        scan.tool.to_owned(),
        scan.ended,
        period_start
    );
    Ok(())
}

async fn replace_inventory(
    on: &mut AnyConnection,
    engine: Engine,
    platform: &str,
    admitted: &Admitted<'_>,
    seen: &Seen,
) -> Result<()> {
    const COLUMNS: usize = 12;
    exec!(&mut *on, "UPDATE components SET current = 0 WHERE platform_id = $1", platform.to_owned());
    let rows: Vec<_> = seen.components.iter().collect();
    for chunk in rows.chunks(bulk_rows(COLUMNS)) {
        let sql = format!(
            "INSERT INTO components (platform_id, id, name, type, version, boundary, owner, addresses, first_seen, last_seen, current, submission_id) \
             VALUES {} ON CONFLICT (platform_id, id) DO UPDATE SET name = excluded.name, type = excluded.type, \
             version = excluded.version, boundary = excluded.boundary, owner = excluded.owner, addresses = excluded.addresses, last_seen = excluded.last_seen, \
             current = 1, submission_id = excluded.submission_id",
            placeholders(engine, chunk.len(), COLUMNS)
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for (id, row) in chunk {
            let text = |field: &str| row.text(field).map(str::to_owned);
            query = query
                .bind(platform.to_owned())
                .bind((*id).clone())
                .bind(text("name"))
                .bind(text("type"))
                .bind(text("version"))
                .bind(text("boundary"))
                .bind(text("owner"))
                .bind(joined(row.get("ips")))
                .bind(admitted.at)
                .bind(admitted.at)
                .bind(1_i64)
                .bind(admitted.submission.to_owned());
        }
        query.execute(&mut *on).await?;
    }
    Ok(())
}

/// Names of the components that the newest admitted inventory states, and what people said of others.
pub(super) async fn current_names(on: &mut AnyConnection, platform: &str) -> Result<Names> {
    let rows = all!(
        (String, Option<String>, String),
        &mut *on,
        "SELECT id, name, addresses FROM components WHERE platform_id = $1 AND current = 1",
        platform.to_owned()
    );
    let said = all!((String, String), on, MAPPED, platform.to_owned());
    Ok(names_of(&rows).also(said))
}

/// Names a person mapped to a component of a platform.
pub(crate) const MAPPED: &str =
    "SELECT name, component_id FROM asset_names WHERE platform_id = $1 AND state = 'mapped' ORDER BY id";

/// Weaknesses on the newest list of known exploited ones.
pub(super) struct Exploited(std::collections::HashMap<String, Option<String>>);

impl Exploited {
    pub(super) async fn listed(on: &mut AnyConnection) -> Result<Self> {
        let rows = all!((String, Option<String>), on, "SELECT cve, due_on FROM exploited");
        Ok(Self(rows.into_iter().collect()))
    }
    /// Whether one of the weaknesses is listed, and the earliest day the list gives.
    pub(super) fn of<S: AsRef<str>>(&self, cves: &[S]) -> Option<Option<String>> {
        let found: Vec<&Option<String>> =
            cves.iter().filter_map(|cve| self.0.get(&cve.as_ref().to_ascii_uppercase())).collect();
        (!found.is_empty()).then(|| found.into_iter().flatten().min().cloned())
    }
}

/// The rows of a register a provider kept before: findings seen at the moments it states, observed by nobody here.
pub(super) async fn import(
    on: &mut AnyConnection,
    engine: Engine,
    platform: &str,
    admitted: Admitted<'_>,
    facts: &dyn FactSource,
) -> Result<()> {
    let mut seen = Seen::default();
    for file in admitted.files {
        facts
            .each(&file.facts, &mut |mut row| {
                if row.fact_type().name == "findings" {
                    // What is treated by a decision made elsewhere is open all the same.
                    if matches!(row.text("status"), Some("accepted" | "false_positive" | "reopened")) {
                        row.set("status", Value::text("open"));
                    }
                    // A register without a last sighting knows of the first one.
                    if row.get("last_seen").is_null() {
                        let first = row.get("first_seen").clone();
                        row.set("last_seen", first);
                    }
                    seen.take(row, false);
                }
            })
            .map_err(|e| Error::Corrupt(format!("fact file {}: {e}", file.facts)))?;
    }
    let names = current_names(&mut *on, platform).await?;
    seen.resolve(&names, admitted.at);
    upsert_findings(on, engine, platform, &admitted, &seen).await
}

pub(crate) fn names_of(rows: &[(String, Option<String>, String)]) -> Names {
    Names::of(rows.iter().map(|(id, name, addresses)| Named {
        id,
        name: name.as_deref(),
        addresses: addresses.split(',').filter(|a| !a.is_empty()).collect(),
    }))
}

/// Lives that began under a name a scan used go on under the component's own, now that an inventory says it. Where
/// both are known already, they become one: seen first when the earlier was, and standing as the newer does.
pub(super) async fn give_names(on: &mut AnyConnection, platform: &str, names: &Names) -> Result<()> {
    let used = all!(
        (String,),
        &mut *on,
        "SELECT DISTINCT component_id FROM findings WHERE platform_id = $1 AND component_id IS NOT NULL ORDER BY component_id",
        platform.to_owned()
    );
    for (name,) in used {
        let Some(component) = names.find(&name).filter(|component| **component != name) else { continue };
        let lives = all!(
            (String, String, i64, i64, Option<String>),
            &mut *on,
            "SELECT id, weakness, first_seen, last_seen, first_seen_from FROM findings WHERE platform_id = $1 AND component_id = $2 ORDER BY id",
            platform.to_owned(),
            name
        );
        for (old, weakness, first_seen, last_seen, from) in lives {
            let id = finding_id(platform, &identity::on(component, &weakness));
            let known = one!(
                (i64, i64, Option<String>),
                &mut *on,
                "SELECT first_seen, last_seen, first_seen_from FROM findings WHERE id = $1 AND id <> $2",
                id.clone(),
                old.clone()
            );
            let Some((known_first, known_last, known_from)) = known else {
                exec!(
                    &mut *on,
                    "UPDATE findings SET id = $1, component_id = $2 WHERE id = $3",
                    id,
                    component.to_owned(),
                    old
                );
                continue;
            };
            let (gone, stays) = if known_last >= last_seen { (old, id.clone()) } else { (id.clone(), old) };
            exec!(&mut *on, "DELETE FROM findings WHERE id = $1", gone);
            exec!(
                &mut *on,
                "UPDATE findings SET id = $1, component_id = $2, first_seen = $3, first_seen_from = $4 WHERE id = $5",
                id,
                component.to_owned(),
                first_seen.min(known_first),
                if first_seen < known_first { from } else { known_from },
                stays
            );
        }
    }
    Ok(())
}

/// People write `Nessus`, the scanner's file says `nessus`: one tool.
fn tool_name(stated: &str) -> String {
    stated.trim().to_lowercase()
}

/// Order of severities for sorting and counting; higher is worse.
fn severity_rank(severity: &str) -> i64 {
    match severity {
        "critical" => 5,
        "high" => 4,
        "medium" => 3,
        "low" => 2,
        "info" => 1,
        _ => 0,
    }
}

/// Lives that are known only because a name stood for a component go on under the name itself.
pub(super) async fn take_names(
    on: &mut AnyConnection,
    platform: &str,
    name: &str,
    component: &str,
) -> Result<()> {
    let lives = all!(
        (String, String),
        &mut *on,
        "SELECT id, weakness FROM findings WHERE platform_id = $1 AND component_id = $2 AND LOWER(stated) = $3 ORDER BY id",
        platform.to_owned(),
        component.to_owned(),
        name.to_ascii_lowercase()
    );
    for (old, weakness) in lives {
        let id = finding_id(platform, &identity::on(name, &weakness));
        exec!(
            &mut *on,
            "UPDATE findings SET id = $1, component_id = $2 WHERE id = $3",
            id,
            name.to_owned(),
            old
        );
    }
    Ok(())
}

fn joined(value: &Value) -> String {
    value.as_list().map(|list| list.join(",")).unwrap_or_default()
}
