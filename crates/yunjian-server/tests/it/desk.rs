//! The provider's desk: files sent once for several platforms, drafts that colleagues go on with, work divided among
//! them, more time asked for, plans with milestones.

use std::io::Cursor;

use serde_json::{Value, json};
use yunjian_domain::permission::Role;
use yunjian_server::sheet::{self, Language, Value as Cell, Written, rows_of, write};
use yunjian_testkit::evidence::{self, OLD_TLS, WEB};
use yunjian_testkit::{DAY, Fleet, shanghai, time};

const SCAN: &str = "A-12.3-G-1/1";
const OTHER: &str = "A-9.7-G-1/1";

fn scan() -> Vec<u8> {
    evidence::nessus(shanghai("2026-09-19T22:00"), &[(WEB, &[OLD_TLS])])
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_else(|| panic!("no {name} in {value}"))
}

/// A second platform of the east provider, with the same plan; answers its id and its due item of an obligation.
async fn second(fleet: &Fleet, obligation: &str) -> (String, String) {
    let east = &fleet.east;
    let made = east
        .lead()
        .post(
            "/platforms",
            json!({
                "name": "east second 政务云二", "provider": east.provider, "zone": "Asia/Shanghai",
                "level": "general", "supervised_from": "2026-09-01",
                "mandate": {
                    "commissioned_by": "office 委托单位", "areas": ["controls"],
                    "valid_from": "2026-08-01", "valid_until": "2029-07-31",
                },
            }),
        )
        .await
        .ok();
    let platform = text(&made, "id").to_owned();
    let plan = json!({"defaults": true, "obligations": [SCAN, OTHER]});
    east.lead().post(&format!("/platforms/{platform}/plan"), plan).await.ok();
    fleet.server.tick().await;
    let dues = east.officer().all(&format!("/dues?platform={platform}&obligation={obligation}")).await;
    let due = dues.iter().find(|d| d["period"] == "2026-09").expect("the period's item");
    (platform.clone(), text(due, "id").to_owned())
}

