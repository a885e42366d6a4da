//! Syslog as text: the old form (`Mar  3 10:00:00 host sshd[1]: …`), the form with a full date that rsyslog and journald write, and RFC 5424, with or without priority. One
//! event per line. What sshd, sudo, su, PAM and login say of signing in becomes type `authentication` with user, source and outcome; everything else keeps its program as
//! class. An event is identified by its whole line. The old form has no year: the time of such a line is unknown, and the file says so once as a problem. Severity is the priority's, where there is one.

use jiff::tz::TimeZone;
use sha2::{Digest as _, Sha256};
use yunjian_domain::facts::Value;

use crate::columns::Events;
use crate::draft::{Plain, moment, text};
use crate::failure::{ReadFailure, Rule};
use crate::format::{Confidence, Job};
use crate::lines;
use crate::out::Out;
use crate::severity::Severity;
use crate::source::Source;
use crate::time;

pub(super) static SYSLOG: Plain = Plain {
    id: "syslog",
    zh: "系统日志（syslog、sshd）",
    en: "Syslog and sshd as text",
    version: 1,
    facts: &["events"],
    sniff: |prefix| {
        let lines = prefix.lines();
        let whole: Vec<&String> = lines.iter().filter(|l| !l.trim().is_empty()).collect();
        let fit = whole.iter().filter(|l| parse(l, &TimeZone::UTC).is_some()).count();
        match whole.len() {
            0 => Confidence::No,
            n if fit * 10 >= n * 8 => Confidence::Likely,
            _ => Confidence::No,
        }
    },
    read,
};

struct Line<'l> {
    at: Option<i64>,
    host: &'l str,
    program: &'l str,
    message: &'l str,
    severity: Option<u8>,
    yearless: bool,
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn parse<'l>(line: &'l str, zone: &TimeZone) -> Option<Line<'l>> {
    let mut rest = line.trim_start_matches('\u{feff}');
    let mut severity = None;
    if let Some((number, after)) = rest.strip_prefix('<').and_then(|r| r.split_once('>')) {
        let number: u16 = number.parse().ok().filter(|n| *n < 192)?;
        severity = Some((number % 8) as u8);
        rest = after;
        if let Some(modern) = rest.strip_prefix("1 ") {
            // RFC 5424: time host program process message-id data message.
            let mut words = modern.splitn(6, ' ');
            let (stamp, host, program, _, _) =
                (words.next()?, words.next()?, words.next()?, words.next()?, words.next()?);
            let tail = words.next().unwrap_or_default();
            let message = match tail.strip_prefix("- ") {
                Some(message) => message,
                None => tail.split_once("] ").map_or(tail, |(_, message)| message),
            };
            let given = |text: &'l str| if text == "-" { "" } else { text };
            return Some(Line {
                at: if stamp == "-" { None } else { Some(time::parse(stamp, zone)?) },
                host: given(host),
                program: given(program),
                message: message.trim_start_matches('\u{feff}'),
                severity,
                yearless: false,
            });
        }
    }
    let (at, rest, yearless) = if rest.get(..3).is_some_and(|m| MONTHS.contains(&m)) {
        // `Mar  3 10:00:00 `
        let stamp = rest.get(..15)?;
        let bytes = stamp.as_bytes();
        let fits = bytes[3] == b' ' && bytes[6] == b' ' && bytes[9] == b':' && bytes[12] == b':';
        let digits = [4, 5, 7, 8, 10, 11, 13, 14]
            .iter()
            .all(|i| bytes[*i].is_ascii_digit() || (*i == 4 && bytes[4] == b' '));
        if !fits || !digits {
            return None;
        }
        (None, rest[15..].strip_prefix(' ')?, true)
    } else {
        let (stamp, rest) = rest.split_once(' ')?;
        if stamp.len() < 19 || !stamp.contains('T') {
            return None;
        }
        (Some(time::parse(stamp, zone)?), rest, false)
    };
    let (host, rest) = rest.split_once(' ')?;
    let (tag, message) = rest.split_once(": ").or_else(|| rest.strip_suffix(':').map(|tag| (tag, "")))?;
    let program = tag.split_once('[').map_or(tag, |(program, _)| program);
    if program.is_empty() || program.contains(' ') && program.len() > 40 {
        return None;
    }
    Some(Line { at, host, program, message: message.trim(), severity, yearless })
}

