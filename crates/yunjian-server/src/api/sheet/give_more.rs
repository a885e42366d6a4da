//! Further lists out, for reading: notices, findings, components, the catalogue, a platform's timeline.

use axum::extract::Path;
use axum::response::IntoResponse;
use yunjian_catalogue::catalogue;
use yunjian_store::Cursor;
use yunjian_store::notice::NoticeFilter;

use super::give::{Rows, SheetQuery, answer, every, moment, title, yes_no};
use crate::api::evidence::FindingQuery;
use crate::api::notice::NoticeQuery;
use crate::app::Ctx;
use crate::auth::Args;
use crate::problem::{Problem, Result};
use crate::sheet::{self, MOST_ROWS, Value, worded};

/// The register of notices as a table.
#[utoipa::path(get, path = "/sheets/notices", tag = "sheet", params(NoticeQuery, SheetQuery),
    responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn notices(
    ctx: Ctx,
    Args(query): Args<NoticeQuery>,
    Args(how): Args<SheetQuery>,
) -> Result<impl IntoResponse> {
    let (scope, language) = (ctx.scope(), how.language());
    let filter = NoticeFilter {
        platform: query.platform,
        submission: query.submission,
        state: query.state,
        kind: query.kind,
        issued: false,
    };
    let (found, cut) = every!(c => ctx.store().notices(&scope, &filter, &c));
    let rows = found
        .into_iter()
        .map(|n| {
            vec![
                n.number.into(),
                worded(language, "noticeKind", Some(&n.kind)),
                n.platform_name.into(),
                n.recipient_name.into(),
                n.obligation.clone().into(),
                title(language, &n.obligation),
                n.period_key.into(),
                worded(language, "notice", Some(&n.state)),
                n.drafted_name.into(),
                n.checked_name.into(),
                n.issued_name.into(),
                n.issued_at.map_or(Value::Empty, moment),
                n.served_at.map_or(Value::Empty, moment),
                worded(language, "serviceMethod", n.method.as_deref()),
            ]
        })
        .collect();
    answer(&ctx, language, vec![(&sheet::NOTICES, Rows { rows, cut })]).await
}

async fn seen(ctx: &Ctx, platform: &str) -> Result<()> {
    ctx.store().platform(&ctx.scope(), platform).await?.ok_or_else(|| Problem::not_found("platform"))?;
    Ok(())
}

/// Findings of a platform as a table.
#[utoipa::path(get, path = "/platforms/{platform}/findings/sheet", tag = "sheet",
    params(("platform" = String, Path), FindingQuery, SheetQuery),
    responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn findings(
    ctx: Ctx,
    Path(id): Path<String>,
    Args(query): Args<FindingQuery>,
    Args(how): Args<SheetQuery>,
) -> Result<impl IntoResponse> {
    seen(&ctx, &id).await?;
    let (scope, language) = (ctx.scope(), how.language());
    let (status, severity) = (query.status.as_deref(), query.severity.as_deref());
    let (found, cut) = every!(c => ctx.store().findings(&scope, &id, status, severity, &c));
    let rows = found
        .into_iter()
        .map(|f| {
            vec![
                worded(language, "severity", Some(&f.severity)),
                worded(language, "findingStatus", Some(&f.status)),
                f.title.into(),
                f.rule_id.into(),
                f.cves.into(),
                f.component_id.into(),
                f.location.into(),
                f.source_tool.into(),
                moment(f.first_seen),
                moment(f.last_seen),
                f.fixed_at.map_or(Value::Empty, moment),
                f.place.into(),
            ]
        })
        .collect();
    answer(&ctx, language, vec![(&sheet::FINDINGS, Rows { rows, cut })]).await
}

/// Components of a platform as a table.
#[utoipa::path(get, path = "/platforms/{platform}/components/sheet", tag = "sheet",
    params(("platform" = String, Path), SheetQuery),
    responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn components(
    ctx: Ctx,
    Path(id): Path<String>,
    Args(how): Args<SheetQuery>,
) -> Result<impl IntoResponse> {
    seen(&ctx, &id).await?;
    let (scope, language) = (ctx.scope(), how.language());
    let (found, cut) = every!(c => ctx.store().components(&scope, &id, &c));
    let rows = found
        .into_iter()
        .map(|c| {
            vec![
                c.id.into(),
                c.name.into(),
                c.kind.into(),
                c.version.into(),
                c.boundary.into(),
                c.owner.into(),
                moment(c.first_seen),
                moment(c.last_seen),
                yes_no(language, c.current == 1),
            ]
        })
        .collect();
    answer(&ctx, language, vec![(&sheet::COMPONENTS, Rows { rows, cut })]).await
}

/// The catalogue of obligations as a table.
#[utoipa::path(get, path = "/sheets/catalogue", tag = "sheet", params(SheetQuery),
    responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn obligations(ctx: Ctx, Args(how): Args<SheetQuery>) -> Result<impl IntoResponse> {
    let language = how.language();
    let rows = catalogue()
        .obligations
        .iter()
        .map(|o| {
            vec![
                o.id.clone().into(),
                title(language, &o.id),
                o.section.clone().into(),
                worded(language, "party", Some(o.party.as_str())),
                worded(language, "frequency", Some(o.frequency.as_str())),
                i64::from(catalogue().frequency(o.frequency).due_workdays).into(),
                (o.rules.len() as i64).into(),
            ]
        })
        .collect();
    answer(&ctx, language, vec![(&sheet::CATALOGUE, Rows { rows, cut: false })]).await
}

/// What was done about a platform, newest first, as a table.
#[utoipa::path(get, path = "/platforms/{platform}/timeline/sheet", tag = "sheet",
    params(("platform" = String, Path), SheetQuery),
    responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn timeline(
    ctx: Ctx,
    Path(id): Path<String>,
    Args(how): Args<SheetQuery>,
) -> Result<impl IntoResponse> {
    seen(&ctx, &id).await?;
    let (scope, language) = (ctx.scope(), how.language());
    let (found, cut) = every!(c => ctx.store().platform_timeline(&scope, &id, &c));
    let rows = found
        .into_iter()
        .map(|a| {
            vec![
                moment(a.at),
                worded(language, "act", Some(&a.kind)),
                a.subject.into(),
                a.user_name.into(),
                a.organisation_name.into(),
                a.seq.into(),
                a.id.into(),
            ]
        })
        .collect();
    answer(&ctx, language, vec![(&sheet::TIMELINE, Rows { rows, cut })]).await
}
