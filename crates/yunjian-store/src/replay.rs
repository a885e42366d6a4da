//! Replay: rebuild every table from the acts alone and compare, byte for byte.
//!
//! What is shown: every act still has the bytes its ledger leaf commits to; the leaves are the ones under the
//! signed checkpoints; every content and blob has its digest; and the tables people read are exactly what the
//! acts say. A row altered by hand is found and named.

use std::path::Path;

use futures_util::TryStreamExt;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Column, Row as _};
use yunjian_domain::act::ActRecord;
use yunjian_ledger::checkpoint::Checkpoint;
use yunjian_ledger::key::VerifierKey;
use yunjian_ledger::tree::MemoryTree;
use yunjian_ledger::{Salt, commit};

use crate::blobs::Blobs;
use crate::ledger::parse;
use crate::project::{self, FactSource};
use crate::{Result, Store, contents, db::Engine};

/// The tables of the record and the key that orders their dump.
pub const TABLES: &[(&str, &[&str])] = &[
    ("contents", &["digest"]),
    ("organisations", &["id"]),
    ("users", &["id"]),
    ("platforms", &["id"]),
    ("access", &["organisation_id", "platform_id", "role"]),
    ("authorisations", &["id"]),
    ("mandates", &["id"]),
    ("plans", &["platform_id", "version"]),
    ("plan_items", &["platform_id", "obligation"]),
    ("plan_parameters", &["platform_id", "obligation", "name"]),
    ("plan_changes", &["id"]),
    ("platform_events", &["id"]),
    ("dues", &["id"]),
    ("submissions", &["id"]),
    ("submission_files", &["submission_id", "ordinal"]),
    ("nonconformities", &["id"]),
    ("notices", &["id"]),
    ("deputies", &["id"]),
    ("rectifications", &["id"]),
    ("milestones", &["id"]),
    ("escalations", &["id"]),
    ("reminders", &["id"]),
    ("standing_spans", &["platform_id", "obligation", "from_at"]),
    ("findings", &["id"]),
    ("scan_targets", &["submission_id", "source_tool", "component_id"]),
    ("components", &["platform_id", "id"]),
    ("deviations", &["id"]),
    ("deviation_targets", &["deviation_id", "ordinal"]),
    ("deviation_files", &["deviation_id", "ordinal"]),
    ("asset_names", &["id"]),
    ("exploited_lists", &["id"]),
    ("exploited", &["cve"]),
    ("history_imports", &["id"]),
];

/// At most so many faults are listed; the count goes on.
const MOST_FAULTS: usize = 100;

/// What the replay found.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    pub acts: i64,
    pub rows: i64,
    pub blobs: i64,
    pub checkpoints: i64,
    /// Each a sentence naming act, row or blob.
    pub faults: Vec<String>,
    pub faults_total: usize,
}

impl Outcome {
    pub fn clean(&self) -> bool {
        self.faults_total == 0
    }
    fn fault(&mut self, text: String) {
        self.faults_total += 1;
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(text);
        }
    }
}

/// Replays `source` into the empty database at `scratch` (a path that does not exist yet) and compares.
/// `keys` are the log's keys, newest and earlier ones.
///
/// # Errors
/// When a database cannot be read or written; what is wrong with the record is in the outcome.
pub async fn replay(
    source: &Store,
    blobs: &Blobs,
    facts: &dyn FactSource,
    keys: &[VerifierKey],
    scratch: &Path,
) -> Result<Outcome> {
    let target = Store::open(&format!("sqlite:{}", scratch.display())).await?;
    let mut outcome = Outcome::default();
    let mut from = source.begin_snapshot().await?;
    let mut into = target.begin_record().await?;

    copy_contents(&mut from, &mut into, &mut outcome).await?;
    let tree = replay_acts(&mut from, &mut into, facts, &mut outcome).await?;
    check_ledger(&mut from, &tree, keys, &mut outcome).await?;
    for (table, key) in TABLES {
        compare(&mut from, source.engine(), &mut into, table, key, &mut outcome).await?;
    }
    check_blobs(&mut from, blobs, &mut outcome).await?;

    into.rollback().await?;
    from.rollback().await?;
    target.close().await;
    Ok(outcome)
}

