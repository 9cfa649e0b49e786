//! The chain's first communities.

use crate::*;

/// Builds the genesis state. A mistake in the chain specification stops the build here.
#[allow(clippy::expect_used)]
pub(crate) fn build<T: Config>(config: &GenesisConfig<T>) {
    for community in &config.communities {
        let name = community.name.as_bytes().to_vec();
        let name = name.try_into().expect("a community's name must be short");
        let (founders, clerks) = (community.founders.clone(), community.clerks.clone());
        // The members of genesis vote on the constitution from the start. Otherwise nobody could
        // change it for 90 days.
        Pallet::<T>::do_found_community(name, founders, clerks, 0)
            .expect("a community of genesis must be valid");
    }
}
