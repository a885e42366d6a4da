//! What is known of a platform from its evidence: findings and components over time.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::Time;

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Finding {
    pub id: String,
    /// `new`, `persistent`, `reappeared`, `fixed` or `not_scanned`.
    pub status: String,
    pub title: Option<String>,
    pub severity: String,
    pub rule_id: Option<String>,
    pub cves: Vec<String>,
    pub component: Option<String>,
    pub location: Option<String>,
    pub source_tool: Option<String>,
    pub first_seen: Time,
    pub last_seen: Time,
    pub fixed_at: Option<Time>,
    pub submission: String,
    pub file: Option<String>,
    pub place: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Component {
    pub id: String,
    pub name: Option<String>,
    #[serde(rename = "type")]
    pub kind: Option<String>,
    pub version: Option<String>,
    pub boundary: Option<String>,
    pub owner: Option<String>,
    pub first_seen: Time,
    pub last_seen: Time,
    /// In the current inventory.
    pub current: bool,
}
