//! Every route × every role × whose platform it is: who is let in, and who is not.
//!
//! The table of sample requests has a row for every route of the visible list; the test fails when one has none.

use std::fmt::Write as _;

use serde_json::{Value, json};
use yunjian_domain::permission::Role;
use yunjian_server::routes::{self, Access};
use yunjian_testkit::evidence::{self, OLD_TLS, WEB};
use yunjian_testkit::{Answer, DAY, Fleet, Person, Side, shanghai, time};

/// Things of one side that requests name.
pub(crate) struct Sample {
    pub(crate) side: &'static str,
    pub(crate) platform: String,
    pub(crate) provider: String,
    pub(crate) supervisor: String,
    /// A customer's organisation that comes and goes.
    pub(crate) spare: String,
    /// Owed by the provider and by the assessor.
    pub(crate) due: String,
    pub(crate) tested: String,
    /// Opened by request, so that it can be withdrawn.
    pub(crate) requested: String,
    pub(crate) submission: String,
    /// What the assessor handed in.
    pub(crate) report: String,
    pub(crate) sha256: String,
    pub(crate) rectification: String,
    /// Issued to the provider, and one to the assessor; neither acknowledged.
    pub(crate) notice: String,
    pub(crate) assessors_notice: String,
    pub(crate) colleague: String,
    pub(crate) deputyship: String,
    pub(crate) escalation: String,
    /// The order's text.
    pub(crate) content: String,
    /// Open uploads of provider and assessor.
    pub(crate) upload: String,
    pub(crate) assessors_upload: String,
    /// A file on its way into each of them.
    pub(crate) part: String,
    pub(crate) assessors_part: String,
    /// Somebody who may be disabled.
    pub(crate) victim: String,
    /// What the scan found, a deviation asked for it, its proof, and a name that scans use.
    pub(crate) finding: String,
    pub(crate) deviation: String,
    pub(crate) proof: String,
    pub(crate) mapping: String,
    pub(crate) history: String,
}

