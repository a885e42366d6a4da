//! One accepting and at least one refusing example of every obligation, in files a person could have made (`examples/`),
//! through the real readers and the real rules.

mod world;

use std::collections::BTreeSet;

use world::{Ends, Example};
use yunjian_assess::{Outcome, RuleResult, Severity};
use yunjian_catalogue::catalogue;

/// Rules of obligations that some example makes pass, and that some example makes fail: all of them. They may only grow:
/// whoever adds a rule adds what it accepts and what it refuses.
const PASSED_AT_LEAST: usize = 487;
const FAILED_AT_LEAST: usize = 487;

fn failing(results: &[RuleResult]) -> Vec<&str> {
    results.iter().filter(|r| r.outcome == Outcome::Fail).map(|r| r.rule.as_str()).collect()
}

/// clauses: 5.2 s2, 5.2 s4, 5.2.2 c), 5.2.3 a), 5.2.4 a), 5.2.4 a)[2], 5.2.5.1 c), 5.2.5.2 c), 6.1 s2, 6.2.1.2 c), 6.2.3 c), 6.2.3 d), 7.2.1 c), 7.2.1 j), 7.2.1 k), 7.2.1 l), 7.2.1 m), 7.2.1 o)
#[test]
fn every_example_ends_as_expected() {
    let only = std::env::var("YUNJIAN_EXAMPLE").unwrap_or_default();
    let (mut faults, mut ends) = (Vec::new(), Ends::default());
    for example in Example::all().into_iter().filter(|e| e.title().contains(&only)) {
        let title = example.title();
        let assessment = example.assess();
        let expected = example.expected();
        let failed = failing(&assessment.results);
        if failed != expected.fails {
            let surplus: Vec<_> = failed.iter().filter(|f| !expected.fails.iter().any(|e| e == *f)).collect();
            let absent: Vec<_> = expected.fails.iter().filter(|e| !failed.contains(&e.as_str())).collect();
            faults.push(format!("{title}: fail unexpectedly {surplus:?}, do not fail {absent:?}"));
        }
        for result in &assessment.results {
            match result.outcome {
                Outcome::Undetermined => {
                    faults.push(format!("{title}: {} is open: {:?}", result.rule, result.missing));
                }
                Outcome::Pass => drop(ends.passed.insert(result.rule.clone())),
                Outcome::Fail => drop(ends.failed.insert(result.rule.clone())),
                Outcome::Later => {}
            }
        }
        if assessment.proposal != expected.proposal {
            faults
                .push(format!("{title}: proposed is {:?}, not {:?}", assessment.proposal, expected.proposal));
        }
        let content = |r: &&RuleResult| example.obligation.rule(&r.rule).is_some();
        let refused = assessment.results.iter().filter(content).filter(|r| r.outcome == Outcome::Fail);
        let refused: Vec<&RuleResult> = refused.collect();
        let mild = refused.iter().all(|r| r.severity == Severity::Advice);
        if (example.name == "accept") != mild {
            faults.push(format!("{title}: what it fails does not fit its name"));
        }
        // A refusal is about what is in the files, not about what is not there at all.
        let other: Vec<&str> = failed
            .iter()
            .copied()
            .filter(|r| example.obligation.rule(r).is_none() && *r != "COMMON-R8")
            .collect();
        if !other.is_empty() {
            faults.push(format!("{title}: fails before its content is looked at: {other:?}"));
        }
    }
    if only.is_empty() {
        let own: BTreeSet<&str> =
            catalogue().obligations.iter().flat_map(|o| &o.rules).map(|r| r.id.as_str()).collect();
        let share = |ended: &BTreeSet<String>| own.iter().filter(|id| ended.contains(**id)).count();
        let (passed, failed) = (share(&ends.passed), share(&ends.failed));
        eprintln!("{} rules: {passed} pass in some example, {failed} fail in some example", own.len());
        let never: Vec<_> = own.iter().filter(|id| !ends.failed.contains(**id)).collect();
        eprintln!("no example makes these fail: {never:?}");
        if passed < PASSED_AT_LEAST || failed < FAILED_AT_LEAST {
            faults.push(format!("{passed} rules pass and {failed} fail in examples; there were more"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// clauses: 6.2.2 s1
#[test]
fn every_obligation_has_both_examples() {
    let all = Example::all();
    for obligation in &catalogue().obligations {
        let names: Vec<&str> =
            all.iter().filter(|e| e.obligation.id == obligation.id).map(|e| e.name.as_str()).collect();
        assert!(names.contains(&"accept") && names.contains(&"refuse"), "{}: {names:?}", obligation.id);
    }
}

/// Two deliverables that contradict each other: the reason names the file and the place of both.
///
/// clauses: 5.2.4 a)[2], 6.2.1.2 c)
#[test]
fn contradictions_name_both_places() {
    let mut seen = BTreeSet::new();
    for example in Example::all().into_iter().filter(|e| e.name != "accept") {
        for result in example.assess().results.iter().filter(|r| r.outcome == Outcome::Fail) {
            let declared = example.obligation.rule(&result.rule).is_some_and(|r| !r.inputs.is_empty());
            for row in result.failing.iter().filter(|_| declared) {
                let other = row
                    .values
                    .iter()
                    .find(|v| v.expr.starts_with("current[") && v.value["place"].is_string());
                let Some(other) = other else { continue };
                assert!(row.file.is_some() && row.place.is_some(), "{}: {row:#?}", result.rule);
                let file = other.value["file"].as_str().expect("the other file");
                assert_ne!(Some(file), row.file.as_deref(), "{}", result.rule);
                seen.insert(result.rule.clone());
            }
        }
    }
    let expected =
        ["A-10.4-G-1-2-R9", "A-12.2-G-1-1-R9", "A-5.12-E-1-2-R5", "A-8.4-G-1-1-R9", "A-9.7-G-1-1-R9"];
    assert_eq!(seen.iter().map(String::as_str).collect::<Vec<_>>(), expected);
}
