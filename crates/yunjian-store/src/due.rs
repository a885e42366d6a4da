//! Due items.

use sqlx::{AnyConnection, AssertSqlSafe};
use yunjian_domain::due::Due;
use yunjian_domain::rectification::Extension;

use crate::{Cursor, Error, Listed, Result, Scope, Store, Tx};

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
    pub extended_reason: Option<String>,
    pub submission_id: Option<String>,
    pub first_received_at: Option<i64>,
    /// The due moment before it was extended; null: it was not.
    pub planned_due_at: Option<i64>,
    pub extension: String,
    pub extension_until: Option<i64>,
    pub extension_reason: Option<String>,
    pub extensions: i64,
    /// Who of the asking organisation looks after it.
    pub assignee_id: Option<String>,
    pub assignee_name: Option<String>,
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
    /// Only those of one of these obligations; empty: any.
    pub obligations: Vec<String>,
    /// `provider` or `assessor`.
    pub party: Option<String>,
    /// Due within [from, to), in milliseconds.
    pub due_from: Option<i64>,
    pub due_to: Option<i64>,
    pub assigned: Assigned,
    /// `requested`, `granted` or `refused`.
    pub extension: Option<String>,
    pub now: i64,
}

/// Whom a due item is to be given to, as a filter.
#[derive(Clone, Debug, Default)]
pub enum Assigned {
    #[default]
    Any,
    Nobody,
    To(String),
}

/// How many due items share a word, and how they stand.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct DueGroupRow {
    pub word: String,
    pub total: i64,
    pub waiting: i64,
    pub overdue: i64,
    pub returned: i64,
    pub earliest: Option<i64>,
}

/// What due items are counted by.
#[derive(Clone, Copy, Debug)]
pub enum DueGrouping {
    Platform,
    Obligation,
    Standing,
    /// The moment itself; days are cut by whoever knows the platform's zone.
    Moment,
    Assignee,
}

pub(crate) const DUE: &str = "SELECT d.id, d.platform_id, c.body AS platform_name, d.obligation, d.party, d.frequency, d.period_key, \
     d.start_at, d.end_at, d.due_at, d.calendar_verified, d.origin, r.body AS reason, d.event_id, d.standing, d.waits_until, \
     xr.body AS extended_reason, d.submission_id, d.first_received_at, d.planned_due_at, d.extension, d.extension_until, er.body AS extension_reason, \
     d.extensions, a.user_id AS assignee_id, an.body AS assignee_name FROM dues d JOIN platforms p ON p.id = d.platform_id \
     LEFT JOIN contents c ON c.digest = p.name_ref LEFT JOIN contents r ON r.digest = d.reason_ref \
     LEFT JOIN contents er ON er.digest = d.extension_ref LEFT JOIN contents xr ON xr.digest = d.extended_ref \
     LEFT JOIN due_assignments a ON a.due_id = d.id AND a.organisation_id = $1 \
     LEFT JOIN users au ON au.id = a.user_id LEFT JOIN contents an ON an.digest = au.name_ref \
     WHERE ($1 = '*' OR EXISTS (SELECT 1 FROM access x WHERE x.platform_id = d.platform_id AND x.organisation_id = $1))";

const OF_SCOPE: &str = "WHERE ($1 = '*' OR EXISTS (SELECT 1 FROM access x WHERE x.platform_id = d.platform_id AND x.organisation_id = $1))";

impl Store {
    /// Ordered by due moment.
    ///
    /// # Errors
    /// When the database cannot be read or the cursor is not of this list.
    pub async fn dues(&self, scope: &Scope, filter: &DueFilter, cursor: &Cursor) -> Result<Listed<DueRow>> {
        let (after_at, after_id) = cursor.keyed(i64::MIN)?;
        let mut asked = Asked::new(scope);
        let mut sql = DUE.to_owned();
        let (at, again, id) = (asked.number(after_at), asked.number(after_at), asked.text(&after_id));
        sql.push_str(&format!(" AND d.due_at >= {at} AND (d.due_at > {again} OR d.id > {id})"));
        filter.write(&mut sql, &mut asked);
        let limit = asked.number(cursor.limit + 1);
        sql.push_str(&format!(" ORDER BY d.due_at, d.id LIMIT {limit}"));
        let rows: Vec<DueRow> = asked.all(self.reader(), sql).await?;
        Ok(Listed::cut(rows, cursor.limit, |row| format!("{}~{}", row.due_at, row.id)))
    }

