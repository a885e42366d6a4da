//! What is unknown, and what it does to a rule.

use serde_json::json;
use yunjian_domain::facts::Value;

use super::support::{World, ids, row};
use crate::{Outcome, Unknown};

/// A finding without a first_seen, one component, a parameter, a form field.
fn world() -> World {
    let mut world = World::new();
    world.facts.push(row("findings", json!({"uid": "f1", "status": "open", "kev": false, "cves": []})));
    world.own(row("components", json!({"id": "c1", "type": "server"})));
    world.params.insert("word".into(), crate::ParamValue::Text("x".into()));
    world.form = json!({"total": 5, "nothing": null, "share": 95, "on": "2026-10-02"});
    world
}

#[test]
fn the_table_of_three_outcomes() {
    use Outcome::{Fail, Pass, Undetermined};
    let table = [
        // Guards ask for null and always have an answer.
        ("facts.findings.all(f, f.first_seen == null)", Pass),
        ("facts.findings.all(f, f.first_seen != null)", Fail),
        ("form.nothing == null && form.absent == null", Pass),
        ("form.total != null", Pass),
        ("has(form.total) && !has(form.nothing)", Pass),
        // Comparing or computing with null is unknown, equality included.
        ("facts.findings.all(f, f.first_seen < now)", Undetermined),
        ("facts.findings.all(f, f.title == 'x')", Undetermined),
        ("facts.findings.all(f, f.title != 'x')", Undetermined),
        ("facts.findings.all(f, f.deviation_approved)", Undetermined),
        ("facts.findings.all(f, !f.deviation_approved)", Undetermined),
        ("facts.findings.all(f, f.title in ['x'])", Undetermined),
        ("form.nothing == 5", Undetermined),
        ("form.nothing + 1 == 6", Undetermined),
        ("plus(form.nothing, 'P1D') > now", Undetermined),
        // && and || are commutative in what is unknown.
        ("facts.findings.all(f, f.kev && f.title == 'x')", Fail),
        ("facts.findings.all(f, f.title == 'x' && f.kev)", Fail),
        ("facts.findings.all(f, f.title == 'x' || f.status == 'open')", Pass),
        ("facts.findings.all(f, f.status == 'open' || f.title == 'x')", Pass),
        ("facts.findings.all(f, f.title == 'x' || f.kev)", Undetermined),
        // An unknown filter matters only where the predicate fails.
        ("facts.findings.filter(f, f.title == 'x').all(f, f.status == 'open')", Pass),
        ("facts.findings.filter(f, f.title == 'x').all(f, f.kev)", Undetermined),
        ("len(facts.findings.filter(f, f.title == 'x')) == 0", Undetermined),
        ("facts.findings.exists(f, f.title == 'x')", Undetermined),
        ("!facts.findings.exists(f, f.title == 'x' && f.kev)", Pass),
        // Empty lists.
        ("facts.scans.all(s, s.tool == 'x')", Pass),
        ("facts.scans.exists(s, s.tool == 'x')", Fail),
        ("len(facts.scans) == 0 && len(form.nothing) == 0", Pass),
        ("ratio(len(facts.scans), len(facts.scans)) >= 0.0", Undetermined),
        ("facts.scans[0].tool == 'x'", Undetermined),
        ("5 / (form.total - 5) == 1", Undetermined),
        ("byId(facts.scans, 'none') == null", Pass),
        ("byId(facts.scans, 'none').tool == 'x'", Undetermined),
        ("latest([form.nothing]) == null", Pass),
        ("latest([form.nothing]) < now", Undetermined),
        // What nobody gave.
        ("params.absent == 'x'", Undetermined),
        ("params.absent == null", Undetermined),
        ("params.absent == 'x' || true", Pass),
        ("admitted.scans.all(s, true)", Undetermined),
        ("previous.facts.scans.all(s, true)", Undetermined),
        ("!previous.exists || previous.facts.scans.all(s, false)", Pass),
        ("previous.exists", Fail),
        // Form values have no declared type: whole numbers meet doubles, dates meet timestamps.
        ("form.share - 90.5 <= 4.5", Pass),
        ("form.on < now && form.on >= period.start", Pass),
        ("form.total == 'x'", Undetermined),
        ("form.total > now", Undetermined),
        // Unknown members of lists.
        ("'c1' in ids(inventory)", Pass),
        ("len(missing(ids(facts.scans), ids(inventory))) == 0", Pass),
        ("'x' in facts.findings.map(f, f.title)", Undetermined),
        ("len(missing(facts.findings.map(f, f.title), ['x'])) == 0", Undetermined),
        ("len(missing(['x'], facts.findings.map(f, f.title))) == 0", Fail),
        ("len(distinct(facts.findings.map(f, f.title))) == 1", Undetermined),
        ("len(select(inventory, 'criticality=high')) == 0", Undetermined),
        ("len(select(inventory, 'type=network,criticality=high')) == 0", Pass),
        ("fixWindow('info', params) == 'x'", Fail),
        ("fixWindow('high', params) == 'x'", Undetermined),
        ("sevRank('grave') > 1", Undetermined),
        ("seconds('P1M') > 1.0", Undetermined),
        ("plus(now, params.word) > now", Undetermined),
        ("!excepted(form.nothing)", Pass),
        ("!inPeriod(form.nothing)", Pass),
    ];
    let world = world();
    for (check, expected) in table {
        let result = world.check(check);
        assert_eq!(result.outcome, expected, "{check}: {result:#?}");
        let plain = world.with(|inputs| {
            let ready = [crate::ReadyRule::new(super::support::rule(check))];
            crate::assess::assess_planned(&ready, inputs, false).0.results[0].outcome
        });
        assert_eq!(plain, expected, "{check}, without planning");
        if expected == Undetermined {
            assert!(!result.missing.is_empty(), "{check} does not say what is missing");
        } else {
            assert!(result.missing.is_empty(), "{check}: {result:#?}");
        }
    }
}

