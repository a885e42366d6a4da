//! Platforms: registration, authorisation, mandates, parties, events.

use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use jiff::civil::Date;
use yunjian_catalogue::{catalogue, working_days};
use yunjian_domain::act::{Act, AuthorisationResult, DueOpening, DueOrigin, EventKind, Level, PartyRole};
use yunjian_domain::calendar;
use yunjian_store::platform::{AuthorisationRow, PlatformRow, StandingRow};
use yunjian_wire::platform as wire;
use yunjian_wire::problem::Problem as Wire;
use yunjian_wire::{Created, Done, Page};

use super::{named, page};
use crate::app::Ctx;
use crate::auth::{Args, Body, Paging};
use crate::problem::{Problem, Result};
use crate::text::{optional_time, parse_date, parse_time, required, time};

/// Areas of supervision a mandate may name: chapters 6.2, 6.3, 6.4 of the standard.
const AREAS: &[&str] = &["controls", "changes", "incidents"];

pub(crate) fn standing(row: &StandingRow) -> wire::Standing {
    wire::Standing {
        open: row.open,
        overdue: row.overdue,
        to_review: row.to_review,
        returned: row.returned,
        compliant: row.compliant,
        non_compliant: row.non_compliant,
        rectifications_open: row.rectifications_open,
        rectifications_overdue: row.rectifications_overdue,
        findings_open: row.findings_open,
        findings_critical: row.findings_critical,
        findings_high: row.findings_high,
    }
}

/// The civil day of a moment on a platform.
///
/// # Errors
/// When the platform's zone is not known.
pub(crate) fn today(zone: &str, at: i64) -> Result<Date> {
    Ok(calendar::civil_date(at, &calendar::zone(zone)?)?)
}

pub(crate) fn authorisation(row: AuthorisationRow, today: Date) -> wire::Authorisation {
    let renewal_due = row.renewal_applied_at.is_none()
        && matches!(row.result.as_str(), "granted" | "conditional")
        && row.valid_until.parse::<Date>().is_ok_and(|until| {
            until.checked_sub(jiff::Span::new().days(row.remind_days)).is_ok_and(|from| today >= from)
        });
    wire::Authorisation {
        id: row.id,
        result: row.result,
        valid_from: row.valid_from,
        valid_until: row.valid_until,
        conditions: row.conditions,
        remind_days: row.remind_days,
        renewal_due,
        renewal_applied_at: optional_time(row.renewal_applied_at),
    }
}

pub(crate) async fn find(ctx: &Ctx, id: &str) -> Result<PlatformRow> {
    ctx.store().platform(&ctx.scope(), id).await?.ok_or_else(|| Problem::not_found("platform"))
}

/// A platform the caller supervises under a mandate that is current and covers the area (5.2.1 b).
///
/// # Errors
/// 404 when it is not the caller's to see, 403 when no mandate covers it today.
pub(crate) async fn mandated(ctx: &Ctx, id: &str, area: &str) -> Result<PlatformRow> {
    let platform = find(ctx, id).await?;
    let today = today(&platform.zone, ctx.at)?.to_string();
    if ctx.store().has_mandate(&ctx.scope(), id, &today, area).await? {
        return Ok(platform);
    }
    Err(Problem::new(
        StatusCode::FORBIDDEN,
        "no_mandate",
        "贵单位对此平台没有在有效期内、涵盖此事项的监管委托",
        "your organisation holds no current mandate over this platform that covers this",
    ))
}

/// Platforms the caller may see, with how they stand.
#[utoipa::path(get, path = "/platforms", tag = "platform", params(Paging),
    responses((status = 200, body = Page<wire::PlatformRow>)))]
