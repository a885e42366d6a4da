//! States of supervision and what proposes to move a platform from one to another.

use serde::{Deserialize, Serialize};

use crate::obligation::is_duration;
use crate::words::{Applicability, Attribute, FindingSeverity, Frequency, Verified};

/// Who decides that a platform enters a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decider {
    Nobody,
    Reviewer,
    ReviewerAndSecond,
    Head,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SupervisionState {
    /// `S0` to `S4`, lowest first.
    pub code: String,
    pub zh: String,
    pub en: String,
    pub meaning_zh: String,
    pub meaning_en: String,
    pub decided_by: Decider,
    /// Whether the provider is heard first.
    pub hearing: bool,
    pub leaves_zh: String,
    pub leaves_en: String,
    pub source: String,
    pub source_en: String,
    pub verified: Verified,
    pub applicability: Applicability,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Area {
    SecurityControl,
    ChangeManagement,
    IncidentResponse,
    General,
}

/// What one open case of a trigger is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    Platform,
    Obligation,
    Submission,
    Finding,
    Change,
    Incident,
    Rectification,
    /// An earlier case of another trigger.
    Trigger,
}

/// Whether the facts a trigger looks at are collected yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Inputs {
    Ready,
    Later,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trigger {
    pub id: String,
    pub area: Area,
    /// Code of the state it proposes.
    pub level: String,
    pub zh: String,
    pub en: String,
    pub subject: Subject,
    pub inputs: Inputs,
    pub source: String,
    pub source_en: String,
    pub verified: Verified,
    pub applicability: Applicability,
    /// Any one of them fires the trigger.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<Condition>,
}

impl Trigger {
    /// Foreign references run only where the platform's plan selects them.
    pub fn on_by_default(&self) -> bool {
        self.applicability != Applicability::Foreign
    }
}

/// A condition over what is known of one platform. Durations are ISO 8601, windows reach back from now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "measure", rename_all = "snake_case", deny_unknown_fields)]
pub enum Condition {
    /// Distinct open vulnerabilities ≥ baseline + max(share of the baseline, least).
    OpenFindingsGrowth {
        share_percent: u32,
        least: u32,
    },
    /// Share of scanned targets that were scanned without login; `occurrences` counts, within the window, the
    /// scans (this one included) in which the share was reached.
    UnauthenticatedShare {
        at_least_percent: u32,
        window: String,
        occurrences_at_least: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        occurrences_at_most: Option<u32>,
    },
    /// Distinct open findings of at least this severity first seen longer ago, on a platform of this level.
    OldFindings {
        severity_at_least: FindingSeverity,
        older_than: String,
        at_least: u32,
        attribute: Attribute,
    },
    /// A blocking rule failed in an admitted deliverable.
    BlockingRuleFailed {},
    /// Late items in one period of `per`, in each of so many consecutive periods.
    LateItems {
        at_least: u32,
        per: Frequency,
        consecutive: u32,
    },
    /// The same obligation found non-compliant in so many successive periods.
    SameObligationNoncompliant {
        periods: u32,
    },
    /// The same trigger of this level on the same subject in so many consecutive months.
    RepeatedTrigger {
        months: u32,
        level: String,
        lateness: bool,
    },
    /// The same trigger of this level on the same subject after its answer had been accepted.
    AfterAcceptedAnswer {
        level: String,
        lateness: bool,
    },
    RectificationOverdue {
        longer_than: String,
    },
    PlanRefused {
        times: u32,
    },
    /// The authorisation ends within this time and nobody applied to renew it.
    AuthorisationExpiring {
        within: String,
    },
}

impl Condition {
    /// Its name in the catalogue.
    pub fn measure(&self) -> &'static str {
        match self {
            Self::OpenFindingsGrowth { .. } => "open_findings_growth",
            Self::UnauthenticatedShare { .. } => "unauthenticated_share",
            Self::OldFindings { .. } => "old_findings",
            Self::BlockingRuleFailed {} => "blocking_rule_failed",
            Self::LateItems { .. } => "late_items",
            Self::SameObligationNoncompliant { .. } => "same_obligation_noncompliant",
            Self::RepeatedTrigger { .. } => "repeated_trigger",
            Self::AfterAcceptedAnswer { .. } => "after_accepted_answer",
            Self::RectificationOverdue { .. } => "rectification_overdue",
            Self::PlanRefused { .. } => "plan_refused",
            Self::AuthorisationExpiring { .. } => "authorisation_expiring",
        }
    }

    pub(crate) fn check(&self, levels: &[&str]) -> Result<(), String> {
        let good = match self {
            Self::UnauthenticatedShare { window: iso, .. }
            | Self::OldFindings { older_than: iso, .. }
            | Self::RectificationOverdue { longer_than: iso }
            | Self::AuthorisationExpiring { within: iso } => is_duration(iso),
            Self::RepeatedTrigger { level, .. } | Self::AfterAcceptedAnswer { level, .. } => {
                levels.contains(&level.as_str())
            }
            _ => true,
        };
        if good { Ok(()) } else { Err(format!("condition {}: a duration or level is wrong", self.measure())) }
    }
}
