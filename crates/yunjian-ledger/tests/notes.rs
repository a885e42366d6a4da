//! Keys, notes, checkpoints and proof files: published vectors, fixed bytes, and every damaged form.

mod common;

use common::{ORIGIN, golden, leaves, log_key, witness_key};
use proptest::prelude::*;
use yunjian_ledger::checkpoint::{Opened, verify_consistency};
use yunjian_ledger::key::Algorithm;
use yunjian_ledger::note::MAX_SIGNATURES;
use yunjian_ledger::tlog_proof::{TlogProof, TlogProofFault};
use yunjian_ledger::{
    Checkpoint, CheckpointFault, KeyFault, MemoryTree, Note, NoteFault, ProofFault, SigningKey, VerifierKey,
};

/// The example key and note of the Go package golang.org/x/mod/sumdb/note.
const GO_KEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const GO_NOTE: &str = "If you think cryptography is the answer to your problem,\n\
    then you don't know what your problem is.\n\
    \n\
    — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

fn tree(size: u64) -> MemoryTree {
    let mut tree = MemoryTree::new();
    tree.append(&leaves(size)).unwrap();
    tree
}

fn checkpoint(size: u64) -> Checkpoint {
    let root = tree(size).root(size).unwrap();
    Checkpoint { origin: ORIGIN.to_owned(), size, root, extensions: Vec::new() }
}

#[test]
fn the_go_example_verifies_and_is_reproduced() {
    let key: VerifierKey = GO_KEY.parse().unwrap();
    assert_eq!(key.to_string(), GO_KEY);
    assert_eq!((key.name(), key.id().to_string().as_str()), ("PeterNeumann", "c74f20a3"));
    let note: Note = GO_NOTE.parse().unwrap();
    assert_eq!(note.to_string(), GO_NOTE);
    assert_eq!(note.verify([&key]).unwrap()[0].key, &key);

    // The published secret of the same example: type byte, then the seed.
    let secret = "01810a1402d5146c8d84f2443330f54080ebf98ee17d9c74f6252fc5d5c7283173";
    let seed: [u8; 32] = hex::decode(&secret[2..]).unwrap().try_into().unwrap();
    let key = SigningKey::from_seed("PeterNeumann", &seed).unwrap();
    assert_eq!(key.verifier().to_string(), GO_KEY);
    assert_eq!(Note::sign(note.text(), &key).unwrap().to_string(), GO_NOTE);
}

/// Verifier keys printed in the specifications and their implementations' tests, of both types.
#[test]
fn published_verifier_keys_read_and_write() {
    for (vkey, algorithm) in [
        ("EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop", Algorithm::Ed25519),
        ("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", Algorithm::Ed25519),
        ("TEST+7997405c+AQcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6", Algorithm::Ed25519),
        ("remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2", Algorithm::Cosignature),
    ] {
        let key: VerifierKey = vkey.parse().unwrap();
        assert_eq!((key.to_string().as_str(), key.algorithm()), (vkey, algorithm));
    }
}

#[test]
fn damaged_verifier_keys_are_refused() {
    for start in 0..=GO_KEY.len() {
        for end in start..=GO_KEY.len() {
            assert_eq!(GO_KEY[start..end].parse::<VerifierKey>().is_ok(), (start, end) == (0, GO_KEY.len()));
        }
    }
    for place in 0..GO_KEY.len() {
        let mut bytes = GO_KEY.as_bytes().to_vec();
        bytes[place] += 1;
        assert!(String::from_utf8(bytes).unwrap().parse::<VerifierKey>().is_err(), "byte {place}");
    }
    let refused = |vkey: &str| vkey.parse::<VerifierKey>().unwrap_err();
    assert_eq!(refused(&GO_KEY.replace("c74f20a3", "C74F20A3")), KeyFault::Form);
    assert!(matches!(refused(&GO_KEY.replace("c74f20a3", "c74f20a4")), KeyFault::Id { .. }));
    assert_eq!(
        refused("PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"),
        KeyFault::Algorithm(0x65)
    );
    // The neutral element "verifies" nearly anything.
    let mut weak = [0; 32];
    weak[0] = 1;
    assert_eq!(VerifierKey::new("log", Algorithm::Ed25519, &weak), Err(KeyFault::PublicKey));
    // 1 + p is another spelling of the same point.
    let mut strange = [0xff; 32];
    (strange[0], strange[31]) = (0xee, 0x7f);
    assert_eq!(VerifierKey::new("log", Algorithm::Ed25519, &strange), Err(KeyFault::PublicKey));
    for name in ["", "a b", "a+b", "a\nb", "a\u{3000}b", &"x".repeat(256)] {
        assert!(matches!(SigningKey::from_seed(name, &[1; 32]), Err(KeyFault::Name(_))), "{name:?}");
    }
}

