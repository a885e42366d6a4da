//! Everything that happens without a request: jobs of the table, and what comes round by the clock.

pub mod assess;
pub mod calendar;
pub mod escalate;
pub mod notice;
pub mod read;
pub mod remind;

use std::time::Duration;
use yunjian_domain::calendar::{DAY, HOUR};

use yunjian_store::door::NewJob;
use yunjian_store::jobs::JobRow;

use crate::App;
use crate::problem::Problem;

/// Kinds of jobs; each is one file here.
pub fn all() -> &'static [&'static str] {
    &[READ, ASSESS, OPEN_DUES]
}

const READ: &str = "read";
const ASSESS: &str = "assess";
const OPEN_DUES: &str = "open_dues";

/// How long a worker may hold a job before somebody else may take it.
const LEASE_MS: i64 = 15 * 60_000;

/// Read the files of a submission.
pub(crate) fn read_submission(submission: &str, at: i64) -> NewJob {
    NewJob { kind: READ, key: format!("read:{submission}"), subject: submission.to_owned(), run_at: at }
}

/// Assess an admitted submission.
pub(crate) fn assess_submission(submission: &str, at: i64) -> NewJob {
    NewJob { kind: ASSESS, key: format!("assess:{submission}"), subject: submission.to_owned(), run_at: at }
}

/// Open the due items of a platform because of an act (a plan adopted or changed).
pub(crate) fn open_dues(platform: &str, because: &str, at: i64) -> NewJob {
    NewJob { kind: OPEN_DUES, key: format!("open_dues:{because}"), subject: platform.to_owned(), run_at: at }
}

/// What stopped a job, in words for the operator.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct JobFault(pub String);

impl From<yunjian_store::Error> for JobFault {
    fn from(error: yunjian_store::Error) -> Self {
        Self(error.to_string())
    }
}
impl From<std::io::Error> for JobFault {
    fn from(error: std::io::Error) -> Self {
        Self(error.to_string())
    }
}
impl From<yunjian_domain::Refused> for JobFault {
    fn from(error: yunjian_domain::Refused) -> Self {
        Self(error.to_string())
    }
}
impl From<yunjian_domain::calendar::CalendarError> for JobFault {
    fn from(error: yunjian_domain::calendar::CalendarError) -> Self {
        Self(error.to_string())
    }
}
impl From<Problem> for JobFault {
    fn from(problem: Problem) -> Self {
        Self(problem.wire().detail.clone())
    }
}
impl From<serde_json::Error> for JobFault {
    fn from(error: serde_json::Error) -> Self {
        Self(error.to_string())
    }
}

/// Runs until the server stops: jobs as they come, the ledger about every second, the calendar on its tick.
pub async fn run(app: App) {
    tokio::join!(work(&app), help(&app), keep_ledger(&app));
}

/// A second pair of hands for the jobs of the table, so that one large file does not hold up everybody else's.
async fn help(app: &App) {
    loop {
        match step(app).await {
            Ok(true) => {}
            Ok(false) => tokio::time::sleep(Duration::from_millis(500)).await,
            Err(error) => {
                tracing::error!(%error, "the job loop cannot reach its table");
                tokio::time::sleep(Duration::from_secs(2)).await;
            }
        }
    }
}

async fn work(app: &App) {
    if let Err(error) = prepare(app).await {
        tracing::error!(%error, "jobs could not be picked up after the start");
    }
    let tick = i64::try_from(app.config().jobs.tick_seconds).unwrap_or(60) * 1000;
    let (mut next_tick, mut next_collection) = (0, app.now() + tick);
    loop {
        let worked = match step(app).await {
            Ok(worked) => worked,
            Err(error) => {
                tracing::error!(%error, "the job loop cannot reach its table");
                tokio::time::sleep(Duration::from_secs(2)).await;
                false
            }
        };
        let now = app.now();
        if now >= next_tick {
            next_tick = now + tick;
            if let Err(error) = self::tick(app).await {
                tracing::error!(%error, "the calendar could not be brought up to date");
            }
        }
        if now >= next_collection {
            next_collection = now + DAY;
            if let Err(error) = collect_orphans(app).await {
                tracing::error!(%error, "files that nothing refers to could not be removed");
            }
        }
        if !worked {
            let _ = tokio::time::timeout(Duration::from_millis(500), app.woken()).await;
        }
    }
}

