//! Who there is: organisations, people, platforms with mandate, authorisation, plan. All through the API.

use anyhow::Context as _;
use serde_json::json;
use yunjian_server::App;
use yunjian_wire::session::DemoUser;

use super::dice::Dice;
use crate::demo::{PASSWORD, Person, user};

pub(super) const SUPERVISOR: &str = "海东省政务云监管中心";
const ASSESSOR: &str = "知衡信息安全测评中心";
const CUSTOMER: &str = "海东省大数据管理局";

const PROVIDERS: [&str; 12] = [
    "东岚云计算有限公司",
    "澄湖数据服务有限公司",
    "北岭云网科技有限公司",
    "青浦智算有限公司",
    "望江信息技术有限公司",
    "临川云服务有限公司",
    "西河数字科技有限公司",
    "南屏云计算有限公司",
    "锦原数据有限公司",
    "桐溪网络科技有限公司",
    "白沙云谷有限公司",
    "星港信息产业有限公司",
];

const PLACES: [&str; 25] = [
    "东岚",
    "澄湖",
    "北岭",
    "青浦",
    "望江",
    "临川",
    "西河",
    "南屏",
    "锦原",
    "桐溪",
    "白沙",
    "星港",
    "云泽",
    "丰台岭",
    "秀水",
    "长桥",
    "石门",
    "海宁湾",
    "金牛",
    "平阳川",
    "龙泉坡",
    "玉山",
    "汾阳",
    "兰溪",
    "固安",
];

const REVIEWERS: [(&str, &str); 6] = [
    ("reviewer", "审核员 许衡"),
    ("reviewer2", "审核员 顾新"),
    ("reviewer3", "审核员 孟潇"),
    ("reviewer4", "审核员 陶宁"),
    ("reviewer5", "审核员 韩远"),
    ("reviewer6", "审核员 白露"),
];

/// The login of a provider's officer.
fn officer(number: usize) -> String {
    format!("provider{:02}", number + 1)
}

pub(super) fn users() -> Vec<DemoUser> {
    let mut out = vec![
        user("admin", "sysadmin", SUPERVISOR),
        user("lead", "lead", SUPERVISOR),
        user("auditor", "auditor", SUPERVISOR),
    ];
    out.extend(REVIEWERS.iter().map(|(login, _)| user(login, "reviewer", SUPERVISOR)));
    out.extend(
        PROVIDERS.iter().enumerate().map(|(number, name)| user(&officer(number), "provider_officer", name)),
    );
    out.push(user("assessor", "assessor_member", ASSESSOR));
    out.push(user("customer", "customer_officer", CUSTOMER));
    out
}

/// Somebody who acts in the story.
#[derive(Clone, Debug)]
pub(super) struct Who {
    pub user: String,
    pub organisation: String,
    /// The organisation's name, as notices print it.
    pub name: String,
}

#[derive(Clone, Debug)]
pub(super) struct Platform {
    pub id: String,
    pub name: String,
    pub provider: usize,
    /// How well it is run: 0 well, 1 ordinary, 2 poorly.
    pub quality: usize,
    /// It got worse in the last months.
    pub declining: bool,
}

#[derive(Debug)]
pub(super) struct Founded {
    pub lead: Who,
    pub reviewers: Vec<Who>,
    pub providers: Vec<Who>,
    pub assessor: Who,
    pub platforms: Vec<Platform>,
}

