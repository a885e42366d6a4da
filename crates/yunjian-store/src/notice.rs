//! Notices, deputies, and who looked at what.

use sqlx::{AnyConnection, AssertSqlSafe};
use yunjian_domain::notice::Notice;

use crate::{Cursor, Error, Listed, Result, Scope, Store, Tx};

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct NoticeRow {
    pub id: String,
    pub platform_id: String,
    pub platform_name: Option<String>,
    pub supervisor_id: Option<String>,
    pub supervisor_name: Option<String>,
    pub recipient_id: String,
    pub recipient_name: Option<String>,
    pub kind: String,
    /// Empty in a notice about an escalation.
    pub submission_id: String,
    pub escalation_id: Option<String>,
    pub obligation: String,
    pub period_key: String,
    pub rectification_id: Option<String>,
    pub state: String,
    pub number: Option<String>,
    pub body: Option<String>,
    pub drafted_by: Option<String>,
    pub drafted_name: Option<String>,
    pub drafted_at: i64,
    pub checked_by: Option<String>,
    pub checked_name: Option<String>,
    pub checked_at: Option<i64>,
    pub issued_by: Option<String>,
    pub issued_name: Option<String>,
    pub issued_at: Option<i64>,
    pub deemed_at: Option<i64>,
    pub method: Option<String>,
    pub served_at: Option<i64>,
    pub served_name: Option<String>,
    pub proof: Option<String>,
    pub sent_back_reason: Option<String>,
}

#[derive(Clone, Debug, Default)]
pub struct NoticeFilter {
    pub platform: Option<String>,
    pub submission: Option<String>,
    pub state: Option<String>,
    pub kind: Option<String>,
    /// Only what was issued: what a recipient may know of.
    pub issued: bool,
}

const NOTICE: &str = "SELECT n.id, n.platform_id, pn.body AS platform_name, n.supervisor_id, sn.body AS supervisor_name, n.recipient_id, \
     rn.body AS recipient_name, n.kind, n.submission_id, n.escalation_id, COALESCE(s.obligation, '') AS obligation, COALESCE(d.period_key, '') AS period_key, n.rectification_id, n.state, n.number, \
     b.body AS body, n.drafted_by, dn.body AS drafted_name, n.drafted_at, n.checked_by, cn.body AS checked_name, n.checked_at, \
     n.issued_by, isn.body AS issued_name, n.issued_at, n.deemed_at, n.method, n.served_at, vn.body AS served_name, pr.body AS proof, \
     bk.body AS sent_back_reason FROM notices n \
     JOIN platforms p ON p.id = n.platform_id LEFT JOIN submissions s ON s.id = n.submission_id LEFT JOIN dues d ON d.id = s.due_id \
     LEFT JOIN contents pn ON pn.digest = p.name_ref LEFT JOIN contents b ON b.digest = n.body_ref \
     LEFT JOIN organisations so ON so.id = n.supervisor_id LEFT JOIN contents sn ON sn.digest = so.name_ref \
     LEFT JOIN organisations ro ON ro.id = n.recipient_id LEFT JOIN contents rn ON rn.digest = ro.name_ref \
     LEFT JOIN users du ON du.id = n.drafted_by LEFT JOIN contents dn ON dn.digest = du.name_ref \
     LEFT JOIN users cu ON cu.id = n.checked_by LEFT JOIN contents cn ON cn.digest = cu.name_ref \
     LEFT JOIN users iu ON iu.id = n.issued_by LEFT JOIN contents isn ON isn.digest = iu.name_ref \
     LEFT JOIN users vu ON vu.id = n.served_by LEFT JOIN contents vn ON vn.digest = vu.name_ref \
     LEFT JOIN contents pr ON pr.digest = n.proof_ref LEFT JOIN contents bk ON bk.digest = n.sent_back_ref \
     WHERE ($1 = '*' OR EXISTS (SELECT 1 FROM access x WHERE x.platform_id = n.platform_id AND x.organisation_id = $1 \
     AND (x.role = 'supervisor' OR (x.organisation_id = n.recipient_id AND n.state IN ('issued', 'served')))))";

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct DeputyRow {
    pub id: String,
    pub principal_id: String,
    pub principal_name: Option<String>,
    pub deputy_id: String,
    pub deputy_name: Option<String>,
    pub from_at: i64,
    pub until_at: i64,
    pub ended_at: Option<i64>,
    pub reason: Option<String>,
}

const DEPUTY: &str = "SELECT d.id, d.principal_id, pn.body AS principal_name, d.deputy_id, dn.body AS deputy_name, d.from_at, d.until_at, \
     d.ended_at, r.body AS reason FROM deputies d JOIN users pu ON pu.id = d.principal_id JOIN users du ON du.id = d.deputy_id \
     LEFT JOIN contents pn ON pn.digest = pu.name_ref LEFT JOIN contents dn ON dn.digest = du.name_ref \
     LEFT JOIN contents r ON r.digest = d.reason_ref WHERE ($1 = '*' OR d.organisation_id = $1)";

