//! The life of the loop: a plan opens due items, evidence comes in, is judged, put right, and proven.

use serde_json::{Value, json};
use yunjian_ledger::receipt::{Receipt, Standing, Trust};
use yunjian_testkit::evidence::{self, DB, OLD_TLS, OPEN_DB, WEAK_SSH, WEB};
use yunjian_testkit::{DAY, Fleet, HOUR, moment, shanghai, time};

const SCAN: &str = "A-12.3-G-1/1";
const INVENTORY: &str = "A-8.7-G-1/1";

/// The inventory of September: handed in, found compliant.
pub(crate) async fn inventory(fleet: &Fleet) {
    let due = fleet.east.due(INVENTORY, "2026-09").await;
    let register = evidence::inventory(&[WEB, DB], &time(fleet.server.now() - DAY));
    let form = json!({"boundary_version": "1.0", "components_total": 2, "reviewer": "P-1"});
    let made = fleet.submitted(&due, &[("components.csv", register)], form).await;
    assert_eq!(fleet.shown(&made).await["state"], "assessed");
    fleet.decided(&made, json!({"verdict": "compliant_with_remarks", "reason": "清单与现状一致。"})).await;
}

pub(crate) fn scan_form(new: i64, open: i64) -> Value {
    json!({"scan_from": "2026-09-19", "scan_to": "2026-09-19", "new_total": new, "open_total": open})
}

fn rule<'a>(shown: &'a Value, rule: &str) -> &'a Value {
    shown["results"]
        .as_array()
        .and_then(|list| list.iter().find(|r| r["rule"] == rule))
        .unwrap_or_else(|| panic!("no result of {rule} in {}", shown["results"]))
}

async fn kinds(fleet: &Fleet, path: &str) -> Vec<String> {
    let items = fleet.east.who(yunjian_domain::permission::Role::Auditor).all(path).await;
    items.iter().map(|i| i["kind"].as_str().unwrap_or_default().to_owned()).collect()
}

