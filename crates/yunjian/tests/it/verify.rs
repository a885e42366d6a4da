//! `yunjian verify`: a receipt without its server, and the whole record against its acts.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use yunjian_ledger::key::SigningKey;
use yunjian_testkit::Database;

use crate::house::{Client, PLATFORM, SCAN, Server, fleet, folder, run, text, wait_for};

/// The ledger's key as the person at the server's machine knows it.
pub(crate) fn key_of(data: &Path) -> String {
    let seed = fs::read_to_string(data.join("keys/ledger.seed")).expect("a key");
    let seed: [u8; 32] = hex::decode(seed.trim()).unwrap().try_into().unwrap();
    SigningKey::from_seed("yunjian.local/log", &seed).unwrap().verifier().to_string()
}

/// Hands in one small table and answers with its proven receipt.
pub(crate) fn receipt_from(server: &Server, title: &str) -> Value {
    let token = server.token("donglan");
    let dir = folder();
    let csv = dir.path().join("findings.csv");
    fs::write(
        &csv,
        format!(
            "finding_id,severity,title,component_id,source_tool,rule_id,status,last_seen\n\
             F-1,high,{title},web-01,nmap,tls-old,open,2026-11-10T08:00:00Z\n"
        ),
    )
    .unwrap();
    let made = server
        .submit(&token, &["--platform", PLATFORM, "--due", SCAN, "--json", "--no-wait", text(&csv)])
        .ends(0)
        .json();
    let id = made["submissions"][0]["submission"].as_str().unwrap();
    let client = Client::with_token(&server.url, &token);
    wait_for("a proven receipt", 30, || {
        let state = client.get(&format!("/submissions/{id}/receipt")).made();
        (state["proven"] == true).then(|| state["receipt"].clone())
    })
}

/// clauses: 5.2.2 e)
#[test]
fn a_receipt_holds_without_its_server_and_no_byte_of_it_may_change() {
    let data = fleet();
    let server = Server::demo(data.path());
    let receipt = receipt_from(&server, "Old TLS");
    server.stop();
    let dir = folder();
    let path = dir.path().join("receipt.json");
    let whole = serde_json::to_string_pretty(&receipt).unwrap();
    fs::write(&path, &whole).unwrap();
    let key = key_of(data.path());

    let alone = run(&["verify", "--json", text(&path)]).ends(0).json();
    assert_eq!(
        (&alone["valid"], &alone["proven"], &alone["key_given"]),
        (&json!(true), &json!(true), &json!(false))
    );
    assert_eq!(alone["key"], key);
    assert_eq!(alone["subject"], receipt["subject"]);
    run(&["verify", text(&path)]).ends(0).says(&[
        "the receipt holds 回执有效",
        "proven: entry",
        "compare it with one you know",
    ]);

    // With the key known from elsewhere the doubt about it is gone; with another one the receipt falls.
    let trusted = run(&["verify", "--json", "--key", &key, text(&path)]).ends(0).json();
    assert_eq!(trusted["key_given"], true);
    let stranger = SigningKey::from_seed("yunjian.local/log", &[7; 32]).unwrap().verifier().to_string();
    run(&["verify", "--key", &stranger, text(&path)])
        .ends(1)
        .says(&["the receipt does not hold 回执无效", "not the trusted key"]);
    run(&["verify", "--key", "nonsense", text(&path)]).ends(1).complains(&["--key"]);

    // The server's wrapped answer is as good.
    fs::write(&path, json!({"proven": true, "receipt": receipt}).to_string()).unwrap();
    run(&["verify", text(&path)]).ends(0);

    // One changed byte, wherever it stands, and the part that does not fit is named.
    let parts = [
        ("/body", "body and salt"),
        ("/salt", "commitment"),
        ("/commitment", "commitment"),
        ("/leaf", "leaf"),
        ("/promise/signature", "signature of the receipt's promise"),
        ("/promise/origin", "not of the log"),
        ("/inclusion/path/0", "proof of inclusion does not hold"),
        ("/inclusion/checkpoint", "in the receipt's proof of inclusion"),
        ("/subject/id", "subject"),
        ("/vkey", "key"),
    ];
    for (pointer, named) in parts {
        let mut altered = receipt.clone();
        let value = altered.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer} in {receipt}"));
        *value = Value::String(another_letter(value.as_str().unwrap(), pointer));
        fs::write(&path, altered.to_string()).unwrap();
        let ran = run(&["verify", text(&path)]).ends(1);
        assert!(ran.out.contains("does not hold") && ran.out.contains(named), "{pointer}: {}", ran.out);
        assert_eq!(run(&["verify", "--json", text(&path)]).ends(1).json()["valid"], false);
    }
    let mut altered = receipt.clone();
    let time = altered["promise"]["time"].as_i64().unwrap();
    altered["promise"]["time"] = json!(time + 1);
    fs::write(&path, altered.to_string()).unwrap();
    run(&["verify", text(&path)]).ends(1).says(&["signature of the receipt's promise"]);

    fs::write(&path, "{\"a\": 1}").unwrap();
    run(&["verify", text(&path)]).ends(1).says(&["this is not a receipt"]);
    run(&["verify", text(&dir.path().join("none"))]).ends(1).complains(&["none"]);
}

