//! Names the inventory does not know, lists of known exploited weaknesses, history, trend and reconciliation.

use serde_json::{Value, json};
use yunjian_testkit::evidence::{self, DB, Host, OLD_TLS, OPEN_DB, WEAK_SSH, WEB, Weakness};
use yunjian_testkit::{DAY, Fleet, HOUR, moment, shanghai};

const SCAN: &str = "A-12.3-G-1/1";
const GHOST: Host = ("ghost-9", "10.9.9.9");

async fn findings(fleet: &Fleet) -> Vec<Value> {
    fleet.east.officer().all(&format!("/platforms/{}/findings", fleet.east.platform)).await
}

async fn on(fleet: &Fleet, component: &str) -> Vec<Value> {
    let all = findings(fleet).await;
    all.into_iter().filter(|f| f["component"] == component && f["severity"] != "info").collect()
}

async fn scan(fleet: &Fleet, at: &str, period: &str, hosts: &[(Host, &[Weakness])]) {
    let ended = shanghai(at);
    fleet.server.at(ended + 12 * HOUR).await;
    let due = fleet.east.due(SCAN, period).await;
    let made = fleet.submitted(&due, &[("s.nessus", evidence::nessus(ended, hosts))], Value::Null).await;
    assert_eq!(fleet.shown(&made).await["state"], "assessed");
}

/// The inventory of a month: numbers of its own, and names.
async fn inventory(fleet: &Fleet, period: &str, rows: &[(&str, &str, &str)]) {
    let mut out = String::from("组件编号,名称,类型,边界,在用,最近发现时间,IP地址\n");
    for (id, name, ip) in rows {
        out.push_str(&format!("{id},{name},server,in,是,2026-09-20 10:00:00,{ip}\n"));
    }
    let due = fleet.east.due("A-8.7-G-1/1", period).await;
    fleet.submitted(&due, &[("inventory.csv", out.into_bytes())], Value::Null).await;
}

async fn upload(fleet: &Fleet, name: &str, bytes: Vec<u8>) -> String {
    let opened = json!({"platform": fleet.east.platform, "purpose": "history"});
    let opened = fleet.east.officer().post("/uploads", opened).await.ok();
    let upload = opened["id"].as_str().unwrap().to_owned();
    fleet.east.officer().put(&format!("/uploads/{upload}/files/{name}"), bytes).await.ok();
    upload
}

/// The officer maps the name; answers the statement's id.
async fn mapped(fleet: &Fleet) -> String {
    let east = &fleet.east;
    let path = format!("/platforms/{}/assets", east.platform);
    let listed = east.officer().get(&path).await.ok();
    let item = &listed["items"][0];
    assert_eq!(listed["items"].as_array().unwrap().len(), 1, "web-1 is known: {listed:#}");
    assert_eq!(
        (&item["name"], &item["state"], &item["findings_open"], &item["scans"]),
        (&json!("ghost-9"), &json!("unmatched"), &json!(3), &json!(1))
    );
    let officer = east.officer();
    let map =
        |component: &str| json!({"name": "ghost-9", "component": component, "reason": "迁移前的旧主机名"});
    let map_path = format!("{path}/map");
    officer.post(&map_path, map("ASSET-9")).await.refused(409, "unknown_component");
    let known = json!({"name": "web-1", "component": "ASSET-1", "reason": "x"});
    officer.post(&map_path, known).await.refused(409, "already_known");
    let disown = json!({"name": "ghost-9", "reason": "x"});
    officer.post(&format!("{path}/disown"), disown).await.refused(403, "forbidden");
    let made = officer.post(&map_path, map("ASSET-1")).await.ok();
    officer.post(&map_path, map("ASSET-0")).await.refused(409, "wrong_state");
    made["id"].as_str().unwrap().to_owned()
}

