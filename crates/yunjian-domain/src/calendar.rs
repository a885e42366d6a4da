//! Calendar arithmetic: when a period begins and ends, when its deliverable is due, how long a term runs.
//!
//! Instants are milliseconds since 1970-01-01T00:00:00Z; days are civil days of the platform's zone; everything
//! is half-open, so that the end of one period is the start of the next. Nothing here knows the time of day: the
//! same arguments give the same answer for ever.
//!
//! How periods follow each other:
//! - week (from Monday), month, quarter and year are natural periods of the platform's zone;
//! - two, three and five years count from authorisation (without one, from the beginning of supervision), and
//!   from each admitted submission anew. A submission before the end settles the running period and begins the
//!   next; one handed in late closes the period it was owed for, as long as less than half of another has gone
//!   by. The due date of a period settled early or late stays what was promised;
//! - on demand has no periods, and neither has an obligation the plan has switched off.
//!
//! A natural period entered late (first one, or after a change of terms) or cut short by an immediate change is
//! merged with the one that follows when less than half of it is left. Rolling periods are not merged when
//! entered late: more than the agreed years would pass between two deliverables.

use std::collections::HashMap;

use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp, ToSpan, Zoned};
use yunjian_catalogue::{Cycle, Frequency, FrequencyRow, WorkingDays, is_duration};

/// Why a date could not be computed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    #[error("{0} is not the name of a known time zone, such as Asia/Shanghai")]
    UnknownZone(String),
    #[error("{0} is not a duration in ISO 8601, such as P30D or PT4H")]
    NotADuration(String),
    #[error("the date lies outside the years this program can count")]
    OutOfRange,
}

impl From<jiff::Error> for CalendarError {
    fn from(_: jiff::Error) -> Self {
        Self::OutOfRange
    }
}

type Result<T> = std::result::Result<T, CalendarError>;

/// Milliseconds of an hour and of twenty-four; a civil day may be longer or shorter.
pub const HOUR: i64 = 3_600_000;
pub const DAY: i64 = 24 * HOUR;

/// The time zone of that IANA name.
///
/// # Errors
/// When the name is not known to the time zone database.
pub fn zone(name: &str) -> Result<TimeZone> {
    TimeZone::get(name).map_err(|_| CalendarError::UnknownZone(name.to_owned()))
}

/// The civil day an instant falls on.
///
/// # Errors
/// When the instant lies outside the years that can be counted.
pub fn civil_date(ts: i64, zone: &TimeZone) -> Result<Date> {
    Ok(zoned(ts, zone)?.date())
}

/// The first instant of a day: midnight, or later where the clocks skip it.
///
/// # Errors
/// When the day lies outside the years that can be counted.
pub fn start_of_day(day: Date, zone: &TimeZone) -> Result<i64> {
    Ok(day.to_zoned(zone.clone())?.start_of_day()?.timestamp().as_millisecond())
}

fn zoned(ts: i64, zone: &TimeZone) -> Result<Zoned> {
    Ok(Timestamp::from_millisecond(ts)?.to_zoned(zone.clone()))
}

/// A day reached by counting working days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Workday {
    pub date: Date,
    /// False when the count touched a year whose calendar is not known (待核实).
    pub verified: bool,
}

/// The `n`-th working day after the day `from`; with `n` = 0 `from` itself, worked or not.
///
/// # Errors
/// When the count runs out of the years that can be counted.
pub fn add_workdays(from: Date, n: u32, working_days: &WorkingDays) -> Result<Workday> {
    let mut date = from;
    let mut verified = working_days.day(from).verified;
    let mut left = n;
    while left > 0 {
        date = date.tomorrow()?;
        let day = working_days.day(date);
        verified &= day.verified;
        left -= u32::from(day.working);
    }
    Ok(Workday { date, verified })
}

/// The end of a term counted in working days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// The first instant after the term: the midnight that ends its last day.
    pub at: i64,
    pub last_day: Date,
    /// False when the count touched a year whose calendar is not known (待核实).
    pub verified: bool,
}