pub async fn list(ctx: Ctx, Args(paging): Args<Paging>) -> Result<Json<Page<wire::PlatformRow>>> {
    let scope = ctx.scope();
    let listed = ctx.store().platforms(&scope, &paging.cursor()?).await?;
    let standings = ctx.store().standings(&scope, None, ctx.at).await?;
    let authorisations = ctx.store().authorisations(&scope, None).await?;
    Ok(Json(page(listed, ctx.at, |row| {
        let found = standings.iter().find(|s| s.platform_id == row.id).cloned().unwrap_or_default();
        let newest = authorisations.iter().find(|a| a.platform_id == row.id).cloned();
        let day = today(&row.zone, ctx.at);
        wire::PlatformRow {
            authorisation: newest.zip(day.ok()).map(|(a, day)| authorisation(a, day)),
            id: row.id,
            name: row.name,
            provider: named(row.provider_id, row.provider_name),
            level: row.level,
            state: found.state.clone(),
            standing: standing(&found),
        }
    })))
}

/// One platform in full.
#[utoipa::path(get, path = "/platforms/{platform}", tag = "platform", params(("platform" = String, Path)),
    responses((status = 200, body = wire::Platform), (status = 404, body = Wire)))]
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> Result<Json<wire::Platform>> {
    let scope = ctx.scope();
    let row = find(&ctx, &id).await?;
    let day = today(&row.zone, ctx.at)?;
    let found =
        ctx.store().standings(&scope, Some(&id), ctx.at).await?.into_iter().next().unwrap_or_default();
    let authorisations = ctx.store().authorisations(&scope, Some(&id)).await?;
    let mandates = ctx.store().mandates(&scope, &id).await?;
    let parties = ctx.store().parties(&scope, &id).await?;
    let text = day.to_string();
    Ok(Json(wire::Platform {
        id: row.id,
        name: row.name,
        provider: named(row.provider_id, row.provider_name),
        zone: row.zone,
        level: row.level,
        state: found.state.clone(),
        supervised_from: time(row.supervised_from),
        standing: standing(&found),
        authorisations: authorisations.into_iter().map(|a| authorisation(a, day)).collect(),
        mandates: mandates
            .into_iter()
            .map(|m| wire::Mandate {
                current: m.valid_from <= text && text <= m.valid_until,
                id: m.id,
                supervisor: named(m.supervisor_id, m.supervisor_name),
                commissioned_by: m.commissioned_by,
                areas: m.areas.split(',').map(str::to_owned).collect(),
                valid_from: m.valid_from,
                valid_until: m.valid_until,
            })
            .collect(),
        parties: parties
            .into_iter()
            .map(|p| wire::Party { organisation: named(p.organisation_id, p.name), role: p.role })
            .collect(),
        plan_version: row.plan_version,
        as_of: time(ctx.at),
    }))
}

fn dates(from: &str, until: &str) -> Result<(String, String)> {
    let (start, end) = (parse_date("valid_from", from)?, parse_date("valid_until", until)?);
    if end < start {
        return Err(Problem::field(
            "valid_until",
            "order",
            "结束日期早于开始日期",
            "the end lies before the beginning",
        ));
    }
    Ok((start.to_string(), end.to_string()))
}

fn areas(asked: &[String]) -> Result<Vec<String>> {
    let known = asked.iter().all(|a| AREAS.contains(&a.as_str()));
    if asked.is_empty() || !known {
        return Err(Problem::field(
            "areas",
            "areas",
            "至少一项：controls、changes、incidents",
            "at least one of controls, changes, incidents",
        ));
    }
    Ok(AREAS.iter().filter(|a| asked.iter().any(|b| b == *a)).map(|a| (*a).to_owned()).collect())
}

async fn organisation_of(ctx: &Ctx, id: &str, role: &str) -> Result<()> {
    let found = ctx
        .store()
        .organisation(&ctx.scope(), id)
        .await?
        .ok_or_else(|| Problem::not_found("organisation"))?;
    if found.role == role {
        return Ok(());
    }
    Err(Problem::field(
        "organisation",
        "role",
        "组织类型不符",
        format!("the organisation is a {}, not a {role}", found.role),
    ))
}

/// Register a platform under the registering supervisor's mandate.
#[utoipa::path(post, path = "/platforms", tag = "platform", request_body = wire::NewPlatform,
    responses((status = 201, body = Created), (status = 404, body = Wire), (status = 422, body = Wire)))]
