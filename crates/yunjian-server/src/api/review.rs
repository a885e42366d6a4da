//! Judging a submission: the favourable verdict at once; the adverse one told, heard, drafted, and issued by a second
//! person (5.2.5.2 c, 6.2.3 d).

use axum::Json;
use axum::extract::Path;
use jiff::tz::TimeZone;
use yunjian_catalogue::{Severity, catalogue, working_days};
use yunjian_domain::act::{Act, ContentRef, Nonconformity};
use yunjian_domain::submission::{Command, Hearing, Submission as State, Verdict, decide, holder};
use yunjian_domain::{calendar, plan};
use yunjian_store::platform::PlatformRow;
use yunjian_store::submission::{NonconformityRow, SubmissionRow};
use yunjian_store::{Scope, Tx};
use yunjian_wire::notice::{NoticeBody, NoticeItem};
use yunjian_wire::problem::Problem as Wire;
use yunjian_wire::submission as wire;
use yunjian_wire::{Done, Reason};

use super::deputy::step_in;
use super::notice::{self, draft_notice, issue_notice};
use super::platform::mandated;
use super::submission::{command, find, nonconformity, reviewer};
use super::titles;
use crate::app::Ctx;
use crate::auth::Body;
use crate::problem::{Problem, Result};
use crate::text::{self, optional_time, parse_time, required, time};

fn verdict(word: &str) -> Result<Verdict> {
    Verdict::parse(word).ok_or_else(|| {
        Problem::field(
            "verdict",
            "verdict",
            "须为 compliant、compliant_with_remarks、partly_compliant 或 non_compliant",
            "must be compliant, compliant_with_remarks, partly_compliant or non_compliant",
        )
    })
}

async fn state(tx: &mut Tx, asked: &[wire::NewNonconformity]) -> Result<Vec<Nonconformity>> {
    let mut out = Vec::with_capacity(asked.len());
    for item in asked {
        let text = required("nonconformities.text", &item.text, 4000)?;
        if !matches!(item.severity.as_str(), "blocking" | "major" | "minor") {
            return Err(Problem::field(
                "nonconformities.severity",
                "severity",
                "须为 blocking、major 或 minor",
                "must be blocking, major or minor",
            ));
        }
        out.push(Nonconformity {
            id: tx.id(),
            rule: item.rule.clone(),
            severity: item.severity.clone(),
            text: tx.content(text).await?,
        });
    }
    Ok(out)
}

/// The procedure of an adverse decision as far as it has come.
pub(super) async fn procedure(ctx: &Ctx, row: &SubmissionRow) -> Result<Option<wire::Procedure>> {
    let (Some(intended), Some(hearing)) = (row.intended.clone(), row.hearing.clone()) else {
        return Ok(None);
    };
    let told = ctx.store().intended_nonconformities(&ctx.scope(), &row.id).await?;
    // A draft is the supervisor's own until it is issued.
    let roles = ctx.store().roles_on(&ctx.scope(), &row.platform_id).await?;
    let inside = roles.iter().any(|role| role == "supervisor");
    let heard = match hearing.as_str() {
        "answered" | "waived" => true,
        "told" => row.hear_until.is_some_and(|until| ctx.at > until),
        _ => false,
    };
    let draft = row.draft_verdict.clone().filter(|_| inside).map(|verdict| wire::DraftedVerdict {
        verdict,
        reason: row.draft_reason.clone(),
        nonconformities: ids(row.draft_items.as_deref()),
        deadline: optional_time(row.draft_deadline),
    });
    Ok(Some(wire::Procedure {
        intended: ctx.told(Some(intended)).unwrap_or_default(),
        intended_at: optional_time(row.intended_at),
        reason: row.intended_reason.clone(),
        order: row.order_text.clone(),
        nonconformities: told.into_iter().map(nonconformity).collect(),
        hearing,
        hear_until: optional_time(row.hear_until),
        statement: row.statement.clone(),
        stated_at: optional_time(row.stated_at),
        answer: row.answer.clone(),
        heard,
        draft,
        sent_back_reason: row.sent_back_reason.clone().filter(|_| inside),
    }))
}

