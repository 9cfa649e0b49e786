//! What anybody asks about the validator set, as a runtime API.

#![cfg_attr(not(feature = "std"), no_std)]
