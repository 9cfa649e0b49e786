//! The record of the votes that were signed for GRANDPA: one for each key, set, round and kind.
//!
//! A record is the key (32 bytes) and the payload that GRANDPA signs (53 bytes): kind, target hash,
//! target number (u32), round (u64), set (u64), all little-endian. It is on disk before the
//! signature exists.

use crate::appended::Appended;
use sp_core::ed25519::Public;
use std::{collections::BTreeMap, fmt, io, path::Path};

/// The bytes that GRANDPA signs for a vote.
pub const PAYLOAD: usize = 53;

const RECORD: usize = 32 + PAYLOAD;

/// The number of votes that are kept for a key: those of at least 256 rounds, each with a proposal,
/// a prevote and a precommit. GRANDPA has two rounds open at a time.
pub const KEPT: usize = 3 * 256;

/// Beyond this size the record is written anew, with the votes that are kept.
const COMPACT_BYTES: u64 = 1 << 18;

/// The kind of a vote. The order is that of the messages' encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Prevote,
    Precommit,
    /// The primary's proposal.
    Proposal,
}

/// A vote as GRANDPA signs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vote {
    pub set: u64,
    pub round: u64,
    pub kind: Kind,
    pub hash: [u8; 32],
    pub number: u32,
}

impl Vote {
    /// Reads a message that is to be signed. `None` if it is no vote.
    pub fn read(message: &[u8]) -> Option<Self> {
        let message: &[u8; PAYLOAD] = message.try_into().ok()?;
        let (kind, rest) = message.split_first()?;
        let (hash, rest) = rest.split_first_chunk::<32>()?;
        let (number, rest) = rest.split_first_chunk::<4>()?;
        let (round, rest) = rest.split_first_chunk::<8>()?;
        let set: &[u8; 8] = rest.try_into().ok()?;
        Some(Self {
            set: u64::from_le_bytes(*set),
            round: u64::from_le_bytes(*round),
            kind: match kind {
                0 => Kind::Prevote,
                1 => Kind::Precommit,
                2 => Kind::Proposal,
                _ => return None,
            },
            hash: *hash,
            number: u32::from_le_bytes(*number),
        })
    }

    fn written(&self, key: &Public) -> [u8; RECORD] {
        let mut bytes = key.0.to_vec();
        bytes.push(self.kind as u8);
        bytes.extend(self.hash);
        bytes.extend(self.number.to_le_bytes());
        bytes.extend(self.round.to_le_bytes());
        bytes.extend(self.set.to_le_bytes());
        bytes.try_into().expect("32 + 1 + 32 + 4 + 8 + 8 bytes; qed")
    }
}

impl fmt::Display for Vote {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let Self { set, round, kind, hash, number } = self;
        let hash = sp_core::H256(*hash);
        write!(f, "{kind:?} for block {number} ({hash:?}) in round {round} of set {set}")
    }
}

/// The reasons why a vote is not signed.
#[derive(Debug)]
pub enum Refusal {
    /// The same key signed another vote for the same set, round and kind.
    Contradicts(Vote),
    /// The same key has voted in a later set, or so many rounds later that this round's votes are
    /// no longer kept.
    Over,
    /// The vote could not be recorded on disk.
    NotRecorded(io::Error),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Contradicts(signed) => write!(f, "this key signed a {signed}"),
            Self::Over => write!(f, "this key has voted in later rounds"),
            Self::NotRecorded(error) => write!(f, "it could not be recorded: {error}"),
        }
    }
}

type Place = (u64, u64, Kind);

/// The votes that this machine's keys have signed.
#[derive(Debug)]
pub struct Votes {
    file: Appended<RECORD>,
    signed: BTreeMap<Public, BTreeMap<Place, Vote>>,
}

impl Votes {
    /// Opens the record, or begins one.
    pub fn open(path: &Path) -> io::Result<Self> {
        let (file, records) = Appended::open(path, COMPACT_BYTES)?;
        let mut votes = Self { file, signed: BTreeMap::new() };
        for record in records {
            let (key, payload) = record.split_at(32);
            let (Ok(key), Some(vote)) = (key.try_into().map(Public::from_raw), Vote::read(payload))
            else {
                return Err(io::Error::other(format!("{} holds no votes", path.display())));
            };
            votes.keep(key, vote);
        }
        Ok(votes)
    }

    fn keep(&mut self, key: Public, vote: Vote) {
        let signed = self.signed.entry(key).or_default();
        signed.insert((vote.set, vote.round, vote.kind), vote);
        if signed.len() > KEPT {
            signed.pop_first();
        }
    }

    /// Records on disk that a vote is signed, or returns why it must not be.
    pub fn record(&mut self, key: Public, vote: Vote) -> Result<(), Refusal> {
        if let Some(signed) = self.signed.get(&key) {
            let place = (vote.set, vote.round, vote.kind);
            match signed.get(&place) {
                Some(same) if *same == vote => return Ok(()),
                Some(other) => return Err(Refusal::Contradicts(*other)),
                None => {}
            }
            let later_set = signed.last_key_value().is_some_and(|((set, ..), _)| vote.set < *set);
            let forgotten = signed.len() >= KEPT
                && signed.first_key_value().is_some_and(|(oldest, _)| place < *oldest);
            if later_set || forgotten {
                return Err(Refusal::Over);
            }
        }
        let signed = &self.signed;
        self.file
            .append(&vote.written(&key), || {
                let of = |(key, votes): (&Public, &BTreeMap<_, Vote>)| {
                    votes.values().map(|vote| vote.written(key)).collect::<Vec<_>>()
                };
                signed.iter().flat_map(of).collect()
            })
            .map_err(Refusal::NotRecorded)?;
        self.keep(key, vote);
        Ok(())
    }

    /// The votes of the newest round in which any key here has voted.
    pub fn newest(&self) -> Vec<Vote> {
        let places = self.signed.values().filter_map(BTreeMap::last_key_value);
        let Some((set, round)) = places.map(|((set, round, _), _)| (*set, *round)).max() else {
            return Vec::new();
        };
        let all = self.signed.values().flat_map(BTreeMap::values);
        all.filter(|vote| (vote.set, vote.round) == (set, round)).copied().collect()
    }

    pub fn path(&self) -> &Path {
        self.file.path()
    }
}
