//! Notices: the register, checking, issuing, service (5.2.5.2 c, 6.2.3 d).

use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::IntoParams;
use yunjian_catalogue::{NoticeKind, catalogue, working_days};
use yunjian_domain::act::Act;
use yunjian_domain::notice::{Command, Issue, decide};
use yunjian_domain::{calendar, plan, rectification, submission};
use yunjian_store::notice::{NoticeFilter, NoticeRow};
use yunjian_store::platform::PlatformRow;
use yunjian_store::submission::SubmissionRow;
use yunjian_store::{Scope, Tx};
use yunjian_wire::notice as wire;
use yunjian_wire::problem::Problem as Wire;
use yunjian_wire::{Done, Page, Reason};

use super::platform::mandated;
use super::{named, page, review, titles};
use crate::app::Ctx;
use crate::auth::{Args, Body, Paging};
use crate::problem::{Problem, Result, internal};
use crate::text::{optional_time, parse_time, required, time};

/// A kind of the catalogue; what was recorded under a kind that is gone is shown under its id.
fn kind(id: &str) -> Option<&'static NoticeKind> {
    catalogue().notices.of(id)
}

pub(crate) fn row(row: NoticeRow) -> wire::NoticeRow {
    let (obligation_zh, obligation_en) = titles(&row.obligation);
    let of = kind(&row.kind);
    let who = |id: Option<String>, name: Option<String>| id.map(|id| named(id, name));
    wire::NoticeRow {
        title_zh: of.map_or_else(|| row.kind.clone(), |k| k.zh.clone()),
        title_en: of.map_or_else(|| row.kind.clone(), |k| k.en.clone()),
        second_person: of.is_some_and(|k| k.second_person),
        id: row.id,
        kind: row.kind,
        number: row.number,
        platform: named(row.platform_id, row.platform_name),
        supervisor: who(row.supervisor_id, row.supervisor_name),
        recipient: named(row.recipient_id, row.recipient_name),
        submission: row.submission_id,
        escalation: row.escalation_id,
        obligation: row.obligation,
        obligation_zh,
        obligation_en,
        period: row.period_key,
        rectification: row.rectification_id,
        state: row.state,
        drafted_by: who(row.drafted_by, row.drafted_name),
        drafted_at: time(row.drafted_at),
        checked_by: who(row.checked_by, row.checked_name),
        checked_at: optional_time(row.checked_at),
        issued_by: who(row.issued_by, row.issued_name),
        issued_at: optional_time(row.issued_at),
        deemed_at: optional_time(row.deemed_at),
        method: row.method,
        served_at: optional_time(row.served_at),
        served_by: row.served_name,
    }
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct NoticeQuery {
    pub platform: Option<String>,
    pub submission: Option<String>,
    /// `drafted`, `checked`, `issued`, `served` or `void`.
    pub state: Option<String>,
    /// `intended`, `result`, `adverse_result` or `rectification`.
    pub kind: Option<String>,
    pub limit: Option<i64>,
    pub cursor: Option<String>,
}

/// The register of notices, newest first. Whoever is served sees what was issued to it.
#[utoipa::path(get, path = "/notices", tag = "notice", params(NoticeQuery),
    responses((status = 200, body = Page<wire::NoticeRow>)))]
pub async fn list(ctx: Ctx, Args(query): Args<NoticeQuery>) -> Result<Json<Page<wire::NoticeRow>>> {
    let cursor = Paging { limit: query.limit, cursor: query.cursor }.cursor()?;
    let filter = NoticeFilter {
        platform: query.platform,
        submission: query.submission,
        state: query.state,
        kind: query.kind,
        issued: false,
    };
    let listed = ctx.store().notices(&ctx.scope(), &filter, &cursor).await?;
    Ok(Json(page(listed, ctx.at, row)))
}

async fn find(ctx: &Ctx, id: &str) -> Result<NoticeRow> {
    ctx.store().notice(&ctx.scope(), id).await?.ok_or_else(|| Problem::not_found("notice"))
}

fn body_of(row: &NoticeRow) -> Option<wire::NoticeBody> {
    row.body.as_deref().and_then(|text| serde_json::from_str(text).ok())
}

/// What a notice decides, in the two words the standard has for it; the grades between are the supervisor's own.
fn result(body: &wire::NoticeBody) -> Option<String> {
    let adverse = submission::Verdict::parse(&body.verdict)?.is_adverse();
    let word = match (adverse, &body.order) {
        (false, _) => "compliant",
        (true, None) => "non_compliant",
        (true, Some(_)) => "non_compliant_rectify",
    };
    Some(word.to_owned())
}

