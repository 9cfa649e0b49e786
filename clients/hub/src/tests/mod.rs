pub mod blocks;
pub mod fake;
pub mod records;
pub mod runtime;