#[test]
fn secrets_are_not_printed() {
    let key = SigningKey::from_seed("log", &[0xab; 32]).unwrap();
    assert!(!format!("{key:?}").contains("abab") && !format!("{key:?}").contains("171"));
    assert!(format!("{:?}", witness_key("w", 1)).ends_with(", ..)"));
}

#[test]
fn damaged_notes_are_refused() {
    let refused = |note: &str| note.parse::<Note>().unwrap_err();
    let line = "— log AAAAAQI=\n";
    assert_eq!(refused("text\n"), NoteFault::NoSignatures);
    assert_eq!(refused("text\n\n"), NoteFault::NoSignatures);
    assert_eq!(refused("text"), NoteFault::TextEnd);
    assert_eq!(refused(&format!("text\t\n\n{line}")), NoteFault::ControlCharacter);
    assert_eq!(refused(&format!("text\n\n{line}- log AAAAAQI=\n")), NoteFault::SignatureLine(2));
    for bad in ["— log\n", "— log AAAA\n", "— log AAAAAA==\n", "— l+g AAAAAQI=\n", "—  AAAAAQI=\n", "x\n"]
    {
        assert_eq!(refused(&format!("text\n\n{bad}")), NoteFault::SignatureLine(1), "{bad:?}");
    }
    let many = |count: usize| format!("text\n\n{}", line.repeat(count));
    assert_eq!(many(MAX_SIGNATURES).parse::<Note>().unwrap().signatures().len(), MAX_SIGNATURES);
    assert_eq!(refused(&many(MAX_SIGNATURES + 1)), NoteFault::TooManySignatures);
    assert_eq!(refused(&"x\n".repeat(200_000)), NoteFault::TooLong);
    // Blank lines belong to the text up to the last one.
    let note: Note = format!("a\n\nb\n\n{line}").parse().unwrap();
    assert_eq!(note.text(), "a\n\nb\n");
    assert_eq!(Note::sign("no end", &log_key()), Err(NoteFault::TextEnd));
}

#[test]
fn known_keys_count_and_unknown_ones_do_not() {
    let (a, b) = (log_key(), SigningKey::from_seed("other.example", &[8; 32]).unwrap());
    let stranger = SigningKey::from_seed(ORIGIN, &[9; 32]).unwrap();
    let mut note = Note::sign("text\n", &a).unwrap();
    note.add_signature(&b).unwrap();
    let names = |keys: &[&VerifierKey]| {
        note.verify(keys.iter().copied())
            .map(|s| s.iter().map(|s| s.key.name().to_owned()).collect::<Vec<_>>())
    };
    assert_eq!(names(&[b.verifier()]).unwrap(), ["other.example"]);
    assert_eq!(names(&[a.verifier(), b.verifier(), a.verifier()]).unwrap(), [ORIGIN, "other.example"]);
    // The same name with another key is another key.
    assert_eq!(names(&[stranger.verifier()]), Err(NoteFault::NotSigned));
    assert_eq!(names(&[]), Err(NoteFault::NotSigned));
    // A known key's wrong line spoils the note, even beside a right one.
    let forged: Note = note.to_string().replace("text\n", "texT\n").parse().unwrap();
    let wrong = NoteFault::WrongSignature { name: ORIGIN.to_owned(), id: a.verifier().id() };
    assert_eq!(forged.verify([a.verifier()]), Err(wrong));
}

#[test]
fn checkpoint_bytes() {
    let note = checkpoint(21).sign(&log_key()).unwrap();
    golden("checkpoint.txt", &note.to_string());
    golden("log.vkey", &format!("{}\n", log_key().verifier()));
    let opened = Checkpoint::open(&note.to_string(), log_key().verifier(), &[]).unwrap();
    assert_eq!(opened, Opened { checkpoint: checkpoint(21), cosigned: Vec::new() });
    let empty = checkpoint(0).sign(&log_key()).unwrap();
    golden("checkpoint-empty.txt", &empty.to_string());
}

