//! Deviation requests: asked for, decided, held over later scans, and ended by their date.

use std::path::PathBuf;

use serde_json::{Value, json};
use yunjian_testkit::evidence::{self, DB, Host, OLD_TLS, OPEN_DB, WEB, Weakness};
use yunjian_testkit::{DAY, Fleet, HOUR, moment, shanghai};

const SCAN: &str = "A-12.3-G-1/1";

async fn findings(fleet: &Fleet) -> Vec<Value> {
    fleet.east.officer().all(&format!("/platforms/{}/findings", fleet.east.platform)).await
}

async fn finding(fleet: &Fleet, title: &str) -> Value {
    let all = findings(fleet).await;
    all.iter().find(|f| f["title"] == title).unwrap_or_else(|| panic!("no {title} in {all:#?}")).clone()
}

async fn scan(fleet: &Fleet, at: &str, period: &str, hosts: &[(Host, &[Weakness])]) -> String {
    let ended = shanghai(at);
    fleet.server.at(ended + 12 * HOUR).await;
    let due = fleet.east.due(SCAN, period).await;
    let made = fleet.submitted(&due, &[("s.nessus", evidence::nessus(ended, hosts))], Value::Null).await;
    assert_eq!(fleet.shown(&made).await["state"], "assessed");
    made
}

/// An upload of one file that proves something.
async fn proof(fleet: &Fleet) -> String {
    let (officer, platform) = (fleet.east.officer(), &fleet.east.platform);
    let opened = officer.post("/uploads", json!({"platform": platform, "purpose": "deviation"})).await.ok();
    let upload = opened["id"].as_str().unwrap().to_owned();
    officer.put(&format!("/uploads/{upload}/files/proof.txt"), b"backported".to_vec()).await.ok();
    upload
}

async fn asked(fleet: &Fleet, kind: &str, finding: &Value, more: Value) -> yunjian_testkit::Answer {
    let mut body = json!({
        "kind": kind, "findings": [finding["id"]], "until": "2027-03-31", "reason": "发行版已回移补丁，版本号未变",
        "measures": "网络隔离", "upload": proof(fleet).await,
    });
    for (key, value) in more.as_object().into_iter().flatten() {
        body[key] = value.clone();
    }
    fleet.east.officer().post(&format!("/platforms/{}/deviations", fleet.east.platform), body).await
}

