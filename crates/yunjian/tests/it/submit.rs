//! `yunjian submit` against a real server, and the demo it hands in to.

use std::fs;

use serde_json::{Value, json};

use crate::house::{
    Client, PLATFORM, SCAN, Server, corpus, fleet, folder, ran, run, text, wait_for, yunjian,
};

const NESSUS: &str = "nessus/tenable-nessus__nessus_with_cvssv3.nessus";
const TRIVY: &str = "trivy/trivy__scheme_2_many_vulns.json";

/// Checks that an assessed submission gives its reasons: what was compared, and which rows in which place.
fn gives_reasons(one: &Value) {
    assert_eq!(one["state"], "assessed", "{one}");
    assert_eq!(one["proposal"], "non_compliant");
    let failed: Vec<&Value> =
        one["results"].as_array().unwrap().iter().filter(|r| r["outcome"] == "fail").collect();
    assert!(!failed.is_empty());
    for result in &failed {
        for key in ["rule", "severity", "message_zh", "message_en"] {
            assert!(result[key].as_str().is_some_and(|t| !t.is_empty()), "{key} of {result}");
        }
        let reasons = result["compared"].as_array().unwrap().len() + result["rows"].as_array().unwrap().len();
        assert!(reasons > 0, "no reason: {result}");
    }
    assert!(failed.iter().any(|r| !r["compared"].as_array().unwrap().is_empty()));
}

/// Checks that a rule over rows says which row of the handed-in file it means.
fn names_rows_of_the_file(one: &Value) {
    let file = &one["files"][0]["sha256"];
    let rows = one["results"].as_array().unwrap().iter().flat_map(|r| r["rows"].as_array().unwrap());
    let placed = |row: &&Value| row["file"] == *file && row["place"].as_str().is_some_and(|p| !p.is_empty());
    assert!(rows.filter(placed).count() > 0, "no row of the file is named");
}

/// clauses: 7.1 s1
#[test]
fn real_files_are_judged_with_reasons_and_receipts() {
    let (Some(nessus), Some(trivy)) = (corpus(NESSUS), corpus(TRIVY)) else { return };
    let data = fleet();
    let server = Server::demo(data.path());
    let token = server.token("donglan");
    let arguments = |file| ["--platform", PLATFORM, "--due", SCAN, "--json", file];

    let first = server.submit(&token, &arguments(text(&nessus))).ends(1).json();
    let one = &first["submissions"][0];
    gives_reasons(one);
    names_rows_of_the_file(one);
    assert_eq!(one["repeated"], false);
    assert_eq!(one["proven"], true);
    assert_eq!(one["receipt"]["subject"]["act"]["submission"], one["submission"]);
    assert_eq!(one["files"][0]["format"], "nessus-v2");
    assert!(one["files"][0]["summary"]["findings"].as_u64().unwrap() > 0);

    // The same file again is the same submission with the same receipt.
    let again = server.submit(&token, &arguments(text(&nessus))).ends(1).json();
    let repeated = &again["submissions"][0];
    assert_eq!(repeated["repeated"], true);
    for key in ["submission", "due"] {
        assert_eq!(repeated[key], one[key], "{key}");
    }
    for key in ["body", "salt", "leaf", "commitment", "promise", "vkey"] {
        assert_eq!(repeated["receipt"][key], one["receipt"][key], "{key}");
    }
    // Another spelling of the server's address and the platform's id serve as well.
    let client = Client::with_token(&server.url, &token);
    let platform = client.platform(PLATFORM);
    let slash = format!("{}/", server.url);
    let mut by_id = yunjian();
    by_id.env("YUNJIAN_TOKEN", &token).args(["submit", "--server", &slash, "--platform", &platform]);
    by_id.args(["--due", one["due"].as_str().unwrap(), "--json", text(&nessus)]);
    assert_eq!(ran(&mut by_id).ends(1).json()["submissions"][0]["submission"], one["submission"]);

    // People read the same.
    let people = server.submit(&token, &["--platform", PLATFORM, "--due", SCAN, text(&nessus)]).ends(1);
    people.says(&[
        SCAN,
        "(handed in before 此前已提交)",
        "receipt 回执: proven 已证明",
        "assessed → non_compliant",
        "fail         blocking",
        "clause 条款: ",
        " @ ReportHost[",
    ]);

    // A container image's scan for the same due item is its next version.
    let other = server.submit(&token, &arguments(text(&trivy))).ends(1).json();
    let second = &other["submissions"][0];
    assert_eq!((&second["repeated"], &second["due"]), (&json!(false), &one["due"]));
    assert_ne!(second["submission"], one["submission"]);
    assert_eq!(second["files"][0]["format"], "trivy-json");
    gives_reasons(second);
    let before = client.get(&format!("/submissions/{}", one["submission"].as_str().unwrap())).made();
    assert_eq!((&before["state"], &before["superseded_by"]), (&json!("superseded"), &second["submission"]));

    server.stop();
    run(&["verify", "--replay", "--data", text(data.path())]).ends(0);
}

