//! How the hub itself is.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::chain::{Head, Height};

/// How the hub is, shared between what follows the chain and what answers people.
#[derive(Clone, Default)]
pub struct Status(Arc<Mutex<Now>>);

/// How the hub is now.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Now {
    /// The last final block of the node, once the node has told it.
    pub node: Option<Height>,
    /// What is wrong. The hub tries again, unless it stopped.
    pub trouble: Option<String>,
    /// Whether the hub follows the chain no longer, because what it knows and what the node says
    /// cannot both be true.
    pub stopped: bool,
}

impl Status {
    /// How the hub is now.
    pub fn now(&self) -> Now {
        self.lock().clone()
    }

    /// Notes what the node has as final.
    pub fn node_is_at(&self, head: Head) {
        self.lock().node = Some(head.height);
    }

    /// Notes that all is well.
    pub fn well(&self) {
        self.lock().trouble = None;
    }

    /// Notes that something is wrong.
    pub fn trouble(&self, what: String, stopped: bool) {
        let mut now = self.lock();
        now.trouble = Some(what);
        now.stopped |= stopped;
    }

    /// Nothing that holds the lock can panic.
    fn lock(&self) -> MutexGuard<'_, Now> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
