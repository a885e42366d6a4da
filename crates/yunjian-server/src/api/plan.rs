//! The supervision plan of a platform (6.2.2).

use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use yunjian_catalogue::catalogue;
use yunjian_domain::act::{Act, Level, PlanTerm};
use yunjian_domain::plan;
use yunjian_wire::plan as wire;
use yunjian_wire::problem::Problem as Wire;
use yunjian_wire::{Created, Done};

use super::named;
use super::platform::mandated;
use crate::app::Ctx;
use crate::auth::Body;
use crate::problem::{Problem, Result};
use crate::text::{required, time};

/// The plan in force, with its history.
#[utoipa::path(get, path = "/platforms/{platform}/plan", tag = "plan", params(("platform" = String, Path)),
    responses((status = 200, body = wire::Plan), (status = 404, body = Wire)))]
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> Result<Json<wire::Plan>> {
    let scope = ctx.scope();
    let store = ctx.store();
    let platform = store.platform(&scope, &id).await?.ok_or_else(|| Problem::not_found("platform"))?;
    let plan = store.plan(&scope, &id).await?.ok_or_else(|| {
        Problem::new(
            StatusCode::NOT_FOUND,
            "no_plan",
            "此平台还没有运行监管计划",
            "this platform has no supervision plan yet",
        )
    })?;
    let mut parameters = store.plan_parameters(&scope, &id).await?;
    let items = store
        .plan_items(&scope, &id)
        .await?
        .into_iter()
        .map(|item| {
            let (own, rest) =
                std::mem::take(&mut parameters).into_iter().partition(|p| p.obligation == item.obligation);
            parameters = rest;
            let own: Vec<yunjian_store::plan::PlanParameterRow> = own;
            wire::PlanItem {
                obligation: item.obligation,
                applies: item.applies == 1,
                frequency: item.frequency,
                due_workdays: item.due_workdays,
                parameters: own
                    .into_iter()
                    .map(|p| wire::PlanParameter {
                        name: p.name,
                        value: serde_json::from_str(&p.value).unwrap_or_default(),
                        source: p.source,
                        verified: p.verified,
                        applicability: p.applicability,
                    })
                    .collect(),
            }
        })
        .collect();
    let agreed = store.plan_parameter(&scope, &id, plan::PLATFORM, plan::STATEMENT_WORKDAYS).await?;
    let history = store
        .plan_changes(&scope, &id)
        .await?
        .into_iter()
        .map(|c| wire::TermChange {
            id: c.id,
            obligation: c.obligation,
            term: c.term,
            old: c.old_value,
            new: c.new_value,
            immediate: c.immediate == 1,
            reason: c.reason,
            by: named(c.user_id.unwrap_or_default(), c.user_name),
            at: time(c.at),
        })
        .collect();
    Ok(Json(wire::Plan {
        platform: named(platform.id, platform.name),
        version: plan.version,
        adopted_at: time(plan.adopted_at),
        defaults: plan.defaults == 1,
        catalogue: plan.catalogue,
        statement_workdays: i64::from(plan::statement_workdays(catalogue(), agreed.as_deref())),
        statement_agreed: agreed.is_some(),
        items,
        history,
        as_of: time(ctx.at),
    }))
}

/// Adopt a plan: the catalogue's obligations and, unless declined, its suggested values.
#[utoipa::path(post, path = "/platforms/{platform}/plan", tag = "plan", params(("platform" = String, Path)),
    request_body = wire::AdoptPlan,
    responses((status = 201, body = Done), (status = 403, body = Wire), (status = 404, body = Wire), (status = 409, body = Wire)))]
pub async fn adopt(
    ctx: Ctx,
    Path(id): Path<String>,
    Body(body): Body<wire::AdoptPlan>,
) -> Result<(StatusCode, Json<Done>)> {
    let platform = mandated(&ctx, &id, "controls").await?;
    if platform.plan_version.is_some() {
        return Err(Problem::new(
            StatusCode::CONFLICT,
            "plan_exists",
            "此平台已有运行监管计划；请逐项变更约定",
            "this platform has a plan already; change its terms one by one",
        ));
    }
    let level = if platform.level == "enhanced" { Level::Enhanced } else { Level::General };
    let items = plan::resolve(catalogue(), level, body.obligations.as_deref(), body.defaults)?;
    let mut tx = ctx.door().await?;
    let act = tx
        .record(
            Some(&id),
            Act::PlanAdopted {
                platform: id.clone(),
                version: 1,
                defaults: body.defaults,
                catalogue: catalogue().version(),
                items,
            },
        )
        .await?;
    tx.enqueue(crate::jobs::open_dues(&id, &act, ctx.at)).await?;
    ctx.commit(tx).await?;
    Ok((StatusCode::CREATED, Json(Done { act })))
}

/// Change one agreed term, with the reason.
#[utoipa::path(post, path = "/platforms/{platform}/plan/terms", tag = "plan", params(("platform" = String, Path)),
    request_body = wire::ChangeTerm,
    responses((status = 201, body = Created), (status = 403, body = Wire), (status = 404, body = Wire), (status = 409, body = Wire), (status = 422, body = Wire)))]
pub async fn change(
    ctx: Ctx,
    Path(id): Path<String>,
    Body(body): Body<wire::ChangeTerm>,
) -> Result<(StatusCode, Json<Created>)> {
    mandated(&ctx, &id, "controls").await?;
    let reason = required("reason", &body.reason, 4000)?;
    let items = ctx.store().plan_items(&ctx.scope(), &id).await?;
    let item = items.iter().find(|i| i.obligation == body.obligation);
    if item.is_none() && (body.obligation != plan::PLATFORM || items.is_empty()) {
        return Err(Problem::not_found("obligation in this plan"));
    }
    let term = match (body.applies, body.frequency, body.parameter, body.value) {
        (Some(applies), None, None, None) if body.due_workdays.is_none() => PlanTerm::Applies { applies },
        (None, frequency, None, None) if frequency.is_some() || body.due_workdays.is_some() => {
            PlanTerm::Frequency {
                frequency: frequency.or_else(|| item.map(|i| i.frequency.clone())).unwrap_or_default(),
                due_workdays: body.due_workdays.or_else(|| item.map(|i| i.due_workdays)).unwrap_or_default(),
            }
        }
        (None, None, Some(name), Some(value)) if body.due_workdays.is_none() => {
            PlanTerm::Parameter { name, value: value.to_string() }
        }
        _ => {
            return Err(Problem::field(
                "term",
                "one_of",
                "每次只变更一项：是否适用、频率（及提交期限）或一个参数及其取值",
                "change one thing at a time: applies, frequency (with due_workdays), or parameter with value",
            ));
        }
    };
    plan::check_term(catalogue(), &body.obligation, &term)?;
    let mut tx = ctx.door().await?;
    let change = tx.id();
    let reason = tx.content(reason).await?;
    let act = tx
        .record(
            Some(&id),
            Act::PlanTermChanged {
                change: change.clone(),
                platform: id.clone(),
                obligation: body.obligation,
                term,
                immediate: body.immediate,
                reason,
            },
        )
        .await?;
    tx.enqueue(crate::jobs::open_dues(&id, &act, ctx.at)).await?;
    ctx.commit(tx).await?;
    Ok((StatusCode::CREATED, Json(Created { id: change, act })))
}
