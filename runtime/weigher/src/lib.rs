//! Nothing: see `build.rs`, and `main.rs` for the program.
