//! A small fleet: one or two sides that have nothing to do with each other, each with a supervisor, a provider,
//! an assessor, a customer, and one platform under supervision.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use yunjian_domain::permission::Role;
use yunjian_server::api::session::BOOTSTRAP;
use yunjian_server::auth::digest;

use crate::{Answer, Person, TestServer, shanghai};

/// Everybody's password.
pub const PASSWORD: &str = "a long password";

/// Obligations of the fleet's plans: four with working rules, two about risk assessments, one owed by an assessor.
pub const OBLIGATIONS: [&str; 7] = [
    "A-12.3-G-1/1",
    "A-8.7-G-1/1",
    "A-9.7-G-1/1",
    "A-7.8-G-1/1",
    "A-12.2-G-1/1",
    "A-12.2-G-1/2",
    "A-5.12-G-1/1",
];

/// One side: ids of its organisations and platform, and its people by role.
#[derive(Debug)]
pub struct Side {
    /// `east` or `west`: stands in every name and login of the side.
    pub name: &'static str,
    pub supervisor: String,
    pub provider: String,
    pub assessor: String,
    pub customer: String,
    pub platform: String,
    pub people: BTreeMap<Role, Person>,
}

impl Side {
    /// # Panics
    /// Never for a role that exists.
    pub fn who(&self, role: Role) -> &Person {
        &self.people[&role]
    }
    pub fn admin(&self) -> &Person {
        self.who(Role::Sysadmin)
    }
    pub fn lead(&self) -> &Person {
        self.who(Role::Lead)
    }
    pub fn reviewer(&self) -> &Person {
        self.who(Role::Reviewer)
    }
    pub fn officer(&self) -> &Person {
        self.who(Role::ProviderOfficer)
    }
    pub fn tester(&self) -> &Person {
        self.who(Role::AssessorMember)
    }
    /// The login of a role's person.
    pub fn login(&self, role: Role) -> String {
        format!("{}-{}", self.name, role.as_str())
    }

    /// The one due item of an obligation in a period (`2026-09`; empty: whichever comes first).
    ///
    /// # Panics
    /// When there is none.
    pub async fn due(&self, obligation: &str, period: &str) -> String {
        let found = self.dues(obligation).await;
        found
            .iter()
            .find(|due| period.is_empty() || due["period"] == period)
            .and_then(|due| due["id"].as_str())
            .unwrap_or_else(|| panic!("no due item {obligation} {period}: {found:#?}"))
            .to_owned()
    }

    /// All due items of an obligation, soonest due first.
    pub async fn dues(&self, obligation: &str) -> Vec<Value> {
        let path = format!("/dues?platform={}&obligation={}", self.platform, obligation.replace('/', "%2F"));
        self.lead().all(&path).await
    }
}

/// A server with its sides.
#[derive(Debug)]
pub struct Fleet {
    pub server: TestServer,
    pub east: Side,
    west: Option<Side>,
}

impl Fleet {
    /// The east side alone, on 2026-09-01 09:00.
    pub async fn one() -> Self {
        Self::on(TestServer::start().await, false).await
    }

    /// Both sides.
    pub async fn two() -> Self {
        Self::on(TestServer::start().await, true).await
    }

    /// On a server that was configured.
    ///
    /// # Panics
    /// When the server refuses any step.
    pub async fn on(server: TestServer, both: bool) -> Self {
        server
            .app
            .store()
            .set_setting(BOOTSTRAP, Some(&digest("first-code")))
            .await
            .expect("the bootstrap code is kept");
        let nobody = server.nobody();
        nobody
            .post(
                "/bootstrap",
                json!({
                    "code": "first-code", "organisation": "east supervisor 监管方", "login": "east-sysadmin",
                    "name": "east sysadmin", "password": PASSWORD,
                }),
            )
            .await
            .ok();
        let admin =
            nobody.sign_in("east-sysadmin", PASSWORD).await.expect("the first administrator signs in");
        let me = admin.get("/me").await.ok();
        let supervisor = text(&me["organisation"], "id");
        let west = if both {
            let other = organisation(&admin, "west supervisor 监管方", "supervisor").await;
            user(&admin, &other, "west", Role::Sysadmin).await;
            let admin = nobody.sign_in("west-sysadmin", PASSWORD).await.expect("an administrator signs in");
            Some(side(&server, "west", other, admin).await)
        } else {
            None
        };
        let east = side(&server, "east", supervisor, admin).await;
        server.at(shanghai("2026-09-01T09:00")).await;
        Self { server, east, west }
    }

