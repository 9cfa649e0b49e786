//! Prevents a block for a slot that may have had one: a clock that went back must not make an
//! author sign twice.
//!
//! Aura asks whether to hold back after it has claimed a slot and before it authors. So this is a
//! strategy for holding back.

use crate::{appended::Appended, Alarm};
use parking_lot::Mutex;
use sc_consensus_slots::BackoffAuthoringBlocksStrategy;
use sp_consensus_slots::Slot;
use std::{io, path::Path, sync::Arc};

/// Beyond this size the record is written anew, with the newest slot alone.
const COMPACT_BYTES: u64 = 1 << 14;

/// The newest slot for which a block was authored, in a file.
#[derive(Debug)]
struct Newest {
    file: Appended<8>,
    slot: Option<u64>,
}

/// Holds back when `inner` does, and in every slot that is not newer than the last one with a
/// block.
#[derive(Clone)]
pub struct OncePerSlot<S> {
    inner: S,
    newest: Arc<Mutex<Newest>>,
    alarm: Alarm,
}

impl<S> OncePerSlot<S> {
    /// Opens the record of slots, or begins one.
    pub fn open(path: &Path, inner: S, alarm: Alarm) -> io::Result<Self> {
        let (file, records) = Appended::open(path, COMPACT_BYTES)?;
        let slot = records.into_iter().map(u64::from_le_bytes).max();
        let shown = path.display();
        match slot {
            None => log::info!(
                "⏱️ The slots that blocks are authored in are recorded in {shown}, from now on."
            ),
            Some(slot) => log::info!(
                "⏱️ Slots are recorded in {shown}; a block was authored in slot {slot} at last."
            ),
        }
        let newest = Arc::new(Mutex::new(Newest { file, slot }));
        Ok(Self { inner, newest, alarm })
    }

    /// Returns whether the slot is free. If so, it is recorded on disk as taken.
    fn take(&self, slot: u64) -> bool {
        let mut newest = self.newest.lock();
        if newest.slot.is_some_and(|last| slot <= last) {
            log::warn!(
                "⏱️ No block in slot {slot}: this validator authored in slot {} already. Its clock \
                 went back, or was ahead then. It authors again once that slot is past; if the clock \
                 was ahead by much, and is right now, remove {} and start the node again.",
                newest.slot.unwrap_or_default(),
                newest.file.path().display(),
            );
            return false;
        }
        match newest.file.append(&slot.to_le_bytes(), Vec::new) {
            Ok(()) => {
                newest.slot = Some(slot);
                true
            }
            Err(error) => {
                self.alarm
                    .ring(format!("⏱️ No block in slot {slot}: it could not be recorded: {error}"));
                false
            }
        }
    }
}

impl<N, S: BackoffAuthoringBlocksStrategy<N>> BackoffAuthoringBlocksStrategy<N> for OncePerSlot<S> {
    fn should_backoff(
        &self,
        chain_head_number: N,
        chain_head_slot: Slot,
        finalized_number: N,
        slot_now: Slot,
        logging_target: &str,
    ) -> bool {
        self.inner.should_backoff(
            chain_head_number,
            chain_head_slot,
            finalized_number,
            slot_now,
            logging_target,
        ) || !self.take(*slot_now)
    }
}