pub(super) async fn found(app: &App, platforms: usize, dice: &mut Dice) -> anyhow::Result<Founded> {
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
    let admin = Person::sign_in(app, "admin").await?;
    let me = admin.get("/me").await?;
    let supervisor = me["organisation"]["id"].as_str().context("the supervisor's id")?.to_owned();
    let organisation = async |name: &str, role: &str| -> anyhow::Result<String> {
        let made = admin.post("/organisations", json!({"name": name, "role": role})).await?;
        Ok(made["id"].as_str().context("an organisation's id")?.to_owned())
    };
    let person = async |login: &str,
                        name: &str,
                        role: &str,
                        (organisation, called): (&str, &str)|
           -> anyhow::Result<Who> {
        let body = json!({"organisation": organisation, "role": role, "login": login, "name": name, "password": PASSWORD});
        let made = admin.post("/users", body).await?;
        let user = made["id"].as_str().context("a person's id")?.to_owned();
        Ok(Who { user, organisation: organisation.to_owned(), name: called.to_owned() })
    };
    let lead = person("lead", "监管负责人 郑岚", "lead", (&supervisor, SUPERVISOR)).await?;
    person("auditor", "审计员 罗宁", "auditor", (&supervisor, SUPERVISOR)).await?;
    let mut reviewers = Vec::new();
    for (login, name) in REVIEWERS {
        reviewers.push(person(login, name, "reviewer", (&supervisor, SUPERVISOR)).await?);
    }
    let mut providers = Vec::new();
    for (number, name) in PROVIDERS.iter().enumerate() {
        let id = organisation(name, "provider").await?;
        let called = format!("合规专员 {}", number + 1);
        providers.push(person(&officer(number), &called, "provider_officer", (&id, name)).await?);
    }
    let id = organisation(ASSESSOR, "assessor").await?;
    let assessor = person("assessor", "测评师 周正", "assessor_member", (&id, ASSESSOR)).await?;
    let id = organisation(CUSTOMER, "customer").await?;
    let customer = person("customer", "信息处 冯远", "customer_officer", (&id, CUSTOMER)).await?;

    let begin = yunjian_server::text::time(app.now())[..10].to_owned();
    let lead_signed_in = Person::sign_in(app, "lead").await?;
    let mut made = Vec::new();
    for number in 0..platforms {
        let provider = number % providers.len();
        let kind = ["政务云", "专有云", "数据云", "灾备云"][number / PLACES.len() % 4];
        let mut name = format!("{}{kind}", PLACES[number % PLACES.len()]);
        if number >= PLACES.len() * 4 {
            name = format!("{name}{}", number / (PLACES.len() * 4) + 1);
        }
        let body = json!({
            "name": name, "provider": providers[provider].organisation, "zone": "Asia/Shanghai", "level": "enhanced",
            "supervised_from": begin,
            "mandate": {
                "commissioned_by": "海东省网络安全和信息化委员会办公室",
                "areas": ["controls", "changes", "incidents"], "valid_from": begin, "valid_until": "2036-12-31",
            },
        });
        let platform = lead_signed_in.post("/platforms", body).await?;
        let id = platform["id"].as_str().context("a platform's id")?.to_owned();
        let path = format!("/platforms/{id}");
        // A few authorisations come to their end about when the story does.
        let (result, conditions) = if dice.per_mille(120) {
            ("conditional", Some("三个月内补齐异地备份。"))
        } else {
            ("granted", None)
        };
        let until = match number % 10 {
            3 => "2027-01-31",
            7 => "2027-04-15",
            _ => *dice.pick(&["2027-12-31", "2028-06-30", "2029-03-31"]),
        };
        let body = json!({"result": result, "valid_from": begin, "valid_until": until, "conditions": conditions, "remind_days": 180});
        lead_signed_in.post(&format!("{path}/authorisations"), body).await?;
        for (organisation, role) in
            [(&assessor.organisation, "assessor"), (&customer.organisation, "customer")]
        {
            lead_signed_in
                .post(&format!("{path}/parties"), json!({"organisation": organisation, "role": role}))
                .await?;
        }
        lead_signed_in.post(&format!("{path}/plan"), json!({"defaults": true})).await?;
        let quality = match dice.below(20) {
            0..=10 => 0,
            11..=16 => 1,
            _ => 2,
        };
        made.push(Platform { id, name, provider, quality, declining: dice.per_mille(150) });
    }
    Ok(Founded { lead, reviewers, providers, assessor, platforms: made })
}
