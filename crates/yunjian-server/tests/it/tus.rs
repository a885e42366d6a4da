//! Files that arrive in pieces: the protocol's rules one by one, and what a broken connection leaves behind.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use futures_util::stream;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use yunjian_server::jobs;
use yunjian_testkit::evidence::{self, OLD_TLS, WEB};
use yunjian_testkit::{Answer, Fleet, HOUR, Person, TestServer, shanghai};

const SCAN: &str = "A-12.3-G-1/1";
const PIECE: (&str, &str) = ("content-type", "application/offset+octet-stream");
const TUS: (&str, &str) = ("tus-resumable", "1.0.0");

fn header<'a>(answer: &'a Answer, name: &str) -> &'a str {
    answer.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default()
}

async fn announce(person: &Person, upload: &str, name: &str, size: usize) -> Answer {
    let metadata = format!("filename {},fingerprint {}", BASE64.encode(name), BASE64.encode("known again"));
    let size = size.to_string();
    let headers = [TUS, ("upload-length", size.as_str()), ("upload-metadata", metadata.as_str())];
    person.send_with("POST", &format!("/uploads/{upload}/tus"), &headers, "").await
}

/// Announces a file; answers its id.
pub(crate) async fn announced(person: &Person, upload: &str, name: &str, size: usize) -> String {
    let answer = announce(person, upload, name, size).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    let location = header(&answer, "location");
    assert!(location.starts_with(&format!("/api/v1/uploads/{upload}/tus/")), "{location}");
    location.rsplit('/').next().expect("an id").to_owned()
}

struct Part<'a> {
    person: &'a Person,
    path: String,
}

impl<'a> Part<'a> {
    async fn new(person: &'a Person, upload: &str, name: &str, size: usize) -> Self {
        let id = announced(person, upload, name, size).await;
        Self { person, path: format!("/uploads/{upload}/tus/{id}") }
    }
    async fn send(&self, offset: usize, more: &[(&str, &str)], bytes: &[u8]) -> Answer {
        let offset = offset.to_string();
        let mut headers = vec![TUS, PIECE, ("upload-offset", offset.as_str())];
        headers.extend_from_slice(more);
        self.person.send_with("PATCH", &self.path, &headers, bytes.to_vec()).await
    }
    /// How much the server says it has.
    async fn has(&self) -> usize {
        let answer = self.person.send_with("HEAD", &self.path, &[TUS], "").await;
        assert_eq!(answer.status, 200, "{}", answer.asked);
        assert_eq!(header(&answer, "cache-control"), "no-store");
        header(&answer, "upload-offset").parse().expect("an offset")
    }
}

fn scan() -> Vec<u8> {
    evidence::nessus(shanghai("2026-09-19T22:00"), &[(WEB, &[OLD_TLS])])
}

async fn opened(fleet: &Fleet) -> (String, String) {
    let due = fleet.east.due(SCAN, "2026-09").await;
    let upload = fleet.upload(fleet.east.officer(), &fleet.east.platform, &[&due], &[]).await;
    (due, upload)
}

