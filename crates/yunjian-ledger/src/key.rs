//! Ed25519 keys with names: the log's ([`SigningKey`]), a witness's ([`WitnessKey`]), and what verifies them.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::Signer as _;

use crate::KeyId;
use crate::bytes::{sha256, short};

/// The longest name of a key or log, in bytes.
pub const MAX_NAME: usize = 255;

const SIGNATURE: usize = ed25519_dalek::SIGNATURE_LENGTH;
const TIME: usize = 8;

/// What a key's signatures say; the type byte of C2SP signed-note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Algorithm {
    /// 0x01: Ed25519 over the text of a note, and over promises.
    Ed25519,
    /// 0x04: a witness's timestamped Ed25519 signature over a checkpoint.
    Cosignature,
}

impl Algorithm {
    fn byte(self) -> u8 {
        match self {
            Self::Ed25519 => 1,
            Self::Cosignature => 4,
        }
    }
    fn of(byte: u8) -> Result<Self, KeyFault> {
        match byte {
            1 => Ok(Self::Ed25519),
            4 => Ok(Self::Cosignature),
            other => Err(KeyFault::Algorithm(other)),
        }
    }
}

/// Why a key cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyFault {
    #[error(
        "a key's name must have 1 to 255 bytes and no space, control character or plus sign, unlike {0:?}"
    )]
    Name(String),
    #[error("a verifier key is written as name+id+key, with 8 lower-case hexadecimal digits and base64")]
    Form,
    #[error("the key is of type {0}; this program knows 1 (Ed25519) and 4 (witness)")]
    Algorithm(u8),
    #[error("the key's bytes are not a usable Ed25519 public key")]
    PublicKey,
    #[error("the key's id is {found}, but its name and bytes give {expected}")]
    Id { expected: KeyId, found: KeyId },
}

/// Whether a text can name a key or a log in signed lines.
pub(crate) fn check_name(name: &str) -> Result<(), KeyFault> {
    let bad = |c: char| c.is_whitespace() || c.is_control() || c == '+';
    if name.is_empty() || name.len() > MAX_NAME || name.contains(bad) {
        return Err(KeyFault::Name(short(&name, 80)));
    }
    Ok(())
}

fn key_id(name: &str, algorithm: Algorithm, public: &[u8; 32]) -> KeyId {
    let [a, b, c, d, ..] = sha256(&[name.as_bytes(), b"\n", &[algorithm.byte()], public]).0;
    KeyId([a, b, c, d])
}

/// The message a witness signs.
fn cosigned(text: &str, time: u64) -> Vec<u8> {
    format!("cosignature/v1\ntime {time}\n{text}").into_bytes()
}

/// A public key with its name; written as a vkey string.
#[derive(Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    id: KeyId,
    algorithm: Algorithm,
    key: ed25519_dalek::VerifyingKey,
}

impl VerifierKey {
    /// A key from its parts.
    ///
    /// # Errors
    /// [`KeyFault`]; keys of low order or in an unusual encoding, which verify more than they should, are
    /// refused.
    pub fn new(name: &str, algorithm: Algorithm, public: &[u8; 32]) -> Result<Self, KeyFault> {
        check_name(name)?;
        let key = ed25519_dalek::VerifyingKey::from_bytes(public).map_err(|_| KeyFault::PublicKey)?;
        if key.is_weak() || key.to_edwards().compress().as_bytes() != public {
            return Err(KeyFault::PublicKey);
        }
        Ok(Self { name: name.to_owned(), id: key_id(name, algorithm, public), algorithm, key })
    }

