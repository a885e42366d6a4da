//! Erasing: the text is gone for good, the record still stands.

use serde_json::{Value, json};
use yunjian_ledger::receipt::Receipt;
use yunjian_testkit::evidence::{self, OLD_TLS, WEB};
use yunjian_testkit::{Fleet, shanghai};

const ERASED: &str = yunjian_store::contents::ERASED;
const SECRET: &str = "联系人张三，手机一三八";

#[tokio::test]
async fn an_erased_text_is_nowhere_and_the_record_replays() {
    let fleet = Fleet::one().await;
    let (east, server) = (&fleet.east, &fleet.server);
    server.at(shanghai("2026-09-21T10:00")).await;
    let due = east.due("A-12.3-G-1/1", "2026-09").await;
    let files = [("s.nessus", evidence::nessus(shanghai("2026-09-20T22:00"), &[(WEB, &[OLD_TLS])]))];
    let form = json!({"scan_from": "2026-09-20", "scan_to": "2026-09-20", "new_total": 2, "open_total": 2, "note": SECRET});
    let submission = fleet.submitted(&due, &files, form).await;
    let path = format!("/submissions/{submission}");
    let fault = json!({"rule": "A-12.3-G-1-1-R1", "severity": "blocking", "text": SECRET});
    let order = json!({"verdict": "non_compliant", "reason": SECRET, "nonconformities": [fault], "order": {"text": SECRET}});
    let decided = fleet.decided(&submission, order).await;
    let life = format!("/rectifications/{}", decided["rectification"].as_str().unwrap());
    server.settle().await;
    let receipt = east.officer().get(&format!("{path}/receipt")).await.ok();

    let refs =
        server.database.texts(&format!("SELECT digest FROM contents WHERE body LIKE '%{SECRET}%'")).await;
    assert_eq!(refs.len(), 9, "form; reason and order as told and as drafted; nonconformity; three notices");
    let erase = |digest: &str| format!("/contents/{digest}/erase");
    let reason = json!({"reason": "本人申请删除"});
    east.reviewer().post(&erase(&refs[0]), reason.clone()).await.refused(403, "forbidden");
    east.lead().post(&erase(&"0".repeat(64)), reason.clone()).await.refused(404, "not_found");
    east.lead().post(&erase("%25"), reason.clone()).await.refused(404, "not_found");
    // One of them is asked for: its copies in the same matter go with it, and what else the documents say stays.
    let reason_ref =
        server.database.text(&format!("SELECT verdict_ref FROM submissions WHERE id = '{submission}'")).await;
    assert!(refs.contains(&reason_ref));
    east.lead().post(&erase(&reason_ref), reason.clone()).await.ok();
    for digest in &refs {
        east.lead().post(&erase(digest), reason.clone()).await.refused(404, "not_found");
    }

    let shown = east.officer().get(&path).await.ok();
    assert_eq!(shown["verdict_reason"], Value::Null);
    assert_eq!((&shown["form"]["note"], &shown["form"]["new_total"]), (&json!(ERASED), &json!(2)));
    assert_eq!(shown["nonconformities"][0]["text"], Value::Null);
    let notices = east.officer().all("/notices").await;
    assert!(!notices.is_empty());
    for notice in notices {
        let body = east.officer().get(&format!("/notices/{}", notice["id"].as_str().unwrap())).await.ok();
        assert_eq!(body["body"]["reason"], ERASED, "{body}");
        assert_eq!(body["body"]["nonconformities"][0]["text"], ERASED);
        assert_eq!(body["body"]["verdict"], "non_compliant");
    }
    let told = server.database.number("SELECT COUNT(*) FROM messages WHERE text_ref IS NOT NULL").await;
    assert!(told > 0, "messages carry reasons by reference");
    assert_eq!(shown["verdict"], "non_compliant", "what was decided stands");
    assert_eq!(east.officer().get(&life).await.ok()["order_text"], Value::Null);
    for role in yunjian_domain::permission::Role::ALL {
        for page in [
            path.clone(),
            life.clone(),
            format!("{path}/timeline"),
            format!("{life}/timeline"),
            format!("/platforms/{}/timeline", east.platform),
            "/home".to_owned(),
            "/messages".to_owned(),
        ] {
            let answer = east.who(*role).get(&page).await;
            assert!(!String::from_utf8_lossy(&answer.bytes).contains(SECRET), "{page}");
        }
    }
    assert!(!server.dump().await.contains(SECRET));
    assert_eq!(
        server.database.number(&format!("SELECT COUNT(*) FROM acts WHERE body LIKE '%{SECRET}%'")).await,
        0
    );
    let salts =
        server.database.number("SELECT COUNT(*) FROM contents WHERE erased = 1 AND salt IS NOT NULL").await;
    assert_eq!(salts, 0, "the salt goes with the text, or the text could be guessed");

    // The receipt of then still holds: what it commits to never held the text.
    let receipt = Receipt::from_json(receipt["receipt"].to_string().as_bytes()).unwrap();
    receipt.verify(None).unwrap();
    fleet.end().await;
}