pub(crate) async fn sample(fleet: &Fleet, side: &Side) -> Sample {
    let (officer, tester, lead) = (side.officer(), side.tester(), side.lead());
    let text = |value: &Value| value.as_str().expect("an id").to_owned();
    let due = side.due("A-12.3-G-1/1", "2026-09").await;
    let tested = side.due("A-5.12-G-1/1", "").await;
    let files = [("scan.nessus", evidence::nessus(shanghai("2026-09-19T22:00"), &[(WEB, &[OLD_TLS])]))];
    let made = fleet.hand_in(officer, &side.platform, &[&due], &files, Value::Null).await.ok();
    let submission = text(&made["submissions"][0]["id"]);
    let made = fleet.hand_in(tester, &side.platform, &[&tested], &files, Value::Null).await.ok();
    let report = text(&made["submissions"][0]["id"]);
    fleet.server.settle().await;
    fleet.server.tick().await;
    let path = format!("/submissions/{submission}");
    let sha256 = text(&officer.get(&path).await.ok()["files"][0]["sha256"]);
    lead.post(&format!("{path}/take"), json!({})).await.ok();
    let fault =
        json!({"rule": "A-12.3-G-1-1-R1", "severity": "blocking", "text": format!("{} fault", side.name)});
    let order = format!("{} order", side.name);
    let intended = json!({"verdict": "non_compliant", "nonconformities": [fault], "order": order});
    let told = lead.post(&format!("{path}/intend"), intended).await.ok();
    officer.post(&format!("/notices/{}/receipt", text(&told["notice"])), json!({})).await.ok();
    officer.post(&format!("{path}/statement"), json!({"statement": null})).await.ok();
    let shown = lead.get(&path).await.ok();
    let kept = json!([shown["procedure"]["nonconformities"][0]["id"]]);
    let draft = json!({"verdict": "non_compliant", "nonconformities": kept, "order": {"text": order}});
    let drafted = lead.post(&format!("{path}/draft"), draft).await.ok();
    let notice = text(&drafted["notice"]);
    let decided = side.reviewer().post(&format!("/notices/{notice}/issue"), json!({})).await.ok();
    let rectification = text(&decided["rectification"]);
    let tested_path = format!("/submissions/{report}");
    lead.post(&format!("{tested_path}/take"), json!({})).await.ok();
    let intended = json!({"verdict": "non_compliant", "nonconformities": [fault]});
    let told = lead.post(&format!("{tested_path}/intend"), intended).await.ok();
    let assessors_notice = text(&told["notice"]);
    let colleagues = lead.get("/colleagues").await.ok();
    let mine = lead.get("/me").await.ok()["user"]["id"].clone();
    let colleague =
        text(&colleagues["items"].as_array().unwrap().iter().find(|c| c["id"] != mine).unwrap()["id"]);
    let leave = json!({
        "principal": colleague, "deputy": mine, "from": time(fleet.server.now()), "until": time(fleet.server.now() + DAY), "reason": "休假",
    });
    let deputyship = text(&lead.post("/deputies", leave).await.ok()["id"]);
    let escalations = lead.get("/escalations").await.ok();
    let admin = side.admin();
    let spare = admin.post("/organisations", json!({"name": "spare", "role": "customer"})).await.ok();
    let victim = admin
        .post(
            "/users",
            json!({
                "organisation": side.provider, "role": "provider_engineer", "login": format!("{}-victim", side.name),
                "name": "somebody", "password": yunjian_testkit::PASSWORD,
            }),
        )
        .await
        .ok();
    let asked = json!({"obligation": "A-12.1-G-1/2", "due_workdays": 5, "reason": "抽查"});
    let requested = lead.post(&format!("/platforms/{}/dues", side.platform), asked).await.ok();
    let content = fleet
        .server
        .database
        .text(&format!("SELECT text_ref FROM rectifications WHERE id = '{rectification}'"))
        .await;
    let flaws = side.due("A-9.7-G-1/1", "2026-09").await;
    let findings = officer.all(&format!("/platforms/{}/findings", side.platform)).await;
    let finding = text(&findings.iter().find(|f| f["title"] == "Old TLS").expect("the scan's finding")["id"]);
    let own_upload = async |purpose: &str, name: &str, bytes: Vec<u8>| {
        let opened = json!({"platform": side.platform, "purpose": purpose});
        let upload = text(&officer.post("/uploads", opened).await.ok()["id"]);
        officer.put(&format!("/uploads/{upload}/files/{name}"), bytes).await.ok();
        upload
    };
    let proof = own_upload("deviation", "proof.txt", b"proof".to_vec()).await;
    let register = evidence::findings_register(&[(WEB, OLD_TLS)], "2026-08-01");
    let history = own_upload("history", "register.csv", register).await;
    let asked = json!({
        "kind": "false_positive", "findings": [finding], "until": "2027-03-31", "reason": format!("{} reason", side.name),
        "upload": proof,
    });
    let asked = officer.post(&format!("/platforms/{}/deviations", side.platform), asked).await.ok();
    let deviation = text(&asked["id"]);
    let shown = officer.get(&format!("/deviations/{deviation}")).await.ok();
    let proof_file = text(&shown["evidence"][0]["sha256"]);
    let disowned = json!({"name": "stranger", "reason": format!("{} reason", side.name)});
    let disowned = lead.post(&format!("/platforms/{}/assets/disown", side.platform), disowned).await.ok();
    let upload = fleet.upload(officer, &side.platform, &[&flaws], &files).await;
    let assessors_upload = fleet.upload(tester, &side.platform, &[&tested], &files).await;
    Sample {
        finding,
        deviation,
        proof: proof_file,
        mapping: text(&disowned["id"]),
        history,
        part: crate::tus::announced(officer, &upload, "part.bin", 9).await,
        assessors_part: crate::tus::announced(tester, &assessors_upload, "part.bin", 9).await,
        side: side.name,
        platform: side.platform.clone(),
        provider: side.provider.clone(),
        supervisor: side.supervisor.clone(),
        spare: text(&spare["id"]),
        requested: text(&requested["id"]),
        submission,
        report,
        sha256,
        rectification,
        notice,
        assessors_notice,
        colleague,
        deputyship,
        escalation: text(&escalations["items"][0]["id"]),
        content,
        upload,
        assessors_upload,
        due,
        tested,
        victim: text(&victim["id"]),
    }
}

