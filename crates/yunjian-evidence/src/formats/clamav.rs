//! ClamAV: reports and logs of `clamscan` and `clamd`, and freshclam's log of signature updates.
//!
//! A detection per file that was found infected, and the agent with its engine and last scan, when a report ends with a summary. Files that are clean are
//! records without a fact. A feed per signature database and run of freshclam: up to date, updated, or failed. The host stands in neither file: the
//! uploader's inventory names it. Identity of a detection: path and signature.

use yunjian_domain::facts::{Row, Value};

use crate::columns::{Agents, Detections, Feeds};
use crate::draft::{Plain, moment, own, text};
use crate::failure::{ReadFailure, Rule};
use crate::format::{Confidence, Job};
use crate::lines;
use crate::out::Out;
use crate::source::Source;

pub(super) static CLAMAV: Plain = Plain {
    id: "clamav-log",
    zh: "ClamAV 查杀日志",
    en: "ClamAV scan log",
    version: 1,
    facts: &["agents", "detections"],
    sniff: |prefix| {
        let lines = prefix.lines();
        let found = |line: &String| line.ends_with(" FOUND") && line.contains(": ");
        if lines.iter().any(|l| l.contains("SCAN SUMMARY"))
            || lines.iter().any(|l| l.contains("clamd daemon"))
        {
            Confidence::Certain
        } else if lines.iter().any(found) || lines.iter().filter(|l| l.ends_with(": OK")).count() > 1 {
            Confidence::Likely
        } else {
            Confidence::No
        }
    },
    read: read_scan,
};

pub(super) static FRESHCLAM: Plain = Plain {
    id: "freshclam-log",
    zh: "freshclam 特征库更新日志",
    en: "freshclam update log",
    version: 1,
    facts: &["feeds"],
    sniff: |prefix| {
        let lines = prefix.lines();
        let known = lines.iter().any(|l| {
            l.contains("ClamAV update process started")
                || l.contains("freshclam daemon")
                || l.contains("f-level:")
        });
        if known { Confidence::Certain } else { Confidence::No }
    },
    read: read_updates,
};

/// `Mon Aug  1 10:00:00 2022 -> text` → time and text.
fn stamped<'l>(line: &'l str, job: &Job<'_>) -> (Option<i64>, &'l str) {
    match line.split_once(" -> ") {
        Some((time, rest)) if time.len() < 40 => match job.moment(Some(time)) {
            Some(at) => (Some(at), rest),
            None => (None, line),
        },
        _ => (None, line),
    }
}

/// `2026:07:31 18:41:55`
fn summary_date(text: &str, job: &Job<'_>) -> Option<i64> {
    job.moment(Some(text.trim().replacen(':', "-", 2)))
}

fn read_scan(source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
    // The date of a report stands at its end, the files before it.
    let mut dates = Vec::new();
    lines::each(source, job.limits, &mut |_, line| {
        if let Some(date) = line.strip_prefix("Start Date:")
            && dates.len() < 10_000
        {
            dates.push(summary_date(date, job));
        }
        Ok(())
    })?;
    let (mut report, mut engine, mut known, mut ended, mut scanned) = (0, None, None, None, 0);
    lines::each(source, job.limits, &mut |number, line| {
        let place = format!("line {number}");
        let (at, rest) = stamped(line.trim_end(), job);
        if let Some((path, verdict)) = rest.rsplit_once(": ") {
            if let Some(name) = verdict.strip_suffix(" FOUND") {
                scanned += 1;
                let at = at.or(dates.get(report).copied().flatten());
                let ids = Detections::ids();
                let mut row = ids.row();
                let mut set = |id, value| *row.at_mut(id) = value;
                set(ids.id, Value::text(format!("{path}|{name}")));
                set(ids.kind, Value::text("malware"));
                set(ids.name, text(Some(name)));
                set(ids.channel, text(Some(path)));
                set(ids.detected_at, moment(at));
                out.summary.collected_to = out.summary.collected_to.max(at);
                return out.record(row, &place);
            }
            match verdict {
                "OK" | "Empty file" | "Symbolic link" | "Excluded" => {
                    scanned += 1;
                    out.unmapped();
                    return Ok(());
                }
                _ if verdict.ends_with("ERROR") => {
                    out.problem(place, Rule::Word, "the file could not be scanned");
                    return Ok(());
                }
                _ => {}
            }
        }
        match rest.split_once(':') {
            Some(("Known viruses", n)) => known = own(Some(n)),
            Some(("Engine version", v)) => engine = own(Some(v)),
            Some(("Start Date", _)) => report += 1,
            Some(("End Date", date)) => {
                ended = summary_date(date, job);
                agent(engine.as_deref(), known.as_deref(), ended, &place, out)?;
            }
            _ => {}
        }
        Ok(())
    })?;
    if scanned == 0 && report == 0 && engine.is_none() {
        return Err(ReadFailure::refused("line 1", Rule::Schema, "no line of the file is one of ClamAV's"));
    }
    out.summary.tool = Some("clamav".into());
    out.summary.tool_version = engine;
    out.summary.collected_from = dates.iter().flatten().min().copied();
    out.summary.collected_to = out.summary.collected_to.max(ended);
    Ok(())
}

