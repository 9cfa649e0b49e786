//! A village's server beside its node: it remembers what the chain forgets, and answers people.
//!
//! - [`follow`] goes through the final blocks by height, and is all that knows the order of things.
//! - [`chain`] is what it asks of a node, [`node`] a node that is asked.
//! - [`reader`] decodes a block by the runtime that executed it, which [`metadata`] describes. [`calls`]
//!   are its calls, also those inside of others, and [`trace`] which of them were made. [`recorders`]
//!   read our pallets' events, a module for each subject. What they find are [`facts`].
//! - [`bill`] is what the result of a slot makes of a reading, pure.
//! - [`store`] keeps facts in SQLite, a module for each subject, and knows nothing of the chain.
//! - [`serve`] answers people from the store; [`status`] is how the hub itself is. What people do asks
//!   the chain as it is now: [`desk`]. [`identity`] is how they show who they are.
//! - [`tell`] tells them what they want to be told of. [`exchange`] gets texts from other hubs.

#![cfg_attr(not(test), deny(missing_docs, clippy::expect_used))]

pub mod bill;
pub mod calendar;
pub mod calls;
pub mod chain;
pub mod desk;
pub mod exchange;
pub mod facts;
pub mod follow;
pub mod identity;
pub mod metadata;
pub mod node;
pub mod reader;
pub mod recorders;
pub mod serve;
pub mod status;
pub mod store;
pub mod tell;
pub mod trace;

#[cfg(test)]
mod tests;