/// What a route is asked with. The row of a route; none is a mistake of this test.
fn body(method: &str, path: &str, of: &Sample, role: Role, now: i64) -> Option<Value> {
    let assessor = role == Role::AssessorMember;
    let reason = json!({"reason": "依据核查情况"});
    let (upload, due) = if assessor { (&of.assessors_upload, &of.tested) } else { (&of.upload, &of.due) };
    let mandate = json!({
        "supervisor": of.supervisor, "commissioned_by": "委托单位", "areas": ["controls"],
        "valid_from": "2026-08-01", "valid_until": "2029-07-31",
    });
    let body = match (method, path) {
        ("GET" | "DELETE" | "HEAD" | "OPTIONS", _) => Value::Null,
        // Without the protocol's headers: whoever is let in is told so.
        ("POST", "/uploads/{upload}/tus" | "/uploads/{upload}/tus/{part}")
        | ("PATCH", "/uploads/{upload}/tus/{part}") => Value::Null,
        ("POST", "/bootstrap") => {
            json!({"code": "x", "organisation": "x", "login": "x", "name": "x", "password": "a long password"})
        }
        ("POST", "/session") => json!({"login": "nobody", "password": "a long password"}),
        ("POST", "/tokens") => json!({"label": "x", "days": 1}),
        ("POST", "/messages/read") => json!({"messages": []}),
        ("POST", "/messages/preferences") => json!({"kind": "decided", "wanted": true}),
        ("POST", "/calendar-feeds") => json!({"label": "x", "language": "en"}),
        ("POST", "/organisations") => json!({"name": format!("{} x", of.side), "role": "customer"}),
        ("POST", "/users") => json!({
            "organisation": of.provider, "role": "provider_officer", "login": format!("{}-{}-{now}", of.side, role.as_str()),
            "name": "x", "password": "a long password",
        }),
        ("POST", "/platforms") => json!({
            "name": "x", "provider": of.provider, "zone": "Asia/Shanghai", "level": "general", "mandate": mandate,
        }),
        ("POST", "/platforms/{platform}/mandates") => mandate,
        ("POST", "/platforms/{platform}/authorisations") => json!({
            "result": "granted", "valid_from": "2026-01-01", "valid_until": "2028-12-31", "remind_days": 10,
        }),
        ("POST", "/platforms/{platform}/parties") => json!({"organisation": of.spare, "role": "customer"}),
        ("POST", "/platforms/{platform}/renewal") => json!({"note": null}),
        ("POST", "/platforms/{platform}/events") => {
            json!({"kind": "major_incident", "occurred_at": time(now - DAY), "text": "主机失陷"})
        }
        ("POST", "/platforms/{platform}/plan") => json!({"defaults": true, "obligations": null}),
        ("POST", "/platforms/{platform}/plan/terms") => json!({
            "obligation": "A-12.3-G-1/1", "parameter": "min_coverage", "value": 95, "reason": "约定",
        }),
        ("POST", "/platforms/{platform}/dues") => {
            json!({"obligation": "A-12.1-G-1/2", "due_workdays": 5, "reason": "抽查"})
        }
        ("POST", "/uploads") => json!({"platform": of.platform, "dues": [due]}),
        ("POST", "/uploads/{upload}/check") | ("POST", "/submissions") => json!({
            "upload": upload, "dues": [if assessor { of.tested.clone() } else { of.due.clone() }],
        }),
        ("PUT", "/uploads/{upload}/files/{name}") => json!("bytes"),
        ("POST", "/submissions/{submission}/intend") => {
            json!({"verdict": "non_compliant", "nonconformities": [{"severity": "major", "text": "x"}]})
        }
        ("POST", "/submissions/{submission}/statement") => json!({"statement": "x"}),
        ("POST", "/escalations/{escalation}/statement") => json!({"statement": "x"}),
        ("POST", "/submissions/{submission}/answer" | "/escalations/{escalation}/answer") => json!({"answer": "x"}),
        ("POST", "/submissions/confirm") => json!({"ids": [of.submission], "reason": "x"}),
        ("POST", "/reminders") => json!({"about": "due", "ids": [due], "text": "x"}),
        ("POST", "/dues/extend") => json!({"ids": [due], "until": time(now + 90 * DAY), "reason": "x"}),
        ("POST", "/rectifications/extend") => {
            json!({"ids": [of.rectification], "until": time(now + 12 * DAY), "reason": "x"})
        }
        ("POST", "/submissions/{submission}/draft") => {
            json!({"verdict": "non_compliant", "nonconformities": []})
        }
        ("POST", "/submissions/{submission}/assign") => json!({"reviewer": of.colleague}),
        ("POST", "/notices/{notice}/service") => {
            json!({"method": "post", "served_at": time(now), "proof": "EMS 1"})
        }
        ("POST", "/deputies") => json!({
            "deputy": of.colleague, "from": time(now), "until": time(now + DAY), "reason": "休假",
        }),
        ("POST", "/submissions/{submission}/return") => json!({"reason": "补充", "until": time(now + DAY)}),
        ("POST", "/submissions/{submission}/decide") => json!({"verdict": "compliant", "reason": "x"}),
        ("POST", "/submissions/{submission}/amend") => json!({"verdict": "compliant", "reason": "x"}),
        ("POST", "/rectifications/{rectification}/plan") => json!({"plan": "补扫"}),
        ("POST", "/rectifications/{rectification}/hand-in") => {
            json!({"statement": "已补", "submission": of.submission})
        }
        ("POST", "/rectifications/{rectification}/extension") => {
            json!({"until": time(now + 12 * DAY), "reason": "x"})
        }
        ("POST", "/rectifications/{rectification}/extension/answer") => json!({"grant": true}),
        ("POST", "/rectifications/{rectification}/return") => {
            json!({"reason": "x", "deadline": time(now + DAY)})
        }
        ("POST", "/rectifications/{rectification}/close") => json!({"note": "x"}),
        ("POST", "/platforms/{platform}/deviations") => json!({
            "kind": "vendor_dependency", "findings": [of.finding], "until": "2027-01-31", "reason": "x", "measures": "x",
            "vendor_contact": "2026-09-18",
        }),
        ("POST", "/platforms/{platform}/deviations/grant") => {
            json!({"deviations": [of.deviation], "reason": "x"})
        }
        ("POST", "/deviations/{deviation}/resubmit") => json!({"until": "2027-01-31", "reason": "x"}),
        ("POST", "/platforms/{platform}/assets/map") => {
            json!({"name": "somebody", "component": "web-1", "reason": "x"})
        }
        ("POST", "/platforms/{platform}/assets/disown") => {
            json!({"name": format!("{}-{}", of.side, role.as_str()), "reason": "x"})
        }
        ("POST", "/platforms/{platform}/history") => {
            json!({"upload": of.history, "reason": "x", "dry_run": true})
        }
        // No list: whoever is let in is told so.
        ("POST", "/exploited") => json!("nothing"),
        (
            "POST",
            "/dues/{due}/withdraw"
            | "/submissions/{submission}/withdraw"
            | "/submissions/{submission}/drop-intention"
            | "/submissions/{submission}/reopen"
            | "/notices/{notice}/send-back"
            | "/deviations/{deviation}/grant"
            | "/deviations/{deviation}/refuse"
            | "/deviations/{deviation}/return"
            | "/deviations/{deviation}/revoke"
            | "/deviations/{deviation}/withdraw"
            | "/assets/{mapping}/release"
            | "/escalations/{escalation}/intend"
            | "/escalations/{escalation}/confirm"
            | "/escalations/{escalation}/dismiss"
            | "/escalations/{escalation}/close"
            | "/contents/{digest}/erase"
            | "/users/{user}/erase"
            | "/organisations/{organisation}/erase",
        ) => reason,
        (
            "POST",
            "/submissions/{submission}/take"
            | "/notices/{notice}/check"
            | "/notices/{notice}/issue"
            | "/notices/{notice}/receipt"
            | "/deputies/{deputyship}/end"
            | "/rectifications/{rectification}/take"
            | "/users/{user}/disable"
            // No workbook: whoever is let in is told so.
            | "/sheets/organisations"
            | "/sheets/platforms"
            | "/sheets/dues"
            | "/sheets/rectifications"
            | "/platforms/{platform}/plan/sheet",
        ) => json!({}),
        _ => return None,
    };
    Some(body)
}