/// What comes later under the name is the component's, and shows the repair.
async fn followed(fleet: &Fleet) {
    assert_eq!(on(fleet, "ASSET-1").await.len(), 2, "what was seen goes on under the component");
    assert!(on(fleet, "ghost-9").await.is_empty());
    let before = on(fleet, "ASSET-1").await;
    scan(fleet, "2026-10-19T22:00", "2026-10", &[(WEB, &[OLD_TLS]), (GHOST, &[WEAK_SSH])]).await;
    let after = on(fleet, "ASSET-1").await;
    let status = |title: &str| after.iter().find(|f| f["title"] == title).unwrap()["status"].clone();
    assert_eq!((status("Weak SSH"), status("Open database")), (json!("persistent"), json!("fixed")));
    assert!(after.iter().all(|f| before.iter().any(|b| b["id"] == f["id"])));
    let due = fleet.east.due("A-9.7-G-1/1", "2026-10").await;
    let again = evidence::nessus(shanghai("2026-10-19T22:00"), &[(GHOST, &[WEAK_SSH])]);
    let made = fleet.submitted(&due, &[("again.nessus", again)], Value::Null).await;
    assert_eq!(fleet.shown(&made).await["state"], "assessed");
}

/// Withdrawn: what only the name reported is the name's again, with its own past. Then it is declared not ours.
async fn withdrawn(fleet: &Fleet, mapping: &str) {
    let east = &fleet.east;
    let officer = east.officer();
    let path = format!("/platforms/{}/assets", east.platform);
    let release = format!("/assets/{mapping}/release");
    officer.post(&release, json!({"reason": "认错了主机"})).await.ok();
    officer.post(&release, json!({"reason": "x"})).await.refused(409, "wrong_state");
    let ghosts = on(fleet, "ghost-9").await;
    assert_eq!(ghosts.len(), 2);
    assert!(ghosts.iter().all(|f| moment(&f["first_seen"]) == shanghai("2026-09-19T22:00")));

    let disown = json!({"name": "ghost-9", "reason": "另一平台的主机"});
    let said = east.lead().post(&format!("{path}/disown"), disown).await.ok();
    let listed = east.lead().get(&path).await.ok();
    assert_eq!(listed["items"][0]["state"], "disowned");
    assert!(on(fleet, "ghost-9").await.iter().all(|f| f["disowned"] == true));
    let trend = east.lead().get(&format!("/platforms/{}/findings/trend", east.platform)).await.ok();
    assert!(trend["disowned"].as_i64().unwrap() >= 2, "{trend:#}");
    let release = format!("/assets/{}/release", said["id"].as_str().unwrap());
    officer.post(&release, json!({"reason": "x"})).await.refused(403, "forbidden");
}

/// clauses: 7.2.1 d)
#[tokio::test]
async fn a_name_is_mapped_once_and_followed_until_that_is_withdrawn() {
    let fleet = Box::pin(Fleet::one()).await;
    let hosts: &[(Host, &[Weakness])] = &[(WEB, &[OLD_TLS]), (GHOST, &[WEAK_SSH, OPEN_DB])];
    Box::pin(scan(&fleet, "2026-09-19T22:00", "2026-09", hosts)).await;
    let components = [("ASSET-0", "web-1", WEB.1), ("ASSET-1", "db-1", DB.1)];
    Box::pin(inventory(&fleet, "2026-09", &components)).await;
    let mapping = Box::pin(mapped(&fleet)).await;
    Box::pin(followed(&fleet)).await;
    Box::pin(withdrawn(&fleet, &mapping)).await;
    Box::pin(fleet.end()).await;
}

#[tokio::test]
async fn a_name_that_two_components_share_is_listed_and_not_guessed() {
    let fleet = Fleet::one().await;
    let east = &fleet.east;
    let shared: Host = ("10.1.1.1", "10.1.1.1");
    scan(&fleet, "2026-09-19T22:00", "2026-09", &[(shared, &[OLD_TLS])]).await;
    inventory(&fleet, "2026-09", &[("ASSET-0", "web-1", "10.1.1.1"), ("ASSET-1", "web-2", "10.1.1.1")]).await;
    let listed = east.officer().get(&format!("/platforms/{}/assets", east.platform)).await.ok();
    assert_eq!(
        (&listed["items"][0]["state"], &listed["items"][0]["candidates"]),
        (&json!("ambiguous"), &json!(["ASSET-0", "ASSET-1"]))
    );
    assert_eq!(on(&fleet, "10.1.1.1").await.len(), 1, "left under the name the scan used");
    fleet.end().await;
}

