//! A platform of ordinary size: tens of thousands of findings, and as many the month before.

use serde_json::json;
use yunjian_domain::facts::{FactSet, Row, Value};

use super::support::{World, at, obligation, row, rule};
use crate::assess::{assess_in, assess_planned};
use crate::eval::{STEP_LIMIT, Session};
use crate::{Outcome, ReadyRule, Unknown};

const FINDINGS: usize = 47_000;
const COMPONENTS: usize = 1_500;

fn finding(number: usize) -> Row {
    let mut row = Row::of("findings");
    row.set("uid", Value::text(format!("f{number}")))
        .set("rule_id", Value::text(format!("plugin-{}", number / COMPONENTS)))
        .set("component_id", Value::text(format!("c{}", number % COMPONENTS)))
        .set("severity", Value::text(["high", "medium", "low", "info"][number % 4]))
        .set("status", Value::text(if number.is_multiple_of(5) { "fixed" } else { "open" }))
        .set("first_seen", Value::Time(at("2026-10-10")))
        .set("deviation_approved", Value::Bool(false))
        .set("kev", Value::Bool(number.is_multiple_of(999)))
        .set("responsible", Value::text("r"))
        .set("remediation_plan", Value::text("p"))
        .set("due_at", Value::Time(at("2026-11-05")))
        .set("place", Value::text(format!("line {number}")));
    row
}

#[test]
fn large_sets_stay_within_the_limit() {
    let mut world = World::new();
    let mut before = FactSet::new();
    for number in 0..FINDINGS {
        world.facts.push(finding(number));
        // Some of last month's are gone, some of this month's are new.
        before.push(finding(number + 500));
        world.deliver(finding(number));
    }
    let all: Vec<String> = (0..COMPONENTS).map(|c| format!("c{c}")).collect();
    for class in ["os", "web", "db"] {
        let mut scan = row(
            "scans",
            json!({"id": class, "tool": "t", "target_class": class, "profile_hash": "h", "ended_at": "2026-10-20",
                   "failed_ids": ["c3"]}),
        );
        scan.set("target_ids", Value::list(&all)).set("authenticated_ids", Value::list(&all));
        world.deliver(scan.clone());
        world.facts.push(scan);
    }
    for id in &all {
        world.own(row("components", json!({"id": id, "type": "server", "live": true, "boundary": "in"})));
    }
    world.previous = Some((before, json!({}), world.period.clone()));
    world.current.insert("A-12.3-G-1/1".into(), world.facts.clone());
    world.form = json!({"new_total": 47000, "open_total": 37600, "closed_total": 0});

    for (number, expected) in [
        ("A-12.3-G-1/1", vec![("A-12.3-G-1-1-R1", 1)]),
        ("A-9.7-G-1/1", vec![("A-9.7-G-1-1-R2", 38), ("A-9.7-G-1-1-R5", 400)]),
    ] {
        let obligation = obligation(number);
        world.params = obligation.params.clone();
        let ready: Vec<ReadyRule> = obligation.rules.into_iter().map(ReadyRule::new).collect();
        let (assessment, steps) = world.with(|inputs| assess_planned(&ready, inputs, true));
        assert!(steps < STEP_LIMIT / 100, "{number} makes {steps} comparisons");
        for result in &assessment.results {
            assert!(result.missing.iter().all(|m| m.why != Unknown::StepLimit), "{result:#?}");
            assert_ne!(result.outcome, Outcome::Undetermined, "{result:#?}");
        }
        let failed = assessment.results.iter().filter(|r| r.outcome == Outcome::Fail);
        assert_eq!(failed.map(|r| (r.rule.as_str(), r.total_failing)).collect::<Vec<_>>(), expected);
    }
}

#[test]
fn a_rule_that_takes_too_long_is_undetermined() {
    let mut world = World::new();
    for number in 0..600 {
        world.facts.push(row("ports", json!({"id": format!("p{number}"), "port": number})));
    }
    // No key to look up by: every pair has to be compared.
    let rules = [ReadyRule::new(rule("facts.ports.all(p, !facts.ports.exists(q, q.port > p.port + 20000))"))];
    let limited = |limit| {
        world.with(|inputs| {
            let mut session = Session::new(inputs);
            session.limit = limit;
            assess_in(&rules, &mut session)
        })
    };
    let (free, steps) = limited(STEP_LIMIT);
    assert_eq!(free.results[0].outcome, Outcome::Pass);
    assert!(steps > 600 * 600);
    let result = &limited(100_000).0.results[0];
    assert_eq!(result.outcome, Outcome::Undetermined);
    assert_eq!(result.missing[0].why, Unknown::StepLimit);
}
