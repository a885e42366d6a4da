//! Receipts: what the one who handed something in keeps, and can check without asking anybody.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::bytes::short;
use crate::checkpoint::Cosigned;
use crate::json::unambiguous_object;
use crate::key::{Algorithm, check_name};
use crate::tlog_proof::TlogProof;
use crate::tree::{self, MAX_PATH, ProofFault};
use crate::{Checkpoint, CheckpointFault, Hash, KeyFault, KeyId, Salt, SigningKey, VerifierKey, commit};

/// The name and version of the document.
pub const FORMAT: &str = "yunjian.receipt.v1";
/// The longest receipt this program reads, in bytes.
pub const MAX_RECEIPT: usize = 4 * 1024 * 1024;

/// A receipt, as its JSON document. Reading one proves nothing; [`Receipt::verify`] does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// [`FORMAT`].
    pub format: String,
    /// What the receipt is for, in the caller's words: members of the committed body.
    pub subject: Map<String, Value>,
    /// The committed text, exactly.
    pub body: String,
    /// The salt of the commitment.
    pub salt: Salt,
    /// The commitment to the body.
    pub commitment: Hash,
    /// The leaf of the commitment's entry.
    pub leaf: Hash,
    /// The log's promise to include the leaf.
    pub promise: Promise,
    /// The proof that it did, once it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inclusion: Option<Inclusion>,
    /// The log's key. Worth as much as the way the receipt came, unless the reader compares it with a key he
    /// has.
    pub vkey: String,
}

/// The log's signed promise to include a leaf.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Promise {
    /// The log's name.
    pub origin: String,
    /// The signing key's id.
    pub key: KeyId,
    /// When the promise was made: milliseconds since 1970.
    pub time: i64,
    /// Ed25519 over [`promise_text`], in base64.
    pub signature: String,
}

/// The proof that a leaf is in the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inclusion {
    /// Place of the leaf, counted from zero.
    pub index: u64,
    /// Number of leaves in the tree of the checkpoint.
    pub size: u64,
    /// From the leaf's sibling upwards.
    pub path: Vec<Hash>,
    /// The signed checkpoint's note text.
    pub checkpoint: String,
}

/// What a promise signs.
pub fn promise_text(origin: &str, leaf: &Hash, time: i64) -> String {
    format!("yunjian.promise.v1\n{origin}\n{leaf}\n{time}\n")
}

impl Promise {
    /// Promises to include the leaf; `time` is in milliseconds since 1970.
    pub fn sign(key: &SigningKey, leaf: &Hash, time: i64) -> Self {
        let origin = key.name().to_owned();
        let signature = STANDARD.encode(key.sign_raw(promise_text(&origin, leaf, time).as_bytes()));
        Self { origin, key: key.verifier().id(), time, signature }
    }

    /// Checks that the key signed this promise for this leaf.
    ///
    /// # Errors
    /// [`ReceiptFault::PromiseOrigin`], [`ReceiptFault::PromiseKey`], [`ReceiptFault::PromiseSignature`],
    /// [`ReceiptFault::NotALogKey`].
    pub fn verify(&self, leaf: &Hash, key: &VerifierKey) -> Result<(), ReceiptFault> {
        if key.algorithm() != Algorithm::Ed25519 {
            return Err(ReceiptFault::NotALogKey(key.name().to_owned()));
        }
        if check_name(&self.origin).is_err() || self.origin != key.name() {
            return Err(ReceiptFault::PromiseOrigin { expected: key.name().to_owned() });
        }
        if self.key != key.id() {
            return Err(ReceiptFault::PromiseKey { expected: key.id(), found: self.key });
        }
        let signature = STANDARD.decode(&self.signature).map_err(|_| ReceiptFault::PromiseSignature)?;
        let text = promise_text(&self.origin, leaf, self.time);
        if !key.verify_raw(text.as_bytes(), &signature) {
            return Err(ReceiptFault::PromiseSignature);
        }
        Ok(())
    }
}