fn ids(list: Option<&str>) -> Vec<String> {
    list.unwrap_or_default().split(',').filter(|id| !id.is_empty()).map(str::to_owned).collect()
}

/// What every notice about a submission says.
async fn body(
    ctx: &Ctx,
    platform: &PlatformRow,
    row: &SubmissionRow,
    verdict: Verdict,
) -> Result<NoticeBody> {
    let (obligation_zh, obligation_en) = titles(&row.obligation);
    let store = ctx.store();
    let name = async |organisation: &str| -> Result<String> {
        let found = store.organisation(&ctx.scope(), organisation).await?;
        Ok(found.and_then(|o| o.name).unwrap_or_else(|| organisation.to_owned()))
    };
    Ok(NoticeBody {
        platform: platform.name.clone().unwrap_or_else(|| platform.id.clone()),
        supervisor: name(&ctx.caller.organisation_id).await?,
        recipient: name(notice::recipient(platform, row)).await?,
        obligation: row.obligation.clone(),
        obligation_zh,
        obligation_en,
        section: catalogue().obligation(&row.obligation).map(|o| o.section.clone()).unwrap_or_default(),
        period: row.period_key.clone(),
        version: row.version,
        received_at: time(row.received_at),
        verdict: verdict.as_str().to_owned(),
        reason: None,
        nonconformities: Vec::new(),
        order: None,
        statement_workdays: None,
        statement: None,
        answer: None,
        basis: Vec::new(),
        deadline: None,
        measure: None,
    })
}

fn items(list: &[wire::NewNonconformity]) -> Vec<NoticeItem> {
    list.iter()
        .map(|n| NoticeItem {
            rule: n.rule.clone(),
            severity: n.severity.clone(),
            text: n.text.trim().to_owned(),
        })
        .collect()
}

/// Give a favourable verdict; its notice is issued in the same breath.
#[utoipa::path(post, path = "/submissions/{submission}/decide", tag = "submission", params(("submission" = String, Path)),
    request_body = wire::Decide, responses((status = 200, body = wire::Decided), (status = 403, body = Wire), (status = 404, body = Wire), (status = 409, body = Wire), (status = 422, body = Wire)))]
pub async fn give(
    ctx: Ctx,
    Path(id): Path<String>,
    Body(asked): Body<wire::Decide>,
) -> Result<Json<wire::Decided>> {
    let found = find(&ctx, &id).await?;
    let platform = mandated(&ctx, &found.platform_id, "controls").await?;
    let verdict = verdict(&asked.verdict)?;
    let mut body = body(&ctx, &platform, &found, verdict).await?;
    body.reason.clone_from(&asked.reason);
    body.nonconformities = items(&asked.nonconformities);
    let mut tx = ctx.door().await?;
    let (row, now) = tx.submission(&ctx.scope(), &id).await?;
    step_in(&ctx, &mut tx, holder(&now)).await?;
    let reason = tx.optional_content(asked.reason.as_deref()).await?;
    let nonconformities = state(&mut tx, &asked.nonconformities).await?;
    let reviewer = reviewer(&ctx, &tx);
    let decided = decide(&now, &id, Command::Decide { reviewer, verdict, reason, nonconformities }, ctx.at)?;
    let act = tx.record(Some(&row.platform_id), decided).await?;
    let notice = draft_notice(&mut tx, &platform, &row, "result", &body, &act).await?;
    issue_notice(&ctx, &mut tx, &platform, &notice, None).await?;
    ctx.commit(tx).await?;
    Ok(Json(wire::Decided { act, notice: Some(notice) }))
}

/// Tell the provider what is meant to be decided against it; the time for its statement runs from service.
#[utoipa::path(post, path = "/submissions/{submission}/intend", tag = "submission", params(("submission" = String, Path)),
    request_body = wire::Intend, responses((status = 200, body = wire::Decided), (status = 403, body = Wire), (status = 404, body = Wire), (status = 409, body = Wire), (status = 422, body = Wire)))]
