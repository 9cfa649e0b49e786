//! A node that is none: blocks of two runtimes, and all that can be wrong with a node.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard};

use codec::Encode;
use energy_clearing::{clear, Clearing, Tariff, Totals};
use sp_arithmetic::Permill;

use crate::chain::{Block, Chain, Entry, Hash, Head, Height, Runtime, Unanswered};
use crate::recorders::records::Record;
use crate::tests::blocks::{hash, NEW_YEAR};
use crate::tests::records::{ClearedSlot, Limits, Meter};
use crate::tests::runtime::{new, old, Account};

/// A node. What is changed of a clone is changed of all.
#[derive(Clone)]
pub struct Fake(Arc<Mutex<State>>);

pub struct State {
    pub genesis: Hash,
    /// Final blocks, from height 1 on.
    pub blocks: Vec<Block>,
    /// The block that upgrades the runtime, itself executed by the old one.
    pub upgrade: Height,
    /// The lowest block whose state is there.
    pub oldest: Height,
    /// Whether it is down.
    pub down: bool,
    /// Heights for which it gives the hash of the block before.
    pub lies: BTreeSet<Height>,
    /// The questions that it was asked.
    pub asked: usize,
    /// The questions after which it goes down.
    pub dies_after: usize,
}

impl Fake {
    /// A chain of so many blocks, in each of which a meter is read and a slot cleared.
    pub fn new(length: Height, upgrade: Height) -> Self {
        let blocks = (1..=length).map(|height| block(height, upgrade)).collect();
        let state = State {
            genesis: [0; 32],
            blocks,
            upgrade,
            oldest: 0,
            down: false,
            lies: BTreeSet::new(),
            asked: 0,
            dies_after: usize::MAX,
        };
        Self(Arc::new(Mutex::new(state)))
    }

    pub fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }

    /// Adds blocks, up to a height.
    pub fn grow(&self, length: Height) {
        let mut state = self.state();
        let next = state.blocks.len() as u64 + 1;
        let upgrade = state.upgrade;
        state.blocks.extend((next..=length).map(|height| block(height, upgrade)));
    }

    fn asked(&self) -> Result<MutexGuard<'_, State>, Unanswered> {
        let mut state = self.state();
        state.asked += 1;
        if state.down || state.asked > state.dies_after {
            return Err(Unanswered::Unreachable("it is down".into()));
        }
        Ok(state)
    }
}

/// The slot that is read and cleared at a height.
pub fn slot(height: Height) -> u32 {
    u32::try_from(NEW_YEAR / 900 + height).unwrap()
}

/// The price at which the slot of a height cleared.
pub fn price(height: Height) -> u64 {
    1_000 + height
}

/// The meter whose readings are accepted.
const METER: u32 = 5;

/// That meter after a block. It imports 10 Wh in each slot, and exports half of it.
fn meter(height: Height) -> Meter {
    Meter {
        grid: 0,
        owner: Account([4; 32]),
        key: [0; 32],
        breaker_w: 1_000,
        slot: slot(height),
        import_wh: height * 10,
        export_wh: height * 5,
        limits: Limits { ask: Some(0), bid: Some(63), owed_first: true },
        next: None,
        credit: u128::from(u64::MAX) * 2,
        arrears: 0,
        owed: height,
        retired: false,
        positions: vec![],
    }
}

/// The result of each slot: 30 Wh were for sale and 20 wanted, and the bank took 3.
pub fn result() -> Clearing {
    let (k, trim) = (Permill::from_percent(50), Permill::from_percent(25));
    let tariff = Tariff { feed_in: 10, retail: 73, network_charge: 2, k, trim };
    let mut book = Totals::default();
    book.add_supply(0, 30_000).unwrap();
    book.add_demand(63, 20_000).unwrap();
    clear(&tariff, &book, 3_000)
}