/// The end of the `n`-th working day after the day of `ts`; the day of `ts` is not counted.
///
/// # Errors
/// When the term runs out of the years that can be counted.
pub fn plus_workdays(ts: i64, n: u32, zone: &TimeZone, working_days: &WorkingDays) -> Result<Term> {
    let Workday { date, verified } = add_workdays(civil_date(ts, zone)?, n, working_days)?;
    Ok(Term { at: start_of_day(date.tomorrow()?, zone)?, last_day: date, verified })
}

/// `ts` and an ISO 8601 duration later. Years, months, weeks and days keep the time of day in the zone (31 January
/// and a month is the last of February); hours, minutes and seconds are exact.
///
/// # Errors
/// When the text is no duration or the result lies outside the years that can be counted.
pub fn add_duration(ts: i64, iso: &str, zone: &TimeZone) -> Result<i64> {
    Ok(zoned(ts, zone)?.checked_add(span(iso)?)?.timestamp().as_millisecond())
}

/// `ts` and an ISO 8601 duration earlier; otherwise as [`add_duration`].
///
/// # Errors
/// When the text is no duration or the result lies outside the years that can be counted.
pub fn subtract_duration(ts: i64, iso: &str, zone: &TimeZone) -> Result<i64> {
    Ok(zoned(ts, zone)?.checked_sub(span(iso)?)?.timestamp().as_millisecond())
}

fn span(iso: &str) -> Result<Span> {
    if !is_duration(iso) {
        return Err(CalendarError::NotADuration(iso.to_owned()));
    }
    iso.parse().map_err(|_| CalendarError::NotADuration(iso.to_owned()))
}

/// How often and by when: the catalogue's row, or what the plan agreed instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    pub frequency: Frequency,
    pub cycle: Cycle,
    /// Working days after the end of a period.
    pub due_workdays: u32,
}

impl Terms {
    /// The terms a plan starts with.
    pub fn of(row: &FrequencyRow) -> Self {
        Self { frequency: row.id, cycle: row.cycle, due_workdays: row.due_workdays }
    }
    /// The frequency of `row`, due when the plan says.
    pub fn agreed(row: &FrequencyRow, due_workdays: u32) -> Self {
        Self { due_workdays, ..Self::of(row) }
    }
    /// The plan says the obligation does not apply: no periods.
    pub fn not_applicable(frequency: Frequency) -> Self {
        Self { frequency, cycle: Cycle::Occasion, due_workdays: 0 }
    }
}

/// What the periods of one obligation on one platform are counted by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeriodRule {
    pub terms: Terms,
    /// When the platform was authorised: rolling periods count from here.
    pub authorised_at: Option<i64>,
    /// When submissions for this obligation were admitted: rolling periods begin anew. In any order, but one for
    /// each due item: handing the same thing in again after a return does not count anew.
    pub admitted: Vec<i64>,
}

impl PeriodRule {
    /// Calendar periods need no more than their terms.
    pub fn new(terms: Terms) -> Self {
        Self { terms, authorised_at: None, admitted: Vec::new() }
    }
}

/// A change of terms, in force from an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlanChange {
    pub effective_from: i64,
    /// Absent: back to the rule's own terms.
    pub agreed: Option<Terms>,
    /// True: from the first whole day on, which cuts the running period (a change of the due term alone does
    /// not cut it); false: with the next period.
    pub immediate: bool,
}

/// One period of one obligation, for which one deliverable is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// `2026-W18`, `2026-05`, `2026-Q2`, `2026` or `2024-03-01/P3Y`. A period cut in two by changes of terms gives
    /// its name to the first piece; later ones are called `2026~2` and so on.
    pub key: String,
    pub frequency: Frequency,
    pub start: i64,
    pub end: i64,
    /// On time before this instant, overdue from it on.
    pub due_at: i64,
    pub first_day: Date,
    /// The last day of the period, included.
    pub last_day: Date,
    /// False when the due date rests on a year whose calendar is not known (待核实).
    pub calendar_verified: bool,
}