/// clauses: 7.2.1 i), 7.2.1 m)
#[tokio::test]
async fn a_repair_is_verified_by_login_and_a_trend_says_so() {
    let fleet = Fleet::one().await;
    let (east, server) = (&fleet.east, &fleet.server);
    scan(&fleet, "2026-09-19T22:00", "2026-09", &[(WEB, &[OLD_TLS, WEAK_SSH]), (DB, &[OPEN_DB])]).await;
    // A scan that could not sign in no longer reports them.
    let ended = shanghai("2026-10-19T22:00");
    server.at(ended + 12 * HOUR).await;
    let blind = String::from_utf8(evidence::nessus(ended, &[(WEB, &[OLD_TLS])])).unwrap();
    let blind = blind.replace("checks : yes", "checks : no").replace(">true</tag>", ">false</tag>");
    let due = east.due(SCAN, "2026-10").await;
    fleet.submitted(&due, &[("blind.nessus", blind.into_bytes())], Value::Null).await;
    let ssh = async || on(&fleet, "web-1").await.into_iter().find(|f| f["title"] == "Weak SSH").unwrap();
    assert_eq!(
        (ssh().await["status"].clone(), ssh().await["verified_at"].clone()),
        (json!("fixed"), Value::Null)
    );
    let trend = async || {
        let found = east.officer().get(&format!("/platforms/{}/findings/trend", east.platform)).await.ok();
        found["severities"].as_array().unwrap().iter().find(|s| s["severity"] == "high").unwrap().clone()
    };
    let high = trend().await;
    assert_eq!(
        (&high["unverified"], &high["verified"], &high["repair_median_days"]),
        (&json!(1), &json!(0), &Value::Null)
    );

    scan(&fleet, "2026-11-18T22:00", "2026-11", &[(WEB, &[OLD_TLS])]).await;
    let high = trend().await;
    assert_eq!(
        (&high["unverified"], &high["verified"], &high["repair_median_days"]),
        (&json!(0), &json!(1), &json!(30))
    );
    assert_eq!(moment(&ssh().await["verified_at"]), shanghai("2026-11-18T22:00"));
    let whole = east.officer().get(&format!("/platforms/{}/findings/trend", east.platform)).await.ok();
    let months = whole["months"].as_array().unwrap();
    assert_eq!(months.len(), 12);
    let open: Vec<i64> = months[9..].iter().map(|m| m["open"].as_i64().unwrap()).collect();
    assert_eq!(open.len(), 3);
    assert!(open[0] > open[1], "{open:?}");
    // The database was left out of both later scans: open all the same.
    let critical = whole["severities"][0].clone();
    assert_eq!(
        (&critical["open"], &critical["not_scanned"], &critical["verified"]),
        (&json!(1), &json!(1), &json!(0))
    );
    fleet.end().await;
}

