//! Property tests run 1,000 cases each; a case that failed once is kept in `proptest-regressions`
//! and tried first.

mod attacks;
mod dates;
mod events;
mod lives;
mod money;
mod royalties;
mod scenarios;
mod support;
mod table;
mod terms;
mod time;
