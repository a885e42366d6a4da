//! Rectifications: ordered, planned, handed in, looked at again, closed.

use std::collections::HashSet;

use axum::Json;
use axum::extract::Path;
use serde::Deserialize;
use utoipa::IntoParams;
use yunjian_catalogue::{catalogue, working_days};
use yunjian_domain::act::{Milestone, Progress};
use yunjian_domain::rectification::{Command, ExtensionLimit, Recheck, decide};
use yunjian_domain::{calendar, plan};
use yunjian_store::Tx;
use yunjian_store::rectification::{MilestoneRow, RectificationFilter, RectificationRow};
use yunjian_wire::problem::Problem as Wire;
use yunjian_wire::rectification as wire;
use yunjian_wire::submission::Nonconformity;
use yunjian_wire::{Done, Page, Reason};

use super::platform::mandated;
use super::{named, page, titles};
use crate::app::Ctx;
use crate::auth::{Args, Body, Paging};
use crate::problem::{Problem, Result, internal};
use crate::text::{optional_time, parse_time, required, time};

pub(crate) fn row(row: RectificationRow, now: i64) -> wire::RectificationRow {
    let (title_zh, title_en) = titles(&row.obligation);
    let milestone_overdue = row.state != "closed" && row.next_milestone_at.is_some_and(|at| at < now);
    wire::RectificationRow {
        overdue: row.state != "closed" && row.deadline < now,
        id: row.id,
        platform: named(row.platform_id, row.platform_name),
        obligation: row.obligation,
        title_zh,
        title_en,
        submission: row.submission_id,
        state: row.state,
        ordered_at: time(row.ordered_at),
        served_at: optional_time(row.served_at),
        deadline: time(row.deadline),
        closed_at: optional_time(row.closed_at),
        extension: row.extension,
        extension_until: optional_time(row.extension_until),
        reviewer: row.reviewer_id.map(|id| named(id, row.reviewer_name)),
        nonconformities: row.items,
        plan_state: row.plan_state,
        milestones: row.milestones,
        milestones_done: row.milestones_done,
        next_milestone: optional_time(row.next_milestone_at),
        milestone_overdue,
    }
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RectificationQuery {
    pub platform: Option<String>,
    /// `ordered`, `planned`, `handed_in`, `under_re_review`, `returned` or `closed`.
    pub state: Option<String>,
    pub overdue: Option<bool>,
    /// Only those with a milestone past its day.
    pub milestone_overdue: Option<bool>,
    /// How the plan stands: `none`, `waiting`, `accepted` or `returned`.
    pub plan: Option<String>,
    pub limit: Option<i64>,
    pub cursor: Option<String>,
}

/// Rectifications, nearest deadline first.
#[utoipa::path(get, path = "/rectifications", tag = "rectification", params(RectificationQuery),
    responses((status = 200, body = Page<wire::RectificationRow>)))]
pub async fn list(
    ctx: Ctx,
    Args(query): Args<RectificationQuery>,
) -> Result<Json<Page<wire::RectificationRow>>> {
    let cursor = Paging { limit: query.limit, cursor: query.cursor }.cursor()?;
    let filter = RectificationFilter {
        platform: query.platform,
        state: query.state,
        open: false,
        overdue: query.overdue,
        milestone_overdue: query.milestone_overdue == Some(true),
        plan: query.plan,
        now: ctx.at,
    };
    let listed = ctx.store().rectifications(&ctx.scope(), &filter, &cursor).await?;
    Ok(Json(page(listed, ctx.at, |r| row(r, ctx.at))))
}

async fn find(ctx: &Ctx, id: &str) -> Result<RectificationRow> {
    ctx.store().rectification(&ctx.scope(), id).await?.ok_or_else(|| Problem::not_found("rectification"))
}