/// clauses: 5.1 s1, 5.2 s4, 5.2 s5, 5.2.4, 5.2.4 b), 5.2.5.1 c), 5.2.5.2 c), 5.2.5.2 f), 6.1 a), 6.2.1.2 c), 6.2.3 d), 6.2.3 g)
#[tokio::test]
async fn from_the_plan_to_a_closed_rectification() {
    let fleet = Fleet::one().await;
    let (east, server) = (&fleet.east, &fleet.server);
    let (officer, reviewer, lead) = (east.officer(), east.reviewer(), east.lead());

    // The plan opens the month that runs, and no later one.
    let periods: Vec<_> = east.dues(SCAN).await.iter().map(|d| d["period"].clone()).collect();
    assert_eq!(periods, ["2026-09"]);
    server.at(shanghai("2026-09-10T10:00")).await;
    inventory(&fleet).await;

    // A scan that covers one of two components.
    server.at(shanghai("2026-09-20T10:00")).await;
    let due = east.due(SCAN, "2026-09").await;
    let scanned = shanghai("2026-09-19T22:00");
    let first = evidence::nessus(scanned, &[(WEB, &[OLD_TLS, WEAK_SSH])]);
    let register = evidence::findings_register(&[(WEB, OLD_TLS), (WEB, WEAK_SSH)], &time(scanned));
    let files = [("scan.nessus", first.clone()), ("findings.csv", register)];
    let made = fleet.hand_in(officer, &east.platform, &[&due], &files, scan_form(3, 3)).await.ok();
    let v1 = made["submissions"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(made["submissions"][0]["version"], 1);
    assert_eq!(made["submissions"][0]["receipt"]["proven"], false, "a promise at first");
    assert_eq!(fleet.shown(&v1).await["state"], "received");
    let promise =
        Receipt::from_json(made["submissions"][0]["receipt"]["receipt"].to_string().as_bytes()).unwrap();
    assert!(matches!(promise.verify(None).unwrap().standing, Standing::Promised));

    server.settle().await;
    let receipt = officer.get(&format!("/submissions/{v1}/receipt")).await.ok();
    assert_eq!(receipt["proven"], true);
    let receipt = Receipt::from_json(receipt["receipt"].to_string().as_bytes()).unwrap();
    let checkpoint = officer.get("/ledger/checkpoint").await.ok();
    let key = checkpoint["vkey"].as_str().unwrap().parse().unwrap();
    let verified = receipt.verify(Some(&key)).unwrap();
    assert_eq!(verified.trust, Trust::Caller);
    assert!(matches!(verified.standing, Standing::Included { .. }));
    assert_eq!(verified.leaf, promise.verify(Some(&key)).unwrap().leaf, "the promise was kept");
    assert_eq!(receipt.subject["act"]["submission"], v1.as_str());
    assert_eq!(receipt.subject["act"]["files"].as_array().unwrap().len(), 2);

    // Judged with reasons: the rule, its clause, what was compared, and where it stands.
    let shown = fleet.shown(&v1).await;
    assert_eq!((&shown["state"], &shown["proposal"]), (&json!("assessed"), &json!("non_compliant")));
    let coverage = rule(&shown, "A-12.3-G-1-1-R1");
    assert_eq!((&coverage["outcome"], &coverage["severity"]), (&json!("fail"), &json!("blocking")));
    assert!(coverage["clause"].as_str().is_some_and(|c| !c.is_empty()), "{coverage}");
    assert!(!coverage["compared"].as_array().unwrap().is_empty(), "{coverage}");
    assert!(coverage["parameters"].to_string().contains("min_coverage"), "{coverage}");
    assert_eq!(rule(&shown, "A-12.3-G-1-1-R4")["outcome"], "pass");
    let totals = rule(&shown, "A-12.3-G-1-1-R8");
    assert_eq!(totals["outcome"], "pass", "{totals}");
    let summary =
        &shown["files"].as_array().unwrap().iter().find(|f| f["name"] == "scan.nessus").unwrap()["summary"];
    assert!(summary["findings"].as_i64().unwrap() >= 2, "{summary}");
    let document = officer.get(&format!("/submissions/{v1}/assessment")).await;
    assert_eq!(hex(&document.bytes), shown["assessment"], "the document has the digest the record states");
    assert_eq!(document.body["manifest"]["submission"], v1.as_str());
    let raw = officer.get(&format!("/submissions/{v1}/files/{}", hex(&first))).await;
    assert_eq!((raw.status, raw.bytes), (200, first));

    // Taken, and returned for supplement; nobody else may decide it meanwhile.
    let path = format!("/submissions/{v1}");
    reviewer.post(&format!("{path}/take"), json!({})).await.ok();
    let other = fleet.hand_in(officer, &east.platform, &[&due], &files[..1], scan_form(3, 3)).await;
    other.refused(409, "under_review");
    let verdict = json!({"verdict": "compliant", "reason": "x"});
    lead.post(&format!("{path}/decide"), verdict).await.refused(409, "not_yours");
    let past = json!({"reason": "补充", "until": time(server.now() - DAY)});
    reviewer.post(&format!("{path}/return"), past).await.refused(409, "return_date_past");
    let until = time(server.now() + 3 * DAY);
    reviewer.post(&format!("{path}/return"), json!({"reason": "缺数据库主机", "until": until})).await.ok();
    let shown = officer.get(&path).await.ok();
    assert_eq!((&shown["state"], &shown["return_reason"]), (&json!("returned"), &json!("缺数据库主机")));
    assert_eq!(moment(&shown["return_until"]), server.now() + 3 * DAY);
    assert_eq!(officer.get(&format!("/dues/{due}")).await.ok()["standing"], "returned");

    // The second version takes the place of the first.
    server.at(shanghai("2026-09-21T10:00")).await;
    let v2 = fleet.submitted(&due, &files, scan_form(2, 2)).await;
    let (old, new) = (fleet.shown(&v1).await, fleet.shown(&v2).await);
    assert_eq!((&old["state"], &old["superseded_by"]), (&json!("superseded"), &json!(v2)));
    assert_eq!((&new["version"], &new["supersedes"]), (&json!(2), &json!(v1)));
    assert_eq!(rule(&new, "A-12.3-G-1-1-R8")["outcome"], "fail", "the totals of the form are wrong now");
    reviewer.post(&format!("{path}/take"), json!({})).await.refused(409, "wrong_state");

    // Non-compliant, with a deadline from the table: ten working days for a blocking rule.
    let path = format!("/submissions/{v2}");
    reviewer.post(&format!("{path}/take"), json!({})).await.ok();
    let bare = json!({"verdict": "non_compliant", "nonconformities": []});
    reviewer.post(&format!("{path}/intend"), bare).await.refused(409, "nonconformity_needed");
    let fault = json!({"rule": "A-12.3-G-1-1-R1", "severity": "blocking", "text": "数据库主机未扫描"});
    let at_once = json!({"verdict": "non_compliant", "nonconformities": [fault]});
    reviewer.post(&format!("{path}/decide"), at_once).await.refused(409, "hear_first");
    let adverse = json!({"verdict": "non_compliant", "reason": "属实", "nonconformities": [fault], "order": {"text": "请补扫"}});
    let decided = fleet.decided(&v2, adverse).await;
    let rectification = decided["rectification"].as_str().unwrap().to_owned();
    let life = format!("/rectifications/{rectification}");
    let ordered = officer.get(&life).await.ok();
    assert_eq!(ordered["basis"], json!(["D-06"]));
    // From Monday 21 September over Mid-Autumn and National Day, with the Saturday worked for it: 12 October.
    assert_eq!(moment(&ordered["deadline"]), shanghai("2026-10-13T00:00"));
    assert_eq!(ordered["items"][0]["rule"], "A-12.3-G-1-1-R1");
    assert_eq!(ordered["items"][0]["text"], "数据库主机未扫描");
    let seen = officer.get(&path).await.ok();
    assert_eq!((&seen["verdict"], &seen["verdict_reason"]), (&json!("non_compliant"), &json!("属实")));
    assert_eq!(seen["rectifications"], json!([rectification]));
    assert_eq!(officer.get(&format!("/dues/{due}")).await.ok()["standing"], "non_compliant");

    // Planned, extended once, proven by a second scan, closed.
    officer.post(&format!("{life}/plan"), json!({"plan": "周末补扫数据库主机"})).await.ok();
    let ask = |until: i64| json!({"until": time(until), "reason": "维护窗口推迟"});
    let far = ask(shanghai("2026-12-01T00:00"));
    assert_eq!(officer.post(&format!("{life}/extension"), far).await.status, 409);
    officer.post(&format!("{life}/extension"), ask(shanghai("2026-10-15T18:00"))).await.ok();
    reviewer.post(&format!("{life}/extension/answer"), json!({"grant": true})).await.ok();
    let extended = officer.get(&life).await.ok();
    assert_eq!(moment(&extended["deadline"]), shanghai("2026-10-15T18:00"));
    let again = officer.post(&format!("{life}/extension"), ask(shanghai("2026-10-16T18:00"))).await;
    assert_eq!(again.status, 409, "one extension is the most: {}", again.body);

    server.at(shanghai("2026-09-28T10:00")).await;
    let rescanned = shanghai("2026-09-27T22:00");
    let second = evidence::nessus(rescanned, &[(WEB, &[WEAK_SSH]), (DB, &[OPEN_DB])]);
    let register = evidence::findings_register(&[(WEB, WEAK_SSH), (DB, OPEN_DB)], &time(rescanned));
    let old_proof = json!({"statement": "已扫", "submission": v2});
    assert_eq!(
        officer.post(&format!("{life}/hand-in"), old_proof).await.status,
        422,
        "the old evidence proves nothing"
    );
    let proof =
        fleet.submitted(&due, &[("scan.nessus", second), ("findings.csv", register)], scan_form(2, 2)).await;
    let statement = json!({"statement": "两台主机均已扫描", "submission": proof});
    officer.post(&format!("{life}/hand-in"), statement).await.ok();
    assert_eq!(reviewer.post(&format!("{life}/close"), json!({"note": "早了"})).await.status, 409);
    reviewer.post(&format!("{life}/take"), json!({})).await.ok();
    let shown = reviewer.get(&life).await.ok();
    assert_eq!(shown["recheck"], json!({"new_evidence": true, "still_failing": []}));
    reviewer.post(&format!("{life}/close"), json!({"note": "复测通过"})).await.ok();
    let closed = officer.get(&life).await.ok();
    assert_eq!((&closed["state"], &closed["closing_note"]), (&json!("closed"), &json!("复测通过")));
    fleet.decided(&proof, json!({"verdict": "compliant_with_remarks", "reason": "整改有效"})).await;
    assert_eq!(officer.get(&format!("/dues/{due}")).await.ok()["standing"], "compliant");
    let late = fleet.hand_in(officer, &east.platform, &[&due], &files, Value::Null).await;
    late.refused(409, "already_compliant");

    // A wrong verdict is amended by a further act, by the lead alone.
    let amend = json!({"verdict": "partly_compliant", "reason": "复核后减轻", "nonconformities": [fault]});
    reviewer.post(&format!("{path}/amend"), amend.clone()).await.refused(403, "forbidden");
    lead.post(&format!("{path}/amend"), amend.clone()).await.ok();
    lead.post(&format!("{path}/amend"), amend).await.refused(409, "verdict_unchanged");
    // The supervisor sees the grade; the provider the word of the standard.
    assert_eq!(lead.get(&path).await.ok()["verdict"], "partly_compliant");
    assert_eq!(officer.get(&path).await.ok()["verdict"], "non_compliant");
    assert_eq!(
        officer.get(&format!("/dues/{due}")).await.ok()["standing"],
        "compliant",
        "the newest version speaks for the due item"
    );

    // The history is complete.
    assert_eq!(
        kinds(&fleet, &format!("/submissions/{v1}/timeline")).await,
        [
            "submission_received",
            "submission_admitted",
            "submission_assessed",
            "submission_taken",
            "submission_returned",
            "submission_superseded"
        ]
    );
    assert_eq!(
        kinds(&fleet, &format!("/submissions/{v2}/timeline")).await,
        [
            "submission_received",
            "submission_admitted",
            "submission_assessed",
            "submission_taken",
            "verdict_intended",
            "hearing_opened",
            "statement_waived",
            "verdict_drafted",
            "verdict_given",
            "verdict_amended"
        ]
    );
    assert_eq!(
        kinds(&fleet, &format!("{life}/timeline")).await,
        [
            "rectification_ordered",
            "rectification_served",
            "rectification_planned",
            "extension_requested",
            "extension_granted",
            "rectification_handed_in",
            "rectification_taken",
            "rectification_closed"
        ]
    );
    let all = kinds(&fleet, &format!("/platforms/{}/timeline", east.platform)).await;
    let recorded = server.database.number("SELECT COUNT(*) FROM acts WHERE platform_id IS NOT NULL").await;
    assert_eq!(all.len() as i64, recorded);
    fleet.end().await;
}

fn hex(bytes: &[u8]) -> String {
    use sha2::Digest as _;
    sha2::Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

/// clauses: 6.2.1.2 d)
#[tokio::test]
async fn a_rectification_that_still_fails_closes_only_by_a_stated_override() {
    let fleet = Fleet::one().await;
    let (east, server) = (&fleet.east, &fleet.server);
    server.at(shanghai("2026-09-10T10:00")).await;
    inventory(&fleet).await;
    server.at(shanghai("2026-09-20T10:00")).await;
    let due = east.due(SCAN, "2026-09").await;
    let one = |at: i64| vec![("scan.nessus", evidence::nessus(at, &[(WEB, &[OLD_TLS])]))];
    let v1 = fleet.submitted(&due, &one(shanghai("2026-09-19T22:00")), scan_form(1, 1)).await;
    let fault = json!({"rule": "A-12.3-G-1-1-R1", "severity": "blocking", "text": "未全覆盖"});
    let order = json!({"verdict": "non_compliant", "nonconformities": [fault], "order": {"text": "补扫"}});
    let decided = fleet.decided(&v1, order).await;
    let life = format!("/rectifications/{}", decided["rectification"].as_str().unwrap());
    server.at(shanghai("2026-09-22T10:00")).await;
    let v2 = fleet.submitted(&due, &one(shanghai("2026-09-21T22:00")), scan_form(1, 1)).await;
    let (officer, reviewer) = (east.officer(), east.reviewer());
    officer.post(&format!("{life}/plan"), json!({"plan": "补扫"})).await.ok();
    officer.post(&format!("{life}/hand-in"), json!({"statement": "已补", "submission": v2})).await.ok();
    reviewer.post(&format!("{life}/take"), json!({})).await.ok();
    let shown = reviewer.get(&life).await.ok();
    assert_eq!(shown["recheck"], json!({"new_evidence": true, "still_failing": ["A-12.3-G-1-1-R1"]}));
    assert_eq!(reviewer.post(&format!("{life}/close"), json!({"note": "算了"})).await.status, 409);
    let back = json!({"reason": "仍缺", "deadline": time(server.now() + 10 * DAY)});
    reviewer.post(&format!("{life}/return"), back).await.ok();
    assert_eq!(officer.get(&life).await.ok()["state"], "returned");
    server.at(server.now() + HOUR).await;
    let v3 = fleet.submitted(&due, &one(shanghai("2026-09-22T01:00")), scan_form(1, 1)).await;
    officer.post(&format!("{life}/hand-in"), json!({"statement": "又补", "submission": v3})).await.ok();
    reviewer.post(&format!("{life}/take"), json!({})).await.ok();
    let close = json!({"note": "该主机已下线，见函件", "override_checks": true});
    reviewer.post(&format!("{life}/close"), close).await.ok();
    assert_eq!(officer.get(&life).await.ok()["state"], "closed");
    fleet.end().await;
}

/// clauses: 5.2.5.2 f)
#[tokio::test]
async fn the_same_file_again_gives_the_same_receipt_and_changes_nothing() {
    let fleet = Fleet::one().await;
    let (east, server) = (&fleet.east, &fleet.server);
    server.at(shanghai("2026-09-20T10:00")).await;
    let due = east.due(SCAN, "2026-09").await;
    let files = [("scan.nessus", evidence::nessus(shanghai("2026-09-19T22:00"), &[(WEB, &[OLD_TLS])]))];
    let dues = [due.as_str()];
    let hand_in = || fleet.hand_in(east.officer(), &east.platform, &dues, &files, scan_form(1, 1));
    let first = hand_in().await.ok();
    server.at(server.now()).await;
    let (acts, dump) = (server.acts().await, server.dump().await);
    server.at(server.now() + HOUR).await;
    let second = hand_in().await.ok();
    server.settle().await;
    let (first, second) = (&first["submissions"][0], &second["submissions"][0]);
    assert_eq!((&first["repeated"], &second["repeated"]), (&json!(false), &json!(true)));
    assert_eq!(first["id"], second["id"]);
    for part in ["subject", "body", "salt", "promise"] {
        assert_eq!(first["receipt"]["receipt"][part], second["receipt"]["receipt"][part], "{part}");
    }
    assert_eq!(second["receipt"]["proven"], true, "by now it is proven");
    assert_eq!(server.acts().await, acts);
    assert_eq!(server.dump().await, dump);

    // With another form, or for another time, it is another submission.
    let other = fleet.hand_in(east.officer(), &east.platform, &[&due], &files, scan_form(1, 0)).await.ok();
    assert_eq!(
        (&other["submissions"][0]["version"], &other["submissions"][0]["repeated"]),
        (&json!(2), &json!(false))
    );

    // Withdrawn, the same file may be handed in afresh.
    server.settle().await;
    let id = other["submissions"][0]["id"].as_str().unwrap();
    east.officer().post(&format!("/submissions/{id}/withdraw"), json!({"reason": "传错"})).await.ok();
    assert_eq!(east.officer().get(&format!("/dues/{due}")).await.ok()["standing"], "open");
    let anew = fleet.hand_in(east.officer(), &east.platform, &[&due], &files, scan_form(1, 0)).await.ok();
    assert_eq!(
        (&anew["submissions"][0]["version"], &anew["submissions"][0]["repeated"]),
        (&json!(3), &json!(false))
    );
    fleet.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_file_from_many_hands_at_once_is_one_submission() {
    let fleet = Fleet::one().await;
    let (east, server) = (&fleet.east, &fleet.server);
    server.at(shanghai("2026-09-20T10:00")).await;
    let due = east.due(SCAN, "2026-09").await;
    let files = [("scan.nessus", evidence::nessus(shanghai("2026-09-19T22:00"), &[(WEB, &[OLD_TLS])]))];
    let upload = fleet.upload(east.officer(), &east.platform, &[&due], &files).await;
    let hands = [0; 8].map(|_| {
        let (person, body) = (east.officer().clone(), json!({"upload": upload, "dues": [due]}));
        tokio::spawn(async move { person.post("/submissions", body).await })
    });
    let (mut first, mut ids) = (0, Vec::new());
    for hand in hands {
        let made = hand.await.unwrap().ok();
        first += i32::from(made["submissions"][0]["repeated"] == false);
        ids.push(made["submissions"][0]["id"].to_string());
    }
    ids.dedup();
    assert_eq!((first, ids.len()), (1, 1));
    assert_eq!(
        server.database.number("SELECT COUNT(*) FROM acts WHERE kind = 'submission_received'").await,
        1
    );
    fleet.end().await;
}

#[tokio::test]
async fn one_upload_serves_two_due_items_with_two_receipts() {
    let fleet = Fleet::one().await;
    let (east, server) = (&fleet.east, &fleet.server);
    server.at(shanghai("2026-09-20T10:00")).await;
    let dues = [east.due(SCAN, "2026-09").await, east.due("A-9.7-G-1/1", "2026-09").await];
    let files = [("scan.nessus", evidence::nessus(shanghai("2026-09-19T22:00"), &[(WEB, &[OLD_TLS])]))];
    let both = [dues[0].as_str(), dues[1].as_str()];
    let made = fleet.hand_in(east.officer(), &east.platform, &both, &files, json!({})).await.ok();
    server.settle().await;
    let made = made["submissions"].as_array().unwrap();
    assert_eq!(made.len(), 2);
    assert_ne!(made[0]["id"], made[1]["id"]);
    let mut leaves = Vec::new();
    for (one, due) in made.iter().zip(&dues) {
        assert_eq!(one["due"], due.as_str());
        let id = one["id"].as_str().unwrap();
        let receipt = east.officer().get(&format!("/submissions/{id}/receipt")).await.ok();
        let receipt = Receipt::from_json(receipt["receipt"].to_string().as_bytes()).unwrap();
        assert_eq!(receipt.subject["act"]["due"], due.as_str());
        leaves.push(receipt.verify(None).unwrap().leaf);
        assert_eq!(fleet.shown(id).await["state"], "assessed");
    }
    assert_ne!(leaves[0], leaves[1]);
    fleet.end().await;
}

/// `/ledger/consistency` shows that the log only grew while all this happened.
///
/// clauses: 5.2.5.1 i)
#[tokio::test]
async fn the_log_only_grows() {
    let fleet = Fleet::one().await;
    let lead = fleet.east.lead();
    let before = lead.get("/ledger/checkpoint").await.ok();
    fleet.server.at(shanghai("2026-10-01T10:00")).await;
    let after = lead.get("/ledger/checkpoint").await.ok();
    let (old, new) = (before["size"].as_u64().unwrap(), after["size"].as_u64().unwrap());
    assert!(old < new);
    let proof = lead.get(&format!("/ledger/consistency?old={old}&new={new}")).await.ok();
    let path: Vec<yunjian_ledger::Hash> =
        proof["path"].as_array().unwrap().iter().map(|h| h.as_str().unwrap().parse().unwrap()).collect();
    let root = |c: &Value| c["root"].as_str().unwrap().parse::<yunjian_ledger::Hash>().unwrap();
    yunjian_ledger::tree::verify_consistency(old, new, &path, &root(&before), &root(&after)).unwrap();
    lead.get(&format!("/ledger/consistency?old={new}&new={}", new + 1)).await.refused(404, "not_found");
    fleet.end().await;
}
