//! The rules of four obligations and the common rules: each passes, fails and is left open where it should.

use serde_json::{Value as Json, json};
use yunjian_domain::facts::{FactSet, Value};

use super::support::{Obligation, World, at, common_rules, ids, obligation, obligations, row, said};
use crate::{EvidenceItem, Outcome, Proposal, Unknown};

/// A monthly scan in which all is well: two servers scanned with credentials, one open finding in time.
fn scan_month() -> (World, Obligation) {
    let obligation = obligation("A-12.3-G-1/1");
    let mut world = World::new();
    world.params = obligation.params.clone();
    for id in ["c1", "c2"] {
        world.own(component(id));
    }
    for (id, class) in [("s1", "os"), ("s2", "web"), ("s3", "db")] {
        world.facts.push(row(
            "scans",
            json!({"id": id, "tool": "t", "target_class": class, "profile_hash": "h", "ended_at": "2026-10-20",
                   "started_at": "2026-10-20", "target_ids": ["c1", "c2"], "authenticated_ids": ["c1", "c2"],
                   "failed_ids": [], "file": "scan.nessus", "place": "report 1"}),
        ));
    }
    world.facts.push(finding("f1", "2026-10-20"));
    world.form = json!({"scan_from": "2026-10-20", "scan_to": "2026-10-21", "new_total": 1, "open_total": 1});
    let mut before = FactSet::new();
    before.push(finding("f1", "2026-10-20"));
    before.push(row("scans", json!({"id": "s0", "tool": "t", "target_class": "os", "profile_hash": "h"})));
    world.previous = Some((before, json!({}), world.period.clone()));
    (world, obligation)
}

fn component(id: &str) -> yunjian_domain::facts::Row {
    row(
        "components",
        json!({"id": id, "type": "server", "live": true, "boundary": "in", "zone": "z", "last_seen": "2026-11-01",
               "attrs": ["owner", "admin", "location", "serial_or_id", "function"], "scan_required": true}),
    )
}

fn finding(uid: &str, first_seen: &str) -> yunjian_domain::facts::Row {
    row(
        "findings",
        json!({"uid": uid, "rule_id": format!("rule-{uid}"), "cves": [], "component_id": "c1", "severity": "high",
               "status": "open", "first_seen": first_seen, "deviation_approved": false, "kev": false,
               "responsible": "r", "remediation_plan": "p", "due_at": "2026-11-15",
               "file": "scan.nessus", "place": format!("line {uid}")}),
    )
}

/// The outcome of a rule in a changed world.
fn after(
    world: fn() -> (World, Obligation),
    end: &str,
    change: impl FnOnce(&mut World),
) -> crate::RuleResult {
    let (mut world, obligation) = world();
    change(&mut world);
    world.result(obligation.rule(end))
}

fn all_pass(world: fn() -> (World, Obligation)) {
    let (world, obligation) = world();
    let assessment = world.assess(&obligation.rules);
    for result in &assessment.results {
        assert_eq!(result.outcome, Outcome::Pass, "{result:#?}");
    }
    assert_eq!(assessment.proposal, Proposal::Compliant);
}

