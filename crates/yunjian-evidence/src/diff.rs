//! What became of the findings of the last scan: new, persistent, fixed, no longer reported, or not looked at again.
//!
//! An old finding that the new facts do not have is *fixed* only if the same tool looked at its component again with a
//! login and did not fail there; without a login it is *no longer reported*, which shows no repair. Everything else is *not scanned*: leaving a host out is no repair.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use yunjian_domain::facts::{Row, Value};
use yunjian_domain::identity;

use crate::columns::{Findings, Scans};

/// One finding, as far as a list of changes shows it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Brief {
    pub identity: String,
    pub title: Option<String>,
    pub severity: Option<String>,
    pub component: Option<String>,
    pub place: Option<String>,
}

/// The five lists, each in the order of identities; a finding stands in exactly one.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Diff {
    pub new: Vec<Brief>,
    /// In both; as the new facts state it.
    pub persistent: Vec<Brief>,
    pub fixed: Vec<Brief>,
    /// The tool looked again and does not report it, but did not sign in: it may merely not have seen it.
    pub unverified: Vec<Brief>,
    pub not_scanned: Vec<Brief>,
}

/// One side of the comparison, gathered from a stream of facts.
#[derive(Clone, Debug, Default)]
struct Side {
    findings: BTreeMap<String, (Brief, Option<Arc<str>>)>,
    /// Components that a tool looked at, by tool, in lower case.
    scanned: HashMap<Arc<str>, HashSet<String>>,
    failed: HashMap<Arc<str>, HashSet<String>>,
    signed_in: HashMap<Arc<str>, HashSet<String>>,
}

impl Side {
    fn take(&mut self, row: &Row) {
        let (ids, scans) = (Findings::ids(), Scans::ids());
        let text = |id| match row.at(id) {
            Value::Text(text) => Some(text.clone()),
            _ => None,
        };
        let owned = |id| row.at(id).as_text().map(str::to_owned);
        if row.ty == ids.ty {
            let identity = identity::of(row);
            let brief = Brief {
                identity: identity.clone(),
                title: owned(ids.title),
                severity: owned(ids.severity),
                component: owned(ids.component_id),
                place: owned(row.fact_type().place()),
            };
            self.findings.entry(identity).or_insert((brief, text(ids.source_tool)));
        } else if row.ty == scans.ty
            && let Some(tool) = text(scans.tool)
        {
            let authenticated = row.fact_type().field("authenticated_ids");
            for (id, sets) in [
                (Some(scans.target_ids), &mut self.scanned),
                (Some(scans.failed_ids), &mut self.failed),
                (authenticated, &mut self.signed_in),
            ] {
                let Some(id) = id else { continue };
                let names = row.at(id).as_list().unwrap_or_default();
                sets.entry(tool.clone())
                    .or_default()
                    .extend(names.iter().map(|n| n.trim().to_ascii_lowercase()));
            }
        }
    }
    /// Whether a scan of `tool` looked at the component and did not fail there. Of several scans one success is
    /// no answer when another failed: the one that found it may be the one that failed.
    fn looked_at(&self, component: &str, tool: &str) -> bool {
        let component = component.trim().to_ascii_lowercase();
        let has = |sets: &HashMap<Arc<str>, HashSet<String>>| {
            sets.get(tool).is_some_and(|s| s.contains(&component))
        };
        has(&self.scanned) && !has(&self.failed)
    }
    fn signed_in(&self, component: &str, tool: &str) -> bool {
        let component = component.trim().to_ascii_lowercase();
        self.signed_in.get(tool).is_some_and(|s| s.contains(&component))
    }
}

/// Compares two sets of facts; each may be one file or several, one after the other.
///
/// # Errors
/// The first error of either stream.
pub fn compare<E>(
    old: impl IntoIterator<Item = Result<Row, E>>,
    new: impl IntoIterator<Item = Result<Row, E>>,
) -> Result<Diff, E> {
    let (mut before, mut after) = (Side::default(), Side::default());
    for row in old {
        before.take(&row?);
    }
    for row in new {
        after.take(&row?);
    }
    let mut diff = Diff::default();
    for (identity, (brief, tool)) in before.findings {
        if let Some((brief, _)) = after.findings.remove(&identity) {
            diff.persistent.push(brief);
            continue;
        }
        let looked_at = match (&brief.component, &tool) {
            (Some(component), Some(tool)) => after.looked_at(component, tool),
            _ => false,
        };
        let shown = match (&brief.component, &tool) {
            (Some(component), Some(tool)) => after.signed_in(component, tool),
            _ => false,
        };
        match (looked_at, shown) {
            (true, true) => &mut diff.fixed,
            (true, false) => &mut diff.unverified,
            (false, _) => &mut diff.not_scanned,
        }
        .push(brief);
    }
    diff.new = after.findings.into_values().map(|(brief, _)| brief).collect();
    Ok(diff)
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::*;

    fn finding(component: &str, rule: &str) -> Row {
        let mut row = Row::of("findings");
        row.set("component_id", Value::text(component))
            .set("rule_id", Value::text(rule))
            .set("source_tool", Value::text("nessus"));
        row
    }

    fn scan(tool: &str, targets: &[&str], failed: &[&str]) -> Row {
        let mut row = Row::of("scans");
        row.set("tool", Value::text(tool))
            .set("target_ids", Value::list(targets))
            .set("authenticated_ids", Value::list(targets.iter().filter(|t| **t != "b")))
            .set("failed_ids", Value::list(failed));
        row
    }

    fn names(list: &[Brief]) -> Vec<&str> {
        list.iter().map(|b| b.identity.as_str()).collect()
    }

    fn lists(old: Vec<Row>, new: Vec<Row>) -> Diff {
        compare(old.into_iter().map(Ok::<_, Infallible>), new.into_iter().map(Ok)).unwrap()
    }

    #[test]
    fn a_host_left_out_is_not_repaired() {
        let old = vec![
            scan("nessus", &["a", "b", "c", "d"], &[]),
            finding("a", "1"),
            finding("a", "2"),
            finding("b", "1"),
            finding("c", "1"),
            finding("d", "1"),
        ];
        let new = vec![
            finding("A", "1"),
            finding("a", "3"),
            scan("nessus", &["A", "b", "c"], &["c"]),
            scan("nmap", &["d"], &[]),
        ];
        let diff = lists(old, new);
        assert_eq!(names(&diff.persistent), ["a|1|||"]);
        assert_eq!(names(&diff.new), ["a|3|||"]);
        assert_eq!(names(&diff.fixed), ["a|2|||"]);
        assert_eq!(names(&diff.unverified), ["b|1|||"], "nobody signed in there");
        assert_eq!(names(&diff.not_scanned), ["c|1|||", "d|1|||"]);
    }

    #[test]
    fn the_same_facts_differ_in_nothing() {
        let rows = vec![scan("nessus", &["a"], &[]), finding("a", "1"), finding("a", "1")];
        let diff = lists(rows.clone(), rows);
        assert_eq!(names(&diff.persistent), ["a|1|||"]);
        assert!(diff.new.is_empty() && diff.fixed.is_empty() && diff.not_scanned.is_empty());
    }
}
