//! Signing in, staying in, being kept out.

use serde_json::json;
use yunjian_domain::permission::Role;
use yunjian_testkit::{DAY, Fleet, HOUR, PASSWORD, TestServer};

#[tokio::test]
async fn a_session_ends_with_time_with_the_account_and_with_signing_out() {
    let fleet = Fleet::one().await;
    let (east, server) = (&fleet.east, &fleet.server);
    let nobody = server.nobody();
    let login = east.login(Role::ProviderOfficer);
    let person = nobody.sign_in(&login, PASSWORD).await.unwrap();
    let me = person.get("/me").await.ok();
    assert_eq!((&me["login"], &me["role"]), (&json!(login), &json!("provider_officer")));
    assert!(!me["permissions"].as_array().unwrap().contains(&json!("review_submissions")));

    // A page elsewhere can send the cookie, but not the header; reading needs none.
    let elsewhere = person.without_header();
    elsewhere.post("/tokens", json!({"label": "x", "days": 1})).await.refused(403, "header_missing");
    elsewhere.get("/me").await.ok();
    // A program with a token needs no such header.
    let made = person.post("/tokens", json!({"label": "x", "days": 1})).await.ok();
    let program = elsewhere.with_token(made["secret"].as_str().unwrap());
    program.post("/tokens", json!({"label": "y", "days": 1})).await.ok();
    let shown = person.get("/tokens").await.ok().to_string();
    assert!(!shown.contains(made["secret"].as_str().unwrap()), "a secret is shown once");

    // Another person's token cannot be taken back, one's own can.
    let path = format!("/tokens/{}", made["id"].as_str().unwrap());
    east.lead().delete(&path).await.refused(404, "not_found");
    assert_eq!(person.delete(&path).await.status, 204);
    program.get("/me").await.refused(401, "not_signed_in");

    // Time.
    server.clock(server.now() + 12 * HOUR - 1);
    person.get("/me").await.ok();
    server.clock(server.now() + 1);
    person.get("/me").await.refused(401, "not_signed_in");
    let short = east.officer().post("/tokens", json!({"label": "short", "days": 1})).await.ok();
    let program = nobody.with_token(short["secret"].as_str().unwrap());
    server.clock(server.now() + DAY);
    program.get("/me").await.refused(401, "not_signed_in");

    // Signing out.
    let person = nobody.sign_in(&login, PASSWORD).await.unwrap();
    assert_eq!(person.delete("/session").await.status, 204);
    person.get("/me").await.refused(401, "not_signed_in");
    nobody.with_token("yj_nonsense").get("/me").await.refused(401, "not_signed_in");

    // The account is disabled: session, token and password all end.
    let person = nobody.sign_in(&login, PASSWORD).await.unwrap();
    let id = person.get("/me").await.ok()["user"]["id"].as_str().unwrap().to_owned();
    east.admin().post(&format!("/users/{id}/disable"), json!({})).await.ok();
    person.get("/me").await.refused(401, "not_signed_in");
    east.officer().get("/me").await.refused(401, "not_signed_in");
    nobody.sign_in(&login, PASSWORD).await.unwrap_err().refused(401, "wrong_password");
    let mine = east.admin().get("/me").await.ok()["user"]["id"].as_str().unwrap().to_owned();
    east.admin().post(&format!("/users/{mine}/disable"), json!({})).await.refused(409, "yourself");
    fleet.end().await;
}

#[tokio::test]
async fn guessing_passwords_has_an_end() {
    let server = TestServer::configured("[sessions]\nfailures = 3\nfailure_minutes = 10").await;
    let fleet = Fleet::on(server, false).await;
    let nobody = fleet.server.nobody();
    let login = fleet.east.login(Role::Lead);
    for _ in 0..3 {
        nobody.sign_in(&login, "not the password").await.unwrap_err().refused(401, "wrong_password");
    }
    nobody.sign_in(&login, PASSWORD).await.unwrap_err().refused(429, "too_many_failures");
    // Others are not locked out with it, and nobody for ever.
    nobody.sign_in(&fleet.east.login(Role::Reviewer), PASSWORD).await.unwrap();
    fleet.server.clock(fleet.server.now() + 10 * 60_000 + 1);
    nobody.sign_in(&login, PASSWORD).await.unwrap();
    // Unknown logins look like known ones.
    nobody.sign_in("no such person", PASSWORD).await.unwrap_err().refused(401, "wrong_password");
    fleet.end().await;
}

#[tokio::test]
async fn the_first_code_works_once_and_people_are_entered_with_care() {
    let fleet = Fleet::one().await;
    let east = &fleet.east;
    let again =
        json!({"code": "first-code", "organisation": "x", "login": "x", "name": "x", "password": PASSWORD});
    fleet.server.nobody().post("/bootstrap", again).await.refused(403, "wrong_code");
    assert_eq!(fleet.server.nobody().get("/setup").await.ok()["needs_bootstrap"], false);
    let user = |login: &str, role: &str, organisation: &str, password: &str| json!({"login": login, "role": role, "organisation": organisation, "name": "n", "password": password});
    let admin = east.admin();
    let acts = fleet.server.acts().await;
    admin
        .post("/users", user("east-lead", "lead", &east.supervisor, PASSWORD))
        .await
        .refused(409, "login_taken");
    admin.post("/users", user("new", "lead", &east.provider, PASSWORD)).await.refused(422, "invalid");
    admin.post("/users", user("new", "king", &east.provider, PASSWORD)).await.refused(422, "invalid");
    admin.post("/users", user("new", "lead", &east.supervisor, "short")).await.refused(422, "invalid");
    assert_eq!(fleet.server.acts().await, acts);
    let kept = fleet.server.database.text("SELECT hash FROM credentials WHERE login = 'east-lead'").await;
    assert!(kept.starts_with("$argon2id$"));
    assert!(!fleet.server.dump().await.contains("$argon2"), "secrets never enter the record");
    fleet.end().await;
}
