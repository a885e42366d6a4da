//! Due items.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::IntoParams;
use yunjian_catalogue::{catalogue, working_days};
use yunjian_domain::act::{Act, DueOpening, DueOrigin};
use yunjian_domain::calendar;
use yunjian_domain::due::{Command, decide};
use yunjian_domain::permission::{Permission, Role};
use yunjian_domain::rectification::ExtensionLimit;
use yunjian_store::due::{Assigned, DueFilter, DueGrouping, DueRow};
use yunjian_store::submission::SubmissionFilter;
use yunjian_store::{Cursor, Tx};
use yunjian_wire::due as wire;
use yunjian_wire::problem::Problem as Wire;
use yunjian_wire::rectification::{AnswerExtension, AskExtension};
use yunjian_wire::{Created, Done, Named, Page, Reason};

use super::platform::mandated;
use super::{named, page, titles};
use crate::app::Ctx;
use crate::auth::{Args, Body, Paging};
use crate::problem::{Problem, Result};
use crate::text::{optional_time, parse_date, parse_time, required, time};

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
        extension: row.extension,
        extension_until: optional_time(row.extension_until),
        assignee: row.assignee_id.map(|id| named(id, row.assignee_name)),
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
    /// Only what asks the party for something.
    pub waiting: Option<bool>,
    /// A control class, in the standard's Chinese.
    pub class: Option<String>,
    /// `provider` or `assessor`.
    pub party: Option<String>,
    /// First and last civil day on which it is due, in the zone of the default calendar.
    pub due_from: Option<String>,
    pub due_to: Option<String>,
    /// A colleague's id, `me` or `nobody`.
    pub assignee: Option<String>,
    /// `requested`, `granted` or `refused`.
    pub extension: Option<String>,
    pub limit: Option<i64>,
    pub cursor: Option<String>,
}

impl DueQuery {
    pub(crate) fn filter(&self, ctx: &Ctx) -> Result<DueFilter> {
        let obligations: Vec<String> = match self.class.as_deref().filter(|c| !c.is_empty()) {
            Some(class) => {
                catalogue().obligations.iter().filter(|o| o.class == class).map(|o| o.id.clone()).collect()
            }
            None => Vec::new(),
        };
        if obligations.is_empty() && self.class.as_deref().is_some_and(|c| !c.is_empty()) {
            return Err(Problem::field(
                "class",
                "unknown",
                "没有这一控制类",
                "there is no such control class",
            ));
        }
        let zone = calendar::zone(ZONE)?;
        let day = |field: &str, text: &Option<String>, after: bool| -> Result<Option<i64>> {
            let Some(text) = text.as_deref().filter(|t| !t.is_empty()) else { return Ok(None) };
            let mut day = parse_date(field, text)?;
            if after {
                day = day
                    .tomorrow()
                    .map_err(|_| Problem::field(field, "date", "日期太远", "the date is too far away"))?;
            }
            Ok(Some(calendar::start_of_day(day, &zone)?))
        };
        Ok(DueFilter {
            platform: self.platform.clone(),
            obligation: self.obligation.clone(),
            standing: self.standing.clone(),
            overdue: self.overdue,
            waiting: self.waiting == Some(true),
            obligations,
            party: self.party.clone(),
            // A due moment is the end of its last day: the start of the day after.
            due_from: day("due_from", &self.due_from, false)?.map(|at| at + 1),
            due_to: day("due_to", &self.due_to, true)?.map(|at| at + 1),
            assigned: match self.assignee.as_deref() {
                None | Some("") => Assigned::Any,
                Some("nobody") => Assigned::Nobody,
                Some("me") => Assigned::To(ctx.caller.user_id.clone()),
                Some(user) => Assigned::To(user.to_owned()),
            },
            extension: self.extension.clone(),
            now: ctx.at,
        })
    }
}

/// Days in lists over platforms of several zones are cut by the calendar most of them keep.
const ZONE: &str = "Asia/Shanghai";

/// Due items, soonest due first.
#[utoipa::path(get, path = "/dues", tag = "due", params(DueQuery), responses((status = 200, body = Page<wire::DueRow>)))]
pub async fn list(ctx: Ctx, Args(query): Args<DueQuery>) -> Result<Json<Page<wire::DueRow>>> {
    let cursor = Paging { limit: query.limit, cursor: query.cursor.clone() }.cursor()?;
    let filter = query.filter(&ctx)?;
    let listed = ctx.store().dues(&ctx.scope(), &filter, &cursor).await?;
    Ok(Json(page(listed, ctx.at, |r| row(r, ctx.at))))
}