/// The text with one letter exchanged; in the committed body it is one the receipt's subject does not repeat.
fn another_letter(text: &str, pointer: &str) -> String {
    let at = if pointer == "/body" {
        text.find("\"user\":\"").expect("the body names who did it") + "\"user\":\"".len()
    } else {
        text.find(|c: char| c.is_ascii_alphanumeric()).expect("a letter")
    };
    let old = text.as_bytes()[at];
    let new = match old {
        b'1' => '2',
        b'0'..=b'9' => '1',
        b'a' => 'b',
        _ => 'a',
    };
    format!("{}{new}{}", &text[..at], &text[at + 1..])
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

#[test]
fn an_altered_row_act_or_file_is_named() {
    let clean = fleet();
    let told = run(&["verify", "--replay", "--json", "--data", text(clean.path())]).ends(0).json();
    assert_eq!((&told["clean"], &told["faults_total"]), (&json!(true), &json!(0)));
    for figure in ["acts", "rows", "blobs", "checkpoints"] {
        assert!(told[figure].as_i64().unwrap() > 10, "{figure}: {told}");
    }
    run(&["verify", "--replay", "--data", text(clean.path())]).ends(0).says(&["acts", "数据与记录一致"]);
    let left: Vec<_> = fs::read_dir(clean.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert!(!left.iter().any(|n| n.to_string_lossy().starts_with("replay")), "{left:?}");

    let database = Database::sqlite(clean.path());
    let one = |statement: &str| runtime().block_on(database.text(statement));
    let submission = one("SELECT id FROM submissions WHERE verdict = 'non_compliant' ORDER BY id LIMIT 1");
    let act = one("SELECT id FROM acts WHERE kind = 'verdict_given' ORDER BY seq LIMIT 1");
    let finding = one("SELECT id FROM findings ORDER BY id LIMIT 1");
    assert!(!submission.is_empty() && !act.is_empty() && !finding.is_empty());

    // Each on a fresh copy: what was done by hand, and what the answer must name.
    let cases = [
        (format!("UPDATE submissions SET verdict = 'compliant' WHERE id = '{submission}'"), &submission),
        (format!("DELETE FROM findings WHERE id = '{finding}'"), &finding),
        (format!("UPDATE acts SET body = body || ' ' WHERE id = '{act}'"), &act),
    ];
    for (statement, named) in &cases {
        let data = fleet();
        runtime().block_on(Database::sqlite(data.path()).by_hand(&[statement]));
        let ran = run(&["verify", "--replay", "--data", text(data.path())]).ends(1);
        assert!(ran.out.contains(named.as_str()), "{statement}: {}", ran.out);
        assert!(ran.out.contains("faults 发现"), "{}", ran.out);
        let told = run(&["verify", "--replay", "--json", "--data", text(data.path())]).ends(1).json();
        assert_eq!(told["clean"], false);
        assert!(told["faults"].to_string().contains(named.as_str()), "{told}");
    }

    // A stored file with one changed byte.
    let data = fleet();
    let digest = one("SELECT sha256 FROM submission_files ORDER BY sha256 LIMIT 1");
    let path = data.path().join("blobs").join(&digest[..2]).join(&digest);
    let mut bytes = fs::read(&path).unwrap();
    bytes[0] ^= 1;
    fs::write(&path, bytes).unwrap();
    let ran = run(&["verify", "--replay", "--data", text(data.path())]).ends(1);
    assert!(ran.out.contains(&format!("blob {digest}")), "{}", ran.out);
}

#[test]
fn an_empty_folder_is_no_clean_record() {
    let dir = folder();
    run(&["verify", "--replay", "--data", text(dir.path())]).ends(1).complains(&["there is no database"]);
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0, "checking makes nothing");
    let gone = dir.path().join("gone");
    run(&["verify", "--replay", "--data", text(&gone)]).ends(1).complains(&["there is no data folder"]);
}
