//! Drafts of what is to be handed in, and what is known of files before they are sent.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Named, Time};

/// What was typed for an upload and is not handed in yet. Every colleague of the organisation sees it and may go on.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct KeptDraft {
    pub upload: String,
    pub platform: Named,
    /// Due items of the upload.
    pub dues: Vec<String>,
    /// Files that have arrived.
    pub files: i64,
    /// As the page keeps it.
    pub body: serde_json::Value,
    /// To be sent along with the next change; a change made meanwhile by a colleague is not overwritten.
    pub version: i64,
    pub changed_by: Named,
    pub changed_at: Time,
    /// When the draft and its files are thrown away.
    pub expires_at: Time,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KeepDraft {
    pub body: serde_json::Value,
    /// The version the change starts from; 0: there was none.
    pub version: i64,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Drafts {
    pub items: Vec<KeptDraft>,
    pub as_of: Time,
}

/// Take the files of an upload over for due items of another platform; nothing is sent again.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TakeOver {
    pub platform: String,
    pub dues: Vec<String>,
    /// Names of the files that apply; null: all.
    #[serde(default)]
    pub files: Option<Vec<String>>,
    #[serde(default)]
    pub sensitivity: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AskKnown {
    /// SHA-256 of files, at most 100.
    pub digests: Vec<String>,
}

/// Where files were handed in before, newest first.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Known {
    pub items: Vec<KnownFile>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct KnownFile {
    pub sha256: String,
    pub submission: String,
    pub platform: Named,
    pub obligation: String,
    pub period: String,
    pub state: String,
    pub received_at: Time,
}
