//! Uploads: authorised when opened, streamed with bounded memory, kept until handed in or expired.

use std::io::Write as _;
use yunjian_domain::calendar::HOUR;

use axum::Json;
use axum::body::Body as RawBody;
use axum::extract::Path;
use axum::http::StatusCode;
use futures_util::StreamExt as _;
use yunjian_store::upload::{UploadFileRow, UploadRow};
use yunjian_wire::problem::Problem as Wire;
use yunjian_wire::submission::{DryRun, NewSubmission};
use yunjian_wire::upload as wire;

use crate::app::Ctx;
use crate::auth::Body;
use crate::problem::{Problem, Result};
use crate::reader::Refusal;
use crate::text::time;

/// A due item the caller may hand in for now, and its platform.
///
/// # Errors
/// 404 when it is not the caller's to see, 403 when another party owes it, 409 when it waits for nothing.
pub(crate) async fn owed(ctx: &Ctx, due: &str) -> Result<yunjian_store::due::DueRow> {
    let row = ctx.store().due(&ctx.scope(), due).await?.ok_or_else(|| Problem::not_found("due item"))?;
    let roles = ctx.store().roles_on(&ctx.scope(), &row.platform_id).await?;
    if !roles.contains(&row.party) {
        return Err(Problem::new(
            StatusCode::FORBIDDEN,
            "not_your_due",
            "此事项由另一方提交",
            format!("this due item is handed in by the {}", row.party),
        ));
    }
    if row.standing == "withdrawn" {
        return Err(Problem::new(
            StatusCode::CONFLICT,
            "due_closed",
            "此待交付事项已撤销",
            "this due item was withdrawn",
        ));
    }
    Ok(row)
}

/// Between 1 and 100 due items of one platform that the caller may hand in for.
pub(crate) async fn owed_here(ctx: &Ctx, platform: &str, dues: &[String]) -> Result<()> {
    if dues.is_empty() || dues.len() > 100 {
        return Err(Problem::field(
            "dues",
            "count",
            "请选择 1 到 100 个待交付事项",
            "name between 1 and 100 due items",
        ));
    }
    for due in dues {
        if owed(ctx, due).await?.platform_id != platform {
            return Err(Problem::field(
                "dues",
                "platform",
                "待交付事项不属于此平台",
                "a due item belongs to another platform",
            ));
        }
    }
    Ok(())
}

/// Checks a stated sensitivity. Classified material is refused before a byte of it is taken.
pub(crate) fn sensitivity(stated: Option<&str>) -> Result<()> {
    let table = &yunjian_catalogue::catalogue().sensitivity;
    match stated {
        Some("classified") => Err(Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "classified",
            table.classified.refusal_zh.clone(),
            table.classified.refusal_en.clone(),
        )),
        Some(id) if table.of(id).is_none() => {
            let known: Vec<&str> = table.level.iter().map(|l| l.id.as_str()).collect();
            Err(Problem::field(
                "sensitivity",
                "sensitivity",
                format!("须为 {}", known.join("、")),
                format!("must be one of {}", known.join(", ")),
            ))
        }
        _ => Ok(()),
    }
}

pub(crate) async fn describe(ctx: &Ctx, row: UploadRow) -> Result<wire::Upload> {
    let files = ctx.store().upload_files(&ctx.scope(), &row.id).await?;
    let unfinished = ctx.store().unfinished_tus(&ctx.scope(), &row.id).await?;
    let limits = &ctx.app.config().limits;
    Ok(wire::Upload {
        id: row.id,
        platform: row.platform_id,
        dues: row.dues.split(',').filter(|d| !d.is_empty()).map(str::to_owned).collect(),
        files: files
            .into_iter()
            .map(|f| wire::UploadedFile { name: f.name, sha256: f.sha256, size: f.size })
            .collect(),
        unfinished: unfinished
            .into_iter()
            .map(|f| wire::UnfinishedFile {
                id: f.id,
                name: f.name,
                size: f.size,
                received: f.received_bytes,
                fingerprint: f.fingerprint,
            })
            .collect(),
        expires_at: time(row.expires_at),
        max_file_bytes: (limits.max_file_mib << 20) as i64,
        max_files: limits.max_files as i64,
        classified_marks: yunjian_catalogue::catalogue().sensitivity.classified.marks.clone(),
    })
}

pub(crate) async fn find(ctx: &Ctx, id: &str) -> Result<UploadRow> {
    ctx.store().upload(&ctx.scope(), id, ctx.at).await?.ok_or_else(|| Problem::not_found("upload"))
}

/// Open an upload for due items of one platform.
#[utoipa::path(post, path = "/uploads", tag = "upload", request_body = wire::OpenUpload,
    responses((status = 201, body = wire::Upload), (status = 403, body = Wire), (status = 404, body = Wire), (status = 422, body = Wire)))]
