//! What wallets ask about ballots, delegations and tracks, as a runtime API.

#![cfg_attr(not(feature = "std"), no_std)]
