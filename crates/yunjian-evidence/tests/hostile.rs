//! What attackers and accidents hand in: every answer is a clear error, never a panic, never a swollen process.

mod common;

use std::io::{Cursor, Write};

use common::{INPUTS, LINES, input, read_as, read_bytes};
use proptest::prelude::*;
use yunjian_evidence::{Limits, ReadFailure, Rule, all};

fn rule(bytes: &[u8], format: Option<&str>) -> Rule {
    rule_under(bytes, format, &Limits::default())
}

fn rule_under(bytes: &[u8], format: Option<&str>, limits: &Limits) -> Rule {
    let failure = read_as(bytes, format, limits).unwrap_err();
    assert!(failure.place().is_some_and(|p| !p.is_empty()), "{failure}");
    failure.rule().unwrap_or_else(|| panic!("{failure}"))
}

#[test]
fn billion_laughs() {
    let mut text = String::from("<?xml version=\"1.0\"?><!DOCTYPE NessusClientData_v2 [<!ENTITY a \"ha\">");
    for index in 1..10 {
        let _ = std::fmt::Write::write_fmt(
            &mut text,
            format_args!("<!ENTITY a{index} \"{}\">", format!("&a{};", index - 1).repeat(10)),
        );
    }
    text.push_str("]><NessusClientData_v2><Report name=\"&a9;\"/></NessusClientData_v2>");
    assert_eq!(rule(text.as_bytes(), None), Rule::EntityExpansion);
    let external = "<!DOCTYPE nmaprun [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><nmaprun>&x;</nmaprun>";
    assert_eq!(rule(external.as_bytes(), None), Rule::EntityExpansion);
}

