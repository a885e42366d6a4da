//! Receipts: fixed bytes, what a valid one says, and which part of a tampered one is named.

mod common;

use std::sync::OnceLock;

use common::{ORIGIN, flipped, golden, leaves, log_key, witness_key};
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use yunjian_ledger::receipt::{MAX_RECEIPT, promise_text};
use yunjian_ledger::{
    Checkpoint, CheckpointFault, Inclusion, MemoryTree, NoteFault, Promise, ProofFault, Receipt,
    ReceiptFault, Salt, SigningKey, Standing, Trust, Verified, VerifierKey,
};

const PROMISED: i64 = 1_790_000_000_123;

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(object) => object,
        other => panic!("{other} is no object"),
    }
}

fn promised() -> Receipt {
    let body = r#"{"act":"received","id":"01J8ZQ","files":[{"name":"扫描.nessus","sha256":"00ff"}],"at":1790000000100}"#;
    let subject = object(json!({"id": "01J8ZQ", "files": [{"sha256": "00ff", "name": "扫描.nessus"}]}));
    Receipt::promise(subject, body.to_owned(), Salt(*b"0123456789abcdef"), &log_key(), PROMISED).unwrap()
}

/// The receipt's leaf stands at place 9 of 21.
fn included() -> Receipt {
    static INCLUDED: OnceLock<Receipt> = OnceLock::new();
    let made = INCLUDED.get_or_init(|| {
        let receipt = promised();
        let mut leaves = leaves(21);
        leaves[9] = receipt.leaf;
        let mut tree = MemoryTree::new();
        let root = tree.append(&leaves).unwrap();
        let checkpoint = Checkpoint { origin: ORIGIN.to_owned(), size: 21, root, extensions: Vec::new() };
        let mut note = checkpoint.sign(&log_key()).unwrap();
        note.add_cosignature(&witness_key("witness.example/customer", 1), 1_790_000_001).unwrap();
        let path = tree.inclusion_proof(9, 21).unwrap();
        receipt.completed(Inclusion { index: 9, size: 21, path, checkpoint: note.to_string() })
    });
    made.clone()
}

fn with_inclusion(change: impl FnOnce(&mut Inclusion)) -> Receipt {
    let mut receipt = included();
    change(receipt.inclusion.as_mut().unwrap());
    receipt
}

fn fault(receipt: &Receipt) -> ReceiptFault {
    let fault = receipt.verify(None).unwrap_err();
    // The sentence names its part whether or not the key is trusted.
    assert_eq!(receipt.verify(Some(log_key().verifier())).unwrap_err(), fault);
    fault
}

#[test]
fn receipt_bytes() {
    golden("receipt-promised.json", &promised().to_json());
    golden("receipt-included.json", &included().to_json());
    for receipt in [promised(), included()] {
        assert_eq!(Receipt::from_json(receipt.to_json().as_bytes()).unwrap(), receipt);
    }
    let leaf = promised().leaf;
    golden("promise.txt", &promise_text(ORIGIN, &leaf, PROMISED));
    golden("receipt.tlog-proof", &included().tlog_proof().unwrap().to_string());
    assert_eq!(promised().tlog_proof(), None);
}

#[test]
fn a_promise_is_less_than_an_inclusion() {
    let verified = promised().verify(None).unwrap();
    assert_eq!((verified.trust, verified.standing), (Trust::ReceiptOnly, Standing::Promised));
    assert_eq!((verified.promised_at, verified.leaf), (PROMISED, promised().leaf));

    let verified = included().verify(Some(log_key().verifier())).unwrap();
    assert_eq!((&verified.key, verified.trust), (log_key().verifier(), Trust::Caller));
    let Standing::Included { index, size, witnesses, .. } = verified.standing else {
        panic!("inclusion is proven");
    };
    // Nobody asked for witnesses, so none is named.
    assert_eq!((index, size, witnesses.len()), (9, 21, 0));
}

