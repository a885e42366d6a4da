//! Reading a file: in a child process with limits, or in this one where the caller says so.
//!
//! Everything uploaded is an attack until it was read within limits. The child gets the digest of a stored
//! blob, writes the fact file as a blob, and answers with one JSON line; whatever happens to it happens to
//! nobody else.

use std::cell::Cell;
use std::io::{BufReader, Read, Seek, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::{Child, Command};
use tokio::sync::watch;
use yunjian_domain::facts::{FactSink, Row, SinkFull};
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

/// How far a reading has got: a line of its own between the child and the server.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Progress {
    /// Bytes of the file that were passed.
    pub passed_bytes: u64,
    /// Facts that came of them.
    pub records: u64,
}

/// Bytes between two words about how far a reading has got.
const WORD: u64 = 8 << 20;
/// Most that a child may say.
const MOST_SAID: u64 = 64 << 20;

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
        self.read_telling(blobs, order, watch::Sender::default()).await
    }

    /// Reads one stored file and tells meanwhile how far it has got.
    ///
    /// # Errors
    /// As [`Reader::read`].
    pub async fn read_telling(
        &self,
        blobs: &Blobs,
        order: Order,
        progress: watch::Sender<Progress>,
    ) -> std::io::Result<Answer> {
        let answer = self.run(blobs, Task::Read(order), progress).await?;
        Ok(answer.unwrap_or_else(|| {
            refused("store", "the file was not read".to_owned(), "文件没有被读取".to_owned())
        }))
    }

    /// Looks whether a file on its way in is safe to unpack; answers why not.
    ///
    /// # Errors
    /// When the child cannot be started.
    pub async fn look(&self, blobs: &Blobs, file: &Path) -> std::io::Result<Option<Refusal>> {
        Ok(match self.run(blobs, Task::Look(file.to_owned()), watch::Sender::default()).await? {
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
        Ok(match self.run(blobs, Task::View { sha256, ask }, watch::channel(Progress::default()).0).await? {
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
    async fn run(
        &self,
        blobs: &Blobs,
        task: Task,
        progress: watch::Sender<Progress>,
    ) -> std::io::Result<Option<Answer>> {
        match self {
            Self::Here => {
                let blobs = blobs.clone();
                tokio::task::spawn_blocking(move || {
                    run_here(&blobs, &task, &|word| {
                        progress.send_replace(word);
                    })
                })
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
                    stdin.write_all(&serde_json::to_vec(&task)?).await?;
                }
                // Twice the processor time: a child that sleeps is as useless as one that loops.
                let limit = Duration::from_secs(seconds * 2 + 5);
                let Ok(heard) = tokio::time::timeout(limit, listen(&mut child, &progress)).await else {
                    return Ok(Some(refused(
                        "time",
                        format!("reading took longer than {} s", limit.as_secs()),
                        format!("读取超过 {} 秒", limit.as_secs()),
                    )));
                };
                let (last, stderr, status) = heard?;
                if let Ok(answer) = serde_json::from_str(&last) {
                    return Ok(answer);
                }
                tracing::warn!(
                    %status,
                    stderr = %String::from_utf8_lossy(&stderr).chars().take(400).collect::<String>(),
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

/// Hears a child to its end: words about how far it has got, then one answer.
async fn listen(
    child: &mut Child,
    progress: &watch::Sender<Progress>,
) -> std::io::Result<(String, Vec<u8>, std::process::ExitStatus)> {
    let (Some(stdout), Some(stderr)) = (child.stdout.take(), child.stderr.take()) else {
        return Err(std::io::Error::other("a child without pipes"));
    };
    let said = async {
        let mut lines = tokio::io::BufReader::new(stdout.take(MOST_SAID)).lines();
        let mut last = String::new();
        while let Some(line) = lines.next_line().await? {
            match serde_json::from_str::<Progress>(&line) {
                Ok(word) => {
                    progress.send_replace(word);
                }
                Err(_) => last = line,
            }
        }
        Ok::<_, std::io::Error>(last)
    };
    let complained = async {
        let mut kept = Vec::new();
        let mut stderr = stderr;
        (&mut stderr).take(64 << 10).read_to_end(&mut kept).await?;
        // What else it says is heard and not kept, so that it never waits for a listener.
        tokio::io::copy(&mut stderr, &mut tokio::io::sink()).await?;
        Ok::<_, std::io::Error>(kept)
    };
    let (last, kept) = tokio::try_join!(said, complained)?;
    Ok((last, kept, child.wait().await?))
}

fn refused(rule: &str, message: String, message_zh: String) -> Answer {
    Answer::Refused { place: String::new(), rule: rule.to_owned(), message, message_zh }
}

/// Does the task in this process; what the child does after setting its limits. `tell` hears how far it has got.
pub fn run_here(blobs: &Blobs, task: &Task, tell: &dyn Fn(Progress)) -> Option<Answer> {
    let answer = match task {
        Task::Read(order) => try_read(blobs, order, tell).map(Some),
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

/// A file that tells how far it was read.
struct Told<'a, R> {
    inner: R,
    at: u64,
    next: u64,
    records: &'a Cell<u64>,
    tell: &'a dyn Fn(Progress),
}

impl<R: Read> Read for Told<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let got = self.inner.read(buffer)?;
        self.at += got as u64;
        if self.at >= self.next {
            self.next = self.at + WORD;
            (self.tell)(Progress { passed_bytes: self.at, records: self.records.get() });
        }
        Ok(got)
    }
}

impl<R: Seek> Seek for Told<'_, R> {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.at = self.inner.seek(to)?;
        self.next = self.at + WORD;
        Ok(self.at)
    }
}

/// Counts the facts on their way into a fact file.
struct Counted<'a, S> {
    inner: S,
    records: &'a Cell<u64>,
}

impl<S: FactSink> FactSink for Counted<'_, S> {
    fn fact(&mut self, row: Row) -> Result<(), SinkFull> {
        self.records.set(self.records.get() + 1);
        self.inner.fact(row)
    }
}

fn try_read(blobs: &Blobs, order: &Order, tell: &dyn Fn(Progress)) -> std::io::Result<Answer> {
    let zone = yunjian_domain::calendar::zone(&order.zone).map_err(std::io::Error::other)?;
    let records = Cell::new(0);
    let file = BufReader::new(blobs.reader(&order.sha256)?);
    let mut file = Told { inner: file, at: 0, next: WORD, records: &records, tell };
    let context =
        evidence::Context { received: order.received_at, ..evidence::Context::new(&order.sha256, zone) };
    let target = blobs.writer(&order.scratch)?;
    match read_told(&mut file, order, &context, target, &records) {
        Ok((summary, mut target)) => {
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

fn read_told<W: std::io::Write>(
    file: &mut dyn evidence::ReadSeek,
    order: &Order,
    context: &evidence::Context,
    target: W,
    records: &Cell<u64>,
) -> Result<(evidence::Summary, W), evidence::ReadFailure> {
    let limits = evidence::Limits::default();
    let asked = order.format.as_deref();
    let format = evidence::identify(file, asked, &limits)?;
    let header = evidence::facts_file::Header::of(format, context);
    let writer = evidence::facts_file::Writer::new(target, &header)?;
    let mut sink = Counted { inner: writer, records };
    let summary = evidence::read_as(format, file, asked, context, &limits, &mut sink)?;
    Ok((summary, sink.inner.finish()?.into_inner()))
}
