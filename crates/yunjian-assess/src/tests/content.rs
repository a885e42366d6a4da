//! The catalogue as a whole: every rule reads its evidence, and what a rule reads can be handed in.

use std::collections::BTreeSet;

use yunjian_catalogue::catalogue;

use crate::{compile_rule, inputs_of, rules_of, token};

/// Purpose of the issue, item 1: no obligation with fewer than three rules that look into the content, none that only asks
/// whether something is there.
///
/// clauses: 5.2.4 a), 6.2.2 s1
#[test]
fn every_rule_looks_into_the_content() {
    let mut idle = Vec::new();
    for obligation in &catalogue().obligations {
        let mut real = 0;
        let mut looks = BTreeSet::new();
        for rule in rules_of(&obligation.id).iter().filter(|r| obligation.rule(&r.rule.id).is_some()) {
            let found = rule.compiled.as_ref().unwrap_or_else(|e| panic!("{}: {e}", rule.rule.id)).looks();
            if found.is_empty() {
                idle.push(rule.rule.id.clone());
            } else {
                real += usize::from(rule.rule.severity != crate::Severity::Advice);
            }
            looks.extend(found);
        }
        assert!(real >= 3, "{} has {real} rules that look into the content", obligation.id);
        assert!(looks.len() >= 2, "{} looks only at {looks:?}", obligation.id);
    }
    assert!(idle.is_empty(), "these rules only ask whether something is there: {idle:#?}");
}

#[test]
fn asking_whether_something_is_there_is_no_look() {
    for idle in [
        "len(facts.documents) > 0",
        "facts.documents.exists(d, d.type == 'policy' && d.approved_at != null)",
        "facts.doors.all(d, d.control_kind != null)",
        "evidence.exists(e, e.kind == 'sample')",
    ] {
        let looks = compile_rule(idle).unwrap().looks();
        let looks: Vec<_> = looks.iter().filter(|_| !idle.starts_with("evidence")).collect();
        assert!(looks.is_empty(), "{idle}: {looks:?}");
    }
    for real in [
        "facts.documents.exists(d, d.approved_at <= now)",
        "facts.sessions.all(s, s.recorded)",
        "len(missing(params.kinds, facts.backups.map(b, b.scope_kind))) == 0",
        "len(facts.doors) == form.entrances_total",
        "facts.doors.all(d, d.id in ids(inventory))",
    ] {
        assert!(!compile_rule(real).unwrap().looks().is_empty(), "{real}");
    }
}

/// Every fact a rule reads from the submission can be handed in as a table under one of the obligation's evidence slots.
///
/// clauses: 5.2.5.2 e)
#[test]
fn what_rules_read_can_be_handed_in() {
    let mut lacking = Vec::new();
    for obligation in &catalogue().obligations {
        let taken: BTreeSet<String> =
            obligation.evidence.iter().flat_map(|slot| &slot.formats).map(|f| token(f)).collect();
        for rule in rules_of(&obligation.id).iter().filter(|r| obligation.rule(&r.rule.id).is_some()) {
            for ty in rule.compiled.as_ref().map(|c| c.facts().to_vec()).unwrap_or_default() {
                if !taken.contains(&format!("csv:{ty}")) {
                    lacking.push(format!("{} {ty}", obligation.id));
                }
            }
        }
    }
    lacking.sort();
    lacking.dedup();
    assert!(lacking.is_empty(), "{lacking:#?}");
}

/// A rule that looks at another obligation's evidence says so beside the expression, and the other way round.
#[test]
fn inputs_are_declared() {
    let mut seen = 0;
    for obligation in &catalogue().obligations {
        for rule in &obligation.rules {
            let compiled = compile_rule(&rule.check).unwrap();
            let read: Vec<&str> = compiled.current().iter().map(|c| &**c).collect();
            assert_eq!(read, rule.inputs, "{}", rule.id);
            for input in read {
                assert!(catalogue().obligation(input).is_some(), "{}: there is no {input}", rule.id);
                assert!(inputs_of(&obligation.id).contains(input));
                seen += 1;
            }
        }
    }
    assert!(seen >= 4, "{seen}");
}
