//! Due items.

use sqlx::AssertSqlSafe;

use crate::{Cursor, Error, Listed, Result, Scope, Store, Tx, given};

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct DueRow {
    pub id: String,
    pub platform_id: String,
    pub platform_name: Option<String>,
    pub obligation: String,
    pub party: String,
    pub frequency: String,
    pub period_key: String,
    pub start_at: i64,
    pub end_at: i64,
    pub due_at: i64,
    pub calendar_verified: i64,
    pub origin: String,
    pub reason: Option<String>,
    pub event_id: Option<String>,
    pub standing: String,
    pub waits_until: Option<i64>,
    pub extended: i64,
    pub extended_reason: Option<String>,
    pub submission_id: Option<String>,
    pub first_received_at: Option<i64>,
}

/// A calendar period that was opened.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct OpenedRow {
    pub id: String,
    pub obligation: String,
    pub period_key: String,
    pub start_at: i64,
    pub end_at: i64,
    pub due_at: i64,
    pub standing: String,
    /// Times it was given more time.
    pub extended: i64,
}

/// Which due items to list.
#[derive(Clone, Debug, Default)]
pub struct DueFilter {
    pub platform: Option<String>,
    pub obligation: Option<String>,
    pub standing: Option<String>,
    /// Only those overdue (true) or not (false) at `now`.
    pub overdue: Option<bool>,
    /// Only those that ask the party for something.
    pub waiting: bool,
    pub now: i64,
}

pub(crate) const DUE: &str = "SELECT d.id, d.platform_id, c.body AS platform_name, d.obligation, d.party, d.frequency, d.period_key, \
     d.start_at, d.end_at, d.due_at, d.calendar_verified, d.origin, r.body AS reason, d.event_id, d.standing, d.waits_until, \
     d.extended, er.body AS extended_reason, d.submission_id, d.first_received_at FROM dues d JOIN platforms p ON p.id = d.platform_id \
     LEFT JOIN contents c ON c.digest = p.name_ref LEFT JOIN contents r ON r.digest = d.reason_ref \
     LEFT JOIN contents er ON er.digest = d.extended_ref WHERE ($1 = '*' OR EXISTS (SELECT 1 FROM access x WHERE x.platform_id = d.platform_id AND x.organisation_id = $1))";

impl Store {
    /// Ordered by due moment.
    ///
    /// # Errors
    /// When the database cannot be read or the cursor is not of this list.
    pub async fn dues(&self, scope: &Scope, filter: &DueFilter, cursor: &Cursor) -> Result<Listed<DueRow>> {
        let (after_at, after_id) = cursor.keyed(i64::MIN)?;
        // Filters are constant text; every value is bound.
        let mut sql = format!("{DUE} AND d.due_at >= $2 AND (d.due_at > $2 OR d.id > $3)");
        // A filter that is not given is left out of the question, so that the index of one that is given can answer it.
        sql.push_str(given(&filter.platform, " AND d.platform_id = $4", " AND $4 = ''"));
        sql.push_str(given(&filter.obligation, " AND d.obligation = $5", " AND $5 = ''"));
        sql.push_str(given(&filter.standing, " AND d.standing = $6", " AND $6 = ''"));
        match filter.overdue {
            Some(true) => sql.push_str(" AND d.waits_until < $7"),
            Some(false) => sql.push_str(" AND (d.waits_until IS NULL OR d.waits_until >= $7)"),
            None => sql.push_str(" AND $7 = $7"),
        }
        if filter.waiting {
            sql.push_str(" AND d.waits_until IS NOT NULL");
        }
        sql.push_str(" ORDER BY d.due_at, d.id LIMIT $8");
        let rows = all!(
            DueRow,
            self.reader(),
            AssertSqlSafe(sql),
            scope.key().to_owned(),
            after_at,
            after_id,
            filter.platform.clone().unwrap_or_default(),
            filter.obligation.clone().unwrap_or_default(),
            filter.standing.clone().unwrap_or_default(),
            filter.now,
            cursor.limit + 1
        );
        Ok(Listed::cut(rows, cursor.limit, |row| format!("{}~{}", row.due_at, row.id)))
    }