/// The path with a side's ids in place of its names. The names not known here are a missing row, too.
pub(crate) fn path(method: &str, path: &str, of: &Sample, role: Role, token: &str) -> String {
    let assessor = role == Role::AssessorMember;
    let (withdraw, statement) = (path.ends_with("/withdraw"), path.ends_with("/statement"));
    let path = path
        .replace("{platform}", &of.platform)
        .replace("{due}", if withdraw { &of.requested } else { &of.due })
        .replace(
            "{submission}",
            if (withdraw || statement) && assessor { &of.report } else { &of.submission },
        )
        .replace("{rectification}", &of.rectification)
        .replace("{notice}", if assessor { &of.assessors_notice } else { &of.notice })
        .replace("{deputyship}", &of.deputyship)
        .replace("{escalation}", &of.escalation)
        .replace("{upload}", if assessor { &of.assessors_upload } else { &of.upload })
        .replace("{part}", if assessor { &of.assessors_part } else { &of.part })
        .replace("{digest}", &of.content)
        .replace("{sha256}", if path.starts_with("/deviations/") { &of.proof } else { &of.sha256 })
        .replace("{deviation}", &of.deviation)
        .replace("{mapping}", &of.mapping)
        .replace("{organisation}", &of.spare)
        .replace("{user}", &of.victim)
        .replace("{obligation}", "A-12.3-G-1%2F1")
        .replace("{template}", "SSP")
        .replace("{token}", token)
        .replace("{feed}", token)
        .replace("{secret}", "nobody-knows-this")
        .replace("{name}", "x.bin")
        .replace("{role}", "customer");
    assert!(!path.contains('{'), "{method} {path}: a name without a sample");
    match path.as_str() {
        "/ledger/consistency" => "/ledger/consistency?old=1&new=2".to_owned(),
        "/fleet/cell" => format!("/fleet/cell?platform={}&class=12", of.platform),
        _ => path,
    }
}

