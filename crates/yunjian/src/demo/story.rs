//! What happened on the demo fleet, told through the API at the instants it happened.

use anyhow::Context as _;
use rust_embed::RustEmbed;
use serde_json::{Value, json};
use yunjian_server::{App, jobs};
use yunjian_wire::session::DemoUser;

use super::{PASSWORD, Person, user};

#[derive(RustEmbed)]
#[folder = "../../demo/evidence"]
struct Evidence;

/// 2026-08-25 09:00 in Shanghai.
pub(crate) const BEGIN: i64 = 1_787_619_600_000;
/// 2026-11-12 10:00 in Shanghai.
pub(crate) const END: i64 = 1_794_448_800_000;

const SUPERVISOR: &str = "海东省政务云监管中心";
const PROVIDERS: [&str; 2] = ["东岚云计算有限公司", "澄湖数据服务有限公司"];
const ASSESSOR: &str = "知衡信息安全测评中心";
const CUSTOMERS: [&str; 2] = ["海东省人力资源厅", "海东省水利厅"];

/// Obligations of the demo's plans: the four with working evidence, and yearly ones to come.
const MONTHLY: [&str; 4] = ["A-12.3-G-1/1", "A-8.7-G-1/1", "A-9.7-G-1/1", "A-7.8-G-1/1"];
const YEARLY: [&str; 6] =
    ["A-5.2-G-1/1", "A-10.2-G-1/1", "A-10.3-G-1/1", "A-12.2-G-1/1", "A-12.2-G-1/2", "A-12.4-G-1/1"];

pub(crate) fn users() -> Vec<DemoUser> {
    vec![
        user("admin", "sysadmin", SUPERVISOR),
        user("lead", "lead", SUPERVISOR),
        user("reviewer", "reviewer", SUPERVISOR),
        user("auditor", "auditor", SUPERVISOR),
        user("donglan", "provider_officer", PROVIDERS[0]),
        user("engineer", "provider_engineer", PROVIDERS[0]),
        user("chenghu", "provider_officer", PROVIDERS[1]),
        user("assessor", "assessor_member", ASSESSOR),
        user("customer", "customer_officer", CUSTOMERS[0]),
    ]
}

/// Milliseconds of a moment in Shanghai, `2026-09-30T17:00`.
fn at(text: &str) -> anyhow::Result<i64> {
    let civil: jiff::civil::DateTime = text.parse()?;
    Ok(civil.in_tz("Asia/Shanghai")?.timestamp().as_millisecond())
}

struct Story<'a> {
    app: &'a App,
}

impl Story<'_> {
    /// Moves the clock and lets the calendar and the jobs catch up.
    async fn moment(&self, text: &str) -> anyhow::Result<()> {
        self.app.clock().set(at(text)?);
        self.settle().await?;
        jobs::tick(self.app).await.map_err(|e| anyhow::anyhow!("{e}"))?;
        self.settle().await
    }

    async fn settle(&self) -> anyhow::Result<()> {
        jobs::settle(self.app).await.map_err(|e| anyhow::anyhow!("{e}"))
    }

    async fn person(&self, login: &str) -> anyhow::Result<Person> {
        Person::sign_in(self.app, login).await.with_context(|| login.to_owned())
    }

    /// Hands in the evidence of one folder for the due item of an obligation and period.
    async fn hand_in(
        &self,
        who: &Person,
        platform: &str,
        obligation: &str,
        period: &str,
        folder: &str,
    ) -> anyhow::Result<String> {
        let due = due(who, platform, obligation, period).await?;
        let upload = who.post("/uploads", json!({"platform": platform, "dues": [due]})).await?;
        let upload = text(&upload, "id")?;
        let mut forms = json!({});
        let mut files = 0;
        for path in Evidence::iter().filter(|p| p.starts_with(&format!("{folder}/"))) {
            let name = path.rsplit('/').next().unwrap_or(&path).to_owned();
            let file = Evidence::get(&path).context("an embedded file")?;
            if name == "form.json" {
                forms = json!({"*": serde_json::from_slice::<Value>(&file.data)?});
                continue;
            }
            who.put(&format!("/uploads/{upload}/files/{name}"), file.data.into_owned()).await?;
            files += 1;
        }
        anyhow::ensure!(files > 0 || forms != json!({}), "{folder} holds no evidence");
        let made = who.post("/submissions", json!({"upload": upload, "dues": [due], "forms": forms})).await?;
        self.settle().await?;
        Ok(made["submissions"][0]["id"].as_str().context("a submission")?.to_owned())
    }

    async fn take(&self, who: &Person, submission: &str) -> anyhow::Result<()> {
        who.post(&format!("/submissions/{submission}/take"), json!({})).await?;
        Ok(())
    }

    /// Confirms a submission; where the rules say otherwise, with the reason.
    async fn confirm(&self, who: &Person, submission: &str, reason: &str) -> anyhow::Result<()> {
        self.take(who, submission).await?;
        let shown = who.get(&format!("/submissions/{submission}")).await?;
        let verdict = match shown["proposal"].as_str() {
            Some("compliant") => "compliant",
            _ => "compliant_with_remarks",
        };
        who.post(&format!("/submissions/{submission}/decide"), json!({"verdict": verdict, "reason": reason}))
            .await?;
        Ok(())
    }

    /// Declares a submission non-compliant for every blocking and major rule that failed, and orders
    /// rectification. Answers with the rectification.
    async fn order(&self, who: &Person, submission: &str, order: &str) -> anyhow::Result<String> {
        self.take(who, submission).await?;
        let shown = who.get(&format!("/submissions/{submission}")).await?;
        let faults: Vec<Value> = shown["results"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|r| r["outcome"] == "fail" && (r["severity"] == "blocking" || r["severity"] == "major"))
            .map(|r| json!({"rule": r["rule"], "severity": r["severity"], "text": r["message_zh"]}))
            .collect();
        anyhow::ensure!(!faults.is_empty(), "no rule failed on {submission}: {}", shown["results"]);
        let decided = who
            .post(
                &format!("/submissions/{submission}/decide"),
                json!({
                    "verdict": "non_compliant",
                    "reason": "自动规则指出的问题经核对属实。",
                    "nonconformities": faults,
                    "order": {"text": order},
                }),
            )
            .await?;
        Ok(text(&decided, "rectification")?)
    }
}

