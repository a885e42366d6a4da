//! Rectifications.

use sqlx::{AnyConnection, AssertSqlSafe};
use yunjian_domain::act::Progress;
use yunjian_domain::rectification::{Extension, Plan, Rectification, Stage, Step};

use crate::{Cursor, Error, Listed, Result, Scope, Store, Tx, given};

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct RectificationRow {
    pub id: String,
    pub platform_id: String,
    pub platform_name: Option<String>,
    pub obligation: String,
    pub submission_id: String,
    pub state: String,
    pub ordered_at: i64,
    pub served_at: Option<i64>,
    pub deadline: i64,
    pub basis: String,
    pub order_text: Option<String>,
    pub plan: Option<String>,
    pub plans: i64,
    pub statement: Option<String>,
    pub proof_id: Option<String>,
    pub reviewer_id: Option<String>,
    pub reviewer_name: Option<String>,
    pub return_reason: Option<String>,
    pub returns: i64,
    pub extension: String,
    pub extension_until: Option<i64>,
    pub extension_reason: Option<String>,
    pub extensions: i64,
    /// Why more time was given without being asked.
    pub extended_reason: Option<String>,
    pub closed_at: Option<i64>,
    pub closing_note: Option<String>,
    pub items: i64,
    pub plan_state: String,
    pub plan_return_reason: Option<String>,
    pub milestones: i64,
    pub milestones_done: i64,
    /// The day of the earliest milestone that is not done.
    pub next_milestone_at: Option<i64>,
}

#[derive(Clone, Debug, Default)]
pub struct RectificationFilter {
    pub platform: Option<String>,
    pub state: Option<String>,
    /// Only open ones.
    pub open: bool,
    pub overdue: Option<bool>,
    /// Only those with a milestone that is not done and past its day.
    pub milestone_overdue: bool,
    /// `none`, `waiting`, `accepted` or `returned`.
    pub plan: Option<String>,
    pub now: i64,
}

const RECTIFICATION: &str = "SELECT r.id, r.platform_id, pn.body AS platform_name, r.obligation, r.submission_id, r.state, r.ordered_at, r.served_at, \
     r.deadline, r.basis, ot.body AS order_text, pl.body AS plan, r.plans, st.body AS statement, r.proof_id, r.reviewer_id, \
     rn.body AS reviewer_name, rr.body AS return_reason, r.returns, r.extension, r.extension_until, er.body AS extension_reason, \
     r.extensions, xr.body AS extended_reason, r.closed_at, cn.body AS closing_note, \
     (SELECT COUNT(*) FROM nonconformities n WHERE n.rectification_id = r.id) AS items, \
     r.plan_state, pr.body AS plan_return_reason, \
     (SELECT COUNT(*) FROM milestones m WHERE m.rectification_id = r.id) AS milestones, \
     (SELECT COUNT(*) FROM milestones m WHERE m.rectification_id = r.id AND m.progress = 'done') AS milestones_done, \
     (SELECT MIN(m.by_at) FROM milestones m WHERE m.rectification_id = r.id AND m.progress <> 'done') AS next_milestone_at \
     FROM rectifications r JOIN platforms p ON p.id = r.platform_id LEFT JOIN contents pn ON pn.digest = p.name_ref \
     LEFT JOIN contents ot ON ot.digest = r.text_ref LEFT JOIN contents pl ON pl.digest = r.plan_ref \
     LEFT JOIN contents st ON st.digest = r.statement_ref LEFT JOIN contents rr ON rr.digest = r.return_ref \
     LEFT JOIN contents pr ON pr.digest = r.plan_return_ref LEFT JOIN contents er ON er.digest = r.extension_ref LEFT JOIN contents cn ON cn.digest = r.closing_ref LEFT JOIN contents xr ON xr.digest = r.extended_ref \
     LEFT JOIN users u ON u.id = r.reviewer_id LEFT JOIN contents rn ON rn.digest = u.name_ref \
     WHERE ($1 = '*' OR EXISTS (SELECT 1 FROM access x WHERE x.platform_id = r.platform_id AND x.organisation_id = $1))";

impl Store {
    /// Ordered by deadline.
    ///
    /// # Errors
    /// When the database cannot be read or the cursor is not of this list.
    pub async fn rectifications(
        &self,
        scope: &Scope,
        filter: &RectificationFilter,
        cursor: &Cursor,
    ) -> Result<Listed<RectificationRow>> {
        let (at, id) = cursor.keyed(i64::MIN)?;
        let mut sql = format!("{RECTIFICATION} AND r.deadline >= $2 AND (r.deadline > $2 OR r.id > $3)");
        sql.push_str(given(&filter.platform, " AND r.platform_id = $4", " AND $4 = ''"));
        sql.push_str(given(&filter.state, " AND r.state = $5", " AND $5 = ''"));
        if filter.open {
            sql.push_str(" AND r.state <> 'closed'");
        }
        sql.push_str(match filter.overdue {
            Some(true) => " AND r.state <> 'closed' AND r.deadline < $6",
            Some(false) => " AND (r.state = 'closed' OR r.deadline >= $6)",
            None => " AND $6 = $6",
        });
        if filter.milestone_overdue {
            sql.push_str(
                " AND r.state <> 'closed' AND EXISTS (SELECT 1 FROM milestones m WHERE m.rectification_id = r.id \
                 AND m.progress <> 'done' AND m.by_at < $6)",
            );
        }
        sql.push_str(given(&filter.plan, " AND r.plan_state = $8 AND r.state <> 'closed'", " AND $8 = ''"));
        sql.push_str(" ORDER BY r.deadline, r.id LIMIT $7");
        let rows = all!(
            RectificationRow,
            self.reader(),
            AssertSqlSafe(sql),
            scope.key().to_owned(),
            at,
            id,
            filter.platform.clone().unwrap_or_default(),
            filter.state.clone().unwrap_or_default(),
            filter.now,
            cursor.limit + 1,
            filter.plan.clone().unwrap_or_default()
        );
        Ok(Listed::cut(rows, cursor.limit, |row| format!("{}~{}", row.deadline, row.id)))
    }

