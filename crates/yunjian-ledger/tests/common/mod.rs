//! What the tests share: fixed keys, leaves, and files whose bytes must never change.

#![allow(dead_code, reason = "each test program uses a part")]

use std::path::Path;

use yunjian_ledger::{Hash, SigningKey, WitnessKey, commit};

pub(crate) const ORIGIN: &str = "log.example/supervision";

pub(crate) fn log_key() -> SigningKey {
    SigningKey::from_seed(ORIGIN, &[7; 32]).unwrap()
}

pub(crate) fn witness_key(name: &str, seed: u8) -> WitnessKey {
    WitnessKey::from_seed(name, &[seed; 32]).unwrap()
}

pub(crate) fn leaves(count: u64) -> Vec<Hash> {
    (0..count).map(|n| commit::leaf_hash(&n.to_be_bytes())).collect()
}

pub(crate) fn flipped(hash: &Hash, bit: usize) -> Hash {
    let mut bytes = hash.0;
    bytes[bit / 8 % 32] ^= 1 << (bit % 8);
    Hash(bytes)
}

/// Compares with a file in `tests/golden`. With `UPDATE_GOLDEN` set the file is written: only for a new
/// format, since receipts and checkpoints in the world do not change with us.
pub(crate) fn golden(name: &str, found: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, found).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap(), found, "{name} changed");
}
