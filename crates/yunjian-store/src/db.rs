//! The one file in which the engines differ: opening, begin mode, locks, bulk placeholders, append-only
//! triggers, backup. Everything else is one SQL text.

use std::path::Path;
use std::sync::{Arc, Once};

use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::{Any, AnyPool, AssertSqlSafe, Transaction};

use crate::{Error, Result, rebuild};

/// Migrations in order; the position is the schema version. Append, never edit.
const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/0001_record.sql"),
    include_str!("../migrations/0002_names.sql"),
    include_str!("../migrations/0003_procedure.sql"),
    include_str!("../migrations/0004_fleet.sql"),
    include_str!("../migrations/0005_messages.sql"),
    include_str!("../migrations/0006_desk.sql"),
    include_str!("../migrations/0007_queue.sql"),
    include_str!("../migrations/0010_findings.sql"),
    include_str!("../migrations/0011_resumable.sql"),
];

/// Tables that only ever grow; the engine itself refuses to change them.
const APPEND_ONLY: &[&str] = &["acts", "ledger_nodes", "ledger_checkpoints"];

/// Any number all writers agree on, for PostgreSQL's advisory lock around the record.
const WRITE_LOCK: i64 = 0x59_4a_4c_4f_47;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// The database, by pools for reading and for writing.
#[derive(Clone, Debug)]
pub struct Store {
    pub(crate) engine: Engine,
    read: AnyPool,
    write: AnyPool,
    url: Arc<str>,
    /// Acts and reminders of before tell nobody anything.
    tell_from: i64,
}

impl Store {
    /// Opens the database behind `url` (`sqlite:PATH` or `postgres://…`), making it when it is a new SQLite
    /// file, and brings its schema up to date.
    ///
    /// # Errors
    /// When it cannot be reached, or was written by a newer version.
    pub async fn open(url: &str) -> Result<Self> {
        static DRIVERS: Once = Once::new();
        DRIVERS.call_once(sqlx::any::install_default_drivers);
        let engine = match url.split(':').next() {
            Some("sqlite") => Engine::Sqlite,
            Some("postgres" | "postgresql") => Engine::Postgres,
            _ => return Err(Error::BadUrl(redact(url))),
        };
        let full = match engine {
            Engine::Sqlite if !url.contains('?') => format!("{url}?mode=rwc"),
            _ => url.to_owned(),
        };
        let options: AnyConnectOptions = full.parse().map_err(|_| Error::BadUrl(redact(url)))?;
        let pool = |connections: u32| {
            AnyPoolOptions::new().max_connections(connections).after_connect(move |connection, _| {
                Box::pin(async move {
                    if engine == Engine::Sqlite {
                        // Acknowledged means on disk: FULL syncs the log at every commit.
                        for pragma in [
                            "PRAGMA journal_mode = WAL",
                            "PRAGMA synchronous = FULL",
                            "PRAGMA busy_timeout = 15000",
                            "PRAGMA foreign_keys = ON",
                            "PRAGMA cache_size = -8000",
                            "PRAGMA temp_store = MEMORY",
                        ] {
                            sqlx::query(pragma).execute(&mut *connection).await?;
                        }
                    }
                    Ok(())
                })
            })
        };
        // SQLite has one writer: one connection is the queue. PostgreSQL's writers queue at the advisory lock.
        let write = pool(if engine == Engine::Sqlite { 1 } else { 6 }).connect_with(options.clone()).await?;
        let read = pool(if engine == Engine::Sqlite { 4 } else { 8 }).connect_with(options).await?;
        let store = Self { engine, read, write, url: url.into(), tell_from: i64::MIN };
        store.migrate().await?;
        Ok(store)
    }

    /// The same store, which tells people only of what happens from a moment on: whoever takes over years of history
    /// does not want a message of every day of it.
    #[must_use]
    pub fn telling_from(mut self, at: i64) -> Self {
        self.tell_from = at;
        self
    }

    /// From when on people are told.
    pub fn tells_from(&self) -> i64 {
        self.tell_from
    }

    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// The address, without a password.
    pub fn address(&self) -> String {
        redact(&self.url)
    }

    /// Reads go here; a reader never waits for a writer.
    pub(crate) fn reader(&self) -> &AnyPool {
        &self.read
    }

    /// Operational tables (sessions, uploads, jobs …) are written here, outside the record.
    pub(crate) fn writer(&self) -> &AnyPool {
        &self.write
    }

    pub async fn close(&self) {
        self.read.close().await;
        self.write.close().await;
    }

