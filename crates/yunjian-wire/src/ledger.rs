//! The record's proofs: checkpoints and receipts.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A receipt document (`yunjian.receipt.v1`, see the ledger crate) and whether its proof is complete.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ReceiptState {
    /// False: a signed promise; ask again in about a second for the inclusion proof.
    pub proven: bool,
    pub receipt: serde_json::Value,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Checkpoint {
    /// The signed note.
    pub note: String,
    pub size: i64,
    pub root: String,
    pub vkey: String,
    /// Acts recorded but not yet under a checkpoint.
    pub pending: i64,
    /// No independent witness signs this log yet; the page says so.
    pub witnesses: i64,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Consistency {
    pub old: i64,
    pub new: i64,
    pub path: Vec<String>,
}
