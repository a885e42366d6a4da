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
/// 2026-11-16 09:00 in Shanghai, as `demo/evidence/plan.json` says.
pub(crate) const END: i64 = 1_794_790_800_000;

const SUPERVISOR: &str = "海东省政务云监管中心";
const PROVIDERS: [&str; 2] = ["东岚云计算有限公司", "澄湖数据服务有限公司"];
const ASSESSOR: &str = "知衡信息安全测评中心";
const CUSTOMERS: [&str; 2] = ["海东省人力资源厅", "海东省水利厅"];

/// Platforms of the plan file: their name, provider, the provider's officer, and the end of their authorisation.
const PLATFORMS: [(&str, &str, usize, &str, &str); 3] = [
    ("platform-a", "东岚政务云", 0, "donglan", "2028-06-30"),
    ("platform-b", "澄湖政务云", 1, "chenghu", "2027-02-28"),
    ("platform-c", "澄湖专有云", 1, "chenghu", "2027-12-31"),
];

/// Obligations of the demo's plans: those with evidence, and yearly ones to come.
const OBLIGATIONS: [&str; 10] = [
    "A-12.3-G-1/1",
    "A-8.7-G-1/1",
    "A-9.7-G-1/1",
    "A-7.8-G-1/1",
    "A-5.2-G-1/1",
    "A-10.2-G-1/1",
    "A-10.3-G-1/1",
    "A-12.2-G-1/1",
    "A-12.2-G-1/2",
    "A-10.10-G-1/1",
];

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

struct Story<'a> {
    app: &'a App,
}

impl Story<'_> {
    /// Moves the clock and lets the calendar and the jobs catch up.
    async fn at(&self, moment: i64) -> anyhow::Result<()> {
        self.app.clock().set(moment);
        self.settle().await?;
        jobs::tick(self.app).await.map_err(|e| anyhow::anyhow!("{e}"))?;
        self.settle().await
    }

    /// A moment from now, RFC 3339.
    fn time(&self, later: i64) -> String {
        yunjian_server::text::time(self.app.now() + later)
    }

    async fn settle(&self) -> anyhow::Result<()> {
        jobs::settle(self.app).await.map_err(|e| anyhow::anyhow!("{e}"))
    }

    async fn person(&self, login: &str) -> anyhow::Result<Person> {
        Person::sign_in(self.app, login).await.with_context(|| login.to_owned())
    }

    /// Hands in files and a form for the due item of an obligation and month.
    async fn hand_in(
        &self,
        who: &Person,
        platform: &str,
        obligation: &str,
        month: &str,
        files: &[String],
        form: &Value,
    ) -> anyhow::Result<String> {
        let due = due(who, platform, obligation, month).await?;
        let upload = who.post("/uploads", json!({"platform": platform, "dues": [due]})).await?;
        let upload = text(&upload, "id")?;
        for path in files {
            let name = path.rsplit('/').next().unwrap_or(path);
            let file = Evidence::get(path).with_context(|| format!("the embedded file {path}"))?;
            who.put(&format!("/uploads/{upload}/files/{name}"), file.data.into_owned()).await?;
        }
        let made =
            who.post("/submissions", json!({"upload": upload, "dues": [due], "forms": {"*": form}})).await?;
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

    /// The provider acknowledges receipt of a notice.
    async fn acknowledge(&self, provider: &Person, told: &Value) -> anyhow::Result<()> {
        let notice = text(told, "notice")?;
        provider.post(&format!("/notices/{notice}/receipt"), json!({})).await?;
        Ok(())
    }

    /// Declares a submission non-compliant for every blocking and major rule that failed, and orders
    /// rectification. Answers with the rectification.
    async fn order(
        &self,
        who: &Person,
        provider: &str,
        submission: &str,
        order: &str,
    ) -> anyhow::Result<String> {
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
        let path = format!("/submissions/{submission}");
        let intended = json!({
            "verdict": "non_compliant",
            "reason": "自动规则指出的问题经核对属实。",
            "nonconformities": faults,
            "order": order,
        });
        let told = who.post(&format!("{path}/intend"), intended).await?;
        // Told, acknowledged the same day; the provider has nothing to say against it.
        let provider = self.person(provider).await?;
        self.acknowledge(&provider, &told).await?;
        provider.post(&format!("{path}/statement"), json!({"statement": null})).await?;
        let shown = who.get(&path).await?;
        let kept: Vec<&Value> = shown["procedure"]["nonconformities"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|n| &n["id"])
            .collect();
        let draft = json!({
            "verdict": "non_compliant",
            "reason": "自动规则指出的问题经核对属实。",
            "nonconformities": kept,
            "order": {"text": order},
        });
        let drafted = who.post(&format!("{path}/draft"), draft).await?;
        let lead = self.person("lead").await?;
        let notice = text(&drafted, "notice")?;
        let decided = lead.post(&format!("/notices/{notice}/issue"), json!({})).await?;
        self.acknowledge(&provider, &drafted).await?;
        text(&decided, "rectification")
    }
}

