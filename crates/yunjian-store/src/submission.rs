//! Submissions.

use sqlx::{AnyConnection, AssertSqlSafe};
use yunjian_domain::submission::{Hearing, Proposal, Submission, Verdict};

use crate::{Cursor, Error, Listed, Result, Scope, Store, Tx, given};

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct SubmissionRow {
    pub id: String,
    pub due_id: String,
    pub platform_id: String,
    pub platform_name: Option<String>,
    pub obligation: String,
    pub period_key: String,
    pub version: i64,
    pub supersedes: Option<String>,
    pub superseded_by: Option<String>,
    pub form: Option<String>,
    pub covers_from: Option<i64>,
    pub covers_to: Option<i64>,
    pub automatic: i64,
    pub user_id: Option<String>,
    pub user_name: Option<String>,
    pub organisation_id: Option<String>,
    pub received_act: String,
    pub received_at: i64,
    pub late: i64,
    pub state: String,
    pub proposal: Option<String>,
    pub reviewer_id: Option<String>,
    pub reviewer_name: Option<String>,
    pub return_until: Option<i64>,
    pub return_reason: Option<String>,
    pub verdict: Option<String>,
    pub verdict_reason: Option<String>,
    pub decided_at: Option<i64>,
    pub admitted_at: Option<i64>,
    pub report: Option<String>,
    pub assessment_id: Option<String>,
    pub assessment: Option<String>,
    pub assessed_at: Option<i64>,
    pub failed: i64,
    pub undetermined: i64,
    pub blocking_failed: i64,
    pub sensitivity: Option<String>,
    pub intended: Option<String>,
    pub intended_at: Option<i64>,
    pub intended_reason: Option<String>,
    pub order_text: Option<String>,
    pub hearing: Option<String>,
    pub hear_until: Option<i64>,
    pub statement: Option<String>,
    pub stated_at: Option<i64>,
    pub answer: Option<String>,
    pub draft_verdict: Option<String>,
    pub draft_reason: Option<String>,
    pub draft_ref: Option<String>,
    pub order_ref: Option<String>,
    pub draft_deadline: Option<i64>,
    pub draft_items: Option<String>,
    pub sent_back_reason: Option<String>,
    pub remarks: Option<String>,
}

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct FileRow {
    pub sha256: String,
    pub size: i64,
    pub name: Option<String>,
    pub format: Option<String>,
    pub kind: Option<String>,
    pub reader_version: Option<i64>,
    pub facts: Option<String>,
    pub summary: Option<String>,
}

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct NonconformityRow {
    pub id: String,
    pub rule: String,
    pub severity: String,
    pub text_ref: String,
    pub text: Option<String>,
    pub rectification_id: Option<String>,
}

/// An admitted submission whose facts another assessment looks at.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct AdmittedRow {
    pub id: String,
    pub obligation: String,
    pub verdict: Option<String>,
    pub admitted_at: i64,
}

/// What the triggers look at.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct AssessedRow {
    pub id: String,
    pub obligation: String,
    pub blocking_failed: i64,
    pub unauthenticated: Option<i64>,
    pub admitted_at: i64,
}

#[derive(Clone, Debug, Default)]
pub struct SubmissionFilter {
    pub platform: Option<String>,
    pub state: Option<String>,
    pub due: Option<String>,
    pub obligation: Option<String>,
    /// What waits for a reviewer, oldest first; otherwise newest first.
    pub queue: bool,
}