#[tokio::test]
async fn names_of_people_and_organisations_can_be_erased() {
    let fleet = Fleet::one().await;
    let (east, server) = (&fleet.east, &fleet.server);
    let (admin, nobody) = (east.admin(), server.nobody());
    let made = admin.post("/organisations", json!({"name": "机密单位名", "role": "customer"})).await.ok();
    let organisation = made["id"].as_str().unwrap().to_owned();
    let person = json!({
        "organisation": organisation, "role": "customer_officer", "login": "zhang-san-138", "name": "张三",
        "password": yunjian_testkit::PASSWORD,
    });
    let made = admin.post("/users", person.clone()).await.ok();
    let user = made["id"].as_str().unwrap().to_owned();
    let inside = nobody.sign_in("zhang-san-138", yunjian_testkit::PASSWORD).await.unwrap();
    inside.post("/tokens", json!({"label": "x", "days": 1})).await.ok();
    nobody.sign_in("zhang-san-138", "wrong password").await.unwrap_err();

    let reason = json!({"reason": "本人申请删除"});
    let erase_user = format!("/users/{user}/erase");
    let erase_name = format!("/organisations/{organisation}/erase");
    admin.post(&erase_user, reason.clone()).await.refused(409, "still_enabled");
    admin.post(&format!("/users/{user}/disable"), json!({})).await.ok();
    let acts = server.acts().await;
    admin.post(&format!("/users/{user}/disable"), json!({})).await.refused(409, "already_disabled");
    assert_eq!(server.acts().await, acts, "disabling twice is one act");
    admin.post(&erase_user, reason.clone()).await.ok();
    admin.post(&erase_user, reason.clone()).await.refused(409, "already_erased");
    admin.post(&erase_name, reason.clone()).await.ok();
    admin.post(&erase_name, reason.clone()).await.refused(409, "already_erased");
    let own = format!("/organisations/{}/erase", east.supervisor);
    admin.post(&own, reason).await.refused(409, "yourself");

    let database = &server.database;
    for secret in ["张三", "zhang-san-138", "机密单位名"] {
        for table in ["contents", "acts"] {
            let found =
                database.number(&format!("SELECT COUNT(*) FROM {table} WHERE body LIKE '%{secret}%'")).await;
            assert_eq!(found, 0, "{secret} in {table}");
        }
    }
    for table in ["credentials", "sessions", "tokens"] {
        let left = database.number(&format!("SELECT COUNT(*) FROM {table} WHERE user_id = '{user}'")).await;
        assert_eq!(left, 0, "{table}");
    }
    let left = database.number("SELECT COUNT(*) FROM sign_in_failures WHERE login = 'zhang-san-138'").await;
    assert_eq!(left, 0);
    let people = admin.all("/users").await;
    let shown = people.iter().find(|p| p["id"] == user.as_str()).unwrap();
    assert_eq!(
        (&shown["name"], &shown["login"], &shown["disabled"]),
        (&Value::Null, &Value::Null, &json!(true))
    );
    // The login is free again, for another person.
    admin.post("/users", person).await.ok();
    fleet.end().await;
}
