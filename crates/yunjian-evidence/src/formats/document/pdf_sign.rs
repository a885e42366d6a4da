//! Which bytes a PDF signature speaks for, and whether they are still the bytes it was made over.
//!
//! What is looked at: the stated range of bytes, and the digest inside the signature (`messageDigest` of CMS). What is
//! not: the signature's value and the certificate. So this can say that a document was changed; it cannot say who
//! signed.

use sha2::{Digest, Sha256, Sha384, Sha512};

/// What a signature covers.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Coverage {
    /// Everything but the signature itself.
    Whole,
    /// Everything up to here; the rest was added later.
    Before(usize),
    /// No range that leaves out the signature and nothing else.
    Odd,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Digested {
    Matches,
    Differs,
    /// No digest was found, or it is of an algorithm this program does not compute.
    Unknown,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Looked {
    pub(super) coverage: Coverage,
    pub(super) digested: Digested,
}

/// OID 1.2.840.113549.1.9.4, the attribute messageDigest.
const MESSAGE_DIGEST: &[u8] = &[0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x04];
/// OID 2.16.840.1.101.3.4.2.x without its last arc: 1, 2, 3 are SHA-256, SHA-384, SHA-512.
const SHA2: &[u8] = &[0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02];

pub(super) fn look(bytes: &[u8], ranges: &[i64], contents: &[u8]) -> Looked {
    let odd = Looked { coverage: Coverage::Odd, digested: Digested::Unknown };
    let numbers: Vec<usize> = ranges.iter().filter_map(|n| usize::try_from(*n).ok()).collect();
    let [0, first, second, length] = numbers[..] else { return odd };
    let Some(end) = second.checked_add(length).filter(|end| *end <= bytes.len()) else { return odd };
    let Some(gap) = bytes.get(first..second) else { return odd };
    // The gap is the signature in hexadecimal, and nothing else.
    let plain = gap.len() >= 2
        && gap[0] == b'<'
        && gap[gap.len() - 1] == b'>'
        && gap[1..gap.len() - 1].iter().all(u8::is_ascii_hexdigit)
        && (gap.len() - 2).div_ceil(2) == contents.len();
    if !plain {
        return odd;
    }
    let rest = bytes[end..].iter().all(u8::is_ascii_whitespace);
    let coverage = if rest { Coverage::Whole } else { Coverage::Before(end) };
    let pieces = [&bytes[..first], &bytes[second..end]];
    let digested = match (algorithm(contents), message_digest(contents)) {
        (Some(1), Some(stated)) => compare::<Sha256>(pieces, stated),
        (Some(2), Some(stated)) => compare::<Sha384>(pieces, stated),
        (Some(3), Some(stated)) => compare::<Sha512>(pieces, stated),
        _ => Digested::Unknown,
    };
    Looked { coverage, digested }
}

fn compare<D: Digest>(pieces: [&[u8]; 2], stated: &[u8]) -> Digested {
    let mut hash = D::new();
    for piece in pieces {
        hash.update(piece);
    }
    if hash.finalize()[..] == *stated { Digested::Matches } else { Digested::Differs }
}

/// The first SHA-2 of the structure is the one named beside the content.
fn algorithm(cms: &[u8]) -> Option<u8> {
    let at = cms.windows(SHA2.len()).position(|w| w == SHA2)?;
    cms.get(at + SHA2.len()).copied()
}

/// Behind the attribute's name: SET of one OCTET STRING, both short.
fn message_digest(cms: &[u8]) -> Option<&[u8]> {
    let at = cms.windows(MESSAGE_DIGEST.len()).position(|w| w == MESSAGE_DIGEST)? + MESSAGE_DIGEST.len();
    let [0x31, set, 0x04, length, ..] = *cms.get(at..)? else { return None };
    (set == length.checked_add(2)?).then_some(())?;
    cms.get(at + 4..at + 4 + usize::from(length))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A piece of a file with a signature over the rest of it.
    fn signed() -> (Vec<u8>, Vec<i64>, Vec<u8>) {
        let (head, tail) = (b"%PDF-1.7 head ".as_slice(), b" tail %%EOF\n".as_slice());
        let digest = Sha256::new().chain_update(head).chain_update(tail).finalize();
        let cms = [SHA2, &[1], MESSAGE_DIGEST, &[0x31, 34, 0x04, 32], &digest[..]].concat();
        let hex = format!("<{}>", hex::encode(&cms));
        let ranges = [0, head.len(), head.len() + hex.len(), tail.len()].map(|n| n as i64).to_vec();
        ([head, hex.as_bytes(), tail].concat(), ranges, cms)
    }

    #[test]
    fn what_was_signed_and_what_was_changed() {
        let (file, ranges, cms) = signed();
        let whole = Looked { coverage: Coverage::Whole, digested: Digested::Matches };
        assert_eq!(look(&file, &ranges, &cms), whole);
        let longer = [&file[..], b"added"].concat();
        let before = Looked { coverage: Coverage::Before(file.len()), digested: Digested::Matches };
        assert_eq!(look(&longer, &ranges, &cms), before);
        let mut other = file.clone();
        other[10] = b'H';
        assert_eq!(look(&other, &ranges, &cms).digested, Digested::Differs);
        let wider = [ranges[0], ranges[1] - 3, ranges[2], ranges[3]];
        assert_eq!(look(&file, &wider, &cms).coverage, Coverage::Odd);
        for odd in
            [vec![], vec![0, 5, 6], vec![1, 2, 3, 4], vec![0, i64::MAX, i64::MAX, 1], vec![0, -1, 3, 4]]
        {
            assert_eq!(look(&file, &odd, &cms).coverage, Coverage::Odd, "{odd:?}");
        }
        assert_eq!(look(&file, &ranges, &vec![0; cms.len()]).digested, Digested::Unknown);
    }
}
