//! Calendar feeds: secret addresses, and what stands in a person's calendar.

use sqlx::AssertSqlSafe;

use crate::session::Caller;
use crate::{Result, Scope, Store};

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct FeedRow {
    pub id: String,
    pub label: String,
    pub language: String,
    pub created_at: i64,
    pub last_used_at: Option<i64>,
}

/// Whose calendar a secret address opens.
#[derive(Clone, Debug)]
pub struct FeedCaller {
    pub feed: String,
    pub language: String,
    pub caller: Caller,
}

/// One term in a calendar.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct EntryRow {
    pub id: String,
    pub platform_id: String,
    pub platform_name: Option<String>,
    pub zone: String,
    pub obligation: Option<String>,
    pub period_key: Option<String>,
    /// What the term runs from.
    pub start_at: i64,
    pub end_at: i64,
}

/// Terms of one kind in one calendar at most; the nearest come first.
const MOST: i64 = 2000;

const HEAD: &str = "p.id AS platform_id, pn.body AS platform_name, p.zone";
const PLATFORM: &str = "LEFT JOIN contents pn ON pn.digest = p.name_ref";
const SEEN: &str = "EXISTS (SELECT 1 FROM access x WHERE x.platform_id = p.id AND x.organisation_id = $1 AND x.role IN ('supervisor', 'provider', 'assessor'))";

impl Store {
    /// # Errors
    /// When the database refuses.
    pub async fn add_feed(&self, row: &FeedRow, digest: &str, user: &str) -> Result<()> {
        exec!(
            self.writer(),
            "INSERT INTO calendar_feeds (id, digest, user_id, label, language, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
            row.id.clone(),
            digest.to_owned(),
            user.to_owned(),
            row.label.clone(),
            row.language.clone(),
            row.created_at
        );
        Ok(())
    }

    /// A person's own feeds; the scope is the person.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn feeds(&self, _scope: &Scope, user: &str) -> Result<Vec<FeedRow>> {
        Ok(all!(
            FeedRow,
            self.reader(),
            "SELECT id, label, language, created_at, last_used_at FROM calendar_feeds WHERE user_id = $1 ORDER BY id",
            user.to_owned()
        ))
    }

    /// Answers whether the person had such a feed.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn remove_feed(&self, user: &str, feed: &str) -> Result<bool> {
        let done = exec!(
            self.writer(),
            "DELETE FROM calendar_feeds WHERE id = $1 AND user_id = $2",
            feed.to_owned(),
            user.to_owned()
        );
        Ok(done.rows_affected() > 0)
    }

    /// Whose calendar it is. Notes the use, at most once in ten minutes.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn feed(&self, digest: &str, at: i64) -> Result<Option<FeedCaller>> {
        let row = one!(
            (String, String, Option<i64>, String, String, String),
            self.reader(),
            "SELECT f.id, f.language, f.last_used_at, u.id, u.organisation_id, u.role FROM calendar_feeds f \
             JOIN users u ON u.id = f.user_id WHERE f.digest = $1 AND u.disabled = 0",
            digest.to_owned()
        );
        let Some((feed, language, used, user_id, organisation_id, role)) = row else { return Ok(None) };
        if used.unwrap_or(0) < at - 600_000 {
            exec!(
                self.writer(),
                "UPDATE calendar_feeds SET last_used_at = $1 WHERE id = $2",
                at,
                feed.clone()
            );
        }
        Ok(Some(FeedCaller {
            feed,
            language,
            caller: Caller { user_id, organisation_id, role, token_id: None },
        }))
    }

    async fn entries(&self, scope: &Scope, sql: String, from: i64) -> Result<Vec<EntryRow>> {
        Ok(all!(EntryRow, self.reader(), AssertSqlSafe(sql), scope.key().to_owned(), from, MOST))
    }

    /// What the organisation owes, by when.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn owed_entries(&self, scope: &Scope, from: i64) -> Result<Vec<EntryRow>> {
        let sql = format!(
            "SELECT d.id, {HEAD}, d.obligation, d.period_key, d.start_at, d.waits_until AS end_at FROM dues d \
             JOIN platforms p ON p.id = d.platform_id {PLATFORM} WHERE d.waits_until >= $2 \
             AND EXISTS (SELECT 1 FROM access x WHERE x.platform_id = p.id AND x.organisation_id = $1 AND x.role = d.party) \
             ORDER BY d.waits_until, d.id LIMIT $3"
        );
        self.entries(scope, sql, from).await
    }

    /// Rectifications that are not closed.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn rectification_entries(&self, scope: &Scope, from: i64) -> Result<Vec<EntryRow>> {
        let sql = format!(
            "SELECT r.id, {HEAD}, r.obligation, d.period_key, r.ordered_at AS start_at, r.deadline AS end_at \
             FROM rectifications r JOIN submissions s ON s.id = r.submission_id JOIN dues d ON d.id = s.due_id \
             JOIN platforms p ON p.id = r.platform_id {PLATFORM} WHERE r.state <> 'closed' AND r.deadline >= $2 AND {SEEN} \
             ORDER BY r.deadline, r.id LIMIT $3"
        );
        self.entries(scope, sql, from).await
    }

    /// Hearings that run.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn statement_entries(&self, scope: &Scope, from: i64) -> Result<Vec<EntryRow>> {
        let sql = format!(
            "SELECT s.id, {HEAD}, s.obligation, d.period_key, s.received_at AS start_at, s.hear_until AS end_at \
             FROM submissions s JOIN dues d ON d.id = s.due_id JOIN platforms p ON p.id = s.platform_id {PLATFORM} \
             WHERE s.state = 'intended' AND s.hearing = 'told' AND s.hear_until >= $2 AND {SEEN} \
             ORDER BY s.hear_until, s.id LIMIT $3"
        );
        self.entries(scope, sql, from).await
    }

    /// Submissions somebody reviews, or nobody yet; their end is when they were received, the term is the caller's to add.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn review_entries(&self, scope: &Scope, user: &str, from: i64) -> Result<Vec<EntryRow>> {
        let sql = format!(
            "SELECT s.id, {HEAD}, s.obligation, d.period_key, s.received_at AS start_at, s.received_at AS end_at \
             FROM submissions s JOIN dues d ON d.id = s.due_id JOIN platforms p ON p.id = s.platform_id {PLATFORM} \
             WHERE (s.state = 'assessed' OR (s.state = 'under_review' AND s.reviewer_id = $4)) AND s.received_at >= $2 \
             AND EXISTS (SELECT 1 FROM access x WHERE x.platform_id = p.id AND x.organisation_id = $1 AND x.role = 'supervisor') \
             ORDER BY s.received_at, s.id LIMIT $3"
        );
        Ok(all!(
            EntryRow,
            self.reader(),
            AssertSqlSafe(sql),
            scope.key().to_owned(),
            from,
            MOST,
            user.to_owned()
        ))
    }
}
