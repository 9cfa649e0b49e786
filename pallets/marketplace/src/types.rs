//! The pallet's types.

use crate::{rules, Config};
use alloc::vec::Vec;
use codec::{Decode, Encode};
use frame_support::{
    stored,
    traits::{fungible::NativeOrWithId, ConstU32},
    BoundedVec,
};
use marketplace_escrow::{
    Dates, How, Moment, Order as EscrowedOrder, Price, Quantity, Side, State, Steps,
};
use scale_info::TypeInfo;
use sp_core::H256;
use sp_runtime::Permill;
use vaka_primitives::{
    Balance, BlockNumber, CaseId, CommunityId, Engagement, MemberId, Requirement,
};

/// VAKA, or a voucher or energy token by its asset id.
pub type CurrencyId = NativeOrWithId<u32>;

/// The number of a listing.
pub type ListingId = u32;

/// The number of a lot of its listing, counted from 0.
pub type LotNumber = u32;

/// The number of a design.
pub type DesignId = u32;

/// The number of an order.
pub type OrderId = u64;

/// The code of an order: random bytes that the buyer shows at pickup.
pub type Code = [u8; 16];

/// A listing's title.
pub type Title = BoundedVec<u8, ConstU32<{ rules::MAX_TITLE }>>;

/// The orders that a call names.
pub type OrderIds = BoundedVec<OrderId, ConstU32<{ rules::MAX_BATCH }>>;

/// The deliveries that a call makes.
pub type Deliveries = BoundedVec<Delivery, ConstU32<{ rules::MAX_BATCH }>>;

/// The orders that a call places.
pub type NewOrders = BoundedVec<NewOrder, ConstU32<{ rules::MAX_ORDERS }>>;

/// When a member opened the last disputes, as readings of the clock's `open`.
pub type LastOpenings = BoundedVec<BlockNumber, ConstU32<{ rules::MAX_FREE_DISPUTES }>>;

/// The payees that a design names, each with its share of what the seller gets.
pub type Shares<AccountId> =
    BoundedVec<(AccountId, Permill), ConstU32<{ marketplace_escrow::MAX_PAYEES }>>;

/// The designs on which a new one is based, by the hashes of their contents.
pub type Parents = BoundedVec<H256, ConstU32<{ rules::MAX_PARENTS }>>;

/// Somebody who trades. A member is the member, whatever the account of the day. The account is
/// theirs once they left, and always that of somebody who is no member.
#[stored(no_skip_type_params)]
pub struct Trader<AccountId> {
    /// The account that signed.
    pub account: AccountId,
    /// The member that it belonged to.
    pub member: Option<MemberId>,
}

/// Somebody who trades, as the ledger and ratings know them.
#[stored(no_skip_type_params)]
pub enum Payee<AccountId> {
    /// A member, whatever the account of the day.
    Member(MemberId),
    /// An account that was no member's.
    Account(AccountId),
}

/// What is due to somebody in a currency.
#[stored(no_skip_type_params)]
pub struct Due<AccountId> {
    pub amount: Balance,
    /// The account that gets it if the member leaves: that of the day when it became due.
    pub account: AccountId,
}

/// A deposit: who left it, and the ticket to get it back.
#[stored(no_skip_type_params)]
pub struct Deposit<AccountId, Ticket> {
    pub depositor: AccountId,
    pub ticket: Ticket,
}

/// What is sold.
#[stored]
#[derive(Copy)]
pub enum Kind {
    /// Food: fish, vegetables, meals.
    Food,
    /// Goods that are there.
    Goods,
    /// Things that are made when they are ordered: prints, furniture, homes.
    MadeToOrder,
    /// Work: an hour of a nurse, a repair.
    Service,
}

/// What a seller asks for.
#[stored]
pub enum Pricing {
    /// The price of a unit, in the smallest unit of the currency; at least 1.
    Unit(Balance),
    /// One thing, delivered and paid in 1 to 8 steps.
    Steps(Steps),
}