#[tokio::test]
async fn known_exploited_ones_come_first_and_the_list_is_on_record() {
    let fleet = Fleet::one().await;
    let east = &fleet.east;
    scan(&fleet, "2026-09-19T22:00", "2026-09", &[(WEB, &[OLD_TLS, WEAK_SSH]), (DB, &[OPEN_DB])]).await;
    assert_eq!(findings(&fleet).await[0]["title"], "Open database");
    let list =
        "cveID,dateAdded,dueDate\nCVE-2026-1001,2026-09-01,2026-09-22\nCVE-2020-1,2020-01-01,2020-02-01\n";
    let send = async |text: &str| {
        east.lead()
            .send("POST", "/exploited?title=KEV&version=2026.09", "application/octet-stream", text.to_owned())
            .await
    };
    east.officer()
        .send("POST", "/exploited", "application/octet-stream", list.to_owned())
        .await
        .refused(403, "forbidden");
    send("nothing").await.refused(422, "no_list");
    let made = send(list).await.ok();
    assert_eq!((&made["unchanged"], &made["entries"]), (&json!(false), &json!(2)));
    assert_eq!(send(list).await.ok()["unchanged"], true, "the same file again is no new list");
    let first = findings(&fleet).await[0].clone();
    assert_eq!(
        (&first["title"], &first["known_exploited"], &first["exploited_due"]),
        (&json!("Old TLS"), &json!(true), &json!("2026-09-22"))
    );
    // A scan that comes later is compared with the list, and the assessment says with which.
    scan(&fleet, "2026-10-19T22:00", "2026-10", &[(WEB, &[OLD_TLS]), (DB, &[OLD_TLS])]).await;
    let listed: Vec<Value> =
        findings(&fleet).await.into_iter().filter(|f| f["known_exploited"] == true).collect();
    assert_eq!(listed.len(), 2);
    let made = east.lead().all("/submissions").await;
    let newest = made.iter().map(|s| s["id"].as_str().unwrap()).max().unwrap();
    let document = east.lead().get(&format!("/submissions/{newest}/assessment")).await.ok();
    assert_eq!(document["manifest"]["exploited"]["version"], "2026.09");
    // A newer list takes one off.
    send("CVE-2020-1 2020-01-01 2020-02-01\n").await.ok();
    assert!(findings(&fleet).await.iter().all(|f| f["known_exploited"] == false));
    let lists = east.officer().get("/exploited").await.ok();
    assert_eq!(lists["items"].as_array().unwrap().len(), 2);
    fleet.end().await;
}

const REGISTER: &str = "编号,来源工具,规则编号,CVE编号,问题名称,严重程度,组件编号,端口,首次发现时间,状态,修复期限,例外种类,例外到期时间\n\
    P-1,Nessus,10001,CVE-2026-1001,Old TLS,medium,web-1,443/tcp,2026-03-01,open,2026-10-31,,\n\
    P-2,Nessus,10002,CVE-2026-1002,Weak SSH,high,web-1,22/tcp,2026-09-19 23:00,open,,,\n\
    P-3,Nessus,20001,CVE-2026-2001,Old kernel,medium,db-1,,2026-02-01,open,,false_positive,2026-12-31\n\
    P-4,Nessus,20002,CVE-2026-2002,Old shell,high,db-1,,2026-02-01,open,,operational_requirement,\n\
    P-5,Nessus,20003,CVE-2026-2003,Gone,high,db-1,,2026-02-01,fixed,,,\n";

