//! The supervisor's queue: many at once, reminders, more time, measures that need a hearing, and looking at files in the page.

use serde_json::{Value, json};
use yunjian_domain::permission::Role;
use yunjian_testkit::evidence::{self, OLD_TLS, WEB};
use yunjian_testkit::{DAY, Fleet, HOUR, moment, shanghai, time};

const SCAN: &str = "A-12.3-G-1/1";

fn id(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is no id")).to_owned()
}

/// One submission of September whose scan misses a host: the rules propose that it is not compliant.
async fn wanting(fleet: &Fleet) -> String {
    let due = fleet.east.due(SCAN, "2026-09").await;
    let files = [("s.nessus", evidence::nessus(shanghai("2026-09-19T22:00"), &[(WEB, &[OLD_TLS])]))];
    fleet.submitted(&due, &files, Value::Null).await
}

/// clauses: 5.2.5.2 c), 6.2.3 d)
#[tokio::test]
async fn an_adverse_verdict_is_never_given_to_many() {
    let fleet = Fleet::one().await;
    fleet.server.at(shanghai("2026-09-21T10:00")).await;
    let (east, reviewer) = (&fleet.east, fleet.east.reviewer());
    let adverse = wanting(&fleet).await;
    assert!(matches!(
        fleet.shown(&adverse).await["proposal"].as_str(),
        Some("non_compliant" | "partly_compliant" | "undetermined")
    ));
    let many = |ids: Value| json!({"ids": ids, "reason": "逐件核对无误"});
    let acts = fleet.server.acts().await;
    let answer = reviewer.post("/submissions/confirm", many(json!([adverse, "missing"]))).await.ok();
    assert_eq!(answer["done"], 0);
    assert_eq!(answer["rows"][0]["problem"]["code"], "not_for_many");
    assert_eq!(answer["rows"][1]["problem"]["code"], "not_found");
    assert_eq!(fleet.server.acts().await, acts, "not even taken");
    // There is no word for a verdict in the request, and no way around it.
    let mut worded = many(json!([adverse]));
    worded["verdict"] = json!("non_compliant");
    assert_eq!(reviewer.post("/submissions/confirm", worded).await.status, 422);
    reviewer.post("/submissions/confirm", many(json!([]))).await.refused(422, "invalid");
    reviewer
        .post("/submissions/confirm", many(json!(vec![adverse.clone(); 201])))
        .await
        .refused(422, "invalid");
    assert_eq!(east.officer().post("/submissions/confirm", many(json!([adverse]))).await.status, 403);
    assert_eq!(fleet.server.acts().await, acts);
    fleet.end().await;
}

