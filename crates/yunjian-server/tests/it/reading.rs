//! How far reading has got: told while it goes on, kept over a restart, forgotten once the record says it.

use serde_json::{Value, json};
use yunjian_domain::permission::Role;
use yunjian_store::Scope;
use yunjian_store::reading::ReadingRow;
use yunjian_testkit::evidence::{self, OLD_TLS, WEB};
use yunjian_testkit::{Fleet, shanghai};

const SCAN: &str = "A-12.3-G-1/1";

#[tokio::test]
async fn what_was_read_before_a_restart_is_not_read_again() {
    let fleet = Fleet::two().await;
    let (east, server) = (&fleet.east, &fleet.server);
    server.at(shanghai("2026-09-20T10:00")).await;
    let due = east.due(SCAN, "2026-09").await;
    let scan = evidence::nessus(shanghai("2026-09-19T22:00"), &[(WEB, &[OLD_TLS])]);
    let files =
        [("a.nessus", scan.clone()), ("b.csv", b"finding_id,severity,title\nF-1,high,Old TLS\n".to_vec())];
    let made = fleet.hand_in(east.officer(), &east.platform, &[&due], &files, Value::Null).await.ok();
    let id = made["submissions"][0]["id"].as_str().unwrap().to_owned();
    let path = format!("/submissions/{id}/reading");
    let reading = || async { east.who(Role::ProviderOfficer).get(&path).await.ok() };
    let states = |shown: &Value| -> Vec<String> {
        shown["files"].as_array().unwrap().iter().map(|f| f["state"].as_str().unwrap().to_owned()).collect()
    };

    let shown = reading().await;
    assert_eq!(
        (shown["phase"].as_str(), states(&shown)),
        (Some("waiting"), vec!["waiting".into(), "waiting".into()])
    );
    fleet.west().officer().get(&path).await.refused(404, "not_found");

    // As a killed server leaves it: one file read to the end by an earlier run, one half way.
    let kept = server.app.store().submission_files(&Scope::system(), &id).await.unwrap();
    let order = yunjian_server::reader::Order {
        sha256: kept[0].sha256.clone(),
        zone: "Asia/Shanghai".to_owned(),
        scratch: "earlier".to_owned(),
        format: None,
        received_at: Some(server.now()),
    };
    let mut answer =
        serde_json::to_value(server.app.reader().read(server.app.blobs(), order).await.unwrap()).unwrap();
    // A mark by which the earlier answer is known again.
    answer["summary"]["tool"] = json!("the earlier run");
    let row = |file: usize, passed: i64, answer: Option<String>| ReadingRow {
        sha256: kept[file].sha256.clone(),
        size: kept[file].size,
        passed_bytes: passed,
        records: 1,
        answer,
        began_at: 1,
        changed_at: 2,
    };
    let store = server.app.store();
    store.note_reading(&id, &row(0, kept[0].size, Some(answer.to_string()))).await.unwrap();
    store.note_reading(&id, &row(1, 7, None)).await.unwrap();
    let shown = reading().await;
    assert_eq!(
        (shown["phase"].as_str(), states(&shown)),
        (Some("reading"), vec!["read".into(), "reading".into()])
    );
    assert_eq!(shown["files"][1]["passed"], 7);

    server.settle().await;
    let submission = fleet.shown(&id).await;
    assert_eq!(submission["state"], "assessed", "{}", submission["not_admitted"]);
    assert_eq!(submission["files"][0]["summary"]["tool"], "the earlier run");
    assert_ne!(submission["files"][1]["summary"]["tool"], "the earlier run");
    let shown = reading().await;
    assert_eq!((shown["phase"].as_str(), states(&shown)), (Some("done"), vec!["read".into(), "read".into()]));
    assert_eq!(server.database.number("SELECT COUNT(*) FROM readings").await, 0);
    fleet.end().await;
}

#[tokio::test]
async fn an_answer_of_another_reader_version_is_not_taken() {
    let fleet = Fleet::one().await;
    let (east, server) = (&fleet.east, &fleet.server);
    server.at(shanghai("2026-09-20T10:00")).await;
    let due = east.due(SCAN, "2026-09").await;
    let files = [("a.nessus", evidence::nessus(shanghai("2026-09-19T22:00"), &[(WEB, &[OLD_TLS])]))];
    let made = fleet.hand_in(east.officer(), &east.platform, &[&due], &files, Value::Null).await.ok();
    let id = made["submissions"][0]["id"].as_str().unwrap().to_owned();
    let kept = server.app.store().submission_files(&Scope::system(), &id).await.unwrap();
    let answer = json!({
        "outcome": "read", "format": "nessus-v2", "reader_version": 0,
        "facts": kept[0].sha256, "summary": {"tool": "an older reader"},
    });
    let row = ReadingRow {
        sha256: kept[0].sha256.clone(),
        size: kept[0].size,
        passed_bytes: 1,
        records: 1,
        answer: Some(answer.to_string()),
        began_at: 1,
        changed_at: 2,
    };
    server.app.store().note_reading(&id, &row).await.unwrap();
    server.settle().await;
    let submission = fleet.shown(&id).await;
    assert_eq!(submission["state"], "assessed");
    assert_ne!(submission["files"][0]["summary"]["tool"], "an older reader");
    fleet.end().await;
}