#[test]
fn witnesses_are_named_when_given() {
    let witness = witness_key("witness.example/customer", 1).verifier().clone();
    let absent = witness_key("witness.example/assessor", 2).verifier().clone();
    let verified = included().verify_with(None, &[witness.clone(), absent]).unwrap();
    let Standing::Included { witnesses, .. } = verified.standing else { panic!("inclusion is proven") };
    assert_eq!(witnesses.len(), 1);
    assert_eq!((&witnesses[0].key, witnesses[0].time), (&witness, 1_790_000_001));
}

#[test]
fn the_proof_file_of_a_receipt_verifies_alone() {
    let receipt = included();
    let opened = receipt.tlog_proof().unwrap().verify(&receipt.leaf, log_key().verifier(), &[]).unwrap();
    assert_eq!(opened.checkpoint.size, 21);
}

#[test]
fn a_receipt_of_another_key_is_not_trusted() {
    let stranger = SigningKey::from_seed(ORIGIN, &[9; 32]).unwrap();
    let Err(ReceiptFault::KeyNotTrusted { found, trusted }) = included().verify(Some(stranger.verifier()))
    else {
        panic!("a stranger's key was trusted");
    };
    assert_eq!(found, log_key().verifier().to_string());
    assert_eq!(trusted, stranger.verifier().to_string());
    // A whole receipt forged under another key holds in itself, and says what that is worth.
    let r = promised();
    let forged = Receipt::promise(r.subject, r.body, r.salt, &stranger, PROMISED).unwrap();
    assert_eq!(forged.verify(None).unwrap().trust, Trust::ReceiptOnly);
    assert!(matches!(forged.verify(Some(log_key().verifier())), Err(ReceiptFault::KeyNotTrusted { .. })));
}

#[test]
fn tampering_with_what_was_handed_in_is_named() {
    let edit = |change: fn(&mut Receipt)| {
        let mut receipt = included();
        change(&mut receipt);
        fault(&receipt)
    };
    assert_eq!(
        edit(|r| r.format = "yunjian.receipt.v2".into()),
        ReceiptFault::Format("yunjian.receipt.v2".into())
    );
    assert_eq!(edit(|r| r.subject["id"] = json!("01J8ZR")), ReceiptFault::Subject("id".into()));
    assert_eq!(
        edit(|r| r.subject["files"][0]["sha256"] = json!("00fe")),
        ReceiptFault::Subject("files".into())
    );
    assert_eq!(
        edit(|r| drop(r.subject.insert("extra".into(), json!(null)))),
        ReceiptFault::Subject("extra".into())
    );
    assert_eq!(edit(|r| r.body = r.body.replace("received", "refused")), ReceiptFault::Commitment);
    // Even a space the JSON does not care for.
    assert_eq!(edit(|r| r.body.push(' ')), ReceiptFault::Commitment);
    assert_eq!(edit(|r| r.salt.0[15] ^= 1), ReceiptFault::Commitment);
    assert_eq!(edit(|r| r.commitment = flipped(&r.commitment, 9)), ReceiptFault::Commitment);
    assert_eq!(edit(|r| r.leaf = flipped(&r.leaf, 9)), ReceiptFault::Leaf);
    assert!(matches!(edit(|r| r.body = "[]".into()), ReceiptFault::Body(_)));
    assert!(matches!(
        edit(|r| r.body = r.body.replace("\"act\"", "\"id\"")),
        ReceiptFault::Body(reason) if reason.contains("\"id\" occurs twice")
    ));
    assert!(matches!(edit(|r| r.vkey.push('x')), ReceiptFault::Key(_)));
}