fn text(value: &Value, name: &str) -> anyhow::Result<String> {
    Ok(value[name].as_str().with_context(|| format!("{name} in {value}"))?.to_owned())
}

async fn due(who: &Person, platform: &str, obligation: &str, period: &str) -> anyhow::Result<String> {
    let list = who
        .get(&format!("/dues?platform={platform}&obligation={}&limit=200", obligation.replace('/', "%2F")))
        .await?;
    let found = list["items"]
        .as_array()
        .into_iter()
        .flatten()
        .find(|d| d["period"].as_str().is_some_and(|p| p == period))
        .with_context(|| format!("{obligation} {period} of {platform} in {list}"))?;
    text(found, "id")
}

pub(crate) async fn tell(app: &App) -> anyhow::Result<()> {
    let story = Story { app };
    let platforms = found(&story).await?;
    september(&story, &platforms).await?;
    october(&story, &platforms).await?;
    november(&story, &platforms).await
}

/// The three platforms: sample, troubled, small.
struct Fleet {
    a: String,
    b: String,
    c: String,
}

async fn found(story: &Story<'_>) -> anyhow::Result<Fleet> {
    let app = story.app;
    story.moment("2026-08-25T09:00").await?;
    app.store()
        .set_setting(yunjian_server::api::session::BOOTSTRAP, Some(&yunjian_server::auth::digest("demo")))
        .await?;
    let nobody = Person { app: app.clone(), cookie: String::new() };
    nobody
        .post(
            "/bootstrap",
            json!({"code": "demo", "organisation": SUPERVISOR, "login": "admin", "name": "系统管理员", "password": PASSWORD}),
        )
        .await?;
    let admin = story.person("admin").await?;
    let me = admin.get("/me").await?;
    let supervisor = text(&me["organisation"], "id")?;
    let mut ids = std::collections::HashMap::from([(SUPERVISOR, supervisor)]);
    for (name, role) in [
        (PROVIDERS[0], "provider"),
        (PROVIDERS[1], "provider"),
        (ASSESSOR, "assessor"),
        (CUSTOMERS[0], "customer"),
        (CUSTOMERS[1], "customer"),
    ] {
        let made = admin.post("/organisations", json!({"name": name, "role": role})).await?;
        ids.insert(name, text(&made, "id")?);
    }
    let names = [
        ("lead", "监管负责人 郑岚"),
        ("reviewer", "审核员 许衡"),
        ("auditor", "审计员 罗宁"),
        ("donglan", "合规专员 何川"),
        ("engineer", "运维工程师 吴迪"),
        ("chenghu", "合规专员 沈清"),
        ("assessor", "测评师 周正"),
        ("customer", "信息处 冯远"),
    ];
    for (login, name) in names {
        let user = users().into_iter().find(|u| u.login == login).context("a demo user")?;
        let organisation = ids.get(user.organisation.as_str()).context("a demo organisation")?;
        admin
            .post(
                "/users",
                json!({"organisation": organisation, "role": user.role, "login": login, "name": name, "password": PASSWORD}),
            )
            .await?;
    }
    let lead = story.person("lead").await?;
    let mut made = Vec::new();
    for (name, provider, until) in [
        ("东岚政务云", PROVIDERS[0], "2028-06-30"),
        ("澄湖政务云", PROVIDERS[1], "2027-02-28"),
        ("东岚专有云", PROVIDERS[0], "2027-12-31"),
    ] {
        let platform = lead
            .post(
                "/platforms",
                json!({
                    "name": name, "provider": ids[provider], "zone": "Asia/Shanghai", "level": "general",
                    "supervised_from": "2026-09-01",
                    "mandate": {
                        "commissioned_by": "海东省网络安全和信息化委员会办公室",
                        "areas": ["controls", "changes", "incidents"],
                        "valid_from": "2026-08-01", "valid_until": "2029-07-31",
                    },
                }),
            )
            .await?;
        let id = text(&platform, "id")?;
        lead.post(
            &format!("/platforms/{id}/authorisations"),
            json!({"result": "granted", "valid_from": "2025-07-01", "valid_until": until, "conditions": null, "remind_days": 180}),
        )
        .await?;
        lead.post(&format!("/platforms/{id}/parties"), json!({"organisation": ids[ASSESSOR], "role": "assessor"}))
            .await?;
        for customer in CUSTOMERS {
            lead.post(&format!("/platforms/{id}/parties"), json!({"organisation": ids[customer], "role": "customer"}))
                .await?;
        }
        let obligations: Vec<&str> = MONTHLY.iter().chain(&YEARLY).copied().collect();
        lead.post(&format!("/platforms/{id}/plan"), json!({"defaults": true, "obligations": obligations})).await?;
        // Agreed more often than the standard's row: the register and the accounts change every month.
        for obligation in ["A-8.7-G-1/1", "A-7.8-G-1/1"] {
            lead.post(
                &format!("/platforms/{id}/plan/terms"),
                json!({
                    "obligation": obligation, "frequency": "monthly", "due_workdays": 10, "immediate": true,
                    "reason": "与云服务商约定：清单和账号按月提交，便于与扫描结果比对。",
                }),
            )
            .await?;
        }
        made.push(id);
    }
    story.moment("2026-09-01T08:00").await?;
    let [a, b, c] = <[String; 3]>::try_from(made).map_err(|_| anyhow::anyhow!("three platforms"))?;
    Ok(Fleet { a, b, c })
}

