//! Escalations: proposed by rule, once; decided by people.

use serde_json::{Value, json};
use yunjian_testkit::evidence::{self, OLD_TLS, WEB};
use yunjian_testkit::{DAY, Fleet, shanghai};

async fn cases(fleet: &Fleet, trigger: &str) -> Vec<Value> {
    let all = fleet.east.lead().all("/escalations").await;
    all.into_iter().filter(|e| e["trigger"] == trigger).collect()
}

async fn state(fleet: &Fleet) -> Value {
    fleet.east.lead().get(&format!("/platforms/{}", fleet.east.platform)).await.ok()["state"].clone()
}

/// clauses: 5.2.1 a)
#[tokio::test]
async fn an_authorisation_that_runs_out_is_proposed_once_and_lives_its_life() {
    let fleet = Fleet::one().await;
    let (east, server) = (&fleet.east, &fleet.server);
    let (lead, path) = (east.lead(), format!("/platforms/{}", east.platform));
    assert_eq!(cases(&fleet, "T-REC-05").await.len(), 0);
    let ends = json!({"result": "granted", "valid_from": "2026-09-02", "valid_until": "2027-03-15", "remind_days": 180});
    lead.post(&format!("{path}/authorisations"), ends).await.ok();
    server.at(shanghai("2026-09-14T10:00")).await;
    assert_eq!(cases(&fleet, "T-REC-05").await.len(), 0, "more than six months");
    server.at(shanghai("2026-09-16T10:00")).await;
    server.tick().await;
    let found = cases(&fleet, "T-REC-05").await;
    assert_eq!(found.len(), 1);
    let case = &found[0];
    assert_eq!(
        (&case["state"], &case["level"], &case["observations"]),
        (&json!("proposed"), &json!("S1"), &json!(1))
    );
    assert_eq!(case["values"], json!({"valid_until": "2027-03-15", "within": "P6M"}));
    assert_eq!(state(&fleet).await, "S0", "a proposal is not a decision");
    server.at(shanghai("2026-09-16T23:30")).await;
    assert_eq!(cases(&fleet, "T-REC-05").await[0]["observations"], 1, "once a day is enough");
    server.at(shanghai("2026-09-17T00:30")).await;
    let found = cases(&fleet, "T-REC-05").await;
    assert_eq!((found.len(), &found[0]["observations"]), (1, &json!(2)));

    let life = format!("/escalations/{}", case["id"].as_str().unwrap());
    let reason = json!({"reason": "已致函云服务商"});
    lead.post(&format!("{life}/close"), reason.clone()).await.refused(409, "wrong_state");
    let unknown = json!({"level": "S9", "reason": "x"});
    lead.post(&format!("{life}/confirm"), unknown).await.refused(409, "unknown_level");
    lead.post(&format!("{life}/confirm"), json!({"level": null, "reason": "属实"})).await.ok();
    assert_eq!(state(&fleet).await, "S1");
    lead.post(&format!("{life}/dismiss"), reason.clone()).await.refused(409, "wrong_state");
    lead.post(&format!("{life}/close"), reason.clone()).await.ok();
    assert_eq!(state(&fleet).await, "S0");
    server.at(shanghai("2026-09-29T10:00")).await;
    assert_eq!(cases(&fleet, "T-REC-05").await.len(), 1, "this month's decision stands");

    // Still true next month: a new case, which is dismissed; applying for renewal ends the matter.
    server.at(shanghai("2026-10-09T10:00")).await;
    let found = cases(&fleet, "T-REC-05").await;
    let fresh = found.iter().find(|c| c["state"] == "proposed").unwrap();
    let life = format!("/escalations/{}", fresh["id"].as_str().unwrap());
    lead.post(&format!("{life}/dismiss"), json!({"reason": "下周提交"})).await.ok();
    east.officer().post(&format!("{path}/renewal"), json!({"note": "申请续期"})).await.ok();
    east.officer()
        .post(&format!("{path}/renewal"), json!({"note": null}))
        .await
        .refused(409, "nothing_to_renew");
    server.at(shanghai("2026-11-09T10:00")).await;
    let states: Vec<_> = cases(&fleet, "T-REC-05").await.iter().map(|c| c["state"].clone()).collect();
    assert_eq!(states.len(), 2);
    assert!(states.contains(&json!("closed")) && states.contains(&json!("dismissed")), "{states:?}");
    fleet.end().await;
}

