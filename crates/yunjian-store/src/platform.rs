//! Platforms, their authorisations, mandates and parties, and how they stand.

use sqlx::AssertSqlSafe;

use crate::{Cursor, Listed, Result, Scope, Store, Tx};

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct PlatformRow {
    pub id: String,
    pub name: Option<String>,
    pub provider_id: String,
    pub provider_name: Option<String>,
    pub zone: String,
    pub level: String,
    pub supervised_from: i64,
    pub plan_version: Option<i64>,
}

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct AuthorisationRow {
    pub id: String,
    pub platform_id: String,
    pub result: String,
    pub valid_from: String,
    pub valid_until: String,
    pub conditions: Option<String>,
    pub remind_days: i64,
    pub renewal_applied_at: Option<i64>,
}

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct MandateRow {
    pub id: String,
    pub supervisor_id: String,
    pub supervisor_name: Option<String>,
    pub commissioned_by: Option<String>,
    pub areas: String,
    pub valid_from: String,
    pub valid_until: String,
}

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct PartyRow {
    pub organisation_id: String,
    pub name: Option<String>,
    pub role: String,
}

/// Counts that describe how a platform stands at a moment.
#[derive(Clone, Debug, Default, sqlx::FromRow)]
pub struct StandingRow {
    pub platform_id: String,
    pub open: i64,
    pub overdue: i64,
    pub to_review: i64,
    pub returned: i64,
    pub compliant: i64,
    pub non_compliant: i64,
    pub rectifications_open: i64,
    pub rectifications_overdue: i64,
    pub findings_open: i64,
    pub findings_critical: i64,
    pub findings_high: i64,
    /// Highest confirmed level, `S0` when none.
    pub state: String,
}

const PLATFORM: &str = "SELECT p.id, c.body AS name, p.provider_id, n.body AS provider_name, p.zone, p.level, \
     p.supervised_from, p.plan_version FROM platforms p \
     LEFT JOIN contents c ON c.digest = p.name_ref \
     LEFT JOIN organisations o ON o.id = p.provider_id LEFT JOIN contents n ON n.digest = o.name_ref \
     WHERE ($1 = '*' OR EXISTS (SELECT 1 FROM access x WHERE x.platform_id = p.id AND x.organisation_id = $1))";

impl Store {
    /// # Errors
    /// When the database cannot be read.
    pub async fn platforms(&self, scope: &Scope, cursor: &Cursor) -> Result<Listed<PlatformRow>> {
        let rows = all!(
            PlatformRow,
            self.reader(),
            AssertSqlSafe(format!("{PLATFORM} AND p.id > $2 ORDER BY p.id LIMIT $3")),
            scope.key().to_owned(),
            cursor.id(),
            cursor.limit + 1
        );
        Ok(Listed::cut(rows, cursor.limit, |row| row.id.clone()))
    }

    /// # Errors
    /// When the database cannot be read.
    pub async fn platform(&self, scope: &Scope, id: &str) -> Result<Option<PlatformRow>> {
        Ok(one!(
            PlatformRow,
            self.reader(),
            AssertSqlSafe(format!("{PLATFORM} AND p.id = $2")),
            scope.key().to_owned(),
            id.to_owned()
        ))
    }

    /// # Errors
    /// When the database cannot be read.
    pub async fn authorisations(
        &self,
        scope: &Scope,
        platform: Option<&str>,
    ) -> Result<Vec<AuthorisationRow>> {
        Ok(all!(
            AuthorisationRow,
            self.reader(),
            "SELECT a.id, a.platform_id, a.result, a.valid_from, a.valid_until, c.body AS conditions, a.remind_days, a.renewal_applied_at \
             FROM authorisations a LEFT JOIN contents c ON c.digest = a.conditions_ref \
             WHERE ($1 = '*' OR EXISTS (SELECT 1 FROM access x WHERE x.platform_id = a.platform_id AND x.organisation_id = $1)) \
             AND ($2 = '' OR a.platform_id = $2) ORDER BY a.platform_id, a.id DESC",
            scope.key().to_owned(),
            platform.unwrap_or_default().to_owned()
        ))
    }

    /// # Errors
    /// When the database cannot be read.
    pub async fn mandates(&self, scope: &Scope, platform: &str) -> Result<Vec<MandateRow>> {
        Ok(all!(
            MandateRow,
            self.reader(),
            "SELECT m.id, m.supervisor_id, n.body AS supervisor_name, c.body AS commissioned_by, m.areas, m.valid_from, m.valid_until \
             FROM mandates m LEFT JOIN contents c ON c.digest = m.commissioned_ref \
             LEFT JOIN organisations o ON o.id = m.supervisor_id LEFT JOIN contents n ON n.digest = o.name_ref \
             WHERE ($1 = '*' OR EXISTS (SELECT 1 FROM access x WHERE x.platform_id = m.platform_id AND x.organisation_id = $1)) \
             AND m.platform_id = $2 ORDER BY m.id DESC",
            scope.key().to_owned(),
            platform.to_owned()
        ))
    }

