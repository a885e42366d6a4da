//! Ids, salts and secrets that a seed decides.

use std::sync::Mutex;

use sha2::{Digest as _, Sha256};
use yunjian_store::Entropy;

/// The same seed and the same order of asking give the same answers.
#[derive(Debug)]
pub struct SeededEntropy {
    seed: u64,
    asked: Mutex<u64>,
}

impl SeededEntropy {
    pub fn new(seed: u64) -> Self {
        Self { seed, asked: Mutex::new(0) }
    }

    fn next(&self) -> u64 {
        let mut asked = self.asked.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        *asked += 1;
        *asked
    }

    fn bytes(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(self.seed.to_be_bytes());
        hash.update(self.next().to_be_bytes());
        hash.finalize().into()
    }
}

impl Entropy for SeededEntropy {
    fn id(&self, at: i64) -> String {
        let low = u128::from(self.seed & 0xffff) << 64 | u128::from(self.next());
        ulid::Ulid::from_parts(at.unsigned_abs(), low).to_string()
    }
    fn salt(&self) -> [u8; 16] {
        let mut out = [0; 16];
        out.copy_from_slice(&self.bytes()[..16]);
        out
    }
    fn secret(&self) -> [u8; 32] {
        self.bytes()
    }
}
