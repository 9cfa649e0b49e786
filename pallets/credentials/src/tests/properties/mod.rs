//! Random lives of issuers, holders and challengers, compared with a naive model after every step.
//! The model knows no storage and no holds. It is told what happens, and computes what must come of
//! it.

mod floors;
mod model;
mod ops;
mod sequences;
mod world;
