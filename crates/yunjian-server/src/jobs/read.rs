//! Reading a submission's files into facts: admitted, or not admitted with reasons.
//!
//! Files are read side by side, as many as there are processors. How far each has got stands in the table `readings`;
//! what was read to its end before a restart is not read again.

use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use tokio::sync::watch;
use yunjian_catalogue::catalogue;
use yunjian_domain::act::FileFacts;
use yunjian_domain::submission::{Command, Submission, decide};
use yunjian_store::Scope;
use yunjian_store::reading::ReadingRow;
use yunjian_store::submission::FileRow;
use yunjian_wire::problem::Fault;

use super::JobFault;
use crate::App;
use crate::reader::{Answer, Order, Progress};

/// Files of one submission that are read side by side; the processors are shared with everybody else's.
const ABREAST: usize = 2;

/// One file as this job reads it.
struct Reading {
    app: App,
    submission: String,
    file: FileRow,
    order: Order,
    before: Option<ReadingRow>,
}

impl Reading {
    /// What an earlier run of this job read to the end, if the reader is still the same and its facts are still there.
    fn kept(&self) -> Option<Answer> {
        let answer: Answer = serde_json::from_str(self.before.as_ref()?.answer.as_deref()?).ok()?;
        let Answer::Read { format, reader_version, facts, .. } = &answer else { return None };
        let current = yunjian_evidence::by_id(format).map(|f| i64::from(f.reader_version()));
        (current == Some(*reader_version) && self.app.blobs().exists(facts)).then_some(answer)
    }

    async fn note(&self, word: Progress, began_at: i64, answer: Option<&Answer>) -> Result<(), JobFault> {
        let row = ReadingRow {
            sha256: self.file.sha256.clone(),
            size: self.file.size,
            passed_bytes: i64::try_from(word.passed_bytes).unwrap_or(i64::MAX),
            records: i64::try_from(word.records).unwrap_or(i64::MAX),
            answer: answer.map(serde_json::to_string).transpose()?,
            began_at,
            changed_at: self.app.now(),
        };
        Ok(self.app.store().note_reading(&self.submission, &row).await?)
    }

    async fn run(self) -> Result<Answer, JobFault> {
        if let Some(answer) = self.kept() {
            return Ok(answer);
        }
        let _place = self.app.reading().acquire().await.map_err(|e| JobFault(e.to_string()))?;
        let began = self.app.now();
        self.note(Progress::default(), began, None).await?;
        let (teller, mut heard) = watch::channel(Progress::default());
        let reading = self.app.reader().read_telling(self.app.blobs(), self.order.clone(), teller);
        let noting = async {
            // Ends when the reader lets go of its end. Words that come faster than they are noted are passed over.
            while heard.changed().await.is_ok() {
                let word = *heard.borrow_and_update();
                self.note(word, began, None).await?;
            }
            Ok::<_, JobFault>(*heard.borrow())
        };
        let (answer, last) = tokio::join!(reading, noting);
        let (answer, last) = (answer?, last?);
        let records = match &answer {
            Answer::Read { summary, .. } => summary["rows"].as_u64().unwrap_or(last.records),
            Answer::Refused { .. } | Answer::Seen { .. } => last.records,
        };
        let whole = Progress { passed_bytes: self.file.size.unsigned_abs(), records };
        self.note(whole, began, Some(&answer)).await?;
        Ok(answer)
    }
}

pub(super) async fn run(app: &App, submission: &str) -> Result<(), JobFault> {
    let scope = Scope::system();
    let Some(row) = app.store().submission(&scope, submission).await? else { return Ok(()) };
    if row.state != "received" {
        return Ok(());
    }
    let platform = app
        .store()
        .platform(&scope, &row.platform_id)
        .await?
        .ok_or_else(|| JobFault(format!("platform {} is gone", row.platform_id)))?;
    let mut before = app.store().readings(&scope, submission).await?;
    let mut wanted: Vec<FileRow> = Vec::new();
    for file in app.store().submission_files(&scope, submission).await? {
        if !wanted.iter().any(|f| f.sha256 == file.sha256) {
            wanted.push(file);
        }
    }
    let readings: Vec<Reading> = wanted
        .iter()
        .map(|file| Reading {
            app: app.clone(),
            submission: submission.to_owned(),
            file: file.clone(),
            order: Order {
                sha256: file.sha256.clone(),
                zone: platform.zone.clone(),
                scratch: app.entropy().id(app.now()),
                format: None,
                received_at: Some(row.received_at),
            },
            before: before.iter().position(|r| r.sha256 == file.sha256).map(|at| before.swap_remove(at)),
        })
        .collect();
    let answers: Vec<Answer> =
        stream::iter(readings).map(Reading::run).buffered(ABREAST).try_collect().await?;
    let mut files: Vec<FileFacts> = Vec::new();
    let mut faults = Vec::new();
    for (file, answer) in wanted.into_iter().zip(answers) {
        match answer {
            Answer::Read { format, reader_version, facts, summary } => {
                let summary = serde_json::to_vec(&summary)?;
                let scratch = app.entropy().id(app.now());
                let summary = app.blobs().put(&scratch, &summary)?;
                let kind = super::assess::kind_of(&row.obligation, &format);
                files.push(FileFacts { sha256: file.sha256, format, kind, reader_version, facts, summary });
            }
            Answer::Seen { .. } => return Err(JobFault("a page came instead of facts".to_owned())),
            Answer::Refused { place, rule, message, message_zh } => {
                let name = file.name.unwrap_or(file.sha256);
                let place = if place.is_empty() { name } else { format!("{name}: {place}") };
                faults.push(Fault { place, rule, message, message_zh: Some(message_zh) });
            }
        }
    }
    let command = if faults.is_empty() {
        Command::Admit { files, inventory: catalogue().links.is_inventory(&row.obligation) }
    } else {
        let report = serde_json::to_vec(&faults)?;
        let scratch = app.entropy().id(app.now());
        Command::RefuseAdmission { report: app.blobs().put(&scratch, &report)? }
    };
    let mut tx = app.system_door().await?;
    let (_, state) = tx.submission(&scope, submission).await?;
    if state != Submission::Received {
        // Withdrawn or replaced while it was read: nothing is owed any more.
        drop(tx);
        app.store().forget_readings(submission).await?;
        return Ok(());
    }
    let admitted = matches!(command, Command::Admit { .. });
    let act = decide(&state, submission, command, tx.at())?;
    tx.record(Some(&row.platform_id), act).await?;
    if admitted {
        tx.enqueue(super::assess_submission(submission, app.now())).await?;
    }
    tx.commit().await?;
    app.store().forget_readings(submission).await?;
    Ok(())
}
