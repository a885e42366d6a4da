//! The law: life cycles, acts, calendar arithmetic, permissions. Pure.

pub mod facts;
