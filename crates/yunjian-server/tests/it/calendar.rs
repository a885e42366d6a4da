//! Due items over time: no gap and no double, whatever happened to the process, the clock or the plan.

use serde_json::{Value, json};
use yunjian_testkit::{DAY, Fleet, HOUR, PASSWORD, Side, moment, shanghai, time};

const SCAN: &str = "A-12.3-G-1/1";
const RISK: &str = "A-12.2-G-1/2";

/// The calendar's due items of an obligation that stand, in order of time.
async fn standing(side: &Side, obligation: &str) -> Vec<Value> {
    let mut dues = side.dues(obligation).await;
    dues.retain(|due| due["standing"] != "withdrawn");
    dues.sort_by_key(|due| moment(&due["start"]));
    dues
}

/// Each period begins where the one before ended, and none stands twice.
fn seamless(dues: &[Value]) {
    for pair in dues.windows(2) {
        assert_eq!(
            pair[0]["end"],
            pair[1]["start"],
            "{} then {} among {:?}",
            pair[0]["period"],
            pair[1]["period"],
            periods(dues)
        );
    }
    let mut keys: Vec<_> = dues.iter().map(|d| d["period"].as_str().unwrap()).collect();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), dues.len());
    assert!(dues.iter().all(|d| moment(&d["due_at"]) >= moment(&d["end"])));
}

fn periods(dues: &[Value]) -> Vec<&str> {
    dues.iter().map(|d| d["period"].as_str().unwrap()).collect()
}

/// clauses: 5.2 s3
#[tokio::test]
async fn a_process_that_was_down_for_months_leaves_no_gap() {
    let fleet = Fleet::one().await;
    let (east, server) = (&fleet.east, &fleet.server);
    server.at(shanghai("2027-03-10T03:00")).await;
    let dues = standing(east, SCAN).await;
    assert_eq!(periods(&dues), ["2026-09", "2026-10", "2026-11", "2026-12", "2027-01", "2027-02", "2027-03"]);
    seamless(&dues);
    assert_eq!(moment(&dues[0]["start"]), shanghai("2026-09-01T00:00"));
    // October's is due ten working days after its end: 2–6 and 9–13 November.
    assert_eq!(moment(&dues[1]["due_at"]), shanghai("2026-11-14T00:00"));
    assert_eq!((&dues[1]["calendar_verified"], &dues[1]["overdue"]), (&json!(true), &json!(true)));
    assert_eq!(dues[6]["calendar_verified"], false, "nobody has published the working days of 2027");
    let acts = server.acts().await;
    for _ in 0..3 {
        server.at(server.now()).await;
    }
    assert_eq!(server.acts().await, acts, "looking again opens nothing");
    fleet.end().await;
}

#[tokio::test]
async fn a_clock_that_jumps_makes_no_double() {
    let fleet = Fleet::one().await;
    let (east, server) = (&fleet.east, &fleet.server);
    for moment in
        ["2026-12-05T10:00", "2026-09-03T10:00", "2026-11-01T00:00", "2026-08-30T10:00", "2027-01-01T00:00"]
    {
        server.at(shanghai(moment)).await;
    }
    let dues = standing(east, SCAN).await;
    assert_eq!(periods(&dues), ["2026-09", "2026-10", "2026-11", "2026-12", "2027-01"]);
    seamless(&dues);
    fleet.end().await;
}

/// clauses: 7.2 s1
#[tokio::test(flavor = "multi_thread")]
async fn several_looks_at_once_open_everything_once() {
    let fleet = Fleet::one().await;
    let (east, server) = (&fleet.east, &fleet.server);
    server.clock(shanghai("2027-02-10T10:00"));
    let before = server.acts().await;
    let looks = [0; 6].map(|_| {
        let app = server.app.clone();
        tokio::spawn(async move { yunjian_server::jobs::tick(&app).await.map_err(|e| e.to_string()) })
    });
    for look in looks {
        look.await.unwrap().unwrap();
    }
    assert!(server.acts().await > before);
    let dues = standing(east, SCAN).await;
    assert_eq!(dues.len(), 6);
    seamless(&dues);
    let cases = east.lead().all("/escalations").await;
    let mut keys: Vec<_> =
        cases.iter().map(|c| (c["trigger"].to_string(), c["subject"].to_string())).collect();
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), cases.len(), "no case was opened twice");
    fleet.end().await;
}

