//! Names in scans that the inventory does not know: listed, mapped once and for all, or declared nothing of ours.

use std::collections::HashSet;

use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use yunjian_domain::asset::{About, Command, decide};
use yunjian_domain::permission::{Permission, Role};
use yunjian_store::asset::{MOST_NAMES, UsedNameRow};
use yunjian_wire::asset as wire;
use yunjian_wire::problem::Problem as Wire;
use yunjian_wire::{Created, Done, Reason};

use super::named;
use super::platform::{find, mandated};
use crate::app::Ctx;
use crate::auth::Body;
use crate::problem::{Problem, Result};
use crate::text::{optional_time, required, time};

/// Names nobody has spoken of and the inventory does not know; and whether there are more than can be shown.
async fn unknown(ctx: &Ctx, platform: &str) -> Result<(Vec<(UsedNameRow, Vec<String>)>, bool)> {
    let (scope, store) = (ctx.scope(), ctx.store());
    let names = store.component_names(&scope, platform).await?;
    let said: HashSet<String> = store
        .asset_names(&scope, platform)
        .await?
        .into_iter()
        .filter(|n| n.state != "released")
        .map(|n| n.name.trim().to_ascii_lowercase())
        .collect();
    let used = store.used_names(&scope, platform).await?;
    let cut = used.len() > MOST_NAMES;
    let unknown = used
        .into_iter()
        .take(MOST_NAMES)
        .filter(|used| {
            names.find(&used.name).is_none() && !said.contains(&used.name.trim().to_ascii_lowercase())
        })
        .map(|used| {
            let candidates = names.candidates(&used.name).to_vec();
            (used, candidates)
        })
        .collect();
    Ok((unknown, cut))
}

/// How many names wait for somebody to say what they stand for.
pub(crate) async fn unspoken(ctx: &Ctx, platform: &str) -> Result<i64> {
    Ok(unknown(ctx, platform).await?.0.len() as i64)
}

/// Names that findings and scans use and the inventory does not know, and what was said about others.
#[utoipa::path(get, path = "/platforms/{platform}/assets", tag = "asset", params(("platform" = String, Path)),
    responses((status = 200, body = wire::Assets), (status = 404, body = Wire)))]
pub async fn list(ctx: Ctx, Path(id): Path<String>) -> Result<Json<wire::Assets>> {
    find(&ctx, &id).await?;
    let (scope, store) = (ctx.scope(), ctx.store());
    let (unknown, cut) = unknown(&ctx, &id).await?;
    let mut items: Vec<wire::AssetName> = unknown
        .into_iter()
        .map(|(used, candidates)| wire::AssetName {
            state: if candidates.is_empty() { "unmatched" } else { "ambiguous" }.to_owned(),
            candidates,
            findings_open: used.findings_open,
            findings: used.findings,
            known_exploited: used.exploited,
            scans: used.scans,
            tool: used.tools,
            last_submission: used.last_submission,
            last_seen: optional_time(used.last_seen),
            mapping: None,
            component: None,
            reason: None,
            said_by: None,
            said_at: None,
            name: used.name,
        })
        .collect();
    for said in store.asset_names(&scope, &id).await?.into_iter().filter(|n| n.state != "released") {
        items.push(wire::AssetName {
            name: said.name,
            state: said.state,
            candidates: Vec::new(),
            findings_open: 0,
            findings: 0,
            known_exploited: 0,
            scans: 0,
            tool: None,
            last_submission: None,
            last_seen: None,
            mapping: Some(said.id),
            component: said.component_id,
            reason: said.reason,
            said_by: said.said_by.map(|id| named(id, said.said_name)),
            said_at: Some(time(said.said_at)),
        });
    }
    let inventory = !store.component_names(&scope, &id).await?.is_empty();
    Ok(Json(wire::Assets { as_of: time(ctx.at), inventory, items, cut }))
}

