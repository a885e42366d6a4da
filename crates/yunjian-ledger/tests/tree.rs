//! The tree against the RFC's definition, published vectors, and every wrong proof we can think of.

mod common;

use std::collections::HashMap;

use common::{flipped, leaves};
use proptest::prelude::*;
use yunjian_ledger::tree::{
    self, Appended, MAX_SIZE, append, consistency_proof, empty_root, inclusion_proof, needed_for_append,
    needed_for_consistency, needed_for_inclusion, needed_for_root, node_hash, verify_consistency,
    verify_inclusion,
};
use yunjian_ledger::{Hash, MemoryTree, NodeId, NodeSource, ProofFault, TreeFault, commit};

/// RFC 6962, section 2.1, word by word.
fn definition(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => empty_root(),
        [leaf] => *leaf,
        _ => {
            let mut k = 1;
            while k * 2 < leaves.len() {
                k *= 2;
            }
            node_hash(&definition(&leaves[..k]), &definition(&leaves[k..]))
        }
    }
}

fn tree_of(leaves: &[Hash]) -> MemoryTree {
    let mut tree = MemoryTree::new();
    tree.append(leaves).unwrap();
    tree
}

/// Like a store's answer to one query: the listed nodes and no other.
fn fetched(tree: &MemoryTree, nodes: &[NodeId]) -> HashMap<NodeId, Hash> {
    nodes.iter().map(|&id| (id, tree.node(id.level, id.index).expect("a complete node"))).collect()
}

fn hash(hex: &str) -> Hash {
    hex.parse().unwrap()
}

/// The inputs and values of the Certificate Transparency projects' own tests.
#[test]
fn published_vectors() {
    let inputs =
        ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
    let roots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];
    let leaves: Vec<Hash> = inputs.iter().map(|i| commit::leaf_hash(&hex::decode(i).unwrap())).collect();
    let tree = tree_of(&leaves);
    for (size, root) in roots.iter().enumerate() {
        assert_eq!(tree.root(size as u64).unwrap(), hash(root), "size {size}");
    }
    let path = |hexes: &[&str]| hexes.iter().map(|h| hash(h)).collect::<Vec<_>>();
    assert_eq!(
        tree.inclusion_proof(0, 8).unwrap(),
        path(&[
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ])
    );
    assert_eq!(
        tree.inclusion_proof(5, 8).unwrap(),
        path(&[
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ])
    );
    assert_eq!(
        tree.consistency_proof(6, 8).unwrap(),
        path(&[
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ])
    );
    assert_eq!(
        tree.consistency_proof(2, 5).unwrap(),
        path(&[
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ])
    );
}

#[test]
fn roots_are_the_definitions_for_all_small_sizes() {
    let leaves = leaves(130);
    let tree = tree_of(&leaves);
    for size in 0..=leaves.len() {
        let expected = definition(&leaves[..size]);
        assert_eq!(tree.root(size as u64).unwrap(), expected, "size {size}");
        let fetched = fetched(&tree, &needed_for_root(size as u64));
        assert_eq!(fetched.len() as u32, (size as u64).count_ones());
        assert_eq!(tree::root(&fetched, size as u64).unwrap(), expected, "size {size}");
    }
    assert_eq!(tree.stored(), 130 + 65 + 32 + 16 + 8 + 4 + 2 + 1);
}

#[test]
fn every_append_stores_the_same_nodes() {
    let leaves = leaves(70);
    let whole = tree_of(&leaves);
    for first in 0..=leaves.len() {
        let before = tree_of(&leaves[..first]);
        let known = fetched(&before, &needed_for_append(first as u64));
        let Appended { size, root, nodes } = append(&known, first as u64, &leaves[first..]).unwrap();
        assert_eq!((size, root), (70, whole.root(70).unwrap()));
        assert_eq!(before.stored() + nodes.len(), whole.stored());
        for (id, hash) in nodes {
            assert_eq!(before.node(id.level, id.index), None, "a stored node is never written again");
            assert_eq!(whole.node(id.level, id.index), Some(hash));
        }
    }
}

