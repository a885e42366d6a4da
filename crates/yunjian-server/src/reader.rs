//! Reading a file: in a child process with limits, or in this one where the caller says so.
//!
//! Everything uploaded is an attack until it was read within limits. The child gets the digest of a stored
//! blob, writes the fact file as a blob, and answers with one JSON line; whatever happens to it happens to
//! nobody else.

use std::io::{BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::process::Command;
use yunjian_evidence as evidence;
use yunjian_store::Blobs;

/// What is to be done with one file.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Task {
    /// Read a stored file into facts.
    Read(Order),
    /// Look whether a file on its way in is safe to unpack.
    Look(PathBuf),
    /// Show one page of a stored file.
    View { sha256: String, ask: evidence::view::Ask },
}

/// What one stored file is to be read as.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Order {
    pub sha256: String,
    /// IANA zone of times stated without an offset.
    pub zone: String,
    /// Unique name for the temporary blob.
    pub scratch: String,
    pub format: Option<String>,
    /// When the file was received, in milliseconds since 1970.
    #[serde(default)]
    pub received_at: Option<i64>,
}

/// Why a file was refused.
#[derive(Clone, Debug)]
pub struct Refusal {
    pub place: String,
    pub rule: String,
    pub message: String,
    pub message_zh: String,
}

/// What came of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Answer {
    Read { format: String, reader_version: i64, facts: String, summary: serde_json::Value },
    Refused { place: String, rule: String, message: String, message_zh: String },
    Seen { view: serde_json::Value },
}

/// Where files are read.
#[derive(Clone, Debug)]
pub enum Reader {
    /// In a child: the program, and the arguments that make it one.
    Child { program: PathBuf, arguments: Vec<String>, seconds: u64, mib: u64 },
    /// In this process: tests of the server alone, where no program is built.
    Here,
}

impl Reader {
    /// Reads one stored file.
    ///
    /// # Errors
    /// When the child cannot be started or answers nothing readable; a file that cannot be read is an answer.
    pub async fn read(&self, blobs: &Blobs, order: Order) -> std::io::Result<Answer> {
        let answer = self.run(blobs, Task::Read(order)).await?;
        Ok(answer.unwrap_or_else(|| {
            refused("store", "the file was not read".to_owned(), "文件没有被读取".to_owned())
        }))
    }

    /// Looks whether a file on its way in is safe to unpack; answers why not.
    ///
    /// # Errors
    /// When the child cannot be started.
    pub async fn look(&self, blobs: &Blobs, file: &Path) -> std::io::Result<Option<Refusal>> {
        Ok(match self.run(blobs, Task::Look(file.to_owned())).await? {
            Some(Answer::Refused { place, rule, message, message_zh }) => {
                Some(Refusal { place, rule, message, message_zh })
            }
            Some(Answer::Read { .. } | Answer::Seen { .. }) | None => None,
        })
    }

    /// One page of a stored file as [`evidence::view::View`] serialises it, or why it cannot be shown.
    ///
    /// # Errors
    /// When the child cannot be started.
    pub async fn view(
        &self,
        blobs: &Blobs,
        sha256: String,
        ask: evidence::view::Ask,
    ) -> std::io::Result<Result<serde_json::Value, Refusal>> {
        Ok(match self.run(blobs, Task::View { sha256, ask }).await? {
            Some(Answer::Seen { view }) => Ok(view),
            Some(Answer::Refused { place, rule, message, message_zh }) => {
                Err(Refusal { place, rule, message, message_zh })
            }
            Some(Answer::Read { .. }) | None => Err(Refusal {
                place: String::new(),
                rule: "store".to_owned(),
                message: "the file was not read".to_owned(),
                message_zh: "文件没有被读取".to_owned(),
            }),
        })
    }

