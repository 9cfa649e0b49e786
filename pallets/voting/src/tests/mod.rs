//! Unit tests: a file for each call, and for each other thing that somebody may ask for.

mod attacks;
mod delegate;
mod end_delegation;
mod free_calls;
mod origin;
mod properties;
mod prune;
mod referenda;
mod retract;
mod retract_for;
mod rules;
mod scenario;
mod tally;
mod tracks;
mod undelegate;
mod views;
mod vote;
mod vote_for;
