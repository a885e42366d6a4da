//! Findings and components over time.

use std::collections::HashMap;

use yunjian_domain::names::Names;

use crate::{Cursor, Listed, Result, Scope, Store};

pub use crate::project::finding_id;

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct FindingRow {
    pub id: String,
    pub status: String,
    pub title: Option<String>,
    pub severity: String,
    pub severity_rank: i64,
    pub rule_id: Option<String>,
    pub cves: String,
    pub component_id: Option<String>,
    pub location: Option<String>,
    pub source_tool: Option<String>,
    pub first_seen: i64,
    pub last_seen: i64,
    pub fixed_at: Option<i64>,
    pub submission_id: String,
    pub file: Option<String>,
    pub place: Option<String>,
    pub weakness: String,
    pub verified_at: Option<i64>,
    pub first_seen_from: Option<String>,
    pub planned_at: Option<i64>,
    pub exploited: i64,
    pub exploited_due: Option<String>,
    /// A person said that its asset is nothing of the platform's.
    pub disowned: i64,
    /// Whether a register of earlier history, not a submission, stated it last.
    pub imported: i64,
}

/// What the platform knows of a finding's life beyond what a scan says.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct LifeRow {
    pub id: String,
    pub status: String,
    pub first_seen: i64,
    pub fixed_at: Option<i64>,
    pub exploited: i64,
}

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ComponentRow {
    pub id: String,
    pub name: Option<String>,
    #[sqlx(rename = "type")]
    pub kind: Option<String>,
    pub version: Option<String>,
    pub boundary: Option<String>,
    pub owner: Option<String>,
    pub first_seen: i64,
    pub last_seen: i64,
    pub current: i64,
}

impl Store {
    /// Known exploited ones first, then the worst.
    ///
    /// # Errors
    /// When the database cannot be read or the cursor is not of this list.
    pub async fn findings(
        &self,
        scope: &Scope,
        platform: &str,
        status: Option<&str>,
        severity: Option<&str>,
        cursor: &Cursor,
    ) -> Result<Listed<FindingRow>> {
        let (rank, id) = cursor.keyed(i64::MAX)?;
        let rows = all!(
            FindingRow,
            self.reader(),
            "SELECT f.id, f.status, f.title, f.severity, f.severity_rank, f.rule_id, f.cves, f.component_id, f.location, f.source_tool, \
             f.first_seen, f.last_seen, f.fixed_at, f.submission_id, f.file, f.place, f.weakness, f.verified_at, f.first_seen_from, \
             f.planned_at, f.exploited, f.exploited_due, \
             CASE WHEN EXISTS (SELECT 1 FROM asset_names n WHERE n.platform_id = f.platform_id AND n.state = 'disowned' \
                               AND LOWER(n.name) = LOWER(f.component_id)) THEN 1 ELSE 0 END AS disowned, \
             CASE WHEN EXISTS (SELECT 1 FROM history_imports h WHERE h.id = f.submission_id) THEN 1 ELSE 0 END AS imported \
             FROM findings f \
             WHERE ($1 = '*' OR EXISTS (SELECT 1 FROM access x WHERE x.platform_id = f.platform_id AND x.organisation_id = $1)) \
             AND f.platform_id = $2 AND ($3 = '' OR f.status = $3) AND ($4 = '' OR f.severity = $4) \
             AND (f.exploited * 10 + f.severity_rank < $5 OR (f.exploited * 10 + f.severity_rank = $5 AND f.id > $6)) \
             ORDER BY f.exploited * 10 + f.severity_rank DESC, f.id LIMIT $7",
            scope.key().to_owned(),
            platform.to_owned(),
            status.unwrap_or_default().to_owned(),
            severity.unwrap_or_default().to_owned(),
            rank,
            id,
            cursor.limit + 1
        );
        Ok(Listed::cut(rows, cursor.limit, |row| {
            format!("{}~{}", row.exploited * 10 + row.severity_rank, row.id)
        }))
    }

