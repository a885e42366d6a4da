//! Organisations and people, as the caller may see them.

use yunjian_domain::act::ContentRef;

use crate::{Cursor, Listed, Result, Scope, Store, Tx};

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct OrganisationRow {
    pub id: String,
    pub name: Option<String>,
    pub role: String,
    pub created_at: i64,
}

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct UserRow {
    pub id: String,
    pub login: Option<String>,
    pub name: Option<String>,
    pub role: String,
    pub organisation_id: String,
    pub organisation_name: Option<String>,
    pub organisation_role: String,
    pub disabled: i64,
    pub created_at: i64,
}

/// An organisation sees itself, those it entered, and those it shares a platform with.
macro_rules! visible_organisation {
    () => {
        "($1 = '*' OR o.id = $1 OR o.created_by = $1 OR EXISTS (SELECT 1 FROM access mine \
         JOIN access theirs ON theirs.platform_id = mine.platform_id \
         WHERE mine.organisation_id = $1 AND theirs.organisation_id = o.id))"
    };
}

impl Store {
    /// # Errors
    /// When the database cannot be read.
    pub async fn organisations(&self, scope: &Scope, cursor: &Cursor) -> Result<Listed<OrganisationRow>> {
        let rows = all!(
            OrganisationRow,
            self.reader(),
            concat!(
                "SELECT o.id, c.body AS name, o.role, o.created_at FROM organisations o \
                 LEFT JOIN contents c ON c.digest = o.name_ref WHERE ",
                visible_organisation!(),
                " AND o.id > $2 ORDER BY o.id LIMIT $3"
            ),
            scope.key().to_owned(),
            cursor.id(),
            cursor.limit + 1
        );
        Ok(Listed::cut(rows, cursor.limit, |row| row.id.clone()))
    }

    /// # Errors
    /// When the database cannot be read.
    pub async fn organisation(&self, scope: &Scope, id: &str) -> Result<Option<OrganisationRow>> {
        Ok(one!(
            OrganisationRow,
            self.reader(),
            concat!(
                "SELECT o.id, c.body AS name, o.role, o.created_at FROM organisations o \
                 LEFT JOIN contents c ON c.digest = o.name_ref WHERE ",
                visible_organisation!(),
                " AND o.id = $2"
            ),
            scope.key().to_owned(),
            id.to_owned()
        ))
    }

    /// People of the caller's organisation and of those it entered; nobody else's (every account visible to
    /// everyone is a defect elsewhere).
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn users(&self, scope: &Scope, cursor: &Cursor) -> Result<Listed<UserRow>> {
        let rows = all!(
            UserRow,
            self.reader(),
            "SELECT u.id, l.body AS login, n.body AS name, u.role, u.organisation_id, c.body AS organisation_name, \
             o.role AS organisation_role, u.disabled, u.created_at \
             FROM users u JOIN organisations o ON o.id = u.organisation_id \
             LEFT JOIN contents l ON l.digest = u.login_ref LEFT JOIN contents n ON n.digest = u.name_ref \
             LEFT JOIN contents c ON c.digest = o.name_ref \
             WHERE ($1 = '*' OR o.id = $1 OR o.created_by = $1) AND u.id > $2 ORDER BY u.id LIMIT $3",
            scope.key().to_owned(),
            cursor.id(),
            cursor.limit + 1
        );
        Ok(Listed::cut(rows, cursor.limit, |row| row.id.clone()))
    }

    /// # Errors
    /// When the database cannot be read.
    pub async fn user(&self, scope: &Scope, id: &str) -> Result<Option<UserRow>> {
        Ok(one!(
            UserRow,
            self.reader(),
            "SELECT u.id, l.body AS login, n.body AS name, u.role, u.organisation_id, c.body AS organisation_name, \
             o.role AS organisation_role, u.disabled, u.created_at \
             FROM users u JOIN organisations o ON o.id = u.organisation_id \
             LEFT JOIN contents l ON l.digest = u.login_ref LEFT JOIN contents n ON n.digest = u.name_ref \
             LEFT JOIN contents c ON c.digest = o.name_ref \
             WHERE ($1 = '*' OR o.id = $1 OR o.created_by = $1) AND u.id = $2",
            scope.key().to_owned(),
            id.to_owned()
        ))
    }

    /// Whether anybody was ever entered: a server without people waits for its bootstrap.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn has_users(&self) -> Result<bool> {
        Ok(one!((i64,), self.reader(), "SELECT COUNT(*) FROM users").is_some_and(|(n,)| n > 0))
    }
}

impl Tx {
    /// Whether anybody was ever entered, seen from within the door, so that two bootstraps cannot both win.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn has_users(&mut self) -> Result<bool> {
        Ok(one!((i64,), self.connection(), "SELECT COUNT(*) FROM users").is_some_and(|(n,)| n > 0))
    }

    /// # Errors
    /// When the login is taken, or the database refuses.
    pub async fn set_credentials(&mut self, user: &str, login: &str, hash: &str) -> Result<()> {
        exec!(
            self.connection(),
            "INSERT INTO credentials (user_id, login, hash) VALUES ($1, $2, $3)",
            user.to_owned(),
            login.to_owned(),
            hash.to_owned()
        );
        Ok(())
    }

    /// Whether a person's access was taken away.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn disabled(&mut self, user: &str) -> Result<bool> {
        let row =
            one!((i64,), self.connection(), "SELECT disabled FROM users WHERE id = $1", user.to_owned());
        Ok(row.is_some_and(|(disabled,)| disabled == 1))
    }

    /// A person's name and login, as far as they were not erased.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn user_contents(&mut self, user: &str) -> Result<Vec<ContentRef>> {
        let rows = all!(
            (String,),
            self.connection(),
            "SELECT c.digest FROM contents c JOIN users u ON u.login_ref = c.digest OR u.name_ref = c.digest \
             WHERE u.id = $1 AND c.erased = 0 ORDER BY c.digest",
            user.to_owned()
        );
        Ok(rows.into_iter().map(|(digest,)| ContentRef(digest)).collect())
    }

    /// An organisation's name, if it was not erased.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn organisation_contents(&mut self, organisation: &str) -> Result<Vec<ContentRef>> {
        let rows = all!(
            (String,),
            self.connection(),
            "SELECT c.digest FROM contents c JOIN organisations o ON o.name_ref = c.digest WHERE o.id = $1 AND c.erased = 0",
            organisation.to_owned()
        );
        Ok(rows.into_iter().map(|(digest,)| ContentRef(digest)).collect())
    }

    /// Takes away what a person signed in with and what was kept for them alone: login and password, sessions, tokens,
    /// calendars, messages.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn forget_credentials(&mut self, user: &str) -> Result<()> {
        exec!(
            self.connection(),
            "DELETE FROM sign_in_failures WHERE login IN (SELECT login FROM credentials WHERE user_id = $1)",
            user.to_owned()
        );
        exec!(self.connection(), "DELETE FROM credentials WHERE user_id = $1", user.to_owned());
        exec!(self.connection(), "DELETE FROM sessions WHERE user_id = $1", user.to_owned());
        exec!(self.connection(), "DELETE FROM tokens WHERE user_id = $1", user.to_owned());
        exec!(self.connection(), "DELETE FROM calendar_feeds WHERE user_id = $1", user.to_owned());
        exec!(self.connection(), "DELETE FROM message_preferences WHERE user_id = $1", user.to_owned());
        exec!(self.connection(), "DELETE FROM messages WHERE user_id = $1", user.to_owned());
        Ok(())
    }
}
