//! Proof files, as in C2SP tlog-proof: what other programs need to check that a leaf is in the log.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::bytes::decimal;
use crate::checkpoint::{Opened, base64_hash};
use crate::note::MAX_NOTE;
use crate::tree::{self, MAX_PATH, ProofFault};
use crate::{Checkpoint, CheckpointFault, Hash, VerifierKey};

const HEADER: &str = "c2sp.org/tlog-proof@v1";
/// The most extra data this program reads, in bytes.
pub const MAX_EXTRA: usize = 64 * 1024;

/// Why a proof file cannot be read or believed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TlogProofFault {
    #[error("the proof file is too long")]
    TooLong,
    #[error("the proof file does not begin with {HEADER}")]
    Header,
    #[error("the proof file's extra line is not base64, or too long")]
    Extra,
    #[error("the proof file has no line with the leaf's index where one must stand")]
    Index,
    #[error("line {0} of the proof file's path is not a hash in base64")]
    Path(usize),
    #[error("the proof file has no blank line before the checkpoint")]
    NoCheckpoint,
    #[error(transparent)]
    Checkpoint(#[from] CheckpointFault),
    #[error("the proof does not hold: {0}")]
    Proof(#[from] ProofFault),
}

/// A proof file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlogProof {
    /// Bytes of the application; nobody vouches for them.
    pub extra: Option<Vec<u8>>,
    /// Place of the leaf, counted from zero.
    pub index: u64,
    /// From the leaf's sibling upwards.
    pub path: Vec<Hash>,
    /// The checkpoint's note text.
    pub checkpoint: String,
}

impl TlogProof {
    /// Checks that the leaf is in the log of this key; gives the checkpoint and the witnesses that signed it.
    ///
    /// # Errors
    /// [`TlogProofFault::Checkpoint`], [`TlogProofFault::Proof`].
    pub fn verify(
        &self,
        leaf: &Hash,
        log: &VerifierKey,
        witnesses: &[VerifierKey],
    ) -> Result<Opened, TlogProofFault> {
        let opened = Checkpoint::open(&self.checkpoint, log, witnesses)?;
        let Checkpoint { size, root, .. } = opened.checkpoint;
        tree::verify_inclusion(leaf, self.index, size, &self.path, &root)?;
        Ok(opened)
    }
}

impl fmt::Display for TlogProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADER}")?;
        if let Some(extra) = &self.extra {
            writeln!(f, "extra {}", STANDARD.encode(extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        self.path.iter().try_for_each(|hash| writeln!(f, "{}", STANDARD.encode(hash.0)))?;
        write!(f, "\n{}", self.checkpoint)
    }
}

impl FromStr for TlogProof {
    type Err = TlogProofFault;

    fn from_str(text: &str) -> Result<Self, TlogProofFault> {
        if text.len() > MAX_NOTE + 2 * MAX_EXTRA {
            return Err(TlogProofFault::TooLong);
        }
        let (head, checkpoint) = text.split_once("\n\n").ok_or(TlogProofFault::NoCheckpoint)?;
        let mut lines = head.split('\n').peekable();
        if lines.next() != Some(HEADER) {
            return Err(TlogProofFault::Header);
        }
        let extra = match lines.next_if(|line| line.starts_with("extra ")) {
            None => None,
            Some(line) => {
                let bytes = STANDARD.decode(&line["extra ".len()..]).ok();
                let bytes = bytes.filter(|bytes| bytes.len() <= MAX_EXTRA);
                Some(bytes.ok_or(TlogProofFault::Extra)?)
            }
        };
        let index = lines.next().and_then(|line| decimal(line.strip_prefix("index ")?));
        let index = index.ok_or(TlogProofFault::Index)?;
        let mut path = Vec::new();
        for line in lines {
            if path.len() >= MAX_PATH {
                return Err(ProofFault::PathTooLong { found: path.len() + 1 }.into());
            }
            path.push(base64_hash(line).ok_or(TlogProofFault::Path(path.len() + 1))?);
        }
        Ok(Self { extra, index, path, checkpoint: checkpoint.to_owned() })
    }
}