#[test]
fn tampering_with_the_promise_is_named() {
    let edit = |change: fn(&mut Promise)| {
        let mut receipt = included();
        change(&mut receipt.promise);
        fault(&receipt)
    };
    let (id, other) = (log_key().verifier().id(), "00000000".parse().unwrap());
    assert_eq!(edit(|p| p.origin.push('x')), ReceiptFault::PromiseOrigin { expected: ORIGIN.into() });
    assert_eq!(
        edit(|p| p.key = "00000000".parse().unwrap()),
        ReceiptFault::PromiseKey { expected: id, found: other }
    );
    assert_eq!(edit(|p| p.time += 1), ReceiptFault::PromiseSignature);
    assert_eq!(edit(|p| p.signature = "AAAA".into()), ReceiptFault::PromiseSignature);
    assert_eq!(edit(|p| p.signature.insert(0, '?')), ReceiptFault::PromiseSignature);
    // A promise for another leaf.
    let mut receipt = included();
    receipt.promise = Promise::sign(&log_key(), &leaves(1)[0], PROMISED);
    assert_eq!(fault(&receipt), ReceiptFault::PromiseSignature);
}

#[test]
fn tampering_with_the_inclusion_is_named() {
    assert_eq!(fault(&with_inclusion(|i| i.index = 8)), ReceiptFault::Inclusion(ProofFault::Root));
    assert_eq!(
        fault(&with_inclusion(|i| i.index = u64::MAX)),
        ReceiptFault::Inclusion(ProofFault::NoSuchLeaf { index: u64::MAX, size: 21 })
    );
    assert_eq!(
        fault(&with_inclusion(|i| i.size = 22)),
        ReceiptFault::InclusionSize { checkpoint: 21, found: 22 }
    );
    assert_eq!(
        fault(&with_inclusion(|i| i.path[2] = flipped(&i.path[2], 77))),
        ReceiptFault::Inclusion(ProofFault::Root)
    );
    assert_eq!(
        fault(&with_inclusion(|i| i.path.truncate(4))),
        ReceiptFault::Inclusion(ProofFault::PathLength { expected: 5, found: 4 })
    );
    assert_eq!(
        fault(&with_inclusion(|i| i.path = leaves(5000))),
        ReceiptFault::Inclusion(ProofFault::PathTooLong { found: 5000 })
    );
    let wrong = NoteFault::WrongSignature { name: ORIGIN.into(), id: log_key().verifier().id() };
    assert_eq!(
        fault(&with_inclusion(|i| i.checkpoint = i.checkpoint.replace("\n21\n", "\n22\n"))),
        ReceiptFault::Checkpoint(CheckpointFault::Signature(wrong))
    );
    assert!(matches!(
        fault(&with_inclusion(|i| i.checkpoint.clear())),
        ReceiptFault::Checkpoint(CheckpointFault::Note(_))
    ));
    // A valid checkpoint of the same log in which the leaf is not.
    let mut tree = MemoryTree::new();
    let root = tree.append(&leaves(21)).unwrap();
    let other = Checkpoint { origin: ORIGIN.to_owned(), size: 21, root, extensions: Vec::new() };
    let other = other.sign(&log_key()).unwrap().to_string();
    assert_eq!(fault(&with_inclusion(|i| i.checkpoint = other)), ReceiptFault::Inclusion(ProofFault::Root));
    // A checkpoint of another log, though signed by its own key.
    let key = SigningKey::from_seed("other.example", &[9; 32]).unwrap();
    let other = Checkpoint { origin: "other.example".into(), size: 21, root, extensions: Vec::new() };
    let other = other.sign(&key).unwrap().to_string();
    assert!(matches!(
        fault(&with_inclusion(|i| i.checkpoint = other)),
        ReceiptFault::Checkpoint(CheckpointFault::OtherLog { .. })
    ));
}

#[test]
fn a_witness_key_makes_no_receipts() {
    let impostor = witness_key(ORIGIN, 7).verifier().clone();
    let receipt = Receipt { vkey: impostor.to_string(), ..promised() };
    assert_eq!(receipt.verify(None), Err(ReceiptFault::NotALogKey(ORIGIN.into())));
}

