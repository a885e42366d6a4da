//! The clock as an argument: real, offset, or set by hand.

use std::sync::atomic::{AtomicI64, Ordering};

/// Where "now" comes from.
#[derive(Debug)]
pub enum Clock {
    /// The machine's clock, shifted by a fixed number of milliseconds (0: not at all).
    Offset(i64),
    /// Stands still until it is set: tests, and seeding the demo at past instants.
    Set(AtomicI64),
}

impl Clock {
    pub fn real() -> Self {
        Self::Offset(0)
    }
    pub fn set_at(at: i64) -> Self {
        Self::Set(AtomicI64::new(at))
    }
    /// Milliseconds UTC.
    pub fn now(&self) -> i64 {
        match self {
            Self::Offset(offset) => crate::ambient::now() + offset,
            Self::Set(at) => at.load(Ordering::SeqCst),
        }
    }
    /// Whether it shows another time than the machine's; pages then say so.
    pub fn is_set(&self) -> bool {
        !matches!(self, Self::Offset(0))
    }
    /// Moves a clock that stands still; a running one cannot be moved.
    pub fn set(&self, to: i64) {
        if let Self::Set(at) = self {
            at.store(to, Ordering::SeqCst);
        }
    }
}