/// The periods that begin in [`from`, `until`), in order: no gap and no double however the range is cut in calls.
///
/// Periods that had ended before a change of terms or an admission took effect are the same with and without it.
/// The running one may end otherwise or be merged away: after either event, compare with `from` = the beginning
/// of supervision what is open with what should be.
///
/// # Errors
/// When a period runs out of the years that can be counted.
pub fn periods(
    rule: &PeriodRule,
    zone: &TimeZone,
    working_days: &WorkingDays,
    supervised_from: i64,
    changes: &[PlanChange],
    from: i64,
    until: i64,
) -> Result<Vec<Period>> {
    let mut walk = Walk::new(rule, zone, working_days, supervised_from, changes)?;
    let mut periods = Vec::new();
    while let Some(period) = walk.next_before(until)? {
        if period.start >= from {
            periods.push(period);
        }
    }
    Ok(periods)
}

/// A change with the day it begins to matter.
struct Dated {
    day: Date,
    terms: Terms,
    immediate: bool,
}

/// A stretch of days that did not make a period of its own.
struct Carried {
    first_day: Date,
    name: String,
    terms: Terms,
}

/// The undisturbed period around a day.
struct Natural {
    start: Date,
    /// Where it would end; the due date counts from here.
    nominal_end: Date,
    /// Where it ends, given what was admitted.
    end: Date,
    name: String,
    rolling: bool,
}

/// Walks through the periods from the beginning of supervision, so that every call sees the same ones.
struct Walk<'a> {
    zone: &'a TimeZone,
    working_days: &'a WorkingDays,
    own: Terms,
    changes: Vec<Dated>,
    origin: Date,
    admitted: Vec<Date>,
    cursor: Date,
    carried: Option<Carried>,
    names: HashMap<String, u32>,
}

impl<'a> Walk<'a> {
    fn new(
        rule: &PeriodRule,
        zone: &'a TimeZone,
        working_days: &'a WorkingDays,
        supervised_from: i64,
        changes: &[PlanChange],
    ) -> Result<Self> {
        let first = civil_date(supervised_from, zone)?;
        let mut sorted: Vec<&PlanChange> = changes.iter().collect();
        sorted.sort_by_key(|change| change.effective_from);
        let changes = sorted
            .into_iter()
            .map(|change| {
                // A change in the course of a day leaves that day as it was, so that a period that has begun
                // keeps its terms; what was agreed before supervision began holds from its first day.
                let mut day = civil_date(change.effective_from, zone)?;
                if change.effective_from <= supervised_from {
                    day = first;
                } else if start_of_day(day, zone)? < change.effective_from {
                    day = day.tomorrow()?;
                }
                let terms = change.agreed.unwrap_or(rule.terms);
                Ok(Dated { day, terms, immediate: change.immediate })
            })
            .collect::<Result<Vec<_>>>()?;
        let origin = rule.authorised_at.map_or(Ok(first), |at| civil_date(at, zone))?;
        let mut admitted =
            rule.admitted.iter().map(|at| civil_date(*at, zone)).collect::<Result<Vec<_>>>()?;
        admitted.sort_unstable();
        Ok(Self {
            zone,
            working_days,
            own: rule.terms,
            changes,
            origin,
            admitted,
            cursor: first,
            carried: None,
            names: HashMap::new(),
        })
    }

    /// The next period, if it begins before `until`.
    fn next_before(&mut self, until: i64) -> Result<Option<Period>> {
        loop {
            let day = self.cursor;
            let first_day = self.carried.as_ref().map_or(day, |carried| carried.first_day);
            if start_of_day(first_day, self.zone)? >= until {
                return Ok(None);
            }
            let mut terms = self.in_force(day);
            let Some(natural) = self.natural(terms.cycle, day)? else {
                // Terms without periods: what was carried stands alone, and the walk goes on with the next terms.
                if let Some(carried) = self.carried.take() {
                    return self.period(carried.first_day, day, day, carried.name, carried.terms).map(Some);
                }
                match self.changes.iter().map(|change| change.day).find(|change| *change > day) {
                    Some(next) => self.cursor = next,
                    None => return Ok(None),
                }
                continue;
            };

            let running = natural.end.min(natural.nominal_end);
            let (mut end, mut nominal_end, mut cut) = (natural.end, natural.nominal_end, false);
            for change in self.changes.iter().filter(|c| c.immediate && c.day > day && c.day < running) {
                if change.terms.cycle == terms.cycle {
                    terms = change.terms;
                } else {
                    (end, nominal_end, cut) = (change.day, change.day, true);
                    break;
                }
            }
            self.cursor = end;
            let entered_late = day > natural.start && !natural.rolling;
            if (cut || entered_late) && days(day, end) * 2 < days(natural.start, natural.nominal_end) {
                self.carried = Some(Carried { first_day, name: natural.name, terms });
                continue;
            }
            self.carried = None;
            return self.period(first_day, end, nominal_end, natural.name, terms).map(Some);
        }
    }