/// clauses: 6.2.1.1 f), 6.2.1.2 d)
#[tokio::test]
async fn many_are_reminded_and_given_time_with_one_record_each() {
    let fleet = Fleet::one().await;
    let (east, server) = (&fleet.east, &fleet.server);
    server.at(shanghai("2026-09-21T10:00")).await;
    let (reviewer, officer) = (east.reviewer(), east.officer());
    let waiting: Vec<Value> = east
        .lead()
        .all(&format!("/dues?platform={}&standing=open", east.platform))
        .await
        .into_iter()
        .take(3)
        .collect();
    assert_eq!(waiting.len(), 3);
    let ids: Vec<String> = waiting.iter().map(|d| id(&d["id"])).collect();
    let acts = server.acts().await;
    let asked = json!({"about": "due", "ids": [ids[0], ids[1], ids[0], "missing"], "text": "请于本周提交"});
    let answer = reviewer.post("/reminders", asked.clone()).await.ok();
    assert_eq!((&answer["done"], answer["rows"].as_array().unwrap().len()), (&json!(2), 3));
    assert_eq!(answer["rows"][2]["problem"]["code"], "not_found");
    assert_eq!(server.acts().await, acts + 2, "one record each, none twice");
    // Who, when, about what: on the provider's page of the thing itself, and in the platform's timeline.
    let seen = officer.get(&format!("/dues/{}", ids[0])).await.ok();
    let reminder = &seen["reminders"][0];
    assert_eq!(
        (&reminder["text"], &reminder["by"]["name"]),
        (&json!("请于本周提交"), &json!("east reviewer"))
    );
    assert_eq!(moment(&reminder["at"]), server.now());
    assert_eq!(officer.get(&format!("/dues/{}", ids[2])).await.ok()["reminders"], json!([]));
    let line = officer.all(&format!("/platforms/{}/timeline", east.platform)).await;
    assert_eq!(line.iter().filter(|a| a["kind"] == "reminded").count(), 2);
    assert_eq!(officer.post("/reminders", asked.clone()).await.status, 403, "the provider reminds nobody");
    let unknown = json!({"about": "weather", "ids": [ids[0]], "text": "x"});
    reviewer.post("/reminders", unknown).await.refused(422, "invalid");

    // More time: the calendar does not take it back, and lateness is measured against it.
    // A request that waits is settled by it: it cannot be granted afterwards, to an earlier date.
    let until = moment(&waiting[0]["due_at"]) + 10 * DAY;
    let asked = json!({"until": time(moment(&waiting[0]["due_at"]) + DAY), "reason": "割接"});
    officer.post(&format!("/dues/{}/extension", ids[0]), asked).await.ok();
    let extend = json!({"ids": ids, "until": time(until), "reason": "因系统割接顺延"});
    let answer = east.lead().post("/dues/extend", extend.clone()).await.ok();
    assert!(answer["done"].as_u64().unwrap() >= 1, "{answer}");
    assert!(answer["rows"][0]["act"].is_string());
    let again = east.lead().post("/dues/extend", extend).await.ok();
    assert_eq!(again["rows"][0]["problem"]["code"], "not_later");
    let settled = officer.get(&format!("/dues/{}", ids[0])).await.ok();
    assert_eq!((&settled["extension"], &settled["extension_until"]), (&json!("granted"), &Value::Null));
    let late = json!({"grant": true});
    let answer = format!("/dues/{}/extension/answer", ids[0]);
    reviewer.post(&answer, late).await.refused(409, "no_extension_request");
    let change = json!({"obligation": waiting[0]["obligation"], "due_workdays": 3, "immediate": true, "reason": "收紧"});
    east.lead().post(&format!("/platforms/{}/plan/terms", east.platform), change).await.ok();
    server.settle().await;
    server.tick().await;
    let seen = officer.get(&format!("/dues/{}", ids[0])).await.ok();
    assert_eq!((moment(&seen["due_at"]), &seen["extended_reason"]), (until, &json!("因系统割接顺延")));

    // A rectification is given time only within the deadline table, and only while the provider works on it.
    let made = wanting(&fleet).await;
    let fault = json!({"rule": "A-12.3-G-1-1-R1", "severity": "blocking", "text": "未覆盖"});
    let order = json!({"verdict": "non_compliant", "nonconformities": [fault], "order": {"text": "补扫"}});
    let rectification = id(&fleet.decided(&made, order).await["rectification"]);
    let path = format!("/rectifications/{rectification}");
    let deadline = moment(&officer.get(&path).await.ok()["deadline"]);
    let extend = |until: i64| json!({"ids": [rectification], "until": time(until), "reason": "配合割接"});
    let far = reviewer.post("/rectifications/extend", extend(deadline + 400 * DAY)).await.ok();
    assert_eq!(far["rows"][0]["problem"]["code"], "extension_too_long");
    let near = reviewer.post("/rectifications/extend", extend(deadline + DAY)).await.ok();
    assert_eq!(near["done"], 1);
    let more = reviewer.post("/rectifications/extend", extend(deadline + 2 * DAY)).await.ok();
    assert_eq!(more["rows"][0]["problem"]["code"], "no_more_extensions");
    let asked = json!({"about": "rectification", "ids": [rectification], "text": "请报进展"});
    assert_eq!(reviewer.post("/reminders", asked).await.ok()["done"], 1);
    let seen = officer.get(&path).await.ok();
    assert_eq!(moment(&seen["deadline"]), deadline + DAY);
    assert_eq!(
        (&seen["extended_reason"], &seen["reminders"][0]["text"]),
        (&json!("配合割接"), &json!("请报进展"))
    );
    let line = officer.all(&format!("{path}/timeline")).await;
    assert!(
        line.iter().any(|a| a["kind"] == "reminded")
            && line.iter().any(|a| a["kind"] == "rectification_extended")
    );
    assert!(server.replayed().await.clean());
    fleet.end().await;
}

