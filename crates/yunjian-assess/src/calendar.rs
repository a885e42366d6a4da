//! Calendar arithmetic in the platform's zone. Moments are milliseconds UTC.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp, ToSpan, Zoned};

use crate::inputs::WorkingDays;

/// A window without an end, for what has no time limit.
pub(crate) const ENDLESS: &str = "endless";
pub(crate) const NEVER: i64 = i64::MAX;

/// An ISO 8601 duration (P1M, P90D, PT24H), not negative.
pub(crate) fn duration(text: &str) -> Option<Span> {
    let span: Span = text.trim().parse().ok()?;
    // The friendly format ("3 days") is not what parameters are written in.
    (text.trim_start().starts_with('P') && !span.is_negative()).then_some(span)
}

fn zoned(at: i64, zone: &TimeZone) -> Option<Zoned> {
    Some(Timestamp::from_millisecond(at).ok()?.to_zoned(zone.clone()))
}

pub(crate) fn shifted(at: i64, span: Span, back: bool, zone: &TimeZone) -> Option<i64> {
    let at = zoned(at, zone)?;
    let moved = if back { at.checked_sub(span) } else { at.checked_add(span) };
    Some(moved.ok()?.timestamp().as_millisecond())
}

/// Seconds of a duration of weeks, days or shorter; `None` for months and years, whose length varies.
pub(crate) fn fixed_seconds(span: Span) -> Option<f64> {
    if span.get_years() != 0 || span.get_months() != 0 {
        return None;
    }
    let days = f64::from(span.get_weeks()) * 7.0 + f64::from(span.get_days());
    let small = span.get_hours() as f64 * 3600.0
        + span.get_minutes() as f64 * 60.0
        + span.get_seconds() as f64
        + span.get_milliseconds() as f64 / 1e3
        + span.get_microseconds() as f64 / 1e6
        + span.get_nanoseconds() as f64 / 1e9;
    Some(days * 86_400.0 + small)
}

/// A moment written in a form: RFC 3339, a local time in the zone, or a date (its first moment in the zone).
pub(crate) fn moment(text: &str, zone: &TimeZone) -> Option<i64> {
    let text = text.trim();
    if let Ok(at) = text.parse::<Timestamp>() {
        return Some(at.as_millisecond());
    }
    let local: DateTime = match text.parse::<Date>() {
        Ok(date) if !text.contains(['T', 't', ':']) => date.at(0, 0, 0, 0),
        _ => text.parse().ok()?,
    };
    Some(local.to_zoned(zone.clone()).ok()?.timestamp().as_millisecond())
}

/// The same time of day, that many working days later (or earlier, when negative).
pub(crate) fn plus_working_days(
    at: i64,
    days: i64,
    calendar: &dyn WorkingDays,
    zone: &TimeZone,
) -> Option<i64> {
    // Three working lives; more is a mistake in a rule, and would only cost time.
    const MOST: u64 = 40_000;
    if days.unsigned_abs() > MOST {
        return None;
    }
    let start = zoned(at, zone)?;
    let mut day = start.date();
    let step = if days < 0 { -1 } else { 1 };
    let mut left = days.unsigned_abs();
    let mut without = 0u32;
    while left > 0 {
        day = day.checked_add(step.days()).ok()?;
        if calendar.is_working_day(day) {
            left -= 1;
            without = 0;
        } else {
            // A calendar without working days would never end.
            without += 1;
            if without > 400 {
                return None;
            }
        }
    }
    Some(day.to_datetime(start.time()).to_zoned(zone.clone()).ok()?.timestamp().as_millisecond())
}

/// ISO weekday in the zone, Monday 1 … Sunday 7.
pub(crate) fn weekday(at: i64, zone: &TimeZone) -> Option<i64> {
    Some(i64::from(zoned(at, zone)?.weekday().to_monday_one_offset()))
}

/// As people read it: RFC 3339 with the zone's offset.
pub(crate) fn written(at: i64, zone: &TimeZone) -> String {
    if at == NEVER {
        return "never".to_owned();
    }
    zoned(at, zone).map_or_else(
        || at.to_string(),
        |at| {
            let pattern =
                if at.subsec_nanosecond() == 0 { "%Y-%m-%dT%H:%M:%S%:z" } else { "%Y-%m-%dT%H:%M:%S%.3f%:z" };
            at.strftime(pattern).to_string()
        },
    )
}