const SUBMISSION: &str = "SELECT s.id, s.due_id, s.platform_id, pn.body AS platform_name, s.obligation, d.period_key, s.version, \
     s.supersedes, s.superseded_by, f.body AS form, s.covers_from, s.covers_to, s.automatic, s.user_id, un.body AS user_name, \
     s.organisation_id, s.received_act, s.received_at, s.late, s.state, s.proposal, s.reviewer_id, rn.body AS reviewer_name, \
     s.return_until, rr.body AS return_reason, s.verdict, vr.body AS verdict_reason, s.decided_at, s.admitted_at, s.report, \
     s.assessment_id, s.assessment, s.assessed_at, s.failed, s.undetermined, s.blocking_failed, s.sensitivity, \
     s.intended, s.intended_at, ir.body AS intended_reason, o.body AS order_text, s.hearing, s.hear_until, \
     st.body AS statement, s.stated_at, an.body AS answer, s.draft_verdict, dr.body AS draft_reason, s.draft_ref, s.order_ref, \
     s.draft_deadline, s.draft_items, sb.body AS sent_back_reason, rm.body AS remarks \
     FROM submissions s JOIN dues d ON d.id = s.due_id JOIN platforms p ON p.id = s.platform_id \
     LEFT JOIN contents pn ON pn.digest = p.name_ref LEFT JOIN contents f ON f.digest = s.form_ref \
     LEFT JOIN users u ON u.id = s.user_id LEFT JOIN contents un ON un.digest = u.name_ref \
     LEFT JOIN users r ON r.id = s.reviewer_id LEFT JOIN contents rn ON rn.digest = r.name_ref \
     LEFT JOIN contents rr ON rr.digest = s.return_ref LEFT JOIN contents vr ON vr.digest = s.verdict_ref \
     LEFT JOIN contents ir ON ir.digest = s.intended_ref LEFT JOIN contents o ON o.digest = s.order_ref \
     LEFT JOIN contents st ON st.digest = s.statement_ref LEFT JOIN contents an ON an.digest = s.answer_ref \
     LEFT JOIN contents dr ON dr.digest = s.draft_ref LEFT JOIN contents sb ON sb.digest = s.sent_back_ref \
     LEFT JOIN contents rm ON rm.digest = s.remarks_ref \
     WHERE ($1 = '*' OR EXISTS (SELECT 1 FROM access x WHERE x.platform_id = s.platform_id AND x.organisation_id = $1))";

impl Store {
    /// # Errors
    /// When the database cannot be read or the cursor is not of this list.
    pub async fn submissions(
        &self,
        scope: &Scope,
        filter: &SubmissionFilter,
        cursor: &Cursor,
    ) -> Result<Listed<SubmissionRow>> {
        let mut sql = String::from(SUBMISSION);
        sql.push_str(given(&filter.platform, " AND s.platform_id = $4", " AND $4 = ''"));
        sql.push_str(given(&filter.state, " AND s.state = $5", " AND $5 = ''"));
        sql.push_str(given(&filter.due, " AND s.due_id = $6", " AND $6 = ''"));
        sql.push_str(given(&filter.obligation, " AND s.obligation = $7", " AND $7 = ''"));
        let start = if filter.queue {
            sql.push_str(
                " AND s.state IN ('assessed', 'under_review', 'intended', 'drafted') AND s.received_at >= $2 AND (s.received_at > $2 OR s.id > $3) \
                 ORDER BY s.received_at, s.id LIMIT $8",
            );
            i64::MIN
        } else {
            sql.push_str(
                " AND s.received_at <= $2 AND (s.received_at < $2 OR s.id > $3) ORDER BY s.received_at DESC, s.id LIMIT $8",
            );
            i64::MAX
        };
        let (at, id) = cursor.keyed(start)?;
        let rows = all!(
            SubmissionRow,
            self.reader(),
            AssertSqlSafe(sql),
            scope.key().to_owned(),
            at,
            id,
            filter.platform.clone().unwrap_or_default(),
            filter.state.clone().unwrap_or_default(),
            filter.due.clone().unwrap_or_default(),
            filter.obligation.clone().unwrap_or_default(),
            cursor.limit + 1
        );
        Ok(Listed::cut(rows, cursor.limit, |row| format!("{}~{}", row.received_at, row.id)))
    }

    /// # Errors
    /// When the database cannot be read.
    pub async fn submission(&self, scope: &Scope, id: &str) -> Result<Option<SubmissionRow>> {
        Ok(one!(
            SubmissionRow,
            self.reader(),
            AssertSqlSafe(format!("{SUBMISSION} AND s.id = $2")),
            scope.key().to_owned(),
            id.to_owned()
        ))
    }

