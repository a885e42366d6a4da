//! What somebody with the database's password or the disk can do is found, and named.

use serde_json::{Value, json};
use yunjian_ledger::{Salt, commit};
use yunjian_store::replay::Outcome;
use yunjian_testkit::evidence::{self, OLD_TLS, WEB};
use yunjian_testkit::{Fleet, shanghai};

/// A fleet with something of everything on record, and the submission it is about.
async fn lived() -> (Fleet, String) {
    let fleet = Fleet::one().await;
    fleet.server.at(shanghai("2026-09-21T10:00")).await;
    let due = fleet.east.due("A-12.3-G-1/1", "2026-09").await;
    let files = [("s.nessus", evidence::nessus(shanghai("2026-09-20T22:00"), &[(WEB, &[OLD_TLS])]))];
    let submission = fleet.submitted(&due, &files, Value::Null).await;
    let fault = json!({"rule": "A-12.3-G-1-1-R1", "severity": "blocking", "text": "未覆盖"});
    let order = json!({"verdict": "non_compliant", "nonconformities": [fault], "order": {"text": "补扫"}});
    fleet.decided(&submission, order).await;
    fleet.server.settle().await;
    let outcome = fleet.server.replayed().await;
    assert!(outcome.clean(), "{:?}", outcome.faults);
    assert!(outcome.rows > 20 && outcome.blobs >= 4 && outcome.checkpoints > 0);
    (fleet, submission)
}

#[track_caller]
fn named(outcome: &Outcome, what: &str, parts: &[&str]) {
    assert!(!outcome.clean(), "{what} was not found");
    assert!(
        outcome.faults.iter().any(|fault| parts.iter().all(|part| fault.contains(part))),
        "{what}: no fault names {parts:?}: {:#?}",
        outcome.faults
    );
}

#[tokio::test]
async fn the_engine_itself_refuses_to_change_the_record() {
    let (fleet, _) = lived().await;
    for statement in [
        "UPDATE acts SET body = '{}' WHERE seq = 1",
        "DELETE FROM acts WHERE seq = 1",
        "UPDATE ledger_nodes SET hash = 'x'",
        "DELETE FROM ledger_checkpoints",
    ] {
        let refused = fleet.server.database.attempt(statement).await.unwrap_err();
        assert!(refused.contains("this table only grows"), "{statement}: {refused}");
    }
    fleet.end().await;
}

/// clauses: 5.2.2 e)
#[tokio::test]
async fn an_altered_row_is_found_and_named() {
    let (fleet, submission) = lived().await;
    let database = &fleet.server.database;
    let act = database.text("SELECT id FROM acts WHERE kind = 'verdict_given'").await;
    let content = database.text("SELECT text_ref FROM rectifications").await;
    let finding = database.text("SELECT id FROM findings ORDER BY id LIMIT 1").await;
    let user = database.text("SELECT id FROM users ORDER BY id LIMIT 1").await;
    let due = database.text("SELECT id FROM dues ORDER BY id DESC LIMIT 1").await;
    let cases = [
        (
            "submissions",
            "a verdict",
            format!("UPDATE submissions SET verdict = 'compliant' WHERE id = '{submission}'"),
            vec![
                "submissions: the row",
                &submission,
                "verdict is \"compliant\", by the acts it is \"non_compliant\"",
            ],
        ),
        (
            "submissions",
            "a moment",
            format!("UPDATE submissions SET received_at = received_at - 1 WHERE id = '{submission}'"),
            vec!["submissions: the row", &submission, "received_at"],
        ),
        (
            "contents",
            "a text",
            format!("UPDATE contents SET body = '不必整改' WHERE digest = '{content}'"),
            vec!["contents", &content, "altered"],
        ),
        (
            "contents",
            "a text taken away without an act",
            format!("UPDATE contents SET body = NULL, salt = NULL, erased = 1 WHERE digest = '{content}'"),
            vec!["contents", &content],
        ),
        (
            "acts",
            "an act's body",
            format!(
                "UPDATE acts SET body = REPLACE(body, '\"non_compliant\"', '\"compliant\"') WHERE id = '{act}'"
            ),
            vec!["acts: act", &act, "does not have the bytes its leaf commits to"],
        ),
        (
            "acts",
            "an act's leaf",
            format!("UPDATE acts SET leaf = (SELECT b.leaf FROM acts b WHERE b.seq = 1) WHERE id = '{act}'"),
            vec!["acts: act", &act, "does not have the bytes its leaf commits to"],
        ),
        (
            "acts",
            "a leaf that is no hash",
            format!("UPDATE acts SET leaf = 'nonsense' WHERE id = '{act}'"),
            vec!["acts: act", &act, "does not have the bytes its leaf commits to"],
        ),
        (
            "acts",
            "an act's salt",
            format!("UPDATE acts SET salt = 'nonsense' WHERE id = '{act}'"),
            vec!["acts: act", &act, "does not have the bytes its leaf commits to"],
        ),
        (
            "acts",
            "the person who acted, in the column lists are made of",
            format!("UPDATE acts SET user_id = '{user}', at = at - 1 WHERE id = '{act}'"),
            vec!["acts: the row of act", &act, "at, user_id"],
        ),
        (
            "acts",
            "an act that belongs to another timeline",
            format!("UPDATE acts SET subject = 'x', platform_id = NULL WHERE id = '{act}'"),
            vec!["acts: the row of act", &act, "subject, platform_id"],
        ),
        (
            "findings",
            "a finding",
            format!("UPDATE findings SET severity = 'low' WHERE id = '{finding}'"),
            vec!["findings: the row", &finding, "severity is \"low\""],
        ),
        (
            "findings",
            "a finding taken away",
            format!("DELETE FROM findings WHERE id = '{finding}'"),
            vec!["findings: the row", &finding, "is missing"],
        ),
        (
            "dues",
            "a due item taken away",
            format!("DELETE FROM dues WHERE id = '{due}'"),
            vec!["dues: the row", &due, "is missing"],
        ),
        (
            "access",
            "access nobody gave",
            format!(
                "INSERT INTO access (organisation_id, platform_id, role) VALUES ('MALLORY', '{}', 'supervisor')",
                fleet.east.platform
            ),
            vec!["access: no act made the row MALLORY"],
        ),
        (
            "users",
            "a role nobody gave",
            format!("UPDATE users SET role = 'auditor' WHERE id = '{user}'"),
            vec!["users: the row", &user, "role"],
        ),
        (
            "ledger_nodes",
            "the tree",
            format!(
                "UPDATE ledger_nodes SET hash = (SELECT leaf FROM acts WHERE seq = 1) WHERE level = 0 AND idx = (SELECT seq - 1 FROM acts WHERE id = '{act}')"
            ),
            vec!["ledger_nodes", &act],
        ),
        (
            "ledger_checkpoints",
            "a checkpoint",
            "UPDATE ledger_checkpoints SET note = REPLACE(note, 'yunjian', 'Yunjian')".to_owned(),
            vec!["ledger_checkpoints: no key of the log signed"],
        ),
    ];
    for (table, what, statement, parts) in &cases {
        let kept = database.keep(table).await;
        database.by_hand(&[statement]).await;
        named(&fleet.server.replayed().await, what, parts);
        database.put_back(table, kept).await;
    }
    assert!(fleet.server.replayed().await.clean(), "everything was put back");
    fleet.end().await;
}

