//! Lists out as workbooks and in again: what is shown first, what is done then, and that it is the ordinary acts.

use std::io::Cursor;

use serde_json::{Value, json};
use yunjian_domain::permission::Role;
use yunjian_server::sheet::{self, Language, Row, Table, Value as Cell, Written, rows_of, write};
use yunjian_testkit::evidence::{self, OLD_TLS, WEB};
use yunjian_testkit::{Answer, Fleet, Person, shanghai};

/// A workbook with one table: for every row, the columns by their keys.
fn workbook(table: &Table, rows: &[&[(&str, &str)]]) -> Vec<u8> {
    let rows = rows
        .iter()
        .map(|row| {
            let value = |key: &str| row.iter().find(|(k, _)| *k == key).map_or("", |(_, v)| v);
            table.columns.iter().map(|c| Cell::from(value(c.key))).collect()
        })
        .collect();
    write(&[Written { table, rows, cut: false }], Language::English, "2026-11-16T01:00:00Z")
        .expect("a workbook")
}

async fn take(who: &Person, path: &str, bytes: &[u8], dry_run: bool) -> Answer {
    let path = format!("{path}?dry_run={dry_run}");
    who.send("POST", &path, "application/octet-stream", bytes.to_vec()).await
}

/// An exported table, read back.
async fn exported(who: &Person, path: &str, table: &'static Table) -> Vec<Row> {
    let answer = who.get(path).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.body);
    assert_eq!(answer.headers["content-type"], sheet::MEDIA_TYPE);
    rows_of(&mut Cursor::new(answer.bytes), table).expect("a workbook")
}

#[tokio::test]
async fn organisations_and_platforms_come_in_by_a_table() {
    let fleet = Fleet::one().await;
    let (admin, lead) = (fleet.east.admin(), fleet.east.lead());
    let before = fleet.server.acts().await;
    let table = workbook(
        &sheet::ORGANISATIONS,
        &[&[("name", "新云 有限公司"), ("role", "云服务商")], &[("name", "坏行"), ("role", "邻居")]],
    );
    let shown = take(admin, "/sheets/organisations", &table, true).await.ok();
    assert_eq!((&shown["created"], &shown["refused"], &shown["done"]), (&json!(1), &json!(1), &json!(false)));
    let refused = &shown["rows"][1];
    assert_eq!(
        (&refused["outcome"], &refused["row"], &refused["faults"][0]["place"]),
        (&json!("refused"), &json!(3), &json!("C3"))
    );
    assert!(refused["says_zh"].as_str().is_some_and(|t| t.contains("邻居")), "{refused}");
    // With a refused row nothing is done at all.
    let tried = take(admin, "/sheets/organisations", &table, false).await.ok();
    assert_eq!((&tried["done"], fleet.server.acts().await), (&json!(false), before));

    let table = workbook(&sheet::ORGANISATIONS, &[&[("name", "新云 有限公司"), ("role", "provider")]]);
    let shown = take(admin, "/sheets/organisations", &table, true).await.ok();
    assert_eq!(
        (&shown["created"], fleet.server.acts().await),
        (&json!(1), before),
        "a dry run keeps nothing"
    );
    let done = take(admin, "/sheets/organisations", &table, false).await.ok();
    assert_eq!(
        (&done["done"], &done["created"], fleet.server.acts().await),
        (&json!(true), &json!(1), before + 1)
    );
    let id = done["rows"][0]["id"].as_str().expect("an id").to_owned();

    // What comes out goes in again and asks for nothing.
    let out = admin.get("/sheets/organisations").await;
    let again = take(admin, "/sheets/organisations", &out.bytes, false).await.ok();
    assert_eq!(
        (&again["created"], &again["changed"], &again["refused"]),
        (&json!(0), &json!(0), &json!(0)),
        "{again}"
    );
    assert!(again["unchanged"].as_i64() > Some(1));
    assert_eq!(out.bytes, admin.get("/sheets/organisations").await.bytes, "the same rows are the same bytes");

    let row = [
        ("name", "新平台"),
        ("provider", "新云 有限公司"),
        ("level", "增强"),
        ("supervised_from", "2026-09-01"),
        ("commissioned_by", "委托单位"),
        ("areas", "安全控制、重大变更"),
        ("mandate_from", "2026-08-01"),
        ("mandate_until", "2029-07-31"),
        ("result", "通过"),
        ("valid_from", "2026-01-01"),
        ("valid_until", "2028-12-31"),
        ("remind_days", "90"),
    ];
    let table = workbook(&sheet::PLATFORMS, &[&row]);
    assert_eq!(take(lead, "/sheets/platforms", &table, true).await.ok()["created"], 1);
    let _ = take(admin, "/sheets/platforms", &table, false).await.ok();
    let rows = exported(admin, "/sheets/platforms?lang=en", &sheet::PLATFORMS).await;
    let made = rows.iter().find(|r| r.text("name") == "新平台").expect("the new platform");
    assert_eq!(
        (made.text("level"), made.text("valid_until"), made.text("areas")),
        ("Enhanced", "2028-12-31", "Controls, Changes")
    );
    assert!(!id.is_empty());
    fleet.end().await;
}

