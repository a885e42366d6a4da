//! How far the reading of a submission's files has got. Operational: what it says is gone once the act is recorded.

use crate::{Result, Scope, Store};

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ReadingRow {
    pub sha256: String,
    pub size: i64,
    pub passed_bytes: i64,
    pub records: i64,
    /// How it ended; null while it is read.
    pub answer: Option<String>,
    pub began_at: i64,
    pub changed_at: i64,
}

impl Store {
    /// What was read of a submission that the caller may see.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn readings(&self, scope: &Scope, submission: &str) -> Result<Vec<ReadingRow>> {
        Ok(all!(
            ReadingRow,
            self.reader(),
            "SELECT r.sha256, r.size, r.passed_bytes, r.records, r.answer, r.began_at, r.changed_at \
             FROM readings r JOIN submissions s ON s.id = r.submission_id \
             WHERE r.submission_id = $1 AND ($2 = '*' OR EXISTS (SELECT 1 FROM access a \
             WHERE a.platform_id = s.platform_id AND a.organisation_id = $2))",
            submission.to_owned(),
            scope.key().to_owned()
        ))
    }

    /// Notes how far a file was read.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn note_reading(&self, submission: &str, row: &ReadingRow) -> Result<()> {
        exec!(
            self.writer(),
            "INSERT INTO readings (submission_id, sha256, size, passed_bytes, records, answer, began_at, changed_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
             ON CONFLICT (submission_id, sha256) DO UPDATE SET passed_bytes = excluded.passed_bytes, \
             records = excluded.records, answer = excluded.answer, began_at = excluded.began_at, changed_at = excluded.changed_at",
            submission.to_owned(),
            row.sha256.clone(),
            row.size,
            row.passed_bytes,
            row.records,
            row.answer.clone(),
            row.began_at,
            row.changed_at
        );
        Ok(())
    }

    /// Forgets what was read once the record says it.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn forget_readings(&self, submission: &str) -> Result<()> {
        exec!(self.writer(), "DELETE FROM readings WHERE submission_id = $1", submission.to_owned());
        Ok(())
    }
}
