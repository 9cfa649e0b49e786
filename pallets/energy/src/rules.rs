//! The figures that bound what operators, owners and relayers can do, in one place.

use frame_support::stored;

/// The figures. The crate's documentation says what they bound.
#[stored]
#[derive(Copy)]
pub struct EnergyRules {
    /// The most days for which a book that was opened late waits for half of the meters.
    pub gathering_days: u32,
    /// The days after the end of a missing slot that never had a book, from which on a later
    /// reading is taken for it.
    pub missing_days: u32,
    /// The age in days up to which a new meter's baseline is taken.
    pub baseline_days: u32,
    /// The readings from which on a batch may be free.
    pub free_readings: u32,
    /// A smaller batch may be free, too, if it has all meters of its grids that are read up to a
    /// slot of so many days before.
    pub heard_days: u32,
    /// The days without a reading after which an owner may retire a meter all the same.
    pub dead_days: u32,
    /// The days without a reading after which the credit that a meter must keep stops growing.
    pub reserve_days: u32,
    /// The days for which the readings of a meter that was retired as dead are still billed.
    pub billed_days: u32,
    /// The days after which a dearer tariff or a smaller bank takes effect.
    pub notice_days: u32,
    /// The days within which such an announcement may be mended.
    pub mending_days: u32,
    /// The most days whose standing charges a reading makes due.
    pub standing_days: u32,
    /// The float keeps what is owed at the highest feed-in price of so many days.
    pub float_days: u32,
    /// The days between the announcement of a grid's end and its end.
    pub closing_days: u32,
    /// Owed energy is redeemed at the highest feed-in price of so many days before the
    /// announcement.
    pub closing_price_days: u32,
}

impl EnergyRules {
    /// Returns what is wrong with the figures, if anything is.
    pub fn flaw(&self) -> Option<&'static str> {
        let checks = [
            (self.gathering_days > 0, "neighbours must have a day to bring their readings"),
            (self.missing_days > 0, "a household must have a day to bring a withheld reading"),
            (self.baseline_days > 0, "an operator must have a day to fit a meter"),
            (self.free_readings > 0, "an empty batch is never free"),
            (self.heard_days > 0, "a village must be able to bring its readings without a coin"),
            (self.reserve_days > 0, "credit must cover what was not read yet"),
            (self.dead_days > self.reserve_days, "a meter is not dead while its reserve grows"),
            (self.notice_days > 0, "people must have a day to see what will be dearer"),
            (
                self.closing_days > self.notice_days,
                "people must have longer to see a grid's end than a dearer price",
            ),
            (
                self.closing_price_days > self.float_days,
                "a lower feed-in price must not make the end cheap",
            ),
            (self.mending_days < self.notice_days, "what was mended must still be announced"),
            (
                self.float_days > self.notice_days,
                "a lower feed-in price must not free the float as it takes effect",
            ),
            (self.standing_days > 0, "an operator must be able to charge for a day"),
            (self.billed_days > 0, "an operator must have a day to bring a dead meter's readings"),
        ];
        checks.into_iter().find(|(holds, _)| !holds).map(|(_, flaw)| flaw)
    }
}
