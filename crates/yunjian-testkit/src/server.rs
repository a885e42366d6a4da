//! A whole server in the test's own process.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::Router;
use tempfile::TempDir;
use yunjian_ledger::key::SigningKey;
use yunjian_server::app::FactFiles;
use yunjian_server::reader::Reader;
use yunjian_server::{App, Clock, Config, Parts, jobs, router};
use yunjian_store::replay::{Outcome, dump, replay};
use yunjian_store::{Blobs, Store};

use crate::{Database, Person, SeededEntropy, shanghai};

/// A server with a clock that stands still until it is set, files read in this process, and a database of its
/// own. End it with [`TestServer::end`], which replays the record.
#[derive(Debug)]
pub struct TestServer {
    pub app: App,
    pub database: Database,
    router: Router,
    folder: TempDir,
}

impl TestServer {
    /// Starts at 2026-08-25 09:00 in Shanghai.
    pub async fn start() -> Self {
        Self::configured("").await
    }

    /// Starts with lines of configuration in place of the default's.
    ///
    /// # Panics
    /// When the configuration, the folder or the database cannot be used.
    pub async fn configured(lines: &str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let database = Database::fresh(folder.path()).await;
        Self::on(folder, database, lines).await
    }

    /// Starts on SQLite, whatever engine the suite runs on.
    ///
    /// # Panics
    /// As [`TestServer::configured`].
    pub async fn on_sqlite() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let database = Database::sqlite(folder.path());
        Self::on(folder, database, "").await
    }

    async fn on(folder: TempDir, database: Database, lines: &str) -> Self {
        let config = Config::with(lines).expect("a configuration");
        let store = Store::open(&database.url)
            .await
            .expect("a database")
            .telling_from(config.messages.from().expect("a moment"));
        let app = App::new(Parts {
            store,
            blobs: Blobs::open(folder.path().join("blobs")).expect("a blob folder"),
            clock: Clock::set_at(shanghai("2026-08-25T09:00")),
            entropy: Arc::new(SeededEntropy::new(7)),
            key: SigningKey::from_seed(&config.origin, &[7; 32]).expect("a key"),
            earlier_keys: Vec::new(),
            reader: Reader::Here,
            config,
            demo: Vec::new(),
        });
        Self { router: router(app.clone()), app, database, folder }
    }

    /// Somebody who is not signed in.
    pub fn nobody(&self) -> Person {
        Person::nobody(self.router.clone())
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn now(&self) -> i64 {
        self.app.now()
    }

    /// Sets the clock and nothing else.
    pub fn clock(&self, at: i64) {
        self.app.clock().set(at);
    }

    /// Sets the clock, finishes every job, lets the calendar look, and finishes what that brought.
    pub async fn at(&self, at: i64) {
        self.clock(at);
        self.settle().await;
        self.tick().await;
        self.settle().await;
    }

    /// One look of calendar and triggers.
    ///
    /// # Panics
    /// When it fails.
    pub async fn tick(&self) {
        jobs::tick(&self.app).await.expect("a tick");
    }

    /// Finishes every job that is ready and extends the ledger.
    ///
    /// # Panics
    /// When it fails.
    pub async fn settle(&self) {
        jobs::settle(&self.app).await.expect("the jobs settle");
    }

    /// How many acts the record holds.
    pub async fn acts(&self) -> i64 {
        self.database.number("SELECT COUNT(*) FROM acts").await
    }

    /// The canonical dump of the record.
    ///
    /// # Panics
    /// When the database cannot be read.
    pub async fn dump(&self) -> String {
        let mut out = Vec::new();
        dump(self.app.store(), &mut out).await.expect("a dump");
        String::from_utf8(out).expect("a dump is text")
    }

    /// A path in the test's folder that nothing has yet.
    pub fn scratch(&self) -> PathBuf {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        self.folder.path().join(format!("scratch-{}", COUNT.fetch_add(1, Ordering::Relaxed)))
    }

    /// Replays the record into an empty database and compares.
    ///
    /// # Panics
    /// When a database cannot be read or written.
    pub async fn replayed(&self) -> Outcome {
        let facts = FactFiles(self.app.blobs().clone());
        replay(self.app.store(), self.app.blobs(), &facts, &self.app.keys(), &self.scratch())
            .await
            .expect("a replay")
    }

    /// Ends the test: the record must replay to the very tables that stand, and no job may have died.
    ///
    /// # Panics
    /// When it does not, naming what is wrong.
    pub async fn end(self) {
        self.settle().await;
        let outcome = self.replayed().await;
        assert!(outcome.clean(), "the replay is not clean: {:#?}", outcome.faults);
        assert_eq!(outcome.acts, self.acts().await);
        let dead = self.database.text("SELECT error FROM jobs WHERE attempt > 0 LIMIT 1").await;
        assert_eq!(dead, "", "a job failed");
        self.stop().await;
    }

    /// Ends without replaying: where the record was altered on purpose.
    pub async fn stop(self) {
        self.app.store().close().await;
        self.database.drop().await;
    }
}
