//! The most bytes that stored records can take. They are counted by hand, because the derive counts
//! compact fields at their fixed width, which is less than they can take. A test fills each record
//! to the ends of its types.

use crate::*;
use codec::{Compact, MaxEncodedLen};
use energy_clearing::{Clearing, Tariff, Totals};
use frame_support::{pallet_prelude::ConstU32, BoundedVec};
use sp_core::ed25519;

type Energies<const N: usize> = [Compact<MilliWattHours>; N];
type Money<const N: usize> = [Compact<MicroUnits>; N];

impl MaxEncodedLen for DayRoom {
    fn max_encoded_len() -> usize {
        <(Compact<Day>, Energies<1>)>::max_encoded_len()
    }
}

impl MaxEncodedLen for HeardSpan {
    fn max_encoded_len() -> usize {
        <[Compact<u32>; 2]>::max_encoded_len()
    }
}

impl MaxEncodedLen for Band {
    fn max_encoded_len() -> usize {
        <(Compact<Slot>, [Compact<Price>; 2])>::max_encoded_len()
    }
}

impl MaxEncodedLen for TariffSchedule {
    fn max_encoded_len() -> usize {
        type Bands = BoundedVec<Band, ConstU32<MAX_BANDS>>;
        type Fractions = [Compact<u32>; 2];
        <(Bands, i8, [Compact<Price>; 2], Fractions)>::max_encoded_len()
    }
}

impl<AccountId: MaxEncodedLen> MaxEncodedLen for Grid<AccountId> {
    fn max_encoded_len() -> usize {
        type Tariffs = BoundedVec<TariffVersion, ConstU32<MAX_TARIFFS>>;
        type Days = BoundedVec<DayRoom, ConstU32<MAX_DAYS>>;
        type Past = BoundedVec<PastPrice, ConstU32<MAX_TARIFFS>>;
        type Ends = (Past, Option<Ending>);
        <(AccountId, CurrencyId, Energies<2>, Money<1>, Ends)>::max_encoded_len().saturating_add(
            <(Compact<u32>, Option<Lowering>, Heard, Tariffs, Days)>::max_encoded_len(),
        )
    }
}

impl MaxEncodedLen for Position {
    fn max_encoded_len() -> usize {
        <(Compact<Slot>, Energies<3>, [u8; 2])>::max_encoded_len()
    }
}

impl MaxEncodedLen for Baseline {
    fn max_encoded_len() -> usize {
        <(Compact<Slot>, [Compact<WattHours>; 2])>::max_encoded_len()
    }
}

impl<AccountId: MaxEncodedLen> MaxEncodedLen for Meter<AccountId> {
    fn max_encoded_len() -> usize {
        type Numbers = (Compact<GridId>, Compact<u32>, Compact<Slot>);
        type Registers = [Compact<WattHours>; 2];
        type Wishes = (Limits, Option<NextLimits>);
        type Times = (Compact<BandDay>, Compact<Seconds>);
        <(AccountId, ed25519::Public, Numbers, Registers)>::max_encoded_len().saturating_add(
            <(Wishes, Money<2>, Energies<1>, bool, Times, Positions)>::max_encoded_len(),
        )
    }
}

impl MaxEncodedLen for Book {
    fn max_encoded_len() -> usize {
        type Counts = [Compact<u32>; 2];
        <(Tariff, Totals, Money<1>, Counts, Compact<Seconds>, bool)>::max_encoded_len()
    }
}

impl MaxEncodedLen for ClearedSlot {
    fn max_encoded_len() -> usize {
        type Counts = (Compact<u32>, Compact<Seconds>);
        <(Clearing, Energies<1>, Money<1>, Counts)>::max_encoded_len()
    }
}
