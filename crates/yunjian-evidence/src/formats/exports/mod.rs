//! Tables that scanners export as CSV: OpenVAS, Tenable, Qualys, Prowler. Each is told by headings that only it has.
//!
//! The rows go through the bounded reader of registers; which column means what stands with each tool, and the identity
//! of a finding is the one that the tool's own format gives, so that a table and a report of the same scan tell the same findings.

pub(super) mod openvas;
pub(super) mod prowler;
pub(super) mod qualys;
pub(super) mod tenable;

use super::register::csv::{Rows, delimiter_of, first_rows, utf8};
use super::register::values::Cell;
use crate::failure::{ReadFailure, Rule, said};
use crate::format::{Confidence, Job};
use crate::prefix::Prefix;
use crate::source::Source;

/// Rows in which headings are looked for: some exports put a cover before them.
const HEADINGS: usize = 12;

/// A row by the names of its columns.
pub(super) struct Line<'r> {
    headings: &'r [String],
    cells: &'r [Cell],
}

impl<'r> Line<'r> {
    /// The first of several columns that says something. Marks for "nothing" count as nothing.
    pub(super) fn get(&self, names: &[&str]) -> Option<&'r str> {
        names.iter().find_map(|name| {
            let at = self.headings.iter().position(|h| h == name)?;
            match self.cells.get(at)? {
                Cell::Text(text) => {
                    let text = text.trim().trim_start_matches('\'');
                    (!matches!(text, "" | "-" | "N/A" | "n/a")).then_some(text)
                }
                _ => None,
            }
        })
    }
    pub(super) fn number(&self, names: &[&str]) -> Option<f64> {
        self.get(names)?.split_whitespace().next()?.parse().ok().filter(|n: &f64| n.is_finite())
    }
    /// Number and protocol as `443/tcp`; port 0 is none.
    pub(super) fn port(&self, number: &[&str], protocol: &[&str]) -> Option<String> {
        let number = self.get(number).filter(|p| p.parse::<u16>().is_ok_and(|n| n > 0))?;
        Some(format!("{number}/{}", self.get(protocol).unwrap_or("tcp").to_ascii_lowercase()))
    }
}

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// A moment as these tools write it beside the usual ways: `09/19/2026 22:00:00` (month first, as Qualys documents), `Feb 03, 2026 07:00 AM`,
/// `Feb 19, 2024 21:01:01 UTC`. A time in a zone that is told by an abbreviation other than UTC and GMT is unknown.
pub(super) fn moment(job: &Job<'_>, text: Option<&str>) -> Option<i64> {
    let text = text?;
    match american(text) {
        Some(iso) => job.moment(Some(iso)),
        None => job.moment(Some(text)),
    }
}

fn american(text: &str) -> Option<String> {
    let mut words = text.split([' ', ',']).filter(|w| !w.is_empty());
    let first = words.next()?;
    let number = |text: &str| text.parse::<u16>().ok();
    let (year, month, day) = if let [month, day, year] = first.split('/').collect::<Vec<_>>()[..] {
        (number(year).filter(|_| year.len() == 4)?, number(month)?, number(day)?)
    } else {
        let month = first.get(..3).map(str::to_ascii_lowercase)?;
        let month = MONTHS.iter().position(|m| *m == month)? as u16 + 1;
        let day = number(words.next()?)?;
        (number(words.next()?)?, month, day)
    };
    let Some(clock) = words.next() else { return Some(format!("{year:04}-{month:02}-{day:02}")) };
    let mut parts = clock.split(':').map(number);
    let (mut hour, minute, second) = (parts.next()??, parts.next()??, parts.next().unwrap_or(Some(0))?);
    let mut zone = "";
    for word in words {
        match word.to_ascii_uppercase().as_str() {
            "AM" => hour %= 12,
            "PM" => hour = hour % 12 + 12,
            "UTC" | "GMT" | "Z" => zone = "Z",
            // In a zone nobody can tell from its letters.
            _ => return Some(String::new()),
        }
    }
    Some(format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{zone}"))
}

/// Whether a table has the headings of one of several kinds.
pub(super) fn fits(headings: &[String], kinds: &[&[&str]]) -> bool {
    kinds.iter().any(|kind| kind.iter().all(|name| headings.iter().any(|h| h == name)))
}

fn names(cells: &[Cell]) -> Vec<String> {
    cells
        .iter()
        .map(|cell| match cell {
            Cell::Text(text) => text.trim().trim_start_matches('\u{feff}').to_ascii_lowercase(),
            _ => String::new(),
        })
        .collect()
}

/// The first rows of a table of text, in lower case.
pub(crate) fn headings(prefix: &[u8]) -> Vec<Vec<String>> {
    first_rows(prefix, HEADINGS).iter().map(|row| names(row)).collect()
}

/// Certain when the headings of one of the kinds stand in the first rows.
pub(super) fn sniff(prefix: &Prefix<'_>, kinds: &[&[&str]]) -> Confidence {
    if prefix.headings().iter().any(|row| fits(row, kinds)) { Confidence::Certain } else { Confidence::No }
}

/// Hands over every row below the headings, with its place.
pub(super) fn each(
    source: &mut Source<'_>,
    job: &Job<'_>,
    kinds: &[&[&str]],
    take: &mut dyn FnMut(&Line<'_>, &str) -> Result<(), ReadFailure>,
) -> Result<(), ReadFailure> {
    let delimiter = delimiter_of(&source.prefix()?);
    let text = utf8(source)?;
    let mut rows = Rows::new(text, delimiter, job.limits);
    let mut headings: Vec<String> = Vec::new();
    let mut before = 0;
    while let Some((number, cells)) = rows.next()? {
        if headings.is_empty() {
            let found = names(&cells);
            if fits(&found, kinds) {
                headings = found;
            } else if before == HEADINGS {
                break;
            }
            before += 1;
            continue;
        }
        if cells.iter().all(|c| matches!(c, Cell::Empty)) {
            continue;
        }
        take(&Line { headings: &headings, cells: &cells }, &format!("row {number}"))?;
    }
    if headings.is_empty() {
        let wanted: Vec<String> = kinds.iter().map(|kind| kind.join(", ")).collect();
        let message = said!(
            "none of the first {HEADINGS} rows holds the headings of this export: {wanted}",
            "前 {HEADINGS} 行中没有此类导出表的表头：{wanted}",
            wanted = wanted.join(" / ")
        );
        return Err(ReadFailure::refused("row 1", Rule::Schema, message));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_as_american_tools_write_them() {
        for (text, iso) in [
            ("05/13/2021 07:08:28", Some("2021-05-13T07:08:28")),
            ("Feb 03, 2026 07:00 AM", Some("2026-02-03T07:00:00")),
            ("Feb 03, 2026 12:30 AM", Some("2026-02-03T00:30:00")),
            ("Feb 03, 2026 12:30 PM", Some("2026-02-03T12:30:00")),
            ("Feb 19, 2024 21:01:01 UTC", Some("2024-02-19T21:01:01Z")),
            ("Jan 5, 2021 10:24:08 MST", Some("")),
            ("Aug 18, 2004", Some("2004-08-18")),
            ("2026-09-19T22:00:00Z", None),
            ("1/2", None),
        ] {
            assert_eq!(american(text).as_deref(), iso, "{text}");
        }
    }
}
