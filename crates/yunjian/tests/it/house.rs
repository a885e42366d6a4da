//! What every test here needs: running the program, starting and stopping servers, speaking to them.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{OnceLock, mpsc};
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;

pub(crate) const PASSWORD: &str = "yunjian-demo";
/// The obligation most tests hand in for: the monthly vulnerability scan.
pub(crate) const SCAN: &str = "A-12.3-G-1/1";
pub(crate) const PLATFORM: &str = "东岚政务云";

/// The program with an environment that says nothing about tokens, databases or proxies.
pub(crate) fn yunjian() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yunjian"));
    for name in ["YUNJIAN_TOKEN", "YUNJIAN_DATABASE", "RUST_LOG"] {
        command.env_remove(name);
    }
    for name in ["http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"] {
        command.env_remove(name);
    }
    command.stdin(Stdio::null());
    command
}

/// How a run ended, and what it said.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

pub(crate) fn ran(command: &mut Command) -> Ran {
    let output = command.output().expect("the program can be started");
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).expect("answers are UTF-8"),
        err: String::from_utf8(output.stderr).expect("complaints are UTF-8"),
    }
}

/// Runs the program with arguments.
pub(crate) fn run(arguments: &[&str]) -> Ran {
    ran(yunjian().args(arguments))
}

/// Runs the program and gives it something to read.
pub(crate) fn run_with_input(arguments: &[&str], input: &str) -> Ran {
    let mut child = yunjian()
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program can be started");
    child.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("the program reads");
    let output = child.wait_with_output().expect("the program ends");
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

impl Ran {
    /// Checks the exit status; everything said is shown when it is another one.
    #[track_caller]
    pub(crate) fn ends(self, code: i32) -> Self {
        assert_eq!(self.code, code, "standard output:\n{}\nstandard error:\n{}", self.out, self.err);
        self
    }
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("{e}: {}\n{}", self.out, self.err))
    }
    /// The JSON values that stand one after the other.
    #[track_caller]
    pub(crate) fn jsons(&self) -> Vec<Value> {
        serde_json::Deserializer::from_str(&self.out)
            .into_iter()
            .collect::<Result<_, _>>()
            .unwrap_or_else(|e| panic!("{e}: {}", self.out))
    }
    /// Checks that the answer has these pieces, in this order.
    #[track_caller]
    pub(crate) fn says(&self, pieces: &[&str]) {
        let mut rest = self.out.as_str();
        for piece in pieces {
            let at = rest.find(piece).unwrap_or_else(|| panic!("`{piece}` is missing in:\n{}", self.out));
            rest = &rest[at + piece.len()..];
        }
    }
    /// Checks the complaint: one clear sentence with these words, and no panic.
    #[track_caller]
    pub(crate) fn complains(&self, words: &[&str]) {
        assert!(self.err.starts_with("yunjian: "), "{}", self.err);
        assert!(!self.err.contains("panicked"), "{}", self.err);
        for word in words {
            assert!(self.err.contains(word), "`{word}` is missing in: {}", self.err);
        }
    }
}

/// A folder that goes away with the test.
pub(crate) fn folder() -> TempDir {
    TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).expect("a temporary folder")
}

pub(crate) fn text(path: &Path) -> &str {
    path.to_str().expect("temporary folders have plain names")
}

/// A real file of the shared corpora; where there are none, the test says so and looks at nothing.
pub(crate) fn corpus(path: &str) -> Option<PathBuf> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora").join(path);
    if file.is_file() {
        return Some(file);
    }
    eprintln!("skipped: there is no {path} in ../shared/corpora");
    None
}

/// The demo fleet, made once for all tests of this run.
pub(crate) fn seed() -> &'static Path {
    static SEED: OnceLock<PathBuf> = OnceLock::new();
    SEED.get_or_init(|| {
        let shelf = Path::new(env!("CARGO_TARGET_TMPDIR"));
        // What earlier runs left behind, whose processes are gone.
        for entry in fs::read_dir(shelf).expect("the folder cargo made").flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if let Some(process) = name.strip_prefix("seed-")
                && !Path::new("/proc").join(process).exists()
            {
                let _ = fs::remove_dir_all(entry.path());
            }
        }
        let data = shelf.join(format!("seed-{}", std::process::id()));
        run(&["demo", "--seed-only", "--data", text(&data)]).ends(0);
        data
    })
}

