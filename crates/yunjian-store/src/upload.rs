//! Uploads: files on their way in; operational until a submission takes them.

use crate::{Result, Scope, Store};

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct UploadRow {
    pub id: String,
    pub platform_id: String,
    pub user_id: String,
    /// Due item ids, separated by commas.
    pub dues: String,
    pub expires_at: i64,
}

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct UploadFileRow {
    pub name: String,
    pub sha256: String,
    pub size: i64,
}

impl Store {
    /// # Errors
    /// When the database refuses.
    pub async fn open_upload(&self, row: &UploadRow, organisation: &str, at: i64) -> Result<()> {
        exec!(
            self.writer(),
            "INSERT INTO uploads (id, platform_id, organisation_id, user_id, dues, created_at, expires_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            row.id.clone(),
            row.platform_id.clone(),
            organisation.to_owned(),
            row.user_id.clone(),
            row.dues.clone(),
            at,
            row.expires_at
        );
        Ok(())
    }

    /// An upload of the caller's organisation that has not expired.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn upload(&self, scope: &Scope, id: &str, at: i64) -> Result<Option<UploadRow>> {
        Ok(one!(
            UploadRow,
            self.reader(),
            "SELECT id, platform_id, user_id, dues, expires_at FROM uploads \
             WHERE id = $1 AND ($2 = '*' OR organisation_id = $2) AND expires_at > $3",
            id.to_owned(),
            scope.key().to_owned(),
            at
        ))
    }

    /// Uploads that the caller opened and that have not expired, newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn open_uploads(&self, scope: &Scope, user: &str, at: i64) -> Result<Vec<UploadRow>> {
        Ok(all!(
            UploadRow,
            self.reader(),
            "SELECT id, platform_id, user_id, dues, expires_at FROM uploads u \
             WHERE user_id = $1 AND ($2 = '*' OR organisation_id = $2) AND expires_at > $3 \
             AND (EXISTS (SELECT 1 FROM tus_files t WHERE t.upload_id = u.id AND t.done = 0) \
                  OR EXISTS (SELECT 1 FROM upload_files f WHERE f.upload_id = u.id \
                             AND NOT EXISTS (SELECT 1 FROM submission_files s WHERE s.sha256 = f.sha256))) \
             ORDER BY created_at DESC, id DESC LIMIT 50",
            user.to_owned(),
            scope.key().to_owned(),
            at
        ))
    }

    /// # Errors
    /// When the database cannot be read.
    pub async fn upload_files(&self, _scope: &Scope, upload: &str) -> Result<Vec<UploadFileRow>> {
        Ok(all!(
            UploadFileRow,
            self.reader(),
            "SELECT name, sha256, size FROM upload_files WHERE upload_id = $1 ORDER BY name",
            upload.to_owned()
        ))
    }

    /// A file of the same name replaces the earlier one.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_upload_file(&self, upload: &str, file: &UploadFileRow, at: i64) -> Result<()> {
        exec!(
            self.writer(),
            "INSERT INTO upload_files (upload_id, name, sha256, size, at) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (upload_id, name) DO UPDATE SET sha256 = excluded.sha256, size = excluded.size, at = excluded.at",
            upload.to_owned(),
            file.name.clone(),
            file.sha256.clone(),
            file.size,
            at
        );
        Ok(())
    }

    /// # Errors
    /// When the database refuses.
    pub async fn remove_upload_file(&self, upload: &str, name: &str) -> Result<bool> {
        let done = exec!(
            self.writer(),
            "DELETE FROM upload_files WHERE upload_id = $1 AND name = $2",
            upload.to_owned(),
            name.to_owned()
        );
        Ok(done.rows_affected() > 0)
    }

    /// Digests that the record or an open upload refers to; every other blob is an orphan.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn referenced_blobs(&self, _scope: &Scope) -> Result<std::collections::HashSet<String>> {
        let rows = all!(
            (String,),
            self.reader(),
            "SELECT sha256 FROM upload_files UNION SELECT sha256 FROM submission_files \
             UNION SELECT facts FROM submission_files WHERE facts IS NOT NULL \
             UNION SELECT summary FROM submission_files WHERE summary IS NOT NULL \
             UNION SELECT assessment FROM submissions WHERE assessment IS NOT NULL \
             UNION SELECT report FROM submissions WHERE report IS NOT NULL"
        );
        Ok(rows.into_iter().map(|(digest,)| digest).collect())
    }

    /// # Errors
    /// When the database refuses.
    pub async fn expire_uploads(&self, at: i64) -> Result<()> {
        exec!(
            self.writer(),
            "DELETE FROM upload_files WHERE upload_id IN (SELECT id FROM uploads WHERE expires_at < $1)",
            at
        );
        exec!(
            self.writer(),
            "DELETE FROM tus_files WHERE upload_id IN (SELECT id FROM uploads WHERE expires_at < $1)",
            at
        );
        exec!(self.writer(), "DELETE FROM uploads WHERE expires_at < $1", at);
        Ok(())
    }
}
