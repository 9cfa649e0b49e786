use bounded_collections::{BoundedVec, ConstU32};
use codec::{Decode, DecodeWithMemTracking, Encode, Error, Input, MaxEncodedLen};
use scale_info::TypeInfo;

/// How many awards have their status bits in one [`Marks`].
pub const CHUNK: u32 = 512;

/// The bits of an award, and of the awards in a byte.
const BITS: u32 = 2;
const PER_BYTE: u32 = 4;

/// The bytes of a chunk in which every award is marked.
const MAX_BYTES: u32 = CHUNK / PER_BYTE;

/// The two bits of one award.
const MASK: u8 = 0b11;
const REVOKED: u8 = 0b01;
const SUSPENDED: u8 = 0b10;

/// Every award's bit for "revoked" in a byte, and for "suspended".
const REVOKED_IN_BYTE: u8 = 0b0101_0101;
const SUSPENDED_IN_BYTE: u8 = 0b1010_1010;

/// The status of an award. Neither is set while the award is valid.
#[derive(
    Clone,
    Copy,
    Debug,
    Decode,
    DecodeWithMemTracking,
    Default,
    Encode,
    Eq,
    MaxEncodedLen,
    PartialEq,
    TypeInfo,
)]
pub struct Mark {
    /// The award was taken back.
    pub revoked: bool,
    /// The award does not count at present.
    pub suspended: bool,
}

impl Mark {
    fn bits(self) -> u8 {
        let revoked = if self.revoked { REVOKED } else { 0 };
        let suspended = if self.suspended { SUSPENDED } else { 0 };
        revoked | suspended
    }

    fn from_bits(bits: u8) -> Self {
        Self { revoked: bits & REVOKED != 0, suspended: bits & SUSPENDED != 0 }
    }
}

/// The status bits of a chunk of [`CHUNK`] awards, at most 128 bytes. They end with the last award
/// that is marked; all after it are unmarked.
///
/// Thus the same status has one encoding, and another one does not decode.
#[derive(
    Clone, Debug, DecodeWithMemTracking, Default, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct Marks(BoundedVec<u8, ConstU32<MAX_BYTES>>);

/// The chunk in which the award at `index` of a batch has its status bits.
pub const fn chunk(index: u32) -> u32 {
    index / CHUNK
}

/// `at` is an award's place in the chunk, or its index in the batch: it counts modulo [`CHUNK`], so
/// that no award is out of reach and passes for unmarked.
impl Marks {
    /// The status of the award at `at`.
    pub fn get(&self, at: u32) -> Mark {
        let (byte, shift) = position(at);
        self.0
            .get(byte)
            .map_or_else(Mark::default, |bits| Mark::from_bits(bits.wrapping_shr(shift)))
    }

    /// Sets the status of the award at `at`.
    pub fn set(&mut self, at: u32, mark: Mark) {
        let (byte, shift) = position(at);
        if self.0.len() <= byte {
            self.0.bounded_resize(byte.saturating_add(1), 0);
        }
        if let Some(bits) = self.0.get_mut(byte) {
            *bits = (*bits & !MASK.wrapping_shl(shift)) | mark.bits().wrapping_shl(shift);
        }
        let length =
            self.0.iter().rposition(|&bits| bits != 0).map_or(0, |at| at.saturating_add(1));
        self.0.truncate(length);
    }

    /// Returns whether no award is marked.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many awards are revoked.
    pub fn revoked(&self) -> u32 {
        self.count(REVOKED_IN_BYTE)
    }

    /// How many awards are suspended, the revoked ones among them too.
    pub fn suspended(&self) -> u32 {
        self.count(SUSPENDED_IN_BYTE)
    }

    /// The bytes up to the last that has a mark.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    fn count(&self, mask: u8) -> u32 {
        // At most CHUNK.
        self.0.iter().fold(0, |sum, bits| sum.saturating_add((bits & mask).count_ones()))
    }
}

impl Decode for Marks {
    fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
        let bytes = BoundedVec::decode(input)?;
        if bytes.last() == Some(&0) {
            return Err("Marks end with the last award that is marked".into());
        }
        Ok(Self(bytes))
    }
}

/// The byte of an award's bits, and how far left they stand in it.
fn position(at: u32) -> (usize, u32) {
    let at = at % CHUNK;
    ((at / PER_BYTE) as usize, (at % PER_BYTE).saturating_mul(BITS))
}
