//! Submissions: handing in, reasons, verdicts.

use axum::Json;
use axum::body::Body as RawBody;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use utoipa::IntoParams;
use yunjian_catalogue::{SensitivityLevel, catalogue};
use yunjian_domain::act::{Act, SubmittedFile};
use yunjian_domain::submission::{Command, Submission as State, decide, holder};
use yunjian_ledger::receipt::Receipt;
use yunjian_store::due::DueRow;
use yunjian_store::notice::NoticeFilter;
use yunjian_store::rectification::RectificationFilter;
use yunjian_store::submission::{NonconformityRow, SubmissionFilter, SubmissionRow};
use yunjian_store::upload::{UploadFileRow, UploadRow};
use yunjian_store::{Cursor, Tx};
use yunjian_wire::ledger::ReceiptState;
use yunjian_wire::problem::{Fault, Problem as Wire};
use yunjian_wire::submission as wire;
use yunjian_wire::{Done, Page, Reason};

use super::platform::mandated;
use super::upload::owed;
use super::{named, page, titles};
use crate::app::Ctx;
use crate::auth::{Args, Body, Paging};
use crate::problem::{Problem, Result, internal};
use crate::text::{optional_time, parse_time, required, time};

pub(crate) fn row(ctx: &Ctx, row: SubmissionRow) -> wire::SubmissionRow {
    let (title_zh, title_en) = titles(&row.obligation);
    wire::SubmissionRow {
        id: row.id,
        platform: named(row.platform_id, row.platform_name),
        due: row.due_id,
        obligation: row.obligation,
        title_zh,
        title_en,
        period: row.period_key,
        version: row.version,
        state: row.state,
        proposal: ctx.told(row.proposal),
        verdict: ctx.told(row.verdict),
        late: row.late == 1,
        received_at: time(row.received_at),
        reviewer: row.reviewer_id.map(|id| named(id, row.reviewer_name)),
        failed: row.failed,
        undetermined: row.undetermined,
    }
}

/// One due item that a hand-in is meant for, with the form for it.
pub(crate) struct Wanted {
    pub due: DueRow,
    pub form: Option<serde_json::Value>,
    pub covers_from: Option<i64>,
    pub covers_to: Option<i64>,
    /// Files of the upload that apply.
    pub files: Vec<UploadFileRow>,
    pub remarks: Option<String>,
}

/// Checks what is asked for against the upload: only its due items, each still owed by the caller.
pub(crate) async fn wanted(ctx: &Ctx, upload: &UploadRow, body: &wire::NewSubmission) -> Result<Vec<Wanted>> {
    if body.upload != upload.id {
        return Err(Problem::field("upload", "same", "上传编号不一致", "the upload's id differs"));
    }
    if body.dues.is_empty() {
        return Err(Problem::field("dues", "required", "请选择待交付事项", "name at least one due item"));
    }
    let common = covers(body.covers_from.as_deref(), body.covers_to.as_deref())?;
    if let Some(stray) = body.differences.iter().find(|d| !body.dues.contains(&d.due)) {
        return Err(Problem::field(
            "differences",
            "due",
            format!("差异所指的事项 {} 不在此次提交之列", stray.due),
            format!("the difference speaks of {}, which is not handed in for", stray.due),
        ));
    }
    let uploaded = ctx.store().upload_files(&ctx.scope(), &upload.id).await?;
    let mut out = Vec::new();
    for id in &body.dues {
        if !upload.dues.split(',').any(|d| d == id) {
            return Err(Problem::field(
                "dues",
                "upload",
                "此次上传不是为该待交付事项打开的",
                "the upload was not opened for this due item",
            ));
        }
        let due = owed(ctx, id).await?;
        let mut form = body.forms.get(&due.obligation).or_else(|| body.forms.get("*")).cloned();
        let own = body.differences.iter().find(|d| d.due == *id);
        let mut files = uploaded.clone();
        let (mut covers_from, mut covers_to) = common;
        let mut remarks = body.remarks.clone();
        if let Some(own) = own {
            if let Some(names) = &own.files {
                super::draft::only(&mut files, names)?;
            }
            if let Some(fields) = &own.form {
                form = Some(overlaid(form, fields));
            }
            let covers = covers(own.covers_from.as_deref(), own.covers_to.as_deref())?;
            covers_from = covers.0.or(covers_from);
            covers_to = covers.1.or(covers_to);
            remarks = own.remarks.clone().or(remarks);
        }
        let remarks = remarks.map(|r| r.trim().to_owned()).filter(|r| !r.is_empty());
        if remarks.as_ref().is_some_and(|r| r.chars().count() > 4000) {
            return Err(Problem::field("remarks", "length", "不超过 4000 字", "at most 4000 characters"));
        }
        if form.as_ref().is_some_and(|f| !f.is_object() || f.to_string().len() > 256 * 1024) {
            return Err(Problem::field(
                "forms",
                "object",
                "表单须为 JSON 对象，且不超过 256 KiB",
                "a form is a JSON object of at most 256 KiB",
            ));
        }
        out.push(Wanted { due, form, covers_from, covers_to, files, remarks });
    }
    Ok(out)
}

