//! Registers of before that providers brought.

use crate::{Result, Scope, Store};

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct HistoryRow {
    pub id: String,
    pub sha256: String,
    pub size: i64,
    pub name: Option<String>,
    pub format: String,
    pub imported_at: i64,
    pub imported_by: Option<String>,
    pub imported_name: Option<String>,
    /// Findings whose day of first sight it gave.
    pub findings: i64,
    pub claims: i64,
}

impl Store {
    /// Newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn history_imports(&self, scope: &Scope, platform: &str) -> Result<Vec<HistoryRow>> {
        Ok(all!(
            HistoryRow,
            self.reader(),
            "SELECT h.id, h.sha256, h.size, c.body AS name, h.format, h.imported_at, h.imported_by, n.body AS imported_name, \
             (SELECT COUNT(*) FROM findings f WHERE f.platform_id = h.platform_id AND f.first_seen_from = h.id) AS findings, \
             (SELECT COUNT(*) FROM deviations d WHERE d.claimed = h.id) AS claims \
             FROM history_imports h LEFT JOIN contents c ON c.digest = h.name_ref LEFT JOIN users u ON u.id = h.imported_by \
             LEFT JOIN contents n ON n.digest = u.name_ref \
             WHERE h.platform_id = $2 AND ($1 = '*' OR EXISTS \
             (SELECT 1 FROM access x WHERE x.platform_id = h.platform_id AND x.organisation_id = $1)) ORDER BY h.id DESC",
            scope.key().to_owned(),
            platform.to_owned()
        ))
    }
}
