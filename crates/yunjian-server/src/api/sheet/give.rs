//! Lists out: the same rows the pages show, under the same permissions and filters.

use std::collections::HashMap;

use axum::extract::Path;
use axum::http::header;
use axum::response::IntoResponse;
use serde::Deserialize;
use utoipa::IntoParams;
use yunjian_catalogue::catalogue;
use yunjian_store::Cursor;
use yunjian_store::rectification::RectificationFilter;
use yunjian_store::submission::SubmissionFilter;

use crate::api::deviation::{DeviationQuery, state_word};
use crate::api::due::DueQuery;
use crate::api::escalation::EscalationQuery;
use crate::api::rectification::RectificationQuery;
use crate::api::submission::SubmissionQuery;
use crate::api::titles;
use crate::app::Ctx;
use crate::auth::Args;
use crate::problem::{Problem, Result, internal};
use crate::sheet::{self, Language, MOST_ROWS, Table, Value, Written, worded};
use crate::text::time;

#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SheetQuery {
    /// `zh` or `en`; Chinese when not given.
    pub lang: Option<String>,
}

impl SheetQuery {
    pub(super) fn language(&self) -> Language {
        Language::parse(self.lang.as_deref())
    }
}

/// The rows of a table, as they are gathered.
pub(super) struct Rows {
    pub(super) rows: Vec<Vec<Value>>,
    pub(super) cut: bool,
}

/// Reads a list to its end, or to as many rows as a table may have: the rows, and whether the list goes on. Written out
/// in place, because a future that borrows through a closure cannot be shown to be `Send`.
macro_rules! every {
    ($cursor:ident => $ask:expr) => {{
        let mut out = Vec::new();
        let mut $cursor = Cursor::first(500);
        loop {
            let page = $ask.await?;
            out.extend(page.items);
            match page.next {
                Some(_) if out.len() >= MOST_ROWS => {
                    out.truncate(MOST_ROWS);
                    break (out, true);
                }
                Some(next) => $cursor.after = Some(next),
                None => break (out, false),
            }
        }
    }};
}

pub(super) use every;

/// The moment as people in the platform's country read it, and as a spreadsheet sorts it.
pub(super) fn moment(at: i64) -> Value {
    let text = time(at);
    let zoned = text.parse::<jiff::Timestamp>().ok().map(|t| t.in_tz("Asia/Shanghai"));
    match zoned {
        Some(Ok(zoned)) => zoned.strftime("%Y-%m-%d %H:%M").to_string().into(),
        _ => text.into(),
    }
}

pub(super) fn yes_no(language: Language, yes: bool) -> Value {
    worded(language, "yesNo", Some(if yes { "true" } else { "false" }))
}

pub(super) fn title(language: Language, obligation: &str) -> Value {
    let (zh, en) = titles(obligation);
    language.pick(zh, en).into()
}

