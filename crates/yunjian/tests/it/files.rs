//! `yunjian inspect` and `yunjian diff`: files without any server.

use std::fs;

use crate::house::{corpus, folder, run, text};

const KEYS: [&str; 14] = [
    "file",
    "format",
    "version",
    "findings",
    "distinct",
    "by_severity",
    "components",
    "checks",
    "accounts",
    "events",
    "measurements",
    "documents",
    "errors",
    "bytes",
];

const FINDINGS: &str = "finding_id,severity,title,component_id,source_tool,rule_id,status,last_seen\n";

#[test]
fn figures_of_a_small_table() {
    let dir = folder();
    let path = dir.path().join("accounts.csv");
    fs::write(&path, "账号编号,登录名,系统,状态\nA-1,alice,portal,active\nA-2,bob,portal,active\n").unwrap();
    let one = run(&["inspect", "--json", "--format", "csv:accounts", text(&path)]).ends(0).json();
    for key in KEYS {
        assert!(one.get(key).is_some(), "{key} in {one}");
    }
    assert_eq!(one["file"], text(&path));
    assert_eq!(one["format"], "csv:accounts");
    assert_eq!(one["accounts"], 2);
    assert_eq!(one["bytes"], fs::metadata(&path).unwrap().len());
    assert!(one["ms"].is_u64());
    run(&["inspect", "--format", "csv:accounts", text(&path)])
        .ends(0)
        .says(&["accounts.csv: csv:accounts", "accounts 账号: 2"]);
}

#[test]
fn several_files_give_one_object_each_and_a_broken_one_its_place() {
    let dir = folder();
    let good = dir.path().join("findings.csv");
    fs::write(&good, format!("{FINDINGS}F-1,high,Old TLS,web-01,nmap,tls-old,open,2026-10-01T08:00:00Z\n"))
        .unwrap();
    let broken = dir.path().join("broken.nessus");
    fs::write(
        &broken,
        "<?xml version=\"1.0\"?>\n<NessusClientData_v2>\n<Report name=\"r\">\n<ReportHost name=\"web-01\">\n<ReportItem port=\"1\" ",
    )
    .unwrap();
    let missing = dir.path().join("missing.json");
    let noise = dir.path().join("noise.bin");
    fs::write(&noise, [0_u8, 159, 146, 150, 1, 2, 3]).unwrap();
    let all = [&good, &broken, &missing, &noise].map(|p| text(p));
    let ran = run(&[&["inspect", "--json"], &all[..]].concat()).ends(1);
    let values = ran.jsons();
    assert_eq!(values.len(), 4, "{}", ran.out);
    for (value, file) in values.iter().zip(all) {
        assert_eq!(value["file"], file);
        assert!(KEYS.iter().all(|key| value.get(key).is_some()), "{value}");
    }
    assert_eq!((&values[0]["findings"], &values[0]["by_severity"]["high"]), (&1.into(), &1.into()));
    assert!(values[0]["errors"].as_array().unwrap().is_empty());
    for value in &values[1..] {
        assert!(value["format"].is_null(), "{value}");
        let error = &value["errors"][0];
        assert!(error["message"].as_str().is_some_and(|m| !m.is_empty()), "{value}");
        assert!(error["rule"].as_str().is_some_and(|r| !r.is_empty()), "{value}");
    }
    assert!(values[1]["errors"][0]["place"].as_str().is_some_and(|p| !p.is_empty()), "{}", values[1]);
    assert_eq!(values[2]["errors"][0]["rule"], "open");
    let people = run(&["inspect", text(&broken)]).ends(1);
    people.says(&["broken.nessus: not read 未能读取", "["]);
}

#[test]
fn an_unknown_format_is_named() {
    let dir = folder();
    let path = dir.path().join("a.csv");
    fs::write(&path, "a,b\n1,2\n").unwrap();
    let one = run(&["inspect", "--json", "--format", "csv:nothing", text(&path)]).ends(1).json();
    assert!(one["errors"][0]["message"].as_str().unwrap().contains("csv:nothing"), "{one}");
}

/// clauses: 7.2.2 a)
#[test]
fn real_files_of_many_tools() {
    let cases = [
        ("nessus/tenable-nessus__nessus_with_cvssv3.nessus", "nessus", "findings"),
        ("trivy/trivy__scheme_2_many_vulns.json", "trivy", "findings"),
    ];
    for (path, format, figure) in cases {
        let Some(file) = corpus(path) else { return };
        let one = run(&["inspect", "--json", text(&file)]).ends(0).json();
        assert!(one["format"].as_str().unwrap().starts_with(format), "{one}");
        let (found, distinct) = (one[figure].as_u64().unwrap(), one["distinct"].as_u64().unwrap());
        assert!(found > 0 && distinct > 0, "{one}");
        let severities: u64 =
            one["by_severity"].as_object().unwrap().values().filter_map(|n| n.as_u64()).sum();
        assert_eq!(severities, found, "{one}");
    }
}

