//! A newer version that projects differently makes the tables anew from the acts.

use serde_json::Value;
use yunjian_server::app::FactFiles;
use yunjian_testkit::evidence::{self, DB, OLD_TLS, OPEN_DB, WEB};
use yunjian_testkit::{Fleet, shanghai};

#[tokio::test]
async fn tables_of_an_earlier_version_are_made_anew() {
    let fleet = Fleet::one().await;
    let (east, server) = (&fleet.east, &fleet.server);
    let ended = shanghai("2026-09-19T22:00");
    server.at(shanghai("2026-09-20T10:00")).await;
    let due = east.due("A-12.3-G-1/1", "2026-09").await;
    let scan = evidence::nessus(ended, &[(WEB, &[OLD_TLS]), (DB, &[OPEN_DB])]);
    fleet.submitted(&due, &[("s.nessus", scan)], Value::Null).await;
    let due = east.due("A-8.7-G-1/1", "2026-09").await;
    let inventory = evidence::inventory(&[WEB, DB], "2026-09-20 10:00:00");
    fleet.submitted(&due, &[("inventory.csv", inventory)], Value::Null).await;
    let good = server.dump().await;
    let facts = FactFiles(server.app.blobs().clone());
    let store = server.app.store();
    assert!(!store.outdated().await.unwrap());
    assert_eq!(store.rebuild(&facts).await.unwrap(), 0, "nothing to do, nothing done");

    // As the first version left it: no word of the new columns, and a row no act of today would make.
    server
        .database
        .by_hand(&[
            "UPDATE settings SET value = '1' WHERE name = 'projection'",
            "UPDATE findings SET weakness = ''",
            "UPDATE components SET addresses = '', name = 'old'",
        ])
        .await;
    assert!(store.outdated().await.unwrap());
    assert_ne!(server.dump().await, good);
    assert_eq!(store.rebuild(&facts).await.unwrap(), server.acts().await);
    assert_eq!(server.dump().await, good);
    assert!(!store.outdated().await.unwrap());

    // A fact file that is gone: nothing is changed, and it is said.
    server.database.by_hand(&["UPDATE settings SET value = '1' WHERE name = 'projection'"]).await;
    let empty = tempfile::tempdir().unwrap();
    let missing = FactFiles(yunjian_store::Blobs::open(empty.path()).unwrap());
    assert!(store.rebuild(&missing).await.unwrap_err().to_string().contains("fact file"));
    assert_eq!(server.dump().await, good);
    fleet.end().await;
}
