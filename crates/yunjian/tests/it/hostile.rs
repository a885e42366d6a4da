//! Hostile files against the real child, `yunjian read-one`, under its own limits: memory is bounded by the limit of address space itself, so a reader that wants more
//! ends without an answer and the test fails; that processor time ends it is shown by a file that takes longer than it may.

use std::fs;
use std::io::{Read as _, Write as _};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::house::{folder, text, yunjian};

/// What a hostile file may cost on top of what the smallest honest file does.
const MORE: u64 = 64;
/// Generous: an unoptimised build is some thirty times slower than what runs in earnest with two.
const SECONDS: u64 = 60;

struct Ended {
    answer: Option<Value>,
    signal: Option<i32>,
}

/// Runs the child on some bytes.
fn child(bytes: &[u8], format: Option<&str>, seconds: u64, mib: u64) -> Ended {
    let dir = folder();
    let digest = yunjian_evidence::sha256_hex(&mut &bytes[..]).unwrap();
    let shelf = dir.path().join(&digest[..2]);
    fs::create_dir_all(&shelf).unwrap();
    fs::write(shelf.join(&digest), bytes).unwrap();
    let order = json!({"read": {"sha256": digest, "zone": "Asia/Shanghai", "scratch": "s", "format": format, "received_at": 0}});
    let mut command: Command = yunjian();
    let mut child = command
        .args(["read-one", text(dir.path()), &seconds.to_string(), &mib.to_string()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(order.to_string().as_bytes()).unwrap();
    let mut said = String::new();
    child.stdout.take().unwrap().read_to_string(&mut said).unwrap();
    let status = child.wait().unwrap();
    let answer = said.lines().last().and_then(|line| serde_json::from_str(line).ok());
    Ended { answer, signal: std::os::unix::process::ExitStatusExt::signal(&status) }
}

fn repeated(begin: &str, piece: &str, end: &str, size: usize) -> Vec<u8> {
    let mut out = begin.as_bytes().to_vec();
    while out.len() < size {
        out.extend_from_slice(piece.as_bytes());
    }
    out.extend_from_slice(end.as_bytes());
    out
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook of one sheet with these rows of cells as XML.
fn workbook(rows: &str) -> Vec<u8> {
    let sheet = format!(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData></worksheet>"
    );
    zip(&[
        ("[Content_Types].xml", b"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"),
        (
            "_rels/.rels",
            b"<Relationships><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
        ),
        (
            "xl/workbook.xml",
            b"<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            b"<Relationships><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
        ),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

fn cell(text: &str) -> String {
    format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

const LARGE: usize = 24 << 20;

fn cases() -> Vec<(&'static str, Vec<u8>)> {
    let zeros = vec![0_u8; 256 << 20];
    let bomb = gzip(&zeros);
    let nested = gzip(&gzip(&bomb));
    let inner = zip(&[("zeros.json", &zeros[..64 << 20])]);
    let laughs = "<!DOCTYPE r [<!ENTITY a0 'ha'>".to_owned()
        + &(1..30).map(|n| format!("<!ENTITY a{n} '&a{p};&a{p};'>", p = n - 1)).collect::<String>()
        + "]><NessusClientData_v2><Report name='&a29;'/></NessusClientData_v2>";
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain((0..4001).map(|n| n as u8)).collect();
    let tall = "<row>".to_owned()
        + &cell("finding_id")
        + &cell("severity")
        + &cell("title")
        + "</row>"
        + &("<row>".to_owned()
            + &cell("F-1")
            + &cell("high")
            + "<c><f>HYPERLINK(\"http://x\",\"y\")</f><v>1</v></c>"
            + "</row>");
    let wide = format!("<row>{}</row>", "<c r=\"XFD1048576\"/>".repeat(200_000));
    let pdf_zip =
        [b"%PDF-1.7\n%\xff\xff\xff\xff\n".to_vec(), zip(&[("a.json", b"{\"matches\":[]}")])].concat();
    vec![
        ("a gzip bomb", bomb),
        ("a bomb in a bomb", nested),
        ("a zip bomb", inner.clone()),
        ("a zip in a zip", zip(&[("inner.zip", &inner)])),
        ("a zip that leaves its folder", zip(&[("../../etc/passwd", b"{}"), ("/abs", b"{}"), ("a\\..\\b", b"{}")])),
        ("a thousand laughs", laughs.into_bytes()),
        (
            "a file of the machine",
            b"<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><OWASPZAPReport version='1'><site name='&x;'/></OWASPZAPReport>".to_vec(),
        ),
        ("XML without bottom", repeated("<NessusClientData_v2>", "<Report>", "", LARGE)),
        ("XML records without end", repeated("<report format_id='x'><report><results><result>", "<a/>", "", LARGE)),
        ("one attribute", repeated("<issues burpVersion='", "x", "'/>", LARGE)),
        ("one element with all attributes", repeated("<CHECKLIST", " a='1'", "/>", LARGE)),
        ("JSON without bottom", repeated("{\"matches\":", "[", "", LARGE)),
        ("JSON objects without bottom", repeated("{\"version\":\"2.1.0\",\"runs\":", "{\"a\":", "", LARGE)),
        ("one string", repeated("{\"findings\":[\"", "x", "\"]}", LARGE)),
        ("one number", repeated("{\"matches\":[", "9", "]}", LARGE)),
        ("very many records", repeated("{\"Records\":[{\"awsRegion\":\"x\",\"eventName\":\"y\"}", ",{}", "]}", LARGE)),
        ("one record with very many values", repeated("{\"matches\":[{\"vulnerability\":{\"id\":[0", ",0", "]}}]}", LARGE)),
        ("one line", repeated("finding_id,severity,title\n", "x", "", LARGE)),
        ("a quote that never ends", repeated("finding_id,severity,title\nF-1,\"", "x\n", "", LARGE)),
        ("one row with very many cells", repeated("finding_id,severity,title\n", ",", "", LARGE)),
        ("very many assets", (0..400_000).fold(b"ip,hostname,port,nvt name,nvt oid\n".to_vec(), |mut out, n| {
            out.extend_from_slice(format!("10.0.0.1,host-number-{n}.example.cn,443,x,1\n").as_bytes());
            out
        })),
        ("half a character", utf16),
        ("no encoding at all", repeated("finding_id,severity,title\nF-1,high,", "\u{fffd}", "", 1000).iter().map(|b| b | 0x80).collect()),
        ("binary", (0..4 << 20).map(|n: u32| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect()),
        ("a document that is also an archive", pdf_zip),
        ("formulas in cells", workbook(&tall)),
        ("cells beyond every sheet", workbook(&wide)),
        ("syslog of one line", repeated("Mar  3 10:00:00 h sshd[1]: ", "x", "", LARGE)),
        ("nothing but line ends", vec![b'\n'; LARGE]),
        ("empty", Vec::new()),
    ]
}

/// As what a file is handed in, where it would not be recognised.
fn asked(name: &str) -> Option<&'static str> {
    Some(match name {
        "JSON without bottom" | "one number" | "one record with very many values" => "grype-json",
        "JSON objects without bottom" => "sarif",
        "one string" => "aws-inspector2-json",
        "very many records" => "cloudtrail-json",
        "XML without bottom" | "a thousand laughs" => "nessus-v2",
        "one element with all attributes" => "stig-ckl",
        "a file of the machine" => "zap-xml",
        "one line" | "a quote that never ends" | "one row with very many cells" | "no encoding at all" => {
            "csv:findings"
        }
        "syslog of one line" | "nothing but line ends" => "syslog",
        _ => return None,
    })
}

/// The least address space, in MiB, in which an honest small file is read.
fn least() -> u64 {
    let honest = b"{\"matches\":[],\"source\":{\"type\":\"image\",\"target\":\"x\"},\"descriptor\":{\"name\":\"grype\"}}";
    let reads =
        |mib: u64| child(honest, None, SECONDS, mib).answer.is_some_and(|answer| answer["outcome"] == "read");
    (1..64).map(|n| n * 16).find(|mib| reads(*mib)).expect("an honest file is read")
}

#[test]
fn hostile_files_are_refused_within_sixty_four_mebibytes() {
    let limit = least() + MORE;
    let mut wrong = Vec::new();
    for (name, bytes) in cases() {
        // Asked for by name, so that it is the reader that is attacked and not only what recognises formats.
        let ended = child(&bytes, asked(name), SECONDS, limit);
        let Some(answer) = ended.answer else {
            wrong.push(format!(
                "{name}: no answer within {limit} MiB of address space (signal {:?})",
                ended.signal
            ));
            continue;
        };
        let said = |key: &str| answer[key].as_str().is_some_and(|t| !t.is_empty());
        match answer["outcome"].as_str() {
            // Some are harmless once read as what they are.
            Some("read") => {}
            Some("refused") if said("place") || matches!(answer["rule"].as_str(), Some("format")) => {
                if !(said("message") && said("message_zh") && said("rule")) {
                    wrong.push(format!("{name}: {answer}"));
                }
            }
            _ => wrong.push(format!("{name}: no place: {answer}")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The limit of processor time is the child's own: it needs nobody to look at a clock.
#[test]
fn processor_time_ends_a_reading() {
    let long = repeated(
        "{\"matches\":[",
        "{\"vulnerability\":{\"id\":\"CVE-2024-1\"},\"artifact\":{\"name\":\"x\"}},",
        "{}]}",
        192 << 20,
    );
    let ended = child(&long, Some("grype-json"), 1, 4096);
    // SIGXCPU, or SIGKILL where both limits fall together.
    assert!(matches!(ended.signal, Some(24 | 9)), "{:?} {:?}", ended.signal, ended.answer);
}
