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

/// What was typed for an upload, and where it stands.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct DraftRow {
    pub upload_id: String,
    pub platform_id: String,
    /// JSON text of the page's own.
    pub body: String,
    pub version: i64,
    pub changed_by: String,
    pub changed_by_name: Option<String>,
    pub changed_at: i64,
    pub expires_at: i64,
    pub dues: String,
    pub files: i64,
}

/// A submission that holds a file of a digest.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct KnownRow {
    pub sha256: String,
    pub submission_id: String,
    pub platform_id: String,
    pub platform_name: Option<String>,
    pub obligation: String,
    pub period_key: String,
    pub state: String,
    pub received_at: i64,
}

const DRAFT: &str = "SELECT f.upload_id, u.platform_id, f.body, f.version, f.changed_by, n.body AS changed_by_name, f.changed_at, \
     u.expires_at, u.dues, (SELECT COUNT(*) FROM upload_files x WHERE x.upload_id = u.id) AS files \
     FROM drafts f JOIN uploads u ON u.id = f.upload_id LEFT JOIN users p ON p.id = f.changed_by \
     LEFT JOIN contents n ON n.digest = p.name_ref WHERE ($1 = '*' OR f.organisation_id = $1) AND u.expires_at > $2";

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct UploadFileRow {
    pub name: String,
    pub sha256: String,
    pub size: i64,
}

/// What somebody typed for an upload, on its way to be kept.
#[derive(Clone, Copy, Debug)]
pub struct Draft<'a> {
    pub upload: &'a str,
    pub organisation: &'a str,
    pub body: &'a str,
    /// The version the change was made to; 0: there was none.
    pub known: i64,
    pub by: &'a str,
    pub expires: i64,
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
             WHERE user_id = $1 AND ($2 = '*' OR organisation_id = $2) AND expires_at > $3 AND of_upload IS NULL \
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

    /// The files of an upload once more, for due items of another platform. Asked again, the earlier take-over is
    /// replaced. Answers its id, which is `id` unless there was one.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn take_over_upload(
        &self,
        row: &UploadRow,
        of: &str,
        organisation: &str,
        files: &[UploadFileRow],
        at: i64,
    ) -> Result<String> {
        exec!(
            self.writer(),
            "INSERT INTO uploads (id, platform_id, organisation_id, user_id, dues, created_at, expires_at, of_upload) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (of_upload, platform_id) DO UPDATE SET \
             user_id = excluded.user_id, dues = excluded.dues, expires_at = excluded.expires_at",
            row.id.clone(),
            row.platform_id.clone(),
            organisation.to_owned(),
            row.user_id.clone(),
            row.dues.clone(),
            at,
            row.expires_at,
            of.to_owned()
        );
        let (id,) = one!(
            (String,),
            self.writer(),
            "SELECT id FROM uploads WHERE of_upload = $1 AND platform_id = $2",
            of.to_owned(),
            row.platform_id.clone()
        )
        .ok_or(crate::Error::NotFound("upload"))?;
        exec!(self.writer(), "DELETE FROM upload_files WHERE upload_id = $1", id.clone());
        for file in files {
            self.add_upload_file(&id, file, at).await?;
        }
        Ok(id)
    }

    /// Newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn drafts(&self, scope: &Scope, at: i64) -> Result<Vec<DraftRow>> {
        Ok(all!(
            DraftRow,
            self.reader(),
            sqlx::AssertSqlSafe(format!("{DRAFT} ORDER BY f.changed_at DESC, f.upload_id LIMIT 200")),
            scope.key().to_owned(),
            at
        ))
    }

    /// # Errors
    /// When the database cannot be read.
    pub async fn draft(&self, scope: &Scope, upload: &str, at: i64) -> Result<Option<DraftRow>> {
        Ok(one!(
            DraftRow,
            self.reader(),
            sqlx::AssertSqlSafe(format!("{DRAFT} AND f.upload_id = $3")),
            scope.key().to_owned(),
            at,
            upload.to_owned()
        ))
    }

    /// Keeps a draft when nobody changed it since `known` (0: there was none), and with it the upload until `expires`.
    /// Answers whether it was kept.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_draft(&self, draft: &Draft<'_>, at: i64) -> Result<bool> {
        let Draft { upload, organisation, body, known, by, expires } = *draft;
        let done = if known == 0 {
            exec!(
                self.writer(),
                "INSERT INTO drafts (upload_id, organisation_id, body, version, changed_by, changed_at) \
                 VALUES ($1, $2, $3, 1, $4, $5) ON CONFLICT (upload_id) DO NOTHING",
                upload.to_owned(),
                organisation.to_owned(),
                body.to_owned(),
                by.to_owned(),
                at
            )
        } else {
            exec!(
                self.writer(),
                "UPDATE drafts SET body = $1, version = version + 1, changed_by = $2, changed_at = $3 \
                 WHERE upload_id = $4 AND version = $5",
                body.to_owned(),
                by.to_owned(),
                at,
                upload.to_owned(),
                known
            )
        };
        if done.rows_affected() == 0 {
            return Ok(false);
        }
        exec!(
            self.writer(),
            "UPDATE uploads SET expires_at = $1 WHERE id = $2 AND expires_at < $1",
            expires,
            upload.to_owned()
        );
        Ok(true)
    }

    /// # Errors
    /// When the database refuses.
    pub async fn drop_draft(&self, upload: &str) -> Result<()> {
        exec!(self.writer(), "DELETE FROM drafts WHERE upload_id = $1", upload.to_owned());
        Ok(())
    }

    /// Where files of these digests were handed in before, newest first, among what the asker may see.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn known_files(&self, scope: &Scope, digests: &[String]) -> Result<Vec<KnownRow>> {
        let mut rows: Vec<KnownRow> = Vec::new();
        for digest in digests {
            rows.extend(all!(
                KnownRow,
                self.reader(),
                "SELECT f.sha256, s.id AS submission_id, s.platform_id, c.body AS platform_name, s.obligation, d.period_key, s.state, \
                 s.received_at FROM submission_files f JOIN submissions s ON s.id = f.submission_id JOIN dues d ON d.id = s.due_id \
                 JOIN platforms p ON p.id = s.platform_id LEFT JOIN contents c ON c.digest = p.name_ref \
                 WHERE f.sha256 = $2 \
                 AND ($1 = '*' OR EXISTS (SELECT 1 FROM access x WHERE x.platform_id = s.platform_id AND x.organisation_id = $1)) \
                 ORDER BY s.received_at DESC, s.id LIMIT 5",
                scope.key().to_owned(),
                digest.clone()
            ));
        }
        Ok(rows)
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
             UNION SELECT report FROM submissions WHERE report IS NOT NULL \
             UNION SELECT sha256 FROM deviation_files \
             UNION SELECT sha256 FROM history_imports UNION SELECT facts FROM history_imports"
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
        exec!(
            self.writer(),
            "DELETE FROM drafts WHERE upload_id IN (SELECT id FROM uploads WHERE expires_at < $1)",
            at
        );
        exec!(self.writer(), "DELETE FROM uploads WHERE expires_at < $1", at);
        Ok(())
    }
}