    /// # Panics
    /// When the fleet has one side only.
    pub fn west(&self) -> &Side {
        self.west.as_ref().expect("a fleet of two sides")
    }

    /// Uploads files and hands them in for due items of a side's platform. Nothing is read or assessed yet.
    pub async fn hand_in(
        &self,
        who: &Person,
        platform: &str,
        dues: &[&str],
        files: &[(&str, Vec<u8>)],
        form: Value,
    ) -> Answer {
        let upload = self.upload(who, platform, dues, files).await;
        let forms = if form.is_null() { json!({}) } else { json!({"*": form}) };
        who.post("/submissions", json!({"upload": upload, "dues": dues, "forms": forms})).await
    }

    /// Opens an upload and sends files into it; answers its id.
    pub async fn upload(
        &self,
        who: &Person,
        platform: &str,
        dues: &[&str],
        files: &[(&str, Vec<u8>)],
    ) -> String {
        let opened = who.post("/uploads", json!({"platform": platform, "dues": dues})).await.ok();
        let upload = text(&opened, "id");
        for (name, bytes) in files {
            who.put(&format!("/uploads/{upload}/files/{name}"), bytes.clone()).await.ok();
        }
        upload
    }

    /// The east provider hands in for one due item, and everything that follows by itself happens.
    /// Answers the submission's id.
    pub async fn submitted(&self, due: &str, files: &[(&str, Vec<u8>)], form: Value) -> String {
        let made = self.hand_in(self.east.officer(), &self.east.platform, &[due], files, form).await.ok();
        self.server.settle().await;
        text(&made["submissions"][0], "id")
    }

    /// A submission as a role of the east side sees it.
    pub async fn shown(&self, submission: &str) -> Value {
        self.east.reviewer().get(&format!("/submissions/{submission}")).await.ok()
    }

    /// The reviewer takes a submission and decides it. An adverse verdict goes through its whole procedure on the spot:
    /// told, acknowledged, waived, drafted, issued by the lead, acknowledged. Answers with what the last step gave.
    ///
    /// # Panics
    /// When the server refuses any step.
    pub async fn decided(&self, submission: &str, body: Value) -> Value {
        let (reviewer, lead, officer) = (self.east.reviewer(), self.east.lead(), self.east.officer());
        let path = format!("/submissions/{submission}");
        if reviewer.get(&path).await.ok()["state"] == "assessed" {
            reviewer.post(&format!("{path}/take"), json!({})).await.ok();
        }
        if !matches!(body["verdict"].as_str(), Some("non_compliant" | "partly_compliant")) {
            return reviewer.post(&format!("{path}/decide"), body).await.ok();
        }
        let mut intend = body.clone();
        intend["order"] = body["order"]["text"].clone();
        let told = reviewer.post(&format!("{path}/intend"), intend).await.ok();
        let acknowledge = async |notice: &Value| {
            officer.post(&format!("/notices/{}/receipt", text(notice, "notice")), json!({})).await.ok()
        };
        acknowledge(&told).await;
        officer.post(&format!("{path}/statement"), json!({"statement": null})).await.ok();
        let shown = reviewer.get(&path).await.ok();
        let kept: Vec<&Value> = shown["procedure"]["nonconformities"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|n| &n["id"])
            .collect();
        let draft = json!({
            "verdict": body["verdict"], "reason": body["reason"], "nonconformities": kept, "order": body["order"],
        });
        let drafted = reviewer.post(&format!("{path}/draft"), draft).await.ok();
        let notice = text(&drafted, "notice");
        let issued = lead.post(&format!("/notices/{notice}/issue"), json!({})).await.ok();
        acknowledge(&drafted).await;
        issued
    }

