//! The same for many at once. Every row goes through the ordinary handlers in a transaction of its own: what is refused is refused for that row
//! alone and says why. An adverse verdict is never given to many.

use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use yunjian_domain::reminder::{self, ReminderAbout};
use yunjian_domain::submission::Verdict;
use yunjian_domain::{due, rectification};
use yunjian_wire::many as wire;
use yunjian_wire::problem::Problem as Wire;
use yunjian_wire::submission as sub;

use super::named;
use super::platform::mandated;
use crate::app::Ctx;
use crate::auth::Body;
use crate::problem::{Problem, Result};
use crate::text::{parse_time, required, time};

/// Rows of one request; what takes longer is asked for in several.
const MOST: usize = 200;

/// The ids, each once and in their order.
fn ids(asked: &[String]) -> Result<Vec<&str>> {
    if asked.is_empty() || asked.len() > MOST {
        return Err(Problem::field(
            "ids",
            "range",
            format!("一次 1 到 {MOST} 条"),
            format!("1 to {MOST} at once"),
        ));
    }
    let mut seen = std::collections::HashSet::new();
    Ok(asked.iter().map(String::as_str).filter(|id| seen.insert(*id)).collect())
}

/// What became of each so far.
#[derive(Default)]
struct Rows(Vec<wire::ManyRow>);

impl Rows {
    /// Notes what became of one. A fault of the server itself ends the whole: what was done stands and is on record.
    fn note(&mut self, id: &str, done: Result<String>) -> Result<()> {
        self.0.push(match done {
            Ok(act) => wire::ManyRow { id: id.to_owned(), act: Some(act), problem: None },
            Err(problem) if problem.status().is_client_error() => {
                wire::ManyRow { id: id.to_owned(), act: None, problem: Some(problem.wire().clone()) }
            }
            Err(problem) => return Err(problem),
        });
        Ok(())
    }
    fn answer(self) -> Result<Json<wire::Many>> {
        let done = self.0.iter().filter(|row| row.act.is_some()).count() as u64;
        Ok(Json(wire::Many { done, rows: self.0 }))
    }
}

/// Confirm for many submissions what their rules propose, where that is favourable.
#[utoipa::path(post, path = "/submissions/confirm", tag = "many", request_body = wire::ConfirmMany,
    responses((status = 200, body = wire::Many), (status = 422, body = Wire)))]
pub async fn confirm(ctx: Ctx, Body(body): Body<wire::ConfirmMany>) -> Result<Json<wire::Many>> {
    let reason = required("reason", &body.reason, 4000)?;
    let mut rows = Rows::default();
    for id in ids(&body.ids)? {
        let done = confirm_one(&ctx, id, reason).await;
        rows.note(id, done)?;
    }
    rows.answer()
}

async fn confirm_one(ctx: &Ctx, id: &str, reason: &str) -> Result<String> {
    let found = super::submission::find(ctx, id).await?;
    let proposed = found.proposal.as_deref().and_then(Verdict::parse);
    let Some(verdict) = proposed.filter(|verdict| !verdict.is_adverse()) else {
        return Err(Problem::new(
            StatusCode::CONFLICT,
            "not_for_many",
            "规则没有建议合规：须逐件审核，不能批量确认",
            "the rules do not propose that it is compliant: it is reviewed by itself, never among many",
        ));
    };
    if found.state == "assessed" {
        let Json(_) = super::submission::take(ctx.clone(), Path(id.to_owned())).await?;
    }
    let decide = sub::Decide {
        verdict: verdict.as_str().to_owned(),
        reason: Some(reason.to_owned()),
        nonconformities: Vec::new(),
    };
    Ok(super::review::give(ctx.clone(), Path(id.to_owned()), Body(decide)).await?.0.act)
}

/// Remind many of what is still open: due items, rectifications, notices that were not acknowledged.
#[utoipa::path(post, path = "/reminders", tag = "many", request_body = wire::RemindMany,
    responses((status = 200, body = wire::Many), (status = 422, body = Wire)))]
pub async fn remind(ctx: Ctx, Body(body): Body<wire::RemindMany>) -> Result<Json<wire::Many>> {
    let text = required("text", &body.text, 4000)?;
    let about = ReminderAbout::parse(&body.about).ok_or_else(|| {
        Problem::field(
            "about",
            "about",
            "须为 due、rectification 或 notice",
            "must be due, rectification or notice",
        )
    })?;
    let mut rows = Rows::default();
    for id in ids(&body.ids)? {
        let done = remind_one(&ctx, about, id, text).await;
        rows.note(id, done)?;
    }
    rows.answer()
}

