//! The rules of the market, tried on worlds that nobody thought of.
//!
//! - [`sequences`]: all invariants hold whatever is called, in any order, and everything can be
//!   wound up.
//! - [`auction`]: the pallet pays, to the millionth, what the auction's second, naive
//!   implementation says.
//! - [`fairness`]: how readings are batched and ordered makes no difference.
//! - [`cut_off`]: a grid that was cut off for five weeks gets the prices and bills that it would
//!   have had.
//! - [`closing`]: the hook stays within its weight and closes everything, oldest slot first.

mod auction;
pub mod bounds;
mod clearings;
mod closing;
mod cut_off;
mod fairness;
mod island;
mod ops;
mod sequences;
mod waiting;
mod watch;
pub mod worlds;

use super::naive;