    /// Files of a submission the caller could already see.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn submission_files(&self, scope: &Scope, submission: &str) -> Result<Vec<FileRow>> {
        Ok(all!(
            FileRow,
            self.reader(),
            "SELECT f.sha256, f.size, c.body AS name, f.format, f.kind, f.reader_version, f.facts, f.summary \
             FROM submission_files f JOIN submissions s ON s.id = f.submission_id LEFT JOIN contents c ON c.digest = f.name_ref \
             WHERE ($1 = '*' OR EXISTS (SELECT 1 FROM access x WHERE x.platform_id = s.platform_id AND x.organisation_id = $1)) \
             AND f.submission_id = $2 ORDER BY f.ordinal",
            scope.key().to_owned(),
            submission.to_owned()
        ))
    }

    /// Nonconformities stated about a submission, or named in a rectification order.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn nonconformities(
        &self,
        scope: &Scope,
        submission: Option<&str>,
        rectification: Option<&str>,
    ) -> Result<Vec<NonconformityRow>> {
        Ok(all!(
            NonconformityRow,
            self.reader(),
            "SELECT n.id, n.rule, n.severity, n.text_ref, c.body AS text, n.rectification_id FROM nonconformities n \
             LEFT JOIN contents c ON c.digest = n.text_ref \
             WHERE ($1 = '*' OR EXISTS (SELECT 1 FROM access x WHERE x.platform_id = n.platform_id AND x.organisation_id = $1)) \
             AND ($2 = '' OR (n.submission_id = $2 AND n.current = 1)) AND ($3 = '' OR n.rectification_id = $3) ORDER BY n.id",
            scope.key().to_owned(),
            submission.unwrap_or_default().to_owned(),
            rectification.unwrap_or_default().to_owned()
        ))
    }

    /// Nonconformities of the decision that was last told as intended.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn intended_nonconformities(
        &self,
        scope: &Scope,
        submission: &str,
    ) -> Result<Vec<NonconformityRow>> {
        Ok(all!(
            NonconformityRow,
            self.reader(),
            "SELECT n.id, n.rule, n.severity, n.text_ref, c.body AS text, n.rectification_id FROM nonconformities n \
             JOIN submissions s ON s.id = n.submission_id LEFT JOIN contents c ON c.digest = n.text_ref \
             WHERE ($1 = '*' OR EXISTS (SELECT 1 FROM access x WHERE x.platform_id = n.platform_id AND x.organisation_id = $1)) \
             AND n.submission_id = $2 AND n.stated_at = s.intended_at ORDER BY n.id",
            scope.key().to_owned(),
            submission.to_owned()
        ))
    }

    /// Admitted submissions of a platform up to a moment, newest first: what `previous`, `inventory` and
    /// `admitted` are made of. Withdrawn ones are not among them.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn admitted(&self, scope: &Scope, platform: &str, until: i64) -> Result<Vec<AdmittedRow>> {
        Ok(all!(
            AdmittedRow,
            self.reader(),
            "SELECT s.id, s.obligation, s.verdict, s.admitted_at FROM submissions s \
             WHERE ($1 = '*' OR EXISTS (SELECT 1 FROM access x WHERE x.platform_id = s.platform_id AND x.organisation_id = $1)) \
             AND s.platform_id = $2 AND s.admitted_at IS NOT NULL AND s.admitted_at <= $3 AND s.state <> 'withdrawn' \
             ORDER BY s.admitted_at DESC, s.id DESC",
            scope.key().to_owned(),
            platform.to_owned(),
            until
        ))
    }

    /// Assessed submissions of a platform that still stand: id, blocking rules failed, share of targets scanned
    /// without login (percent times 100), moment of admission. Newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn assessed(&self, scope: &Scope, platform: &str) -> Result<Vec<AssessedRow>> {
        Ok(all!(
            AssessedRow,
            self.reader(),
            "SELECT s.id, s.obligation, s.blocking_failed, s.unauthenticated, s.admitted_at FROM submissions s \
             WHERE ($1 = '*' OR EXISTS (SELECT 1 FROM access x WHERE x.platform_id = s.platform_id AND x.organisation_id = $1)) \
             AND s.platform_id = $2 AND s.assessed_at IS NOT NULL AND s.admitted_at IS NOT NULL \
             AND s.state NOT IN ('superseded', 'withdrawn') ORDER BY s.admitted_at DESC, s.id DESC",
            scope.key().to_owned(),
            platform.to_owned()
        ))
    }

    /// Submissions that still wait for a step of the system, for picking up after a restart.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn unfinished(&self, scope: &Scope) -> Result<Vec<(String, String)>> {
        Ok(all!(
            (String, String),
            self.reader(),
            "SELECT s.id, s.state FROM submissions s WHERE s.state IN ('received', 'admitted') \
             AND ($1 = '*' OR EXISTS (SELECT 1 FROM access x WHERE x.platform_id = s.platform_id AND x.organisation_id = $1)) ORDER BY s.id",
            scope.key().to_owned()
        ))
    }
}