/// What a listing offers, and on what terms.
#[stored]
pub struct Terms {
    /// What is sold. It cannot be changed.
    pub kind: Kind,
    /// The money in which it is paid. It cannot be changed.
    pub currency: CurrencyId,
    /// What it costs.
    pub pricing: Pricing,
    /// 1 to 64 bytes. Empty if it is a service with a requirement.
    pub title: Title,
    /// The blake2-256 hash of the text that describes it. None if it is a service with a
    /// requirement.
    pub details: Option<H256>,
    /// The days that the seller has to accept an order: 1 to 14.
    pub accept_days: u8,
    /// The days that the seller may be late: 1 to 60.
    pub overdue_days: u8,
    /// The seller's share if the buyer cancels once the seller has started: at most 50%.
    pub start_share: Permill,
    /// The seller's share of what was delivered if there is a dispute and nobody rules on it. None
    /// stands for 50%.
    pub unjudged: Option<Permill>,
    /// Orders are accepted when they are placed.
    pub instant: bool,
    /// What the seller must have in order to sell it.
    pub requirement: Option<Requirement>,
    /// The design after which it is made.
    pub design: Option<DesignId>,
}

/// Whether a listing takes orders.
#[stored]
#[derive(Copy)]
pub enum Standing {
    /// It does.
    Open,
    /// The seller closed it.
    Closed,
    /// The people, or the seller's village, took it down.
    Struck,
}

/// Something that a seller offers.
#[stored(no_skip_type_params)]
pub struct Listing<AccountId, Ticket> {
    pub seller: Trader<AccountId>,
    pub terms: Terms,
    /// How often the terms were changed.
    pub revision: u32,
    pub standing: Standing,
    /// The number of the next lot.
    pub next_lot: LotNumber,
    /// The lots that there are: 128 at most, with those that wait for their orders to end.
    pub lots: u8,
    /// What the seller left for its space. None: it is one of a member's first ones.
    pub deposit: Option<Ticket>,
}

/// What a lot is: how much is sold, and when. It cannot be changed.
#[stored]
#[derive(Copy)]
pub struct LotTerms {
    /// How much there is; at least 1.
    pub quantity: Quantity,
    /// From then on it can be ordered. None: at once.
    pub opens: Option<Moment>,
    /// When ordering ends, when it is due, and until when it is good.
    pub dates: Dates,
}

/// What is sold: a quantity, with dates.
///
/// What was published is always available, reserved, delivered or written off.
#[stored(no_skip_type_params)]
pub struct Lot<AccountId, Ticket> {
    pub terms: LotTerms,
    /// What can be ordered.
    pub available: Quantity,
    /// What is ordered and not delivered.
    pub reserved: Quantity,
    /// What was delivered.
    pub delivered: Quantity,
    /// What will not be sold any more.
    pub written_off: Quantity,
    /// The orders of it that have not ended.
    pub orders: u32,
    /// The seller called it back.
    pub recalled: bool,
    /// What the seller left for its space. None if the listing has no deposit either.
    pub deposit: Option<Deposit<AccountId, Ticket>>,
}

/// A payee of a design.
#[stored(no_skip_type_params)]
pub struct Royalty<AccountId> {
    pub who: Trader<AccountId>,
    /// The share of what the seller gets.
    pub share: Permill,
}

/// The payees of a design.
pub type Payees<AccountId> =
    BoundedVec<Royalty<AccountId>, ConstU32<{ marketplace_escrow::MAX_PAYEES }>>;

/// What a design earned in a currency, and nobody claimed yet.
#[stored]
pub struct Earnings {
    pub currency: CurrencyId,
    /// The listings, and the orders that have not ended, which pay it in this currency.
    pub users: u32,
    /// The slot of the clock's `open` reading since which nothing pays it in this currency. None:
    /// something does.
    pub left: Option<BlockNumber>,
    /// What is due to each payee, in their order.
    pub due: BoundedVec<Balance, ConstU32<{ marketplace_escrow::MAX_PAYEES }>>,
}

impl Earnings {
    /// To how many payees something is due.
    pub fn owed(&self) -> u32 {
        let owed = self.due.iter().filter(|due| **due > 0).count();
        u32::try_from(owed).unwrap_or(u32::MAX)
    }
}

/// Something after which things are made. Its payees get a share of what is sold. It never changes.
#[stored(no_skip_type_params)]
pub struct Design<AccountId, Ticket> {
    /// The blake2-256 hash of its content.
    pub content: H256,
    pub owner: Trader<AccountId>,
    pub payees: Payees<AccountId>,
    /// The owner retired it: no more listings. Those that there are go on and pay.
    pub retired: bool,
    /// The people took it down: no more orders.
    pub struck: bool,
    pub earnings: BoundedVec<Earnings, ConstU32<{ rules::MAX_CURRENCIES }>>,
    /// What the owner left for its space. None: it is one of a member's first ones.
    pub deposit: Option<Ticket>,
}

