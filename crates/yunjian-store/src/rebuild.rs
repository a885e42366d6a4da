//! Making the tables anew from the acts, in place: what an upgrade does when a newer version projects differently.

use sqlx::AssertSqlSafe;
use yunjian_domain::act::ActRecord;

use crate::project::{self, FactSource};
use crate::replay::TABLES;
use crate::{Error, Result, Store};

/// How this version projects acts into tables. Raise it with every change of `project/` that gives other rows for
/// the same acts, a new column or table of the record among them.
pub(crate) const PROJECTION: i64 = 8;

pub(crate) const SETTING: &str = "projection";
const BATCH: i64 = 500;

impl Store {
    /// Whether the tables were made by a version that projected differently.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn outdated(&self) -> Result<bool> {
        let made = self.setting(SETTING).await?;
        Ok(made.as_deref() != Some(PROJECTION.to_string().as_str()))
    }

    /// Makes the tables of the record anew from the acts, in one transaction, when they are outdated. Answers how
    /// many acts were projected again.
    ///
    /// # Errors
    /// When the database refuses, or an act or a fact file cannot be read; then nothing is changed.
    pub async fn rebuild(&self, facts: &dyn FactSource) -> Result<i64> {
        if !self.outdated().await? {
            return Ok(0);
        }
        let mut tx = self.begin_record().await?;
        // Contents are no projection: acts only refer to them.
        for (table, _) in TABLES.iter().filter(|(table, _)| *table != "contents") {
            exec!(&mut *tx, AssertSqlSafe(format!("DELETE FROM {table}")));
        }
        let mut seq = 0;
        loop {
            let rows = all!(
                (i64, String),
                &mut *tx,
                "SELECT seq, body FROM acts WHERE seq > $1 ORDER BY seq LIMIT $2",
                seq,
                BATCH
            );
            let Some((last, _)) = rows.last() else { break };
            let last = *last;
            for (seq, body) in &rows {
                let record = ActRecord::decode(body)
                    .map_err(|e| Error::Corrupt(format!("act {seq} does not decode: {e}")))?;
                project::project(&mut tx, self.engine, &record, facts).await?;
            }
            seq = last;
        }
        exec!(
            &mut *tx,
            "INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            SETTING,
            PROJECTION.to_string()
        );
        tx.commit().await?;
        Ok(seq)
    }
}
