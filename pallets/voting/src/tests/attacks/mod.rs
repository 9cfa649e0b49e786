//! What somebody might try in order to vote twice, with another's voice, or after the fact.

mod delegation;
mod joining;
mod keys;
