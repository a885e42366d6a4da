//! The lives of findings over several scans.

use std::collections::BTreeMap;

use serde_json::Value;
use yunjian_testkit::evidence::{self, DB, Host, OLD_TLS, OPEN_DB, WEAK_SSH, WEB, Weakness};
use yunjian_testkit::{Fleet, moment, shanghai};

const SCAN: &str = "A-12.3-G-1/1";

/// Findings by title and component, without the scanner's own information rows.
async fn lives(fleet: &Fleet) -> BTreeMap<String, Value> {
    let path = format!("/platforms/{}/findings", fleet.east.platform);
    let all = fleet.east.officer().all(&path).await;
    all.into_iter()
        .filter(|f| f["severity"] != "info")
        .map(|f| (format!("{} on {}", f["title"].as_str().unwrap(), f["component"].as_str().unwrap()), f))
        .collect()
}

async fn scan(fleet: &Fleet, at: &str, period: &str, hosts: &[(Host, &[Weakness])]) {
    let ended = shanghai(at);
    fleet.server.at(ended + 12 * yunjian_testkit::HOUR).await;
    let due = fleet.east.due(SCAN, period).await;
    let made = fleet.submitted(&due, &[("s.nessus", evidence::nessus(ended, hosts))], Value::Null).await;
    assert_eq!(fleet.shown(&made).await["state"], "assessed");
}

fn statuses(lives: &BTreeMap<String, Value>) -> Vec<(&str, &str)> {
    lives.iter().map(|(name, f)| (name.as_str(), f["status"].as_str().unwrap())).collect()
}

/// clauses: 7.2.1 i)
#[tokio::test]
async fn new_persistent_fixed_not_scanned_reappeared() {
    let fleet = Fleet::one().await;
    scan(&fleet, "2026-09-19T22:00", "2026-09", &[(WEB, &[OLD_TLS, WEAK_SSH]), (DB, &[OPEN_DB])]).await;
    let first = lives(&fleet).await;
    assert_eq!(
        statuses(&first),
        [("Old TLS on web-1", "new"), ("Open database on db-1", "new"), ("Weak SSH on web-1", "new")]
    );

    // The second month looks at one host only: what vanished there is fixed, what was not looked at is not.
    scan(&fleet, "2026-10-19T22:00", "2026-10", &[(WEB, &[WEAK_SSH])]).await;
    let second = lives(&fleet).await;
    assert_eq!(
        statuses(&second),
        [
            ("Old TLS on web-1", "fixed"),
            ("Open database on db-1", "not_scanned"),
            ("Weak SSH on web-1", "persistent")
        ]
    );
    let fixed = &second["Old TLS on web-1"];
    assert_eq!(moment(&fixed["fixed_at"]), shanghai("2026-10-19T22:00"));
    assert_eq!(moment(&second["Weak SSH on web-1"]["first_seen"]), shanghai("2026-09-19T22:00"));
    let path = format!("/platforms/{}/findings?status=fixed", fleet.east.platform);
    let only: Vec<_> = fleet.east.officer().all(&path).await.iter().map(|f| f["id"].clone()).collect();
    assert!(only.contains(&fixed["id"]));

    // The third month sees it again: the same life, not a new one.
    scan(&fleet, "2026-11-18T22:00", "2026-11", &[(WEB, &[OLD_TLS]), (DB, &[OPEN_DB])]).await;
    let third = lives(&fleet).await;
    assert_eq!(
        statuses(&third),
        [
            ("Old TLS on web-1", "reappeared"),
            ("Open database on db-1", "persistent"),
            ("Weak SSH on web-1", "fixed")
        ]
    );
    for (name, life) in &third {
        assert_eq!(life["id"], first[name]["id"], "{name}");
        assert_eq!(moment(&life["first_seen"]), shanghai("2026-09-19T22:00"), "{name}");
    }
    assert_eq!(third["Old TLS on web-1"]["fixed_at"], Value::Null);
    fleet.end().await;
}

#[tokio::test]
async fn the_same_scan_for_another_due_item_changes_no_finding() {
    let fleet = Fleet::one().await;
    let (east, server) = (&fleet.east, &fleet.server);
    let hosts: &[(Host, &[Weakness])] = &[(WEB, &[OLD_TLS, WEAK_SSH]), (DB, &[OPEN_DB])];
    scan(&fleet, "2026-09-19T22:00", "2026-09", hosts).await;
    let rows = |dump: String| -> Vec<String> {
        dump.lines().filter(|l| l.contains("\"table\":\"findings\"")).map(str::to_owned).collect()
    };
    let before = rows(server.dump().await);
    assert_eq!(before.len(), 5, "three weaknesses, and the scanner's word on each host");
    server.at(server.now() + yunjian_testkit::DAY).await;
    let due = east.due("A-9.7-G-1/1", "2026-09").await;
    let file = evidence::nessus(shanghai("2026-09-19T22:00"), hosts);
    fleet.submitted(&due, &[("again.nessus", file)], Value::Null).await;
    assert_eq!(rows(server.dump().await), before);

    // A file that is older than what is known changes nothing either, but for the day of first sight.
    let old = evidence::nessus(shanghai("2026-09-10T22:00"), &[(WEB, &[]), (DB, &[OPEN_DB])]);
    fleet.submitted(&due, &[("older.nessus", old)], Value::Null).await;
    let lives = lives(&fleet).await;
    assert!(lives.values().all(|f| f["status"] == "new"), "{:?}", statuses(&lives));
    fleet.end().await;
}

