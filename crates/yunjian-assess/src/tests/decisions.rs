//! What the supervisor decided beforehand, and the grade that is proposed.

use serde_json::json;

use super::support::{World, at, ids, row, rule};
use crate::{Assessment, Exception, Outcome, Proposal, Rule, SetAsideBy, Severity};

fn world() -> World {
    let mut world = World::new();
    for (uid, status) in [("f1", "open"), ("f2", "open"), ("f3", "fixed")] {
        world.facts.push(row("findings", json!({"uid": uid, "status": status})));
    }
    world
}

const NONE_OPEN: &str = "facts.findings.all(f, f.status != 'open')";

#[test]
fn excepted_and_remedied_rows_are_set_aside() {
    let mut world = world();
    assert_eq!(ids(&world.check(NONE_OPEN).failing), ["f1", "f2"]);

    world.exceptions.push(Exception { subject_id: "f1".into(), until: at("2026-12-01"), decision: None });
    let result = world.check(NONE_OPEN);
    assert_eq!((result.outcome, ids(&result.failing)), (Outcome::Fail, vec!["f2"]));
    assert_eq!((result.set_aside[0].id.as_str(), result.set_aside[0].by), ("f1", SetAsideBy::Exception));

    world.remedies.push("f2".into());
    let result = world.check(NONE_OPEN);
    assert_eq!((result.outcome, result.total_failing), (Outcome::Pass, 0));
    assert_eq!(result.set_aside.len(), 2);
    assert_eq!(result.set_aside[1].by, SetAsideBy::Remedy);

    // Also when asked the other way round, behind a guard, or when the row is merely unclear.
    for check in [
        "!facts.findings.exists(f, f.status == 'open')",
        "len(facts.findings) > 0 && facts.findings.filter(f, f.status != 'fixed').all(f, f.status != 'open')",
        "!previous.exists && facts.findings.all(f, f.status != 'open')",
        "facts.findings.filter(f, f.status == 'open').all(f, f.title == 'x')",
    ] {
        let result = world.check(check);
        assert_eq!((result.outcome, result.set_aside.len()), (Outcome::Pass, 2), "{check}: {result:#?}");
    }

    // An exception that has ended sets nothing aside.
    world.exceptions[0].until = world.now;
    assert_eq!(ids(&world.check(NONE_OPEN).failing), ["f1"]);
}

#[test]
fn shares_and_searches_are_not_touched_by_exceptions() {
    let mut world = world();
    world.exceptions.push(Exception { subject_id: "f1".into(), until: at("2026-12-01"), decision: None });
    let share = "ratio(len(facts.findings.filter(f, f.status == 'fixed')), len(facts.findings)) >= 0.5";
    let result = world.check(share);
    assert_eq!((result.outcome, ids(&result.failing)), (Outcome::Fail, vec!["f1", "f2"]));
    assert_eq!(world.outcome("facts.findings.exists(f, f.status == 'open')"), Outcome::Pass);
    assert_eq!(world.outcome("excepted('f1') && !excepted('f2') && !remedied('f1')"), Outcome::Pass);
}

#[test]
fn at_most_a_hundred_rows_are_shown_and_all_are_counted() {
    let mut world = World::new();
    for number in 0..250 {
        world.facts.push(row("findings", json!({"uid": format!("f{number}"), "status": "open"})));
    }
    let result = world.check(NONE_OPEN);
    assert_eq!((result.failing.len(), result.total_failing), (100, 250));
}

#[test]
fn a_follow_up_rule_is_neither_pass_nor_fail() {
    let later = Rule { follow_up_workdays: Some(10), ..rule("false") };
    let assessment = world().assess(&[later]);
    assert_eq!(assessment.results[0].outcome, Outcome::Later);
    assert_eq!(assessment.results[0].follow_up_workdays, Some(10));
    assert_eq!(assessment.proposal, Proposal::Compliant);
}

#[test]
fn the_grade_follows_the_heaviest_result() {
    use Severity::{Advice, Blocking, Major, Minor};
    let open = "params.absent == 1.0";
    let table: [(&[(Severity, &str)], Proposal); 12] = [
        (&[(Blocking, "true"), (Advice, "true")], Proposal::Compliant),
        (&[(Blocking, "true"), (Advice, "false")], Proposal::CompliantWithRemarks),
        (&[(Minor, "false"), (Major, "true")], Proposal::CompliantWithRemarks),
        (&[(Minor, open), (Major, "true")], Proposal::CompliantWithRemarks),
        (&[(Minor, "false"), (Major, "false")], Proposal::PartlyCompliant),
        (&[(Major, "false"), (Major, open)], Proposal::PartlyCompliant),
        (&[(Major, open)], Proposal::Undetermined),
        (&[(Blocking, open), (Minor, "false")], Proposal::Undetermined),
        // The open blocking rule could still fail.
        (&[(Blocking, open), (Major, "false")], Proposal::Undetermined),
        (&[(Blocking, open), (Blocking, "false")], Proposal::NonCompliant),
        (&[(Blocking, "false"), (Major, "false")], Proposal::NonCompliant),
        (&[], Proposal::Compliant),
    ];
    for (severities, expected) in table {
        let rules: Vec<Rule> =
            severities.iter().map(|(severity, check)| Rule { severity: *severity, ..rule(check) }).collect();
        let assessment: Assessment = World::new().assess(&rules);
        assert_eq!(assessment.proposal, expected, "{severities:?}");
    }
}
