//! Random lives of small nations. Whatever anybody calls, in any order, a tally is what a naive
//! recount gives.

mod life;
mod model;
mod sequences;