/// One notice as it is printed.
#[utoipa::path(get, path = "/notices/{notice}", tag = "notice", params(("notice" = String, Path)),
    responses((status = 200, body = wire::Notice), (status = 404, body = Wire)))]
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> Result<Json<wire::Notice>> {
    let found = find(&ctx, &id).await?;
    let mut body = body_of(&found);
    if let Some(body) = &mut body {
        body.verdict = ctx.told(Some(std::mem::take(&mut body.verdict))).unwrap_or_default();
    }
    Ok(Json(wire::Notice {
        result: body.as_ref().and_then(result),
        body,
        proof: found.proof.clone(),
        reminders: super::many::reminders(&ctx, &id).await?,
        sent_back_reason: found.sent_back_reason.clone(),
        clause: kind(&found.kind).map(|k| k.clause.clone()).unwrap_or_default(),
        as_of: time(ctx.at),
        row: row(found),
    }))
}

/// Whom a notice about a submission is served on: whoever handed it in.
pub(super) fn recipient<'a>(platform: &'a PlatformRow, row: &'a SubmissionRow) -> &'a str {
    row.organisation_id.as_deref().unwrap_or(&platform.provider_id)
}

/// Refuses whoever is not the one the matter is about.
pub(super) fn for_recipient(ctx: &Ctx, organisation: Option<&str>) -> Result<()> {
    if organisation == Some(ctx.caller.organisation_id.as_str()) {
        return Ok(());
    }
    Err(Problem::new(
        StatusCode::FORBIDDEN,
        "not_yours",
        "只有被告知的一方可以这样做",
        "only the organisation it is served on can do this",
    ))
}

/// Drafts a notice about an escalation, for the platform's provider, following from an act.
pub(super) async fn draft_measure(
    tx: &mut Tx,
    platform: &PlatformRow,
    escalation: &str,
    kind: &str,
    body: &wire::NoticeBody,
    because: &str,
) -> Result<String> {
    let about = About { submission: "", recipient: &platform.provider_id, escalation: Some(escalation) };
    draft(tx, platform, &about, kind, body, because).await
}

/// Drafts a notice about a submission, following from an act.
pub(super) async fn draft_notice(
    tx: &mut Tx,
    platform: &PlatformRow,
    row: &SubmissionRow,
    kind: &str,
    body: &wire::NoticeBody,
    because: &str,
) -> Result<String> {
    let about = About { submission: &row.id, recipient: recipient(platform, row), escalation: None };
    draft(tx, platform, &about, kind, body, because).await
}

/// What a notice is about, and whom it is for.
struct About<'a> {
    submission: &'a str,
    recipient: &'a str,
    escalation: Option<&'a str>,
}

async fn draft(
    tx: &mut Tx,
    platform: &PlatformRow,
    about: &About<'_>,
    kind: &str,
    body: &wire::NoticeBody,
    because: &str,
) -> Result<String> {
    let notice = tx.id();
    let text = serde_json::to_string(body).map_err(|e| internal(&e.to_string()))?;
    let act = Act::NoticeDrafted {
        notice: notice.clone(),
        platform: platform.id.clone(),
        kind: kind.to_owned(),
        submission: about.submission.to_owned(),
        recipient: about.recipient.to_owned(),
        body: tx.content(&text).await?,
        escalation: about.escalation.map(str::to_owned),
    };
    tx.record_because(because, Some(&platform.id), act).await?;
    Ok(notice)
}

/// When silence counts as receipt of what is issued at a moment.
fn deemed(at: i64, platform: &PlatformRow) -> Result<i64> {
    let zone = calendar::zone(&platform.zone)?;
    Ok(calendar::plus_workdays(at, catalogue().notices.silence.workdays, &zone, working_days())?.at)
}

/// Issues a notice under the next number of its supervisor's register.
pub(super) async fn issue_notice(
    ctx: &Ctx,
    tx: &mut Tx,
    platform: &PlatformRow,
    id: &str,
    with: Option<(Option<String>, wire::NoticeBody)>,
) -> Result<(String, String)> {
    let (row, state) = tx.notice(&ctx.scope(), id).await?;
    let of = kind(&row.kind).ok_or_else(|| internal(&format!("there is no kind of notice {}", row.kind)))?;
    let zone = calendar::zone(&platform.zone)?;
    let year = i64::from(calendar::civil_date(ctx.at, &zone)?.year());
    let supervisor = row.supervisor_id.clone().unwrap_or_default();
    let sequence = tx.next_sequence(&supervisor, &row.kind, year).await?;
    let (rectification, body) = match with {
        Some((rectification, body)) => {
            let text = serde_json::to_string(&body).map_err(|e| internal(&e.to_string()))?;
            (rectification, Some(tx.content(&text).await?))
        }
        None => (None, None),
    };
    let number = of.numbered(year, sequence);
    let issue = Issue {
        number: number.clone(),
        year,
        sequence,
        body,
        rectification,
        deemed_at: deemed(ctx.at, platform)?,
    };
    let command = Command::Issue { who: ctx.caller.user_id.clone(), second_person: of.second_person, issue };
    let act = tx.record(Some(&row.platform_id), decide(&state, id, command, ctx.at)?).await?;
    Ok((act, number))
}