/// clauses: 6.2.3 c)
#[tokio::test]
async fn one_upload_serves_several_platforms_with_their_differences() {
    let fleet = Fleet::two().await;
    fleet.server.at(shanghai("2026-09-20T10:00")).await;
    let (east, officer) = (&fleet.east, fleet.east.officer());
    let (platform, there) = second(&fleet, SCAN).await;
    let here = east.due(SCAN, "2026-09").await;
    let other = east.due(OTHER, "2026-09").await;
    let files = [("a.nessus", scan()), ("accounts.csv", evidence::accounts(&[WEB], "2026-09-18"))];
    let upload = fleet.upload(officer, &east.platform, &[&here, &other], &files).await;

    // For one platform: each due item with the files and the words that are its own.
    let hand_in = json!({
        "upload": upload, "dues": [here, other], "forms": {"*": {"scope": "全部", "tool": "N"}}, "remarks": "九月",
        "differences": [
            {"due": other, "files": ["accounts.csv"], "form": {"scope": "账号"}, "remarks": "仅账号"},
        ],
    });
    let mut stray = hand_in.clone();
    stray["differences"][0]["files"] = json!(["b.nessus"]);
    officer.post("/submissions", stray).await.refused(422, "invalid");
    let mut stray = hand_in.clone();
    stray["differences"][0]["due"] = json!(there);
    officer.post("/submissions", stray).await.refused(422, "invalid");
    let made = officer.post("/submissions", hand_in.clone()).await.ok();
    fleet.server.settle().await;
    let shown = fleet.shown(text(&made["submissions"][0], "id")).await;
    assert_eq!((shown["files"].as_array().unwrap().len(), &shown["remarks"]), (2, &json!("九月")));
    let shown = fleet.shown(text(&made["submissions"][1], "id")).await;
    assert_eq!(shown["files"][0]["name"], "accounts.csv");
    assert_eq!((shown["files"].as_array().unwrap().len(), &shown["remarks"]), (1, &json!("仅账号")));
    assert_eq!(shown["form"], json!({"scope": "账号", "tool": "N"}));

    // For the second platform nothing is sent again, and it has its own receipt.
    let path = format!("/uploads/{upload}/take-over");
    let over =
        officer.post(&path, json!({"platform": platform, "dues": [there], "files": ["a.nessus"]})).await.ok();
    assert_eq!(over["files"].as_array().unwrap().len(), 1);
    assert_ne!(over["id"], json!(upload));
    let new = json!({"upload": over["id"], "dues": [there]});
    let checked = officer.post(&format!("/uploads/{}/check", text(&over, "id")), new.clone()).await.ok();
    assert_eq!(checked["dues"][0]["admissible"], true);
    let first = officer.post("/submissions", new).await.ok();
    fleet.server.settle().await;

    // Repeated after a failure: the same take-over, the same submission, no second one.
    let again =
        officer.post(&path, json!({"platform": platform, "dues": [there], "files": ["a.nessus"]})).await.ok();
    assert_eq!(again["id"], over["id"]);
    let repeated = officer.post("/submissions", json!({"upload": again["id"], "dues": [there]})).await.ok();
    assert_eq!(repeated["submissions"][0]["id"], first["submissions"][0]["id"]);
    assert_eq!(repeated["submissions"][0]["repeated"], true);

    // Only one's own: not another's upload, not another's platform, not another's due item.
    let west = fleet.west();
    let foreign = json!({"platform": west.platform, "dues": [west.due(SCAN, "2026-09").await]});
    officer.post(&path, foreign.clone()).await.refused(404, "not_found");
    west.officer().post(&path, foreign).await.refused(404, "not_found");
    officer.post(&path, json!({"platform": platform, "dues": [here]})).await.refused(422, "invalid");
    officer.post(&path, json!({"platform": east.platform, "dues": [here]})).await.refused(422, "invalid");
    let classified = json!({"platform": platform, "dues": [there], "sensitivity": "classified"});
    officer.post(&path, classified).await.refused(422, "classified");

    // What was handed in before is known by its digest, to those who may see it.
    let digest = text(&over["files"][0], "sha256");
    let known = officer.post("/files/known", json!({"digests": [digest]})).await.ok();
    assert_eq!(known["items"].as_array().unwrap().len(), 2, "{known}");
    let known = west.officer().post("/files/known", json!({"digests": [digest]})).await.ok();
    assert_eq!(known["items"], json!([]));
    officer.post("/files/known", json!({"digests": ["abc"]})).await.refused(422, "invalid");
    fleet.end().await;
}

#[tokio::test]
async fn a_draft_is_kept_for_colleagues_and_never_overwritten_unseen() {
    let fleet = Fleet::two().await;
    fleet.server.at(shanghai("2026-09-20T10:00")).await;
    let (east, officer) = (&fleet.east, fleet.east.officer());
    let engineer = east.who(Role::ProviderEngineer);
    let due = east.due(SCAN, "2026-09").await;
    let upload = fleet.upload(officer, &east.platform, &[&due], &[("a.nessus", scan())]).await;
    let path = format!("/uploads/{upload}/draft");
    officer.get(&path).await.refused(404, "not_found");
    let put = async |who: &yunjian_testkit::Person, body: Value| {
        who.send("PUT", &path, "application/json", body.to_string()).await
    };
    let kept = put(officer, json!({"version": 0, "body": {"remarks": "未完"}})).await.ok();
    assert_eq!((&kept["version"], &kept["files"], &kept["dues"]), (&json!(1), &json!(1), &json!([due])));

    // A colleague goes on, from another machine; who comes back to the older state is told.
    let list = engineer.get("/drafts").await.ok();
    assert_eq!(
        (&list["items"][0]["upload"], &list["items"][0]["body"]["remarks"]),
        (&json!(upload), &json!("未完"))
    );
    put(engineer, json!({"version": 1, "body": {"remarks": "补充"}})).await.ok();
    put(officer, json!({"version": 1, "body": {"remarks": "旧"}})).await.refused(409, "draft_changed");
    assert_eq!(officer.get(&path).await.ok()["body"]["remarks"], "补充");
    put(officer, json!({"version": 2, "body": "text"})).await.refused(422, "invalid");

    // Nobody else sees it; it outlives the upload's own term, and ends by itself.
    assert_eq!(fleet.west().officer().get("/drafts").await.ok()["items"], json!([]));
    fleet.west().officer().get(&path).await.refused(404, "not_found");
    fleet.server.at(fleet.server.now() + 10 * DAY).await;
    assert_eq!(officer.get("/drafts").await.ok()["items"].as_array().unwrap().len(), 1);
    fleet.server.at(fleet.server.now() + 5 * DAY).await;
    fleet.server.tick().await;
    assert_eq!(officer.get("/drafts").await.ok()["items"], json!([]));
    officer.get(&path).await.refused(404, "not_found");
    fleet.end().await;
}

