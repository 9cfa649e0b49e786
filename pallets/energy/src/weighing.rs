//! What calls weigh that load or change more than a benchmark tells: the benchmarks' figures put
//! together.

use crate::{batch::most_results, *};
use frame_support::{traits::Get, weights::Weight};

/// The weight that `count` of something add to a call. `weigh` is from a benchmark that counts them
/// from zero.
fn beyond(weigh: impl Fn(u32) -> Weight, count: u32) -> Weight {
    weigh(count).saturating_sub(weigh(0))
}

/// What a call loads beside meters.
#[derive(Clone, Copy, Default)]
pub(crate) struct Loads {
    /// The grids, or the books, whichever are more.
    pub books: u32,
    /// The results.
    pub results: u32,
    /// The positions in the meters' records.
    pub positions: u32,
    /// Those of them that are settled.
    pub settled: u32,
}

impl Loads {
    fn weight<W: WeightInfo>(self) -> Weight {
        let Self { books, results, positions, settled } = self;
        // With each result its first position is settled.
        beyond(W::books_of_batch, books)
            .saturating_add(beyond(W::results_of_batch, results))
            .saturating_add(beyond(W::positions_of_batch, positions))
            .saturating_add(beyond(W::positions_settled, settled.saturating_sub(results)))
    }
}

impl<T: Config> Pallet<T> {
    /// The weight of readings whose signatures are checked, and of what else they load.
    pub(crate) fn batch_weight(readings: u32, loads: Loads) -> Weight {
        T::WeightInfo::submit_readings(readings).saturating_add(loads.weight::<T::WeightInfo>())
    }

    /// The weight of a batch in the dearest case. Every reading is late and of another grid, as long
    /// as books are left, and of a meter with all the positions it can have. Every reading settles
    /// four of them, and as many results are looked up as may be.
    pub(crate) fn worst_batch(readings: u32) -> Weight {
        let books = readings.saturating_mul(2).min(T::MaxBooks::get());
        let results = most_results(readings);
        let positions = readings.saturating_mul(MAX_POSITIONS);
        let settled = readings.saturating_mul(SETTLED_PER_READING);
        Self::batch_weight(readings, Loads { books, results, positions, settled })
    }

    /// The weight of a rotation in the dearest case: with a last reading of the old device, or not.
    pub(crate) fn worst_rotation(with_last: bool) -> Weight {
        let of_last = if with_last { Self::worst_batch(1) } else { Weight::zero() };
        Self::beside_positions(T::WeightInfo::rotate_meter_key()).saturating_add(of_last)
    }

    /// The weight of a call for one meter that has all the positions it can have. Its benchmark's
    /// meter has none, or it could not be removed.
    pub(crate) fn beside_positions(call: Weight) -> Weight {
        call.saturating_add(beyond(T::WeightInfo::positions_of_batch, MAX_POSITIONS))
    }

    /// The weight of settling meters, and of what they load.
    pub(crate) fn settle_weight(meters: u32, loads: Loads) -> Weight {
        let loads = Loads { books: 0, ..loads };
        T::WeightInfo::settle(meters).saturating_add(loads.weight::<T::WeightInfo>())
    }

    /// The weight of settling meters that have all the positions they can have, each of another
    /// slot.
    pub(crate) fn worst_settle(meters: u32) -> Weight {
        let positions = meters.saturating_mul(MAX_POSITIONS);
        let loads =
            Loads { results: positions, positions, settled: positions, ..Default::default() };
        Self::settle_weight(meters, loads)
    }
}
