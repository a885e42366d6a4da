//! Assessing an admitted submission: freezing the inputs, running the rules, keeping the reasons.

mod inputs;
mod lives;
mod shelf;

use serde::{Deserialize, Serialize};
use yunjian_assess::{Assessment, Outcome, Severity};
use yunjian_domain::submission::{Command, Outcome as Judged, Proposal, Submission, decide};
use yunjian_store::Scope;
use yunjian_store::upload::UploadRow;
use yunjian_wire::submission as wire;

use super::JobFault;
use crate::App;
use crate::api::submission::{Wanted, result, sort_results};
use crate::app::Ctx;
use crate::problem::Problem;
use crate::reader::{Answer, Order};

use inputs::{File, Subject};
pub use yunjian_assess::kind_of;

/// What is kept of an assessment: everything it looked at, and everything it said.
#[derive(Debug, Serialize, Deserialize)]
pub struct Document {
    pub format: String,
    pub manifest: Manifest,
    pub assessment: Assessment,
}

/// The frozen inputs of one assessment, by id and digest.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Manifest {
    pub submission: String,
    pub obligation: String,
    pub files: Vec<ManifestFile>,
    /// The submission whose components were taken as the inventory.
    pub inventory: Option<String>,
    /// Whether a reviewer had found that inventory compliant.
    pub inventory_accepted: bool,
    /// The last admitted submission of the same obligation.
    pub previous: Option<String>,
    /// Newest admitted submission of each obligation.
    pub admitted: Vec<String>,
    /// Parameters by name, JSON text.
    pub parameters: Vec<(String, String)>,
    /// Decisions that held for findings at the moment of receipt.
    #[serde(default)]
    pub deviations: Vec<ManifestDeviation>,
    /// The list of known exploited weaknesses findings were compared with.
    #[serde(default)]
    pub exploited: Option<ManifestList>,
    pub catalogue: String,
    pub engine: String,
    pub zone: String,
    pub now: i64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ManifestDeviation {
    pub id: String,
    pub kind: String,
    pub until: i64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ManifestList {
    pub id: String,
    pub version: String,
    pub digest: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ManifestFile {
    pub sha256: String,
    pub format: String,
    pub facts: String,
}

const FORMAT: &str = "yunjian.assessment.v1";

pub(super) async fn run(app: &App, submission: &str) -> Result<(), JobFault> {
    let scope = Scope::system();
    let Some(row) = app.store().submission(&scope, submission).await? else { return Ok(()) };
    if row.state != "admitted" {
        return Ok(());
    }
    let files = app
        .store()
        .submission_files(&scope, submission)
        .await?
        .into_iter()
        .filter_map(|f| {
            Some(File {
                sha256: f.sha256,
                size: f.size,
                format: f.format?,
                kind: f.kind?,
                facts: f.facts?,
                summary: f.summary?,
            })
        })
        .collect();
    let due = app
        .store()
        .due(&scope, &row.due_id)
        .await?
        .ok_or_else(|| JobFault(format!("due item {} is gone", row.due_id)))?;
    let subject = Subject {
        submission: submission.to_owned(),
        form: row.form.as_deref().map(serde_json::from_str).transpose()?,
        covers_from: row.covers_from,
        covers_to: row.covers_to,
        automatic: row.automatic == 1,
        // Fixed at receipt, so that a verdict can be replayed.
        now: row.received_at,
        due,
        files,
    };
    let (document, unauthenticated) = assess(app, subject).await?;
    let bytes = serde_json::to_vec(&document)?;
    let mut tx = app.system_door().await?;
    let (_, state) = tx.submission(&scope, submission).await?;
    if !matches!(state, Submission::Admitted) {
        return Ok(());
    }
    let assessment = tx.id();
    let digest = app.blobs().put(&assessment, &bytes)?;
    let command = Command::Assess(judged(&document.assessment, assessment, digest, unauthenticated));
    let act = decide(&state, submission, command, tx.at())?;
    tx.record(Some(&row.platform_id), act).await?;
    tx.commit().await?;
    Ok(())
}

fn judged(assessment: &Assessment, id: String, document: String, unauthenticated: Option<i64>) -> Judged {
    let count = |outcome: Outcome| assessment.results.iter().filter(|r| r.outcome == outcome).count() as i64;
    let blocking = assessment
        .results
        .iter()
        .filter(|r| r.outcome == Outcome::Fail && r.severity == Severity::Blocking)
        .count() as i64;
    Judged {
        assessment: id,
        document,
        proposal: proposal(assessment.proposal),
        passed: count(Outcome::Pass),
        failed: count(Outcome::Fail),
        undetermined: count(Outcome::Undetermined),
        blocking_failed: blocking,
        unauthenticated,
    }
}

fn proposal(of: yunjian_assess::Proposal) -> Proposal {
    use yunjian_assess::Proposal as P;
    match of {
        P::Compliant => Proposal::Compliant,
        P::CompliantWithRemarks => Proposal::CompliantWithRemarks,
        P::PartlyCompliant => Proposal::PartlyCompliant,
        P::NonCompliant => Proposal::NonCompliant,
        P::Undetermined => Proposal::Undetermined,
    }
}

/// Gathers the inputs and runs the rules, off the request threads.
async fn assess(app: &App, subject: Subject) -> Result<(Document, Option<i64>), JobFault> {
    let gathered = inputs::gather(app, subject).await?;
    let app = app.clone();
    tokio::task::spawn_blocking(move || {
        let loaded = gathered.load(&app)?;
        let obligation = &loaded.manifest.obligation;
        let assessment = yunjian_assess::assess_ready(yunjian_assess::rules_of(obligation), &loaded.inputs());
        let assessment = assessment.preceded_by(loaded.lacking()?);
        let unauthenticated = loaded.unauthenticated_share();
        let document = Document { format: FORMAT.to_owned(), manifest: loaded.manifest, assessment };
        Ok((document, unauthenticated))
    })
    .await
    .map_err(|e| JobFault(e.to_string()))?
}

/// What a due item would still lack if an upload were handed in now. Facts are read into blobs that nothing
/// refers to; they are collected as orphans.
pub(crate) async fn dry_run(
    ctx: &Ctx,
    upload: &UploadRow,
    wanted: &Wanted,
) -> crate::problem::Result<wire::DryRunDue> {
    let app = &ctx.app;
    let platform = app
        .store()
        .platform(&ctx.scope(), &upload.platform_id)
        .await?
        .ok_or_else(|| Problem::not_found("platform"))?;
    let mut files = Vec::new();
    let mut summaries = Vec::new();
    let mut lacking = Vec::new();
    for file in app.store().upload_files(&ctx.scope(), &upload.id).await? {
        let order = Order {
            sha256: file.sha256.clone(),
            zone: platform.zone.clone(),
            scratch: app.entropy().id(ctx.at),
            format: None,
            received_at: Some(ctx.at),
        };
        let mut shown = wire::FileSummary {
            name: Some(file.name.clone()),
            sha256: file.sha256.clone(),
            size: file.size,
            format: None,
            summary: None,
        };
        match app.reader().read(app.blobs(), order).await? {
            Answer::Read { format, facts, summary, .. } => {
                shown.format = Some(format.clone());
                let bytes = serde_json::to_vec(&summary).unwrap_or_default();
                let summary_digest = app.blobs().put(&app.entropy().id(ctx.at), &bytes)?;
                shown.summary = Some(summary);
                files.push(File {
                    sha256: file.sha256,
                    size: file.size,
                    kind: kind_of(&wanted.due.obligation, &format),
                    format,
                    facts,
                    summary: summary_digest,
                });
            }
            Answer::Seen { .. } => return Err(crate::problem::internal("a page came instead of facts")),
            Answer::Refused { place, rule, message, message_zh } => lacking.push(wire::RuleResult {
                rule: rule.clone(),
                severity: "blocking".to_owned(),
                outcome: "fail".to_owned(),
                clause: None,
                message_zh: format!("文件“{}”无法读取：{message_zh}", file.name),
                message_en: format!("the file {} cannot be read: {message}", file.name),
                words_zh: None,
                words_en: None,
                missing: None,
                missing_zh: None,
                missing_en: None,
                compared: Vec::new(),
                parameters: Vec::new(),
                rows: vec![wire::FailingRow {
                    id: None,
                    file: Some(shown.sha256.clone()),
                    place: Some(place),
                    values: Vec::new(),
                }],
                rows_total: 1,
                set_aside: Vec::new(),
                decisions: Vec::new(),
            }),
        }
        summaries.push(shown);
    }
    let admissible = lacking.is_empty();
    let subject = Subject {
        submission: String::new(),
        form: wanted.form.clone(),
        covers_from: wanted.covers_from,
        covers_to: wanted.covers_to,
        automatic: ctx.caller.token_id.is_some(),
        now: ctx.at,
        due: wanted.due.clone(),
        files,
    };
    let (document, _) = assess(app, subject).await.map_err(|e| crate::problem::internal(&e.to_string()))?;
    let proposal = proposal(document.assessment.proposal).as_str().to_owned();
    let words = crate::api::words::Words::of(&wanted.due.obligation);
    let mut results: Vec<_> = document.assessment.results.into_iter().map(|r| result(r, &words)).collect();
    sort_results(&mut results);
    lacking.extend(
        results
            .iter()
            .filter(|r| matches!(r.outcome.as_str(), "fail" | "undetermined") && r.severity != "advice")
            .cloned(),
    );
    Ok(wire::DryRunDue {
        due: wanted.due.id.clone(),
        obligation: wanted.due.obligation.clone(),
        admissible,
        proposal: if admissible { proposal } else { "non_compliant".to_owned() },
        lacking,
        results,
        files: summaries,
    })
}
