//! Each format once, in plain sight: a small file of our own, and every fact and figure that comes out of it.

mod common;

use std::fmt::Write as _;
use std::io::Cursor;

use common::{INPUTS, context, gzip, input, read_as, read_bytes, tar, zip};
use jiff::Timestamp;
use yunjian_domain::facts::{FactSet, Row, Value};
use yunjian_domain::identity;
use yunjian_evidence::{Limits, ReadFailure, Summary, read_to_facts};

fn show(summary: &Summary, facts: &FactSet) -> String {
    let mut out = serde_json::to_string_pretty(summary).unwrap();
    for row in facts.rows() {
        let _ = write!(out, "\n{}", row.fact_type().name);
        for (field, value) in row.fact_type().fields.iter().zip(&*row.values) {
            let shown = match value {
                Value::Null => continue,
                Value::Text(text) if field.name == "file" => text[..8].to_owned(),
                Value::Text(text) => text.to_string(),
                Value::Time(at) => Timestamp::from_millisecond(*at).unwrap().to_string(),
                Value::List(list) => format!("{list:?}"),
                other => format!("{other:?}"),
            };
            let _ = write!(out, "\n  {}: {shown}", field.name);
        }
        if row.fact_type().name == "findings" {
            let _ = write!(out, "\n  = {}", identity::of(row));
        }
    }
    out
}

macro_rules! snapshot {
    ($name:ident, $file:literal) => {
        #[test]
        fn $name() {
            let (summary, facts) = read_bytes(include_bytes!(concat!("inputs/", $file))).unwrap();
            insta::assert_snapshot!(show(&summary, &facts));
        }
    };
}

snapshot!(nessus, "small.nessus");
snapshot!(trivy, "small.trivy.json");
snapshot!(trivy_operator, "small.trivy-operator.json");
snapshot!(nmap, "small.nmap.xml");
snapshot!(cyclonedx, "small.cdx.json");
snapshot!(xccdf, "small.xccdf.xml");
snapshot!(accounts, "accounts.csv");
snapshot!(openvas, "small.openvas.xml");
snapshot!(qualys, "small.qualys.xml");
snapshot!(burp, "small.burp.xml");
snapshot!(zap_xml, "small.zap.xml");
snapshot!(zap_json, "small.zap.json");
snapshot!(grype, "small.grype.json");
snapshot!(nuclei, "small.nuclei.jsonl");
snapshot!(sarif, "small.sarif");
snapshot!(semgrep, "small.semgrep.json");
snapshot!(snyk, "small.snyk.json");
snapshot!(checkov, "small.checkov.json");
snapshot!(gitleaks, "small.gitleaks.json");
snapshot!(kube_bench, "small.kube-bench.json");
snapshot!(wazuh, "small.wazuh.json");
snapshot!(dependency_check, "small.depcheck.xml");
snapshot!(cyclonedx_xml, "small.cdx.xml");
snapshot!(spdx_json, "small.spdx.json");
snapshot!(spdx_tag, "small.spdx");
snapshot!(csaf, "small.csaf.json");
snapshot!(openvex, "small.openvex.json");
snapshot!(oval, "small.oval.xml");
snapshot!(arf, "small.arf.xml");
snapshot!(ocsf, "small.ocsf.jsonl");
snapshot!(asff, "small.asff.json");
snapshot!(clamav, "small.clamav.txt");
snapshot!(freshclam, "small.freshclam.log");
snapshot!(aide, "small.aide.txt");
snapshot!(osquery, "small.osquery.jsonl");
snapshot!(suricata, "small.eve.jsonl");
snapshot!(auditd, "small.audit.log");
snapshot!(syslog, "small.syslog");
snapshot!(redfish, "small.redfish.json");
snapshot!(iam, "small.iam.csv");
snapshot!(openvas_csv, "small.openvas.csv");
snapshot!(tenable_csv, "small.tenable.csv");
snapshot!(qualys_csv, "small.qualys.csv");
snapshot!(prowler_csv, "small.prowler.csv");
snapshot!(prowler_json, "small.prowler3.json");
snapshot!(inspector, "small.inspector2.json");
snapshot!(osv, "small.osv.json");
snapshot!(kubescape, "small.kubescape.json");
snapshot!(burp_json, "small.burp.json");
snapshot!(ckl, "small.ckl");
snapshot!(windows_xml, "small.evtx.xml");
snapshot!(windows_json, "small.evtx.json");
snapshot!(cloudtrail, "small.cloudtrail.json");
snapshot!(actiontrail, "small.actiontrail.json");
snapshot!(kubernetes_audit, "small.k8s-audit.jsonl");