pub async fn create(ctx: Ctx, Body(body): Body<wire::NewPlatform>) -> Result<(StatusCode, Json<Created>)> {
    let name = required("name", &body.name, 200)?;
    let zone = calendar::zone(&body.zone).map_err(|_| {
        Problem::field(
            "zone",
            "zone",
            "没有这一时区，例如 Asia/Shanghai",
            "there is no such time zone; an example is Asia/Shanghai",
        )
    })?;
    let level = match body.level.as_str() {
        "general" => Level::General,
        "enhanced" => Level::Enhanced,
        _ => {
            return Err(Problem::field(
                "level",
                "level",
                "须为 general 或 enhanced",
                "must be general or enhanced",
            ));
        }
    };
    let first_day = match &body.supervised_from {
        Some(text) => parse_date("supervised_from", text)?,
        None => calendar::civil_date(ctx.at, &zone)?,
    };
    let supervised_from = calendar::start_of_day(first_day, &zone)?;
    organisation_of(&ctx, &body.provider, "provider").await?;
    let mandate = check_mandate(&ctx, &body.mandate).await?;

    let mut tx = ctx.door().await?;
    let id = tx.id();
    let name = tx.content(name).await?;
    let act = tx
        .record(
            Some(&id),
            Act::PlatformRegistered {
                platform: id.clone(),
                provider: body.provider,
                name,
                zone: body.zone,
                level,
                supervised_from,
            },
        )
        .await?;
    give_mandate(&mut tx, &id, mandate).await?;
    ctx.commit(tx).await?;
    Ok((StatusCode::CREATED, Json(Created { id, act })))
}

struct CheckedMandate {
    supervisor: String,
    commissioned_by: String,
    areas: Vec<String>,
    from: String,
    until: String,
}

async fn check_mandate(ctx: &Ctx, asked: &wire::NewMandate) -> Result<CheckedMandate> {
    let supervisor = asked.supervisor.clone().unwrap_or_else(|| ctx.caller.organisation_id.clone());
    organisation_of(ctx, &supervisor, "supervisor").await?;
    let commissioned_by = required("commissioned_by", &asked.commissioned_by, 400)?.to_owned();
    let (from, until) = dates(&asked.valid_from, &asked.valid_until)?;
    Ok(CheckedMandate { supervisor, commissioned_by, areas: areas(&asked.areas)?, from, until })
}

async fn give_mandate(tx: &mut yunjian_store::Tx, platform: &str, asked: CheckedMandate) -> Result<Created> {
    let id = tx.id();
    let commissioned_by = tx.content(&asked.commissioned_by).await?;
    let act = tx
        .record(
            Some(platform),
            Act::MandateGiven {
                mandate: id.clone(),
                platform: platform.to_owned(),
                supervisor: asked.supervisor,
                commissioned_by,
                areas: asked.areas,
                valid_from: asked.from,
                valid_until: asked.until,
            },
        )
        .await?;
    Ok(Created { id, act })
}

/// Record a further mandate: a renewal, or another supervisor of the same platform.
#[utoipa::path(post, path = "/platforms/{platform}/mandates", tag = "platform", params(("platform" = String, Path)),
    request_body = wire::NewMandate,
    responses((status = 201, body = Created), (status = 404, body = Wire), (status = 422, body = Wire)))]
pub async fn mandate(
    ctx: Ctx,
    Path(id): Path<String>,
    Body(body): Body<wire::NewMandate>,
) -> Result<(StatusCode, Json<Created>)> {
    find(&ctx, &id).await?;
    let asked = check_mandate(&ctx, &body).await?;
    let mut tx = ctx.door().await?;
    let created = give_mandate(&mut tx, &id, asked).await?;
    ctx.commit(tx).await?;
    Ok((StatusCode::CREATED, Json(created)))
}

/// Record the result of an authorisation.
#[utoipa::path(post, path = "/platforms/{platform}/authorisations", tag = "platform", params(("platform" = String, Path)),
    request_body = wire::NewAuthorisation,
    responses((status = 201, body = Created), (status = 404, body = Wire), (status = 422, body = Wire)))]
