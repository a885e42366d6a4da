//! The engine chooser.

use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::{AnyConnection, AssertSqlSafe, Connection as _};

/// One test's own database, on the engine the environment names.
#[derive(Debug)]
pub struct Database {
    pub url: String,
    /// The administration database and the name of this one; none on SQLite.
    made: Option<(String, String)>,
}

impl Database {
    /// The administration URL of PostgreSQL, when the suite runs on it.
    pub fn admin_url() -> Option<String> {
        std::env::var("YUNJIAN_TEST_DATABASE").ok().filter(|url| !url.is_empty())
    }

    /// A fresh, empty database.
    ///
    /// # Panics
    /// When PostgreSQL cannot be reached.
    pub async fn fresh(folder: &Path) -> Self {
        match Self::admin_url() {
            None => Self::sqlite(folder),
            Some(admin) => Self::postgres(&admin).await,
        }
    }

    /// A SQLite file in a folder, whatever the environment says.
    pub fn sqlite(folder: &Path) -> Self {
        Self { url: format!("sqlite:{}", folder.join("yunjian.db").display()), made: None }
    }

    async fn postgres(admin: &str) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("yunjian_test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let mut connection = connect(admin).await;
        execute(&mut connection, &format!("DROP DATABASE IF EXISTS {name}")).await;
        execute(&mut connection, &format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")).await;
        connection.close().await.expect("the administration connection closes");
        let (base, _) = admin.rsplit_once('/').expect("an administration URL ends in /DATABASE");
        Self { url: format!("{base}/{name}"), made: Some((admin.to_owned(), name)) }
    }

    pub fn is_postgres(&self) -> bool {
        self.made.is_some()
    }

    /// Throws the database away; a SQLite file goes with its folder.
    ///
    /// # Panics
    /// When PostgreSQL refuses.
    pub async fn drop(self) {
        if let Some((admin, name)) = self.made {
            let mut connection = connect(&admin).await;
            execute(&mut connection, &format!("DROP DATABASE {name} WITH (FORCE)")).await;
            connection.close().await.expect("the administration connection closes");
        }
    }

    /// A connection beside the server's own: for looking, and for altering by hand what nobody may alter.
    ///
    /// # Panics
    /// When the database cannot be reached.
    pub async fn connect(&self) -> AnyConnection {
        connect(&self.url).await
    }

    /// Runs statements as somebody with the database's password could: the append-only triggers go first.
    ///
    /// # Panics
    /// When a statement fails.
    pub async fn by_hand(&self, statements: &[&str]) {
        let mut connection = self.connect().await;
        for table in ["acts", "ledger_nodes", "ledger_checkpoints"] {
            for event in ["update", "delete"] {
                let on = if self.is_postgres() { format!(" ON {table}") } else { String::new() };
                execute(&mut connection, &format!("DROP TRIGGER IF EXISTS {table}_no_{event}{on}")).await;
            }
        }
        for statement in statements {
            execute(&mut connection, statement).await;
        }
        connection.close().await.expect("a connection closes");
    }

    /// One value of the first row; empty when there is none or it is null.
    ///
    /// # Panics
    /// When the statement fails.
    pub async fn text(&self, statement: &str) -> String {
        let mut connection = self.connect().await;
        let row: Option<(Option<String>,)> = sqlx::query_as(AssertSqlSafe(statement.to_owned()))
            .fetch_optional(&mut connection)
            .await
            .unwrap_or_else(|e| panic!("{statement}: {e}"));
        connection.close().await.expect("a connection closes");
        row.and_then(|(value,)| value).unwrap_or_default()
    }

    /// The first column of all rows; nulls are left out.
    ///
    /// # Panics
    /// When the statement fails.
    pub async fn texts(&self, statement: &str) -> Vec<String> {
        let mut connection = self.connect().await;
        let rows: Vec<(Option<String>,)> = sqlx::query_as(AssertSqlSafe(statement.to_owned()))
            .fetch_all(&mut connection)
            .await
            .unwrap_or_else(|e| panic!("{statement}: {e}"));
        connection.close().await.expect("a connection closes");
        rows.into_iter().filter_map(|(value,)| value).collect()
    }

    /// Runs a statement with the append-only triggers in their place.
    ///
    /// # Errors
    /// With the engine's words, when it refuses.
    ///
    /// # Panics
    /// When the database cannot be reached.
    pub async fn attempt(&self, statement: &str) -> Result<(), String> {
        let mut connection = self.connect().await;
        let done = sqlx::query(AssertSqlSafe(statement.to_owned())).execute(&mut connection).await;
        connection.close().await.expect("a connection closes");
        done.map(drop).map_err(|e| e.to_string())
    }

    /// Keeps a copy of a table beside it, for [`Database::put_back`].
    pub async fn keep(&self, table: &str) -> String {
        let copy = format!("kept_{table}");
        self.by_hand(&[
            &format!("DROP TABLE IF EXISTS {copy}"),
            &format!("CREATE TABLE {copy} AS SELECT * FROM {table}"),
        ])
        .await;
        copy
    }

    /// Makes a table what its copy is.
    pub async fn put_back(&self, table: &str, copy: String) {
        self.by_hand(&[
            &format!("DELETE FROM {table}"),
            &format!("INSERT INTO {table} SELECT * FROM {copy}"),
        ])
        .await;
    }

    /// One number of the first row.
    ///
    /// # Panics
    /// When the statement fails or gives no number.
    pub async fn number(&self, statement: &str) -> i64 {
        let mut connection = self.connect().await;
        let (value,): (i64,) = sqlx::query_as(AssertSqlSafe(statement.to_owned()))
            .fetch_one(&mut connection)
            .await
            .unwrap_or_else(|e| panic!("{statement}: {e}"));
        connection.close().await.expect("a connection closes");
        value
    }
}

async fn connect(url: &str) -> AnyConnection {
    sqlx::any::install_default_drivers();
    AnyConnection::connect(url).await.unwrap_or_else(|e| panic!("the test database: {e}"))
}

async fn execute(connection: &mut AnyConnection, statement: &str) {
    sqlx::query(AssertSqlSafe(statement.to_owned()))
        .execute(connection)
        .await
        .unwrap_or_else(|e| panic!("{statement}: {e}"));
}