#[test]
fn the_same_bytes_give_the_same_fact_file() {
    for (_, bytes) in INPUTS {
        let once = || {
            let mut cursor = Cursor::new(bytes);
            read_to_facts(&mut cursor, None, &context(bytes), &Limits::default(), Vec::new()).unwrap().1
        };
        let (a, b) = (once(), once());
        assert_eq!(a.sha256, b.sha256);
        assert_eq!(a.into_inner(), b.into_inner());
    }
}

#[test]
fn gzip_and_streaming_change_nothing() {
    for (_, bytes) in INPUTS {
        let (plain, facts) = read_bytes(bytes).unwrap();
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        std::io::Write::write_all(&mut encoder, bytes).unwrap();
        let (packed, packed_facts) = read_bytes(&encoder.finish().unwrap()).unwrap();
        assert_eq!(packed.format, plain.format);
        assert_eq!(packed.rows, plain.rows);
        assert_eq!(identities(&packed_facts), identities(&facts));
        let limits = Limits { whole_json_bytes: 0, ..Limits::default() };
        assert_eq!(read_as(bytes, None, &limits).unwrap().0, plain);
    }
}

fn identities(facts: &FactSet) -> Vec<String> {
    let mut all: Vec<String> = facts.named("findings").iter().map(identity::of).collect();
    all.sort();
    all
}

#[test]
fn every_format_has_a_small_input_that_is_recognised() {
    for format in yunjian_evidence::all() {
        // Documents have their small inputs in `documents.rs`.
        let known = ["csv", "xlsx", "archive", "pdf", "docx"].contains(&format.id())
            || INPUTS.iter().any(|(id, _)| *id == format.id());
        assert!(known, "{} has no input in tests/common", format.id());
    }
    for (id, bytes) in INPUTS {
        assert_eq!(read_bytes(bytes).unwrap_or_else(|e| panic!("{id}: {e}")).0.format, *id);
    }
}

#[test]
fn the_order_of_records_does_not_matter() {
    let text = std::str::from_utf8(input("nessus-v2")).unwrap();
    let (head, rest) = text.split_once("<ReportHost name=\"10.0.0.1\">").unwrap();
    let (host, tail) = rest.split_once("</Report>").unwrap();
    let (first, second) = host.split_at(host.find("<ReportHost").unwrap());
    let swapped = format!("{head}{second}<ReportHost name=\"10.0.0.1\">{first}</Report>{tail}");
    let facts = |bytes: &[u8]| read_bytes(bytes).unwrap().1;
    assert_eq!(identities(&facts(swapped.as_bytes())), identities(&facts(input("nessus-v2"))));

    for (id, bytes) in INPUTS {
        let Ok(mut document) = serde_json::from_slice::<serde_json::Value>(bytes) else { continue };
        let before = identities(&facts(bytes));
        reverse(&mut document, "");
        assert_eq!(identities(&facts(&serde_json::to_vec(&document).unwrap())), before, "{id}");
    }
    for (id, open, close) in [
        ("openvas-xml", "<result id", "</result>"),
        ("burp-xml", "<issue>", "</issue>"),
        ("zap-xml", "<alertitem>", "</alertitem>"),
        ("dependency-check-xml", "<dependency ", "</dependency>"),
        ("qualys-xml", "<VULN_INFO>", "</VULN_INFO>"),
        ("qualys-xml", "<VULN_DETAILS ", "</VULN_DETAILS>"),
        ("oval-results", "<definition definition_id", "/>"),
        ("cyclonedx-xml", "<target>", "</target>"),
    ] {
        let bytes = input(id);
        let turned = turn_round(std::str::from_utf8(bytes).unwrap(), open, close);
        assert_ne!(turned.as_bytes(), bytes, "{id} has nothing to turn round");
        assert_eq!(identities(&facts(turned.as_bytes())), identities(&facts(bytes)), "{id}");
    }
    for (id, bytes) in INPUTS.iter().filter(|(id, _)| id.ends_with("jsonl")) {
        let text = std::str::from_utf8(bytes).unwrap();
        let lines: Vec<&str> = text.lines().filter(|l| l.ends_with('}')).rev().collect();
        assert_eq!(identities(&facts(lines.join("\n").as_bytes())), identities(&facts(bytes)), "{id}");
    }
}

/// The pieces of a text that begin and end so, in reverse order; what is between them stays.
fn turn_round(text: &str, open: &str, close: &str) -> String {
    let (mut pieces, mut gaps, mut rest) = (Vec::new(), Vec::new(), text);
    while let Some(from) = rest.find(open) {
        let to = from + rest[from..].find(close).unwrap() + close.len();
        gaps.push(&rest[..from]);
        pieces.push(&rest[from..to]);
        rest = &rest[to..];
    }
    let mut out: String =
        gaps.iter().zip(pieces.iter().rev()).flat_map(|(gap, piece)| [*gap, *piece]).collect();
    out.push_str(rest);
    out
}