fn text(value: &Value, name: &str) -> anyhow::Result<String> {
    Ok(value[name].as_str().with_context(|| format!("{name} in {value}"))?.to_owned())
}

/// The due item of a month; for what is owed less often, the one that runs.
async fn due(who: &Person, platform: &str, obligation: &str, month: &str) -> anyhow::Result<String> {
    let list = who
        .get(&format!("/dues?platform={platform}&obligation={}&limit=200", obligation.replace('/', "%2F")))
        .await?;
    let items = list["items"].as_array().context("a list of due items")?;
    let found = items
        .iter()
        .find(|d| d["period"] == month)
        .or_else(|| items.first())
        .with_context(|| format!("{obligation} {month}"))?;
    text(found, "id")
}

/// Something that happens on the fleet.
enum Event {
    HandIn { first: bool },
    Return,
    Judge,
    Plan,
    Prove,
    Extend,
}

/// One obligation's month on one platform, as the plan file tells it.
struct Case {
    platform: usize,
    month: String,
    obligation: String,
    story: String,
    files: Vec<String>,
    form: Value,
    first_form: Option<Value>,
    submission: Option<String>,
    rectification: Option<String>,
}

pub(crate) async fn tell(app: &App) -> anyhow::Result<()> {
    let story = Story { app };
    let platforms = found(&story).await?;
    let plan: Value = embedded("plan.json")?;
    let (mut cases, mut events) = (Vec::new(), Vec::new());
    for (number, (key, ..)) in PLATFORMS.iter().enumerate() {
        let listed = plan["platforms"].as_array().context("platforms")?;
        let platform = listed.iter().find(|p| p["id"] == *key).context("a platform of the plan")?;
        for (month, told) in platform["months"].as_object().context("months")? {
            for (obligation, told) in told["obligations"].as_object().context("obligations")? {
                if told["submitted_at"].is_string() {
                    plan_case(&mut cases, &mut events, number, month, obligation, told)?;
                }
            }
        }
    }
    events.sort_by_key(|(at, case, _)| (*at, *case));
    for (moment, case, event) in events {
        if moment < END {
            story.at(moment).await?;
            happen(&story, &platforms, &mut cases, case, event).await?;
        }
    }
    story.at(END).await?;
    watch(&story, &platforms[1]).await
}

