//! When two findings are the same finding: the one definition in the house.
//!
//! A finding is (asset, weakness, package, port, path): `component_id`; `rule_id`, failing that the first of
//! `cves`, failing that `title`; `package`; `port`; `path`, failing that
//! a `location` that is not the port once more. Severity, status, texts, times,
//! versions and line numbers are left out on purpose: they change while the weakness stays.
//! Each reader documents what it puts into these fields.

use std::hash::{Hash, Hasher};

use yunjian_domain::facts::Row;

use crate::columns::Findings;

/// The identity of a finding as one line of text, the same for every reader and every run.
///
/// Parts are separated by `|`; `|` and `\` inside a part are preceded by `\`. Component names are compared without
/// regard to ASCII case, as host names are.
pub fn of(finding: &Row) -> String {
    let mut out = String::with_capacity(96);
    for (index, part) in parts(finding).into_iter().enumerate() {
        if index > 0 {
            out.push('|');
        }
        for c in part.trim().chars() {
            if matches!(c, '|' | '\\') {
                out.push('\\');
            }
            out.push(if index == 0 { c.to_ascii_lowercase() } else { c });
        }
    }
    out
}

/// A 64-bit hash of [`of`], for counting within one file; not for keys that are kept.
pub(crate) fn short(finding: &Row, scratch: &mut String) -> u64 {
    let mut hasher = std::hash::DefaultHasher::new();
    for (index, part) in parts(finding).into_iter().enumerate() {
        scratch.clear();
        scratch.push_str(part.trim());
        if index == 0 {
            scratch.make_ascii_lowercase();
        }
        scratch.hash(&mut hasher);
    }
    hasher.finish()
}

fn parts(finding: &Row) -> [&str; 5] {
    let ids = Findings::ids();
    let text = |id| finding.at(id).as_text().filter(|t| !t.trim().is_empty());
    let weakness = text(ids.rule_id)
        .or_else(|| finding.at(ids.cves).as_list().and_then(|list| list.first()).map(AsRef::as_ref))
        .or_else(|| text(ids.title));
    let port = text(ids.port);
    // Network scanners have no other place than the port; whether they repeat it as the location must not matter.
    let location = text(ids.path).or_else(|| text(ids.location).filter(|l| Some(*l) != port));
    [
        text(ids.component_id).unwrap_or_default(),
        weakness.unwrap_or_default(),
        text(ids.package).unwrap_or_default(),
        port.unwrap_or_default(),
        location.unwrap_or_default(),
    ]
}

#[cfg(test)]
mod tests {
    use yunjian_domain::facts::Value;

    use super::*;

    fn finding(pairs: &[(&str, &str)]) -> Row {
        let mut row = Row::of("findings");
        for (field, value) in pairs {
            row.set(field, Value::text(value));
        }
        row
    }

    #[test]
    fn severity_and_text_do_not_matter() {
        let a = finding(&[("component_id", "Host-A"), ("rule_id", "1"), ("severity", "low"), ("title", "x")]);
        let b =
            finding(&[("component_id", "host-a"), ("rule_id", "1"), ("severity", "high"), ("title", "y")]);
        assert_eq!(of(&a), of(&b));
        assert_eq!(short(&a, &mut String::new()), short(&b, &mut String::new()));
        assert_eq!(of(&a), "host-a|1|||");
    }

    #[test]
    fn parts_cannot_run_into_each_other() {
        let a = finding(&[("component_id", "a|b"), ("rule_id", "c")]);
        let b = finding(&[("component_id", "a"), ("rule_id", "b|c")]);
        assert_ne!(of(&a), of(&b));
    }

    #[test]
    fn the_weakness_falls_back_to_cve_then_title() {
        let mut row = finding(&[("component_id", "h"), ("title", "weak cipher")]);
        assert_eq!(of(&row), "h|weak cipher|||");
        row.set("cves", Value::list(["CVE-2024-1", "CVE-2024-2"]));
        assert_eq!(of(&row), "h|CVE-2024-1|||");
    }

    #[test]
    fn the_path_is_preferred_to_the_location() {
        let row = finding(&[("component_id", "h"), ("rule_id", "r"), ("path", "/a"), ("location", "l")]);
        assert_eq!(of(&row), "h|r|||/a");
        let row =
            finding(&[("component_id", "h"), ("rule_id", "r"), ("port", "22/tcp"), ("location", "22/tcp")]);
        assert_eq!(of(&row), "h|r||22/tcp|");
    }
}