/// What each party would agree to: the seller's share.
#[stored]
#[derive(Copy, Default)]
pub struct Proposals {
    pub buyers: Option<Permill>,
    pub sellers: Option<Permill>,
}

/// An order that has not ended.
#[stored(no_skip_type_params)]
pub struct Order<AccountId, Ticket> {
    pub buyer: Trader<AccountId>,
    pub listing: ListingId,
    pub lot: LotNumber,
    /// Its terms, and how far it got.
    pub escrowed: EscrowedOrder,
    /// What the seller must have, as it was when the order was placed.
    pub requirement: Option<Requirement>,
    /// The design whose payees get royalties.
    pub design: Option<DesignId>,
    /// The hash of the code by which alone it is delivered.
    pub code: Option<H256>,
    pub proposals: Proposals,
    /// The seller's award that answers for it.
    pub engagement: Option<Engagement>,
    /// The dispute.
    pub case: Option<CaseId>,
    /// What the buyer paid to open the dispute, in the smallest unit of VAKA. None: nothing.
    pub floor: Option<Balance>,
    /// What the buyer left for its space. None: it is one of a member's first ones.
    pub deposit: Option<Ticket>,
}

/// An order as its buyer asks for it.
#[stored]
pub struct NewOrder {
    pub listing: ListingId,
    pub lot: LotNumber,
    /// How much; 1 if it is delivered in steps.
    pub quantity: Quantity,
    /// The most that a unit may cost, in the smallest unit of the currency; of something in steps,
    /// all steps together.
    pub max_unit_price: Balance,
    /// The revision of the listing whose terms the buyer saw.
    pub revision: u32,
    /// The hash of the code by which alone it is delivered, as the overview tells to make it.
    pub code: Option<H256>,
}

/// A delivery.
#[stored]
#[derive(Copy)]
pub struct Delivery {
    pub order: OrderId,
    /// How much, at most what was ordered.
    pub quantity: Quantity,
    /// The buyer's code.
    pub code: Option<Code>,
}

/// What a member has stored without a deposit.
#[stored]
#[derive(Copy, Default)]
pub struct Allowance {
    pub listings: u32,
    pub orders: u32,
    pub designs: u32,
    /// Ended orders that can be rated.
    pub ended: u32,
    /// People of whom the member said something; each half-year counts apart.
    pub ratings: u32,
}

/// Why an order was not settled.
#[stored]
#[derive(Copy)]
pub enum Unsettled {
    /// There is no such order, or it has ended.
    Unknown,
    /// Nothing is due yet.
    NotDue,
    /// It is in dispute, and the call has ended as many disputes as it can. Settle it by another
    /// one.
    TooManyDisputes,
}

/// What an ended order paid, in the smallest unit of its currency. A step that is paid is told
/// alike.
#[stored]
#[derive(Copy)]
pub struct Payment {
    /// To the seller, after fee and royalties.
    pub seller: Balance,
    /// To the buyer, the bond included.
    pub buyer: Balance,
    /// To the treasury.
    pub fee: Balance,
    /// To the design's payees, together.
    pub royalties: Balance,
    /// To those who judged a dispute, together.
    pub judges: Balance,
}

/// A listing as clients see it.
#[stored(no_skip_type_params)]
pub struct ListingView<AccountId> {
    pub listing: ListingId,
    /// The account that acts for the seller now.
    pub seller: AccountId,
    /// The seller's community, if the seller is a member.
    pub community: Option<CommunityId>,
    pub terms: Terms,
    /// How often the terms were changed. An order names it.
    pub revision: u32,
    pub standing: Standing,
    /// The lots that there are.
    pub lots: u8,
}

/// A lot as clients see it.
#[stored]
#[derive(Copy)]
pub struct LotView {
    pub lot: LotNumber,
    pub terms: LotTerms,
    pub available: Quantity,
    pub reserved: Quantity,
    pub delivered: Quantity,
    pub written_off: Quantity,
    /// The orders of it that have not ended.
    pub orders: u32,
    pub recalled: bool,
    /// Whether it can be ordered now.
    pub orderable: bool,
}