#[tokio::test]
async fn a_plan_changes_by_its_table_with_reasons() {
    let fleet = Fleet::one().await;
    let (east, lead) = (&fleet.east, fleet.east.lead());
    let path = format!("/platforms/{}/plan/sheet", east.platform);
    let out = lead.get(&path).await;
    let nothing = take(lead, &path, &out.bytes, false).await.ok();
    assert_eq!((&nothing["changed"], &nothing["refused"]), (&json!(0), &json!(0)), "{nothing}");

    let row =
        [("obligation", "A-9.7-G-1/1"), ("applies", "yes"), ("frequency", "每季度"), ("due_workdays", "12")];
    let shown = take(lead, &path, &workbook(&sheet::PLAN, &[&row]), true).await.ok();
    assert_eq!(
        (&shown["refused"], &shown["rows"][0]["faults"][0]["place"]),
        (&json!(1), &json!("G2")),
        "the reason is missing: {shown}"
    );
    let row: Vec<_> = row.into_iter().chain([("reason", "按季度足够")]).collect();
    let done = take(lead, &path, &workbook(&sheet::PLAN, &[&row]), false).await.ok();
    assert_eq!((&done["done"], &done["changed"]), (&json!(true), &json!(1)), "{done}");
    let plan = lead.get(&format!("/platforms/{}/plan", east.platform)).await.ok();
    let item = plan["items"]
        .as_array()
        .and_then(|i| i.iter().find(|i| i["obligation"] == "A-9.7-G-1/1"))
        .expect("the item");
    assert_eq!((&item["frequency"], &item["due_workdays"]), (&json!("quarterly"), &json!(12)));
    let row =
        [("obligation", "A-12.3-G-1/1"), ("parameter", "min_coverage"), ("value", "97"), ("reason", "约定")];
    let done = take(lead, &path, &workbook(&sheet::PARAMETERS, &[&row]), false).await.ok();
    assert_eq!(done["changed"], 1, "{done}");
    east.officer().send("POST", &path, "application/octet-stream", out.bytes).await.refused(403, "forbidden");
    lead.send("POST", &path, "application/octet-stream", b"not a workbook".to_vec())
        .await
        .refused(422, "not_a_table");
    fleet.end().await;
}

