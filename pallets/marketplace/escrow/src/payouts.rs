use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_arithmetic::{traits::Saturating, Permill};

use crate::{Balance, Royalties, MAX_PAYEES};

/// How many rounds of judges can have served: an arbiter, and on appeal a jury.
pub const MAX_ROUNDS: u8 = 2;

/// One part in so many of the value is the buyer's bond, and the fee of each round of judges.
const BOND: Balance = 20;

/// One part in so many of the value is the bond of somebody who appeals: the fees of both rounds.
const APPEAL_BOND: Balance = 10;

/// One of the two whose order it is.
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
pub enum Side {
    /// The buyer.
    Buyer,
    /// The seller.
    Seller,
}

impl Side {
    /// The other one.
    pub fn other(self) -> Self {
        match self {
            Self::Buyer => Self::Seller,
            Self::Seller => Self::Buyer,
        }
    }
}

/// What a change of an order does to its escrow.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Money {
    /// What comes into escrow, and from whom.
    pub taken: Option<(Side, Balance)>,
    /// What goes out of it.
    pub paid: Payouts,
}

/// What goes out of an order's escrow, and to whom.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Payouts {
    /// To the seller, after fee and royalties. A bond that comes back is in it.
    pub seller: Balance,
    /// To the buyer. A bond that comes back is in it.
    pub buyer: Balance,
    /// To the treasury.
    pub fee: Balance,
    /// To the design's payees, in their order; 0 where there is none.
    pub royalties: [Balance; MAX_PAYEES as usize],
    /// To those who judged: the arbiter's round, and the jury's on appeal.
    pub judges: [Balance; MAX_ROUNDS as usize],
    /// What the seller owes the judges beyond share and bond. It is not in escrow, so it is no
    /// payout: a practice's stake pays it where there is one.
    pub owed_by_seller: Balance,
}

/// What an order has in escrow.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Pot {
    /// The price of what is ordered, or of what was delivered.
    pub value: Balance,
    /// The party that appealed.
    pub appellant: Option<Side>,
}

/// What is taken out of what the seller gets.
pub(crate) struct Cuts<'a> {
    pub fee: Permill,
    pub royalties: &'a Royalties,
}

/// How a pot is shared.
pub(crate) struct Shares {
    /// The seller's share of the value. The rest is the buyer's, as is the bond.
    pub to_seller: Permill,
    /// How many rounds of judges served.
    pub rounds: u8,
    /// Both parties agreed. So what one of them cannot pay of the judges' fees, the other one pays.
    pub agreed: bool,
}

/// What a party has, and pays judges from: first the share, then the bonds.
struct Purse {
    share: Balance,
    bonds: Balance,
}

impl Pot {
    /// The buyer's bond, and the fee of a round of judges.
    pub fn bond(&self) -> Balance {
        self.value / BOND
    }

    /// What somebody who appeals puts in.
    pub fn appeal_bond(&self) -> Balance {
        self.value / APPEAL_BOND
    }

    /// All that is in escrow. `None` if it cannot be counted.
    pub fn checked_total(&self) -> Option<Balance> {
        let appealed = self.appellant.map_or(0, |_| self.appeal_bond());
        self.value.checked_add(self.bond())?.checked_add(appealed)
    }

    /// All that is in escrow. It can be counted, because terms are refused whose price is too high
    /// for that.
    pub fn total(&self) -> Balance {
        self.checked_total().unwrap_or(Balance::MAX)
    }

    /// Shares it all. Each party bears its part of the judges' fees: the buyer as much of them as
    /// the seller gets of the value. Where both agreed, there is always enough: the value and the
    /// buyer's bond are more than two fees.
    pub fn share(&self, shares: &Shares, cuts: &Cuts) -> Payouts {
        let to_seller = shares.to_seller;
        let fees = self.bond().saturating_mul(shares.rounds.min(MAX_ROUNDS).into());
        let bond_of = |party| if self.appellant == Some(party) { self.appeal_bond() } else { 0 };

        let share = to_seller.mul_floor(self.value);
        let mut seller = Purse { share, bonds: bond_of(Side::Seller) };
        let mut buyer = Purse {
            share: self.value.saturating_sub(share),
            bonds: self.bond().saturating_add(bond_of(Side::Buyer)),
        };
        let buyers_part = to_seller.mul_floor(fees);
        let sellers_part = fees.saturating_sub(buyers_part);
        let from_buyer = buyer.pay(buyers_part);
        let from_seller = seller.pay(sellers_part);
        let mut judges = from_buyer.saturating_add(from_seller);
        let mut owed_by_seller = sellers_part.saturating_sub(from_seller);
        if shares.agreed {
            judges = judges.saturating_add(buyer.pay(fees.saturating_sub(judges)));
            judges = judges.saturating_add(seller.pay(fees.saturating_sub(judges)));
            owed_by_seller = 0;
        }

        let mut payouts = Payouts::earned(seller.share, cuts);
        payouts.seller = payouts.seller.saturating_add(seller.bonds);
        payouts.buyer = buyer.share.saturating_add(buyer.bonds);
        payouts.judges = each_round(judges, shares.rounds);
        payouts.owed_by_seller = owed_by_seller;
        payouts
    }
}

impl Purse {
    /// Pays as much of what is due as there is, and returns it.
    fn pay(&mut self, due: Balance) -> Balance {
        let from_share = due.min(self.share);
        let from_bonds = due.saturating_sub(from_share).min(self.bonds);
        self.share = self.share.saturating_sub(from_share);
        self.bonds = self.bonds.saturating_sub(from_bonds);
        from_share.saturating_add(from_bonds)
    }
}

impl Payouts {
    /// All that goes to the buyer alone.
    pub(crate) fn refund(amount: Balance) -> Self {
        Self { buyer: amount, ..Self::default() }
    }

    /// What goes out in all.
    pub fn total(&self) -> Balance {
        let parts = [self.seller, self.buyer, self.fee];
        let parts = parts.iter().chain(&self.royalties).chain(&self.judges);
        // Never more than what was in escrow.
        parts.fold(0, |total, part| total.saturating_add(*part))
    }

    /// What the seller earned, less fee and royalties.
    ///
    /// The cuts are rounded down in all, not each by itself: each gets what the shares up to its
    /// own come to, less what those before it got. Else a seller could get less for more: of 99
    /// units, eleven cuts of 3% would take 22, and of 100 they would take 33.
    fn earned(amount: Balance, cuts: &Cuts) -> Self {
        let mut payouts = Self::default();
        let mut shares = cuts.fee;
        let mut cut = shares.mul_floor(amount);
        payouts.fee = cut;
        for (royalty, share) in payouts.royalties.iter_mut().zip(cuts.royalties.shares()) {
            shares = shares.saturating_add(share);
            let with_this = shares.mul_floor(amount);
            *royalty = with_this.saturating_sub(cut);
            cut = with_this;
        }
        payouts.seller = amount.saturating_sub(cut);
        payouts
    }
}

/// What each round gets of what is paid to judges: the same, but for an odd unit of the first's.
pub fn each_round(paid: Balance, rounds: u8) -> [Balance; MAX_ROUNDS as usize] {
    let second = if rounds > 1 { paid / 2 } else { 0 };
    [paid.saturating_sub(second), second]
}