/// One look at a deliverable.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct LookRow {
    pub id: String,
    pub sha256: String,
    pub user_id: String,
    pub user_name: Option<String>,
    pub organisation_id: String,
    pub organisation_name: Option<String>,
    pub at: i64,
    pub way: String,
}

impl Store {
    /// The register of notices, newest first. A recipient sees what was issued to it; drafts are the supervisor's.
    ///
    /// # Errors
    /// When the database cannot be read or the cursor is not of this list.
    pub async fn notices(
        &self,
        scope: &Scope,
        filter: &NoticeFilter,
        cursor: &Cursor,
    ) -> Result<Listed<NoticeRow>> {
        let (at, id) = cursor.keyed(i64::MAX)?;
        let rows = all!(
            NoticeRow,
            self.reader(),
            AssertSqlSafe(format!(
                "{NOTICE} AND ($4 = '' OR n.platform_id = $4) AND ($5 = '' OR n.submission_id = $5) AND ($6 = '' OR n.state = $6) \
                 AND ($7 = '' OR n.kind = $7) AND ($8 = 0 OR n.issued_at IS NOT NULL) \
                 AND (n.drafted_at < $2 OR (n.drafted_at = $2 AND n.id > $3)) ORDER BY n.drafted_at DESC, n.id LIMIT $9"
            )),
            scope.key().to_owned(),
            at,
            id,
            filter.platform.clone().unwrap_or_default(),
            filter.submission.clone().unwrap_or_default(),
            filter.state.clone().unwrap_or_default(),
            filter.kind.clone().unwrap_or_default(),
            i64::from(filter.issued),
            cursor.limit + 1
        );
        Ok(Listed::cut(rows, cursor.limit, |row| format!("{}~{}", row.drafted_at, row.id)))
    }

    /// # Errors
    /// When the database cannot be read.
    pub async fn notice(&self, scope: &Scope, id: &str) -> Result<Option<NoticeRow>> {
        Ok(one!(
            NoticeRow,
            self.reader(),
            AssertSqlSafe(format!("{NOTICE} AND n.id = $2")),
            scope.key().to_owned(),
            id.to_owned()
        ))
    }

    /// Issued notices on which silence counts as receipt by now, oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn silent_notices(&self, scope: &Scope, now: i64) -> Result<Vec<String>> {
        let rows = all!(
            (String,),
            self.reader(),
            "SELECT n.id FROM notices n WHERE n.state = 'issued' AND n.deemed_at <= $2 \
             AND ($1 = '*' OR EXISTS (SELECT 1 FROM access x WHERE x.platform_id = n.platform_id AND x.organisation_id = $1)) \
             ORDER BY n.deemed_at, n.id LIMIT 500",
            scope.key().to_owned(),
            now
        );
        Ok(rows.into_iter().map(|(id,)| id).collect())
    }

    /// Who stands in for whom in the caller's organisation, newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn deputies(&self, scope: &Scope) -> Result<Vec<DeputyRow>> {
        Ok(all!(
            DeputyRow,
            self.reader(),
            AssertSqlSafe(format!("{DEPUTY} ORDER BY d.id DESC LIMIT 500")),
            scope.key().to_owned()
        ))
    }

    /// # Errors
    /// When the database cannot be read.
    pub async fn deputy(&self, scope: &Scope, id: &str) -> Result<Option<DeputyRow>> {
        Ok(one!(
            DeputyRow,
            self.reader(),
            AssertSqlSafe(format!("{DEPUTY} AND d.id = $2")),
            scope.key().to_owned(),
            id.to_owned()
        ))
    }

    /// Whether somebody stands in for a colleague at a moment.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn stands_in(&self, scope: &Scope, deputy: &str, principal: &str, at: i64) -> Result<bool> {
        let row = one!(
            (i64,),
            self.reader(),
            "SELECT COUNT(*) FROM deputies d WHERE ($1 = '*' OR d.organisation_id = $1) AND d.deputy_id = $2 AND d.principal_id = $3 \
             AND d.from_at <= $4 AND d.until_at > $4 AND d.ended_at IS NULL",
            scope.key().to_owned(),
            deputy.to_owned(),
            principal.to_owned(),
            at
        );
        Ok(row.is_some_and(|(n,)| n > 0))
    }

    /// Notes that somebody opened a deliverable.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn note_look(
        &self,
        id: &str,
        submission: &str,
        sha256: &str,
        user: &str,
        organisation: &str,
        at: i64,
    ) -> Result<()> {
        exec!(
            self.writer(),
            "INSERT INTO looks (id, platform_id, submission_id, sha256, user_id, organisation_id, at) \
             SELECT $1, platform_id, id, $2, $3, $4, $5 FROM submissions WHERE id = $6",
            id.to_owned(),
            sha256.to_owned(),
            user.to_owned(),
            organisation.to_owned(),
            at,
            submission.to_owned()
        );
        Ok(())
    }

    /// Notes that somebody looked at a file in the page, unless the same person's look at it since a moment is noted already.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn note_sight(
        &self,
        id: &str,
        submission: &str,
        sha256: &str,
        (user, organisation): (&str, &str),
        at: i64,
        since: i64,
    ) -> Result<()> {
        exec!(
            self.writer(),
            "INSERT INTO looks (id, platform_id, submission_id, sha256, user_id, organisation_id, at, way) \
             SELECT $1, s.platform_id, s.id, $2, $3, $4, $5, 'seen' FROM submissions s WHERE s.id = $6 AND NOT EXISTS \
             (SELECT 1 FROM looks l WHERE l.submission_id = s.id AND l.sha256 = $2 AND l.user_id = $3 AND l.way = 'seen' AND l.at > $7)",
            id.to_owned(),
            sha256.to_owned(),
            user.to_owned(),
            organisation.to_owned(),
            at,
            submission.to_owned(),
            since
        );
        Ok(())
    }

    /// Who opened the files of a submission, newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn looks(&self, scope: &Scope, submission: &str) -> Result<Vec<LookRow>> {
        Ok(all!(
            LookRow,
            self.reader(),
            "SELECT l.id, l.sha256, l.user_id, un.body AS user_name, l.organisation_id, n.body AS organisation_name, l.at, l.way FROM looks l \
             LEFT JOIN users u ON u.id = l.user_id LEFT JOIN contents un ON un.digest = u.name_ref \
             LEFT JOIN organisations o ON o.id = l.organisation_id LEFT JOIN contents n ON n.digest = o.name_ref \
             WHERE ($1 = '*' OR EXISTS (SELECT 1 FROM access x WHERE x.platform_id = l.platform_id AND x.organisation_id = $1)) \
             AND l.submission_id = $2 ORDER BY l.id DESC LIMIT 500",
            scope.key().to_owned(),
            submission.to_owned()
        ))
    }
}

