//! Organisations and the people in them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Named, Time};

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewOrganisation {
    #[schema(min_length = 1, max_length = 200)]
    pub name: String,
    /// `supervisor`, `provider`, `customer` or `assessor`.
    pub role: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Organisation {
    pub id: String,
    pub name: Option<String>,
    pub role: String,
    pub created_at: Time,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewUser {
    pub organisation: String,
    /// `sysadmin`, `lead`, `reviewer`, `auditor`, `provider_officer`, `provider_engineer`, `customer_officer`,
    /// `assessor_member`; it must exist in the organisation's kind.
    pub role: String,
    #[schema(min_length = 2, max_length = 100)]
    pub login: String,
    #[schema(min_length = 1, max_length = 200)]
    pub name: String,
    /// At least 10 characters.
    pub password: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct User {
    pub id: String,
    pub login: Option<String>,
    pub name: Option<String>,
    pub role: String,
    pub organisation: Named,
    pub disabled: bool,
    pub created_at: Time,
}
