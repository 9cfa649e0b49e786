//! GRANDPA's nodes, as far as their sets go: they handle what the chain tells them as
//! sc-consensus-grandpa does.

use crate::{mock::*, *};
use frame_support::traits::{OnFinalize, OnInitialize};
use pallet_grandpa::{CurrentSetId, Stalled};
use sp_consensus_grandpa::{ConsensusLog, GRANDPA_ENGINE_ID};
use sp_runtime::generic::DigestItem;

/// What this block tells GRANDPA's nodes.
pub fn told() -> Option<ConsensusLog<BlockNumber>> {
    let logs = System::digest().logs;
    logs.iter().find_map(|log| match log {
        DigestItem::Consensus(GRANDPA_ENGINE_ID, log) => codec::Decode::decode(&mut &log[..]).ok(),
        _ => None,
    })
}

/// Ends this block, and returns what it tells nodes.
pub fn end_block() -> Option<ConsensusLog<BlockNumber>> {
    AllPalletsWithSystem::on_finalize(now());
    told()
}

pub fn begin_block() {
    System::reset_events();
    System::initialize(&(now() + 1), &Default::default(), &Default::default());
    AllPalletsWithSystem::on_initialize(now());
}

/// The nodes' state: the set that they have, and the changes that they wait for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Nodes {
    pub finalized: BlockNumber,
    pub set_id: SetId,
    /// The blocks of standard changes that wait for their block to be final.
    pub pending: Vec<BlockNumber>,
    /// The block from which a forced change begins, and the block in which it is made.
    pub forced: Option<(BlockNumber, BlockNumber)>,
    /// The number of forced changes that they made.
    pub made: SetId,
    /// Whether they refuse a block, for ever.
    pub refused: bool,
}

impl Nodes {
    /// Does what sc-consensus-grandpa does when it imports a block.
    pub fn import(&mut self, number: BlockNumber, log: Option<ConsensusLog<BlockNumber>>) {
        match log {
            Some(ConsensusLog::ScheduledChange(_)) => self.pending.push(number),
            Some(ConsensusLog::ForcedChange(median, change)) => {
                self.forced = Some((median, number + change.delay));
            }
            _ => {}
        }
        if let Some((median, _)) = self.forced.filter(|(_, at)| *at == number) {
            if self.pending.iter().any(|pending| *pending <= median) {
                self.refused = true;
                return;
            }
            (self.pending, self.forced) = (Vec::new(), None);
            self.set_id += 1;
            self.made += 1;
        }
    }

    /// Whether chain and nodes count alike at the end of a block: the chain is ahead by the changes
    /// that nodes wait for.
    pub fn count_alike(&self) -> bool {
        let waits = match self.forced {
            // They will forget the other changes that they wait for once they make the forced one.
            Some(_) => 1,
            // It is yet to be signalled, and the chain has forgotten the waiting changes already.
            None if Stalled::<Test>::exists() => 0,
            None => self.pending.len() as u64,
        };
        CurrentSetId::<Test>::get() == self.set_id + waits
    }

    pub fn finalise(&mut self, number: BlockNumber) {
        self.finalized = number;
        self.set_id += self.pending.iter().filter(|at| **at <= number).count() as u64;
        self.pending.retain(|at| *at > number);
    }
}

/// Makes blocks up to this one, which the nodes import. If `finalises`, each is final at once.
pub fn run_to(block: BlockNumber, nodes: &mut Nodes, finalises: bool) {
    while now() < block {
        let log = end_block();
        nodes.import(now(), log);
        if finalises {
            nodes.finalise(now());
        }
        assert!(nodes.count_alike(), "{nodes:?}, chain {}", CurrentSetId::<Test>::get());
        begin_block();
    }
    check();
}
