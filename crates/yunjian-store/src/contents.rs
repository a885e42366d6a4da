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
}
