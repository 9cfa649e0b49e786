//! Unit tests, by what guardians may do, what they may not, and what holds whatever happens.

mod attacks;
mod halting;
mod properties;
mod views;
