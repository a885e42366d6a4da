//! What became of a platform's findings over time.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::Time;

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct FindingTrend {
    pub as_of: Time,
    /// Gravest first.
    pub severities: Vec<SeverityStanding>,
    /// Upper bounds of the age buckets in days; the last bucket has none. They are the terms of the deadline table.
    pub age_bounds: Vec<i64>,
    /// Oldest first; the last one runs still.
    pub months: Vec<FindingMonth>,
    /// Findings of assets somebody said are nothing of the platform's; in none of the other figures.
    pub disowned: i64,
    /// Names in scans that the inventory does not know.
    pub unmatched_assets: i64,
    /// The list of known exploited weaknesses in force; null: none was ever listed.
    pub exploited_list: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SeverityStanding {
    pub severity: String,
    pub open: i64,
    /// Of these, those a decision holds for; they are open all the same.
    pub with_deviation: i64,
    pub known_exploited: i64,
    pub not_scanned: i64,
    /// On components the inventory of now does not list.
    pub outside_inventory: i64,
    /// Past the day the list or the deadline table gives, without a decision.
    pub overdue: i64,
    /// Open findings counted by the severity they are treated with.
    pub treated_as: i64,
    /// No longer reported, and nobody has shown that they are gone.
    pub unverified: i64,
    /// Gone by a scan with login that covered the asset.
    pub verified: i64,
    /// Open ones by age: one more than the bounds.
    pub ages: Vec<i64>,
    /// Days from first sight to a verified repair; null while there is none.
    pub repair_median_days: Option<i64>,
    pub repair_p90_days: Option<i64>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct FindingMonth {
    /// `2026-09`, in the platform's zone.
    pub month: String,
    /// Open at its end, or now.
    pub open: i64,
    pub known_exploited: i64,
    pub critical: i64,
    pub high: i64,
    pub medium: i64,
    pub low: i64,
    pub first_seen: i64,
    pub verified: i64,
    pub unverified: i64,
}
