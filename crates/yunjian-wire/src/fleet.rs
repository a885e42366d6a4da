//! The fleet at a glance. Every answer says when it was counted.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::due::DueRow;
use crate::rectification::RectificationRow;
use crate::{Date, Named, Time};

/// Platforms by control classes of the standard.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Fleet {
    pub classes: Vec<ControlClass>,
    pub platforms: Vec<FleetPlatform>,
    pub totals: FleetTotals,
    /// Authorisations that end soon or have ended, soonest first.
    pub expiring: Vec<Expiring>,
    /// Judged due items count when they were due since this moment.
    pub judged_since: Time,
    pub as_of: Time,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ControlClass {
    /// Chapter of the control catalogue, for instance `12`.
    pub id: String,
    pub title_zh: String,
    pub title_en: String,
    pub obligations: i64,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct FleetPlatform {
    pub platform: Named,
    pub provider: Named,
    /// `S0` to `S4`.
    pub state: String,
    /// The worst of its cells.
    pub worst: String,
    /// One per class, in the order of the classes.
    pub cells: Vec<Cell>,
}

/// One control class of one platform.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct Cell {
    pub class: String,
    /// Worst first: `rectification_overdue`, `non_compliant` (the newest judged period of an obligation), `overdue`,
    /// `returned`, `rectifying`, `waiting`, `compliant`, `ahead` (nothing judged yet), `none` (not in the plan).
    pub worst: String,
    pub ahead: i64,
    pub overdue: i64,
    pub returned: i64,
    pub waiting: i64,
    pub compliant: i64,
    pub non_compliant: i64,
    /// Obligations whose newest judged period was found non-compliant.
    pub failing: i64,
    pub rectifications: i64,
    pub rectifications_overdue: i64,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct FleetTotals {
    pub platforms: i64,
    pub overdue: i64,
    pub waiting: i64,
    pub returned: i64,
    pub failing: i64,
    pub rectifications: i64,
    pub rectifications_overdue: i64,
    /// Proposed or confirmed and not closed.
    pub escalations: i64,
    pub expiring: i64,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Expiring {
    pub platform: Named,
    pub valid_until: Date,
    /// Days left; negative when it has ended.
    pub days: i64,
    pub renewal_applied: bool,
}

/// What stands behind a cell, worst first.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct CellReasons {
    pub platform: Named,
    pub class: ControlClass,
    pub cell: Cell,
    pub reasons: Vec<CellReason>,
    /// How many there are; the list holds the worst of them.
    pub total: i64,
    pub rectifications: Vec<RectificationRow>,
    pub as_of: Time,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct CellReason {
    pub due: DueRow,
    /// The submission that it stands by, with what was found wanting.
    pub submission: Option<String>,
    pub verdict: Option<String>,
    pub failing: Vec<FailingRule>,
}

/// A nonconformity a reviewer stated, or a rule that did not pass.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct FailingRule {
    pub rule: String,
    pub severity: String,
    pub text_zh: Option<String>,
    pub text_en: Option<String>,
}

/// Months, oldest first; the last one still runs.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Trend {
    pub months: Vec<TrendMonth>,
    pub as_of: Time,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct TrendMonth {
    /// `2026-11`
    pub month: String,
    /// Due in this month, up to now.
    pub due: i64,
    pub on_time: i64,
    /// Of these, handed in by the end of the month, or now.
    pub handed_in: i64,
    /// Obligations of all platforms that stood compliant at the end of the month, or now.
    pub compliant: i64,
    pub non_compliant: i64,
    pub rectifications_ordered: i64,
    pub rectifications_closed: i64,
    /// Open at the end of the month, or now.
    pub rectifications_open: i64,
}

/// What got worse since a moment.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Worse {
    pub since: Time,
    pub items: Vec<WorseItem>,
    /// How many of each kind are listed at most; more are only counted in their own lists.
    pub most_of_a_kind: i64,
    pub as_of: Time,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct WorseItem {
    /// `verdict`, `overdue`, `rectification_overdue`, `escalation`, `findings`, `authorisation`.
    pub kind: String,
    pub platform: Named,
    /// The obligation; for an escalation its trigger.
    pub about: String,
    pub title_zh: String,
    pub title_en: String,
    /// Id of the submission, due item, rectification, escalation or platform.
    pub id: String,
    /// The verdict, standing, state; for findings how many.
    pub word: String,
    pub at: Time,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Providers {
    pub providers: Vec<ProviderFigures>,
    pub since: Time,
    pub as_of: Time,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ProviderFigures {
    pub provider: Named,
    pub platforms: i64,
    /// Due since then, up to now.
    pub due: i64,
    pub on_time: i64,
    /// Overdue now.
    pub overdue: i64,
    pub compliant: i64,
    pub non_compliant: i64,
    /// First versions that came to an end, and those of them found compliant.
    pub first: i64,
    pub first_compliant: i64,
    pub rectifications: i64,
    pub rectifications_overdue: i64,
    /// Median days from order to closing; null when none was closed.
    pub closing_days: Option<f64>,
}

/// The supervisor's own work.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Workload {
    pub waiting: i64,
    /// Of those, taken by nobody.
    pub untaken: i64,
    /// Waiting longer than the review term.
    pub overdue: i64,
    /// Working days from receipt within which a review is meant to end, with where the figure comes from.
    pub term_workdays: i64,
    pub term_source_zh: String,
    pub term_source_en: String,
    /// The longest waiting ones.
    pub oldest: Vec<WaitingItem>,
    /// Waiting by age: less than 3 days, 3 to 7, 7 to 14, more.
    pub ages: Vec<i64>,
    /// Verdicts since this moment.
    pub since: Time,
    pub verdicts: i64,
    /// Median days from receipt to verdict.
    pub median_days: Option<f64>,
    pub reviewers: Vec<ReviewerFigures>,
    pub as_of: Time,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct WaitingItem {
    pub submission: String,
    pub platform: Named,
    pub obligation: String,
    pub title_zh: String,
    pub title_en: String,
    pub received_at: Time,
    pub reviewer: Option<Named>,
    pub overdue: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ReviewerFigures {
    pub reviewer: Named,
    pub holding: i64,
    pub verdicts: i64,
    pub median_days: Option<f64>,
}
