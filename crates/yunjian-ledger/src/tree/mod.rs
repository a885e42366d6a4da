//! The append-only Merkle tree of RFC 6962, section 2.1, over a store of complete nodes.
//!
//! A store keeps (level, index) → hash for complete subtrees only. Such nodes never change, so rows are only
//! ever inserted. A store that cannot answer node by node asks `needed_for_…` first, fetches those nodes in
//! one query, and hands them over as a `HashMap<NodeId, Hash>`:
//!
//! | to compute | fetch | then call |
//! |---|---|---|
//! | new nodes and root after an append | [`needed_for_append`] | [`append`] |
//! | root | [`needed_for_root`] | [`root`] |
//! | inclusion path | [`needed_for_inclusion`] | [`inclusion_proof`] |
//! | consistency path | [`needed_for_consistency`] | [`consistency_proof`] |
//!
//! Each asks for at most a few nodes per level: about (log₂ size)² / 2 in the worst case, never the tree.

mod verify;

use std::collections::{BTreeMap, HashMap};

pub use verify::{MAX_PATH, ProofFault, verify_consistency, verify_inclusion};

use crate::Hash;
use crate::bytes::sha256;

/// The most leaves a log may hold: indexes live in signed 64-bit columns.
pub const MAX_SIZE: u64 = i64::MAX as u64;

/// Where a complete subtree stands: it covers the leaves `index << level .. (index + 1) << level`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId {
    /// Leaves are level 0.
    pub level: u8,
    /// Counted from the left within the level.
    pub index: u64,
}

/// Why a tree could not be computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TreeFault {
    #[error("the store has no node at level {}, index {}", .0.level, .0.index)]
    MissingNode(NodeId),
    #[error("there is no leaf {index} in a tree of {size} leaves")]
    NoSuchLeaf { index: u64, size: u64 },
    #[error("a tree of {new} leaves is not a later state of a tree of {old} leaves")]
    NotLater { old: u64, new: u64 },
    #[error("the log is full: it cannot hold {more} leaves more than its {size}")]
    Full { size: u64, more: usize },
}

/// Where the tree functions read complete nodes from.
pub trait NodeSource {
    /// The hash of the complete subtree at (level, index), when the source has it.
    fn node(&self, level: u8, index: u64) -> Option<Hash>;
}

impl<S: std::hash::BuildHasher> NodeSource for HashMap<NodeId, Hash, S> {
    fn node(&self, level: u8, index: u64) -> Option<Hash> {
        self.get(&NodeId { level, index }).copied()
    }
}

impl NodeSource for BTreeMap<NodeId, Hash> {
    fn node(&self, level: u8, index: u64) -> Option<Hash> {
        self.get(&NodeId { level, index }).copied()
    }
}

impl<N: NodeSource + ?Sized> NodeSource for &N {
    fn node(&self, level: u8, index: u64) -> Option<Hash> {
        (**self).node(level, index)
    }
}

/// The root of the empty tree: SHA-256 of nothing.
pub fn empty_root() -> Hash {
    sha256(&[])
}

/// SHA-256(0x01 ‖ left ‖ right).
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    sha256(&[&[1], left.as_bytes(), right.as_bytes()])
}

/// A run of leaves whose start is a multiple of every complete subtree in it: one subtree of the RFC's
/// recursion.
#[derive(Clone, Copy, Debug)]
struct Span {
    start: u64,
    end: u64,
}

impl Span {
    fn len(self) -> u64 {
        self.end - self.start
    }

    /// Both halves of a span of at least two leaves: left the largest power of two below its length.
    fn split(self) -> (Self, Self) {
        let middle = self.start + (1 << (self.len() - 1).ilog2());
        (Self { start: self.start, end: middle }, Self { start: middle, end: self.end })
    }

    /// The complete subtrees that make up the span, from the left (large) to the right (small).
    fn nodes(self) -> impl Iterator<Item = NodeId> {
        let mut start = self.start;
        std::iter::from_fn(move || {
            let left = self.end - start;
            if left == 0 {
                return None;
            }
            let level = left.ilog2();
            let node = NodeId { level: level as u8, index: start >> level };
            start += 1 << level;
            Some(node)
        })
    }

