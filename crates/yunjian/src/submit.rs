//! `yunjian submit`: hand in files and wait for proof, admission and reasons.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, anyhow, bail};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;
use ureq::{Agent, Body, http::Response};
use yunjian_wire::Page;
use yunjian_wire::due::{Due, DueRow};
use yunjian_wire::ledger::ReceiptState;
use yunjian_wire::platform::PlatformRow;
use yunjian_wire::problem::Problem;
use yunjian_wire::submission::{DryRun, NewSubmission, RuleResult, Submission, Submitted};
use yunjian_wire::upload::{OpenUpload, Upload, UploadedFile};

use crate::resume::{self, Local};
use crate::{Ended, print_json};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Address of the server, for instance https://yunjian.example.
    #[arg(long, value_name = "URL")]
    server: String,
    /// Platform, by id or exact name.
    #[arg(long, value_name = "P")]
    platform: String,
    /// Due item, by id or obligation; may be given several times. Guessed when only one fits the files.
    #[arg(long, value_name = "ID")]
    due: Vec<String>,
    /// The filled form as JSON.
    #[arg(long, value_name = "FILE")]
    form: Option<PathBuf>,
    /// How sensitive the files are: ordinary, internal or restricted. Classified (涉密) material is refused.
    #[arg(long, value_name = "LEVEL")]
    sensitivity: Option<String>,
    /// Say what is lacking and hand in nothing.
    #[arg(long)]
    dry_run: bool,
    /// Do not wait for proof, admission and assessment.
    #[arg(long)]
    no_wait: bool,
    /// Seconds to wait at most.
    #[arg(long, default_value_t = 300)]
    timeout: u64,
    /// File with the API token; else the environment variable YUNJIAN_TOKEN.
    #[arg(long, value_name = "FILE")]
    token_file: Option<PathBuf>,
    #[arg(long)]
    json: bool,
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

pub(crate) struct Client {
    pub(crate) agent: Agent,
    pub(crate) base: String,
    pub(crate) token: String,
}

/// The server said no; the sentence is its own.
#[derive(Debug, thiserror::Error)]
#[error("{}", describe(.0))]
pub(crate) struct Refusal(pub(crate) Problem);

fn describe(problem: &Problem) -> String {
    let mut out = format!("{} / {}", problem.detail, problem.detail_zh);
    for fault in &problem.errors {
        out.push_str(&format!("\n  {} [{}] {}", fault.place, fault.rule, fault.message));
    }
    out
}

impl Client {
    /// A client of a server, with the token of the file or of the environment.
    pub(crate) fn at(server: &str, token_file: Option<&Path>) -> anyhow::Result<Self> {
        let token = match token_file {
            Some(path) => std::fs::read_to_string(path).with_context(|| format!("{}", path.display()))?,
            None => std::env::var("YUNJIAN_TOKEN")
                .map_err(|_| anyhow!("give the API token in YUNJIAN_TOKEN or with --token-file"))?,
        };
        let token = token.trim();
        if token.is_empty() {
            bail!(
                "the API token is empty: the variable YUNJIAN_TOKEN or the file of --token-file holds nothing"
            );
        }
        let agent: Agent = Agent::config_builder()
            .http_status_as_error(false)
            .timeout_connect(Some(Duration::from_secs(20)))
            .build()
            .into();
        let base = format!("{}/api/v1", server.trim_end_matches('/'));
        Ok(Self { agent, base, token: token.to_owned() })
    }

    pub(crate) fn answer<T: DeserializeOwned>(&self, mut response: Response<Body>) -> anyhow::Result<T> {
        if response.status().is_success() {
            return Ok(response.body_mut().with_config().limit(256 << 20).read_json()?);
        }
        let status = response.status();
        let text = response.body_mut().with_config().limit(1 << 20).read_to_string()?;
        match serde_json::from_str::<Problem>(&text) {
            Ok(problem) => Err(Refusal(problem).into()),
            Err(_) => bail!("the server answered {status}: {}", text.chars().take(300).collect::<String>()),
        }
    }