async fn copy_contents(
    from: &mut AnyConnection,
    into: &mut AnyConnection,
    outcome: &mut Outcome,
) -> Result<()> {
    let mut rows = sqlx::query_as::<_, (String, Option<String>, Option<String>, i64)>(
        "SELECT digest, salt, body, erased FROM contents",
    )
    .fetch(from);
    while let Some((digest, salt, body, erased)) = rows.try_next().await? {
        if erased == 0 {
            let fits = match (&salt, &body) {
                (Some(salt), Some(body)) => hex::decode(salt)
                    .ok()
                    .and_then(|salt| <[u8; 16]>::try_from(salt).ok())
                    .is_some_and(|salt| contents::reference(&salt, body).0 == digest),
                _ => false,
            };
            if !fits {
                outcome.fault(format!(
                    "contents {digest}: the text was altered or removed without an act of erasure"
                ));
            }
        }
        // Erased ones start out as they were; the act of erasure is replayed and must be there.
        exec!(
            &mut *into,
            "INSERT INTO contents (digest, salt, body, erased) VALUES ($1, $2, $3, 0)",
            digest,
            salt,
            body
        );
    }
    Ok(())
}

/// A row of `acts`: besides the committed body, what lists are made of.
#[derive(sqlx::FromRow)]
struct ActColumns {
    seq: i64,
    id: String,
    salt: String,
    body: String,
    leaf: String,
    at: i64,
    kind: String,
    subject: String,
    platform_id: Option<String>,
    user_id: Option<String>,
    organisation_id: Option<String>,
    cause_id: Option<String>,
}

impl ActColumns {
    /// Columns that do not say what the body says.
    fn differences(&self, record: &ActRecord) -> Vec<&'static str> {
        let columns = [
            ("at", self.at == record.at),
            ("kind", self.kind == record.act.kind()),
            ("subject", self.subject == record.act.subject()),
            ("platform_id", self.platform_id == record.platform),
            ("user_id", self.user_id == record.by.user),
            ("organisation_id", self.organisation_id == record.by.organisation),
            ("cause_id", self.cause_id == record.cause),
        ];
        columns.iter().filter(|(_, same)| !same).map(|(name, _)| *name).collect()
    }
}

async fn replay_acts(
    from: &mut AnyConnection,
    into: &mut AnyConnection,
    facts: &dyn FactSource,
    outcome: &mut Outcome,
) -> Result<MemoryTree> {
    let mut tree = MemoryTree::new();
    let mut rows = sqlx::query_as::<_, ActColumns>(
        "SELECT seq, id, salt, body, leaf, at, kind, subject, platform_id, user_id, organisation_id, cause_id \
         FROM acts ORDER BY seq",
    )
    .fetch(from);
    while let Some(row) = rows.try_next().await? {
        let (seq, id, body) = (row.seq, row.id.as_str(), row.body.as_str());
        outcome.acts += 1;
        if seq != outcome.acts {
            outcome.fault(format!("acts: act {} is missing before act {id} (seq {seq})", outcome.acts));
            outcome.acts = seq;
        }
        // A leaf or a salt that is no hash at all is an alteration like any other: it is named, and what follows
        // is still looked at.
        let committed = row
            .salt
            .parse::<Salt>()
            .ok()
            .map(|salt| commit::leaf_of(&commit::commitment(&salt, body.as_bytes())));
        let stored = parse(&row.leaf).ok();
        if committed.is_none() || committed != stored {
            outcome.fault(format!("acts: act {id} (seq {seq}) does not have the bytes its leaf commits to"));
        }
        let leaf = stored.or(committed).unwrap_or_else(yunjian_ledger::tree::empty_root);
        if tree.append(&[leaf]).is_err() {
            outcome.fault(format!("acts: act {id} (seq {seq}) does not fit the tree"));
        }
        match ActRecord::decode(body) {
            Ok(record) if record.id != id => {
                outcome.fault(format!(
                    "acts: the row of act {id} (seq {seq}) holds the body of act {}",
                    record.id
                ));
            }
            Ok(record) => {
                let altered = row.differences(&record);
                if !altered.is_empty() {
                    outcome.fault(format!(
                        "acts: the row of act {id} (seq {seq}) differs from its body in {}",
                        altered.join(", ")
                    ));
                }
                if let Err(error) = project::project(&mut *into, Engine::Sqlite, &record, facts).await {
                    outcome.fault(format!(
                        "acts: act {id} (seq {seq}, {}) does not replay: {error}",
                        record.act.kind()
                    ));
                }
            }
            Err(error) => outcome.fault(format!("acts: act {id} (seq {seq}) does not decode: {error}")),
        }
    }
    Ok(tree)
}

