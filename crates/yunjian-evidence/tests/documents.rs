//! Documents made by real programs, and small ones written here: what is read, and what is said to be unknown.
//!
//! Clauses: 6.2.3 a), b), c) (plans and reports with version and approval).

mod common;

use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use common::{read_as, read_bytes};
use yunjian_domain::facts::{Row, Value};
use yunjian_evidence::{Limits, Rule};

const PLAN: &str = "<html><head><meta charset='utf-8'><title>属性里的标题</title><style>@page { size: A4 } td { padding: 4px 12px; white-space: nowrap }</style></head><body>\
  <h1>云平台安全事件应急预案</h1>\
  <table width='100%'><tr><td>文件编号</td><td>YJ-2026-07</td><td>密级</td><td>内部</td></tr>\
  <tr><td>版本号</td><td>V2.1</td><td>批准人</td><td>张三</td></tr>\
  <tr><td>批准日期</td><td>2026年1月5日</td><td>生效日期</td><td>2026-02-01</td></tr></table>\
  <h2>一、总则</h2><p>为规范云平台安全事件的处置，保障业务连续，制定本预案。</p>\
  <h2>二、组织机构</h2><p>应急领导小组由单位主要负责人任组长，统一指挥。</p>\
  <h2>三、启动条件</h2><p>发生二级以上事件，或者监测告警经研判确认时启动。</p>\
  <h2>四、资源保障</h2>\
  <h2>五、附则</h2><p>本预案自批准之日起施行，由安全管理部负责解释。</p></body></html>";

fn time(text: &str) -> Value {
    let zone = common::shanghai();
    Value::Time(yunjian_evidence::time::parse(text, &zone).unwrap())
}

fn check_plan(row: &Row) {
    assert_eq!(row.text("id"), Some("YJ-2026-07"));
    assert_eq!(row.text("version"), Some("V2.1"));
    assert_eq!(row.text("approved_by"), Some("张三"));
    assert_eq!(row.text("classification"), Some("内部"));
    assert_eq!(row.get("approved_at"), &time("2026-01-05"));
    assert_eq!(row.get("effective_at"), &time("2026-02-01"));
    assert_eq!(row.text("title"), Some("云平台安全事件应急预案"));
    assert_eq!(row.text("type"), Some("incident_plan"));
    let sections: Vec<&str> = row.get("sections").as_list().unwrap().iter().map(|s| &**s).collect();
    for named in ["总则", "组织机构", "启动条件", "附则", "organisation", "start_conditions"] {
        assert!(sections.contains(&named), "{named} in {sections:?}");
    }
    // There is a heading 资源保障 and nothing below it.
    assert!(!sections.contains(&"resources") && !sections.contains(&"资源保障"), "{sections:?}");
    // Nothing in the document says who may read it, or whether the approver is independent.
    assert!(row.get("restricted").is_null() && row.get("approver_independent").is_null());
}