    /// # Errors
    /// When the database cannot be read.
    pub async fn rectification(&self, scope: &Scope, id: &str) -> Result<Option<RectificationRow>> {
        Ok(one!(
            RectificationRow,
            self.reader(),
            AssertSqlSafe(format!("{RECTIFICATION} AND r.id = $2")),
            scope.key().to_owned(),
            id.to_owned()
        ))
    }
}

/// One step of the newest plan.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct MilestoneRow {
    pub id: String,
    pub what: Option<String>,
    pub who: Option<String>,
    pub measure: Option<String>,
    pub by_at: i64,
    pub progress: String,
    pub note: Option<String>,
    pub reported_at: Option<i64>,
}

impl Store {
    /// The steps of the newest plan of a rectification, in order.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn milestones(&self, scope: &Scope, rectification: &str) -> Result<Vec<MilestoneRow>> {
        Ok(all!(
            MilestoneRow,
            self.reader(),
            "SELECT m.id, w.body AS what, h.body AS who, s.body AS measure, m.by_at, m.progress, n.body AS note, m.reported_at \
             FROM milestones m JOIN rectifications r ON r.id = m.rectification_id \
             LEFT JOIN contents w ON w.digest = m.what_ref LEFT JOIN contents h ON h.digest = m.who_ref \
             LEFT JOIN contents s ON s.digest = m.measure_ref LEFT JOIN contents n ON n.digest = m.note_ref \
             WHERE ($1 = '*' OR EXISTS (SELECT 1 FROM access x WHERE x.platform_id = r.platform_id AND x.organisation_id = $1)) \
             AND m.rectification_id = $2 ORDER BY m.ordinal",
            scope.key().to_owned(),
            rectification.to_owned()
        ))
    }
}

impl Tx {
    /// # Errors
    /// When there is none in the scope, or the database cannot be read.
    pub async fn rectification(
        &mut self,
        scope: &Scope,
        id: &str,
    ) -> Result<(RectificationRow, Rectification)> {
        let row = one!(
            RectificationRow,
            self.connection(),
            AssertSqlSafe(format!("{RECTIFICATION} AND r.id = $2")),
            scope.key().to_owned(),
            id.to_owned()
        )
        .ok_or(Error::NotFound("rectification"))?;
        let state = state_of(self.connection(), id).await?.ok_or(Error::NotFound("rectification"))?;
        Ok((row, state))
    }
}

pub(crate) async fn state_of(on: &mut AnyConnection, id: &str) -> Result<Option<Rectification>> {
    #[derive(sqlx::FromRow)]
    struct Columns {
        state: String,
        deadline: i64,
        proof_id: Option<String>,
        reviewer_id: Option<String>,
        extension: String,
        extension_until: Option<i64>,
        extensions: i64,
        closed_at: Option<i64>,
        served_at: Option<i64>,
        plan_state: String,
    }
    let Some(row) = one!(
        Columns,
        &mut *on,
        "SELECT state, deadline, proof_id, reviewer_id, extension, extension_until, extensions, closed_at, served_at, plan_state FROM rectifications WHERE id = $1",
        id.to_owned()
    ) else {
        return Ok(None);
    };
    let stage = match (row.state.as_str(), row.proof_id, row.reviewer_id, row.closed_at) {
        ("ordered", ..) => Some(Stage::Ordered),
        ("planned", ..) => Some(Stage::Planned),
        ("handed_in", Some(submission), ..) => Some(Stage::HandedIn { submission }),
        ("under_re_review", Some(submission), Some(reviewer), _) => {
            Some(Stage::UnderReReview { submission, reviewer })
        }
        ("returned", ..) => Some(Stage::Returned),
        ("closed", _, _, Some(at)) => Some(Stage::Closed { at }),
        _ => None,
    };
    let extension = match (row.extension.as_str(), row.extension_until) {
        ("none", _) => Some(Extension::None),
        ("requested", Some(until)) => Some(Extension::Requested { until }),
        ("granted", _) => Some(Extension::Granted),
        ("refused", _) => Some(Extension::Refused),
        _ => None,
    };
    let rows = all!(
        (String, i64, String),
        on,
        "SELECT id, by_at, progress FROM milestones WHERE rectification_id = $1 ORDER BY ordinal",
        id.to_owned()
    );
    let milestones = rows
        .into_iter()
        .map(|(milestone, by, progress)| {
            Progress::parse(&progress).map(|progress| Step { milestone, by, progress })
        })
        .collect::<Option<Vec<_>>>();
    match (stage, extension, Plan::parse(&row.plan_state), milestones) {
        (Some(stage), Some(extension), Some(plan), Some(milestones)) => Ok(Some(Rectification {
            stage,
            deadline: row.deadline,
            extension,
            extensions: row.extensions,
            served_at: row.served_at,
            plan,
            milestones,
        })),
        _ => {
            Err(Error::Corrupt(format!("the row of rectification {id} does not fit its state {}", row.state)))
        }
    }
}