#[tokio::test]
async fn a_returned_rectification_table_carries_its_comments_and_is_handed_in_again() {
    let fleet = Fleet::two().await;
    let (east, west) = (&fleet.east, fleet.west());
    fleet.server.at(shanghai("2026-10-05T10:00")).await;
    let due = east.due("A-12.3-G-1/1", "2026-09").await;
    let files = [("scan.nessus", evidence::nessus(shanghai("2026-09-19T22:00"), &[(WEB, &[OLD_TLS])]))];
    let submission = fleet.submitted(&due, &files, Value::Null).await;
    let order = json!({
        "verdict": "non_compliant", "reason": "核实",
        "nonconformities": [{"rule": "A-12.3-G-1-1-R1", "severity": "blocking", "text": "有组件没有扫描"}],
        "order": {"text": "请补扫"},
    });
    let rectification =
        fleet.decided(&submission, order).await["rectification"].as_str().expect("an id").to_owned();

    // The due item's row carries what the reviewer wrote.
    let rows = exported(east.officer(), "/sheets/dues?standing=non_compliant", &sheet::DUES).await;
    assert_eq!((rows.len(), rows[0].text("id")), (1, due.as_str()));
    assert!(rows[0].text("comments").contains("有组件没有扫描") && rows[0].text("comments").contains("核实"));

    let path = "/sheets/rectifications";
    let shown = east.officer().get(&format!("/rectifications/{rectification}")).await.ok();
    let later = yunjian_testkit::time(yunjian_testkit::moment(&shown["deadline"]) + 3 * yunjian_testkit::DAY);
    let later = later[..10].replace('-', "/");
    let rows = exported(east.officer(), path, &sheet::RECTIFICATIONS).await;
    assert_eq!((rows[0].text("id"), rows[0].text("order")), (rectification.as_str(), "请补扫"));
    let filled = [
        ("id", rectification.as_str()),
        ("plan", "本周补扫"),
        ("extension_until", later.as_str()),
        ("extension_reason", "窗口期"),
    ];
    let table = workbook(&sheet::RECTIFICATIONS, &[&filled]);
    let shown = take(east.officer(), path, &table, true).await.ok();
    assert_eq!((&shown["changed"], &shown["refused"]), (&json!(1), &json!(0)), "{shown}");
    assert_eq!(exported(east.officer(), path, &sheet::RECTIFICATIONS).await[0].text("plan"), "");
    let done = take(east.officer(), path, &table, false).await.ok();
    assert_eq!(done["done"], true, "{done}");
    let rows = exported(east.officer(), path, &sheet::RECTIFICATIONS).await;
    assert_eq!((rows[0].text("plan"), rows[0].text("state")), ("本周补扫", "已制定方案"));
    let again = take(east.officer(), path, &table, false).await.ok();
    assert_eq!(
        (&again["changed"], &again["unchanged"]),
        (&json!(0), &json!(1)),
        "handed in again it asks for nothing: {again}"
    );

    // Handed in with a proof, sent back with a comment: the comment stands in the row, and the table goes in again.
    fleet.server.at(shanghai("2026-10-06T10:00")).await;
    let files = [("scan.nessus", evidence::nessus(shanghai("2026-10-05T22:00"), &[(WEB, &[])]))];
    let proof = fleet.submitted(&due, &files, Value::Null).await;
    let filled = [
        ("id", rectification.as_str()),
        ("plan", "本周补扫"),
        ("statement", "已补扫"),
        ("proof", proof.as_str()),
    ];
    let done = take(east.officer(), path, &workbook(&sheet::RECTIFICATIONS, &[&filled]), false).await.ok();
    assert_eq!((&done["done"], &done["changed"]), (&json!(true), &json!(1)), "{done}");
    let back = format!("/rectifications/{rectification}");
    east.reviewer().post(&format!("{back}/take"), json!({})).await.ok();
    let until = yunjian_testkit::time(fleet.server.now() + 5 * yunjian_testkit::DAY);
    east.reviewer()
        .post(&format!("{back}/return"), json!({"reason": "缺数据库主机", "deadline": until}))
        .await
        .ok();
    let rows = exported(east.officer(), path, &sheet::RECTIFICATIONS).await;
    assert_eq!(rows[0].text("return_reason"), "缺数据库主机");
    let filled =
        [("id", rectification.as_str()), ("statement", "数据库主机也已补扫"), ("proof", proof.as_str())];
    let done = take(east.officer(), path, &workbook(&sheet::RECTIFICATIONS, &[&filled]), false).await.ok();
    assert_eq!((&done["changed"], &done["refused"]), (&json!(1), &json!(0)), "{done}");

    // Nobody reaches another's rows, in or out.
    assert!(exported(west.officer(), path, &sheet::RECTIFICATIONS).await.is_empty());
    let foreign = take(west.officer(), path, &workbook(&sheet::RECTIFICATIONS, &[&filled]), false).await.ok();
    assert_eq!((&foreign["done"], &foreign["refused"]), (&json!(false), &json!(1)), "{foreign}");
    east.lead().send("POST", path, "application/octet-stream", b"x".to_vec()).await.refused(403, "forbidden");
    east.who(Role::CustomerOfficer).get("/sheets/dues").await.refused(403, "forbidden");

    // Deliverables outside the calendar are asked for by a table too.
    let row = [
        ("platform", "east platform 政务云"),
        ("obligation", "A-12.1-G-1/2"),
        ("due_workdays", "5"),
        ("reason", "抽查"),
    ];
    let done = take(east.lead(), "/sheets/dues", &workbook(&sheet::DUES, &[&row]), false).await.ok();
    assert_eq!(done["created"], 1, "{done}");
    let row = [
        ("platform", "west platform 政务云"),
        ("obligation", "A-12.1-G-1/2"),
        ("due_workdays", "5"),
        ("reason", "抽查"),
    ];
    let done = take(east.lead(), "/sheets/dues", &workbook(&sheet::DUES, &[&row]), false).await.ok();
    assert_eq!(
        (&done["refused"], &done["rows"][0]["faults"][0]["place"]),
        (&json!(1), &json!("B2")),
        "{done}"
    );
    fleet.end().await;
}

