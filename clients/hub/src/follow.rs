//! Follows the final blocks, by height.
//!
//! Heights are polled: a subscription skips blocks over a restart of the node. The runtime of a block is
//! that of the state after the block before it, and changes where a header says so.

use crate::chain::{Chain, Hash, Head, Height, Unanswered};
use crate::facts::Facts;
use crate::reader::{Earlier, Reader, Unreadable};
use crate::recorders::records::{self, Record};
use crate::recorders::{market, members, meters, tariffs};
use crate::status::Status;
use crate::store::finality::Watch;
use crate::store::people;
use crate::store::{Store, StoreError};

/// The stack that a thread needs which follows a chain. A call may carry another one 256 levels deep.
pub const STACK: usize = 64 << 20;
/// The most blocks that are applied together.
const BATCH: usize = 64;

/// Why the hub does not go on.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The node does not tell.
    #[error(transparent)]
    Node(#[from] Unanswered),
    /// A block could not be read.
    #[error(transparent)]
    Block(#[from] Unreadable),
    /// The database does not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The node is of another chain.
    #[error("the node is of another chain: {}", hex::encode(.0))]
    OtherChain(Hash),
    /// The node has another block as final than it had before.
    #[error("block {0} was final, and now the node has another one there: one of the two lied")]
    Reorganised(Height),
    /// A block of the node does not follow the one before it.
    #[error("block {0} of the node does not follow the block before it")]
    Broken(Height),
}

impl Failure {
    /// Whether another try is of no use: what is known and what the node says contradict each other.
    pub fn is_final(&self) -> bool {
        match self {
            Self::OtherChain(_) | Self::Reorganised(_) => true,
            Self::Store(error) => matches!(error, StoreError::Corrupt(_)),
            Self::Node(_) | Self::Block(_) | Self::Broken(_) => false,
        }
    }
}

/// Follows a chain into a database.
pub struct Follower<C> {
    chain: C,
    store: Store,
    status: Status,
    /// The last block to take.
    until: Height,
    /// Reads the block after the head, if it is known which runtime executes that.
    reader: Option<Reader>,
    /// Looks at what the node has as final.
    watch: Watch,
}

impl<C: Chain> Follower<C> {
    /// Follows a chain into a database.
    pub fn new(chain: C, store: Store, status: Status) -> Self {
        Self { chain, store, status, until: Height::MAX, reader: None, watch: Watch::default() }
    }

    /// Takes no block above a height.
    pub fn until(self, height: Height) -> Self {
        Self { until: height, ..self }
    }

    /// The database.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Takes all blocks that are final and not taken yet. Blocks that were taken before a failure stay.
    pub async fn catch_up(&mut self) -> Result<Head, Failure> {
        let done = self.try_catch_up().await;
        match &done {
            Ok(_) => self.status.well(),
            Err(failure) => {
                // The next try begins with what is in the database.
                self.reader = None;
                self.status.trouble(failure.to_string(), failure.is_final());
            }
        }
        done
    }

    async fn try_catch_up(&mut self) -> Result<Head, Failure> {
        let genesis = self.chain.genesis().await?;
        if genesis != self.store.settings().genesis {
            return Err(Failure::OtherChain(genesis));
        }
        let mut end = self.chain.finalised().await?;
        self.status.node_is_at(end);
        self.store.look(&mut self.watch, end.height, people::now_ms())?;
        if self.until < end.height {
            end = Head { height: self.until, hash: self.chain.hash(self.until).await? };
        }
        let mut head = self.store.head()?;
        self.compare(head, end).await?;
        while head.height < end.height {
            head = self.advance(head, end).await?;
        }
        Ok(head)
    }

    /// Compares what was final with what the node has there now. A node that is behind is asked for its
    /// own last block.
    async fn compare(&self, head: Head, end: Head) -> Result<(), Failure> {
        let (height, known) = if end.height < head.height {
            (end.height, self.store.hash(end.height)?)
        } else {
            (head.height, Some(head.hash))
        };
        let theirs = if height == end.height { end.hash } else { self.chain.hash(height).await? };
        let same = known.is_none_or(|known| known == theirs);
        same.then_some(()).ok_or(Failure::Reorganised(height))
    }

    /// Takes the blocks after the head, at most as many as are applied together; or leaves a gap.
    async fn advance(&mut self, head: Head, end: Head) -> Result<Head, Failure> {
        match self.read(head, end).await {
            Ok(blocks) => {
                self.store.apply(&blocks)?;
                Ok(self.store.head()?)
            }
            Err(Failure::Node(Unanswered::Pruned(_))) => {
                self.reader = None;
                let last = self.last_pruned(head, end).await?;
                self.store.skip(last)?;
                Ok(last)
            }
            Err(failure) => Err(failure),
        }
    }

    /// Reads blocks after the head: as many as are applied together, or as can be read. It fails only
    /// if the first one cannot.
    async fn read(&mut self, head: Head, end: Head) -> Result<Vec<Facts>, Failure> {
        let (mut blocks, mut last) = (Vec::new(), head);
        while last.height < end.height && blocks.len() < BATCH {
            match self.read_after(last, end).await {
                Ok(block) => {
                    last = Head { height: block.height, hash: block.hash };
                    blocks.push(block);
                }
                Err(failure) if blocks.is_empty() => return Err(failure),
                // The next call begins with it, and fails if it still cannot be read.
                Err(_) => {
                    self.reader = None;
                    break;
                }
            }
        }
        Ok(blocks)
    }

    async fn read_after(&mut self, last: Head, end: Head) -> Result<Facts, Failure> {
        let height = last.height.saturating_add(1);
        let hash = if height == end.height { end.hash } else { self.chain.hash(height).await? };
        let at = Head { height, hash };
        let block = self.chain.block(at).await?;
        if block.parent != last.hash {
            return Err(Failure::Broken(height));
        }
        let reader = match self.reader.take() {
            Some(reader) => reader,
            None => self.reader_after(last).await?,
        };
        let mut facts = reader.read(&block).await?;
        // An upgrade's state has the next runtime, but its values are as the one before wrote them: the
        // next block changes them.
        let named = records::named(&facts.facts).into_iter().collect::<Vec<_>>();
        if !named.is_empty() {
            let names = named.iter().map(Record::name).collect::<Vec<_>>();
            let values = self.chain.values(&names, at).await?;
            reader.add_records(&mut facts, &named, &values);
        }
        if self.store.knows_nothing_before(height)? {
            let all = |(pallet, map)| self.chain.entries(pallet, map, last);
            let earlier = Earlier {
                grids: all(tariffs::STORED).await?,
                meters: all(meters::STORED).await?,
                members: all(members::STORED).await?,
                listings: all(market::STORED).await?,
                designs: all(market::STORED_DESIGNS).await?,
            };
            let mut earlier = reader.read_state(&earlier, height)?;
            earlier.append(&mut facts.facts);
            facts.facts = earlier;
        }
        // An upgrade's state has the next runtime already; the block was executed by the one before.
        self.reader = (!block.upgrades).then_some(reader);
        Ok(facts)
    }

    /// Reads what the runtime in the state after a block executes. A node says that a state is pruned,
    /// but its metadata need not be sent again.
    async fn reader_after(&self, last: Head) -> Result<Reader, Failure> {
        let spec = self.chain.version_after(last).await?;
        if let Some(runtime) = self.store.runtime(spec)? {
            return Ok(Reader::new(&runtime)?);
        }
        let runtime = self.chain.runtime_after(last).await?;
        let reader = Reader::new(&runtime)?;
        self.store.keep_runtime(&runtime)?;
        Ok(reader)
    }

    /// The last block after the head that can no longer be read. A block can be read if the node has the
    /// state after it, which has its events, and the state after the one before, which has the runtime
    /// that executed it. Nodes drop the oldest states first.
    async fn last_pruned(&self, head: Head, end: Head) -> Result<Head, Failure> {
        let (mut pruned, mut there) = (head.height, end.height);
        while pruned.saturating_add(1) < there {
            let middle = pruned.saturating_add(there.saturating_sub(pruned) / 2);
            let at = Head { height: middle, hash: self.chain.hash(middle).await? };
            if self.chain.has_state(at).await? {
                there = middle;
            } else {
                pruned = middle;
            }
        }
        let hash = if there == end.height { end.hash } else { self.chain.hash(there).await? };
        Ok(Head { height: there, hash })
    }
}

#[cfg(test)]
#[path = "tests/follow.rs"]
mod tests;