fn block(height: Height, upgrade: Height) -> Block {
    let time = (NEW_YEAR + height * 6) * 1_000;
    let slot = slot(height);
    let registers = [(5, slot, height * 10), (6, slot, height)];
    let (body, events) = if height <= upgrade {
        let calls = [old::set_time(time), old::submit(&registers)];
        let events = vec![
            (Some(1), old::rejected(1)),
            (Some(1), old::accepted(1)),
            (None, old::cleared(0, slot, price(height))),
        ];
        (calls.map(old::extrinsic).to_vec(), old::events(events))
    } else {
        let calls = [new::set_time(time), new::submit(&registers)];
        let events = vec![
            (Some(1), new::rejected(1)),
            (Some(1), new::accepted(1)),
            (None, new::cleared(0, slot, price(height))),
        ];
        (calls.map(new::extrinsic).to_vec(), new::events(events))
    };
    let parent = hash(height - 1);
    Block { height, hash: hash(height), parent, upgrades: height == upgrade, body, events }
}

impl State {
    fn at(&self, at: Head) -> Result<(), Unanswered> {
        if at.height < self.oldest {
            return Err(Unanswered::Pruned(at.height));
        }
        Ok(())
    }

    fn block(&self, height: Height) -> Option<&Block> {
        let index = usize::try_from(height).unwrap().checked_sub(1)?;
        self.blocks.get(index)
    }
}

impl Chain for Fake {
    async fn genesis(&self) -> Result<Hash, Unanswered> {
        Ok(self.asked()?.genesis)
    }

    async fn finalised(&self) -> Result<Head, Unanswered> {
        let state = self.asked()?;
        let last = state.blocks.last();
        Ok(last.map_or(Head { height: 0, hash: state.genesis }, |block| Head {
            height: block.height,
            hash: block.hash,
        }))
    }

    async fn hash(&self, height: Height) -> Result<Hash, Unanswered> {
        let state = self.asked()?;
        let told = if state.lies.contains(&height) { height - 1 } else { height };
        match told {
            0 => Ok(state.genesis),
            _ => state.block(told).map(|block| block.hash).ok_or(Unanswered::NoBlock(height)),
        }
    }

    async fn block(&self, at: Head) -> Result<Block, Unanswered> {
        let state = self.asked()?;
        let block = state.block(at.height).filter(|block| block.hash == at.hash);
        let block = block.cloned().ok_or(Unanswered::OtherBlock(at.height))?;
        state.at(at).map(|()| block)
    }

    /// One grid, whose retail price rises with the height, and one meter in another one.
    async fn entries(&self, pallet: &str, map: &str, at: Head) -> Result<Vec<Entry>, Unanswered> {
        let state = self.asked()?;
        state.at(at)?;
        match (pallet, map) {
            ("Energy", "Grids") => {}
            ("Energy", "Meters") => {
                let name = Record::Meter(METER).name();
                return Ok(vec![Entry { name, value: meter(at.height).encode() }]);
            }
            _ => return Ok(vec![]),
        }
        let (from, retail) = (slot(at.height), price(at.height));
        let value = if at.height < state.upgrade {
            old::grid(from, retail)
        } else {
            new::grid(from, retail)
        };
        let name = [[0xee; 40].as_slice(), &9_u32.to_le_bytes()].concat();
        Ok(vec![Entry { name, value }])
    }

    async fn values(
        &self,
        names: &[Vec<u8>],
        at: Head,
    ) -> Result<Vec<Option<Vec<u8>>>, Unanswered> {
        self.asked()?.at(at)?;
        let cleared = Record::Cleared { grid: 0, slot: slot(at.height) };
        let value = |name: &Vec<u8>| {
            if *name == Record::Meter(METER).name() {
                Some(meter(at.height).encode())
            } else if *name == cleared.name() {
                Some(ClearedSlot { clearing: result(), pot: 0 }.encode())
            } else {
                panic!("nobody asked for {name:?}")
            }
        };
        Ok(names.iter().map(value).collect())
    }

    async fn has_state(&self, at: Head) -> Result<bool, Unanswered> {
        Ok(self.asked()?.at(at).is_ok())
    }

    async fn version_after(&self, at: Head) -> Result<u32, Unanswered> {
        let state = self.asked()?;
        state.at(at)?;
        Ok(if at.height < state.upgrade { old::SPEC } else { new::SPEC })
    }

    async fn runtime_after(&self, at: Head) -> Result<Runtime, Unanswered> {
        let version = self.version_after(at).await?;
        Ok(if version == old::SPEC { old::runtime() } else { new::runtime() })
    }
}
