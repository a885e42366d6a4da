//! Lists as tables for people's spreadsheets, and tables that come back.

mod give;
mod rows;
mod steps;
mod take;

pub use give::*;
pub use take::*;
