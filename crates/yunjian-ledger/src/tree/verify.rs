//! Verification of proofs, as in RFC 9162, sections 2.1.3.2 and 2.1.4.2: a walk over the bits of index and
//! size, written independently of how proofs are made.

use super::{empty_root, node_hash};
use crate::Hash;

/// No proof over 64-bit sizes has more hashes than this.
pub const MAX_PATH: usize = 65;

/// Why a proof proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofFault {
    #[error("there is no leaf {index} in a tree of {size} leaves")]
    NoSuchLeaf { index: u64, size: u64 },
    #[error("a tree of {new} leaves is not a later state of a tree of {old} leaves")]
    NotLater { old: u64, new: u64 },
    #[error("the path has {found} hashes where this place in the tree needs {expected}")]
    PathLength { expected: usize, found: usize },
    #[error("the path has {found} hashes, more than any tree needs")]
    PathTooLong { found: usize },
    #[error("leaf, index and path do not lead to the root of the tree")]
    Root,
    #[error("the path does not lead to the root of the earlier tree")]
    OldRoot,
    #[error("the path does not lead to the root of the later tree")]
    NewRoot,
}

/// The number of hashes in the path of a leaf that exists.
fn inclusion_length(index: u64, size: u64) -> usize {
    // Below the level where the leaf's way joins the right edge every level has a sibling; above, only the
    // ones of the edge's set bits do.
    let inner = u64::BITS - (index ^ (size - 1)).leading_zeros();
    let edge = index.checked_shr(inner).unwrap_or(0).count_ones();
    (inner + edge) as usize
}

/// Checks that the leaf stands at `index` in the tree of `size` leaves with this root.
///
/// The size is bound to the root only by the checkpoint that names both: take it from there.
///
/// # Errors
/// [`ProofFault`], naming what does not fit.
pub fn verify_inclusion(
    leaf: &Hash,
    index: u64,
    size: u64,
    path: &[Hash],
    root: &Hash,
) -> Result<(), ProofFault> {
    if index >= size {
        return Err(ProofFault::NoSuchLeaf { index, size });
    }
    let expected = inclusion_length(index, size);
    if path.len() != expected {
        return Err(ProofFault::PathLength { expected, found: path.len() });
    }
    let (mut here, mut last) = (index, size - 1);
    let mut hash = *leaf;
    for beside in path {
        if here & 1 == 1 || here == last {
            hash = node_hash(beside, &hash);
            // On the right edge, levels without a left neighbour have no hash of their own.
            while here & 1 == 0 && here != 0 {
                here >>= 1;
                last >>= 1;
            }
        } else {
            hash = node_hash(&hash, beside);
        }
        here >>= 1;
        last >>= 1;
    }
    if last != 0 || hash != *root {
        return Err(ProofFault::Root);
    }
    Ok(())
}

/// Checks that the tree of `new` leaves begins with the tree of `old` leaves.
///
/// # Errors
/// [`ProofFault`], naming what does not fit.
pub fn verify_consistency(
    old: u64,
    new: u64,
    path: &[Hash],
    old_root: &Hash,
    new_root: &Hash,
) -> Result<(), ProofFault> {
    if old > new {
        return Err(ProofFault::NotLater { old, new });
    }
    if path.len() > MAX_PATH {
        return Err(ProofFault::PathTooLong { found: path.len() });
    }
    if old == 0 || old == new {
        if !path.is_empty() {
            return Err(ProofFault::PathLength { expected: 0, found: path.len() });
        }
        if old == 0 && *old_root != empty_root() {
            return Err(ProofFault::OldRoot);
        }
        if old == new && old_root != new_root {
            return Err(ProofFault::NewRoot);
        }
        return Ok(());
    }
    // Start at the last complete subtree of the old tree, which both trees have.
    let skipped = old.trailing_zeros();
    let (mut here, mut last) = ((old - 1) >> skipped, (new - 1) >> skipped);
    let is_whole = here == 0;
    let expected = usize::from(!is_whole) + inclusion_length(here, last + 1);
    if path.len() != expected {
        return Err(ProofFault::PathLength { expected, found: path.len() });
    }
    let mut rest = path.iter();
    let start = if is_whole { *old_root } else { *rest.next().unwrap_or(old_root) };
    let (mut old_hash, mut new_hash) = (start, start);
    for beside in rest {
        if here & 1 == 1 || here == last {
            old_hash = node_hash(beside, &old_hash);
            new_hash = node_hash(beside, &new_hash);
            while here & 1 == 0 && here != 0 {
                here >>= 1;
                last >>= 1;
            }
        } else {
            new_hash = node_hash(&new_hash, beside);
        }
        here >>= 1;
        last >>= 1;
    }
    if old_hash != *old_root {
        return Err(ProofFault::OldRoot);
    }
    if last != 0 || new_hash != *new_root {
        return Err(ProofFault::NewRoot);
    }
    Ok(())
}
