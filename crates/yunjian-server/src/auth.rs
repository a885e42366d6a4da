//! Who asks, and whether the role carries what the route needs.

use axum::Json;
use axum::extract::rejection::{JsonRejection, QueryRejection};
use axum::extract::{FromRequest, FromRequestParts, Query, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, header};
use serde::de::DeserializeOwned;
use sha2::{Digest as _, Sha256};
use yunjian_domain::permission::{Permission, Role};
use yunjian_store::Cursor;

use crate::App;
use crate::app::Ctx;
use crate::problem::Problem;

/// Name of the browser's session cookie.
pub const COOKIE: &str = "yunjian_session";

/// What a route needs; put on it by the route list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Needs(pub Permission);

/// The digest under which a session's or token's secret is kept; the secret itself is kept nowhere.
pub fn digest(secret: &str) -> String {
    hex::encode(Sha256::digest(secret.as_bytes()))
}

/// The secret of the session cookie, if there is one.
pub fn cookie(headers: &HeaderMap) -> Option<&str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(COOKIE)?.strip_prefix('='))
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ").map(str::trim)
}

impl FromRequestParts<App> for Ctx {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let at = app.now();
        let caller = match (bearer(&parts.headers), cookie(&parts.headers)) {
            (Some(secret), _) => {
                let caller =
                    app.store().token(&digest(secret), at).await?.ok_or_else(Problem::unauthenticated)?;
                if let Some(token) = &caller.token_id {
                    app.store().touch_token(token, at).await?;
                }
                caller
            }
            (None, Some(secret)) => {
                // A page elsewhere can make a browser send the cookie, but not this header.
                let changes = !matches!(parts.method, Method::GET | Method::HEAD | Method::OPTIONS);
                if changes && !parts.headers.contains_key("x-yunjian") {
                    return Err(Problem::new(
                        StatusCode::FORBIDDEN,
                        "header_missing",
                        "浏览器请求缺少 X-Yunjian 请求头",
                        "a request from a browser session carries the header X-Yunjian",
                    ));
                }
                app.store().session(&digest(secret), at).await?.ok_or_else(Problem::unauthenticated)?
            }
            (None, None) => return Err(Problem::unauthenticated()),
        };
        let role = Role::parse(&caller.role).ok_or_else(|| {
            crate::problem::internal(&format!("user {} has an unknown role", caller.user_id))
        })?;
        let needs = parts
            .extensions
            .get::<Needs>()
            .ok_or_else(|| crate::problem::internal("a route without a stated permission"))?;
        if !role.may(needs.0) {
            return Err(Problem::forbidden(needs.0.as_str()));
        }
        Ok(Self { app: app.clone(), caller, role, at, rehearsal: false })
    }
}

/// A JSON body; what is wrong with it is said as a problem.
#[derive(Debug)]
pub struct Body<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        match Json::<T>::from_request(request, app).await {
            Ok(Json(value)) => Ok(Self(value)),
            Err(JsonRejection::JsonDataError(error)) => {
                Err(crate::decode::problem(&error, &error.body_text()))
            }
            Err(error) => Err(Problem::new(
                error.status(),
                "bad_body",
                format!("请求内容无法读取：{}", error.body_text()),
                error.body_text(),
            )),
        }
    }
}

/// Query parameters; what is wrong with them is said as a problem.
#[derive(Debug)]
pub struct Args<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<App> for Args<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        Query::<T>::from_request_parts(parts, app).await.map(|Query(value)| Self(value)).map_err(
            |error: QueryRejection| {
                Problem::new(
                    StatusCode::UNPROCESSABLE_ENTITY,
                    "bad_query",
                    format!("查询参数不符合要求：{}", error.body_text()),
                    error.body_text(),
                )
            },
        )
    }
}

/// Where a page starts and how long it is.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    /// Rows, 1 to 200; 50 when not given.
    pub limit: Option<i64>,
    /// The `next` of the page before.
    pub cursor: Option<String>,
}

impl Paging {
    /// # Errors
    /// 422 when the limit is out of range.
    pub fn cursor(&self) -> Result<Cursor, Problem> {
        let limit = self.limit.unwrap_or(50);
        if !(1..=200).contains(&limit) {
            return Err(Problem::field("limit", "range", "须在 1 到 200 之间", "must be between 1 and 200"));
        }
        if self.cursor.as_ref().is_some_and(|c| c.len() > 200) {
            return Err(Problem::field(
                "cursor",
                "cursor",
                "游标不属于此列表",
                "the cursor does not belong to this list",
            ));
        }
        Ok(Cursor { after: self.cursor.clone(), limit })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, "a=1; yunjian_session=abc; b=2".parse().unwrap());
        assert_eq!(cookie(&headers), Some("abc"));
        let mut other = HeaderMap::new();
        other.append(header::COOKIE, "yunjian_session_x=abc".parse().unwrap());
        assert_eq!(cookie(&other), None);
    }
}