    /// Customers and assessors of a platform.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn parties(&self, scope: &Scope, platform: &str) -> Result<Vec<PartyRow>> {
        Ok(all!(
            PartyRow,
            self.reader(),
            "SELECT a.organisation_id, c.body AS name, a.role FROM access a JOIN organisations o ON o.id = a.organisation_id \
             LEFT JOIN contents c ON c.digest = o.name_ref \
             WHERE ($1 = '*' OR EXISTS (SELECT 1 FROM access x WHERE x.platform_id = a.platform_id AND x.organisation_id = $1)) \
             AND a.platform_id = $2 AND a.role IN ('customer', 'assessor') ORDER BY a.role, a.organisation_id",
            scope.key().to_owned(),
            platform.to_owned()
        ))
    }

    /// As what an organisation may see a platform: `supervisor`, `provider`, `customer`, `assessor`.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn roles_on(&self, scope: &Scope, platform: &str) -> Result<Vec<String>> {
        let rows = all!(
            (String,),
            self.reader(),
            "SELECT role FROM access WHERE organisation_id = $1 AND platform_id = $2 ORDER BY role",
            scope.key().to_owned(),
            platform.to_owned()
        );
        Ok(rows.into_iter().map(|(role,)| role).collect())
    }

    /// Ids and names of all platforms of the scope.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn platform_names(&self, scope: &Scope) -> Result<Vec<(String, Option<String>)>> {
        Ok(all!(
            (String, Option<String>),
            self.reader(),
            "SELECT p.id, c.body FROM platforms p LEFT JOIN contents c ON c.digest = p.name_ref \
             WHERE ($1 = '*' OR EXISTS (SELECT 1 FROM access x WHERE x.platform_id = p.id AND x.organisation_id = $1)) \
             ORDER BY p.id",
            scope.key().to_owned()
        ))
    }

    /// Whether the caller's organisation supervises the platform on a civil day, for an area of supervision.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn has_mandate(&self, scope: &Scope, platform: &str, today: &str, area: &str) -> Result<bool> {
        let rows = all!(
            (String,),
            self.reader(),
            "SELECT areas FROM mandates WHERE supervisor_id = $1 AND platform_id = $2 AND valid_from <= $3 AND valid_until >= $4",
            scope.key().to_owned(),
            platform.to_owned(),
            today.to_owned(),
            today.to_owned()
        );
        Ok(rows.iter().any(|(areas,)| areas.split(',').any(|a| a == area)))
    }

    /// How platforms stand at `now`; one row per platform in scope, or of the one asked for.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn standings(
        &self,
        scope: &Scope,
        platform: Option<&str>,
        now: i64,
    ) -> Result<Vec<StandingRow>> {
        Ok(all!(
            StandingRow,
            self.reader(),
            "SELECT p.id AS platform_id, \
             COALESCE(d.open, 0) AS open, COALESCE(d.overdue, 0) AS overdue, COALESCE(d.returned, 0) AS returned, \
             COALESCE(d.compliant, 0) AS compliant, COALESCE(d.non_compliant, 0) AS non_compliant, \
             COALESCE(s.to_review, 0) AS to_review, \
             COALESCE(r.open, 0) AS rectifications_open, COALESCE(r.overdue, 0) AS rectifications_overdue, \
             COALESCE(f.open, 0) AS findings_open, COALESCE(f.critical, 0) AS findings_critical, COALESCE(f.high, 0) AS findings_high, \
             COALESCE(e.level, 'S0') AS state \
             FROM platforms p \
             LEFT JOIN (SELECT platform_id, \
               CAST(SUM(CASE WHEN standing = 'open' AND due_at >= $1 THEN 1 ELSE 0 END) AS BIGINT) AS open, \
               CAST(SUM(CASE WHEN waits_until < $1 THEN 1 ELSE 0 END) AS BIGINT) AS overdue, \
               CAST(SUM(CASE WHEN standing = 'returned' THEN 1 ELSE 0 END) AS BIGINT) AS returned, \
               CAST(SUM(CASE WHEN standing = 'compliant' THEN 1 ELSE 0 END) AS BIGINT) AS compliant, \
               CAST(SUM(CASE WHEN standing = 'non_compliant' THEN 1 ELSE 0 END) AS BIGINT) AS non_compliant \
               FROM dues GROUP BY platform_id) d ON d.platform_id = p.id \
             LEFT JOIN (SELECT platform_id, COUNT(*) AS to_review FROM submissions WHERE state IN ('assessed', 'under_review') \
               GROUP BY platform_id) s ON s.platform_id = p.id \
             LEFT JOIN (SELECT platform_id, COUNT(*) AS open, \
               CAST(SUM(CASE WHEN deadline < $1 THEN 1 ELSE 0 END) AS BIGINT) AS overdue \
               FROM rectifications WHERE state <> 'closed' GROUP BY platform_id) r ON r.platform_id = p.id \
             LEFT JOIN (SELECT platform_id, COUNT(*) AS open, \
               CAST(SUM(CASE WHEN severity_rank = 5 THEN 1 ELSE 0 END) AS BIGINT) AS critical, \
               CAST(SUM(CASE WHEN severity_rank = 4 THEN 1 ELSE 0 END) AS BIGINT) AS high \
               FROM findings WHERE status <> 'fixed' GROUP BY platform_id) f ON f.platform_id = p.id \
             LEFT JOIN (SELECT platform_id, MAX(level) AS level FROM escalations WHERE state = 'confirmed' \
               GROUP BY platform_id) e ON e.platform_id = p.id \
             WHERE ($2 = '*' OR EXISTS (SELECT 1 FROM access x WHERE x.platform_id = p.id AND x.organisation_id = $2)) \
             AND ($3 = '' OR p.id = $3) ORDER BY p.id",
            now,
            scope.key().to_owned(),
            platform.unwrap_or_default().to_owned()
        ))
    }
}

impl Tx {
    /// A platform of the scope, seen from within the door.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn platform(&mut self, scope: &Scope, id: &str) -> Result<Option<PlatformRow>> {
        Ok(one!(
            PlatformRow,
            self.connection(),
            AssertSqlSafe(format!("{PLATFORM} AND p.id = $2")),
            scope.key().to_owned(),
            id.to_owned()
        ))
    }
}