/// An order as clients see it.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
pub struct OrderView<AccountId> {
    pub order: OrderId,
    /// The accounts that act for the parties now.
    pub buyer: AccountId,
    pub seller: AccountId,
    pub listing: ListingId,
    pub lot: LotNumber,
    pub currency: CurrencyId,
    pub price: Price,
    pub dates: Dates,
    /// The days that the seller has to accept it.
    pub accept_days: u8,
    /// The days that the seller may be late.
    pub overdue_days: u8,
    /// The days that the buyer has to dispute a delivery.
    pub confirmation_days: u8,
    /// The seller's share if the buyer cancels once the seller has started.
    pub start_share: Permill,
    /// The seller's share of what was delivered if there is a dispute and nobody rules on it.
    pub unjudged: Permill,
    /// The marketplace's share of what the seller gets.
    pub fee: Permill,
    /// What the seller must have.
    pub requirement: Option<Requirement>,
    /// The design whose payees get royalties.
    pub design: Option<DesignId>,
    pub state: State,
    /// The current step, from 0.
    pub step: u8,
    /// What is in escrow, bonds included, in the smallest unit of the currency.
    pub escrow: Balance,
    /// The slot of the clock's `open` reading at which the default is due, and what it is.
    pub deadline: Option<BlockNumber>,
    pub default: Option<How>,
    /// Whether it is delivered by the buyer's code alone.
    pub by_code: bool,
    pub proposals: Proposals,
    pub case: Option<CaseId>,
    /// What the buyer paid to open the dispute, in the smallest unit of VAKA. None: nothing.
    pub floor: Option<Balance>,
    /// What a party pays into escrow that appeals a ruling, in the smallest unit of the currency.
    /// None: there is no dispute, or somebody has appealed. The case tells until when it is
    /// possible.
    pub appeal_bond: Option<Balance>,
    /// Whether the seller called the lot back: anyone may refund it by `settle`.
    pub recalled: bool,
}

/// What is due to somebody, as clients see it.
#[stored(no_skip_type_params)]
pub struct DueView<AccountId> {
    pub payee: Payee<AccountId>,
    pub currency: CurrencyId,
    pub amount: Balance,
}

/// By what a due is known.
pub type DueId<AccountId> = (Payee<AccountId>, CurrencyId);

/// A design as clients see it.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
pub struct DesignView<AccountId> {
    pub design: DesignId,
    pub content: H256,
    pub owner: AccountId,
    /// Each payee's account of the day, and its share of what the seller gets.
    pub payees: Vec<(AccountId, Permill)>,
    pub retired: bool,
    pub struck: bool,
    pub earnings: Vec<Earnings>,
}

/// Somebody who trades on this chain.
pub type TraderOf<T> = Trader<<T as frame_system::Config>::AccountId>;
/// A listing of this chain.
pub type ListingOf<T> =
    Listing<<T as frame_system::Config>::AccountId, <T as Config>::Consideration>;
/// A lot of this chain.
pub type LotOf<T> = Lot<<T as frame_system::Config>::AccountId, <T as Config>::Consideration>;
/// An order of this chain.
pub type OrderOf<T> = Order<<T as frame_system::Config>::AccountId, <T as Config>::Consideration>;
/// A design of this chain.
pub type DesignOf<T> = Design<<T as frame_system::Config>::AccountId, <T as Config>::Consideration>;

impl Proposals {
    /// What a party proposed.
    pub(crate) fn of(&self, party: Side) -> Option<Permill> {
        match party {
            Side::Buyer => self.buyers,
            Side::Seller => self.sellers,
        }
    }

    /// Sets what a party proposes.
    pub(crate) fn set(&mut self, party: Side, to_seller: Permill) {
        match party {
            Side::Buyer => self.buyers = Some(to_seller),
            Side::Seller => self.sellers = Some(to_seller),
        }
    }
}

impl Terms {
    /// The price of a unit, or of all steps together.
    pub fn unit_price(&self) -> Balance {
        match &self.pricing {
            Pricing::Unit(price) => *price,
            Pricing::Steps(steps) => {
                steps.iter().fold(0, |sum: Balance, step| sum.saturating_add(step.price))
            }
        }
    }

    /// What so much costs.
    pub(crate) fn price(&self, quantity: Quantity) -> Price {
        match &self.pricing {
            Pricing::Unit(each) => Price::Units { each: *each, quantity },
            Pricing::Steps(steps) => Price::Steps(steps.clone()),
        }
    }
}

/// A part of a list.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
pub struct Page<Item, Id> {
    pub items: Vec<Item>,
    /// The id after which the next part comes. None: this is the last one.
    pub next: Option<Id>,
}
