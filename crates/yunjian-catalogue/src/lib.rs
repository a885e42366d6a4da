//! The standard as data: controls, obligations, rules, deadlines, working days; embedded, digested, checked.

pub mod vocabulary;

pub use vocabulary::{FactType, FactTypeId, Field, FieldId, FieldType, Vocabulary, vocabulary};
