//! Deviation requests (例外申请): asked for by the provider, decided by the supervisor, held until a date.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Date, Named, Time};

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct DeviationRow {
    pub id: String,
    pub platform: Named,
    /// `false_positive`, `risk_adjustment`, `operational_requirement` or `vendor_dependency`.
    pub kind: String,
    /// `requested`, `returned`, `endorsed`, `granted`, `expired`, `refused`, `withdrawn` or `revoked`; `expired` is granted
    /// with its date passed.
    pub state: String,
    /// The gravest severity among the findings when it was asked.
    pub severity: String,
    /// The severity in its place, for a risk adjustment.
    pub adjusted: Option<String>,
    /// First moment at which it no longer holds.
    pub until: Time,
    pub reason: Option<String>,
    /// How many weaknesses it speaks of.
    pub targets: i64,
    pub requested_at: Time,
    pub requested_by: Option<Named>,
    pub endorsed_by: Option<Named>,
    pub decided_at: Option<Time>,
    pub decided_by: Option<Named>,
    /// Why it was decided so.
    pub decision: Option<String>,
    pub renews: Option<String>,
    /// The import of history that states it was granted elsewhere: nothing holds before the supervisor confirms it.
    pub claimed: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Deviation {
    #[serde(flatten)]
    pub row: DeviationRow,
    /// Compensating measures.
    pub measures: Option<String>,
    /// When the vendor was last asked.
    pub vendor_contact: Option<Time>,
    pub targets_named: Vec<DeviationTarget>,
    pub evidence: Vec<DeviationFile>,
    /// Findings it speaks of now, open or not, at most 200.
    pub findings: Vec<DeviationFinding>,
    pub findings_total: i64,
    pub rule: DeviationKind,
}

/// One weakness it speaks of.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct DeviationTarget {
    /// Null: every asset of the platform.
    pub component: Option<String>,
    /// Rule, package, port and place, as findings are told apart.
    pub weakness: String,
    pub cves: Vec<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct DeviationFile {
    pub name: Option<String>,
    pub sha256: String,
    pub size: i64,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct DeviationFinding {
    pub id: String,
    pub title: Option<String>,
    pub severity: String,
    pub status: String,
    pub component: Option<String>,
    pub known_exploited: bool,
    /// `identity`, or `cve` when another tool reports the same CVE of the same component.
    pub matched_by: String,
}

/// What a kind allows, as the catalogue says it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct DeviationKind {
    pub id: String,
    pub zh: String,
    pub en: String,
    /// The longest time it holds, ISO 8601.
    pub max: String,
    /// The last day a decision made today may hold until.
    pub latest: Date,
    pub never: Vec<String>,
    pub second_person: Vec<String>,
    pub steps: i64,
    pub known_exploited: bool,
    pub evidence: bool,
    pub measures: bool,
    pub contact_within: Option<String>,
    pub source: String,
    pub source_en: String,
    pub verified: String,
    pub applicability: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct DeviationKinds {
    pub items: Vec<DeviationKind>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDeviation {
    pub kind: String,
    /// Ids of findings of the platform.
    pub findings: Vec<String>,
    /// True: the same weaknesses on every asset of the platform.
    #[serde(default)]
    pub everywhere: bool,
    /// The severity in place of the found one, for a risk adjustment.
    #[serde(default)]
    pub adjusted: Option<String>,
    /// The last day it holds.
    pub until: Date,
    #[schema(min_length = 1, max_length = 4000)]
    pub reason: String,
    #[serde(default)]
    pub measures: Option<String>,
    /// When the vendor was last asked.
    #[serde(default)]
    pub vendor_contact: Option<Date>,
    /// An upload with the files that prove it.
    #[serde(default)]
    pub upload: Option<String>,
    /// The deviation whose time it prolongs.
    #[serde(default)]
    pub renews: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResubmitDeviation {
    #[serde(default)]
    pub adjusted: Option<String>,
    pub until: Date,
    #[schema(min_length = 1, max_length = 4000)]
    pub reason: String,
    #[serde(default)]
    pub upload: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GrantDeviation {
    /// The last day it holds; null: as asked.
    #[serde(default)]
    pub until: Option<Date>,
    /// Null: as asked.
    #[serde(default)]
    pub adjusted: Option<String>,
    #[schema(min_length = 1, max_length = 4000)]
    pub reason: String,
}

/// Several requests of one platform granted in one go: what was granted elsewhere before.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GrantDeviations {
    pub deviations: Vec<String>,
    #[schema(min_length = 1, max_length = 4000)]
    pub reason: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct GrantedDeviations {
    pub granted: Vec<String>,
    /// Those that wait for a second person now.
    pub endorsed: Vec<String>,
}
