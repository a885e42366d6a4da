use yunjian_domain::facts::Value;

use super::figures::{Claim, Counts, claims, judge};
use super::*;

fn component(id: &str, name: &str, ip: &str) -> Row {
    let mut row = Row::of("components");
    row.set("id", Value::text(id)).set("name", Value::text(name)).set("ips", Value::list([ip]));
    row
}

fn finding(asset: &str, rule: &str, cve: &str, status: &str) -> Row {
    let mut row = Row::of("findings");
    row.set("component_id", Value::text(asset))
        .set("rule_id", Value::text(rule))
        .set("severity", Value::text("high"))
        .set("uid", Value::text(format!("{asset}-{rule}")))
        .set("status", Value::text(status));
    if !cve.is_empty() {
        row.set("cves", Value::list([cve]));
    }
    row
}

fn scan(targets: &[&str], failed: &[&str]) -> Row {
    let mut row = Row::of("scans");
    row.set("target_ids", Value::list(targets)).set("failed_ids", Value::list(failed));
    row
}

fn source(name: &str, format: &str, rows: Vec<Row>) -> Source {
    Source { name: name.into(), format: format.into(), rows }
}

fn assets(list: &List) -> Vec<&str> {
    list.entries.iter().filter_map(|e| e.asset.as_deref()).collect()
}

/// clauses: 7.2.1 d), 7.2.1 i)
#[test]
fn what_one_side_knows_and_another_does_not_is_listed() {
    let inventory = vec![
        component("A-1", "web-1", "10.0.0.1"),
        component("A-2", "web-2", "10.0.0.2"),
        component("A-3", "db-1", "10.0.0.9"),
        component("A-4", "db-2", "10.0.0.9"),
    ];
    let scans = vec![
        scan(&["web-1", "10.0.0.2", "stranger", "10.0.0.9"], &["10.0.0.2"]),
        finding("web-1", "r1", "CVE-2026-1", "open"),
        finding("web-1", "r2", "", "open"),
        finding("10.0.0.1", "r3", "", "open"),
        finding("stranger", "r4", "", "open"),
    ];
    let register = vec![
        finding("A-1", "other-tool", "CVE-2026-1", "open"),
        finding("A-1", "r3", "", "fixed"),
        finding("A-1", "r9", "", "open"),
        finding("A-2", "r9", "", "open"),
    ];
    let found = reconcile(
        vec![
            source("inventory.csv", "csv:components", inventory),
            source("scan.nessus", "nessus", scans),
            source("poam.xlsx", "xlsx:poam", register),
        ],
        None,
        &[],
    );
    assert_eq!((found.components, found.findings, found.items, found.matched), (4, 4, 3, 1));
    assert_eq!(assets(&found.not_scanned), ["A-2", "A-3", "A-4"], "a scan that failed looked at nothing");
    assert_eq!(assets(&found.not_in_inventory), ["10.0.0.9", "stranger"]);
    assert_eq!(found.not_in_inventory.entries[0].candidates, ["A-3", "A-4"], "told, not guessed");
    let titles: Vec<_> = found.without_item.entries.iter().map(|e| e.title.as_deref().unwrap()).collect();
    assert_eq!(titles, ["r2", "r4"]);
    assert_eq!(found.closed_but_reported.entries[0].title.as_deref(), Some("r3"));
    assert_eq!(found.closed_but_reported.entries[0].file, "scan.nessus");
    assert_eq!(assets(&found.without_finding), ["A-1"]);
    assert_eq!(assets(&found.item_not_scanned), ["A-2"]);
    assert!(!found.agrees());
}

#[test]
fn figures_are_read_where_they_speak_plainly() {
    let text = "# Report\n\n- sheet contains 3,796 active items\n\n**Open POA&M items this cycle:** 3,760 (down from 16,944)\n\n\
                ## Severity (Open items only)\n\n| Severity | Items |\n|---|---:|\n| Critical | 56 |\n| High | ~900 |\n\n\
                ## Unique CVEs\n\n| Severity | CVEs |\n|---|---:|\n| Critical | 4 |\n\nCritical: 9\n\n未关闭问题：12\n";
    let found = claims("README.md", text);
    let claim = |counts, value, line| Claim { counts, value, line };
    assert_eq!(
        found.claims,
        [
            claim(Counts::OpenItems, 3796, 3),
            claim(Counts::OpenItems, 3760, 5),
            claim(Counts::Severity("critical".into()), 56, 11),
            claim(Counts::OpenItems, 12, 22),
        ]
    );
}

#[test]
fn figures_are_held_against_rows_and_without_rows_against_each_other() {
    let report = claims("r.md", "- Open items: 3\n\nOpen:\n\n- High: 2\n- Low: 1\n");
    let rows =
        vec![finding("a", "1", "", "open"), finding("b", "1", "", "open"), finding("c", "1", "", "fixed")];
    let wrong = judge(&[source("poam.xlsx", "xlsx:poam", rows)], std::slice::from_ref(&report));
    let said: Vec<(u64, u64, &str)> = wrong.iter().map(|f| (f.stated, f.found, f.place.as_str())).collect();
    assert_eq!(said, [(3, 2, "line 1"), (1, 0, "line 6")]);
    let other = claims("s.md", "Open items: 4\n");
    let wrong = judge(&[], &[report, other]);
    assert_eq!(wrong.len(), 1);
    assert_eq!((wrong[0].stated, wrong[0].found, wrong[0].against.as_str()), (4, 3, "r.md:1"));
    let sums = claims("t.md", "Open items: 9\n\nOpen:\n\n- Critical: 1\n- High: 2\n- Medium: 3\n- Low: 4\n");
    let wrong = judge(&[], &[sums]);
    assert_eq!((wrong[0].stated, wrong[0].found), (9, 10));
}
