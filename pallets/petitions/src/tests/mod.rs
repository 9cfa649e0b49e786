//! Unit tests: a file for each call, and one for each other subject.

mod attacks;
mod close;
mod endorse;
mod endorse_for;
mod execute;
mod filter;
mod free_calls;
mod lost;
mod merge;
mod open;
mod properties;
mod retry;
mod rules;
mod scenario;
mod strike;
mod submit;
mod turns;
mod views;
mod withdraw;
mod withdraw_for;
