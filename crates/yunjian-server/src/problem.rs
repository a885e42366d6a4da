//! Errors as people and machines get them: RFC 9457 problem documents.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use yunjian_domain::Refused;
use yunjian_wire::problem::{Fault, Problem as Wire};

/// An error on its way to the caller.
#[derive(Debug)]
pub struct Problem {
    status: StatusCode,
    wire: Box<Wire>,
}

pub type Result<T, E = Problem> = std::result::Result<T, E>;

impl Problem {
    pub fn new(status: StatusCode, code: &str, zh: impl Into<String>, en: impl Into<String>) -> Self {
        let detail: String = en.into();
        Self {
            status,
            wire: Box::new(Wire {
                code: code.to_owned(),
                title: status.canonical_reason().unwrap_or("Error").to_owned(),
                status: status.as_u16(),
                detail,
                detail_zh: zh.into(),
                errors: Vec::new(),
            }),
        }
    }
    /// One field of the request is wrong.
    pub fn field(field: &str, rule: &str, zh: impl Into<String>, en: impl Into<String>) -> Self {
        let (zh, en) = (zh.into(), en.into());
        Self::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "invalid",
            format!("{field}：{zh}"),
            format!("{field}: {en}"),
        )
        .with(Fault {
            place: field.to_owned(),
            rule: rule.to_owned(),
            message: en,
            message_zh: Some(zh),
        })
    }
    #[must_use]
    pub fn with(mut self, fault: Fault) -> Self {
        self.wire.errors.push(fault);
        self
    }
    pub fn not_found(what: &str) -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "not_found",
            "没有这一项，或您无权查看",
            format!("there is no such {what}, or it is not yours to see"),
        )
    }
    /// The matter stands otherwise than the request supposes.
    pub fn conflict_state(zh: &str, en: &str) -> Self {
        Self::new(StatusCode::CONFLICT, "wrong_state", zh, en)
    }
    pub fn unauthenticated() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "not_signed_in",
            "请先登录",
            "sign in first, or give a valid token",
        )
    }
    pub fn forbidden(permission: &str) -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "forbidden",
            format!("您的角色没有此权限（{permission}）"),
            format!("your role does not carry the permission {permission}"),
        )
    }
    pub fn status(&self) -> StatusCode {
        self.status
    }
    pub fn code(&self) -> &str {
        &self.wire.code
    }
    pub fn wire(&self) -> &Wire {
        &self.wire
    }
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Self {
        Self::new(StatusCode::CONFLICT, refused.code, refused.zh, refused.en)
    }
}

impl From<yunjian_store::Error> for Problem {
    fn from(error: yunjian_store::Error) -> Self {
        use yunjian_store::Error as E;
        match error {
            E::Refused(refused) => refused.into(),
            E::NotFound(what) => Self::not_found(what),
            E::BadCursor => {
                Self::field("cursor", "cursor", "游标不属于此列表", "the cursor does not belong to this list")
            }
            other => internal(&other.to_string()),
        }
    }
}

impl From<std::io::Error> for Problem {
    fn from(error: std::io::Error) -> Self {
        internal(&error.to_string())
    }
}

impl From<yunjian_domain::calendar::CalendarError> for Problem {
    fn from(error: yunjian_domain::calendar::CalendarError) -> Self {
        Self::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "calendar",
            format!("日历无法计算：{error}"),
            error.to_string(),
        )
    }
}

/// The cause goes to the log, not to the caller.
pub fn internal(cause: &str) -> Problem {
    tracing::error!(cause, "a request failed");
    Problem::new(
        StatusCode::INTERNAL_SERVER_ERROR,
        "internal",
        "服务器内部错误，请求没有生效；请稍后再试，并告知管理员",
        "the server failed and nothing was recorded; try again later and tell the administrator",
    )
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = serde_json::to_vec(&self.wire).unwrap_or_default();
        (self.status, [(header::CONTENT_TYPE, "application/problem+json")], body).into_response()
    }
}