#[tokio::test]
async fn a_rectification_far_overdue_is_proposed() {
    let fleet = Fleet::one().await;
    let (east, server) = (&fleet.east, &fleet.server);
    server.at(shanghai("2026-09-21T10:00")).await;
    let due = east.due("A-12.3-G-1/1", "2026-09").await;
    let files = [("s.nessus", evidence::nessus(shanghai("2026-09-20T22:00"), &[(WEB, &[OLD_TLS])]))];
    let made = fleet.submitted(&due, &files, Value::Null).await;
    let fault = json!({"rule": "A-12.3-G-1-1-R1", "severity": "blocking", "text": "未覆盖"});
    let order = json!({"verdict": "non_compliant", "nonconformities": [fault], "order": {"text": "补扫"}});
    let id = fleet.decided(&made, order).await["rectification"].as_str().unwrap().to_owned();
    // The deadline is the end of 12 October.
    server.at(shanghai("2026-11-11T10:00")).await;
    assert_eq!(east.officer().get(&format!("/rectifications/{id}")).await.ok()["overdue"], true);
    assert_eq!(cases(&fleet, "T-REC-02").await.len(), 0);
    server.at(shanghai("2026-11-12T10:00")).await;
    let found = cases(&fleet, "T-REC-02").await;
    assert_eq!(found.len(), 1);
    assert_eq!((&found[0]["subject"], &found[0]["level"]), (&json!(id), &json!("S3")));
    assert_eq!(found[0]["values"]["longer_than"], "P30D");
    let overdue = east.officer().all("/rectifications?overdue=true").await;
    assert_eq!(overdue.len(), 1);
    fleet.end().await;
}

#[tokio::test]
async fn foreign_values_count_only_where_the_plan_took_them_over() {
    let fleet = Fleet::one().await;
    let (east, server) = (&fleet.east, &fleet.server);
    let bare = json!({
        "name": "bare", "provider": east.provider, "zone": "Asia/Shanghai", "level": "general",
        "supervised_from": "2026-09-01",
        "mandate": {"commissioned_by": "x", "areas": ["controls"], "valid_from": "2026-01-01", "valid_until": "2029-12-31"},
    });
    let made = east.lead().post("/platforms", bare).await.ok();
    let other = made["id"].as_str().unwrap().to_owned();
    let plan = json!({"defaults": false, "obligations": ["A-12.3-G-1/1"]});
    east.lead().post(&format!("/platforms/{other}/plan"), plan).await.ok();
    server.at(shanghai("2026-09-21T10:00")).await;
    let shown = east.lead().get(&format!("/platforms/{other}/plan")).await.ok();
    assert_eq!(shown["items"][0]["parameters"], json!([]), "declined: the parameters stay open");

    // A scan without login, on both.
    let scan =
        String::from_utf8(evidence::nessus(shanghai("2026-09-20T22:00"), &[(WEB, &[OLD_TLS])])).unwrap();
    let scan = scan.replace("checks : yes", "checks : no").replace(">true</tag>", ">false</tag>");
    for platform in [&east.platform, &other] {
        let dues = east.lead().all(&format!("/dues?platform={platform}&obligation=A-12.3-G-1%2F1")).await;
        let due = dues[0]["id"].as_str().unwrap();
        let files = [("s.nessus", scan.clone().into_bytes())];
        let made = fleet.hand_in(east.officer(), platform, &[due], &files, Value::Null).await.ok();
        server.settle().await;
        let shown = fleet.shown(made["submissions"][0]["id"].as_str().unwrap()).await;
        assert_eq!(shown["state"], "assessed");
    }
    server.at(server.now() + DAY).await;
    let fired = cases(&fleet, "T-VIS-02").await;
    assert_eq!(fired.len(), 1, "{fired:?}");
    assert_eq!(fired[0]["platform"]["id"], east.platform.as_str());
    assert_eq!(fired[0]["values"]["percent"], 100.0);
    fleet.end().await;
}