#[tokio::test]
async fn a_change_of_frequency_in_the_middle_of_a_period_overlaps_nothing() {
    let fleet = Fleet::one().await;
    let (east, server) = (&fleet.east, &fleet.server);
    server.at(shanghai("2026-09-16T10:00")).await;
    let terms = format!("/platforms/{}/plan/terms", east.platform);
    let change = |obligation: &str, immediate: bool| {
        let body = json!({
            "obligation": obligation, "frequency": "weekly", "due_workdays": 3, "immediate": immediate, "reason": "加密",
        });
        east.lead().post(&terms, body)
    };
    change(SCAN, true).await.ok();
    change("A-9.7-G-1/1", false).await.ok();
    server.at(shanghai("2026-10-20T10:00")).await;

    let now = standing(east, SCAN).await;
    seamless(&now);
    assert_eq!(moment(&now[0]["start"]), shanghai("2026-09-01T00:00"));
    assert!(now.iter().skip(1).all(|d| d["frequency"] == "weekly"), "{:?}", periods(&now));
    assert!(moment(&now[0]["end"]) <= shanghai("2026-09-21T00:00"), "the running month was cut: {}", now[0]);
    assert!(moment(&now.last().unwrap()["end"]) > server.now());

    let later = standing(east, "A-9.7-G-1/1").await;
    seamless(&later);
    assert_eq!(moment(&later[0]["end"]), shanghai("2026-10-01T00:00"), "September stays whole");
    assert!(later.iter().skip(1).all(|d| d["frequency"] == "weekly"));
    assert!(moment(&later.last().unwrap()["end"]) > server.now());

    // Who, when, why.
    let plan = east.lead().get(&format!("/platforms/{}/plan", east.platform)).await.ok();
    let last = plan["history"].as_array().unwrap().iter().find(|h| h["obligation"] == SCAN).unwrap();
    assert_eq!(
        (&last["old"], &last["new"], &last["reason"]),
        (&json!("monthly+10"), &json!("weekly+3"), &json!("加密"))
    );
    assert_eq!(
        (&last["by"]["name"], moment(&last["at"])),
        (&json!("east lead"), shanghai("2026-09-16T10:00"))
    );
    fleet.end().await;
}

/// When a frequency is agreed, which, and whether at once.
type Change = (&'static str, &'static str, bool);

