//! The calls that nobody but Root may make, however they are signed and wrapped.

use super::treasury::may_be_forgotten;
use crate::{Runtime, RuntimeCall, SafeMode};
use frame_support::traits::{Contains, InsideBoth};
use pallet_recovery::MAX_GROUPS_PER_ACCOUNT;

/// The calls that may be made: those of [`Open`], and in safe-mode only those that it allows.
pub type BaseCallFilter = InsideBoth<Open, SafeMode>;

/// All calls but a few that would harm others.
pub struct Open;

impl Contains<RuntimeCall> for Open {
    fn contains(call: &RuntimeCall) -> bool {
        match call {
            // A validator without session keys would be left out of the set, although finality
            // needs it. An account that is no longer a validator can call
            // `validators.withdraw_keys`.
            RuntimeCall::Session(pallet_session::Call::purge_keys { .. }) => false,
            // This call compares all groups with one another before it counts them, but its weight
            // assumes at most ten.
            RuntimeCall::Recovery(pallet_recovery::Call::set_friend_groups { friend_groups }) => {
                friend_groups.len() <= MAX_GROUPS_PER_ACCOUNT as usize
            }
            // Guardians have one motion. Otherwise one guardian could fill the few places for
            // motions when a halt is needed, or bring in a motion that needs more ayes than two
            // thirds.
            RuntimeCall::GuardianCouncil(pallet_collective::Call::propose {
                threshold,
                proposal,
                ..
            }) => {
                let seats = pallet_collective::Members::<Runtime>::decode_len().unwrap_or_default();
                let rules = <Runtime as pallet_guardians::Config>::Rules::get();
                let halts = matches!(
                    **proposal,
                    RuntimeCall::SafeMode(pallet_safe_mode::Call::force_enter {})
                );
                halts && rules.quorum(seats as u32) == Some(*threshold)
            }
            // Whether a payment was made shows as long as the receipt of its petition.
            RuntimeCall::Treasury(pallet_treasury::Call::check_status { index }) => {
                may_be_forgotten(*index)
            }
            // Nothing can be done in one guardian's name.
            RuntimeCall::GuardianCouncil(pallet_collective::Call::execute { .. }) => false,
            _ => true,
        }
    }
}
