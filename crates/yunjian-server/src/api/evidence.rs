//! Findings and components of a platform over time.

use axum::Json;
use axum::extract::Path;
use serde::Deserialize;
use utoipa::IntoParams;
use yunjian_wire::Page;
use yunjian_wire::evidence::{Component, Finding};
use yunjian_wire::problem::Problem as Wire;

use super::page;
use crate::app::Ctx;
use crate::auth::{Args, Paging};
use crate::problem::{Problem, Result};
use crate::text::{optional_time, time};

#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FindingQuery {
    /// `new`, `persistent`, `reappeared`, `fixed` or `not_scanned`.
    pub status: Option<String>,
    /// `critical`, `high`, `medium`, `low`, `info` or `unknown`.
    pub severity: Option<String>,
    pub limit: Option<i64>,
    pub cursor: Option<String>,
}

/// Findings, worst first.
#[utoipa::path(get, path = "/platforms/{platform}/findings", tag = "evidence",
    params(("platform" = String, Path), FindingQuery),
    responses((status = 200, body = Page<Finding>), (status = 404, body = Wire)))]
pub async fn findings(
    ctx: Ctx,
    Path(id): Path<String>,
    Args(query): Args<FindingQuery>,
) -> Result<Json<Page<Finding>>> {
    let scope = ctx.scope();
    ctx.store().platform(&scope, &id).await?.ok_or_else(|| Problem::not_found("platform"))?;
    let cursor = Paging { limit: query.limit, cursor: query.cursor }.cursor()?;
    let listed = ctx
        .store()
        .findings(&scope, &id, query.status.as_deref(), query.severity.as_deref(), &cursor)
        .await?;
    Ok(Json(page(listed, ctx.at, |row| Finding {
        id: row.id,
        status: row.status,
        title: row.title,
        severity: row.severity,
        rule_id: row.rule_id,
        cves: row.cves.split(',').filter(|c| !c.is_empty()).map(str::to_owned).collect(),
        component: row.component_id,
        location: row.location,
        source_tool: row.source_tool,
        first_seen: time(row.first_seen),
        last_seen: time(row.last_seen),
        fixed_at: optional_time(row.fixed_at),
        submission: row.submission_id,
        file: row.file,
        place: row.place,
    })))
}

/// Components of the inventory, past ones too.
#[utoipa::path(get, path = "/platforms/{platform}/components", tag = "evidence",
    params(("platform" = String, Path), Paging),
    responses((status = 200, body = Page<Component>), (status = 404, body = Wire)))]
pub async fn components(
    ctx: Ctx,
    Path(id): Path<String>,
    Args(paging): Args<Paging>,
) -> Result<Json<Page<Component>>> {
    let scope = ctx.scope();
    ctx.store().platform(&scope, &id).await?.ok_or_else(|| Problem::not_found("platform"))?;
    let listed = ctx.store().components(&scope, &id, &paging.cursor()?).await?;
    Ok(Json(page(listed, ctx.at, |row| Component {
        id: row.id,
        name: row.name,
        kind: row.kind,
        version: row.version,
        boundary: row.boundary,
        owner: row.owner,
        first_seen: time(row.first_seen),
        last_seen: time(row.last_seen),
        current: row.current == 1,
    })))
}
