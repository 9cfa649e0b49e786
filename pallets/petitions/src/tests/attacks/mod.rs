//! What somebody might try, and what comes of it.

mod endorsing;
mod executing;
mod helpers;
mod hiding;
mod reentering;
mod spam;
