//! A trial of an upload: read and assessed as if it were handed in now, and nothing recorded.

use std::collections::BTreeMap;

use yunjian_store::upload::{UploadFileRow, UploadRow};
use yunjian_wire::submission as wire;

use super::inputs::{File, Subject};
use super::{assess, kind_of, proposal};
use crate::api::submission::Wanted;
use crate::app::Ctx;
use crate::problem::{Problem, Result, internal};
use crate::reader::{Answer, Order};

/// What came of reading one file; each is read once, however many due items it is for.
struct Read {
    answer: Answer,
    /// Digest of the reader's figures, as the assessment wants them.
    summary: String,
}

/// What each due item would still lack if the upload were handed in now. Facts are read into blobs that nothing refers
/// to; they are collected as orphans.
pub(crate) async fn run(ctx: &Ctx, upload: &UploadRow, wanted: &[Wanted]) -> Result<Vec<wire::DryRunDue>> {
    let platform = ctx
        .store()
        .platform(&ctx.scope(), &upload.platform_id)
        .await?
        .ok_or_else(|| Problem::not_found("platform"))?;
    let mut reads: BTreeMap<String, Read> = BTreeMap::new();
    for file in wanted.iter().flat_map(|w| &w.files) {
        if !reads.contains_key(&file.sha256) {
            reads.insert(file.sha256.clone(), read(ctx, file, &platform.zone).await?);
        }
    }
    let mut out = Vec::with_capacity(wanted.len());
    for one in wanted {
        out.push(try_one(ctx, one, &reads).await?);
    }
    Ok(out)
}

async fn read(ctx: &Ctx, file: &UploadFileRow, zone: &str) -> Result<Read> {
    let app = &ctx.app;
    let order = Order {
        sha256: file.sha256.clone(),
        zone: zone.to_owned(),
        scratch: app.entropy().id(ctx.at),
        format: None,
        received_at: Some(ctx.at),
    };
    let answer = app.reader().read(app.blobs(), order).await?;
    let summary = match &answer {
        Answer::Read { summary, .. } => {
            let bytes = serde_json::to_vec(summary).unwrap_or_default();
            app.blobs().put(&app.entropy().id(ctx.at), &bytes)?
        }
        Answer::Refused { .. } | Answer::Seen { .. } => String::new(),
    };
    Ok(Read { answer, summary })
}

async fn try_one(ctx: &Ctx, wanted: &Wanted, reads: &BTreeMap<String, Read>) -> Result<wire::DryRunDue> {
    let mut files = Vec::new();
    let mut shown = Vec::new();
    let mut lacking = Vec::new();
    for file in &wanted.files {
        let Some(read) = reads.get(&file.sha256) else { continue };
        let mut summary = wire::FileSummary {
            name: Some(file.name.clone()),
            sha256: file.sha256.clone(),
            size: file.size,
            format: None,
            summary: None,
        };
        match &read.answer {
            Answer::Read { format, facts, summary: figures, .. } => {
                summary.format = Some(format.clone());
                summary.summary = Some(figures.clone());
                files.push(File {
                    sha256: file.sha256.clone(),
                    size: file.size,
                    kind: kind_of(&wanted.due.obligation, format),
                    format: format.clone(),
                    facts: facts.clone(),
                    summary: read.summary.clone(),
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
                    file: Some(file.sha256.clone()),
                    place: Some(place.clone()),
                    values: Vec::new(),
                }],
                rows_total: 1,
                set_aside: Vec::new(),
                decisions: Vec::new(),
            }),
        }
        shown.push(summary);
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
    let (document, _) = assess(&ctx.app, subject).await.map_err(|e| internal(&e.to_string()))?;
    let proposed = proposal(document.assessment.proposal).as_str().to_owned();
    let results = crate::api::result::results(&wanted.due.obligation, document.assessment.results);
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
        proposal: if admissible { proposed } else { "non_compliant".to_owned() },
        lacking,
        results,
        files: shown,
    })
}
