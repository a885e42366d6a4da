//! Tests of the whole: rules in, results out.

mod content;
mod decisions;
mod language;
mod layers;
mod nulls;
mod obligations;
mod scale;
mod support;
mod words;