/// Only the platform's own provider, and the supervisor under its mandate, say what names stand for.
async fn may_name(ctx: &Ctx, id: &str) -> Result<()> {
    let platform = find(ctx, id).await?;
    if ctx.role == Role::ProviderOfficer {
        if platform.provider_id != ctx.caller.organisation_id {
            return Err(Problem::not_found("platform"));
        }
        return Ok(());
    }
    mandated(ctx, id, "controls").await?;
    Ok(())
}

async fn say(
    ctx: &Ctx,
    id: &str,
    name: &str,
    reason: &str,
    component: Option<String>,
) -> Result<(StatusCode, Json<Created>)> {
    may_name(ctx, id).await?;
    let name = required("name", name, 500)?.to_owned();
    let reason = required("reason", reason, 4000)?;
    let names = ctx.store().component_names(&ctx.scope(), id).await?;
    let mut tx = ctx.door().await?;
    let standing = tx.asset_name(id, &name).await?;
    let known = match &component {
        Some(component) => tx.has_component(id, component).await?,
        None => false,
    };
    let mapping = tx.id();
    let reason = tx.content(reason).await?;
    let inventory = if standing.is_some() { None } else { names.find(&name) };
    let about = About { mapping: &mapping, platform: id, name: &name, inventory };
    let command = match component {
        Some(component) => Command::Map { component, known, reason },
        None => Command::Disown { reason },
    };
    let act = decide(standing.as_ref().map(|(_, state)| state), about, command)?;
    let act = tx.record(Some(id), act).await?;
    ctx.commit(tx).await?;
    Ok((StatusCode::CREATED, Json(Created { id: mapping, act })))
}

/// Say that a name stands for a component of the inventory, from now on and for what was seen before.
#[utoipa::path(post, path = "/platforms/{platform}/assets/map", tag = "asset", params(("platform" = String, Path)),
    request_body = wire::MapAsset,
    responses((status = 201, body = Created), (status = 404, body = Wire), (status = 409, body = Wire)))]
pub async fn map(
    ctx: Ctx,
    Path(id): Path<String>,
    Body(body): Body<wire::MapAsset>,
) -> Result<(StatusCode, Json<Created>)> {
    say(&ctx, &id, &body.name, &body.reason, Some(body.component)).await
}

/// Say that a name stands for nothing of this platform's.
#[utoipa::path(post, path = "/platforms/{platform}/assets/disown", tag = "asset", params(("platform" = String, Path)),
    request_body = wire::DisownAsset,
    responses((status = 201, body = Created), (status = 404, body = Wire), (status = 409, body = Wire)))]
pub async fn disown(
    ctx: Ctx,
    Path(id): Path<String>,
    Body(body): Body<wire::DisownAsset>,
) -> Result<(StatusCode, Json<Created>)> {
    say(&ctx, &id, &body.name, &body.reason, None).await
}

/// Withdraw what was said about a name. What only that name reported goes on under the name itself.
#[utoipa::path(post, path = "/assets/{mapping}/release", tag = "asset", params(("mapping" = String, Path)),
    request_body = Reason,
    responses((status = 200, body = Done), (status = 404, body = Wire), (status = 409, body = Wire)))]
pub async fn release(ctx: Ctx, Path(id): Path<String>, Body(body): Body<Reason>) -> Result<Json<Done>> {
    let reason = required("reason", &body.reason, 4000)?;
    let mut tx = ctx.door().await?;
    let (row, state) = tx.asset_statement(&ctx.scope(), &id).await?;
    may_name(&ctx, &row.platform_id).await?;
    // Who may not declare something out of scope may not take that back either.
    if row.state == "disowned" && !ctx.role.may(Permission::DisownAssets) {
        return Err(Problem::forbidden(Permission::DisownAssets.as_str()));
    }
    let reason = tx.content(reason).await?;
    let about = About { mapping: &id, platform: &row.platform_id, name: &row.name, inventory: None };
    let act = decide(Some(&state), about, Command::Release { reason })?;
    let act = tx.record(Some(&row.platform_id), act).await?;
    ctx.commit(tx).await?;
    Ok(Json(Done { act }))
}