/// The program, where it is installed; otherwise a message, and the test is passed over.
fn installed(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let found = std::env::split_paths(&path).map(|folder| folder.join(program)).find(|p| p.is_file());
    if found.is_none() {
        eprintln!("skipped: {program} is not installed");
    }
    found
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Runs a program that makes one file of another.
fn made(program: &str, name: &str, arguments: impl FnOnce(&Path, &Path) -> Vec<String>) -> Option<Vec<u8>> {
    let program = installed(program)?;
    let folder = folder(name);
    let (input, output) = (folder.join("plan.html"), folder.join(name));
    std::fs::write(&input, PLAN).unwrap();
    let _ = std::fs::remove_file(&output);
    let ran = Command::new(&program).args(arguments(&input, &output)).current_dir(&folder).output().unwrap();
    if !output.is_file() {
        // Installed and not able to run (no display, no sandbox) is the machine's business, not the reader's.
        eprintln!("skipped: {} made nothing: {}", program.display(), String::from_utf8_lossy(&ran.stderr));
        return None;
    }
    std::fs::read(output).ok()
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

#[test]
fn a_pdf_printed_by_chromium() {
    let arguments = |input: &Path, output: &Path| {
        vec![
            "--headless".to_owned(),
            "--no-sandbox".to_owned(),
            "--disable-gpu".to_owned(),
            "--no-pdf-header-footer".to_owned(),
            format!("--user-data-dir={}", shown(&output.with_extension("profile"))),
            format!("--print-to-pdf={}", shown(output)),
            format!("file://{}", shown(input)),
        ]
    };
    let Some(bytes) = made("chromium", "chromium.pdf", arguments) else { return };
    let (summary, facts) = read_bytes(&bytes).unwrap();
    assert_eq!((summary.format.as_str(), summary.documents), ("pdf", 1));
    assert_eq!(summary.errors, Vec::new());
    let row = &facts.named("documents")[0];
    check_plan(row);
    assert_eq!(row.get("pages"), &Value::Int(1));
    // However it is cut, turned or spliced, there is an answer.
    for cut in (0..bytes.len()).step_by(bytes.len() / 40 + 1) {
        let _ = read_as(&bytes[..cut], Some("pdf"), &Limits::default());
    }
    let mut turned = bytes.clone();
    for index in (0..bytes.len()).step_by(bytes.len() / 200 + 1) {
        turned[index] ^= 1 << (index % 8);
        let _ = read_as(&turned, Some("pdf"), &Limits::default());
        turned[index] = bytes[index];
    }
}

#[test]
fn a_pdf_printed_by_wkhtmltopdf() {
    let arguments = |input: &Path, output: &Path| vec!["-q".to_owned(), shown(input), shown(output)];
    let Some(bytes) = made("wkhtmltopdf", "wkhtmltopdf.pdf", arguments) else { return };
    check_plan(&read_bytes(&bytes).unwrap().1.named("documents")[0]);
}

#[test]
fn documents_written_by_libreoffice() {
    for kind in ["pdf", "docx"] {
        let arguments = |input: &Path, output: &Path| {
            let filter = if kind == "docx" { "docx:MS Word 2007 XML" } else { "pdf" };
            vec![
                format!("-env:UserInstallation=file://{}", shown(&output.with_extension("profile"))),
                "--headless".to_owned(),
                "--writer".to_owned(),
                "--convert-to".to_owned(),
                filter.to_owned(),
                "--outdir".to_owned(),
                shown(output.parent().unwrap()),
                shown(input),
            ]
        };
        let name = format!("plan.{kind}");
        let Some(bytes) = made("soffice", &name, arguments) else { return };
        let (summary, facts) = read_bytes(&bytes).unwrap();
        assert_eq!(summary.format, kind);
        check_plan(&facts.named("documents")[0]);
    }
}

#[test]
fn a_word_document_written_by_pandoc() {
    let arguments = |input: &Path, output: &Path| vec![shown(input), "-o".to_owned(), shown(output)];
    let Some(bytes) = made("pandoc", "pandoc.docx", arguments) else { return };
    check_plan(&read_bytes(&bytes).unwrap().1.named("documents")[0]);
}

/// A Word document of these parts.
fn docx(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, text) in parts {
        zip.start_file(*name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const WORD: &str = "<w:document><w:body>\
  <w:p><w:pPr><w:pStyle w:val='a0'/></w:pPr><w:r><w:t>配置管理计划</w:t></w:r></w:p>\
  <w:tbl><w:tr><w:tc><w:p><w:r><w:t>版 本</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>V</w:t></w:r><w:r><w:t>3.0</w:t></w:r></w:p></w:tc></w:tr>\
  <w:tr><w:tc><w:p><w:r><w:t>批准人</w:t></w:r></w:p></w:tc><w:tc><w:p><w:del><w:r><w:t>王五</w:t></w:r></w:del><w:r><w:t>李四</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
  <w:p><w:pPr><w:pStyle w:val='a1'/></w:pPr><w:r><w:t>配置基线</w:t></w:r></w:p>\
  <w:p><w:r><w:t>每一类组件有一份配置基线，由配置管理员保管。</w:t></w:r></w:p></w:body></w:document>";
const STYLES: &str = "<w:styles><w:style w:styleId='a0'><w:name w:val='Title'/></w:style>\
  <w:style w:styleId='a1'><w:name w:val='heading 1'/></w:style></w:styles>";

#[test]
fn a_small_word_document() {
    let core = "<cp:coreProperties><dc:title>别的标题</dc:title><dcterms:modified>2026-01-05T01:00:00Z</dcterms:modified></cp:coreProperties>";
    let parts = [("word/document.xml", WORD), ("word/styles.xml", STYLES), ("docProps/core.xml", core)];
    let (summary, facts) = read_bytes(&docx(&parts)).unwrap();
    assert_eq!((summary.format.as_str(), summary.documents, summary.parse_errors), ("docx", 1, 0));
    let row = &facts.named("documents")[0];
    assert_eq!((row.text("title"), row.text("type")), (Some("配置管理计划"), Some("cm_plan")));
    // What was struck out is not read.
    assert_eq!((row.text("version"), row.text("approved_by")), (Some("V3.0"), Some("李四")));
    assert_eq!(row.get("sections"), &Value::list(["配置基线", "baseline", "configuration"]));
    assert!(row.get("approved_at").is_null());

    let signed = [&parts[..], &[("_xmlsignatures/sig1.xml", "<Signature/>")]].concat();
    let (summary, _) = read_bytes(&docx(&signed)).unwrap();
    assert_eq!(summary.errors[0].rule, Rule::Signature);
    assert!(summary.errors[0].message_zh.contains("不校验"), "{:?}", summary.errors);
    let failure = read_as(&docx(&[("word/other.xml", "<x/>")]), None, &Limits::default()).unwrap_err();
    assert_eq!(failure.rule(), Some(Rule::Schema));
    let laughs = format!("<!DOCTYPE x [<!ENTITY a 'b'>]>{WORD}");
    let failure = read_as(&docx(&[("word/document.xml", &laughs)]), None, &Limits::default()).unwrap_err();
    assert_eq!(failure.rule(), Some(Rule::EntityExpansion));
}

/// A PDF of these objects, with a table of where they stand; the first is the root.
fn pdf(objects: &[String], trailer: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        let _ = write!(bytes, "{} 0 obj\n{object}\nendobj\n", index + 1);
    }
    let table = bytes.len();
    let _ = write!(bytes, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for place in places {
        let _ = writeln!(bytes, "{place:010} 00000 n ");
    }
    let _ = write!(
        bytes,
        "trailer\n<< /Size {} /Root 1 0 R {trailer} >>\nstartxref\n{table}\n%%EOF\n",
        objects.len() + 1
    );
    bytes
}

fn stream(dict: &str, content: &str) -> String {
    format!("<< {dict} /Length {} >>\nstream\n{content}\nendstream", content.len())
}

/// One page that shows `content`.
fn page(content: &str, root: &str, more: &[String]) -> Vec<String> {
    let resources = "<< /Font << /F1 5 0 R >> /XObject << /Im 6 0 R >> >>";
    let mut objects = vec![
        format!("<< /Type /Catalog /Pages 2 0 R {root} >>"),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources {resources} >>"
        ),
        stream("", content),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
        stream(
            "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8",
            "x",
        ),
    ];
    objects.extend_from_slice(more);
    objects
}

#[test]
fn small_pdfs() {
    let text = "BT /F1 20 Tf 50 800 Td (Incident Response Plan) Tj /F1 10 Tf 0 -40 Td (Version: 1.2   Approved by: Li Si) Tj \
                0 -20 Td (1. Resources) Tj 0 -20 Td (A room, two people and a telephone.) Tj ET";
    let (summary, facts) = read_bytes(&pdf(&page(text, "", &[]), "")).unwrap();
    assert_eq!(summary.errors, Vec::new());
    let row = &facts.named("documents")[0];
    assert_eq!(
        (row.text("title"), row.text("type")),
        (Some("Incident Response Plan"), Some("incident_plan"))
    );
    assert_eq!((row.text("version"), row.text("approved_by")), (Some("1.2"), Some("Li Si")));
    assert_eq!(row.get("sections"), &Value::list(["Resources", "resources"]));

    // A picture of a page: not an empty document, an unread one.
    let (summary, facts) = read_bytes(&pdf(&page("q 500 0 0 700 0 0 cm /Im Do Q", "", &[]), "")).unwrap();
    assert_eq!((summary.errors[0].place.as_str(), summary.errors[0].rule), ("page 1", Rule::Scanned));
    assert!(summary.errors[0].message_zh.contains("是图片"), "{:?}", summary.errors);
    let row = &facts.named("documents")[0];
    assert!(row.get("sections").is_null() && row.get("topics").is_null() && row.get("title").is_null());
}

#[test]
fn locked_pdfs_are_said_to_be_locked() {
    let encrypt = "/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -1340 \
                   /O <0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef> \
                   /U <fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210> >> \
                   /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]";
    let failure = read_as(&pdf(&page("", "", &[]), encrypt), None, &Limits::default()).unwrap_err();
    assert_eq!(failure.rule(), Some(Rule::Encrypted), "{failure}");
    assert!(failure.message_zh().contains("内容未读取"), "{}", failure.message_zh());
}

#[test]
fn a_signature_that_covers_what_it_says() {
    use sha2::{Digest as _, Sha256};
    // SHA-256, then the attribute messageDigest with room for 32 bytes: what is looked at inside a signature.
    let oids = "0609608648016503040201 06092a864886f70d010904 31220420".replace(' ', "");
    let hole = format!("<{oids}{}>", "00".repeat(32));
    let field = format!(
        "<< /FT /Sig /T (s) /V << /Type /Sig /SubFilter /ETSI.CAdES.detached /Name (Zhang San) /M (D:20260105090000+08'00') \
         /ByteRange [0 1111111111 2222222222 3333333333] /Contents {hole} >> >>"
    );
    let mut bytes = pdf(&page("", "/AcroForm << /Fields [7 0 R] >>", &[field]), "");
    let find =
        |bytes: &[u8], what: &str| bytes.windows(what.len()).position(|w| w == what.as_bytes()).unwrap();
    let from = find(&bytes, &hole);
    let (to, end) = (from + hole.len(), bytes.len());
    for (mark, number) in [("1111111111", from), ("2222222222", to), ("3333333333", end - to)] {
        let at = find(&bytes, mark);
        bytes[at..at + 10].copy_from_slice(format!("{number:<10}").as_bytes());
    }
    let digest = Sha256::new().chain_update(&bytes[..from]).chain_update(&bytes[to..]).finalize();
    let at = to - 1 - 64;
    bytes[at..at + 64].copy_from_slice(hex::encode(digest).as_bytes());

    let (summary, _) = read_bytes(&bytes).unwrap();
    let seen = &summary.signatures[0];
    assert_eq!((seen.covers.as_str(), seen.digest.as_str()), ("whole file", "matches"));
    assert_eq!(seen.signer_stated.as_deref(), Some("Zhang San"));
    // Who signed is not found out, and not claimed.
    assert_eq!((seen.identity.as_str(), summary.parse_errors), ("not verified", 0));

    let changed = find(&bytes, "MediaBox [0 0 595");
    bytes[changed + "MediaBox [0 0 59".len()] = b'4';
    let (summary, _) = read_bytes(&bytes).unwrap();
    assert_eq!(summary.signatures[0].digest, "differs");
    assert_eq!(summary.errors[0].rule, Rule::Signature);
    assert!(summary.errors[0].message_zh.contains("签名之后被改动"), "{:?}", summary.errors);
}

#[test]
fn attacks_by_pdf() {
    let rule = |bytes: &[u8], limits: &Limits| read_as(bytes, Some("pdf"), limits).unwrap_err().rule();
    let deep = format!("%PDF-1.7\n1 0 obj\n{}\nendobj\n", "[".repeat(200_000));
    assert_eq!(rule(deep.as_bytes(), &Limits::default()), Some(Rule::Depth));
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(&vec![0; 8 << 20]).unwrap();
    let packed = packed.finish().unwrap();
    let mut bomb = b"%PDF-1.7\n1 0 obj\n<< /Filter /FlateDecode >>\nstream\n".to_vec();
    bomb.extend_from_slice(&packed);
    bomb.extend_from_slice(b"\nendstream\nendobj\n");
    let limits = Limits { max_member_bytes: 1 << 20, ..Limits::default() };
    assert_eq!(rule(&bomb, &limits), Some(Rule::Ratio));
    let limits = Limits { max_document_bytes: 10, ..Limits::default() };
    assert_eq!(rule(&pdf(&page("", "", &[]), ""), &limits), Some(Rule::Size));
    assert_eq!(rule(b"%PDF-1.7\nnothing", &Limits::default()), Some(Rule::Syntax));
    // Fields and entries that point at themselves, a form that shows itself.
    let itself = vec!["<< /FT /Sig /Kids [7 0 R 7 0 R] /Title (x) /Next 7 0 R /First 7 0 R >>".to_owned()];
    let root = "/AcroForm << /Fields [7 0 R 7 0 R] >> /Outlines << /First 7 0 R >>";
    assert!(read_bytes(&pdf(&page("", root, &itself), "")).is_ok());
    let mut objects = page("/Im Do /Im Do", "", &[]);
    objects[5] =
        stream("/Type /XObject /Subtype /Form /Resources << /XObject << /Im 6 0 R >> >>", "/Im Do /Im Do");
    assert!(read_bytes(&pdf(&objects, "")).is_ok());
}

#[test]
fn small_documents_turned_and_cut_anywhere() {
    let text = "BT /F1 20 Tf 50 800 Td (Incident Response Plan) Tj 0 -20 Td (1. Resources) Tj 0 -20 Td (Two people.) Tj ET";
    let field = "<< /FT /Sig /V << /ByteRange [0 10 20 30] /Contents <00> >> >>".to_owned();
    let root = "/AcroForm << /Fields [7 0 R] >> /Outlines << /First 7 0 R >>";
    let files = [
        ("pdf", pdf(&page(text, root, &[field]), "")),
        ("docx", docx(&[("word/document.xml", WORD), ("word/styles.xml", STYLES)])),
    ];
    for (format, bytes) in files {
        read_as(&bytes, Some(format), &Limits::default()).unwrap();
        let mut turned = bytes.clone();
        for index in 0..bytes.len() {
            turned[index] ^= 1 << (index % 8);
            let _ = read_as(&turned, Some(format), &Limits::default());
            turned[index] = bytes[index];
            if index % 5 == 0 {
                let _ = read_as(&bytes[..index], Some(format), &Limits::default());
            }
        }
    }
}
