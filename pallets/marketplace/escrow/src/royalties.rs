use bounded_collections::{BoundedVec, ConstU32};
use codec::{Decode, DecodeWithMemTracking, Encode, Error, Input, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_arithmetic::{traits::Saturating, Permill};

/// The most payees that a design has.
pub const MAX_PAYEES: u32 = 10;

/// The most that all payees of a design get together, of what the seller gets.
pub const MAX_ROYALTIES: Permill = Permill::from_percent(30);

/// The payees' shares of what the seller gets, in the order of the design's payees.
///
/// There are at most [`MAX_PAYEES`], and at most [`MAX_ROYALTIES`] in all. Others do not decode.
#[derive(
    Clone, Debug, DecodeWithMemTracking, Default, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct Royalties(BoundedVec<Permill, ConstU32<MAX_PAYEES>>);

/// Why shares are no [`Royalties`].
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum InvalidRoyalties {
    /// There are more than [`MAX_PAYEES`].
    TooManyPayees,
    /// They come to more than [`MAX_ROYALTIES`].
    TooHigh,
}

impl Royalties {
    /// The royalties with these shares.
    pub fn new(shares: impl IntoIterator<Item = Permill>) -> Result<Self, InvalidRoyalties> {
        let mut royalties = Self::default();
        for share in shares {
            royalties.0.try_push(share).map_err(|_| InvalidRoyalties::TooManyPayees)?;
        }
        royalties.valid()
    }

    /// Each payee's share.
    pub fn shares(&self) -> impl ExactSizeIterator<Item = Permill> + '_ {
        self.0.iter().copied()
    }

    /// What all payees get together.
    pub fn total(&self) -> Permill {
        self.shares().fold(Permill::zero(), |total, share| total.saturating_add(share))
    }

    fn valid(self) -> Result<Self, InvalidRoyalties> {
        if self.total() > MAX_ROYALTIES {
            return Err(InvalidRoyalties::TooHigh);
        }
        Ok(self)
    }
}

impl Decode for Royalties {
    fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
        let royalties = Self(BoundedVec::decode(input)?);
        royalties.valid().map_err(|_| "Royalties are at most 30% in all".into())
    }
}
