//! What batches weigh: the benchmarks' figures put together.

use crate::*;
use frame_support::weights::Weight;

/// The weight that `count` of something add to a call. `weigh` is from a benchmark that counts them
/// from zero.
fn beyond(weigh: impl Fn(u32) -> Weight, count: u32) -> Weight {
    weigh(count).saturating_sub(weigh(0))
}

impl<T: Config> Pallet<T> {
    /// The weight of readings whose signatures are checked, and of what else they load: books,
    /// results, and positions in the meters' records.
    pub(crate) fn batch_weight(readings: u32, books: u32, results: u32, positions: u32) -> Weight {
        T::WeightInfo::submit_readings(readings)
            .saturating_add(beyond(T::WeightInfo::books_of_batch, books))
            .saturating_add(beyond(T::WeightInfo::results_of_batch, results))
            .saturating_add(beyond(T::WeightInfo::positions_of_batch, positions))
    }

    /// The weight of a batch in the dearest case. Every reading is of another grid, and of a meter
    /// with all the positions it can have. Every reading settles four of them, each of another
    /// slot.
    pub(crate) fn worst_batch(readings: u32) -> Weight {
        Self::batch_weight(
            readings,
            readings,
            readings.saturating_mul(SETTLED_PER_READING),
            readings.saturating_mul(MAX_POSITIONS),
        )
    }

    /// The weight of a rotation in the dearest case: with a last reading of the old device, or not.
    pub(crate) fn worst_rotation(with_last: bool) -> Weight {
        let of_last = if with_last { Self::worst_batch(1) } else { Weight::zero() };
        T::WeightInfo::rotate_meter_key().saturating_add(of_last)
    }

    /// The weight of settling meters that have so many positions in all, if so many results were
    /// looked for.
    pub(crate) fn settle_weight(meters: u32, results: u32, positions: u32) -> Weight {
        T::WeightInfo::settle(meters)
            .saturating_add(beyond(T::WeightInfo::results_of_batch, results))
            .saturating_add(beyond(T::WeightInfo::positions_of_batch, positions))
    }

    /// The weight of settling meters that have all the positions they can have, each of another
    /// slot.
    pub(crate) fn worst_settle(meters: u32) -> Weight {
        let positions = meters.saturating_mul(MAX_POSITIONS);
        Self::settle_weight(meters, positions, positions)
    }
}
