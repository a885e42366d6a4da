//! Telling people: each act tells exactly whom it should, once, in its own transaction; terms are recalled; calendars.

use serde_json::{Value, json};
use yunjian_domain::act::Act;
use yunjian_domain::permission::Role;
use yunjian_testkit::evidence::{self, OLD_TLS, WEB};
use yunjian_testkit::{DAY, Fleet, HOUR, Person, Side, moment, shanghai, time};

const SCAN: &str = "A-12.3-G-1/1";

fn id(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is no id")).to_owned()
}

/// What was told since it was last asked: kind and login, in order of kind.
struct Post {
    seen: Vec<String>,
}

impl Post {
    async fn all(fleet: &Fleet) -> Vec<String> {
        fleet
            .server
            .database
            .texts(
                "SELECT m.id || '|' || m.kind || '>' || c.login FROM messages m JOIN credentials c ON c.user_id = m.user_id ORDER BY m.id",
            )
            .await
    }
    async fn start(fleet: &Fleet) -> Self {
        Self { seen: Self::all(fleet).await }
    }
    async fn since(&mut self, fleet: &Fleet) -> Vec<String> {
        let now = Self::all(fleet).await;
        let mut fresh: Vec<String> = now
            .iter()
            .filter(|m| !self.seen.contains(m))
            .filter_map(|m| m.split_once('|').map(|(_, told)| told.to_owned()))
            .collect();
        self.seen = now;
        fresh.sort();
        fresh
    }
}

