//! Errors, as RFC 9457 problem documents (`application/problem+json`).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What went wrong, where, and what to do, in both languages.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// Stable word for machines, for instance `too_large`.
    pub code: String,
    /// One line, English.
    pub title: String,
    /// HTTP status.
    pub status: u16,
    /// The sentence to show, English.
    pub detail: String,
    /// The sentence to show, Chinese.
    pub detail_zh: String,
    /// The single things that are wrong, each with its place in the request or file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<Fault>,
}

/// One thing that is wrong, and where.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Fault {
    /// File name, JSON pointer, line, row, or field.
    pub place: String,
    /// The rule or limit that was broken.
    pub rule: String,
    pub message: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message_zh: Option<String>,
}
