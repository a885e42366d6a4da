//! The procedure of an adverse decision (5.2.5.2 c, 6.2.3 d): told, heard, drafted, checked by a second person, issued,
//! served; and who may act in whose place.

use serde_json::{Value, json};
use yunjian_domain::permission::Role;
use yunjian_testkit::evidence::{self, OLD_TLS, WEB};
use yunjian_testkit::{DAY, Fleet, HOUR, moment, shanghai, time};

const SCAN: &str = "A-12.3-G-1/1";

/// A submission of September under review by the reviewer, on Monday 21 September at 10:00.
async fn under_review(fleet: &Fleet) -> String {
    fleet.server.at(shanghai("2026-09-21T10:00")).await;
    let due = fleet.east.due(SCAN, "2026-09").await;
    let files = [("s.nessus", evidence::nessus(shanghai("2026-09-19T22:00"), &[(WEB, &[OLD_TLS])]))];
    let made = fleet.submitted(&due, &files, Value::Null).await;
    fleet.east.reviewer().post(&format!("/submissions/{made}/take"), json!({})).await.ok();
    made
}

fn intention() -> Value {
    json!({
        "verdict": "non_compliant", "reason": "经核对属实", "order": "请补扫并修复",
        "nonconformities": [
            {"rule": "A-12.3-G-1-1-R1", "severity": "blocking", "text": "数据库主机未扫描"},
            {"rule": "", "severity": "minor", "text": "报告缺页码"},
        ],
    })
}

fn id(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is no id")).to_owned()
}

