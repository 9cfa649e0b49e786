//! GRANDPA's nodes, as far as their sets go: what sc-consensus-grandpa does with what the chain
//! tells it.

use crate::{mock::*, *};
use frame_support::traits::{OnFinalize, OnInitialize};
use pallet_grandpa::{CurrentSetId, Stalled};
use sp_consensus_grandpa::{ConsensusLog, GRANDPA_ENGINE_ID};
use sp_runtime::generic::DigestItem;

/// What GRANDPA's nodes are told in this block.
pub fn told() -> Option<ConsensusLog<BlockNumber>> {
    let logs = System::digest().logs;
    logs.iter().find_map(|log| match log {
        DigestItem::Consensus(GRANDPA_ENGINE_ID, log) => codec::Decode::decode(&mut &log[..]).ok(),
        _ => None,
    })
}

/// Ends this block; returns what nodes are told in it.
pub fn end_block() -> Option<ConsensusLog<BlockNumber>> {
    AllPalletsWithSystem::on_finalize(now());
    told()
}

pub fn begin_block() {
    System::reset_events();
    System::initialize(&(now() + 1), &Default::default(), &Default::default());
    AllPalletsWithSystem::on_initialize(now());
}

/// A set as nodes have it: what they change to, and the id that they then give it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Nodes {
    pub finalized: BlockNumber,
    pub set_id: SetId,
    /// Standard changes that wait for their block to be final.
    pub pending: Vec<BlockNumber>,
    /// The block that a forced change begins from, and the block in which it is made.
    pub forced: Option<(BlockNumber, BlockNumber)>,
    /// Forced changes that they made.
    pub made: SetId,
    /// They refuse a block, for ever.
    pub refused: bool,
}

impl Nodes {
    /// What sc-consensus-grandpa does as it imports a block.
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

    /// Whether chain and nodes count alike, at the end of a block: the chain is ahead by what nodes
    /// wait for.
    pub fn count_alike(&self) -> bool {
        let waits = match self.forced {
            // They forget what they wait for once they make it.
            Some(_) => 1,
            // It is yet to be signalled, and what waits is forgotten already.
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

/// Blocks up to that one, imported by nodes; `finalises`: whether each is final at once.
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