pub async fn intend(
    ctx: Ctx,
    Path(id): Path<String>,
    Body(asked): Body<wire::Intend>,
) -> Result<Json<wire::Decided>> {
    let found = find(&ctx, &id).await?;
    let platform = mandated(&ctx, &found.platform_id, "controls").await?;
    let verdict = verdict(&asked.verdict)?;
    let order = asked.order.as_deref().map(|text| required("order", text, 4000)).transpose()?;
    let mut body = body(&ctx, &platform, &found, verdict).await?;
    body.reason.clone_from(&asked.reason);
    body.nonconformities = items(&asked.nonconformities);
    body.order = order.map(str::to_owned);
    body.statement_workdays =
        Some(i64::from(statement_workdays(ctx.store(), &ctx.scope(), &platform.id).await?));
    let mut tx = ctx.door().await?;
    let (row, now) = tx.submission(&ctx.scope(), &id).await?;
    step_in(&ctx, &mut tx, holder(&now)).await?;
    let reason = tx.optional_content(asked.reason.as_deref()).await?;
    let nonconformities = state(&mut tx, &asked.nonconformities).await?;
    let order = tx.optional_content(order).await?;
    let reviewer = reviewer(&ctx, &tx);
    let command = Command::Intend { reviewer, verdict, reason, nonconformities, order };
    let act = tx.record(Some(&row.platform_id), decide(&now, &id, command, ctx.at)?).await?;
    let notice = draft_notice(&mut tx, &platform, &row, "intended", &body, &act).await?;
    issue_notice(&ctx, &mut tx, &platform, &notice, None).await?;
    ctx.commit(tx).await?;
    Ok(Json(wire::Decided { act, notice: Some(notice) }))
}

/// Take an intention back: the review goes on as before it.
#[utoipa::path(post, path = "/submissions/{submission}/drop-intention", tag = "submission", params(("submission" = String, Path)),
    request_body = Reason, responses((status = 200, body = Done), (status = 403, body = Wire), (status = 404, body = Wire), (status = 409, body = Wire)))]
pub async fn drop_intention(
    ctx: Ctx,
    Path(id): Path<String>,
    Body(asked): Body<Reason>,
) -> Result<Json<Done>> {
    let found = find(&ctx, &id).await?;
    mandated(&ctx, &found.platform_id, "controls").await?;
    let reason = required("reason", &asked.reason, 4000)?;
    let done = command(&ctx, &id, async |tx| {
        Ok(Command::DropIntention { reviewer: reviewer(&ctx, tx), reason: tx.content(reason).await? })
    })
    .await?;
    Ok(Json(done))
}

/// State the provider's view of an intended decision, or waive it.
#[utoipa::path(post, path = "/submissions/{submission}/statement", tag = "submission", params(("submission" = String, Path)),
    request_body = wire::Statement, responses((status = 200, body = Done), (status = 403, body = Wire), (status = 404, body = Wire), (status = 409, body = Wire)))]
pub async fn statement(
    ctx: Ctx,
    Path(id): Path<String>,
    Body(asked): Body<wire::Statement>,
) -> Result<Json<Done>> {
    let found = find(&ctx, &id).await?;
    notice::for_recipient(&ctx, found.organisation_id.as_deref())?;
    let text = asked.statement.as_deref().map(|text| required("statement", text, 8000)).transpose()?;
    let done = command(&ctx, &id, async |tx| {
        Ok(match text {
            Some(text) => Command::State { statement: tx.content(text).await? },
            None => Command::Waive,
        })
    })
    .await?;
    Ok(Json(done))
}

/// Answer the provider's statement.
#[utoipa::path(post, path = "/submissions/{submission}/answer", tag = "submission", params(("submission" = String, Path)),
    request_body = wire::Answer, responses((status = 200, body = Done), (status = 403, body = Wire), (status = 404, body = Wire), (status = 409, body = Wire)))]
