//! The rule language: what compiles, what is refused and where, what the helpers give.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use serde_json::json;
use yunjian_catalogue::{FieldType, vocabulary};
use yunjian_domain::facts::{Row, Value};

use super::support::{World, at, common_rules, obligations, row, rule};
use crate::assess::assess_planned;
use crate::{LevelThreshold, Outcome, Reached, ReadyRule, Rule, compile_rule};

fn every_rule() -> Vec<Rule> {
    common_rules().into_iter().chain(obligations().into_values().flat_map(|o| o.rules)).collect()
}

#[test]
fn every_rule_of_the_catalogue_compiles() {
    let mut count = 0;
    for (number, obligation) in obligations() {
        let fields: BTreeSet<&str> =
            obligation.fields.iter().map(|f| f.name.as_str()).chain(["evidence_sha256"]).collect();
        for rule in &obligation.rules {
            let compiled = compile_rule(&rule.check).unwrap_or_else(|fault| panic!("{}: {fault}", rule.id));
            for param in compiled.params() {
                assert!(
                    obligation.params.contains_key(&**param),
                    "{}: {number} has no parameter {param}",
                    rule.id
                );
            }
            for field in compiled.form_fields() {
                assert!(fields.contains(&**field), "{}: {number} has no form field {field}", rule.id);
            }
            count += 1;
        }
    }
    assert_eq!(count, 487);
    let common = common_rules();
    assert_eq!(common.len(), 9);
    for rule in &common {
        compile_rule(&rule.check).unwrap_or_else(|fault| panic!("{}: {fault}", rule.id));
    }
}

#[test]
fn a_faulty_rule_is_refused_with_its_place() {
    let faults = [
        ("facts.findngs.all(f, true)", "at `facts.findngs`", "unknown fact type"),
        ("facts.findings.all(f, f.sevrity == 'x')", "at `f.sevrity`", "findings has no field sevrity"),
        ("evidence.all(e, e.colour == 'x')", "at `e.colour`", "an evidence item has no field colour"),
        ("period.begin < now", "at `period.begin`", "a period has no such field"),
        ("platform.name == 'x'", "at `platform.name`", "a platform has no such field"),
        ("previous.verdict == 'x'", "at `previous.verdict`", "previous has exists, facts, form and period"),
        ("nothing == 1", "at `nothing`", "unknown variable"),
        ("facts.findings.all(f, g.uid != null)", "at `g`", "unknown variable"),
        ("length(facts.findings) > 0", "at `length`", "unknown function"),
        ("facts.findings.every(f, true)", "at `every`", "unknown method"),
        ("len(facts.findings, 1) > 0", "at `len`", "takes 1 values, 2 are given"),
        ("len(facts.findings)", "at `len(facts.findings)`", "a yes or no is needed here, this is an int"),
        (
            "facts.findings.all(f, f.severity)",
            "at `f.severity`",
            "a yes or no is needed here, this is a text",
        ),
        (
            "facts.findings.exists(f, f.cvss > 7)",
            "at `f.cvss > 7`",
            "an int is compared with a double; write double(...)",
        ),
        (
            "len(facts.findings) * 1.5 > 1.0",
            "at `len(facts.findings) and 1.5`",
            "int and double are mixed; write double(...)",
        ),
        (
            "facts.findings.exists(f, f.title < now)",
            "at `f.title < now`",
            "a text is compared with a timestamp",
        ),
        (
            "facts.findings.exists(f, identity(now) == 'x')",
            "at `now`",
            "identity needs findings here, this is a timestamp",
        ),
        (
            "facts.scans.exists(s, identity(s) == 'x')",
            "at `s`",
            "identity needs findings here, this is a fact",
        ),
        ("plus(now, 5) > now", "at `5`", "plus needs a text here, this is an int"),
        ("now.all(x, true)", "at `now`", "a list is needed here, this is a timestamp"),
        ("facts == 1", "at `facts`", "this word stands for a group; name one of its fields"),
        ("now < null", "at `now < null`", "null can only be asked for with == and !="),
        ("'a' in [1, 2]", "at `[1, 2]`", "a text cannot be in a list"),
        (
            "{'a': 1}.a == 1",
            "at `the rule`",
            "maps, structs and optional values are not part of the rule language",
        ),
    ];
    for (check, place, message) in faults {
        let fault = compile_rule(check).expect_err(check);
        assert_eq!((fault.place.as_str(), fault.message.as_str()), (place, message), "{check}");
    }
    let fault = compile_rule("facts.findings.all(f, ").unwrap_err();
    assert!(
        fault.place.starts_with("line 1, column") && fault.message.starts_with("cannot be read"),
        "{fault}"
    );
    let result = World::new().check("facts.findngs.all(f, true)");
    assert_eq!(result.outcome, Outcome::Undetermined);
    assert_eq!(result.missing[0].what, "at `facts.findngs`: unknown fact type");
}