pub(super) async fn answer(
    ctx: &Ctx,
    language: Language,
    tables: Vec<(&'static Table, Rows)>,
) -> Result<impl IntoResponse + use<>> {
    let as_of = time(ctx.at);
    let name = format!("{}-{}.xlsx", tables.first().map_or("", |t| t.0.title(language)), &as_of[..10]);
    let bytes = tokio::task::spawn_blocking(move || {
        let written: Vec<Written<'_>> =
            tables.into_iter().map(|(table, r)| Written { table, rows: r.rows, cut: r.cut }).collect();
        sheet::write(&written, language, &as_of)
    })
    .await
    .map_err(|e| internal(&e.to_string()))?
    .map_err(|e| internal(&e.to_string()))?;
    let quoted: String = name
        .bytes()
        .map(|b| {
            if b.is_ascii_alphanumeric() || b"-._".contains(&b) {
                char::from(b).to_string()
            } else {
                format!("%{b:02X}")
            }
        })
        .collect();
    Ok((
        [
            (header::CONTENT_TYPE, sheet::MEDIA_TYPE.to_owned()),
            (header::CONTENT_DISPOSITION, format!("attachment; filename*=UTF-8''{quoted}")),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        ],
        bytes,
    ))
}

/// Organisations as a table.
#[utoipa::path(get, path = "/sheets/organisations", tag = "sheet", params(SheetQuery),
    responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn organisations(ctx: Ctx, Args(query): Args<SheetQuery>) -> Result<impl IntoResponse> {
    let (scope, language) = (ctx.scope(), query.language());
    let (found, cut) = every!(c => ctx.store().organisations(&scope, &c));
    let rows = found
        .into_iter()
        .map(|o| {
            vec![o.id.into(), o.name.into(), worded(language, "orgRole", Some(&o.role)), moment(o.created_at)]
        })
        .collect();
    answer(&ctx, language, vec![(&sheet::ORGANISATIONS, Rows { rows, cut })]).await
}

/// People as a table.
#[utoipa::path(get, path = "/sheets/users", tag = "sheet", params(SheetQuery),
    responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn users(ctx: Ctx, Args(query): Args<SheetQuery>) -> Result<impl IntoResponse> {
    let (scope, language) = (ctx.scope(), query.language());
    let (found, cut) = every!(c => ctx.store().users(&scope, &c));
    let rows = found
        .into_iter()
        .map(|u| {
            vec![
                u.login.into(),
                u.name.into(),
                worded(language, "role", Some(&u.role)),
                u.organisation_name.into(),
                yes_no(language, u.disabled == 1),
                moment(u.created_at),
            ]
        })
        .collect();
    answer(&ctx, language, vec![(&sheet::USERS, Rows { rows, cut })]).await
}

/// Platforms as a table, with how they stand.
#[utoipa::path(get, path = "/sheets/platforms", tag = "sheet", params(SheetQuery),
    responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn platforms(ctx: Ctx, Args(query): Args<SheetQuery>) -> Result<impl IntoResponse> {
    let (scope, language, store) = (ctx.scope(), query.language(), ctx.store());
    let (found, cut) = every!(c => store.platforms(&scope, &c));
    let standings: HashMap<_, _> = store
        .standings(&scope, None, ctx.at)
        .await?
        .into_iter()
        .map(|s| (s.platform_id.clone(), s))
        .collect();
    let mut newest = HashMap::new();
    for row in store.authorisations(&scope, None).await? {
        newest.entry(row.platform_id.clone()).or_insert(row);
    }
    let mut rows = Vec::with_capacity(found.len());
    for p in found {
        let s = standings.get(&p.id).cloned().unwrap_or_default();
        let a = newest.get(&p.id);
        let mandate = store.mandates(&scope, &p.id).await?.into_iter().next();
        let day = super::super::platform::today(&p.zone, p.supervised_from)?.to_string();
        let areas = mandate.as_ref().map(|m| {
            let words: Vec<String> =
                m.areas.split(',').map(|area| sheet::word(language, "area", area)).collect();
            words.join(language.pick("、", ", "))
        });
        rows.push(vec![
            p.id.into(),
            p.name.into(),
            p.provider_name.into(),
            worded(language, "level", Some(&p.level)),
            p.zone.into(),
            day.into(),
            mandate.as_ref().and_then(|m| m.commissioned_by.clone()).into(),
            areas.into(),
            mandate.as_ref().map(|m| m.valid_from.clone()).into(),
            mandate.as_ref().map(|m| m.valid_until.clone()).into(),
            worded(language, "authorisation", a.map(|a| a.result.as_str())),
            a.map(|a| a.valid_from.clone()).into(),
            a.map(|a| a.valid_until.clone()).into(),
            a.and_then(|a| a.conditions.clone()).into(),
            a.map_or(Value::Empty, |a| a.remind_days.into()),
            worded(language, "supervision", Some(if s.state.is_empty() { "S0" } else { &s.state })),
            s.overdue.into(),
            s.to_review.into(),
            s.non_compliant.into(),
            s.rectifications_open.into(),
            s.findings_open.into(),
        ]);
    }
    answer(&ctx, language, vec![(&sheet::PLATFORMS, Rows { rows, cut })]).await
}

/// The supervision plan of a platform as two tables: terms and parameters.
#[utoipa::path(get, path = "/platforms/{platform}/plan/sheet", tag = "sheet", params(("platform" = String, Path), SheetQuery),
    responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (status = 404, body = yunjian_wire::problem::Problem)))]
pub async fn plan(
    ctx: Ctx,
    Path(id): Path<String>,
    Args(query): Args<SheetQuery>,
) -> Result<impl IntoResponse> {
    let (scope, language, store) = (ctx.scope(), query.language(), ctx.store());
    store.plan(&scope, &id).await?.ok_or_else(|| Problem::not_found("plan"))?;
    let terms = store
        .plan_items(&scope, &id)
        .await?
        .into_iter()
        .map(|item| {
            vec![
                item.obligation.clone().into(),
                title(language, &item.obligation),
                yes_no(language, item.applies == 1),
                worded(language, "frequency", Some(&item.frequency)),
                item.due_workdays.into(),
                Value::Empty,
                Value::Empty,
            ]
        })
        .collect();
    let parameters = store
        .plan_parameters(&scope, &id)
        .await?
        .into_iter()
        .map(|p| {
            let known = catalogue().obligation(&p.obligation).and_then(|o| o.parameter(&p.name));
            vec![
                p.obligation.into(),
                p.name.into(),
                known.map(|k| language.pick(&k.label_zh, &k.label_en).clone()).into(),
                p.value.into(),
                p.source.into(),
                p.applicability.into(),
                Value::Empty,
            ]
        })
        .collect();
    let whole = |rows| Rows { rows, cut: false };
    answer(&ctx, language, vec![(&sheet::PLAN, whole(terms)), (&sheet::PARAMETERS, whole(parameters))]).await
}