/// Check a drafted notice. Where the kind asks for it, by another person than the one who drafted it.
#[utoipa::path(post, path = "/notices/{notice}/check", tag = "notice", params(("notice" = String, Path)),
    responses((status = 200, body = Done), (status = 403, body = Wire), (status = 404, body = Wire), (status = 409, body = Wire)))]
pub async fn check(ctx: Ctx, Path(id): Path<String>) -> Result<Json<Done>> {
    let found = find(&ctx, &id).await?;
    mandated(&ctx, &found.platform_id, "controls").await?;
    let mut tx = ctx.door().await?;
    let (row, state) = tx.notice(&ctx.scope(), &id).await?;
    let second_person = kind(&row.kind).is_some_and(|k| k.second_person);
    let command = Command::Check { who: ctx.caller.user_id.clone(), second_person };
    let act = tx.record(Some(&row.platform_id), decide(&state, &id, command, ctx.at)?).await?;
    ctx.commit(tx).await?;
    Ok(Json(Done { act }))
}

/// Issue a checked notice (or check and issue it in one): the verdict is given, the rectification ordered.
#[utoipa::path(post, path = "/notices/{notice}/issue", tag = "notice", params(("notice" = String, Path)),
    responses((status = 200, body = wire::Issued), (status = 403, body = Wire), (status = 404, body = Wire), (status = 409, body = Wire), (status = 422, body = Wire)))]
pub async fn issue(ctx: Ctx, Path(id): Path<String>) -> Result<Json<wire::Issued>> {
    let found = find(&ctx, &id).await?;
    let platform = mandated(&ctx, &found.platform_id, "controls").await?;
    let body = body_of(&found).ok_or_else(|| {
        Problem::conflict_state(
            "文书内容已删除，不能签发",
            "the notice's content was erased, so it cannot be issued",
        )
    })?;
    let second_person = kind(&found.kind).is_some_and(|k| k.second_person);
    let deemed_at = deemed(ctx.at, &platform)?;
    let mut tx = ctx.door().await?;
    let given =
        review::give_drafted(&ctx, &mut tx, &platform, &found.submission_id, second_person, deemed_at, body)
            .await?;
    let rectification = given.0.clone();
    let (act, number) = issue_notice(&ctx, &mut tx, &platform, &id, Some(given)).await?;
    ctx.commit(tx).await?;
    Ok(Json(wire::Issued { act, number, rectification }))
}

/// Send a drafted notice back to its author, with the reason.
#[utoipa::path(post, path = "/notices/{notice}/send-back", tag = "notice", params(("notice" = String, Path)),
    request_body = Reason,
    responses((status = 200, body = Done), (status = 403, body = Wire), (status = 404, body = Wire), (status = 409, body = Wire)))]
pub async fn send_back(ctx: Ctx, Path(id): Path<String>, Body(body): Body<Reason>) -> Result<Json<Done>> {
    let found = find(&ctx, &id).await?;
    mandated(&ctx, &found.platform_id, "controls").await?;
    let reason = required("reason", &body.reason, 4000)?;
    let mut tx = ctx.door().await?;
    let (row, state) = tx.notice(&ctx.scope(), &id).await?;
    let content = tx.content(reason).await?;
    let act = decide(&state, &id, Command::SendBack { reason: content.clone() }, ctx.at)?;
    let act = tx.record(Some(&row.platform_id), act).await?;
    let (_, now) = tx.submission(&ctx.scope(), &row.submission_id).await?;
    let sent = submission::decide(
        &now,
        &row.submission_id,
        submission::Command::SendBack { reason: content },
        ctx.at,
    )?;
    tx.record_because(&act, Some(&row.platform_id), sent).await?;
    ctx.commit(tx).await?;
    Ok(Json(Done { act }))
}

