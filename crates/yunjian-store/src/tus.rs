//! Files that arrive in pieces: how many bytes of each are on the disk for certain. Operational.

use crate::upload::UploadFileRow;
use crate::{Result, Scope, Store};

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct TusRow {
    pub id: String,
    pub upload_id: String,
    pub name: String,
    pub size: i64,
    pub received_bytes: i64,
    pub fingerprint: Option<String>,
    pub sha256: Option<String>,
    pub done: i64,
    /// When the upload it belongs to expires.
    pub expires_at: i64,
}

impl Store {
    /// # Errors
    /// When the database refuses.
    pub async fn open_tus(&self, row: &TusRow, at: i64) -> Result<()> {
        exec!(
            self.writer(),
            "INSERT INTO tus_files (id, upload_id, name, size, received_bytes, fingerprint, sha256, done, created_at, changed_at) \
             VALUES ($1, $2, $3, $4, 0, $5, NULL, 0, $6, $7)",
            row.id.clone(),
            row.upload_id.clone(),
            row.name.clone(),
            row.size,
            row.fingerprint.clone(),
            at,
            at
        );
        Ok(())
    }

    /// A file on its way into an upload of the caller's organisation that has not expired.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn tus_file(&self, scope: &Scope, upload: &str, id: &str, at: i64) -> Result<Option<TusRow>> {
        Ok(one!(
            TusRow,
            self.reader(),
            "SELECT t.id, t.upload_id, t.name, t.size, t.received_bytes, t.fingerprint, t.sha256, t.done, u.expires_at \
             FROM tus_files t JOIN uploads u ON u.id = t.upload_id \
             WHERE t.id = $1 AND t.upload_id = $2 AND ($3 = '*' OR u.organisation_id = $3) AND u.expires_at > $4",
            id.to_owned(),
            upload.to_owned(),
            scope.key().to_owned(),
            at
        ))
    }

    /// Files of an upload that have not arrived whole.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn unfinished_tus(&self, scope: &Scope, upload: &str) -> Result<Vec<TusRow>> {
        Ok(all!(
            TusRow,
            self.reader(),
            "SELECT t.id, t.upload_id, t.name, t.size, t.received_bytes, t.fingerprint, t.sha256, t.done, u.expires_at \
             FROM tus_files t JOIN uploads u ON u.id = t.upload_id \
             WHERE t.upload_id = $1 AND t.done = 0 AND ($2 = '*' OR u.organisation_id = $2) ORDER BY t.id",
            upload.to_owned(),
            scope.key().to_owned()
        ))
    }

    /// Notes how many bytes are on the disk. Only after they are.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn tus_received(&self, id: &str, bytes: i64, at: i64) -> Result<()> {
        exec!(
            self.writer(),
            "UPDATE tus_files SET received_bytes = $1, changed_at = $2 WHERE id = $3",
            bytes,
            at,
            id.to_owned()
        );
        Ok(())
    }

    /// Notes the digest of a file that has arrived whole, before it is moved to its place.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn tus_digest(&self, id: &str, sha256: &str) -> Result<()> {
        exec!(
            self.writer(),
            "UPDATE tus_files SET sha256 = $1 WHERE id = $2",
            sha256.to_owned(),
            id.to_owned()
        );
        Ok(())
    }

    /// A file that has arrived whole becomes a file of its upload.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn tus_done(&self, id: &str, upload: &str, file: &UploadFileRow, at: i64) -> Result<()> {
        self.add_upload_file(upload, file, at).await?;
        exec!(
            self.writer(),
            "UPDATE tus_files SET done = 1, changed_at = $1 WHERE id = $2",
            at,
            id.to_owned()
        );
        Ok(())
    }

    /// # Errors
    /// When the database refuses.
    pub async fn remove_tus(&self, id: &str) -> Result<()> {
        exec!(self.writer(), "DELETE FROM tus_files WHERE id = $1", id.to_owned());
        Ok(())
    }

    /// Ids of all files on their way in; a partial file of another name belongs to nobody any more.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn tus_ids(&self, _scope: &Scope) -> Result<std::collections::HashSet<String>> {
        let rows = all!((String,), self.reader(), "SELECT id FROM tus_files WHERE done = 0");
        Ok(rows.into_iter().map(|(id,)| id).collect())
    }

    /// Bytes that an organisation holds in uploads that are open: files of them that no submission has, and the whole
    /// stated size of those on their way.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn open_bytes(&self, _scope: &Scope, organisation: &str, at: i64) -> Result<i64> {
        let row = one!(
            (i64, i64),
            self.reader(),
            "SELECT \
             (SELECT CAST(COALESCE(SUM(f.size), 0) AS BIGINT) FROM upload_files f JOIN uploads u ON u.id = f.upload_id \
              WHERE u.organisation_id = $1 AND u.expires_at > $2 \
              AND NOT EXISTS (SELECT 1 FROM submission_files s WHERE s.sha256 = f.sha256)), \
             (SELECT CAST(COALESCE(SUM(t.size), 0) AS BIGINT) FROM tus_files t JOIN uploads u ON u.id = t.upload_id \
              WHERE u.organisation_id = $3 AND u.expires_at > $4 AND t.done = 0)",
            organisation.to_owned(),
            at,
            organisation.to_owned(),
            at
        );
        Ok(row.map_or(0, |(kept, coming)| kept + coming))
    }
}
