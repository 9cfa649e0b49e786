//! Property tests run 1,000 cases each; a case that failed once is kept in `proptest-regressions`
//! and tried first.

mod leaf;
mod marks;
mod support;
mod tree;
mod vectors;
