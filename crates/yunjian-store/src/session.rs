//! Credentials, sessions and tokens: operational, never part of the record.

use crate::{Result, Scope, Store};

/// Who a session or token belongs to.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Caller {
    pub user_id: String,
    pub organisation_id: String,
    pub role: String,
    /// Null for a session of the browser.
    pub token_id: Option<String>,
}

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Credentials {
    pub user_id: String,
    pub hash: String,
    pub disabled: i64,
}

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct TokenRow {
    pub id: String,
    pub label: String,
    pub created_at: i64,
    pub expires_at: i64,
    pub last_used_at: Option<i64>,
}

impl Store {
    /// # Errors
    /// When the database cannot be read.
    pub async fn credentials(&self, login: &str) -> Result<Option<Credentials>> {
        Ok(one!(
            Credentials,
            self.reader(),
            "SELECT c.user_id, c.hash, u.disabled FROM credentials c JOIN users u ON u.id = c.user_id WHERE c.login = $1",
            login.to_owned()
        ))
    }

    /// Sets a new password hash; answers whether there is such a login.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn reset_password(&self, login: &str, hash: &str) -> Result<bool> {
        let done = exec!(
            self.writer(),
            "UPDATE credentials SET hash = $1 WHERE login = $2",
            hash.to_owned(),
            login.to_owned()
        );
        // Whoever knew the old password is signed out, and so is every machine that was given a token by it.
        exec!(
            self.writer(),
            "DELETE FROM sessions WHERE user_id IN (SELECT user_id FROM credentials WHERE login = $1)",
            login.to_owned()
        );
        exec!(
            self.writer(),
            "DELETE FROM tokens WHERE user_id IN (SELECT user_id FROM credentials WHERE login = $1)",
            login.to_owned()
        );
        exec!(
            self.writer(),
            "DELETE FROM calendar_feeds WHERE user_id IN (SELECT user_id FROM credentials WHERE login = $1)",
            login.to_owned()
        );
        Ok(done.rows_affected() > 0)
    }

    /// # Errors
    /// When the database refuses.
    pub async fn open_session(&self, digest: &str, user: &str, at: i64, until: i64) -> Result<()> {
        exec!(
            self.writer(),
            "INSERT INTO sessions (digest, user_id, created_at, expires_at) VALUES ($1, $2, $3, $4)",
            digest.to_owned(),
            user.to_owned(),
            at,
            until
        );
        exec!(self.writer(), "DELETE FROM sessions WHERE expires_at < $1", at);
        Ok(())
    }

    /// # Errors
    /// When the database refuses.
    pub async fn close_session(&self, digest: &str) -> Result<()> {
        exec!(self.writer(), "DELETE FROM sessions WHERE digest = $1", digest.to_owned());
        Ok(())
    }

    /// # Errors
    /// When the database cannot be read.
    pub async fn session(&self, digest: &str, at: i64) -> Result<Option<Caller>> {
        Ok(one!(
            Caller,
            self.reader(),
            "SELECT u.id AS user_id, u.organisation_id, u.role, CAST(NULL AS TEXT) AS token_id FROM sessions s \
             JOIN users u ON u.id = s.user_id WHERE s.digest = $1 AND s.expires_at > $2 AND u.disabled = 0",
            digest.to_owned(),
            at
        ))
    }

    /// # Errors
    /// When the database cannot be read.
    pub async fn token(&self, digest: &str, at: i64) -> Result<Option<Caller>> {
        let caller = one!(
            Caller,
            self.reader(),
            "SELECT u.id AS user_id, u.organisation_id, u.role, t.id AS token_id FROM tokens t \
             JOIN users u ON u.id = t.user_id WHERE t.digest = $1 AND t.expires_at > $2 AND u.disabled = 0",
            digest.to_owned(),
            at
        );
        Ok(caller)
    }

    /// Notes a token's use, at most once in ten minutes, so that reading does not become writing.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn touch_token(&self, token: &str, at: i64) -> Result<()> {
        let stale = one!(
            (i64,),
            self.reader(),
            "SELECT COUNT(*) FROM tokens WHERE id = $1 AND COALESCE(last_used_at, 0) < $2",
            token.to_owned(),
            at - 600_000
        );
        if stale.is_some_and(|(n,)| n > 0) {
            exec!(self.writer(), "UPDATE tokens SET last_used_at = $1 WHERE id = $2", at, token.to_owned());
        }
        Ok(())
    }

    /// # Errors
    /// When the database refuses.
    pub async fn add_token(
        &self,
        id: &str,
        digest: &str,
        user: &str,
        label: &str,
        at: i64,
        until: i64,
    ) -> Result<()> {
        exec!(
            self.writer(),
            "INSERT INTO tokens (id, digest, user_id, label, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)",
            id.to_owned(),
            digest.to_owned(),
            user.to_owned(),
            label.to_owned(),
            at,
            until
        );
        Ok(())
    }

    /// A person's own tokens; the scope is the person.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn tokens(&self, _scope: &Scope, user: &str) -> Result<Vec<TokenRow>> {
        Ok(all!(
            TokenRow,
            self.reader(),
            "SELECT id, label, created_at, expires_at, last_used_at FROM tokens WHERE user_id = $1 ORDER BY id",
            user.to_owned()
        ))
    }

    /// Answers whether the person had such a token.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn remove_token(&self, user: &str, token: &str) -> Result<bool> {
        let done = exec!(
            self.writer(),
            "DELETE FROM tokens WHERE id = $1 AND user_id = $2",
            token.to_owned(),
            user.to_owned()
        );
        Ok(done.rows_affected() > 0)
    }

    /// How often signing in as `login` failed since a moment.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn sign_in_failures(&self, login: &str, since: i64) -> Result<i64> {
        let row = one!(
            (i64,),
            self.reader(),
            "SELECT COUNT(*) FROM sign_in_failures WHERE login = $1 AND at > $2",
            login.to_owned(),
            since
        );
        Ok(row.map_or(0, |(n,)| n))
    }

    /// # Errors
    /// When the database refuses.
    pub async fn note_sign_in_failure(&self, login: &str, at: i64) -> Result<()> {
        exec!(self.writer(), "DELETE FROM sign_in_failures WHERE at < $1", at - 86_400_000);
        exec!(
            self.writer(),
            "INSERT INTO sign_in_failures (login, at) VALUES ($1, $2)",
            login.to_owned(),
            at
        );
        Ok(())
    }

    /// # Errors
    /// When the database cannot be read.
    pub async fn setting(&self, name: &str) -> Result<Option<String>> {
        let row =
            one!((String,), self.reader(), "SELECT value FROM settings WHERE name = $1", name.to_owned());
        Ok(row.map(|(value,)| value))
    }

    /// # Errors
    /// When the database refuses.
    pub async fn set_setting(&self, name: &str, value: Option<&str>) -> Result<()> {
        match value {
            Some(value) => exec!(
                self.writer(),
                "INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                name.to_owned(),
                value.to_owned()
            ),
            None => exec!(self.writer(), "DELETE FROM settings WHERE name = $1", name.to_owned()),
        };
        Ok(())
    }
}
