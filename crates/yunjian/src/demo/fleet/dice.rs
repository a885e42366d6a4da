//! Chance that a seed decides: the same seed tells the same two years again.

use std::sync::Mutex;

use yunjian_store::Entropy;

/// A small generator (splitmix64); for stories, not for secrets.
#[derive(Clone, Debug)]
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
    /// 0 up to, and not including, `n`.
    pub(super) fn below(&mut self, n: u64) -> u64 {
        self.next() % n.max(1)
    }
    /// From `low` to `high`, both included.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        low + i64::try_from(self.below((high - low + 1).max(1).unsigned_abs())).unwrap_or(0)
    }
    /// True in so many of a thousand cases.
    pub(super) fn per_mille(&mut self, share: u64) -> bool {
        self.below(1000) < share
    }
    pub(super) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[usize::try_from(self.below(from.len() as u64)).unwrap_or(0)]
    }
}

/// Ids and salts from a seed, while the fleet is made. The server that runs on it afterwards draws its own.
#[derive(Debug)]
pub(in crate::demo) struct Drawn(Mutex<(Dice, u64)>);

impl Drawn {
    pub(in crate::demo) fn new(seed: u64) -> Self {
        Self(Mutex::new((Dice::new(seed ^ 0x59_4a), 0)))
    }
    fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut state = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let mut out = [0; N];
        for chunk in out.chunks_mut(8) {
            let drawn = state.0.next().to_be_bytes();
            chunk.copy_from_slice(&drawn[..chunk.len()]);
        }
        out
    }
}

impl Entropy for Drawn {
    fn id(&self, at: i64) -> String {
        let mut state = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        state.1 += 1;
        ulid::Ulid::from_parts(at.unsigned_abs(), u128::from(state.1)).to_string()
    }
    fn salt(&self) -> [u8; 16] {
        self.bytes()
    }
    fn secret(&self) -> [u8; 32] {
        self.bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_same_again() {
        let (one, two, other) = (Drawn::new(1), Drawn::new(1), Drawn::new(2));
        assert_eq!((one.id(5), one.salt(), one.secret()), (two.id(5), two.salt(), two.secret()));
        assert_ne!(one.salt(), other.salt());
        assert!(one.id(5) < one.id(5), "later ids of one moment sort later");
    }

    #[test]
    fn shares_come_out_about_right() {
        let mut dice = Dice::new(3);
        let hits = (0..10_000).filter(|_| dice.per_mille(250)).count();
        assert!((2300..2700).contains(&hits), "{hits}");
        assert!((0..1000).all(|_| (2..=4).contains(&dice.between(2, 4))));
    }
}
