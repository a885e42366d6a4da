//! Lists as tables for people's spreadsheets, and tables that come back.

mod give;
mod give_more;
mod rows;
mod steps;
mod take;

pub use give::*;
pub use give_more::*;
pub use take::*;