/// One rectification in full.
#[utoipa::path(get, path = "/rectifications/{rectification}", tag = "rectification", params(("rectification" = String, Path)),
    responses((status = 200, body = wire::Rectification), (status = 404, body = Wire)))]
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> Result<Json<wire::Rectification>> {
    let found = find(&ctx, &id).await?;
    let items = ctx.store().nonconformities(&ctx.scope(), None, Some(&id)).await?;
    let recheck = recheck(&ctx, &found).await?;
    let steps = ctx.store().milestones(&ctx.scope(), &id).await?;
    let closed = found.state == "closed";
    Ok(Json(wire::Rectification {
        order_text: found.order_text.clone(),
        basis: found.basis.split(',').filter(|b| !b.is_empty()).map(str::to_owned).collect(),
        items: items
            .into_iter()
            .map(|n| Nonconformity {
                id: n.id,
                rule: n.rule,
                severity: n.severity,
                text: n.text,
                rectification: n.rectification_id,
            })
            .collect(),
        plan: found.plan.clone(),
        steps: steps.into_iter().map(|m| step(m, closed, ctx.at)).collect(),
        plan_return_reason: found.plan_return_reason.clone().filter(|_| found.plan_state == "returned"),
        statement: found.statement.clone(),
        proof: found.proof_id.clone(),
        recheck: recheck
            .map(|r| wire::Recheck { new_evidence: r.new_evidence, still_failing: r.still_failing }),
        return_reason: found.return_reason.clone(),
        extension_reason: found.extension_reason.clone(),
        closing_note: found.closing_note.clone(),
        extended_reason: found.extended_reason.clone(),
        reminders: super::many::reminders(&ctx, &id).await?,
        as_of: time(ctx.at),
        row: row(found, ctx.at),
    }))
}

/// What the proof handed in shows: new files, and the rules of the order run again on them.
async fn recheck(ctx: &Ctx, found: &RectificationRow) -> Result<Option<Recheck>> {
    let Some(proof) = &found.proof_id else { return Ok(None) };
    let (scope, store) = (ctx.scope(), ctx.store());
    let old: HashSet<String> =
        store.submission_files(&scope, &found.submission_id).await?.into_iter().map(|f| f.sha256).collect();
    let new_evidence = store.submission_files(&scope, proof).await?.iter().any(|f| !old.contains(&f.sha256));
    let rules: Vec<String> = store
        .nonconformities(&scope, None, Some(&found.id))
        .await?
        .into_iter()
        .map(|n| n.rule)
        .filter(|rule| !rule.is_empty())
        .collect();
    let assessment = match store.submission(&scope, proof).await?.and_then(|s| s.assessment) {
        Some(digest) => {
            let document: crate::jobs::assess::Document =
                serde_json::from_slice(&ctx.app.blobs().read(&digest, 64 << 20)?)
                    .map_err(|e| internal(&e.to_string()))?;
            Some(document.assessment)
        }
        None => None,
    };
    // A rule that is undetermined, or a proof not assessed yet, shows nothing: it still counts as failing.
    let still_failing = rules
        .into_iter()
        .filter(|rule| {
            !assessment.as_ref().is_some_and(|a| {
                a.results.iter().any(|r| r.rule == *rule && r.outcome == yunjian_assess::Outcome::Pass)
            })
        })
        .collect();
    Ok(Some(Recheck { new_evidence, still_failing }))
}

async fn command(
    ctx: &Ctx,
    id: &str,
    make: impl AsyncFnOnce(&mut Tx) -> Result<Command>,
) -> Result<Json<Done>> {
    let mut tx = ctx.door().await?;
    let (row, state) = tx.rectification(&ctx.scope(), id).await?;
    let command = make(&mut tx).await?;
    let act = decide(&state, id, command, ctx.at)?;
    let act = tx.record(Some(&row.platform_id), act).await?;
    ctx.commit(tx).await?;
    Ok(Json(Done { act }))
}

/// The provider's plan for putting things right.
#[utoipa::path(post, path = "/rectifications/{rectification}/plan", tag = "rectification", params(("rectification" = String, Path)),
    request_body = wire::SubmitPlan, responses((status = 200, body = Done), (status = 404, body = Wire), (status = 409, body = Wire)))]
