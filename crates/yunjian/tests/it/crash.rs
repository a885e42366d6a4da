//! `kill -9` at random moments under load: what was receipted is there, and the record still fits.
//!
//! `YUNJIAN_KILLS` says how often (8 when not set), `YUNJIAN_SEED` repeats a run's random moments as far as a
//! machine's timing can be repeated. The clock starts after the demo's story and only goes forward.
#![expect(clippy::disallowed_methods, reason = "the moments of this test are the machine's own")]

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use yunjian_ledger::key::VerifierKey;
use yunjian_ledger::receipt::{Receipt, Standing};
use yunjian_testkit::Database;

use crate::house::{Client, PLATFORM, SCAN, Server, copy_folder, folder, ran, seed, text, wait_for, yunjian};
use crate::verify::key_of;

/// The demo's story ends here; from there the clock runs on.
const STORY_END: i64 = 1_794_790_800_000;
const CLIENTS: u64 = 3;

/// Small and repeatable; SplitMix64.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
    fn below(&mut self, most: u64) -> u64 {
        self.next() % most
    }
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// What a client was promised: submission, act, and the receipt as it came.
#[derive(Clone)]
struct Promised {
    submission: String,
    act: String,
    receipt: Value,
    readable: bool,
}

/// What clients and the test share. The address changes with every restart and is empty while nobody listens.
#[derive(Default)]
struct Shared {
    url: Mutex<String>,
    stop: AtomicBool,
    promised: Mutex<Vec<Promised>>,
    broken_off: AtomicU64,
}

struct Setup<'a> {
    data: &'a Path,
    database: &'a str,
    began: Instant,
}

impl Setup<'_> {
    fn arguments(&self) -> Vec<String> {
        // Never earlier than before: a real machine's clock does not go back at a restart either.
        let at = STORY_END + i64::try_from(self.began.elapsed().as_millis()).expect("a short test");
        let at = yunjian_testkit::time(at);
        ["serve", "--clock-at", &at, "--data", text(self.data), "--database", self.database]
            .map(str::to_owned)
            .into()
    }
    fn start(&self) -> Server {
        let arguments = self.arguments();
        Server::start(&arguments.iter().map(String::as_str).collect::<Vec<_>>())
    }
}

#[test]
fn crash_on_sqlite() {
    let data = folder();
    copy_folder(seed(), data.path());
    let database = Database::sqlite(data.path());
    endure(data.path(), &database.url);
}

