//! The ledger's tables: integrating acts into the tree, checkpoints, proofs and receipts.
//!
//! Acts are sequenced when they are recorded, under the write lock that every record transaction holds: replay
//! needs their total order anyway, so it doubles as the leaf index (leaf index = seq − 1). Integrating and
//! signing happen afterwards, in batches.

use std::collections::HashMap;

use yunjian_ledger::checkpoint::Checkpoint;
use yunjian_ledger::key::SigningKey;
use yunjian_ledger::receipt::{Inclusion, Receipt};
use yunjian_ledger::tree::{self, NodeId};
use yunjian_ledger::{Hash, Salt};

use crate::{Error, Result, Scope, Store};

/// How many acts one integration takes at most; the rest follows in the next.
const BATCH: i64 = 4096;

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct CheckpointRow {
    pub size: i64,
    pub root: String,
    pub at: i64,
    pub note: String,
}

impl Store {
    /// Takes the acts that are not under a checkpoint yet into the tree and signs the new root.
    /// Answers how many were taken.
    ///
    /// # Errors
    /// When the database refuses or the stored tree does not fit together.
    pub async fn integrate(&self, key: &SigningKey, at: i64) -> Result<usize> {
        if self.pending_acts().await? == 0 {
            return Ok(0);
        }
        let mut tx = self.begin_record().await?;
        let size = one!((i64,), &mut *tx, "SELECT COALESCE(MAX(size), 0) FROM ledger_checkpoints")
            .map_or(0, |(size,)| size);
        let leaves = all!(
            (i64, String),
            &mut *tx,
            "SELECT seq, leaf FROM acts WHERE seq > $1 ORDER BY seq LIMIT $2",
            size,
            BATCH
        );
        if leaves.is_empty() {
            return Ok(0);
        }
        let mut hashes = Vec::with_capacity(leaves.len());
        for (offset, (seq, leaf)) in leaves.iter().enumerate() {
            if *seq != size + offset as i64 + 1 {
                return Err(Error::Corrupt(format!(
                    "act {} is missing from the record",
                    size + offset as i64 + 1
                )));
            }
            hashes.push(parse(leaf)?);
        }
        let mut known = HashMap::new();
        for node in tree::needed_for_append(size.unsigned_abs()) {
            let hash = one!(
                (String,),
                &mut *tx,
                "SELECT hash FROM ledger_nodes WHERE level = $1 AND idx = $2",
                i64::from(node.level),
                node.index as i64
            );
            if let Some((hash,)) = hash {
                known.insert(node, parse(&hash)?);
            }
        }
        let grown = tree::append(&known, size.unsigned_abs(), &hashes)
            .map_err(|e| Error::Corrupt(format!("the ledger's tree: {e}")))?;
        for (node, hash) in &grown.nodes {
            exec!(
                &mut *tx,
                "INSERT INTO ledger_nodes (level, idx, hash) VALUES ($1, $2, $3)",
                i64::from(node.level),
                node.index as i64,
                hash.to_string()
            );
        }
        let checkpoint = Checkpoint {
            origin: key.name().to_owned(),
            size: grown.size,
            root: grown.root,
            extensions: Vec::new(),
        };
        let note = checkpoint.sign(key).map_err(|e| Error::Corrupt(e.to_string()))?;
        exec!(
            &mut *tx,
            "INSERT INTO ledger_checkpoints (size, root, at, note) VALUES ($1, $2, $3, $4)",
            grown.size as i64,
            grown.root.to_string(),
            at,
            note.to_string()
        );
        tx.commit().await?;
        Ok(leaves.len())
    }

