//! Deputies: who stands in for whom. What a deputy does is recorded as done in the colleague's place.

use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use yunjian_domain::act::Act;
use yunjian_domain::permission::{Permission, Role};
use yunjian_store::notice::DeputyRow;
use yunjian_store::{Cursor, Tx};
use yunjian_wire::deputy as wire;
use yunjian_wire::problem::Problem as Wire;
use yunjian_wire::{Created, Done, Page};

use super::named;
use crate::app::Ctx;
use crate::auth::Body;
use crate::problem::{Problem, Result};
use crate::text::{optional_time, parse_time, required, time};

/// When the caller stands in for whoever holds a matter, what the transaction records is done in that place.
pub(super) async fn step_in(ctx: &Ctx, tx: &mut Tx, holder: Option<&str>) -> Result<()> {
    if let Some(holder) = holder.filter(|holder| *holder != ctx.caller.user_id)
        && ctx.store().stands_in(&ctx.scope(), &ctx.caller.user_id, holder, ctx.at).await?
    {
        tx.act_for(holder);
    }
    Ok(())
}

/// A colleague of the caller who reviews and whose access was not taken away.
pub(super) async fn colleague(ctx: &Ctx, field: &str, id: &str) -> Result<String> {
    let found = ctx.store().user(&ctx.scope(), id).await?;
    let fits = found.as_ref().is_some_and(|user| {
        user.organisation_id == ctx.caller.organisation_id
            && user.disabled == 0
            && Role::parse(&user.role).is_some_and(|role| role.may(Permission::ReviewSubmissions))
    });
    match found {
        Some(user) if fits => Ok(user.id),
        _ => Err(Problem::field(
            field,
            "colleague",
            "须为本单位在用的审核人员",
            "must be somebody of your organisation who reviews",
        )),
    }
}

fn wire(row: DeputyRow, now: i64) -> wire::Deputy {
    wire::Deputy {
        current: row.ended_at.is_none() && row.from_at <= now && now < row.until_at,
        id: row.id,
        principal: named(row.principal_id, row.principal_name),
        deputy: named(row.deputy_id, row.deputy_name),
        from: time(row.from_at),
        until: time(row.until_at),
        ended_at: optional_time(row.ended_at),
        reason: row.reason,
    }
}

/// Who stands in for whom in the caller's organisation, newest first.
#[utoipa::path(get, path = "/deputies", tag = "deputy", responses((status = 200, body = Page<wire::Deputy>)))]
pub async fn list(ctx: Ctx) -> Result<Json<Page<wire::Deputy>>> {
    let items = ctx.store().deputies(&ctx.scope()).await?;
    Ok(Json(Page {
        items: items.into_iter().map(|row| wire(row, ctx.at)).collect(),
        next: None,
        as_of: time(ctx.at),
    }))
}

/// People of the caller's organisation who review: whom work can be given to.
#[utoipa::path(get, path = "/colleagues", tag = "deputy", responses((status = 200, body = Page<yunjian_wire::Named>)))]
pub async fn colleagues(ctx: Ctx) -> Result<Json<Page<yunjian_wire::Named>>> {
    let mut cursor = Cursor::first(200);
    let mut items = Vec::new();
    loop {
        let page = ctx.store().users(&ctx.scope(), &cursor).await?;
        items.extend(page.items.into_iter().filter(|user| {
            user.organisation_id == ctx.caller.organisation_id
                && user.disabled == 0
                && Role::parse(&user.role).is_some_and(|role| role.may(Permission::ReviewSubmissions))
        }));
        match page.next {
            Some(next) => cursor.after = Some(next),
            None => break,
        }
    }
    Ok(Json(Page {
        items: items.into_iter().map(|user| named(user.id, user.name)).collect(),
        next: None,
        as_of: time(ctx.at),
    }))
}

/// Only for oneself; the lead may name deputies for others.
fn for_whom(ctx: &Ctx, principal: &str) -> Result<()> {
    if principal == ctx.caller.user_id || ctx.role == Role::Lead {
        return Ok(());
    }
    Err(Problem::new(
        StatusCode::FORBIDDEN,
        "not_yours",
        "只能为本人指定代理人；为他人指定须由负责人办理",
        "you name a deputy for yourself; for others the lead does",
    ))
}

/// Name a deputy for a time.
#[utoipa::path(post, path = "/deputies", tag = "deputy", request_body = wire::NewDeputy,
    responses((status = 201, body = Created), (status = 403, body = Wire), (status = 422, body = Wire)))]
pub async fn name(ctx: Ctx, Body(body): Body<wire::NewDeputy>) -> Result<(StatusCode, Json<Created>)> {
    let principal = body.principal.unwrap_or_else(|| ctx.caller.user_id.clone());
    for_whom(&ctx, &principal)?;
    let principal = colleague(&ctx, "principal", &principal).await?;
    let deputy = colleague(&ctx, "deputy", &body.deputy).await?;
    if deputy == principal {
        return Err(Problem::field("deputy", "another", "代理人须为他人", "the deputy is somebody else"));
    }
    let (from, until) = (parse_time("from", &body.from)?, parse_time("until", &body.until)?);
    if until <= from || until <= ctx.at {
        return Err(Problem::field(
            "until",
            "period",
            "结束时间须晚于开始时间和现在",
            "the end lies after the beginning and in the future",
        ));
    }
    let reason = required("reason", &body.reason, 4000)?;
    let mut tx = ctx.door().await?;
    let id = tx.id();
    let reason = tx.content(reason).await?;
    let act = Act::DeputyNamed { deputyship: id.clone(), principal, deputy, from, until, reason };
    let act = tx.record(None, act).await?;
    ctx.commit(tx).await?;
    Ok((StatusCode::CREATED, Json(Created { id, act })))
}

/// End a deputyship before its time.
#[utoipa::path(post, path = "/deputies/{deputyship}/end", tag = "deputy", params(("deputyship" = String, Path)),
    responses((status = 200, body = Done), (status = 403, body = Wire), (status = 404, body = Wire), (status = 409, body = Wire)))]
pub async fn end(ctx: Ctx, Path(id): Path<String>) -> Result<Json<Done>> {
    let found =
        ctx.store().deputy(&ctx.scope(), &id).await?.ok_or_else(|| Problem::not_found("deputyship"))?;
    for_whom(&ctx, &found.principal_id)?;
    if found.ended_at.is_some() {
        return Err(Problem::conflict_state("代理已结束", "the deputyship has ended already"));
    }
    let mut tx = ctx.door().await?;
    let act = tx.record(None, Act::DeputyEnded { deputyship: id }).await?;
    ctx.commit(tx).await?;
    Ok(Json(Done { act }))
}
