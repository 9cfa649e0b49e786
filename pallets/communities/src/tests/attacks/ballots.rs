//! A poll as the chain's voting holds it: ballots are kept by member, and who may cast one is what
//! [`Membership`](vaka_primitives::Membership) says.

use crate::{
    mock::{Communities, *},
    *,
};
use std::collections::BTreeMap;

pub struct Poll {
    opened: BlockNumber,
    track: Track,
    ballots: BTreeMap<MemberId, bool>,
}

impl Poll {
    /// Opens in the next block; the one after that begins.
    pub fn open(track: Track) -> Self {
        System::set_block_number(now() + 1);
        let poll = Self { opened: now(), track, ballots: BTreeMap::new() };
        System::set_block_number(now() + 1);
        poll
    }

    /// Casts or changes a ballot; says whether it counted.
    pub fn vote(&mut self, n: u32, aye: bool) -> bool {
        let Some(membership) = Communities::membership(&account(n)) else {
            return false;
        };
        let change = self.ballots.contains_key(&membership.member);
        let may = membership.may_vote_since(self.opened, self.track)
            && (!change || membership.may_change_since(self.opened));
        if may {
            self.ballots.insert(membership.member, aye);
        }
        may
    }

    /// Ayes and nays.
    pub fn tally(&self) -> (usize, usize) {
        let ayes = self.ballots.values().filter(|aye| **aye).count();
        (ayes, self.ballots.len() - ayes)
    }
}
