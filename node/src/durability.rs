//! The node's guards against power cuts (crate `vaka-durability`): their files, and what the node
//! logs about them.

use crate::service::{FullBackend, FullClient, BACKOFF};
use futures::{channel::mpsc, StreamExt};
use sc_client_api::AuxStore;
use sc_consensus_slots::BackoffAuthoringOnFinalizedHeadLagging;
use sc_service::{
    config::KeystoreConfig, error::Error as ServiceError, Configuration, DatabaseSource,
    KeystoreContainer,
};
use sp_keystore::KeystorePtr;
use std::{
    future::Future,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};
use vaka_durability::{
    database::Durable,
    disk,
    keystore::{ForVoter, Guarded},
    slots::OncePerSlot,
    voter::{Progress, SET_KEY, STATE_KEY},
    votes::Votes,
    Alarm,
};
use vaka_runtime::{BlockNumber, Header};

/// The time between two looks at a voter without its key, and the most time that a round takes if
/// others can finish it.
const LOOK_EVERY: Duration = Duration::from_secs(6);
const WAIT_FOR_A_ROUND: Duration = Duration::from_secs(60);

/// An alarm, and a future that ends once it rings. It is for an essential task, so that the node
/// ends, too.
pub fn alarm() -> (Alarm, impl Future<Output = ()> + Send) {
    let (ring, mut rung) = mpsc::unbounded();
    let kept = ring.clone();
    let alarm = Alarm::new(move |reason| {
        // If the node is ending already, nobody listens.
        let _ = ring.unbounded_send(reason);
    });
    let wait = async move {
        rung.next().await;
        drop(kept);
    };
    (alarm, wait)
}

/// Opens the client's database, in the folder that sc-client-db would use. What is final, and what
/// GRANDPA notes of its votes, is on disk before the node goes on.
pub fn open_backend(
    config: &Configuration,
    alarm: Alarm,
) -> Result<Arc<FullBackend>, ServiceError> {
    let folder =
        config.database.path().ok_or_else(|| other("the database must be a folder on disk"))?;
    let db = Durable::open(folder, alarm)
        .map_err(|error| other(format!("the database in {}: {error}", folder.display())))?;
    match disk::in_memory(folder) {
        None => log::info!(
            "💾 Votes and what is final are on disk before others hear of them: {}",
            folder.display()
        ),
        Some(kind) => log::warn!(
            "💾 A power cut takes the whole database: {} is in memory ({kind})",
            folder.display()
        ),
    }
    let mut settings = config.db_config();
    settings.source = DatabaseSource::Custom { require_create_flag: db.is_new(), db: Arc::new(db) };
    Ok(sc_service::new_db_backend(settings)?)
}

/// Makes the keystore's folder readable only by its owner.
pub fn close_keystore(config: &KeystoreConfig) {
    if let KeystoreConfig::Path { path, .. } = config {
        let shown = path.display();
        match disk::create_private_folder(path).and_then(|()| disk::sync_files(path)) {
            Ok(()) => log::info!("🔑 Only its owner may look into the keystore: {shown}"),
            Err(error) => {
                log::warn!("🔑 Perhaps others may look into the keystore, {shown}: {error}")
            }
        }
    }
}

/// The guards of a validator's keys.
pub struct Guards {
    /// The keystore for all parts but the voter.
    pub keystore: KeystorePtr,
    /// The keystore for the voter.
    pub voter: Arc<ForVoter>,
    /// The strategy that decides when not to author.
    pub backoff: OncePerSlot<BackoffAuthoringOnFinalizedHeadLagging<BlockNumber>>,
}

impl Guards {
    /// Opens the records beside the keystore. They belong to its keys, not to the database, and
    /// move with it.
    pub fn open(
        config: &KeystoreConfig,
        keystore: &KeystoreContainer,
        client: Arc<FullClient>,
        alarm: Alarm,
    ) -> Result<Self, ServiceError> {
        let KeystoreConfig::Path { path, .. } = config else {
            return Err(other("a validator needs a keystore on disk"));
        };
        let votes = Votes::open(&beside(path, "votes")).map_err(ServiceError::Io)?;
        let backoff = OncePerSlot::open(&beside(path, "slots"), BACKOFF, alarm.clone())
            .map_err(ServiceError::Io)?;
        let guarded = Arc::new(Guarded::new(keystore.keystore(), path.clone(), votes, alarm));
        let voter = guarded.clone().for_voter(move || {
            let noted = |key| client.get_aux(key).ok().flatten();
            Progress::read::<Header>(&noted(STATE_KEY)?, &noted(SET_KEY)?)
        });
        Ok(Self { keystore: guarded, voter: Arc::new(voter), backoff })
    }
}

/// Ends the node when its voter waits in a round without its key, although the database knows of
/// all its votes by now. The voter asks for its key only when a round begins. If this round needs
/// its vote, no further round begins for anybody.
pub async fn start_again_to_vote(voter: Arc<ForVoter>, alarm: Alarm) {
    let mut since: Option<Instant> = None;
    while voter.abstains() {
        tokio::time::sleep(LOOK_EVERY).await;
        since = since.or(voter.is_past().then(Instant::now));
        if voter.abstains() && since.is_some_and(|since| since.elapsed() > WAIT_FOR_A_ROUND) {
            alarm.ring(
                "🗳️ This database knows of all recorded votes by now, but the round that goes on was \
                 begun without this node's vote, and may wait for it: start the node again, and it \
                 votes."
                    .into(),
            );
            return;
        }
    }
}

/// The path in the same folder: `keystore` and `votes` make `keystore-votes`.
fn beside(keystore: &Path, what: &str) -> PathBuf {
    let mut name = keystore.file_name().unwrap_or_default().to_owned();
    name.push("-");
    name.push(what);
    keystore.with_file_name(name)
}

fn other(why: impl Into<String>) -> ServiceError {
    ServiceError::Other(why.into())
}