/// Acknowledge receipt of a notice.
#[utoipa::path(post, path = "/notices/{notice}/receipt", tag = "notice", params(("notice" = String, Path)),
    responses((status = 200, body = Done), (status = 403, body = Wire), (status = 404, body = Wire), (status = 409, body = Wire)))]
pub async fn receipt(ctx: Ctx, Path(id): Path<String>) -> Result<Json<Done>> {
    let found = find(&ctx, &id).await?;
    for_recipient(&ctx, Some(&found.recipient_id))?;
    let platform = ctx
        .store()
        .platform(&ctx.scope(), &found.platform_id)
        .await?
        .ok_or_else(|| Problem::not_found("platform"))?;
    let command = Command::Serve { method: "in_app".to_owned(), served_at: ctx.at, proof: None };
    let mut tx = ctx.door().await?;
    let workdays = review::statement_workdays(ctx.store(), &ctx.scope(), &platform.id).await?;
    let act = serve(&mut tx, &ctx.scope(), &platform, &id, command, workdays, ctx.at).await?;
    ctx.commit(tx).await?;
    Ok(Json(Done { act }))
}

/// Record that a notice was served on paper, with the proof of it.
#[utoipa::path(post, path = "/notices/{notice}/service", tag = "notice", params(("notice" = String, Path)),
    request_body = wire::Service,
    responses((status = 200, body = Done), (status = 403, body = Wire), (status = 404, body = Wire), (status = 409, body = Wire), (status = 422, body = Wire)))]
pub async fn service(
    ctx: Ctx,
    Path(id): Path<String>,
    Body(body): Body<wire::Service>,
) -> Result<Json<Done>> {
    let found = find(&ctx, &id).await?;
    let platform = mandated(&ctx, &found.platform_id, "controls").await?;
    if !matches!(body.method.as_str(), "in_person" | "post") {
        return Err(Problem::field(
            "method",
            "method",
            "须为 in_person（当面送达）或 post（邮寄送达）",
            "must be in_person or post",
        ));
    }
    let served_at = parse_time("served_at", &body.served_at)?;
    let proof = required("proof", &body.proof, 4000)?;
    let mut tx = ctx.door().await?;
    let proof = tx.content(proof).await?;
    let command = Command::Serve { method: body.method, served_at, proof: Some(proof) };
    let workdays = review::statement_workdays(ctx.store(), &ctx.scope(), &platform.id).await?;
    let act = serve(&mut tx, &ctx.scope(), &platform, &id, command, workdays, ctx.at).await?;
    ctx.commit(tx).await?;
    Ok(Json(Done { act }))
}

/// Serves a notice, and what follows from service: the hearing opens, the deadline of an order begins to run.
pub(crate) async fn serve(
    tx: &mut Tx,
    scope: &Scope,
    platform: &PlatformRow,
    id: &str,
    command: Command,
    statement_workdays: u32,
    at: i64,
) -> Result<String> {
    let (row, state) = tx.notice(scope, id).await?;
    let act = decide(&state, id, command, at)?;
    let Act::NoticeServed { served_at, .. } = &act else {
        return Err(internal("serving a notice gave another act"));
    };
    let served_at = *served_at;
    let act = tx.record(Some(&row.platform_id), act).await?;
    let zone = calendar::zone(&platform.zone)?;
    if row.kind == "intended" {
        let (_, now) = tx.submission(scope, &row.submission_id).await?;
        if let Some(opened) =
            review::hearing(&now, &row.submission_id, served_at, &zone, statement_workdays, at)?
        {
            tx.record_because(&act, Some(&row.platform_id), opened).await?;
        }
    }
    if let Some(escalation) = row.escalation_id.as_deref().filter(|_| row.kind == "intended_state") {
        let (_, now) = tx.escalation(scope, escalation).await?;
        let until = calendar::plus_workdays(served_at, statement_workdays, &zone, working_days())?.at;
        if let Some(opened) = super::escalation::hearing(&now, escalation, until, at)? {
            tx.record_because(&act, Some(&row.platform_id), opened).await?;
        }
    }
    if let Some(rectification) = &row.rectification_id {
        let (ordered, now) = tx.rectification(scope, rectification).await?;
        // A date set by hand does not move with service.
        let deadline = match ordered.basis.split(',').find_map(|id| catalogue().deadline(id)) {
            Some(row) => plan::window(row, served_at, &zone, working_days())?.deadline,
            None => now.deadline,
        };
        let serve = rectification::Command::Serve { served_at, deadline };
        let served = rectification::decide(&now, rectification, serve, at)?;
        tx.record_because(&act, Some(&row.platform_id), served).await?;
    }
    Ok(act)
}
