//! Random lives of small nations. Whatever anybody calls, in any order, a tally is what a naive
//! recount gives.

mod model;
mod nation;
mod sequences;
