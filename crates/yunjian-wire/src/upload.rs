//! Uploads: files on their way in. Authorised when opened, streamed, then handed in by a submission.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::Time;

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenUpload {
    pub platform: String,
    /// Due items the files are meant for; all must be open to the caller. Empty only with a `purpose`.
    #[serde(default)]
    pub dues: Vec<String>,
    /// What files that answer no due item are for: `deviation` or `history`; the platform's provider may send them.
    #[serde(default)]
    pub purpose: Option<String>,
    /// How sensitive the files are; `classified` (涉密) is refused before anything is taken.
    #[serde(default)]
    pub sensitivity: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Upload {
    pub id: String,
    pub platform: String,
    pub dues: Vec<String>,
    pub files: Vec<UploadedFile>,
    /// Files that arrive in pieces and have not arrived whole.
    pub unfinished: Vec<UnfinishedFile>,
    pub expires_at: Time,
    /// Largest file taken, in bytes.
    pub max_file_bytes: i64,
    pub max_files: i64,
    /// What stands in the name of a classified file; one that carries it is not to be sent at all.
    #[serde(default)]
    pub classified_marks: Vec<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct UploadedFile {
    pub name: String,
    pub sha256: String,
    /// Bytes.
    pub size: i64,
}

/// A file on its way in by the tus protocol.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct UnfinishedFile {
    pub id: String,
    pub name: String,
    /// Bytes.
    pub size: i64,
    /// Bytes that have arrived for certain.
    pub received: i64,
    /// What the sender said it would know the file by.
    pub fingerprint: Option<String>,
}

/// Open uploads.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Uploads {
    pub items: Vec<Upload>,
    pub as_of: Time,
}
