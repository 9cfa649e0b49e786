//! Attacks of people who want to vote twice, with another's voice, or after the fact.

mod delegation;
mod helpers;
mod joining;
mod keys;
mod sleeping;
