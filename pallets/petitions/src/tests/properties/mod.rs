//! Whatever is called by whomever in whatever order, the invariants hold, and whatever the people
//! approved ends executed, once, or failed with a reason that is stored.
//!
//! - [`ops`]: what can happen.
//! - [`life`]: how it is done, and what must hold then, remembered apart from the pallet's storage.
//! - [`turns`]: who comes first, told from the petitions alone.
//! - [`sequences`]: random lives.

mod life;
mod ops;
mod sequences;
mod turns;