#[tokio::test]
async fn told_heard_answered_drafted_checked_issued_served() {
    let fleet = Fleet::one().await;
    let (east, server) = (&fleet.east, &fleet.server);
    let (officer, reviewer, lead) = (east.officer(), east.reviewer(), east.lead());
    let submission = under_review(&fleet).await;
    let path = format!("/submissions/{submission}");
    let due = east.due(SCAN, "2026-09").await;

    let told = reviewer.post(&format!("{path}/intend"), intention()).await.ok();
    let notice = format!("/notices/{}", id(&told["notice"]));
    let shown = officer.get(&notice).await.ok();
    assert_eq!((&shown["kind"], &shown["state"]), (&json!("intended"), &json!("issued")));
    assert_eq!((&shown["number"], &shown["clause"]), (&json!("云监预〔2026〕1号"), &json!("6.2.3 d)")));
    let body = &shown["body"];
    assert_eq!((&body["verdict"], &body["order"]), (&json!("non_compliant"), &json!("请补扫并修复")));
    assert_eq!(body["nonconformities"][0]["text"], "数据库主机未扫描");
    assert_eq!(body["statement_workdays"], 5, "the row of the workflow table");
    // Nothing is decided yet, and the due item does not say otherwise.
    assert_eq!(officer.get(&path).await.ok()["state"], "intended");
    assert_eq!(officer.get(&format!("/dues/{due}")).await.ok()["standing"], "submitted");
    let draft = |kept: Value| json!({"verdict": "non_compliant", "reason": "经核对属实", "nonconformities": kept, "order": {"text": "请补扫"}});
    let procedure = reviewer.get(&path).await.ok()["procedure"].clone();
    assert_eq!(procedure["hearing"], "untold");
    let all: Vec<Value> =
        procedure["nonconformities"].as_array().unwrap().iter().map(|n| n["id"].clone()).collect();
    reviewer.post(&format!("{path}/draft"), draft(json!(all))).await.refused(409, "not_served");

    // The time for a statement runs from service: five working days, over Mid-Autumn.
    server.at(shanghai("2026-09-22T15:00")).await;
    east.tester().post(&format!("{notice}/receipt"), json!({})).await.refused(404, "not_found");
    officer.post(&format!("{notice}/receipt"), json!({})).await.ok();
    officer.post(&format!("{notice}/receipt"), json!({})).await.refused(409, "wrong_state");
    let procedure = officer.get(&path).await.ok()["procedure"].clone();
    assert_eq!(procedure["hearing"], "told");
    // 23, 24 September; 25 to 27 is Mid-Autumn; 28, 29, 30.
    assert_eq!(moment(&procedure["hear_until"]), shanghai("2026-10-01T00:00"));
    reviewer.post(&format!("{path}/draft"), draft(json!(all))).await.refused(409, "hearing_runs");

    // The provider states its view; it is answered before anything is drafted.
    let view = json!({"statement": "数据库主机当日检修，附检修单"});
    officer.post(&format!("{path}/statement"), view.clone()).await.ok();
    officer.post(&format!("{path}/statement"), view).await.refused(409, "wrong_state");
    reviewer.post(&format!("{path}/draft"), draft(json!(all))).await.refused(409, "statement_unanswered");
    lead.post(&format!("{path}/answer"), json!({"answer": "x"})).await.refused(409, "not_yours");
    reviewer.post(&format!("{path}/answer"), json!({"answer": "检修未事先告知，不予采纳"})).await.ok();

    // Only what was told can be stated; less may be.
    reviewer.post(&format!("{path}/draft"), draft(json!(["invented"]))).await.refused(422, "invalid");
    reviewer.post(&format!("{path}/draft"), draft(json!([]))).await.refused(409, "nonconformity_needed");
    let drafted = reviewer.post(&format!("{path}/draft"), draft(json!([all[0]]))).await.ok();
    let order = format!("/notices/{}", id(&drafted["notice"]));
    officer.get(&order).await.refused(404, "not_found");
    assert_eq!(
        officer.get(&path).await.ok()["procedure"]["draft"],
        Value::Null,
        "a draft is not the provider's to see"
    );

    // Another person checks: sent back once, then issued.
    reviewer.post(&format!("{order}/issue"), json!({})).await.refused(409, "second_person");
    reviewer.post(&format!("{order}/check"), json!({})).await.refused(409, "second_person");
    lead.post(&format!("{order}/send-back"), json!({"reason": "请写明期限依据"})).await.ok();
    lead.post(&format!("{order}/issue"), json!({})).await.refused(409, "wrong_state");
    let back = reviewer.get(&path).await.ok();
    assert_eq!(
        (&back["state"], &back["procedure"]["sent_back_reason"]),
        (&json!("intended"), &json!("请写明期限依据"))
    );
    let drafted = reviewer.post(&format!("{path}/draft"), draft(json!([all[0]]))).await.ok();
    let order = format!("/notices/{}", id(&drafted["notice"]));
    lead.post(&format!("{order}/check"), json!({})).await.ok();
    server.at(shanghai("2026-09-23T11:00")).await;
    let issued = lead.post(&format!("{order}/issue"), json!({})).await.ok();
    assert_eq!(issued["number"], "云监改〔2026〕1号");
    let rectification = format!("/rectifications/{}", id(&issued["rectification"]));
    let seen = officer.get(&path).await.ok();
    assert_eq!((&seen["state"], &seen["verdict"]), (&json!("decided"), &json!("non_compliant")));
    assert_eq!(
        seen["nonconformities"].as_array().unwrap().len(),
        1,
        "what the hearing settled is not stated"
    );
    let printed = officer.get(&order).await.ok();
    for (who, name) in
        [("drafted_by", "east reviewer"), ("checked_by", "east lead"), ("issued_by", "east lead")]
    {
        assert_eq!(printed[who]["name"], name, "{who}");
    }
    assert_eq!(printed["body"]["statement"], "数据库主机当日检修，附检修单");
    assert_eq!(printed["body"]["answer"], "检修未事先告知，不予采纳");
    assert_eq!(printed["result"], "non_compliant_rectify");
    let term = &printed["body"]["basis"][0];
    assert_eq!((&term["id"], &term["workdays"], &term["term"]), (&json!("D-06"), &json!(10), &Value::Null));

    // The deadline runs from service: before it, from the day silence would count.
    let before = officer.get(&rectification).await.ok();
    assert_eq!(before["served_at"], Value::Null);
    server.at(shanghai("2026-09-24T09:00")).await;
    officer.post(&format!("{order}/receipt"), json!({})).await.ok();
    let after = officer.get(&rectification).await.ok();
    assert_eq!(moment(&after["served_at"]), shanghai("2026-09-24T09:00"));
    assert!(moment(&after["deadline"]) < moment(&before["deadline"]), "{after} {before}");
    // Ten working days after Thursday 24 September, over Mid-Autumn and National Day.
    assert_eq!(moment(&after["deadline"]), shanghai("2026-10-16T00:00"));

    // The register has every notice, numbered by kind; the provider's holds what was issued to it.
    let register = lead.all("/notices").await;
    let numbers: Vec<&Value> = register.iter().map(|n| &n["number"]).collect();
    assert_eq!(numbers, [&Value::Null, &json!("云监改〔2026〕1号"), &json!("云监预〔2026〕1号")]);
    assert_eq!(officer.all("/notices").await.len(), 2);
    assert_eq!(east.tester().all("/notices").await.len(), 0);
    fleet.end().await;
}