    /// How many due items of a filter share a platform, an obligation, a standing …; words that nothing has are absent.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn due_groups(
        &self,
        scope: &Scope,
        filter: &DueFilter,
        by: DueGrouping,
    ) -> Result<Vec<DueGroupRow>> {
        let word = match by {
            DueGrouping::Platform => "d.platform_id",
            DueGrouping::Obligation => "d.obligation",
            DueGrouping::Standing => "d.standing",
            DueGrouping::Moment => "CAST(d.due_at AS TEXT)",
            DueGrouping::Assignee => "COALESCE(a.user_id, '')",
        };
        let mut asked = Asked::new(scope);
        let now = asked.number(filter.now);
        let mut sql = format!(
            "SELECT {word} AS word, COUNT(*) AS total, \
             CAST(SUM(CASE WHEN d.waits_until IS NOT NULL THEN 1 ELSE 0 END) AS BIGINT) AS waiting, \
             CAST(SUM(CASE WHEN d.waits_until < {now} THEN 1 ELSE 0 END) AS BIGINT) AS overdue, \
             CAST(SUM(CASE WHEN d.standing IN ('returned', 'not_admitted') THEN 1 ELSE 0 END) AS BIGINT) AS returned, \
             MIN(CASE WHEN d.waits_until IS NOT NULL THEN d.due_at END) AS earliest \
             FROM dues d LEFT JOIN due_assignments a ON a.due_id = d.id AND a.organisation_id = $1 {OF_SCOPE}"
        );
        filter.write(&mut sql, &mut asked);
        sql.push_str(&format!(" GROUP BY {word} ORDER BY {word}"));
        asked.all(self.reader(), sql).await
    }

    /// Gives due items to a colleague, or to nobody. Answers how many there were to give.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn assign_dues(
        &self,
        organisation: &str,
        dues: &[String],
        to: Option<&str>,
        by: &str,
        at: i64,
    ) -> Result<()> {
        for due in dues {
            match to {
                Some(user) => {
                    exec!(
                        self.writer(),
                        "INSERT INTO due_assignments (due_id, organisation_id, user_id, assigned_by, assigned_at) \
                         VALUES ($1, $2, $3, $4, $5) ON CONFLICT (due_id, organisation_id) DO UPDATE SET \
                         user_id = excluded.user_id, assigned_by = excluded.assigned_by, assigned_at = excluded.assigned_at",
                        due.clone(),
                        organisation.to_owned(),
                        user.to_owned(),
                        by.to_owned(),
                        at
                    );
                }
                None => {
                    exec!(
                        self.writer(),
                        "DELETE FROM due_assignments WHERE due_id = $1 AND organisation_id = $2",
                        due.clone(),
                        organisation.to_owned()
                    );
                }
            }
        }
        Ok(())
    }

    /// Who gave a due item to whom, within the asking organisation.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn due_assignment(&self, scope: &Scope, due: &str) -> Result<Option<AssignmentRow>> {
        Ok(one!(
            AssignmentRow,
            self.reader(),
            "SELECT a.user_id, un.body AS user_name, a.assigned_by AS by_id, bn.body AS by_name, a.assigned_at \
             FROM due_assignments a LEFT JOIN users u ON u.id = a.user_id LEFT JOIN contents un ON un.digest = u.name_ref \
             LEFT JOIN users b ON b.id = a.assigned_by LEFT JOIN contents bn ON bn.digest = b.name_ref \
             WHERE a.due_id = $2 AND a.organisation_id = $1",
            scope.key().to_owned(),
            due.to_owned()
        ))
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
            "SELECT id, obligation, period_key, start_at, end_at, COALESCE(planned_due_at, due_at) AS due_at, standing FROM dues d \
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

/// Who of an organisation looks after a due item, and who said so.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct AssignmentRow {
    pub user_id: String,
    pub user_name: Option<String>,
    pub by_id: String,
    pub by_name: Option<String>,
    pub assigned_at: i64,
}

/// A question that grows with its filters: every value is bound, and its place in the text is what comes back.
struct Asked {
    values: Vec<Value>,
}

