//! Checkpoints: what a log states about its tree, as in C2SP tlog-checkpoint.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::bytes::decimal;
use crate::key::{Algorithm, check_name};
use crate::tree::{self, ProofFault};
use crate::{Hash, KeyFault, Note, NoteFault, SigningKey, VerifierKey};

/// Why a checkpoint cannot be read or believed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointFault {
    #[error("the checkpoint is no readable note: {0}")]
    Note(NoteFault),
    #[error("the checkpoint's signature does not hold: {0}")]
    Signature(NoteFault),
    #[error("the checkpoint's first line, the log's origin, is not a usable name")]
    Origin(#[source] KeyFault),
    #[error("the checkpoint's second line is not a number of leaves")]
    Size,
    #[error("the checkpoint's third line is not a root hash in base64")]
    Root,
    #[error("a line of the checkpoint after the third is empty, or its end is missing")]
    Extension,
    #[error("the checkpoint is of the log {found}, not of {expected}")]
    OtherLog { expected: String, found: String },
    #[error("the key {0} is a witness's key, which cannot speak for a log")]
    NotALogKey(String),
    #[error("the later checkpoint does not continue the earlier one: {0}")]
    Inconsistent(ProofFault),
}

/// Origin, size and root of a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The log's name; its key bears the same.
    pub origin: String,
    /// Number of leaves.
    pub size: u64,
    /// Root over them.
    pub root: Hash,
    /// Further lines, without meaning here. The specification advises against them.
    pub extensions: Vec<String>,
}

/// A witness that saw a checkpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cosigned {
    pub key: VerifierKey,
    /// Seconds since 1970.
    pub time: u64,
}

/// A checkpoint whose signature by the log holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    pub checkpoint: Checkpoint,
    /// Those of the given witnesses that signed, independent of the log and of one another by their public
    /// keys.
    pub cosigned: Vec<Cosigned>,
}

impl Checkpoint {
    /// A signed note of this checkpoint, under the key's name as origin.
    ///
    /// # Errors
    /// [`CheckpointFault::OtherLog`] when the key bears another name, [`CheckpointFault::Extension`] and
    /// [`CheckpointFault::Origin`] when the text could not be read back.
    pub fn sign(&self, key: &SigningKey) -> Result<Note, CheckpointFault> {
        self.must_be_of(key.name())?;
        let text = self.to_string();
        // What is signed must be what a reader reads.
        if text.parse::<Self>()? != *self {
            return Err(CheckpointFault::Extension);
        }
        Note::sign(&text, key).map_err(CheckpointFault::Note)
    }

    /// Reads a note and checks that the log signed it, and which of the witnesses did.
    ///
    /// # Errors
    /// [`CheckpointFault`]; a wrong signature of a given witness refuses the whole, a missing one does not.
    pub fn open(note: &str, log: &VerifierKey, witnesses: &[VerifierKey]) -> Result<Opened, CheckpointFault> {
        if log.algorithm() != Algorithm::Ed25519 {
            return Err(CheckpointFault::NotALogKey(log.name().to_owned()));
        }
        let note: Note = note.parse().map_err(CheckpointFault::Note)?;
        let checkpoint: Self = note.text().parse()?;
        checkpoint.must_be_of(log.name())?;
        // The log's own signature first: a witness's alone never suffices.
        note.verify([log]).map_err(CheckpointFault::Signature)?;
        let mut cosigned: Vec<Cosigned> = Vec::new();
        match note.verify(witnesses) {
            Err(NoteFault::NotSigned) => {}
            Err(fault) => return Err(CheckpointFault::Signature(fault)),
            Ok(signed) => {
                for signed in signed {
                    let public = signed.key.public_key();
                    let own = public == log.public_key();
                    let seen = cosigned.iter().any(|c| c.key.public_key() == public);
                    if let Some(time) = signed.time
                        && !own
                        && !seen
                    {
                        cosigned.push(Cosigned { key: signed.key.clone(), time });
                    }
                }
            }
        }
        Ok(Opened { checkpoint, cosigned })
    }

    fn must_be_of(&self, origin: &str) -> Result<(), CheckpointFault> {
        if self.origin != origin {
            return Err(CheckpointFault::OtherLog {
                expected: origin.to_owned(),
                found: self.origin.clone(),
            });
        }
        Ok(())
    }
}

impl fmt::Display for Checkpoint {
    /// The text of the note.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n{}\n{}", self.origin, self.size, STANDARD.encode(self.root.0))?;
        self.extensions.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

impl FromStr for Checkpoint {
    type Err = CheckpointFault;

    fn from_str(text: &str) -> Result<Self, CheckpointFault> {
        let mut lines = text.strip_suffix('\n').ok_or(CheckpointFault::Extension)?.split('\n');
        let origin = lines.next().unwrap_or_default();
        check_name(origin).map_err(CheckpointFault::Origin)?;
        let size = lines.next().and_then(decimal).filter(|&size| size <= tree::MAX_SIZE);
        let size = size.ok_or(CheckpointFault::Size)?;
        let root = lines.next().and_then(base64_hash).ok_or(CheckpointFault::Root)?;
        if size == 0 && root != tree::empty_root() {
            return Err(CheckpointFault::Root);
        }
        let extensions: Vec<String> = lines.map(str::to_owned).collect();
        if extensions.iter().any(String::is_empty) {
            return Err(CheckpointFault::Extension);
        }
        Ok(Self { origin: origin.to_owned(), size, root, extensions })
    }
}

/// A hash in base64: 44 characters, the last one a padding.
pub(crate) fn base64_hash(text: &str) -> Option<Hash> {
    if text.len() != 44 {
        return None;
    }
    Hash::try_from(STANDARD.decode(text).ok()?.as_slice()).ok()
}

/// Checks that the later of two signed checkpoints of one log continues the earlier one; gives both.
///
/// # Errors
/// [`CheckpointFault`]; [`CheckpointFault::Inconsistent`] with two valid signatures means that the log
/// rewrote its past, or that the path is not the one for these two sizes.
pub fn verify_consistency(
    old: &str,
    new: &str,
    path: &[Hash],
    log: &VerifierKey,
) -> Result<(Checkpoint, Checkpoint), CheckpointFault> {
    let old = Checkpoint::open(old, log, &[])?.checkpoint;
    let new = Checkpoint::open(new, log, &[])?.checkpoint;
    tree::verify_consistency(old.size, new.size, path, &old.root, &new.root)
        .map_err(CheckpointFault::Inconsistent)?;
    Ok((old, new))
}
