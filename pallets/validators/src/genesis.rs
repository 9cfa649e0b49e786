//! The chain's first validators.

use crate::*;
use alloc::collections::BTreeMap;
use frame_support::{traits::Get, BoundedVec};
use vaka_primitives::Communities;

/// Builds the genesis state. What cannot be built is a mistake in the chain specification and stops
/// it here; whether they have keys shows when session builds its own.
#[allow(clippy::expect_used)]
pub(crate) fn build<T: Config>(config: &GenesisConfig<T>) {
    assert!(config.minimum > 0, "there must be at least one validator at all times");
    Minimum::<T>::put(config.minimum);
    // A chain for tests may have none.
    if config.validators.is_empty() {
        return;
    }
    let n = config.validators.len() as u32;
    assert!(
        n >= config.minimum,
        "{n} validators of genesis are fewer than the minimum of {}",
        config.minimum
    );
    let most = T::MaxValidators::get();
    assert!(n <= most, "{n} validators of genesis are more than {most}");
    assert!(Sessions::<T>::validators().is_empty(), "the validators must be built before session");

    let mut held = BTreeMap::<CommunityId, u32>::new();
    let communities = T::Communities::count();
    for GenesisValidator { account, community } in &config.validators {
        assert!(
            *community < communities,
            "validator {account:?} of genesis is of community {community}, but there are \
            {communities}; communities must be built before validators"
        );
        assert!(
            !Authorship::<T>::contains_key(account),
            "validator {account:?} of genesis is named twice"
        );
        Authorship::<T>::insert(account, Authored::default());
        let held = held.entry(*community).or_default();
        *held = held.saturating_add(1);
    }
    if let Some(cap) = rules::cap(n) {
        for (community, held) in held {
            assert!(
                held <= cap,
                "community {community} has {held} of {n} validators of genesis; it may have {cap}"
            );
        }
    }

    let validators = config.validators.iter().map(|validator| Validator {
        account: validator.account.clone(),
        community: validator.community,
        since: 0,
        leaving: None,
        offence: None,
        pardoned: 0,
    });
    let validators = BoundedVec::try_from(validators.collect::<alloc::vec::Vec<_>>());
    Roster::<T>::put(validators.expect("they were counted above"));
}
