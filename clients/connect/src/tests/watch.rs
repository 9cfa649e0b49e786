//! A transaction's way, with a node that is played: it goes down, comes back, forgets, and changes
//! its branch. Time is played, too.

use std::cell::RefCell;
use std::collections::HashMap;
use std::time::Duration;

use subxt::utils::H256;
use tokio::time::{sleep, Instant};

use crate::error::Refusal;
use crate::watch::{follow, Block, Limit, Node, Signed};
use crate::{Error, Until};

const TX: &[u8] = b"a transaction";
const LIMIT: Duration = Duration::from_secs(300);
const BLOCK: Duration = Duration::from_secs(6);

#[derive(Default)]
struct Played(RefCell<Inner>);

#[derive(Default)]
struct Inner {
    blocks: HashMap<H256, Block>,
    chain: Vec<H256>,
    finalised: u64,
    pool: Vec<Vec<u8>>,
    offers: u32,
    is_down: bool,
    refusal: Option<(i32, &'static str)>,
    /// A node that takes the transaction, and is down before it says so.
    dies_at_offer: bool,
    forks: u8,
}

impl Played {
    /// A chain of ten blocks.
    fn new() -> Self {
        let played = Self::default();
        for _ in 0..=10 {
            played.block();
        }
        played
    }

    /// Makes a block of what is in the pool.
    fn block(&self) {
        let mut it = self.0.borrow_mut();
        let number = u64::try_from(it.chain.len()).expect("small");
        let mut hash = H256::from_low_u64_be(number);
        hash.0[0] = it.forks;
        let parent = it.chain.last().copied().unwrap_or_default();
        let body = std::mem::take(&mut it.pool);
        it.blocks.insert(hash, Block { number, parent, body });
        it.chain.push(hash);
    }

    /// Leaves the newest blocks for another branch. The pool loses what was in them.
    fn leave(&self, blocks: usize) {
        let mut it = self.0.borrow_mut();
        it.forks += 1;
        let keep = it.chain.len() - blocks;
        it.chain.truncate(keep);
    }

    fn set(&self, change: impl FnOnce(&mut Inner)) {
        change(&mut self.0.borrow_mut());
    }

    async fn blocks(&self, count: u32) {
        for _ in 0..count {
            sleep(BLOCK).await;
            self.block();
        }
    }

    fn up(&self) -> Result<std::cell::RefMut<'_, Inner>, Error> {
        let it = self.0.borrow_mut();
        match it.is_down {
            true => Err(Error::Lost("down".into())),
            false => Ok(it),
        }
    }
}

impl Node for Played {
    async fn offer(&self, bytes: &[u8]) -> Result<(), Error> {
        let mut it = self.up()?;
        it.offers += 1;
        if let Some((code, message)) = it.refusal {
            return Err(Error::Node { code, message: message.into() });
        }
        if it.chain.iter().any(|hash| it.blocks[hash].body.iter().any(|one| one == bytes)) {
            return Err(Error::Node { code: 1_012, message: "banned".into() });
        }
        if it.pool.iter().any(|one| one == bytes) {
            return Err(Error::Node { code: 1_013, message: "known".into() });
        }
        it.pool.push(bytes.into());
        if std::mem::take(&mut it.dies_at_offer) {
            it.is_down = true;
            return Err(Error::Lost("down".into()));
        }
        Ok(())
    }

    async fn best(&self) -> Result<(u64, H256), Error> {
        let it = self.up()?;
        let number = u64::try_from(it.chain.len()).expect("small") - 1;
        Ok((number, *it.chain.last().expect("a block")))
    }

    async fn finalised(&self) -> Result<u64, Error> {
        Ok(self.up()?.finalised)
    }

    async fn hash(&self, number: u64) -> Result<Option<H256>, Error> {
        Ok(self.up()?.chain.get(usize::try_from(number).expect("small")).copied())
    }

    async fn block(&self, hash: H256) -> Result<Option<Block>, Error> {
        Ok(self.up()?.blocks.get(&hash).cloned())
    }
}

fn signed() -> Signed {
    Signed { bytes: TX.into(), hash: H256::repeat_byte(7), born: 10, last: 73 }
}

/// Follows the transaction while the rest happens. Returns the block's number.
async fn follows(
    node: &Played,
    until: Until,
    limit: Duration,
    rest: impl std::future::Future<Output = ()>,
) -> Result<u64, Error> {
    let signed = signed();
    let limit = Limit { begun: Instant::now(), limit };
    let (found, ()) = tokio::join!(follow(node, &signed, until, limit), rest);
    found.map(|place| place.number)
}

#[tokio::test(start_paused = true)]
async fn transaction_should_be_found_in_its_block() {
    let node = Played::new();
    let rest = async {
        // Before the bytes are offered again.
        sleep(BLOCK / 2).await;
        node.block();
    };
    let found = follows(&node, Until::InBlock, LIMIT, rest).await;
    assert_eq!(found.expect("in a block"), 11);
    assert_eq!(node.0.borrow().offers, 1);
}

#[tokio::test(start_paused = true)]
async fn transaction_should_be_followed_until_it_is_final() {
    let node = Played::new();
    let rest = async {
        node.blocks(3).await;
        node.set(|it| it.finalised = 10);
        node.blocks(2).await;
        node.set(|it| it.finalised = 11);
    };
    let begun = Instant::now();
    assert_eq!(follows(&node, Until::Final, LIMIT, rest).await.expect("final"), 11);
    assert!(begun.elapsed() >= BLOCK * 5);
}