    pub fn name(&self) -> &str {
        &self.name
    }
    pub fn id(&self) -> KeyId {
        self.id
    }
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }
    pub fn public_key(&self) -> &[u8; 32] {
        self.key.as_bytes()
    }

    /// Checks the signature bytes of a note line (without the key id); a witness's time comes back in
    /// seconds.
    pub(crate) fn verify_note(&self, text: &str, signature: &[u8]) -> Option<Option<u64>> {
        match self.algorithm {
            Algorithm::Ed25519 => self.verify_raw(text.as_bytes(), signature).then_some(None),
            Algorithm::Cosignature => {
                let (time, signature) = signature.split_first_chunk::<TIME>()?;
                let time = u64::from_be_bytes(*time);
                let valid = time <= i64::MAX as u64 && self.verify_raw(&cosigned(text, time), signature);
                valid.then_some(Some(time))
            }
        }
    }

    /// Checks an Ed25519 signature over a message, whatever the key is for.
    pub(crate) fn verify_raw(&self, message: &[u8], signature: &[u8]) -> bool {
        let Ok(bytes) = <&[u8; SIGNATURE]>::try_from(signature) else { return false };
        self.key.verify_strict(message, &ed25519_dalek::Signature::from_bytes(bytes)).is_ok()
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = [&[self.algorithm.byte()], self.key.as_bytes().as_slice()].concat();
        write!(f, "{}+{}+{}", self.name, self.id, STANDARD.encode(bytes))
    }
}

impl fmt::Debug for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VerifierKey({self})")
    }
}

impl FromStr for VerifierKey {
    type Err = KeyFault;

    fn from_str(vkey: &str) -> Result<Self, KeyFault> {
        // Base64 may contain plus signs, a name may not.
        let mut parts = vkey.splitn(3, '+');
        let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(KeyFault::Form);
        };
        check_name(name)?;
        let found: KeyId = id.parse().map_err(|_| KeyFault::Form)?;
        if key.len() > 64 {
            return Err(KeyFault::Form);
        }
        let bytes = STANDARD.decode(key).map_err(|_| KeyFault::Form)?;
        let (&algorithm, public) = bytes.split_first().ok_or(KeyFault::Form)?;
        let algorithm = Algorithm::of(algorithm)?;
        let key = Self::new(name, algorithm, public.try_into().map_err(|_| KeyFault::PublicKey)?)?;
        if key.id != found {
            return Err(KeyFault::Id { expected: key.id, found });
        }
        Ok(key)
    }
}

/// The secret key of a log: signs notes and promises.
#[derive(Clone)]
pub struct SigningKey {
    verifier: VerifierKey,
    secret: ed25519_dalek::SigningKey,
}

impl SigningKey {
    /// The key of a 32-byte random seed. The name of a log's key is the log's origin.
    ///
    /// # Errors
    /// [`KeyFault::Name`].
    pub fn from_seed(name: &str, seed: &[u8; 32]) -> Result<Self, KeyFault> {
        let (verifier, secret) = pair(name, Algorithm::Ed25519, seed)?;
        Ok(Self { verifier, secret })
    }
    pub fn verifier(&self) -> &VerifierKey {
        &self.verifier
    }
    pub fn name(&self) -> &str {
        &self.verifier.name
    }
    pub(crate) fn sign_raw(&self, message: &[u8]) -> [u8; SIGNATURE] {
        self.secret.sign(message).to_bytes()
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({}, ..)", self.verifier)
    }
}

/// The secret key of a witness: cosigns checkpoints. One seed serves one witness only, because the signed
/// message does not name the witness.
#[derive(Clone)]
pub struct WitnessKey {
    verifier: VerifierKey,
    secret: ed25519_dalek::SigningKey,
}

impl WitnessKey {
    /// The key of a 32-byte random seed.
    ///
    /// # Errors
    /// [`KeyFault::Name`].
    pub fn from_seed(name: &str, seed: &[u8; 32]) -> Result<Self, KeyFault> {
        let (verifier, secret) = pair(name, Algorithm::Cosignature, seed)?;
        Ok(Self { verifier, secret })
    }
    pub fn verifier(&self) -> &VerifierKey {
        &self.verifier
    }
    /// Time and signature, as they stand in a note line.
    pub(crate) fn cosign_raw(&self, text: &str, time: u64) -> Vec<u8> {
        let signature = self.secret.sign(&cosigned(text, time)).to_bytes();
        [&time.to_be_bytes()[..], &signature].concat()
    }
}

impl fmt::Debug for WitnessKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WitnessKey({}, ..)", self.verifier)
    }
}

fn pair(
    name: &str,
    algorithm: Algorithm,
    seed: &[u8; 32],
) -> Result<(VerifierKey, ed25519_dalek::SigningKey), KeyFault> {
    let secret = ed25519_dalek::SigningKey::from_bytes(seed);
    let verifier = VerifierKey::new(name, algorithm, secret.verifying_key().as_bytes())?;
    Ok((verifier, secret))
}
