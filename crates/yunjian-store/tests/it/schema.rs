//! Opening a database: new, known, and from the future.

use yunjian_store::{Blobs, Error, Store};
use yunjian_testkit::Database;

#[tokio::test]
async fn a_database_opens_as_often_as_one_likes() {
    let folder = tempfile::tempdir().unwrap();
    let database = Database::fresh(folder.path()).await;
    let first = Store::open(&database.url).await.unwrap();
    // A second process may open it while the first one holds it.
    let second = Store::open(&database.url).await.unwrap();
    first.close().await;
    second.close().await;
    let versions = database.number("SELECT COUNT(*) FROM schema_versions").await;
    let third = Store::open(&database.url).await.unwrap();
    third.set_setting("x", Some("1")).await.unwrap();
    assert_eq!(third.setting("x").await.unwrap().as_deref(), Some("1"));
    third.close().await;
    assert!(versions > 0);
    assert_eq!(
        database.number("SELECT COUNT(*) FROM schema_versions").await,
        versions,
        "no migration ran twice"
    );
    database.drop().await;
}

#[tokio::test]
async fn a_newer_schema_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let database = Database::fresh(folder.path()).await;
    Store::open(&database.url).await.unwrap().close().await;
    let known = database.number("SELECT MAX(version) FROM schema_versions").await;
    database.by_hand(&[&format!("INSERT INTO schema_versions (version) VALUES ({})", known + 1)]).await;
    match Store::open(&database.url).await {
        Err(Error::NewerSchema { found, known: mine }) => assert_eq!((found, mine), (known + 1, known)),
        other => panic!("a newer schema was opened: {other:?}"),
    }
    assert_eq!(database.number("SELECT MAX(version) FROM schema_versions").await, known + 1);
    database.drop().await;
}

#[tokio::test]
async fn what_is_no_address_is_said_without_its_password() {
    for url in ["mysql://u:secret@host/db", "postgres://u:secret@", "nonsense"] {
        let error = Store::open(url).await.unwrap_err().to_string();
        assert!(!error.contains("secret"), "{error}");
    }
}

#[tokio::test]
async fn a_backup_is_a_database_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let database = Database::fresh(folder.path()).await;
    let store = Store::open(&database.url).await.unwrap();
    store.set_setting("x", Some("kept")).await.unwrap();
    let target = folder.path().join("copy.db");
    if database.is_postgres() {
        let error = store.backup_sqlite(&target).await.unwrap_err().to_string();
        assert!(error.contains("pg_dump"), "{error}");
    } else {
        store.backup_sqlite(&target).await.unwrap();
        assert!(store.backup_sqlite(&target).await.is_err(), "nothing is overwritten");
        let copy = Store::open(&format!("sqlite:{}", target.display())).await.unwrap();
        assert_eq!(copy.setting("x").await.unwrap().as_deref(), Some("kept"));
        copy.close().await;
    }
    store.close().await;
    database.drop().await;
}

#[test]
fn a_blob_folder_opens_twice() {
    let folder = tempfile::tempdir().unwrap();
    let first = Blobs::open(folder.path()).unwrap();
    let digest = first.put("a", b"bytes").unwrap();
    let second = Blobs::open(folder.path()).unwrap();
    assert_eq!(second.read(&digest, 10).unwrap(), b"bytes");
    assert_eq!(second.put("b", b"bytes").unwrap(), digest);
}