async fn september(story: &Story<'_>, fleet: &Fleet) -> anyhow::Result<()> {
    let _ = fleet;
    story.moment("2026-09-30T18:00").await
}

async fn october(story: &Story<'_>, fleet: &Fleet) -> anyhow::Result<()> {
    let donglan = story.person("donglan").await?;
    story.moment("2026-10-09T10:00").await?;
    let sep = |slug: &str| format!("platform-a/2026-09/{slug}");
    let inventory =
        story.hand_in(&donglan, &fleet.a, "A-8.7-G-1/1", "2026-09", &sep("a-8.7-inventory")).await?;
    let scan =
        story.hand_in(&donglan, &fleet.a, "A-12.3-G-1/1", "2026-09", &sep("a-12.3-vulnerability-scan")).await?;
    let accounts =
        story.hand_in(&donglan, &fleet.a, "A-7.8-G-1/1", "2026-09", &sep("a-7.8-account-review")).await?;
    story.moment("2026-10-13T09:30").await?;
    let reviewer = story.person("reviewer").await?;
    story.confirm(&reviewer, &inventory, "组件与扫描目标一致。").await?;
    story.confirm(&reviewer, &accounts, "账号检查记录完整。").await?;
    let rectification = story
        .order(&reviewer, &scan, "请在期限内修复逾期漏洞，补扫未覆盖的组件，并提交新的扫描结果。")
        .await?;
    story.moment("2026-10-16T15:00").await?;
    donglan
        .post(
            &format!("/rectifications/{rectification}/plan"),
            json!({"plan": "一、10 月 20 日前升级受影响的软件包；二、将漏扫组件纳入扫描任务；三、月底前复扫并提交结果。责任人：运维部。"}),
        )
        .await?;
    Ok(())
}

async fn november(story: &Story<'_>, fleet: &Fleet) -> anyhow::Result<()> {
    let _ = fleet;
    story.moment("2026-11-12T10:00").await
}