#[test]
fn monstrous_rules_are_refused() {
    let repeated = [
        ("1 + ", "1 > 0"),
        ("(", "true"),
        ("true ? true : ", "true"),
        ("true && ", "("),
        ("[", "1"),
        ("evidence.filter(e, ", "true"),
        ("platform.", "id == 'x'"),
        ("now == ", "now"),
    ];
    for (part, end) in repeated {
        let rule = part.repeat(3_900 / part.len()) + end;
        let fault = compile_rule(&rule).expect_err(part);
        assert!(!fault.message.is_empty(), "{part}");
    }
    let chain = "true && ".repeat(400) + "true";
    assert_eq!(World::new().outcome(&chain), Outcome::Pass, "a long list of conditions is not deep");
    // The deepest rule that compiles also runs on an ordinary stack.
    let deepest = |depth: usize| "evidence.all(e, ".repeat(depth) + "e.size > 0" + &")".repeat(depth);
    let depth = (1..).take_while(|depth| compile_rule(&deepest(*depth)).is_ok()).last().unwrap();
    assert!(depth >= 5, "only {depth} loops can be nested");
    let mut world = World::new();
    world.evidence.push(crate::EvidenceItem { size: 1, ..Default::default() });
    assert_eq!(world.outcome(&deepest(depth)), Outcome::Pass);
    assert!(compile_rule(&" ".repeat(5_000)).unwrap_err().message.contains("longer than 4000"));
}

#[test]
fn what_the_helpers_give() {
    let mut world = World::new();
    world.platform.supervised_from = Some(at("2026-01-01"));
    world.thresholds = vec![
        LevelThreshold {
            level: "较大".into(),
            field: "affected_customers".into(),
            reached: Reached::AtLeast(2.0),
        },
        LevelThreshold { level: "重大".into(), field: "data_exposed".into(), reached: Reached::Stated },
        LevelThreshold {
            level: "特别重大".into(),
            field: "category".into(),
            reached: Reached::Is("worst".into()),
        },
    ];
    for (id, fields) in [
        ("i1", json!({"affected_customers": ["a", "b"], "data_exposed": true})),
        ("i2", json!({"affected_customers": ["a", "b"]})),
        ("i3", json!({"affected_customers": []})),
    ] {
        let mut incident = row("incidents", fields);
        incident.set("id", Value::text(id));
        world.facts.push(incident);
    }
    let change =
        json!({"id": "h1", "decision": "approved", "component_ids": ["b", "a"], "status": "planned"});
    world.facts.push(row("changes", change));
    let change = json!({"id": "h1", "decision": "approved", "component_ids": ["a", "b"], "status": "done"});
    world.deliver(row("changes", change));
    world.own(row(
        "components",
        json!({"id": "c1", "type": "server", "boundary": "in", "scan_required": true}),
    ));
    world.own(row(
        "components",
        json!({"id": "c2", "type": "network", "boundary": "out", "scan_required": false}),
    ));
    world.form = json!({
        "days": ["2026-10-03", "2026-10-10"], "monthly": ["2026-08-03", "2026-09-03", "2026-10-03"],
        "august": "2026-08-01", "october": "2026-10-01", "november": "2026-11-01", "past": "2025-01-01",
        "february": "2026-02-01", "text": "本月共审查日志若干，未发现异常", "more": "本月共审查日志若干，发现异常两起"
    });
    let truths = [
        "plus(period.start, 'P1M') == period.end",
        "minus(period.end, 'P1M') == period.start",
        "minus(plus(now, 'PT24H'), 'P1D') == now",
        "plusWorkdays(now, 2) == plus(now, 'P4D')",
        "seconds('P1D') == 86400.0 && seconds('PT1H30M') == 5400.0",
        "elapsed(period.start, plus(period.start, 'PT1H')) == 3600.0",
        "inPeriod(period.start) && !inPeriod(period.end) && !inPeriod(null)",
        "missing(['ｓｅｒｖｅｒ ', 'db', 'db'], ['server']) [0] == 'db'",
        "len(missing(['a', 'db', 'db'], ['a'])) == 1",
        "distinct(['b', 'a', 'b'])[0] == 'b' && len(distinct(['b', 'a', 'b'])) == 2",
        "len(duplicates(['b', 'a', 'b', 'b'])) == 1",
        "ratio(1, 4) == 0.25 && ratio(0.0, 3) == 0.0",
        "sum([1, 2]) == 3.0 && sum([]) == 0.0",
        "maxGap(form.days, period.start, period.end) == 1900800.0",
        "maxGap([], period.start, plus(period.start, 'P1D')) == 86400.0",
        "everyPeriod(form.monthly, form.august, form.november, 'P1M')",
        "!everyPeriod(form.days, form.august, form.november, 'P1M')",
        "everyPeriod(form.days, form.october, form.november, 'P1Y')",
        "!everyPeriod([], form.october, form.november, 'P1Y')",
        "everyPeriod(form.monthly, form.past, form.february, 'P1M') == false",
        "latest([period.start, null, now]) == now",
        "suggestedLevel(facts.incidents[0]) == '重大' && suggestedLevel(facts.incidents[1]) == '较大'",
        "suggestedLevel(facts.incidents[2]) == null",
        "decisionHash(facts.changes[0]) == decisionHash(admitted.changes[0])",
        "len(decisionHash(facts.changes[0])) == 64",
        "ids(select(inventory, 'type=server, scan_required=true'))[0] == 'c1'",
        "len(select(inventory, '*')) == 1 && len(select(inventory, 'type=server,scan_required=false')) == 0",
        "byId(inventory, 'c2').type == 'network' && byId(inventory, 'c3') == null",
        "len(flat([['a'], ['b', 'c'], []])) == 3",
        "sevRank('critical') == 4 && sevRank('高危') == 3 && sevRank('info') == 0",
        "levelRank('特别重大') == 4 && levelRank('一般') == 1 && riskRank('很高') == 5 && riskRank('很低') == 1",
        "similar(form.text, form.text) == 1.0 && similar(form.text, form.more) < 0.95 && similar(form.text, form.more) > 0.3",
        "similar('The log was read', 'the  LOG was Read!') == 1.0",
        "weekday(now) == 4",
        "len('日志') == 2 && len(null) == 0 && [1, 2].size() == 2",
        "double('2.5') == 2.5 && int(2.9) == 2 && string(22) + '/tcp' == '22/tcp'",
        "fixWindow('info', params) != 'P30D' && now < plus(now, fixWindow('info', params))",
        "now > period.due_at ? false : true",
        "-form.days.size() == -2 && 7 % 4 == 3 && 7 / 2 == 3",
        "['a', 'b'].exists_one(x, x == 'a') && ['a', 'b'].map(x, x + '!')[1] == 'b!'",
    ];
    for check in truths {
        let result = world.check(check);
        assert_eq!(result.outcome, Outcome::Pass, "{check}: {result:#?}");
    }
}