#[test]
fn a_subject_outside_the_body_is_not_issued() {
    let r = promised();
    let subject = object(json!({"id": "another"}));
    let issued = Receipt::promise(subject, r.body, r.salt, &log_key(), PROMISED);
    assert_eq!(issued, Err(ReceiptFault::Subject("id".into())));
}

#[test]
fn documents_that_are_no_receipts_are_refused() {
    let refused = |document: &str| Receipt::from_json(document.as_bytes()).unwrap_err();
    let good = included().to_json();
    for bad in ["", "{}", "[]", "null", "{\"format\":1}", &good[1..], &good[..good.len() - 3]] {
        assert!(matches!(refused(bad), ReceiptFault::NotAReceipt(_)), "{bad}");
    }
    assert_eq!(
        refused(r#"{"format":"yunjian.receipt.v9","new":1}"#),
        ReceiptFault::Format("yunjian.receipt.v9".into())
    );
    let extended = good.replacen('{', "{\"remark\": \"approved\",", 1);
    assert!(
        matches!(refused(&extended), ReceiptFault::NotAReceipt(why) if why.contains("unknown field `remark`"))
    );
    let doubled = good.replacen("\"id\":", "\"id\": \"01FORGED\", \"id\":", 1);
    assert!(
        matches!(refused(&doubled), ReceiptFault::NotAReceipt(why) if why.contains("\"id\" occurs twice"))
    );
    assert!(matches!(Receipt::from_json(&[0xff; 9]), Err(ReceiptFault::NotAReceipt(_))));
    assert_eq!(Receipt::from_json(&vec![b' '; MAX_RECEIPT + 1]), Err(ReceiptFault::TooLong));
    let deep = format!("{{\"format\":\"yunjian.receipt.v1\",\"subject\":{}", "[".repeat(1_000_000));
    assert!(matches!(refused(&deep), ReceiptFault::NotAReceipt(_)));
    let loud = good.replacen('{', &format!("{{\"\\u001b[2J{}\": 1,", "x".repeat(10_000)), 1);
    let said = refused(&loud).to_string();
    assert!(said.len() < 300 && !said.contains('\u{1b}'), "{said}");
}

#[test]
fn sentences_are_plain() {
    assert_eq!(
        fault(&with_inclusion(|i| i.size = 22)).to_string(),
        "the receipt's proof of inclusion is for 22 leaves, but its checkpoint is of 21 leaves"
    );
    assert_eq!(
        fault(&with_inclusion(|i| i.index = 8)).to_string(),
        "the receipt's proof of inclusion does not hold: leaf, index and path do not lead to the root of the tree"
    );
    assert_eq!(
        fault(&with_inclusion(|i| i.checkpoint = i.checkpoint.replace("\n21\n", "\n22\n"))).to_string(),
        "in the receipt's proof of inclusion, the checkpoint's signature does not hold: \
         the signature of log.example/supervision does not fit the text of the note"
    );
}

/// Any single changed bit of the document is noticed, or means nothing.
#[test]
fn no_changed_bit_passes() {
    let original = included();
    let document = original.to_json().into_bytes();
    let witness = witness_key("witness.example/customer", 1).verifier().clone();
    let trusted: VerifierKey = log_key().verifier().clone();
    let (mut read_at_all, mut same) = (0, 0);
    for bit in 0..document.len() * 8 {
        let mut changed = document.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        let Ok(read) = Receipt::from_json(&changed) else { continue };
        read_at_all += 1;
        same += usize::from(read == original);
        // A witness's line whose name or id was changed is another witness's, and is ignored.
        let all_signed = match read.verify_with(Some(&trusted), std::slice::from_ref(&witness)) {
            Ok(Verified { standing: Standing::Included { witnesses, .. }, .. }) => witnesses.len() == 1,
            _ => false,
        };
        assert_eq!(all_signed, read == original, "bit {bit}");
    }
    assert!(read_at_all > 1000 && same < 200, "{read_at_all} read, {same} the same");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_foreign_document_panics(document in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(Receipt::from_json(&document).is_err());
    }
}