/// Keeps the ledger up with the record. Beside the jobs, so that nobody's proof waits for somebody else's large
/// file; acts that arrive together go under one checkpoint.
async fn keep_ledger(app: &App) {
    loop {
        if let Err(error) = integrate(app).await {
            tracing::error!(%error, "the ledger could not be extended");
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

async fn prepare(app: &App) -> Result<(), JobFault> {
    app.store().release_leases().await?;
    // A submission that was received but whose job was lost with the process is read again.
    for (id, state) in app.store().unfinished(&yunjian_store::Scope::system()).await? {
        let mut tx = app.system_door().await?;
        let job = if state == "received" {
            read_submission(&id, app.now())
        } else {
            assess_submission(&id, app.now())
        };
        tx.enqueue(job).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Does one job that is ready; answers whether there was one.
///
/// # Errors
/// When the job table cannot be reached. A job's own fault is noted on the job.
pub async fn step(app: &App) -> Result<bool, JobFault> {
    let Some(job) = app.store().lease_job(app.now(), LEASE_MS).await? else { return Ok(false) };
    let done = match job.kind.as_str() {
        READ => read::run(app, &job.subject).await,
        ASSESS => assess::run(app, &job.subject).await,
        OPEN_DUES => calendar::run(app, &job.subject).await,
        other => Err(JobFault(format!("there is no job of kind {other}"))),
    };
    match done {
        Ok(()) => app.store().finish_job(&job.id).await?,
        Err(error) => note_failure(app, &job, &error).await?,
    }
    Ok(true)
}

async fn note_failure(app: &App, job: &JobRow, error: &JobFault) -> Result<(), JobFault> {
    tracing::warn!(kind = job.kind, subject = job.subject, attempt = job.attempt, %error, "a job failed");
    // Twice as long after every attempt, beginning with a second.
    let wait = 1000_i64 << job.attempt.clamp(0, 12);
    let attempts = app.config().jobs.attempts;
    app.store().fail_job(job, &error.to_string(), app.now() + wait, attempts).await?;
    Ok(())
}

/// Extends the ledger over everything recorded so far.
///
/// # Errors
/// When the database refuses.
pub async fn integrate(app: &App) -> Result<(), JobFault> {
    while app.store().integrate(app.key(), app.now()).await? > 0 {}
    Ok(())
}

/// What comes round by the clock: due items, triggers, notices nobody acknowledged, reminders, expired
/// uploads.
///
/// # Errors
/// When the database refuses.
pub async fn tick(app: &App) -> Result<(), JobFault> {
    let scope = yunjian_store::Scope::system();
    let mut cursor = yunjian_store::Cursor::first(200);
    loop {
        let page = app.store().platforms(&scope, &cursor).await?;
        for platform in &page.items {
            calendar::open(app, platform).await?;
            escalate::look(app, platform).await?;
        }
        match page.next {
            Some(next) => cursor.after = Some(next),
            None => break,
        }
    }
    notice::deem(app).await?;
    remind::look(app).await?;
    app.store().expire_uploads(app.now()).await?;
    sweep_partial(app, crate::ambient::now() - HOUR).await?;
    Ok(())
}

/// Removes files that were to arrive in pieces and that nobody waits for any more, last written before `before`.
///
/// # Errors
/// When database or folder refuse.
pub async fn sweep_partial(app: &App, before: i64) -> Result<usize, JobFault> {
    let wanted = app.store().tus_ids(&yunjian_store::Scope::system()).await?;
    let blobs = app.blobs().clone();
    tokio::task::spawn_blocking(move || blobs.sweep_partial(&wanted, before))
        .await
        .map_err(|e| JobFault(e.to_string()))?
        .map_err(JobFault::from)
}

/// Removes files that nothing refers to: of expired uploads, of checks that were never handed in. The age is
/// by the machine's clock, because the files' own times are.
///
/// # Errors
/// When database or folder refuse.
pub async fn collect_orphans(app: &App) -> Result<usize, JobFault> {
    // Twice as long as an upload may stay open: what is being handed in right now is never that old.
    let grace = app.config().limits.upload_hours * 2 * 3_600_000;
    let referenced = app.store().referenced_blobs(&yunjian_store::Scope::system()).await?;
    let blobs = app.blobs().clone();
    let before = crate::ambient::now() - grace;
    tokio::task::spawn_blocking(move || blobs.collect(&referenced, before))
        .await
        .map_err(|e| JobFault(e.to_string()))?
        .map_err(JobFault::from)
}

/// Does everything that is ready now: for tests, and for seeding the demo at past instants.
///
/// # Errors
/// When the database refuses.
pub async fn settle(app: &App) -> Result<(), JobFault> {
    while step(app).await? {}
    integrate(app).await
}
