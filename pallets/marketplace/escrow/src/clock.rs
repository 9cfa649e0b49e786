/// A reading of the clock's `open`, in slots. It stands still in halts and outages.
pub type OpenSlot = u32;

/// A date: unix time in seconds.
pub type Moment = u64;

/// How many seconds a slot of the clock takes.
pub const SLOT_SECONDS: u64 = 6;

/// The readings of both clocks when something happens.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Now {
    /// The clock's `open`: what deadlines are measured with.
    pub open: OpenSlot,
    /// Unix time in seconds: what dates are compared with.
    pub unix: Moment,
    /// How many slots a day has on this network.
    pub day: u32,
}

/// Deadlines saturate: one at the type's end passes when the clock's reading gets there.
impl Now {
    /// The deadline that lies so many days after a date, or after now if the date has passed or
    /// there is none.
    ///
    /// The date only tells how many slots there are to wait for it. A halt before the date moves
    /// the deadline on.
    pub(crate) fn deadline(&self, date: Option<Moment>, days: u32) -> OpenSlot {
        let slots = self.slots_until(date).saturating_add(self.day.saturating_mul(days));
        self.open.saturating_add(slots)
    }

    /// The slots until a date, of which a part counts as a whole one; 0 if there is no date.
    fn slots_until(&self, date: Option<Moment>) -> u32 {
        let seconds = date.unwrap_or(0).saturating_sub(self.unix);
        u32::try_from(seconds.div_ceil(SLOT_SECONDS)).unwrap_or(u32::MAX)
    }
}
