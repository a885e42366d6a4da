//! Timelines: the acts about one life.

use crate::{Cursor, Listed, Result, Scope, Store};

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ActRow {
    pub seq: i64,
    pub id: String,
    pub at: i64,
    pub kind: String,
    pub subject: String,
    pub user_id: Option<String>,
    pub user_name: Option<String>,
    pub organisation_id: Option<String>,
    pub organisation_name: Option<String>,
    pub body: String,
}

/// Acts of an unfinished decision: the supervisor's own business until a notice is issued.
macro_rules! inside {
    () => {
        " AND (a.kind NOT IN ('verdict_drafted', 'draft_sent_back', 'notice_drafted', 'notice_checked', 'notice_sent_back', 'notice_voided') \
         OR $1 = '*' OR EXISTS (SELECT 1 FROM access v WHERE v.platform_id = a.platform_id AND v.organisation_id = $1 AND v.role = 'supervisor'))"
    };
}

impl Store {
    /// The acts about one life of a platform the scope may see, oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn timeline_of(&self, scope: &Scope, subject: &str, cursor: &Cursor) -> Result<Listed<ActRow>> {
        let after: i64 = cursor.keyed(0)?.0;
        let rows = all!(
            ActRow,
            self.reader(),
            concat!(
                "SELECT a.seq, a.id, a.at, a.kind, a.subject, a.user_id, n.body AS user_name, a.organisation_id, \
             m.body AS organisation_name, a.body FROM acts a \
             LEFT JOIN users u ON u.id = a.user_id LEFT JOIN contents n ON n.digest = u.name_ref \
             LEFT JOIN organisations o ON o.id = a.organisation_id LEFT JOIN contents m ON m.digest = o.name_ref \
             WHERE ($1 = '*' OR EXISTS (SELECT 1 FROM access x WHERE x.platform_id = a.platform_id AND x.organisation_id = $1)) \
             AND a.subject = $2 AND a.seq > $3",
                inside!(),
                " ORDER BY a.seq LIMIT $4"
            ),
            scope.key().to_owned(),
            subject.to_owned(),
            after,
            cursor.limit + 1
        );
        Ok(Listed::cut(rows, cursor.limit, |row| format!("{}~", row.seq)))
    }

    /// All acts of one platform, newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn platform_timeline(
        &self,
        scope: &Scope,
        platform: &str,
        cursor: &Cursor,
    ) -> Result<Listed<ActRow>> {
        let before: i64 = cursor.keyed(i64::MAX)?.0;
        let rows = all!(
            ActRow,
            self.reader(),
            concat!(
                "SELECT a.seq, a.id, a.at, a.kind, a.subject, a.user_id, n.body AS user_name, a.organisation_id, \
             m.body AS organisation_name, a.body FROM acts a \
             LEFT JOIN users u ON u.id = a.user_id LEFT JOIN contents n ON n.digest = u.name_ref \
             LEFT JOIN organisations o ON o.id = a.organisation_id LEFT JOIN contents m ON m.digest = o.name_ref \
             WHERE ($1 = '*' OR EXISTS (SELECT 1 FROM access x WHERE x.platform_id = a.platform_id AND x.organisation_id = $1)) \
             AND a.platform_id = $2 AND a.seq < $3",
                inside!(),
                " ORDER BY a.seq DESC LIMIT $4"
            ),
            scope.key().to_owned(),
            platform.to_owned(),
            before,
            cursor.limit + 1
        );
        Ok(Listed::cut(rows, cursor.limit, |row| format!("{}~", row.seq)))
    }

    /// The moment of the newest act; a clock that goes on must not run before it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn last_act_at(&self) -> Result<Option<i64>> {
        let row = one!((i64,), self.reader(), "SELECT at FROM acts ORDER BY seq DESC LIMIT 1");
        Ok(row.map(|(at,)| at))
    }
}
