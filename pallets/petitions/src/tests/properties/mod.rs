//! The invariants hold whatever is called, by anybody and in any order. Every approved petition is
//! executed once, or fails with a reason that is stored.
//!
//! - [`ops`]: what can happen.
//! - [`life`]: how it happens, and what must hold afterwards. It remembers this apart from the
//!   pallet's storage.
//! - [`turns`]: which petition comes first, computed from the petitions alone.
//! - [`sequences`]: random lives.

mod life;
mod ops;
mod sequences;
mod turns;
