//! Entry bytes, Merkle tree, checkpoints, signatures, proofs, receipts. Knows no word of the domain.