impl Tx {
    /// The state of a submission in the scope, with its due item and platform.
    ///
    /// # Errors
    /// When there is none, or the database cannot be read.
    pub async fn submission(&mut self, scope: &Scope, id: &str) -> Result<(SubmissionRow, Submission)> {
        let row = one!(
            SubmissionRow,
            self.connection(),
            AssertSqlSafe(format!("{SUBMISSION} AND s.id = $2")),
            scope.key().to_owned(),
            id.to_owned()
        )
        .ok_or(Error::NotFound("submission"))?;
        let (_, state) = state_of(self.connection(), id).await?.ok_or(Error::NotFound("submission"))?;
        Ok((row, state))
    }

    /// The newest submission for a due item: id, version, key.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn newest_submission(&mut self, due: &str) -> Result<Option<(String, i64)>> {
        Ok(one!(
            (String, i64),
            self.connection(),
            "SELECT id, version FROM submissions WHERE due_id = $1 ORDER BY version DESC LIMIT 1",
            due.to_owned()
        ))
    }

    /// A submission for the same due item with the same files and form that still stands.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn same_submission(&mut self, due: &str, key: &str) -> Result<Option<String>> {
        let row = one!(
            (String,),
            self.connection(),
            "SELECT id FROM submissions WHERE due_id = $1 AND key = $2 AND state <> 'withdrawn' ORDER BY version DESC LIMIT 1",
            due.to_owned(),
            key.to_owned()
        );
        Ok(row.map(|(id,)| id))
    }
}

/// The columns a state is made of.
#[derive(sqlx::FromRow)]
struct Columns {
    due_id: String,
    state: String,
    proposal: Option<String>,
    reviewer_id: Option<String>,
    return_until: Option<i64>,
    verdict: Option<String>,
    intended: Option<String>,
    hearing: Option<String>,
    hear_until: Option<i64>,
    draft_verdict: Option<String>,
}

impl Columns {
    fn hearing(&self) -> Option<Hearing> {
        Some(match (self.hearing.as_deref()?, self.hear_until) {
            ("untold", _) => Hearing::Untold,
            ("told", Some(until)) => Hearing::Told { until },
            ("stated", _) => Hearing::Stated,
            ("answered", _) => Hearing::Answered,
            ("waived", _) => Hearing::Waived,
            _ => return None,
        })
    }

    fn state(&self) -> Option<Submission> {
        let proposal = || self.proposal.as_deref().and_then(Proposal::parse);
        let verdict = |word: &Option<String>| word.as_deref().and_then(Verdict::parse);
        let reviewer = || self.reviewer_id.clone();
        Some(match self.state.as_str() {
            "received" => Submission::Received,
            "not_admitted" => Submission::NotAdmitted,
            "admitted" => Submission::Admitted,
            "assessed" => Submission::Assessed { proposal: proposal()? },
            "under_review" => Submission::UnderReview { proposal: proposal()?, reviewer: reviewer()? },
            "intended" => Submission::Intended {
                proposal: proposal()?,
                reviewer: reviewer()?,
                verdict: verdict(&self.intended)?,
                hearing: self.hearing()?,
            },
            "drafted" => Submission::Drafted {
                proposal: proposal()?,
                reviewer: reviewer()?,
                intended: verdict(&self.intended)?,
                verdict: verdict(&self.draft_verdict)?,
                hearing: self.hearing()?,
            },
            "returned" => Submission::Returned { until: self.return_until? },
            "decided" => Submission::Decided { verdict: verdict(&self.verdict)? },
            "superseded" => Submission::Superseded,
            "withdrawn" => Submission::Withdrawn,
            _ => return None,
        })
    }
}

/// The state of a submission, and the due item it serves.
pub(crate) async fn state_of(on: &mut AnyConnection, id: &str) -> Result<Option<(String, Submission)>> {
    let Some(row) = one!(
        Columns,
        on,
        "SELECT due_id, state, proposal, reviewer_id, return_until, verdict, intended, hearing, hear_until, draft_verdict \
         FROM submissions WHERE id = $1",
        id.to_owned()
    ) else {
        return Ok(None);
    };
    match row.state() {
        Some(state) => Ok(Some((row.due_id, state))),
        None => {
            Err(Error::Corrupt(format!("the row of submission {id} does not fit its state {}", row.state)))
        }
    }
}
