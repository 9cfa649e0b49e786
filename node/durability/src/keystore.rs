//! A keystore that never signs two different GRANDPA votes for one key, set, round and kind,
//! whatever became of the database.
//!
//! A refused vote ends the voter, and so the node. So a node whose database does not know of its
//! last votes would end again and again. Therefore its voter is shown no key until the others have
//! finalised past those votes. Until then the node follows the chain, and authors.

use crate::{
    disk::sync_files,
    voter::Progress,
    votes::{Refusal, Vote, Votes},
    Alarm,
};
use parking_lot::Mutex;
use sp_core::{crypto::KeyTypeId, ecdsa, ed25519, sr25519};
use sp_keystore::{Error, Keystore, KeystorePtr};
use std::{
    path::PathBuf,
    sync::{
        atomic::{AtomicBool, Ordering},
        Arc,
    },
};

/// The type of GRANDPA's keys.
pub const GRANDPA: KeyTypeId = KeyTypeId(*b"gran");

/// The first bytes of a proof that one owns a session key. No vote begins like this.
const PROOF_OF_POSSESSION: &[u8] = b"POP_";

/// The node's keystore with a record of votes. All parts of the node but the voter use it.
pub struct Guarded {
    inner: KeystorePtr,
    /// The folder in which the inner keystore has its files.
    folder: PathBuf,
    votes: Arc<Mutex<Votes>>,
    alarm: Alarm,
}

impl Guarded {
    /// `folder` is the one in which the keystore has its files.
    pub fn new(inner: KeystorePtr, folder: PathBuf, votes: Votes, alarm: Alarm) -> Self {
        let votes = Arc::new(Mutex::new(votes));
        Self { inner, folder, votes, alarm }
    }

    /// Puts a new key on disk before anybody is told of it. A key that is registered on the chain
    /// and lost here would be of no use.
    fn lasting<T>(&self, made: Result<T, Error>) -> Result<T, Error> {
        let made = made?;
        match sync_files(&self.folder) {
            Ok(()) => Ok(made),
            Err(error) => {
                let why = format!("The new key could not be put on disk: {error}.");
                log::error!("🔑 {why}");
                Err(Error::Other(why))
            }
        }
    }

    /// The same keystore for GRANDPA's voter. It shows no key while the database does not know of
    /// the newest votes.
    ///
    /// `progress` reads what the database knows. The voter asks for its key before each round.
    pub fn for_voter(
        self: Arc<Self>,
        progress: impl Fn() -> Option<Progress> + Send + Sync + 'static,
    ) -> ForVoter {
        let newest = self.votes.lock().newest();
        let voter = ForVoter {
            abstains: AtomicBool::new(!newest.is_empty()),
            newest,
            progress: Box::new(progress),
            keystore: self,
        };
        let path = voter.keystore.votes.lock().path().display().to_string();
        match voter.newest.last() {
            None => log::info!(
                "🗳️ Votes are recorded in {path}, from now on. If these keys have voted elsewhere, \
                 make new ones (rotate keys)."
            ),
            Some(last) if voter.votes() => {
                log::info!("🗳️ Votes are recorded in {path}; the newest is a {last}.");
            }
            Some(last) => log::warn!(
                "🗳️ This database does not know of the newest vote in {path}, a {last}: it was wiped \
                 or restored. This node votes again once the other validators have finalised past \
                 it; it follows meanwhile. (Should the whole network begin anew from its first \
                 block, on all machines, remove that file.)"
            ),
        }
        voter
    }

    fn note(&self, key: &ed25519::Public, message: &[u8]) -> Result<(), Error> {
        let refused = |why: String| {
            log::error!("🗳️ {why}");
            Err(Error::Other(why))
        };
        match Vote::read(message) {
            Some(vote) => match self.votes.lock().record(*key, vote) {
                Ok(()) => Ok(()),
                Err(refusal) => {
                    let why = format!("Not signed: {vote}, because {refusal}.");
                    if matches!(refusal, Refusal::NotRecorded(_)) {
                        self.alarm.ring(why.clone());
                    }
                    refused(why)
                }
            },
            None if message.starts_with(PROOF_OF_POSSESSION) => Ok(()),
            None => refused("Not signed: a GRANDPA key signs votes only.".into()),
        }
    }
}

/// The [`Guarded`] keystore as the voter sees it.
pub struct ForVoter {
    keystore: Arc<Guarded>,
    abstains: AtomicBool,
    newest: Vec<Vote>,
    progress: Box<dyn Fn() -> Option<Progress> + Send + Sync>,
}

impl ForVoter {
    /// Returns whether the voter may vote. Once it may, it always may, because from then on its
    /// database has what it signs.
    fn votes(&self) -> bool {
        if self.abstains() && self.is_past() {
            self.abstains.store(false, Ordering::Relaxed);
            if !self.newest.is_empty() {
                log::info!("🗳️ This database knows of all recorded votes: this node votes.");
            }
        }
        !self.abstains()
    }