pub async fn open(ctx: Ctx, Body(body): Body<wire::OpenUpload>) -> Result<(StatusCode, Json<wire::Upload>)> {
    let purpose = body.purpose.as_deref();
    if let Some(stated) = purpose
        && !matches!(stated, "deviation" | "history")
    {
        return Err(Problem::field(
            "purpose",
            "purpose",
            "须为 deviation 或 history",
            "must be deviation or history",
        ));
    }
    if purpose.is_some() {
        let platform = super::platform::find(&ctx, &body.platform).await?;
        if platform.provider_id != ctx.caller.organisation_id {
            return Err(Problem::not_found("platform"));
        }
    }
    sensitivity(body.sensitivity.as_deref())?;
    if purpose.is_none() || !body.dues.is_empty() {
        owed_here(&ctx, &body.platform, &body.dues).await?;
    }
    let row = UploadRow {
        id: ctx.app.entropy().id(ctx.at),
        platform_id: body.platform,
        user_id: ctx.caller.user_id.clone(),
        dues: body.dues.join(","),
        expires_at: ctx.at + ctx.app.config().limits.upload_hours * HOUR,
    };
    ctx.store().open_upload(&row, &ctx.caller.organisation_id, ctx.at).await?;
    Ok((StatusCode::CREATED, Json(describe(&ctx, row).await?)))
}

/// What was uploaded so far.
#[utoipa::path(get, path = "/uploads/{upload}", tag = "upload", params(("upload" = String, Path)),
    responses((status = 200, body = wire::Upload), (status = 404, body = Wire)))]
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> Result<Json<wire::Upload>> {
    let row = find(&ctx, &id).await?;
    Ok(Json(describe(&ctx, row).await?))
}

/// A file name for people: no folders, no control characters.
pub(super) fn clean_name(name: &str) -> Result<String> {
    let wrong = name.is_empty()
        || name.chars().count() > 200
        || name == "."
        || name == ".."
        || name.chars().any(|c| c.is_control() || matches!(c, '/' | '\\'));
    if wrong {
        return Err(Problem::field(
            "name",
            "file_name",
            "文件名须为 1 到 200 个字符，不含路径和控制字符",
            "a file name has 1 to 200 characters and neither folders nor control characters",
        ));
    }
    // Before a byte of it is taken: whoever sends a file names it first.
    let classified = &yunjian_catalogue::catalogue().sensitivity.classified;
    if let Some(mark) = classified.marked(name) {
        return Err(Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "classified",
            format!("文件名“{name}”带有密级标志“{mark}”。{}", classified.refusal_zh),
            format!("the name {name} carries the marking {mark}: {}", classified.refusal_en),
        ));
    }
    Ok(name.to_owned())
}

pub(super) fn dangerous(name: &str, refusal: Refusal) -> Problem {
    Problem::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "dangerous_archive",
        format!("文件“{name}”的压缩内容超出安全限制，没有保存"),
        format!("the compressed content of {name} is beyond what is safe to unpack; it was not kept"),
    )
    .with(yunjian_wire::problem::Fault {
        place: format!("{name}: {}", refusal.place),
        rule: refusal.rule,
        message: refusal.message,
        message_zh: Some(refusal.message_zh),
    })
}

/// Whether an upload has room for one more file, and the organisation for so many bytes more.
///
/// # Errors
/// 422 when there are too many files, 413 when the organisation's open uploads hold too much.
pub(super) async fn room(ctx: &Ctx, upload: &UploadRow, name: &str, more: i64) -> Result<()> {
    let limits = &ctx.app.config().limits;
    let kept = ctx.store().upload_files(&ctx.scope(), &upload.id).await?;
    let coming = ctx.store().unfinished_tus(&ctx.scope(), &upload.id).await?;
    let known = kept.iter().any(|f| f.name == name) || coming.iter().any(|f| f.name == name);
    if kept.len() + coming.len() >= limits.max_files && !known {
        return Err(Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "too_many_files",
            format!("一次最多 {} 个文件", limits.max_files),
            format!("one upload takes at most {} files", limits.max_files),
        ));
    }
    let held = ctx.store().open_bytes(&ctx.scope(), &ctx.caller.organisation_id, ctx.at).await?;
    if held.saturating_add(more).unsigned_abs() > limits.open_uploads_mib << 20 {
        return Err(Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "no_room",
            format!(
                "本单位尚未提交的上传文件合计超过 {} MiB 的上限；请先提交或删除一部分",
                limits.open_uploads_mib
            ),
            format!(
                "the files your organisation has uploaded and not handed in would exceed {} MiB; hand in or remove some first",
                limits.open_uploads_mib
            ),
        ));
    }
    Ok(())
}