#[tokio::test]
async fn a_forged_act_with_a_fitting_leaf_does_not_fit_the_signed_tree() {
    let (fleet, _) = lived().await;
    let database = &fleet.server.database;
    let act = database.text("SELECT id FROM acts WHERE kind = 'verdict_given'").await;
    let body = database.text(&format!("SELECT body FROM acts WHERE id = '{act}'")).await;
    let salt: Salt =
        database.text(&format!("SELECT salt FROM acts WHERE id = '{act}'")).await.parse().unwrap();
    let forged = body.replace("non_compliant", "partly_compliant");
    let leaf = commit::leaf_of(&commit::commitment(&salt, forged.as_bytes()));
    let at = format!("(SELECT seq - 1 FROM acts WHERE id = '{act}')");
    database
        .by_hand(&[
            &format!("UPDATE acts SET body = '{forged}', leaf = '{leaf}' WHERE id = '{act}'"),
            &format!("UPDATE ledger_nodes SET hash = '{leaf}' WHERE level = 0 AND idx = {at}"),
            "UPDATE submissions SET verdict = 'partly_compliant'",
        ])
        .await;
    let outcome = fleet.server.replayed().await;
    named(
        &outcome,
        "a consistent forgery",
        &["ledger_checkpoints: the acts up to", "are not the ones its checkpoint was signed over"],
    );
    fleet.server.stop().await;
}

#[tokio::test]
async fn a_deleted_act_is_missed() {
    let (fleet, _) = lived().await;
    let database = &fleet.server.database;
    // The last one: only the signed checkpoint remembers it.
    let last = database.number("SELECT MAX(seq) FROM acts").await;
    database.by_hand(&[&format!("DELETE FROM acts WHERE seq = {last}")]).await;
    let outcome = fleet.server.replayed().await;
    named(&outcome, "the last act", &[&format!("ledger_checkpoints: the acts up to {last}")]);
    let middle = database.text("SELECT id FROM acts WHERE seq = 9").await;
    database.by_hand(&["DELETE FROM acts WHERE seq = 8"]).await;
    let outcome = fleet.server.replayed().await;
    named(&outcome, "an act", &["acts: act 8 is missing before act", &middle]);
    fleet.server.stop().await;
}

/// clauses: 6.2.1.1 e)
#[tokio::test]
async fn an_altered_file_on_disk_is_found_and_named() {
    let (fleet, submission) = lived().await;
    let (server, database) = (&fleet.server, &fleet.server.database);
    for column in ["sha256", "facts", "summary"] {
        let digest = database.text(&format!("SELECT {column} FROM submission_files")).await;
        let path = server.app.blobs().path(&digest).unwrap();
        let bytes = std::fs::read(&path).unwrap();
        let mut altered = bytes.clone();
        let middle = altered.len() / 2;
        altered[middle] ^= 1;
        std::fs::write(&path, &altered).unwrap();
        named(&server.replayed().await, column, &["blob", &digest, &submission, "was altered"]);
        std::fs::remove_file(&path).unwrap();
        named(&server.replayed().await, column, &["blob", &digest, &submission, "cannot be read"]);
        std::fs::write(&path, &bytes).unwrap();
    }
    let document = database.text("SELECT assessment FROM submissions").await;
    let path = server.app.blobs().path(&document).unwrap();
    let bytes = std::fs::read(&path).unwrap();
    std::fs::write(&path, b"{}").unwrap();
    named(&server.replayed().await, "an assessment", &["blob", &document, &submission, "was altered"]);
    let shown = fleet.east.officer().get(&format!("/submissions/{submission}")).await;
    assert_eq!(shown.status, 500, "an altered assessment is not shown as if it were the one");
    std::fs::write(&path, bytes).unwrap();
    fleet.end().await;
}
