//! Inventory, scans and the register of what is being put right, held against each other.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::Time;

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Reconciliation {
    pub as_of: Time,
    /// The submissions whose files were compared: the newest admitted one of each obligation.
    pub submissions: Vec<String>,
    pub components: i64,
    pub scanned: i64,
    pub findings: i64,
    pub items: i64,
    pub matched: i64,
    /// In the inventory, and no scan looked at it.
    pub not_scanned: ReconcileList,
    /// Looked at or named by a scan, and not in the inventory.
    pub not_in_inventory: ReconcileList,
    /// Reported by a scan, and no item of a register.
    pub without_item: ReconcileList,
    /// An open item; scans looked at its asset and report nothing of the kind.
    pub without_finding: ReconcileList,
    /// An open item whose asset no scan looked at.
    pub item_not_scanned: ReconcileList,
    /// Closed by the register, and still reported by a scan.
    pub closed_but_reported: ReconcileList,
    pub figures: Vec<ReconcileFigure>,
}

/// The first entries of a list, and how many there are.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ReconcileList {
    pub total: i64,
    pub entries: Vec<ReconcileEntry>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ReconcileEntry {
    pub asset: Option<String>,
    pub title: Option<String>,
    pub severity: Option<String>,
    pub item: Option<String>,
    pub file: String,
    /// The submission that brought the file.
    pub submission: Option<String>,
    pub place: Option<String>,
    /// Components that share the asset's name.
    pub candidates: Vec<String>,
}

/// A figure that rows do not sum to.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ReconcileFigure {
    pub stated: i64,
    pub found: i64,
    pub file: String,
    pub place: String,
    pub says_zh: String,
    pub says_en: String,
}