async fn check_ledger(
    from: &mut AnyConnection,
    tree: &MemoryTree,
    keys: &[VerifierKey],
    outcome: &mut Outcome,
) -> Result<()> {
    let leaves = all!(
        (i64, String, String),
        &mut *from,
        "SELECT a.seq, a.id, a.leaf FROM acts a JOIN ledger_nodes n ON n.level = 0 AND n.idx = a.seq - 1 WHERE n.hash <> a.leaf"
    );
    for (seq, id, _) in leaves {
        outcome.fault(format!(
            "ledger_nodes: the leaf of act {id} (seq {seq}) differs from the one in the tree"
        ));
    }
    let checkpoints = all!(
        (i64, String, String),
        &mut *from,
        "SELECT size, root, note FROM ledger_checkpoints ORDER BY size"
    );
    for (size, root, note) in checkpoints {
        outcome.checkpoints += 1;
        let opened = keys.iter().find_map(|key| Checkpoint::open(&note, key, &[]).ok());
        let Some(opened) = opened else {
            outcome
                .fault(format!("ledger_checkpoints: no key of the log signed the checkpoint of size {size}"));
            continue;
        };
        let same =
            opened.checkpoint.size == size.unsigned_abs() && opened.checkpoint.root.to_string() == root;
        let fits = tree.root(size.unsigned_abs()).is_ok_and(|found| found == opened.checkpoint.root);
        if !same || !fits {
            outcome.fault(format!(
                "ledger_checkpoints: the acts up to {size} are not the ones its checkpoint was signed over"
            ));
        }
    }
    Ok(())
}

/// Walks two ordered dumps side by side.
async fn compare(
    from: &mut AnyConnection,
    engine: Engine,
    into: &mut AnyConnection,
    table: &str,
    key: &[&str],
    outcome: &mut Outcome,
) -> Result<()> {
    let mut found = sqlx::query(AssertSqlSafe(dump_statement(engine, table, key))).fetch(from);
    let mut expected = sqlx::query(AssertSqlSafe(dump_statement(Engine::Sqlite, table, key))).fetch(into);
    let mut left = found.try_next().await?.map(|row| line(&row, key)).transpose()?;
    let mut right = expected.try_next().await?.map(|row| line(&row, key)).transpose()?;
    loop {
        let order = match (&left, &right) {
            (None, None) => return Ok(()),
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
            (Some(l), Some(r)) => l.key.cmp(&r.key),
        };
        match order {
            std::cmp::Ordering::Less => {
                if let Some(line) = &left {
                    outcome.fault(format!("{table}: no act made the row {}", line.name()));
                }
                left = found.try_next().await?.map(|row| line(&row, key)).transpose()?;
            }
            std::cmp::Ordering::Greater => {
                if let Some(line) = &right {
                    outcome.fault(format!("{table}: the row {} is missing", line.name()));
                }
                right = expected.try_next().await?.map(|row| line(&row, key)).transpose()?;
            }
            std::cmp::Ordering::Equal => {
                outcome.rows += 1;
                if let (Some(l), Some(r)) = (&left, &right)
                    && l.values != r.values
                {
                    outcome.fault(format!("{table}: the row {} was altered: {}", l.name(), l.difference(r)));
                }
                left = found.try_next().await?.map(|row| line(&row, key)).transpose()?;
                right = expected.try_next().await?.map(|row| line(&row, key)).transpose()?;
            }
        }
    }
}

