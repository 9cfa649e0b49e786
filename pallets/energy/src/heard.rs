//! The meters that a grid heard from: how many, by the slot up to which they are read. So what
//! waits for half of the meters does not wait for those that are dead.

use crate::{calendar::*, *};

impl<AccountId> Grid<AccountId> {
    /// Counts a meter that is read up to a slot.
    pub(crate) fn hear(&mut self, calendar: &Calendar, slot: Slot) {
        self.forget_unheard(calendar);
        let span = calendar.span_of(slot);
        if span < calendar.oldest_span() {
            return;
        }
        match self.heard.binary_search_by_key(&span, |heard| heard.span) {
            Ok(at) => {
                if let Some(heard) = self.heard.get_mut(at) {
                    heard.meters = heard.meters.saturating_add(1);
                }
            }
            Err(at) => {
                let new = self.heard.try_insert(at, HeardSpan { span, meters: 1 });
                frame_support::defensive_assert!(new.is_ok(), "the patience has so many spans");
            }
        }
    }

    /// No longer counts a meter that was read up to a slot.
    pub(crate) fn unhear(&mut self, calendar: &Calendar, slot: Slot) {
        // First, or a meter that was too old to be counted could take another's place.
        self.forget_unheard(calendar);
        let span = calendar.span_of(slot);
        if let Some(heard) = self.heard.iter_mut().find(|heard| heard.span == span) {
            heard.meters = heard.meters.saturating_sub(1);
        }
        self.heard.retain(|heard| heard.meters > 0);
    }

    /// Forgets the meters that the patience no longer reaches.
    pub(crate) fn forget_unheard(&mut self, calendar: &Calendar) {
        let oldest = calendar.oldest_span();
        self.heard.retain(|heard| heard.span >= oldest);
    }

    /// The number of meters that are read up to this slot or a later one, to the span.
    pub(crate) fn heard_since(&self, calendar: &Calendar, first: Slot) -> u32 {
        let first = calendar.span_of(first);
        let heard = self.heard.iter().filter(|heard| heard.span >= first);
        heard.fold(0, |sum, heard| sum.saturating_add(heard.meters))
    }
}
