//! What is known of a platform from its evidence: findings and components over time.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Date, Time};

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
    /// The submission that stated it last; null when an import of history did.
    pub submission: Option<String>,
    pub file: Option<String>,
    pub place: Option<String>,
    /// When a scan with login covered the asset and no longer saw it. A finding that is `fixed` without it is no longer
    /// reported, and nobody has shown that it is gone.
    pub verified_at: Option<Time>,
    /// The submission or import of history that says when it was first seen.
    pub first_seen_from: Option<String>,
    /// The day a register gives for its repair.
    pub planned_at: Option<Time>,
    /// On the list of known exploited weaknesses in force, or said to be by the evidence itself.
    pub known_exploited: bool,
    /// The day the list gives for its repair.
    pub exploited_due: Option<Date>,
    /// A person said that its asset is nothing of this platform's.
    pub disowned: bool,
    /// The decision that holds for it.
    pub deviation: Option<FindingDeviation>,
}

/// The decision that holds for a finding; the finding stays what it is.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct FindingDeviation {
    pub id: String,
    pub kind: String,
    /// The severity it is treated with, for a risk adjustment.
    pub adjusted: Option<String>,
    pub until: Time,
    /// `identity`, or `cve` when another tool reports the same CVE of the same component.
    pub matched_by: String,
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
