//! Organisations and the people in them.

use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use yunjian_domain::act::{Act, ContentRef};
use yunjian_domain::permission::{OrgRole, Role};
use yunjian_store::Tx;
use yunjian_store::organisation::{OrganisationRow, UserRow};
use yunjian_wire::organisation::{NewOrganisation, NewUser, Organisation, User};
use yunjian_wire::problem::Problem as Wire;
use yunjian_wire::{Created, Done, Page, Reason};

use super::session::hash_in_turn;
use super::{named, page};
use crate::app::Ctx;
use crate::auth::{Args, Body, Paging};
use crate::problem::{Problem, Result};
use crate::text::{required, time};

fn wire(row: OrganisationRow) -> Organisation {
    Organisation { id: row.id, name: row.name, role: row.role, created_at: time(row.created_at) }
}

fn wire_user(row: UserRow) -> User {
    User {
        id: row.id,
        login: row.login,
        name: row.name,
        role: row.role,
        organisation: named(row.organisation_id, row.organisation_name),
        disabled: row.disabled == 1,
        created_at: time(row.created_at),
    }
}

/// Organisations the caller may see: its own, those it entered, those it shares a platform with.
#[utoipa::path(get, path = "/organisations", tag = "organisation", params(Paging),
    responses((status = 200, body = Page<Organisation>)))]
pub async fn list(ctx: Ctx, Args(paging): Args<Paging>) -> Result<Json<Page<Organisation>>> {
    let listed = ctx.store().organisations(&ctx.scope(), &paging.cursor()?).await?;
    Ok(Json(page(listed, ctx.at, wire)))
}

/// Enter an organisation.
#[utoipa::path(post, path = "/organisations", tag = "organisation", request_body = NewOrganisation,
    responses((status = 201, body = Created), (status = 422, body = Wire)))]
pub async fn create(ctx: Ctx, Body(body): Body<NewOrganisation>) -> Result<(StatusCode, Json<Created>)> {
    let name = required("name", &body.name, 200)?;
    let role = OrgRole::parse(&body.role).ok_or_else(|| {
        Problem::field(
            "role",
            "role",
            "须为 supervisor、provider、customer 或 assessor",
            "must be supervisor, provider, customer or assessor",
        )
    })?;
    let mut tx = ctx.door().await?;
    let id = tx.id();
    let name = tx.content(name).await?;
    let act = tx.record(None, Act::OrganisationCreated { organisation: id.clone(), role, name }).await?;
    ctx.commit(tx).await?;
    Ok((StatusCode::CREATED, Json(Created { id, act })))
}

/// People of the caller's organisation and of those it entered.
#[utoipa::path(get, path = "/users", tag = "organisation", params(Paging),
    responses((status = 200, body = Page<User>)))]
pub async fn users(ctx: Ctx, Args(paging): Args<Paging>) -> Result<Json<Page<User>>> {
    let listed = ctx.store().users(&ctx.scope(), &paging.cursor()?).await?;
    Ok(Json(page(listed, ctx.at, wire_user)))
}

/// Enter a person into an organisation, with a first password.
#[utoipa::path(post, path = "/users", tag = "organisation", request_body = NewUser,
    responses((status = 201, body = Created), (status = 404, body = Wire), (status = 409, body = Wire), (status = 422, body = Wire)))]
pub async fn create_user(ctx: Ctx, Body(body): Body<NewUser>) -> Result<(StatusCode, Json<Created>)> {
    let login = required("login", &body.login, 100)?;
    let name = required("name", &body.name, 200)?;
    let role = Role::parse(&body.role)
        .ok_or_else(|| Problem::field("role", "role", "没有这一角色", "there is no such role"))?;
    let organisation = ctx
        .store()
        .organisation(&ctx.scope(), &body.organisation)
        .await?
        .ok_or_else(|| Problem::not_found("organisation"))?;
    if role.of().as_str() != organisation.role {
        return Err(Problem::field(
            "role",
            "role",
            "此角色不属于该类组织",
            format!("a {} has no {}", organisation.role, role.as_str()),
        ));
    }
    let hash = hash_in_turn(&ctx.app, &body.password).await?;
    let mut tx = ctx.door().await?;
    let id = tx.id();
    let (login_ref, name) = (tx.content(login).await?, tx.content(name).await?);
    let act = tx
        .record(
            None,
            Act::UserCreated {
                user: id.clone(),
                organisation: organisation.id,
                role,
                login: login_ref,
                name,
            },
        )
        .await?;
    if let Err(error) = tx.set_credentials(&id, login, &hash).await {
        if error.is_duplicate() {
            return Err(Problem::new(
                StatusCode::CONFLICT,
                "login_taken",
                "此用户名已被使用",
                "this login is taken",
            ));
        }
        return Err(error.into());
    }
    ctx.commit(tx).await?;
    Ok((StatusCode::CREATED, Json(Created { id, act })))
}