enum Value {
    Text(String),
    Number(i64),
}

impl Asked {
    fn new(scope: &Scope) -> Self {
        Self { values: vec![Value::Text(scope.key().to_owned())] }
    }
    fn text(&mut self, value: &str) -> String {
        self.values.push(Value::Text(value.to_owned()));
        format!("${}", self.values.len())
    }
    fn number(&mut self, value: i64) -> String {
        self.values.push(Value::Number(value));
        format!("${}", self.values.len())
    }
    async fn all<T>(self, on: &sqlx::AnyPool, sql: String) -> Result<Vec<T>>
    where
        T: for<'r> sqlx::FromRow<'r, sqlx::any::AnyRow> + Send + Unpin,
    {
        let mut query = sqlx::query_as::<sqlx::Any, T>(AssertSqlSafe(sql));
        for value in self.values {
            query = match value {
                Value::Text(text) => query.bind(text),
                Value::Number(number) => query.bind(number),
            };
        }
        Ok(query.fetch_all(on).await?)
    }
}

impl DueFilter {
    /// A filter that is not given is left out of the question, so that the index of one that is given can answer it.
    fn write(&self, sql: &mut String, asked: &mut Asked) {
        let words = [
            ("d.platform_id", &self.platform),
            ("d.obligation", &self.obligation),
            ("d.standing", &self.standing),
            ("d.party", &self.party),
            ("d.extension", &self.extension),
        ];
        for (column, value) in words {
            if let Some(value) = value.as_deref().filter(|v| !v.is_empty()) {
                sql.push_str(&format!(" AND {column} = {}", asked.text(value)));
            }
        }
        if !self.obligations.is_empty() {
            let places: Vec<String> = self.obligations.iter().map(|o| asked.text(o)).collect();
            sql.push_str(&format!(" AND d.obligation IN ({})", places.join(", ")));
        }
        match self.overdue {
            Some(true) => sql.push_str(&format!(" AND d.waits_until < {}", asked.number(self.now))),
            Some(false) => {
                let now = asked.number(self.now);
                sql.push_str(&format!(" AND (d.waits_until IS NULL OR d.waits_until >= {now})"));
            }
            None => {}
        }
        if self.waiting {
            sql.push_str(" AND d.waits_until IS NOT NULL");
        }
        if let Some(from) = self.due_from {
            sql.push_str(&format!(" AND d.due_at >= {}", asked.number(from)));
        }
        if let Some(to) = self.due_to {
            sql.push_str(&format!(" AND d.due_at < {}", asked.number(to)));
        }
        match &self.assigned {
            Assigned::Any => {}
            Assigned::Nobody => sql.push_str(" AND a.user_id IS NULL"),
            Assigned::To(user) => sql.push_str(&format!(" AND a.user_id = {}", asked.text(user))),
        }
    }
}

/// The extension of a due item, as its life needs it.
pub(crate) async fn extension_of(on: &mut AnyConnection, id: &str) -> Result<Option<Due>> {
    #[derive(sqlx::FromRow)]
    struct Columns {
        waits_until: Option<i64>,
        extension: String,
        extension_until: Option<i64>,
        extensions: i64,
    }
    let Some(row) = one!(
        Columns,
        on,
        "SELECT waits_until, extension, extension_until, extensions FROM dues WHERE id = $1",
        id.to_owned()
    ) else {
        return Ok(None);
    };
    let extension = match (row.extension.as_str(), row.extension_until) {
        ("none", _) => Extension::None,
        ("requested", Some(until)) => Extension::Requested { until },
        ("granted", _) => Extension::Granted,
        ("refused", _) => Extension::Refused,
        _ => return Err(Error::Corrupt(format!("the extension of due item {id} cannot be read"))),
    };
    Ok(Some(Due { waits_until: row.waits_until, extension, extensions: row.extensions }))
}

impl Tx {
    /// The extension of a due item of the scope, seen from within the door.
    ///
    /// # Errors
    /// When there is none, or the database cannot be read.
    pub async fn due_extension(&mut self, scope: &Scope, id: &str) -> Result<(DueRow, Due)> {
        let row = self.due(scope, id).await?;
        let state = extension_of(self.connection(), id).await?.ok_or(Error::NotFound("due item"))?;
        Ok((row, state))
    }

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
