//! The store on its own engine, and the two engines beside each other.

mod dump;
mod schema;
