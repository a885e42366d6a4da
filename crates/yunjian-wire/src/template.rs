//! Templates: what can be downloaded, filled in and handed in.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One template.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Template {
    /// `SSP`, `A-7.8-G-1/1`, `accounts`.
    pub id: String,
    /// `document`, `obligation` or `register`.
    pub kind: String,
    pub title_zh: String,
    pub title_en: String,
    pub version: String,
}