    fn hash(self, source: &impl NodeSource) -> Result<Hash, TreeFault> {
        let hashes = self.nodes().map(|node| fetch(source, node)).collect::<Result<Vec<_>, _>>()?;
        Ok(bag(&hashes))
    }
}

fn fetch(source: &impl NodeSource, node: NodeId) -> Result<Hash, TreeFault> {
    source.node(node.level, node.index).ok_or(TreeFault::MissingNode(node))
}

/// The root over complete subtrees given from the left to the right.
fn bag(peaks: &[Hash]) -> Hash {
    let Some((last, rest)) = peaks.split_last() else { return empty_root() };
    rest.iter().rev().fold(*last, |right, left| node_hash(left, &right))
}

/// The subtrees beside the way from a leaf to the root, from the leaf upwards.
fn inclusion_spans(index: u64, size: u64) -> Result<Vec<Span>, TreeFault> {
    if index >= size {
        return Err(TreeFault::NoSuchLeaf { index, size });
    }
    let mut spans = Vec::new();
    let mut here = Span { start: 0, end: size };
    while here.len() > 1 {
        let (left, right) = here.split();
        let (next, beside) = if index < right.start { (left, right) } else { (right, left) };
        spans.push(beside);
        here = next;
    }
    spans.reverse();
    Ok(spans)
}

/// The subtrees of a consistency proof, in the RFC's order.
fn consistency_spans(old: u64, new: u64) -> Result<Vec<Span>, TreeFault> {
    if old > new {
        return Err(TreeFault::NotLater { old, new });
    }
    let mut spans = Vec::new();
    if old == 0 || old == new {
        return Ok(spans);
    }
    let mut here = Span { start: 0, end: new };
    while here.end != old {
        let (left, right) = here.split();
        let (next, beside) = if old <= right.start { (left, right) } else { (right, left) };
        spans.push(beside);
        here = next;
    }
    // Where the old tree is itself a left subtree of the new one, the verifier has its hash already.
    if here.start != 0 {
        spans.push(here);
    }
    spans.reverse();
    Ok(spans)
}

fn nodes_of(spans: &[Span]) -> Vec<NodeId> {
    spans.iter().flat_map(|span| span.nodes()).collect()
}

fn hashes_of(source: &impl NodeSource, spans: &[Span]) -> Result<Vec<Hash>, TreeFault> {
    spans.iter().map(|span| span.hash(source)).collect()
}

/// The nodes [`root`] reads: the complete subtrees of a tree of `size` leaves.
pub fn needed_for_root(size: u64) -> Vec<NodeId> {
    Span { start: 0, end: size }.nodes().collect()
}

/// The nodes [`append`] reads, however many leaves are appended.
pub fn needed_for_append(size: u64) -> Vec<NodeId> {
    needed_for_root(size)
}

/// The nodes [`inclusion_proof`] reads.
///
/// # Errors
/// [`TreeFault::NoSuchLeaf`] when the tree of this size has no such leaf.
pub fn needed_for_inclusion(index: u64, size: u64) -> Result<Vec<NodeId>, TreeFault> {
    Ok(nodes_of(&inclusion_spans(index, size)?))
}

/// The nodes [`consistency_proof`] reads.
///
/// # Errors
/// [`TreeFault::NotLater`] when `new` is smaller than `old`.
pub fn needed_for_consistency(old: u64, new: u64) -> Result<Vec<NodeId>, TreeFault> {
    Ok(nodes_of(&consistency_spans(old, new)?))
}

/// The root of the first `size` leaves.
///
/// # Errors
/// [`TreeFault::MissingNode`].
pub fn root(source: &impl NodeSource, size: u64) -> Result<Hash, TreeFault> {
    Span { start: 0, end: size }.hash(source)
}

/// The path that proves the leaf at `index` in the tree of `size` leaves, from the leaf's sibling upwards.
///
/// # Errors
/// [`TreeFault::NoSuchLeaf`], [`TreeFault::MissingNode`].
pub fn inclusion_proof(source: &impl NodeSource, index: u64, size: u64) -> Result<Vec<Hash>, TreeFault> {
    hashes_of(source, &inclusion_spans(index, size)?)
}

/// The path that proves that the tree of `new` leaves begins with the tree of `old` leaves. Empty when the
/// sizes are equal or `old` is zero.
///
/// # Errors
/// [`TreeFault::NotLater`], [`TreeFault::MissingNode`].
pub fn consistency_proof(source: &impl NodeSource, old: u64, new: u64) -> Result<Vec<Hash>, TreeFault> {
    hashes_of(source, &consistency_spans(old, new)?)
}

