//! What nobody may call, whoever signs it and however it is wrapped. Root alone is above it.

use crate::{Runtime, RuntimeCall, SafeMode};
use frame_support::traits::{Contains, InsideBoth};
use pallet_recovery::MAX_GROUPS_PER_ACCOUNT;

/// What may be called: [`Open`], and in safe-mode what is allowed there.
pub type BaseCallFilter = InsideBoth<Open, SafeMode>;

/// Every call is for everybody, but for a few that would harm others.
pub struct Open;

impl Contains<RuntimeCall> for Open {
    fn contains(call: &RuntimeCall) -> bool {
        match call {
            // A validator without session keys would be left out of the set, and with it of what
            // finality needs. Who is none any more has `validators.withdraw_keys`.
            RuntimeCall::Session(pallet_session::Call::purge_keys { .. }) => false,
            // Compares all with all before it counts them, for a weight that takes them for ten.
            RuntimeCall::Recovery(pallet_recovery::Call::set_friend_groups { friend_groups }) => {
                friend_groups.len() <= MAX_GROUPS_PER_ACCOUNT as usize
            }
            // Guardians have one motion: a few places for many would be one guardian's to fill when
            // a halt is needed, and so would be one motion that needs more ayes than two thirds.
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
            // In one guardian's name nothing can be done.
            RuntimeCall::GuardianCouncil(pallet_collective::Call::execute { .. }) => false,
            _ => true,
        }
    }
}
