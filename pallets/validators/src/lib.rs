//! The governed validator set: who authors and finalises, of which community.

#![cfg_attr(not(feature = "std"), no_std)]