/// clauses: 7.2.1 i)
#[test]
fn two_scans_compared() {
    let dir = folder();
    // A workbook of scans and findings would be one file; as CSV the findings alone are compared, and what no
    // scan vouches for is not scanned, never fixed.
    let row = |id: &str, title: &str, component: &str, rule: &str| {
        format!("{id},high,{title},{component},nmap,{rule},open,2026-10-01T08:00:00Z\n")
    };
    let (old, new) = (dir.path().join("old.csv"), dir.path().join("new.csv"));
    let stays = row("F-1", "Old TLS", "web-01", "tls-old");
    fs::write(&old, format!("{FINDINGS}{stays}{}", row("F-2", "Open port", "db-01", "port"))).unwrap();
    fs::write(&new, format!("{FINDINGS}{stays}{}", row("F-3", "Weak cipher", "web-02", "cipher"))).unwrap();
    let diff = run(&["diff", "--json", text(&old), text(&new)]).ends(0).json();
    let titles = |list: &str| -> Vec<String> {
        diff[list].as_array().unwrap().iter().map(|b| b["title"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(titles("new"), ["Weak cipher"]);
    assert_eq!(titles("persistent"), ["Old TLS"]);
    assert_eq!(titles("not_scanned"), ["Open port"]);
    assert!(titles("fixed").is_empty());
    assert!(diff["new"][0]["place"].is_string() && diff["new"][0]["identity"].is_string());
    run(&["diff", text(&old), text(&new)]).ends(0).says(&[
        "new 新增: 1",
        "Weak cipher · web-02",
        "persistent 仍存在: 1",
        "fixed 已修复（登录扫描证实）: 0",
        "not scanned 未扫描: 1",
        "Open port · db-01",
    ]);
    run(&["diff", text(&old), text(&dir.path().join("none.csv"))]).ends(1).complains(&["none.csv"]);
}

/// A Nessus file of hosts, each with plugins.
fn nessus(hosts: &[(&str, &[u32])]) -> String {
    let mut out = String::from("<?xml version=\"1.0\"?>\n<NessusClientData_v2><Report name=\"r\">\n");
    for (host, plugins) in hosts {
        out.push_str(&format!(
            "<ReportHost name=\"{host}\"><HostProperties><tag name=\"HOST_START_TIMESTAMP\">1790000000</tag>\
             <tag name=\"HOST_END_TIMESTAMP\">1790000600</tag><tag name=\"Credentialed_Scan\">true</tag></HostProperties>\n"
        ));
        for plugin in *plugins {
            out.push_str(&format!(
                "<ReportItem port=\"443\" svc_name=\"www\" protocol=\"tcp\" severity=\"3\" pluginID=\"{plugin}\" \
                 pluginName=\"Fault {plugin}\" pluginFamily=\"General\"><risk_factor>High</risk_factor></ReportItem>\n"
            ));
        }
        out.push_str("</ReportHost>\n");
    }
    out + "</Report></NessusClientData_v2>\n"
}

#[test]
fn a_fault_is_fixed_only_where_the_scanner_looked_again() {
    let dir = folder();
    let (old, new) = (dir.path().join("old.nessus"), dir.path().join("new.nessus"));
    fs::write(&old, nessus(&[("web-01", &[100, 101]), ("db-01", &[102])])).unwrap();
    fs::write(&new, nessus(&[("web-01", &[100])])).unwrap();
    let diff = run(&["diff", "--json", text(&old), text(&new)]).ends(0).json();
    let titles = |list: &str| -> Vec<&str> {
        diff[list].as_array().unwrap().iter().filter_map(|b| b["title"].as_str()).collect()
    };
    assert_eq!(titles("persistent"), ["Fault 100"]);
    assert_eq!(titles("fixed"), ["Fault 101"], "its host was scanned again");
    assert_eq!(titles("not_scanned"), ["Fault 102"], "its host was left out");
    assert!(titles("new").is_empty());
}

#[test]
fn a_template_is_written_and_read_back() {
    let dir = folder();
    let path = dir.path().join("A-7.8.xlsx");
    run(&["template", "A-7.8-G-1/1", "--out", text(&path)]).ends(0).says(&["账号检查"]);
    let one = run(&["inspect", "--json", text(&path)]).ends(0).json();
    // The tables of the obligation are there, and nothing is in them yet.
    assert_eq!((one["rows"].as_u64(), one["parse_errors"].as_u64()), (Some(0), Some(0)), "{one}");
    assert!(one["format"].as_str().unwrap().contains("accounts"), "{one}");

    let form = dir.path().join("ssp.xlsx");
    run(&["template", "ssp", "--lang", "en", "--out", text(&form)]).ends(0);
    let people = run(&["inspect", text(&form)]).ends(0);
    people.says(&[
        "template-xlsx:SSP",
        "Form!B5 [required] “标题”：必填项为空",
        "Title: this has to be filled in",
    ]);
    for name in ["ssp.json", "ssp.html"] {
        let path = dir.path().join(name);
        run(&["template", "SSP", "--out", text(&path)]).ends(0);
        assert!(fs::read_to_string(&path).unwrap().contains("系统安全计划"));
    }
    run(&["template"]).ends(0).says(&["SSP", "A-7.8-G-1/1", "accounts"]);
    run(&["template", "nothing"]).ends(1);
    run(&["template", "SSP", "--out", text(&dir.path().join("ssp.doc"))]).ends(1);
}