fn inclusion_is_exact(tree: &MemoryTree, leaf: &Hash, index: u64, size: u64, bits: &[usize]) {
    let root = tree.root(size).unwrap();
    let path = tree.inclusion_proof(index, size).unwrap();
    let known = fetched(tree, &needed_for_inclusion(index, size).unwrap());
    assert_eq!(inclusion_proof(&known, index, size).unwrap(), path);
    verify_inclusion(leaf, index, size, &path, &root).unwrap();

    for &bit in bits {
        let wrong = verify_inclusion(&flipped(leaf, bit), index, size, &path, &root);
        assert_eq!(wrong, Err(ProofFault::Root));
        let wrong = verify_inclusion(leaf, index, size, &path, &flipped(&root, bit));
        assert_eq!(wrong, Err(ProofFault::Root));
        for place in 0..path.len() {
            let mut path = path.clone();
            path[place] = flipped(&path[place], bit);
            assert_eq!(verify_inclusion(leaf, index, size, &path, &root), Err(ProofFault::Root));
        }
    }
    for bit in 0..64 {
        assert!(verify_inclusion(leaf, index ^ (1 << bit), size, &path, &root).is_err());
    }
    let length = |found| Err(ProofFault::PathLength { expected: path.len(), found });
    let longer = [&path[..], &[root]].concat();
    assert_eq!(verify_inclusion(leaf, index, size, &longer, &root), length(longer.len()));
    if let Some((_, shorter)) = path.split_last() {
        assert_eq!(verify_inclusion(leaf, index, size, shorter, &root), length(shorter.len()));
    }
}

fn consistency_is_exact(tree: &MemoryTree, old: u64, new: u64, bits: &[usize]) {
    let (old_root, new_root) = (tree.root(old).unwrap(), tree.root(new).unwrap());
    let path = tree.consistency_proof(old, new).unwrap();
    let known = fetched(tree, &needed_for_consistency(old, new).unwrap());
    assert_eq!(consistency_proof(&known, old, new).unwrap(), path);
    verify_consistency(old, new, &path, &old_root, &new_root).unwrap();

    for &bit in bits {
        assert!(verify_consistency(old, new, &path, &flipped(&old_root, bit), &new_root).is_err());
        // Every later tree continues the empty one.
        let wrong = verify_consistency(old, new, &path, &old_root, &flipped(&new_root, bit));
        assert_eq!(wrong.is_err(), old > 0 || new == 0);
        for place in 0..path.len() {
            let mut path = path.clone();
            path[place] = flipped(&path[place], bit);
            assert!(verify_consistency(old, new, &path, &old_root, &new_root).is_err());
        }
    }
    let longer = [&path[..], &[new_root]].concat();
    let length = |found| Err(ProofFault::PathLength { expected: path.len(), found });
    assert_eq!(verify_consistency(old, new, &longer, &old_root, &new_root), length(longer.len()));
    if let Some((_, shorter)) = path.split_last() {
        assert_eq!(verify_consistency(old, new, shorter, &old_root, &new_root), length(shorter.len()));
    }
}

#[test]
fn every_proof_of_every_small_tree_is_exact() {
    let leaves = leaves(70);
    let tree = tree_of(&leaves);
    let mut proofs = 0;
    for size in 0..=70 {
        for index in 0..size {
            // Another bit for each proof, so that all of them have their turn.
            let bit = (index * 31 + size * 7) as usize % 256;
            inclusion_is_exact(&tree, &leaves[index as usize], index, size, &[bit]);
            proofs += 1;
        }
        for old in 0..=size {
            consistency_is_exact(&tree, old, size, &[(old * 31 + size * 7) as usize % 256]);
            proofs += 1;
        }
    }
    assert_eq!(proofs, 70 * 71 / 2 + 71 * 72 / 2);
}

#[test]
fn every_single_bit_counts() {
    let all: Vec<usize> = (0..256).collect();
    let leaves = leaves(23);
    let tree = tree_of(&leaves);
    inclusion_is_exact(&tree, &leaves[20], 20, 23, &all);
    inclusion_is_exact(&tree, &leaves[22], 22, 23, &all);
    consistency_is_exact(&tree, 13, 23, &all);
    consistency_is_exact(&tree, 16, 23, &all);
}

#[test]
fn a_rewritten_past_is_not_consistent() {
    let leaves = leaves(40);
    for changed in 0..20 {
        let mut rewritten = leaves.clone();
        rewritten[changed] = flipped(&rewritten[changed], 0);
        let (honest, other) = (tree_of(&leaves), tree_of(&rewritten));
        let path = other.consistency_proof(20, 40).unwrap();
        let result = verify_consistency(20, 40, &path, &honest.root(20).unwrap(), &other.root(40).unwrap());
        assert_eq!(result, Err(ProofFault::OldRoot));
    }
}