#[test]
fn deep_nesting() {
    for root in ["NessusClientData_v2", "nmaprun"] {
        let text = format!("<{root}>{}", "<a>".repeat(200_000));
        assert_eq!(rule(text.as_bytes(), None), Rule::Depth);
    }
    let list = "[".repeat(200_000);
    for text in [
        format!("{{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"metadata\":{list}"),
        format!("{{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":{list}"),
        format!("{{\"SchemaVersion\":2,\"Results\":{list}"),
    ] {
        assert!(matches!(rule(text.as_bytes(), None), Rule::Depth | Rule::Schema | Rule::Syntax));
    }
    let nested = "{\"type\":\"library\",\"name\":\"x\",\"components\":[".repeat(100_000);
    let text = format!("{{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":[{nested}");
    assert!(matches!(rule(text.as_bytes(), None), Rule::Depth | Rule::Syntax));
}

#[test]
fn giants() {
    let giant = "x".repeat(5 << 20);
    assert_eq!(rule(format!("<nmaprun args='{giant}'/>").as_bytes(), None), Rule::TextSize);
    assert_eq!(rule(format!("<nmaprun>{giant}</nmaprun>").as_bytes(), None), Rule::TextSize);
    let text = format!("{{\"SchemaVersion\":2,\"ArtifactName\":\"{}\"}}", "x".repeat(9 << 20));
    assert_eq!(rule(text.as_bytes(), None), Rule::TextSize);
    assert_eq!(rule(format!("id,name\n\"{giant}").as_bytes(), Some("csv:accounts")), Rule::TextSize);
    assert_eq!(
        rule(format!("id,name{}\n", ",x".repeat(600)).as_bytes(), Some("csv:accounts")),
        Rule::Columns
    );
    let attributes: String = (0..300).map(|i| format!(" a{i}='1'")).collect();
    assert_eq!(rule(format!("<nmaprun{attributes}/>").as_bytes(), None), Rule::Attributes);
    let limits = Limits { max_rows: 1, ..Limits::default() };
    let failure = read_as(input("nessus-v2"), None, &limits).unwrap_err();
    assert_eq!(failure.rule(), Some(Rule::Rows));
    let limits = Limits { max_bytes: 500, ..Limits::default() };
    let failure = read_as(input("nessus-v2"), Some("nessus-v2"), &limits).unwrap_err();
    assert_eq!(failure.rule(), Some(Rule::Size));
}

#[test]
fn broken_encodings() {
    assert_eq!(rule(b"<nmaprun scanner='\xff\xfe'/>", None), Rule::Encoding);
    assert_eq!(rule(b"{\"SchemaVersion\":2,\"ArtifactName\":\"\xff\"}", None), Rule::Encoding);
    assert_eq!(rule(b"id,name\n1,\xff\xff\n", Some("csv:accounts")), Rule::Encoding);
    let (summary, _) = read_as(b"id,name\n1,a\0b\n", Some("csv:accounts"), &Limits::default()).unwrap();
    assert_eq!((summary.accounts, summary.parse_errors, summary.errors[0].rule), (1, 1, Rule::Encoding));
    assert!(matches!(read_bytes(b"id\0,name\n"), Err(ReadFailure::Unrecognised)));
}

#[test]
fn gzip_bombs() {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(b"<nmaprun>").unwrap();
    let block = b"<a></a>".repeat(10_000);
    for _ in 0..600 {
        encoder.write_all(&block).unwrap();
    }
    assert_eq!(rule(&encoder.finish().unwrap(), None), Rule::Ratio);
    let mut cut = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    cut.write_all(input("nessus-v2")).unwrap();
    let cut = cut.finish().unwrap();
    assert_eq!(rule(&cut[..cut.len() - 20], Some("nessus-v2")), Rule::Syntax);
}

/// A workbook of these parts.
fn workbook(sheet: &[u8], strings: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    let parts: [(&str, &[u8]); 5] = [
        ("[Content_Types].xml", b"<Types/>"),
        (
            "xl/workbook.xml",
            b"<workbook xmlns:r='r'><sheets><sheet name='S' sheetId='1' r:id='r1'/><sheet name='H' state='hidden' r:id='r1'/></sheets></workbook>",
        ),
        ("xl/_rels/workbook.xml.rels", b"<Relationships><Relationship Id='r1' Target='worksheets/sheet1.xml'/></Relationships>"),
        ("xl/sharedStrings.xml", strings),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    for (name, content) in parts {
        zip.start_file(name, options).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const STRINGS: &[u8] =
    "<sst><si><t>账号名</t></si><si><r><t>是否</t></r><r><t>特权账号</t></r><rPh><t>x</t></rPh></si></sst>"
        .as_bytes();

fn sheet() -> String {
    "<worksheet><sheetData><row r='3'><c r='B3' t='s'><v>0</v></c><c r='C3' t='s'><v>1</v></c>\
     <c r='D3' t='inlineStr'><is><t>账号状态</t></is></c><c r='E3' t='str'><v>创建时间</v></c></row>\
     <row r='4'><c r='B4' t='inlineStr'><is><t>root</t></is></c><c r='C4' t='b'><v>1</v></c>\
     <c r='D4' t='inlineStr'><is><t>启用</t></is></c><c r='E4'><v>45637</v></c><c r='XFD4'/></row>\
     <row r='5'><c r='B5' t='e'><v>#REF!</v></c></row></sheetData></worksheet>"
        .to_owned()
}

#[test]
fn workbooks() {
    let (summary, facts) = read_bytes(&workbook(sheet().as_bytes(), STRINGS)).unwrap();
    assert_eq!((summary.format.as_str(), summary.accounts, summary.parse_errors), ("xlsx:accounts", 1, 1));
    assert_eq!((summary.errors[0].place.as_str(), summary.errors[0].rule), ("S!B5", Rule::Formula));
    let row = &facts.named("accounts")[0];
    assert_eq!(
        (row.text("name"), row.text("status"), row.text("place")),
        (Some("root"), Some("enabled"), Some("S!row 4"))
    );
    assert_eq!(row.get("privileged").as_bool(), Some(true));
    assert!(row.get("created_at").as_time().is_some());

    let far = sheet().replace("<c r='XFD4'/>", "<c r='XFD4'><v>1</v></c>");
    assert_eq!(rule(&workbook(far.as_bytes(), STRINGS), None), Rule::Columns);
    let laughs = format!("<!DOCTYPE x [<!ENTITY a 'b'>]>{}", sheet());
    assert_eq!(rule(&workbook(laughs.as_bytes(), STRINGS), None), Rule::EntityExpansion);
    let limits =
        Limits { ratio_free_bytes: 1 << 20, max_index_bytes: 10_000, max_text: 100_000, ..Limits::default() };
    let mut bomb = b"<worksheet><sheetData>".to_vec();
    bomb.resize(1 << 20, b' ');
    assert_eq!(rule_under(&workbook(&bomb, STRINGS), None, &limits), Rule::TextSize);
    let mut bomb = b"<worksheet><sheetData>".to_vec();
    bomb.extend(b"<row/>".repeat(1 << 20));
    assert_eq!(rule_under(&workbook(&bomb, STRINGS), None, &limits), Rule::Ratio);
    let many = format!("<sst>{}</sst>", "<si><t>x</t></si>".repeat(1_000));
    assert_eq!(rule_under(&workbook(sheet().as_bytes(), many.as_bytes()), None, &limits), Rule::Index);
    let whole = workbook(sheet().as_bytes(), STRINGS);
    for cut in (0..whole.len()).step_by(7) {
        assert!(read_as(&whole[..cut], Some("xlsx"), &Limits::default()).is_err());
    }
}

#[test]
fn files_cut_off_anywhere() {
    for (format, bytes) in INPUTS {
        let step = (bytes.len() / 100).max(1);
        for cut in (0..bytes.len()).step_by(step) {
            let result = read_as(&bytes[..cut], Some(format), &Limits::default());
            // A table that ends early is a shorter table; everything else is known to be broken.
            if !LINES.contains(format) {
                let end = bytes[cut..].trim_ascii().is_empty();
                assert!(result.is_err() || end, "{format} cut at {cut}");
            }
        }
    }
}

#[test]
fn every_bit_of_a_small_file_turned() {
    for (format, bytes) in INPUTS {
        let mut broken = bytes.to_vec();
        for index in (0..broken.len()).step_by(3) {
            broken[index] ^= 1 << (index % 8);
            let _ = read_as(&broken, Some(format), &Limits::default());
            broken[index] = bytes[index];
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// clauses: 7.1 s2
    #[test]
    fn random_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let _ = read_bytes(&bytes);
        for format in all() {
            let _ = read_as(&bytes, Some(format.id()), &Limits::default());
        }
    }

    #[test]
    fn random_tables_never_panic(text in "[a-z,;\"\\n\\t是否年月0-9/: -]{0,300}") {
        for ty in ["accounts", "findings", "components", "reviews", "scans"] {
            let table = format!("id,name,title,status,severity\n{text}");
            let _ = read_as(table.as_bytes(), Some(&format!("csv:{ty}")), &Limits::default());
        }
    }

    #[test]
    fn spliced_files_never_panic(a in 0..INPUTS.len(), b in 0..INPUTS.len(), from in 0.0..1.0_f64, to in 0.0..1.0_f64) {
        let (format, first) = INPUTS[a];
        let second = INPUTS[b].1;
        let at = |bytes: &[u8], share: f64| (bytes.len() as f64 * share) as usize;
        let mut bytes = first[..at(first, from)].to_vec();
        bytes.extend_from_slice(&second[at(second, to)..]);
        let _ = read_as(&bytes, Some(format), &Limits::default());
    }
}
