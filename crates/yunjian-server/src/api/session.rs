//! Signing in and out, the first administrator, API tokens.

use std::sync::Arc;
use yunjian_domain::calendar::HOUR;

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use base64::Engine as _;
use subtle::ConstantTimeEq as _;
use yunjian_domain::act::Act;
use yunjian_domain::permission::{OrgRole, Permission, Role};
use yunjian_store::{Entropy, Scope};
use yunjian_wire::session::{Bootstrap, Me, NewToken, Setup, SignIn, Token, TokenMade};
use yunjian_wire::{Page, problem::Problem as Wire};

use super::named;
use crate::App;
use crate::app::Ctx;
use crate::auth::{Body, COOKIE, cookie, digest};
use crate::problem::{Problem, Result, internal};
use crate::text::{optional_time, required, time};

/// Name of the setting that holds the digest of the bootstrap code.
pub const BOOTSTRAP: &str = "bootstrap";

/// Hashes a password. Expensive on purpose: within a request call it through [`hash_in_turn`].
///
/// # Errors
/// When the password is too short or too long.
pub fn hash_password(entropy: &dyn Entropy, password: &str) -> Result<String> {
    if password.chars().count() < 10 {
        return Err(Problem::field(
            "password",
            "min_length",
            "密码至少 10 个字符",
            "a password has at least 10 characters",
        ));
    }
    if password.len() > 1000 {
        return Err(Problem::field("password", "max_length", "密码过长", "the password is too long"));
    }
    let hash: PasswordHash = Argon2::default()
        .hash_password_with_salt(password.as_bytes(), &entropy.salt())
        .map_err(|e| internal(&e.to_string()))?;
    Ok(hash.to_string())
}

/// [`hash_password`], off the request threads and few at a time.
///
/// # Errors
/// As [`hash_password`].
pub(crate) async fn hash_in_turn(app: &App, password: &str) -> Result<String> {
    let _turn = app.hashing().acquire().await.map_err(|e| internal(&e.to_string()))?;
    let (entropy, password) = (Arc::clone(app.entropy()), password.to_owned());
    tokio::task::spawn_blocking(move || hash_password(entropy.as_ref(), &password))
        .await
        .map_err(|e| internal(&e.to_string()))?
}

async fn verify_password(app: &App, password: &str, hash: Option<String>) -> Result<bool> {
    // Unknown logins cost the same time as wrong passwords.
    const NOBODY: &str =
        "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let _turn = app.hashing().acquire().await.map_err(|e| internal(&e.to_string()))?;
    let password = password.to_owned();
    tokio::task::spawn_blocking(move || {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| NOBODY.to_owned());
        let fits = PasswordHash::new(&hash)
            .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok());
        known && fits
    })
    .await
    .map_err(|e| internal(&e.to_string()))
}

/// Whether the server still waits for its first administrator.
#[utoipa::path(get, path = "/setup", tag = "session", responses((status = 200, body = Setup)))]
pub async fn setup(State(app): State<App>) -> Result<Json<Setup>> {
    Ok(Json(Setup {
        needs_bootstrap: !app.store().has_users().await?,
        demo: !app.demo().is_empty(),
        demo_users: app.demo().to_vec(),
    }))
}

/// Make the first administrator with the one-time code of `yunjian admin bootstrap`.
#[utoipa::path(post, path = "/bootstrap", tag = "session", request_body = Bootstrap,
    responses((status = 200, body = Me), (status = 403, body = Wire), (status = 422, body = Wire)))]
pub async fn bootstrap(State(app): State<App>, Body(body): Body<Bootstrap>) -> Result<impl IntoResponse> {
    let wrong = || {
        Problem::new(
            StatusCode::FORBIDDEN,
            "wrong_code",
            "初始化代码不正确或已使用；请在服务器上运行 yunjian admin bootstrap 取得新代码",
            "the code is wrong or was used; run `yunjian admin bootstrap` on the server for a new one",
        )
    };
    let expected = app.store().setting(BOOTSTRAP).await?.ok_or_else(wrong)?;
    if !bool::from(digest(body.code.trim()).as_bytes().ct_eq(expected.as_bytes())) {
        return Err(wrong());
    }
    let name = required("organisation", &body.organisation, 200)?;
    let login = required("login", &body.login, 100)?;
    let person = required("name", &body.name, 200)?;
    let hash = hash_in_turn(&app, &body.password).await?;
    let mut tx = app.system_door().await?;
    if tx.has_users().await? {
        return Err(wrong());
    }
    let (organisation, user) = (tx.id(), tx.id());
    let name = tx.content(name).await?;
    tx.record(
        None,
        Act::OrganisationCreated { organisation: organisation.clone(), role: OrgRole::Supervisor, name },
    )
    .await?;
    let (login_ref, person) = (tx.content(login).await?, tx.content(person).await?);
    tx.record(
        None,
        Act::UserCreated {
            user: user.clone(),
            organisation,
            role: Role::Sysadmin,
            login: login_ref,
            name: person,
        },
    )
    .await?;
    tx.set_credentials(&user, login, &hash).await?;
    tx.commit().await?;
    app.wake();
    app.store().set_setting(BOOTSTRAP, None).await?;
    enter(&app, &user, login).await
}

/// Sign in; the session comes as a cookie.
#[utoipa::path(post, path = "/session", tag = "session", request_body = SignIn,
    responses((status = 200, body = Me), (status = 401, body = Wire), (status = 429, body = Wire)))]
