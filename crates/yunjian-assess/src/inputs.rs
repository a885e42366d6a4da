//! Everything an assessment looks at. A judgement freezes its inputs: the same inputs give the same bytes.

use std::collections::{BTreeMap, HashSet};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use yunjian_domain::facts::{FactSet, Row};

/// One submitted file, as the rules see it (`evidence` in the rule environment). Times are milliseconds UTC.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EvidenceItem {
    pub id: String,
    /// One of the twelve evidence kinds, for instance `scan` or `register`.
    pub kind: String,
    /// Format token, for instance `nessus-v2` or `csv:accounts`.
    pub format: String,
    pub sha256: String,
    pub size: i64,
    pub produced_at: Option<i64>,
    pub collected_from: Option<i64>,
    pub collected_to: Option<i64>,
    pub received_at: Option<i64>,
    pub collector: Option<String>,
    pub tool: Option<String>,
    pub tool_version: Option<String>,
    pub signer: Option<String>,
    pub signature_ok: Option<bool>,
    pub parse_errors: Option<i64>,
    pub rows: Option<i64>,
    pub unmapped_rows: Option<i64>,
    pub automatic: Option<bool>,
}

/// The agreed value of one \[赋值\]/\[选择\] parameter. Durations are ISO 8601 text, percent is 0–100.
#[derive(Clone, Debug, PartialEq)]
pub enum ParamValue {
    /// `number` and `percent` parameters: always a double, also when written without a fraction.
    Number(f64),
    Bool(bool),
    /// `duration`, `text` and `role` parameters.
    Text(String),
    List(Vec<String>),
}

impl ParamValue {
    /// A value as it stands in the catalogue or in a plan; `None` when JSON of that shape is no parameter.
    pub fn from_json(value: &serde_json::Value) -> Option<Self> {
        match value {
            serde_json::Value::Bool(value) => Some(Self::Bool(*value)),
            serde_json::Value::Number(value) => value.as_f64().map(Self::Number),
            serde_json::Value::String(value) => Some(Self::Text(value.clone())),
            serde_json::Value::Array(items) => {
                items.iter().map(|i| i.as_str().map(str::to_owned)).collect::<Option<_>>().map(Self::List)
            }
            _ => None,
        }
    }
}

/// The period a submission answers for, half-open: `start` ≤ t < `end`. Times are milliseconds UTC.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Period {
    pub start: Option<i64>,
    pub end: Option<i64>,
    pub due_at: Option<i64>,
    pub days: Option<i64>,
    /// The catalogue's word, for instance 每月 or 根据需要.
    pub frequency: String,
    pub trigger_at: Option<i64>,
    pub trigger_ref: Option<String>,
}

/// The supervised platform. Times are milliseconds UTC.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Platform {
    pub id: String,
    pub csp: String,
    pub level: String,
    pub authorised_at: Option<i64>,
    pub supervised_from: Option<i64>,
    pub anniversary_at: Option<i64>,
    pub customers: Vec<String>,
    pub sites: Vec<String>,
    pub rooms: Vec<String>,
    pub room_class: Option<String>,
    pub under_cap: Option<bool>,
}

/// The last admitted submission of the same obligation, whatever its verdict. Its form carries
/// `evidence_sha256`, the digests of its files, beside the fields that were filled in.
#[derive(Clone, Copy, Debug)]
pub struct Previous<'a> {
    pub facts: &'a FactSet,
    pub form: &'a serde_json::Value,
    pub period: &'a Period,
}

/// An exception (例外申请) the supervisor approved for one subject: a row id, component, channel or clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    pub subject_id: String,
    /// First moment at which it no longer holds.
    pub until: i64,
    /// The decision it follows from.
    pub decision: Option<String>,
}

/// What makes an incident look like one of a level: a row of the level thresholds.
#[derive(Clone, Debug, PartialEq)]
pub struct LevelThreshold {
    /// 特别重大, 重大, 较大 or 一般.
    pub level: String,
    /// Field of `incidents`.
    pub field: String,
    pub reached: Reached,
}

/// When a field of an incident reaches a threshold row.
#[derive(Clone, Debug, PartialEq)]
pub enum Reached {
    /// The number, or the length of the list, is at least this.
    AtLeast(f64),
    /// The text is exactly this.
    Is(String),
    /// The statement is true.
    Stated,
}

/// The working-day calendar; the domain's calendar implements it from the State Council's data.
pub trait WorkingDays {
    fn is_working_day(&self, day: Date) -> bool;
}

impl WorkingDays for yunjian_catalogue::WorkingDays {
    fn is_working_day(&self, day: Date) -> bool {
        self.is_working(day)
    }
}

/// Monday to Friday: the calendar of a year for which nothing was published yet.
#[derive(Clone, Copy, Debug, Default)]
pub struct MondayToFriday;

impl WorkingDays for MondayToFriday {
    fn is_working_day(&self, day: Date) -> bool {
        day.weekday().to_monday_zero_offset() < 5
    }
}

/// The inputs of one assessment.
#[derive(Clone)]
pub struct Inputs<'a> {
    /// The judged set of this submission.
    pub facts: &'a FactSet,
    /// The filled form, a JSON object; a field it does not have is unknown.
    pub form: &'a serde_json::Value,
    pub evidence: &'a [EvidenceItem],
    pub params: &'a BTreeMap<String, ParamValue>,
    pub period: &'a Period,
    /// The accepted current inventory; unknown when `delivered` does not hold `components`.
    pub inventory: &'a [Row],
    pub admitted: &'a FactSet,
    /// Names of the fact types this platform has ever delivered in an admitted submission. Another type read
    /// from `admitted` is unknown, because nothing can be concluded from what was never handed in.
    pub delivered: &'a HashSet<String>,
    /// What the newest admitted submissions of other obligations say, each as it was handed in and not merged with
    /// others: what rules declare under `inputs`, by obligation. One that is not here was never delivered.
    pub current: &'a BTreeMap<String, FactSet>,
    pub previous: Option<Previous<'a>>,
    pub platform: &'a Platform,
    /// Milliseconds UTC, fixed at receipt so that a verdict can be replayed.
    pub now: i64,
    pub zone: TimeZone,
    pub working_days: &'a dyn WorkingDays,
    pub level_thresholds: &'a [LevelThreshold],
    /// Exceptions approved for this platform and obligation.
    pub exceptions: &'a [Exception],
    /// Subjects whose past fault was remedied and signed off by the supervisor; they have no end date.
    pub remedies: &'a [String],
}

impl std::fmt::Debug for Inputs<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Inputs")
            .field("facts", &self.facts.len())
            .field("evidence", &self.evidence.len())
            .field("platform", &self.platform.id)
            .field("now", &self.now)
            .finish_non_exhaustive()
    }
}