    /// `None`: there is nothing to say against the file.
    async fn run(&self, blobs: &Blobs, task: Task) -> std::io::Result<Option<Answer>> {
        match self {
            Self::Here => {
                let blobs = blobs.clone();
                tokio::task::spawn_blocking(move || run_here(&blobs, &task))
                    .await
                    .map_err(std::io::Error::other)
            }
            Self::Child { program, arguments, seconds, mib } => {
                let mut child = Command::new(program)
                    .args(arguments)
                    .arg(blobs.root())
                    .arg(seconds.to_string())
                    .arg(mib.to_string())
                    .env_clear()
                    .stdin(Stdio::piped())
                    .stdout(Stdio::piped())
                    .stderr(Stdio::piped())
                    .kill_on_drop(true)
                    .spawn()?;
                if let Some(mut stdin) = child.stdin.take() {
                    use tokio::io::AsyncWriteExt as _;
                    stdin.write_all(&serde_json::to_vec(&task)?).await?;
                }
                // Twice the processor time: a child that sleeps is as useless as one that loops.
                let limit = Duration::from_secs(seconds * 2 + 5);
                let Ok(output) = tokio::time::timeout(limit, child.wait_with_output()).await else {
                    return Ok(Some(refused(
                        "time",
                        format!("reading took longer than {} s", limit.as_secs()),
                        format!("读取超过 {} 秒", limit.as_secs()),
                    )));
                };
                let output = output?;
                if let Ok(answer) = serde_json::from_slice(&output.stdout) {
                    return Ok(answer);
                }
                tracing::warn!(
                    status = %output.status,
                    stderr = %String::from_utf8_lossy(&output.stderr).chars().take(400).collect::<String>(),
                    "a reader ended without an answer"
                );
                Ok(Some(refused(
                    "resources",
                    "reading the file went beyond the limits of time or memory".to_owned(),
                    "读取文件超出时间或内存上限".to_owned(),
                )))
            }
        }
    }
}

fn refused(rule: &str, message: String, message_zh: String) -> Answer {
    Answer::Refused { place: String::new(), rule: rule.to_owned(), message, message_zh }
}

/// Does the task in this process; what the child does after setting its limits.
pub fn run_here(blobs: &Blobs, task: &Task) -> Option<Answer> {
    let answer = match task {
        Task::Read(order) => try_read(blobs, order).map(Some),
        Task::Look(file) => try_look(file),
        Task::View { sha256, ask } => try_view(blobs, sha256, ask).map(Some),
    };
    answer.unwrap_or_else(|error| {
        Some(refused(
            "store",
            format!("the stored file cannot be read: {error}"),
            format!("无法读取已存储的文件：{error}"),
        ))
    })
}

fn try_look(file: &Path) -> std::io::Result<Option<Answer>> {
    let mut file = std::fs::File::open(file)?;
    Ok(match evidence::archive::check(&mut file, &evidence::Limits::default()) {
        Ok(()) => None,
        Err(failure) => Some(failed(&failure)),
    })
}

fn try_view(blobs: &Blobs, sha256: &str, ask: &evidence::view::Ask) -> std::io::Result<Answer> {
    let mut file = BufReader::new(blobs.reader(sha256)?);
    Ok(match evidence::view::look(&mut file, ask, &evidence::Limits::default()) {
        Ok(view) => Answer::Seen { view: serde_json::to_value(&view)? },
        Err(failure) => failed(&failure),
    })
}

fn failed(failure: &evidence::ReadFailure) -> Answer {
    Answer::Refused {
        place: failure.place().unwrap_or_default().to_owned(),
        rule: failure.rule().map_or("format", evidence::Rule::as_str).to_owned(),
        message: failure.to_string(),
        message_zh: failure.message_zh(),
    }
}

fn try_read(blobs: &Blobs, order: &Order) -> std::io::Result<Answer> {
    let zone = yunjian_domain::calendar::zone(&order.zone).map_err(std::io::Error::other)?;
    let mut file = BufReader::new(blobs.reader(&order.sha256)?);
    let context =
        evidence::Context { received: order.received_at, ..evidence::Context::new(&order.sha256, zone) };
    let limits = evidence::Limits::default();
    let mut target = blobs.writer(&order.scratch)?;
    match evidence::read_to_facts(&mut file, order.format.as_deref(), &context, &limits, &mut target) {
        Ok((summary, _)) => {
            target.flush()?;
            let (facts, _) = target.finish()?;
            let reader_version =
                evidence::by_id(&summary.format).map_or(0, |f| i64::from(f.reader_version()));
            Ok(Answer::Read {
                format: summary.format.clone(),
                reader_version,
                facts,
                summary: serde_json::to_value(&summary)?,
            })
        }
        Err(failure) => Ok(failed(&failure)),
    }
}
