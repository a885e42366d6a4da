//! The door: who may hand in what, within which limits; and that what is refused leaves nothing behind.

use std::path::Path;

use serde_json::{Value, json};
use yunjian_testkit::evidence::{self, OLD_TLS, WEB};
use yunjian_testkit::{Fleet, HOUR, TestServer, shanghai};

const SCAN: &str = "A-12.3-G-1/1";

fn scan() -> Vec<u8> {
    evidence::nessus(shanghai("2026-09-19T22:00"), &[(WEB, &[OLD_TLS])])
}

/// Every file below the blob folder, temporary ones too.
fn kept(server: &TestServer) -> Vec<String> {
    fn walk(folder: &Path, out: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).expect("the blob folder").flatten() {
            if entry.path().is_dir() {
                walk(&entry.path(), out);
            } else {
                out.push(entry.file_name().to_string_lossy().into_owned());
            }
        }
    }
    let mut out = Vec::new();
    walk(server.app.blobs().root(), &mut out);
    out.sort();
    out
}

/// clauses: 6.2.1.1 f)
#[tokio::test]
async fn only_what_is_owed_and_seen_can_be_handed_in() {
    let fleet = Fleet::two().await;
    fleet.server.at(shanghai("2026-09-20T10:00")).await;
    let (east, west) = (&fleet.east, fleet.west());
    let officer = east.officer();
    let acts = fleet.server.acts().await;
    let open =
        |platform: &str, dues: Value| officer.post("/uploads", json!({"platform": platform, "dues": dues}));

    let own = east.due(SCAN, "2026-09").await;
    let foreign = west.due(SCAN, "2026-09").await;
    let testers = east.due("A-5.12-G-1/1", "").await;
    open(&west.platform, json!([foreign])).await.refused(404, "not_found");
    open(&east.platform, json!([own, foreign])).await.refused(404, "not_found");
    open(&east.platform, json!(["01ARZ3NDEKTSV4RRFFQ69G5FAV"])).await.refused(404, "not_found");
    open(&east.platform, json!([testers])).await.refused(403, "not_your_due");
    let by_tester = east.tester().post("/uploads", json!({"platform": east.platform, "dues": [own]})).await;
    by_tester.refused(403, "not_your_due");
    open(&west.platform, json!([own])).await.refused(422, "invalid");
    open(&east.platform, json!([])).await.refused(422, "invalid");

    // An upload serves only the due items it was opened for, and only its organisation.
    let upload = fleet.upload(officer, &east.platform, &[&own], &[("a.nessus", scan())]).await;
    let other = east.due("A-9.7-G-1/1", "2026-09").await;
    let wrong = json!({"upload": upload, "dues": [other]});
    officer.post("/submissions", wrong).await.refused(422, "invalid");
    let theirs = json!({"upload": upload, "dues": [own]});
    west.officer().post("/submissions", theirs).await.refused(404, "not_found");
    west.officer().get(&format!("/uploads/{upload}")).await.refused(404, "not_found");
    west.officer().put(&format!("/uploads/{upload}/files/b"), b"x".to_vec()).await.refused(404, "not_found");

    // Neither files nor a form.
    let empty = fleet.upload(officer, &east.platform, &[&own], &[]).await;
    officer.post("/submissions", json!({"upload": empty, "dues": [own]})).await.refused(422, "invalid");
    // A period that ends before it begins.
    let turned = json!({
        "upload": upload, "dues": [own],
        "covers_from": "2026-09-20T00:00:00Z", "covers_to": "2026-09-10T00:00:00Z",
    });
    officer.post("/submissions", turned).await.refused(422, "invalid");
    assert_eq!(fleet.server.acts().await, acts, "nothing of this is on record");

    // A due item that was taken back.
    let asked = json!({"obligation": "A-12.1-G-1/2", "due_workdays": 5, "reason": "抽查"});
    let asked = east.lead().post(&format!("/platforms/{}/dues", east.platform), asked).await.ok();
    let asked = asked["id"].as_str().unwrap();
    let upload = fleet.upload(officer, &east.platform, &[asked], &[("a.nessus", scan())]).await;
    east.lead().post(&format!("/dues/{asked}/withdraw"), json!({"reason": "误发"})).await.ok();
    officer.post("/submissions", json!({"upload": upload, "dues": [asked]})).await.refused(409, "due_closed");
    open(&east.platform, json!([asked])).await.refused(409, "due_closed");
    fleet.end().await;
}

