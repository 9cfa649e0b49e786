//! What the acts of all people share.

use super::{model::*, ops::mostly, world::World};
use crate::{mock::*, *};
use frame_support::traits::GetCallName;
use sp_runtime::traits::Dispatchable;
use vaka_primitives::{MemberId, Members as _, Side};
use vaka_testing::random::pick;

/// Accounts that trade with one another.
pub const TRADERS: [AccountId; 6] = [BUYER, SELLER, STRANGER, JURORS[0], ARBITERS[0], 4];

/// Everybody.
pub fn everybody() -> Vec<AccountId> {
    let mut all = Nation::people().into_keys().collect::<Vec<_>>();
    all.extend([STRANGER, 4]);
    all
}

/// A share, in parts of a million.
pub fn share_of(n: u16) -> u32 {
    u32::from(n % 101) * 10_000
}

impl World {
    /// Makes a call, and compares with the model's result.
    pub fn call(&mut self, who: AccountId, call: Call<Test>, expected: Outcome) -> bool {
        let name = call.get_call_name();
        let shown = format!("{call:?}");
        let done = RuntimeCall::from(call).dispatch(signed(who));
        let done = done.map(|_| ()).map_err(|failed| <&str>::from(failed.error));
        assert_eq!(done, expected, "{shown} by {who}");
        self.counts.outcome(name, &done)
    }

    /// A member who may judge.
    pub fn judge(who: AccountId) -> Result<MemberId, &'static str> {
        let membership = Nation::membership(&who).ok_or("NotMember")?;
        if membership.suspended {
            return Err("Suspended");
        }
        Ok(membership.member)
    }

    pub fn side_of(case: &MCase, who: AccountId) -> Option<Side> {
        let acts = |party: &MParty| {
            party.member.and_then(Nation::account_of).unwrap_or(party.account) == who
        };
        match (acts(&case.buyer), acts(&case.seller)) {
            (true, _) => Some(Side::Buyer),
            (false, true) => Some(Side::Seller),
            _ => None,
        }
    }

    /// Mostly a case of these, else any number.
    pub fn some_case(&self, n: u16, of: impl Fn(&MCase) -> bool) -> u32 {
        let cases = self.model.cases.iter();
        let fit = cases.filter(|(_, case)| of(case)).map(|(id, _)| *id).collect::<Vec<_>>();
        let all = self.model.cases.keys().copied().collect::<Vec<_>>();
        let best = if mostly(n) { pick(&fit, n / 8) } else { None };
        best.or_else(|| pick(&all, n / 8)).unwrap_or(u32::from(n % 3) + 900)
    }

    pub fn somebody(&self, n: u16) -> AccountId {
        pick(&everybody(), n).expect("somebody")
    }
}
