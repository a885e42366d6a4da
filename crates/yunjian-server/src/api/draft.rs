//! Drafts of what is to be handed in, files shared by several platforms, and files that were handed in before.

use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use yunjian_domain::calendar::DAY;
use yunjian_store::upload::{Draft, DraftRow, UploadRow};
use yunjian_wire::draft as wire;
use yunjian_wire::problem::Problem as Wire;
use yunjian_wire::upload::Upload;

use super::named;
use super::upload::{describe, find, sensitivity};
use crate::app::Ctx;
use crate::auth::Body;
use crate::problem::{Problem, Result};
use crate::text::time;

/// A draft is a page's forms; its files are beside it.
const MOST: usize = 512 * 1024;

async fn shown(ctx: &Ctx, row: DraftRow) -> Result<wire::KeptDraft> {
    let platform = ctx.store().platform(&ctx.scope(), &row.platform_id).await?;
    Ok(wire::KeptDraft {
        upload: row.upload_id,
        platform: named(row.platform_id, platform.and_then(|p| p.name)),
        dues: row.dues.split(',').filter(|d| !d.is_empty()).map(str::to_owned).collect(),
        files: row.files,
        body: serde_json::from_str(&row.body).unwrap_or_default(),
        version: row.version,
        changed_by: named(row.changed_by, row.changed_by_name),
        changed_at: time(row.changed_at),
        expires_at: time(row.expires_at),
    })
}

/// Drafts of the caller's organisation, last changed first.
#[utoipa::path(get, path = "/drafts", tag = "draft", responses((status = 200, body = wire::Drafts)))]
pub async fn list(ctx: Ctx) -> Result<Json<wire::Drafts>> {
    let mut items = Vec::new();
    for row in ctx.store().drafts(&ctx.scope(), ctx.at).await? {
        items.push(shown(&ctx, row).await?);
    }
    Ok(Json(wire::Drafts { items, as_of: time(ctx.at) }))
}

/// The draft kept for an upload.
#[utoipa::path(get, path = "/uploads/{upload}/draft", tag = "draft", params(("upload" = String, Path)),
    responses((status = 200, body = wire::KeptDraft), (status = 404, body = Wire)))]
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> Result<Json<wire::KeptDraft>> {
    let upload = find(&ctx, &id).await?;
    let row = ctx
        .store()
        .draft(&ctx.scope(), &upload.id, ctx.at)
        .await?
        .ok_or_else(|| Problem::not_found("draft"))?;
    Ok(Json(shown(&ctx, row).await?))
}

/// Keep what was typed for an upload; its files are kept as long as the draft.
#[utoipa::path(put, path = "/uploads/{upload}/draft", tag = "draft", params(("upload" = String, Path)),
    request_body = wire::KeepDraft,
    responses((status = 200, body = wire::KeptDraft), (status = 404, body = Wire), (status = 409, body = Wire), (status = 422, body = Wire)))]
pub async fn keep(
    ctx: Ctx,
    Path(id): Path<String>,
    Body(body): Body<wire::KeepDraft>,
) -> Result<Json<wire::KeptDraft>> {
    let upload = find(&ctx, &id).await?;
    let text = body.body.to_string();
    if !body.body.is_object() || text.len() > MOST {
        return Err(Problem::field(
            "body",
            "object",
            "草稿须为 JSON 对象，且不超过 512 KiB",
            "a draft is a JSON object of at most 512 KiB",
        ));
    }
    let (organisation, user) = (&ctx.caller.organisation_id, &ctx.caller.user_id);
    let expires = ctx.at + ctx.app.config().limits.draft_days * DAY;
    let draft =
        Draft { upload: &upload.id, organisation, body: &text, known: body.version, by: user, expires };
    let kept = ctx.store().keep_draft(&draft, ctx.at).await?;
    if !kept {
        return Err(Problem::new(
            StatusCode::CONFLICT,
            "draft_changed",
            "同事已修改这份草稿；请重新打开，再作修改",
            "a colleague changed this draft meanwhile; open it again and make your change there",
        ));
    }
    show(ctx, Path(id)).await
}