    pub(crate) fn get<T: DeserializeOwned>(&self, path: &str) -> anyhow::Result<T> {
        let response = self
            .agent
            .get(format!("{}{path}", self.base))
            .header("Authorization", format!("Bearer {}", self.token))
            .call()
            .with_context(|| format!("{} cannot be reached", self.base))?;
        self.answer(response)
    }

    pub(crate) fn post<T: DeserializeOwned>(&self, path: &str, body: &impl Serialize) -> anyhow::Result<T> {
        let response = self
            .agent
            .post(format!("{}{path}", self.base))
            .header("Authorization", format!("Bearer {}", self.token))
            .send_json(body)
            .with_context(|| format!("{} cannot be reached", self.base))?;
        self.answer(response)
    }

    fn put_file(&self, upload: &str, path: &Path, bar: &ProgressBar) -> anyhow::Result<UploadedFile> {
        let name = path.file_name().and_then(|n| n.to_str()).context("a file name that is not text")?;
        let encoded: String = name
            .bytes()
            .map(|b| {
                if b.is_ascii_alphanumeric() || b"-._~".contains(&b) {
                    (b as char).to_string()
                } else {
                    format!("%{b:02X}")
                }
            })
            .collect();
        let file = File::open(path).with_context(|| format!("{}", path.display()))?;
        let size = file.metadata()?.len();
        let mut reader = bar.wrap_read(file);
        let response = self
            .agent
            .put(format!("{}/uploads/{upload}/files/{encoded}", self.base))
            .header("Authorization", format!("Bearer {}", self.token))
            .header("Content-Type", "application/octet-stream")
            .header("Content-Length", size.to_string())
            .send(ureq::SendBody::from_reader(&mut reader))
            .with_context(|| format!("sending {}", path.display()))?;
        self.answer(response)
    }

    fn platform(&self, wanted: &str) -> anyhow::Result<PlatformRow> {
        let mut cursor = String::new();
        loop {
            let page: Page<PlatformRow> = self.get(&format!("/platforms?limit=200{cursor}"))?;
            if let Some(found) =
                page.items.into_iter().find(|p| p.id == wanted || p.name.as_deref() == Some(wanted))
            {
                return Ok(found);
            }
            match page.next {
                Some(next) => cursor = format!("&cursor={next}"),
                None => bail!("there is no platform {wanted}, or it is not yours to see"),
            }
        }
    }

