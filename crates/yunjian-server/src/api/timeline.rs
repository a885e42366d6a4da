//! Timelines: what was done, by whom, when.

use axum::Json;
use axum::extract::Path;
use yunjian_store::Listed;
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
    let mut body = serde_json::from_str::<serde_json::Value>(&row.body).unwrap_or_default();
    let acting_for = body["by"]["acting_for"].as_str().map(|id| named(id, None));
    TimelineEntry {
        act: row.id,
        seq: row.seq,
        kind: row.kind,
        subject: row.subject,
        at: time(row.at),
        by: row.user_id.map(|id| named(id, row.user_name)),
        acting_for,
        organisation: row.organisation_id.map(|id| named(id, row.organisation_name)),
        fields: body.get_mut("act").map(serde_json::Value::take).unwrap_or_default(),
    }
}

/// A page of entries, with the names of those in whose place something was done, as far as the caller may see them.
async fn entries(ctx: &Ctx, listed: Listed<ActRow>) -> Result<Json<Page<TimelineEntry>>> {
    let mut page = page(listed, ctx.at, wire);
    for entry in &mut page.items {
        for field in ["verdict", "proposal"] {
            if let Some(word) = entry.fields.get_mut(field) {
                let told = ctx.told(word.as_str().map(str::to_owned));
                *word = told.map_or(serde_json::Value::Null, serde_json::Value::String);
            }
        }
        if let Some(principal) = &mut entry.acting_for {
            principal.name = ctx.store().user(&ctx.scope(), &principal.id).await?.and_then(|user| user.name);
        }
    }
    Ok(Json(page))
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
    entries(&ctx, listed).await
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
    entries(&ctx, listed).await
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
    entries(&ctx, listed).await
}

/// Everything recorded about a deviation request, oldest first.
#[utoipa::path(get, path = "/deviations/{deviation}/timeline", tag = "timeline",
    params(("deviation" = String, Path), Paging),
    responses((status = 200, body = Page<TimelineEntry>), (status = 404, body = Wire)))]
pub async fn deviation(
    ctx: Ctx,
    Path(id): Path<String>,
    Args(paging): Args<Paging>,
) -> Result<Json<Page<TimelineEntry>>> {
    let scope = ctx.scope();
    ctx.store().deviation(&scope, &id).await?.ok_or_else(|| Problem::not_found("deviation"))?;
    let listed = ctx.store().timeline_of(&scope, &id, &paging.cursor()?).await?;
    entries(&ctx, listed).await
}