pub async fn answer(ctx: Ctx, Path(id): Path<String>, Body(asked): Body<wire::Answer>) -> Result<Json<Done>> {
    let found = find(&ctx, &id).await?;
    mandated(&ctx, &found.platform_id, "controls").await?;
    let text = required("answer", &asked.answer, 8000)?;
    let done = command(&ctx, &id, async |tx| {
        Ok(Command::Answer { reviewer: reviewer(&ctx, tx), answer: tx.content(text).await? })
    })
    .await?;
    Ok(Json(done))
}

/// Write down the adverse verdict, with or without an order, for a second person to check and issue.
#[utoipa::path(post, path = "/submissions/{submission}/draft", tag = "submission", params(("submission" = String, Path)),
    request_body = wire::Draft, responses((status = 200, body = wire::Decided), (status = 403, body = Wire), (status = 404, body = Wire), (status = 409, body = Wire), (status = 422, body = Wire)))]
pub async fn draft(
    ctx: Ctx,
    Path(id): Path<String>,
    Body(asked): Body<wire::Draft>,
) -> Result<Json<wire::Decided>> {
    let found = find(&ctx, &id).await?;
    let platform = mandated(&ctx, &found.platform_id, "controls").await?;
    let verdict = verdict(&asked.verdict)?;
    let told = ctx.store().intended_nonconformities(&ctx.scope(), &id).await?;
    let kept = kept(&told, &asked.nonconformities)?;
    let order = asked.order.as_ref().map(|order| required("order.text", &order.text, 4000)).transpose()?;
    let asked_for = asked
        .order
        .as_ref()
        .and_then(|o| o.deadline.as_deref())
        .map(|t| parse_time("order.deadline", t))
        .transpose()?;
    if asked_for.is_some_and(|at| at <= ctx.at) {
        return Err(Problem::field(
            "order.deadline",
            "future",
            "整改期限必须晚于现在",
            "the deadline must lie in the future",
        ));
    }
    let mut body = body(&ctx, &platform, &found, verdict).await?;
    body.reason.clone_from(&asked.reason);
    body.nonconformities = kept
        .iter()
        .map(|n| NoticeItem {
            rule: n.rule.clone(),
            severity: n.severity.clone(),
            text: n.text.clone().unwrap_or_default(),
        })
        .collect();
    body.statement.clone_from(&found.statement);
    body.answer.clone_from(&found.answer);
    if let Some(order) = order {
        body.order = Some(order.to_owned());
        body.deadline = optional_time(asked_for);
        // Said now, so that an order nobody can count a deadline for is not sent to be checked.
        if !kept.is_empty() {
            let (_, basis) = term(&ctx, &platform, ctx.at, asked_for, &severities(&kept)).await?;
            body.basis = text::basis(&basis);
        }
    }
    let mut tx = ctx.door().await?;
    let (row, now) = tx.submission(&ctx.scope(), &id).await?;
    step_in(&ctx, &mut tx, holder(&now)).await?;
    let reason = tx.optional_content(asked.reason.as_deref()).await?;
    let order = tx.optional_content(order).await?;
    let kind = if order.is_some() { "rectification" } else { "adverse_result" };
    let command = Command::Draft {
        reviewer: reviewer(&ctx, &tx),
        verdict,
        reason,
        nonconformities: asked.nonconformities.clone(),
        order,
        deadline: asked_for,
    };
    let act = tx.record(Some(&row.platform_id), decide(&now, &id, command, ctx.at)?).await?;
    let notice = draft_notice(&mut tx, &platform, &row, kind, &body, &act).await?;
    ctx.commit(tx).await?;
    Ok(Json(wire::Decided { act, notice: Some(notice) }))
}