pub async fn authorise(
    ctx: Ctx,
    Path(id): Path<String>,
    Body(body): Body<wire::NewAuthorisation>,
) -> Result<(StatusCode, Json<Created>)> {
    find(&ctx, &id).await?;
    let result = match body.result.as_str() {
        "granted" => AuthorisationResult::Granted,
        "conditional" => AuthorisationResult::Conditional,
        "suspended" => AuthorisationResult::Suspended,
        "withdrawn" => AuthorisationResult::Withdrawn,
        _ => {
            return Err(Problem::field(
                "result",
                "result",
                "须为 granted、conditional、suspended 或 withdrawn",
                "must be granted, conditional, suspended or withdrawn",
            ));
        }
    };
    let (valid_from, valid_until) = dates(&body.valid_from, &body.valid_until)?;
    if !(0..=1000).contains(&body.remind_days) {
        return Err(Problem::field(
            "remind_days",
            "range",
            "须在 0 到 1000 之间",
            "must be between 0 and 1000",
        ));
    }
    if result == AuthorisationResult::Conditional
        && body.conditions.as_deref().is_none_or(|c| c.trim().is_empty())
    {
        return Err(Problem::field(
            "conditions",
            "required",
            "附条件的授权须写明条件",
            "a conditional authorisation states its conditions",
        ));
    }
    let mut tx = ctx.door().await?;
    let authorisation = tx.id();
    let conditions = tx.optional_content(body.conditions.as_deref()).await?;
    let act = tx
        .record(
            Some(&id),
            Act::PlatformAuthorised {
                authorisation: authorisation.clone(),
                platform: id.clone(),
                result,
                valid_from,
                valid_until,
                conditions,
                remind_days: body.remind_days,
            },
        )
        .await?;
    ctx.commit(tx).await?;
    Ok((StatusCode::CREATED, Json(Created { id: authorisation, act })))
}

/// The provider applies for the renewal of its newest authorisation.
#[utoipa::path(post, path = "/platforms/{platform}/renewal", tag = "platform", params(("platform" = String, Path)),
    request_body = wire::RenewalApplication,
    responses((status = 200, body = Done), (status = 404, body = Wire), (status = 409, body = Wire)))]
pub async fn renew(
    ctx: Ctx,
    Path(id): Path<String>,
    Body(body): Body<wire::RenewalApplication>,
) -> Result<Json<Done>> {
    find(&ctx, &id).await?;
    let newest = ctx.store().authorisations(&ctx.scope(), Some(&id)).await?.into_iter().next();
    let Some(newest) = newest.filter(|a| a.renewal_applied_at.is_none()) else {
        return Err(Problem::new(
            StatusCode::CONFLICT,
            "nothing_to_renew",
            "没有可申请续期的授权，或已经申请过",
            "there is no authorisation to renew, or its renewal was applied for already",
        ));
    };
    let mut tx = ctx.door().await?;
    let note = tx.optional_content(body.note.as_deref()).await?;
    let act = tx
        .record(Some(&id), Act::RenewalApplied { platform: id.clone(), authorisation: newest.id, note })
        .await?;
    ctx.commit(tx).await?;
    Ok(Json(Done { act }))
}

fn party_role(role: &str) -> Result<PartyRole> {
    match role {
        "customer" => Ok(PartyRole::Customer),
        "assessor" => Ok(PartyRole::Assessor),
        _ => Err(Problem::field("role", "role", "须为 customer 或 assessor", "must be customer or assessor")),
    }
}

/// Attach a customer or an assessor to a platform.
#[utoipa::path(post, path = "/platforms/{platform}/parties", tag = "platform", params(("platform" = String, Path)),
    request_body = wire::NewParty,
    responses((status = 201, body = Done), (status = 404, body = Wire), (status = 422, body = Wire)))]
pub async fn attach(
    ctx: Ctx,
    Path(id): Path<String>,
    Body(body): Body<wire::NewParty>,
) -> Result<(StatusCode, Json<Done>)> {
    find(&ctx, &id).await?;
    let role = party_role(&body.role)?;
    organisation_of(&ctx, &body.organisation, role.as_str()).await?;
    let mut tx = ctx.door().await?;
    let act = tx
        .record(Some(&id), Act::PartyAttached { platform: id.clone(), organisation: body.organisation, role })
        .await?;
    ctx.commit(tx).await?;
    Ok((StatusCode::CREATED, Json(Done { act })))
}

