//! What became of a platform's findings over time: everything figures and pictures are counted from.

use crate::{Result, Scope, Store};

/// One finding, as far as it is counted.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct CountedRow {
    pub status: String,
    pub severity: String,
    pub component_id: Option<String>,
    pub weakness: String,
    pub cves: String,
    pub first_seen: i64,
    pub last_seen: i64,
    pub fixed_at: Option<i64>,
    pub verified_at: Option<i64>,
    pub planned_at: Option<i64>,
    pub exploited: i64,
    pub exploited_due: Option<String>,
    /// Its component is in the current inventory, or no inventory says what is.
    pub in_inventory: i64,
    pub disowned: i64,
}

impl Store {
    /// # Errors
    /// When the database cannot be read.
    pub async fn counted(&self, scope: &Scope, platform: &str) -> Result<Vec<CountedRow>> {
        Ok(all!(
            CountedRow,
            self.reader(),
            "SELECT f.status, f.severity, f.component_id, f.weakness, f.cves, f.first_seen, f.last_seen, f.fixed_at, f.verified_at, \
             f.planned_at, f.exploited, f.exploited_due, \
             CASE WHEN c.current = 1 THEN 1 ELSE 0 END AS in_inventory, \
             CASE WHEN EXISTS (SELECT 1 FROM asset_names n WHERE n.platform_id = f.platform_id AND n.state = 'disowned' \
                               AND LOWER(n.name) = LOWER(f.component_id)) THEN 1 ELSE 0 END AS disowned \
             FROM findings f LEFT JOIN components c ON c.platform_id = f.platform_id AND c.id = f.component_id \
             WHERE f.platform_id = $2 AND ($1 = '*' OR EXISTS \
             (SELECT 1 FROM access x WHERE x.platform_id = f.platform_id AND x.organisation_id = $1)) ORDER BY f.id",
            scope.key().to_owned(),
            platform.to_owned()
        ))
    }
}
