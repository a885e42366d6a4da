//! The demo fleet, judged: every rule says of the evidence of real tools what the plan file says it must.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::house::{Server, fleet};

/// Names on the pages of the platforms of the plan file.
const PLATFORMS: [(&str, &str); 3] =
    [("platform-a", "东岚政务云"), ("platform-b", "澄湖政务云"), ("platform-c", "澄湖专有云")];

#[test]
fn every_rule_says_what_the_plan_of_the_demo_expects() {
    let plan: Value = serde_json::from_str(include_str!("../../../../demo/evidence/plan.json")).unwrap();
    let data = fleet();
    let server = Server::demo(data.path());
    let auditor = server.person("auditor");
    let platforms = auditor.list("/platforms");
    let (mut judged, mut wrong) = (BTreeMap::<String, usize>::new(), Vec::new());
    for told in plan["platforms"].as_array().unwrap() {
        let name = PLATFORMS.iter().find(|(id, _)| told["id"] == *id).unwrap().1;
        let platform = platforms.iter().find(|p| p["name"] == name).unwrap()["id"].as_str().unwrap();
        for (month, told) in told["months"].as_object().unwrap() {
            for (obligation, told) in told["obligations"].as_object().unwrap() {
                let Some(expected) =
                    told["expected"].as_object().filter(|_| told["submitted_at"].is_string())
                else {
                    continue;
                };
                let path = format!("/dues?platform={platform}&obligation={}", obligation.replace('/', "%2F"));
                let dues = auditor.list(&path);
                let due = dues
                    .iter()
                    .find(|d| d["period"] == month.as_str())
                    .or_else(|| dues.iter().find(|d| !d["submission"].is_null()))
                    .unwrap_or_else(|| panic!("{name} {month} {obligation}: {dues:#?}"));
                let submission = due["submission"]["id"].as_str().or(due["submission"].as_str()).unwrap();
                let shown = auditor.get(&format!("/submissions/{submission}")).made();
                let results = shown["results"].as_array().unwrap();
                let prefix = obligation.replace('/', "-");
                for (rule, outcome) in expected {
                    let found = results.iter().find(|r| r["rule"] == format!("{prefix}-{rule}").as_str());
                    let said = found.map_or(&Value::Null, |r| &r["outcome"]);
                    *judged
                        .entry(format!("{obligation} {}", said.as_str().unwrap_or_default()))
                        .or_default() += 1;
                    if said != outcome {
                        wrong.push(format!(
                            "{name} {month} {obligation} {rule}: {said}, expected {outcome}: {found:#?}"
                        ));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} results differ:\n{}", wrong.len(), wrong.join("\n"));
    // All four obligations were judged through the API, for better and for worse.
    for obligation in ["A-12.3-G-1/1", "A-8.7-G-1/1", "A-9.7-G-1/1", "A-7.8-G-1/1"] {
        for outcome in ["pass", "fail"] {
            assert!(judged.contains_key(&format!("{obligation} {outcome}")), "{judged:#?}");
        }
    }
    server.stop();
}
