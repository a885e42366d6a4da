//! The one place that asks the machine for time and randomness.

use std::sync::Mutex;

use yunjian_store::Entropy;

/// Milliseconds UTC by the machine's clock.
#[expect(clippy::disallowed_methods, reason = "this is the place where the clock enters")]
pub fn now() -> i64 {
    jiff::Timestamp::now().as_millisecond()
}

/// The operating system's randomness.
#[derive(Debug, Default)]
pub struct OsEntropy {
    last: Mutex<(i64, u128)>,
}

#[expect(clippy::disallowed_methods, reason = "this is the place where randomness enters")]
fn fill(bytes: &mut [u8]) {
    getrandom::fill(bytes).expect("the operating system gives randomness or nothing here is safe");
}

impl Entropy for OsEntropy {
    fn id(&self, at: i64) -> String {
        let mut random = [0; 16];
        fill(&mut random[..10]);
        let fresh = u128::from_le_bytes(random);
        let mut last = self.last.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        // Within one millisecond ids count up from a random start, so that their order is the order of making.
        let value = if last.0 == at {
            last.1.wrapping_add(1 + (fresh & 0xffff)) & ((1 << 80) - 1)
        } else {
            fresh >> 1
        };
        *last = (at, value);
        ulid::Ulid::from_parts(at.unsigned_abs(), value).to_string()
    }
    fn salt(&self) -> [u8; 16] {
        let mut out = [0; 16];
        fill(&mut out);
        out
    }
    fn secret(&self) -> [u8; 32] {
        let mut out = [0; 32];
        fill(&mut out);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_one_moment_keep_their_order() {
        let source = OsEntropy::default();
        let ids: Vec<String> = (0..1000).map(|_| source.id(1_700_000_000_000)).collect();
        assert!(ids.is_sorted());
        assert_eq!(ids[0].len(), 26);
    }
}
