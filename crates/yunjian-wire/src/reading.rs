//! How far the reading of a submission's files has got.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::Time;

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Reading {
    pub submission: String,
    /// `waiting`, `reading`, `recording` (what was read is being entered), `assessing`, `done`, `stuck`.
    pub phase: String,
    pub files: Vec<ReadingFile>,
    /// How often it was begun; more than one after a failure or a restart.
    pub attempts: i64,
    pub as_of: Time,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ReadingFile {
    pub name: Option<String>,
    pub sha256: String,
    /// Bytes.
    pub size: i64,
    /// Bytes that were passed. Some formats are gone through twice; then it begins anew.
    pub passed: i64,
    /// Facts found so far; once it was read, the records of the file.
    pub records: i64,
    /// `waiting`, `reading`, `read`, `refused`.
    pub state: String,
}