    /// # Errors
    /// When the database cannot be read.
    pub async fn due(&self, scope: &Scope, id: &str) -> Result<Option<DueRow>> {
        Ok(one!(
            DueRow,
            self.reader(),
            AssertSqlSafe(format!("{DUE} AND d.id = $2")),
            scope.key().to_owned(),
            id.to_owned()
        ))
    }

    /// The calendar periods opened so far, by obligation and start.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn opened_periods(&self, scope: &Scope, platform: &str) -> Result<Vec<OpenedRow>> {
        Ok(all!(
            OpenedRow,
            self.reader(),
            "SELECT id, obligation, period_key, start_at, end_at, due_at, standing, extended FROM dues d \
             WHERE platform_id = $2 AND origin = 'calendar' \
             AND ($1 = '*' OR EXISTS (SELECT 1 FROM access x WHERE x.platform_id = d.platform_id AND x.organisation_id = $1)) \
             ORDER BY obligation, start_at",
            scope.key().to_owned(),
            platform.to_owned()
        ))
    }

    /// When each due item of an obligation was first admitted: rolling periods count from there.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn admitted_moments(&self, scope: &Scope, platform: &str) -> Result<Vec<(String, i64)>> {
        Ok(all!(
            (String, i64),
            self.reader(),
            "SELECT s.obligation, MIN(s.admitted_at) AS at FROM submissions s \
             WHERE s.platform_id = $2 AND s.admitted_at IS NOT NULL \
             AND ($1 = '*' OR EXISTS (SELECT 1 FROM access x WHERE x.platform_id = s.platform_id AND x.organisation_id = $1)) \
             GROUP BY s.obligation, s.due_id ORDER BY 1, 2",
            scope.key().to_owned(),
            platform.to_owned()
        ))
    }

    /// The standings of an obligation's periods, newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn standings_by_obligation(
        &self,
        scope: &Scope,
        platform: &str,
    ) -> Result<Vec<(String, String, String)>> {
        Ok(all!(
            (String, String, String),
            self.reader(),
            "SELECT obligation, period_key, standing FROM dues d WHERE platform_id = $2 AND origin = 'calendar' \
             AND ($1 = '*' OR EXISTS (SELECT 1 FROM access x WHERE x.platform_id = d.platform_id AND x.organisation_id = $1)) \
             ORDER BY obligation, start_at DESC",
            scope.key().to_owned(),
            platform.to_owned()
        ))
    }

    /// Late items of a platform whose due moment lies in [from, to): handed in late or not at all.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn late_items(&self, scope: &Scope, platform: &str, from: i64, to: i64) -> Result<i64> {
        let row = one!(
            (i64,),
            self.reader(),
            "SELECT COUNT(*) FROM dues d WHERE platform_id = $2 AND due_at >= $3 AND due_at < $4 AND standing <> 'withdrawn' \
             AND ($1 = '*' OR EXISTS (SELECT 1 FROM access x WHERE x.platform_id = d.platform_id AND x.organisation_id = $1)) \
             AND (first_received_at IS NULL OR first_received_at > due_at)",
            scope.key().to_owned(),
            platform.to_owned(),
            from,
            to
        );
        Ok(row.map_or(0, |(n,)| n))
    }
}

impl Tx {
    /// A due item of the scope, seen from within the door.
    ///
    /// # Errors
    /// When there is none, or the database cannot be read.
    pub async fn due(&mut self, scope: &Scope, id: &str) -> Result<DueRow> {
        one!(
            DueRow,
            self.connection(),
            AssertSqlSafe(format!("{DUE} AND d.id = $2")),
            scope.key().to_owned(),
            id.to_owned()
        )
        .ok_or(Error::NotFound("due item"))
    }

    /// Whether a period of an obligation was opened already.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn period_opened(&mut self, platform: &str, obligation: &str, key: &str) -> Result<bool> {
        let row = one!(
            (i64,),
            self.connection(),
            "SELECT COUNT(*) FROM dues WHERE platform_id = $1 AND obligation = $2 AND period_key = $3",
            platform.to_owned(),
            obligation.to_owned(),
            key.to_owned()
        );
        Ok(row.is_some_and(|(n,)| n > 0))
    }
}