#[test]
fn the_same_records_twice_in_one_file_are_the_same_findings() {
    for (id, bytes) in INPUTS.iter().filter(|(id, _)| id.ends_with("jsonl")) {
        let text = std::str::from_utf8(bytes).unwrap();
        let whole: String = text.lines().filter(|l| l.ends_with('}')).map(|l| format!("{l}\n")).collect();
        let (once, _) = read_bytes(whole.as_bytes()).unwrap();
        let (twice, _) = read_bytes(whole.repeat(2).as_bytes()).unwrap();
        assert_eq!((twice.findings, twice.distinct), (once.findings * 2, once.distinct), "{id}");
    }
}

#[test]
fn another_rating_version_or_line_is_the_same_finding() {
    for (id, changes) in [
        ("sarif", &[("\"startLine\":12", "\"startLine\":99"), ("7.8", "2.0"), ("2.20.0", "2.21.0")][..]),
        ("semgrep-json", &[("\"line\":7", "\"line\":70"), ("ERROR", "INFO"), ("1.100.0", "1.101.0")]),
        (
            "grype-json",
            &[
                ("Negligible", "Low"),
                ("\"version\":\"1.2\"", "\"version\":\"1.2.1\""),
                ("zlib@1.2", "zlib@1.2.1"),
                ("0.90.0", "0.91.0"),
            ],
        ),
        ("openvas-csv", &[("443,tcp,7.5,High", "443,tcp,2.0,Low"), ("22:00:00Z,r-1", "23:00:00Z,r-9")]),
        ("tenable-csv", &[("Medium", "Low"), ("6.5", "9.1"), ("扫描信息", "Nessus Scan Information")]),
        (
            "qualys-csv",
            &[("\"3\",\"443\"", "\"5\",\"443\""), ("09/19/2026", "09/20/2026"), ("Active", "New")],
        ),
        ("prowler-csv", &[(";high;", ";critical;"), ("2026-09-19", "2026-10-19"), ("5.12.0", "5.13.0")]),
        ("aws-inspector2-json", &[("MEDIUM", "HIGH"), ("finding/1", "finding/9"), ("4.19", "5.10")]),
        ("osv-scanner-json", &[("CRITICAL", "LOW"), ("2.14.0", "2.14.1"), ("9.1", "3.0")]),
        ("kubescape-json", &[("966824446", "17"), ("\"scoreFactor\": 4", "\"scoreFactor\": 9")]),
        (
            "burp-json",
            &[
                ("\"serial_number\": \"1\"", "\"serial_number\": \"7\""),
                ("info", "high"),
                ("/a?b=1", "/a?b=2"),
            ],
        ),
        ("openvas-xml", &[("<severity>7.5", "<severity>9.9"), ("<version>22.5", "<version>22.7")]),
        ("zap-xml", &[("<riskcode>1", "<riskcode>2"), ("/a?x=1", "/elsewhere"), ("2.16.0", "2.17.0")]),
        ("snyk-json", &[("org.z:w@3.0", "org.z:w@3.1"), ("2.1.1", "2.1.2"), ("medium", "high")]),
        ("burp-xml", &[("<serialNumber>1<", "<serialNumber>100<"), ("<severity>High", "<severity>Low")]),
        ("checkov-json", &[("[3,9]", "[30,90]"), ("HIGH", "LOW")]),
        ("wazuh-json", &[("\"3.0\"", "\"3.1\""), ("High", "Low")]),
        ("dependency-check-xml", &[("log4j-api@2.12.4", "log4j-api@2.12.5"), (">LOW<", ">HIGH<")]),
        ("asff", &[("HIGH", "LOW"), ("\"f1\"", "\"f9\"")]),
        (
            "ocsf-jsonl",
            &[
                ("\"severity_id\":4", "\"severity_id\":2"),
                ("prowler-alibabacloud-1", "other"),
                ("5.6.0", "5.7.0"),
            ],
        ),
    ] {
        let before = std::str::from_utf8(input(id)).unwrap();
        let mut text = before.to_owned();
        for (from, to) in changes {
            assert!(text.contains(from), "{id}: {from}");
            text = text.replace(from, to);
        }
        let facts = |text: &str| identities(&read_bytes(text.as_bytes()).unwrap().1);
        assert_eq!(facts(&text), facts(before), "{id}");
    }
}

/// Turns objects round, and lists of objects that are not pointed at by their index.
fn reverse(value: &mut serde_json::Value, key: &str) {
    match value {
        serde_json::Value::Array(list) => {
            if key != "rules" && list.iter().all(serde_json::Value::is_object) {
                list.reverse();
            }
            list.iter_mut().for_each(|v| reverse(v, ""));
        }
        serde_json::Value::Object(map) => {
            map.iter_mut().for_each(|(key, v)| reverse(v, key));
            *map = std::mem::take(map).into_iter().rev().collect();
        }
        _ => {}
    }
}

