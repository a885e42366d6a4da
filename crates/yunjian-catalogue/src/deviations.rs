//! Deviation requests (例外申请): kinds and how far each may go.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::obligation::is_duration;
use crate::words::{Applicability, FindingSeverity, Verified};

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deviations {
    pub kind: Vec<DeviationKind>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeviationKind {
    pub id: String,
    pub zh: String,
    pub en: String,
    /// The longest time a decision holds, ISO 8601.
    pub max: String,
    /// Severities it is never granted for.
    pub never: Vec<String>,
    /// Severities two people of the supervisor decide on together.
    pub second_person: Vec<String>,
    /// Levels by which a severity may be lowered; 0: the kind adjusts no severity.
    pub steps: u32,
    /// Whether it may be granted for a weakness that is known to be exploited.
    pub known_exploited: bool,
    /// Whether a file has to prove it.
    pub evidence: bool,
    /// Whether compensating measures have to be stated.
    pub measures: bool,
    /// The vendor was asked no longer ago than this.
    #[serde(default)]
    pub contact_within: Option<String>,
    /// Rules that look at single findings leave such a finding out of the grading, and say so.
    pub sets_aside: bool,
    /// It also holds when another scanner reports the same CVE of the same component.
    pub carries_over: bool,
    pub source: String,
    pub source_en: String,
    pub verified: Verified,
    pub applicability: Applicability,
}

impl Deviations {
    pub fn of(&self, id: &str) -> Option<&DeviationKind> {
        self.kind.iter().find(|kind| kind.id == id)
    }
    pub(crate) fn check(&self) -> Result<(), String> {
        for needed in ["false_positive", "risk_adjustment", "operational_requirement", "vendor_dependency"] {
            if self.of(needed).is_none() {
                return Err(format!("there is no kind {needed}"));
            }
        }
        for kind in &self.kind {
            for duration in std::iter::once(&kind.max).chain(&kind.contact_within) {
                if !is_duration(duration) {
                    return Err(format!("{}: {duration} is no duration", kind.id));
                }
            }
            for severity in kind.never.iter().chain(&kind.second_person) {
                if FindingSeverity::from_str(severity).is_err() {
                    return Err(format!("{}: there is no severity {severity}", kind.id));
                }
            }
        }
        Ok(())
    }
}