/// A stated time, its end not before its beginning.
fn covers(from: Option<&str>, to: Option<&str>) -> Result<(Option<i64>, Option<i64>)> {
    let from = from.map(|t| parse_time("covers_from", t)).transpose()?;
    let to = to.map(|t| parse_time("covers_to", t)).transpose()?;
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        return Err(Problem::field(
            "covers_to",
            "order",
            "结束早于开始",
            "the end lies before the beginning",
        ));
    }
    Ok((from, to))
}

/// The common form with a due item's own fields in place of the common ones.
fn overlaid(common: Option<serde_json::Value>, own: &serde_json::Value) -> serde_json::Value {
    match (common, own) {
        (Some(serde_json::Value::Object(mut fields)), serde_json::Value::Object(own)) => {
            fields.extend(own.clone());
            serde_json::Value::Object(fields)
        }
        _ => own.clone(),
    }
}

/// Hand in the files of an upload for one or several due items. Answers with a receipt for each.
#[utoipa::path(post, path = "/submissions", tag = "submission", request_body = wire::NewSubmission,
    responses((status = 201, body = wire::Submitted), (status = 403, body = Wire), (status = 404, body = Wire), (status = 409, body = Wire), (status = 422, body = Wire)))]
pub async fn create(
    ctx: Ctx,
    Body(body): Body<wire::NewSubmission>,
) -> Result<(StatusCode, Json<wire::Submitted>)> {
    super::upload::sensitivity(body.sensitivity.as_deref())?;
    let upload = super::upload::find(&ctx, &body.upload).await?;
    let wanted = wanted(&ctx, &upload, &body).await?;
    if wanted.iter().any(|w| w.files.is_empty() && w.form.is_none()) {
        return Err(Problem::field(
            "files",
            "required",
            "还没有上传文件，也没有填写表单",
            "there are neither files nor a form to hand in",
        ));
    }
    let mut tx = ctx.door().await?;
    let mut made = Vec::new();
    for wanted in wanted {
        // The same file for the same due item again gives the same receipt, not a second submission.
        let mut hash = Sha256::new();
        let mut digests: Vec<&str> = wanted.files.iter().map(|f| f.sha256.as_str()).collect();
        digests.sort_unstable();
        let form_text = wanted.form.as_ref().map(ToString::to_string);
        hash.update(digests.join(","));
        hash.update([0]);
        hash.update(form_text.as_deref().unwrap_or_default());
        hash.update([0]);
        hash.update(format!("{:?}{:?}", wanted.covers_from, wanted.covers_to));
        if let Some(remarks) = &wanted.remarks {
            hash.update([0]);
            hash.update(remarks);
        }
        let key = hex::encode(hash.finalize());
        if let Some(existing) = tx.same_submission(&wanted.due.id, &key).await? {
            let (row, _) = tx.submission(&ctx.scope(), &existing).await?;
            made.push((row.id, wanted.due.id, row.version, row.received_act, true));
            continue;
        }
        let newest = tx.newest_submission(&wanted.due.id).await?;
        let id = tx.id();
        let mut supersedes = None;
        if let Some((before, _)) = &newest {
            let (_, state) = tx.submission(&ctx.scope(), before).await?;
            match &state {
                // An adverse verdict stands; what is handed in to put things right is a version of its own.
                State::Decided { verdict } if verdict.is_adverse() => {}
                State::Decided { .. } => {
                    return Err(Problem::new(
                        StatusCode::CONFLICT,
                        "already_compliant",
                        "此事项已判合规，无需再次提交",
                        "this due item was found compliant; nothing more is needed",
                    ));
                }
                State::Superseded | State::Withdrawn => {}
                state => {
                    let act = decide(state, before, Command::Supersede { by: id.clone() }, ctx.at)?;
                    tx.record(Some(&wanted.due.platform_id), act).await?;
                    supersedes = Some(before.clone());
                }
            }
        }
        let version = newest.map_or(1, |(_, version)| version + 1);
        let mut submitted = Vec::with_capacity(wanted.files.len());
        for file in &wanted.files {
            let name = tx.content(&file.name).await?;
            submitted.push(SubmittedFile { sha256: file.sha256.clone(), size: file.size, name });
        }
        let form = tx.optional_content(form_text.as_deref()).await?;
        let remarks = tx.optional_content(wanted.remarks.as_deref()).await?;
        let act = tx
            .record(
                Some(&wanted.due.platform_id),
                Act::SubmissionReceived {
                    submission: id.clone(),
                    due: wanted.due.id.clone(),
                    platform: wanted.due.platform_id.clone(),
                    obligation: wanted.due.obligation.clone(),
                    version,
                    supersedes,
                    files: submitted,
                    form,
                    covers_from: wanted.covers_from,
                    covers_to: wanted.covers_to,
                    key,
                    automatic: ctx.caller.token_id.is_some(),
                    sensitivity: body.sensitivity.clone(),
                    remarks,
                },
            )
            .await?;
        tx.enqueue(crate::jobs::read_submission(&id, ctx.at)).await?;
        made.push((id, wanted.due.id, version, act, false));
    }
    ctx.commit(tx).await?;
    let mut submissions = Vec::with_capacity(made.len());
    for (id, due, version, act, repeated) in made {
        let receipt = ctx.store().receipt(&ctx.scope(), &act, ctx.app.key()).await?;
        submissions.push(wire::SubmittedOne { id, due, version, repeated, receipt: on_wire(&receipt)? });
    }
    Ok((StatusCode::CREATED, Json(wire::Submitted { submissions })))
}