#[tokio::test]
async fn work_is_divided_among_colleagues_and_counted_by_groups() {
    let fleet = Fleet::two().await;
    fleet.server.at(shanghai("2026-10-20T10:00")).await;
    let (east, officer) = (&fleet.east, fleet.east.officer());
    let people = officer.get("/assignees").await.ok();
    let names: Vec<&str> = people["items"].as_array().unwrap().iter().map(|p| text(p, "id")).collect();
    assert_eq!(names.len(), 2, "officer and engineer, nobody of another side: {people}");
    let me = officer.get("/me").await.ok()["user"]["id"].as_str().unwrap().to_owned();
    let dues = officer.all("/dues?party=provider").await;
    let ids: Vec<&str> = dues.iter().map(|d| text(d, "id")).collect();
    let acts = fleet.server.acts().await;
    officer.post("/due-assignments", json!({"dues": ids, "user": me})).await.ok();
    assert_eq!(fleet.server.acts().await, acts, "an inner matter is no act");
    assert_eq!(officer.all("/dues?assignee=me").await.len(), ids.len());
    let engineer = east.who(Role::ProviderEngineer);
    assert!(engineer.all("/dues?assignee=me&party=provider").await.is_empty());
    let shown = engineer.get(&format!("/dues/{}", ids[0])).await.ok();
    assert_eq!((&shown["assignee"]["id"], &shown["assignment"]["by"]["id"]), (&json!(me), &json!(me)));
    // The supervisor does not see how a provider divides its work.
    assert_eq!(east.lead().get(&format!("/dues/{}", ids[0])).await.ok()["assignee"], Value::Null);
    officer.post("/due-assignments", json!({"dues": [ids[0]], "user": null})).await.ok();
    assert_eq!(officer.all("/dues?assignee=nobody&party=provider").await.len(), 1);
    let foreign = fleet.west().due(SCAN, "2026-09").await;
    officer.post("/due-assignments", json!({"dues": [foreign], "user": me})).await.refused(404, "not_found");
    officer.post("/due-assignments", json!({"dues": [ids[0]], "user": "x"})).await.refused(422, "invalid");

    // Groups add up to the list, whatever they are counted by.
    for by in ["platform", "class", "month", "standing", "assignee"] {
        let groups = officer.get(&format!("/due-groups?by={by}&party=provider")).await.ok();
        let sum: i64 = groups["items"].as_array().unwrap().iter().map(|g| g["total"].as_i64().unwrap()).sum();
        assert_eq!(sum, ids.len() as i64, "{by}: {groups}");
    }
    let months = officer.get("/due-groups?by=month&party=provider").await.ok();
    let month = &months["items"][0];
    let key = text(month, "key");
    let last = if key.ends_with("02") { "28" } else { "30" };
    let within = officer.all(&format!("/dues?party=provider&due_from={key}-01&due_to={key}-{last}")).await;
    let next = within.len() as i64;
    assert!(next > 0 && next <= month["total"].as_i64().unwrap(), "{month}");
    let classes = officer.get("/due-groups?by=class&waiting=true&party=provider").await.ok();
    let class = &classes["items"][0];
    let path = format!("/dues?waiting=true&party=provider&class={}", encoded(text(class, "key")));
    assert_eq!(officer.all(&path).await.len() as i64, class["total"].as_i64().unwrap());
    officer.get("/dues?class=nothing").await.refused(422, "invalid");
    officer.get("/due-groups?by=colour").await.refused(422, "invalid");
    fleet.end().await;
}

