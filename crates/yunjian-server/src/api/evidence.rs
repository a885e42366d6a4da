//! Findings and components of a platform over time.

use std::collections::HashMap;

use axum::Json;
use axum::extract::Path;
use serde::Deserialize;
use utoipa::IntoParams;
use yunjian_domain::held::Held;
use yunjian_store::deviation::HeldRow;
use yunjian_wire::Page;
use yunjian_wire::evidence::{Component, Finding, FindingDeviation};
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

/// Findings: known exploited ones first, then the worst.
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
    let decisions = Decisions::of(&ctx, &id).await?;
    Ok(Json(page(listed, ctx.at, |row| Finding {
        verified_at: optional_time(row.verified_at),
        first_seen_from: row.first_seen_from,
        planned_at: optional_time(row.planned_at),
        known_exploited: row.exploited == 1,
        exploited_due: row.exploited_due,
        disowned: row.disowned == 1,
        deviation: decisions.find(row.component_id.as_deref(), &row.weakness, &row.cves),
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
        submission: (row.imported == 0).then_some(row.submission_id),
        file: row.file,
        place: row.place,
    })))
}

/// The decisions that hold on a platform now, ready to be matched with its findings.
pub(crate) struct Decisions {
    held: Held,
    rows: HashMap<String, HeldRow>,
}

impl Decisions {
    pub(crate) async fn of(ctx: &Ctx, platform: &str) -> Result<Self> {
        let (scope, store) = (ctx.scope(), ctx.store());
        let mut rows = store.held(&scope, platform, ctx.at).await?;
        let names = store.component_names(&scope, platform).await?;
        let held = Held::of(rows.iter_mut().flat_map(|row| std::mem::take(&mut row.targets)), &names);
        Ok(Self { held, rows: rows.into_iter().map(|row| (row.id.clone(), row)).collect() })
    }
    pub(crate) fn find(
        &self,
        component: Option<&str>,
        weakness: &str,
        cves: &str,
    ) -> Option<FindingDeviation> {
        let cves: Vec<&str> = cves.split(',').filter(|c| !c.is_empty()).collect();
        let (target, matched) = self.held.find(component, weakness, &cves)?;
        let row = self.rows.get(&target.deviation)?;
        Some(FindingDeviation {
            id: row.id.clone(),
            kind: row.kind.clone(),
            adjusted: row.adjusted.clone(),
            until: time(row.until_at),
            matched_by: matched.as_str().to_owned(),
        })
    }
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
