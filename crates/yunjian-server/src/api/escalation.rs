//! Escalations: proposed by rule, decided by a person.

use axum::Json;
use axum::extract::Path;
use serde::Deserialize;
use utoipa::IntoParams;
use yunjian_catalogue::{Decider, catalogue};
use yunjian_domain::escalation::{Command, Level, decide};
use yunjian_domain::permission::Role;
use yunjian_store::escalation::EscalationRow;
use yunjian_wire::escalation as wire;
use yunjian_wire::problem::Problem as Wire;
use yunjian_wire::{Done, Page, Reason};

use super::platform::mandated;
use super::{named, page};
use crate::app::Ctx;
use crate::auth::{Args, Body, Paging};
use crate::problem::Result;
use crate::text::{required, time};

fn wire(row: EscalationRow) -> wire::Escalation {
    let trigger = catalogue().trigger(&row.trigger_id);
    wire::Escalation {
        id: row.id,
        platform: named(row.platform_id, row.platform_name),
        title_zh: trigger.map_or_else(|| row.trigger_id.clone(), |t| t.zh.clone()),
        title_en: trigger.map_or_else(|| row.trigger_id.clone(), |t| t.en.clone()),
        source: trigger.map(|t| t.source.clone()).unwrap_or_default(),
        verified: trigger.map(|t| t.verified.as_str().to_owned()).unwrap_or_default(),
        applicability: trigger.map(|t| t.applicability.as_str().to_owned()).unwrap_or_default(),
        trigger: row.trigger_id,
        subject: row.subject,
        values: serde_json::from_str(&row.compared).unwrap_or_default(),
        proposed_at: time(row.proposed_at),
        observed_at: time(row.observed_at),
        observations: row.observations,
        endorsed_by: row
            .endorsed_by
            .filter(|_| row.state == "endorsed")
            .map(|id| named(id, row.endorsed_name)),
        decided_by: catalogue().state(&row.level).map_or("nobody", |s| decider(s.decided_by)).to_owned(),
        reason: row.reason,
        level: row.level,
        state: row.state,
    }
}

/// The states of supervision, and who decides on each.
pub fn levels() -> Vec<Level<'static>> {
    catalogue()
        .states
        .iter()
        .map(|s| Level {
            code: &s.code,
            second_person: s.decided_by == Decider::ReviewerAndSecond,
            head: s.decided_by == Decider::Head,
        })
        .collect()
}

fn decider(of: Decider) -> &'static str {
    match of {
        Decider::Nobody => "nobody",
        Decider::Reviewer => "reviewer",
        Decider::ReviewerAndSecond => "reviewer_and_second",
        Decider::Head => "head",
    }
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct EscalationQuery {
    pub platform: Option<String>,
    /// `proposed`, `endorsed`, `confirmed`, `dismissed` or `closed`.
    pub state: Option<String>,
    pub limit: Option<i64>,
    pub cursor: Option<String>,
}

/// Escalations of the platforms the caller may see.
#[utoipa::path(get, path = "/escalations", tag = "escalation", params(EscalationQuery),
    responses((status = 200, body = Page<wire::Escalation>)))]
pub async fn list(ctx: Ctx, Args(query): Args<EscalationQuery>) -> Result<Json<Page<wire::Escalation>>> {
    let cursor = Paging { limit: query.limit, cursor: query.cursor }.cursor()?;
    let listed = ctx
        .store()
        .escalations(&ctx.scope(), query.platform.as_deref(), query.state.as_deref(), &cursor)
        .await?;
    Ok(Json(page(listed, ctx.at, wire)))
}

/// Which command of the life cycle a request stands for.
enum Asked {
    Confirm { level: Option<String> },
    Dismiss,
    Close,
}

async fn act(ctx: &Ctx, id: &str, asked: Asked, reason: &str) -> Result<Done> {
    let reason = required("reason", reason, 4000)?;
    let levels = levels();
    let mut tx = ctx.door().await?;
    let (row, state) = tx.escalation(&ctx.scope(), id).await?;
    let reason = tx.content(reason).await?;
    let command = match asked {
        Asked::Confirm { level } => {
            Command::Confirm { level, who: ctx.caller.user_id.clone(), head: ctx.role == Role::Lead, reason }
        }
        Asked::Dismiss => Command::Dismiss { reason },
        Asked::Close => Command::Close { reason },
    };
    let decided = decide(&state, id, command, &levels)?;
    let act = tx.record(Some(&row.platform_id), decided).await?;
    ctx.commit(tx).await?;
    Ok(Done { act })
}

async fn under_mandate(ctx: &Ctx, id: &str) -> Result<()> {
    let row = ctx
        .store()
        .escalation(&ctx.scope(), id)
        .await?
        .ok_or_else(|| crate::problem::Problem::not_found("escalation"))?;
    mandated(ctx, &row.platform_id, "controls").await?;
    Ok(())
}

/// Confirm a proposal, at its level or another, with the reason; where the level asks for two people, the first
/// endorses it and the second confirms it.
#[utoipa::path(post, path = "/escalations/{escalation}/confirm", tag = "escalation", params(("escalation" = String, Path)),
    request_body = wire::Confirm,
    responses((status = 200, body = Done), (status = 404, body = Wire), (status = 409, body = Wire)))]
pub async fn confirm(
    ctx: Ctx,
    Path(id): Path<String>,
    Body(body): Body<wire::Confirm>,
) -> Result<Json<Done>> {
    under_mandate(&ctx, &id).await?;
    Ok(Json(act(&ctx, &id, Asked::Confirm { level: body.level }, &body.reason).await?))
}

/// Decide that no measure is needed, with the reason; keeping watch is a decision too.
#[utoipa::path(post, path = "/escalations/{escalation}/dismiss", tag = "escalation", params(("escalation" = String, Path)),
    request_body = Reason,
    responses((status = 200, body = Done), (status = 404, body = Wire), (status = 409, body = Wire)))]
pub async fn dismiss(ctx: Ctx, Path(id): Path<String>, Body(body): Body<Reason>) -> Result<Json<Done>> {
    under_mandate(&ctx, &id).await?;
    Ok(Json(act(&ctx, &id, Asked::Dismiss, &body.reason).await?))
}

/// Close a confirmed case.
#[utoipa::path(post, path = "/escalations/{escalation}/close", tag = "escalation", params(("escalation" = String, Path)),
    request_body = Reason,
    responses((status = 200, body = Done), (status = 404, body = Wire), (status = 409, body = Wire)))]
pub async fn close(ctx: Ctx, Path(id): Path<String>, Body(body): Body<Reason>) -> Result<Json<Done>> {
    under_mandate(&ctx, &id).await?;
    Ok(Json(act(&ctx, &id, Asked::Close, &body.reason).await?))
}
