//! Escalations: proposed by rule, decided by a person.

use axum::Json;
use axum::extract::Path;
use serde::Deserialize;
use utoipa::IntoParams;
use yunjian_catalogue::{Decider, catalogue};
use yunjian_domain::act::Act;
use yunjian_domain::escalation::{Command, Escalation as State, Level, decide};
use yunjian_domain::permission::Role;
use yunjian_domain::submission::Hearing;
use yunjian_store::escalation::EscalationRow;
use yunjian_store::platform::PlatformRow;
use yunjian_wire::escalation as wire;
use yunjian_wire::notice::{Measure, NoticeBody};
use yunjian_wire::problem::Problem as Wire;
use yunjian_wire::submission::{Answer, Statement};
use yunjian_wire::{Done, Page, Reason};

use super::notice::{self, draft_measure, issue_notice};
use super::platform::mandated;
use super::{named, page, review};
use crate::app::Ctx;
use crate::auth::{Args, Body, Paging};
use crate::problem::{Problem, Result, internal};
use crate::text::{optional_time, required, time};

fn wire(row: EscalationRow, now: i64) -> wire::Escalation {
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
        hearing_needed: catalogue().state(&row.level).is_some_and(|s| s.hearing),
        intended_by: row
            .intended_by
            .filter(|_| row.state == "intended")
            .map(|id| named(id, row.intended_name)),
        intended_at: optional_time(row.intended_at),
        intended_reason: row.intended_reason,
        heard: match row.hearing.as_deref() {
            Some("answered" | "waived") => true,
            Some("told") => row.hear_until.is_some_and(|until| now > until),
            _ => false,
        },
        hearing: row.hearing,
        hear_until: optional_time(row.hear_until),
        statement: row.statement,
        stated_at: optional_time(row.stated_at),
        answer: row.answer,
        notice: row.notice_id,
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
            hearing: s.hearing,
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
    /// `proposed`, `endorsed`, `intended`, `confirmed`, `dismissed` or `closed`.
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
    Ok(Json(page(listed, ctx.at, |row| wire(row, ctx.at))))
}

/// Which command of the life cycle a request stands for.
enum Asked {
    Dismiss,
    Close,
}

async fn act(ctx: &Ctx, id: &str, asked: Asked, reason: &str) -> Result<Done> {
    let reason = required("reason", reason, 4000)?;
    let mut tx = ctx.door().await?;
    let (row, state) = tx.escalation(&ctx.scope(), id).await?;
    let reason = tx.content(reason).await?;
    let command = match asked {
        Asked::Dismiss => Command::Dismiss { reason },
        Asked::Close => Command::Close { reason },
    };
    let decided = decide(&state, id, command, &levels(), ctx.at)?;
    let act = tx.record(Some(&row.platform_id), decided).await?;
    ctx.commit(tx).await?;
    Ok(Done { act })
}

async fn find(ctx: &Ctx, id: &str) -> Result<EscalationRow> {
    ctx.store().escalation(&ctx.scope(), id).await?.ok_or_else(|| Problem::not_found("escalation"))
}

async fn under_mandate(ctx: &Ctx, id: &str) -> Result<PlatformRow> {
    let row = find(ctx, id).await?;
    mandated(ctx, &row.platform_id, "controls").await
}

/// What a notice about an escalation says.
async fn body(
    ctx: &Ctx,
    platform: &PlatformRow,
    row: &EscalationRow,
    level: &str,
    reason: &str,
) -> Result<NoticeBody> {
    let name = async |organisation: &str| -> Result<String> {
        let found = ctx.store().organisation(&ctx.scope(), organisation).await?;
        Ok(found.and_then(|o| o.name).unwrap_or_else(|| organisation.to_owned()))
    };
    let trigger = catalogue().trigger(&row.trigger_id);
    let state = catalogue().state(level);
    Ok(NoticeBody {
        platform: platform.name.clone().unwrap_or_else(|| platform.id.clone()),
        supervisor: name(&ctx.caller.organisation_id).await?,
        recipient: name(&platform.provider_id).await?,
        obligation: String::new(),
        obligation_zh: String::new(),
        obligation_en: String::new(),
        section: String::new(),
        period: String::new(),
        version: 0,
        received_at: time(row.proposed_at),
        verdict: String::new(),
        reason: Some(reason.to_owned()),
        nonconformities: Vec::new(),
        order: None,
        statement_workdays: None,
        statement: row.statement.clone(),
        answer: row.answer.clone(),
        basis: Vec::new(),
        deadline: None,
        measure: Some(Measure {
            level: level.to_owned(),
            zh: state.map(|s| s.zh.clone()).unwrap_or_default(),
            en: state.map(|s| s.en.clone()).unwrap_or_default(),
            meaning_zh: state.map(|s| s.meaning_zh.clone()).unwrap_or_default(),
            meaning_en: state.map(|s| s.meaning_en.clone()).unwrap_or_default(),
            trigger_zh: trigger.map_or_else(|| row.trigger_id.clone(), |t| t.zh.clone()),
            trigger_en: trigger.map_or_else(|| row.trigger_id.clone(), |t| t.en.clone()),
        }),
    })
}

/// Tell the provider which state of supervision is meant; the time for its statement runs from service of the notice.
#[utoipa::path(post, path = "/escalations/{escalation}/intend", tag = "escalation", params(("escalation" = String, Path)),
    request_body = wire::Confirm,
    responses((status = 200, body = wire::Measured), (status = 404, body = Wire), (status = 409, body = Wire)))]