/// Several changes one after another, on one obligation each, with the clock jumping in between.
///
/// clauses: 6.2.1.1 f)
#[tokio::test]
async fn changes_there_and_back_leave_neither_gap_nor_double() {
    let fleet = Fleet::one().await;
    let (east, server) = (&fleet.east, &fleet.server);
    let terms = format!("/platforms/{}/plan/terms", east.platform);
    let stories: [(&str, &[Change]); 6] = [
        (SCAN, &[("2026-09-16T10:00", "weekly", true), ("2026-09-16T11:00", "monthly", true)]),
        ("A-9.7-G-1/1", &[("2026-09-16T10:00", "quarterly", true), ("2026-09-20T11:00", "monthly", true)]),
        ("A-8.7-G-1/1", &[("2026-09-29T10:00", "weekly", false), ("2026-09-30T10:00", "monthly", false)]),
        (
            "A-7.8-G-1/1",
            &[
                ("2026-10-02T10:00", "weekly", true),
                ("2026-10-02T12:00", "quarterly", true),
                ("2026-10-03T09:00", "weekly", true),
            ],
        ),
        ("A-12.2-G-1/1", &[("2026-09-16T10:00", "monthly", true), ("2026-10-05T10:00", "yearly", false)]),
        (
            "A-5.12-G-1/1",
            &[
                ("2026-09-16T10:00", "weekly", true),
                ("2026-09-18T10:00", "yearly", true),
                ("2026-10-06T10:00", "weekly", true),
            ],
        ),
    ];
    let mut steps: Vec<_> = stories
        .iter()
        .flat_map(|(obligation, changes)| changes.iter().map(move |change| (*obligation, *change)))
        .collect();
    steps.sort_by_key(|(_, (at, ..))| *at);
    for (obligation, (at, frequency, immediate)) in steps {
        server.at(shanghai(at)).await;
        let change = json!({
            "obligation": obligation, "frequency": frequency, "due_workdays": 5, "immediate": immediate, "reason": "x",
        });
        east.lead().post(&terms, change).await.ok();
        server.settle().await;
        // The clock goes ahead by a month, and back.
        server.at(shanghai(at) + 31 * DAY).await;
        server.at(shanghai(at) + HOUR / 2).await;
    }
    server.at(shanghai("2026-11-20T10:00")).await;
    let again = server
        .database
        .number("SELECT COUNT(*) FROM dues WHERE period_key LIKE '%#%' AND standing = 'open'")
        .await;
    assert!(again > 0, "one of the stories makes a period that was taken back be owed again");
    for (obligation, changes) in stories {
        let dues = standing(east, obligation).await;
        seamless(&dues);
        assert_eq!(
            moment(&dues[0]["start"]),
            shanghai("2026-09-01T00:00"),
            "{obligation}: {:?}",
            periods(&dues)
        );
        assert!(moment(&dues.last().unwrap()["end"]) > server.now(), "{obligation}: {:?}", periods(&dues));
        assert_eq!(
            dues.last().unwrap()["frequency"],
            changes.last().unwrap().1,
            "{obligation}: {:?}",
            periods(&dues)
        );
    }
    fleet.end().await;
}

#[tokio::test]
async fn an_obligation_that_does_not_apply_opens_nothing_until_it_does() {
    let fleet = Fleet::one().await;
    let (east, server) = (&fleet.east, &fleet.server);
    let terms = format!("/platforms/{}/plan/terms", east.platform);
    let applies = |applies: bool| {
        let body = json!({"obligation": SCAN, "applies": applies, "immediate": false, "reason": "停用"});
        east.lead().post(&terms, body)
    };
    server.at(shanghai("2026-09-16T10:00")).await;
    applies(false).await.ok();
    server.at(shanghai("2026-12-10T10:00")).await;
    assert_eq!(periods(&standing(east, SCAN).await), ["2026-09"]);
    applies(true).await.ok();
    server.at(shanghai("2027-02-10T10:00")).await;
    let dues = standing(east, SCAN).await;
    assert_eq!(periods(&dues).first(), Some(&"2026-09"));
    assert!(moment(&dues[1]["start"]) > shanghai("2026-12-10T00:00"), "{:?}", periods(&dues));
    seamless(&dues[1..]);
    fleet.end().await;
}

