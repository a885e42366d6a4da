//! Jobs: a table with lease, attempt, back-off, dead letter and a key against doubles.

use crate::{Result, Store};

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct JobRow {
    pub id: String,
    pub kind: String,
    pub subject: String,
    pub attempt: i64,
}

impl Store {
    /// Leases the next job that is ready, if there is one.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn lease_job(&self, at: i64, lease_ms: i64) -> Result<Option<JobRow>> {
        let ready = one!(
            (i64,),
            self.reader(),
            "SELECT COUNT(*) FROM jobs WHERE dead = 0 AND run_at <= $1 AND leased_until <= $2",
            at,
            at
        );
        if ready.is_none_or(|(n,)| n == 0) {
            return Ok(None);
        }
        Ok(one!(
            JobRow,
            self.writer(),
            "UPDATE jobs SET leased_until = $1, attempt = attempt + 1 WHERE id = ( \
             SELECT id FROM jobs WHERE dead = 0 AND run_at <= $2 AND leased_until <= $3 ORDER BY run_at, id LIMIT 1) \
             AND leased_until <= $4 RETURNING id, kind, subject, attempt",
            at + lease_ms,
            at,
            at,
            at
        ))
    }

    /// # Errors
    /// When the database refuses.
    pub async fn finish_job(&self, id: &str) -> Result<()> {
        exec!(self.writer(), "DELETE FROM jobs WHERE id = $1", id.to_owned());
        Ok(())
    }

    /// Puts a failed job back with a delay, or among the dead after `most` attempts.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn fail_job(&self, job: &JobRow, error: &str, run_at: i64, most: i64) -> Result<()> {
        exec!(
            self.writer(),
            "UPDATE jobs SET leased_until = 0, run_at = $1, error = $2, dead = $3 WHERE id = $4",
            run_at,
            error.to_owned(),
            i64::from(job.attempt >= most),
            job.id.clone()
        );
        Ok(())
    }

    /// Jobs that wait or run, and jobs that are dead.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn job_counts(&self) -> Result<(i64, i64)> {
        let row = one!(
            (i64, i64),
            self.reader(),
            "SELECT COUNT(*) - COALESCE(CAST(SUM(dead) AS BIGINT), 0), COALESCE(CAST(SUM(dead) AS BIGINT), 0) FROM jobs"
        );
        Ok(row.unwrap_or((0, 0)))
    }

    /// How often a job was tried, and whether it was given up; `None` when there is no such job.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn job_attempts(&self, key: &str) -> Result<Option<(i64, i64)>> {
        Ok(one!((i64, i64), self.reader(), "SELECT attempt, dead FROM jobs WHERE key = $1", key.to_owned()))
    }

    /// After a restart nobody holds a lease any more.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn release_leases(&self) -> Result<()> {
        exec!(self.writer(), "UPDATE jobs SET leased_until = 0 WHERE leased_until > 0 AND dead = 0");
        Ok(())
    }
}