pub async fn plan_(
    ctx: Ctx,
    Path(id): Path<String>,
    Body(body): Body<wire::SubmitPlan>,
) -> Result<Json<Done>> {
    let text = required("plan", &body.plan, 8000)?;
    let known = ctx.store().milestones(&ctx.scope(), &id).await?;
    if body.milestones.len() > 50 {
        return Err(Problem::field("milestones", "count", "里程碑最多 50 个", "at most 50 milestones"));
    }
    let mut parts = Vec::with_capacity(body.milestones.len());
    for (index, m) in body.milestones.iter().enumerate() {
        let place = |field: &str| format!("milestones[{index}].{field}");
        if let Some(old) = &m.id {
            let again = body.milestones[..index].iter().any(|other| other.id == m.id);
            if again || !known.iter().any(|k| k.id == *old) {
                return Err(Problem::field(
                    &place("id"),
                    "unknown",
                    "须为现行方案中的里程碑，且只出现一次",
                    "must be a milestone of the plan in force, once",
                ));
            }
        }
        let what = required(&place("what"), &m.what, 2000)?;
        let who = required(&place("who"), &m.who, 200)?;
        let measure = match m.measure.as_deref().map(str::trim).filter(|t| !t.is_empty()) {
            Some(text) => Some(required(&place("measure"), text, 2000)?),
            None => None,
        };
        parts.push((m.id.clone(), what, who, parse_time(&place("by"), &m.by)?, measure));
    }
    command(&ctx, &id, async |tx| {
        let mut milestones = Vec::with_capacity(parts.len());
        for (old, what, who, by, measure) in parts {
            milestones.push(Milestone {
                milestone: old.unwrap_or_else(|| tx.id()),
                what: tx.content(what).await?,
                who: tx.content(who).await?,
                by,
                measure: tx.optional_content(measure).await?,
            });
        }
        Ok(Command::Plan { plan: tx.content(text).await?, milestones })
    })
    .await
}

fn step(m: MilestoneRow, closed: bool, now: i64) -> wire::Milestone {
    wire::Milestone {
        overdue: !closed && m.progress != Progress::Done.as_str() && m.by_at < now,
        id: m.id,
        what: m.what,
        who: m.who,
        by: time(m.by_at),
        measure: m.measure,
        progress: m.progress,
        note: m.note,
        reported_at: optional_time(m.reported_at),
    }
}

/// Report how far a step of the plan is.
#[utoipa::path(post, path = "/rectifications/{rectification}/milestones/{milestone}", tag = "rectification",
    params(("rectification" = String, Path), ("milestone" = String, Path)),
    request_body = wire::Report, responses((status = 200, body = Done), (status = 404, body = Wire), (status = 409, body = Wire), (status = 422, body = Wire)))]
pub async fn report(
    ctx: Ctx,
    Path((id, milestone)): Path<(String, String)>,
    Body(body): Body<wire::Report>,
) -> Result<Json<Done>> {
    let note = required("note", &body.note, 4000)?;
    let progress = Progress::parse(&body.progress).ok_or_else(|| {
        Problem::field(
            "progress",
            "unknown",
            "须为 planned、started、blocked 或 done",
            "must be planned, started, blocked or done",
        )
    })?;
    command(&ctx, &id, async |tx| Ok(Command::Report { milestone, progress, note: tx.content(note).await? }))
        .await
}

/// Accept the provider's plan.
#[utoipa::path(post, path = "/rectifications/{rectification}/plan/accept", tag = "rectification", params(("rectification" = String, Path)),
    responses((status = 200, body = Done), (status = 403, body = Wire), (status = 404, body = Wire), (status = 409, body = Wire)))]
