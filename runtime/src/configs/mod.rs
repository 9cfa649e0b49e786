//! How each pallet is configured, one file per concern.

mod accounts;
mod communities;
mod consensus;
mod energy;
mod governance;
mod money;
mod session;
mod system;

pub use accounts::ProxyType;
pub use consensus::{grandpa_key, MAX_AUTHORITIES, SLOT_DURATION};
pub use energy::{Currency, EnergyTokenId};
pub use money::{is_energy_token, EnsureVoucher, ENERGY_TOKENS, EXISTENTIAL_DEPOSIT, MILLI, VAKA};
pub use session::GenesisValidators;
pub use system::{BlockLength, BlockWeights, DAYS, HOURS, MINUTES};
