//! Days and weeks of the drawn fleet, in Shanghai.

pub(in crate::demo::fleet) const MINUTE: i64 = 60_000;
pub(in crate::demo::fleet) const HOUR: i64 = 60 * MINUTE;
pub(in crate::demo::fleet) const DAY: i64 = 24 * HOUR;

/// Midnight in Shanghai of the day a moment lies in.
pub(super) fn midnight(at: i64) -> i64 {
    (at + 8 * HOUR).div_euclid(DAY) * DAY - 8 * HOUR
}

/// The next day from Monday to Friday, from this one on.
pub(super) fn weekday(at: i64) -> i64 {
    let day = midnight(at);
    // 1970-01-01 was a Thursday.
    match ((day + 8 * HOUR).div_euclid(DAY) + 3).rem_euclid(7) {
        5 => day + 2 * DAY,
        6 => day + DAY,
        _ => day,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekends_are_moved_to_monday() {
        // Saturday 2026-11-14 09:00 in Shanghai.
        let saturday = 1_794_618_000_000;
        assert_eq!(weekday(saturday), midnight(saturday) + 2 * DAY);
        assert_eq!(weekday(saturday + DAY), midnight(saturday) + 2 * DAY);
        assert_eq!(weekday(saturday + 2 * DAY), midnight(saturday) + 2 * DAY);
    }
}
