//! From a body to its leaf: commitment, entry, leaf hash.

use crate::bytes::sha256;
use crate::{Hash, Salt};

const COMMITMENT: &[u8] = b"yunjian.commitment.v1\0";
const ENTRY: &str = "yunjian.entry.v1\n";

/// Length of an entry in bytes.
pub const ENTRY_LENGTH: usize = ENTRY.len() + 64 + 1;

/// The salted commitment to a body: SHA-256("yunjian.commitment.v1\0" ‖ salt ‖ body).
///
/// The salt has a fixed length, so that no other pair of salt and body gives the same bytes.
pub fn commitment(salt: &Salt, body: &[u8]) -> Hash {
    sha256(&[COMMITMENT, salt.as_bytes(), body])
}

/// The bytes that enter the log: "yunjian.entry.v1\n" ‖ hex(commitment) ‖ "\n".
pub fn entry(commitment: &Hash) -> Vec<u8> {
    format!("{ENTRY}{commitment}\n").into_bytes()
}

/// The commitment in an entry, or `None` when the bytes are no entry of this version.
pub fn parse_entry(entry: &[u8]) -> Option<Hash> {
    std::str::from_utf8(entry).ok()?.strip_prefix(ENTRY)?.strip_suffix('\n')?.parse().ok()
}

/// The leaf hash of any entry bytes: SHA-256(0x00 ‖ entry).
pub fn leaf_hash(entry: &[u8]) -> Hash {
    sha256(&[&[0], entry])
}

/// The leaf hash of the entry of a commitment.
pub fn leaf_of(commitment: &Hash) -> Hash {
    leaf_hash(&entry(commitment))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entry_and_back() {
        let commitment = commitment(&Salt([1; 16]), b"body");
        let bytes = entry(&commitment);
        assert_eq!(bytes.len(), ENTRY_LENGTH);
        assert_eq!(parse_entry(&bytes), Some(commitment));
        assert_eq!(leaf_of(&commitment), leaf_hash(&bytes));
        for bad in [&b""[..], &bytes[..81], &[&bytes[..], b"\n"].concat(), b"yunjian.entry.v2\n", &[0xff; 82]]
        {
            assert_eq!(parse_entry(bad), None);
        }
    }

    #[test]
    fn every_part_of_a_commitment_counts() {
        let one = commitment(&Salt([1; 16]), b"body");
        assert_ne!(one, commitment(&Salt([2; 16]), b"body"));
        assert_ne!(one, commitment(&Salt([1; 16]), b"bodz"));
        assert_ne!(one, commitment(&Salt([1; 16]), b"body\0"));
    }

    /// Worked out with another program: `printf 'yunjian.commitment.v1\0' …| sha256sum`.
    #[test]
    fn known_bytes() {
        let commitment = commitment(&Salt(*b"0123456789abcdef"), b"hello");
        assert_eq!(
            commitment.to_string(),
            "9d2149aadc47bb6358d5c5af4dd962aafdf422fd38aa8ccc364074cf3e5bf65f"
        );
        assert_eq!(
            leaf_of(&commitment).to_string(),
            "6891b09ff3d587604149fbfe0554dad9deb4e9c7aebece6a9b670e468c98eefd"
        );
    }
}
