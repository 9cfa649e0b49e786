//! A tariff's day: which prices hold in which of its slots, and what it asks beside them.

use crate::*;
use codec::{Decode, DecodeWithMemTracking, Encode};
use frame_support::{pallet_prelude::ConstU32, BoundedVec};
use scale_info::TypeInfo;
use sp_runtime::Permill;

/// The slots of a band day: a day, if slots are quarters of an hour.
pub const BAND_DAY: Slot = 96;
/// The most bands of a day.
pub const MAX_BANDS: u32 = 6;
/// The most slots by which a grid's own time is ahead of UTC, or behind it: 14 hours, if slots are
/// quarters of an hour.
pub const MAX_OFFSET: i8 = 56;

/// A day of 96 slots in a grid's own time, counted as unix time is.
pub type BandDay = u32;

/// Prices that hold from a slot of the day on, until the next band begins.
#[derive(Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct Band {
    /// The first slot of the day that it governs, from 0 to 95, in the grid's own time.
    #[codec(compact)]
    pub from: Slot,
    /// What the operator pays for a kWh, in the currency's smallest unit.
    #[codec(compact)]
    pub feed_in: Price,
    /// What the operator charges for a kWh, in the currency's smallest unit.
    #[codec(compact)]
    pub retail: Price,
}

/// What a grid asks and pays: prices by the time of the day, and its charges.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct TariffSchedule {
    /// The bands of the day, in order. The last one holds until the first begins on the next day.
    pub bands: BoundedVec<Band, ConstU32<MAX_BANDS>>,
    /// The slots by which the grid's own time is ahead of UTC; negative if it is behind.
    pub offset: i8,
    /// What the operator charges for a kWh that a neighbour sold, in the currency's smallest unit;
    /// the buyer pays it.
    #[codec(compact)]
    pub network_charge: Price,
    /// What the operator charges each meter for each day, in the currency's smallest unit.
    #[codec(compact)]
    pub standing_charge: Price,
    /// Where the price lies between the marginal ask (0%) and the marginal bid (100%).
    #[codec(compact)]
    pub k: Permill,
    /// The share of the trade, at the margin of each side, that has no say in the price.
    #[codec(compact)]
    pub trim: Permill,
}

/// The same prices all day, without a standing charge.
impl From<Tariff> for TariffSchedule {
    fn from(tariff: Tariff) -> Self {
        let Tariff { feed_in, retail, network_charge, k, trim } = tariff;
        let all_day = Band { from: 0, feed_in, retail };
        let bands = BoundedVec::truncate_from(alloc::vec![all_day]);
        Self { bands, offset: 0, network_charge, standing_charge: 0, k, trim }
    }
}

impl TariffSchedule {
    /// The prices of a slot. `None` if there are no bands, which no valid tariff lacks.
    pub fn at(&self, slot: Slot) -> Option<Tariff> {
        self.band_at(slot).map(|band| self.of(band))
    }

    /// The day of a slot, in the grid's own time.
    pub fn day_of(&self, slot: Slot) -> BandDay {
        slot.saturating_add_signed(self.offset.into()) / BAND_DAY
    }

    /// The first slot of a day.
    pub(crate) fn first_slot(&self, day: BandDay) -> Slot {
        let offset = i32::from(self.offset).saturating_neg();
        day.saturating_mul(BAND_DAY).saturating_add_signed(offset)
    }

    /// Whether there are bands, each begins later than the one before it and within the day, and
    /// the offset is that of a place on Earth.
    pub(crate) fn has_valid_day(&self) -> bool {
        let in_order = self.bands.is_sorted_by(|one, next| one.from < next.from);
        let within = self.bands.last().is_some_and(|last| last.from < BAND_DAY);
        let offsets = MAX_OFFSET.saturating_neg()..=MAX_OFFSET;
        in_order && within && offsets.contains(&self.offset)
    }

    /// Whether the prices of each band are valid, and no feed-in price is above any retail price:
    /// the bank would pay more for energy than it cost to fetch it in another band.
    pub(crate) fn has_valid_prices(&self) -> bool {
        let valid = self.bands.iter().all(|band| self.of(band).validate().is_ok());
        let dearest = self.bands.iter().map(|band| band.feed_in).max();
        let cheapest = self.bands.iter().map(|band| band.retail).min();
        valid && dearest <= cheapest
    }

    /// The highest of a price in all bands.
    pub(crate) fn highest(&self, price: impl Fn(&Band) -> Price) -> Price {
        self.bands.iter().map(price).max().unwrap_or_default()
    }

    /// The bands in force in some slot from `first` to `last`.
    pub(crate) fn in_force(&self, first: Slot, last: Slot) -> impl Iterator<Item = &Band> {
        let (begins, slots) = (self.place(first), last.saturating_sub(first));
        let at_first = self.band_at(first);
        self.bands.iter().filter(move |band| {
            let ahead = band.from.saturating_add(BAND_DAY).saturating_sub(begins) % BAND_DAY;
            ahead <= slots || at_first == Some(band)
        })
    }

    /// Whether nobody pays more, or is paid less, than by the other one, in any slot of the day.
    pub(crate) fn is_no_worse(&self, old: &Self) -> bool {
        let charges = self.network_charge <= old.network_charge
            && self.standing_charge <= old.standing_charge;
        let mut changes = self.changes().chain(old.changes());
        charges
            && changes.all(|slot| match (self.at(slot), old.at(slot)) {
                (Some(new), Some(old)) => new.retail <= old.retail && new.feed_in >= old.feed_in,
                _ => false,
            })
    }

    /// The slots of some day in which a band begins.
    fn changes(&self) -> impl Iterator<Item = Slot> + '_ {
        // The first day has no slots before those of an offset.
        self.bands.iter().map(|band| self.first_slot(1).saturating_add(band.from))
    }

    /// The place of a slot in its day, from 0 to 95.
    fn place(&self, slot: Slot) -> Slot {
        slot.saturating_add(BAND_DAY).saturating_add_signed(self.offset.into()) % BAND_DAY
    }

    fn band_at(&self, slot: Slot) -> Option<&Band> {
        let place = self.place(slot);
        // Before the first band of a day the last one of the day before goes on.
        self.bands.iter().rev().find(|band| band.from <= place).or(self.bands.last())
    }

    fn of(&self, band: &Band) -> Tariff {
        let Self { network_charge, k, trim, .. } = *self;
        Tariff { feed_in: band.feed_in, retail: band.retail, network_charge, k, trim }
    }
}