    fn in_force(&self, day: Date) -> Terms {
        self.changes.iter().rev().find(|change| change.day <= day).map_or(self.own, |change| change.terms)
    }

    /// Whether the same cycle is in force from one day to the other: time already counted in other periods is
    /// not taken back.
    fn unchanged(&self, cycle: Cycle, from: Date, to: Date) -> bool {
        self.in_force(from).cycle == cycle
            && !self
                .changes
                .iter()
                .any(|c| c.immediate && c.day > from && c.day < to && c.terms.cycle != cycle)
    }

    fn natural(&self, cycle: Cycle, day: Date) -> Result<Option<Natural>> {
        let (start, end, name) = match cycle {
            Cycle::Occasion => return Ok(None),
            Cycle::Years(years) => return self.rolling(years, day).map(Some),
            Cycle::Week => {
                let start = day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days())?;
                let week = start.iso_week_date();
                (start, start.checked_add(1.week())?, format!("{:04}-W{:02}", week.year(), week.week()))
            }
            Cycle::Month => {
                let start = day.first_of_month();
                (start, start.checked_add(1.month())?, format!("{:04}-{:02}", day.year(), day.month()))
            }
            Cycle::Quarter => {
                let quarter = (day.month() - 1) / 3;
                let start = date(day.year(), quarter * 3 + 1, 1);
                (start, start.checked_add(3.months())?, format!("{:04}-Q{}", day.year(), quarter + 1))
            }
            Cycle::Year => {
                let start = day.first_of_year();
                (start, start.checked_add(1.year())?, format!("{:04}", day.year()))
            }
        };
        Ok(Some(Natural { start, nominal_end: end, end, name, rolling: false }))
    }

    fn rolling(&self, years: u8, day: Date) -> Result<Natural> {
        let cycle = Cycle::Years(years);
        let anchor = self.admitted.iter().rev().find(|at| **at <= day).copied().unwrap_or(self.origin);
        // Counted from the anchor each time: 29 February and years of three comes back to the 29th.
        let after =
            |count: i64| Ok::<Date, CalendarError>(anchor.checked_add((count * i64::from(years)).years())?);
        let mut count = 0;
        while after(count + 1)? <= day {
            count += 1;
        }
        let (start, nominal_end) = (after(count)?, after(count + 1)?);
        let mut end = nominal_end;
        if let Some(next) = self.admitted.iter().copied().find(|at| *at > day) {
            let late = days(end, next) * 2 < days(start, end) && self.unchanged(cycle, end, next);
            if next < end || late {
                end = next;
            }
        }
        Ok(Natural { start, nominal_end, end, name: format!("{start}/P{years}Y"), rolling: true })
    }

    fn period(
        &mut self,
        first: Date,
        end: Date,
        nominal_end: Date,
        name: String,
        terms: Terms,
    ) -> Result<Period> {
        let count = self.names.entry(name.clone()).and_modify(|count| *count += 1).or_insert(1);
        let key = if *count == 1 { name } else { format!("{name}~{count}") };
        let due = add_workdays(nominal_end.yesterday()?, terms.due_workdays, self.working_days)?;
        Ok(Period {
            key,
            frequency: terms.frequency,
            start: start_of_day(first, self.zone)?,
            end: start_of_day(end, self.zone)?,
            due_at: start_of_day(due.date.tomorrow()?, self.zone)?,
            first_day: first,
            last_day: end.yesterday()?,
            calendar_verified: due.verified,
        })
    }
}

fn days(from: Date, to: Date) -> i64 {
    i64::from((to - from).get_days())
}

#[cfg(test)]
mod tests;
