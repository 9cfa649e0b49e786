//! What the people may be asked, and how many questions at a time.

use super::{
    governance::{ScheduledWeight, MAX_SCHEDULED},
    system::BlockWeights,
    time::SlotsPerDay,
    treasury::Purse,
};
use crate::{Communities, Runtime, RuntimeCall};
use frame_support::{parameter_types, traits::ConstU32, weights::Weight, PalletId};
use pallet_petitions::{Inner, InnerCalls, Nested, Track};
use pallet_voting::rules::rules_of;
use sp_runtime::Perbill;

/// The most referenda at a time. Each has a task in the scheduler's agenda, and one more in the
/// block after it ended.
const MAX_ONGOING: u32 = MAX_SCHEDULED / 2;

parameter_types! {
    pub const PetitionsPalletId: PalletId = PalletId(*b"vaka/pet");
    /// Villages leave the nation's tracks as many places as these decide at once.
    pub NationalPlaces: u32 = Track::NATIONAL
        .into_iter()
        .fold(0, |sum, track| sum.saturating_add(rules_of(track).max_deciding));
    pub PetitionRules: pallet_petitions::Rules = pallet_petitions::Rules::default();
    /// Less than half of what the scheduler may spend, because making the call costs something,
    /// too.
    pub PetitionedWeight: Weight = Perbill::from_percent(24) * BlockWeights::get().max_block;
}

impl pallet_petitions::Config for Runtime {
    type RuntimeCall = RuntimeCall;
    type Communities = Communities;
    type Members = Communities;
    type FreeCalls = Communities;
    type TrackOrigin = pallet_voting::TrackOrigin<Runtime>;
    type Payments = Purse;
    type CallFilter = Nested<Carried>;
    type PalletId = PetitionsPalletId;
    type MaxCallWeight = PetitionedWeight;
    type MaxCallLen = ConstU32<{ 64 * 1024 }>;
    type MaxOngoing = ConstU32<MAX_ONGOING>;
    type NationalPlaces = NationalPlaces;
    type MaxScheduledWeight = ScheduledWeight;
    type MaxScheduledPerBlock = ConstU32<MAX_SCHEDULED>;
    type SlotsPerDay = SlotsPerDay;
    type Rules = PetitionRules;
    type WeightInfo = pallet_petitions::weights::SubstrateWeight<Runtime>;
}

fn is_batch(call: &RuntimeCall) -> bool {
    matches!(call, RuntimeCall::Utility(pallet_utility::Call::batch_all { .. }))
}

/// Calls that take away somebody's vote: that of a member, or of the clerk of a fake. Such a call
/// stands alone in its petition, so that the people decide on each person by themselves.
fn suspends(call: &RuntimeCall) -> bool {
    use pallet_communities::{Call, Verdict};
    matches!(
        call,
        RuntimeCall::Communities(
            Call::suspend { .. } | Call::decide_request { verdict: Verdict::Fake, .. }
        )
    )
}

/// Tells what calls carry. A call may not be petitioned if it swallows the error of an inner call,
/// defers it, or makes it in somebody else's name, at any depth. Otherwise the people would approve
/// what they cannot see, or would be told that a call was made when it was not.
pub struct Carried;

impl InnerCalls<RuntimeCall> for Carried {
    fn of(call: &RuntimeCall) -> Inner<'_, RuntimeCall> {
        match call {
            // It fails as a whole if one of its calls fails. None of them may be another batch,
            // because utility refuses that from all origins but Root, nor take away a vote.
            RuntimeCall::Utility(pallet_utility::Call::batch_all { calls })
                if !calls.iter().any(|call| is_batch(call) || suspends(call)) =>
            {
                Inner::Calls(calls)
            }
            // It fails if its call fails, and acts in the name of the village whose members vote.
            RuntimeCall::Communities(pallet_communities::Call::act_as_community { call }) => {
                Inner::Calls(core::slice::from_ref(call))
            }
            // An upgrade without checks may leave a chain that no later vote can mend, and nobody sees
            // by its hash that it is one. What is written into the state is no better, because the
            // runtime lies there, too.
            RuntimeCall::System(
                frame_system::Call::set_code_without_checks { .. }
                | frame_system::Call::authorize_upgrade_without_checks { .. }
                | frame_system::Call::set_storage { .. }
                | frame_system::Call::kill_storage { .. }
                | frame_system::Call::kill_prefix { .. },
            ) => Inner::Refused,
            RuntimeCall::Utility(_)
            | RuntimeCall::Scheduler(_)
            | RuntimeCall::Preimage(_)
            | RuntimeCall::Petitions(_)
            | RuntimeCall::Multisig(
                pallet_multisig::Call::as_multi { .. }
                | pallet_multisig::Call::as_multi_threshold_1 { .. }
                | pallet_multisig::Call::approve_as_multi { .. },
            )
            | RuntimeCall::Proxy(
                pallet_proxy::Call::proxy { .. }
                | pallet_proxy::Call::proxy_announced { .. }
                | pallet_proxy::Call::announce { .. },
            )
            | RuntimeCall::Recovery(pallet_recovery::Call::control_inherited_account { .. })
            | RuntimeCall::GuardianCouncil(
                pallet_collective::Call::execute { .. }
                | pallet_collective::Call::propose { .. }
                | pallet_collective::Call::close { .. },
            ) => Inner::Refused,
            _ => Inner::None,
        }
    }
}
