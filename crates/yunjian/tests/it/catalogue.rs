//! `yunjian catalogue`, and how the command line refuses.

use std::process::Stdio;

use serde_json::Value;

use crate::house::{SCAN, run, yunjian};

fn listed(arguments: &[&str]) -> Vec<Value> {
    let mut all = vec!["catalogue", "--json"];
    all.extend(arguments);
    run(&all).ends(0).json().as_array().expect("a list").clone()
}

#[test]
fn all_obligations_with_their_keys() {
    let all = listed(&[]);
    assert_eq!(all.len(), 71);
    let mut ids = Vec::new();
    for o in &all {
        for key in ["id", "class", "item", "section", "attribute", "frequency", "party", "type"] {
            assert!(o[key].as_str().is_some_and(|t| !t.is_empty()), "{key} of {}", o["id"]);
        }
        for key in ["statement_zh", "statement_en"] {
            assert!(o[key].as_str().is_some_and(|t| !t.is_empty()), "{key} of {}", o["id"]);
        }
        for key in ["evidence", "parameters", "rules"] {
            assert!(o[key].is_array(), "{key} of {}", o["id"]);
        }
        assert!(!o["rules"].as_array().unwrap().is_empty(), "rules of {}", o["id"]);
        ids.push(o["id"].as_str().unwrap().to_owned());
    }
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 71, "ids are unique");
}

#[test]
fn filters_part_the_list() {
    let parts = |option: &str, words: &[&str], key: &str| {
        let mut total = 0;
        for word in words {
            let part = run(&["catalogue", "--json", option, word]);
            let part = part.json();
            let part = part.as_array().unwrap();
            assert!(part.iter().all(|o| o[key] == *word), "{option} {word}");
            total += part.len();
        }
        assert_eq!(total, 71, "{option}");
    };
    parts("--party", &["provider", "assessor"], "party");
    parts("--attribute", &["general", "enhanced"], "attribute");
    let frequencies = [
        "realtime",
        "weekly",
        "monthly",
        "quarterly",
        "yearly",
        "two_yearly",
        "three_yearly",
        "five_yearly",
        "on_demand",
    ];
    parts("--frequency", &frequencies, "frequency");
    let all = listed(&[]);
    let class = all[0]["class"].as_str().unwrap();
    let expected = all.iter().filter(|o| o["class"] == class).count();
    assert_eq!(listed(&["--class", class]).len(), expected);
    // Filters narrow each other.
    let both = listed(&["--party", "provider", "--frequency", "monthly"]);
    assert!(!both.is_empty() && both.iter().all(|o| o["party"] == "provider" && o["frequency"] == "monthly"));
}

#[test]
fn one_obligation_by_id_row_or_section() {
    let one = listed(&[SCAN]);
    assert_eq!(one.len(), 1);
    assert_eq!(one[0]["id"], SCAN);
    assert_eq!(one[0]["section"], "12.3");
    assert!(one[0]["evidence"].to_string().contains("nessus"));
    let section = listed(&["12.3"]);
    assert!(section.iter().any(|o| o["id"] == SCAN) && section.iter().all(|o| o["section"] == "12.3"));
    let people = run(&["catalogue", SCAN]).ends(0);
    people.says(&[SCAN, "evidence 证据", "parameters 参数", "verified: ", "rules 规则", "A-12.3-G-1-1-R1"]);
}

#[test]
fn unknown_ids_and_wrong_usage() {
    let unknown = run(&["catalogue", "A-99.9-G-1/1"]).ends(1);
    unknown.complains(&["there is no obligation", "A-99.9-G-1/1"]);
    assert_eq!(run(&["catalogue", "--json", "A-99.9-G-1/1"]).ends(1).json(), serde_json::json!([]));
    for wrong in [
        &["catalogue", "--frequency", "hourly"][..],
        &["catalogue", "--no-such-option"],
        &["no-such-command"],
        &["submit", "--server", "http://127.0.0.1:9"],
        &["verify"],
        &["inspect"],
        &[],
    ] {
        let ran = run(wrong).ends(2);
        assert!(ran.err.contains("--help") || ran.err.contains("Usage"), "{wrong:?}: {}", ran.err);
        assert!(ran.out.is_empty(), "{wrong:?}: {}", ran.out);
    }
    run(&["--version"]).ends(0).says(&["yunjian 0."]);
    run(&["--help"]).ends(0).says(&["云鉴", "catalogue", "submit", "verify"]);
}

#[test]
fn whoever_stops_reading_is_not_met_with_a_panic() {
    let mut child = yunjian()
        .args(["catalogue", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(141));
    assert_eq!(String::from_utf8_lossy(&ended.stderr), "");
}

#[test]
fn clauses_lead_to_where_they_are_met_and_to_their_tests() {
    let rows = listed(&["--trace"]);
    assert_eq!(rows.len(), 154);
    let met: Vec<&Value> = rows.iter().filter(|r| !r["tests"].as_array().unwrap().is_empty()).collect();
    assert!(met.len() >= 49);
    for row in &rows {
        assert!(row["ref"].as_str().is_some_and(|r| !r.is_empty()));
        let met = |key: &str| !row[key].as_array().unwrap().is_empty();
        assert_eq!(met("where"), met("tests"), "{row}");
    }
    let judged = met.iter().find(|r| r["ref"] == "6.2.3 d)").expect("6.2.3 d)");
    assert!(judged["tests"].to_string().contains("every_example_ends_as_expected"), "{judged}");
    run(&["catalogue", "--trace", "A-12.3-G-1/1"]).ends(2);
}