#[test]
fn what_is_missing_is_named_with_its_row() {
    let mut world = world();
    world.change("findings", 0, "file", Value::text("ab12"));
    world.change("findings", 0, "place", Value::text("line 7"));
    let result =
        world.check("facts.findings.filter(f, f.status == 'open').all(f, now <= plus(f.first_seen, 'P30D'))");
    assert_eq!(result.outcome, Outcome::Undetermined);
    assert_eq!(result.missing[0].what, "f.first_seen");
    assert_eq!(result.missing[0].why, Unknown::Null);
    assert_eq!(ids(&result.open), ["f1"]);
    assert_eq!(result.total_open, 1);
    assert_eq!(result.open[0].file.as_deref(), Some("ab12"));
    assert_eq!(result.open[0].place.as_deref(), Some("line 7"));

    let reasons =
        |check: &str| world.check(check).missing.iter().map(|m| (m.what.clone(), m.why)).next().unwrap();
    assert_eq!(reasons("params.absent == 1.0"), ("params.absent".into(), Unknown::MissingParameter));
    assert_eq!(reasons("admitted.scans.all(s, true)"), ("admitted.scans".into(), Unknown::NeverDelivered));
    assert_eq!(reasons("ratio(1, 0) > 0.5"), ("ratio(1, 0)".into(), Unknown::DivisionByZero));
    assert_eq!(reasons("previous.form.x == 1"), ("previous.form.x".into(), Unknown::NoPrevious));
    assert_eq!(reasons("seconds('P1M') > 1.0"), ("seconds('P1M')".into(), Unknown::NotADuration));
}

#[test]
fn an_inventory_nobody_delivered_is_unknown() {
    let world = World::new();
    let result = world.check("inventory.all(c, c.live)");
    assert_eq!(result.outcome, Outcome::Undetermined);
    assert_eq!(result.missing[0].why, Unknown::NeverDelivered);
}
