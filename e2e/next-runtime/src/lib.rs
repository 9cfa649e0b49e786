//! Nothing: see `build.rs`.