#[test]
fn crash_on_postgres() {
    if Database::admin_url().is_none() {
        eprintln!("skipped: YUNJIAN_TEST_DATABASE is not set");
        return;
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let data = folder();
    let database = runtime.block_on(Database::fresh(data.path()));
    ran(yunjian().args(["demo", "--seed-only", "--data", text(data.path()), "--database", &database.url]))
        .ends(0);
    endure(data.path(), &database.url);
    runtime.block_on(database.drop());
}

fn endure(data: &Path, database: &str) {
    let kills = number("YUNJIAN_KILLS").unwrap_or(8);
    let seed = number("YUNJIAN_SEED").unwrap_or_else(|| u64::from(std::process::id()));
    eprintln!("crash: {kills} kills, YUNJIAN_SEED={seed}");
    let mut dice = Dice(seed);
    let setup = Setup { data, database, began: Instant::now() };
    let key: VerifierKey = key_of(data).parse().expect("the ledger's key");

    let server = setup.start();
    let lead = server.person("lead");
    let platform = lead.platform(PLATFORM);
    let provider = Client::with_token(&server.url, &server.token("donglan"));
    let shared = Arc::new(Shared::default());
    let clients: Vec<_> = (0..CLIENTS)
        .map(|number| {
            let (shared, platform) = (Arc::clone(&shared), platform.clone());
            let (lead, provider) = (lead.clone(), provider.clone());
            let dice = Dice(dice.next());
            std::thread::spawn(move || work(&shared, number, &platform, &lead, &provider, dice))
        })
        .collect();

    let mut running = Some(server);
    let mut checked = 0;
    for round in 0..kills {
        // Now and then the server is killed while it is still starting.
        if round % 5 == 4 {
            if let Some(server) = running.take() {
                server.kill();
            }
            kill_while_starting(&setup, dice.below(300));
        }
        let server = match running.take() {
            Some(server) => server,
            None => setup.start(),
        };
        *shared.url.lock().unwrap() = server.url.clone();
        // What was promised before the last kill is there, at once.
        let known = shared.promised.lock().unwrap().clone();
        let mut look: Vec<&Promised> = known[checked..].iter().collect();
        for _ in 0..10.min(checked) {
            look.push(&known[usize::try_from(dice.below(checked as u64)).expect("an index")]);
        }
        holds(&provider.at(&server.url), &key, &look);
        checked = known.len();
        std::thread::sleep(Duration::from_millis(100 + dice.below(1400)));
        shared.url.lock().unwrap().clear();
        server.kill();
    }

    // Once more, and left in peace: everything that was received comes to its end.
    let server = setup.start();
    *shared.url.lock().unwrap() = server.url.clone();
    shared.stop.store(true, Ordering::SeqCst);
    for client in clients {
        client.join().expect("a client ends well");
    }
    let provider = provider.at(&server.url);
    let promised = shared.promised.lock().unwrap().clone();
    let wait = 60 + promised.len() as u64;
    for state in ["received", "admitted"] {
        wait_for("every submission is judged or refused", wait, || {
            let left = provider.get(&format!("/submissions?limit=1&state={state}")).made();
            left["items"].as_array().expect("rows").is_empty().then_some(())
        });
    }
    let everything: Vec<&Promised> = promised.iter().collect();
    wait_for("the last proof", 30, || {
        let last = promised.last()?;
        let receipt = provider.get(&format!("/submissions/{}/receipt", last.submission)).made();
        (receipt["proven"] == true).then_some(())
    });
    let proven = holds(&provider, &key, &everything);
    assert_eq!(proven, promised.len(), "every receipt has its proof at the end");
    let rows = provider.list("/submissions");
    for one in &promised {
        let row = rows.iter().find(|r| r["id"] == one.submission).expect("a promised submission is listed");
        let expected = if one.readable { "assessed" } else { "not_admitted" };
        assert_eq!(row["state"], expected, "{row}");
    }
    server.stop();

    let kept = fs::read_dir(data.join("blobs/tmp")).expect("the folder").count();
    assert_eq!(kept, 0, "nothing half written is left");
    let replay =
        ran(yunjian().args(["verify", "--replay", "--json", "--data", text(data), "--database", database]))
            .ends(0);
    let replay = replay.json();
    eprintln!(
        "crash: {} receipts, {} requests broken off, {} acts, {} checkpoints replayed clean",
        promised.len(),
        shared.broken_off.load(Ordering::SeqCst),
        replay["acts"],
        replay["checkpoints"]
    );
    assert!(promised.len() as u64 >= kills, "there was no load to speak of: {}", promised.len());
}

/// Starts the server and kills it after so many milliseconds, whatever it is doing then.
fn kill_while_starting(setup: &Setup<'_>, after: u64) {
    let mut child = yunjian()
        .args(setup.arguments())
        .args(["--listen", "127.0.0.1:0"])
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .expect("the program can be started");
    std::thread::sleep(Duration::from_millis(after));
    let _ = Command::new("kill").args(["-9", &child.id().to_string()]).status();
    child.wait().expect("the server ends");
}

/// Checks that submissions exist, with the acts and promises of their receipts. Answers how many are proven.
fn holds(client: &Client, key: &VerifierKey, look: &[&Promised]) -> usize {
    let mut proven = 0;
    for one in look {
        let answer = client.get(&format!("/submissions/{}/receipt", one.submission)).made();
        let now = &answer["receipt"];
        assert_eq!(now["subject"]["id"], one.act, "the act of submission {}", one.submission);
        for part in ["body", "salt", "leaf", "promise"] {
            assert_eq!(now[part], one.receipt[part], "{part} of submission {}", one.submission);
        }
        for document in [now, &one.receipt] {
            let receipt = Receipt::from_json(document.to_string().as_bytes()).expect("a receipt");
            let verified = receipt.verify(Some(key)).unwrap_or_else(|e| panic!("{}: {e}", one.submission));
            if std::ptr::eq(document, now) && matches!(verified.standing, Standing::Included { .. }) {
                proven += 1;
            }
        }
    }
    proven
}

/// One client: asks for a due item, hands in a file of its own for it, and keeps the receipt; when the server goes
/// away in the middle, it tries the same step again until it is back.
fn work(shared: &Shared, number: u64, platform: &str, lead: &Client, provider: &Client, mut dice: Dice) {
    let mut count = 0_u64;
    let mut server = Now { url: String::new(), lead: lead.clone(), provider: provider.clone() };
    loop {
        count += 1;
        let readable = dice.below(6) != 0;
        let name = format!("{number}-{count}");
        let bytes = if readable {
            format!(
                "finding_id,severity,title,component_id,source_tool,rule_id,status,last_seen\n\
                 F-{name},low,Fault {name},web-01,nmap,rule-{name},open,2026-11-10T08:00:00Z\n"
            )
        } else {
            format!("<?xml version=\"1.0\"?>\n<NessusClientData_v2><Report name=\"{name}\">\n<ReportHost")
        };
        let due = json!({"obligation": SCAN, "due_workdays": 5, "reason": format!("under load {name}")});
        let Some(due) = until(shared, &mut server, |s| {
            s.lead.try_send("POST", &format!("/platforms/{platform}/dues"), due.to_string().as_bytes())
        }) else {
            return;
        };
        let due = due["id"].as_str().expect("an id").to_owned();
        let open = json!({"platform": platform, "dues": [due]}).to_string();
        let Some(upload) =
            until(shared, &mut server, |s| s.provider.try_send("POST", "/uploads", open.as_bytes()))
        else {
            return;
        };
        let upload = upload["id"].as_str().expect("an id").to_owned();
        let ending = if readable { "csv" } else { "nessus" };
        let path = format!("/uploads/{upload}/files/{name}.{ending}");
        if until(shared, &mut server, |s| s.provider.try_send("PUT", &path, bytes.as_bytes())).is_none() {
            return;
        }
        let new = json!({"upload": upload, "dues": [due]}).to_string();
        let Some(made) =
            until(shared, &mut server, |s| s.provider.try_send("POST", "/submissions", new.as_bytes()))
        else {
            return;
        };
        let one = &made["submissions"][0];
        let receipt = one["receipt"]["receipt"].clone();
        shared.promised.lock().unwrap().push(Promised {
            submission: one["id"].as_str().expect("an id").to_owned(),
            act: receipt["subject"]["id"].as_str().expect("an act").to_owned(),
            receipt,
            readable,
        });
        if shared.stop.load(Ordering::SeqCst) {
            return;
        }
        std::thread::sleep(Duration::from_millis(dice.below(500)));
    }
}

/// The two people of a client at the server's present address.
struct Now {
    url: String,
    lead: Client,
    provider: Client,
}

/// Sends until the server says 201. `None`: the test is over. Any other answer is a fault of the server.
fn until(
    shared: &Shared,
    server: &mut Now,
    send: impl Fn(&Now) -> Result<crate::house::Answer, ureq::Error>,
) -> Option<Value> {
    loop {
        let url = shared.url.lock().unwrap().clone();
        if url.is_empty() {
            if shared.stop.load(Ordering::SeqCst) {
                return None;
            }
            std::thread::sleep(Duration::from_millis(10));
            continue;
        }
        if url != server.url {
            server.lead = server.lead.at(&url);
            server.provider = server.provider.at(&url);
            server.url = url;
        }
        match send(server) {
            Ok(answer) => {
                assert_eq!(answer.status, 201, "{}", answer.body);
                return Some(answer.body);
            }
            // Killed in the middle: what became of the request is unknown, so it is sent again.
            Err(_) => {
                shared.broken_off.fetch_add(1, Ordering::SeqCst);
                std::thread::sleep(Duration::from_millis(20));
            }
        }
    }
}