/// What a reviewer wrote about a submission: why it was returned, why it was judged so, what is wrong.
async fn comments(ctx: &Ctx, submission: &str) -> Result<Value> {
    let scope = ctx.scope();
    let Some(row) = ctx.store().submission(&scope, submission).await? else { return Ok(Value::Empty) };
    let mut lines: Vec<String> = [row.return_reason, row.verdict_reason].into_iter().flatten().collect();
    for stated in ctx.store().nonconformities(&scope, Some(submission), None).await? {
        lines.push(format!("{} {}", stated.rule, stated.text.unwrap_or_default()).trim().to_owned());
    }
    Ok(lines.join("\n").into())
}

/// Due items as a table, with the reviewer's comments in their rows.
#[utoipa::path(get, path = "/sheets/dues", tag = "sheet", params(DueQuery, SheetQuery),
    responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn dues(
    ctx: Ctx,
    Args(query): Args<DueQuery>,
    Args(how): Args<SheetQuery>,
) -> Result<impl IntoResponse> {
    let (scope, language) = (ctx.scope(), how.language());
    let filter = query.filter(&ctx)?;
    let (found, cut) = every!(c => ctx.store().dues(&scope, &filter, &c));
    let may = ctx.role.may(yunjian_domain::permission::Permission::ViewSubmissions);
    let mut rows = Vec::with_capacity(found.len());
    for d in found {
        let commented = matches!(d.standing.as_str(), "returned" | "non_compliant" | "not_admitted");
        let said = match d.submission_id.as_deref().filter(|_| commented && may) {
            Some(submission) => comments(&ctx, submission).await?,
            None => Value::Empty,
        };
        rows.push(vec![
            d.id.into(),
            d.platform_name.into(),
            d.obligation.clone().into(),
            title(language, &d.obligation),
            d.period_key.into(),
            worded(language, "party", Some(&d.party)),
            moment(d.due_at),
            worded(language, "standing", Some(&d.standing)),
            yes_no(language, d.waits_until.is_some_and(|until| until < ctx.at)),
            yes_no(language, d.first_received_at.is_some_and(|at| at > d.due_at)),
            said,
            d.submission_id.into(),
            Value::Empty,
            d.reason.into(),
        ]);
    }
    answer(&ctx, language, vec![(&sheet::DUES, Rows { rows, cut })]).await
}

/// Submissions as a table; with `queue=1` the reviewer's queue.
#[utoipa::path(get, path = "/sheets/submissions", tag = "sheet", params(SubmissionQuery, SheetQuery),
    responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn submissions(
    ctx: Ctx,
    Args(query): Args<SubmissionQuery>,
    Args(how): Args<SheetQuery>,
) -> Result<impl IntoResponse> {
    let (scope, language) = (ctx.scope(), how.language());
    let filter = SubmissionFilter {
        platform: query.platform,
        state: query.state,
        due: query.due,
        obligation: query.obligation,
        queue: query.queue == Some(1),
    };
    let (found, cut) = every!(c => ctx.store().submissions(&scope, &filter, &c));
    let rows = found
        .into_iter()
        .map(|s| {
            let said: Vec<String> = [s.return_reason, s.verdict_reason].into_iter().flatten().collect();
            vec![
                s.id.into(),
                s.platform_name.into(),
                s.obligation.clone().into(),
                title(language, &s.obligation),
                s.period_key.into(),
                s.version.into(),
                moment(s.received_at),
                yes_no(language, s.late == 1),
                worded(language, "submission", Some(&s.state)),
                worded(language, "verdict", ctx.told(s.proposal).as_deref()),
                worded(language, "verdict", ctx.told(s.verdict).as_deref()),
                s.reviewer_name.into(),
                s.failed.into(),
                s.undetermined.into(),
                said.join("\n").into(),
            ]
        })
        .collect();
    answer(&ctx, language, vec![(&sheet::SUBMISSIONS, Rows { rows, cut })]).await
}

