//! What is stored, and what clients are shown.

use crate::rules;
use alloc::vec::Vec;
use beacon_vrf::{Given, Output};
use codec::{Decode, Encode};
use frame_support::stored;
use scale_info::TypeInfo;
use vaka_primitives::{BlockNumber, Hash, SessionIndex};

/// The number of a seed.
pub type SeedNumber = u32;

/// What validators have given in a session. Their places are those in the session's set.
#[stored]
#[derive(Copy)]
pub struct Round {
    pub session: SessionIndex,
    /// The block in which it began. Outputs come in later ones only.
    pub opened: BlockNumber,
    /// The number of validators.
    pub validators: u32,
    /// Bit `i`: the validator with place `i` gave its output.
    pub given: Given,
    /// Bit `i`: the validator with place `i` authored a block, and gave nothing in it.
    pub passed: Given,
    /// The sum of the outputs.
    pub sum: Hash,
}

/// What a validator did in a round.
#[stored]
#[derive(Copy)]
pub enum Part {
    /// It gave its output.
    Gave,
    /// It authored a block that could take its output, and gave none.
    Withheld,
    /// It authored no such block.
    Absent,
}

/// The bit of a place. None is left for a place beyond all.
fn bit(place: u32) -> Given {
    Given::from(1u8).checked_shl(place).unwrap_or_default()
}

impl Round {
    /// A round that begins in this block.
    pub fn new(session: SessionIndex, opened: BlockNumber, validators: u32) -> Self {
        let sum = Hash::zero();
        Self { session, opened, validators, given: 0, passed: 0, sum }
    }

    /// The number of outputs that came.
    pub fn outputs(&self) -> u32 {
        self.given.count_ones()
    }

    /// The outputs that a seed needs.
    pub fn needed(&self) -> u32 {
        rules::needed(self.validators)
    }

    /// What the validator with this place did until now.
    pub fn part(&self, place: u32) -> Part {
        if self.given & bit(place) != 0 {
            Part::Gave
        } else if self.passed & bit(place) != 0 {
            Part::Withheld
        } else {
            Part::Absent
        }
    }

    /// Takes a validator's output.
    pub fn give(&mut self, place: u32, output: &Output) {
        self.given |= bit(place);
        self.sum = beacon_vrf::add(self.sum, output);
    }

    /// Notes that a validator could have given, and did not.
    pub fn pass(&mut self, place: u32) {
        self.passed |= bit(place);
    }
}

/// The numbers of the seeds that are kept.
#[stored]
#[derive(Copy, Default)]
pub struct KeptSeeds {
    /// The oldest's number, if any is kept.
    pub first: SeedNumber,
    /// The number that the next seed gets.
    pub next: SeedNumber,
    /// The session of the newest seed that is forgotten.
    pub forgotten: Option<SessionIndex>,
}

/// A validator's part in the round, as clients see it.
#[stored(no_skip_type_params)]
pub struct PartView<ValidatorId> {
    pub validator: ValidatorId,
    pub part: Part,
}

/// The round that goes on, as clients see it.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
pub struct RoundView<ValidatorId> {
    pub session: SessionIndex,
    /// The block in which the session began.
    pub opened: BlockNumber,
    /// The outputs that came.
    pub outputs: u32,
    /// The outputs that a seed needs.
    pub needed: u32,
    /// The validators, in the order of the session's set.
    pub validators: Vec<PartView<ValidatorId>>,
}
