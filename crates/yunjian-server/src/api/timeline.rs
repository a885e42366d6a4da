//! Timelines: what was done, by whom, when.

use axum::Json;
use axum::extract::Path;
use yunjian_store::timeline::ActRow;
use yunjian_wire::Page;
use yunjian_wire::problem::Problem as Wire;
use yunjian_wire::timeline::TimelineEntry;

use super::{named, page};
use crate::app::Ctx;
use crate::auth::{Args, Paging};
use crate::problem::{Problem, Result};
use crate::text::time;

fn wire(row: ActRow) -> TimelineEntry {
    let fields = serde_json::from_str::<serde_json::Value>(&row.body)
        .ok()
        .and_then(|mut body| body.get_mut("act").map(serde_json::Value::take))
        .unwrap_or_default();
    TimelineEntry {
        act: row.id,
        seq: row.seq,
        kind: row.kind,
        subject: row.subject,
        at: time(row.at),
        by: row.user_id.map(|id| named(id, row.user_name)),
        organisation: row.organisation_id.map(|id| named(id, row.organisation_name)),
        fields,
    }
}

/// Everything recorded about a platform, newest first.
#[utoipa::path(get, path = "/platforms/{platform}/timeline", tag = "timeline",
    params(("platform" = String, Path), Paging),
    responses((status = 200, body = Page<TimelineEntry>), (status = 404, body = Wire)))]
pub async fn platform(
    ctx: Ctx,
    Path(id): Path<String>,
    Args(paging): Args<Paging>,
) -> Result<Json<Page<TimelineEntry>>> {
    let scope = ctx.scope();
    ctx.store().platform(&scope, &id).await?.ok_or_else(|| Problem::not_found("platform"))?;
    let listed = ctx.store().platform_timeline(&scope, &id, &paging.cursor()?).await?;
    Ok(Json(page(listed, ctx.at, wire)))
}

/// Everything recorded about a submission, oldest first.
#[utoipa::path(get, path = "/submissions/{submission}/timeline", tag = "timeline",
    params(("submission" = String, Path), Paging),
    responses((status = 200, body = Page<TimelineEntry>), (status = 404, body = Wire)))]
pub async fn submission(
    ctx: Ctx,
    Path(id): Path<String>,
    Args(paging): Args<Paging>,
) -> Result<Json<Page<TimelineEntry>>> {
    let scope = ctx.scope();
    ctx.store().submission(&scope, &id).await?.ok_or_else(|| Problem::not_found("submission"))?;
    let listed = ctx.store().timeline_of(&scope, &id, &paging.cursor()?).await?;
    Ok(Json(page(listed, ctx.at, wire)))
}

/// Everything recorded about a rectification, oldest first.
#[utoipa::path(get, path = "/rectifications/{rectification}/timeline", tag = "timeline",
    params(("rectification" = String, Path), Paging),
    responses((status = 200, body = Page<TimelineEntry>), (status = 404, body = Wire)))]
pub async fn rectification(
    ctx: Ctx,
    Path(id): Path<String>,
    Args(paging): Args<Paging>,
) -> Result<Json<Page<TimelineEntry>>> {
    let scope = ctx.scope();
    ctx.store().rectification(&scope, &id).await?.ok_or_else(|| Problem::not_found("rectification"))?;
    let listed = ctx.store().timeline_of(&scope, &id, &paging.cursor()?).await?;
    Ok(Json(page(listed, ctx.at, wire)))
}