fn on_wire(receipt: &Receipt) -> Result<ReceiptState> {
    Ok(ReceiptState {
        proven: receipt.inclusion.is_some(),
        receipt: serde_json::to_value(receipt).map_err(|e| internal(&e.to_string()))?,
    })
}

/// The receipt of a submission: a promise at first, with its proof about a second later.
#[utoipa::path(get, path = "/submissions/{submission}/receipt", tag = "submission", params(("submission" = String, Path)),
    responses((status = 200, body = ReceiptState), (status = 404, body = Wire)))]
pub async fn receipt(ctx: Ctx, Path(id): Path<String>) -> Result<Json<ReceiptState>> {
    let row = find(&ctx, &id).await?;
    let receipt = ctx.store().receipt(&ctx.scope(), &row.received_act, ctx.app.key()).await?;
    Ok(Json(on_wire(&receipt)?))
}

pub(super) async fn find(ctx: &Ctx, id: &str) -> Result<SubmissionRow> {
    ctx.store().submission(&ctx.scope(), id).await?.ok_or_else(|| Problem::not_found("submission"))
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SubmissionQuery {
    pub platform: Option<String>,
    pub state: Option<String>,
    pub due: Option<String>,
    pub obligation: Option<String>,
    /// 1: what waits for a reviewer, oldest first. Otherwise everything, newest first.
    pub queue: Option<u8>,
    pub limit: Option<i64>,
    pub cursor: Option<String>,
}

/// Submissions; with `queue=1` what waits for a reviewer.
#[utoipa::path(get, path = "/submissions", tag = "submission", params(SubmissionQuery),
    responses((status = 200, body = Page<wire::SubmissionRow>)))]