impl Tx {
    /// The state of a notice in the scope.
    ///
    /// # Errors
    /// When there is none, or the database cannot be read.
    pub async fn notice(&mut self, scope: &Scope, id: &str) -> Result<(NoticeRow, Notice)> {
        let row = one!(
            NoticeRow,
            self.connection(),
            AssertSqlSafe(format!("{NOTICE} AND n.id = $2")),
            scope.key().to_owned(),
            id.to_owned()
        )
        .ok_or(Error::NotFound("notice"))?;
        let state = state_of(self.connection(), id).await?.ok_or(Error::NotFound("notice"))?;
        Ok((row, state))
    }

    /// The notice of a kind on a submission that still waits to be issued.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn unissued_notice(&mut self, submission: &str) -> Result<Option<String>> {
        let row = one!(
            (String,),
            self.connection(),
            "SELECT id FROM notices WHERE submission_id = $1 AND state IN ('drafted', 'checked') ORDER BY id DESC LIMIT 1",
            submission.to_owned()
        );
        Ok(row.map(|(id,)| id))
    }

    /// The next place in a supervisor's register of a kind and year.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn next_sequence(&mut self, supervisor: &str, kind: &str, year: i64) -> Result<i64> {
        let row = one!(
            (i64,),
            self.connection(),
            "SELECT COALESCE(MAX(sequence), 0) FROM notices WHERE supervisor_id = $1 AND kind = $2 AND year = $3",
            supervisor.to_owned(),
            kind.to_owned(),
            year
        );
        Ok(row.map_or(1, |(n,)| n + 1))
    }
}

pub(crate) async fn state_of(on: &mut AnyConnection, id: &str) -> Result<Option<Notice>> {
    let row = one!(
        (String, Option<String>, Option<i64>, Option<i64>),
        on,
        "SELECT state, drafted_by, issued_at, deemed_at FROM notices WHERE id = $1",
        id.to_owned()
    );
    row.map(|(state, drafter, issued, deemed)| {
        let drafter = drafter.unwrap_or_default();
        match (state.as_str(), issued, deemed) {
            ("drafted", ..) => Ok(Notice::Drafted { drafter }),
            ("checked", ..) => Ok(Notice::Checked { drafter }),
            ("issued", Some(issued_at), Some(deemed_at)) => Ok(Notice::Issued { issued_at, deemed_at }),
            ("served", ..) => Ok(Notice::Served),
            ("void", ..) => Ok(Notice::Void),
            _ => Err(Error::Corrupt(format!("the row of notice {id} does not fit its state {state}"))),
        }
    })
    .transpose()
}
