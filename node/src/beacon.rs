//! What a validator gives for the seed of a session, in a block that it authors.

use beacon_vrf::{Output, IDENTIFIER};
use sp_api::{ApiError, ApiExt, ProvideRuntimeApi};
use sp_consensus_aura::Slot;
use sp_inherents::{Error, InherentData, InherentDataProvider, InherentIdentifier};
use sp_keystore::KeystorePtr;
use std::sync::Arc;
use thiserror::Error;
use vaka_runtime::{AccountId, Hash, OpaqueBlock as Block};
use vaka_runtime_api::beacon::BeaconApi;

/// Why there is no output.
#[derive(Debug, Error)]
enum Failure {
    #[error("the runtime does not say what is wanted: {0}")]
    Runtime(#[from] ApiError),
    #[error("the keystore does not sign: {0}")]
    Keystore(#[from] sp_keystore::Error),
}

/// Makes the output of the author of a block, if the block's parent wants one.
pub struct Provider<Client> {
    pub client: Arc<Client>,
    pub keystore: KeystorePtr,
    pub parent: Hash,
    pub slot: Slot,
}

impl<Client> Provider<Client>
where
    Client: ProvideRuntimeApi<Block>,
    Client::Api: BeaconApi<Block, AccountId>,
{
    fn output(&self) -> Result<Option<Output>, Failure> {
        let api = self.client.runtime_api();
        // A node may be newer than the runtime.
        if !api.has_api::<dyn BeaconApi<Block, AccountId>>(self.parent)? {
            return Ok(None);
        }
        match api.wanted(self.parent, self.slot)? {
            Some(wanted) => Ok(beacon_vrf::sign(&*self.keystore, &wanted)?),
            None => Ok(None),
        }
    }
}

#[async_trait::async_trait]
impl<Client> InherentDataProvider for Provider<Client>
where
    Client: ProvideRuntimeApi<Block> + Send + Sync,
    Client::Api: BeaconApi<Block, AccountId>,
{
    /// A node makes its providers in each slot, but asks only that of a slot which it has claimed:
    /// so the work is here. It never fails, because a validator that cannot give its output would
    /// lose its block by that.
    async fn provide_inherent_data(&self, data: &mut InherentData) -> Result<(), Error> {
        match self.output() {
            Ok(Some(output)) => data.put_data(IDENTIFIER, &output)?,
            Ok(None) => (),
            Err(failure) => log::warn!("🎲 No output for the beacon: {failure}"),
        }
        Ok(())
    }

    async fn try_handle_error(
        &self,
        _: &InherentIdentifier,
        _: &[u8],
    ) -> Option<Result<(), Error>> {
        None
    }
}
