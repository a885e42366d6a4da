//! Terms: how often, by when, how long something may take to be put right, how an escalation runs.

use serde::{Deserialize, Serialize};

use crate::obligation::is_duration;
use crate::words::{Applicability, FindingSeverity, Frequency, Severity, Verified};

/// How periods of a frequency follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cycle {
    /// Monday to Sunday.
    Week,
    Month,
    Quarter,
    Year,
    /// Counted in years from authorisation or the last admitted submission.
    Years(u8),
    /// No periods: each occasion is its own.
    Occasion,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    Calendar,
    Rolling,
    None,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrequencyRow {
    pub id: Frequency,
    pub zh: String,
    pub en: String,
    pub basis: Basis,
    /// ISO 8601.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub length: Option<String>,
    /// The frequency in whose periods this one is closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settle: Option<Frequency>,
    /// Working days after the end of the period, or after the occasion.
    pub due_workdays: u32,
    pub source: String,
    pub source_en: String,
    pub verified: Verified,
    pub applicability: Applicability,
    /// Derived from `basis`, `length` and `settle` when the catalogue is read.
    #[serde(skip_deserializing, default = "no_cycle")]
    pub cycle: Cycle,
}

fn no_cycle() -> Cycle {
    Cycle::Occasion
}

impl FrequencyRow {
    pub(crate) fn own_cycle(&self) -> Result<Cycle, String> {
        let length = self.length.as_deref();
        match (self.basis, length) {
            (Basis::None, None) => Ok(Cycle::Occasion),
            (Basis::Calendar, Some("P1W")) => Ok(Cycle::Week),
            (Basis::Calendar, Some("P1M")) => Ok(Cycle::Month),
            (Basis::Calendar, Some("P3M")) => Ok(Cycle::Quarter),
            (Basis::Calendar, Some("P1Y")) => Ok(Cycle::Year),
            (Basis::Rolling, Some(iso)) => iso
                .strip_prefix('P')
                .and_then(|rest| rest.strip_suffix('Y'))
                .and_then(|years| years.parse().ok())
                .filter(|years| *years > 0)
                .map(Cycle::Years)
                .ok_or_else(|| {
                    format!("frequency {}: a rolling length must be whole years, not {iso}", self.id)
                }),
            _ => {
                Err(format!("frequency {}: basis {:?} and length {length:?} do not fit", self.id, self.basis))
            }
        }
    }
}

/// What a term is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TermCalendar {
    Natural,
    Working,
    /// Until the next period's due date.
    Period,
}

/// What a term runs from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TermStart {
    FirstSeen,
    /// Service of the notice on the provider.
    Service,
    Reminder,
    CompletionReport,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deadline {
    pub id: String,
    pub zh: String,
    pub en: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub finding_severities: Vec<FindingSeverity>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rule_severities: Vec<Severity>,
    pub start: TermStart,
    pub calendar: TermCalendar,
    /// ISO 8601; with [`TermCalendar::Natural`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<String>,
    /// With [`TermCalendar::Working`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workdays: Option<u32>,
    /// A date given by a public list of exploited vulnerabilities comes before `max`.
    #[serde(default)]
    pub listed_date_first: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vendor_contact_every: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extension: Option<Extension>,
    pub source: String,
    pub source_en: String,
    pub verified: Verified,
    pub applicability: Applicability,
}

impl Deadline {
    pub(crate) fn check(&self) -> Result<(), String> {
        let fits = match self.calendar {
            TermCalendar::Natural => self.max.as_deref().is_some_and(is_duration) && self.workdays.is_none(),
            TermCalendar::Working => self.max.is_none() && self.workdays.is_some(),
            TermCalendar::Period => self.max.is_none() && self.workdays.is_none(),
        };
        let extension = self.extension.as_ref().is_none_or(|e| e.max.as_deref().is_none_or(is_duration));
        if fits && extension {
            Ok(())
        } else {
            Err(format!("deadline {}: its columns do not fit its calendar", self.id))
        }
    }
}

/// How often a term may be lengthened, and by how much at most; without either, as decided in the case.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Extension {
    pub count: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workdays: Option<u32>,
    /// What must be shown or given: `compensating_measure`, `second_person_approval`, `decision`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Workflow {
    /// In order; each names the steps that may follow.
    pub step: Vec<Step>,
    pub statement: Statement,
    pub reminders: Reminders,
    pub hysteresis: Hysteresis,
    pub reopening: Reopening,
    pub review: Review,
    pub due_extension: DueExtension,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    pub id: String,
    pub zh: String,
    pub en: String,
    pub next: Vec<String>,
}

macro_rules! sourced {
    ($(#[$doc:meta])* $name:ident { $(pub $field:ident: $ty:ty,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $(pub $field: $ty,)+
            pub source: String,
            pub source_en: String,
            pub verified: Verified,
            pub applicability: Applicability,
        }
    };
}

sourced! {
    /// Working days the provider has to be heard before an adverse decision, and between what a plan may agree them.
    Statement { pub workdays: u32, pub least: u32, pub most: u32, }
}
sourced! {
    /// More time for a due item: how often, and at most so many working days beyond the date in force.
    DueExtension { pub count: u32, pub workdays: u32, }
}
sourced! {
    /// When a deadline is recalled: shares of its time, then at an interval (ISO 8601) once it has passed.
    Reminders { pub at_percent: Vec<u32>, pub then_every: String, }
}
sourced! {
    /// Full periods a condition must have been false before closing is proposed.
    Hysteresis { pub periods: u32, }
}
sourced! {
    /// ISO 8601; found again within it, an item reopens with its first-seen date.
    Reopening { pub within: String, }
}
sourced! {
    /// Working days from receipt within which the supervisor means to have reviewed a submission.
    Review { pub workdays: u32, }
}
