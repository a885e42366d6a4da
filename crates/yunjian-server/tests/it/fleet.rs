//! The fleet at a glance: the map, what stands behind a cell, what got worse, providers, the supervisor's own work.

use serde_json::{Value, json};
use yunjian_domain::permission::Role;
use yunjian_testkit::evidence::{self, OLD_TLS, WEB};
use yunjian_testkit::{DAY, Fleet, shanghai, time};

/// The cell of the only platform somebody sees, for a chapter.
fn cell<'a>(map: &'a Value, class: &str) -> &'a Value {
    assert_eq!(map["platforms"].as_array().map(Vec::len), Some(1), "{map}");
    map["platforms"][0]["cells"]
        .as_array()
        .and_then(|cells| cells.iter().find(|c| c["class"] == class))
        .unwrap_or_else(|| panic!("no class {class} in {map}"))
}

#[tokio::test]
async fn a_cell_says_what_is_wrong_and_why() {
    let fleet = Fleet::two().await;
    let (east, west) = (&fleet.east, fleet.west());
    let before = east.lead().get("/fleet").await.ok();
    assert_eq!(cell(&before, "12")["worst"], "ahead", "nothing is judged yet");
    assert_eq!(cell(&before, "11")["worst"], "none", "chapter 11 is not in this plan");

    fleet.server.at(shanghai("2026-10-05T10:00")).await;
    let due = east.due("A-12.3-G-1/1", "2026-09").await;
    let files = [("scan.nessus", evidence::nessus(shanghai("2026-09-19T22:00"), &[(WEB, &[OLD_TLS])]))];
    let submission = fleet.submitted(&due, &files, Value::Null).await;
    assert_eq!(cell(&east.lead().get("/fleet").await.ok(), "12")["waiting"], 1);
    let work = east.lead().get("/fleet/workload").await.ok();
    assert_eq!((&work["waiting"], &work["untaken"], &work["overdue"]), (&json!(1), &json!(1), &json!(0)));

    let moment = fleet.server.now();
    fleet
        .decided(
            &submission,
            json!({
                "verdict": "non_compliant",
                "nonconformities": [{"rule": "A-12.3-G-1-1-R1", "severity": "blocking", "text": "清单之外没有扫描"}],
                "order": {"text": "补扫"},
            }),
        )
        .await;
    let map = east.lead().get("/fleet").await.ok();
    let found = cell(&map, "12");
    assert_eq!((&found["worst"], &found["failing"]), (&json!("non_compliant"), &json!(1)));
    assert_eq!((&map["totals"]["rectifications"], &map["totals"]["platforms"]), (&json!(1), &json!(1)));
    assert_eq!(map["as_of"], time(fleet.server.now()), "every figure says when it was counted");

    // Behind the cell: the due item, its submission, the rule, the rectification.
    let path = format!("/fleet/cell?platform={}&class=12", east.platform);
    let behind = east.lead().get(&path).await.ok();
    let first = &behind["reasons"][0];
    assert_eq!((&first["due"]["id"], &first["submission"]), (&json!(due), &json!(submission)));
    assert_eq!(first["failing"][0]["rule"], "A-12.3-G-1-1-R1");
    assert_eq!(first["failing"][0]["text_zh"], "清单之外没有扫描");
    assert!(first["failing"][0]["text_en"].as_str().is_some_and(|t| !t.is_empty()), "{first}");
    assert_eq!(behind["rectifications"].as_array().map(Vec::len), Some(1));
    assert_eq!(behind["cell"], *found, "the cell is counted alike in both places");

    // What got worse: the verdict, and nothing when asked from a later moment on.
    let worse = east.lead().get("/fleet/worse").await.ok();
    let verdict = worse["items"].as_array().and_then(|i| i.iter().find(|i| i["kind"] == "verdict"));
    assert_eq!(verdict.map(|v| &v["id"]), Some(&json!(submission)));
    let later = east.lead().get(&format!("/fleet/worse?since={}", time(moment + DAY))).await.ok();
    assert!(later["items"].as_array().is_some_and(|i| i.iter().all(|i| i["kind"] != "verdict")), "{later}");

    // The term passes: overdue by the clock alone.
    fleet.server.at(shanghai("2026-11-20T10:00")).await;
    let map = east.lead().get("/fleet").await.ok();
    assert_eq!(cell(&map, "12")["worst"], "rectification_overdue");
    assert!(map["totals"]["overdue"].as_i64().is_some_and(|n| n > 0), "October was not handed in: {map}");
    let behind = east.lead().get(&path).await.ok();
    assert_eq!(behind["cell"], *cell(&map, "12"));
    let trend = east.lead().get("/fleet/trend?months=3").await.ok();
    let months: Vec<&Value> = trend["months"].as_array().expect("months").iter().collect();
    assert_eq!(
        months.iter().map(|m| m["month"].as_str().unwrap_or_default()).collect::<Vec<_>>(),
        ["2026-09", "2026-10", "2026-11"]
    );
    assert_eq!(
        (&months[1]["rectifications_ordered"], &months[2]["rectifications_open"]),
        (&json!(1), &json!(1))
    );
    assert!(
        months[1]["on_time"].as_i64() >= Some(1)
            && months[1]["due"].as_i64() >= months[1]["on_time"].as_i64()
    );
    // As it stood then: the verdict was given in October, so September's end knows nothing of it. What is judged later leaves October as it was.
    let stood = |trend: &Value| -> Vec<(i64, i64)> {
        let months = trend["months"].as_array().expect("months").iter();
        months.map(|m| (m["compliant"].as_i64().unwrap(), m["non_compliant"].as_i64().unwrap())).collect()
    };
    assert_eq!(stood(&trend), [(0, 0), (0, 1), (0, 1)]);
    let providers = east.lead().get("/fleet/providers").await.ok();
    assert_eq!(providers["providers"][0]["provider"]["id"], json!(east.provider));
    assert_eq!(
        (&providers["providers"][0]["first"], &providers["providers"][0]["first_compliant"]),
        (&json!(1), &json!(0))
    );
    let work = east.lead().get("/fleet/workload").await.ok();
    assert_eq!((&work["verdicts"], &work["waiting"]), (&json!(1), &json!(0)));
    assert_eq!(work["reviewers"].as_array().map(Vec::len), Some(1));

    // Nobody sees another's platforms; who may not see rectifications is told of none.
    let foreign = west.lead().get("/fleet").await.ok();
    assert_eq!(foreign["platforms"][0]["platform"]["id"], json!(west.platform));
    assert_eq!(foreign["totals"]["rectifications"], 0);
    assert!(
        west.lead().get("/fleet/worse").await.ok()["items"]
            .as_array()
            .is_some_and(|i| i.iter().all(|i| i["platform"]["id"] == json!(west.platform)))
    );
    west.lead().get(&path).await.refused(404, "not_found");
    let tester = east.tester().get("/fleet").await.ok();
    assert_eq!(
        (&tester["totals"]["rectifications"], &tester["totals"]["escalations"]),
        (&json!(0), &json!(0))
    );
    assert_eq!(east.officer().get("/fleet").await.ok()["platforms"].as_array().map(Vec::len), Some(1));
    east.officer().get("/fleet/workload").await.refused(403, "forbidden");
    east.who(Role::CustomerOfficer).get("/fleet").await.refused(403, "forbidden");
    let amend = json!({"verdict": "compliant", "reason": "复核后更正", "nonconformities": []});
    east.lead().post(&format!("/submissions/{submission}/amend"), amend).await.ok();
    let after = east.lead().get("/fleet/trend?months=3").await.ok();
    assert_eq!(stood(&after), [(0, 0), (0, 1), (1, 0)]);
    east.lead().get("/fleet/trend?months=0").await.refused(422, "invalid");
    east.lead().get("/fleet/worse?since=yesterday").await.refused(422, "invalid");
    fleet.end().await;
}

#[tokio::test]
async fn a_review_is_overdue_after_the_term_of_the_catalogue() {
    let fleet = Fleet::one().await;
    fleet.server.at(shanghai("2026-10-09T10:00")).await;
    let due = fleet.east.due("A-12.3-G-1/1", "2026-09").await;
    let files = [("scan.nessus", evidence::nessus(shanghai("2026-09-19T22:00"), &[(WEB, &[OLD_TLS])]))];
    fleet.submitted(&due, &files, Value::Null).await;
    let term = i64::from(yunjian_catalogue::catalogue().workflow.review.workdays);
    // Fewer days than working days can never be over the term; three times as many always are.
    for (days, overdue) in [(term - 1, 0), (term * 3, 1)] {
        fleet.server.at(shanghai("2026-10-09T10:00") + days * DAY).await;
        let work = fleet.east.reviewer().get("/fleet/workload").await.ok();
        assert_eq!(
            (&work["overdue"], &work["term_workdays"]),
            (&json!(overdue), &json!(term)),
            "after {days} days"
        );
    }
    fleet.end().await;
}
