//! The transparency log: entry bytes, Merkle tree, checkpoints, signatures, proofs, receipts.
//!
//! This crate knows bytes and no word of the domain. It does no input or output, asks no clock and draws no
//! randomness: salts, seeds and times are arguments. Everything it reads may come from an enemy: sizes and
//! path lengths are limited, nothing panics, and every refusal is a typed, plain sentence.
//!
//! `‖` below joins bytes, `\n` is the byte 0x0A, `\0` the byte 0x00. Texts are UTF-8. Hex is lower-case.
//! Base64 is the standard alphabet with padding and without spare bits. Decimals have no leading zero.
//!
//! # 1. Commitment, entry, leaf ([`commit`])
//!
//! The log never holds what it proves, only a salted commitment to it. Destroying the salt and the body (an
//! erasure) leaves a leaf nobody can connect with anything, and the tree stays whole.
//!
//! ```text
//! body        any bytes
//! salt        16 random bytes, one draw per body
//! commitment  SHA-256( "yunjian.commitment.v1" ‖ \0 ‖ salt ‖ body )                      22 + 16 + n bytes hashed
//! entry       "yunjian.entry.v1" ‖ \n ‖ hex(commitment) ‖ \n                             82 bytes
//! leaf        SHA-256( 0x00 ‖ entry )                                                    83 bytes hashed
//! ```
//!
//! # 2. Tree ([`tree`])
//!
//! The Merkle tree of RFC 6962, section 2.1, with SHA-256.
//!
//! ```text
//! root of no leaf        SHA-256( "" )
//! leaf                   SHA-256( 0x00 ‖ entry )
//! node                   SHA-256( 0x01 ‖ left ‖ right )                                  65 bytes hashed
//! root of n > 1 leaves   node( root(first k), root(other n - k) ), k the largest power of two below n
//! ```
//!
//! Stored are only nodes that will never change, those over a complete subtree: the node (level, index)
//! covers the leaves `index << level` up to `(index + 1) << level`. Leaves are level 0. n leaves make fewer
//! than 2n stored nodes. Proofs are those of RFC 6962, sections 2.1.1 and 2.1.2.
//!
//! # 3. Keys ([`key`]) and notes ([`note`]): C2SP signed-note
//!
//! ```text
//! key id      first 4 bytes of SHA-256( name ‖ \n ‖ type ‖ public key )
//! vkey        name ‖ "+" ‖ hex(key id) ‖ "+" ‖ base64( type ‖ public key )
//! type        0x01 Ed25519 (a log), 0x04 timestamped Ed25519 cosignature (a witness)
//!
//! note        text ‖ \n ‖ one or more signature lines            text ends in \n, no control character but \n
//! line        "— " ‖ name ‖ " " ‖ base64( key id ‖ signature ) ‖ \n          the dash is U+2014: E2 80 94
//!
//! signature of type 0x01    64 bytes of Ed25519 over text
//! signature of type 0x04    time ‖ 64 bytes of Ed25519 over
//!                           "cosignature/v1" ‖ \n ‖ "time " ‖ decimal(time) ‖ \n ‖ text
//!                           time: seconds since 1970, in the signature 8 bytes big-endian
//! ```
//!
//! A line of an unknown key is ignored; a line of a known key that does not verify spoils the note; a note
//! without one valid line of a known key is refused.
//!
//! # 4. Checkpoint ([`checkpoint`]): C2SP tlog-checkpoint
//!
//! ```text
//! text        origin ‖ \n ‖ decimal(size) ‖ \n ‖ base64(root) ‖ \n [‖ extension ‖ \n …]
//! ```
//!
//! House rule: the log's key bears the origin as its name.
//!
//! # 5. Proof file ([`tlog_proof`]): C2SP tlog-proof
//!
//! ```text
//! "c2sp.org/tlog-proof@v1" ‖ \n
//! ["extra " ‖ base64(extra) ‖ \n]                     not authenticated
//! "index " ‖ decimal(index) ‖ \n
//! base64(hash) ‖ \n                                   per hash of the path, from the leaf's sibling upwards
//! \n
//! checkpoint note, verbatim
//! ```
//!
//! # 6. Receipt ([`receipt`])
//!
//! A JSON object; unknown members are refused, so that nothing unchecked can travel in a receipt.
//!
//! ```text
//! format      "yunjian.receipt.v1"
//! subject     object; each of its members stands in the object `body` with an equal value
//! body        the committed text, exactly: a JSON object in which no name occurs twice
//! salt        hex, 32 digits
//! commitment  hex, 64 digits
//! leaf        hex, 64 digits
//! promise     origin, key (key id, 8 hex digits), time (milliseconds since 1970), signature (base64 of 64 bytes)
//! inclusion   absent while only promised; else index, size, path (hex, leaf upwards), checkpoint (note text)
//! vkey        the log's key
//!
//! promise text "yunjian.promise.v1" ‖ \n ‖ origin ‖ \n ‖ hex(leaf) ‖ \n ‖ decimal(time) ‖ \n
//! ```
//!
//! The promise is signed with the log's own key (type 0x01). It cannot be taken for a checkpoint: there the
//! second line is a decimal and the third has 44 characters.

pub mod checkpoint;
pub mod commit;
pub mod key;
pub mod note;
pub mod receipt;
pub mod tlog_proof;
pub mod tree;

mod bytes;
mod json;

pub use bytes::{Hash, HexFault, KeyId, Salt};
pub use checkpoint::{Checkpoint, CheckpointFault};
pub use key::{KeyFault, SigningKey, VerifierKey, WitnessKey};
pub use note::{Note, NoteFault};
pub use receipt::{Inclusion, Promise, Receipt, ReceiptFault, Standing, Trust, Verified};
pub use tree::{MemoryTree, NodeId, NodeSource, ProofFault, TreeFault};
