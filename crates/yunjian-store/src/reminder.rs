//! Reminders: who reminded whom of what.

use crate::{Result, Scope, Store};

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ReminderRow {
    pub id: String,
    pub user_id: String,
    pub user_name: Option<String>,
    pub organisation_id: String,
    pub organisation_name: Option<String>,
    pub text: Option<String>,
    pub at: i64,
}

impl Store {
    /// The reminders of one due item, rectification or notice, newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn reminders(&self, scope: &Scope, subject: &str) -> Result<Vec<ReminderRow>> {
        Ok(all!(
            ReminderRow,
            self.reader(),
            "SELECT r.id, r.user_id, un.body AS user_name, r.organisation_id, n.body AS organisation_name, t.body AS text, r.at FROM reminders r \
             LEFT JOIN users u ON u.id = r.user_id LEFT JOIN contents un ON un.digest = u.name_ref \
             LEFT JOIN organisations o ON o.id = r.organisation_id LEFT JOIN contents n ON n.digest = o.name_ref \
             LEFT JOIN contents t ON t.digest = r.text_ref \
             WHERE ($1 = '*' OR EXISTS (SELECT 1 FROM access x WHERE x.platform_id = r.platform_id AND x.organisation_id = $1)) \
             AND r.subject_id = $2 ORDER BY r.id DESC LIMIT 200",
            scope.key().to_owned(),
            subject.to_owned()
        ))
    }
}
