//! The one door for writing: every change of the record goes through a [`Tx`].

use std::sync::Arc;

use sqlx::{Any, AnyConnection, Transaction};
use yunjian_domain::act::{Act, ActRecord, Actor, ContentRef, ENCODING};
use yunjian_ledger::commit;
use yunjian_ledger::{Hash, Salt};

use crate::project::{self, FactSource};
use crate::{Result, Store, contents, db::Engine, message};

/// Randomness and ids, as an argument.
pub trait Entropy: Send + Sync {
    /// A ULID for the moment `at`; later calls for the same moment sort later.
    fn id(&self, at: i64) -> String;
    fn salt(&self) -> [u8; 16];
    fn secret(&self) -> [u8; 32];
}

/// A job to be done after the transaction.
#[derive(Clone, Debug)]
pub struct NewJob {
    pub kind: &'static str,
    /// Two jobs with one key are one job.
    pub key: String,
    pub subject: String,
    pub run_at: i64,
}

/// An open door. Dropping it undoes everything; [`Tx::commit`] makes all of it durable at once.
pub struct Tx {
    inner: Transaction<'static, Any>,
    pub(crate) engine: Engine,
    at: i64,
    actor: Actor,
    entropy: Arc<dyn Entropy>,
    facts: Arc<dyn FactSource>,
    next_seq: i64,
    cause: Option<String>,
    recorded: Vec<Recorded>,
    tells: bool,
}

impl std::fmt::Debug for Tx {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tx").field("at", &self.at).field("recorded", &self.recorded).finish_non_exhaustive()
    }
}

/// One act that the transaction added to the record.
#[derive(Clone, Debug)]
pub struct Recorded {
    pub id: String,
    pub seq: i64,
    pub leaf: Hash,
    pub salt: Salt,
    pub body: String,
}

impl Store {
    /// Opens the door. Whoever calls this has checked the caller's permission.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn open_door(
        &self,
        at: i64,
        actor: Actor,
        entropy: Arc<dyn Entropy>,
        facts: Arc<dyn FactSource>,
    ) -> Result<Tx> {
        let mut inner = self.begin_record().await?;
        let (last,): (i64,) =
            sqlx::query_as("SELECT COALESCE(MAX(seq), 0) FROM acts").fetch_one(&mut *inner).await?;
        Ok(Tx {
            inner,
            engine: self.engine,
            at,
            actor,
            entropy,
            facts,
            next_seq: last + 1,
            cause: None,
            recorded: Vec::new(),
            tells: at >= self.tells_from(),
        })
    }
}

impl Tx {
    /// The moment of everything this transaction records.
    pub fn at(&self) -> i64 {
        self.at
    }
    pub fn actor(&self) -> &Actor {
        &self.actor
    }
    /// What is recorded from now on is done in somebody's place.
    pub fn act_for(&mut self, principal: &str) {
        self.actor.acting_for = Some(principal.to_owned());
    }
    /// A new id, in order.
    pub fn id(&self) -> String {
        self.entropy.id(self.at)
    }
    pub(crate) fn connection(&mut self) -> &mut AnyConnection {
        &mut self.inner
    }

    /// Keeps a text as an erasable content and answers with its reference.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn content(&mut self, text: &str) -> Result<ContentRef> {
        let salt = self.entropy.salt();
        let reference = contents::reference(&salt, text);
        exec!(
            &mut *self.inner,
            "INSERT INTO contents (digest, salt, body) VALUES ($1, $2, $3)",
            reference.0.clone(),
            hex::encode(salt),
            text.to_owned()
        );
        Ok(reference)
    }

    /// As [`Tx::content`], for a text that may be missing.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn optional_content(&mut self, text: Option<&str>) -> Result<Option<ContentRef>> {
        match text {
            Some(text) if !text.trim().is_empty() => Ok(Some(self.content(text).await?)),
            _ => Ok(None),
        }
    }

    /// Records an act: the act, its ledger leaf, its projection, and what people are told of it. Answers with the act's id.
    ///
    /// # Errors
    /// When the database refuses; the transaction then cannot be committed.
    pub async fn record(&mut self, platform: Option<&str>, act: Act) -> Result<String> {
        let record = ActRecord {
            v: ENCODING,
            id: self.id(),
            at: self.at,
            by: self.actor.clone(),
            platform: platform.map(str::to_owned),
            cause: self.cause.clone(),
            act,
        };
        let body = record.encode();
        let salt = Salt(self.entropy.salt());
        let leaf = commit::leaf_of(&commit::commitment(&salt, body.as_bytes()));
        let seq = self.next_seq;
        exec!(
            &mut *self.inner,
            "INSERT INTO acts (seq, id, at, kind, subject, platform_id, user_id, organisation_id, cause_id, salt, body, leaf) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            seq,
            record.id.clone(),
            record.at,
            record.act.kind(),
            record.act.subject().to_owned(),
            record.platform.clone(),
            record.by.user.clone(),
            record.by.organisation.clone(),
            record.cause.clone(),
            salt.to_hex(),
            body.clone(),
            leaf.to_string()
        );
        let facts = Arc::clone(&self.facts);
        project::project(&mut self.inner, self.engine, &record, facts.as_ref()).await?;
        // Beside the projection and not in it: replaying the acts tells nobody anything again.
        if self.tells {
            let entropy = Arc::clone(&self.entropy);
            message::tell(&mut self.inner, &record, entropy.as_ref()).await?;
        }
        self.next_seq += 1;
        let id = record.id.clone();
        self.recorded.push(Recorded { id: record.id, seq, leaf, salt, body });
        Ok(id)
    }

    /// As [`Tx::record`], for an act that follows from another one.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn record_because(&mut self, cause: &str, platform: Option<&str>, act: Act) -> Result<String> {
        let before = self.cause.replace(cause.to_owned());
        let result = self.record(platform, act).await;
        self.cause = before;
        result
    }

    /// Enqueues a job in the same transaction.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn enqueue(&mut self, job: NewJob) -> Result<()> {
        let id = self.id();
        exec!(
            &mut *self.inner,
            "INSERT INTO jobs (id, kind, key, subject, run_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (key) DO NOTHING",
            id,
            job.kind,
            job.key,
            job.subject,
            job.run_at
        );
        Ok(())
    }

    /// Makes everything durable and answers with what was recorded.
    ///
    /// # Errors
    /// When the database refuses; then nothing happened.
    pub async fn commit(self) -> Result<Vec<Recorded>> {
        self.inner.commit().await?;
        Ok(self.recorded)
    }
}