/// Throw a draft away; its files go when the upload expires.
#[utoipa::path(delete, path = "/uploads/{upload}/draft", tag = "draft", params(("upload" = String, Path)),
    responses((status = 204), (status = 404, body = Wire)))]
pub async fn drop_(ctx: Ctx, Path(id): Path<String>) -> Result<StatusCode> {
    let upload = find(&ctx, &id).await?;
    ctx.store().drop_draft(&upload.id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take the files of an upload over for due items of another platform. Asked again for the same platform, the earlier
/// take-over is replaced.
#[utoipa::path(post, path = "/uploads/{upload}/take-over", tag = "upload", params(("upload" = String, Path)),
    request_body = wire::TakeOver,
    responses((status = 201, body = Upload), (status = 403, body = Wire), (status = 404, body = Wire), (status = 422, body = Wire)))]
pub async fn take_over(
    ctx: Ctx,
    Path(id): Path<String>,
    Body(body): Body<wire::TakeOver>,
) -> Result<(StatusCode, Json<Upload>)> {
    let source = find(&ctx, &id).await?;
    if body.platform == source.platform_id {
        return Err(Problem::field(
            "platform",
            "same",
            "文件已经是为此平台上传的",
            "the files were uploaded for this platform already",
        ));
    }
    sensitivity(body.sensitivity.as_deref())?;
    super::upload::owed_here(&ctx, &body.platform, &body.dues).await?;
    let mut files = ctx.store().upload_files(&ctx.scope(), &source.id).await?;
    if let Some(names) = &body.files {
        only(&mut files, names)?;
    }
    let mut row = UploadRow {
        id: ctx.app.entropy().id(ctx.at),
        platform_id: body.platform,
        user_id: ctx.caller.user_id.clone(),
        dues: body.dues.join(","),
        expires_at: source.expires_at,
    };
    row.id =
        ctx.store().take_over_upload(&row, &source.id, &ctx.caller.organisation_id, &files, ctx.at).await?;
    Ok((StatusCode::CREATED, Json(describe(&ctx, row).await?)))
}

/// Keeps the files of these names, all of which must be there.
pub(crate) fn only(files: &mut Vec<yunjian_store::upload::UploadFileRow>, names: &[String]) -> Result<()> {
    if let Some(unknown) = names.iter().find(|name| !files.iter().any(|f| f.name == **name)) {
        return Err(Problem::field(
            "files",
            "unknown",
            format!("上传中没有文件“{unknown}”"),
            format!("the upload has no file {unknown}"),
        ));
    }
    files.retain(|f| names.contains(&f.name));
    Ok(())
}

/// Where files were handed in before, by their digests alone: nothing has to be sent to find out.
#[utoipa::path(post, path = "/files/known", tag = "draft", request_body = wire::AskKnown,
    responses((status = 200, body = wire::Known), (status = 422, body = Wire)))]
pub async fn known(ctx: Ctx, Body(body): Body<wire::AskKnown>) -> Result<Json<wire::Known>> {
    let fits = |d: &String| d.len() == 64 && d.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    if body.digests.len() > 100 || !body.digests.iter().all(fits) {
        return Err(Problem::field(
            "digests",
            "digest",
            "须为至多 100 个 SHA-256 摘要（小写十六进制）",
            "at most 100 SHA-256 digests in lower-case hexadecimal",
        ));
    }
    let items = ctx.store().known_files(&ctx.scope(), &body.digests).await?;
    Ok(Json(wire::Known {
        items: items
            .into_iter()
            .map(|k| wire::KnownFile {
                sha256: k.sha256,
                submission: k.submission_id,
                platform: named(k.platform_id, k.platform_name),
                obligation: k.obligation,
                period: k.period_key,
                state: k.state,
                received_at: time(k.received_at),
            })
            .collect(),
    }))
}