/// clauses: 6.2.3 c), 7.1 s3
#[test]
fn small_hand_ins_and_refusals() {
    let data = fleet();
    let server = Server::demo(data.path());
    let token = server.token("donglan");
    let client = Client::with_token(&server.url, &token);
    let dir = folder();
    let csv = dir.path().join("findings.csv");
    fs::write(
        &csv,
        "finding_id,severity,title,component_id,source_tool,rule_id,status,last_seen\n\
         F-1,high,Old TLS,web-01,nmap,tls-old,open,2026-11-10T08:00:00Z\n",
    )
    .unwrap();
    let csv = text(&csv);
    let all = || client.list("/submissions").len();
    let before = all();
    let here = ["--platform", PLATFORM, "--due", SCAN];

    // A dry run says what lacks and keeps nothing of it on record.
    let dry = server.submit(&token, &[&here[..], &["--dry-run", "--json", csv]].concat()).ends(1).json();
    let due = &dry["dues"][0];
    assert_eq!((&due["obligation"], &due["admissible"]), (&json!(SCAN), &json!(true)));
    assert_ne!(due["proposal"], "compliant");
    let lacking = due["lacking"].as_array().unwrap();
    assert!(
        lacking
            .iter()
            .any(|r| r["rule"] == "EVIDENCE" && r["message_en"].as_str().unwrap().contains("lacking"))
    );
    assert!(lacking.iter().all(|r| r["outcome"] == "fail" || r["outcome"] == "undetermined"));
    server
        .submit(&token, &[&here[..], &["--dry-run", csv]].concat())
        .ends(1)
        .says(&[SCAN, "fail", "EVIDENCE"]);
    assert_eq!(all(), before, "a dry run hands in nothing");

    // Without waiting: received, with a promise that the server keeps.
    let quick = server.submit(&token, &[&here[..], &["--no-wait", "--json", csv]].concat()).ends(0).json();
    let one = &quick["submissions"][0];
    let id = one["submission"].as_str().unwrap();
    assert!(one.get("state").is_none(), "nothing was waited for: {one}");
    assert_eq!(one["receipt"]["format"], "yunjian.receipt.v1");
    assert_eq!(all(), before + 1);
    wait_for("proof of what was promised", 30, || {
        let receipt = client.get(&format!("/submissions/{id}/receipt")).made();
        (receipt["proven"] == true && receipt["receipt"]["promise"] == one["receipt"]["promise"])
            .then_some(())
    });

    // What cannot be read is not admitted; the receipt stands.
    let broken = dir.path().join("broken.nessus");
    fs::write(&broken, "<?xml version=\"1.0\"?>\n<NessusClientData_v2><Report name=\"r\">\n<ReportHost")
        .unwrap();
    let refused = server.submit(&token, &[&here[..], &["--json", text(&broken)]].concat()).ends(1).json();
    let one = &refused["submissions"][0];
    assert_eq!((&one["state"], &one["proven"]), (&json!("not_admitted"), &json!(true)));
    let fault = &one["not_admitted"][0];
    assert!(fault["place"].as_str().unwrap().starts_with("broken.nessus"), "{fault}");
    assert!(fault["message"].as_str().is_some_and(|m| !m.is_empty()), "{fault}");
    server
        .submit(&token, &[&here[..], &[text(&broken)]].concat())
        .ends(1)
        .says(&["not_admitted", "not admitted 未通过形式审查: broken.nessus"]);

    // Refusals are sentences.
    let wrong = server.submit("yj_wrong", &[&here[..], &[csv]].concat()).ends(1);
    wrong.complains(&["give a valid token", "请先登录"]);
    let wrong = server.submit("yj_wrong", &[&here[..], &["--json", csv]].concat()).ends(1).json();
    assert_eq!(wrong["problem"]["code"], "not_signed_in", "{wrong}");
    let nowhere = server.submit(&token, &["--platform", "无此平台", "--due", SCAN, csv]).ends(1);
    nowhere.complains(&["there is no platform 无此平台"]);
    let foreign = server.submit(&token, &["--platform", "澄湖政务云", "--due", SCAN, csv]).ends(1);
    foreign.complains(&["there is no platform 澄湖政务云"]);
    let vague = server.submit(&token, &["--platform", PLATFORM, csv]).ends(1);
    vague.complains(&["due items are open; say which", "--due "]);
    let missing = server.submit(&token, &[&here[..], &["no-such-file.csv"]].concat()).ends(1);
    missing.complains(&["no-such-file.csv"]);

    // A token is never an argument, where every user of the machine could read it.
    let argument = server.submit(&token, &[&here[..], &["--token", &token, csv]].concat()).ends(2);
    assert!(argument.err.contains("--token"), "{}", argument.err);
    let mut without = yunjian();
    without.args(["submit", "--server", &server.url]).args(here).arg(csv);
    ran(&mut without).ends(1).complains(&["YUNJIAN_TOKEN", "--token-file"]);
    without.env("YUNJIAN_TOKEN", " ");
    ran(&mut without).ends(1).complains(&["the API token is empty"]);
    // But a file of one's own is a place for it.
    let file = dir.path().join("token");
    fs::write(&file, format!("{token}\n")).unwrap();
    let mut with_file = yunjian();
    with_file
        .args(["submit", "--server", &server.url, "--token-file", text(&file), "--no-wait"])
        .args(here)
        .arg(csv);
    ran(&mut with_file).ends(0).says(&["received 已接收"]);

    let url = server.url.clone();
    server.stop();
    let mut late = yunjian();
    late.env("YUNJIAN_TOKEN", &token).args(["submit", "--server", &url]).args(here).arg(csv);
    ran(&mut late).ends(1).complains(&["cannot be reached"]);
}