async fn check_blobs(from: &mut AnyConnection, blobs: &Blobs, outcome: &mut Outcome) -> Result<()> {
    let mut rows = sqlx::query_as::<_, (String, String)>(
        "SELECT sha256, submission_id FROM submission_files \
         UNION SELECT facts, submission_id FROM submission_files WHERE facts IS NOT NULL \
         UNION SELECT summary, submission_id FROM submission_files WHERE summary IS NOT NULL \
         UNION SELECT assessment, id FROM submissions WHERE assessment IS NOT NULL \
         UNION SELECT report, id FROM submissions WHERE report IS NOT NULL \
         UNION SELECT sha256, deviation_id FROM deviation_files \
         UNION SELECT sha256, id FROM history_imports UNION SELECT facts, id FROM history_imports",
    )
    .fetch(from);
    while let Some((digest, submission)) = rows.try_next().await? {
        outcome.blobs += 1;
        match blobs.intact(&digest) {
            Ok(true) => {}
            Ok(false) => outcome.fault(format!("blob {digest} of submission {submission} was altered")),
            Err(error) => {
                outcome.fault(format!("blob {digest} of submission {submission} cannot be read: {error}"));
            }
        }
    }
    Ok(())
}

/// The canonical dump of the record: one JSON line per row, tables and rows in a fixed order. Two stores with
/// the same acts have the same dump, whatever engine they run on.
///
/// # Errors
/// When the database cannot be read or `out` refuses.
pub async fn dump(store: &Store, out: &mut (dyn std::io::Write + Send)) -> Result<()> {
    let mut from = store.begin_snapshot().await?;
    for (table, key) in TABLES {
        let mut rows =
            sqlx::query(AssertSqlSafe(dump_statement(store.engine(), table, key))).fetch(&mut *from);
        while let Some(row) = rows.try_next().await? {
            let line = line(&row, key)?;
            writeln!(out, "{{\"table\":\"{table}\",\"row\":{}}}", serde_json::Value::Object(line.values))?;
        }
    }
    from.rollback().await?;
    Ok(())
}

/// PostgreSQL sorts text by locale unless told otherwise; SQLite sorts bytes.
fn dump_statement(engine: Engine, table: &str, key: &[&str]) -> String {
    let order: Vec<String> = key
        .iter()
        .map(|column| match (engine, *column) {
            (Engine::Postgres, "version" | "ordinal" | "from_at") | (Engine::Sqlite, _) => {
                (*column).to_owned()
            }
            (Engine::Postgres, column) => format!("{column} COLLATE \"C\""),
        })
        .collect();
    format!("SELECT * FROM {table} ORDER BY {}", order.join(", "))
}

struct Line {
    key: Vec<Part>,
    values: serde_json::Map<String, serde_json::Value>,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Number(i64),
    Text(String),
}

impl Line {
    fn name(&self) -> String {
        let parts: Vec<String> = self
            .key
            .iter()
            .map(|part| match part {
                Part::Number(number) => number.to_string(),
                Part::Text(text) => text.clone(),
            })
            .collect();
        parts.join(" / ")
    }
    fn difference(&self, expected: &Self) -> String {
        let mut out = Vec::new();
        for (column, value) in &self.values {
            if let Some(other) = expected.values.get(column)
                && other != value
            {
                out.push(format!("{column} is {value}, by the acts it is {other}"));
            }
        }
        out.join("; ")
    }
}

fn line(row: &AnyRow, key: &[&str]) -> Result<Line> {
    let mut values = serde_json::Map::new();
    for column in row.columns() {
        let index = column.ordinal();
        let value = match row.try_get::<Option<i64>, _>(index) {
            Ok(Some(number)) => number.into(),
            Ok(None) => serde_json::Value::Null,
            Err(_) => row.try_get::<Option<String>, _>(index)?.into(),
        };
        values.insert(column.name().to_owned(), value);
    }
    let key = key
        .iter()
        .map(|column| match values.get(*column) {
            Some(serde_json::Value::Number(number)) => Part::Number(number.as_i64().unwrap_or_default()),
            Some(serde_json::Value::String(text)) => Part::Text(text.clone()),
            _ => Part::Text(String::new()),
        })
        .collect();
    Ok(Line { key, values })
}
