//! Calendars as RFC 5545 writes them: escaped, folded, in UTC or in whole days.

use jiff::Timestamp;
use jiff::civil::Date;

/// When something is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// A term that ends with a day: the whole day, as calendars show it.
    Day(Date),
    /// Milliseconds UTC.
    Moment(i64),
}

/// One event.
#[derive(Clone, Debug)]
pub struct Event {
    /// The same at every reading.
    pub uid: String,
    /// When what it says came to stand; milliseconds UTC.
    pub stamp: i64,
    pub when: When,
    pub summary: String,
    pub description: String,
    pub category: String,
}

/// A calendar with its events.
pub fn calendar(name: &str, zone: &str, events: &[Event]) -> String {
    let mut out = String::new();
    for head in [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Yunjian//Supervision//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ] {
        line(&mut out, head);
    }
    line(&mut out, &format!("X-WR-CALNAME:{}", escaped(name)));
    line(&mut out, &format!("X-WR-TIMEZONE:{}", escaped(zone)));
    // How often a calendar asks again.
    line(&mut out, "REFRESH-INTERVAL;VALUE=DURATION:PT1H");
    line(&mut out, "X-PUBLISHED-TTL:PT1H");
    for event in events {
        line(&mut out, "BEGIN:VEVENT");
        line(&mut out, &format!("UID:{}", escaped(&event.uid)));
        line(&mut out, &format!("DTSTAMP:{}", utc(event.stamp)));
        match &event.when {
            When::Day(day) => {
                line(&mut out, &format!("DTSTART;VALUE=DATE:{}", date(*day)));
                if let Ok(next) = day.tomorrow() {
                    line(&mut out, &format!("DTEND;VALUE=DATE:{}", date(next)));
                }
            }
            When::Moment(at) => line(&mut out, &format!("DTSTART:{}", utc(*at))),
        }
        line(&mut out, &format!("SUMMARY:{}", escaped(&event.summary)));
        line(&mut out, &format!("DESCRIPTION:{}", escaped(&event.description)));
        line(&mut out, &format!("CATEGORIES:{}", escaped(&event.category)));
        // A term takes nobody's time.
        line(&mut out, "TRANSP:TRANSPARENT");
        line(&mut out, "BEGIN:VALARM");
        line(&mut out, "ACTION:DISPLAY");
        line(&mut out, &format!("DESCRIPTION:{}", escaped(&event.summary)));
        // Nine in the morning of the day before a whole day; a day before a moment.
        line(
            &mut out,
            match event.when {
                When::Day(_) => "TRIGGER:-PT15H",
                When::Moment(_) => "TRIGGER:-P1D",
            },
        );
        line(&mut out, "END:VALARM");
        line(&mut out, "END:VEVENT");
    }
    line(&mut out, "END:VCALENDAR");
    out
}

fn utc(at: i64) -> String {
    Timestamp::from_millisecond(at).unwrap_or(Timestamp::UNIX_EPOCH).strftime("%Y%m%dT%H%M%SZ").to_string()
}

fn date(day: Date) -> String {
    day.strftime("%Y%m%d").to_string()
}

/// A text as a property's value: no line of its own, no separator that was not meant.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(c);
            }
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' | '\r' => out.push_str("\\n"),
            c if c.is_control() && c != '\t' => {}
            c => out.push(c),
        }
    }
    out
}

/// A content line, folded after at most 75 octets, never within a character.
fn line(out: &mut String, text: &str) {
    let mut width = 0;
    for c in text.chars() {
        if width + c.len_utf8() > 75 {
            out.push_str("\r\n ");
            width = 1;
        }
        out.push(c);
        width += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_between_characters() {
        let mut out = String::new();
        line(&mut out, &format!("SUMMARY:{}", "监管".repeat(40)));
        for folded in out.split("\r\n") {
            assert!(folded.len() <= 75, "{} octets", folded.len());
        }
        assert_eq!(out.replace("\r\n ", ""), format!("SUMMARY:{}\r\n", "监管".repeat(40)));
    }

    #[test]
    fn a_text_cannot_become_a_property() {
        assert_eq!(escaped("a;b,c\\d\r\nEND:VEVENT\u{7}"), "a\\;b\\,c\\\\d\\nEND:VEVENT");
    }
}