#[tokio::test]
async fn limits_hold_and_nothing_is_left_behind() {
    let server = TestServer::configured("[limits]\nmax_file_mib = 1\nmax_files = 2\nmax_body_kib = 64").await;
    let fleet = Fleet::on(server, false).await;
    let east = &fleet.east;
    let officer = east.officer();
    let due = east.due(SCAN, "2026-09").await;
    let upload = fleet.upload(officer, &east.platform, &[&due], &[]).await;
    let file = |name: &str| format!("/uploads/{upload}/files/{name}");
    assert_eq!(kept(&fleet.server), Vec::<String>::new());

    officer.put(&file("big.nessus"), vec![b'x'; (1 << 20) + 1]).await.refused(413, "too_large");
    officer.put(&file("empty.csv"), Vec::new()).await.refused(422, "invalid");
    let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    std::io::Write::write_all(&mut bomb, &vec![0; 32 << 20]).unwrap();
    let bomb = bomb.finish().unwrap();
    assert!(bomb.len() < 1 << 20);
    let refused = officer.put(&file("scan.nessus.gz"), bomb).await.refused(422, "dangerous_archive");
    assert!(refused["errors"][0]["place"].as_str().unwrap().starts_with("scan.nessus.gz"), "{refused}");
    for name in ["..", ".", "..%2F..%2Fetc%2Fpasswd", "a%2Fb", "a%5Cb", "a%00b", "a%0Ab"] {
        officer.put(&file(name), b"x".to_vec()).await.refused(422, "invalid");
    }
    let long = "x".repeat(201);
    officer.put(&file(&long), b"x".to_vec()).await.refused(422, "invalid");
    assert_eq!(kept(&fleet.server), Vec::<String>::new(), "what was refused left nothing");
    assert_eq!(officer.get(&format!("/uploads/{upload}")).await.ok()["files"], json!([]));

    // A whole mebibyte is taken; so are names people write; a third file is not.
    officer.put(&file("exact.bin"), vec![b'x'; 1 << 20]).await.ok();
    let named = officer.put(&file("9%E6%9C%88%E6%89%AB%E6%8F%8F.nessus"), scan()).await.ok();
    assert_eq!(named["name"], "9月扫描.nessus");
    officer.put(&file("third"), b"x".to_vec()).await.refused(422, "too_many_files");
    officer.put(&file("exact.bin"), b"again".to_vec()).await.ok();
    let large = json!({"upload": upload, "dues": [due], "forms": {"*": {"x": "y".repeat(70_000)}}});
    assert_eq!(officer.post("/submissions", large).await.status, 413);
    fleet.end().await;
}

#[tokio::test]
async fn what_is_not_understood_is_said() {
    let fleet = Fleet::one().await;
    let officer = fleet.east.officer();
    officer.send("POST", "/uploads", "application/json", "{\"platform\":").await.refused(400, "bad_body");
    officer.send("POST", "/uploads", "text/plain", "{}").await.refused(415, "bad_body");
    let due = fleet.east.due(SCAN, "2026-09").await;
    let unknown = json!({"platform": fleet.east.platform, "dues": [due], "extra": 1});
    let said = officer.post("/uploads", unknown).await.refused(422, "invalid");
    assert!(said["detail"].as_str().unwrap().contains("extra"), "{said}");
    officer.post("/uploads", json!({"platform": 7, "dues": []})).await.refused(422, "invalid");
    officer.get("/dues?limit=0").await.refused(422, "invalid");
    officer.get("/dues?limit=many").await.refused(422, "bad_query");
    officer.get("/dues?cursor=%21").await.refused(422, "invalid");
    assert_eq!(officer.get("/nothing").await.status, 404);
    assert_eq!(officer.send("PATCH", "/dues", "application/json", "{}").await.status, 405);
    fleet.end().await;
}

