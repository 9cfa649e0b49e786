//! What somebody would try who wants more than one vote, somebody else's vote, or nobody to have
//! one.

mod ballots;
mod capture;
mod escape;
mod freezing;
mod moving;
mod replacement;
mod spam;
mod suspension;