    /// Due items that may be handed in for: named ones, or the only one that waits.
    fn dues(&self, platform: &str, wanted: &[String]) -> anyhow::Result<Vec<DueRow>> {
        let mut waiting: Vec<DueRow> = Vec::new();
        let mut out = Vec::new();
        let mut cursor = String::new();
        loop {
            let page: Page<DueRow> = self.get(&format!("/dues?platform={platform}&limit=200{cursor}"))?;
            waiting.extend(
                page.items.into_iter().filter(|d| !matches!(d.standing.as_str(), "compliant" | "withdrawn")),
            );
            match page.next {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        for name in wanted {
            // By obligation: the period that asks for something, else the newest.
            let fits = || waiting.iter().filter(|d| d.id == *name || d.obligation == *name);
            let asks = |d: &&DueRow| matches!(d.standing.as_str(), "open" | "returned" | "not_admitted");
            let earliest = fits().filter(asks).min_by(|a, b| a.due_at.cmp(&b.due_at));
            match earliest.or_else(|| fits().max_by(|a, b| a.due_at.cmp(&b.due_at))) {
                Some(due) => out.push(due.clone()),
                None => match self.get::<Due>(&format!("/dues/{name}")) {
                    Ok(due) => out.push(due.row),
                    Err(error) => return Err(error.context(format!("the due item {name}"))),
                },
            }
        }
        if wanted.is_empty() {
            let open: Vec<&DueRow> = waiting
                .iter()
                .filter(|d| matches!(d.standing.as_str(), "open" | "returned" | "not_admitted"))
                .collect();
            match open[..] {
                [only] => out.push(only.clone()),
                [] => bail!("nothing is due on this platform"),
                _ => {
                    let list: Vec<String> = open
                        .iter()
                        .take(20)
                        .map(|d| format!("  --due {}  {} {} {}", d.id, d.obligation, d.period, d.title_zh))
                        .collect();
                    bail!("{} due items are open; say which:\n{}", open.len(), list.join("\n"));
                }
            }
        }
        Ok(out)
    }
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Ended> {
    match hand_in(args) {
        Ok(ended) => Ok(ended),
        Err(error) => {
            if args.json {
                let problem = error.downcast_ref::<Refusal>().map(|r| &r.0);
                print_json(&json!({"error": format!("{error:#}"), "problem": problem}))?;
                return Ok(Ended::Wanting);
            }
            Err(error)
        }
    }
}

/// Classified material is refused here, before anything of it leaves this machine.
fn unclassified(args: &Args) -> anyhow::Result<()> {
    let classified = &yunjian_catalogue::catalogue().sensitivity.classified;
    if args.sensitivity.as_deref() == Some("classified") {
        bail!("{} / {}", classified.refusal_en, classified.refusal_zh);
    }
    for file in args.files.iter().chain(&args.form) {
        let name = file.file_name().and_then(|n| n.to_str()).unwrap_or_default();
        if let Some(mark) = classified.marked(name) {
            bail!("{name}: {mark}: {} / {}", classified.refusal_en, classified.refusal_zh);
        }
    }
    Ok(())
}

fn hand_in(args: &Args) -> anyhow::Result<Ended> {
    unclassified(args)?;
    let client = Client::at(&args.server, args.token_file.as_deref())?;
    let platform = client.platform(&args.platform)?;
    let dues = client.dues(&platform.id, &args.due)?;
    let form: Option<serde_json::Value> = args
        .form
        .as_ref()
        .map(|path| -> anyhow::Result<_> {
            let text = std::fs::read_to_string(path).with_context(|| format!("{}", path.display()))?;
            serde_json::from_str(&text).with_context(|| format!("{}", path.display()))
        })
        .transpose()?;
    let ids: Vec<String> = dues.iter().map(|d| d.id.clone()).collect();
    let files: Vec<Local<'_>> =
        args.files.iter().map(|path| Local::of(path)).collect::<anyhow::Result<_>>()?;
    // Large files go on where an earlier run stopped; small ones are simply sent again.
    let before = match files.iter().any(|f| f.size >= resume::LARGE) {
        true => resume::earlier(&client, &platform.id, &ids, &files)?,
        false => None,
    };
    let upload: Upload = match before {
        Some(upload) => upload,
        None => client.post(
            "/uploads",
            &OpenUpload {
                purpose: None,
                platform: platform.id.clone(),
                dues: ids.clone(),
                sensitivity: args.sensitivity.clone(),
            },
        )?,
    };
    for local in files.iter().filter(|f| !f.arrived(&upload)) {
        let bar = progress(local.size, args.json);
        bar.set_message(local.path.display().to_string());
        if local.size >= resume::LARGE {
            resume::send(&client, &upload, local, &bar)?;
        } else {
            client.put_file(&upload.id, local.path, &bar)?;
        }
        bar.finish_and_clear();
    }
    let forms: BTreeMap<String, serde_json::Value> = form.map(|f| ("*".to_owned(), f)).into_iter().collect();
    let new = NewSubmission {
        upload: upload.id.clone(),
        dues: ids,
        forms,
        covers_from: None,
        covers_to: None,
        sensitivity: args.sensitivity.clone(),
    };
    if args.dry_run {
        let answer: DryRun = client.post(&format!("/uploads/{}/check", upload.id), &new)?;
        let wanting = answer.dues.iter().any(|d| !d.lacking.is_empty());
        if args.json {
            print_json(&answer)?;
        } else {
            for due in &answer.dues {
                say!("{} {}: {}", due.obligation, due.due, due.proposal);
                print_results(&due.lacking);
            }
        }
        return Ok(if wanting { Ended::Wanting } else { Ended::Done });
    }
    let submitted: Submitted = client.post("/submissions", &new)?;
    let mut shown = Vec::new();
    let mut wanting = false;
    for one in &submitted.submissions {
        if args.no_wait {
            shown.push(json!({"submission": one.id, "due": one.due, "repeated": one.repeated, "receipt": one.receipt.receipt}));
            if !args.json {
                say!("{} received 已接收 {}", one.due, one.id);
            }
            continue;
        }
        let (submission, receipt) = wait(&client, &one.id, args)?;
        let bad = matches!(
            submission.row.proposal.as_deref(),
            Some("non_compliant" | "partly_compliant" | "undetermined")
        );
        wanting |= bad || submission.row.state == "not_admitted";
        if args.json {
            shown.push(json!({
                "submission": one.id,
                "due": one.due,
                "repeated": one.repeated,
                "state": submission.row.state,
                "proposal": submission.row.proposal,
                "results": submission.results,
                "not_admitted": submission.not_admitted,
                "files": submission.files,
                "receipt": receipt.receipt,
                "proven": receipt.proven,
            }));
        } else {
            let again = if one.repeated { " (handed in before 此前已提交)" } else { "" };
            say!("{} {} {}{again}", submission.row.obligation, submission.row.period, one.id);
            say!("  receipt 回执: {}", if receipt.proven { "proven 已证明" } else { "promised 已承诺" });
            say!(
                "  {} → {}",
                submission.row.state,
                submission.row.proposal.as_deref().unwrap_or("no proposal")
            );
            for fault in &submission.not_admitted {
                say!("  not admitted 未通过形式审查: {} [{}] {}", fault.place, fault.rule, fault.message);
            }
            print_results(&submission.results);
        }
    }
    if args.json {
        print_json(&json!({"submissions": shown}))?;
    }
    Ok(if wanting { Ended::Wanting } else { Ended::Done })
}

fn progress(size: u64, quiet: bool) -> ProgressBar {
    let bar = ProgressBar::new(size);
    if quiet {
        bar.set_draw_target(ProgressDrawTarget::hidden());
    }
    if let Ok(style) = ProgressStyle::with_template("{msg} {bar:30} {bytes}/{total_bytes} {bytes_per_sec}") {
        bar.set_style(style);
    }
    bar
}

/// Waits until the receipt is proven and the files were judged by the rules.
fn wait(client: &Client, id: &str, args: &Args) -> anyhow::Result<(Submission, ReceiptState)> {
    let rounds = args.timeout * 5;
    for _ in 0..rounds {
        let submission: Submission = client.get(&format!("/submissions/{id}"))?;
        let receipt: ReceiptState = client.get(&format!("/submissions/{id}/receipt"))?;
        let settled = !matches!(submission.row.state.as_str(), "received" | "admitted");
        if settled && receipt.proven {
            return Ok((submission, receipt));
        }
        std::thread::sleep(Duration::from_millis(200));
    }
    bail!("submission {id} was received, but not assessed within {} s; look at it again later", args.timeout)
}

/// What fits a line of a terminal; `--json` has the whole.
fn brief(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most - 1).chain(['…']).collect()
}

fn print_results(results: &[RuleResult]) {
    for result in results.iter().filter(|r| matches!(r.outcome.as_str(), "fail" | "undetermined")) {
        say!(
            "  {:<12} {:<9} {} {} / {}",
            result.outcome,
            result.severity,
            result.rule,
            result.message_zh,
            result.message_en
        );
        if let Some(missing) = &result.missing {
            say!("      unknown 缺少: {missing}");
        }
        if let Some(clause) = &result.clause {
            say!("      clause 条款: {clause}");
        }
        for compared in &result.compared {
            say!("      {} = {}", brief(&compared.name, 96), compared.value);
        }
        for row in result.rows.iter().take(5) {
            // A row of a file as a whole goes by the file's digest; its head is enough to tell files apart.
            let id = row.id.as_deref().map(|id| brief(id, 40)).unwrap_or_default();
            match row.place.as_deref().filter(|place| !place.is_empty()) {
                Some(place) => say!("      {id} @ {place}"),
                None => say!("      {id}"),
            }
        }
        if result.rows_total > 5 {
            say!("      … {} rows in all 共 {} 行", result.rows_total, result.rows_total);
        }
    }
}
