//! Platforms, their authorisation, mandates and parties.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Date, Named, Time};

/// Register a platform. The registering supervisor states the mandate it acts under (5.2.1 b).
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPlatform {
    #[schema(min_length = 1, max_length = 200)]
    pub name: String,
    /// Id of the provider's organisation.
    pub provider: String,
    /// IANA time zone, for instance `Asia/Shanghai`.
    pub zone: String,
    /// `general` or `enhanced`.
    pub level: String,
    /// First civil day of supervision in the platform's zone; null: today.
    pub supervised_from: Option<Date>,
    pub mandate: NewMandate,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMandate {
    /// Supervisor's organisation; null: the caller's own.
    pub supervisor: Option<String>,
    /// Who commissioned the supervision.
    #[schema(min_length = 1, max_length = 400)]
    pub commissioned_by: String,
    /// Any of `controls`, `changes`, `incidents`.
    pub areas: Vec<String>,
    pub valid_from: Date,
    pub valid_until: Date,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAuthorisation {
    /// `granted`, `conditional`, `suspended` or `withdrawn`.
    pub result: String,
    pub valid_from: Date,
    /// Last day of validity.
    pub valid_until: Date,
    pub conditions: Option<String>,
    /// Days before the end when people are reminded of the renewal.
    pub remind_days: i64,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewParty {
    pub organisation: String,
    /// `customer` or `assessor`.
    pub role: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RenewalApplication {
    pub note: Option<String>,
}

/// Something happened on a platform that makes obligations due (5.2.5.1 h).
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPlatformEvent {
    /// `major_incident` or `significant_change_implemented`.
    pub kind: String,
    pub occurred_at: Time,
    #[schema(min_length = 1, max_length = 4000)]
    pub text: String,
}

/// A platform in a list, with how it stands.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct PlatformRow {
    pub id: String,
    pub name: Option<String>,
    pub provider: Named,
    pub level: String,
    /// Supervision state from open, confirmed escalations: `S0` to `S4`.
    pub state: String,
    pub standing: Standing,
    pub authorisation: Option<Authorisation>,
}

/// Counts that describe how a platform stands, at the page's `as_of`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct Standing {
    /// Due items open, not yet past their due moment.
    pub open: i64,
    pub overdue: i64,
    /// Waiting for a reviewer.
    pub to_review: i64,
    pub returned: i64,
    pub compliant: i64,
    pub non_compliant: i64,
    pub rectifications_open: i64,
    pub rectifications_overdue: i64,
    pub findings_open: i64,
    pub findings_critical: i64,
    pub findings_high: i64,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Authorisation {
    pub id: String,
    pub result: String,
    pub valid_from: Date,
    pub valid_until: Date,
    pub conditions: Option<String>,
    pub remind_days: i64,
    /// True from `remind_days` before the end, while no renewal was applied for.
    pub renewal_due: bool,
    pub renewal_applied_at: Option<Time>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Mandate {
    pub id: String,
    pub supervisor: Named,
    pub commissioned_by: Option<String>,
    pub areas: Vec<String>,
    pub valid_from: Date,
    pub valid_until: Date,
    pub current: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Party {
    pub organisation: Named,
    pub role: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Platform {
    pub id: String,
    pub name: Option<String>,
    pub provider: Named,
    pub zone: String,
    pub level: String,
    pub state: String,
    pub supervised_from: Time,
    pub standing: Standing,
    pub authorisations: Vec<Authorisation>,
    pub mandates: Vec<Mandate>,
    pub parties: Vec<Party>,
    /// Null until a supervision plan was adopted.
    pub plan_version: Option<i64>,
    pub as_of: Time,
}

/// The first page of everyone: what waits, what is late, what got worse.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Home {
    pub platforms: i64,
    pub standing: Standing,
    pub escalations_open: i64,
    pub renewals_due: i64,
    /// Oldest first.
    pub waiting: Vec<crate::submission::SubmissionRow>,
    /// Returned and not admitted, the nearest date first; for whoever hands in.
    pub sent_back: Vec<crate::due::DueRow>,
    /// Due soonest or longest overdue first.
    pub dues: Vec<crate::due::DueRow>,
    pub rectifications: Vec<crate::rectification::RectificationRow>,
    pub as_of: Time,
}
