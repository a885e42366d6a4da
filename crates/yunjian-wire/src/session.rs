//! Signing in, API tokens, the first administrator.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Named, Time};

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    pub login: String,
    pub password: String,
}

/// Who is signed in and what the person may do.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Me {
    pub user: Named,
    pub login: String,
    pub role: String,
    pub organisation: Named,
    /// `supervisor`, `provider`, `customer` or `assessor`.
    pub organisation_role: String,
    pub permissions: Vec<String>,
    /// The server's clock; the demo runs on a clock of its own.
    pub now: Time,
    /// True when the server's clock is set to another time than the machine's (demo, tests).
    pub demo: bool,
}

/// The first administrator, made once with the code `yunjian admin bootstrap` prints.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Bootstrap {
    pub code: String,
    pub organisation: String,
    pub login: String,
    pub name: String,
    pub password: String,
}

/// Whether the server still waits for its first administrator.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Setup {
    pub needs_bootstrap: bool,
    pub demo: bool,
    /// On a demo server: who can be signed in as.
    pub demo_users: Vec<DemoUser>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct DemoUser {
    pub login: String,
    pub password: String,
    pub role: String,
    pub organisation: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewToken {
    /// What the token is for, shown in the list.
    #[schema(min_length = 1, max_length = 200)]
    pub label: String,
    /// Days until it expires, 1 to 366.
    pub days: i64,
}

/// A new token; the secret is shown this once.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct TokenMade {
    pub id: String,
    pub secret: String,
    pub expires_at: Time,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Token {
    pub id: String,
    pub label: String,
    pub created_at: Time,
    pub expires_at: Time,
    pub last_used_at: Option<Time>,
}
