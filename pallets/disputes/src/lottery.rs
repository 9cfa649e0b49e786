//! Lots from a seed: pure, uniform, and bounded.

use alloc::collections::BTreeMap;
use codec::Encode;
use vaka_primitives::{CaseId, Hash, MemberId};

/// The bytes with which every lot of this pallet begins.
const DOMAIN: [u8; 18] = *b"vaka/disputes/lots";

/// Numbers that follow from a seed and a case. Each case has others.
#[derive(Clone, Debug)]
pub struct Lottery {
    key: [u8; 32],
    drawn: u32,
}

impl Lottery {
    pub fn new(seed: &Hash, case: CaseId) -> Self {
        Self { key: sp_io::hashing::blake2_256(&(DOMAIN, seed, case).encode()), drawn: 0 }
    }

    /// A number below `n`, each as likely as any other; 0 if `n` is 0.
    ///
    /// A 64-bit word times `n` has its high half below `n`. The words that make some of them more
    /// likely are less than one of 2³², and are left out (Lemire, *Fast random integer generation in
    /// an interval*, 2019). There are four words in a hash: that none is good happens less than once
    /// in 2¹²⁸ times, and then the last one counts.
    pub fn below(&mut self, n: u32) -> u32 {
        let n = u64::from(n);
        let hash = sp_io::hashing::blake2_256(&(self.key, self.drawn).encode());
        self.drawn = self.drawn.wrapping_add(1);
        let left_out = n.wrapping_neg().checked_rem(n).unwrap_or_default();
        let mut number = 0;
        for word in hash.as_chunks::<8>().0 {
            let wide = u128::from(u64::from_le_bytes(*word)).saturating_mul(n.into());
            number = (wide >> 64) as u32;
            if wide as u64 >= left_out {
                break;
            }
        }
        number
    }

    /// A member's lot: the lowest wins. What others do changes nothing about it.
    pub fn lot_of(&self, member: MemberId) -> [u8; 32] {
        sp_io::hashing::blake2_256(&(self.key, b"lot", member).encode())
    }
}

/// The numbers below `size` in random order, each once. It keeps no more than it has given out
/// (Fisher and Yates' shuffle, of which only the places that moved are kept).
#[derive(Clone, Debug)]
pub struct Shuffled {
    lottery: Lottery,
    size: u32,
    given: u32,
    moved: BTreeMap<u32, u32>,
}

impl Shuffled {
    pub fn new(lottery: Lottery, size: u32) -> Self {
        Self { lottery, size, given: 0, moved: BTreeMap::new() }
    }
}

impl Iterator for Shuffled {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let left = self.size.checked_sub(self.given).filter(|left| *left > 0)?;
        let place = self.given.saturating_add(self.lottery.below(left));
        let first = self.moved.remove(&self.given).unwrap_or(self.given);
        let number = match place == self.given {
            true => first,
            false => self.moved.insert(place, first).unwrap_or(place),
        };
        self.given = self.given.saturating_add(1);
        Some(number)
    }
}
