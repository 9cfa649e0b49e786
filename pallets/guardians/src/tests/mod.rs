//! Unit tests: what guardians may do, what they may not do, and what always holds.

mod attacks;
mod by_the_clock;
mod halting;
mod properties;
mod scenario;
mod seats;
mod views;
