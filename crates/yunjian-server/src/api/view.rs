//! Looking at the files of a submission in the page. What a file says is handed on as text, read by the child; the only bytes given out under a
//! media type of their own are pictures, by what they begin with.

use axum::Json;
use axum::body::Body as RawBody;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use serde::Deserialize;
use tokio::io::AsyncReadExt as _;
use utoipa::IntoParams;
use yunjian_evidence::view::{Ask, image, is_pdf};
use yunjian_store::submission::FileRow;
use yunjian_wire::problem::{Fault, Problem as Wire};
use yunjian_wire::view as wire;

use super::submission::{find, may_open};
use crate::app::Ctx;
use crate::auth::Args;
use crate::problem::{Problem, Result, internal};

/// Whatever a browser takes the bytes for, it runs nothing of them and loads nothing for them.
pub(super) const POLICY: &str = "default-src 'none'; sandbox";
/// Somebody who pages through a file looks at it once: further pages within this time (ms) are the same look.
const ONE_LOOK: i64 = 15 * 60_000;
/// Bytes by which a picture or a PDF is known.
const HEAD: usize = 1024;
/// Items of a page, unless asked otherwise.
const PAGE: usize = 100;

#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ViewQuery {
    /// Member of an archive.
    pub member: Option<String>,
    /// Sheet of a workbook, from 0.
    pub sheet: Option<usize>,
    /// Number of the first item, from 0.
    pub from: Option<u64>,
    /// Items of the page, at most 500.
    pub limit: Option<usize>,
    /// JSON pointer of the value whose parts are wanted.
    pub pointer: Option<String>,
    /// A place as rules and readers state it: the page around it.
    pub place: Option<String>,
    /// 1: as lines of text, whatever it is.
    pub text: Option<u8>,
}

/// The file, if the caller may open it.
pub(super) async fn opened(ctx: &Ctx, id: &str, sha256: &str) -> Result<FileRow> {
    let submission = find(ctx, id).await?;
    if !may_open(ctx, &submission).await? {
        return Err(Problem::new(
            StatusCode::FORBIDDEN,
            "restricted",
            "此提交标为“受限”，文件仅监管方和提交方可查看",
            "this submission is restricted: only the supervisor and whoever handed it in may open its files",
        ));
    }
    let files = ctx.store().submission_files(&ctx.scope(), id).await?;
    files.into_iter().find(|f| f.sha256 == sha256).ok_or_else(|| Problem::not_found("file"))
}

/// One page of a file: rows of a table, lines of a text, values of JSON, members of an archive.
#[utoipa::path(get, path = "/submissions/{submission}/files/{sha256}/view", tag = "view",
    params(("submission" = String, Path), ("sha256" = String, Path), ViewQuery),
    responses((status = 200, body = wire::View), (status = 403, body = Wire), (status = 404, body = Wire), (status = 422, body = Wire)))]
pub async fn show(
    ctx: Ctx,
    Path((id, sha256)): Path<(String, String)>,
    Args(query): Args<ViewQuery>,
) -> Result<Json<wire::View>> {
    let file = opened(&ctx, &id, &sha256).await?;
    note(&ctx, &id, &sha256).await?;
    let ask = Ask {
        format: file.format.clone(),
        name: file.name.clone(),
        member: query.member,
        sheet: query.sheet,
        from: query.from.unwrap_or(0),
        limit: query.limit.unwrap_or(PAGE),
        pointer: query.pointer,
        place: query.place.filter(|place| !place.is_empty()),
        text: query.text == Some(1),
    };
    match ctx.app.reader().view(ctx.app.blobs(), sha256, ask).await? {
        Ok(view) => {
            let view: wire::View = serde_json::from_value(view).map_err(|e| internal(&e.to_string()))?;
            Ok(Json(wire::View { name: file.name, size: file.size, ..view }))
        }
        Err(refusal) => Err(Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "not_shown",
            "文件无法在页面中显示；可以下载后查看",
            "the file cannot be shown in the page; it can still be downloaded",
        )
        .with(Fault {
            place: refusal.place,
            rule: refusal.rule,
            message: refusal.message,
            message_zh: Some(refusal.message_zh),
        })),
    }
}

/// What the page draws: a picture (PNG, JPEG, GIF, WebP) under the media type its bytes begin with, a PDF as bytes for the page's own drawing.
/// Nothing else is given out here.
#[utoipa::path(get, path = "/submissions/{submission}/files/{sha256}/content", tag = "view",
    params(("submission" = String, Path), ("sha256" = String, Path)),
    responses((status = 200, content_type = "application/octet-stream"), (status = 403, body = Wire), (status = 404, body = Wire), (status = 415, body = Wire)))]
pub async fn content(ctx: Ctx, Path((id, sha256)): Path<(String, String)>) -> Result<impl IntoResponse> {
    let found = opened(&ctx, &id, &sha256).await?;
    let path = ctx.app.blobs().path(&sha256).ok_or_else(|| Problem::not_found("file"))?;
    let mut file = tokio::fs::File::open(path).await?;
    let mut head = Vec::with_capacity(HEAD);
    (&mut file).take(HEAD as u64).read_to_end(&mut head).await?;
    // A document is never given out under its own media type: a browser's own reader might run what is in it.
    let (media, disposition) = match image(&head) {
        Some(media) => (media, "inline"),
        None if is_pdf(&head) => ("application/octet-stream", "attachment"),
        None => {
            return Err(Problem::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "not_drawn",
                "此文件既不是可显示的图片，也不是 PDF",
                "this file is neither a picture that is shown nor a PDF",
            ));
        }
    };
    note(&ctx, &id, &sha256).await?;
    let body = std::io::Cursor::new(head).chain(file);
    Ok((
        [
            (header::CONTENT_TYPE, media.to_owned()),
            (header::CONTENT_DISPOSITION, disposition.to_owned()),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
            (header::CONTENT_SECURITY_POLICY, POLICY.to_owned()),
            (header::CACHE_CONTROL, "private, no-store".to_owned()),
            (header::CONTENT_LENGTH, found.size.to_string()),
        ],
        RawBody::from_stream(tokio_util::io::ReaderStream::new(body)),
    ))
}

/// Puts the look on record; one that cannot be noted does not happen.
async fn note(ctx: &Ctx, id: &str, sha256: &str) -> Result<()> {
    let caller = &ctx.caller;
    let look = ctx.app.entropy().id(ctx.at);
    let who = (caller.user_id.as_str(), caller.organisation_id.as_str());
    Ok(ctx.store().note_sight(&look, id, sha256, who, ctx.at, ctx.at - ONE_LOOK).await?)
}