    /// The lives of all findings of a platform, by id.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn finding_lives(&self, scope: &Scope, platform: &str) -> Result<HashMap<String, LifeRow>> {
        let rows = all!(
            LifeRow,
            self.reader(),
            "SELECT f.id, f.status, f.first_seen, f.fixed_at, f.exploited FROM findings f WHERE f.platform_id = $2 \
             AND ($1 = '*' OR EXISTS (SELECT 1 FROM access x WHERE x.platform_id = f.platform_id AND x.organisation_id = $1))",
            scope.key().to_owned(),
            platform.to_owned()
        );
        Ok(rows.into_iter().map(|row| (row.id.clone(), row)).collect())
    }

    /// Under which names findings are followed: those of the components of the newest admitted inventory.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn component_names(&self, scope: &Scope, platform: &str) -> Result<Names> {
        let rows = all!(
            (String, Option<String>, String),
            self.reader(),
            "SELECT c.id, c.name, c.addresses FROM components c WHERE c.platform_id = $2 AND c.current = 1 \
             AND ($1 = '*' OR EXISTS (SELECT 1 FROM access x WHERE x.platform_id = c.platform_id AND x.organisation_id = $1))",
            scope.key().to_owned(),
            platform.to_owned()
        );
        let said = all!((String, String), self.reader(), crate::project::MAPPED, platform.to_owned());
        Ok(crate::project::names_of(&rows).also(said))
    }

    /// Distinct open findings of a platform at or above a severity rank, first seen before a moment.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn open_findings(
        &self,
        scope: &Scope,
        platform: &str,
        least_rank: i64,
        seen_before: i64,
    ) -> Result<i64> {
        let row = one!(
            (i64,),
            self.reader(),
            "SELECT COUNT(DISTINCT COALESCE(f.rule_id, f.id)) FROM findings f WHERE f.platform_id = $2 AND f.status <> 'fixed' \
             AND ($1 = '*' OR EXISTS (SELECT 1 FROM access x WHERE x.platform_id = f.platform_id AND x.organisation_id = $1)) \
             AND f.severity_rank >= $3 AND f.first_seen < $4",
            scope.key().to_owned(),
            platform.to_owned(),
            least_rank,
            seen_before
        );
        Ok(row.map_or(0, |(n,)| n))
    }

    /// Distinct findings of a platform that were open at a moment.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn findings_open_at(&self, scope: &Scope, platform: &str, at: i64) -> Result<i64> {
        let row = one!(
            (i64,),
            self.reader(),
            "SELECT COUNT(DISTINCT COALESCE(f.rule_id, f.id)) FROM findings f WHERE f.platform_id = $2 \
             AND ($1 = '*' OR EXISTS (SELECT 1 FROM access x WHERE x.platform_id = f.platform_id AND x.organisation_id = $1)) \
             AND f.first_seen < $3 AND (f.fixed_at IS NULL OR f.fixed_at >= $4)",
            scope.key().to_owned(),
            platform.to_owned(),
            at,
            at
        );
        Ok(row.map_or(0, |(n,)| n))
    }

    /// # Errors
    /// When the database cannot be read.
    pub async fn components(
        &self,
        scope: &Scope,
        platform: &str,
        cursor: &Cursor,
    ) -> Result<Listed<ComponentRow>> {
        let rows = all!(
            ComponentRow,
            self.reader(),
            "SELECT c.id, c.name, c.type, c.version, c.boundary, c.owner, c.first_seen, c.last_seen, c.current FROM components c \
             WHERE ($1 = '*' OR EXISTS (SELECT 1 FROM access x WHERE x.platform_id = c.platform_id AND x.organisation_id = $1)) \
             AND c.platform_id = $2 AND c.id > $3 ORDER BY c.id LIMIT $4",
            scope.key().to_owned(),
            platform.to_owned(),
            cursor.id(),
            cursor.limit + 1
        );
        Ok(Listed::cut(rows, cursor.limit, |row| row.id.clone()))
    }
}
