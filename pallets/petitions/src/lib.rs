//! Crowd-sourced proposals that become referenda, and the receipt of what was executed.

#![cfg_attr(not(feature = "std"), no_std)]
