pub mod blocks;
pub mod fake;
pub mod runtime;
