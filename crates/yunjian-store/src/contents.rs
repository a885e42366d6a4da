//! Contents: names and free text, kept apart from the record so that they can be erased.
//!
//! An act refers to a content by the SHA-256 of a random salt and the text. Without the salt nobody can guess
//! a short text from its reference; with text and salt gone, the reference proves nothing but that it was.

use sha2::{Digest as _, Sha256};
use yunjian_domain::act::ContentRef;

use crate::{Result, Scope, Store, Tx};

/// A content that repeats another one, whole or in part.
#[derive(Clone, Debug)]
pub struct ContentCopy {
    pub digest: String,
    /// What is left without the repeated text; null when nothing is.
    pub rest: Option<String>,
}

/// What stands in a document where a text was.
pub const ERASED: &str = "〔已删除 / erased〕";

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

impl Tx {
    /// The copies of a text within the same matter: a submission with its rectifications and notices. A short text that
    /// happens to stand in another matter, too, is no copy.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn content_copies(&mut self, content: &str) -> Result<Vec<ContentCopy>> {
        let Some((Some(text),)) = one!(
            (Option<String>,),
            self.connection(),
            "SELECT body FROM contents WHERE digest = $1",
            content.to_owned()
        ) else {
            return Ok(Vec::new());
        };
        let Some((subject,)) = one!(
            (String,),
            self.connection(),
            "SELECT subject FROM acts WHERE body LIKE $1 AND kind <> 'content_erased' ORDER BY seq LIMIT 1",
            format!("%\"{content}\"%")
        ) else {
            return Ok(Vec::new());
        };
        let bodies = all!(
            (String,),
            self.connection(),
            "SELECT a.body FROM acts a WHERE a.subject IN ( \
             SELECT s.id FROM submissions s WHERE s.id = $1 \
             OR s.id IN (SELECT submission_id FROM rectifications WHERE id = $1) \
             OR s.id IN (SELECT submission_id FROM notices WHERE id = $1) \
             UNION SELECT r.id FROM rectifications r WHERE r.id = $1 OR r.submission_id = $1 \
             OR r.submission_id IN (SELECT submission_id FROM notices WHERE id = $1) \
             UNION SELECT n.id FROM notices n WHERE n.id = $1 OR n.submission_id = $1 \
             OR n.submission_id IN (SELECT submission_id FROM rectifications WHERE id = $1)) ORDER BY a.seq",
            subject.clone()
        );
        let mut digests: Vec<String> = Vec::new();
        for (body,) in bodies {
            if let Ok(value) = serde_json::from_str(&body) {
                references(&value, &mut digests);
            }
        }
        // What is shown now may stand in place of an earlier document: it is named by the act that put it there, and not by
        // one of the matter's own.
        let shown: Vec<String> = all!(
            (String,),
            self.connection(),
            "SELECT n.body_ref FROM notices n WHERE n.id = $1 OR n.submission_id = $1 \
             OR n.submission_id IN (SELECT submission_id FROM rectifications WHERE id = $1) \
             OR n.submission_id IN (SELECT submission_id FROM notices WHERE id = $1) \
             UNION SELECT s.form_ref FROM submissions s WHERE s.form_ref IS NOT NULL AND (s.id = $1 \
             OR s.id IN (SELECT submission_id FROM rectifications WHERE id = $1) \
             OR s.id IN (SELECT submission_id FROM notices WHERE id = $1)) ORDER BY 1",
            subject
        )
        .into_iter()
        .map(|(digest,)| digest)
        .collect();
        for digest in &shown {
            if !digests.contains(digest) {
                digests.push(digest.clone());
            }
        }
        digests.retain(|digest| digest != content);
        let mut copies = Vec::new();
        for digest in digests {
            let row = one!(
                (Option<String>,),
                self.connection(),
                "SELECT body FROM contents WHERE digest = $1 AND erased = 0",
                digest.clone()
            );
            let Some((Some(body),)) = row else { continue };
            if body == text {
                copies.push(ContentCopy { digest, rest: None });
            } else if let Ok(mut value) = serde_json::from_str::<serde_json::Value>(&body)
                && value.is_object()
                && without(&mut value, &text)
            {
                // A document that is shown keeps what else it says; an earlier draft of it goes as a whole.
                let rest = shown.contains(&digest).then(|| value.to_string());
                copies.push(ContentCopy { digest, rest });
            }
        }
        Ok(copies)
    }
}

/// Everything in an act that looks like a reference to a content, once each.
fn references(value: &serde_json::Value, out: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text)
            if text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit()) && !out.contains(text) =>
        {
            out.push(text.clone());
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| references(item, out)),
        serde_json::Value::Object(map) => map.values().for_each(|item| references(item, out)),
        _ => {}
    }
}

/// Takes a text out of a document; answers whether it stood there.
fn without(value: &mut serde_json::Value, text: &str) -> bool {
    match value {
        serde_json::Value::String(found) if found == text => {
            ERASED.clone_into(found);
            true
        }
        serde_json::Value::Array(items) => {
            items.iter_mut().fold(false, |any, item| without(item, text) | any)
        }
        serde_json::Value::Object(map) => map.values_mut().fold(false, |any, item| without(item, text) | any),
        _ => false,
    }
}