#[tokio::test]
async fn a_file_arrives_in_pieces_and_is_handed_in() {
    let fleet = Fleet::one().await;
    fleet.server.at(shanghai("2026-09-20T10:00")).await;
    let officer = fleet.east.officer();
    let (due, upload) = opened(&fleet).await;
    let bytes = scan();
    let part = Part::new(officer, &upload, "9月扫描.nessus", bytes.len()).await;
    let (first, second) = bytes.split_at(bytes.len() / 3);

    let sum = format!("sha256 {}", BASE64.encode(Sha256::digest(first)));
    let answer = part.send(0, &[("upload-checksum", &sum)], first).await;
    assert_eq!((answer.status, header(&answer, "upload-offset")), (204, first.len().to_string().as_str()));
    assert_eq!(header(&answer, "tus-resumable"), "1.0.0");
    assert!(header(&answer, "upload-expires").ends_with(" GMT"));
    let shown = officer.get(&format!("/uploads/{upload}")).await.ok();
    assert_eq!(shown["files"], json!([]), "half a file is no file");
    let coming = &shown["unfinished"][0];
    assert_eq!(
        (&coming["name"], &coming["received"], &coming["fingerprint"]),
        (&json!("9月扫描.nessus"), &json!(first.len()), &json!("known again"))
    );
    let open = officer.get("/uploads").await.ok();
    assert_eq!(open["items"][0]["id"], json!(upload), "it is found again without its address");

    assert_eq!(part.has().await, first.len());
    assert_eq!(part.send(first.len(), &[], second).await.status, 204);
    let shown = officer.get(&format!("/uploads/{upload}")).await.ok();
    assert_eq!(shown["unfinished"], json!([]));
    let digest = shown["files"][0]["sha256"].as_str().unwrap();
    assert_eq!(digest, hex(&bytes));
    assert_eq!(part.has().await, bytes.len(), "whoever asks again learns that it is whole");
    assert_eq!(part.send(bytes.len(), &[], b"").await.status, 204);

    let made = officer.post("/submissions", json!({"upload": upload, "dues": [due]})).await.ok();
    fleet.server.settle().await;
    let id = made["submissions"][0]["id"].as_str().unwrap();
    assert_eq!(fleet.shown(id).await["state"], "assessed");
    fleet.end().await;
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

#[tokio::test]
async fn what_breaks_the_protocol_is_refused_and_changes_nothing() {
    let server =
        TestServer::configured("[limits]\nmax_file_mib = 1\nmax_files = 2\nopen_uploads_mib = 2").await;
    let fleet = Fleet::on(server, false).await;
    let officer = fleet.east.officer();
    let (_, upload) = opened(&fleet).await;
    let part = Part::new(officer, &upload, "a.bin", 10).await;
    assert_eq!(part.send(0, &[], b"01234").await.status, 204);

    // A wrong offset, too much, another version, another kind of body, a header that is no number.
    part.send(0, &[], b"01234").await.refused(409, "wrong_offset");
    part.send(7, &[], b"789").await.refused(409, "wrong_offset");
    part.send(5, &[], b"567890").await.refused(413, "too_large");
    let offset = ("upload-offset", "5");
    let send = |headers: Vec<(&'static str, &'static str)>| {
        let path = part.path.clone();
        async move { officer.send_with("PATCH", &path, &headers, "56789").await }
    };
    let other = send(vec![("tus-resumable", "0.2.2"), PIECE, offset]).await;
    assert_eq!(header(&other, "tus-version"), "1.0.0");
    other.refused(412, "tus_version");
    send(vec![PIECE, offset]).await.refused(412, "tus_version");
    send(vec![TUS, ("content-type", "application/octet-stream"), offset]).await.refused(415, "bad_body");
    send(vec![TUS, PIECE, ("upload-offset", "-5")]).await.refused(400, "bad_header");
    send(vec![TUS, PIECE]).await.refused(400, "bad_header");

    // A checksum that does not hold, one nobody knows.
    let wrong = format!("sha256 {}", BASE64.encode(Sha256::digest(b"56780")));
    part.send(5, &[("upload-checksum", &wrong)], b"56789").await.refused(460, "checksum_mismatch");
    part.send(5, &[("upload-checksum", "crc32 AAAA")], b"56789").await.refused(400, "bad_checksum");
    assert_eq!(part.has().await, 5, "none of this moved the offset");
    assert_eq!(part.send(5, &[], b"56789").await.status, 204);
    let shown = officer.get(&format!("/uploads/{upload}")).await.ok();
    assert_eq!(shown["files"][0]["sha256"], json!(hex(b"0123456789")), "nor left a byte");

    // Announcements: too large, empty, bad names, too many, more than the organisation may hold.
    announce(officer, &upload, "big", (1 << 20) + 1).await.refused(413, "too_large");
    announce(officer, &upload, "empty", 0).await.refused(422, "invalid");
    for name in ["", "..", "a/b", "a\\b", "a\0b"] {
        announce(officer, &upload, name, 1).await.refused(422, "invalid");
    }
    assert_eq!(announce(officer, &upload, "b.bin", 1 << 20).await.status, 201);
    announce(officer, &upload, "c.bin", 1).await.refused(422, "too_many_files");
    let (_, other) = opened(&fleet).await;
    announce(officer, &other, "d.bin", 1 << 20).await.refused(413, "no_room");

    // What the server speaks.
    let spoken = officer.send_with("OPTIONS", &format!("/uploads/{upload}/tus"), &[], "").await;
    assert_eq!(
        (spoken.status, header(&spoken, "tus-extension"), header(&spoken, "tus-max-size")),
        (204, "creation,expiration,checksum,termination", "1048576")
    );
    assert_eq!(header(&spoken, "tus-checksum-algorithm"), "sha256,sha1");
    fleet.end().await;
}

/// A body that gives some bytes and then breaks, as a connection does.
fn broken(bytes: &'static [u8]) -> axum::body::Body {
    let pieces: Vec<Result<&'static [u8], std::io::Error>> =
        vec![Ok(bytes), Err(std::io::ErrorKind::ConnectionReset.into())];
    axum::body::Body::from_stream(stream::iter(pieces))
}

#[tokio::test]
async fn what_arrived_before_a_break_is_kept_unless_it_had_to_be_checked() {
    let fleet = Fleet::one().await;
    let officer = fleet.east.officer();
    let (_, upload) = opened(&fleet).await;
    let part = Part::new(officer, &upload, "a.bin", 10).await;
    let headers = [TUS, PIECE, ("upload-offset", "0")];
    let cut = officer.send_with("PATCH", &part.path, &headers, broken(b"0123")).await;
    cut.refused(400, "interrupted");
    assert_eq!(part.has().await, 4);
    let sum = format!("sha256 {}", BASE64.encode(Sha256::digest(b"456789")));
    let checked = [TUS, PIECE, ("upload-offset", "4"), ("upload-checksum", sum.as_str())];
    officer.send_with("PATCH", &part.path, &checked, broken(b"456")).await.refused(400, "interrupted");
    assert_eq!(part.has().await, 4, "half a piece cannot be checked");

    // What a killed server had written behind its offset is cut away.
    let id = part.path.rsplit('/').next().unwrap();
    let place = fleet.server.app.blobs().partial(id);
    let mut rest = std::fs::OpenOptions::new().append(true).open(&place).unwrap();
    std::io::Write::write_all(&mut rest, b"torn").unwrap();
    assert_eq!(part.send(4, &[("upload-checksum", &sum)], b"456789").await.status, 204);
    let shown = officer.get(&format!("/uploads/{upload}")).await.ok();
    assert_eq!(shown["files"][0]["sha256"], json!(hex(b"0123456789")));

    // Stopped after the last byte, before the file was moved: the next question finishes it.
    let part = Part::new(officer, &upload, "b.bin", 3).await;
    let id = part.path.rsplit('/').next().unwrap();
    std::fs::write(fleet.server.app.blobs().partial(id), b"abc").unwrap();
    fleet.server.app.store().tus_received(id, 3, fleet.server.now()).await.unwrap();
    assert_eq!(part.has().await, 3);
    // … and after it was moved, before it was noted.
    let part = Part::new(officer, &upload, "c.bin", 3).await;
    let id = part.path.rsplit('/').next().unwrap();
    std::fs::write(fleet.server.app.blobs().partial(id), b"abd").unwrap();
    fleet.server.app.store().tus_received(id, 3, fleet.server.now()).await.unwrap();
    fleet.server.app.store().tus_digest(id, &hex(b"abd")).await.unwrap();
    fleet.server.app.blobs().adopt(id, &hex(b"abd")).unwrap();
    assert_eq!(part.has().await, 3);
    let shown = officer.get(&format!("/uploads/{upload}")).await.ok();
    let digests: Vec<&str> =
        shown["files"].as_array().unwrap().iter().filter_map(|f| f["sha256"].as_str()).collect();
    assert_eq!(digests, [hex(b"0123456789"), hex(b"abc"), hex(b"abd")]);
    fleet.end().await;
}

#[tokio::test]
async fn what_is_given_up_or_expires_leaves_nothing() {
    let fleet = Fleet::two().await;
    let server = &fleet.server;
    let officer = fleet.east.officer();
    let (_, upload) = opened(&fleet).await;
    let part = Part::new(officer, &upload, "a.bin", 10).await;
    part.send(0, &[], b"0123").await.ok();
    let partial = || std::fs::read_dir(server.app.blobs().partial("")).unwrap().count();
    assert_eq!(partial(), 1);
    // Nobody else can look at it, add to it or end it.
    let stranger = Part { person: fleet.west().officer(), path: part.path.clone() };
    stranger.send(4, &[], b"4").await.refused(404, "not_found");
    assert_eq!(stranger.person.send_with("HEAD", &part.path, &[TUS], "").await.status, 404);
    stranger.person.send_with("DELETE", &part.path, &[TUS], "").await.refused(404, "not_found");
    // Through a network that lets only POST through.
    let instead = [TUS, PIECE, ("upload-offset", "4"), ("x-http-method-override", "PATCH")];
    assert_eq!(officer.send_with("POST", &part.path, &instead, "45").await.status, 204);
    assert_eq!(part.has().await, 6);

    assert_eq!(officer.send_with("DELETE", &part.path, &[TUS], "").await.status, 204);
    assert_eq!((partial(), officer.send_with("HEAD", &part.path, &[TUS], "").await.status), (0, 404));

    // A bomb is not kept either.
    let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    std::io::Write::write_all(&mut bomb, &vec![0; 32 << 20]).unwrap();
    let bomb = bomb.finish().unwrap();
    let packed = Part::new(officer, &upload, "bomb.gz", bomb.len()).await;
    packed.send(0, &[], &bomb).await.refused(422, "dangerous_archive");
    assert_eq!((partial(), server.app.blobs().all().unwrap().len()), (0, 0));

    let late = Part::new(officer, &upload, "b.bin", 10).await;
    late.send(0, &[], b"0123").await.ok();
    server.clock(server.now() + 48 * HOUR);
    assert_eq!(late.send(4, &[], b"4").await.status, 404);
    server.clock(server.now() + HOUR);
    server.tick().await;
    assert_eq!(server.database.number("SELECT COUNT(*) FROM tus_files").await, 0);
    assert_eq!(partial(), 1, "a file written a moment ago may belong to a request under way");
    assert_eq!(jobs::sweep_partial(&server.app, i64::MAX / 2).await.unwrap(), 1);
    assert_eq!(partial(), 0);
    let _: Value = officer.get("/uploads").await.ok();
    fleet.end().await;
}
