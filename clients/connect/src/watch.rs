//! Follows a signed transaction until a block has it.
//!
//! No subscription is used: they end, skip blocks or fall silent when the node is restarted. The
//! same bytes are offered again and again, and the blocks of the best chain are searched for them.
//! A mortal transaction ends this by itself: after its last block it can be in none.

use std::collections::HashSet;
use std::time::Duration;

use subxt::utils::H256;
use tokio::time::Instant;

use crate::error::Refusal;
use crate::{Error, Until};

/// The time between two looks at the chain.
const LOOK: Duration = Duration::from_secs(1);
/// The time after which the bytes are offered again: a block.
const OFFER: Duration = Duration::from_secs(6);
/// Blocks after the transaction's last one, so that no other branch has it once these are there.
const MARGIN: u64 = 5;
/// The code with which a node says that it has these very bytes already.
const KNOWN: i32 = 1_013;
/// The code with which a node says that it has another transaction with this number.
const OUTBID: i32 = 1_014;
/// The first and the last code of a node's pool.
const POOL: [i32; 2] = [1_010, 1_099];

/// A block, as far as it matters here.
#[derive(Clone, Debug)]
pub struct Block {
    /// Its number.
    pub number: u64,
    /// The block before.
    pub parent: H256,
    /// Its transactions.
    pub body: Vec<Vec<u8>>,
}

/// What a node is asked while a transaction is on its way.
pub trait Node {
    /// Offers the transaction.
    async fn offer(&self, bytes: &[u8]) -> Result<(), Error>;
    /// The number and hash of the newest block.
    async fn best(&self) -> Result<(u64, H256), Error>;
    /// The number of the newest final block.
    async fn finalised(&self) -> Result<u64, Error>;
    /// The block of that number in the best chain.
    async fn hash(&self, number: u64) -> Result<Option<H256>, Error>;
    /// A block.
    async fn block(&self, hash: H256) -> Result<Option<Block>, Error>;
}

/// A signed transaction.
#[derive(Clone, Debug)]
pub struct Signed {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its hash.
    pub hash: H256,
    /// The block from which it is valid: it can be in later ones only.
    pub born: u64,
    /// The last block in which it can be.
    pub last: u64,
}

/// Where a transaction is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The block's number.
    pub number: u64,
    /// The block's hash.
    pub hash: H256,
    /// The block before.
    pub parent: H256,
    /// The transaction's index in the block.
    pub index: usize,
    /// Whether the block is final.
    pub is_final: bool,
}

/// How long it may take, and since when.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    pub begun: Instant,
    pub limit: Duration,
}

/// Follows a transaction until it is in a block, or in a final one.
pub async fn follow<N: Node>(
    node: &N,
    signed: &Signed,
    until: Until,
    Limit { begun, limit }: Limit,
) -> Result<Place, Error> {
    let mut search = Search::new(signed);
    let left = limit.saturating_sub(begun.elapsed());
    match tokio::time::timeout(left, search.run(node, until)).await {
        Ok(found) => found,
        Err(_) => Err(match search.place {
            Some(Place { number: block, .. }) => Error::NotFinal { limit, block },
            None => Error::Undecided {
                limit,
                hash: signed.hash,
                last: signed.last,
                refusal: search.refusal,
            },
        }),
    }
}

struct Search<'a> {
    signed: &'a Signed,
    /// Blocks that were searched, also of branches that the node has left.
    seen: HashSet<H256>,
    /// Blocks that have the transaction.
    holders: Vec<Place>,
    /// The one of them that is in the best chain.
    place: Option<Place>,
    /// Whether the node may know it. Before that, a refusal means that nothing was done.
    offered: bool,
    offer_at: Instant,
    refusal: Option<String>,
}

impl<'a> Search<'a> {
    fn new(signed: &'a Signed) -> Self {
        Self {
            signed,
            seen: HashSet::new(),
            holders: Vec::new(),
            place: None,
            offered: false,
            offer_at: Instant::now(),
            refusal: None,
        }
    }

