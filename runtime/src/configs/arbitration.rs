//! Those who judge, and the seeds by which they are drawn.

use super::time::SlotsPerDay;
use crate::{Beacon, Clock, Communities, Credentials, Runtime};
use frame_support::{parameter_types, traits::Contains};
use pallet_beacon::BeaconRules;
use pallet_clock::Open;
use pallet_disputes::DisputeRules;
use pallet_voting::EnsureParameters;
use sp_runtime::{traits::BlockNumberProvider, Permill};
use vaka_primitives::MemberId;

parameter_types! {
    pub const TheBeaconRules: BeaconRules = BeaconRules {
        // 30 days of sessions of an hour. A case waits for 60 at most.
        kept: 30 * 24,
    };
    /// The figures of the whole network, in one place.
    pub const TheDisputeRules: DisputeRules = DisputeRules {
        ruling: 7,
        recusal: 5,
        appeal: 7,
        commit: 5,
        reveal: 5,
        waiting: 60,
        barred: 180,
        cases_at_a_time: 3,
        tolerance: Permill::from_percent(25),
    };
}

impl pallet_beacon::Config for Runtime {
    type Rules = TheBeaconRules;
    type WeightInfo = pallet_beacon::weights::SubstrateWeight<Runtime>;
}

/// The members who have been in their community for as long as communities ask of those who vouch.
pub struct OfStanding;

impl Contains<MemberId> for OfStanding {
    fn contains(member: &MemberId) -> bool {
        let person = pallet_communities::Members::<Runtime>::get(member);
        person.is_some_and(|person| Clock::current_block_number() >= person.standing_from)
    }
}

impl pallet_disputes::Config for Runtime {
    // Nobody can rule, appeal or vote in a halt.
    type Clock = Open<Runtime>;
    type SlotsPerDay = SlotsPerDay;
    type Members = Communities;
    type Standing = OfStanding;
    type FreeCalls = Communities;
    type Credentials = Credentials;
    type Draw = Beacon;
    type PanelOrigin = EnsureParameters;
    type Rules = TheDisputeRules;
    type WeightInfo = pallet_disputes::weights::SubstrateWeight<Runtime>;
    #[cfg(feature = "runtime-benchmarks")]
    type BenchmarkHelper = DisputeBenchmarks;
}

/// What the pallet's benchmarks need of this chain.
#[cfg(feature = "runtime-benchmarks")]
pub struct DisputeBenchmarks;

#[cfg(feature = "runtime-benchmarks")]
impl pallet_disputes::BenchmarkHelper<crate::AccountId> for DisputeBenchmarks {
    fn make_seed() {
        // The lists close for two sessions at a time.
        let session = (pallet_session::CurrentIndex::<Runtime>::get() | 1).saturating_add(1);
        Beacon::insert_seed(session, vaka_primitives::Hash::repeat_byte(7));
        pallet_session::CurrentIndex::<Runtime>::put(session.saturating_add(1));
    }

    fn qualify(who: &crate::AccountId) -> vaka_primitives::Requirement {
        use frame_support::traits::fungible::Mutate;

        crate::Balances::set_balance(who, super::money::VAKA.saturating_mul(1_000_000));
        pallet_credentials::qualify::<Runtime>(who)
    }
}