/// The lead puts the troubled platform under watch, and lets a smaller matter rest.
async fn watch(story: &Story<'_>, platform: &str) -> anyhow::Result<()> {
    let lead = story.person("lead").await?;
    let list = lead.get(&format!("/escalations?platform={platform}&state=proposed&limit=200")).await?;
    let find = |trigger: &str| {
        list["items"].as_array()?.iter().find(|e| e["trigger"] == trigger)?["id"].as_str().map(str::to_owned)
    };
    let raised = find("T-VIS-09").context("a proposal on blocking rules")?;
    let reason = "多项否决规则未通过，且整改逾期，列入关注，由安全联系人说明情况。";
    lead.post(&format!("/escalations/{raised}/confirm"), json!({"reason": reason})).await?;
    let rest = find("T-REC-05").context("a proposal on the authorisation")?;
    let reason = "云服务商已口头告知正在准备续期材料，继续观察。";
    lead.post(&format!("/escalations/{rest}/dismiss"), json!({"reason": reason})).await?;
    Ok(())
}

fn embedded(path: &str) -> anyhow::Result<Value> {
    let file = Evidence::get(path).with_context(|| format!("the embedded file {path}"))?;
    Ok(serde_json::from_slice(&file.data)?)
}

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

fn plan_case(
    cases: &mut Vec<Case>,
    events: &mut Vec<(i64, usize, Event)>,
    platform: usize,
    month: &str,
    obligation: &str,
    told: &Value,
) -> anyhow::Result<()> {
    let moment = |value: &Value| -> anyhow::Result<i64> {
        Ok(value.as_str().context("a moment")?.parse::<jiff::Timestamp>()?.as_millisecond())
    };
    let inside = |path: &str| path.trim_start_matches("evidence/").to_owned();
    let files = told["files"]
        .as_array()
        .context("files")?
        .iter()
        .filter(|f| f["format"] != "form")
        .filter_map(|f| f["path"].as_str().map(inside))
        .collect();
    let number = cases.len();
    let at = moment(&told["submitted_at"])?;
    let first = &told["first_version"];
    let mut first_form = None;
    if first.is_object() {
        first_form = Some(embedded(&inside(first["form_path"].as_str().context("a first form")?))?);
        events.push((moment(&first["submitted_at"])?, number, Event::HandIn { first: true }));
        events.push((moment(&first["returned_at"])?, number, Event::Return));
    }
    let story = text(told, "story")?;
    events.push((at, number, Event::HandIn { first: false }));
    // The newest ones wait in the reviewer's queue.
    let waits = month == "2026-10" && (platform == 1 || obligation.starts_with("A-9.7") && platform == 2);
    if !waits {
        events.push((at + DAY, number, Event::Judge));
    }
    if matches!(story.as_str(), "under_rectification" | "returned") {
        events.push((at + 4 * DAY, number, Event::Plan));
    }
    if obligation.starts_with("A-7.8") && platform == 1 {
        events.push((at + 10 * DAY, number, Event::Extend));
    }
    if story == "rectification_closed" {
        events.push((at + 2 * DAY, number, Event::Prove));
    }
    cases.push(Case {
        platform,
        month: month.to_owned(),
        obligation: obligation.to_owned(),
        story,
        files,
        form: told["form"].clone(),
        first_form,
        submission: None,
        rectification: None,
    });
    Ok(())
}