#[test]
fn scan_rules() {
    all_pass(scan_month);
    let fails = |end, change: fn(&mut World)| {
        let result = after(scan_month, end, change);
        assert_eq!(result.outcome, Outcome::Fail, "{result:#?}");
        result
    };
    let open = |end, change: fn(&mut World)| {
        let result = after(scan_month, end, change);
        assert_eq!(result.outcome, Outcome::Undetermined, "{result:#?}");
        result
    };

    let r1 = fails("R1", |w| w.own(component("c3")));
    assert_eq!(ids(&r1.failing), ["c3"]);
    assert_eq!(said(&r1.params, "params.min_coverage"), &json!(100.0));
    assert_eq!(said(&r1.values, "params.min_coverage"), &json!(100.0));
    let share =
        r1.values.iter().find(|v| v.expr.starts_with("ratio(") && v.expr.ends_with("* 100.0")).unwrap();
    assert!((share.value.as_f64().unwrap() - 200.0 / 3.0).abs() < 1e-9, "{share:?}");
    assert_eq!(open("R1", |w| w.delivered.clear()).missing[0].why, Unknown::NeverDelivered);
    assert_eq!(open("R1", |w| w.inventory.clear()).missing[0].why, Unknown::DivisionByZero);

    let r2 = fails("R2", |w| w.facts.table_mut(id_of("scans")).truncate(2));
    assert_eq!(ids(&r2.failing), ["db"]);
    assert_eq!(open("R2", |w| drop(w.params.remove("classes"))).missing[0].what, "params.classes");

    let r3 = fails("R3", |w| w.facts.push(finding("f2", "2026-09-20")));
    assert_eq!((ids(&r3.failing), r3.total_failing), (vec!["f2"], 1));
    let place = &r3.failing[0];
    assert_eq!((place.file.as_deref(), place.place.as_deref()), (Some("scan.nessus"), Some("line f2")));
    assert_eq!(said(&place.values, "f.first_seen"), &json!("2026-09-20T00:00:00+08:00"));
    assert_eq!(
        said(&place.values, "plus(f.first_seen, fixWindow(f.severity, params))"),
        &json!("2026-10-20T00:00:00+08:00")
    );
    assert_eq!(said(&r3.params, "params.fix_high"), &json!("P30D"));
    let r3 = open("R3", |w| w.change("findings", 0, "first_seen", Value::Null));
    assert_eq!((r3.missing[0].what.as_str(), ids(&r3.open)), ("f.first_seen", vec!["f1"]));

    let r4 = fails("R4", |w| w.change("scans", 1, "target_ids", Value::list(["c1", "c9"])));
    assert_eq!(
        said(&r4.values, "missing(flat(facts.scans.map(s, s.target_ids)), ids(inventory))"),
        &json!(["c9"])
    );
    open("R4", |w| w.change("scans", 1, "target_ids", Value::Null));

    fails("R5", |w| {
        for position in [0, 2] {
            w.change("scans", position, "authenticated_ids", Value::list(["c1"]));
        }
    });
    assert_eq!(
        open("R5", |w| w.facts.table_mut(id_of("scans")).clear()).missing[0].why,
        Unknown::DivisionByZero
    );

    let r6 = fails("R6", |w| {
        w.previous.as_mut().unwrap().0.push(finding("gone", "2026-08-01"));
        for position in 0..3 {
            w.change("scans", position, "failed_ids", Value::list(["c1"]));
        }
    });
    assert_eq!(ids(&r6.failing), ["gone"]);
    let vanished =
        after(scan_month, "R6", |w| w.previous.as_mut().unwrap().0.push(finding("gone", "2026-08-01")));
    assert_eq!(vanished.outcome, Outcome::Pass, "scanned again and not found is repaired");
    open("R6", |w| {
        w.previous.as_mut().unwrap().0.push(finding("gone", "2026-08-01"));
        w.change("scans", 0, "failed_ids", Value::Null);
    });

    let r7 = fails("R7", |w| w.change("scans", 0, "profile_hash", Value::text("other")));
    assert_eq!(ids(&r7.failing), ["s1"]);
    open("R7", |w| w.change("scans", 0, "profile_hash", Value::Null));
    assert_eq!(after(scan_month, "R7", |w| w.previous = None).outcome, Outcome::Pass);

    let r8 = fails("R8", |w| w.form["open_total"] = json!(7));
    assert_eq!(said(&r8.values, "form.open_total"), &json!(7));
    assert_eq!(said(&r8.values, "len(facts.findings.filter(f, f.status == 'open'))"), &json!(1));
    assert_eq!(open("R8", |w| w.form = json!({})).missing[0].what, "form.new_total");
}

fn id_of(ty: &str) -> yunjian_catalogue::FactTypeId {
    yunjian_catalogue::vocabulary().fact_type(ty).unwrap().id
}

/// An inventory in which all is well.
fn inventory_year() -> (World, Obligation) {
    let obligation = obligation("A-8.7-G-1/1");
    let mut world = World::new();
    world.params = obligation.params.clone();
    for (number, ty) in
        ["hardware", "software", "firmware", "vm", "container_image", "network", "service"].iter().enumerate()
    {
        let mut one = component(&format!("c{number}"));
        one.set("type", Value::text(ty)).set("file", Value::text("iiw.xlsx"));
        one.set("place", Value::text(format!("A{number}")));
        world.facts.push(one);
    }
    world.deliver(row("scans", json!({"id": "s1", "ended_at": "2026-10-20", "target_ids": ["c0", "c1"]})));
    world.facts.push(row("documents", json!({"id": "d1", "type": "boundary", "scope": ["z"]})));
    world
        .facts
        .push(row("reviews", json!({"id": "r1", "subject_kind": "inventory", "reviewed_at": "2026-10-15"})));
    (world, obligation)
}