pub async fn list(ctx: Ctx, Args(query): Args<SubmissionQuery>) -> Result<Json<Page<wire::SubmissionRow>>> {
    let cursor = Paging { limit: query.limit, cursor: query.cursor }.cursor()?;
    let filter = SubmissionFilter {
        platform: query.platform,
        state: query.state,
        due: query.due,
        obligation: query.obligation,
        queue: query.queue == Some(1),
    };
    let listed = ctx.store().submissions(&ctx.scope(), &filter, &cursor).await?;
    Ok(Json(page(listed, ctx.at, |found| row(&ctx, found))))
}

/// Largest document of the system's own (summaries, assessments) that is read back whole.
const DOCUMENT: u64 = 64 << 20;

/// One submission with its reasons.
#[utoipa::path(get, path = "/submissions/{submission}", tag = "submission", params(("submission" = String, Path)),
    responses((status = 200, body = wire::Submission), (status = 404, body = Wire)))]
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> Result<Json<wire::Submission>> {
    let (scope, store, blobs) = (ctx.scope(), ctx.store(), ctx.app.blobs());
    let found = find(&ctx, &id).await?;
    let mut files = Vec::new();
    for file in store.submission_files(&scope, &id).await? {
        let summary = file
            .summary
            .as_deref()
            .map(|digest| blobs.read(digest, DOCUMENT))
            .transpose()?
            .and_then(|bytes| serde_json::from_slice(&bytes).ok());
        files.push(wire::FileSummary {
            name: file.name,
            sha256: file.sha256,
            size: file.size,
            format: file.format,
            summary,
        });
    }
    let mut results = Vec::new();
    if let Some(digest) = &found.assessment {
        let document: crate::jobs::assess::Document =
            serde_json::from_slice(&blobs.read(digest, DOCUMENT)?).map_err(|e| internal(&e.to_string()))?;
        results = super::result::results(&found.obligation, document.assessment.results);
    }
    let not_admitted: Vec<Fault> = match &found.report {
        Some(digest) => {
            serde_json::from_slice(&blobs.read(digest, DOCUMENT)?).map_err(|e| internal(&e.to_string()))?
        }
        None => Vec::new(),
    };
    let nonconformities = store.nonconformities(&scope, Some(&id), None).await?;
    let procedure = super::review::procedure(&ctx, &found).await?;
    let filter = NoticeFilter { submission: Some(id.clone()), ..NoticeFilter::default() };
    let notices = store.notices(&scope, &filter, &Cursor::first(200)).await?.items;
    let files_open = may_open(&ctx, &found).await?;
    let rectifications = store
        .rectifications(
            &scope,
            &RectificationFilter { platform: Some(found.platform_id.clone()), ..Default::default() },
            &Cursor::first(200),
        )
        .await?
        .items
        .into_iter()
        .filter(|r| r.submission_id == id)
        .map(|r| r.id)
        .collect();
    Ok(Json(wire::Submission {
        submitted_by: named(found.user_id.clone().unwrap_or_default(), found.user_name.clone()),
        automatic: found.automatic == 1,
        covers_from: optional_time(found.covers_from),
        covers_to: optional_time(found.covers_to),
        remarks: found.remarks.clone(),
        form: found.form.as_deref().and_then(|f| serde_json::from_str(f).ok()),
        files,
        results,
        assessment: found.assessment.clone(),
        assessed_at: optional_time(found.assessed_at),
        not_admitted,
        return_reason: found.return_reason.clone(),
        return_until: optional_time(found.return_until),
        verdict_reason: found.verdict_reason.clone(),
        decided_at: optional_time(found.decided_at),
        nonconformities: nonconformities.into_iter().map(nonconformity).collect(),
        procedure,
        notices: notices.into_iter().map(super::notice::row).collect(),
        sensitivity: sensitivity_of(&found).id.clone(),
        files_open,
        rectifications,
        supersedes: found.supersedes.clone(),
        superseded_by: found.superseded_by.clone(),
        as_of: time(ctx.at),
        row: row(&ctx, found),
    }))
}

