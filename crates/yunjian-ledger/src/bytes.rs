//! Byte strings of fixed length that are written as lower-case hex.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};

/// A text that is not the lower-case hex of the expected number of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected {digits} lower-case hexadecimal digits")]
pub struct HexFault {
    pub digits: usize,
}

fn from_hex<const N: usize>(text: &str) -> Result<[u8; N], HexFault> {
    let fault = HexFault { digits: 2 * N };
    // One spelling per value: texts are compared and signed, so upper case is refused.
    if text.len() != 2 * N || text.bytes().any(|b| b.is_ascii_uppercase()) {
        return Err(fault);
    }
    let mut bytes = [0; N];
    hex::decode_to_slice(text, &mut bytes).map_err(|_| fault)?;
    Ok(bytes)
}

macro_rules! hex_bytes {
    ($name:ident, $length:literal) => {
        impl $name {
            /// Length in bytes.
            pub const LENGTH: usize = $length;

            pub fn as_bytes(&self) -> &[u8; $length] {
                &self.0
            }
            pub fn to_hex(&self) -> String {
                hex::encode(self.0)
            }
        }

        impl FromStr for $name {
            type Err = HexFault;

            fn from_str(text: &str) -> Result<Self, HexFault> {
                from_hex(text).map(Self)
            }
        }

        impl TryFrom<&[u8]> for $name {
            type Error = std::array::TryFromSliceError;

            fn try_from(bytes: &[u8]) -> Result<Self, Self::Error> {
                bytes.try_into().map(Self)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.to_hex())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

macro_rules! shown_as_hex {
    ($name:ident) => {
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.to_hex())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.to_hex())
            }
        }
    };
}

/// A SHA-256 value: a commitment, a leaf, a node or a root.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash(pub [u8; 32]);
hex_bytes!(Hash, 32);
shown_as_hex!(Hash);

/// The 16 random bytes of one commitment. Who destroys the salt and the body makes the leaf mute.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Salt(pub [u8; 16]);
hex_bytes!(Salt, 16);

impl fmt::Debug for Salt {
    // A salt in a log file would survive the erasure it exists for.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Salt(..)")
    }
}

/// The short name of a key in signature lines. Not a proof of anything: four bytes are easily collided.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId(pub [u8; 4]);
hex_bytes!(KeyId, 4);
shown_as_hex!(KeyId);

/// SHA-256 of the parts, joined.
pub(crate) fn sha256(parts: &[&[u8]]) -> Hash {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    Hash(hasher.finalize().into())
}

/// A decimal without sign and leading zeroes.
pub(crate) fn decimal(text: &str) -> Option<u64> {
    let canonical = text == "0" || (!text.starts_with('0') && text.bytes().all(|b| b.is_ascii_digit()));
    if !canonical || text.is_empty() {
        return None;
    }
    text.parse().ok()
}

/// What an error message may show of a foreign text: one short line that steers no terminal.
pub(crate) fn short(text: &(impl fmt::Display + ?Sized), most: usize) -> String {
    let text = text.to_string();
    let shown: String = text.chars().filter(|c| !c.is_control()).take(most).collect();
    if text.chars().nth(most).is_some() { shown + "…" } else { shown }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hex_is_strict() {
        let text = "00ff".repeat(16);
        let hash: Hash = text.parse().unwrap();
        assert_eq!(hash.to_string(), text);
        assert_eq!(format!("{hash:?}"), format!("Hash({text})"));
        for bad in ["", "00", &text.to_uppercase(), &"zz".repeat(32), &format!("{text}00"), &"é".repeat(32)]
        {
            assert_eq!(bad.parse::<Hash>(), Err(HexFault { digits: 64 }), "{bad}");
        }
        let json = serde_json::to_string(&KeyId([1, 2, 3, 0xff])).unwrap();
        assert_eq!(json, "\"010203ff\"");
        assert_eq!(serde_json::from_str::<KeyId>(&json).unwrap(), KeyId([1, 2, 3, 0xff]));
        assert!(serde_json::from_str::<Salt>("\"00\"").unwrap_err().to_string().contains("32 lower-case"));
    }

    #[test]
    fn a_salt_is_not_printed() {
        assert_eq!(format!("{:?}", Salt([7; 16])), "Salt(..)");
    }

    #[test]
    fn foreign_text_is_shown_short() {
        assert_eq!(short("a\u{1b}[31m\nb", 80), "a[31mb");
        assert_eq!(short("云鉴云鉴", 3), "云鉴云…");
    }

    #[test]
    fn decimals_are_canonical() {
        assert_eq!(decimal("0"), Some(0));
        assert_eq!(decimal("18446744073709551615"), Some(u64::MAX));
        for bad in ["", "00", "01", "+1", "-1", " 1", "1 ", "18446744073709551616", "1e3", "١"] {
            assert_eq!(decimal(bad), None, "{bad:?}");
        }
    }
}
