//! AIDE reports, 0.16 to 0.18: an integrity check per object that was added, removed or changed, with the digests where the report gives them. What did not change is
//! not listed by AIDE; a report without differences is one check of the whole that matches. Identity: object. The host is not in the report.

use yunjian_domain::facts::Value;

use crate::columns::Integrity;
use crate::draft::{Index, Plain, moment, own, text};
use crate::failure::{ReadFailure, Rule};
use crate::format::{Confidence, Job};
use crate::lines;
use crate::out::Out;
use crate::source::Source;

pub(super) static AIDE: Plain = Plain {
    id: "aide-report",
    zh: "AIDE 完整性检查报告",
    en: "AIDE integrity report",
    version: 1,
    facts: &["integrity_checks"],
    sniff: |prefix| {
        let lines = prefix.lines();
        let known = |l: &String| {
            l.starts_with("AIDE found ")
                || l.contains("AIDE found differences")
                || l.contains("AIDE found NO differences")
                || l.starts_with("Start timestamp: ") && l.contains("(AIDE ")
        };
        if lines.iter().take(10).any(known) { Confidence::Certain } else { Confidence::No }
    },
    read,
};

/// Objects whose digests are kept while the file is read.
type Digests = Index<String, (String, String)>;

fn stamp(text: &str, job: &Job<'_>) -> Option<i64> {
    // `2026-11-24 22:12:21 +0000 (AIDE 0.18.3)`
    let text = text.split(" (").next()?.trim();
    let (wall, offset) = text
        .rsplit_once(' ')
        .filter(|(_, o)| o.starts_with(['+', '-']) && o.len() == 5)
        .unwrap_or((text, ""));
    match offset {
        "" => job.moment(Some(wall)),
        offset => job.moment(Some(format!(
            "{}{}:{}",
            wall.replacen(' ', "T", 1),
            offset.get(..3)?,
            offset.get(3..)?
        ))),
    }
}

fn read(source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
    let mut digests: Digests = Index::default();
    let (mut at, mut known, mut clean) = (None, false, false);
    let (mut file, mut algorithm, mut pair) =
        (None::<String>, None::<String>, (String::new(), String::new()));
    // The digests stand behind the list of what changed.
    lines::each(source, job.limits, &mut |number, line| {
        if let Some(rest) = line.strip_prefix("Start timestamp: ") {
            at = stamp(rest, job);
            if let Some((_, version)) = rest.split_once("(AIDE ") {
                out.summary.tool_version = own(Some(version.trim_end_matches([')', ' '])));
            }
        }
        known |= line.contains("AIDE found") || line.contains("found differences");
        clean |= line.contains("NO differences");
        let more = line.starts_with("   ") && algorithm.is_some() && line.contains('|');
        if !more && let (Some(name), Some(sum)) = (&file, algorithm.take()) {
            let value = (format!("{sum}:{}", pair.0), format!("{sum}:{}", pair.1));
            let size = name.len() + pair.0.len() * 2 + 200;
            digests.keep(name.clone(), value, size, &format!("line {number}"), job)?;
            pair = (String::new(), String::new());
        }
        if let Some(name) = line
            .strip_prefix("File: ")
            .or_else(|| line.strip_prefix("Directory: "))
            .or_else(|| line.strip_prefix("Link: "))
        {
            file = own(Some(name));
        } else if line.starts_with("----") {
            file = None;
        } else if let Some((old, new)) = line.split_once('|').filter(|_| file.is_some()) {
            if let Some((name, old)) = old.split_once(':').filter(|_| !more) {
                if matches!(name.trim(), "SHA256" | "SHA512") {
                    algorithm = own(Some(name));
                    pair = (old.trim().to_owned(), new.trim().to_owned());
                }
            } else if more && pair.0.len() < 200 {
                pair.0.push_str(old.trim());
                pair.1.push_str(new.trim());
            }
        }
        Ok(())
    })?;
    if !known {
        return Err(ReadFailure::refused(
            "line 1",
            Rule::Schema,
            "the report does not say whether AIDE found differences",
        ));
    }
    out.summary.tool = Some("aide".into());
    out.summary.collected_to = at;
    let mut section = None;
    let mut any = false;
    lines::each(source, job.limits, &mut |number, line| {
        section = match line.trim_end() {
            "Added entries:" | "Added files:" => Some(("added", "added")),
            "Removed entries:" | "Removed files:" => Some(("removed", "missing")),
            "Changed entries:" | "Changed files:" => Some(("changed", "changed")),
            text if text.starts_with("Detailed information") || text.starts_with("The attributes of") => None,
            _ => section,
        };
        let (Some((_, result)), Some((flags, object))) = (section, line.split_once(": ")) else {
            return Ok(());
        };
        let letter = flags.chars().next().unwrap_or(' ');
        let object = object.trim();
        if !object.starts_with('/') || !(letter.is_ascii_alphabetic() || matches!(letter, '+' | '-')) {
            return Ok(());
        }
        any = true;
        let kind = match letter {
            'd' => "directory",
            'l' => "link",
            _ => "file",
        };
        let known = digests.get(object);
        record(object, kind, result, known, at, &format!("line {number}"), out)
    })?;
    if clean && !any {
        return record("/", "system", "match", None, at, "line 1", out);
    }
    Ok(())
}

fn record(
    object: &str,
    kind: &str,
    result: &str,
    digests: Option<&(String, String)>,
    at: Option<i64>,
    place: &str,
    out: &mut Out<'_>,
) -> Result<(), ReadFailure> {
    let ids = Integrity::ids();
    let mut row = ids.row();
    let mut set = |id, value| *row.at_mut(id) = value;
    set(ids.id, Value::text(object));
    set(ids.object, Value::text(object));
    set(ids.kind, Value::text(kind));
    set(ids.result, Value::text(result));
    set(ids.scanned_at, moment(at));
    set(ids.algorithm, text(digests.and_then(|d| d.0.split(':').next())));
    set(ids.expected_hash, text(digests.map(|d| &d.0)));
    set(ids.actual_hash, text(digests.map(|d| &d.1)));
    out.record(row, place)
}