/// What an append gives: rows to insert, and the new head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appended {
    /// Number of leaves afterwards.
    pub size: u64,
    /// Root afterwards.
    pub root: Hash,
    /// Every node that became complete, leaves included, each after its children.
    pub nodes: Vec<(NodeId, Hash)>,
}

/// Appends leaf hashes to a tree of `size` leaves. Nothing is written: the caller inserts
/// [`Appended::nodes`].
///
/// # Errors
/// [`TreeFault::MissingNode`], [`TreeFault::Full`].
pub fn append(source: &impl NodeSource, size: u64, leaves: &[Hash]) -> Result<Appended, TreeFault> {
    let full = TreeFault::Full { size, more: leaves.len() };
    let new_size = size.checked_add(leaves.len() as u64).filter(|&n| n <= MAX_SIZE).ok_or(full)?;
    let mut peaks = Vec::with_capacity(64);
    for node in needed_for_append(size) {
        peaks.push((node, fetch(source, node)?));
    }
    // n leaves complete at most n - 1 nodes among themselves and one per level with what stood before.
    let mut nodes = Vec::with_capacity(leaves.len().saturating_mul(2).saturating_add(64));
    for (index, leaf) in (size..new_size).zip(leaves) {
        let mut top = (NodeId { level: 0, index }, *leaf);
        nodes.push(top);
        while let Some(&(left, left_hash)) = peaks.last()
            && left.level == top.0.level
        {
            peaks.pop();
            let parent = NodeId { level: left.level + 1, index: left.index >> 1 };
            top = (parent, node_hash(&left_hash, &top.1));
            nodes.push(top);
        }
        peaks.push(top);
    }
    let peaks: Vec<Hash> = peaks.into_iter().map(|(_, hash)| hash).collect();
    Ok(Appended { size: new_size, root: bag(&peaks), nodes })
}

/// A tree held in memory: for tests, tools and small witnesses.
#[derive(Clone, Debug, Default)]
pub struct MemoryTree {
    nodes: HashMap<NodeId, Hash>,
    size: u64,
}

impl NodeSource for MemoryTree {
    fn node(&self, level: u8, index: u64) -> Option<Hash> {
        self.nodes.node(level, index)
    }
}

impl MemoryTree {
    pub fn new() -> Self {
        Self::default()
    }
    /// Number of leaves.
    pub fn size(&self) -> u64 {
        self.size
    }
    /// Number of stored nodes.
    pub fn stored(&self) -> usize {
        self.nodes.len()
    }
    /// Appends leaf hashes and gives the new root.
    ///
    /// # Errors
    /// [`TreeFault::Full`].
    pub fn append(&mut self, leaves: &[Hash]) -> Result<Hash, TreeFault> {
        let appended = append(&self.nodes, self.size, leaves)?;
        self.nodes.extend(appended.nodes);
        self.size = appended.size;
        Ok(appended.root)
    }
    /// The root of the first `size` leaves.
    ///
    /// # Errors
    /// [`TreeFault::NotLater`] when the tree is smaller.
    pub fn root(&self, size: u64) -> Result<Hash, TreeFault> {
        self.has(size)?;
        root(&self.nodes, size)
    }
    /// As [`inclusion_proof`].
    ///
    /// # Errors
    /// [`TreeFault::NoSuchLeaf`], or [`TreeFault::NotLater`] when the tree is smaller than `size`.
    pub fn inclusion_proof(&self, index: u64, size: u64) -> Result<Vec<Hash>, TreeFault> {
        self.has(size)?;
        inclusion_proof(&self.nodes, index, size)
    }
    /// As [`consistency_proof`].
    ///
    /// # Errors
    /// [`TreeFault::NotLater`], also when the tree is smaller than `new`.
    pub fn consistency_proof(&self, old: u64, new: u64) -> Result<Vec<Hash>, TreeFault> {
        self.has(new)?;
        consistency_proof(&self.nodes, old, new)
    }

    fn has(&self, size: u64) -> Result<(), TreeFault> {
        if size > self.size {
            return Err(TreeFault::NotLater { old: size, new: self.size });
        }
        Ok(())
    }
}