    /// Returns whether the voter was refused its key when it last asked.
    pub fn abstains(&self) -> bool {
        self.abstains.load(Ordering::Relaxed)
    }

    /// Returns whether the database knows of the newest votes by now. A voter that still abstains
    /// then waits in a round that it entered without its key. If that round needs its vote, only a
    /// restart of the node helps.
    pub fn is_past(&self) -> bool {
        (self.progress)().is_some_and(|progress| progress.knows(&self.newest))
    }
}

/// Forwards methods to the inner keystore.
macro_rules! as_inner {
    ($($name:ident($($argument:ident: $kind:ty),*) -> $returned:ty;)*) => {
        $(fn $name(&self, $($argument: $kind),*) -> $returned {
            self.inner().$name($($argument),*)
        })*
    };
}

/// A keystore in front of another one.
trait InFront {
    fn inner(&self) -> &dyn Keystore;
}

impl InFront for Guarded {
    fn inner(&self) -> &dyn Keystore {
        &*self.inner
    }
}

impl InFront for ForVoter {
    fn inner(&self) -> &dyn Keystore {
        &*self.keystore
    }
}

macro_rules! other_keys_as_inner {
    () => {
        as_inner! {
            sr25519_public_keys(kind: KeyTypeId) -> Vec<sr25519::Public>;
            sr25519_sign(kind: KeyTypeId, key: &sr25519::Public, message: &[u8])
                -> Result<Option<sr25519::Signature>, Error>;
            sr25519_vrf_sign(
                kind: KeyTypeId,
                key: &sr25519::Public,
                data: &sr25519::vrf::VrfSignData
            ) -> Result<Option<sr25519::vrf::VrfSignature>, Error>;
            sr25519_vrf_pre_output(
                kind: KeyTypeId,
                key: &sr25519::Public,
                input: &sr25519::vrf::VrfInput
            ) -> Result<Option<sr25519::vrf::VrfPreOutput>, Error>;
            ed25519_public_keys(kind: KeyTypeId) -> Vec<ed25519::Public>;
            ecdsa_public_keys(kind: KeyTypeId) -> Vec<ecdsa::Public>;
            ecdsa_sign(kind: KeyTypeId, key: &ecdsa::Public, message: &[u8])
                -> Result<Option<ecdsa::Signature>, Error>;
            ecdsa_sign_prehashed(kind: KeyTypeId, key: &ecdsa::Public, message: &[u8; 32])
                -> Result<Option<ecdsa::Signature>, Error>;
            keys(kind: KeyTypeId) -> Result<Vec<Vec<u8>>, Error>;
        }
    };
}

impl Keystore for Guarded {
    fn ed25519_sign(
        &self,
        kind: KeyTypeId,
        key: &ed25519::Public,
        message: &[u8],
    ) -> Result<Option<ed25519::Signature>, Error> {
        if kind == GRANDPA {
            self.note(key, message)?;
        }
        self.inner.ed25519_sign(kind, key, message)
    }

    fn sr25519_generate_new(
        &self,
        kind: KeyTypeId,
        seed: Option<&str>,
    ) -> Result<sr25519::Public, Error> {
        self.lasting(self.inner.sr25519_generate_new(kind, seed))
    }

    fn ed25519_generate_new(
        &self,
        kind: KeyTypeId,
        seed: Option<&str>,
    ) -> Result<ed25519::Public, Error> {
        self.lasting(self.inner.ed25519_generate_new(kind, seed))
    }

    fn ecdsa_generate_new(
        &self,
        kind: KeyTypeId,
        seed: Option<&str>,
    ) -> Result<ecdsa::Public, Error> {
        self.lasting(self.inner.ecdsa_generate_new(kind, seed))
    }

    fn insert(&self, kind: KeyTypeId, suri: &str, public: &[u8]) -> Result<(), ()> {
        self.inner.insert(kind, suri, public)?;
        self.lasting(Ok(())).map_err(|_| ())
    }

    as_inner! { has_keys(keys: &[(Vec<u8>, KeyTypeId)]) -> bool; }
    other_keys_as_inner!();
}

impl Keystore for ForVoter {
    fn has_keys(&self, keys: &[(Vec<u8>, KeyTypeId)]) -> bool {
        self.keystore.has_keys(keys)
            && (keys.iter().all(|(_, kind)| *kind != GRANDPA) || self.votes())
    }

    as_inner! {
        sr25519_generate_new(kind: KeyTypeId, seed: Option<&str>) -> Result<sr25519::Public, Error>;
        ed25519_generate_new(kind: KeyTypeId, seed: Option<&str>) -> Result<ed25519::Public, Error>;
        ecdsa_generate_new(kind: KeyTypeId, seed: Option<&str>) -> Result<ecdsa::Public, Error>;
        insert(kind: KeyTypeId, suri: &str, public: &[u8]) -> Result<(), ()>;
        ed25519_sign(kind: KeyTypeId, key: &ed25519::Public, message: &[u8])
            -> Result<Option<ed25519::Signature>, Error>;
    }
    other_keys_as_inner!();
}