fn agent(
    engine: Option<&str>,
    known: Option<&str>,
    at: Option<i64>,
    place: &str,
    out: &mut Out<'_>,
) -> Result<(), ReadFailure> {
    let ids = Agents::ids();
    let mut row: Row = ids.row();
    let mut set = |id, value| *row.at_mut(id) = value;
    set(ids.id, Value::text("clamav"));
    set(ids.kind, Value::text("antimalware"));
    set(ids.product, Value::text("ClamAV"));
    set(ids.engine_version, text(engine));
    set(ids.last_scan_at, moment(at));
    // How many signatures there are is all that a report says of them.
    set(ids.signature_version, text(known.map(|k| format!("{k} signatures"))));
    out.fact(row, place)
}

fn read_updates(source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
    let mut last = None;
    let mut any = false;
    lines::each(source, job.limits, &mut |number, line| {
        let (at, rest) = stamped(line.trim_end(), job);
        let rest = rest.trim_start_matches(['^', '!', '*']).trim_start_matches("--> ").trim();
        last = at.or(last);
        if let Some((_, started)) = rest.split_once("update process started at ") {
            any = true;
            last = job.moment(Some(started)).or(last);
            return Ok(());
        }
        let ids = Feeds::ids();
        let name = rest.split_whitespace().next().unwrap_or_default();
        let product = name.split('.').next().unwrap_or_default();
        let known = matches!(name.rsplit_once('.'), Some((_, "cvd" | "cld" | "cud")));
        let version = rest
            .split_once("version: ")
            .map(|(_, v)| v.chars().take_while(char::is_ascii_digit).collect::<String>());
        let (result, installed) = match rest {
            _ if known && (rest.contains("up to date") || rest.contains("up-to-date")) => {
                ("up_to_date", None)
            }
            _ if known && rest.contains(" updated (") => ("ok", last),
            _ if rest.starts_with("ERROR:") && rest.to_ascii_lowercase().contains("database")
                || rest.contains("Update failed") =>
            {
                ("failed", None)
            }
            _ => return Ok(()),
        };
        any = true;
        let place = format!("line {number}");
        let mut row = ids.row();
        let mut set = |id, value| *row.at_mut(id) = value;
        let product = if known { product } else { "clamav" };
        set(ids.id, Value::text(format!("{product}@{}", last.unwrap_or_default())));
        set(ids.kind, Value::text("antimalware"));
        set(ids.product, Value::text(format!("ClamAV {product}")));
        set(ids.version, text(version.filter(|v| !v.is_empty())));
        set(ids.installed_at, moment(installed));
        set(ids.checked_at, moment(last));
        set(ids.result, Value::text(result));
        set(ids.source, Value::text("freshclam"));
        out.summary.collected_from = out.summary.collected_from.or(last);
        out.summary.collected_to = out.summary.collected_to.max(last);
        out.record(row, &place)
    })?;
    if !any {
        return Err(ReadFailure::refused(
            "line 1",
            Rule::Schema,
            "no line of the file is one of freshclam's",
        ));
    }
    out.summary.tool = Some("freshclam".into());
    Ok(())
}