/// Which part of a receipt does not fit.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptFault {
    #[error("the receipt is longer than {MAX_RECEIPT} bytes")]
    TooLong,
    #[error("this is not a receipt: {0}")]
    NotAReceipt(String),
    #[error("the receipt is of the format {0:?}; this program reads {FORMAT:?}")]
    Format(String),
    #[error("the receipt's body is not one unambiguous JSON object: {0}")]
    Body(String),
    #[error("the receipt's subject is not what the committed body says: {0:?} differs or is missing there")]
    Subject(String),
    #[error(
        "the receipt's body and salt do not give its commitment: one of the three is not what was handed in"
    )]
    Commitment,
    #[error("the receipt's leaf is not the leaf of its commitment")]
    Leaf,
    #[error("the receipt's key cannot be used: {0}")]
    Key(KeyFault),
    #[error("the receipt names the key {found}, not the trusted key {trusted}")]
    KeyNotTrusted { found: String, trusted: String },
    #[error("the key {0} is a witness's key, which cannot speak for a log")]
    NotALogKey(String),
    #[error("the receipt's promise is not of the log {expected}, whose key stands in the receipt")]
    PromiseOrigin { expected: String },
    #[error("the receipt's promise names the key {found}; the log's key is {expected}")]
    PromiseKey { expected: KeyId, found: KeyId },
    #[error("the signature of the receipt's promise does not fit its origin, leaf and time")]
    PromiseSignature,
    #[error("in the receipt's proof of inclusion, {0}")]
    Checkpoint(CheckpointFault),
    #[error(
        "the receipt's proof of inclusion is for {found} leaves, but its checkpoint is of {checkpoint} leaves"
    )]
    InclusionSize { checkpoint: u64, found: u64 },
    #[error("the receipt's proof of inclusion does not hold: {0}")]
    Inclusion(ProofFault),
}

/// Where the reader's trust in the key comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// The caller gave the key.
    Caller,
    /// The key stands in the receipt, and nobody vouched for it.
    ReceiptOnly,
}

/// What is proven about the leaf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The log promised to include it, nothing more.
    Promised,
    /// It is in the tree the log signed, and which the named witnesses saw.
    Included { index: u64, size: u64, root: Hash, witnesses: Vec<Cosigned> },
}

/// What a valid receipt proves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The log's key that signed promise and checkpoint.
    pub key: VerifierKey,
    pub trust: Trust,
    pub standing: Standing,
    pub leaf: Hash,
    /// When the log says it made the promise: milliseconds since 1970.
    pub promised_at: i64,
}

impl Receipt {
    /// A receipt with a fresh promise; `time` is in milliseconds since 1970.
    ///
    /// # Errors
    /// [`ReceiptFault::Body`], [`ReceiptFault::Subject`].
    pub fn promise(
        subject: Map<String, Value>,
        body: String,
        salt: Salt,
        key: &SigningKey,
        time: i64,
    ) -> Result<Self, ReceiptFault> {
        let leaf = commit::leaf_of(&commit::commitment(&salt, body.as_bytes()));
        Self::from_parts(subject, body, salt, Promise::sign(key, &leaf, time), key.verifier())
    }

    /// A receipt from a promise made earlier; commitment and leaf are computed.
    ///
    /// # Errors
    /// [`ReceiptFault::Body`], [`ReceiptFault::Subject`]. The promise is not checked here.
    pub fn from_parts(
        subject: Map<String, Value>,
        body: String,
        salt: Salt,
        promise: Promise,
        key: &VerifierKey,
    ) -> Result<Self, ReceiptFault> {
        check_subject(&subject, &body)?;
        let commitment = commit::commitment(&salt, body.as_bytes());
        let leaf = commit::leaf_of(&commitment);
        let (format, vkey) = (FORMAT.to_owned(), key.to_string());
        Ok(Self { format, subject, body, salt, commitment, leaf, promise, inclusion: None, vkey })
    }

    /// The same receipt with its proof of inclusion.
    #[must_use]
    pub fn completed(self, inclusion: Inclusion) -> Self {
        Self { inclusion: Some(inclusion), ..self }
    }

    /// Reads a receipt's document, without believing it.
    ///
    /// # Errors
    /// [`ReceiptFault::TooLong`], [`ReceiptFault::NotAReceipt`].
    pub fn from_json(document: &[u8]) -> Result<Self, ReceiptFault> {
        if document.len() > MAX_RECEIPT {
            return Err(ReceiptFault::TooLong);
        }
        let not_a_receipt = |error: &dyn std::fmt::Display| ReceiptFault::NotAReceipt(short(error, 200));
        let text = std::str::from_utf8(document).map_err(|error| not_a_receipt(&error))?;
        // Other readers of the same document must not see another subject.
        let object = unambiguous_object(text).map_err(|error| not_a_receipt(&error))?;
        // A later version has other members; say so rather than complain about the first of them.
        let format = object.get("format").and_then(Value::as_str);
        check_format(format.ok_or_else(|| not_a_receipt(&"it has no text `format`"))?)?;
        serde_json::from_str(text).map_err(|error| not_a_receipt(&error))
    }

