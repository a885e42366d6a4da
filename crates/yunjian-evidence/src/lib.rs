//! Bytes to facts: one file per format. Pure.
