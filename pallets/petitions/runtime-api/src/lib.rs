//! What wallets ask about petitions and what came of them, as a runtime API.

#![cfg_attr(not(feature = "std"), no_std)]