pub async fn sign_in(State(app): State<App>, Body(body): Body<SignIn>) -> Result<impl IntoResponse> {
    let at = app.now();
    let sessions = &app.config().sessions;
    let login = body.login.trim().chars().take(100).collect::<String>();
    let failures = app.store().sign_in_failures(&login, at - sessions.failure_minutes * 60_000).await?;
    if failures >= sessions.failures {
        return Err(Problem::new(
            StatusCode::TOO_MANY_REQUESTS,
            "too_many_failures",
            format!("登录失败次数过多，请 {} 分钟后再试", sessions.failure_minutes),
            format!("too many failed sign-ins; try again in {} minutes", sessions.failure_minutes),
        ));
    }
    let credentials = app.store().credentials(&login).await?;
    let usable = credentials.as_ref().filter(|c| c.disabled == 0);
    let hash = usable.map(|c| c.hash.clone());
    if !verify_password(&app, &body.password, hash).await? {
        app.store().note_sign_in_failure(&login, at).await?;
        return Err(Problem::new(
            StatusCode::UNAUTHORIZED,
            "wrong_password",
            "用户名或密码不正确",
            "the login or the password is wrong",
        ));
    }
    let user = usable.map(|c| c.user_id.clone()).unwrap_or_default();
    enter(&app, &user, &login).await
}

async fn enter(app: &App, user: &str, login: &str) -> Result<impl IntoResponse + use<>> {
    let at = app.now();
    let secret = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(app.entropy().secret());
    let hours = app.config().sessions.hours;
    app.store().open_session(&digest(&secret), user, at, at + hours * HOUR).await?;
    let me = describe(app, user, login).await?;
    let cookie = format!("{COOKIE}={secret}; Path=/; HttpOnly; SameSite=Strict; Max-Age={}", hours * 3600);
    Ok(([(header::SET_COOKIE, cookie)], Json(me)))
}

async fn describe(app: &App, user: &str, login: &str) -> Result<Me> {
    let row = app.store().user(&Scope::system(), user).await?.ok_or_else(Problem::unauthenticated)?;
    let role = Role::parse(&row.role).ok_or_else(|| internal("a user with an unknown role"))?;
    Ok(Me {
        user: named(row.id, row.name),
        login: row.login.unwrap_or_else(|| login.to_owned()),
        role: row.role,
        organisation: named(row.organisation_id, row.organisation_name),
        organisation_role: row.organisation_role,
        permissions: Permission::ALL
            .iter()
            .filter(|p| role.may(**p))
            .map(|p| p.as_str().to_owned())
            .collect(),
        now: time(app.now()),
        demo: app.clock().is_set(),
    })
}

/// Sign out.
#[utoipa::path(delete, path = "/session", tag = "session", responses((status = 204)))]
pub async fn sign_out(State(app): State<App>, headers: HeaderMap) -> Result<impl IntoResponse> {
    if let Some(secret) = cookie(&headers) {
        app.store().close_session(&digest(secret)).await?;
    }
    let gone = format!("{COOKIE}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, gone)]))
}

/// Who is signed in.
#[utoipa::path(get, path = "/me", tag = "session", responses((status = 200, body = Me), (status = 401, body = Wire)))]
pub async fn me(ctx: Ctx) -> Result<Json<Me>> {
    Ok(Json(describe(&ctx.app, &ctx.caller.user_id, "").await?))
}

/// The caller's own API tokens.
#[utoipa::path(get, path = "/tokens", tag = "session", responses((status = 200, body = Page<Token>)))]
pub async fn tokens(ctx: Ctx) -> Result<Json<Page<Token>>> {
    let rows = ctx.store().tokens(&ctx.scope(), &ctx.caller.user_id).await?;
    let items = rows
        .into_iter()
        .map(|row| Token {
            id: row.id,
            label: row.label,
            created_at: time(row.created_at),
            expires_at: time(row.expires_at),
            last_used_at: optional_time(row.last_used_at),
        })
        .collect();
    Ok(Json(Page { items, next: None, as_of: time(ctx.at) }))
}

/// Make an API token; the secret is shown this once.
#[utoipa::path(post, path = "/tokens", tag = "session", request_body = NewToken,
    responses((status = 201, body = TokenMade), (status = 422, body = Wire)))]
pub async fn add_token(ctx: Ctx, Body(body): Body<NewToken>) -> Result<impl IntoResponse> {
    let label = required("label", &body.label, 200)?;
    if !(1..=366).contains(&body.days) {
        return Err(Problem::field("days", "range", "须在 1 到 366 之间", "must be between 1 and 366"));
    }
    let entropy = ctx.app.entropy();
    let (id, secret) = (entropy.id(ctx.at), entropy.secret());
    let secret = format!("yj_{}", base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(secret));
    let until = ctx.at + body.days * 24 * HOUR;
    ctx.store().add_token(&id, &digest(&secret), &ctx.caller.user_id, label, ctx.at, until).await?;
    Ok((StatusCode::CREATED, Json(TokenMade { id, secret, expires_at: time(until) })))
}

/// Take back an API token.
#[utoipa::path(delete, path = "/tokens/{token}", tag = "session", params(("token" = String, Path)),
    responses((status = 204), (status = 404, body = Wire)))]
pub async fn remove_token(ctx: Ctx, Path(token): Path<String>) -> Result<StatusCode> {
    if ctx.store().remove_token(&ctx.caller.user_id, &token).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Problem::not_found("token"))
    }
}