#[tokio::test]
async fn silence_counts_by_rule() {
    let fleet = Fleet::one().await;
    let (east, server) = (&fleet.east, &fleet.server);
    let (officer, reviewer) = (east.officer(), east.reviewer());
    let submission = under_review(&fleet).await;
    let path = format!("/submissions/{submission}");
    let told = reviewer.post(&format!("{path}/intend"), intention()).await.ok();
    let notice = format!("/notices/{}", id(&told["notice"]));
    let deemed = moment(&officer.get(&notice).await.ok()["deemed_at"]);
    assert_eq!(
        deemed,
        shanghai("2026-09-30T00:00"),
        "five working days after Monday 21 September, over Mid-Autumn"
    );
    server.at(deemed - HOUR).await;
    assert_eq!(officer.get(&notice).await.ok()["state"], "issued");
    // The server was down for days: service counts from the moment of the rule, not of the look.
    server.at(shanghai("2026-10-09T10:00")).await;
    let served = officer.get(&notice).await.ok();
    assert_eq!((&served["state"], &served["method"]), (&json!("served"), &json!("deemed")));
    assert_eq!(moment(&served["served_at"]), deemed);
    let until = moment(&officer.get(&path).await.ok()["procedure"]["hear_until"]);
    assert_eq!(until, shanghai("2026-10-14T00:00"));
    // No statement came: the verdict may be drafted once the time is over.
    let kept = reviewer.get(&path).await.ok()["procedure"]["nonconformities"][0]["id"].clone();
    let draft = json!({"verdict": "partly_compliant", "nonconformities": [kept]});
    reviewer.post(&format!("{path}/draft"), draft.clone()).await.refused(409, "hearing_runs");
    server.at(until + 1).await;
    assert_eq!(reviewer.get(&path).await.ok()["procedure"]["heard"], true);
    // A statement after its time is heard as long as nothing was drafted.
    let drafted = reviewer.post(&format!("{path}/draft"), draft).await.ok();
    officer
        .post(&format!("{path}/statement"), json!({"statement": "迟了"}))
        .await
        .refused(409, "wrong_state");
    let issued =
        east.lead().post(&format!("/notices/{}/issue", id(&drafted["notice"])), json!({})).await.ok();
    assert_eq!((&issued["number"], &issued["rectification"]), (&json!("云监告〔2026〕不1号"), &Value::Null));
    fleet.end().await;
}

