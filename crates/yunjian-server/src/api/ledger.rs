//! The record's proofs, and erasing contents.

use axum::Json;
use axum::extract::Path;
use serde::Deserialize;
use utoipa::IntoParams;
use yunjian_domain::act::{Act, ContentRef};
use yunjian_wire::ledger::{Checkpoint, Consistency};
use yunjian_wire::problem::Problem as Wire;
use yunjian_wire::{Done, Reason};

use crate::app::Ctx;
use crate::auth::{Args, Body};
use crate::problem::{Problem, Result};
use crate::text::required;

/// The newest signed checkpoint.
#[utoipa::path(get, path = "/ledger/checkpoint", tag = "ledger",
    responses((status = 200, body = Checkpoint), (status = 404, body = Wire)))]
pub async fn checkpoint(ctx: Ctx) -> Result<Json<Checkpoint>> {
    let row = ctx.store().checkpoint().await?.ok_or_else(|| Problem::not_found("checkpoint"))?;
    Ok(Json(Checkpoint {
        note: row.note,
        size: row.size,
        root: row.root,
        vkey: ctx.app.key().verifier().to_string(),
        pending: ctx.store().pending_acts().await?,
        witnesses: 0,
    }))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Sizes {
    pub old: i64,
    pub new: i64,
}

/// The path that shows that one tree continues another.
#[utoipa::path(get, path = "/ledger/consistency", tag = "ledger", params(Sizes),
    responses((status = 200, body = Consistency), (status = 404, body = Wire)))]
pub async fn consistency(ctx: Ctx, Args(sizes): Args<Sizes>) -> Result<Json<Consistency>> {
    let path = ctx.store().consistency(sizes.old, sizes.new).await?;
    Ok(Json(Consistency {
        old: sizes.old,
        new: sizes.new,
        path: path.iter().map(ToString::to_string).collect(),
    }))
}

/// Erase a name or free text; the act stays, its text is gone for good.
#[utoipa::path(post, path = "/contents/{digest}/erase", tag = "ledger", params(("digest" = String, Path)),
    request_body = Reason,
    responses((status = 200, body = Done), (status = 404, body = Wire), (status = 422, body = Wire)))]
pub async fn erase(ctx: Ctx, Path(digest): Path<String>, Body(body): Body<Reason>) -> Result<Json<Done>> {
    let reason = required("reason", &body.reason, 4000)?;
    let platform = ctx
        .store()
        .content_platform(&ctx.scope(), &digest)
        .await?
        .ok_or_else(|| Problem::not_found("content"))?;
    let mut tx = ctx.door().await?;
    let reason = tx.content(reason).await?;
    // The same text was copied on its way through a procedure: told, drafted, printed. Whoever asks for it to be gone
    // means all of it; what else a notice says stays.
    let copies = tx.content_copies(&digest).await?;
    let erased = Act::ContentErased { content: ContentRef(digest), reason: reason.clone(), instead: None };
    let act = tx.record(Some(&platform), erased).await?;
    for copy in copies {
        let instead = match copy.rest {
            Some(rest) => Some(tx.content(&rest).await?),
            None => None,
        };
        let erased = Act::ContentErased { content: ContentRef(copy.digest), reason: reason.clone(), instead };
        tx.record_because(&act, Some(&platform), erased).await?;
    }
    ctx.commit(tx).await?;
    Ok(Json(Done { act }))
}
