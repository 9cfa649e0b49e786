//! Random lives of small nations: whatever is called in whatever order, a tally is what a naive
//! recount comes to.

mod life;
mod model;
mod sequences;
