pub mod blocks;
pub mod desk;
pub mod fake;
pub mod records;
pub mod runtime;
