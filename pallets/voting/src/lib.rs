//! One member, one vote: the tracks, the ballots and the delegations behind pallet-referenda.

#![cfg_attr(not(feature = "std"), no_std)]