#[tokio::test(start_paused = true)]
async fn transaction_should_be_offered_again_when_the_node_forgot_it() {
    let node = Played::new();
    let rest = async {
        sleep(Duration::from_secs(2)).await;
        // It is killed, and its pool with it.
        node.set(|it| (it.is_down, it.pool) = (true, Vec::new()));
        sleep(Duration::from_secs(60)).await;
        node.set(|it| it.is_down = false);
        node.blocks(2).await;
    };
    // Offered again at once when it is back, it is in the first block.
    assert_eq!(follows(&node, Until::InBlock, LIMIT, rest).await.expect("in a block"), 11);
    assert!(node.0.borrow().offers >= 2);
}

#[tokio::test(start_paused = true)]
async fn transaction_should_be_found_when_a_node_died_before_it_said_that_it_took_it() {
    let node = Played::new();
    node.set(|it| it.dies_at_offer = true);
    let rest = async {
        sleep(Duration::from_secs(20)).await;
        node.set(|it| it.is_down = false);
        // Others had it, and more blocks came meanwhile.
        node.block();
        node.block();
    };
    assert_eq!(follows(&node, Until::InBlock, LIMIT, rest).await.expect("in a block"), 11);
}

#[tokio::test(start_paused = true)]
async fn transaction_should_be_sought_again_when_its_block_is_left() {
    let node = Played::new();
    let rest = async {
        node.blocks(2).await;
        // Its block 11 is gone; the pool of the other branch has it not.
        sleep(Duration::from_secs(3)).await;
        node.leave(2);
        node.block();
        node.blocks(4).await;
        node.set(|it| it.finalised = 13);
        node.blocks(1).await;
    };
    let found = follows(&node, Until::Final, LIMIT, rest).await.expect("final");
    assert_eq!(found, 12);
}

#[tokio::test(start_paused = true)]
async fn transaction_should_be_refused_at_once_when_nothing_was_taken() {
    let node = Played::new();
    let words = "Invalid Transaction: Inability to pay some fees (e.g. account balance too low)";
    for (code, words, reason) in [
        (1_010, words, Refusal::Payment),
        (1_010, "Invalid Transaction: Transaction is outdated", Refusal::Stale),
        (1_010, "Invalid Transaction: Transaction has a bad signature", Refusal::BadProof),
        (1_010, "Invalid Transaction: Transaction call is not expected", Refusal::Call),
        (1_014, "Priority is too low: (1 vs 1)", Refusal::Waits),
        (1_016, "Immediately dropped", Refusal::Other("Immediately dropped".into())),
        (-32_601, "Method not found", Refusal::Other("Method not found".into())),
    ] {
        node.set(|it| it.refusal = Some((code, words)));
        let ended = follows(&node, Until::InBlock, LIMIT, async {}).await;
        assert!(matches!(ended, Err(Error::Refused(why)) if why == reason), "{words}");
    }
}

#[tokio::test(start_paused = true)]
async fn transaction_should_not_be_called_refused_when_it_may_have_been_taken() {
    let node = Played::new();
    node.set(|it| it.dies_at_offer = true);
    let rest = async {
        sleep(Duration::from_secs(2)).await;
        node.set(|it| (it.is_down, it.refusal) = (false, Some((1_010, "Transaction is outdated"))));
        node.blocks(1).await;
    };
    // The block has it, which is why it is outdated.
    assert_eq!(follows(&node, Until::InBlock, LIMIT, rest).await.expect("in a block"), 11);
}

#[tokio::test(start_paused = true)]
async fn transaction_should_expire_when_no_block_took_it() {
    let node = Played::new();
    let rest = async {
        sleep(Duration::from_secs(2)).await;
        node.set(|it| (it.pool, it.refusal) = (Vec::new(), Some((1_010, "full of others"))));
        node.blocks(70).await;
    };
    let limit = Duration::from_secs(1_000);
    let ended = follows(&node, Until::InBlock, limit, rest).await.expect_err("no block");
    let words = ended.to_string();
    assert!(matches!(ended, Error::Expired { last: 73, .. }), "{words}");
    assert!(words.contains("full of others") && words.contains("Nothing was done"), "{words}");
}

#[tokio::test(start_paused = true)]
async fn transaction_should_be_found_in_its_last_block_when_the_node_was_away_for_longer() {
    let node = Played::new();
    node.set(|it| it.dies_at_offer = true);
    let rest = async {
        sleep(Duration::from_secs(20)).await;
        node.set(|it| it.is_down = false);
        let pool = node.0.borrow_mut().pool.split_off(0);
        for _ in 11..73 {
            node.block();
        }
        node.set(|it| it.pool = pool);
        for _ in 0..20 {
            node.block();
        }
    };
    assert_eq!(follows(&node, Until::InBlock, LIMIT, rest).await.expect("in a block"), 73);
}

#[tokio::test(start_paused = true)]
async fn silence_should_end_with_the_limit() {
    let node = Played::new();
    node.set(|it| it.is_down = true);
    let begun = Instant::now();
    let ended = follows(&node, Until::InBlock, LIMIT, async {}).await;
    assert!(matches!(ended, Err(Error::Undecided { last: 73, .. })), "{ended:?}");
    assert_eq!(begun.elapsed().as_secs(), LIMIT.as_secs());
}

#[tokio::test(start_paused = true)]
async fn block_should_be_named_when_it_is_not_final_within_the_limit() {
    let node = Played::new();
    let ended = follows(&node, Until::Final, LIMIT, node.blocks(3)).await;
    assert!(matches!(ended, Err(Error::NotFinal { block: 11, .. })), "{ended:?}");
}