fn scan(day: &str) -> [(&'static str, Vec<u8>); 1] {
    [("s.nessus", evidence::nessus(shanghai(&format!("{day}T22:00")), &[(WEB, &[OLD_TLS])]))]
}

/// Nobody is told of what their organisation cannot see.
async fn nothing_strays(fleet: &Fleet) {
    let strays = fleet
        .server
        .database
        .number(
            "SELECT COUNT(*) FROM messages m JOIN users u ON u.id = m.user_id WHERE m.platform_id IS NOT NULL \
             AND NOT EXISTS (SELECT 1 FROM access x WHERE x.platform_id = m.platform_id AND x.organisation_id = u.organisation_id)",
        )
        .await;
    assert_eq!(strays, 0);
}

/// clauses: 6.2.3 d), 6.2.3 g)
#[tokio::test]
async fn each_act_tells_whom_it_concerns_and_nobody_else() {
    let fleet = Fleet::two().await;
    let (east, server) = (&fleet.east, &fleet.server);
    let (officer, engineer) = (east.officer(), east.who(Role::ProviderEngineer));
    let (reviewer, lead) = (east.reviewer(), east.lead());
    server.at(shanghai("2026-09-21T10:00")).await;
    let mut post = Post::start(&fleet).await;
    let west = post.seen.iter().filter(|m| m.contains(">west")).count();
    let due = east.due(SCAN, "2026-09").await;

    // Handed in by an engineer: whoever answers for the organisation and whoever handed in hear of its fate.
    let broken = [("s.nessus", b"<NessusClientData_v2><Policy>".to_vec())];
    let made = fleet.hand_in(engineer, &east.platform, &[&due], &broken, Value::Null).await.ok();
    server.settle().await;
    let state = fleet.shown(&id(&made["submissions"][0]["id"])).await["state"].clone();
    assert_eq!(state, "not_admitted");
    assert_eq!(
        post.since(&fleet).await,
        ["not_admitted>east-provider_engineer", "not_admitted>east-provider_officer"]
    );
    let submission = fleet.submitted(&due, &scan("2026-09-19"), Value::Null).await;
    assert!(post.since(&fleet).await.is_empty(), "the queue shows what waits; telling of it is asked for");

    // Returned, and handed in again: whoever returned it is told.
    let path = format!("/submissions/{submission}");
    reviewer.post(&format!("{path}/take"), json!({})).await.ok();
    assert!(post.since(&fleet).await.is_empty(), "nobody is told what they did themselves");
    let until = shanghai("2026-09-30T00:00");
    let back = json!({"reason": "扫描范围不全", "until": time(until)});
    reviewer.post(&format!("{path}/return"), back).await.ok();
    assert_eq!(post.since(&fleet).await, ["returned>east-provider_officer"]);
    let told = officer.get("/messages?limit=1").await.ok()["items"][0].clone();
    assert_eq!((&told["reason"], &told["urgent"]), (&json!("扫描范围不全"), &json!(true)));
    assert_eq!((&told["thing"], &told["thing_id"]), (&json!("submission"), &json!(submission)));
    assert!(
        told["text_zh"].as_str().unwrap().ends_with("（2026-09）被退回，须在 2026-09-29 24:00 前补正"),
        "{told}"
    );
    assert!(told["text_en"].as_str().unwrap().starts_with("east platform 政务云: "), "{told}");
    let again = fleet.submitted(&due, &scan("2026-09-20"), Value::Null).await;
    assert_eq!(post.since(&fleet).await, ["resubmitted>east-reviewer"]);
    let path = format!("/submissions/{again}");
    lead.post(&format!("{path}/take"), json!({})).await.ok();
    let people = east.admin().all("/users").await;
    let of = |role: &str| {
        let login = format!("east-{role}");
        id(&people.iter().find(|p| p["login"] == login.as_str()).unwrap_or_else(|| panic!("{login}"))["id"])
    };
    lead.post(&format!("{path}/assign"), json!({"reviewer": of("reviewer")})).await.ok();
    assert_eq!(post.since(&fleet).await, ["assigned>east-reviewer"]);

    // The procedure of an adverse decision.
    let intention = json!({
        "verdict": "non_compliant", "reason": "经核对属实", "order": "请补扫",
        "nonconformities": [{"rule": "A-12.3-G-1-1-R1", "severity": "blocking", "text": "数据库主机未扫描"}],
    });
    let told = reviewer.post(&format!("{path}/intend"), intention).await.ok();
    assert_eq!(post.since(&fleet).await, ["notice_issued>east-provider_officer"]);
    officer.post(&format!("/notices/{}/receipt", id(&told["notice"])), json!({})).await.ok();
    assert_eq!(post.since(&fleet).await, ["notice_served>east-reviewer"]);
    officer.post(&format!("{path}/statement"), json!({"statement": "当日检修"})).await.ok();
    assert_eq!(post.since(&fleet).await, ["statement_made>east-reviewer"]);
    reviewer.post(&format!("{path}/answer"), json!({"answer": "不予采纳"})).await.ok();
    assert_eq!(post.since(&fleet).await, ["statement_answered>east-provider_officer"]);
    let kept = reviewer.get(&path).await.ok()["procedure"]["nonconformities"][0]["id"].clone();
    let draft = json!({"verdict": "non_compliant", "reason": "属实", "nonconformities": [kept], "order": {"text": "请补扫"}});
    let drafted = reviewer.post(&format!("{path}/draft"), draft.clone()).await.ok();
    assert_eq!(post.since(&fleet).await, ["draft_to_check>east-lead"]);
    let send_back = format!("/notices/{}/send-back", id(&drafted["notice"]));
    lead.post(&send_back, json!({"reason": "请写明依据"})).await.ok();
    assert_eq!(post.since(&fleet).await, ["draft_sent_back>east-reviewer"]);
    let drafted = reviewer.post(&format!("{path}/draft"), draft).await.ok();
    let notice = id(&drafted["notice"]);
    post.since(&fleet).await;
    let issued = lead.post(&format!("/notices/{notice}/issue"), json!({})).await.ok();
    assert_eq!(
        post.since(&fleet).await,
        ["notice_issued>east-provider_officer", "rectification_ordered>east-provider_officer"]
    );
    let told = officer.get("/messages?kind=notice_issued&limit=1").await.ok()["items"][0].clone();
    assert!(told["text_zh"].as_str().unwrap().contains("》（云监改〔2026〕1号）"), "{told}");
    officer.post(&format!("/notices/{notice}/receipt"), json!({})).await.ok();
    assert_eq!(post.since(&fleet).await, ["notice_served>east-reviewer"]);

    // Putting it right.
    let life = format!("/rectifications/{}", id(&issued["rectification"]));
    officer.post(&format!("{life}/plan"), json!({"plan": "补扫"})).await.ok();
    assert_eq!(post.since(&fleet).await, ["rectification_planned>east-reviewer"]);
    let deadline = moment(&officer.get(&life).await.ok()["deadline"]);
    let more = json!({"until": time(deadline + DAY), "reason": "备件未到"});
    officer.post(&format!("{life}/extension"), more).await.ok();
    assert_eq!(post.since(&fleet).await, ["extension_requested>east-reviewer"]);
    reviewer
        .post(&format!("{life}/extension/answer"), json!({"grant": false, "reason": "不必要"}))
        .await
        .ok();
    assert_eq!(post.since(&fleet).await, ["extension_refused>east-provider_officer"]);
    server.at(shanghai("2026-09-23T10:00")).await;
    assert_eq!(
        post.since(&fleet).await,
        ["escalation_proposed>east-lead", "escalation_proposed>east-reviewer"]
    );
    let case = id(&lead.get("/escalations").await.ok()["items"][0]["id"]);
    let confirm = json!({"level": null, "reason": "属实"});
    lead.post(&format!("/escalations/{case}/confirm"), confirm).await.ok();
    let raised = post.since(&fleet).await;
    assert!(raised.contains(&"escalation_confirmed>east-provider_officer".to_owned()), "{raised:?}");
    assert!(raised.iter().all(|told| told.starts_with("escalation_confirmed>")), "{raised:?}");
    lead.post(&format!("/escalations/{case}/close"), json!({"reason": "已办结"})).await.ok();
    assert_eq!(post.since(&fleet).await, ["escalation_closed>east-provider_officer"]);
    let proof = fleet.submitted(&due, &scan("2026-09-22"), Value::Null).await;
    assert_eq!(post.since(&fleet).await, ["resubmitted>east-reviewer"]);
    let hand_in = json!({"statement": "已补扫", "submission": proof});
    officer.post(&format!("{life}/hand-in"), hand_in.clone()).await.ok();
    assert_eq!(post.since(&fleet).await, ["rectification_handed_in>east-reviewer"]);
    reviewer.post(&format!("{life}/take"), json!({})).await.ok();
    let back = json!({"reason": "仍缺一台", "deadline": time(deadline + DAY)});
    reviewer.post(&format!("{life}/return"), back).await.ok();
    assert_eq!(post.since(&fleet).await, ["rectification_returned>east-provider_officer"]);
    officer.post(&format!("{life}/hand-in"), hand_in).await.ok();
    reviewer.post(&format!("{life}/take"), json!({})).await.ok();
    post.since(&fleet).await;
    reviewer.post(&format!("{life}/close"), json!({"note": "属实", "override_checks": true})).await.ok();
    assert_eq!(post.since(&fleet).await, ["rectification_closed>east-provider_officer"]);

    // Asked for, taken back; the plan; a deputy.
    let asked = json!({"obligation": "A-12.1-G-1/2", "due_workdays": 5, "reason": "抽查"});
    let requested = lead.post(&format!("/platforms/{}/dues", east.platform), asked).await.ok();
    assert_eq!(post.since(&fleet).await, ["due_requested>east-provider_officer"]);
    lead.post(&format!("/dues/{}/withdraw", id(&requested["id"])), json!({"reason": "不再需要"})).await.ok();
    assert_eq!(post.since(&fleet).await, ["due_withdrawn>east-provider_officer"]);
    let term = json!({"obligation": SCAN, "parameter": "min_coverage", "value": 95, "reason": "约定"});
    lead.post(&format!("/platforms/{}/plan/terms", east.platform), term).await.ok();
    assert_eq!(post.since(&fleet).await, ["plan_changed>east-provider_officer"]);
    let now = server.now();
    let leave = json!({
        "principal": of("reviewer"), "deputy": of("lead"), "from": time(now), "until": time(now + 9 * DAY), "reason": "休假",
    });
    lead.post("/deputies", leave).await.ok();
    assert_eq!(post.since(&fleet).await, ["deputy_named>east-reviewer"]);
    // Now what is for the reviewer is for the deputy, too.
    officer.post(&format!("/platforms/{}/renewal", east.platform), json!({"note": null})).await.ok();
    assert_eq!(post.since(&fleet).await, ["renewal_applied>east-lead"]);

    let all = Post::all(&fleet).await;
    assert_eq!(all.iter().filter(|m| m.contains(">west")).count(), west, "the other side heard nothing");
    for silent in ["auditor", "customer_officer", "sysadmin", "assessor_member"] {
        assert!(!all.iter().any(|m| m.ends_with(&format!(">east-{silent}"))), "{silent}");
    }
    nothing_strays(&fleet).await;
    fleet.end().await;
}

async fn decided(fleet: &Fleet, obligation: &str) {
    let due = fleet.east.due(obligation, "2026-09").await;
    let made = fleet.submitted(&due, &scan("2026-09-19"), Value::Null).await;
    let verdict = json!({"verdict": "compliant_with_remarks", "reason": "人工核对属实"});
    fleet.decided(&made, verdict).await;
}

#[tokio::test]
async fn a_preference_is_kept_and_what_is_urgent_stays() {
    let fleet = Fleet::one().await;
    let (east, server) = (&fleet.east, &fleet.server);
    let officer = east.officer();
    server.at(shanghai("2026-09-21T10:00")).await;
    let count = async |kind: &str| {
        let sql = format!("SELECT COUNT(*) FROM messages WHERE kind = '{kind}'");
        server.database.number(&sql).await
    };
    let before = count("decided").await;
    decided(&fleet, SCAN).await;
    assert_eq!(count("decided").await, before + 1);
    let prefer = |kind: &str, wanted: bool| json!({"kind": kind, "wanted": wanted});
    officer.post("/messages/preferences", prefer("decided", false)).await.ok();
    decided(&fleet, "A-9.7-G-1/1").await;
    assert_eq!(count("decided").await, before + 1, "not wanted, not told");
    officer.post("/messages/preferences", prefer("decided", true)).await.ok();
    officer.post("/messages/preferences", prefer("returned", false)).await.refused(409, "urgent");
    officer.post("/messages/preferences", prefer("gossip", true)).await.refused(422, "invalid");
    let shown = officer.get("/messages/preferences").await.ok();
    let of =
        |kind: &str| shown["items"].as_array().unwrap().iter().find(|p| p["kind"] == kind).unwrap().clone();
    assert_eq!((&of("returned")["urgent"], &of("decided")["wanted"]), (&json!(true), &json!(true)));
    // What is off unless asked for, asked for.
    assert_eq!(of("submission_waiting")["wanted"], false);
    east.reviewer().post("/messages/preferences", prefer("submission_waiting", true)).await.ok();
    let due = east.due("A-8.7-G-1/1", "2026-09").await;
    fleet.submitted(&due, &scan("2026-09-19"), Value::Null).await;
    assert_eq!(count("submission_waiting").await, 1, "the lead did not ask");
    fleet.end().await;
}

#[tokio::test]
async fn neither_without_the_other() {
    let fleet = Fleet::one().await;
    let (east, server) = (&fleet.east, &fleet.server);
    let due = east.due(SCAN, "2026-09").await;
    let counts =
        async || (server.acts().await, server.database.number("SELECT COUNT(*) FROM messages").await);
    let before = counts().await;
    for keep in [false, true] {
        let mut tx = server.app.system_door().await.unwrap();
        let reason = tx.content("试").await.unwrap();
        tx.record(Some(&east.platform), Act::DueWithdrawn { due: due.clone(), reason }).await.unwrap();
        if keep {
            tx.commit().await.unwrap();
            assert_eq!(counts().await, (before.0 + 1, before.1 + 1));
        } else {
            drop(tx);
            assert_eq!(counts().await, before, "a transaction that did not end leaves neither");
        }
    }
    // Making the tables anew, or replaying, tells nobody again: `end` replays.
    let told = counts().await.1;
    let by = |version: &str| format!("UPDATE settings SET value = '{version}' WHERE name = 'projection'");
    server.database.by_hand(&[&by("0")]).await;
    let facts = yunjian_server::app::FactFiles(server.app.blobs().clone());
    assert!(server.app.store().rebuild(&facts).await.unwrap() > 0);
    assert_eq!(counts().await.1, told);
    fleet.end().await;
}

#[tokio::test]
async fn read_marks_paging_and_what_is_lost_from_sight() {
    let fleet = Fleet::two().await;
    let (east, server) = (&fleet.east, &fleet.server);
    let (officer, lead) = (east.officer(), east.lead());
    for n in 0..5 {
        server.clock(server.now() + 60_000);
        let term = json!({"obligation": SCAN, "parameter": "min_coverage", "value": 90 + n, "reason": format!("约定 {n}")});
        lead.post(&format!("/platforms/{}/plan/terms", east.platform), term).await.ok();
    }
    let unread = async |who: &Person| who.get("/messages/unread").await.ok()["unread"].as_i64().unwrap();
    let all = officer.all("/messages").await;
    assert_eq!(unread(officer).await, all.len() as i64);
    let mut paged = Vec::new();
    let mut next = String::new();
    loop {
        let page = officer.get(&format!("/messages?limit=2{next}")).await.ok();
        paged.extend(page["items"].as_array().unwrap().iter().cloned());
        match page["next"].as_str() {
            Some(cursor) => next = format!("&cursor={cursor}"),
            None => break,
        }
    }
    assert_eq!(paged, all);
    assert!(all.windows(2).all(|w| moment(&w[0]["at"]) >= moment(&w[1]["at"])));
    let first = id(&all[0]["id"]);
    let mark = json!({"messages": [first]});
    fleet.west().officer().post("/messages/read", mark.clone()).await.ok();
    assert_eq!(unread(officer).await, all.len() as i64, "nobody else's to mark");
    assert_eq!(officer.post("/messages/read", mark.clone()).await.ok()["marked"], 1);
    assert_eq!(officer.post("/messages/read", mark).await.ok()["marked"], 0);
    assert_eq!(officer.all("/messages?unread=true").await.len(), all.len() - 1);
    let until = all[2]["at"].clone();
    officer.post("/messages/read", json!({"until": until, "kind": "plan_changed"})).await.ok();
    assert_eq!(
        officer.all("/messages?unread=true&kind=plan_changed").await.len(),
        1,
        "what came after stays unread"
    );
    officer.get("/messages?cursor=nonsense").await.refused(422, "invalid");

    // Who may no longer see a platform does not go on reading about it.
    let tester = east.tester();
    let asked = json!({"obligation": "A-5.12-G-1/1", "due_workdays": 5, "reason": "专项测评"});
    lead.post(&format!("/platforms/{}/dues", east.platform), asked).await.ok();
    assert_eq!(unread(tester).await, 1);
    let party = format!("/platforms/{}/parties/{}/assessor", east.platform, east.assessor);
    lead.delete(&party).await.ok();
    assert_eq!((unread(tester).await, tester.all("/messages").await.len()), (0, 0));
    fleet.end().await;
}

async fn reminders(fleet: &Fleet, side: &Side, role: Role) -> Vec<(String, i64)> {
    let login = side.login(role);
    let rows = fleet
        .server
        .database
        .texts(&format!(
            "SELECT m.kind || '=' || m.things FROM messages m JOIN credentials c ON c.user_id = m.user_id \
             WHERE c.login = '{login}' AND m.act_id IS NULL ORDER BY m.id"
        ))
        .await;
    rows.iter()
        .filter_map(|row| row.split_once('='))
        .map(|(kind, things)| (kind.to_owned(), things.parse().unwrap()))
        .collect()
}

/// clauses: 6.2.3 c)
#[tokio::test]
async fn terms_are_recalled_once_each_whenever_somebody_looks() {
    let fleet = Fleet::one().await;
    let (east, server) = (&fleet.east, &fleet.server);
    server.at(shanghai("2026-10-01T09:00")).await;
    let dues = east.dues(SCAN).await;
    let due = dues.iter().find(|d| d["period"] == "2026-09").unwrap();
    let ends = moment(&due["due_at"]);
    let begins = shanghai("2026-10-01T00:00");
    // Half of the time between the end of the period and the due moment.
    let half = begins + (ends - begins) / 2;
    let own = async || {
        let all = reminders(&fleet, east, Role::ProviderOfficer).await;
        all.into_iter().filter(|(kind, _)| kind.starts_with("due_")).collect::<Vec<_>>()
    };
    let before = own().await;
    server.at(half - DAY).await;
    assert_eq!(own().await, before);
    server.at(half + HOUR).await;
    let soon = own().await;
    assert_eq!(soon.len(), before.len() + 1, "everything of one kind is one message: {soon:?}");
    assert_eq!(soon.last().unwrap().0, "due_soon");
    assert!(soon.last().unwrap().1 > 1, "several items fall on the same day");
    for _ in 0..3 {
        server.tick().await;
    }
    server.clock(server.now() - 3 * HOUR);
    server.tick().await;
    assert_eq!(own().await, soon, "looking again, or with the clock put back, reminds nobody again");
    let told = east.officer().get("/messages?kind=due_soon&limit=1").await.ok()["items"][0].clone();
    assert_eq!((&told["thing"], &told["thing_id"]), (&json!("due"), &Value::Null));
    assert!(told["text_zh"].as_str().unwrap().contains("项须在近期提交"), "{told}");

    // Nobody looked until after the end: the latest one counts, and only that.
    server.at(ends + HOUR).await;
    let over = own().await;
    assert_eq!(over.len(), soon.len() + 1, "{over:?}");
    assert_eq!(over.last().unwrap().0, "due_overdue");
    server.at(ends + 7 * DAY - HOUR).await;
    assert_eq!(own().await.len(), over.len());
    server.at(ends + 22 * DAY).await;
    let again = own().await;
    assert_eq!(again.iter().filter(|(k, _)| k == "due_overdue").count(), 2, "{again:?}");

    // A review that waits is recalled to those who review, and nobody else.
    let files = scan("2026-10-20");
    fleet.submitted(&id(&due["id"]), &files, Value::Null).await;
    server.at(server.now() + 20 * DAY).await;
    for (role, expected) in
        [(Role::Reviewer, 1), (Role::Lead, 1), (Role::ProviderOfficer, 0), (Role::Auditor, 0)]
    {
        let waiting = reminders(&fleet, east, role).await;
        let found = waiting.iter().filter(|(kind, _)| kind == "review_waiting").count();
        assert_eq!(found, expected, "{role:?}: {waiting:?}");
    }
    nothing_strays(&fleet).await;
    fleet.end().await;
}

#[tokio::test]
async fn history_that_is_taken_over_tells_nobody() {
    let server =
        yunjian_testkit::TestServer::configured("[messages]\ntell_from = \"2026-09-10T00:00:00Z\"").await;
    let fleet = Fleet::on(server, false).await;
    let (east, server) = (&fleet.east, &fleet.server);
    server.at(shanghai("2026-09-09T10:00")).await;
    let count = async || server.database.number("SELECT COUNT(*) FROM messages").await;
    assert_eq!(count().await, 0);
    server.at(shanghai("2026-09-11T10:00")).await;
    let term = json!({"obligation": SCAN, "parameter": "min_coverage", "value": 91, "reason": "约定"});
    east.lead().post(&format!("/platforms/{}/plan/terms", east.platform), term).await.ok();
    assert_eq!(count().await, 1);
    fleet.end().await;
}

/// A calendar as a program that is not ours reads it.
fn parsed(text: &str) -> Vec<(String, String, String)> {
    use icalendar::Component as _;
    let calendar: icalendar::Calendar = text.parse().unwrap_or_else(|e| panic!("{e}: {text}"));
    calendar
        .components
        .iter()
        .filter_map(|component| component.as_event())
        .map(|event| {
            let value = |name: &str| event.property_value(name).unwrap_or_default().to_owned();
            assert!(!value("DTSTAMP").is_empty() && !event.components().is_empty(), "{event:?}");
            (value("UID"), value("DTSTART"), value("SUMMARY"))
        })
        .collect()
}

#[tokio::test]
async fn a_calendar_opens_by_its_secret_and_closes_when_revoked() {
    let fleet = Fleet::two().await;
    let (east, server) = (&fleet.east, &fleet.server);
    let (officer, nobody) = (east.officer(), server.nobody());
    server.at(shanghai("2026-10-02T10:00")).await;
    let made = officer.post("/calendar-feeds", json!({"label": "手机", "language": "zh-CN"})).await.ok();
    let path = id(&made["path"]).replace("/api/v1", "");
    let secret = path.trim_start_matches("/calendar/").trim_end_matches(".ics").to_owned();
    let kept = server.database.texts("SELECT digest || label || id FROM calendar_feeds").await.join(" ");
    assert!(!kept.contains(&secret), "the secret is kept nowhere");
    let answer = nobody.get(&path).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.headers["content-type"], "text/calendar; charset=utf-8");
    let text = String::from_utf8(answer.bytes.clone()).unwrap();
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "folded");
    let events = parsed(&text);
    let due = east.due(SCAN, "2026-09").await;
    let (_, start, summary) =
        events.iter().find(|(uid, ..)| uid.starts_with(&format!("due-{due}@"))).unwrap();
    // Due until midnight after 16 October: the whole of the last day.
    let ends = moment(&officer.get(&format!("/dues/{due}")).await.ok()["due_at"]);
    let day = time(ends - HOUR)[..10].replace('-', "");
    assert_eq!((start.as_str(), summary.contains("east platform")), (day.as_str(), true));
    let owed = officer
        .all("/dues")
        .await
        .iter()
        .filter(|d| d["standing"] == "open" && d["party"] == "provider")
        .count();
    assert_eq!(events.len(), owed, "exactly what this provider owes");
    assert!(!text.contains("west"), "nothing of another side");
    assert_eq!(nobody.get(&path).await.bytes, answer.bytes, "the same at every reading");

    // The calendars of the others: an assessor's own, the supervisor's reviews, and nothing for a customer.
    let theirs = async |role: Role| {
        let made = east.who(role).post("/calendar-feeds", json!({"label": "x", "language": "en"})).await.ok();
        let text = nobody.get(&id(&made["path"]).replace("/api/v1", "")).await.bytes;
        parsed(&String::from_utf8(text).unwrap())
    };
    assert!(theirs(Role::AssessorMember).await.iter().all(|(_, _, summary)| summary.starts_with("Due")));
    assert!(theirs(Role::CustomerOfficer).await.is_empty());
    assert!(theirs(Role::Reviewer).await.is_empty());
    fleet.submitted(&due, &scan("2026-10-01"), Value::Null).await;
    let reviews = theirs(Role::Reviewer).await;
    assert_eq!(reviews.len(), 1, "{reviews:?}");
    assert!(reviews[0].2.starts_with("Review: "), "{reviews:?}");

    // The secret opens nothing else, and nobody else's calendar is theirs to revoke.
    nobody.with_token(&secret).get("/me").await.refused(401, "not_signed_in");
    let feed = format!("/calendar-feeds/{}", id(&made["id"]));
    fleet.west().officer().delete(&feed).await.refused(404, "not_found");
    assert_eq!(nobody.get(&path).await.status, 200);
    assert_eq!(officer.delete(&feed).await.status, 204);
    nobody.get(&path).await.refused(404, "not_found");
    nobody.get("/calendar/x.ics").await.refused(404, "not_found");

    // Whose access is taken away has no calendar either.
    let made = officer.post("/calendar-feeds", json!({"label": "x", "language": "en"})).await.ok();
    let path = id(&made["path"]).replace("/api/v1", "");
    let people = east.admin().all("/users").await;
    let user = id(&people.iter().find(|p| p["login"] == "east-provider_officer").unwrap()["id"]);
    east.admin().post(&format!("/users/{user}/disable"), json!({})).await.ok();
    nobody.get(&path).await.refused(404, "not_found");
    let erase = json!({"reason": "本人申请"});
    east.admin().post(&format!("/users/{user}/erase"), erase).await.ok();
    for table in ["messages", "message_preferences", "calendar_feeds"] {
        let left =
            server.database.number(&format!("SELECT COUNT(*) FROM {table} WHERE user_id = '{user}'")).await;
        assert_eq!(left, 0, "{table}");
    }
    fleet.end().await;
}
