//! Unit tests, by what guardians may do, what they may not, and what holds whatever happens.

mod attacks;
mod by_the_clock;
mod halting;
mod properties;
mod views;