/// Take away a person's access; the record of what the person did stays.
#[utoipa::path(post, path = "/users/{user}/disable", tag = "organisation", params(("user" = String, Path)),
    responses((status = 200, body = Done), (status = 404, body = Wire), (status = 409, body = Wire)))]
pub async fn disable_user(ctx: Ctx, Path(user): Path<String>) -> Result<Json<Done>> {
    let row = ctx.store().user(&ctx.scope(), &user).await?.ok_or_else(|| Problem::not_found("user"))?;
    if row.id == ctx.caller.user_id {
        return Err(Problem::new(
            StatusCode::CONFLICT,
            "yourself",
            "不能停用自己的账号",
            "you cannot disable your own account",
        ));
    }
    let mut tx = ctx.door().await?;
    if tx.disabled(&user).await? {
        return Err(Problem::new(
            StatusCode::CONFLICT,
            "already_disabled",
            "此账号已停用",
            "this account is disabled already",
        ));
    }
    let act = tx.record(None, Act::UserDisabled { user }).await?;
    ctx.commit(tx).await?;
    Ok(Json(Done { act }))
}

/// Erase a disabled person's name and login. What the person did stays on record, under an id without a name.
#[utoipa::path(post, path = "/users/{user}/erase", tag = "organisation", params(("user" = String, Path)),
    request_body = Reason,
    responses((status = 200, body = Done), (status = 404, body = Wire), (status = 409, body = Wire), (status = 422, body = Wire)))]
pub async fn erase_user(ctx: Ctx, Path(user): Path<String>, Body(body): Body<Reason>) -> Result<Json<Done>> {
    let reason = required("reason", &body.reason, 4000)?;
    ctx.store().user(&ctx.scope(), &user).await?.ok_or_else(|| Problem::not_found("user"))?;
    let mut tx = ctx.door().await?;
    if !tx.disabled(&user).await? {
        return Err(Problem::new(
            StatusCode::CONFLICT,
            "still_enabled",
            "请先停用此账号，再删除姓名和用户名",
            "disable this account before its name and login are erased",
        ));
    }
    let contents = tx.user_contents(&user).await?;
    let act = erase(&mut tx, contents, reason).await?;
    tx.forget_credentials(&user).await?;
    ctx.commit(tx).await?;
    Ok(Json(Done { act }))
}

/// Erase an organisation's name. What it did stays on record, under an id without a name.
#[utoipa::path(post, path = "/organisations/{organisation}/erase", tag = "organisation",
    params(("organisation" = String, Path)), request_body = Reason,
    responses((status = 200, body = Done), (status = 404, body = Wire), (status = 409, body = Wire), (status = 422, body = Wire)))]
pub async fn erase_name(
    ctx: Ctx,
    Path(organisation): Path<String>,
    Body(body): Body<Reason>,
) -> Result<Json<Done>> {
    let reason = required("reason", &body.reason, 4000)?;
    ctx.store()
        .organisation(&ctx.scope(), &organisation)
        .await?
        .ok_or_else(|| Problem::not_found("organisation"))?;
    if organisation == ctx.caller.organisation_id {
        return Err(Problem::new(
            StatusCode::CONFLICT,
            "yourself",
            "不能删除本单位的名称",
            "you cannot erase the name of your own organisation",
        ));
    }
    let mut tx = ctx.door().await?;
    let contents = tx.organisation_contents(&organisation).await?;
    let act = erase(&mut tx, contents, reason).await?;
    ctx.commit(tx).await?;
    Ok(Json(Done { act }))
}

/// Erases the contents that are still there, each by an act of its own; answers with the first act.
async fn erase(tx: &mut Tx, contents: Vec<ContentRef>, reason: &str) -> Result<String> {
    let mut first = None;
    for content in contents {
        let reason = tx.content(reason).await?;
        let act = tx.record(None, Act::ContentErased { content, reason, instead: None }).await?;
        first.get_or_insert(act);
    }
    first.ok_or_else(|| {
        Problem::new(StatusCode::CONFLICT, "already_erased", "名称已删除", "the name is erased already")
    })
}
