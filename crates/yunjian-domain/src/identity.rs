//! When two findings are the same finding: the one definition in the house, for readers, lives and rules.
//!
//! A finding is (asset, weakness, package, port, place):
//! - asset: `component_id`, without regard to ASCII case, as host names are;
//! - weakness: `rule_id`, failing that the first of `cves`, failing that the tester's own number `uid`, failing that
//!   `title`;
//! - `package`;
//! - `port`, written `443/tcp`: a bare number means TCP, and 0 means no port;
//! - place: `path`, failing that a `location` that is not the port once more.
//!
//! Severity, status, texts, times, versions and line numbers are left out on purpose: they change while the weakness
//! stays. Each reader documents what it puts into these fields.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};
use std::sync::LazyLock;

use yunjian_catalogue::{FieldId, vocabulary};

use crate::facts::Row;

struct Fields {
    component_id: FieldId,
    rule_id: FieldId,
    cves: FieldId,
    uid: FieldId,
    title: FieldId,
    package: FieldId,
    port: FieldId,
    path: FieldId,
    location: FieldId,
}

static FIELDS: LazyLock<Fields> = LazyLock::new(|| {
    let ty = vocabulary().fact_type("findings").expect("findings are a fact type");
    let field = |name| ty.field(name).expect("a field of findings");
    Fields {
        component_id: field("component_id"),
        rule_id: field("rule_id"),
        cves: field("cves"),
        uid: field("uid"),
        title: field("title"),
        package: field("package"),
        port: field("port"),
        path: field("path"),
        location: field("location"),
    }
});

/// The identity of a finding as one line of text, the same for every reader and every run.
///
/// Parts are separated by `|`; `|` and `\` inside a part are preceded by `\`.
pub fn of(finding: &Row) -> String {
    let asset = finding.at(FIELDS.component_id).as_text().unwrap_or_default();
    let mut out = String::with_capacity(96);
    escape(asset, &mut out);
    out.make_ascii_lowercase();
    out.push('|');
    write_weakness(finding, &mut out);
    out
}

/// The identity without its asset: what is wrong and where on it.
pub fn weakness(finding: &Row) -> String {
    let mut out = String::with_capacity(80);
    write_weakness(finding, &mut out);
    out
}

fn write_weakness(finding: &Row, out: &mut String) {
    for (index, part) in parts(finding).iter().skip(1).enumerate() {
        if index > 0 {
            out.push('|');
        }
        escape(part, out);
    }
}

/// The identity of a [`weakness`] on an asset.
pub fn on(asset: &str, weakness: &str) -> String {
    let mut out = String::with_capacity(asset.len() + weakness.len() + 1);
    escape(asset, &mut out);
    out.make_ascii_lowercase();
    out.push('|');
    out.push_str(weakness);
    out
}

fn escape(part: &str, out: &mut String) {
    let part = part.trim();
    // Nearly all parts hold neither; this is asked tens of thousands of times in one assessment.
    if !part.contains(['|', '\\']) {
        out.push_str(part);
        return;
    }
    for c in part.chars() {
        if matches!(c, '|' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
}

/// A 64-bit hash of [`of`], for counting within one file; not for keys that are kept.
pub fn short(finding: &Row, scratch: &mut String) -> u64 {
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

fn parts(finding: &Row) -> [Cow<'_, str>; 5] {
    let ids = &*FIELDS;
    let text = |id| finding.at(id).as_text().map(str::trim).filter(|t| !t.is_empty());
    let weakness = text(ids.rule_id)
        .or_else(|| finding.at(ids.cves).as_list().and_then(|list| list.first()).map(AsRef::as_ref))
        .or_else(|| text(ids.uid))
        .or_else(|| text(ids.title));
    // Network scanners have no other place than the port; whether they repeat it as the location must not matter.
    let located = text(ids.location).map(|location| (location, port(location)));
    let (port, location) = match (text(ids.port).map(|stated| port(stated).unwrap_or(stated.into())), located)
    {
        (None, Some((_, Some(port)))) => (port, None),
        (port, Some((location, as_port))) if port.is_none() || as_port != port => {
            (port.unwrap_or_default(), Some(location))
        }
        (port, _) => (port.unwrap_or_default(), None),
    };
    [
        text(ids.component_id).unwrap_or_default().into(),
        weakness.unwrap_or_default().into(),
        text(ids.package).unwrap_or_default().into(),
        port,
        text(ids.path).or(location).unwrap_or_default().into(),
    ]
}

/// A port as `443/tcp`, empty for port 0; nothing when the text is no port.
fn port(stated: &str) -> Option<Cow<'_, str>> {
    let (number, protocol) = stated.split_once('/').unwrap_or((stated, "tcp"));
    let known =
        protocol.len() <= 8 && protocol.bytes().all(|b| b.is_ascii_alphabetic()) && !protocol.is_empty();
    let number: u16 = number.trim().parse().ok().filter(|_| known)?;
    if number == 0 {
        return Some("".into());
    }
    let written = format!("{number}/{}", protocol.to_ascii_lowercase());
    Some(if written == stated { stated.into() } else { written.into() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Value;

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
    fn the_weakness_falls_back_to_cve_then_number_then_title() {
        let mut row = finding(&[("component_id", "h"), ("title", "weak cipher")]);
        assert_eq!(of(&row), "h|weak cipher|||");
        row.set("uid", Value::text("V-7"));
        assert_eq!(of(&row), "h|V-7|||");
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

    #[test]
    fn a_port_is_the_same_however_it_is_written() {
        let at = |port: Option<&str>, location: Option<&str>| {
            let mut row = finding(&[("component_id", "h"), ("rule_id", "r")]);
            for (field, value) in [("port", port), ("location", location)] {
                row.set(field, value.map_or(Value::Null, Value::text));
            }
            of(&row)
        };
        for (port, location) in [
            (Some("443"), None),
            (Some("443/TCP"), None),
            (Some(" 443/tcp"), Some("443")),
            (None, Some("443/tcp")),
            (None, Some("443")),
        ] {
            assert_eq!(at(port, location), "h|r||443/tcp|", "{port:?} {location:?}");
        }
        assert_eq!(at(Some("0"), None), "h|r|||");
        assert_eq!(at(Some("0/tcp"), Some("0")), "h|r|||");
        assert_eq!(at(Some("53/udp"), None), "h|r||53/udp|");
        assert_eq!(at(Some("443"), Some("/login")), "h|r||443/tcp|/login");
        assert_eq!(at(Some("high ports"), None), "h|r||high ports|");
        assert_eq!(at(None, Some("room 3/east")), "h|r|||room 3/east");
    }
}
