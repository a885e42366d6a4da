//! The readers, one file per format. The list below is the whole list: a format that is not here is not read.

use crate::format::Format;

mod nessus;

/// Every reader, in the order in which people see them.
pub fn all() -> &'static [&'static dyn Format] {
    &[&nessus::Nessus]
}