pub async fn accept_plan(ctx: Ctx, Path(id): Path<String>) -> Result<Json<Done>> {
    let found = find(&ctx, &id).await?;
    mandated(&ctx, &found.platform_id, "controls").await?;
    command(&ctx, &id, async |_| Ok(Command::AcceptPlan)).await
}

/// Return the provider's plan to be revised.
#[utoipa::path(post, path = "/rectifications/{rectification}/plan/return", tag = "rectification", params(("rectification" = String, Path)),
    request_body = Reason, responses((status = 200, body = Done), (status = 403, body = Wire), (status = 404, body = Wire), (status = 409, body = Wire), (status = 422, body = Wire)))]
pub async fn return_plan(ctx: Ctx, Path(id): Path<String>, Body(body): Body<Reason>) -> Result<Json<Done>> {
    let found = find(&ctx, &id).await?;
    mandated(&ctx, &found.platform_id, "controls").await?;
    let reason = required("reason", &body.reason, 4000)?;
    command(&ctx, &id, async |tx| Ok(Command::ReturnPlan { reason: tx.content(reason).await? })).await
}

/// Hand in the rectification: what was done, and the submission that proves it.
#[utoipa::path(post, path = "/rectifications/{rectification}/hand-in", tag = "rectification", params(("rectification" = String, Path)),
    request_body = wire::HandIn, responses((status = 200, body = Done), (status = 404, body = Wire), (status = 409, body = Wire), (status = 422, body = Wire)))]
pub async fn hand_in(ctx: Ctx, Path(id): Path<String>, Body(body): Body<wire::HandIn>) -> Result<Json<Done>> {
    let text = required("statement", &body.statement, 8000)?;
    let found = find(&ctx, &id).await?;
    let proof = ctx
        .store()
        .submission(&ctx.scope(), &body.submission)
        .await?
        .ok_or_else(|| Problem::not_found("submission"))?;
    let fits = proof.platform_id == found.platform_id
        && proof.obligation == found.obligation
        && proof.received_at > found.ordered_at
        && !matches!(proof.state.as_str(), "withdrawn" | "not_admitted");
    if !fits {
        return Err(Problem::field(
            "submission",
            "proof",
            "须为整改下达之后、同一交付要求、已通过形式审查的提交",
            "must be an admitted submission of the same obligation, made after the order",
        ));
    }
    command(&ctx, &id, async |tx| {
        Ok(Command::HandIn { statement: tx.content(text).await?, submission: proof.id })
    })
    .await
}

/// Ask for more time, within what the deadline table allows.
#[utoipa::path(post, path = "/rectifications/{rectification}/extension", tag = "rectification", params(("rectification" = String, Path)),
    request_body = wire::AskExtension, responses((status = 200, body = Done), (status = 404, body = Wire), (status = 409, body = Wire), (status = 422, body = Wire)))]
pub async fn extension(
    ctx: Ctx,
    Path(id): Path<String>,
    Body(body): Body<wire::AskExtension>,
) -> Result<Json<Done>> {
    let reason = required("reason", &body.reason, 4000)?;
    let until = parse_time("until", &body.until)?;
    let found = find(&ctx, &id).await?;
    let platform = ctx
        .store()
        .platform(&ctx.scope(), &found.platform_id)
        .await?
        .ok_or_else(|| Problem::not_found("platform"))?;
    let limit = extension_limit(&found, &platform.zone)?;
    command(&ctx, &id, async |tx| {
        Ok(Command::RequestExtension { until, reason: tx.content(reason).await?, limit })
    })
    .await
}

/// How often and how far: the row the deadline came from, else the row for major faults.
pub(super) fn extension_limit(found: &RectificationRow, zone: &str) -> Result<ExtensionLimit> {
    let zone = calendar::zone(zone)?;
    let row = found.basis.split(',').find_map(|id| catalogue().deadline(id)).or_else(|| {
        catalogue().deadlines.iter().find(|d| d.rule_severities.contains(&yunjian_catalogue::Severity::Major))
    });
    let Some(row) = row else { return Ok(ExtensionLimit { count: 0, latest: found.deadline }) };
    let window = plan::window(row, found.ordered_at, &zone, working_days())?;
    // The extension's own length counts from the deadline in force.
    let own = window.extended - window.deadline;
    Ok(ExtensionLimit { count: window.extensions, latest: found.deadline + own })
}