/// Rectifications as a table, to be filled in and sent back.
#[utoipa::path(get, path = "/sheets/rectifications", tag = "sheet", params(RectificationQuery, SheetQuery),
    responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn rectifications(
    ctx: Ctx,
    Args(query): Args<RectificationQuery>,
    Args(how): Args<SheetQuery>,
) -> Result<impl IntoResponse> {
    let (scope, language, store) = (ctx.scope(), how.language(), ctx.store());
    let filter = RectificationFilter {
        platform: query.platform,
        state: query.state,
        open: false,
        overdue: query.overdue,
        milestone_overdue: query.milestone_overdue == Some(true),
        plan: query.plan,
        now: ctx.at,
    };
    let (found, cut) = every!(c => store.rectifications(&scope, &filter, &c));
    let mut rows = Vec::with_capacity(found.len());
    for r in found {
        let stated = store.nonconformities(&scope, None, Some(&r.id)).await?;
        let lines: Vec<String> = stated
            .into_iter()
            .map(|n| format!("{} {}", n.rule, n.text.unwrap_or_default()).trim().to_owned())
            .collect();
        let (steps, progress) = super::steps::written(&ctx, language, &r.id, &r.platform_id).await?;
        rows.push(vec![
            r.id.into(),
            r.platform_name.into(),
            r.obligation.clone().into(),
            title(language, &r.obligation),
            worded(language, "rectification", Some(&r.state)),
            moment(r.ordered_at),
            moment(r.deadline),
            yes_no(language, r.state != "closed" && r.deadline < ctx.at),
            r.order_text.into(),
            lines.join("\n").into(),
            r.return_reason.into(),
            r.closing_note.into(),
            r.plan.clone().into(),
            steps.into(),
            progress.into(),
            r.statement.into(),
            r.proof_id.into(),
            Value::Empty,
            Value::Empty,
        ]);
    }
    answer(&ctx, language, vec![(&sheet::RECTIFICATIONS, Rows { rows, cut })]).await
}

/// Escalations as a table.
#[utoipa::path(get, path = "/sheets/escalations", tag = "sheet", params(EscalationQuery, SheetQuery),
    responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn escalations(
    ctx: Ctx,
    Args(query): Args<EscalationQuery>,
    Args(how): Args<SheetQuery>,
) -> Result<impl IntoResponse> {
    let (scope, language) = (ctx.scope(), how.language());
    let (platform, state) = (query.platform.as_deref(), query.state.as_deref());
    let (found, cut) = every!(c => ctx.store().escalations(&scope, platform, state, &c));
    let rows = found
        .into_iter()
        .map(|e| {
            let trigger = catalogue().trigger(&e.trigger_id);
            vec![
                e.id.into(),
                e.platform_name.into(),
                trigger.map(|t| language.pick(&t.zh, &t.en).clone()).into(),
                e.trigger_id.into(),
                worded(language, "supervision", Some(&e.level)),
                worded(language, "escalation", Some(&e.state)),
                moment(e.proposed_at),
                moment(e.observed_at),
                e.observations.into(),
                e.compared.into(),
                e.reason.into(),
            ]
        })
        .collect();
    answer(&ctx, language, vec![(&sheet::ESCALATIONS, Rows { rows, cut })]).await
}

/// Deviation requests as a table.
#[utoipa::path(get, path = "/sheets/deviations", tag = "sheet", params(DeviationQuery, SheetQuery),
    responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn deviations(
    ctx: Ctx,
    Args(query): Args<DeviationQuery>,
    Args(how): Args<SheetQuery>,
) -> Result<impl IntoResponse> {
    let (scope, language) = (ctx.scope(), how.language());
    let filter = query.filter();
    let (found, cut) = every!(c => ctx.store().deviations(&scope, &filter, ctx.at, &c));
    let rows = found
        .into_iter()
        .map(|d| {
            let state = state_word(&d.state, d.until_at, ctx.at).to_owned();
            vec![
                d.id.into(),
                d.platform_name.into(),
                worded(language, "deviationKind", Some(&d.kind)),
                worded(language, "deviation", Some(&state)),
                worded(language, "severity", Some(&d.severity)),
                worded(language, "severity", d.adjusted.as_deref()),
                moment(d.until_at),
                d.targets.into(),
                d.reason.into(),
                d.measures.into(),
                moment(d.requested_at),
                d.requested_name.into(),
                d.decided_at.map_or(Value::Empty, moment),
                d.decided_name.into(),
                d.decision.into(),
            ]
        })
        .collect();
    answer(&ctx, language, vec![(&sheet::DEVIATIONS, Rows { rows, cut })]).await
}
