//! Test server, clock, builders, engine chooser. For tests only.
