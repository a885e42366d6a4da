//! Times as tools and people write them, to milliseconds since 1970-01-01T00:00:00Z.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// A moment in any of the usual notations; one without an offset is in `zone`, a bare day is its first moment.
///
/// Known: RFC 3339; `2026-05-03 14:05`; `2026/5/3`; `2026.5.3`; `20260503`; `2026年5月3日 14时5分`; `Wed Mar 23 15:07:52
/// 2022`; seconds or milliseconds since 1970 (10 or 13 digits). Day-first and month-first notations are not guessed.
pub fn parse(text: &str, zone: &TimeZone) -> Option<i64> {
    let text = text.trim();
    if text.is_empty() || text.len() > 64 {
        return None;
    }
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Some(moment.as_millisecond());
    }
    if text.bytes().all(|b| b.is_ascii_digit()) {
        let number: i64 = text.parse().ok()?;
        return match text.len() {
            8 => civil(zone, [number / 10_000, number / 100 % 100, number % 100, 0, 0, 0]),
            12 => civil(
                zone,
                [
                    number / 100_000_000,
                    number / 1_000_000 % 100,
                    number / 10_000 % 100,
                    number / 100 % 100,
                    number % 100,
                    0,
                ],
            ),
            10 => number.checked_mul(1_000),
            13 => Some(number),
            _ => None,
        };
    }
    if text.as_bytes()[0].is_ascii_alphabetic() {
        return ctime(text, zone);
    }
    fields(text, zone)
}

/// Seconds since 1970 as decimal digits.
pub(crate) fn epoch(text: &str) -> Option<i64> {
    text.trim().parse::<i64>().ok()?.checked_mul(1_000)
}

fn civil(zone: &TimeZone, [year, month, day, hour, minute, second]: [i64; 6]) -> Option<i64> {
    let part = |n: i64| i8::try_from(n).ok();
    let moment = DateTime::new(
        i16::try_from(year).ok().filter(|y| *y >= 1900)?,
        part(month)?,
        part(day)?,
        part(hour)?,
        part(minute)?,
        part(second)?,
        0,
    );
    at(moment.ok()?, zone)
}

/// A wall-clock time in a zone.
pub(crate) fn at(moment: DateTime, zone: &TimeZone) -> Option<i64> {
    Some(zone.to_zoned(moment).ok()?.timestamp().as_millisecond())
}

/// Year first, then whatever stands between the numbers, as long as it may stand there.
fn fields(text: &str, zone: &TimeZone) -> Option<i64> {
    let mut numbers = [0_i64; 6];
    let mut found = 0;
    let mut rest = text;
    while found < 6 {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || digits > 4 {
            return None;
        }
        numbers[found] = rest[..digits].parse().ok()?;
        if found == 0 && digits != 4 {
            return None;
        }
        rest = &rest[digits..];
        found += 1;
        let gap = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
        let separator = rest[..gap].trim();
        let fits = match found {
            1 => matches!(separator, "-" | "/" | "." | "年"),
            2 => matches!(separator, "-" | "/" | "." | "月"),
            3 => matches!(separator, "" | "T" | "日" | "号"),
            4 => matches!(separator, ":" | "：" | "时" | "点"),
            5 => matches!(separator, ":" | "：" | "" | "分" | "Z"),
            _ => matches!(separator, "" | "秒" | "Z" | "."),
        };
        if !fits {
            return None;
        }
        let ended_in_z = separator == "Z";
        let fraction = found == 6 && separator == ".";
        rest = &rest[gap..];
        if rest.is_empty() || fraction {
            if found < 3 || found == 4 && !text.ends_with(['时', '点']) {
                return None;
            }
            if fraction && !rest.bytes().all(|b| b.is_ascii_digit()) {
                return None;
            }
            return if ended_in_z { civil(&TimeZone::UTC, numbers) } else { civil(zone, numbers) };
        }
    }
    None
}

/// `Wed Mar 23 15:07:52 2022`, as the C library's `ctime` writes it.
fn ctime(text: &str, zone: &TimeZone) -> Option<i64> {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let mut words = text.split_ascii_whitespace().skip(1);
    let name = words.next()?;
    let month = MONTHS.iter().position(|m| *m == name)? as i64 + 1;
    let day = words.next()?.parse().ok()?;
    let mut clock = words.next()?.split(':').map(|n| n.parse::<i64>().ok());
    let (hour, minute, second) = (clock.next()??, clock.next()??, clock.next()??);
    let year = words.last()?.parse().ok()?;
    civil(zone, [year, month, day, hour, minute, second])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shanghai() -> TimeZone {
        TimeZone::fixed(jiff::tz::offset(8))
    }

    #[test]
    fn notations_of_one_moment() {
        let expected = "2026-05-03T06:05:00Z".parse::<Timestamp>().unwrap().as_millisecond();
        for text in [
            "2026-05-03T14:05:00+08:00",
            "2026-05-03T06:05:00Z",
            "2026-05-03 14:05",
            "2026-05-03 14:05:00",
            "2026-05-03T14:05:00.000",
            "2026/5/3 14:05",
            "2026年5月3日 14时5分",
            "2026年5月3日14:05",
            "2026.5.3 14:05:00",
            "202605031405",
            "Sun May  3 14:05:00 2026",
            "1777788300",
            "1777788300000",
        ] {
            assert_eq!(parse(text, &shanghai()), Some(expected), "{text}");
        }
    }

    #[test]
    fn a_day_is_its_first_moment() {
        let expected = "2026-05-02T16:00:00Z".parse::<Timestamp>().unwrap().as_millisecond();
        for text in ["2026-05-03", "2026/5/3", "2026/05/03", "2026年5月3日", "20260503", " 2026.05.03 "] {
            assert_eq!(parse(text, &shanghai()), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_not_guessed() {
        for text in [
            "",
            "soon",
            "03/04/2026",
            "2026",
            "2026-13-01",
            "2026-02-30",
            "2026-05",
            "2026-05-03 25:00",
            "12",
        ] {
            assert_eq!(parse(text, &shanghai()), None, "{text}");
        }
    }
}
