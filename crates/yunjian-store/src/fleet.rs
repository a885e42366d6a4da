//! The fleet at a glance: counts over all platforms of a scope. Nothing here is stored; every figure is counted from
//! the tables when it is asked for.
//!
//! The platforms of the scope are found first and joined in that order (`CROSS JOIN`), so that access is asked once per
//! platform and not once per row.

use sqlx::AssertSqlSafe;

use crate::due::{DUE, DueRow};
use crate::{Result, Scope, Store};

/// Platforms of the scope; `$1` is the scope's key.
const PLATFORMS: &str = "(SELECT p.id, p.provider_id, p.zone FROM platforms p WHERE $1 = '*' OR EXISTS \
     (SELECT 1 FROM access x WHERE x.platform_id = p.id AND x.organisation_id = $1)) p";

/// How one obligation of one platform stands.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct CellRow {
    pub platform_id: String,
    pub obligation: String,
    /// Open, and the due moment has not passed.
    pub ahead: i64,
    pub overdue: i64,
    pub returned: i64,
    /// Handed in, no verdict yet.
    pub waiting: i64,
    /// Judged since the moment asked for.
    pub compliant: i64,
    pub non_compliant: i64,
    /// Of the newest judged due item: twice its due moment, plus one when it was found non-compliant.
    pub newest: Option<i64>,
}

/// Open rectifications of one obligation of one platform.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct OpenRectificationRow {
    pub platform_id: String,
    pub obligation: String,
    pub open: i64,
    pub overdue: i64,
}

/// Due items of one zone that were due at one moment.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct DueDayRow {
    pub zone: String,
    pub due_at: i64,
    pub due: i64,
    pub on_time: i64,
}

/// Something about a platform that happened at a moment.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct EventRow {
    /// Id of the life it is about: a submission, due item, rectification, escalation.
    pub id: String,
    pub platform_id: String,
    /// The obligation; for an escalation its trigger.
    pub about: String,
    pub at: i64,
    pub word: String,
}

/// One provider's figures since a moment.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ProviderRow {
    pub provider_id: String,
    pub name: Option<String>,
    pub platforms: i64,
    pub due: i64,
    pub on_time: i64,
    pub overdue: i64,
    pub compliant: i64,
    pub non_compliant: i64,
}

/// A count belonging to a provider.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ProviderCountRow {
    pub provider_id: String,
    pub first: i64,
    pub second: i64,
}

/// A span of time that belongs to somebody.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct SpanRow {
    pub whose: String,
    pub from_at: i64,
    pub to_at: i64,
}

/// A submission that waits for its verdict.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct WaitingRow {
    pub id: String,
    pub platform_id: String,
    pub zone: String,
    pub obligation: String,
    pub received_at: i64,
    /// Who holds it; null while nobody took it.
    pub reviewer_id: Option<String>,
    pub reviewer_name: Option<String>,
}