/// Answer a request for more time.
#[utoipa::path(post, path = "/rectifications/{rectification}/extension/answer", tag = "rectification", params(("rectification" = String, Path)),
    request_body = wire::AnswerExtension, responses((status = 200, body = Done), (status = 403, body = Wire), (status = 404, body = Wire), (status = 409, body = Wire), (status = 422, body = Wire)))]
pub async fn answer(
    ctx: Ctx,
    Path(id): Path<String>,
    Body(body): Body<wire::AnswerExtension>,
) -> Result<Json<Done>> {
    let found = find(&ctx, &id).await?;
    mandated(&ctx, &found.platform_id, "controls").await?;
    if body.grant {
        return command(&ctx, &id, async |_| Ok(Command::GrantExtension)).await;
    }
    let reason = required("reason", body.reason.as_deref().unwrap_or_default(), 4000)?;
    command(&ctx, &id, async |tx| Ok(Command::RefuseExtension { reason: tx.content(reason).await? })).await
}

/// Take a rectification for re-review.
#[utoipa::path(post, path = "/rectifications/{rectification}/take", tag = "rectification", params(("rectification" = String, Path)),
    responses((status = 200, body = Done), (status = 403, body = Wire), (status = 404, body = Wire), (status = 409, body = Wire)))]
pub async fn take(ctx: Ctx, Path(id): Path<String>) -> Result<Json<Done>> {
    let found = find(&ctx, &id).await?;
    mandated(&ctx, &found.platform_id, "controls").await?;
    let reviewer = ctx.caller.user_id.clone();
    command(&ctx, &id, async |_| Ok(Command::Take { reviewer })).await
}

/// Send a rectification back, with a new deadline.
#[utoipa::path(post, path = "/rectifications/{rectification}/return", tag = "rectification", params(("rectification" = String, Path)),
    request_body = wire::ReturnRectification, responses((status = 200, body = Done), (status = 403, body = Wire), (status = 404, body = Wire), (status = 409, body = Wire)))]
pub async fn return_(
    ctx: Ctx,
    Path(id): Path<String>,
    Body(body): Body<wire::ReturnRectification>,
) -> Result<Json<Done>> {
    let found = find(&ctx, &id).await?;
    mandated(&ctx, &found.platform_id, "controls").await?;
    let reason = required("reason", &body.reason, 4000)?;
    let deadline = parse_time("deadline", &body.deadline)?;
    let reviewer = ctx.caller.user_id.clone();
    command(&ctx, &id, async |tx| {
        Ok(Command::Return { reviewer, reason: tx.content(reason).await?, deadline })
    })
    .await
}

/// Close a rectification: new evidence, and every rule of the order passes on it, or a reason why not.
#[utoipa::path(post, path = "/rectifications/{rectification}/close", tag = "rectification", params(("rectification" = String, Path)),
    request_body = wire::Close, responses((status = 200, body = Done), (status = 403, body = Wire), (status = 404, body = Wire), (status = 409, body = Wire)))]
pub async fn close(ctx: Ctx, Path(id): Path<String>, Body(body): Body<wire::Close>) -> Result<Json<Done>> {
    let found = find(&ctx, &id).await?;
    mandated(&ctx, &found.platform_id, "controls").await?;
    let note = required("note", &body.note, 4000)?;
    let recheck = recheck(&ctx, &found).await?.unwrap_or_default();
    let reviewer = ctx.caller.user_id.clone();
    let override_checks = body.override_checks;
    command(&ctx, &id, async |tx| {
        Ok(Command::Close { reviewer, note: tx.content(note).await?, recheck, override_checks })
    })
    .await
}