/// Intervals of a length that began in [from, to) and end there, as (begin, end). A rest shorter than the
/// length is no interval.
pub(crate) fn intervals(from: i64, to: i64, length: Span, zone: &TimeZone) -> Option<Vec<(i64, i64)>> {
    // A century of days; a shorter length over a longer time is a mistake in a rule.
    const MOST: i64 = 40_000;
    if length.is_zero() {
        return None;
    }
    let mut found = Vec::new();
    let mut begin = from;
    for count in 1..=MOST {
        // Counted from the start, so that months of unequal length do not drift.
        let end = shifted(from, length.checked_mul(count).ok()?, false, zone)?;
        if end > to || end <= begin {
            return Some(found);
        }
        found.push((begin, end));
        begin = end;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inputs::MondayToFriday;

    fn at(text: &str) -> i64 {
        moment(text, &zone()).unwrap()
    }

    fn zone() -> TimeZone {
        TimeZone::get("Asia/Shanghai").unwrap()
    }

    #[test]
    fn months_follow_the_calendar_of_the_zone() {
        let month = duration("P1M").unwrap();
        assert_eq!(shifted(at("2026-01-31"), month, false, &zone()), Some(at("2026-02-28")));
        assert_eq!(shifted(at("2026-03-31"), month, true, &zone()), Some(at("2026-02-28")));
        let day = duration("PT24H").unwrap();
        assert_eq!(shifted(at("2026-01-31"), day, false, &zone()), Some(at("2026-02-01")));
        assert!(duration("3 days").is_none());
        assert!(duration("-P3D").is_none());
        assert!(duration("soon").is_none());
    }

    #[test]
    fn a_day_of_a_zone_with_summer_time_is_a_calendar_day() {
        let berlin = TimeZone::get("Europe/Berlin").unwrap();
        let before = moment("2026-03-28T12:00:00", &berlin).unwrap();
        let day = shifted(before, duration("P1D").unwrap(), false, &berlin).unwrap();
        assert_eq!(day - before, 23 * 3_600_000);
        let hours = shifted(before, duration("PT24H").unwrap(), false, &berlin).unwrap();
        assert_eq!(hours - before, 24 * 3_600_000);
    }

    #[test]
    fn only_fixed_durations_have_seconds() {
        assert_eq!(fixed_seconds(duration("P1DT1H").unwrap()), Some(90_000.0));
        assert_eq!(fixed_seconds(duration("P2W").unwrap()), Some(1_209_600.0));
        assert_eq!(fixed_seconds(duration("P1M").unwrap()), None);
        assert_eq!(fixed_seconds(duration("P1Y").unwrap()), None);
    }

    #[test]
    fn working_days_skip_the_weekend_and_keep_the_time_of_day() {
        let friday = at("2026-11-20T15:30:00");
        assert_eq!(plus_working_days(friday, 1, &MondayToFriday, &zone()), Some(at("2026-11-23T15:30:00")));
        assert_eq!(plus_working_days(friday, 5, &MondayToFriday, &zone()), Some(at("2026-11-27T15:30:00")));
        assert_eq!(plus_working_days(friday, 0, &MondayToFriday, &zone()), Some(friday));
        assert_eq!(plus_working_days(friday, -1, &MondayToFriday, &zone()), Some(at("2026-11-19T15:30:00")));
        assert_eq!(weekday(friday, &zone()), Some(5));
    }

    #[test]
    fn a_calendar_without_working_days_ends() {
        struct Never;
        impl WorkingDays for Never {
            fn is_working_day(&self, _: Date) -> bool {
                false
            }
        }
        assert_eq!(plus_working_days(0, 1, &Never, &zone()), None);
    }

    #[test]
    fn intervals_are_whole() {
        let year = intervals(at("2026-01-01"), at("2027-01-01"), duration("P1M").unwrap(), &zone()).unwrap();
        assert_eq!(year.len(), 12);
        assert_eq!(year[1], (at("2026-02-01"), at("2026-03-01")));
        let rest = intervals(at("2026-01-01"), at("2027-01-01"), duration("P90D").unwrap(), &zone()).unwrap();
        assert_eq!(rest.len(), 4);
        assert!(
            intervals(at("2026-01-01"), at("2026-02-01"), duration("P1Y").unwrap(), &zone())
                .unwrap()
                .is_empty()
        );
        assert_eq!(intervals(0, 1, duration("P0D").unwrap(), &zone()), None);
    }

    #[test]
    fn moments_are_written_in_the_zone() {
        assert_eq!(written(at("2026-11-20T15:30:00"), &zone()), "2026-11-20T15:30:00+08:00");
        assert_eq!(at("2026-11-20"), at("2026-11-19T16:00:00Z"));
        assert_eq!(moment("next week", &zone()), None);
    }
}