fn encoded(text: &str) -> String {
    text.bytes().map(|b| format!("%{b:02X}")).collect()
}

#[tokio::test]
async fn more_time_for_a_due_item_is_asked_for_and_answered() {
    let fleet = Fleet::two().await;
    fleet.server.at(shanghai("2026-10-02T10:00")).await;
    let (east, officer, reviewer) = (&fleet.east, fleet.east.officer(), fleet.east.reviewer());
    let due = east.due(SCAN, "2026-09").await;
    let path = format!("/dues/{due}");
    let before = officer.get(&path).await.ok();
    let at = yunjian_testkit::moment(&before["due_at"]);
    let ask = |days: i64| json!({"until": time(at + days * DAY), "reason": "扫描窗口推迟"});
    officer.post(&format!("{path}/extension"), ask(60)).await.refused(409, "extension_too_long");
    officer.post(&format!("{path}/extension"), ask(0)).await.refused(409, "extension_not_later");
    east.who(Role::ProviderEngineer)
        .post(&format!("{path}/extension"), ask(3))
        .await
        .refused(403, "forbidden");
    fleet.west().officer().post(&format!("{path}/extension"), ask(3)).await.refused(404, "not_found");
    officer.post(&format!("{path}/extension"), ask(3)).await.ok();
    officer.post(&format!("{path}/extension"), ask(4)).await.refused(409, "extension_pending");
    let waits = reviewer.all("/dues?extension=requested").await;
    assert_eq!((waits.len(), &waits[0]["id"]), (1, &json!(due)));
    officer.post(&format!("{path}/extension/answer"), json!({"grant": true})).await.refused(403, "forbidden");
    reviewer.post(&format!("{path}/extension/answer"), json!({"grant": false})).await.refused(422, "invalid");
    reviewer.post(&format!("{path}/extension/answer"), json!({"grant": true})).await.ok();
    let after = officer.get(&path).await.ok();
    assert_eq!(after["due_at"], json!(time(at + 3 * DAY)));
    assert_eq!((&after["planned_due_at"], &after["extension"]), (&before["due_at"], &json!("granted")));
    assert_eq!(after["extension_reason"], "扫描窗口推迟");
    officer.post(&format!("{path}/extension"), ask(5)).await.refused(409, "no_more_extensions");

    // The calendar does not take the extension back, and what comes within it is not late.
    fleet.server.at(at + 2 * DAY).await;
    fleet.server.tick().await;
    assert_eq!(officer.get(&path).await.ok()["due_at"], after["due_at"]);
    fleet.submitted(&due, &[("a.nessus", scan())], Value::Null).await;
    assert_eq!(officer.get(&path).await.ok()["late"], false);
    let replayed = fleet.server.replayed().await;
    assert!(replayed.clean(), "{:?}", replayed.faults);
    fleet.end().await;
}

