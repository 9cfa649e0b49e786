//! Whatever is called by whomever in whatever order, the invariants hold.
//!
//! - [`ops`]: what can happen.
//! - [`census`]: who and what there is, to choose among.
//! - [`nation`]: how it is done.
//! - [`watch`]: what must hold beside the pallet's own `try_state`, remembered apart from its
//!   storage.
//! - [`sequences`]: random lives of small nations.

mod census;
mod nation;
mod ops;
mod sequences;
mod watch;
