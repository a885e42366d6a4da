//! What becomes of a request: each handler is one command of the life cycle.

use axum::Json;
use axum::extract::Path;
use yunjian_domain::act::DeviationTarget;
use yunjian_domain::deviation::{Command, decide, steps};
use yunjian_store::Tx;
use yunjian_store::deviation::DeviationRow;
use yunjian_wire::deviation as wire;
use yunjian_wire::problem::Problem as Wire;
use yunjian_wire::{Done, Reason};

use super::law::{Gravest, day_after, gravest, limits};
use super::{evidence, kind_of};
use crate::api::platform::mandated;
use crate::app::Ctx;
use crate::auth::Body;
use crate::problem::{Problem, Result};
use crate::text::required;

/// What is known of a request before the door is opened.
struct Known {
    row: DeviationRow,
    zone: String,
    now: Gravest,
}

async fn known(ctx: &Ctx, id: &str) -> Result<Known> {
    let (scope, store) = (ctx.scope(), ctx.store());
    let row = store.deviation(&scope, id).await?.ok_or_else(|| Problem::not_found("deviation"))?;
    let platform = crate::api::platform::find(ctx, &row.platform_id).await?;
    let targets: Vec<DeviationTarget> = store
        .deviation_targets(&scope, id)
        .await?
        .into_iter()
        .map(|t| DeviationTarget {
            component: t.component_id,
            weakness: t.weakness,
            cves: t.cves.split(',').filter(|c| !c.is_empty()).map(str::to_owned).collect(),
        })
        .collect();
    let now = gravest(ctx, &row.platform_id, kind_of(&row.kind)?, &targets).await?;
    Ok(Known { row, zone: platform.zone, now })
}

/// Decides under what the findings are now: one that turned graver since it was asked is decided by what it is.
async fn command(
    ctx: &Ctx,
    tx: &mut Tx,
    known: &Known,
    make: impl FnOnce(&DeviationRow) -> Command,
) -> Result<(String, &'static str)> {
    let kind = kind_of(&known.row.kind)?;
    let limits = limits(kind, &known.zone, ctx.at)?;
    let graver = steps(&known.now.severity, &known.row.severity).is_some();
    let severity = if graver { &known.now.severity } else { &known.row.severity };
    let law = limits.law(kind, severity, known.now.exploited);
    let (row, state) = tx.deviation(&ctx.scope(), &known.row.id).await?;
    let act = decide(&state, &row.id, make(&row), &law, ctx.at)?;
    let became = yunjian_domain::deviation::apply(Some(&state), &act, &ctx.caller.user_id);
    let act = tx.record(Some(&row.platform_id), act).await?;
    Ok((act, became.map_or("", |state| state.name())))
}

/// Ask again, after it was returned.
#[utoipa::path(post, path = "/deviations/{deviation}/resubmit", tag = "deviation", params(("deviation" = String, Path)),
    request_body = wire::ResubmitDeviation,
    responses((status = 200, body = Done), (status = 404, body = Wire), (status = 409, body = Wire)))]
pub async fn resubmit(
    ctx: Ctx,
    Path(id): Path<String>,
    Body(body): Body<wire::ResubmitDeviation>,
) -> Result<Json<Done>> {
    let known = known(&ctx, &id).await?;
    let reason = required("reason", &body.reason, 4000)?;
    let until = day_after("until", &body.until, &known.zone)?;
    let mut tx = ctx.door().await?;
    let reason = tx.content(reason).await?;
    let files = evidence(&ctx, &mut tx, &known.row.platform_id, body.upload.as_deref()).await?;
    let make =
        |_: &DeviationRow| Command::Resubmit { adjusted: body.adjusted, until, reason, evidence: files };
    let (act, _) = command(&ctx, &mut tx, &known, make).await?;
    ctx.commit(tx).await?;
    Ok(Json(Done { act }))
}

/// Grant a request, as asked or for a shorter time; a severity that asks for two people is endorsed by the first.
#[utoipa::path(post, path = "/deviations/{deviation}/grant", tag = "deviation", params(("deviation" = String, Path)),
    request_body = wire::GrantDeviation,
    responses((status = 200, body = Done), (status = 404, body = Wire), (status = 409, body = Wire)))]
pub async fn grant(
    ctx: Ctx,
    Path(id): Path<String>,
    Body(body): Body<wire::GrantDeviation>,
) -> Result<Json<Done>> {
    let known = known(&ctx, &id).await?;
    mandated(&ctx, &known.row.platform_id, "controls").await?;
    let reason = required("reason", &body.reason, 4000)?;
    let until = body.until.as_deref().map(|day| day_after("until", day, &known.zone)).transpose()?;
    let mut tx = ctx.door().await?;
    let reason = tx.content(reason).await?;
    let make = |row: &DeviationRow| Command::Grant {
        who: ctx.caller.user_id.clone(),
        until: until.unwrap_or(row.until_at),
        adjusted: body.adjusted.or_else(|| row.adjusted.clone()),
        reason,
    };
    let (act, _) = command(&ctx, &mut tx, &known, make).await?;
    ctx.commit(tx).await?;
    Ok(Json(Done { act }))
}