pub(super) fn nonconformity(row: NonconformityRow) -> wire::Nonconformity {
    wire::Nonconformity {
        id: row.id,
        rule: row.rule,
        severity: row.severity,
        text: row.text,
        rectification: row.rectification_id,
    }
}

fn sensitivity_of(row: &SubmissionRow) -> &'static SensitivityLevel {
    let table = &catalogue().sensitivity;
    row.sensitivity.as_deref().and_then(|id| table.of(id)).unwrap_or_else(|| table.lowest())
}

/// Whether the caller may open the files: the most sensitive ones are for supervisor and submitter only.
pub(super) async fn may_open(ctx: &Ctx, row: &SubmissionRow) -> Result<bool> {
    if !sensitivity_of(row).closed || row.organisation_id.as_deref() == Some(&ctx.caller.organisation_id) {
        return Ok(true);
    }
    let roles = ctx.store().roles_on(&ctx.scope(), &row.platform_id).await?;
    Ok(roles.iter().any(|role| role == "supervisor"))
}

/// Who opened the files of a submission, newest first.
#[utoipa::path(get, path = "/submissions/{submission}/looks", tag = "submission", params(("submission" = String, Path)),
    responses((status = 200, body = wire::Looks), (status = 404, body = Wire)))]
pub async fn looks(ctx: Ctx, Path(id): Path<String>) -> Result<Json<wire::Looks>> {
    find(&ctx, &id).await?;
    let looks = ctx.store().looks(&ctx.scope(), &id).await?;
    Ok(Json(wire::Looks {
        items: looks
            .into_iter()
            .map(|l| wire::Look {
                id: l.id,
                way: l.way,
                sha256: l.sha256,
                user: named(l.user_id, l.user_name),
                organisation: named(l.organisation_id, l.organisation_name),
                at: time(l.at),
            })
            .collect(),
        as_of: time(ctx.at),
    }))
}

/// The assessment document: manifest of inputs and results, byte for byte as its digest says.
#[utoipa::path(get, path = "/submissions/{submission}/assessment", tag = "submission", params(("submission" = String, Path)),
    responses((status = 200, body = serde_json::Value), (status = 404, body = Wire)))]
pub async fn assessment(ctx: Ctx, Path(id): Path<String>) -> Result<impl IntoResponse> {
    let found = find(&ctx, &id).await?;
    let digest = found.assessment.ok_or_else(|| Problem::not_found("assessment"))?;
    let bytes = ctx.app.blobs().read(&digest, DOCUMENT)?;
    Ok(([(header::CONTENT_TYPE, "application/json")], bytes))
}

/// One file as it was handed in.
#[utoipa::path(get, path = "/submissions/{submission}/files/{sha256}", tag = "submission",
    params(("submission" = String, Path), ("sha256" = String, Path)),
    responses((status = 200, content_type = "application/octet-stream"), (status = 404, body = Wire)))]