/// One due item with its submissions.
#[utoipa::path(get, path = "/dues/{due}", tag = "due", params(("due" = String, Path)),
    responses((status = 200, body = wire::Due), (status = 404, body = Wire)))]
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> Result<Json<wire::Due>> {
    let scope = ctx.scope();
    let found = ctx.store().due(&scope, &id).await?.ok_or_else(|| Problem::not_found("due item"))?;
    let assignment = scope_assignment(&ctx, &id).await?;
    let filter = SubmissionFilter { due: Some(id), ..SubmissionFilter::default() };
    let submissions = ctx.store().submissions(&scope, &filter, &Cursor::first(200)).await?;
    Ok(Json(wire::Due {
        origin: found.origin.clone(),
        reason: found.reason.clone(),
        extended_reason: found.extended_reason.clone(),
        reminders: super::many::reminders(&ctx, &found.id).await?,
        extension_reason: found.extension_reason.clone(),
        planned_due_at: optional_time(found.planned_due_at),
        assignment,
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

async fn scope_assignment(ctx: &Ctx, due: &str) -> Result<Option<wire::Assignment>> {
    let found = ctx.store().due_assignment(&ctx.scope(), due).await?;
    Ok(found.map(|a| wire::Assignment {
        assignee: named(a.user_id, a.user_name),
        by: named(a.by_id, a.by_name),
        at: time(a.assigned_at),
    }))
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct GroupQuery {
    /// `platform`, `class`, `month`, `standing` or `assignee`.
    pub by: String,
}

/// How the due items of a filter spread: for each platform, class, month, standing or colleague, how many there are and
/// how many wait, are overdue or were returned.
#[utoipa::path(get, path = "/due-groups", tag = "due", params(GroupQuery, DueQuery),
    responses((status = 200, body = wire::DueGroups), (status = 422, body = Wire)))]
pub async fn groups(
    ctx: Ctx,
    Args(how): Args<GroupQuery>,
    Args(query): Args<DueQuery>,
) -> Result<Json<wire::DueGroups>> {
    let filter = query.filter(&ctx)?;
    let by = match how.by.as_str() {
        "platform" => DueGrouping::Platform,
        "class" => DueGrouping::Obligation,
        "month" => DueGrouping::Moment,
        "standing" => DueGrouping::Standing,
        "assignee" => DueGrouping::Assignee,
        _ => {
            return Err(Problem::field(
                "by",
                "unknown",
                "须为 platform、class、month、standing 或 assignee",
                "must be platform, class, month, standing or assignee",
            ));
        }
    };
    let rows = ctx.store().due_groups(&ctx.scope(), &filter, by).await?;
    let names: BTreeMap<String, Option<String>> = match by {
        DueGrouping::Platform => {
            let platforms = ctx.store().platform_names(&ctx.scope()).await?;
            platforms.into_iter().collect()
        }
        DueGrouping::Assignee => people(&ctx).await?.into_iter().map(|p| (p.id, p.name)).collect(),
        _ => BTreeMap::new(),
    };
    let zone = calendar::zone(ZONE)?;
    // In the order of the catalogue for classes, of time for months, of the words otherwise.
    let order: Vec<&str> = catalogue().obligations.iter().map(|o| o.class.as_str()).collect();
    let mut sums: BTreeMap<(usize, String), wire::DueGroup> = BTreeMap::new();
    for row in rows {
        let (place, key, zh, en) = match by {
            DueGrouping::Obligation => match catalogue().obligation(&row.word) {
                Some(o) => (
                    order.iter().position(|c| *c == o.class).unwrap_or(usize::MAX),
                    o.class.clone(),
                    Some(o.class.clone()),
                    Some(o.class_en.clone()),
                ),
                None => (usize::MAX, row.word.clone(), None, None),
            },
            DueGrouping::Moment => {
                let at: i64 = row.word.parse().unwrap_or_default();
                (0, calendar::civil_date(at - 1, &zone)?.to_string()[..7].to_owned(), None, None)
            }
            _ => {
                let name = names.get(&row.word).cloned().flatten();
                (0, row.word.clone(), name.clone(), name)
            }
        };
        let sum = sums.entry((place, key.clone())).or_insert(wire::DueGroup {
            key,
            name_zh: zh,
            name_en: en,
            total: 0,
            waiting: 0,
            overdue: 0,
            returned: 0,
            earliest: None,
        });
        sum.total += row.total;
        sum.waiting += row.waiting;
        sum.overdue += row.overdue;
        sum.returned += row.returned;
        let earliest = optional_time(row.earliest);
        sum.earliest = match (sum.earliest.take(), earliest) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
    }
    Ok(Json(wire::DueGroups { items: sums.into_values().collect(), as_of: time(ctx.at) }))
}

/// Colleagues who may hand in.
async fn people(ctx: &Ctx) -> Result<Vec<Named>> {
    let mut cursor = Cursor::first(200);
    let mut out = Vec::new();
    loop {
        let page = ctx.store().users(&ctx.scope(), &cursor).await?;
        out.extend(
            page.items
                .into_iter()
                .filter(|u| {
                    u.organisation_id == ctx.caller.organisation_id
                        && u.disabled == 0
                        && Role::parse(&u.role).is_some_and(|role| role.may(Permission::Submit))
                })
                .map(|u| named(u.id, u.name)),
        );
        match page.next {
            Some(next) => cursor.after = Some(next),
            None => return Ok(out),
        }
    }
}

/// Colleagues a due item can be given to.
#[utoipa::path(get, path = "/assignees", tag = "due", responses((status = 200, body = Page<Named>)))]
pub async fn assignees(ctx: Ctx) -> Result<Json<Page<Named>>> {
    Ok(Json(Page { items: people(&ctx).await?, next: None, as_of: time(ctx.at) }))
}

/// Give due items to a colleague of the same organisation, or to nobody.
///
/// No act: how an organisation divides its own work binds nobody and concerns no other party.
#[utoipa::path(post, path = "/due-assignments", tag = "due", request_body = wire::AssignDues,
    responses((status = 204), (status = 403, body = Wire), (status = 404, body = Wire), (status = 422, body = Wire)))]
pub async fn assign(ctx: Ctx, Body(body): Body<wire::AssignDues>) -> Result<StatusCode> {
    if body.dues.is_empty() || body.dues.len() > 500 {
        return Err(Problem::field(
            "dues",
            "count",
            "请选择 1 到 500 个待交付事项",
            "name between 1 and 500 due items",
        ));
    }
    if let Some(user) = &body.user
        && !people(&ctx).await?.iter().any(|p| p.id == *user)
    {
        return Err(Problem::field(
            "user",
            "unknown",
            "须为本单位有提交权限的同事",
            "must be a colleague of the organisation who may hand in",
        ));
    }
    for due in &body.dues {
        super::upload::owed(&ctx, due).await?;
    }
    let caller = &ctx.caller;
    ctx.store()
        .assign_dues(&caller.organisation_id, &body.dues, body.user.as_deref(), &caller.user_id, ctx.at)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Loads a due item's extension in the door, decides, records.
async fn extend(
    ctx: &Ctx,
    id: &str,
    make: impl AsyncFnOnce(&mut Tx, &DueRow) -> Result<Command>,
) -> Result<Json<Done>> {
    let mut tx = ctx.door().await?;
    let (row, state) = tx.due_extension(&ctx.scope(), id).await?;
    let command = make(&mut tx, &row).await?;
    let act = decide(&state, id, command)?;
    let act = tx.record(Some(&row.platform_id), act).await?;
    ctx.commit(tx).await?;
    Ok(Json(Done { act }))
}

/// Ask for more time for a due item, within what `catalogue/workflow.toml` allows.
#[utoipa::path(post, path = "/dues/{due}/extension", tag = "due", params(("due" = String, Path)),
    request_body = AskExtension, responses((status = 200, body = Done), (status = 403, body = Wire), (status = 404, body = Wire), (status = 409, body = Wire), (status = 422, body = Wire)))]