    /// Begins a transaction that holds the record's write lock, so that commit order is the acts' order.
    pub(crate) async fn begin_record(&self) -> Result<Transaction<'static, Any>> {
        match self.engine {
            Engine::Sqlite => Ok(self.write.begin_with("BEGIN IMMEDIATE").await?),
            Engine::Postgres => {
                let mut tx = self.write.begin().await?;
                sqlx::query("SELECT CAST(pg_advisory_xact_lock($1) AS TEXT)")
                    .bind(WRITE_LOCK)
                    .execute(&mut *tx)
                    .await?;
                Ok(tx)
            }
        }
    }

    /// A transaction in which every read sees the same state.
    pub(crate) async fn begin_snapshot(&self) -> Result<Transaction<'static, Any>> {
        match self.engine {
            Engine::Sqlite => Ok(self.read.begin().await?),
            Engine::Postgres => Ok(self.read.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ").await?),
        }
    }

    async fn migrate(&self) -> Result<()> {
        let mut tx = self.begin_record().await?;
        exec!(&mut *tx, "CREATE TABLE IF NOT EXISTS schema_versions (version BIGINT PRIMARY KEY)");
        let (found,): (i64,) = sqlx::query_as("SELECT COALESCE(MAX(version), 0) FROM schema_versions")
            .fetch_one(&mut *tx)
            .await?;
        let known = MIGRATIONS.len() as i64;
        if found > known {
            return Err(Error::NewerSchema { found, known });
        }
        for (index, migration) in MIGRATIONS.iter().enumerate().skip(usize::try_from(found).unwrap_or(0)) {
            for statement in statements(migration) {
                exec!(&mut *tx, AssertSqlSafe(statement));
            }
            exec!(&mut *tx, "INSERT INTO schema_versions (version) VALUES ($1)", index as i64 + 1);
        }
        if found == 0 {
            exec!(
                &mut *tx,
                "INSERT INTO settings (name, value) VALUES ($1, $2)",
                rebuild::SETTING,
                rebuild::PROJECTION.to_string()
            );
            for statement in append_only_triggers(self.engine) {
                exec!(&mut *tx, AssertSqlSafe(statement));
            }
        }
        tx.commit().await?;
        Ok(())
    }

    /// A consistent copy of the whole database in one file (SQLite) – taken while the server runs.
    ///
    /// # Errors
    /// On PostgreSQL, whose own tools do this better, and when the file exists.
    pub async fn backup_sqlite(&self, target: &Path) -> Result<()> {
        if self.engine != Engine::Sqlite {
            return Err(Error::BadUrl("this database is PostgreSQL: back it up with pg_dump".into()));
        }
        if target.exists() {
            return Err(Error::Io(std::io::Error::new(
                std::io::ErrorKind::AlreadyExists,
                format!("{} exists", target.display()),
            )));
        }
        let target = target.to_str().ok_or_else(|| Error::BadUrl("the target is not UTF-8".into()))?;
        exec!(&self.read, "VACUUM INTO $1", target.to_owned());
        Ok(())
    }
}

/// Value lists of a bulk statement: `rows` times `columns` placeholders. SQLite slows down more than linearly
/// on numbered ones, PostgreSQL knows no other.
pub(crate) fn placeholders(engine: Engine, rows: usize, columns: usize) -> String {
    let mut out = String::with_capacity(rows * columns * 4);
    let mut number = 0;
    for row in 0..rows {
        out.push_str(if row == 0 { "(" } else { ",(" });
        for column in 0..columns {
            if column > 0 {
                out.push(',');
            }
            number += 1;
            match engine {
                Engine::Sqlite => out.push('?'),
                Engine::Postgres => {
                    out.push('$');
                    out.push_str(&number.to_string());
                }
            }
        }
        out.push(')');
    }
    out
}

/// How many rows of so many columns fit one bulk statement on either engine.
pub(crate) fn bulk_rows(columns: usize) -> usize {
    (8_000 / columns.max(1)).clamp(1, 500)
}

fn statements(migration: &str) -> Vec<String> {
    let without_comments: String =
        migration.lines().filter(|line| !line.trim_start().starts_with("--")).collect::<Vec<_>>().join("\n");
    without_comments.split(';').map(str::trim).filter(|s| !s.is_empty()).map(str::to_owned).collect()
}

fn append_only_triggers(engine: Engine) -> Vec<String> {
    let mut out = Vec::new();
    if engine == Engine::Postgres {
        out.push(
            "CREATE OR REPLACE FUNCTION yunjian_append_only() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'this table only grows'; END $$ LANGUAGE plpgsql"
                .to_owned(),
        );
    }
    for table in APPEND_ONLY {
        for event in ["UPDATE", "DELETE"] {
            let name = format!("{table}_no_{}", event.to_lowercase());
            out.push(match engine {
                Engine::Sqlite => format!(
                    "CREATE TRIGGER {name} BEFORE {event} ON {table} BEGIN SELECT RAISE(ABORT, 'this table only grows'); END"
                ),
                Engine::Postgres => format!(
                    "CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION yunjian_append_only()"
                ),
            });
        }
    }
    out
}

fn redact(url: &str) -> String {
    match (url.find("://"), url.rfind('@')) {
        (Some(scheme), Some(at)) if scheme + 3 <= at => format!("{}…@{}", &url[..scheme + 3], &url[at + 1..]),
        _ => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_by_engine() {
        assert_eq!(placeholders(Engine::Sqlite, 2, 2), "(?,?),(?,?)");
        assert_eq!(placeholders(Engine::Postgres, 2, 2), "($1,$2),($3,$4)");
    }

    #[test]
    fn a_password_is_never_shown() {
        assert_eq!(redact("postgres://u:secret@host/db"), "postgres://…@host/db");
        assert_eq!(redact("sqlite:/var/x.db"), "sqlite:/var/x.db");
    }
}
