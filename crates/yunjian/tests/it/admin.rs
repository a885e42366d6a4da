//! `yunjian admin`, and who may hold a data folder.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use serde_json::json;

use crate::house::{
    PASSWORD, Server, copy_folder, fleet, folder, ran, run, run_with_input, seed, text, wait_for, yunjian,
};
use crate::verify::{key_of, receipt_from};

#[test]
fn the_first_administrator_enters_with_a_code_that_works_once() {
    let dir = folder();
    let data = dir.path().join("data");
    let code = run(&["admin", "bootstrap", "--data", text(&data)]).ends(0).out.trim().to_owned();
    assert!(code.len() >= 16 && code.bytes().all(|b| b.is_ascii_hexdigit()), "{code}");
    let mode = fs::metadata(&data).unwrap().permissions().mode();
    assert_eq!(mode & 0o077, 0, "the data folder is nobody else's");

    let server = Server::serve(&data);
    let client = server.client();
    assert_eq!(client.get("/setup").made()["needs_bootstrap"], true);
    let body = |code: &str, login: &str| json!({"code": code, "organisation": "海东省政务云监管中心", "login": login, "name": "张敏", "password": "a long password"});
    let wrong = client.post("/bootstrap", &body("0000", "root"));
    assert_eq!((wrong.status, &wrong.body["code"]), (403, &json!("wrong_code")));
    let short = client.post(
        "/bootstrap",
        &json!({"code": code, "organisation": "x", "login": "root", "name": "y", "password": "short"}),
    );
    assert_eq!(short.status, 422, "{}", short.body);
    let me = client.post("/bootstrap", &body(&code, "root")).made();
    assert_eq!((&me["login"], &me["role"]), (&json!("root"), &json!("sysadmin")));
    let again = client.post("/bootstrap", &body(&code, "root2"));
    assert_eq!((again.status, &again.body["code"]), (403, &json!("wrong_code")));
    assert_eq!(client.get("/setup").made()["needs_bootstrap"], false);
    let mut person = server.client();
    person.sign_in("root", "a long password").expect("the administrator signs in");
    assert_eq!(person.get("/me").made()["login"], "root");
    // Nor is there a second code.
    run(&["admin", "bootstrap", "--data", text(&data)]).ends(1).complains(&["there are users already"]);
    server.stop();
    run(&["verify", "--replay", "--data", text(&data)]).ends(0);
}

#[test]
fn a_password_is_reset_from_standard_input_while_the_server_runs() {
    let data = fleet();
    let server = Server::demo(data.path());
    let inside = server.person("lead");
    assert_eq!(inside.get("/me").status, 200);
    let token = inside.post("/tokens", &serde_json::json!({"label": "machine", "days": 1})).made();
    let machine = crate::house::Client::with_token(&server.url, token["secret"].as_str().unwrap());
    assert_eq!(machine.get("/me").status, 200);
    let arguments = |login| ["admin", "reset-password", login, "--data", text(data.path())];
    run_with_input(&arguments("lead"), "short\n").ends(1).complains(&["at least 10 characters"]);
    run_with_input(&arguments("nobody"), "another password\n")
        .ends(1)
        .complains(&["there is no login nobody"]);
    let done = run_with_input(&arguments("lead"), "another password\n").ends(0);
    assert!(!done.out.contains("another password") && done.out.contains("密码已设置"), "{}", done.out);
    let mut person = server.client();
    assert_eq!(person.sign_in("lead", PASSWORD).unwrap_err().status, 401);
    person.sign_in("lead", "another password").expect("the new password");
    assert_eq!(inside.get("/me").status, 401, "whoever was inside is outside");
    assert_eq!(machine.get("/me").status, 401, "and so is every machine");
    server.stop();
}