/// clauses: 6.2.3 c), 7.2.1 i)
#[tokio::test]
async fn a_false_positive_survives_scans_and_ends_by_its_date() {
    let fleet = Fleet::one().await;
    let (east, server) = (&fleet.east, &fleet.server);
    scan(&fleet, "2026-09-19T22:00", "2026-09", &[(WEB, &[OLD_TLS]), (DB, &[OPEN_DB])]).await;
    let tls = finding(&fleet, "Old TLS").await;
    assert_eq!(tls["deviation"], Value::Null);

    // No proof, no request; the supervisor asks for nothing; another kind does not fit the severity.
    asked(&fleet, "false_positive", &tls, json!({"upload": null})).await.refused(409, "evidence_missing");
    asked(&fleet, "false_positive", &tls, json!({"until": "2027-12-31"})).await.refused(409, "too_long");
    asked(&fleet, "false_positive", &tls, json!({"kind": "luck"})).await.refused(422, "invalid");
    let made = asked(&fleet, "false_positive", &tls, json!({})).await.ok();
    let id = made["id"].as_str().unwrap().to_owned();
    let life = format!("/deviations/{id}");
    assert_eq!(finding(&fleet, "Old TLS").await["deviation"], Value::Null, "asking decides nothing");

    let lead = east.lead();
    lead.post(&format!("{life}/withdraw"), json!({"reason": "x"})).await.refused(403, "forbidden");
    east.officer().post(&format!("{life}/grant"), json!({"reason": "x"})).await.refused(403, "forbidden");
    lead.post(&format!("{life}/return"), json!({"reason": "请附厂商公告"})).await.ok();
    lead.post(&format!("{life}/grant"), json!({"reason": "x"})).await.refused(409, "wrong_state");
    let again = json!({"until": "2026-12-15", "reason": "已附公告", "upload": proof(&fleet).await});
    east.officer().post(&format!("{life}/resubmit"), again).await.ok();
    lead.post(&format!("{life}/grant"), json!({"reason": "证据充分"})).await.ok();
    let shown = lead.get(&life).await.ok();
    assert_eq!((&shown["state"], &shown["findings_total"]), (&json!("granted"), &json!(1)));
    assert_eq!(shown["evidence"].as_array().unwrap().len(), 2, "the proof of both requests stands");
    assert_eq!(moment(&shown["until"]), shanghai("2026-12-16T00:00"), "its last day included");
    let sha256 = shown["evidence"][0]["sha256"].as_str().unwrap();
    let file = lead.get(&format!("{life}/files/{sha256}")).await;
    assert_eq!(file.bytes, b"backported");

    // The next scan, and the same file for another due item: the decision stands, the finding too.
    let second = scan(&fleet, "2026-10-19T22:00", "2026-10", &[(WEB, &[OLD_TLS]), (DB, &[OPEN_DB])]).await;
    let tls = finding(&fleet, "Old TLS").await;
    assert_eq!((&tls["status"], &tls["deviation"]["id"]), (&json!("persistent"), &json!(id)));
    assert_eq!(tls["deviation"]["matched_by"], "identity");
    assert_eq!(finding(&fleet, "Open database").await["deviation"], Value::Null);

    // What the assessment looked at is frozen, and the reasons name the decision.
    let document = lead.get(&format!("/submissions/{second}/assessment")).await.ok();
    assert_eq!(document["manifest"]["deviations"][0]["id"], json!(id));
    let due = east.due("A-9.7-G-1/1", "2026-10").await;
    let file = evidence::nessus(shanghai("2026-10-19T22:00"), &[(WEB, &[OLD_TLS]), (DB, &[OPEN_DB])]);
    let judged = fleet.submitted(&due, &[("again.nessus", file)], Value::Null).await;
    let results = fleet.shown(&judged).await["results"].clone();
    let named: Vec<&Value> = results
        .as_array()
        .unwrap()
        .iter()
        .filter(|r| r["decisions"].as_array().is_some_and(|d| d.contains(&json!(id))))
        .collect();
    assert!(!named.is_empty(), "no reason names the decision: {results:#}");
    assert!(named.iter().all(|r| r["set_aside"].as_array().unwrap().len() == 1), "only that finding");

    // By its date it holds no longer; nobody has to do anything.
    server.at(shanghai("2026-12-16T00:00")).await;
    assert_eq!(finding(&fleet, "Old TLS").await["deviation"], Value::Null);
    assert_eq!(lead.get(&life).await.ok()["state"], "expired");
    let expired = lead.all("/deviations?state=expired").await;
    assert_eq!((expired.len(), &expired[0]["id"]), (1, &json!(id)));
    assert!(lead.all("/deviations?state=granted").await.is_empty());
    lead.post(&format!("{life}/revoke"), json!({"reason": "x"})).await.refused(409, "wrong_state");
    let renewed = asked(&fleet, "false_positive", &tls, json!({"renews": id})).await.ok();
    let path = format!("/deviations/{}", renewed["id"].as_str().unwrap());
    assert_eq!(lead.get(&path).await.ok()["renews"], json!(id));
    lead.post(&format!("{path}/grant"), json!({"reason": "续期", "until": "2027-01-31"})).await.ok();
    assert_eq!(finding(&fleet, "Old TLS").await["deviation"]["id"], renewed["id"]);
    lead.post(&format!("{path}/revoke"), json!({"reason": "发现已被利用"})).await.ok();
    assert_eq!(finding(&fleet, "Old TLS").await["deviation"], Value::Null);
    let acts: Vec<Value> = lead.all(&format!("{path}/timeline")).await;
    let kinds: Vec<&str> = acts.iter().map(|a| a["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["deviation_requested", "deviation_granted", "deviation_revoked"]);
    fleet.end().await;
}

/// clauses: 6.2.3 c)
#[tokio::test]
async fn a_critical_one_is_granted_by_two_people_and_a_lowered_risk_shows_both_severities() {
    let fleet = Fleet::one().await;
    let (east, server) = (&fleet.east, &fleet.server);
    let grave = Weakness { severity: 4, ..OPEN_DB };
    scan(&fleet, "2026-09-19T22:00", "2026-09", &[(WEB, &[OLD_TLS]), (DB, &[grave])]).await;
    let open = finding(&fleet, "Open database").await;
    assert_eq!(open["severity"], "critical");
    asked(&fleet, "operational_requirement", &open, json!({})).await.refused(409, "never_for_severity");
    let too_far = json!({"adjusted": "medium"});
    asked(&fleet, "risk_adjustment", &open, too_far).await.refused(409, "too_far");
    let made = asked(&fleet, "risk_adjustment", &open, json!({"adjusted": "high"})).await.ok();
    let life = format!("/deviations/{}", made["id"].as_str().unwrap());
    let (lead, reviewer) = (east.lead(), east.reviewer());
    reviewer.post(&format!("{life}/grant"), json!({"reason": "隔离有效"})).await.ok();
    assert_eq!(lead.get(&life).await.ok()["state"], "endorsed");
    reviewer
        .post(&format!("{life}/grant"), json!({"reason": "隔离有效"}))
        .await
        .refused(409, "second_person");
    lead.post(&format!("{life}/grant"), json!({"reason": "同意"})).await.ok();
    let open = finding(&fleet, "Open database").await;
    assert_eq!(
        (&open["severity"], &open["deviation"]["adjusted"], &open["status"]),
        (&json!("critical"), &json!("high"), &json!("new"))
    );

    // Everywhere: a weakness asked for on one asset, on every asset of the platform.
    let tls = finding(&fleet, "Old TLS").await;
    let made = asked(&fleet, "false_positive", &tls, json!({"everywhere": true})).await.ok();
    let all = format!("/deviations/{}", made["id"].as_str().unwrap());
    lead.post(&format!("{all}/grant"), json!({"reason": "同意"})).await.ok();
    scan(&fleet, "2026-10-19T22:00", "2026-10", &[(WEB, &[OLD_TLS]), (DB, &[grave, OLD_TLS])]).await;
    assert_eq!(lead.get(&all).await.ok()["findings_total"], 2, "the one that came later as well");

    // Another provider sees none of it.
    server.at(server.now() + DAY).await;
    let kinds = lead.get(&format!("/platforms/{}/deviations/kinds", east.platform)).await.ok();
    assert_eq!(kinds["items"].as_array().unwrap().len(), 4);
    fleet.end().await;
}

fn corpus(path: &str) -> Option<Vec<u8>> {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora").join(path);
    match std::fs::read(&file) {
        Ok(bytes) => Some(bytes),
        Err(_) => {
            eprintln!("skipped: there is no {path} in the corpora");
            None
        }
    }
}

/// Two real scans of one host: what was decided after the first holds for what the second reports.
#[tokio::test]
async fn a_decision_survives_two_real_scans() {
    let (Some(april), Some(may)) = (
        corpus("poam-inventory/2026-04-wazuh-vulns-brisket.json"),
        corpus("poam-inventory/2026-05-wazuh-vulns-brisket.json"),
    ) else {
        return;
    };
    let fleet = Fleet::one().await;
    let (east, server) = (&fleet.east, &fleet.server);
    server.at(shanghai("2026-09-21T10:00")).await;
    let due = east.due(SCAN, "2026-09").await;
    let first = fleet.submitted(&due, &[("april.json", april.clone())], Value::Null).await;
    let before = findings(&fleet).await;
    assert!(!before.is_empty(), "{:#}", fleet.shown(&first).await);
    let ids: Vec<&Value> = before.iter().map(|f| &f["id"]).collect();
    let body = json!({
        "kind": "false_positive", "findings": ids, "until": "2027-03-31", "reason": "已核实为误报", "upload": proof(&fleet).await,
    });
    let made = east.officer().post(&format!("/platforms/{}/deviations", east.platform), body).await.ok();
    let life = format!("/deviations/{}", made["id"].as_str().unwrap());
    for person in [east.reviewer(), east.lead()] {
        person.post(&format!("{life}/grant"), json!({"reason": "同意"})).await;
    }
    assert_eq!(east.lead().get(&life).await.ok()["state"], "granted");
    server.at(shanghai("2026-10-21T10:00")).await;
    let due = east.due(SCAN, "2026-10").await;
    fleet.submitted(&due, &[("april-again.json", april), ("may.json", may)], Value::Null).await;
    let after = findings(&fleet).await;
    let known: Vec<&Value> = after.iter().filter(|f| ids.contains(&&f["id"])).collect();
    assert_eq!(known.len(), ids.len(), "no finding became another one");
    assert!(known.iter().all(|f| f["deviation"]["id"] == made["id"]), "the decision holds for every one");
    let fresh = after.iter().filter(|f| !ids.contains(&&f["id"]));
    for finding in fresh {
        let deviation = &finding["deviation"];
        assert!(deviation.is_null() || deviation["matched_by"] == "cve", "{finding:#}");
    }
    fleet.end().await;
}