/// Grant several requests of one platform in one go, as they were asked: all of them, or none.
#[utoipa::path(post, path = "/platforms/{platform}/deviations/grant", tag = "deviation", params(("platform" = String, Path)),
    request_body = wire::GrantDeviations,
    responses((status = 200, body = wire::GrantedDeviations), (status = 404, body = Wire), (status = 409, body = Wire)))]
pub async fn grant_many(
    ctx: Ctx,
    Path(platform): Path<String>,
    Body(body): Body<wire::GrantDeviations>,
) -> Result<Json<wire::GrantedDeviations>> {
    mandated(&ctx, &platform, "controls").await?;
    let text = required("reason", &body.reason, 4000)?;
    if body.deviations.is_empty() || body.deviations.len() > 500 {
        return Err(Problem::field(
            "deviations",
            "count",
            "请选择 1 到 500 项例外申请",
            "name between 1 and 500 deviations",
        ));
    }
    let mut all = Vec::new();
    for id in &body.deviations {
        let known = known(&ctx, id).await?;
        if known.row.platform_id != platform {
            return Err(Problem::not_found("deviation"));
        }
        all.push(known);
    }
    let mut tx = ctx.door().await?;
    let mut out = wire::GrantedDeviations { granted: Vec::new(), endorsed: Vec::new() };
    for known in &all {
        let reason = tx.content(text).await?;
        let make = |row: &DeviationRow| Command::Grant {
            who: ctx.caller.user_id.clone(),
            until: row.until_at,
            adjusted: row.adjusted.clone(),
            reason,
        };
        let (_, became) = command(&ctx, &mut tx, known, make).await?;
        let list = if became == "granted" { &mut out.granted } else { &mut out.endorsed };
        list.push(known.row.id.clone());
    }
    ctx.commit(tx).await?;
    Ok(Json(out))
}

async fn with_reason(
    ctx: &Ctx,
    id: &str,
    body: &Reason,
    supervisor: bool,
    make: impl FnOnce(yunjian_domain::act::ContentRef) -> Command,
) -> Result<Json<Done>> {
    let known = known(ctx, id).await?;
    if supervisor {
        mandated(ctx, &known.row.platform_id, "controls").await?;
    }
    let reason = required("reason", &body.reason, 4000)?;
    let mut tx = ctx.door().await?;
    let reason = tx.content(reason).await?;
    let (act, _) = command(ctx, &mut tx, &known, |_| make(reason)).await?;
    ctx.commit(tx).await?;
    Ok(Json(Done { act }))
}

/// Refuse a request.
#[utoipa::path(post, path = "/deviations/{deviation}/refuse", tag = "deviation", params(("deviation" = String, Path)),
    request_body = Reason,
    responses((status = 200, body = Done), (status = 404, body = Wire), (status = 409, body = Wire)))]
pub async fn refuse(ctx: Ctx, Path(id): Path<String>, Body(body): Body<Reason>) -> Result<Json<Done>> {
    with_reason(&ctx, &id, &body, true, |reason| Command::Refuse { reason }).await
}

/// Send a request back, to be asked for again.
#[utoipa::path(post, path = "/deviations/{deviation}/return", tag = "deviation", params(("deviation" = String, Path)),
    request_body = Reason,
    responses((status = 200, body = Done), (status = 404, body = Wire), (status = 409, body = Wire)))]
pub async fn return_(ctx: Ctx, Path(id): Path<String>, Body(body): Body<Reason>) -> Result<Json<Done>> {
    with_reason(&ctx, &id, &body, true, |reason| Command::Return { reason }).await
}

/// Take a granted deviation back before its date.
#[utoipa::path(post, path = "/deviations/{deviation}/revoke", tag = "deviation", params(("deviation" = String, Path)),
    request_body = Reason,
    responses((status = 200, body = Done), (status = 404, body = Wire), (status = 409, body = Wire)))]
pub async fn revoke(ctx: Ctx, Path(id): Path<String>, Body(body): Body<Reason>) -> Result<Json<Done>> {
    with_reason(&ctx, &id, &body, true, |reason| Command::Revoke { reason }).await
}

/// Give a request or a granted deviation up.
#[utoipa::path(post, path = "/deviations/{deviation}/withdraw", tag = "deviation", params(("deviation" = String, Path)),
    request_body = Reason,
    responses((status = 200, body = Done), (status = 404, body = Wire), (status = 409, body = Wire)))]
pub async fn withdraw(ctx: Ctx, Path(id): Path<String>, Body(body): Body<Reason>) -> Result<Json<Done>> {
    with_reason(&ctx, &id, &body, false, |reason| Command::Withdraw { reason }).await
}