impl Store {
    /// How every obligation of every platform stands; judged due items count when they were due since `from`.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn fleet_cells(&self, scope: &Scope, from: i64, now: i64) -> Result<Vec<CellRow>> {
        self.fleet_cells_of(scope, "", from, now).await
    }

    /// As [`Store::fleet_cells`], of one platform.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn fleet_cells_of(
        &self,
        scope: &Scope,
        platform: &str,
        from: i64,
        now: i64,
    ) -> Result<Vec<CellRow>> {
        Ok(all!(
            CellRow,
            self.reader(),
            // Grouped in the index's own order; a join with the platforms would sort.
            "SELECT d.platform_id, d.obligation, \
                 CAST(SUM(CASE WHEN d.standing = 'open' AND d.due_at >= $3 THEN 1 ELSE 0 END) AS BIGINT) AS ahead, \
                 CAST(SUM(CASE WHEN d.waits_until < $3 THEN 1 ELSE 0 END) AS BIGINT) AS overdue, \
                 CAST(SUM(CASE WHEN d.standing IN ('returned', 'not_admitted') THEN 1 ELSE 0 END) AS BIGINT) AS returned, \
                 CAST(SUM(CASE WHEN d.standing = 'submitted' THEN 1 ELSE 0 END) AS BIGINT) AS waiting, \
                 CAST(SUM(CASE WHEN d.standing = 'compliant' AND d.due_at >= $2 THEN 1 ELSE 0 END) AS BIGINT) AS compliant, \
                 CAST(SUM(CASE WHEN d.standing = 'non_compliant' AND d.due_at >= $2 THEN 1 ELSE 0 END) AS BIGINT) AS non_compliant, \
                 MAX(CASE d.standing WHEN 'compliant' THEN d.due_at * 2 WHEN 'non_compliant' THEN d.due_at * 2 + 1 END) AS newest \
                 FROM dues d WHERE d.platform_id IN (SELECT p.id FROM platforms p WHERE ($4 = '' OR p.id = $4) AND \
                 ($1 = '*' OR EXISTS (SELECT 1 FROM access x WHERE x.platform_id = p.id AND x.organisation_id = $1))) \
                 GROUP BY d.platform_id, d.obligation",
            scope.key().to_owned(),
            from,
            now,
            platform.to_owned()
        ))
    }

    /// The due items behind a cell, worst first, and how many there are: obligations of a platform that begin with
    /// `prefix`, what still waits for somebody and what was due since `from`.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn cell_dues(
        &self,
        scope: &Scope,
        platform: &str,
        prefix: &str,
        (from, now): (i64, i64),
        limit: i64,
    ) -> Result<(Vec<DueRow>, i64)> {
        const OF_CELL: &str = "d.platform_id = $2 AND d.obligation LIKE $3 AND d.standing <> 'withdrawn' \
             AND (d.waits_until < $5 OR d.standing IN ('submitted', 'returned', 'not_admitted') OR d.due_at >= $4)";
        let pattern = format!("{prefix}%");
        let rows = all!(
            DueRow,
            self.reader(),
            AssertSqlSafe(format!(
                "{DUE} AND {OF_CELL} ORDER BY CASE WHEN d.standing = 'non_compliant' THEN 0 WHEN d.waits_until < $5 THEN 1 \
                 WHEN d.standing IN ('returned', 'not_admitted') THEN 2 WHEN d.standing = 'submitted' THEN 3 \
                 WHEN d.standing = 'compliant' THEN 4 ELSE 5 END, d.due_at DESC, d.id LIMIT $6"
            )),
            scope.key().to_owned(),
            platform.to_owned(),
            pattern.clone(),
            from,
            now,
            limit
        );
        let total = one!(
            (i64,),
            self.reader(),
            AssertSqlSafe(format!(
                "SELECT COUNT(*) FROM dues d WHERE {OF_CELL} \
                 AND ($1 = '*' OR EXISTS (SELECT 1 FROM access x WHERE x.platform_id = d.platform_id AND x.organisation_id = $1))"
            )),
            scope.key().to_owned(),
            platform.to_owned(),
            pattern,
            from,
            now
        );
        Ok((rows, total.map_or(0, |(n,)| n)))
    }

    /// # Errors
    /// When the database cannot be read.
    pub async fn fleet_rectifications(&self, scope: &Scope, now: i64) -> Result<Vec<OpenRectificationRow>> {
        Ok(all!(
            OpenRectificationRow,
            self.reader(),
            AssertSqlSafe(format!(
                "SELECT r.platform_id, r.obligation, COUNT(*) AS open, \
                 CAST(SUM(CASE WHEN r.deadline < $2 THEN 1 ELSE 0 END) AS BIGINT) AS overdue \
                 FROM {PLATFORMS} CROSS JOIN rectifications r WHERE r.platform_id = p.id AND r.state <> 'closed' \
                 GROUP BY r.platform_id, r.obligation"
            )),
            scope.key().to_owned(),
            now
        ))
    }

    /// What was due from a moment to another, by the moment it was due.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn fleet_due_days(&self, scope: &Scope, from: i64, to: i64) -> Result<Vec<DueDayRow>> {
        Ok(all!(
            DueDayRow,
            self.reader(),
            AssertSqlSafe(format!(
                "SELECT p.zone, d.due_at, COUNT(*) AS due, \
                 CAST(SUM(CASE WHEN d.first_received_at <= d.due_at THEN 1 ELSE 0 END) AS BIGINT) AS on_time \
                 FROM {PLATFORMS} CROSS JOIN dues d WHERE d.platform_id = p.id AND d.due_at >= $2 AND d.due_at < $3 \
                 AND d.standing <> 'withdrawn' GROUP BY p.zone, d.due_at"
            )),
            scope.key().to_owned(),
            from,
            to
        ))
    }

    /// What was due from a moment to another and came later than that: when it was due, and when it came. `whose` is the zone.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn fleet_late(&self, scope: &Scope, from: i64, to: i64) -> Result<Vec<SpanRow>> {
        Ok(all!(
            SpanRow,
            self.reader(),
            AssertSqlSafe(format!(
                "SELECT p.zone AS whose, d.due_at AS from_at, d.first_received_at AS to_at FROM {PLATFORMS} CROSS JOIN dues d \
                 WHERE d.platform_id = p.id AND d.due_at >= $2 AND d.due_at < $3 AND d.first_received_at > d.due_at AND d.standing <> 'withdrawn'"
            )),
            scope.key().to_owned(),
            from,
            to
        ))
    }

    /// How many obligations of all platforms stood compliant and non-compliant at a moment.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn fleet_standing_at(&self, scope: &Scope, at: i64) -> Result<(i64, i64)> {
        let row = one!(
            (i64, i64),
            self.reader(),
            AssertSqlSafe(format!(
                "SELECT CAST(COALESCE(SUM(1 - s.adverse), 0) AS BIGINT), CAST(COALESCE(SUM(s.adverse), 0) AS BIGINT) \
                 FROM {PLATFORMS} CROSS JOIN standing_spans s WHERE s.platform_id = p.id AND s.from_at < $2 AND (s.to_at IS NULL OR s.to_at >= $2)"
            )),
            scope.key().to_owned(),
            at
        );
        Ok(row.unwrap_or((0, 0)))
    }

    /// When rectifications were ordered and closed, for those open at some time since `from`. `whose` is the zone.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn fleet_rectification_spans(&self, scope: &Scope, from: i64) -> Result<Vec<SpanRow>> {
        Ok(all!(
            SpanRow,
            self.reader(),
            AssertSqlSafe(format!(
                "SELECT p.zone AS whose, r.ordered_at AS from_at, COALESCE(r.closed_at, 0) AS to_at \
                 FROM {PLATFORMS} CROSS JOIN rectifications r WHERE r.platform_id = p.id AND (r.closed_at IS NULL OR r.closed_at >= $2)"
            )),
            scope.key().to_owned(),
            from
        ))
    }

    /// Adverse verdicts given since a moment, newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn adverse_since(&self, scope: &Scope, since: i64, limit: i64) -> Result<Vec<EventRow>> {
        Ok(all!(
            EventRow,
            self.reader(),
            "SELECT s.id, s.platform_id, s.obligation AS about, s.decided_at AS at, s.verdict AS word FROM submissions s \
             WHERE s.decided_at >= $2 AND s.verdict IN ('partly_compliant', 'non_compliant') \
             AND ($1 = '*' OR EXISTS (SELECT 1 FROM access x WHERE x.platform_id = s.platform_id AND x.organisation_id = $1)) \
             ORDER BY s.decided_at DESC, s.id LIMIT $3",
            scope.key().to_owned(),
            since,
            limit
        ))
    }

    /// Due items that became overdue between two moments and still are.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn overdue_since(
        &self,
        scope: &Scope,
        since: i64,
        now: i64,
        limit: i64,
    ) -> Result<Vec<EventRow>> {
        Ok(all!(
            EventRow,
            self.reader(),
            "SELECT d.id, d.platform_id, d.obligation AS about, d.waits_until AS at, d.standing AS word FROM dues d \
             WHERE d.waits_until >= $2 AND d.waits_until < $3 \
             AND ($1 = '*' OR EXISTS (SELECT 1 FROM access x WHERE x.platform_id = d.platform_id AND x.organisation_id = $1)) \
             ORDER BY d.waits_until DESC, d.id LIMIT $4",
            scope.key().to_owned(),
            since,
            now,
            limit
        ))
    }

    /// Rectifications whose deadline passed between two moments and that are still open.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn rectifications_overdue_since(
        &self,
        scope: &Scope,
        since: i64,
        now: i64,
        limit: i64,
    ) -> Result<Vec<EventRow>> {
        Ok(all!(
            EventRow,
            self.reader(),
            "SELECT r.id, r.platform_id, r.obligation AS about, r.deadline AS at, r.state AS word FROM rectifications r \
             WHERE r.deadline >= $2 AND r.deadline < $3 AND r.state <> 'closed' \
             AND ($1 = '*' OR EXISTS (SELECT 1 FROM access x WHERE x.platform_id = r.platform_id AND x.organisation_id = $1)) \
             ORDER BY r.deadline DESC, r.id LIMIT $4",
            scope.key().to_owned(),
            since,
            now,
            limit
        ))
    }

    /// Escalations proposed since a moment, newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn escalations_since(&self, scope: &Scope, since: i64, limit: i64) -> Result<Vec<EventRow>> {
        Ok(all!(
            EventRow,
            self.reader(),
            "SELECT e.id, e.platform_id, e.trigger_id AS about, e.proposed_at AS at, e.state AS word FROM escalations e \
             WHERE e.proposed_at >= $2 \
             AND ($1 = '*' OR EXISTS (SELECT 1 FROM access x WHERE x.platform_id = e.platform_id AND x.organisation_id = $1)) \
             ORDER BY e.proposed_at DESC, e.id LIMIT $3",
            scope.key().to_owned(),
            since,
            limit
        ))
    }

    /// Open findings of high or critical severity first seen since a moment, by platform: the platform's id stands in
    /// `id` too, the number in `word`.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn grave_findings_since(&self, scope: &Scope, since: i64) -> Result<Vec<EventRow>> {
        Ok(all!(
            EventRow,
            self.reader(),
            AssertSqlSafe(format!(
                "SELECT f.platform_id AS id, f.platform_id, '' AS about, MAX(f.first_seen) AS at, CAST(COUNT(*) AS TEXT) AS word \
                 FROM {PLATFORMS} CROSS JOIN findings f WHERE f.platform_id = p.id AND f.first_seen >= $2 AND f.severity_rank >= 4 \
                 AND f.status <> 'fixed' GROUP BY f.platform_id ORDER BY f.platform_id"
            )),
            scope.key().to_owned(),
            since
        ))
    }

    /// Figures of the providers whose platforms are in the scope, of what was due from `from` until now.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn fleet_providers(&self, scope: &Scope, from: i64, now: i64) -> Result<Vec<ProviderRow>> {
        Ok(all!(
            ProviderRow,
            self.reader(),
            AssertSqlSafe(format!(
                "SELECT o.id AS provider_id, n.body AS name, g.platforms, g.due, g.on_time, g.overdue, g.compliant, g.non_compliant FROM \
                 (SELECT f.provider_id, COUNT(*) AS platforms, CAST(SUM(f.due) AS BIGINT) AS due, CAST(SUM(f.on_time) AS BIGINT) AS on_time, \
                 CAST(SUM(f.overdue) AS BIGINT) AS overdue, CAST(SUM(f.compliant) AS BIGINT) AS compliant, \
                 CAST(SUM(f.non_compliant) AS BIGINT) AS non_compliant FROM \
                 (SELECT p.id, p.provider_id, \
                 SUM(CASE WHEN d.due_at >= $2 AND d.due_at < $3 AND d.standing <> 'withdrawn' THEN 1 ELSE 0 END) AS due, \
                 SUM(CASE WHEN d.due_at >= $2 AND d.due_at < $3 AND d.standing <> 'withdrawn' AND d.first_received_at <= d.due_at \
                   THEN 1 ELSE 0 END) AS on_time, \
                 SUM(CASE WHEN d.waits_until < $3 THEN 1 ELSE 0 END) AS overdue, \
                 SUM(CASE WHEN d.due_at >= $2 AND d.standing = 'compliant' THEN 1 ELSE 0 END) AS compliant, \
                 SUM(CASE WHEN d.due_at >= $2 AND d.standing = 'non_compliant' THEN 1 ELSE 0 END) AS non_compliant \
                 FROM {PLATFORMS} LEFT JOIN dues d ON d.platform_id = p.id GROUP BY p.id, p.provider_id) f GROUP BY f.provider_id) g \
                 JOIN organisations o ON o.id = g.provider_id LEFT JOIN contents n ON n.digest = o.name_ref ORDER BY o.id"
            )),
            scope.key().to_owned(),
            from,
            now
        ))
    }

    /// By provider: due items handed in since `from` (first version), and those found non-compliant at the first go.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn fleet_first_verdicts(&self, scope: &Scope, from: i64) -> Result<Vec<ProviderCountRow>> {
        Ok(all!(
            ProviderCountRow,
            self.reader(),
            AssertSqlSafe(format!(
                "SELECT p.provider_id, COUNT(*) AS first, \
                 CAST(SUM(CASE WHEN s.verdict IN ('compliant', 'compliant_with_remarks') THEN 1 ELSE 0 END) AS BIGINT) AS second \
                 FROM {PLATFORMS} CROSS JOIN submissions s WHERE s.platform_id = p.id AND s.received_at >= $2 AND s.version = 1 \
                 AND s.state IN ('decided', 'returned', 'superseded', 'not_admitted') GROUP BY p.provider_id"
            )),
            scope.key().to_owned(),
            from
        ))
    }

    /// By provider: rectifications still open, and how many of them past their deadline.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn fleet_provider_rectifications(
        &self,
        scope: &Scope,
        now: i64,
    ) -> Result<Vec<ProviderCountRow>> {
        Ok(all!(
            ProviderCountRow,
            self.reader(),
            AssertSqlSafe(format!(
                "SELECT p.provider_id, COUNT(*) AS first, \
                 CAST(SUM(CASE WHEN r.deadline < $2 THEN 1 ELSE 0 END) AS BIGINT) AS second \
                 FROM {PLATFORMS} CROSS JOIN rectifications r WHERE r.platform_id = p.id AND r.state <> 'closed' GROUP BY p.provider_id"
            )),
            scope.key().to_owned(),
            now
        ))
    }

    /// Closed rectifications since a moment: from the order to the closing. `whose` is the provider.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn fleet_closing_spans(&self, scope: &Scope, from: i64) -> Result<Vec<SpanRow>> {
        Ok(all!(
            SpanRow,
            self.reader(),
            AssertSqlSafe(format!(
                "SELECT p.provider_id AS whose, r.ordered_at AS from_at, r.closed_at AS to_at \
                 FROM {PLATFORMS} CROSS JOIN rectifications r WHERE r.platform_id = p.id AND r.closed_at >= $2"
            )),
            scope.key().to_owned(),
            from
        ))
    }

    /// Submissions that wait for a verdict, oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn fleet_waiting(&self, scope: &Scope, limit: i64) -> Result<Vec<WaitingRow>> {
        Ok(all!(
            WaitingRow,
            self.reader(),
            "SELECT s.id, s.platform_id, p.zone, s.obligation, s.received_at, \
             CASE s.state WHEN 'under_review' THEN s.reviewer_id END AS reviewer_id, c.body AS reviewer_name \
             FROM submissions s JOIN platforms p ON p.id = s.platform_id \
             LEFT JOIN users u ON s.state = 'under_review' AND u.id = s.reviewer_id LEFT JOIN contents c ON c.digest = u.name_ref \
             WHERE s.state IN ('assessed', 'under_review') \
             AND ($1 = '*' OR EXISTS (SELECT 1 FROM access x WHERE x.platform_id = s.platform_id AND x.organisation_id = $1)) \
             ORDER BY s.received_at, s.id LIMIT $2",
            scope.key().to_owned(),
            limit
        ))
    }

    /// From receipt to verdict, for verdicts since a moment. `whose` is the reviewer's id.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn fleet_verdict_spans(&self, scope: &Scope, since: i64) -> Result<Vec<SpanRow>> {
        Ok(all!(
            SpanRow,
            self.reader(),
            "SELECT COALESCE(s.reviewer_id, '') AS whose, s.received_at AS from_at, s.decided_at AS to_at FROM submissions s \
             WHERE s.decided_at >= $2 \
             AND ($1 = '*' OR EXISTS (SELECT 1 FROM access x WHERE x.platform_id = s.platform_id AND x.organisation_id = $1))",
            scope.key().to_owned(),
            since
        ))
    }

    /// The highest confirmed level of each platform that has one.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn confirmed_levels(&self, scope: &Scope) -> Result<Vec<(String, String)>> {
        Ok(all!(
            (String, String),
            self.reader(),
            "SELECT e.platform_id, MAX(e.level) FROM escalations e WHERE e.state = 'confirmed' \
             AND ($1 = '*' OR EXISTS (SELECT 1 FROM access x WHERE x.platform_id = e.platform_id AND x.organisation_id = $1)) \
             GROUP BY e.platform_id ORDER BY e.platform_id",
            scope.key().to_owned()
        ))
    }

    /// How many escalations are proposed or confirmed and not closed.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn open_escalations(&self, scope: &Scope) -> Result<i64> {
        let row = one!(
            (i64,),
            self.reader(),
            "SELECT COUNT(*) FROM escalations e WHERE e.state IN ('proposed', 'confirmed') \
             AND ($1 = '*' OR EXISTS (SELECT 1 FROM access x WHERE x.platform_id = e.platform_id AND x.organisation_id = $1))",
            scope.key().to_owned()
        );
        Ok(row.map_or(0, |(n,)| n))
    }

    /// Names of the people of the scope's own organisation.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn colleagues(&self, scope: &Scope) -> Result<Vec<(String, Option<String>)>> {
        Ok(all!(
            (String, Option<String>),
            self.reader(),
            "SELECT u.id, c.body FROM users u LEFT JOIN contents c ON c.digest = u.name_ref WHERE u.organisation_id = $1 ORDER BY u.id",
            scope.key().to_owned()
        ))
    }
}