    async fn run<N: Node>(&mut self, node: &N, until: Until) -> Result<Place, Error> {
        loop {
            match self.step(node, until).await {
                Ok(Some(place)) => return Ok(place),
                Err(error @ (Error::Refused(_) | Error::Expired { .. })) => return Err(error),
                // Not answered: it is asked again.
                Ok(None) | Err(_) => tokio::time::sleep(LOOK).await,
            }
        }
    }

    async fn step<N: Node>(&mut self, node: &N, until: Until) -> Result<Option<Place>, Error> {
        if self.place.is_none() && Instant::now() >= self.offer_at {
            self.offer(node).await?;
        }
        let best = self.search(node).await?;
        self.place = None;
        for place in &self.holders {
            if node.hash(place.number).await? == Some(place.hash) {
                self.place = Some(*place);
            }
        }
        let Some(place) = self.place else {
            let last = self.signed.last;
            return match best >= last.saturating_add(MARGIN) {
                true => Err(Error::Expired { last, refusal: self.refusal.take() }),
                false => Ok(None),
            };
        };
        let is_final = node.finalised().await? >= place.number
            // A node that was restarted may be on another branch since.
            && node.hash(place.number).await? == Some(place.hash);
        Ok((is_final || until == Until::InBlock).then_some(Place { is_final, ..place }))
    }

    /// Offers the bytes. An answer that does not come is none: blocks will tell.
    async fn offer<N: Node>(&mut self, node: &N) -> Result<(), Refusal> {
        match node.offer(&self.signed.bytes).await {
            Ok(()) | Err(Error::Node { code: KNOWN, .. }) => self.refusal = None,
            Err(Error::Node { code, message }) if !self.offered => {
                return Err(refused(code, message));
            }
            // It is in a block already, or too late, or in want of something that may still come.
            Err(Error::Node { message, .. }) => self.refusal = Some(message),
            // It may have arrived. Once the node answers again, it is offered at once.
            Err(_) => {
                self.offered = true;
                return Ok(());
            }
        }
        self.offered = true;
        self.offer_at = Instant::now().checked_add(OFFER).unwrap_or(self.offer_at);
        Ok(())
    }

    /// Searches what is new of the best chain. Returns the number of its newest block.
    async fn search<N: Node>(&mut self, node: &N) -> Result<u64, Error> {
        let (best, newest) = node.best().await?;
        let mut hash = match best > self.signed.last {
            true => node.hash(self.signed.last).await?.unwrap_or(newest),
            false => newest,
        };
        let mut found = HashSet::new();
        while !self.seen.contains(&hash) {
            let block = node.block(hash).await?.ok_or(Error::NoBlock(hash))?;
            if block.number <= self.signed.born {
                break;
            }
            found.insert(hash);
            if let Some(index) = block.body.iter().position(|it| *it == self.signed.bytes) {
                let Block { number, parent, .. } = block;
                let place = Place { number, hash, parent, index, is_final: false };
                if !self.holders.contains(&place) {
                    self.holders.push(place);
                }
            }
            hash = block.parent;
        }
        // Only now: if the connection broke on the way, the blocks below would be left out.
        self.seen.extend(found);
        Ok(best)
    }
}

/// The reason why a node does not take a transaction, by the code of its answer and its words,
/// which are those of `InvalidTransaction`.
fn refused(code: i32, message: String) -> Refusal {
    let says = |words: &str| message.contains(words);
    if code == OUTBID {
        Refusal::Waits
    } else if !(POOL[0]..=POOL[1]).contains(&code) {
        Refusal::Other(message)
    } else if says("Inability to pay some fees") {
        Refusal::Payment
    } else if says("outdated") {
        Refusal::Stale
    } else if says("will be valid in the future") {
        Refusal::Future
    } else if says("bad signature") {
        Refusal::BadProof
    } else if says("call is not expected") {
        Refusal::Call
    } else {
        Refusal::Other(message)
    }
}