/// clauses: 6.2.1.2 d), 6.2.3 g)
#[tokio::test]
async fn a_plan_has_milestones_that_are_accepted_reported_on_and_late() {
    let fleet = Fleet::two().await;
    let (east, officer, reviewer) = (&fleet.east, fleet.east.officer(), fleet.east.reviewer());
    fleet.server.at(shanghai("2026-10-05T10:00")).await;
    let due = east.due(SCAN, "2026-09").await;
    let submission = fleet.submitted(&due, &[("scan.nessus", scan())], Value::Null).await;
    let order = json!({
        "verdict": "non_compliant", "reason": "核实",
        "nonconformities": [{"rule": "A-12.3-G-1-1-R1", "severity": "blocking", "text": "有组件没有扫描"}],
        "order": {"text": "请补扫"},
    });
    let made = fleet.decided(&submission, order).await;
    let id = text(&made, "rectification").to_owned();
    let path = format!("/rectifications/{id}");
    let now = fleet.server.now();
    let deadline = yunjian_testkit::moment(&officer.get(&path).await.ok()["deadline"]);
    let step =
        |what: &str, at: i64| json!({"what": what, "who": "王工", "by": time(at), "measure": "扫描报告"});
    let plan = |steps: Value| json!({"plan": "两步整改", "milestones": steps});

    let late = plan(json!([step("补扫", deadline + DAY)]));
    officer.post(&format!("{path}/plan"), late).await.refused(409, "milestone_after_deadline");
    officer
        .post(&format!("{path}/plan"), plan(json!([{"what": "", "who": "x", "by": time(now)}])))
        .await
        .refused(422, "invalid");
    let steps = json!([step("补扫", now + DAY), step("复测", now + 2 * DAY)]);
    officer.post(&format!("{path}/plan"), plan(steps)).await.ok();
    let shown = reviewer.get(&path).await.ok();
    assert_eq!((&shown["plan_state"], shown["steps"].as_array().unwrap().len()), (&json!("waiting"), 2));

    // Sent back with a reason, revised keeping a step, accepted.
    officer.post(&format!("{path}/plan/accept"), json!({})).await.refused(403, "forbidden");
    reviewer.post(&format!("{path}/plan/return"), json!({"reason": "缺少责任人"})).await.ok();
    let shown = officer.get(&path).await.ok();
    assert_eq!(
        (&shown["plan_state"], &shown["plan_return_reason"]),
        (&json!("returned"), &json!("缺少责任人"))
    );
    let first = text(&shown["steps"][0], "id").to_owned();
    let report = json!({"progress": "started", "note": "已排期"});
    officer.post(&format!("{path}/milestones/{first}"), report).await.ok();
    let mut kept = step("补扫", now + DAY);
    kept["id"] = json!(first);
    officer.post(&format!("{path}/plan"), plan(json!([kept, step("全网复测", now + 3 * DAY)]))).await.ok();
    let shown = officer.get(&path).await.ok();
    assert_eq!(
        (&shown["steps"][0]["progress"], &shown["steps"][0]["note"]),
        (&json!("started"), &json!("已排期"))
    );
    assert_eq!(
        (&shown["steps"][1]["progress"], &shown["steps"][1]["what"]),
        (&json!("planned"), &json!("全网复测"))
    );
    let mut unknown = step("补扫", now + DAY);
    unknown["id"] = json!("01ARZ3NDEKTSV4RRFFQ69G5FAV");
    officer.post(&format!("{path}/plan"), plan(json!([unknown]))).await.refused(422, "invalid");
    reviewer.post(&format!("{path}/plan/accept"), json!({})).await.ok();
    reviewer.post(&format!("{path}/plan/accept"), json!({})).await.refused(409, "no_plan_waits");

    // A step past its day shows on both desks until it is done.
    fleet.server.at(now + 2 * DAY).await;
    for desk in [officer, reviewer] {
        let late = desk.all("/rectifications?milestone_overdue=true").await;
        assert_eq!((late.len(), &late[0]["milestone_overdue"]), (1, &json!(true)));
    }
    let report = json!({"progress": "done", "note": "已补扫"});
    officer.post(&format!("{path}/milestones/{first}"), report).await.ok();
    assert!(reviewer.all("/rectifications?milestone_overdue=true").await.is_empty());
    officer
        .post(
            &format!("{path}/milestones/01ARZ3NDEKTSV4RRFFQ69G5FAV"),
            json!({"progress": "done", "note": "x"}),
        )
        .await
        .refused(409, "no_such_milestone");
    officer
        .post(&format!("{path}/milestones/{first}"), json!({"progress": "nearly", "note": "x"}))
        .await
        .refused(422, "invalid");

    // The table carries steps and progress out, and what is filled in comes back as the same acts.
    let sheets = "/sheets/rectifications";
    let out = officer.get(sheets).await;
    let rows = rows_of(&mut Cursor::new(out.bytes), &sheet::RECTIFICATIONS).expect("a workbook");
    let (milestones, progress) = (rows[0].text("milestones").to_owned(), rows[0].text("progress").to_owned());
    assert_eq!(milestones.lines().count(), 2, "{milestones}");
    assert!(progress.contains("1 | 已完成 | 已补扫"), "{progress}");
    let fill = |cells: &[(&str, &str)]| {
        let value = |key: &str| cells.iter().find(|(k, _)| *k == key).map_or("", |(_, v)| v);
        let row = sheet::RECTIFICATIONS.columns.iter().map(|c| Cell::from(value(c.key))).collect();
        let table = Written { table: &sheet::RECTIFICATIONS, rows: vec![row], cut: false };
        write(&[table], Language::Chinese, "2026-10-07T01:00:00Z").expect("a workbook")
    };
    let take = async |bytes: Vec<u8>| {
        officer.send("POST", &format!("{sheets}?dry_run=false"), "application/octet-stream", bytes).await.ok()
    };
    let same = [("id", &*id), ("plan", "两步整改"), ("milestones", &*milestones), ("progress", &*progress)];
    let done = take(fill(&same)).await;
    assert_eq!((&done["unchanged"], &done["changed"]), (&json!(1), &json!(0)), "{done}");
    let told = progress.replace("2 | 未开始 |", "2 | 受阻 | 等停机窗口");
    let done = take(fill(&[("id", &*id), ("progress", &*told)])).await;
    assert_eq!(done["changed"], 1, "{done}");
    let shown = officer.get(&path).await.ok();
    assert_eq!(
        (&shown["steps"][1]["progress"], &shown["steps"][1]["note"]),
        (&json!("blocked"), &json!("等停机窗口"))
    );
    let more = format!("{milestones}\n2026-10-12 | 李工 | 归档 | 归档单");
    let done = take(fill(&[("id", &*id), ("plan", "三步整改"), ("milestones", &*more)])).await;
    assert_eq!(done["changed"], 1, "{done}");
    let shown = officer.get(&path).await.ok();
    assert_eq!(
        (shown["steps"].as_array().unwrap().len(), &shown["steps"][1]["progress"]),
        (3, &json!("blocked"))
    );
    assert_eq!((&shown["plan_state"], &shown["steps"][2]["who"]), (&json!("waiting"), &json!("李工")));
    let bad = take(fill(&[("id", &*id), ("plan", "四步"), ("milestones", "明天 | 李工")])).await;
    assert_eq!((&bad["refused"], &bad["done"]), (&json!(1), &json!(false)));

    let replayed = fleet.server.replayed().await;
    assert!(replayed.clean(), "{:?}", replayed.faults);
    fleet.end().await;
}

#[tokio::test]
async fn what_an_obligation_needs_can_be_checked_before_anything_is_sent() {
    let fleet = Fleet::one().await;
    let officer = fleet.east.officer();
    let needs = officer.get(&format!("/catalogue/{}/needs", encoded(SCAN))).await.ok();
    let options: Vec<&Value> =
        needs["slots"].as_array().unwrap().iter().flat_map(|s| s["options"].as_array().unwrap()).collect();
    let nessus = options.iter().find(|o| o["format"] == "nessus-v2").expect("a scan report");
    assert_eq!((&nessus["family"], &nessus["marks"]), (&json!("xml"), &json!([["NessusClientData_v2"]])));
    let table = options.iter().find(|o| o["family"] == "csv").expect("a table");
    let column = &table["columns"][0];
    assert!(
        column["keys"].as_array().unwrap().contains(&column["name"])
            || !column["keys"].as_array().unwrap().is_empty()
    );
    assert!(needs["max_file_bytes"].as_i64().unwrap() > 0);
    officer.get("/catalogue/nothing/needs").await.refused(404, "not_found");
    fleet.end().await;
}