pub async fn intend(
    ctx: Ctx,
    Path(id): Path<String>,
    Body(asked): Body<wire::Confirm>,
) -> Result<Json<wire::Measured>> {
    let reason = required("reason", &asked.reason, 4000)?;
    let platform = under_mandate(&ctx, &id).await?;
    let workdays = review::statement_workdays(ctx.store(), &ctx.scope(), &platform.id).await?;
    let mut tx = ctx.door().await?;
    let (row, state) = tx.escalation(&ctx.scope(), &id).await?;
    let content = tx.content(reason).await?;
    let command = Command::Intend { level: asked.level, who: ctx.caller.user_id.clone(), reason: content };
    let decided = decide(&state, &id, command, &levels(), ctx.at)?;
    let Act::EscalationIntended { level, .. } = &decided else {
        return Err(internal("telling a measure gave another act"));
    };
    let mut says = body(&ctx, &platform, &row, level, reason).await?;
    says.statement_workdays = Some(i64::from(workdays));
    let act = tx.record(Some(&row.platform_id), decided).await?;
    let notice = draft_measure(&mut tx, &platform, &id, "intended_state", &says, &act).await?;
    issue_notice(&ctx, &mut tx, &platform, &notice, None).await?;
    ctx.commit(tx).await?;
    Ok(Json(wire::Measured { act, notice: Some(notice) }))
}

/// The hearing that service of the notice opens, if it still waits for that.
pub(super) fn hearing(state: &State, id: &str, until: i64, at: i64) -> Result<Option<Act>> {
    if !matches!(state, State::Intended { hearing: Hearing::Untold, .. }) {
        return Ok(None);
    }
    Ok(Some(decide(state, id, Command::OpenHearing { until }, &[], at)?))
}

/// State the provider's view of an intended measure, or waive it.
#[utoipa::path(post, path = "/escalations/{escalation}/statement", tag = "escalation", params(("escalation" = String, Path)),
    request_body = Statement,
    responses((status = 200, body = Done), (status = 403, body = Wire), (status = 404, body = Wire), (status = 409, body = Wire)))]
pub async fn statement(ctx: Ctx, Path(id): Path<String>, Body(asked): Body<Statement>) -> Result<Json<Done>> {
    let found = find(&ctx, &id).await?;
    let platform = ctx
        .store()
        .platform(&ctx.scope(), &found.platform_id)
        .await?
        .ok_or_else(|| Problem::not_found("platform"))?;
    notice::for_recipient(&ctx, Some(&platform.provider_id))?;
    let text = asked.statement.as_deref().map(|text| required("statement", text, 8000)).transpose()?;
    let mut tx = ctx.door().await?;
    let (_, state) = tx.escalation(&ctx.scope(), &id).await?;
    let command = match text {
        Some(text) => Command::State { statement: tx.content(text).await? },
        None => Command::Waive,
    };
    let act = tx.record(Some(&found.platform_id), decide(&state, &id, command, &[], ctx.at)?).await?;
    ctx.commit(tx).await?;
    Ok(Json(Done { act }))
}

/// Answer the provider's statement on an intended measure.
#[utoipa::path(post, path = "/escalations/{escalation}/answer", tag = "escalation", params(("escalation" = String, Path)),
    request_body = Answer,
    responses((status = 200, body = Done), (status = 403, body = Wire), (status = 404, body = Wire), (status = 409, body = Wire)))]
pub async fn answer(ctx: Ctx, Path(id): Path<String>, Body(asked): Body<Answer>) -> Result<Json<Done>> {
    let text = required("answer", &asked.answer, 8000)?;
    let platform = under_mandate(&ctx, &id).await?;
    let mut tx = ctx.door().await?;
    let (_, state) = tx.escalation(&ctx.scope(), &id).await?;
    let command = Command::Answer { answer: tx.content(text).await? };
    let act = tx.record(Some(&platform.id), decide(&state, &id, command, &[], ctx.at)?).await?;
    ctx.commit(tx).await?;
    Ok(Json(Done { act }))
}

/// Confirm a proposal, at its level or another, with the reason; where the level asks for two people, the first
/// endorses it and the second confirms it. Where it asks for a hearing, only what was told and heard is confirmed, and its
/// decision is issued in the same breath.
#[utoipa::path(post, path = "/escalations/{escalation}/confirm", tag = "escalation", params(("escalation" = String, Path)),
    request_body = wire::Confirm,
    responses((status = 200, body = wire::Measured), (status = 404, body = Wire), (status = 409, body = Wire)))]
pub async fn confirm(
    ctx: Ctx,
    Path(id): Path<String>,
    Body(asked): Body<wire::Confirm>,
) -> Result<Json<wire::Measured>> {
    let reason = required("reason", &asked.reason, 4000)?;
    let platform = under_mandate(&ctx, &id).await?;
    let mut tx = ctx.door().await?;
    let (row, state) = tx.escalation(&ctx.scope(), &id).await?;
    let content = tx.content(reason).await?;
    let command = Command::Confirm {
        level: asked.level,
        who: ctx.caller.user_id.clone(),
        head: ctx.role == Role::Lead,
        reason: content,
    };
    let decided = decide(&state, &id, command, &levels(), ctx.at)?;
    let level = match &decided {
        Act::EscalationConfirmed { level, .. } => Some(level.clone()),
        _ => None,
    };
    let act = tx.record(Some(&row.platform_id), decided).await?;
    let mut notice = None;
    if let (Some(level), State::Intended { .. }) = (level, &state) {
        let says = body(&ctx, &platform, &row, &level, reason).await?;
        let drafted = draft_measure(&mut tx, &platform, &id, "state", &says, &act).await?;
        issue_notice(&ctx, &mut tx, &platform, &drafted, None).await?;
        notice = Some(drafted);
    }
    ctx.commit(tx).await?;
    Ok(Json(wire::Measured { act, notice }))
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