#[tokio::test]
async fn a_request_and_an_event_open_due_items() {
    let fleet = Fleet::one().await;
    let (east, server) = (&fleet.east, &fleet.server);
    let (lead, path) = (east.lead(), format!("/platforms/{}", east.platform));
    server.at(shanghai("2026-09-21T10:00")).await;

    let ask =
        |workdays: i64| json!({"obligation": "A-12.1-G-1/2", "due_workdays": workdays, "reason": "专项检查"});
    let asked = lead.post(&format!("{path}/dues"), ask(3)).await.ok();
    let id = asked["id"].as_str().unwrap();
    let due = east.officer().get(&format!("/dues/{id}")).await.ok();
    assert_eq!((&due["origin"], &due["reason"]), (&json!("request"), &json!("专项检查")));
    assert_eq!(moment(&due["due_at"]), shanghai("2026-09-25T00:00"), "22, 23 and 24 September");
    lead.post(&format!("{path}/dues"), ask(251)).await.refused(422, "invalid");
    lead.post(&format!("{path}/dues"), ask(-1)).await.refused(422, "invalid");
    let unknown = json!({"obligation": "A-0.0-G-1/1", "due_workdays": 3, "reason": "x"});
    lead.post(&format!("{path}/dues"), unknown).await.refused(422, "invalid");

    // A major incident forces a new risk assessment, in the same transaction and with its cause.
    let happened = server.now() - 6 * HOUR;
    let event = json!({"kind": "major_incident", "occurred_at": time(happened), "text": "管理平面失陷"});
    let made = lead.post(&format!("{path}/events"), event.clone()).await.ok();
    let dues = east.dues(RISK).await;
    assert_eq!(dues.len(), 1);
    assert_eq!((dues[0]["frequency"].as_str(), moment(&dues[0]["start"])), (Some("on_demand"), happened));
    let cause = server
        .database
        .text("SELECT cause_id FROM acts WHERE kind = 'dues_opened' AND cause_id IS NOT NULL")
        .await;
    assert_eq!(made["act"], cause.as_str());
    let second =
        json!({"kind": "significant_change_implemented", "occurred_at": time(happened), "text": "迁移机房"});
    lead.post(&format!("{path}/events"), second).await.ok();
    assert_eq!(east.dues(RISK).await.len(), 2);
    let odd = json!({"kind": "party", "occurred_at": time(happened), "text": "x"});
    lead.post(&format!("{path}/events"), odd).await.refused(422, "invalid");

    // Only what was asked for, and not handed in, can be taken back.
    let calendar = east.due(SCAN, "2026-09").await;
    let reason = json!({"reason": "误发"});
    lead.post(&format!("/dues/{calendar}/withdraw"), reason.clone()).await.refused(409, "wrong_state");
    fleet.submitted(id, &[("a.txt", b"x".to_vec())], Value::Null).await;
    lead.post(&format!("/dues/{id}/withdraw"), reason.clone()).await.refused(409, "wrong_state");
    let risk = dues[0]["id"].as_str().unwrap();
    lead.post(&format!("/dues/{risk}/withdraw"), reason.clone()).await.ok();
    lead.post(&format!("/dues/{risk}/withdraw"), reason).await.refused(409, "wrong_state");
    server.at(server.now() + DAY).await;
    assert_eq!(east.officer().get(&format!("/dues/{risk}")).await.ok()["standing"], "withdrawn");
    fleet.end().await;
}

/// clauses: 5.2.1 b)
#[tokio::test]
async fn without_a_mandate_nobody_supervises() {
    let fleet = Fleet::one().await;
    let (east, server) = (&fleet.east, &fleet.server);
    let narrow = json!({
        "name": "narrow", "provider": east.provider, "zone": "Asia/Shanghai", "level": "general",
        "mandate": {"commissioned_by": "x", "areas": ["incidents"], "valid_from": "2026-01-01", "valid_until": "2029-12-31"},
    });
    let made = east.lead().post("/platforms", narrow).await.ok();
    let path = format!("/platforms/{}", made["id"].as_str().unwrap());
    let plan = json!({"defaults": true, "obligations": null});
    east.lead().post(&format!("{path}/plan"), plan.clone()).await.refused(403, "no_mandate");
    let wider = json!({
        "commissioned_by": "x", "areas": ["controls"], "valid_from": "2026-01-01", "valid_until": "2026-09-30",
    });
    east.lead().post(&format!("{path}/mandates"), wider).await.ok();
    east.lead().post(&format!("{path}/plan"), plan.clone()).await.ok();
    east.lead().post(&format!("{path}/plan"), plan).await.refused(409, "plan_exists");
    server.clock(shanghai("2026-09-30T23:59"));
    let ask = json!({"obligation": "A-12.1-G-1/2", "due_workdays": 3, "reason": "x"});
    east.lead().post(&format!("{path}/dues"), ask.clone()).await.ok();
    // The last day of the mandate is over on the platform's calendar.
    server.clock(shanghai("2026-10-01T00:00"));
    let lead = server.nobody().sign_in("east-lead", PASSWORD).await.unwrap();
    lead.post(&format!("{path}/dues"), ask).await.refused(403, "no_mandate");
    fleet.end().await;
}