#[test]
fn inventory_rules() {
    all_pass(inventory_year);
    let judged = |end, expected, change: fn(&mut World)| {
        let result = after(inventory_year, end, change);
        assert_eq!(result.outcome, expected, "{result:#?}");
        result
    };
    let (fail, open) = (Outcome::Fail, Outcome::Undetermined);

    let twice = judged("R1", fail, |w| w.facts.push(component("c1")));
    assert_eq!(said(&twice.values, "duplicates(ids(facts.components))"), &json!(["c1"]));
    let nameless = judged("R1", fail, |w| w.change("components", 2, "id", Value::Null));
    assert_eq!((ids(&nameless.failing), nameless.failing[0].place.as_deref()), (vec!["#3"], Some("A2")));
    judged("R1", fail, |w| w.facts = FactSet::new());

    judged("R2", fail, |w| w.deliver(row("scans", json!({"ended_at": "2026-10-21", "target_ids": ["x"]}))));
    judged("R2", open, |w| w.delivered.clear());
    judged("R2", open, |w| w.facts = FactSet::new());

    let stale = judged("R3", fail, |w| w.change("components", 4, "last_seen", Value::Time(at("2026-09-01"))));
    assert_eq!(ids(&stale.failing), ["c4"]);
    assert_eq!(said(&stale.failing[0].values, "c.last_seen"), &json!("2026-09-01T00:00:00+08:00"));
    judged("R3", fail, |w| w.change("components", 4, "last_seen", Value::Null));
    judged("R3", open, |w| {
        w.change("components", 4, "live", Value::Null);
        w.change("components", 4, "last_seen", Value::Null);
    });

    let bare = judged("R4", fail, |w| w.change("components", 0, "attrs", Value::list(["owner"])));
    assert_eq!(ids(&bare.failing), ["c0"]);
    assert_eq!(
        said(&bare.failing[0].values, "missing(params.accountability_attrs, c.attrs)"),
        &json!(["admin", "location", "serial_or_id", "function"])
    );
    judged("R4", open, |w| {
        w.change("components", 0, "attrs", Value::Null);
    });

    let coarse = judged("R5", fail, |w| w.facts.table_mut(id_of("components")).truncate(6));
    assert_eq!(ids(&coarse.failing), ["service"]);
    judged("R5", open, |w| drop(w.params.remove("granularity_types")));

    judged("R6", fail, |w| w.change("components", 0, "zone", Value::text("dmz")));
    judged("R6", fail, |w| w.facts.table_mut(id_of("documents")).clear());
    judged("R6", open, |w| w.change("components", 0, "zone", Value::Null));

    judged("R7", fail, |w| w.change("reviews", 0, "reviewed_at", Value::Time(at("2026-09-15"))));
    judged("R7", open, |w| w.platform.supervised_from = None);

    let old =
        judged("R8", fail, |w| w.change("components", 1, "end_of_support_at", Value::Time(at("2026-01-01"))));
    assert_eq!(ids(&old.failing), ["c1"]);
    judged("R8", open, |w| {
        w.change("components", 1, "type", Value::Null);
        w.change("components", 1, "end_of_support_at", Value::Time(at("2026-01-01")));
    });
}

/// A month of repairs in which all is well.
fn repair_month() -> (World, Obligation) {
    let obligation = obligation("A-9.7-G-1/1");
    let mut world = World::new();
    world.params = obligation.params.clone();
    world.facts.push(finding("f1", "2026-10-20"));
    let mut fixed = finding("f2", "2026-10-01");
    fixed.set("status", Value::text("fixed")).set("fixed_at", Value::Time(at("2026-10-10")));
    world.facts.push(fixed);
    world.deliver(finding("f1", "2026-10-20"));
    world.deliver(row("scans", json!({"id": "s1", "ended_at": "2026-10-20"})));
    world.form = json!({"open_total": 1, "closed_total": 1, "overdue_total": 0});
    let mut before = FactSet::new();
    before.push(finding("f1", "2026-10-20"));
    world.previous = Some((before, json!({}), world.period.clone()));
    let mut scanned = FactSet::new();
    scanned.push(finding("f1", "2026-10-20"));
    world.current.insert("A-12.3-G-1/1".into(), scanned);
    (world, obligation)
}