pub async fn extension(
    ctx: Ctx,
    Path(id): Path<String>,
    Body(body): Body<AskExtension>,
) -> Result<Json<Done>> {
    let reason = required("reason", &body.reason, 4000)?;
    let until = parse_time("until", &body.until)?;
    let found = super::upload::owed(&ctx, &id).await?;
    let platform = ctx
        .store()
        .platform(&ctx.scope(), &found.platform_id)
        .await?
        .ok_or_else(|| Problem::not_found("platform"))?;
    let zone = calendar::zone(&platform.zone)?;
    let term = &catalogue().workflow.due_extension;
    extend(&ctx, &id, async |tx, row| {
        let from = row.waits_until.unwrap_or(row.due_at);
        let latest = calendar::plus_workdays(from, term.workdays, &zone, working_days())?.at;
        let limit = ExtensionLimit { count: i64::from(term.count), latest };
        Ok(Command::RequestExtension { until, reason: tx.content(reason).await?, limit })
    })
    .await
}

/// Answer a request for more time for a due item.
#[utoipa::path(post, path = "/dues/{due}/extension/answer", tag = "due", params(("due" = String, Path)),
    request_body = AnswerExtension, responses((status = 200, body = Done), (status = 403, body = Wire), (status = 404, body = Wire), (status = 409, body = Wire), (status = 422, body = Wire)))]
pub async fn answer(
    ctx: Ctx,
    Path(id): Path<String>,
    Body(body): Body<AnswerExtension>,
) -> Result<Json<Done>> {
    let found = ctx.store().due(&ctx.scope(), &id).await?.ok_or_else(|| Problem::not_found("due item"))?;
    mandated(&ctx, &found.platform_id, "controls").await?;
    if body.grant {
        return extend(&ctx, &id, async |_, _| Ok(Command::GrantExtension)).await;
    }
    let reason = required("reason", body.reason.as_deref().unwrap_or_default(), 4000)?;
    extend(&ctx, &id, async |tx, _| Ok(Command::RefuseExtension { reason: tx.content(reason).await? })).await
}
