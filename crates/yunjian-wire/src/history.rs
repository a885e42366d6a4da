//! A provider's register of before: first sightings, planned dates and deviations granted elsewhere.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Named, Time};

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportHistory {
    /// An upload opened with the purpose `history`, holding one register.
    pub upload: String,
    #[schema(min_length = 1, max_length = 4000)]
    pub reason: String,
    /// True: say what would happen, and do nothing.
    #[serde(default)]
    pub dry_run: bool,
}

/// What an import would do, or has done.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct HistoryImported {
    pub dry_run: bool,
    pub id: Option<String>,
    pub format: String,
    /// Findings of the register that are open.
    pub findings: i64,
    /// Of these, those no scan has shown here yet.
    pub unknown: i64,
    /// Known ones that were first seen earlier than known here.
    pub earlier: i64,
    /// Known ones the register says nothing new of.
    pub unchanged: i64,
    /// Items the register itself calls closed: they are not taken over.
    pub closed: i64,
    pub planned: i64,
    /// Deviations the register says were granted elsewhere; requests here, for the supervisor to confirm.
    pub claims: Vec<HistoryClaim>,
    /// Changed findings, at most 200.
    pub rows: Vec<HistoryRow>,
    /// What the reader could not understand.
    pub parse_errors: i64,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct HistoryClaim {
    pub kind: String,
    pub severity: String,
    pub findings: i64,
    pub deviation: Option<String>,
    /// Why the kind cannot be asked for here; the findings are taken over all the same.
    pub refused_zh: Option<String>,
    pub refused_en: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct HistoryRow {
    pub title: Option<String>,
    pub component: Option<String>,
    pub place: Option<String>,
    /// `unknown` or `earlier`.
    pub outcome: String,
    pub first_seen: Option<Time>,
    pub known_since: Option<Time>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct HistoryImports {
    pub items: Vec<HistoryImport>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct HistoryImport {
    pub id: String,
    pub name: Option<String>,
    pub sha256: String,
    pub format: String,
    pub imported_at: Time,
    pub imported_by: Option<Named>,
    /// Findings whose first sighting it gave.
    pub findings: i64,
    pub claims: i64,
}
