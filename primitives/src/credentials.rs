//! Micro-credentials as other pallets ask for them.

use crate::Balance;
use frame_support::stored;
use sp_runtime::DispatchError;

/// The number of a schema: what an award says that somebody can do.
pub type SchemaId = u32;

/// The number of an issuer: who awards.
pub type IssuerId = u32;

/// The number of a holder: a person who bound awards to their account.
pub type HolderId = u32;

/// What somebody must have in order to do something.
#[stored]
#[derive(Copy)]
pub struct Requirement {
    /// A valid award of this schema, or of one that supersedes it, bound to the account.
    pub schema: SchemaId,
    /// The least stake behind that award, in the smallest unit of VAKA.
    pub stake: Balance,
}

/// What answers for a piece of work: a holder's award, by the schema under which it is bound.
#[stored]
#[derive(Copy)]
pub struct Engagement {
    pub holder: HolderId,
    pub schema: SchemaId,
}

/// The credentials that accounts have bound, and the stakes behind them.
pub trait CredentialCheck<AccountId> {
    /// Whether the account meets a requirement now.
    fn meets(who: &AccountId, requirement: &Requirement) -> bool;

    /// Engages the award by which the account meets the requirement: until it is released, the award
    /// stays bound and its stake stays where it is. It follows the person to another account.
    fn engage(who: &AccountId, requirement: &Requirement) -> Result<Engagement, DispatchError>;

    /// Ends an engagement.
    fn release(engagement: Engagement);

    /// The stake behind an engaged award, what is on its way out included.
    fn staked(engagement: Engagement) -> Balance;

    /// Takes so much of the stake behind an engaged award, or all that there is, and pays it to an
    /// account. Returns what was taken.
    fn slash(engagement: Engagement, amount: Balance, to: &AccountId) -> Balance;
}