/// Detach a customer or an assessor.
#[utoipa::path(delete, path = "/platforms/{platform}/parties/{organisation}/{role}", tag = "platform",
    params(("platform" = String, Path), ("organisation" = String, Path), ("role" = String, Path)),
    responses((status = 200, body = Done), (status = 404, body = Wire), (status = 422, body = Wire)))]
pub async fn detach(
    ctx: Ctx,
    Path((id, organisation, role)): Path<(String, String, String)>,
) -> Result<Json<Done>> {
    find(&ctx, &id).await?;
    let role = party_role(&role)?;
    let there = ctx
        .store()
        .parties(&ctx.scope(), &id)
        .await?
        .iter()
        .any(|p| p.organisation_id == organisation && p.role == role.as_str());
    if !there {
        return Err(Problem::not_found("party"));
    }
    let mut tx = ctx.door().await?;
    let act = tx.record(Some(&id), Act::PartyDetached { platform: id.clone(), organisation, role }).await?;
    ctx.commit(tx).await?;
    Ok(Json(Done { act }))
}

/// Record an event that makes obligations due (5.2.5.1 h): a major incident, an implemented significant change.
#[utoipa::path(post, path = "/platforms/{platform}/events", tag = "platform", params(("platform" = String, Path)),
    request_body = wire::NewPlatformEvent,
    responses((status = 201, body = Created), (status = 403, body = Wire), (status = 404, body = Wire), (status = 422, body = Wire)))]
pub async fn event(
    ctx: Ctx,
    Path(id): Path<String>,
    Body(body): Body<wire::NewPlatformEvent>,
) -> Result<(StatusCode, Json<Created>)> {
    let platform = mandated(&ctx, &id, "controls").await?;
    let kind = match body.kind.as_str() {
        "major_incident" => EventKind::MajorIncident,
        "significant_change_implemented" => EventKind::SignificantChangeImplemented,
        _ => {
            return Err(Problem::field(
                "kind",
                "kind",
                "须为 major_incident 或 significant_change_implemented",
                "must be major_incident or significant_change_implemented",
            ));
        }
    };
    let occurred_at = parse_time("occurred_at", &body.occurred_at)?;
    if occurred_at > ctx.at {
        return Err(Problem::field("occurred_at", "future", "不能晚于现在", "lies in the future"));
    }
    let text = required("text", &body.text, 4000)?;
    let zone = calendar::zone(&platform.zone)?;
    let mut tx = ctx.door().await?;
    let event = tx.id();
    let text = tx.content(text).await?;
    let act = tx
        .record(
            Some(&id),
            Act::PlatformEventRecorded {
                event: event.clone(),
                platform: id.clone(),
                kind,
                occurred_at,
                text,
            },
        )
        .await?;
    // The reaction: what the event makes due, in the same transaction, with the causing act's id.
    let mut items = Vec::new();
    for obligation in catalogue().links.opened_by(kind.as_str()) {
        let Some(found) = catalogue().obligation(obligation) else { continue };
        let row = catalogue().frequency(found.frequency);
        let term = calendar::plus_workdays(ctx.at, row.due_workdays, &zone, working_days())?;
        items.push(DueOpening {
            due: tx.id(),
            obligation: obligation.clone(),
            party: found.party.as_str().to_owned(),
            frequency: found.frequency.as_str().to_owned(),
            period_key: format!("event:{event}"),
            start: occurred_at,
            end: term.at,
            due_at: term.at,
            calendar_verified: term.verified,
            origin: DueOrigin::Event { event: event.clone() },
        });
    }
    if !items.is_empty() {
        tx.record_because(&act, Some(&id), Act::DuesOpened { platform: id.clone(), items }).await?;
    }
    ctx.commit(tx).await?;
    Ok((StatusCode::CREATED, Json(Created { id: event, act })))
}
