//! Large files over bad lines: connections that are cut, a server and a client that are killed in the middle.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::Value;
use tempfile::TempDir;

use crate::house::{Client, PLATFORM, SCAN, Server, fleet, folder, text, wait_for, yunjian};

const LARGE: usize = 40 << 20;

/// Bytes that are no format and do not repeat, so that a piece in the wrong place shows.
fn large(dir: &TempDir) -> PathBuf {
    let path = dir.path().join("large.bin");
    let mut state = 7_u64;
    let bytes: Vec<u8> = (0..LARGE / 8)
        .flat_map(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            state.to_be_bytes()
        })
        .collect();
    fs::write(&path, bytes).unwrap();
    path
}

/// A line to a server that breaks after so many bytes, as often as told, and counts what goes up.
struct Line {
    url: String,
    sent: Arc<AtomicU64>,
    cuts: Arc<AtomicU64>,
}

impl Line {
    fn to(server: &str, cut_after: u64, cuts: u64) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let target = server.trim_start_matches("http://").to_owned();
        let line = Self { url, sent: Arc::default(), cuts: Arc::new(AtomicU64::new(cuts)) };
        let (sent, cuts) = (Arc::clone(&line.sent), Arc::clone(&line.cuts));
        std::thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                let Ok(server) = TcpStream::connect(&target) else { return };
                let (up, down) = (client.try_clone().unwrap(), server.try_clone().unwrap());
                std::thread::spawn(move || {
                    let (mut from, mut to) = (down, client);
                    let _ = std::io::copy(&mut from, &mut to);
                    let _ = to.shutdown(Shutdown::Both);
                });
                let (sent, cuts) = (Arc::clone(&sent), Arc::clone(&cuts));
                std::thread::spawn(move || carry(up, server, &sent, cut_after, &cuts));
            }
        });
        line
    }
}

fn carry(mut from: TcpStream, mut to: TcpStream, sent: &AtomicU64, cut_after: u64, cuts: &AtomicU64) {
    let (mut buffer, mut passed) = ([0; 32 << 10], 0);
    while let Ok(got) = from.read(&mut buffer) {
        if got == 0 || to.write_all(&buffer[..got]).is_err() {
            break;
        }
        passed += got as u64;
        sent.fetch_add(got as u64, Ordering::SeqCst);
        let cut = |left: u64| left.checked_sub(1);
        if passed > cut_after && cuts.fetch_update(Ordering::SeqCst, Ordering::SeqCst, cut).is_ok() {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Both);
    let _ = from.shutdown(Shutdown::Both);
}

fn arguments<'a>(file: &'a str, server: &'a str) -> Vec<&'a str> {
    vec!["submit", "--server", server, "--platform", PLATFORM, "--due", SCAN, "--json", "--no-wait", file]
}

/// Checks that the submission's one file has the local file's bytes.
fn arrived_whole(client: &Client, said: &Value, file: &std::path::Path) {
    let id = said["submissions"][0]["submission"].as_str().expect("an id");
    let shown = client.get(&format!("/submissions/{id}")).made();
    let digest = yunjian_evidence::sha256_hex(&mut fs::File::open(file).unwrap()).unwrap();
    assert_eq!(shown["files"][0]["sha256"], Value::String(digest), "{shown}");
    assert_eq!(shown["files"].as_array().unwrap().len(), 1);
}

#[test]
fn a_large_file_goes_on_after_every_cut() {
    let (data, dir) = (fleet(), folder());
    let server = Server::demo(data.path());
    let token = server.token("donglan");
    let client = Client::with_token(&server.url, &token);
    let file = large(&dir);
    // A connection carries several pieces; it is cut in the middle of one.
    let line = Line::to(&server.url, 11 << 20, 3);
    let said =
        crate::house::ran(yunjian().env("YUNJIAN_TOKEN", &token).args(arguments(text(&file), &line.url)))
            .ends(0);
    arrived_whole(&client, &said.json(), &file);
    assert_eq!(line.cuts.load(Ordering::SeqCst), 0, "the line was cut as often as told");
    let sent = line.sent.load(Ordering::SeqCst);
    // A cut costs at most the piece it fell into, never what was before.
    assert!(sent < LARGE as u64 + 3 * (9 << 20), "{sent} bytes for {LARGE}");
    server.stop();
}

#[test]
fn a_large_file_goes_on_after_server_and_client_were_killed() {
    let (data, dir) = (fleet(), folder());
    let server = Server::demo(data.path());
    let token = server.token("donglan");
    let client = Client::with_token(&server.url, &token);
    let file = large(&dir);
    let received = |client: &Client| {
        let open = client.try_send("GET", "/uploads", b"").ok()?;
        open.body["items"][0]["unfinished"][0]["received"].as_u64()
    };
    let mut sending = yunjian()
        .env("YUNJIAN_TOKEN", &token)
        .args(arguments(text(&file), &server.url))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let before = wait_for("a first piece", 60, || received(&client).filter(|n| *n > 0));
    server.kill();
    sending.kill().unwrap();
    sending.wait().unwrap();

    let server = Server::demo(data.path());
    let client = client.at(&server.url);
    let kept = received(&client).expect("the file is still on its way");
    assert!(kept >= before, "{before} bytes had been acknowledged, {kept} are left");
    let line = Line::to(&server.url, u64::MAX, 0);
    let said =
        crate::house::ran(yunjian().env("YUNJIAN_TOKEN", &token).args(arguments(text(&file), &line.url)))
            .ends(0);
    arrived_whole(&client, &said.json(), &file);
    let sent = line.sent.load(Ordering::SeqCst);
    assert!(
        sent < LARGE as u64 - kept + (1 << 20),
        "{sent} bytes were sent, {kept} of {LARGE} had been there"
    );
    server.stop();
}