#[test]
fn a_backup_taken_while_the_server_runs_restores_the_whole_record() {
    let dir = folder();
    let home = dir.path().join("data");
    copy_folder(seed(), &home);
    let server = Server::demo(&home);
    let receipt = receipt_from(&server, "Before the backup");
    // A file on its way in must not be in the way.
    fs::write(home.join("blobs/tmp/half"), "half a file").unwrap();
    let target = dir.path().join("backup");
    run(&["admin", "backup", text(&target), "--data", text(&home)]).ends(0).says(&[text(&target)]);
    assert_eq!(fs::metadata(&target).unwrap().permissions().mode() & 0o077, 0, "a backup holds the key");
    run(&["admin", "backup", text(&target), "--data", text(&home)])
        .ends(1)
        .complains(&["exists; give a new folder"]);
    let key = key_of(&home);
    server.stop();
    run(&["admin", "restore", text(&target), "--data", text(&home)]).ends(1).complains(&["is not empty"]);
    fs::remove_dir_all(&home).unwrap();

    let nothing = dir.path().join("nothing");
    run(&["admin", "restore", text(&nothing), "--data", text(&home)]).ends(1).complains(&["is no backup"]);
    assert!(!nothing.exists() && !home.exists(), "refusing makes nothing");

    run(&["admin", "restore", text(&target), "--data", text(&home)]).ends(0).says(&["restored into"]);
    run(&["verify", "--replay", "--data", text(&home)]).ends(0);
    assert_eq!(key_of(&home), key);
    let server = Server::demo(&home);
    let id = receipt["subject"]["act"]["submission"].as_str().unwrap();
    let kept = server.person("donglan").get(&format!("/submissions/{id}/receipt")).made();
    assert_eq!(kept["receipt"]["leaf"], receipt["leaf"]);
    server.stop();

    // A damaged backup is not put back.
    fs::remove_dir_all(&home).unwrap();
    let shelf =
        fs::read_dir(target.join("blobs")).unwrap().flatten().find(|e| e.file_name().len() == 2).unwrap();
    let blob = fs::read_dir(shelf.path()).unwrap().next().unwrap().unwrap().path();
    fs::write(&blob, "something else").unwrap();
    let damaged = run(&["admin", "restore", text(&target), "--data", text(&home)]).ends(1);
    damaged.complains(&["the backup is damaged", text(Path::new(blob.file_name().unwrap()))]);
}

#[test]
fn after_a_new_key_old_receipts_hold_and_new_checkpoints_are_the_new_keys() {
    let data = fleet();
    let dir = folder();
    let server = Server::demo(data.path());
    let before = receipt_from(&server, "Under the old key");
    let old = key_of(data.path());
    run(&["admin", "rotate-key", "--data", text(data.path())])
        .ends(1)
        .complains(&["in use by another yunjian process"]);
    assert_eq!(key_of(data.path()), old);
    server.stop();

    run(&["admin", "rotate-key", "--data", text(data.path())]).ends(0).says(&["old ", "new "]);
    let new = key_of(data.path());
    assert_ne!(new, old);
    run(&["verify", "--replay", "--data", text(data.path())]).ends(0);

    let server = Server::demo(data.path());
    let note = server.person("auditor").get("/ledger/checkpoint").made().to_string();
    let after = receipt_from(&server, "Under the new key");
    // The submission of before, asked for now, is vouched for by the new key.
    let id = before["subject"]["act"]["submission"].as_str().unwrap();
    let client = server.person("donglan");
    let now = client.get(&format!("/submissions/{id}/receipt")).made()["receipt"].clone();
    server.stop();
    assert!(!note.is_empty());
    for (receipt, key, wrong) in [(&before, &old, &new), (&after, &new, &old), (&now, &new, &old)] {
        let path = dir.path().join("receipt.json");
        fs::write(&path, receipt.to_string()).unwrap();
        let held = run(&["verify", "--json", "--key", key, text(&path)]).ends(0).json();
        assert_eq!(held["proven"], true);
        run(&["verify", "--key", wrong, text(&path)]).ends(1);
    }
    run(&["verify", "--replay", "--data", text(data.path())]).ends(0);
}

#[test]
fn one_folder_one_server() {
    let data = fleet();
    let server = Server::demo(data.path());
    for command in ["serve", "demo"] {
        let second =
            ran(yunjian().args([command, "--listen", "127.0.0.1:0", "--data", text(data.path())])).ends(1);
        second.complains(&["in use by another yunjian process", text(data.path())]);
    }
    // Nor do two listen on one address.
    let (other, taken) = (folder(), server.url.trim_start_matches("http://").to_owned());
    run(&["serve", "--listen", &taken, "--data", text(other.path())])
        .ends(1)
        .complains(&["cannot listen on", &taken]);
    assert_eq!(server.client().get("/setup").status, 200, "the first one goes on");
    // The lock goes with the process, however it ends.
    server.kill();
    let server = Server::demo(data.path());
    server.stop();
    // A real server's folder is not the demo's.
    let dir = folder();
    let code = run(&["admin", "bootstrap", "--data", text(dir.path())]).ends(0).out.trim().to_owned();
    let server = Server::serve(dir.path());
    server
        .client()
        .post(
            "/bootstrap",
            &json!({"code": code, "organisation": "x", "login": "root", "name": "y", "password": "a long password"}),
        )
        .made();
    wait_for("the server", 10, || {
        (server.client().get("/setup").made()["needs_bootstrap"] == false).then_some(())
    });
    server.stop();
    let demo = run(&["demo", "--listen", "127.0.0.1:0", "--data", text(dir.path())]).ends(1);
    demo.complains(&["the demo needs a folder of its own"]);
}
