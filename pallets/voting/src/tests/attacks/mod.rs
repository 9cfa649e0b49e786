//! Attacks of people who want to vote twice, with another's voice, or after the fact.

mod delegation;
mod joining;
mod keys;