/// The told nonconformities that are named; one that was not told cannot be stated after the hearing.
fn kept(told: &[NonconformityRow], named: &[String]) -> Result<Vec<NonconformityRow>> {
    named
        .iter()
        .map(|id| {
            told.iter().find(|n| n.id == *id).cloned().ok_or_else(|| {
                Problem::field(
                    "nonconformities",
                    "not_told",
                    "只能保留已经告知的不合规项",
                    "only nonconformities that were told can be stated",
                )
            })
        })
        .collect()
}

fn severities(rows: &[NonconformityRow]) -> Vec<String> {
    rows.iter().map(|n| n.severity.clone()).collect()
}

async fn term(
    ctx: &Ctx,
    platform: &PlatformRow,
    from: i64,
    asked: Option<i64>,
    severities: &[String],
) -> Result<(i64, Vec<String>)> {
    let suggested = ctx.store().plan(&ctx.scope(), &platform.id).await?.is_some_and(|p| p.defaults == 1);
    deadline(&calendar::zone(&platform.zone)?, from, asked, severities, suggested)
}

/// The deadline asked for, or the one of the table for the severest nonconformity, counted from `from`.
fn deadline(
    zone: &TimeZone,
    from: i64,
    asked: Option<i64>,
    severities: &[String],
    suggested: bool,
) -> Result<(i64, Vec<String>)> {
    if let Some(at) = asked {
        return Ok((at, Vec::new()));
    }
    if !suggested {
        return Err(Problem::field(
            "order.deadline",
            "required",
            "此平台的监管计划没有采用建议的整改期限，请指定日期",
            "this platform's plan declined the suggested windows; state a date",
        ));
    }
    for severity in [Severity::Blocking, Severity::Major] {
        if severities.iter().any(|s| s == severity.as_str())
            && let Some(window) =
                plan::rectification_window(catalogue(), severity, from, zone, working_days())?
        {
            return Ok((window.deadline, vec![window.row]));
        }
    }
    Err(Problem::field(
        "order.deadline",
        "required",
        "期限表中没有适用于一般问题的整改期限，请指定日期",
        "the deadline table has no window for minor faults; state a date",
    ))
}

/// What issuing a drafted notice does besides: the verdict is given, and the rectification ordered. Answers with the
/// rectification and the body as issued.
pub(super) async fn give_drafted(
    ctx: &Ctx,
    tx: &mut Tx,
    platform: &PlatformRow,
    submission: &str,
    second_person: bool,
    deemed_at: i64,
    mut body: NoticeBody,
) -> Result<(Option<String>, NoticeBody)> {
    let (row, now) = tx.submission(&ctx.scope(), submission).await?;
    if !matches!(now, State::Drafted { .. }) {
        return Err(Problem::conflict_state("没有待签发的结论", "no verdict waits to be issued"));
    }
    let named = ids(row.draft_items.as_deref());
    let told = ctx.store().intended_nonconformities(&ctx.scope(), submission).await?;
    let kept = kept(&told, &named)?;
    let nonconformities = kept
        .iter()
        .map(|n| Nonconformity {
            id: n.id.clone(),
            rule: n.rule.clone(),
            severity: n.severity.clone(),
            text: ContentRef(n.text_ref.clone()),
        })
        .collect();
    let command = Command::Issue {
        issuer: ctx.caller.user_id.clone(),
        second_person,
        reason: row.draft_ref.clone().map(ContentRef),
        nonconformities,
    };
    let act = tx.record(Some(&row.platform_id), decide(&now, submission, command, ctx.at)?).await?;
    let Some(text) = row.order_ref.clone().filter(|_| body.order.is_some()) else { return Ok((None, body)) };
    // Until the notice is served the deadline is the one silence would bring.
    let (deadline, basis) = term(ctx, platform, deemed_at, row.draft_deadline, &severities(&kept)).await?;
    body.basis = text::basis(&basis);
    let rectification = tx.id();
    tx.record_because(
        &act,
        Some(&row.platform_id),
        Act::RectificationOrdered {
            rectification: rectification.clone(),
            platform: row.platform_id.clone(),
            submission: submission.to_owned(),
            obligation: row.obligation.clone(),
            nonconformities: named,
            deadline,
            basis,
            text: ContentRef(text),
        },
    )
    .await?;
    Ok((Some(rectification), body))
}

