//! Whatever is called by whomever in whatever order, the invariants hold.
//!
//! - [`nation`]: what can happen, and how it is done.
//! - [`watch`]: what must hold beside the pallet's own `try_state`, remembered apart from its storage.
//! - [`sequences`]: random lives of small nations.

mod nation;
mod sequences;
mod watch;
