//! Signed notes, as in C2SP signed-note.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::key::check_name;
use crate::{KeyId, SigningKey, VerifierKey, WitnessKey};

/// The longest note this program reads, in bytes. Room for many post-quantum cosignatures.
pub const MAX_NOTE: usize = 256 * 1024;
/// The most signature lines this program reads. The specification asks for at least 16.
pub const MAX_SIGNATURES: usize = 64;

/// Why a note cannot be read, signed or believed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoteFault {
    #[error("the note is longer than {MAX_NOTE} bytes")]
    TooLong,
    #[error("the note has more than {MAX_SIGNATURES} signatures")]
    TooManySignatures,
    #[error("the note contains a control character")]
    ControlCharacter,
    #[error("the text of a note must end with a line break")]
    TextEnd,
    #[error("the note has no blank line followed by signature lines at its end")]
    NoSignatures,
    #[error("signature line {0} of the note is malformed")]
    SignatureLine(usize),
    #[error("the signature of {name} does not fit the text of the note")]
    WrongSignature { name: String, id: KeyId },
    #[error("none of the expected keys signed the note")]
    NotSigned,
    #[error("a witness's time must be at most 2^63 - 1 seconds")]
    Time,
}

/// One signature line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteSignature {
    /// The name the line claims.
    pub name: String,
    /// The key id the line claims.
    pub id: KeyId,
    /// The signature, without the key id; its form depends on the key's type.
    pub signature: Vec<u8>,
}

/// A key that really signed a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed<'k> {
    pub key: &'k VerifierKey,
    /// When, in seconds since 1970, as a witness's signature says; a log's signature bears no time.
    pub time: Option<u64>,
}

/// A text with signature lines. Reading one proves nothing; [`Note::verify`] does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<NoteSignature>,
}

impl Note {
    /// A note signed by one key.
    ///
    /// # Errors
    /// [`NoteFault`] when the text cannot be the text of a note.
    pub fn sign(text: &str, key: &SigningKey) -> Result<Self, NoteFault> {
        check_text(text)?;
        let mut note = Self { text: text.to_owned(), signatures: Vec::new() };
        note.add_signature(key)?;
        Ok(note)
    }

    /// Adds the signature of one more key.
    ///
    /// # Errors
    /// [`NoteFault::TooManySignatures`].
    pub fn add_signature(&mut self, key: &SigningKey) -> Result<(), NoteFault> {
        let signature = key.sign_raw(self.text.as_bytes()).to_vec();
        self.push(key.verifier(), signature)
    }

    /// Adds a witness's signature. The caller has checked that the checkpoint is consistent with every one
    /// the witness signed before; `time` is in seconds since 1970.
    ///
    /// # Errors
    /// [`NoteFault::TooManySignatures`], [`NoteFault::Time`].
    pub fn add_cosignature(&mut self, key: &WitnessKey, time: u64) -> Result<(), NoteFault> {
        if time > i64::MAX as u64 {
            return Err(NoteFault::Time);
        }
        self.push(key.verifier(), key.cosign_raw(&self.text, time))
    }

    fn push(&mut self, key: &VerifierKey, signature: Vec<u8>) -> Result<(), NoteFault> {
        if self.signatures.len() >= MAX_SIGNATURES {
            return Err(NoteFault::TooManySignatures);
        }
        self.signatures.push(NoteSignature { name: key.name().to_owned(), id: key.id(), signature });
        Ok(())
    }

    /// The text, with its final line break.
    pub fn text(&self) -> &str {
        &self.text
    }
    pub fn signatures(&self) -> &[NoteSignature] {
        &self.signatures
    }

    /// Which of the given keys signed. Lines of other keys are ignored; each key counts once.
    ///
    /// # Errors
    /// [`NoteFault::WrongSignature`] when the line of a given key does not verify, [`NoteFault::NotSigned`]
    /// when there is no line of a given key.
    pub fn verify<'k>(
        &self,
        keys: impl IntoIterator<Item = &'k VerifierKey>,
    ) -> Result<Vec<Signed<'k>>, NoteFault> {
        let mut signed: Vec<Signed<'k>> = Vec::new();
        for key in keys {
            if signed.iter().any(|s| s.key == key) {
                continue;
            }
            let mut found = None;
            for line in self.signatures.iter().filter(|l| l.id == key.id() && l.name == key.name()) {
                let Some(time) = key.verify_note(&self.text, &line.signature) else {
                    return Err(NoteFault::WrongSignature { name: line.name.clone(), id: line.id });
                };
                found.get_or_insert(Signed { key, time });
            }
            signed.extend(found);
        }
        if signed.is_empty() { Err(NoteFault::NotSigned) } else { Ok(signed) }
    }
}

fn check_text(text: &str) -> Result<(), NoteFault> {
    if text.len() > MAX_NOTE {
        return Err(NoteFault::TooLong);
    }
    if text.bytes().any(|b| b < b' ' && b != b'\n') {
        return Err(NoteFault::ControlCharacter);
    }
    if !text.ends_with('\n') {
        return Err(NoteFault::TextEnd);
    }
    Ok(())
}

impl FromStr for Note {
    type Err = NoteFault;

    fn from_str(note: &str) -> Result<Self, NoteFault> {
        check_text(note)?;
        let blank = note.rfind("\n\n").ok_or(NoteFault::NoSignatures)?;
        let (text, lines) = (&note[..=blank], &note[blank + 2..]);
        let lines = lines.strip_suffix('\n').ok_or(NoteFault::NoSignatures)?;
        let mut signatures = Vec::new();
        for (place, line) in lines.split('\n').enumerate() {
            if place >= MAX_SIGNATURES {
                return Err(NoteFault::TooManySignatures);
            }
            signatures.push(signature_line(line).ok_or(NoteFault::SignatureLine(place + 1))?);
        }
        Ok(Self { text: text.to_owned(), signatures })
    }
}

fn signature_line(line: &str) -> Option<NoteSignature> {
    let (name, base64) = line.strip_prefix("— ")?.split_once(' ')?;
    check_name(name).ok()?;
    let bytes = STANDARD.decode(base64).ok()?;
    let (id, signature) = bytes.split_first_chunk::<4>()?;
    if signature.is_empty() {
        return None;
    }
    Some(NoteSignature { name: name.to_owned(), id: KeyId(*id), signature: signature.to_vec() })
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        for NoteSignature { name, id, signature } in &self.signatures {
            let bytes = [id.as_bytes().as_slice(), signature].concat();
            writeln!(f, "— {name} {}", STANDARD.encode(bytes))?;
        }
        Ok(())
    }
}
