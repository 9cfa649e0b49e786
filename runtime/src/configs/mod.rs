//! The configuration of each pallet, one file per concern.

mod accounts;
mod arbitration;
mod calls;
mod communities;
mod consensus;
mod credentials;
mod energy;
mod governance;
mod marketplace;
mod money;
mod petitions;
mod safety;
mod session;
mod system;
mod time;
mod treasury;

pub use accounts::ProxyType;
pub use arbitration::{OfStanding, TheDisputeRules};
pub use communities::{CommunitiesPalletId, CommunityRules};
pub use consensus::{grandpa_key, SessionPeriod, MAX_AUTHORITIES};
pub use energy::{Currency, EnergyTokenId};
pub use money::{is_energy_token, EnsureVoucher, ENERGY_TOKENS, EXISTENTIAL_DEPOSIT, MILLI, VAKA};
pub use system::{BlockLength, BlockWeights};
pub use time::SLOT_DURATION;