#[tokio::test]
async fn a_hearing_may_convince_and_a_paper_may_be_served() {
    let fleet = Fleet::one().await;
    let (east, server) = (&fleet.east, &fleet.server);
    let (officer, reviewer) = (east.officer(), east.reviewer());
    let submission = under_review(&fleet).await;
    let path = format!("/submissions/{submission}");
    let told = reviewer.post(&format!("{path}/intend"), intention()).await.ok();
    let notice = format!("/notices/{}", id(&told["notice"]));
    let service =
        |at: i64, method: &str| json!({"method": method, "served_at": time(at), "proof": "EMS 1066"});
    let service_path = format!("{notice}/service");
    reviewer.post(&service_path, service(server.now() - DAY, "post")).await.refused(409, "service_time");
    reviewer.post(&service_path, service(server.now(), "pigeon")).await.refused(422, "invalid");
    officer.post(&service_path, service(server.now(), "post")).await.refused(403, "forbidden");
    reviewer.post(&service_path, service(server.now(), "post")).await.ok();
    let served = officer.get(&notice).await.ok();
    assert_eq!((&served["method"], &served["proof"]), (&json!("post"), &json!("EMS 1066")));
    officer.post(&format!("{path}/statement"), json!({"statement": "扫描记录见附件"})).await.ok();
    // Convinced: a favourable verdict, with the reason, and its own notice at once.
    let favourable = json!({"verdict": "compliant_with_remarks"});
    reviewer.post(&format!("{path}/decide"), favourable).await.refused(409, "reason_needed");
    let given = json!({"verdict": "compliant_with_remarks", "reason": "陈述属实，予以采纳"});
    let decided = reviewer.post(&format!("{path}/decide"), given).await.ok();
    let result = officer.get(&format!("/notices/{}", id(&decided["notice"]))).await.ok();
    assert_eq!((&result["kind"], &result["number"]), (&json!("result"), &json!("云监告〔2026〕1号")));
    assert_eq!(result["body"]["reason"], "陈述属实，予以采纳");

    // A decided matter is not amended against the provider: it is reopened and heard.
    let fault = json!([{"rule": "", "severity": "major", "text": "x"}]);
    let amend = json!({"verdict": "non_compliant", "reason": "x", "nonconformities": fault});
    east.lead().post(&format!("{path}/amend"), amend).await.refused(409, "hear_first");
    reviewer.post(&format!("{path}/reopen"), json!({"reason": "举报"})).await.refused(403, "forbidden");
    east.lead().post(&format!("{path}/reopen"), json!({"reason": "收到举报，重新审核"})).await.ok();
    let again = east.lead().get(&path).await.ok();
    assert_eq!((&again["state"], &again["reviewer"]["name"]), (&json!("under_review"), &json!("east lead")));
    east.lead().post(&format!("{path}/intend"), intention()).await.ok();
    let procedure = east.lead().get(&path).await.ok()["procedure"].clone();
    assert_eq!((&procedure["hearing"], &procedure["statement"]), (&json!("untold"), &Value::Null));
    let reason = json!({"reason": "举报不实"});
    east.lead().post(&format!("{path}/drop-intention"), reason).await.ok();
    assert_eq!(east.lead().get(&path).await.ok()["state"], "under_review");
    fleet.end().await;
}

#[tokio::test]
async fn a_deputy_acts_in_the_colleagues_place_and_it_is_on_record() {
    let fleet = Fleet::one().await;
    let (east, server) = (&fleet.east, &fleet.server);
    let (reviewer, lead) = (east.reviewer(), east.lead());
    let submission = under_review(&fleet).await;
    let path = format!("/submissions/{submission}");
    let verdict = json!({"verdict": "compliant_with_remarks", "reason": "属实"});
    lead.post(&format!("{path}/decide"), verdict.clone()).await.refused(409, "not_yours");
    let ids = lead.get("/colleagues").await.ok();
    let who = |name: &str| {
        let items = ids["items"].as_array().unwrap();
        id(&items.iter().find(|c| c["name"] == name).unwrap_or_else(|| panic!("{name} in {ids}"))["id"])
    };
    let (reviewers_id, leads_id) = (who("east reviewer"), who("east lead"));
    let leave = |principal: Value, deputy: &str, from: i64, until: i64| json!({"principal": principal, "deputy": deputy, "from": time(from), "until": time(until), "reason": "年休假"});
    let now = server.now();
    reviewer
        .post("/deputies", leave(json!(leads_id), &reviewers_id, now, now + DAY))
        .await
        .refused(403, "not_yours");
    reviewer
        .post("/deputies", leave(Value::Null, &reviewers_id, now, now + DAY))
        .await
        .refused(422, "invalid");
    reviewer.post("/deputies", leave(Value::Null, &leads_id, now + DAY, now)).await.refused(422, "invalid");
    let officers = east.officer().get("/me").await.ok()["user"]["id"].clone();
    reviewer
        .post("/deputies", leave(Value::Null, officers.as_str().unwrap(), now, now + DAY))
        .await
        .refused(422, "invalid");
    let named = reviewer.post("/deputies", leave(Value::Null, &leads_id, now, now + DAY)).await.ok();
    assert_eq!(lead.get("/deputies").await.ok()["items"][0]["current"], true);
    let decided = lead.post(&format!("{path}/decide"), verdict.clone()).await.ok();
    let body = server
        .database
        .text(&format!("SELECT body FROM acts WHERE id = '{}'", decided["act"].as_str().unwrap()))
        .await;
    let by = serde_json::from_str::<Value>(&body).unwrap()["by"].clone();
    assert_eq!((&by["user"], &by["acting_for"]), (&json!(leads_id), &json!(reviewers_id)));
    let timeline = lead.all(&format!("{path}/timeline")).await;
    let line = timeline.iter().find(|l| l["kind"] == "verdict_given").unwrap();
    assert_eq!(
        (&line["by"]["name"], &line["acting_for"]["name"]),
        (&json!("east lead"), &json!("east reviewer"))
    );

    // Ended, and over in time: no longer in the other's place.
    let end = format!("/deputies/{}/end", id(&named["id"]));
    reviewer.post(&end, json!({})).await.ok();
    reviewer.post(&end, json!({})).await.refused(409, "wrong_state");
    lead.post(&format!("{path}/reopen"), json!({"reason": "复查"})).await.ok();
    // Transfer: the lead gives the review away; only then is it the reviewer's to decide.
    reviewer.post(&format!("{path}/decide"), verdict.clone()).await.refused(409, "not_yours");
    let assign = format!("{path}/assign");
    reviewer.post(&assign, json!({"reviewer": reviewers_id})).await.refused(403, "forbidden");
    lead.post(&assign, json!({"reviewer": officers})).await.refused(422, "invalid");
    lead.post(&assign, json!({"reviewer": reviewers_id})).await.ok();
    lead.post(&format!("{path}/decide"), verdict.clone()).await.refused(409, "not_yours");
    reviewer.post(&format!("{path}/decide"), verdict).await.ok();
    fleet.end().await;
}

