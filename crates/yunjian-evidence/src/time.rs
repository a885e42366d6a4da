//! Times as tools and people write them, to milliseconds since 1970-01-01T00:00:00Z.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use unicode_normalization::UnicodeNormalization;

/// A moment in any of the usual notations; one without an offset is in `zone`, a bare day is its first moment.
///
/// Known: RFC 3339; `2026-05-03 14:05`; `2026/5/3`; `2026.5.3`; `20260503`; `2026年5月3日 14时5分`; `2026/5/3 下午2:05`;
/// `2026-05-03 2:05 PM`; `二〇二六年五月三日`; full-width digits; `Wed Mar 23 15:07:52 2022`; seconds or milliseconds since
/// 1970 (10 or 13 digits). Day-first and month-first notations are not guessed.
pub fn parse(text: &str, zone: &TimeZone) -> Option<i64> {
    let text = text.trim();
    if text.is_empty() || text.len() > 80 {
        return None;
    }
    if text.is_ascii() {
        return ascii(text, zone);
    }
    let plain: String = text.nfkc().collect();
    let plain = if plain.bytes().any(|b| b.is_ascii_digit()) { plain } else { numerals(&plain)? };
    ascii(plain.trim(), zone)
}

/// Digits, and what may stand between them.
fn ascii(text: &str, zone: &TimeZone) -> Option<i64> {
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
    if text.as_bytes().first()?.is_ascii_alphabetic() {
        return ctime(text, zone);
    }
    let (text, half) = half_of_day(text);
    let (mut numbers, utc) = fields(text.trim())?;
    numbers[3] = half.map_or(Some(numbers[3]), |half| half.hour(numbers[3]))?;
    if utc { civil(&TimeZone::UTC, numbers) } else { civil(zone, numbers) }
}

/// `二〇二六年五月三日` in digits.
fn numerals(text: &str) -> Option<String> {
    const DIGITS: &str = "零一二三四五六七八九";
    let digit = |c: char| {
        let c = if matches!(c, '〇' | '○' | 'O') { '零' } else { c };
        DIGITS.chars().position(|d| d == c)
    };
    let mut out = String::new();
    let mut run: Vec<char> = Vec::new();
    for c in text.chars() {
        if c == '十' || digit(c).is_some() {
            run.push(c);
            continue;
        }
        if !run.is_empty() {
            let figures = |part: &[char]| part.iter().filter_map(|c| digit(*c)).fold(0, |n, d| n * 10 + d);
            let number = match run.iter().position(|c| *c == '十') {
                Some(at) if run.len() <= 3 => {
                    (if at == 0 { 1 } else { figures(&run[..at]) }) * 10 + figures(&run[at + 1..])
                }
                None if run.len() <= 4 => figures(&run),
                _ => return None,
            };
            out.push_str(&number.to_string());
            run.clear();
        }
        out.push(c);
    }
    run.is_empty().then_some(out)
}

/// Which half of the day a clock of twelve hours means.
#[derive(Clone, Copy)]
enum Half {
    Morning,
    Noon,
    Afternoon,
    Evening,
}

impl Half {
    fn hour(self, hour: i64) -> Option<i64> {
        match (self, hour) {
            (Self::Morning, 12) => Some(0),
            (Self::Morning, 0..=11) | (Self::Noon, 11 | 12) | (Self::Afternoon, 12..=23) => Some(hour),
            (Self::Noon, 1..=2) | (Self::Afternoon, 1..=11) | (Self::Evening, 5..=11) => Some(hour + 12),
            (Self::Evening, 17..=23) => Some(hour),
            // 晚上12点 may be the beginning or the end of the day.
            _ => None,
        }
    }
}

/// Takes the half of the day, and the day of the week, out of a text.
fn half_of_day(text: &str) -> (String, Option<Half>) {
    const WORDS: [(&str, Half); 12] = [
        ("上午", Half::Morning),
        ("凌晨", Half::Morning),
        ("早上", Half::Morning),
        ("早晨", Half::Morning),
        ("中午", Half::Noon),
        ("下午", Half::Afternoon),
        ("晚上", Half::Evening),
        ("AM", Half::Morning),
        ("PM", Half::Afternoon),
        ("am", Half::Morning),
        ("pm", Half::Afternoon),
        ("p.m.", Half::Afternoon),
    ];
    let mut text = text.to_owned();
    for day in ["星期", "周"] {
        if let Some(at) = text.find(day) {
            let name = text[at + day.len()..].chars().next().filter(|c| "一二三四五六日天".contains(*c));
            if let Some(name) = name {
                text.replace_range(at..at + day.len() + name.len_utf8(), " ");
            }
        }
    }
    for (word, half) in WORDS {
        if let Some(at) = text.find(word) {
            text.replace_range(at..at + word.len(), " ");
            return (text, Some(half));
        }
    }
    (text, None)
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

/// Year first, then whatever stands between the numbers, as long as it may stand there; and whether a `Z` says UTC.
fn fields(text: &str) -> Option<([i64; 6], bool)> {
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
            4 => matches!(separator, ":" | "时" | "点"),
            5 => matches!(separator, ":" | "" | "分" | "Z"),
            _ => matches!(separator, "" | "秒" | "Z" | "."),
        };
        if !fits {
            return None;
        }
        let utc = separator == "Z";
        let fraction = found == 6 && separator == ".";
        rest = &rest[gap..];
        if rest.is_empty() || fraction {
            if found < 3 || found == 4 && !text.ends_with(['时', '点']) {
                return None;
            }
            if fraction && !rest.bytes().all(|b| b.is_ascii_digit()) {
                return None;
            }
            return Some((numbers, utc));
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
            "2026年5月3日 下午2:05",
            "2026/5/3 下午 2:05:00",
            "2026年5月3日星期日下午2时5分",
            "2026-05-03 2:05 PM",
            "2026/5/3 下午14:05",
            "２０２６年５月３日　１４：０５",
            "1777788300",
            "1777788300000",
        ] {
            assert_eq!(parse(text, &shanghai()), Some(expected), "{text}");
        }
    }

    #[test]
    fn a_day_is_its_first_moment() {
        let expected = "2026-05-02T16:00:00Z".parse::<Timestamp>().unwrap().as_millisecond();
        for text in [
            "二〇二六年五月三日",
            "二零二六年五月三日",
            "2026年5月3日 上午12:00",
            "2026-05-03",
            "2026/5/3",
            "2026/05/03",
            "2026年5月3日",
            "20260503",
            " 2026.05.03 ",
        ] {
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
            "2026-05-03 晚上12:00",
            "2026-05-03 上午14:00",
            "下午2:05",
            "二〇二六年",
            "十十十年一月一日",
            "12",
        ] {
            assert_eq!(parse(text, &shanghai()), None, "{text}");
        }
    }
}