/// Whether a request of this kind can name something of the other side at all.
fn has_owner(method: &str, path: &str) -> bool {
    match (method, path) {
        (
            "GET",
            "/catalogue/{obligation}"
            | "/catalogue/obligations/{obligation}/template"
            | "/templates/{template}",
        ) => false,
        ("GET", "/fleet/cell") | ("POST", "/users" | "/platforms" | "/uploads" | "/submissions") => true,
        (_, path) => path.contains('{'),
    }
}

async fn send(person: &Person, method: &str, path: &str, body: Value) -> Answer {
    match method {
        "GET" => person.get(path).await,
        "DELETE" => person.delete(path).await,
        "PUT" => person.put(path, body.to_string().into_bytes()).await,
        "PATCH" | "HEAD" | "OPTIONS" => person.send(method, path, "application/json", "").await,
        _ => person.post(path, body).await,
    }
}

/// Makes what the request will take away.
async fn prepare(side: &Side, method: &str, path: &str, of: &Sample, role: Role) -> String {
    match (method, path) {
        ("DELETE", "/tokens/{token}") => {
            let made = side.who(role).post("/tokens", json!({"label": "x", "days": 1})).await.ok();
            return made["id"].as_str().expect("a token's id").to_owned();
        }
        ("DELETE", "/calendar-feeds/{feed}") => {
            let made =
                side.who(role).post("/calendar-feeds", json!({"label": "x", "language": "en"})).await.ok();
            return made["id"].as_str().expect("a feed's id").to_owned();
        }
        ("DELETE", "/platforms/{platform}/parties/{organisation}/{role}") => {
            let attach = json!({"organisation": of.spare, "role": "customer"});
            side.lead().post(&format!("/platforms/{}/parties", of.platform), attach).await.ok();
        }
        ("DELETE", "/uploads/{upload}/files/{name}") => {
            for (person, upload) in [(side.officer(), &of.upload), (side.tester(), &of.assessors_upload)] {
                person.put(&format!("/uploads/{upload}/files/x.bin"), b"x".to_vec()).await.ok();
            }
        }
        _ => {}
    }
    "none".to_owned()
}

