//! The invariants hold whatever anybody calls, in any order.
//!
//! - [`ops`]: what can happen.
//! - [`census`]: the people and requests, to choose among.
//! - [`nation`]: how it happens.
//! - [`watch`]: what must hold besides the pallet's own `try_state`. It keeps its own record, apart
//!   from the pallet's storage.
//! - [`sequences`]: random lives of small nations.

mod census;
mod nation;
mod ops;
mod sequences;
mod watch;