async fn happen(
    story: &Story<'_>,
    platforms: &[String],
    cases: &mut [Case],
    number: usize,
    event: Event,
) -> anyhow::Result<()> {
    let case = &cases[number];
    let platform = &platforms[case.platform];
    let provider = PLATFORMS[case.platform].3;
    match event {
        Event::HandIn { first } => {
            let who = story.person(provider).await?;
            let form = if first { case.first_form.as_ref().context("a first form")? } else { &case.form };
            let made =
                story.hand_in(&who, platform, &case.obligation, &case.month, &case.files, form).await?;
            cases[number].submission = Some(made);
        }
        Event::Return => {
            let who = story.person("reviewer").await?;
            let submission = case.submission.as_ref().context("a submission")?;
            story.take(&who, submission).await?;
            let until = story.time(8 * DAY);
            who.post(
                &format!("/submissions/{submission}/return"),
                json!({"reason": "填报的汇总数与台账明细不一致，请核对后重新提交。", "until": until}),
            )
            .await?;
        }
        Event::Judge => {
            let who = story.person("reviewer").await?;
            let submission = case.submission.clone().context("a submission")?;
            if matches!(case.story.as_str(), "on_time" | "rectification_closed") {
                story.confirm(&who, &submission, "证据与清单一致，经核对无其他问题。").await?;
            } else {
                let order = "请在期限内完成整改，并以新的证据证明。";
                cases[number].rectification = Some(story.order(&who, provider, &submission, order).await?);
            }
        }
        Event::Plan => {
            let who = story.person(provider).await?;
            let rectification = case.rectification.as_ref().context("a rectification")?;
            let plan = "一、本周内完成受影响系统的升级和账号清理；二、补齐清单与扫描范围；三、月底前复测并提交结果。责任人：运维部。";
            who.post(&format!("/rectifications/{rectification}/plan"), json!({"plan": plan})).await?;
        }
        Event::Extend => {
            let Some(rectification) = &case.rectification else { return Ok(()) };
            let who = story.person(provider).await?;
            let shown = who.get(&format!("/rectifications/{rectification}")).await?;
            let deadline: jiff::Timestamp = text(&shown, "deadline")?.parse()?;
            let until = jiff::Timestamp::from_millisecond(deadline.as_millisecond() + 3 * DAY)?;
            who.post(
                &format!("/rectifications/{rectification}/extension"),
                json!({"until": until.to_string(), "reason": "两名系统责任人出差，账号核对需要延后三天。"}),
            )
            .await?;
        }
        Event::Prove => {
            let proof = case.submission.clone().context("a submission")?;
            let earlier = cases.iter().find(|c| {
                c.platform == case.platform && c.obligation == case.obligation && c.rectification.is_some()
            });
            let rectification =
                earlier.and_then(|c| c.rectification.clone()).context("an earlier rectification")?;
            let who = story.person(provider).await?;
            who.post(
                &format!("/rectifications/{rectification}/hand-in"),
                json!({"statement": "逾期漏洞已修复，漏扫组件已纳入扫描，十月的扫描结果可以证明。", "submission": proof}),
            )
            .await?;
            let who = story.person("reviewer").await?;
            who.post(&format!("/rectifications/{rectification}/take"), json!({})).await?;
            who.post(
                &format!("/rectifications/{rectification}/close"),
                json!({"note": "第二次扫描覆盖全部组件，原不合规项对应的规则均已通过。"}),
            )
            .await?;
        }
    }
    Ok(())
}

async fn found(story: &Story<'_>) -> anyhow::Result<Vec<String>> {
    let app = story.app;
    story.at(BEGIN).await?;
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
    for (_, name, provider, _, until) in PLATFORMS {
        let platform = lead
            .post(
                "/platforms",
                json!({
                    "name": name, "provider": ids[PROVIDERS[provider]], "zone": "Asia/Shanghai", "level": "general",
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
        lead.post(
            &format!("/platforms/{id}/parties"),
            json!({"organisation": ids[ASSESSOR], "role": "assessor"}),
        )
        .await?;
        for customer in CUSTOMERS {
            lead.post(
                &format!("/platforms/{id}/parties"),
                json!({"organisation": ids[customer], "role": "customer"}),
            )
            .await?;
        }
        lead.post(&format!("/platforms/{id}/plan"), json!({"defaults": true, "obligations": OBLIGATIONS}))
            .await?;
        // Agreed more often than the standard's row: the register and the accounts change every month.
        let often = if made.len() < 2 { "monthly" } else { "quarterly" };
        for obligation in ["A-8.7-G-1/1", "A-7.8-G-1/1"] {
            lead.post(
                &format!("/platforms/{id}/plan/terms"),
                json!({
                    "obligation": obligation, "frequency": often, "due_workdays": 10, "immediate": true,
                    "reason": "与云服务商约定：清单和账号比标准更频繁地提交，便于与扫描结果比对。",
                }),
            )
            .await?;
        }
        made.push(id);
    }
    Ok(made)
}