/// A state of supervision that needs a hearing: told, served, heard, answered, then decided by the head and served.
///
/// clauses: 6.2.1.2 d), 6.2.3 d)
#[tokio::test]
async fn a_measure_is_told_and_heard_before_it_is_decided() {
    let fleet = Fleet::one().await;
    let (east, server) = (&fleet.east, &fleet.server);
    let (lead, reviewer, officer) = (east.lead(), east.reviewer(), east.officer());
    // The plan agrees seven working days for a statement; the history says so.
    let agree = |value: Value| json!({"obligation": "*", "parameter": "statement_workdays", "value": value, "immediate": true, "reason": "双方约定"});
    let terms = format!("/platforms/{}/plan/terms", east.platform);
    lead.post(&terms, agree(json!(1))).await.refused(409, "wrong_value");
    lead.post(&terms, agree(json!(7))).await.ok();
    let plan = officer.get(&format!("/platforms/{}/plan", east.platform)).await.ok();
    assert_eq!((&plan["statement_workdays"], &plan["statement_agreed"]), (&json!(7), &json!(true)));
    let history = plan["history"].as_array().unwrap();
    assert!(
        history.iter().any(|h| h["obligation"] == "*"
            && h["term"] == "parameter:statement_workdays"
            && h["new"] == "7")
    );

    server.at(shanghai("2026-09-21T10:00")).await;
    let made = wanting(&fleet).await;
    let fault = json!({"rule": "A-12.3-G-1-1-R1", "severity": "blocking", "text": "未覆盖"});
    let order = json!({"verdict": "non_compliant", "nonconformities": [fault], "order": {"text": "补扫"}});
    fleet.decided(&made, order).await;
    server.at(shanghai("2026-11-12T10:00")).await;
    let case = lead.all("/escalations").await.into_iter().find(|e| e["trigger"] == "T-REC-02").unwrap();
    assert_eq!((&case["level"], &case["hearing_needed"]), (&json!("S3"), &json!(true)));
    let path = format!("/escalations/{}", id(&case["id"]));
    let because = json!({"level": null, "reason": "整改严重超期"});
    lead.post(&format!("{path}/confirm"), because.clone()).await.refused(409, "hear_first");
    reviewer
        .post(&format!("{path}/intend"), json!({"level": "S1", "reason": "x"}))
        .await
        .refused(409, "no_hearing");
    let told = reviewer.post(&format!("{path}/intend"), because.clone()).await.ok();
    let notice = format!("/notices/{}", id(&told["notice"]));
    let shown = officer.get(&notice).await.ok();
    assert_eq!((&shown["kind"], &shown["state"]), (&json!("intended_state"), &json!("issued")));
    assert_eq!(shown["number"], "云监措预〔2026〕1号");
    assert_eq!(
        (&shown["body"]["measure"]["level"], &shown["body"]["statement_workdays"]),
        (&json!("S3"), &json!(7))
    );
    assert_eq!(shown["result"], Value::Null);
    lead.post(&format!("{path}/confirm"), because.clone()).await.refused(409, "still_hearing");
    east.who(Role::CustomerOfficer).post(&format!("{path}/statement"), json!({"statement": "x"})).await;

    // Time runs from service; the statement is answered before the decision.
    server.at(shanghai("2026-11-13T09:00")).await;
    officer.post(&format!("{notice}/receipt"), json!({})).await.ok();
    let now = |all: Vec<Value>| all.into_iter().find(|e| e["id"] == case["id"]).unwrap();
    let heard = now(officer.all("/escalations").await);
    assert_eq!((&heard["state"], &heard["hearing"]), (&json!("intended"), &json!("told")));
    // Seven working days after Friday 13 November.
    assert_eq!(moment(&heard["hear_until"]), shanghai("2026-11-25T00:00"));
    officer.post(&format!("{path}/statement"), json!({"statement": "整改已完成八成"})).await.ok();
    lead.post(&format!("{path}/confirm"), because.clone()).await.refused(409, "answer_first");
    assert_eq!(officer.post(&format!("{path}/answer"), json!({"answer": "x"})).await.status, 403);
    reviewer.post(&format!("{path}/answer"), json!({"answer": "进度不足，不予采纳"})).await.ok();
    reviewer.post(&format!("{path}/confirm"), because.clone()).await.refused(409, "head_only");
    let decided = lead.post(&format!("{path}/confirm"), because).await.ok();
    let decision = format!("/notices/{}", id(&decided["notice"]));
    let shown = officer.get(&decision).await.ok();
    assert_eq!((&shown["kind"], &shown["number"]), (&json!("state"), &json!("云监措〔2026〕1号")));
    assert_eq!(shown["body"]["statement"], "整改已完成八成");
    assert_eq!(shown["body"]["answer"], "进度不足，不予采纳");
    officer.post(&format!("{decision}/receipt"), json!({})).await.ok();
    assert_eq!(lead.get(&format!("/platforms/{}", east.platform)).await.ok()["state"], "S3");
    assert!(server.replayed().await.clean());
    fleet.end().await;
}