/// What a line says of signing in: user, source, outcome.
fn sign_in<'m>(program: &str, message: &'m str) -> Option<(Option<&'m str>, Option<&'m str>, &'static str)> {
    let after = |mark: &str| {
        message.split_once(mark).map(|(_, rest)| rest.split([' ', ';', ',']).next().unwrap_or_default())
    };
    let program = program.rsplit('/').next().unwrap_or(program);
    let outcome = match program {
        "sshd" | "sshd-session" if message.starts_with("Accepted ") => "success",
        "sshd" | "sshd-session"
            if message.starts_with("Failed ")
                || message.starts_with("Invalid user ")
                || message.contains("authentication failure")
                || message.starts_with("maximum authentication attempts") =>
        {
            "failure"
        }
        "sudo" | "su" | "login" | "systemd-logind" | "gdm"
            if message.contains("authentication failure")
                || message.contains("FAILED")
                || message.contains("NOT in sudoers") =>
        {
            "failure"
        }
        "sudo" if message.contains("COMMAND=") => "success",
        "su" | "sudo" | "login" | "sshd" if message.contains("session opened for user ") => "success",
        _ => return None,
    };
    let user = after("invalid user ")
        .or_else(|| after("Invalid user "))
        .or_else(|| after("session opened for user "))
        .or_else(|| after(" for "))
        .or_else(|| after(" user="))
        .or_else(|| (program == "sudo").then(|| message.split(" : ").next().unwrap_or_default().trim()));
    let user = user.map(|u| u.split('(').next().unwrap_or(u)).filter(|u| !u.is_empty());
    let source = after(" from ").or_else(|| after("rhost=")).filter(|s| !s.is_empty());
    Some((user, source, outcome))
}

fn read(source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
    let (mut known, mut yearless) = (0_u64, None);
    lines::each(source, job.limits, &mut |number, line| {
        if line.trim().is_empty() {
            return Ok(());
        }
        let place = format!("line {number}");
        let Some(found) = parse(line, &job.context.zone) else {
            out.problem(place, Rule::Syntax, "the line has neither a date nor a host where syslog puts them");
            return Ok(());
        };
        known += 1;
        if found.yearless && yearless.is_none() {
            yearless = Some(number);
        }
        let ids = Events::ids();
        let mut row = ids.row();
        let mut set = |id, value| *row.at_mut(id) = value;
        let signed = sign_in(found.program, found.message);
        // The line itself is what identifies it: the same log handed in again, or in other parts, tells the same events.
        let digest = hex::encode(&Sha256::digest(line.trim().as_bytes())[..8]);
        set(ids.uid, Value::text(format!("{}/{}/{digest}", found.host, found.program)));
        set(ids.class, text(Some(found.program)));
        set(ids.time, moment(found.at));
        set(ids.component_id, text(Some(found.host)));
        set(ids.message, Value::text(found.message.chars().take(500).collect::<String>()));
        match signed {
            Some((user, from, outcome)) => {
                set(ids.category, Value::text("authentication"));
                set(ids.kind, Value::text("authentication"));
                set(ids.user, text(user));
                set(ids.source, text(from));
                set(ids.outcome, Value::text(outcome));
            }
            None => set(ids.category, Value::text("system")),
        }
        if let Some(level) = found.severity {
            let severity = match level {
                0..=2 => Severity::Critical,
                3 => Severity::High,
                4 => Severity::Medium,
                5 => Severity::Low,
                _ => Severity::Info,
            };
            set(ids.severity, severity.value());
        }
        let summary = &mut out.summary;
        summary.collected_from = [summary.collected_from, found.at].into_iter().flatten().min();
        summary.collected_to = summary.collected_to.max(found.at);
        out.record(row, &place)
    })?;
    if known == 0 {
        return Err(ReadFailure::refused("line 1", Rule::Schema, "no line of the file is a syslog line"));
    }
    if let Some(number) = yearless {
        let message =
            "lines give no year: their time is unknown. A log format with full dates (RFC 3339) tells it";
        out.problem(format!("line {number}"), Rule::Date, message);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_all_forms() {
        let old = parse(
            "<38>Mar  3 10:00:00 web-1 sshd[7]: Accepted publickey for ops from 10.0.0.9 port 5 ssh2",
            &TimeZone::UTC,
        )
        .unwrap();
        assert_eq!((old.host, old.program, old.severity, old.yearless), ("web-1", "sshd", Some(6), true));
        assert_eq!(sign_in(old.program, old.message), Some((Some("ops"), Some("10.0.0.9"), "success")));
        let full = parse(
            "2026-03-03T10:00:00.123456+08:00 web-1 sudo: li : TTY=pts/0 ; COMMAND=/bin/ls",
            &TimeZone::UTC,
        )
        .unwrap();
        assert!(full.at.is_some());
        assert_eq!(sign_in(full.program, full.message), Some((Some("li"), None, "success")));
        let modern = parse("<165>1 2026-03-03T10:00:00Z web-1 sshd 7 - - Failed password for invalid user a from 1.2.3.4 port 2", &TimeZone::UTC).unwrap();
        assert_eq!(sign_in(modern.program, modern.message), Some((Some("a"), Some("1.2.3.4"), "failure")));
        for line in ["", "Mar", "Mar  3", "no date at all", "2026-03-03 x: y", "<999>x"] {
            assert!(parse(line, &TimeZone::UTC).is_none(), "{line}");
        }
    }
}