/// Working days for a statement: as agreed in the platform's plan, else the catalogue's.
pub(crate) async fn statement_workdays(
    store: &yunjian_store::Store,
    scope: &Scope,
    platform: &str,
) -> Result<u32> {
    let agreed = store.plan_parameter(scope, platform, plan::PLATFORM, plan::STATEMENT_WORKDAYS).await?;
    Ok(plan::statement_workdays(catalogue(), agreed.as_deref()))
}

/// The hearing that service of the notice opens, if it still waits for that.
pub(super) fn hearing(
    state: &State,
    id: &str,
    served_at: i64,
    zone: &TimeZone,
    workdays: u32,
    at: i64,
) -> Result<Option<Act>> {
    if !matches!(state, State::Intended { hearing: Hearing::Untold, .. }) {
        return Ok(None);
    }
    let until = calendar::plus_workdays(served_at, workdays, zone, working_days())?.at;
    Ok(Some(decide(state, id, Command::OpenHearing { until }, at)?))
}

/// Amend a wrong verdict in the provider's favour by a further act; the first one stays on record.
#[utoipa::path(post, path = "/submissions/{submission}/amend", tag = "submission", params(("submission" = String, Path)),
    request_body = wire::Amend, responses((status = 200, body = Done), (status = 403, body = Wire), (status = 404, body = Wire), (status = 409, body = Wire)))]
pub async fn amend(ctx: Ctx, Path(id): Path<String>, Body(body): Body<wire::Amend>) -> Result<Json<Done>> {
    let found = find(&ctx, &id).await?;
    mandated(&ctx, &found.platform_id, "controls").await?;
    let verdict = verdict(&body.verdict)?;
    let reason = required("reason", &body.reason, 4000)?;
    let done = command(&ctx, &id, async |tx| {
        let nonconformities = state(tx, &body.nonconformities).await?;
        Ok(Command::Amend { verdict, reason: tx.content(reason).await?, nonconformities })
    })
    .await?;
    Ok(Json(done))
}

/// Look at a decided submission again from the start; an adverse verdict then takes the whole procedure.
#[utoipa::path(post, path = "/submissions/{submission}/reopen", tag = "submission", params(("submission" = String, Path)),
    request_body = Reason, responses((status = 200, body = Done), (status = 403, body = Wire), (status = 404, body = Wire), (status = 409, body = Wire)))]
pub async fn reopen(ctx: Ctx, Path(id): Path<String>, Body(body): Body<Reason>) -> Result<Json<Done>> {
    let found = find(&ctx, &id).await?;
    mandated(&ctx, &found.platform_id, "controls").await?;
    let reason = required("reason", &body.reason, 4000)?;
    let reviewer = ctx.caller.user_id.clone();
    let done =
        command(&ctx, &id, async |tx| Ok(Command::Reopen { reviewer, reason: tx.content(reason).await? }))
            .await?;
    Ok(Json(done))
}

/// Give a review to a colleague, or take it from one: who transferred it stands on record.
#[utoipa::path(post, path = "/submissions/{submission}/assign", tag = "submission", params(("submission" = String, Path)),
    request_body = wire::Assign, responses((status = 200, body = Done), (status = 403, body = Wire), (status = 404, body = Wire), (status = 409, body = Wire), (status = 422, body = Wire)))]
pub async fn assign(ctx: Ctx, Path(id): Path<String>, Body(body): Body<wire::Assign>) -> Result<Json<Done>> {
    let found = find(&ctx, &id).await?;
    mandated(&ctx, &found.platform_id, "controls").await?;
    let colleague = super::deputy::colleague(&ctx, "reviewer", &body.reviewer).await?;
    Ok(Json(command(&ctx, &id, async |_| Ok(Command::Take { reviewer: colleague })).await?))
}
