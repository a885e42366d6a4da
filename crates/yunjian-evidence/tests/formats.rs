//! Each format once, in plain sight: a small file of our own, and every fact and figure that comes out of it.

mod common;

use std::fmt::Write as _;
use std::io::Cursor;

use common::{context, read_as, read_bytes};
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
snapshot!(nmap, "small.nmap.xml");
snapshot!(cyclonedx, "small.cdx.json");
snapshot!(xccdf, "small.xccdf.xml");
snapshot!(accounts, "accounts.csv");

const INPUTS: [&[u8]; 6] = [
    include_bytes!("inputs/small.nessus"),
    include_bytes!("inputs/small.trivy.json"),
    include_bytes!("inputs/small.nmap.xml"),
    include_bytes!("inputs/small.cdx.json"),
    include_bytes!("inputs/small.xccdf.xml"),
    include_bytes!("inputs/accounts.csv"),
];

#[test]
fn the_same_bytes_give_the_same_fact_file() {
    for bytes in INPUTS {
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
    for bytes in INPUTS {
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
fn the_order_of_records_does_not_matter() {
    let text = std::str::from_utf8(INPUTS[0]).unwrap();
    let (head, rest) = text.split_once("<ReportHost name=\"10.0.0.1\">").unwrap();
    let (host, tail) = rest.split_once("</Report>").unwrap();
    let (first, second) = host.split_at(host.find("<ReportHost").unwrap());
    let swapped = format!("{head}{second}<ReportHost name=\"10.0.0.1\">{first}</Report>{tail}");
    let facts = |bytes: &[u8]| read_bytes(bytes).unwrap().1;
    assert_eq!(identities(&facts(swapped.as_bytes())), identities(&facts(INPUTS[0])));

    for index in [1, 3] {
        let mut document: serde_json::Value = serde_json::from_slice(INPUTS[index]).unwrap();
        let before = identities(&facts(INPUTS[index]));
        reverse(&mut document);
        assert_eq!(identities(&facts(&serde_json::to_vec(&document).unwrap())), before);
    }
}

/// Turns every list and every object of a document round.
fn reverse(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Array(list) => {
            list.reverse();
            list.iter_mut().for_each(reverse);
        }
        serde_json::Value::Object(map) => {
            map.values_mut().for_each(reverse);
            *map = std::mem::take(map).into_iter().rev().collect();
        }
        _ => {}
    }
}

/// clauses: 5.2 s2
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