/// How many rows stand beneath the headings of a table that is for reading only.
async fn lines(who: &Person, path: &str, table: &'static Table) -> usize {
    let answer = who.get(path).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.body);
    let limits = yunjian_evidence::Limits::default();
    let sheets = yunjian_evidence::workbook::read(&mut Cursor::new(answer.bytes), &limits, 10_000)
        .expect("a workbook");
    let heading = |cells: &[String]| {
        cells.first().is_some_and(|c| c.contains(table.columns[0].zh) || c.contains(table.columns[0].en))
            && cells.len() == table.columns.len()
    };
    let head = sheets[0].rows.iter().position(|row| heading(&row.cells)).expect("the headings");
    sheets[0].rows.len() - head - 1
}

/// Every list can be taken along as a workbook, with the rows its page shows.
#[tokio::test]
async fn the_lists_for_reading_are_exported_too() {
    let fleet = Fleet::one().await;
    let (east, server) = (&fleet.east, &fleet.server);
    server.at(shanghai("2026-09-21T10:00")).await;
    let due = east.due("A-12.3-G-1/1", "2026-09").await;
    let files = [("s.nessus", evidence::nessus(shanghai("2026-09-19T22:00"), &[(WEB, &[OLD_TLS])]))];
    let made = fleet.submitted(&due, &files, Value::Null).await;
    let fault = json!({"rule": "A-12.3-G-1-1-R1", "severity": "blocking", "text": "未覆盖"});
    let order = json!({"verdict": "non_compliant", "nonconformities": [fault], "order": {"text": "补扫"}});
    fleet.decided(&made, order).await;
    let at = |what: &str| format!("/platforms/{}/{what}", east.platform);
    for (page, export, table) in [
        ("/notices".to_owned(), "/sheets/notices".to_owned(), &sheet::NOTICES),
        (at("findings"), at("findings/sheet"), &sheet::FINDINGS),
        (at("timeline"), at("timeline/sheet"), &sheet::TIMELINE),
    ] {
        let shown = east.reviewer().all(&page).await.len();
        assert!(shown > 0, "{page} is empty");
        for language in ["zh", "en"] {
            let rows = lines(east.reviewer(), &format!("{export}?lang={language}"), table).await;
            assert_eq!(rows, shown, "{export} in {language}");
        }
    }
    let rows = lines(east.officer(), "/sheets/catalogue", &sheet::CATALOGUE).await;
    assert_eq!(rows, yunjian_catalogue::catalogue().obligations.len());
    assert_eq!(east.officer().get(&at("components/sheet")).await.status, 200);
    fleet.end().await;
}