#[test]
fn faults_are_named() {
    let leaves = leaves(5);
    let tree = tree_of(&leaves);
    let missing = NodeId { level: 2, index: 0 };
    assert_eq!(tree::root(&HashMap::new(), 5), Err(TreeFault::MissingNode(missing)));
    assert_eq!(append(&HashMap::new(), 5, &leaves), Err(TreeFault::MissingNode(missing)));
    assert_eq!(tree.inclusion_proof(5, 5), Err(TreeFault::NoSuchLeaf { index: 5, size: 5 }));
    assert_eq!(tree.inclusion_proof(0, 6), Err(TreeFault::NotLater { old: 6, new: 5 }));
    assert_eq!(tree.root(6), Err(TreeFault::NotLater { old: 6, new: 5 }));
    assert_eq!(tree.consistency_proof(4, 3), Err(TreeFault::NotLater { old: 4, new: 3 }));
    assert_eq!(needed_for_inclusion(0, 0), Err(TreeFault::NoSuchLeaf { index: 0, size: 0 }));
    assert_eq!(
        append(&HashMap::new(), MAX_SIZE, &leaves[..1]),
        Err(TreeFault::Full { size: MAX_SIZE, more: 1 })
    );
    assert_eq!(append(&HashMap::new(), u64::MAX, &leaves), Err(TreeFault::Full { size: u64::MAX, more: 5 }));
    let root = empty_root();
    let fault = verify_consistency(3, 2, &[], &root, &root).unwrap_err();
    assert_eq!(fault.to_string(), "a tree of 2 leaves is not a later state of a tree of 3 leaves");
    let endless = vec![root; 1000];
    assert_eq!(
        verify_consistency(2, 9, &endless, &root, &root),
        Err(ProofFault::PathTooLong { found: 1000 })
    );
    assert_eq!(verify_consistency(0, 9, &[], &leaves[0], &root), Err(ProofFault::OldRoot));
}

#[test]
fn the_largest_sizes_do_not_overflow() {
    for size in [1, 2, 1 << 32, MAX_SIZE, u64::MAX - 1, u64::MAX] {
        for index in [0, size / 2, size - 1] {
            let nodes = needed_for_inclusion(index, size).unwrap();
            assert!(nodes.len() <= 64 * 64, "{}", nodes.len());
        }
        for old in [0, 1, size / 2, size - 1, size] {
            assert!(needed_for_consistency(old, size).is_ok());
        }
        assert_eq!(needed_for_root(size).len() as u32, size.count_ones());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_trees(
        chunks in prop::collection::vec(0usize..400, 1..6),
        at in any::<prop::sample::Index>(),
        cut in any::<prop::sample::Index>(),
        bit in 0usize..256,
    ) {
        let leaves = leaves(chunks.iter().sum::<usize>() as u64 + 1);
        let mut tree = MemoryTree::new();
        let mut rest = &leaves[..];
        for chunk in chunks.into_iter().chain([1]) {
            let (now, later) = rest.split_at(chunk);
            prop_assert_eq!(tree.append(now).unwrap(), definition(&leaves[..tree.size() as usize]));
            rest = later;
        }
        let size = leaves.len() as u64;
        let index = at.index(leaves.len()) as u64;
        inclusion_is_exact(&tree, &leaves[index as usize], index, size, &[bit]);
        inclusion_is_exact(&tree, &leaves[index as usize], index, index + 1 + cut.index((size - index) as usize) as u64, &[bit]);
        consistency_is_exact(&tree, cut.index(leaves.len() + 1) as u64, size, &[bit]);
    }

    #[test]
    fn invented_proofs_never_hold_nor_panic(
        index in any::<u64>(),
        size in any::<u64>(),
        shift in 0u32..64,
        path in prop::collection::vec(any::<[u8; 32]>().prop_map(Hash), 0..70),
        root in any::<[u8; 32]>().prop_map(Hash),
    ) {
        let (index, size) = (index >> shift, size >> shift);
        prop_assert!(verify_inclusion(&Hash([1; 32]), index, size, &path, &root).is_err());
        prop_assert!(verify_consistency(index, size, &path, &Hash([1; 32]), &root).is_err());
        // With a path of the right length the walk goes to its end.
        for length in 0..=65 {
            let path = vec![root; length];
            prop_assert!(verify_inclusion(&Hash([1; 32]), index, size, &path, &root).is_err());
            prop_assert!(verify_consistency(index, size, &path, &Hash([1; 32]), &root).is_err());
        }
    }
}
