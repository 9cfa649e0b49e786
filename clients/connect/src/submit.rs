//! Signs a call, offers it to the node, and follows it.

use std::time::Duration;

use subxt::config::{DefaultExtrinsicParamsBuilder, HashFor};
use subxt::transactions::Payload;
use subxt::utils::H256;
use tokio::time::Instant;

use crate::client::within;
use crate::included::{self, Included};
use crate::watch::{self, Block, Limit, Node, Signed};
use crate::{Account, Client, Error, Vaka};

/// The number of blocks for which a transaction is valid.
const LIFE: u64 = 64;
/// The number of blocks by which finality usually lags behind the newest one, and a few more. If it
/// lags more, a transaction begins that far behind the newest block: the pool may not have seen
/// that one yet.
const LAG: u64 = 5;

/// How far a transaction is followed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Until {
    /// Until it is in a block of the best chain. This needs no finality.
    #[default]
    InBlock,
    /// Until that block is final.
    Final,
}

/// How far, and for how long, a transaction is followed.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How far.
    pub until: Until,
    /// For how long.
    pub limit: Duration,
}

impl Client {
    /// Signs a call as an account, offers it, and follows it until it is in a block. The call is
    /// then made: if it fails, that is an error, too.
    pub async fn submit(
        &self,
        call: &impl Payload,
        account: &Account,
        Limits { until, limit }: Limits,
    ) -> Result<Included, Error> {
        let begun = Instant::now();
        let signing = tokio::time::timeout(limit, self.sign(call, account));
        let signed = signing.await.map_err(|_| Error::Silent(limit))??;
        let place = watch::follow(self, &signed, until, Limit { begun, limit }).await?;
        included::outcome(self, &signed, place).await
    }

    /// Signs a call, for the account's next number and the next blocks.
    async fn sign(&self, call: &impl Payload, account: &Account) -> Result<Signed, Error> {
        let (best, _) = Node::best(self).await?;
        let final_hash = within(self.rpc().chain_get_finalized_head()).await?;
        let mut at = self.at(final_hash).await?;
        if best > at.number().saturating_add(LAG) {
            let back = best.saturating_sub(LAG);
            let hash = Node::hash(self, back).await?;
            at = self.at(hash.ok_or_else(|| Error::Lost(format!("no block {back}")))?).await?;
        }
        let nonce = within(self.rpc().system_account_next_index(&account.id())).await?;
        let born = at.number();
        let parameters = DefaultExtrinsicParamsBuilder::<Vaka>::new()
            .mortal_from_unchecked(LIFE, born, at.0.block_hash())
            .nonce(nonce)
            .build();
        let signed =
            at.0.transactions().create_signable_offline(call, parameters)?.sign(account)?;
        Ok(Signed {
            hash: signed.hash(),
            bytes: signed.into_encoded(),
            born,
            last: born.saturating_add(LIFE).saturating_sub(1),
        })
    }
}

impl Node for Client {
    async fn offer(&self, bytes: &[u8]) -> Result<(), Error> {
        within(self.rpc().author_submit_extrinsic(bytes)).await.map(|_: HashFor<Vaka>| ())
    }

    async fn best(&self) -> Result<(u64, H256), Error> {
        let hash = within(self.rpc().chain_get_block_hash(None)).await?;
        let hash = hash.unwrap_or_else(|| self.genesis());
        let header = within(self.rpc().chain_get_header(Some(hash))).await?;
        Ok((header.ok_or(Error::NoBlock(hash))?.number, hash))
    }

    async fn finalised(&self) -> Result<u64, Error> {
        let hash = within(self.rpc().chain_get_finalized_head()).await?;
        let header = within(self.rpc().chain_get_header(Some(hash))).await?;
        Ok(header.ok_or(Error::NoBlock(hash))?.number)
    }

    async fn hash(&self, number: u64) -> Result<Option<H256>, Error> {
        within(self.rpc().chain_get_block_hash(Some(number.into()))).await
    }

    async fn block(&self, hash: H256) -> Result<Option<Block>, Error> {
        let found = within(self.rpc().chain_get_block(Some(hash))).await?;
        Ok(found.map(|found| Block {
            number: found.block.header.number,
            parent: found.block.header.parent_hash,
            body: found.block.extrinsics.into_iter().map(|bytes| bytes.0).collect(),
        }))
    }
}