/// An inventory that knows the hosts under numbers of its own.
fn numbered_inventory(hosts: &[Host]) -> Vec<u8> {
    let mut out = String::from("组件编号,名称,类型,边界,在用,最近发现时间,IP地址\n");
    for (number, (name, ip)) in hosts.iter().enumerate() {
        out.push_str(&format!("ASSET-{number},{name},server,in,是,2026-09-20 10:00:00,{ip}\n"));
    }
    out.into_bytes()
}

#[tokio::test]
async fn a_life_goes_on_under_the_inventorys_name_of_its_component() {
    let fleet = Fleet::one().await;
    let (east, server) = (&fleet.east, &fleet.server);
    scan(&fleet, "2026-09-19T22:00", "2026-09", &[(WEB, &[OLD_TLS]), (DB, &[OPEN_DB])]).await;
    let before = lives(&fleet).await;
    assert!(before.contains_key("Old TLS on web-1"));

    // The inventory says that web-1 is ASSET-0: no finding becomes another, none is counted twice.
    let due = east.due("A-8.7-G-1/1", "2026-09").await;
    fleet.submitted(&due, &[("inventory.csv", numbered_inventory(&[WEB, DB]))], Value::Null).await;
    let named = lives(&fleet).await;
    assert_eq!(
        statuses(&named),
        [("Old TLS on ASSET-0", "new"), ("Open database on ASSET-1", "new")],
        "lives are renamed, not doubled"
    );

    // A register that names the component by number and writes the port without protocol speaks of the same finding.
    server.at(server.now() + yunjian_testkit::DAY).await;
    let register = "来源工具,规则编号,问题名称,严重程度,组件编号,端口,首次发现时间,最近发现时间,状态\n\
                    Nessus,10001,Old TLS,medium,ASSET-0,443,2026-08-01,2026-09-18,open\n";
    let due = east.due("A-9.7-G-1/1", "2026-09").await;
    fleet.submitted(&due, &[("register.csv", register.into())], Value::Null).await;
    let merged = lives(&fleet).await;
    assert_eq!(merged.len(), 2);
    assert_eq!(moment(&merged["Old TLS on ASSET-0"]["first_seen"]), shanghai("2026-08-01T00:00"));

    // The next scan uses the host's name again, and shows the repair of what was known under the number.
    scan(&fleet, "2026-10-19T22:00", "2026-10", &[(WEB, &[]), (DB, &[OPEN_DB])]).await;
    let after = lives(&fleet).await;
    assert_eq!(
        statuses(&after),
        [("Old TLS on ASSET-0", "fixed"), ("Open database on ASSET-1", "persistent")]
    );
    assert_eq!(
        after["Open database on ASSET-1"]["first_seen"],
        before["Open database on db-1"]["first_seen"]
    );
    fleet.end().await;
}

#[tokio::test]
async fn two_lives_that_turn_out_to_be_one_become_one() {
    let fleet = Fleet::one().await;
    let (east, server) = (&fleet.east, &fleet.server);
    scan(&fleet, "2026-09-19T22:00", "2026-09", &[(WEB, &[OLD_TLS])]).await;
    // Before any inventory: the register speaks of an address, the scan of a name.
    let register = "来源工具,规则编号,问题名称,严重程度,组件编号,端口,首次发现时间,最近发现时间,状态\n\
                    Nessus,10001,Old TLS,medium,10.1.0.1,443,2026-08-01,2026-09-18,open\n";
    let due = east.due("A-9.7-G-1/1", "2026-09").await;
    fleet.submitted(&due, &[("register.csv", register.into())], Value::Null).await;
    assert_eq!(lives(&fleet).await.len(), 2);
    server.at(server.now() + yunjian_testkit::DAY).await;
    let due = east.due("A-8.7-G-1/1", "2026-09").await;
    fleet.submitted(&due, &[("inventory.csv", numbered_inventory(&[WEB]))], Value::Null).await;
    let merged = lives(&fleet).await;
    assert_eq!(statuses(&merged), [("Old TLS on ASSET-0", "new")]);
    let life = &merged["Old TLS on ASSET-0"];
    assert_eq!(moment(&life["first_seen"]), shanghai("2026-08-01T00:00"), "as early as either says");
    assert_eq!(moment(&life["last_seen"]), shanghai("2026-09-19T22:00"), "as late as either says");
    fleet.end().await;
}

#[tokio::test]
async fn a_registers_word_on_a_scan_does_not_undo_what_a_scanner_saw() {
    let fleet = Fleet::one().await;
    let (east, server) = (&fleet.east, &fleet.server);
    scan(&fleet, "2026-09-19T22:00", "2026-09", &[(WEB, &[OLD_TLS])]).await;
    // October: a table says that Nessus looked at web-1, and a register has nothing to say of it.
    server.at(shanghai("2026-10-20T10:00")).await;
    let scans = "工具,开始时间,结束时间,扫描目标\nNessus,2026-10-19 20:00,2026-10-19 22:00,web-1\n";
    let due = east.due(SCAN, "2026-10").await;
    fleet.submitted(&due, &[("scans.csv", scans.into())], Value::Null).await;
    assert_eq!(statuses(&lives(&fleet).await), [("Old TLS on web-1", "not_scanned")]);
    // The scanner's own file shows the repair.
    scan(&fleet, "2026-11-18T22:00", "2026-11", &[(WEB, &[])]).await;
    assert_eq!(statuses(&lives(&fleet).await), [("Old TLS on web-1", "fixed")]);
    fleet.end().await;
}