#[tokio::test]
async fn looks_are_recorded_and_restricted_files_stay_closed() {
    let fleet = Fleet::one().await;
    let (east, server) = (&fleet.east, &fleet.server);
    server.at(shanghai("2026-09-21T10:00")).await;
    let due = east.due(SCAN, "2026-09").await;
    let officer = east.officer();
    // Classified material is refused before anything is taken.
    let open = |word: &str| json!({"platform": east.platform, "dues": [due], "sensitivity": word});
    let acts = server.acts().await;
    officer.post("/uploads", open("classified")).await.refused(422, "classified");
    officer.post("/uploads", open("top")).await.refused(422, "invalid");
    assert_eq!(server.acts().await, acts);

    let scan = evidence::nessus(shanghai("2026-09-19T22:00"), &[(WEB, &[OLD_TLS])]);
    let upload = fleet.upload(officer, &east.platform, &[&due], &[("s.nessus", scan)]).await;
    let hand_in = |word: &str| json!({"upload": upload, "dues": [due], "sensitivity": word});
    officer.post("/submissions", hand_in("classified")).await.refused(422, "classified");
    let made = officer.post("/submissions", hand_in("restricted")).await.ok();
    let path = format!("/submissions/{}", id(&made["submissions"][0]["id"]));
    server.settle().await;
    let shown = east.tester().get(&path).await.ok();
    assert_eq!((&shown["sensitivity"], &shown["files_open"]), (&json!("restricted"), &json!(false)));
    let file = format!("{path}/files/{}", shown["files"][0]["sha256"].as_str().unwrap());
    east.tester().get(&file).await.refused(403, "restricted");
    assert_eq!(east.reviewer().get(&file).await.status, 200);
    server.clock(server.now() + HOUR);
    assert_eq!(officer.get(&file).await.status, 200);
    let looks = officer.get(&format!("{path}/looks")).await.ok();
    let who: Vec<&Value> = looks["items"].as_array().unwrap().iter().map(|l| &l["user"]["name"]).collect();
    assert_eq!(
        who,
        [&json!("east provider_officer"), &json!("east reviewer")],
        "the refused look saw nothing"
    );
    assert_eq!(moment(&looks["items"][0]["at"]), server.now());
    assert!(east.who(Role::CustomerOfficer).get(&format!("{path}/looks")).await.status == 403);
    fleet.end().await;
}