/// Silence: nobody acknowledges, nobody states anything; by rule it counts as served, the time passes, and then it is decided.
#[tokio::test]
async fn silence_is_heard_too() {
    let fleet = Fleet::one().await;
    let (east, server) = (&fleet.east, &fleet.server);
    let ends = json!({"result": "granted", "valid_from": "2026-09-02", "valid_until": "2027-03-15", "remind_days": 180});
    east.lead().post(&format!("/platforms/{}/authorisations", east.platform), ends).await.ok();
    server.at(shanghai("2026-09-16T10:00")).await;
    let case = east.lead().all("/escalations").await.remove(0);
    let path = format!("/escalations/{}", id(&case["id"]));
    let raised = json!({"level": "S2", "reason": "多次提醒未办"});
    east.lead().post(&format!("{path}/intend"), raised.clone()).await.ok();
    let state = async || east.lead().all("/escalations").await.remove(0);
    // Five working days of silence count as service, five more for the statement.
    server.at(shanghai("2026-09-24T00:30")).await;
    assert_eq!(state().await["hearing"], "told");
    assert_eq!(state().await["heard"], false);
    east.reviewer().post(&format!("{path}/confirm"), raised.clone()).await.refused(409, "still_hearing");
    server.at(shanghai("2026-10-09T09:00")).await;
    assert_eq!(state().await["heard"], true);
    // Whoever told it is the first person; another one confirms.
    east.lead().post(&format!("{path}/confirm"), raised.clone()).await.refused(409, "second_person");
    east.reviewer().post(&format!("{path}/confirm"), raised).await.ok();
    assert_eq!(state().await["state"], "confirmed");
    fleet.end().await;
}

/// The standard's notice knows two words; the grade between them is the supervisor's own.
///
/// clauses: 6.2.3 d)
#[tokio::test]
async fn the_provider_is_told_in_the_standards_two_words() {
    let fleet = Fleet::one().await;
    let (east, server) = (&fleet.east, &fleet.server);
    server.at(shanghai("2026-09-21T10:00")).await;
    let made = wanting(&fleet).await;
    let fault = json!({"rule": "A-12.3-G-1-1-R1", "severity": "blocking", "text": "未覆盖"});
    let order = json!({"verdict": "partly_compliant", "nonconformities": [fault], "order": {"text": "补扫"}});
    let path = format!("/submissions/{made}");
    east.reviewer().post(&format!("{path}/take"), json!({})).await.ok();
    let mut intend = order.clone();
    intend["order"] = json!("补扫");
    east.reviewer().post(&format!("{path}/intend"), intend).await.ok();
    assert_eq!(east.reviewer().get(&path).await.ok()["procedure"]["intended"], "partly_compliant");
    let due = fleet.shown(&made).await["due"].clone();
    let mut seen = Vec::new();
    for ask in [
        path.clone(),
        "/submissions".to_owned(),
        format!("{path}/timeline"),
        "/notices".to_owned(),
        format!("/dues/{}", due.as_str().unwrap()),
        format!("/platforms/{}/timeline", east.platform),
        "/home".to_owned(),
        "/fleet".to_owned(),
    ] {
        seen.push((ask.clone(), east.officer().get(&ask).await));
    }
    for notice in east.officer().all("/notices").await {
        let ask = format!("/notices/{}", id(&notice["id"]));
        seen.push((ask.clone(), east.officer().get(&ask).await));
    }
    assert!(seen.len() > 8, "there is a notice");
    for (ask, answer) in seen {
        let said = answer.ok().to_string();
        assert!(!said.contains("partly_compliant"), "{ask} says it: {said}");
    }
    fleet.end().await;
}

