//! Random lives of sellers and buyers, compared with a naive model after every step. The model
//! knows no storage, no holds and no ledger. It has the crate of orders, is told what happens, and
//! recounts everything from what happened before.

mod deals;
mod floors;
mod model;
mod offers;
mod ops;
mod ratings;
mod sequences;
mod world;