#[test]
fn identity_leaves_severity_and_words_out() {
    let finding = |fields| yunjian_domain::identity::of(&row("findings", fields));
    let one = finding(
        json!({"component_id": "c1", "rule_id": "r", "port": "443", "severity": "high", "title": "a"}),
    );
    let two = finding(
        json!({"component_id": "c1", "rule_id": "r", "port": "443", "severity": "low", "title": "b"}),
    );
    assert_eq!(one, two);
    assert_ne!(one, finding(json!({"component_id": "c1", "rule_id": "r", "port": "80"})));
    assert_ne!(one, finding(json!({"component_id": "c2", "rule_id": "r", "port": "443"})));
    let by_cve = finding(json!({"component_id": "c1", "cves": ["CVE-2026-1", "CVE-2026-2"], "uid": "x"}));
    assert_eq!(by_cve, finding(json!({"component_id": "c1", "cves": ["CVE-2026-1"], "uid": "y"})));
    assert_ne!(
        finding(json!({"component_id": "c1", "uid": "x"})),
        finding(json!({"component_id": "c1", "uid": "y"}))
    );
    // Places do not run into each other.
    assert_ne!(finding(json!({"location": "a", "path": "b"})), finding(json!({"location": "ab"})));
}

/// Small numbers from a seed, so that one number describes a whole random world.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % sides
    }
}

/// The words rules ask for, and a few ids.
fn words(rules: &[Rule]) -> Vec<String> {
    let mut words: BTreeSet<String> = ["c1", "c2", "f1", "x"].map(str::to_owned).into();
    for rule in rules {
        words.extend(rule.check.split('\'').skip(1).step_by(2).map(str::to_owned));
    }
    words.into_iter().collect()
}

