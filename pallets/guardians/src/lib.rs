//! The few who may halt everything but governance for two days, and nothing else.

#![cfg_attr(not(feature = "std"), no_std)]
