use yunjian_catalogue::catalogue;

use super::*;

fn law(kind: &'static str, severity: &'static str) -> Law<'static> {
    let kind = catalogue().deviations.of(kind).expect("a kind of the catalogue");
    Law {
        kind,
        severity,
        exploited: false,
        latest: 100,
        contact_since: kind.contact_within.is_some().then_some(3),
    }
}

fn text() -> ContentRef {
    ContentRef("c".into())
}

fn asked(adjusted: Option<&str>) -> Request {
    Request {
        deviation: "d".into(),
        platform: "p".into(),
        targets: vec![DeviationTarget {
            component: Some("web-1".into()),
            weakness: "1|||".into(),
            cves: Vec::new(),
        }],
        adjusted: adjusted.map(str::to_owned),
        until: 50,
        reason: text(),
        measures: Some(text()),
        vendor_contact: Some(4),
        evidence: vec![SubmittedFile { sha256: "f".into(), size: 1, name: text() }],
        renews: None,
        claimed: None,
    }
}

#[test]
fn the_whole_matrix() {
    let states = [
        Deviation::Requested,
        Deviation::Returned,
        Deviation::Endorsed { by: "me".into(), until: 50 },
        Deviation::Endorsed { by: "other".into(), until: 50 },
        Deviation::Granted { until: 50 },
        Deviation::Granted { until: 5 },
        Deviation::Refused,
        Deviation::Withdrawn,
        Deviation::Revoked,
    ];
    let grant = |until| Command::Grant { who: "me".into(), until, adjusted: None, reason: text() };
    let commands = [
        ("resubmit", Command::Resubmit { adjusted: None, until: 50, reason: text(), evidence: vec![] }),
        ("grant", grant(50)),
        ("grant, for longer than endorsed", grant(60)),
        ("grant, for too long", grant(101)),
        ("refuse", Command::Refuse { reason: text() }),
        ("return", Command::Return { reason: text() }),
        ("withdraw", Command::Withdraw { reason: text() }),
        ("revoke", Command::Revoke { reason: text() }),
    ];
    let mut out = String::new();
    let laws = [("", law("false_positive", "high")), (", critical", law("false_positive", "critical"))];
    for state in &states {
        out.push_str(&format!("{state:?}\n"));
        for (label, command) in &commands {
            for (weight, law) in &laws {
                let line = match decide(state, "d", command.clone(), law, 5) {
                    Ok(act) => format!("→ {:?}", apply(Some(state), &act, "me").expect("an existing life")),
                    Err(refused) => format!("✗ {}", refused.code),
                };
                out.push_str(&format!("  {label}{weight}: {line}\n"));
            }
        }
    }
    insta::with_settings!({snapshot_path => "../snapshots"}, { insta::assert_snapshot!(out) });
}

/// clauses: 6.2.3 c)
#[test]
fn each_kind_goes_so_far_and_no_further() {
    let refused = |request_: Request, law: Law<'_>| request(request_, &law, 5).map_err(|r| r.code);
    type Change = fn(&mut Request, &mut Law<'_>);
    let cases: [(&str, &str, Change, Result<(), &str>); 14] = [
        ("false_positive", "critical", |_, _| {}, Ok(())),
        ("false_positive", "high", |r, _| r.evidence.clear(), Err("evidence_missing")),
        ("false_positive", "high", |r, _| r.targets.clear(), Err("no_targets")),
        ("false_positive", "high", |r, _| r.until = 101, Err("too_long")),
        ("false_positive", "high", |r, _| r.until = 5, Err("until_past")),
        ("false_positive", "high", |_, l| l.exploited = true, Ok(())),
        ("false_positive", "high", |r, _| r.adjusted = Some("low".into()), Err("adjusts_nothing")),
        ("operational_requirement", "high", |_, _| {}, Err("never_for_severity")),
        ("operational_requirement", "medium", |_, l| l.exploited = true, Err("known_exploited")),
        ("operational_requirement", "medium", |r, _| r.measures = None, Err("measures_missing")),
        ("vendor_dependency", "high", |r, _| r.vendor_contact = Some(2), Err("vendor_contact")),
        ("vendor_dependency", "high", |r, _| r.vendor_contact = None, Err("vendor_contact")),
        // What was granted elsewhere is imported with the proof it has; deciding is the supervisor's.
        (
            "vendor_dependency",
            "high",
            |r, _| {
                r.claimed = Some("i".into());
                r.vendor_contact = None;
                r.evidence.clear();
                r.measures = None;
            },
            Ok(()),
        ),
        ("risk_adjustment", "high", |_, _| {}, Err("adjusted_missing")),
    ];
    for (kind, severity, change, expected) in cases {
        let (mut request_, mut law) = (asked(None), law(kind, severity));
        change(&mut request_, &mut law);
        assert_eq!(refused(request_, law).map(|_| ()), expected, "{kind} {severity}");
    }
}

#[test]
fn a_risk_is_adjusted_one_level_and_only_down() {
    let to = |from: &'static str, to: &str| {
        request(asked(Some(to)), &law("risk_adjustment", from), 5).map(|_| ()).map_err(|r| r.code)
    };
    assert_eq!(to("high", "medium"), Ok(()));
    assert_eq!(to("critical", "high"), Ok(()));
    assert_eq!(to("critical", "medium"), Err("too_far"));
    assert_eq!(to("medium", "high"), Err("too_far"));
    assert_eq!(to("medium", "medium"), Err("too_far"));
    assert_eq!(to("unknown", "low"), Err("too_far"));
    assert_eq!(steps("critical", "info"), Some(4));
}

#[test]
fn it_holds_until_its_date_and_no_longer() {
    let granted = Deviation::Granted { until: 50 };
    assert!(granted.holds(49) && !granted.holds(50));
    assert!(!Deviation::Endorsed { by: "x".into(), until: 50 }.holds(10));
}