async fn remind_one(ctx: &Ctx, about: ReminderAbout, id: &str, text: &str) -> Result<String> {
    let (store, scope) = (ctx.store(), ctx.scope());
    let (platform, waits) = match about {
        ReminderAbout::Due => {
            let row = store.due(&scope, id).await?.ok_or_else(|| Problem::not_found("due item"))?;
            (row.platform_id, row.waits_until.is_some())
        }
        ReminderAbout::Rectification => {
            let row =
                store.rectification(&scope, id).await?.ok_or_else(|| Problem::not_found("rectification"))?;
            (row.platform_id, matches!(row.state.as_str(), "ordered" | "planned" | "returned"))
        }
        ReminderAbout::Notice => {
            let row = store.notice(&scope, id).await?.ok_or_else(|| Problem::not_found("notice"))?;
            (row.platform_id, row.state == "issued")
        }
    };
    mandated(ctx, &platform, "controls").await?;
    let mut tx = ctx.door().await?;
    let (reminder, text) = (tx.id(), tx.content(text).await?);
    let act = reminder::decide(about, waits, reminder, id.to_owned(), text)?;
    let act = tx.record(Some(&platform), act).await?;
    ctx.commit(tx).await?;
    Ok(act)
}

/// Give many due items more time.
#[utoipa::path(post, path = "/dues/extend", tag = "many", request_body = wire::ExtendMany,
    responses((status = 200, body = wire::Many), (status = 422, body = Wire)))]
pub async fn extend_dues(ctx: Ctx, Body(body): Body<wire::ExtendMany>) -> Result<Json<wire::Many>> {
    let reason = required("reason", &body.reason, 4000)?;
    let until = parse_time("until", &body.until)?;
    let mut rows = Rows::default();
    for id in ids(&body.ids)? {
        let done = extend_due(&ctx, id, until, reason).await;
        rows.note(id, done)?;
    }
    rows.answer()
}

async fn extend_due(ctx: &Ctx, id: &str, until: i64, reason: &str) -> Result<String> {
    let found = ctx.store().due(&ctx.scope(), id).await?.ok_or_else(|| Problem::not_found("due item"))?;
    mandated(ctx, &found.platform_id, "controls").await?;
    let mut tx = ctx.door().await?;
    let (row, state) = tx.due_extension(&ctx.scope(), id).await?;
    let reason = tx.content(reason).await?;
    let act = due::decide(&state, id, due::Command::Extend { until, reason, at: ctx.at })?;
    let act = tx.record(Some(&row.platform_id), act).await?;
    ctx.commit(tx).await?;
    Ok(act)
}

/// Give many rectifications more time, within what the deadline table allows; a request that waits is settled thereby.
#[utoipa::path(post, path = "/rectifications/extend", tag = "many", request_body = wire::ExtendMany,
    responses((status = 200, body = wire::Many), (status = 422, body = Wire)))]
pub async fn extend_rectifications(ctx: Ctx, Body(body): Body<wire::ExtendMany>) -> Result<Json<wire::Many>> {
    let reason = required("reason", &body.reason, 4000)?;
    let until = parse_time("until", &body.until)?;
    let mut rows = Rows::default();
    for id in ids(&body.ids)? {
        let done = extend_rectification(&ctx, id, until, reason).await;
        rows.note(id, done)?;
    }
    rows.answer()
}

async fn extend_rectification(ctx: &Ctx, id: &str, until: i64, reason: &str) -> Result<String> {
    let found = ctx
        .store()
        .rectification(&ctx.scope(), id)
        .await?
        .ok_or_else(|| Problem::not_found("rectification"))?;
    let platform = mandated(ctx, &found.platform_id, "controls").await?;
    let mut tx = ctx.door().await?;
    let (row, state) = tx.rectification(&ctx.scope(), id).await?;
    let limit = super::rectification::extension_limit(&row, &platform.zone)?;
    let reason = tx.content(reason).await?;
    let command = rectification::Command::Extend { until, reason, limit };
    let act = rectification::decide(&state, id, command, ctx.at)?;
    let act = tx.record(Some(&row.platform_id), act).await?;
    ctx.commit(tx).await?;
    Ok(act)
}

/// The reminders of one life, newest first.
pub(super) async fn reminders(ctx: &Ctx, subject: &str) -> Result<Vec<wire::Reminder>> {
    let rows = ctx.store().reminders(&ctx.scope(), subject).await?;
    Ok(rows
        .into_iter()
        .map(|r| wire::Reminder {
            id: r.id,
            by: named(r.user_id, r.user_name),
            organisation: named(r.organisation_id, r.organisation_name),
            text: r.text,
            at: time(r.at),
        })
        .collect())
}