    /// The receipt's document: indented JSON with a final line break.
    pub fn to_json(&self) -> String {
        let document = serde_json::to_string_pretty(self);
        document.expect("strings, numbers and maps with text keys can always be written") + "\n"
    }

    /// The proof file of the receipt in the form of C2SP tlog-proof, once it has a proof of inclusion.
    pub fn tlog_proof(&self) -> Option<TlogProof> {
        let Inclusion { index, path, checkpoint, .. } = self.inclusion.clone()?;
        Some(TlogProof { extra: None, index, path, checkpoint })
    }

    /// Checks the whole receipt, in this order: format, subject in body, body and salt → commitment → leaf,
    /// key, promise, checkpoint, inclusion.
    ///
    /// With a trusted key the receipt must be of that key. Without one, the result says
    /// [`Trust::ReceiptOnly`]: anybody can make such a receipt.
    ///
    /// # Errors
    /// The first [`ReceiptFault`].
    pub fn verify(&self, trusted: Option<&VerifierKey>) -> Result<Verified, ReceiptFault> {
        self.verify_with(trusted, &[])
    }

    /// As [`Receipt::verify`]; says also which of the given witnesses saw the checkpoint. Witnesses that did
    /// not sign are no fault: how many are needed is for the caller to decide.
    ///
    /// # Errors
    /// The first [`ReceiptFault`].
    pub fn verify_with(
        &self,
        trusted: Option<&VerifierKey>,
        witnesses: &[VerifierKey],
    ) -> Result<Verified, ReceiptFault> {
        check_format(&self.format)?;
        check_subject(&self.subject, &self.body)?;
        if commit::commitment(&self.salt, self.body.as_bytes()) != self.commitment {
            return Err(ReceiptFault::Commitment);
        }
        if commit::leaf_of(&self.commitment) != self.leaf {
            return Err(ReceiptFault::Leaf);
        }
        let key: VerifierKey = self.vkey.parse().map_err(ReceiptFault::Key)?;
        let trust = match trusted {
            None => Trust::ReceiptOnly,
            Some(trusted) if *trusted == key => Trust::Caller,
            Some(trusted) => {
                let (found, trusted) = (self.vkey.clone(), trusted.to_string());
                return Err(ReceiptFault::KeyNotTrusted { found, trusted });
            }
        };
        self.promise.verify(&self.leaf, &key)?;
        let standing = match &self.inclusion {
            None => Standing::Promised,
            Some(inclusion) => inclusion.verify(&self.leaf, &key, witnesses)?,
        };
        Ok(Verified { key, trust, standing, leaf: self.leaf, promised_at: self.promise.time })
    }
}

impl Inclusion {
    fn verify(
        &self,
        leaf: &Hash,
        key: &VerifierKey,
        witnesses: &[VerifierKey],
    ) -> Result<Standing, ReceiptFault> {
        if self.path.len() > MAX_PATH {
            return Err(ReceiptFault::Inclusion(ProofFault::PathTooLong { found: self.path.len() }));
        }
        let opened = Checkpoint::open(&self.checkpoint, key, witnesses).map_err(ReceiptFault::Checkpoint)?;
        let Checkpoint { size, root, .. } = opened.checkpoint;
        if size != self.size {
            return Err(ReceiptFault::InclusionSize { checkpoint: size, found: self.size });
        }
        tree::verify_inclusion(leaf, self.index, size, &self.path, &root).map_err(ReceiptFault::Inclusion)?;
        Ok(Standing::Included { index: self.index, size, root, witnesses: opened.cosigned })
    }
}

fn check_format(format: &str) -> Result<(), ReceiptFault> {
    if format != FORMAT {
        return Err(ReceiptFault::Format(short(&format, 80)));
    }
    Ok(())
}

/// Every member of the subject stands in the body with an equal value.
fn check_subject(subject: &Map<String, Value>, body: &str) -> Result<(), ReceiptFault> {
    if body.len() > MAX_RECEIPT {
        return Err(ReceiptFault::TooLong);
    }
    let body = unambiguous_object(body).map_err(|error| ReceiptFault::Body(short(&error, 200)))?;
    match subject.iter().find(|&(name, value)| body.get(name) != Some(value)) {
        Some((name, _)) => Err(ReceiptFault::Subject(short(name, 80))),
        None => Ok(()),
    }
}