/// clauses: 5.2 s2
#[test]
fn archives_are_read_member_by_member() {
    let members = ["openvas-xml", "zap-json", "grype-json"].map(|id| (format!("月/{id}"), input(id)));
    let single: usize =
        members.iter().map(|(_, bytes)| identities(&read_bytes(bytes).unwrap().1).len()).sum();
    for archive in [zip(&members), tar(&members), gzip(&tar(&members))] {
        let (summary, facts) = read_bytes(&archive).unwrap();
        assert_eq!((summary.format.as_str(), identities(&facts).len()), ("archive", single));
        let places: Vec<&str> = facts.named("findings").iter().filter_map(|f| f.text("place")).collect();
        assert!(
            places.contains(&"月/openvas-xml!result[1]") && places.contains(&"月/grype-json!/matches/0"),
            "{places:?}"
        );
        let mut ids: Vec<&str> = facts.named("scans").iter().filter_map(|s| s.text("id")).collect();
        ids.dedup();
        assert_eq!(ids.len(), 3, "every member has a scan of its own");
    }
    // One kind of members gives its format, asked for or not.
    let alike =
        zip(&[("a.xml".to_owned(), input("openvas-xml")), ("b.xml".to_owned(), input("openvas-xml"))]);
    for asked in [None, Some("openvas-xml")] {
        let (summary, _) = read_as(&alike, asked, &Limits::default()).unwrap();
        assert_eq!((summary.format.as_str(), summary.findings, summary.distinct), ("openvas-xml", 8, 3));
    }
    // What is not understood is said and passed over; nothing understood at all is a refusal.
    let (summary, _) =
        read_bytes(&zip(&[("a".into(), input("sarif")), ("readme".into(), b"hello")])).unwrap();
    assert_eq!(
        (summary.findings, summary.parse_errors, summary.errors[0].place.as_str()),
        (3, 1, "readme!/")
    );
    assert!(read_bytes(&zip(&[("readme".into(), b"hello")])).is_err());
}

#[test]
fn registers_in_other_clothes() {
    let text = "组件编号;资产名称;IP地址;边界;是否在用\nc-1;网关;10.0.0.1、10.0.0.2;内;是\n";
    let check = |bytes: &[u8]| {
        let (summary, facts) = read_bytes(bytes).unwrap();
        assert_eq!((summary.format.as_str(), summary.components), ("csv:components", 1));
        let row: &Row = &facts.named("components")[0];
        assert_eq!(row.get("ips"), &Value::list(["10.0.0.1", "10.0.0.2"]));
        assert_eq!((row.text("boundary"), row.text("name")), (Some("in"), Some("网关")));
        assert_eq!(row.text("place"), Some("row 2"));
    };
    check(text.as_bytes());
    check(format!("\u{feff}{text}").as_bytes());
    check(&encoding_rs::GBK.encode(text).0);
    check(text.replace(';', "\t").as_bytes());
    check(text.replace(';', ",").replace('\n', "\r\n").as_bytes());
    let utf16: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    check(&utf16);
}

#[test]
fn what_cannot_be_told_is_asked() {
    let table = b"id,name\n1,a\n";
    match read_bytes(table) {
        Err(ReadFailure::Ambiguous { candidates }) => {
            assert!(candidates.contains(&"csv:accounts".to_owned()) && candidates.len() > 2);
        }
        other => panic!("{other:?}"),
    }
    let (summary, facts) = read_as(table, Some("csv:accounts"), &Limits::default()).unwrap();
    assert_eq!((summary.accounts, facts.named("accounts").len()), (1, 1));
    assert!(matches!(
        read_as(table, Some("csv:nonsense"), &Limits::default()),
        Err(ReadFailure::NoSuchFormat { .. })
    ));
    assert!(matches!(read_bytes(b"plain words"), Err(ReadFailure::Unrecognised)));
    assert!(matches!(read_bytes(b""), Err(ReadFailure::Unrecognised)));
    let failure = read_bytes(b"colour,shape\nred,round\n").unwrap_err();
    assert_eq!(failure.rule(), Some(yunjian_evidence::Rule::Schema), "{failure}");
}

#[test]
fn generated_nessus_is_what_it_says() {
    let bytes = yunjian_evidence::testdata::nessus(3, 10);
    let (summary, facts) = read_bytes(&bytes).unwrap();
    assert_eq!((summary.findings, summary.distinct, summary.by_severity.critical), (30, 30, 6));
    let scan = &facts.named("scans")[0];
    assert_eq!(scan.get("authenticated_ids").as_list().unwrap().len(), 3);
    assert_eq!(scan.get("checks_enabled"), &Value::Int(3));
}
