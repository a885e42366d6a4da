//! The law: life cycles, acts, calendar arithmetic, permissions. Pure.
//!
//! Each life cycle is one file with two pure functions. `decide` holds the law: given a state, a command and
//! the moment, it answers with the [`act::Act`] to record or with a [`Refused`]. `apply` is total and boring:
//! it takes a state and an act and gives the next state. Replaying acts through `apply` alone gives the same
//! states again, whatever `decide` says by then.

pub mod act;
pub mod asset;
pub mod calendar;
pub mod deviation;
pub mod due;
pub mod escalation;
pub mod facts;
pub mod held;
pub mod identity;
pub mod message;
pub mod names;
pub mod notice;
pub mod permission;
pub mod plan;
pub mod rectification;
pub mod refused;
pub mod reminder;
pub mod submission;
pub mod trend;

pub use refused::Refused;
