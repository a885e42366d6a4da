//! Deputies: who stands in for whom, and until when.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Named, Time};

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Deputy {
    pub id: String,
    pub principal: Named,
    pub deputy: Named,
    pub from: Time,
    pub until: Time,
    pub ended_at: Option<Time>,
    pub reason: Option<String>,
    /// Whether it holds now.
    pub current: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDeputy {
    /// Null: the caller.
    pub principal: Option<String>,
    pub deputy: String,
    pub from: Time,
    pub until: Time,
    #[schema(min_length = 1, max_length = 4000)]
    pub reason: String,
}