    /// Acts recorded but not yet under a checkpoint.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn pending_acts(&self) -> Result<i64> {
        let row = one!(
            (i64,),
            self.reader(),
            "SELECT (SELECT COALESCE(MAX(seq), 0) FROM acts) - (SELECT COALESCE(MAX(size), 0) FROM ledger_checkpoints)"
        );
        Ok(row.map_or(0, |(n,)| n))
    }

    /// The newest checkpoint. Checkpoints are public: they say nothing but size and root.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn checkpoint(&self) -> Result<Option<CheckpointRow>> {
        Ok(one!(
            CheckpointRow,
            self.reader(),
            "SELECT size, root, at, note FROM ledger_checkpoints ORDER BY size DESC LIMIT 1"
        ))
    }

    /// The path that shows that the tree of `new` leaves continues the tree of `old` ones.
    ///
    /// # Errors
    /// When the sizes are not ones the tree has had, or the database cannot be read.
    pub async fn consistency(&self, old: i64, new: i64) -> Result<Vec<Hash>> {
        let latest = self.checkpoint().await?.map_or(0, |c| c.size);
        if old < 0 || new < old || new > latest {
            return Err(Error::NotFound("pair of tree sizes"));
        }
        let (old, new) = (old.unsigned_abs(), new.unsigned_abs());
        let needed =
            tree::needed_for_consistency(old, new).map_err(|_| Error::NotFound("pair of tree sizes"))?;
        let nodes = self.nodes(&needed).await?;
        tree::consistency_proof(&nodes, old, new)
            .map_err(|e| Error::Corrupt(format!("the ledger's tree: {e}")))
    }

    /// The receipt of an act of a platform in the scope: with its proof when the act is under a checkpoint,
    /// a signed promise otherwise. The same act and key always give the same promise.
    ///
    /// # Errors
    /// When there is no such act in the scope, or the record does not fit together.
    pub async fn receipt(&self, scope: &Scope, act: &str, key: &SigningKey) -> Result<Receipt> {
        let (seq, at, salt, body) = one!(
            (i64, i64, String, String),
            self.reader(),
            "SELECT a.seq, a.at, a.salt, a.body FROM acts a WHERE a.id = $2 \
             AND ($1 = '*' OR EXISTS (SELECT 1 FROM access x WHERE x.platform_id = a.platform_id AND x.organisation_id = $1))",
            scope.key().to_owned(),
            act.to_owned()
        )
        .ok_or(Error::NotFound("act"))?;
        let salt: Salt =
            salt.parse().map_err(|_| Error::Corrupt(format!("the salt of act {act} was altered")))?;
        let subject = match serde_json::from_str(&body) {
            Ok(serde_json::Value::Object(mut body)) => {
                body.retain(|name, _| matches!(name.as_str(), "id" | "at" | "platform" | "act"));
                body
            }
            _ => return Err(Error::Corrupt(format!("the body of act {act} is no JSON object"))),
        };
        let receipt =
            Receipt::promise(subject, body, salt, key, at).map_err(|e| Error::Corrupt(e.to_string()))?;
        match self.checkpoint().await? {
            Some(checkpoint) if checkpoint.size >= seq => {
                let (index, size) = ((seq - 1).unsigned_abs(), checkpoint.size.unsigned_abs());
                let needed =
                    tree::needed_for_inclusion(index, size).map_err(|e| Error::Corrupt(e.to_string()))?;
                let nodes = self.nodes(&needed).await?;
                let path =
                    tree::inclusion_proof(&nodes, index, size).map_err(|e| Error::Corrupt(e.to_string()))?;
                Ok(receipt.completed(Inclusion { index, size, path, checkpoint: checkpoint.note }))
            }
            _ => Ok(receipt),
        }
    }

    async fn nodes(&self, needed: &[NodeId]) -> Result<HashMap<NodeId, Hash>> {
        let mut out = HashMap::with_capacity(needed.len());
        for node in needed {
            let row = one!(
                (String,),
                self.reader(),
                "SELECT hash FROM ledger_nodes WHERE level = $1 AND idx = $2",
                i64::from(node.level),
                node.index as i64
            );
            if let Some((hash,)) = row {
                out.insert(*node, parse(&hash)?);
            }
        }
        Ok(out)
    }
}

pub(crate) fn parse(hash: &str) -> Result<Hash> {
    hash.parse().map_err(|_| Error::Corrupt(format!("{hash} in the ledger is no hash")))
}