#[test]
fn repair_rules() {
    all_pass(repair_month);
    let judged = |end, expected, change: fn(&mut World)| {
        let result = after(repair_month, end, change);
        assert_eq!(result.outcome, expected, "{result:#?}");
        result
    };
    let (fail, open) = (Outcome::Fail, Outcome::Undetermined);
    let old = |w: &mut World| w.change("findings", 0, "first_seen", Value::Time(at("2026-09-01")));

    assert_eq!(ids(&judged("R1", fail, old).failing), ["f1"]);
    judged("R1", fail, |w| w.admitted = FactSet::new());
    judged("R1", open, |w| w.delivered.clear());
    judged("R1", open, |w| drop(w.params.remove("fix_high")));
    judged("R1", open, |w| w.change("findings", 0, "severity", Value::text("grave")));

    let kev = judged("R2", fail, |w| w.change("findings", 0, "kev", Value::Bool(true)));
    assert_eq!(
        said(&kev.failing[0].values, "plus(f.first_seen, params.kev_within)"),
        &json!("2026-11-03T00:00:00+08:00")
    );
    judged("R2", open, |w| {
        w.change("findings", 0, "kev", Value::Null);
        w.change("findings", 0, "first_seen", Value::Time(at("2026-09-01")));
    });

    let late =
        judged("R3", fail, |w| w.change("findings", 0, "fix_available_at", Value::Time(at("2026-09-01"))));
    assert_eq!(ids(&late.failing), ["f1"]);
    judged("R3", open, |w| {
        w.change("findings", 0, "fix_available_at", Value::Time(at("2026-09-01")));
        w.change("findings", 0, "deviation_approved", Value::Null);
    });

    let lost = judged("R4", fail, |w| w.deliver(finding("f9", "2026-10-20")));
    assert_eq!(ids(&lost.failing), ["f9"]);
    judged("R4", open, |w| assert!(w.delivered.remove("findings")));

    let lost = judged("R5", fail, |w| w.previous.as_mut().unwrap().0.push(finding("f9", "2026-10-20")));
    assert_eq!(ids(&lost.failing), ["f9"]);
    judged("R5", open, |w| {
        let mut unclear = finding("f9", "2026-10-20");
        unclear.set("status", Value::Null);
        w.previous.as_mut().unwrap().0.push(unclear);
    });

    let younger = judged("R6", fail, |w| {
        w.previous.as_mut().unwrap().0.push(finding("f1", "2026-08-01"));
    });
    assert_eq!(ids(&younger.failing), ["f1"]);
    judged("R6", open, |w| w.change("findings", 0, "first_seen", Value::Null));

    let orphan = judged("R7", fail, |w| w.change("findings", 0, "responsible", Value::Null));
    assert_eq!(ids(&orphan.failing), ["f1"]);
    assert_eq!(said(&orphan.failing[0].values, "f.responsible"), &Json::Null);
    judged("R7", open, |w| {
        w.change("findings", 0, "responsible", Value::Null);
        w.change("findings", 0, "status", Value::Null);
    });

    judged("R8", fail, |w| w.form["closed_total"] = json!(2));
    judged("R8", open, |w| w.form["closed_total"] = Json::Null);

    // The register says repaired, the scan says otherwise: both are named, each with its file and place.
    let still_there = judged("R9", fail, |w| {
        let mut seen = finding("f2", "2026-10-01");
        seen.set("last_seen", Value::Time(at("2026-10-25"))).set("file", Value::text("october.nessus"));
        w.current.get_mut("A-12.3-G-1/1").unwrap().push(seen);
    });
    assert_eq!(ids(&still_there.failing), ["f2"]);
    let other = said(&still_there.failing[0].values, "current['A-12.3-G-1/1'].findings");
    assert_eq!((&other["file"], &other["place"]), (&json!("october.nessus"), &json!("line f2")));
    assert_eq!(other["last_seen"], json!("2026-10-25T00:00:00+08:00"));
    judged("R9", open, |w| w.current.clear());
}