/// A copy of the demo fleet that one test may do with what it likes.
pub(crate) fn fleet() -> TempDir {
    let copy = folder();
    copy_folder(seed(), copy.path());
    copy
}

pub(crate) fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("the folder exists") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), &target).expect("a file can be copied");
        }
    }
}

/// A running server. It is stopped when it goes out of scope.
pub(crate) struct Server {
    child: Child,
    pub(crate) url: String,
}

impl Server {
    /// `yunjian demo` on a folder.
    pub(crate) fn demo(data: &Path) -> Self {
        Self::start(&["demo", "--data", text(data)])
    }
    /// `yunjian serve` on a folder.
    pub(crate) fn serve(data: &Path) -> Self {
        Self::start(&["serve", "--data", text(data)])
    }

    /// Starts a server on a free port and waits for the address it prints.
    #[track_caller]
    pub(crate) fn start(arguments: &[&str]) -> Self {
        let mut child = yunjian()
            .args(arguments)
            .args(["--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program can be started");
        // Both streams are read to their end, so that the server never waits for its reader.
        let (sender, lines) = mpsc::channel();
        listen(child.stdout.take().expect("a pipe"), sender.clone());
        listen(child.stderr.take().expect("a pipe"), sender);
        let mut said = String::new();
        loop {
            match lines.recv_timeout(Duration::from_secs(120)) {
                Ok(line) => match line.find("http://127.0.0.1:") {
                    Some(at) => return Self { child, url: line[at..].trim().to_owned() },
                    None => said.push_str(&format!("{line}\n")),
                },
                Err(reason) => {
                    let _ = child.kill();
                    let status = child.wait();
                    panic!("{arguments:?} did not listen ({reason}, {status:?}):\n{said}");
                }
            }
        }
    }

    /// Asks the server to stop, as a service manager does, and waits until it has.
    pub(crate) fn stop(mut self) {
        let asked = Command::new("kill").arg(self.child.id().to_string()).status().expect("kill exists");
        assert!(asked.success());
        let status = self.child.wait().expect("the server ends");
        assert!(status.success(), "the server ended with {status}");
    }

    /// `kill -9`.
    pub(crate) fn kill(mut self) {
        self.child.kill().expect("the server runs");
        self.child.wait().expect("the server ends");
    }

    pub(crate) fn client(&self) -> Client {
        Client::new(&self.url)
    }
    /// Signs in as a demo user.
    pub(crate) fn person(&self, login: &str) -> Client {
        let mut client = self.client();
        client.sign_in(login, PASSWORD).expect("a demo user signs in");
        client
    }
    /// A new API token of a demo user.
    pub(crate) fn token(&self, login: &str) -> String {
        let made = self.person(login).post("/tokens", &json!({"label": "test", "days": 30})).made();
        made["secret"].as_str().expect("a secret").to_owned()
    }
    /// `yunjian submit` against this server.
    pub(crate) fn submit(&self, token: &str, arguments: &[&str]) -> Ran {
        ran(yunjian().env("YUNJIAN_TOKEN", token).args(["submit", "--server", &self.url]).args(arguments))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn listen(stream: impl std::io::Read + Send + 'static, lines: mpsc::Sender<String>) {
    std::thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            // Nobody asks any more once the address is known; what went wrong later stands in the test's output.
            if lines.send(line.clone()).is_err() && (line.contains("ERROR") || line.contains("panicked")) {
                eprintln!("server: {line}");
            }
        }
    });
}

/// Speaks HTTP with a server.
#[derive(Clone)]
pub(crate) struct Client {
    agent: ureq::Agent,
    url: String,
    cookie: String,
    token: String,
}

/// Status and body of an answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Value,
}

impl Answer {
    #[track_caller]
    pub(crate) fn made(self) -> Value {
        assert!(matches!(self.status, 200 | 201), "{} {}", self.status, self.body);
        self.body
    }
}

