//! Names in scans that the inventory does not know, and what people said they stand for.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Named, Time};

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Assets {
    pub as_of: Time,
    /// Whether an inventory was ever admitted: without one nothing can match.
    pub inventory: bool,
    /// Names nobody has spoken of first, those with most open findings at the top.
    pub items: Vec<AssetName>,
    /// The list goes on, but is not shown.
    pub cut: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct AssetName {
    pub name: String,
    /// `unmatched`, `ambiguous`, `mapped` or `disowned`.
    pub state: String,
    /// Components that share the name, where it is ambiguous.
    pub candidates: Vec<String>,
    pub findings_open: i64,
    pub findings: i64,
    pub known_exploited: i64,
    /// Submissions whose scans looked at it.
    pub scans: i64,
    pub tool: Option<String>,
    pub last_submission: Option<String>,
    pub last_seen: Option<Time>,
    /// What was said about it, by whom and why.
    pub mapping: Option<String>,
    pub component: Option<String>,
    pub reason: Option<String>,
    pub said_by: Option<Named>,
    pub said_at: Option<Time>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MapAsset {
    #[schema(min_length = 1, max_length = 500)]
    pub name: String,
    /// Id of a component of the current inventory.
    pub component: String,
    #[schema(min_length = 1, max_length = 4000)]
    pub reason: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DisownAsset {
    #[schema(min_length = 1, max_length = 500)]
    pub name: String,
    #[schema(min_length = 1, max_length = 4000)]
    pub reason: String,
}