/// An account review in which all is well.
fn account_year() -> (World, Obligation) {
    let obligation = obligation("A-7.8-G-1/1");
    let mut world = World::new();
    world.params = obligation.params.clone();
    world.own(component("c1"));
    for (id, privileged) in [("a1", true), ("a2", false)] {
        world.facts.push(row(
            "accounts",
            json!({"id": id, "name": id, "component_id": "c1", "type": "human", "privileged": privileged,
                   "status": "enabled", "owner_id": format!("p-{id}"), "approved_ref": "t", "created_at": "2024-01-01",
                   "reviewed_at": "2026-10-10", "review_decision": "keep", "file": "accounts.csv",
                   "place": format!("row {id}")}),
        ));
        world.deliver(row("persons", json!({"id": format!("p-{id}"), "status": "active"})));
    }
    world.facts.push(row("reviews", json!({"id": "r1", "reviewer": "p-x"})));
    world.form = json!({"reviewer": "x", "accounts_total": 2, "removed": 0});
    (world, obligation)
}

#[test]
fn account_rules() {
    all_pass(account_year);
    let judged = |end, expected, change: fn(&mut World)| {
        let result = after(account_year, end, change);
        assert_eq!(result.outcome, expected, "{result:#?}");
        result
    };
    let (fail, open) = (Outcome::Fail, Outcome::Undetermined);

    let stale = judged("R1", fail, |w| w.change("accounts", 0, "reviewed_at", Value::Time(at("2026-06-01"))));
    assert_eq!((ids(&stale.failing), stale.failing[0].place.as_deref()), (vec!["a1"], Some("row a1")));
    assert_eq!(
        said(&stale.failing[0].values, "latest([x.reviewed_at, x.created_at])"),
        &json!("2026-06-01T00:00:00+08:00")
    );
    judged("R1", fail, |w| w.facts = FactSet::new());
    let open_row = judged("R1", open, |w| {
        w.change("accounts", 0, "reviewed_at", Value::Null);
        w.change("accounts", 0, "created_at", Value::Null);
    });
    assert_eq!(ids(&open_row.open), ["a1"]);

    judged("R2", fail, |w| w.change("accounts", 1, "reviewed_at", Value::Time(at("2025-06-01"))));
    judged("R2", open, |w| {
        w.change("accounts", 1, "reviewed_at", Value::Time(at("2025-06-01")));
        w.change("accounts", 1, "privileged", Value::Null);
    });

    let ownerless = judged("R3", fail, |w| w.change("accounts", 1, "owner_id", Value::text("nobody")));
    assert_eq!(ids(&ownerless.failing), ["a2"]);
    judged("R3", open, |w| assert!(w.delivered.remove("persons")));

    let kept = judged("R4", fail, |w| {
        w.change("accounts", 0, "review_decision", Value::text("remove"));
        w.change("accounts", 0, "reviewed_at", Value::Time(at("2026-10-02")));
    });
    assert_eq!(ids(&kept.failing), ["a1"]);
    judged("R4", open, |w| {
        w.change("accounts", 0, "review_decision", Value::text("remove"));
        w.change("accounts", 0, "reviewed_at", Value::Null);
    });

    let wild = judged("R5", fail, |w| w.change("accounts", 0, "approved_ref", Value::Null));
    assert_eq!(ids(&wild.failing), ["a1"]);
    judged("R5", open, |w| {
        w.change("accounts", 0, "approved_ref", Value::Null);
        w.change("accounts", 0, "type", Value::Null);
    });

    let unknown = judged("R6", fail, |w| w.own(component("c2")));
    assert_eq!(ids(&unknown.failing), ["c2"]);
    let strange = judged("R6", fail, |w| w.change("accounts", 0, "component_id", Value::text("c9")));
    let outside = "missing(distinct(facts.accounts.map(x, x.component_id)), ids(inventory))";
    assert_eq!(said(&strange.values, outside), &json!(["c9"]));
    judged("R6", open, |w| w.delivered.clear());

    let own = judged("R7", fail, |w| w.change("reviews", 0, "reviewer", Value::text("p-a1")));
    assert_eq!(ids(&own.failing), ["r1"]);
    judged("R7", open, |w| w.change("accounts", 0, "owner_id", Value::Null));

    judged("R8", fail, |w| w.form["accounts_total"] = json!(3));
    judged("R8", open, |w| w.form = json!({}));
}