#[tokio::test]
async fn every_route_for_every_role_and_owner() {
    let fleet = Fleet::two().await;
    fleet.server.at(shanghai("2026-09-20T10:00")).await;
    let (east, west) = (&fleet.east, fleet.west());
    let (ours, theirs) = (sample(&fleet, east).await, sample(&fleet, west).await);
    let nobody = fleet.server.nobody();
    let now = fleet.server.now();
    let (mut table, mut wrong, mut asked) = (String::new(), Vec::new(), 0);
    for route in routes::all() {
        for (method, template) in route.operations() {
            let (method, template) = (method.as_str(), template.as_str());
            let row = |of: &Sample, role| {
                body(method, template, of, role, now)
                    .unwrap_or_else(|| panic!("{method} {template} has no row in this test"))
            };
            let mut judge = |who: &str, answer: &Answer, fits: bool| {
                asked += 1;
                if !fits || answer.status >= 500 {
                    wrong.push(format!(
                        "{method} {template} as {who}: {} {}",
                        answer.status, answer.body["code"]
                    ));
                }
            };

            // Nobody.
            let role = Role::ProviderOfficer;
            let answer =
                send(&nobody, method, &path(method, template, &ours, role, "none"), row(&ours, role)).await;
            let Access::Needs(permission) = route.access else {
                let stated = match (method, template) {
                    ("GET", "/setup") => (200, Value::Null),
                    ("POST", "/bootstrap") => (403, json!("wrong_code")),
                    ("POST", "/session") => (401, json!("wrong_password")),
                    ("DELETE", "/session") => (204, Value::Null),
                    ("GET", "/calendar/{secret}") => (404, json!("not_found")),
                    _ => panic!("{method} {template} is public without a row that says what it answers"),
                };
                judge("nobody", &answer, (answer.status, answer.body["code"].clone()) == stated);
                let _ = writeln!(table, "{method} {template}: public");
                continue;
            };
            // An answer to HEAD has no body that could say more.
            let said = |answer: &Answer, code: &str| method == "HEAD" || answer.body["code"] == code;
            judge("nobody", &answer, answer.status == 401 && said(&answer, "not_signed_in"));

            let mut let_in = Vec::new();
            for role in Role::ALL.iter().copied() {
                let token = prepare(east, method, template, &ours, role).await;
                let person = east.who(role);
                let own =
                    send(person, method, &path(method, template, &ours, role, &token), row(&ours, role))
                        .await;
                let forbidden = own.status == 403 && said(&own, "forbidden");
                if !forbidden {
                    let_in.push(role.as_str());
                }
                let fits =
                    if role.may(permission) { !matches!(own.status, 401 | 403 | 404) } else { forbidden };
                judge(&format!("{} on its own", role.as_str()), &own, fits);

                if has_owner(method, template) {
                    let token = prepare(west, method, template, &theirs, role).await;
                    let path = path(method, template, &theirs, role, &token);
                    let foreign = send(person, method, &path, row(&theirs, role)).await;
                    let expected = if role.may(permission) { 404 } else { 403 };
                    judge(&format!("{} on another's", role.as_str()), &foreign, foreign.status == expected);
                }
            }
            let _ = writeln!(table, "{method} {template}: {}", let_in.join(", "));
        }
    }
    assert!(wrong.is_empty(), "{} of {asked} answers are wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(asked > 900, "only {asked} requests");
    insta::assert_snapshot!("who_may_what", table);
    fleet.end().await;
}