fn random_row(dice: &mut Dice, ty: usize, words: &[String]) -> Row {
    let ty = &vocabulary().types[ty];
    let mut row = Row::empty(ty);
    for (value, field) in row.values.iter_mut().zip(&ty.fields) {
        if dice.roll(6) == 0 {
            continue;
        }
        // Ids come from few, so that joins meet.
        let few = field.name.ends_with("id") || field.name.ends_with("ids") || field.name == "person";
        let word = |dice: &mut Dice| {
            if few { format!("c{}", dice.roll(4)) } else { words[dice.roll(words.len())].clone() }
        };
        *value = match field.ty {
            FieldType::Text => Value::text(word(dice)),
            FieldType::Int => Value::Int([0, 1, 5, -3, i64::MAX][dice.roll(5)]),
            FieldType::Double => Value::Double([0.0, 1.5, -2.0, f64::INFINITY, f64::NAN][dice.roll(5)]),
            FieldType::Bool => Value::Bool(dice.roll(2) == 0),
            FieldType::Timestamp if dice.roll(20) == 0 => Value::Time([i64::MIN, i64::MAX][dice.roll(2)]),
            FieldType::Timestamp => {
                Value::Time(at("2026-10-15") + (dice.roll(200) as i64 - 100) * 86_400_000)
            }
            FieldType::TextList => {
                let length = dice.roll(3);
                Value::list((0..length).map(|_| word(dice)).collect::<Vec<_>>())
            }
        };
    }
    row
}

/// Form fields by name, and whether they are lists.
fn form_fields() -> BTreeMap<String, bool> {
    obligations().into_values().flat_map(|o| o.fields).map(|f| (f.name, f.ty == "list<text>")).collect()
}

fn random_world(seed: u64, words: &[String]) -> World {
    let mut dice = Dice(seed | 1);
    let mut world = World::new();
    let mut before = yunjian_domain::facts::FactSet::new();
    for (position, ty) in vocabulary().types.iter().enumerate() {
        for _ in 0..dice.roll(5) {
            world.facts.push(random_row(&mut dice, position, words));
        }
        for _ in 0..dice.roll(4) {
            before.push(random_row(&mut dice, position, words));
        }
        if dice.roll(5) > 0 {
            world.delivered.insert(ty.name.clone());
            for _ in 0..dice.roll(4) {
                world.admitted.push(random_row(&mut dice, position, words));
            }
        }
    }
    let components = vocabulary().fact_type("components").unwrap().id.0 as usize;
    world.inventory = (0..dice.roll(5)).map(|_| random_row(&mut dice, components, words)).collect();
    for (name, list) in form_fields() {
        world.form[name] = match dice.roll(4) {
            0 => continue,
            _ if list => json!(["c1", "c2", words[dice.roll(words.len())]]),
            1 => json!(words[dice.roll(words.len())]),
            _ => json!(dice.roll(3)),
        };
    }
    world.platform.sites = vec!["c1".into()];
    world.platform.rooms = vec!["c2".into()];
    world.exceptions.push(crate::Exception { subject_id: "c3".into(), until: i64::MAX, decision: None });
    if dice.roll(3) > 0 {
        world.previous = Some((before, json!({}), world.period.clone()));
    }
    world
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    /// No row makes the evaluator panic, and lookups never change what plain evaluation says.
    #[test]
    fn planned_and_plain_evaluation_agree(seed in any::<u64>()) {
        let rules = every_rule();
        let words = words(&rules);
        let mut world = random_world(seed, &words);
        for obligation in obligations().into_values() {
            world.params.extend(obligation.params);
        }
        let ready: Vec<ReadyRule> = rules.into_iter().map(ReadyRule::new).collect();
        let (planned, plain) =
            world.with(|inputs| (assess_planned(&ready, inputs, true).0, assess_planned(&ready, inputs, false).0));
        for (a, b) in planned.results.iter().zip(&plain.results) {
            prop_assert_eq!(a.outcome, b.outcome, "{}", a.rule);
            prop_assert_eq!(&a.failing, &b.failing, "{}", a.rule);
            prop_assert_eq!(a.total_open, b.total_open, "{}", a.rule);
        }
    }

    /// Whatever a supervisor types is a rule or a fault.
    #[test]
    fn any_text_is_a_rule_or_a_fault(text in "[a-z(). ,!&|<>='0-9\\[\\]{}?:*+-]{0,40}") {
        if let Err(fault) = compile_rule(&text) {
            prop_assert!(!fault.message.is_empty());
        }
    }
}

#[test]
fn the_same_inputs_give_the_same_bytes() {
    let rules = every_rule();
    let world = random_world(42, &words(&rules));
    let bytes = || serde_json::to_vec(&world.assess(&rules)).unwrap();
    let first = bytes();
    assert_eq!(first, bytes());
    let read: crate::Assessment = serde_json::from_slice(&first).unwrap();
    assert_eq!(serde_json::to_vec(&read).unwrap(), first);
    assert_eq!(read.engine, crate::ENGINE);
    assert_eq!(read.results.len(), rules.len());
    assert_eq!(rule("true").severity, crate::Severity::Blocking);
}