#[test]
fn cosigned_checkpoint_bytes() {
    let witnesses = [witness_key("witness.example/customer", 1), witness_key("witness.example/assessor", 2)];
    let mut note = checkpoint(21).sign(&log_key()).unwrap();
    note.add_cosignature(&witnesses[0], 1_790_000_000).unwrap();
    note.add_cosignature(&witnesses[1], 1_790_000_060).unwrap();
    golden("checkpoint-cosigned.txt", &note.to_string());
    golden("witness.vkey", &format!("{}\n", witnesses[0].verifier()));
    let keys: Vec<VerifierKey> = witnesses.iter().map(|w| w.verifier().clone()).collect();
    let opened = Checkpoint::open(&note.to_string(), log_key().verifier(), &keys).unwrap();
    let seen: Vec<_> = opened.cosigned.iter().map(|c| (c.key.name(), c.time)).collect();
    assert_eq!(
        seen,
        [("witness.example/customer", 1_790_000_000), ("witness.example/assessor", 1_790_000_060)]
    );
    assert_eq!(note.add_cosignature(&witnesses[0], u64::MAX), Err(NoteFault::Time));
}

#[test]
fn witnesses_cannot_speak_for_the_log_nor_for_one_another() {
    let text = checkpoint(3).to_string();
    let witness = witness_key("witness.example", 1);
    // Signed by a witness alone, under the log's name.
    let impostor = witness_key(ORIGIN, 1);
    let mut only_witnessed = Note::sign(&text, &SigningKey::from_seed("x", &[3; 32]).unwrap()).unwrap();
    only_witnessed.add_cosignature(&impostor, 1).unwrap();
    let open = |note: &Note, log: &VerifierKey, witnesses: &[VerifierKey]| {
        Checkpoint::open(&note.to_string(), log, witnesses)
    };
    let not_signed = CheckpointFault::Signature(NoteFault::NotSigned);
    assert_eq!(open(&only_witnessed, log_key().verifier(), &[impostor.verifier().clone()]), Err(not_signed));
    let not_a_log_key = CheckpointFault::NotALogKey(ORIGIN.to_owned());
    assert_eq!(open(&only_witnessed, impostor.verifier(), &[]), Err(not_a_log_key));

    // The log's own key, and one key under two names, are no independent witnesses.
    let (own, twin) = (witness_key("own.example", 7), witness_key("twin.example", 1));
    let mut note = checkpoint(3).sign(&log_key()).unwrap();
    for key in [&own, &witness, &twin] {
        note.add_cosignature(key, 5).unwrap();
    }
    let keys = [&own, &witness, &twin].map(|key| key.verifier().clone());
    let cosigned = open(&note, log_key().verifier(), &keys).unwrap().cosigned;
    assert_eq!(cosigned.iter().map(|c| c.key.name()).collect::<Vec<_>>(), ["witness.example"]);
}

#[test]
fn damaged_checkpoints_are_refused() {
    let good = checkpoint(21).to_string();
    let refused = |text: &str| text.parse::<Checkpoint>().unwrap_err();
    assert_eq!(good.parse::<Checkpoint>().unwrap(), checkpoint(21));
    for size in ["", "021", "+21", "-1", "21 ", "9223372036854775808", "18446744073709551616"] {
        assert_eq!(refused(&good.replace("\n21\n", &format!("\n{size}\n"))), CheckpointFault::Size, "{size}");
    }
    assert!(matches!(refused(&format!("\n{good}")), CheckpointFault::Origin(_)));
    assert_eq!(refused(&good.replace("=\n", "\n")), CheckpointFault::Root);
    assert_eq!(refused(&good.replace("\n21\n", "\n0\n")), CheckpointFault::Root);
    assert_eq!(refused(good.trim_end()), CheckpointFault::Extension);
    assert_eq!(refused(&format!("{good}\nmore\n")), CheckpointFault::Extension);
    let extended: Checkpoint = format!("{good}more\n").parse().unwrap();
    assert_eq!((extended.extensions.len(), extended.to_string()), (1, format!("{good}more\n")));
    for extension in ["", "two\nlines\n", "\n"] {
        let bad = Checkpoint { extensions: vec![extension.to_owned()], ..checkpoint(21) };
        assert_eq!(bad.sign(&log_key()), Err(CheckpointFault::Extension), "{extension:?}");
    }
    let other = Checkpoint { origin: "other.example".to_owned(), ..checkpoint(21) };
    let (expected, found) = (ORIGIN.to_owned(), "other.example".to_owned());
    assert_eq!(other.sign(&log_key()), Err(CheckpointFault::OtherLog { expected, found }));
}