/// Uploads of the caller's that are open and hold files not handed in: where to go on.
#[utoipa::path(get, path = "/uploads", tag = "upload", responses((status = 200, body = wire::Uploads)))]
pub async fn list(ctx: Ctx) -> Result<Json<wire::Uploads>> {
    let rows = ctx.store().open_uploads(&ctx.scope(), &ctx.caller.user_id, ctx.at).await?;
    let mut items = Vec::with_capacity(rows.len());
    for row in rows {
        items.push(describe(&ctx, row).await?);
    }
    Ok(Json(wire::Uploads { items, as_of: time(ctx.at) }))
}

/// Send one file; the body is the file. A file of the same name replaces the earlier one.
#[utoipa::path(put, path = "/uploads/{upload}/files/{name}", tag = "upload",
    params(("upload" = String, Path), ("name" = String, Path)),
    request_body(content = String, content_type = "application/octet-stream"),
    responses((status = 201, body = wire::UploadedFile), (status = 404, body = Wire), (status = 413, body = Wire), (status = 422, body = Wire)))]
pub async fn put(
    ctx: Ctx,
    Path((id, name)): Path<(String, String)>,
    body: RawBody,
) -> Result<(StatusCode, Json<wire::UploadedFile>)> {
    let upload = find(&ctx, &id).await?;
    let name = clean_name(&name)?;
    let limits = &ctx.app.config().limits;
    room(&ctx, &upload, &name, 0).await?;
    let most = limits.max_file_mib << 20;
    let scratch = ctx.app.entropy().id(ctx.at);
    let mut writer = ctx.app.blobs().writer(&scratch)?;
    let mut stream = body.into_data_stream();
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(|_| {
            Problem::new(
                StatusCode::BAD_REQUEST,
                "interrupted",
                "上传中断，文件没有保存；请重新上传",
                "the upload broke off and nothing was kept; send the file again",
            )
        })?;
        if writer.size() + chunk.len() as u64 > most {
            return Err(Problem::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                "too_large",
                format!("文件“{name}”超过 {} MiB 的上限，没有保存", limits.max_file_mib),
                format!(
                    "the file {name} is larger than the limit of {} MiB and was not kept",
                    limits.max_file_mib
                ),
            ));
        }
        // Chunks are small and the write goes to the page cache; the one slow step, the sync, is off the thread.
        writer.write_all(&chunk)?;
    }
    if writer.size() == 0 {
        return Err(Problem::field("file", "empty", "文件为空", "the file is empty"));
    }
    if yunjian_evidence::archive::is_packed(&writer.begins()?) {
        // Whatever the archive does to the child that looks at it, it does to nobody else. Dropping the writer on the
        // way out removes what was written: nothing of a bomb is kept.
        if let Some(refusal) = ctx.app.reader().look(ctx.app.blobs(), writer.place()).await? {
            return Err(dangerous(&name, refusal));
        }
    }
    let (sha256, size) = tokio::task::spawn_blocking(move || writer.finish())
        .await
        .map_err(|e| crate::problem::internal(&e.to_string()))??;
    let row = UploadFileRow { name, sha256, size: size as i64 };
    ctx.store().add_upload_file(&upload.id, &row, ctx.at).await?;
    Ok((StatusCode::CREATED, Json(wire::UploadedFile { name: row.name, sha256: row.sha256, size: row.size })))
}

/// Take a file out of an upload.
#[utoipa::path(delete, path = "/uploads/{upload}/files/{name}", tag = "upload",
    params(("upload" = String, Path), ("name" = String, Path)),
    responses((status = 204), (status = 404, body = Wire)))]
pub async fn remove(ctx: Ctx, Path((id, name)): Path<(String, String)>) -> Result<StatusCode> {
    let upload = find(&ctx, &id).await?;
    if ctx.store().remove_upload_file(&upload.id, &name).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Problem::not_found("file"))
    }
}

/// Say what each due item would still lack if the upload were handed in now. Nothing becomes part of the record.
#[utoipa::path(post, path = "/uploads/{upload}/check", tag = "upload", params(("upload" = String, Path)),
    request_body = NewSubmission,
    responses((status = 200, body = DryRun), (status = 403, body = Wire), (status = 404, body = Wire), (status = 422, body = Wire)))]
pub async fn check(
    ctx: Ctx,
    Path(id): Path<String>,
    Body(body): Body<NewSubmission>,
) -> Result<Json<DryRun>> {
    let upload = find(&ctx, &id).await?;
    let wanted = super::submission::wanted(&ctx, &upload, &body).await?;
    Ok(Json(DryRun { dues: crate::jobs::assess::trial::run(&ctx, &upload, &wanted).await? }))
}
