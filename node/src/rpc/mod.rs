//! The RPC beyond what every Substrate node has: account nonces, fees, GRANDPA's state, and proofs of
//! finality.

mod finality;

use finality::{Finality, FinalityApiServer};
use jsonrpsee::RpcModule;
use sc_consensus_grandpa::{
    FinalityProofProvider, GrandpaJustificationStream, SharedAuthoritySet, SharedVoterState,
};
use sc_network_sync::strategy::warp::WarpSyncProvider;
use sc_rpc::SubscriptionTaskExecutor;
use sc_transaction_pool_api::TransactionPool;
use sp_api::ProvideRuntimeApi;
use sp_block_builder::BlockBuilder;
use sp_blockchain::{Error as BlockChainError, HeaderBackend, HeaderMetadata};
use std::{error::Error, sync::Arc};
use vaka_runtime::{AccountId, Balance, BlockNumber, Hash, Nonce, OpaqueBlock as Block};

/// What the finality RPC reads.
pub struct GrandpaDeps<B> {
    pub voter_state: SharedVoterState,
    pub authority_set: SharedAuthoritySet<Hash, BlockNumber>,
    pub justifications: GrandpaJustificationStream<Block>,
    pub executor: SubscriptionTaskExecutor,
    pub proofs: Arc<FinalityProofProvider<B, Block>>,
}

pub struct FullDeps<C, P, B> {
    pub client: Arc<C>,
    pub pool: Arc<P>,
    pub grandpa: GrandpaDeps<B>,
    pub warp_sync: Arc<dyn WarpSyncProvider<Block>>,
}

pub fn create_full<C, P, B>(
    deps: FullDeps<C, P, B>,
) -> Result<RpcModule<()>, Box<dyn Error + Send + Sync>>
where
    C: ProvideRuntimeApi<Block>
        + HeaderBackend<Block>
        + HeaderMetadata<Block, Error = BlockChainError>
        + Send
        + Sync
        + 'static,
    C::Api: substrate_frame_rpc_system::AccountNonceApi<Block, AccountId, Nonce>
        + pallet_transaction_payment_rpc::TransactionPaymentRuntimeApi<Block, Balance>
        + BlockBuilder<Block>,
    P: TransactionPool + 'static,
    B: sc_client_api::Backend<Block> + Send + Sync + 'static,
    B::State: sc_client_api::StateBackend<sp_runtime::traits::HashingFor<Block>>,
{
    use pallet_transaction_payment_rpc::{TransactionPayment, TransactionPaymentApiServer};
    use sc_consensus_grandpa_rpc::{Grandpa, GrandpaApiServer};
    use substrate_frame_rpc_system::{System, SystemApiServer};

    let FullDeps { client, pool, grandpa, warp_sync } = deps;
    let mut module = RpcModule::new(());
    module.merge(System::new(client.clone(), pool).into_rpc())?;
    module.merge(TransactionPayment::new(client).into_rpc())?;
    module.merge(
        Grandpa::new(
            grandpa.executor,
            grandpa.authority_set,
            grandpa.voter_state,
            grandpa.justifications,
            grandpa.proofs,
        )
        .into_rpc(),
    )?;
    module.merge(Finality::new(warp_sync).into_rpc())?;
    Ok(module)
}