#[tokio::test]
async fn an_upload_expires() {
    let fleet = Fleet::one().await;
    let (east, server) = (&fleet.east, &fleet.server);
    let due = east.due(SCAN, "2026-09").await;
    let upload = fleet.upload(east.officer(), &east.platform, &[&due], &[("a.nessus", scan())]).await;
    server.clock(server.now() + 48 * HOUR);
    let late = json!({"upload": upload, "dues": [due]});
    east.officer().post("/submissions", late).await.refused(404, "not_found");
    server.clock(server.now() + HOUR);
    server.tick().await;
    assert_eq!(server.database.number("SELECT COUNT(*) FROM upload_files").await, 0);
    fleet.end().await;
}

/// clauses: 7.1 s2
#[tokio::test]
async fn bytes_of_no_known_format_are_received_and_then_not_admitted() {
    let fleet = Fleet::one().await;
    let (east, server) = (&fleet.east, &fleet.server);
    server.at(shanghai("2026-09-20T10:00")).await;
    let due = east.due(SCAN, "2026-09").await;
    let files = [("letter.txt", b"Dear supervisor, all is well.".to_vec()), ("scan.nessus", scan())];
    let made = fleet.hand_in(east.officer(), &east.platform, &[&due], &files, Value::Null).await.ok();
    let id = made["submissions"][0]["id"].as_str().unwrap().to_owned();
    server.settle().await;
    let shown = fleet.shown(&id).await;
    assert_eq!(shown["state"], "not_admitted");
    let reasons = shown["not_admitted"].as_array().unwrap();
    assert_eq!(reasons.len(), 1, "the file that could be read is not blamed: {reasons:?}");
    assert!(reasons[0]["place"].as_str().unwrap().starts_with("letter.txt"), "{}", reasons[0]);
    assert!(
        !reasons[0]["rule"].as_str().unwrap().is_empty()
            && !reasons[0]["message"].as_str().unwrap().is_empty()
    );
    assert_eq!(east.officer().get(&format!("/dues/{due}")).await.ok()["standing"], "not_admitted");
    let receipt = east.officer().get(&format!("/submissions/{id}/receipt")).await.ok();
    assert_eq!(receipt["proven"], true, "the receipt stands");
    east.reviewer().post(&format!("/submissions/{id}/take"), json!({})).await.refused(409, "wrong_state");

    // A file that begins well and breaks off names its place.
    let whole = scan();
    let half = [("half.nessus", whole[..whole.len() / 2].to_vec())];
    let id = fleet.submitted(&due, &half, Value::Null).await;
    let shown = fleet.shown(&id).await;
    assert_eq!((&shown["state"], &shown["version"]), (&json!("not_admitted"), &json!(2)));
    assert!(shown["not_admitted"][0]["place"].as_str().unwrap().starts_with("half.nessus"));
    fleet.end().await;
}

#[tokio::test]
async fn a_dry_run_says_what_lacks_and_records_nothing() {
    let fleet = Fleet::one().await;
    let (east, server) = (&fleet.east, &fleet.server);
    server.at(shanghai("2026-09-20T10:00")).await;
    let due = east.due(SCAN, "2026-09").await;
    let files = [("scan.nessus", scan()), ("letter.txt", b"Dear supervisor".to_vec())];
    let upload = fleet.upload(east.officer(), &east.platform, &[&due], &files).await;
    let (acts, dump) = (server.acts().await, server.dump().await);
    let check = json!({"upload": upload, "dues": [due]});
    let path = format!("/uploads/{upload}/check");
    let said = east.officer().post(&path, check.clone()).await.ok();
    let said = &said["dues"][0];
    assert_eq!((&said["admissible"], &said["proposal"]), (&json!(false), &json!("non_compliant")));
    let lacking = said["lacking"].to_string();
    assert!(lacking.contains("letter.txt"), "{lacking}");
    east.officer().delete(&format!("/uploads/{upload}/files/letter.txt")).await;
    let said = east.officer().post(&path, check).await.ok();
    let said = &said["dues"][0];
    assert_eq!(said["admissible"], true);
    let lacking: Vec<&str> =
        said["lacking"].as_array().unwrap().iter().filter_map(|r| r["rule"].as_str()).collect();
    assert!(lacking.contains(&"A-12.3-G-1-1-R1"), "no inventory to measure coverage by: {lacking:?}");
    assert!(said["lacking"].as_array().unwrap().iter().all(|r| r["outcome"] != "pass"));
    server.settle().await;
    assert_eq!(server.acts().await, acts);
    assert_eq!(server.dump().await, dump);
    fleet.end().await;
}