/// clauses: 7.2.1 i)
#[tokio::test]
async fn the_first_month_brings_a_history_and_claims_what_was_granted_elsewhere() {
    let fleet = Fleet::one().await;
    let (east, server) = (&fleet.east, &fleet.server);
    let (officer, lead) = (east.officer(), east.lead());
    scan(&fleet, "2026-09-19T22:00", "2026-09", &[(WEB, &[OLD_TLS, WEAK_SSH])]).await;
    let path = format!("/platforms/{}/history", east.platform);
    let own = upload(&fleet, "poam.csv", REGISTER.into()).await;
    let ask = |dry| json!({"upload": own, "reason": "监管开始前的整改台账", "dry_run": dry});
    let acts = server.acts().await;
    let shown = officer.post(&path, ask(true)).await.ok();
    let figures = |v: &Value| {
        ["findings", "unknown", "earlier", "unchanged", "closed", "planned"].map(|f| v[f].as_i64().unwrap())
    };
    assert_eq!(figures(&shown), [4, 2, 1, 1, 1, 1], "{shown:#}");
    assert_eq!(server.acts().await, acts, "rehearsed only");
    lead.post(&path, ask(true)).await.refused(403, "forbidden");
    let done = officer.post(&path, ask(false)).await.ok();
    assert_eq!(figures(&done), figures(&shown), "what was told is what happened");

    let all = findings(&fleet).await;
    let of = |title: &str| all.iter().find(|f| f["title"] == title).cloned().unwrap_or(Value::Null);
    assert_eq!(moment(&of("Old TLS")["first_seen"]), shanghai("2026-03-01T00:00"), "earlier");
    assert_eq!(of("Old TLS")["first_seen_from"], done["id"], "and who says so");
    assert_eq!(moment(&of("Old TLS")["planned_at"]), shanghai("2026-10-31T00:00"));
    assert_eq!(moment(&of("Weak SSH")["first_seen"]), shanghai("2026-09-19T22:00"), "never later");
    assert_eq!(of("Gone"), Value::Null, "a register's word on a repair shows none");
    assert_eq!(of("Old kernel")["submission"], Value::Null);

    // What was granted elsewhere waits for the supervisor, who confirms it in one go; what no law here allows is told.
    let claims = done["claims"].as_array().unwrap();
    let claimed: Vec<&Value> = claims.iter().filter(|c| !c["deviation"].is_null()).collect();
    assert_eq!((claims.len(), claimed.len()), (2, 1), "{claims:#?}");
    assert!(claims.iter().any(|c| c["kind"] == "operational_requirement" && !c["refused_zh"].is_null()));
    assert_eq!(of("Old kernel")["deviation"], Value::Null, "a claim decides nothing");
    let grant = json!({"deviations": [claimed[0]["deviation"]], "reason": "已核对原批准文件"});
    let granted = lead.post(&format!("/platforms/{}/deviations/grant", east.platform), grant).await.ok();
    assert_eq!(granted["granted"].as_array().unwrap().len(), 1);
    let all = findings(&fleet).await;
    let kernel = all.iter().find(|f| f["title"] == "Old kernel").unwrap();
    assert_eq!(kernel["deviation"]["kind"], "false_positive");
    let imports = lead.get(&path).await.ok();
    assert_eq!((&imports["items"][0]["id"], &imports["items"][0]["claims"]), (&done["id"], &json!(1)));

    // The next scan goes on from there.
    scan(&fleet, "2026-10-19T22:00", "2026-10", &[(WEB, &[OLD_TLS])]).await;
    let all = findings(&fleet).await;
    let tls = all.iter().find(|f| f["title"] == "Old TLS").unwrap();
    assert_eq!(
        (&tls["status"], moment(&tls["first_seen"])),
        (&json!("persistent"), shanghai("2026-03-01T00:00"))
    );

    let scan =
        upload(&fleet, "s.nessus", evidence::nessus(shanghai("2026-10-19T22:00"), &[(WEB, &[])])).await;
    let wrong = json!({"upload": scan, "reason": "x"});
    officer.post(&path, wrong).await.refused(422, "invalid");
    fleet.end().await;
}

/// clauses: 7.2.1 d), 7.2.1 i)
#[tokio::test]
async fn inventory_scans_and_register_are_held_against_each_other() {
    let fleet = Fleet::one().await;
    let (east, server) = (&fleet.east, &fleet.server);
    scan(&fleet, "2026-09-19T22:00", "2026-09", &[(WEB, &[OLD_TLS, WEAK_SSH]), (GHOST, &[])]).await;
    inventory(&fleet, "2026-09", &[("ASSET-0", "web-1", WEB.1), ("ASSET-1", "db-1", DB.1)]).await;
    let register = evidence::findings_register(&[(WEB, OLD_TLS), (DB, OPEN_DB)], "2026-09-18 10:00:00");
    let due = east.due("A-9.7-G-1/1", "2026-09").await;
    fleet.submitted(&due, &[("register.csv", register)], Value::Null).await;
    let found = east.officer().get(&format!("/platforms/{}/reconciliation", east.platform)).await.ok();
    let assets = |list: &str| -> Vec<String> {
        let entries = found[list]["entries"].as_array().unwrap();
        entries.iter().map(|e| e["asset"].as_str().unwrap_or("–").to_owned()).collect()
    };
    assert_eq!(assets("not_scanned"), ["ASSET-1"]);
    assert_eq!(assets("not_in_inventory"), ["ghost-9"]);
    assert_eq!(found["without_item"]["entries"][0]["title"], "Weak SSH");
    assert_eq!(found["without_item"]["entries"][0]["file"], "s.nessus");
    assert!(found["without_item"]["entries"][0]["place"].is_string());
    assert_eq!(assets("item_not_scanned"), ["ASSET-1"]);
    assert_eq!(found["matched"], 1);
    server.at(server.now() + DAY).await;
    fleet.end().await;
}
