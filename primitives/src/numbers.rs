//! Numbers that are given once.

use frame_support::StorageValue;

/// Takes the next number of a kind: it is never given again. `None` when there is none left.
pub fn take_number<Next: StorageValue<u32, Query = u32>>() -> Option<u32> {
    let number = Next::get();
    Next::put(number.checked_add(1)?);
    Some(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use frame_support::{pallet_prelude::ValueQuery, storage_alias};
    use sp_io::TestExternalities;

    #[storage_alias]
    type Next = StorageValue<Test, u32, ValueQuery>;

    #[test]
    fn numbers_should_be_taken_once() {
        TestExternalities::default().execute_with(|| {
            assert_eq!((take_number::<Next>(), take_number::<Next>()), (Some(0), Some(1)));
        });
    }

    #[test]
    fn numbers_should_end() {
        TestExternalities::default().execute_with(|| {
            Next::put(u32::MAX);
            assert_eq!((take_number::<Next>(), Next::get()), (None, u32::MAX));
        });
    }
}
