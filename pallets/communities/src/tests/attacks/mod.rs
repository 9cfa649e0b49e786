//! Attacks of people who want more than one vote, somebody else's vote, or that nobody has one.

pub(super) mod ballots;
mod capture;
mod emptying;
mod escape;
mod freezing;
mod helping;
mod moving;
mod replacement;
mod sleeping;
mod spam;
mod suspension;
mod vetoing;