#[test]
fn two_checkpoints_are_compared() {
    let tree = tree(21);
    let note = |c: &Checkpoint| c.sign(&log_key()).unwrap().to_string();
    let (old, new) = (note(&checkpoint(13)), note(&checkpoint(21)));
    let path = tree.consistency_proof(13, 21).unwrap();
    let log = log_key().verifier().clone();
    let (earlier, later) = verify_consistency(&old, &new, &path, &log).unwrap();
    assert_eq!((earlier.size, later.size), (13, 21));
    assert_eq!(
        verify_consistency(&new, &old, &path, &log),
        Err(CheckpointFault::Inconsistent(ProofFault::NotLater { old: 21, new: 13 }))
    );
    // The log signs another history.
    let forked = Checkpoint { root: leaves(1)[0], ..checkpoint(13) };
    assert_eq!(
        verify_consistency(&note(&forked), &new, &path, &log),
        Err(CheckpointFault::Inconsistent(ProofFault::OldRoot))
    );
    let stranger = SigningKey::from_seed(ORIGIN, &[9; 32]).unwrap();
    assert_eq!(
        verify_consistency(&old, &new, &path, stranger.verifier()),
        Err(CheckpointFault::Signature(NoteFault::NotSigned))
    );
}

fn proof() -> TlogProof {
    let checkpoint = checkpoint(21).sign(&log_key()).unwrap().to_string();
    TlogProof { extra: None, index: 9, path: tree(21).inclusion_proof(9, 21).unwrap(), checkpoint }
}

#[test]
fn proof_file_bytes() {
    let proof = proof();
    golden("leaf-9-of-21.tlog-proof", &proof.to_string());
    let log = log_key().verifier().clone();
    let extended = TlogProof { extra: Some(b"anything".to_vec()), ..proof.clone() };
    for proof in [proof, extended] {
        let read: TlogProof = proof.to_string().parse().unwrap();
        assert_eq!(read, proof);
        assert_eq!(read.verify(&leaves(10)[9], &log, &[]).unwrap().checkpoint, checkpoint(21));
        assert_eq!(read.verify(&leaves(10)[8], &log, &[]), Err(TlogProofFault::Proof(ProofFault::Root)));
    }
}

#[test]
fn damaged_proof_files_are_refused() {
    let good = proof().to_string();
    let refused = |text: &str| text.parse::<TlogProof>().unwrap_err();
    assert_eq!(refused(&good.replace("@v1", "@v2")), TlogProofFault::Header);
    assert_eq!(refused(&good.replace("index 9", "index 09")), TlogProofFault::Index);
    assert_eq!(refused(&good.replace("index 9", "extra ?\nindex 9")), TlogProofFault::Extra);
    assert_eq!(refused(&good.replace("index 9\n", "index 9\nAAAA\n")), TlogProofFault::Path(1));
    assert_eq!(refused("c2sp.org/tlog-proof@v1\nindex 0\n"), TlogProofFault::NoCheckpoint);
    assert_eq!(refused(&"x".repeat(1 << 20)), TlogProofFault::TooLong);
    let hash = "A".repeat(43) + "=\n";
    let long = good.replace("index 9\n", &format!("index 9\n{}", hash.repeat(100)));
    assert!(matches!(refused(&long), TlogProofFault::Proof(ProofFault::PathTooLong { .. })));
}

#[test]
fn no_changed_bit_of_a_proof_file_passes() {
    let good = proof().to_string().into_bytes();
    let (leaf, log) = (leaves(10)[9], log_key());
    for bit in 0..good.len() * 8 {
        let mut changed = good.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        let read = String::from_utf8(changed).ok().and_then(|text| text.parse::<TlogProof>().ok());
        let passes = read.is_some_and(|proof| proof.verify(&leaf, log.verifier(), &[]).is_ok());
        assert!(!passes, "bit {bit}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn notes_read_back(text in "([^\\x00-\\x1f]{0,20}\n){1,5}", seed in any::<[u8; 32]>(), name in "[a-z./云鉴-]{1,20}") {
        let key = SigningKey::from_seed(&name, &seed).unwrap();
        let note = Note::sign(&text, &key).unwrap();
        let read: Note = note.to_string().parse().unwrap();
        prop_assert_eq!(&read, &note);
        prop_assert_eq!(read.verify([key.verifier()]).unwrap().len(), 1);
        let vkey: VerifierKey = key.verifier().to_string().parse().unwrap();
        prop_assert_eq!(&vkey, key.verifier());
    }

    #[test]
    fn nothing_foreign_panics(text in "\\PC{0,60}(\n|\n\n|— | |[+=0-9a-f]|\\PC){0,60}\n") {
        // Whatever is read must be written back as it came.
        if let Ok(note) = text.parse::<Note>() {
            prop_assert_eq!(note.to_string(), text.clone());
        }
        if let Ok(checkpoint) = text.parse::<Checkpoint>() {
            prop_assert_eq!(checkpoint.to_string(), text.clone());
        }
        if let Ok(proof) = text.parse::<TlogProof>() {
            prop_assert_eq!(proof.to_string(), text.clone());
        }
        prop_assert!(text.parse::<VerifierKey>().is_err());
    }
}
