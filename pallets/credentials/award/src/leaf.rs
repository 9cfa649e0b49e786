use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

use crate::{hash::hash, Hash};

/// The first bytes of what a leaf hashes: no other hash of the chain begins so.
pub const DOMAIN: &[u8] = b"vaka/credential/award/1";

/// What the holder of an award knows of its leaf. With its [`Place`] it gives the leaf.
#[derive(
    Clone,
    Copy,
    Debug,
    Decode,
    DecodeWithMemTracking,
    Encode,
    Eq,
    MaxEncodedLen,
    PartialEq,
    TypeInfo,
)]
pub struct Opening {
    /// The Ed25519 key of the subject.
    pub subject: [u8; 32],
    /// Random bytes, new for each award: without them nobody can guess who has the leaf.
    pub salt: [u8; 32],
    /// The digest of the award as a W3C Verifiable Credential.
    pub vc: Hash,
    /// The digest of the part of its SD-JWT that the issuer signed.
    pub sd_jwt: Hash,
}

/// Where an award stands. A leaf binds it, so it is a leaf nowhere else.
#[derive(
    Clone,
    Copy,
    Debug,
    Decode,
    DecodeWithMemTracking,
    Encode,
    Eq,
    MaxEncodedLen,
    PartialEq,
    TypeInfo,
)]
pub struct Place {
    /// The genesis hash of the chain.
    pub genesis: Hash,
    /// The issuer: the number that the chain gave it.
    pub issuer: u32,
    /// The batch: its number among the batches of this issuer.
    pub sequence: u32,
    /// The award: its number in the batch, from 0.
    pub index: u32,
}

impl Opening {
    /// The leaf of the award at this place: blake2b-256 of 195 bytes, as the README lays them out.
    pub fn leaf(&self, place: &Place) -> Hash {
        hash([
            DOMAIN,
            &place.genesis,
            &place.issuer.to_le_bytes(),
            &place.sequence.to_le_bytes(),
            &place.index.to_le_bytes(),
            &self.subject,
            &self.salt,
            &self.vc,
            &self.sd_jwt,
        ])
    }
}