fn common_world() -> (World, Obligation) {
    let mut world = World::new();
    world.evidence.push(EvidenceItem {
        id: "e1".into(),
        kind: "scan".into(),
        format: "nessus-v2".into(),
        sha256: "aa".into(),
        size: 10,
        produced_at: Some(at("2026-10-20")),
        collected_from: Some(at("2026-10-20")),
        collected_to: Some(at("2026-10-21")),
        received_at: Some(at("2026-11-05")),
        signer: Some("s".into()),
        signature_ok: Some(true),
        parse_errors: Some(0),
        rows: Some(100),
        unmapped_rows: Some(1),
        automatic: Some(true),
        ..EvidenceItem::default()
    });
    world
        .facts
        .push(row("documents", json!({"id": "d1", "effective_at": "2026-10-01", "superseded": false})));
    world.previous = Some((FactSet::new(), json!({"evidence_sha256": ["bb"]}), world.period.clone()));
    let rules = common_rules();
    (world, Obligation { rules, params: Default::default(), fields: Vec::new(), evidence: Vec::new() })
}

#[test]
fn the_common_rules() {
    all_pass(common_world);
    let judged = |end, expected, change: fn(&mut World)| {
        let result = after(common_world, end, change);
        assert_eq!(result.outcome, expected, "{result:#?}");
        result
    };
    let (fail, open) = (Outcome::Fail, Outcome::Undetermined);
    let unread = judged("R1", fail, |w| w.evidence[0].parse_errors = Some(3));
    assert_eq!((ids(&unread.failing), unread.failing[0].file.as_deref()), (vec!["e1"], Some("aa")));
    assert_eq!(said(&unread.failing[0].values, "e.parse_errors"), &json!(3));
    judged("R1", fail, |w| w.evidence.clear());
    judged("R1", open, |w| {
        w.evidence[0].parse_errors = None;
        w.evidence[0].kind = "log".into();
    });
    judged("R2", fail, |w| w.evidence[0].signature_ok = Some(false));
    judged("R2", open, |w| w.evidence[0].signature_ok = None);
    judged("R3", fail, |w| w.evidence[0].collected_to = Some(at("2026-09-30")));
    judged("R3", open, |w| w.period.start = None);
    judged("R4", fail, |w| w.evidence[0].produced_at = Some(at("2026-08-01")));
    judged("R4", open, |w| w.period.start = None);
    let again = judged("R5", fail, |w| w.previous.as_mut().unwrap().1 = json!({"evidence_sha256": ["aa"]}));
    assert_eq!(ids(&again.failing), ["e1"]);
    judged("R5", fail, |w| {
        let copy = w.evidence[0].clone();
        w.evidence.push(copy);
    });
    judged("R5", open, |w| w.previous.as_mut().unwrap().1 = json!({}));
    judged("R6", fail, |w| w.evidence[0].unmapped_rows = Some(3));
    judged("R6", open, |w| w.evidence[0].unmapped_rows = None);
    let late = judged("R7", fail, |w| w.now = at("2026-11-11"));
    assert_eq!(said(&late.values, "period.due_at"), &json!("2026-11-10T00:00:00+08:00"));
    judged("R7", open, |w| w.period.due_at = None);
    judged("R8", fail, |w| w.evidence[0].automatic = Some(false));
    judged("R8", open, |w| w.evidence[0].automatic = None);
    let early =
        judged("R9", fail, |w| w.change("documents", 0, "effective_at", Value::Time(at("2027-10-01"))));
    assert_eq!(ids(&early.failing), ["d1"]);
    judged("R9", open, |w| w.period.due_at = None);
}

#[test]
fn nothing_handed_in_is_never_compliant() {
    let common = common_rules();
    for (number, obligation) in obligations() {
        for delivered in [false, true] {
            let mut world = World::new();
            world.params = obligation.params.clone();
            if delivered {
                world.delivered =
                    yunjian_catalogue::vocabulary().types.iter().map(|t| t.name.clone()).collect();
            }
            let own = world.assess(&obligation.rules);
            assert!(
                !matches!(own.proposal, Proposal::Compliant | Proposal::CompliantWithRemarks),
                "{number} is {:?} without anything",
                own.proposal
            );
            let rules: Vec<_> = common.iter().chain(&obligation.rules).cloned().collect();
            assert_eq!(world.assess(&rules).proposal, Proposal::NonCompliant, "{number}");
        }
    }
}