/// Nothing of a hostile file is executed: it is text, under headers that let a browser run nothing.
#[tokio::test]
async fn files_are_looked_at_as_text_and_every_look_is_on_record() {
    let fleet = Fleet::one().await;
    let (east, server) = (&fleet.east, &fleet.server);
    server.at(shanghai("2026-09-21T10:00")).await;
    let due = east.due(SCAN, "2026-09").await;
    let html = b"<html><script>alert(1)</script></html>\n".to_vec();
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>\n".to_vec();
    let csv = b"a,b,c\n=cmd|'/c calc'!A1,2,3\n4,5,6\n".to_vec();
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR<script>".to_vec();
    let pdf = b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n".to_vec();
    let scan = evidence::nessus(shanghai("2026-09-19T22:00"), &[(WEB, &[OLD_TLS])]);
    let files = [
        ("a.html", html),
        ("b.svg", svg),
        ("c.csv", csv),
        ("d.png", png),
        ("e.pdf", pdf),
        ("s.nessus", scan),
    ];
    let made = fleet.hand_in(east.officer(), &east.platform, &[&due], &files, Value::Null).await.ok();
    let path = format!("/submissions/{}", id(&made["submissions"][0]["id"]));
    server.settle().await;
    let reviewer = east.reviewer();
    let shown = reviewer.get(&path).await.ok();
    let digest = |name: &str| {
        let file = shown["files"].as_array().unwrap().iter().find(|f| f["name"] == name).unwrap();
        format!("{path}/files/{}", file["sha256"].as_str().unwrap())
    };
    let view = async |name: &str, query: &str| {
        let answer = reviewer.get(&format!("{}/view{query}", digest(name))).await;
        assert_eq!(answer.headers["content-type"], "application/json", "{name}");
        answer.ok()
    };
    for name in ["a.html", "b.svg"] {
        let seen = view(name, "").await;
        assert_eq!(seen["content"]["kind"], "text", "{name} is text");
        assert_eq!(reviewer.get(&format!("{}/content", digest(name))).await.status, 415, "{name}");
    }
    let seen = view("c.csv", "?place=row%202").await;
    assert_eq!(seen["content"]["kind"], "table");
    assert_eq!(seen["at"], 1);
    let cell = &seen["content"]["rows"][1]["cells"][0];
    assert_eq!((&cell["text"], &cell["formula"]), (&json!("=cmd|'/c calc'!A1"), &json!(true)));
    // The place a reader named leads to that very element.
    let seen = view("s.nessus", "?place=ReportHost%5B1%5D").await;
    let at = seen["at"].as_u64().unwrap() - seen["from"].as_u64().unwrap();
    let line = seen["content"]["lines"][at as usize]["text"].as_str().unwrap();
    assert!(line.contains("<ReportHost"), "{line}");
    assert_eq!(view("d.png", "").await["content"], json!({"kind": "image", "media": "image/png"}));
    assert_eq!(view("e.pdf", "?place=page%202").await["content"], json!({"kind": "pdf", "page": 2}));

    for (address, media, disposition) in [
        (format!("{}/content", digest("d.png")), "image/png", "inline"),
        (format!("{}/content", digest("e.pdf")), "application/octet-stream", "attachment"),
        (digest("a.html"), "application/octet-stream", "attachment; filename*=UTF-8''a.html"),
    ] {
        let answer = reviewer.get(&address).await;
        assert_eq!(answer.status, 200, "{address}");
        let header = |name: &str| answer.headers[name].to_str().unwrap();
        assert_eq!((header("content-type"), header("content-disposition")), (media, disposition));
        assert_eq!(header("content-security-policy"), "default-src 'none'; sandbox");
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("cache-control"), "private, no-store");
    }

    // Paging on is the same look; later it is another. Taking a file away is told apart.
    let looks = async || {
        let all = reviewer.get(&format!("{path}/looks")).await.ok();
        all["items"].as_array().unwrap().iter().map(|l| id(&l["way"])).collect::<Vec<_>>()
    };
    let before = looks().await;
    assert_eq!(before.iter().filter(|way| *way == "taken").count(), 1);
    assert_eq!(before.iter().filter(|way| *way == "seen").count(), 6, "each file once: {before:?}");
    view("c.csv", "?from=1").await;
    assert_eq!(looks().await.len(), before.len());
    server.clock(server.now() + HOUR);
    view("c.csv", "").await;
    assert_eq!(looks().await.len(), before.len() + 1);
    // Who may not see the submission sees nothing of its files either.
    let stranger = east.who(Role::CustomerOfficer);
    assert!(matches!(stranger.get(&format!("{}/view", digest("c.csv"))).await.status, 403 | 404));
    reviewer.get(&format!("{path}/files/{}/view", "0".repeat(64))).await.refused(404, "not_found");
    fleet.end().await;
}
