//! Due items.

use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::IntoParams;
use yunjian_catalogue::{catalogue, working_days};
use yunjian_domain::act::{Act, DueOpening, DueOrigin};
use yunjian_domain::calendar;
use yunjian_store::Cursor;
use yunjian_store::due::{DueFilter, DueRow};
use yunjian_store::submission::SubmissionFilter;
use yunjian_wire::due as wire;
use yunjian_wire::problem::Problem as Wire;
use yunjian_wire::{Created, Done, Page, Reason};

use super::platform::mandated;
use super::{named, page, titles};
use crate::app::Ctx;
use crate::auth::{Args, Body, Paging};
use crate::problem::{Problem, Result};
use crate::text::{required, time};

pub(crate) fn row(row: DueRow, now: i64) -> wire::DueRow {
    let (title_zh, title_en) = titles(&row.obligation);
    wire::DueRow {
        overdue: row.waits_until.is_some_and(|until| until < now),
        late: row.first_received_at.is_some_and(|at| at > row.due_at),
        id: row.id,
        platform: named(row.platform_id, row.platform_name),
        obligation: row.obligation,
        title_zh,
        title_en,
        party: row.party,
        frequency: row.frequency,
        period: row.period_key,
        start: time(row.start_at),
        end: time(row.end_at),
        due_at: time(row.due_at),
        standing: row.standing,
        calendar_verified: row.calendar_verified == 1,
        submission: row.submission_id,
    }
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DueQuery {
    pub platform: Option<String>,
    pub obligation: Option<String>,
    /// `open`, `submitted`, `not_admitted`, `returned`, `compliant`, `non_compliant` or `withdrawn`.
    pub standing: Option<String>,
    pub overdue: Option<bool>,
    pub limit: Option<i64>,
    pub cursor: Option<String>,
}

/// Due items, soonest due first.
#[utoipa::path(get, path = "/dues", tag = "due", params(DueQuery), responses((status = 200, body = Page<wire::DueRow>)))]
pub async fn list(ctx: Ctx, Args(query): Args<DueQuery>) -> Result<Json<Page<wire::DueRow>>> {
    let cursor = Paging { limit: query.limit, cursor: query.cursor }.cursor()?;
    let filter = DueFilter {
        platform: query.platform,
        obligation: query.obligation,
        standing: query.standing,
        overdue: query.overdue,
        waiting: false,
        now: ctx.at,
        ..Default::default()
    };
    let listed = ctx.store().dues(&ctx.scope(), &filter, &cursor).await?;
    Ok(Json(page(listed, ctx.at, |r| row(r, ctx.at))))
}

/// One due item with its submissions.
#[utoipa::path(get, path = "/dues/{due}", tag = "due", params(("due" = String, Path)),
    responses((status = 200, body = wire::Due), (status = 404, body = Wire)))]
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> Result<Json<wire::Due>> {
    let scope = ctx.scope();
    let found = ctx.store().due(&scope, &id).await?.ok_or_else(|| Problem::not_found("due item"))?;
    let filter = SubmissionFilter { due: Some(id), ..SubmissionFilter::default() };
    let submissions = ctx.store().submissions(&scope, &filter, &Cursor::first(200)).await?;
    Ok(Json(wire::Due {
        origin: found.origin.clone(),
        reason: found.reason.clone(),
        extended_reason: found.extended_reason.clone(),
        reminders: super::many::reminders(&ctx, &found.id).await?,
        row: row(found, ctx.at),
        submissions: submissions.items.into_iter().map(|s| super::submission::row(&ctx, s)).collect(),
        as_of: time(ctx.at),
    }))
}

/// Ask for a deliverable outside the calendar.
#[utoipa::path(post, path = "/platforms/{platform}/dues", tag = "due", params(("platform" = String, Path)),
    request_body = wire::RequestDue,
    responses((status = 201, body = Created), (status = 403, body = Wire), (status = 404, body = Wire), (status = 422, body = Wire)))]
pub async fn request(
    ctx: Ctx,
    Path(id): Path<String>,
    Body(body): Body<wire::RequestDue>,
) -> Result<(StatusCode, Json<Created>)> {
    let platform = mandated(&ctx, &id, "controls").await?;
    let obligation = catalogue().obligation(&body.obligation).ok_or_else(|| {
        Problem::field("obligation", "unknown", "没有这一交付要求", "there is no such obligation")
    })?;
    let reason = required("reason", &body.reason, 4000)?;
    let workdays = u32::try_from(body.due_workdays).ok().filter(|n| *n <= 250).ok_or_else(|| {
        Problem::field("due_workdays", "range", "须在 0 到 250 之间", "must be between 0 and 250")
    })?;
    let zone = calendar::zone(&platform.zone)?;
    let term = calendar::plus_workdays(ctx.at, workdays, &zone, working_days())?;
    let mut tx = ctx.door().await?;
    let due = tx.id();
    let reason = tx.content(reason).await?;
    let item = DueOpening {
        due: due.clone(),
        obligation: obligation.id.clone(),
        party: obligation.party.as_str().to_owned(),
        frequency: "on_demand".to_owned(),
        period_key: format!("request:{due}"),
        start: ctx.at,
        end: term.at,
        due_at: term.at,
        calendar_verified: term.verified,
        origin: DueOrigin::Request { reason },
    };
    let act = tx.record(Some(&id), Act::DuesOpened { platform: id.clone(), items: vec![item] }).await?;
    ctx.commit(tx).await?;
    Ok((StatusCode::CREATED, Json(Created { id: due, act })))
}

/// Take back a due item that was opened by mistake; only while nothing was handed in for it.
#[utoipa::path(post, path = "/dues/{due}/withdraw", tag = "due", params(("due" = String, Path)), request_body = Reason,
    responses((status = 200, body = Done), (status = 403, body = Wire), (status = 404, body = Wire), (status = 409, body = Wire)))]
pub async fn withdraw(ctx: Ctx, Path(id): Path<String>, Body(body): Body<Reason>) -> Result<Json<Done>> {
    let found = ctx.store().due(&ctx.scope(), &id).await?.ok_or_else(|| Problem::not_found("due item"))?;
    mandated(&ctx, &found.platform_id, "controls").await?;
    let reason = required("reason", &body.reason, 4000)?;
    let mut tx = ctx.door().await?;
    let now = tx.due(&ctx.scope(), &id).await?;
    if now.standing != "open" || now.origin == "calendar" {
        return Err(Problem::new(
            StatusCode::CONFLICT,
            "wrong_state",
            "只能撤销临时要求且尚无人提交的待交付事项",
            "only a requested due item for which nothing was handed in can be withdrawn",
        ));
    }
    let reason = tx.content(reason).await?;
    let act = tx.record(Some(&found.platform_id), Act::DueWithdrawn { due: id, reason }).await?;
    ctx.commit(tx).await?;
    Ok(Json(Done { act }))
}
