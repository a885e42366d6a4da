//! Contents: names and free text, kept apart from the record so that they can be erased.
//!
//! An act refers to a content by the SHA-256 of a random salt and the text. Without the salt nobody can guess
//! a short text from its reference; with text and salt gone, the reference proves nothing but that it was.

use sha2::{Digest as _, Sha256};
use yunjian_domain::act::ContentRef;

use crate::{Result, Scope, Store};

/// The reference of a text under a salt.
pub fn reference(salt: &[u8; 16], text: &str) -> ContentRef {
    let mut hash = Sha256::new();
    hash.update(b"yunjian.content.v1\0");
    hash.update(salt);
    hash.update(text.as_bytes());
    ContentRef(hex::encode(hash.finalize()))
}

impl Store {
    /// A content's text; `None` when it was erased or never was.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn content(&self, _scope: &Scope, content: &str) -> Result<Option<String>> {
        let row = one!(
            (Option<String>,),
            self.reader(),
            "SELECT body FROM contents WHERE digest = $1",
            content.to_owned()
        );
        Ok(row.and_then(|(body,)| body))
    }

    /// The platform of the act that refers to a content, if the scope may see it and it was not erased yet.
    /// Names of organisations and people belong to no platform and are not found here.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn content_platform(&self, scope: &Scope, content: &str) -> Result<Option<String>> {
        if content.len() != 64 || !content.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Ok(None);
        }
        let row = one!(
            (String,),
            self.reader(),
            "SELECT a.platform_id FROM acts a JOIN contents c ON c.digest = $2 AND c.erased = 0 \
             WHERE a.platform_id IS NOT NULL AND a.body LIKE $3 \
             AND ($1 = '*' OR EXISTS (SELECT 1 FROM access x WHERE x.platform_id = a.platform_id AND x.organisation_id = $1)) LIMIT 1",
            scope.key().to_owned(),
            content.to_owned(),
            format!("%\"{content}\"%")
        );
        Ok(row.map(|(platform,)| platform))
    }
}
