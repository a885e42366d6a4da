//! What every part of the server shares, and the context of one request.

use std::io::BufReader;
use std::sync::Arc;

use yunjian_domain::act::Actor;
use yunjian_domain::facts::Row;
use yunjian_domain::permission::OrgRole;
use yunjian_domain::submission::Verdict;
use yunjian_evidence::facts_file;
use yunjian_ledger::key::{SigningKey, VerifierKey};
use yunjian_store::session::Caller;
use yunjian_store::{Blobs, Entropy, FactSource, Scope, Store, Tx};

use crate::Clock;
use crate::config::Config;
use crate::problem::Result;
use crate::reader::Reader;

/// What the server is made of.
#[expect(missing_debug_implementations, reason = "it holds the signing key")]
pub struct Parts {
    pub store: Store,
    pub blobs: Blobs,
    pub clock: Clock,
    pub entropy: Arc<dyn Entropy>,
    pub key: SigningKey,
    /// Keys of earlier times, for checking old checkpoints.
    pub earlier_keys: Vec<VerifierKey>,
    pub reader: Reader,
    pub config: Config,
    /// People that may be signed in as on the demo: login, password, role, organisation.
    pub demo: Vec<yunjian_wire::session::DemoUser>,
}

#[derive(Clone)]
pub struct App(Arc<Shared>);

struct Shared {
    parts: Parts,
    facts: Arc<dyn FactSource>,
    /// Wakes the job loop after a write.
    wake: tokio::sync::Notify,
    /// Passwords are hashed a few at a time: argon2 is meant to be expensive.
    hashing: tokio::sync::Semaphore,
    /// Files are read as many at a time as there are processors.
    reading: tokio::sync::Semaphore,
    locks: crate::api::tus::Locks,
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App").field("store", &self.store().address()).finish_non_exhaustive()
    }
}

impl App {
    pub fn new(parts: Parts) -> Self {
        let facts = Arc::new(FactFiles(parts.blobs.clone()));
        Self(Arc::new(Shared {
            parts,
            facts,
            wake: tokio::sync::Notify::new(),
            hashing: tokio::sync::Semaphore::new(2),
            reading: tokio::sync::Semaphore::new(
                std::thread::available_parallelism().map_or(2, std::num::NonZero::get),
            ),
            locks: crate::api::tus::Locks::default(),
        }))
    }
    pub fn store(&self) -> &Store {
        &self.0.parts.store
    }
    pub fn blobs(&self) -> &Blobs {
        &self.0.parts.blobs
    }
    pub fn config(&self) -> &Config {
        &self.0.parts.config
    }
    pub fn key(&self) -> &SigningKey {
        &self.0.parts.key
    }
    pub fn reader(&self) -> &Reader {
        &self.0.parts.reader
    }
    pub fn clock(&self) -> &Clock {
        &self.0.parts.clock
    }
    pub fn now(&self) -> i64 {
        self.0.parts.clock.now()
    }
    pub fn entropy(&self) -> &Arc<dyn Entropy> {
        &self.0.parts.entropy
    }
    pub fn facts(&self) -> &Arc<dyn FactSource> {
        &self.0.facts
    }
    pub fn demo(&self) -> &[yunjian_wire::session::DemoUser] {
        &self.0.parts.demo
    }
    pub fn hashing(&self) -> &tokio::sync::Semaphore {
        &self.0.hashing
    }
    pub(crate) fn reading(&self) -> &tokio::sync::Semaphore {
        &self.0.reading
    }
    pub(crate) fn locks(&self) -> &crate::api::tus::Locks {
        &self.0.locks
    }
    /// Tells the job loop that there may be work.
    pub fn wake(&self) {
        self.0.wake.notify_one();
    }
    pub(crate) async fn woken(&self) {
        self.0.wake.notified().await;
    }
    /// Opens the door for the system itself.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn system_door(&self) -> yunjian_store::Result<Tx> {
        self.store()
            .open_door(self.now(), Actor::system(), Arc::clone(self.entropy()), Arc::clone(self.facts()))
            .await
    }
    /// All keys of this server's ledger, for checking the record.
    pub fn keys(&self) -> Vec<VerifierKey> {
        let mut keys = vec![self.key().verifier().clone()];
        keys.extend(self.0.parts.earlier_keys.iter().cloned());
        keys
    }
}

/// One request: who asks, when, and what of.
#[derive(Clone, Debug)]
pub struct Ctx {
    pub app: App,
    pub caller: Caller,
    pub role: yunjian_domain::permission::Role,
    pub at: i64,
    /// Everything is looked up, decided and written as asked, and nothing of it is kept.
    pub rehearsal: bool,
}

impl Ctx {
    /// The same request, to find out what it would do: [`Ctx::commit`] undoes instead.
    #[must_use]
    pub fn rehearsing(&self) -> Self {
        Self { rehearsal: true, ..self.clone() }
    }
    pub fn scope(&self) -> Scope {
        Scope::organisation(self.caller.organisation_id.clone())
    }
    pub fn store(&self) -> &Store {
        self.app.store()
    }
    /// The word of a verdict or proposal as the caller may see it: the standard's notice knows two words (6.2.3 d), and the grade between
    /// them is the supervisor's own.
    pub fn told(&self, word: Option<String>) -> Option<String> {
        let inside = self.role.of() == OrgRole::Supervisor;
        word.map(|word| match Verdict::parse(&word) {
            Some(Verdict::PartlyCompliant) if !inside => Verdict::NonCompliant.as_str().to_owned(),
            _ => word,
        })
    }
    pub fn actor(&self) -> Actor {
        Actor {
            user: Some(self.caller.user_id.clone()),
            organisation: Some(self.caller.organisation_id.clone()),
            acting_for: None,
        }
    }
    /// Opens the one door for writing. The route's permission was checked before the handler ran.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn door(&self) -> Result<Tx> {
        Ok(self
            .store()
            .open_door(self.at, self.actor(), Arc::clone(self.app.entropy()), Arc::clone(self.app.facts()))
            .await?)
    }
    /// Commits and wakes the jobs that follow.
    ///
    /// # Errors
    /// When the database refuses; then nothing happened.
    pub async fn commit(&self, tx: Tx) -> Result<()> {
        if self.rehearsal {
            drop(tx);
            return Ok(());
        }
        tx.commit().await?;
        self.app.wake();
        Ok(())
    }
}

/// Fact files from the blob folder.
#[derive(Debug)]
pub struct FactFiles(pub Blobs);

impl FactSource for FactFiles {
    fn each(&self, facts: &str, take: &mut dyn FnMut(Row)) -> std::result::Result<(), String> {
        let file = BufReader::new(self.0.reader(facts).map_err(|e| e.to_string())?);
        let reader =
            facts_file::Reader::new(file, facts_file::ReadLimits::default()).map_err(|e| e.to_string())?;
        for row in reader {
            take(row.map_err(|e| e.to_string())?);
        }
        Ok(())
    }
}