impl Client {
    pub(crate) fn new(url: &str) -> Self {
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .proxy(None)
            .timeout_global(Some(Duration::from_secs(60)))
            .build()
            .into();
        Self { agent, url: url.to_owned(), cookie: String::new(), token: String::new() }
    }
    pub(crate) fn with_token(url: &str, token: &str) -> Self {
        Self { token: token.to_owned(), ..Self::new(url) }
    }
    /// The same person at a server that came back under another address.
    pub(crate) fn at(&self, url: &str) -> Self {
        // A new agent: connections to the old address are of no use.
        Self { cookie: self.cookie.clone(), token: self.token.clone(), ..Self::new(url) }
    }

    pub(crate) fn sign_in(&mut self, login: &str, password: &str) -> Result<(), Answer> {
        let answer = self
            .agent
            .post(format!("{}/api/v1/session", self.url))
            .header("x-yunjian", "1")
            .send_json(json!({"login": login, "password": password}))
            .expect("the server answers");
        let cookie = answer.headers().get("set-cookie").and_then(|v| v.to_str().ok()).unwrap_or_default();
        self.cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        let answer = read(answer).expect("an answer");
        if answer.status == 200 { Ok(()) } else { Err(answer) }
    }

    /// # Errors
    /// When the server could not be reached or went away in the middle.
    pub(crate) fn try_send(&self, method: &str, path: &str, body: &[u8]) -> Result<Answer, ureq::Error> {
        let kind = if method == "PUT" { "application/octet-stream" } else { "application/json" };
        let mut request = ureq::http::Request::builder()
            .method(method)
            .uri(format!("{}/api/v1{path}", self.url))
            .header("content-type", kind)
            .header("x-yunjian", "1");
        if !self.cookie.is_empty() {
            request = request.header("cookie", &self.cookie);
        }
        if !self.token.is_empty() {
            request = request.header("authorization", format!("Bearer {}", self.token));
        }
        let request = request.body(body.to_vec()).expect("a request");
        let answer =
            if method == "GET" { self.agent.run(request.map(|_| ()))? } else { self.agent.run(request)? };
        read(answer)
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.try_send("GET", path, b"").unwrap_or_else(|e| panic!("GET {path}: {e}"))
    }
    pub(crate) fn post(&self, path: &str, body: &Value) -> Answer {
        self.try_send("POST", path, body.to_string().as_bytes())
            .unwrap_or_else(|e| panic!("POST {path}: {e}"))
    }

    /// All rows of a list, page by page.
    pub(crate) fn list(&self, path: &str) -> Vec<Value> {
        let (mut rows, mut next) = (Vec::new(), String::new());
        loop {
            let separator = if path.contains('?') { '&' } else { '?' };
            let mut page = self.get(&format!("{path}{separator}limit=200{next}")).made();
            rows.append(page["items"].as_array_mut().expect("rows"));
            match page["next"].as_str() {
                Some(cursor) => next = format!("&cursor={cursor}"),
                None => return rows,
            }
        }
    }

    /// The id of a platform by its name.
    pub(crate) fn platform(&self, name: &str) -> String {
        let rows = self.list("/platforms");
        let found = rows.iter().find(|p| p["name"] == name).unwrap_or_else(|| panic!("no platform {name}"));
        found["id"].as_str().expect("an id").to_owned()
    }
}

fn read(mut answer: ureq::http::Response<ureq::Body>) -> Result<Answer, ureq::Error> {
    let mut bytes = Vec::new();
    let status = answer.status().as_u16();
    answer.body_mut().as_reader().read_to_end(&mut bytes).map_err(ureq::Error::Io)?;
    Ok(Answer { status, body: serde_json::from_slice(&bytes).unwrap_or(Value::Null) })
}

/// Asks again and again, for at most so many seconds.
#[track_caller]
pub(crate) fn wait_for<T>(what: &str, seconds: u64, mut ask: impl FnMut() -> Option<T>) -> T {
    for _ in 0..seconds * 20 {
        if let Some(found) = ask() {
            return found;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("waited {seconds} s in vain: {what}");
}