pub async fn file(ctx: Ctx, Path((id, sha256)): Path<(String, String)>) -> Result<impl IntoResponse> {
    let found = super::view::opened(&ctx, &id, &sha256).await?;
    let path = ctx.app.blobs().path(&sha256).ok_or_else(|| Problem::not_found("file"))?;
    let file = tokio::fs::File::open(path).await?;
    let caller = &ctx.caller;
    let look = ctx.app.entropy().id(ctx.at);
    // Noted before the first byte leaves: a look that is not on record does not happen.
    ctx.store().note_look(&look, &id, &sha256, &caller.user_id, &caller.organisation_id, ctx.at).await?;
    let name: String = found
        .name
        .unwrap_or_else(|| "file".to_owned())
        .bytes()
        .map(|b| {
            if b.is_ascii_alphanumeric() || b"-._".contains(&b) {
                (b as char).to_string()
            } else {
                format!("%{b:02X}")
            }
        })
        .collect();
    Ok((
        [
            (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
            (header::CONTENT_DISPOSITION, format!("attachment; filename*=UTF-8''{name}")),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
            (header::CONTENT_SECURITY_POLICY, super::view::POLICY.to_owned()),
            (header::CACHE_CONTROL, "private, no-store".to_owned()),
            (header::CONTENT_LENGTH, found.size.to_string()),
        ],
        RawBody::from_stream(tokio_util::io::ReaderStream::new(file)),
    ))
}

/// Loads a submission in the door, decides, records.
pub(super) async fn command(
    ctx: &Ctx,
    id: &str,
    make: impl AsyncFnOnce(&mut Tx) -> Result<Command>,
) -> Result<Done> {
    let mut tx = ctx.door().await?;
    let (row, state) = tx.submission(&ctx.scope(), id).await?;
    super::deputy::step_in(ctx, &mut tx, holder(&state)).await?;
    let command = make(&mut tx).await?;
    let act = decide(&state, id, command, ctx.at)?;
    let act = tx.record(Some(&row.platform_id), act).await?;
    ctx.commit(tx).await?;
    Ok(Done { act })
}

/// The person a reviewer's command counts for: the caller, or the colleague it stands in for.
pub(super) fn reviewer(ctx: &Ctx, tx: &Tx) -> String {
    tx.actor().acting_for.clone().unwrap_or_else(|| ctx.caller.user_id.clone())
}

/// Take back a submission before a reviewer looks at it.
#[utoipa::path(post, path = "/submissions/{submission}/withdraw", tag = "submission", params(("submission" = String, Path)),
    request_body = Reason, responses((status = 200, body = Done), (status = 403, body = Wire), (status = 404, body = Wire), (status = 409, body = Wire)))]
pub async fn withdraw(ctx: Ctx, Path(id): Path<String>, Body(body): Body<Reason>) -> Result<Json<Done>> {
    let found = find(&ctx, &id).await?;
    if found.organisation_id.as_deref() != Some(&ctx.caller.organisation_id) {
        return Err(Problem::new(
            StatusCode::FORBIDDEN,
            "not_yours",
            "只有提交方可以撤回",
            "only the organisation that handed it in can withdraw it",
        ));
    }
    let reason = required("reason", &body.reason, 4000)?;
    let done =
        command(&ctx, &id, async |tx| Ok(Command::Withdraw { reason: tx.content(reason).await? })).await?;
    Ok(Json(done))
}

/// Take a submission for review.
#[utoipa::path(post, path = "/submissions/{submission}/take", tag = "submission", params(("submission" = String, Path)),
    responses((status = 200, body = Done), (status = 403, body = Wire), (status = 404, body = Wire), (status = 409, body = Wire)))]
pub async fn take(ctx: Ctx, Path(id): Path<String>) -> Result<Json<Done>> {
    let found = find(&ctx, &id).await?;
    mandated(&ctx, &found.platform_id, "controls").await?;
    let reviewer = ctx.caller.user_id.clone();
    Ok(Json(command(&ctx, &id, async |_| Ok(Command::Take { reviewer })).await?))
}

/// Return a submission to be supplemented by a date.
#[utoipa::path(post, path = "/submissions/{submission}/return", tag = "submission", params(("submission" = String, Path)),
    request_body = wire::Return, responses((status = 200, body = Done), (status = 403, body = Wire), (status = 404, body = Wire), (status = 409, body = Wire)))]
pub async fn return_(ctx: Ctx, Path(id): Path<String>, Body(body): Body<wire::Return>) -> Result<Json<Done>> {
    let found = find(&ctx, &id).await?;
    mandated(&ctx, &found.platform_id, "controls").await?;
    let reason = required("reason", &body.reason, 4000)?;
    let until = parse_time("until", &body.until)?;
    let done = command(&ctx, &id, async |tx| {
        Ok(Command::Return { reviewer: reviewer(&ctx, tx), reason: tx.content(reason).await?, until })
    })
    .await?;
    Ok(Json(done))
}
