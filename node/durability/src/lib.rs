//! Keeps what a validator must still know after its power was cut.
//!
//! On an island one substation feeds all validators, and it fails. A database that keeps half a
//! minute in memory then forgets blocks that were final and votes that were sent. Validators that
//! forgot the same half minute finalise other blocks than the rest of the world has. Three guards
//! prevent that, each by itself:
//!
//! - [`database`]: what is final, and GRANDPA's own notes of its votes, are on disk before anybody
//!   hears of them.
//! - [`keystore`]: it signs no vote that contradicts one that it signed before, or that may be
//!   forgotten. This holds whatever became of the database: wiped, restored from a copy, moved to
//!   another machine.
//! - [`slots`]: no block is authored for a slot that had one, even if the clock went back.
//!
//! None of them repeats a write to disk that failed, because after a failed sync nobody knows what
//! is on disk. From then on they refuse everything, and tell the node by [`Alarm`]. Then the node
//! ends.

mod appended;
pub mod database;
pub mod disk;
pub mod keystore;
pub mod slots;
pub mod voter;
pub mod votes;

use std::sync::Arc;

/// Tells the node that a write to disk failed, and why. The node must end.
#[derive(Clone)]
pub struct Alarm(Arc<dyn Fn(String) + Send + Sync>);

impl Alarm {
    /// `ring` is called with the reason, from any thread, perhaps more than once.
    pub fn new(ring: impl Fn(String) + Send + Sync + 'static) -> Self {
        Self(Arc::new(ring))
    }

    /// Ends the node.
    pub fn ring(&self, reason: String) {
        log::error!("{reason}");
        (self.0)(reason);
    }
}