#[test]
fn what_one_is_told_is_read_on_the_command_line() {
    let data = fleet();
    let server = Server::demo(data.path());
    let token = server.token("donglan");
    let messages = |more: &[&str]| {
        let mut arguments = vec!["messages", "--server", &server.url, "--json"];
        arguments.extend(more);
        ran(yunjian().args(&arguments).env("YUNJIAN_TOKEN", &token)).ends(0).json()
    };
    let told = messages(&["--limit", "3"]);
    let items = told["items"].as_array().unwrap();
    assert_eq!(items.len(), 3, "{told}");
    for item in items {
        assert_eq!(item["read_at"], Value::Null);
        for text in ["text_zh", "text_en"] {
            assert!(item[text].as_str().is_some_and(|t| t.len() > 10 && !t.contains('{')), "{item}");
        }
    }
    let first = &items[0]["id"];
    let marked = messages(&["--limit", "1", "--mark-read"]);
    assert_eq!(marked["items"][0]["id"], *first);
    assert_ne!(messages(&["--limit", "1"])["items"][0]["id"], *first, "what was read is not new");
    assert_eq!(messages(&["--limit", "1", "--all"])["items"][0]["id"], *first);
}

#[test]
fn classified_material_does_not_leave_the_machine() {
    let folder = crate::house::folder();
    let file = folder.path().join("网络拓扑（秘密）.pdf");
    fs::write(&file, "x").unwrap();
    // Nobody listens there: what is refused is refused before anything is asked.
    let refused = |more: &[&str]| {
        let mut arguments = vec!["submit", "--server", "http://127.0.0.1:9", "--platform", "x"];
        arguments.extend(more);
        ran(yunjian().args(&arguments).env("YUNJIAN_TOKEN", "x")).ends(1)
    };
    refused(&[text(&file)]).complains(&["（秘密）", "涉密材料不得通过本系统提交"]);
    let plain = folder.path().join("scan.nessus");
    fs::write(&plain, "x").unwrap();
    refused(&["--sensitivity", "classified", text(&plain)]).complains(&["涉密材料不得通过本系统提交"]);
}