    /// Ends the test; see [`TestServer::end`].
    pub async fn end(self) {
        self.server.end().await;
    }
}

fn text(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or_else(|| panic!("no {name} in {value}")).to_owned()
}

async fn organisation(admin: &Person, name: &str, role: &str) -> String {
    text(&admin.post("/organisations", json!({"name": name, "role": role})).await.ok(), "id")
}

async fn user(admin: &Person, organisation: &str, side: &str, role: Role) {
    let login = format!("{side}-{}", role.as_str());
    admin
        .post(
            "/users",
            json!({
                "organisation": organisation, "role": role.as_str(), "login": login,
                "name": format!("{side} {}", role.as_str()), "password": PASSWORD,
            }),
        )
        .await
        .ok();
}

async fn side(server: &TestServer, name: &'static str, supervisor: String, admin: Person) -> Side {
    let provider = organisation(&admin, &format!("{name} provider 云服务商"), "provider").await;
    let assessor = organisation(&admin, &format!("{name} assessor 测评机构"), "assessor").await;
    let customer = organisation(&admin, &format!("{name} customer 客户"), "customer").await;
    let mut people = BTreeMap::new();
    for role in Role::ALL {
        if *role == Role::Sysadmin {
            people.insert(*role, admin.clone());
            continue;
        }
        let organisation = match role.of().as_str() {
            "supervisor" => &supervisor,
            "provider" => &provider,
            "assessor" => &assessor,
            _ => &customer,
        };
        user(&admin, organisation, name, *role).await;
        let person = server.nobody().sign_in(&format!("{name}-{}", role.as_str()), PASSWORD).await;
        people.insert(*role, person.expect("a new person signs in"));
    }
    // Sessions end after half a day of the test's clock, which leaps; tokens last a year.
    for person in people.values_mut() {
        let made = person.post("/tokens", json!({"label": "test", "days": 366})).await.ok();
        *person = person.with_token(&text(&made, "secret"));
    }
    let lead = &people[&Role::Lead];
    let made = lead
        .post(
            "/platforms",
            json!({
                "name": format!("{name} platform 政务云"), "provider": provider, "zone": "Asia/Shanghai",
                "level": "general", "supervised_from": "2026-09-01",
                "mandate": {
                    "commissioned_by": format!("{name} office 委托单位"),
                    "areas": ["controls", "changes", "incidents"],
                    "valid_from": "2026-08-01", "valid_until": "2029-07-31",
                },
            }),
        )
        .await
        .ok();
    let platform = text(&made, "id");
    let path = format!("/platforms/{platform}");
    lead.post(
        &format!("{path}/authorisations"),
        json!({
            "result": "conditional", "valid_from": "2025-07-01", "valid_until": "2028-06-30",
            "conditions": format!("{name} condition 条件"), "remind_days": 180,
        }),
    )
    .await
    .ok();
    for (organisation, role) in [(&assessor, "assessor"), (&customer, "customer")] {
        lead.post(&format!("{path}/parties"), json!({"organisation": organisation, "role": role})).await.ok();
    }
    lead.post(&format!("{path}/plan"), json!({"defaults": true, "obligations": OBLIGATIONS})).await.ok();
    for obligation in ["A-8.7-G-1/1", "A-7.8-G-1/1"] {
        lead.post(
            &format!("{path}/plan/terms"),
            json!({
                "obligation": obligation, "frequency": "monthly", "due_workdays": 10, "immediate": true,
                "reason": format!("{name} reason 约定每月提交"),
            }),
        )
        .await
        .ok();
    }
    Side { name, supervisor, provider, assessor, customer, platform, people }
}
