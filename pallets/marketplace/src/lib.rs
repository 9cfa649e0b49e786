#![doc = include_str!("overview.md")]
#![doc = "\n## The scenario as a test\n"]
#![doc = docify::embed!("src/tests/scenario.rs", scenario_should_go_as_the_overview_tells_it)]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod buying;
mod config;
mod costs;
mod currencies;
mod deals;
mod deciding;
mod designs;
mod errors;
mod events;
mod ledger;
mod listings;
mod lots;
mod ordering;
mod pruning;
mod ratings;
mod refusals;
pub mod rules;
mod selling;
mod settling;
mod space;
mod storage;
mod traders;
#[cfg(any(test, feature = "try-runtime"))]
mod try_state;
pub mod types;
mod views;
mod weighing;
pub mod weights;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

#[cfg(feature = "runtime-benchmarks")]
pub use benchmarking::BenchmarkHelper;
pub use marketplace_escrow::Side;
pub use pallet::*;
pub use ratings::{types::*, RATING_DOMAIN};
pub use rules::MarketRules;
pub use selling::CODE_DOMAIN;
pub use types::*;
pub use weights::WeightInfo;

pub(crate) use costs::Judged;
pub(crate) use deals::Deal;
pub(crate) use listings::Frozen;
pub(crate) use pruning::Pruned;
pub(crate) use space::Space;
pub(crate) use weighing::{Settled, Work};

use frame_support::pallet_macros::import_section;

#[import_section(config::config)]
#[import_section(errors::errors)]
#[import_section(events::events)]
#[import_section(storage::storage)]
#[frame_support::pallet]
pub mod pallet {
    use super::*;
    use alloc::vec::Vec;
    use frame_support::{
        pallet_prelude::*,
        traits::{fungibles, Consideration, Footprint, UnixTime},
    };
    use frame_system::pallet_prelude::*;
    use marketplace_escrow::{How, Quantity};
    use sp_core::H256;
    use sp_runtime::{traits::BlockNumberProvider, Permill};
    use vaka_primitives::{
        Arbitration, Balance, BlockNumber, CaseId, CommunityId, CredentialCheck, FreeCalls,
        MemberId, Members,
    };

    const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

    #[pallet::pallet]
    #[pallet::storage_version(STORAGE_VERSION)]
    pub struct Pallet<T>(_);

    /// Why this pallet holds money.
    #[pallet::composite_enum]
    pub enum HoldReason {
        /// A deposit for space.
        Deposit,
        /// Money of orders, in the pool of its currency.
        Escrow,
    }

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        fn integrity_test() {
            assert_eq!(T::Rules::get().flaw(), None, "the figures must make sense");
        }

        #[cfg(feature = "try-runtime")]
        fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
            Self::do_try_state()
        }
    }

    /// All calls but those of the people and of villages are free of charge within a member's daily
    /// allowance.
    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Registers a design. Its payees get a share of what sellers get for things that are made
        /// after it. It cannot be changed.
        ///
        /// - Origin: signed. The signer owns the design, and leaves a deposit. A member has 16
        ///   designs without one. It comes back when the design is retired or taken down, nothing
        ///   pays it any longer, and all royalties are claimed.
        /// - `content`: the blake2-256 hash of what is designed. No other design has it.
        /// - `payees`: each with a share above 0 of what the seller gets.
        /// - `parents`: up to 2 designs, by their contents, on which it is based. Their payees get
        ///   their shares, too. All payees are at most 10, and get at most 30% together.
        /// - Errors: `DesignExists`, `NoShare`, `SameParent`, `UnknownDesign`, `DesignStruck`,
        ///   `TooManyPayees`, `RoyaltiesTooHigh`, `NumbersExhausted`, and those of a balance too
        ///   low for the deposit.
        /// - Emits [`Event::DesignRegistered`].
        #[pallet::call_index(0)]
        #[pallet::weight(T::WeightInfo::register_design())]
        #[pallet::feeless_if(
            |origin: &OriginFor<T>, _: &H256, _: &Shares<T::AccountId>, _: &Parents| -> bool {
                T::FreeCalls::is_free(origin.as_signer())
            }
        )]
        pub fn register_design(
            origin: OriginFor<T>,
            content: H256,
            payees: Shares<T::AccountId>,
            parents: Parents,
        ) -> DispatchResult {
            Self::do_register_design(ensure_signed(origin)?, content, payees, parents)
        }

        /// Retires a design: no more listings name it. Those that do go on, and pay.
        ///
        /// - Origin: signed by the owner.
        /// - Errors: `UnknownDesign`, `NotDesignOwner`, `DesignRetired`.
        /// - Emits [`Event::DesignRetired`].
        #[pallet::call_index(1)]
        #[pallet::weight(T::WeightInfo::retire_design())]
        #[pallet::feeless_if(|origin: &OriginFor<T>, _: &DesignId| -> bool {
            T::FreeCalls::is_free(origin.as_signer())
        })]
        pub fn retire_design(
            origin: OriginFor<T>,
            #[pallet::compact] design: DesignId,
        ) -> DispatchResult {
            Self::do_retire_design(ensure_signed(origin)?, design)
        }

        /// Takes a design down: no more orders of what is made after it. It cannot be registered
        /// again.
        ///
        /// - Origin: [`Config::ParametersOrigin`].
        /// - Errors: `UnknownDesign`, `DesignStruck`.
        /// - Emits [`Event::DesignStruck`].
        #[pallet::call_index(2)]
        #[pallet::weight(T::WeightInfo::strike_design())]
        pub fn strike_design(
            origin: OriginFor<T>,
            #[pallet::compact] design: DesignId,
        ) -> DispatchResult {
            T::ParametersOrigin::ensure_origin(origin)?;
            Self::do_strike_design(design)
        }

        /// Offers something. Add a lot, so that it can be ordered.
        ///
        /// - Origin: signed. The signer is the seller, and leaves a deposit for the listing and for
        ///   each lot. A member has 16 listings without one. It comes back when the listing is
        ///   closed and its last order has ended.
        /// - `terms`: what is offered. A service with a requirement shows neither title nor
        ///   details: what its buyers need is their own business. The seller meets the requirement,
        ///   now and whenever an order is placed, accepted and started.
        /// - Errors: `EmptyTitle`, `NotPrivate`, `UnknownCurrency`, `NoPrice`, `TooExpensive`,
        ///   `NoSteps`, `StepDays`, `AcceptDays`, `OverdueDays`, `StartShareTooHigh`,
        ///   `RequirementNotMet`, `UnknownDesign`, `DesignStruck`, `DesignRetired`,
        ///   `TooManyCurrencies`, `NumbersExhausted`, and those of a balance too low for the
        ///   deposit.
        /// - Emits [`Event::Published`].
        #[pallet::call_index(3)]
        #[pallet::weight(T::WeightInfo::publish())]
        #[pallet::feeless_if(|origin: &OriginFor<T>, _: &Terms| -> bool {
            T::FreeCalls::is_free(origin.as_signer())
        })]
        pub fn publish(origin: OriginFor<T>, terms: Terms) -> DispatchResult {
            Self::do_publish(ensure_signed(origin)?, terms)
        }

        /// Changes the terms of a listing, but not its kind and its currency. Orders that were
        /// placed keep theirs. An order of a buyer who saw the old terms is refused.
        ///
        /// - Origin: signed by the seller.
        /// - Errors: `UnknownListing`, `NotSeller`, `ListingClosed`, `KindFixed`, `CurrencyFixed`,
        ///   and those of `publish`.
        /// - Emits [`Event::Updated`].
        #[pallet::call_index(4)]
        #[pallet::weight(T::WeightInfo::update())]
        #[pallet::feeless_if(|origin: &OriginFor<T>, _: &ListingId, _: &Terms| -> bool {
            T::FreeCalls::is_free(origin.as_signer())
        })]
        pub fn update(
            origin: OriginFor<T>,
            #[pallet::compact] listing: ListingId,
            terms: Terms,
        ) -> DispatchResult {
            Self::do_update(ensure_signed(origin)?, listing, terms)
        }

        /// Closes a listing: no more orders. Those that were placed go on.
        ///
        /// - Origin: signed by the seller.
        /// - Errors: `UnknownListing`, `NotSeller`, `AlreadyClosed`, `AlreadyStruck`.
        /// - Emits [`Event::ListingClosed`].
        #[pallet::call_index(5)]
        #[pallet::weight(Pallet::<T>::most_pruning(T::WeightInfo::close_listing()))]
        #[pallet::feeless_if(|origin: &OriginFor<T>, _: &ListingId| -> bool {
            T::FreeCalls::is_free(origin.as_signer())
        })]
        pub fn close_listing(
            origin: OriginFor<T>,
            #[pallet::compact] listing: ListingId,
        ) -> DispatchResultWithPostInfo {
            let pruned = Self::do_close_listing(ensure_signed(origin)?, listing)?;
            Ok(Self::pruning(T::WeightInfo::close_listing(), Some(pruned)))
        }

        /// Takes a listing down: no more orders. Those that were placed go on.
        ///
        /// - Origin: [`Config::ParametersOrigin`]; of a member's listing also
        ///   [`Config::VillageOrigin`] of the community that the seller belongs to now.
        /// - Errors: `UnknownListing`, `NotOfVillage`, `AlreadyStruck`.
        /// - Emits [`Event::ListingStruck`].
        #[pallet::call_index(6)]
        #[pallet::weight(Pallet::<T>::most_pruning(T::WeightInfo::strike_listing()))]
        pub fn strike_listing(
            origin: OriginFor<T>,
            #[pallet::compact] listing: ListingId,
        ) -> DispatchResultWithPostInfo {
            let pruned = Self::do_strike_listing(origin, listing)?;
            Ok(Self::pruning(T::WeightInfo::strike_listing(), Some(pruned)))
        }

        /// Adds a lot to a listing: a quantity that can be ordered, with dates. It cannot be
        /// changed; write it off and add another one while nobody has ordered it.
        ///
        /// - Origin: signed by the seller.
        /// - `terms`: dates are unix seconds: in the future, at most 400 days ahead, and in the
        ///   order in which they are named.
        /// - Errors: `UnknownListing`, `NotSeller`, `ListingClosed`, `NoQuantity`, `DateInPast`,
        ///   `DateTooFar`, `DatesOutOfOrder`, `TooManyLots` beyond 32 that take orders or 128 in
        ///   all, `NumbersExhausted`, and those of a balance too low for the deposit.
        /// - Emits [`Event::LotAdded`].
        #[pallet::call_index(7)]
        #[pallet::weight(Pallet::<T>::most_pruning(T::WeightInfo::add_lot()))]
        #[pallet::feeless_if(|origin: &OriginFor<T>, _: &ListingId, _: &LotTerms| -> bool {
            T::FreeCalls::is_free(origin.as_signer())
        })]
        pub fn add_lot(
            origin: OriginFor<T>,
            #[pallet::compact] listing: ListingId,
            terms: LotTerms,
        ) -> DispatchResultWithPostInfo {
            let pruned = Self::do_add_lot(ensure_signed(origin)?, listing, terms)?;
            Ok(Self::pruning(T::WeightInfo::add_lot(), pruned))
        }

        /// Writes off some of a lot that nobody has ordered: it will not be sold.
        ///
        /// - Origin: signed by the seller.
        /// - Errors: `UnknownListing`, `NotSeller`, `UnknownLot`, `NoQuantity`, `NotEnoughLeft`.
        /// - Emits [`Event::WrittenOff`].
        #[pallet::call_index(8)]
        #[pallet::weight(T::WeightInfo::write_off())]
        #[pallet::feeless_if(
            |origin: &OriginFor<T>, _: &ListingId, _: &LotNumber, _: &Quantity| -> bool {
                T::FreeCalls::is_free(origin.as_signer())
            }
        )]
        pub fn write_off(
            origin: OriginFor<T>,
            #[pallet::compact] listing: ListingId,
            #[pallet::compact] lot: LotNumber,
            #[pallet::compact] quantity: Quantity,
        ) -> DispatchResult {
            Self::do_write_off(ensure_signed(origin)?, listing, lot, quantity)
        }

        /// Calls a lot back: something is wrong with it. Anyone may refund each order of it that
        /// has not ended, by `settle`, and a buyer also by `cancel` or `open_dispute`. Orders that
        /// were in dispute before wait for their ruling.
        ///
        /// - Origin: signed by the seller.
        /// - Errors: `UnknownListing`, `NotSeller`, `UnknownLot`, `LotRecalled`.
        /// - Emits [`Event::LotRecalled`].
        #[pallet::call_index(9)]
        #[pallet::weight(T::WeightInfo::recall_lot())]
        #[pallet::feeless_if(|origin: &OriginFor<T>, _: &ListingId, _: &LotNumber| -> bool {
            T::FreeCalls::is_free(origin.as_signer())
        })]
        pub fn recall_lot(
            origin: OriginFor<T>,
            #[pallet::compact] listing: ListingId,
            #[pallet::compact] lot: LotNumber,
        ) -> DispatchResult {
            Self::do_recall_lot(ensure_signed(origin)?, listing, lot)
        }

        /// Places orders, all or none. The price is in escrow until the order ends, and a twentieth
        /// more, which comes back to you then unless a dispute costs it. Of something in steps it
        /// is the first one's price.
        ///
        /// - Origin: signed. The signer is the buyer, and leaves a deposit for each order. A member
        ///   has 16 orders open without one. It comes back when the order ends, or, if the seller
        ///   had accepted it, when it cannot be rated any longer: 14 or 28 days after.
        /// - `orders`: 1 to 8, each with the most that a unit may cost, and the revision of the
        ///   listing whose terms you saw. An order that is placed with the hash of a code is
        ///   delivered by the code alone.
        /// - Errors: `NoOrders`, `UnknownListing`, `UnknownLot`, `ListingClosed`, `LotRecalled`,
        ///   `LotNotOpen`, `LotClosed`, `PastBestBefore`, `OwnListing`, `TermsChanged`,
        ///   `PriceTooHigh`, `OneAtATime`, `NoQuantity`, `NotEnoughLeft`, `TooExpensive`, `CodeWithSteps`,
        ///   `DesignStruck`, `RequirementNotMet` of the seller, `NumbersExhausted`, and those of a
        ///   balance too low.
        /// - Emits [`Event::Placed`] for each.
        #[pallet::call_index(10)]
        #[pallet::weight(Pallet::<T>::most_placing(orders.len() as u32))]
        #[pallet::feeless_if(|origin: &OriginFor<T>, _: &NewOrders| -> bool {
            T::FreeCalls::is_free(origin.as_signer())
        })]
        pub fn place_orders(origin: OriginFor<T>, orders: NewOrders) -> DispatchResultWithPostInfo {
            let call = T::WeightInfo::place_orders(orders.len() as u32);
            let work = Self::do_place_orders(ensure_signed(origin)?, orders)?;
            Ok(work.beside::<T::WeightInfo>(call))
        }

        /// Accepts orders, all or none. The award that the listing requires answers for an order
        /// from now on. An order whose requirement you do not meet any longer is refunded instead.
        ///
        /// - Origin: signed by the seller of each.
        /// - `orders`: 1 to 64.
        /// - Errors: `NoOrders`, `UnknownOrder`, `NotSeller`, `LotRecalled`, `AlreadyAccepted`,
        ///   `TooLate`, `PastBestBefore`, `NotFunded`.
        /// - Emits for each [`Event::Accepted`] or [`Event::Ended`].
        #[pallet::call_index(11)]
        #[pallet::weight(Pallet::<T>::most_accepting(orders.len() as u32))]
        #[pallet::feeless_if(|origin: &OriginFor<T>, _: &OrderIds| -> bool {
            T::FreeCalls::is_free(origin.as_signer())
        })]
        pub fn accept(origin: OriginFor<T>, orders: OrderIds) -> DispatchResultWithPostInfo {
            let count = orders.len() as u32;
            let (refunded, work) = Self::do_accept(ensure_signed(origin)?, orders)?;
            Ok(Self::accepting(count, refunded, work))
        }

        /// Rejects orders that are not delivered, all or none. All that is in escrow goes back to
        /// the buyer.
        ///
        /// - Origin: signed by the seller of each.
        /// - `orders`: 1 to 64.
        /// - Errors: `NoOrders`, `UnknownOrder`, `NotSeller`, `AlreadyDelivered`, `TooLate`,
        ///   `NotFunded`.
        /// - Emits [`Event::Ended`] for each.
        #[pallet::call_index(12)]
        #[pallet::weight(Pallet::<T>::most_rejecting(orders.len() as u32))]
        #[pallet::feeless_if(|origin: &OriginFor<T>, _: &OrderIds| -> bool {
            T::FreeCalls::is_free(origin.as_signer())
        })]
        pub fn reject(origin: OriginFor<T>, orders: OrderIds) -> DispatchResultWithPostInfo {
            let call = T::WeightInfo::reject(orders.len() as u32);
            let work = Self::do_reject(ensure_signed(origin)?, orders)?;
            Ok(work.beside::<T::WeightInfo>(call))
        }

        /// Says that you start to work on an order. From now on it costs the buyer the listing's
        /// start share to cancel. An order whose requirement you do not meet any longer is refunded
        /// instead.
        ///
        /// - Origin: signed by the seller, once cancelling is not free any longer: when the lot has
        ///   closed, or a day after the acceptance if it never closes.
        /// - Errors: `UnknownOrder`, `NotSeller`, `LotRecalled`, `NotAccepted`, `AlreadyStarted`,
        ///   `AlreadyDelivered`, `StillFree`, `TooLate`, `PastBestBefore`, `NotFunded`.
        /// - Emits [`Event::Started`] or [`Event::Ended`].
        #[pallet::call_index(13)]
        #[pallet::weight(Pallet::<T>::most_starting())]
        #[pallet::feeless_if(|origin: &OriginFor<T>, _: &OrderId| -> bool {
            T::FreeCalls::is_free(origin.as_signer())
        })]
        pub fn start(
            origin: OriginFor<T>,
            #[pallet::compact] order: OrderId,
        ) -> DispatchResultWithPostInfo {
            let (started, work) = Self::do_start(ensure_signed(origin)?, order)?;
            let call = match started {
                true => T::WeightInfo::start(),
                false => T::WeightInfo::start().saturating_add(T::WeightInfo::reject(1)),
            };
            Ok(work.beside::<T::WeightInfo>(call))
        }

        /// Says that orders are delivered, all or none. The price of what is missing goes back to
        /// the buyer, and is written off. An order with a code is delivered by the buyer's code
        /// alone, and you are paid at once. Otherwise the buyer has some days to confirm or dispute
        /// it, and nothing is delivered past its best.
        ///
        /// - Origin: signed by the seller of each.
        /// - `deliveries`: 1 to 64, each with a quantity of 1 to what was ordered.
        /// - Errors: `NoOrders`, `UnknownOrder`, `NotSeller`, `LotRecalled`, `NotAccepted`,
        ///   `AlreadyDelivered`, `NothingDelivered`, `MoreThanOrdered`, `CodeNeeded`, `NoCode`,
        ///   `WrongCode`, `TooLate`, `PastBestBefore`, `NotFunded`.
        /// - Emits for each [`Event::Delivered`] or, with a code, [`Event::Ended`].
        #[pallet::call_index(14)]
        #[pallet::weight(Pallet::<T>::most_delivering(deliveries))]
        #[pallet::feeless_if(|origin: &OriginFor<T>, _: &Deliveries| -> bool {
            T::FreeCalls::is_free(origin.as_signer())
        })]
        pub fn deliver(origin: OriginFor<T>, deliveries: Deliveries) -> DispatchResultWithPostInfo {
            let call = Self::delivering(&deliveries);
            let work = Self::do_deliver(ensure_signed(origin)?, deliveries)?;
            Ok(work.beside::<T::WeightInfo>(call))
        }

        /// Confirms a delivery: the seller is paid.
        ///
        /// - Origin: signed by the buyer.
        /// - Errors: `UnknownOrder`, `NotBuyer`, `NotDelivered`, `InDispute`, `NotFunded`,
        ///   `TooLate`.
        /// - Emits [`Event::Ended`], or [`Event::StepPaid`] if there is another step.
        #[pallet::call_index(15)]
        #[pallet::weight(Pallet::<T>::most_ending(T::WeightInfo::confirm()))]
        #[pallet::feeless_if(|origin: &OriginFor<T>, _: &OrderId| -> bool {
            T::FreeCalls::is_free(origin.as_signer())
        })]
        pub fn confirm(
            origin: OriginFor<T>,
            #[pallet::compact] order: OrderId,
        ) -> DispatchResultWithPostInfo {
            let work = Self::do_confirm(ensure_signed(origin)?, order)?;
            Ok(work.beside::<T::WeightInfo>(T::WeightInfo::confirm()))
        }

        /// Cancels an order. It is free until the lot closes, or, if it never closes, until the
        /// seller starts. Once the seller has started, it costs the listing's start share. If the
        /// seller called the lot back, you get all back.
        ///
        /// - Origin: signed by the buyer.
        /// - Errors: `UnknownOrder`, `NotBuyer`, `NotFree`, `AlreadyDelivered`, `NotFunded`,
        ///   `TooLate`.
        /// - Emits [`Event::Ended`].
        #[pallet::call_index(16)]
        #[pallet::weight(Pallet::<T>::most_ending(T::WeightInfo::cancel()))]
        #[pallet::feeless_if(|origin: &OriginFor<T>, _: &OrderId| -> bool {
            T::FreeCalls::is_free(origin.as_signer())
        })]
        pub fn cancel(
            origin: OriginFor<T>,
            #[pallet::compact] order: OrderId,
        ) -> DispatchResultWithPostInfo {
            let work = Self::do_cancel(ensure_signed(origin)?, order)?;
            Ok(work.beside::<T::WeightInfo>(T::WeightInfo::cancel()))
        }

        /// Pays the next step of an order into escrow, with a twentieth more, at the price first
        /// agreed.
        ///
        /// - Origin: signed by the buyer.
        /// - Errors: `UnknownOrder`, `NotBuyer`, `LotRecalled`, `NoStepDue`, `TooLate`, and those
        ///   of a balance too low.
        /// - Emits [`Event::StepFunded`].
        #[pallet::call_index(17)]
        #[pallet::weight(Pallet::<T>::most_taking(T::WeightInfo::fund_step()))]
        #[pallet::feeless_if(|origin: &OriginFor<T>, _: &OrderId| -> bool {
            T::FreeCalls::is_free(origin.as_signer())
        })]
        pub fn fund_step(
            origin: OriginFor<T>,
            #[pallet::compact] order: OrderId,
        ) -> DispatchResultWithPostInfo {
            let work = Self::do_fund_step(ensure_signed(origin)?, order)?;
            Ok(work.beside::<T::WeightInfo>(T::WeightInfo::fund_step()))
        }

        /// Proposes to end an order: the seller gets this share of the price, the buyer the rest.
        /// The proposal stands until you make another one, or something happens to the order.
        ///
        /// - Origin: signed by the buyer or the seller.
        /// - Errors: `UnknownOrder`, `NotParty`, `NotAccepted`, `NotFunded`, `TooLate`.
        /// - Emits [`Event::SplitProposed`].
        #[pallet::call_index(18)]
        #[pallet::weight(T::WeightInfo::propose_split())]
        #[pallet::feeless_if(|origin: &OriginFor<T>, _: &OrderId, _: &Permill| -> bool {
            T::FreeCalls::is_free(origin.as_signer())
        })]
        pub fn propose_split(
            origin: OriginFor<T>,
            #[pallet::compact] order: OrderId,
            to_seller: Permill,
        ) -> DispatchResult {
            Self::do_propose_split(ensure_signed(origin)?, order, to_seller)
        }

        /// Accepts what the other party proposed: that very share, and no other one that they may
        /// have proposed since. The order ends. Those who judged before then are paid as if they had
        /// ruled so.
        ///
        /// - Origin: signed by the buyer or the seller.
        /// - Errors: `UnknownOrder`, `NotParty`, `NotProposed`, `TooLate`.
        /// - Emits [`Event::Ended`].
        #[pallet::call_index(19)]
        #[pallet::weight(Pallet::<T>::most_splitting())]
        #[pallet::feeless_if(|origin: &OriginFor<T>, _: &OrderId, _: &Permill| -> bool {
            T::FreeCalls::is_free(origin.as_signer())
        })]
        pub fn accept_split(
            origin: OriginFor<T>,
            #[pallet::compact] order: OrderId,
            to_seller: Permill,
        ) -> DispatchResultWithPostInfo {
            let who = ensure_signed(origin)?;
            let (rulings, judges, work) = Self::do_accept_split(who, order, to_seller)?;
            Ok(Self::splitting(rulings, judges, work))
        }

        /// Disputes a delivery: it is not what was ordered. If nobody rules on it in time, the
        /// seller gets the share that the listing names. If the seller called the lot back, you get
        /// all back instead.
        ///
        /// Those who judge get a twentieth of the price. You bear as much of it as the seller gets
        /// of the price, and the seller bears the rest. Besides, opening costs the VAKA that the rule
        /// `dispute_floor` says. It goes to those who judge, and comes back if nobody rules in time.
        /// If the two of you agree before somebody ruled, it goes to the treasury. A member's first
        /// two disputes in 90 days are free of it.
        ///
        /// - Origin: signed by the buyer, once it is delivered and until it is due to be settled.
        /// - `evidence`: the blake2-256 hash of what shows it.
        /// - Errors: `UnknownOrder`, `NotBuyer`, `NotDelivered`, `InDispute`, `NotFunded`,
        ///   `TooLate`, `CannotPayForDispute`, and those of [`Config::Arbitration`].
        /// - Emits [`Event::DisputeOpened`] or [`Event::Ended`].
        #[pallet::call_index(20)]
        #[pallet::weight({
            let refund = Pallet::<T>::most_ending(T::WeightInfo::cancel());
            T::WeightInfo::open_dispute().max(refund)
        })]
        #[pallet::feeless_if(|origin: &OriginFor<T>, _: &OrderId, _: &H256| -> bool {
            T::FreeCalls::is_free(origin.as_signer())
        })]
        pub fn open_dispute(
            origin: OriginFor<T>,
            #[pallet::compact] order: OrderId,
            evidence: H256,
        ) -> DispatchResultWithPostInfo {
            let (opened, work) = Self::do_open_dispute(ensure_signed(origin)?, order, evidence)?;
            let call = match opened {
                true => T::WeightInfo::open_dispute(),
                false => T::WeightInfo::cancel(),
            };
            Ok(work.beside::<T::WeightInfo>(call))
        }

        /// Appeals a ruling: others judge. You pay a tenth of the price into escrow. You get back
        /// what you do not have to pay those who judge. They get a twentieth of the price for each
        /// of the two rounds. You bear as much of it as the other party gets of the price, and the
        /// other party bears the rest. If nobody judges the appeal, the ruling stands.
        ///
        /// - Origin: signed by the buyer or the seller, once somebody ruled and while the case can
        ///   be appealed. There is one appeal.
        /// - Errors: `UnknownOrder`, `NotParty`, `NotDisputed`, `AlreadyAppealed`, `TooLate`, those
        ///   of a balance too low, and those of [`Config::Arbitration`].
        /// - Emits [`Event::Appealed`].
        #[pallet::call_index(21)]
        #[pallet::weight(Pallet::<T>::most_taking(T::WeightInfo::appeal()))]
        #[pallet::feeless_if(|origin: &OriginFor<T>, _: &OrderId| -> bool {
            T::FreeCalls::is_free(origin.as_signer())
        })]
        pub fn appeal(
            origin: OriginFor<T>,
            #[pallet::compact] order: OrderId,
        ) -> DispatchResultWithPostInfo {
            let work = Self::do_appeal(ensure_signed(origin)?, order)?;
            Ok(work.beside::<T::WeightInfo>(T::WeightInfo::appeal()))
        }

        /// Carries out what is due to happen to orders: a refund of what was recalled, a ruling, or
        /// what a deadline brings. Each order is judged by itself. A call ends 4 disputes at most.
        /// For each order that is named, the oldest one that can be rated no longer is
        /// forgotten, too.
        ///
        /// - Origin: signed by anyone.
        /// - `orders`: 1 to 64.
        /// - Errors: `NoOrders`.
        /// - Emits for each [`Event::Ended`], [`Event::StepPaid`] or [`Event::NotSettled`], and
        ///   [`Event::DisputeCost`] for a dispute that cost something.
        #[pallet::call_index(22)]
        #[pallet::weight(Pallet::<T>::most_settling(orders.len() as u32))]
        #[pallet::feeless_if(|origin: &OriginFor<T>, _: &OrderIds| -> bool {
            T::FreeCalls::is_free(origin.as_signer())
        })]
        pub fn settle(origin: OriginFor<T>, orders: OrderIds) -> DispatchResultWithPostInfo {
            ensure_signed(origin)?;
            let count = orders.len() as u32;
            Ok(Self::do_settle(orders)?.of::<T::WeightInfo>(count))
        }

        /// Pays what could not be paid before. It goes to the member's account of the day, or to
        /// the recorded one of somebody who is no member or has left.
        ///
        /// - Origin: signed by anyone.
        /// - `payee`: as [`Event::PaymentKept`] told it.
        /// - Errors: `NothingDue`, `CannotPay`.
        /// - Emits [`Event::Claimed`].
        #[pallet::call_index(23)]
        #[pallet::weight(T::WeightInfo::claim())]
        #[pallet::feeless_if(
            |origin: &OriginFor<T>, _: &Payee<T::AccountId>, _: &CurrencyId| -> bool {
                T::FreeCalls::is_free(origin.as_signer())
            }
        )]
        pub fn claim(
            origin: OriginFor<T>,
            payee: Payee<T::AccountId>,
            currency: CurrencyId,
        ) -> DispatchResult {
            ensure_signed(origin)?;
            Self::do_claim(payee, currency)
        }

        /// Pays the royalties that a design earned in a currency to its payees. What one of them
        /// cannot take now stays in the design, and is paid by a later claim.
        ///
        /// - Origin: signed by anyone.
        /// - Errors: `UnknownDesign`, `NothingDue`, `CannotPay` if none of them can take it now.
        /// - Emits [`Event::RoyaltiesClaimed`].
        #[pallet::call_index(24)]
        #[pallet::weight(T::WeightInfo::claim_royalties(marketplace_escrow::MAX_PAYEES))]
        #[pallet::feeless_if(|origin: &OriginFor<T>, _: &DesignId, _: &CurrencyId| -> bool {
            T::FreeCalls::is_free(origin.as_signer())
        })]
        pub fn claim_royalties(
            origin: OriginFor<T>,
            #[pallet::compact] design: DesignId,
            currency: CurrencyId,
        ) -> DispatchResultWithPostInfo {
            ensure_signed(origin)?;
            let payees = Self::do_claim_royalties(design, currency)?;
            Ok(Some(T::WeightInfo::claim_royalties(payees)).into())
        }

        /// Sets the marketplace's share of what sellers get, for new orders. It goes to the
        /// treasury.
        ///
        /// - Origin: [`Config::ParametersOrigin`].
        /// - `fee`: at most 3%.
        /// - Errors: `FeeTooHigh`.
        /// - Emits [`Event::FeeSet`].
        #[pallet::call_index(25)]
        #[pallet::weight(T::WeightInfo::set_fee())]
        pub fn set_fee(origin: OriginFor<T>, fee: Permill) -> DispatchResult {
            T::ParametersOrigin::ensure_origin(origin)?;
            Self::do_set_fee(fee)
        }

        /// Sets the days that a community's buyers have to dispute a delivery, for new orders.
        ///
        /// - Origin: [`Config::VillageOrigin`]: that community.
        /// - `days`: 3 to 40.
        /// - Errors: `ConfirmationDays`.
        /// - Emits [`Event::ConfirmationSet`].
        #[pallet::call_index(26)]
        #[pallet::weight(T::WeightInfo::set_confirmation())]
        pub fn set_confirmation(origin: OriginFor<T>, days: u8) -> DispatchResult {
            let community = T::VillageOrigin::ensure_origin(origin)?;
            Self::do_set_confirmation(community, days)
        }

        /// Commits your rating of the other party of an order that ended after it was accepted.
        /// Nobody sees it before both parties committed one, or the days to commit are over. If
        /// nobody reveals it then, it reads "withheld". You may change it until the other party
        /// has committed one.
        ///
        /// - Origin: signed by the buyer or the seller, within 14 days of the end. The signer
        ///   leaves a deposit for the first rating of somebody in a half-year. A member has 256 of
        ///   them without one. It comes back when the half-year after is over.
        /// - `hash`: of the rating, as the overview tells to make it. Keep the salt.
        /// - Errors: `NothingToRate`, `NotParty`, `TooLateToCommit`, and those of a balance too low
        ///   for the deposit.
        /// - Emits [`Event::RatingCommitted`].
        #[pallet::call_index(27)]
        #[pallet::weight(T::WeightInfo::commit_rating())]
        #[pallet::feeless_if(|origin: &OriginFor<T>, _: &OrderId, _: &H256| -> bool {
            T::FreeCalls::is_free(origin.as_signer())
        })]
        pub fn commit_rating(
            origin: OriginFor<T>,
            #[pallet::compact] order: OrderId,
            hash: H256,
        ) -> DispatchResult {
            Self::do_commit_rating(ensure_signed(origin)?, order, hash)
        }

        /// Reveals the rating that a party of an ended order committed.
        ///
        /// - Origin: signed by anyone who has the opening. Both parties have committed one, or 14
        ///   days have passed since the end; at most 28 days have.
        /// - `by`: the party that committed it.
        /// - `stars`: 1 to 5.
        /// - `text`: the blake2-256 hash of a text; all zero if there is none.
        /// - `salt`: the 32 random bytes.
        /// - Errors: `NotStars`, `NothingToRate`, `TooEarlyToReveal`, `NothingCommitted`,
        ///   `AlreadyRevealed`, `WrongOpening`.
        /// - Emits [`Event::RatingRevealed`].
        #[pallet::call_index(28)]
        #[pallet::weight(T::WeightInfo::reveal_rating())]
        #[pallet::feeless_if(
            |origin: &OriginFor<T>, _: &OrderId, _: &Side, _: &u8, _: &H256, _: &Salt| -> bool {
                T::FreeCalls::is_free(origin.as_signer())
            }
        )]
        pub fn reveal_rating(
            origin: OriginFor<T>,
            #[pallet::compact] order: OrderId,
            by: Side,
            stars: u8,
            text: H256,
            salt: Salt,
        ) -> DispatchResult {
            ensure_signed(origin)?;
            Self::do_reveal_rating(order, by, stars, text, salt)
        }

        /// Writes off royalties that payees could not take for 180 days since something was last sold
        /// in their currency. Who can take their part now is paid. The rest goes to the treasury, so
        /// that the currency leaves its place among those in which the design earns.
        ///
        /// - Origin: signed by anyone. The design is retired or was taken down, or it earns in as
        ///   many currencies as it can.
        /// - Errors: `UnknownDesign`, `NothingDue`, `StillClaimable`.
        /// - Emits [`Event::RoyaltiesWrittenOff`].
        #[pallet::call_index(29)]
        #[pallet::weight(Pallet::<T>::weight_of_write_off(marketplace_escrow::MAX_PAYEES))]
        #[pallet::feeless_if(|origin: &OriginFor<T>, _: &DesignId, _: &CurrencyId| -> bool {
            T::FreeCalls::is_free(origin.as_signer())
        })]
        pub fn write_off_royalties(
            origin: OriginFor<T>,
            #[pallet::compact] design: DesignId,
            currency: CurrencyId,
        ) -> DispatchResultWithPostInfo {
            ensure_signed(origin)?;
            let payees = Self::do_write_off_royalties(design, currency)?;
            Ok(Some(Self::weight_of_write_off(payees)).into())
        }
    }

    #[pallet::view_functions]
    impl<T: Config> Pallet<T> {
        /// Returns a listing.
        pub fn listing(listing: ListingId) -> Option<ListingView<T::AccountId>> {
            views::listing::<T>(listing)
        }

        /// Returns listings, in no order: of a community's members or of all, of a kind or of all,
        /// all or those that can be ordered now. At most `count` and 64 of them; the next ones come
        /// `after` the id that the page names.
        pub fn listings(
            community: Option<CommunityId>,
            kind: Option<Kind>,
            orderable: bool,
            after: Option<ListingId>,
            count: u32,
        ) -> Page<ListingView<T::AccountId>, ListingId> {
            views::listings::<T>(community, kind, orderable, after, count)
        }

        /// Returns the lots of a listing.
        pub fn lots(listing: ListingId) -> Vec<LotView> {
            views::lots::<T>(listing)
        }

        /// Returns an order: where it stands, what comes next if nobody does anything, and when.
        pub fn order(order: OrderId) -> Option<OrderView<T::AccountId>> {
            views::order::<T>(order)
        }

        /// Returns the orders that an account has placed or got and that have not ended, in no
        /// order. At most `count` and 64 of them; the next ones come `after` the id that the page
        /// names.
        pub fn orders(
            who: T::AccountId,
            after: Option<OrderId>,
            count: u32,
        ) -> Page<OrderView<T::AccountId>, OrderId> {
            views::orders::<T>(&who, after, count)
        }

        /// Returns what is due to an account, so that it can be claimed, in no order. At most
        /// `count` and 64 of them; the next ones come `after` the one that the page names.
        pub fn dues(
            who: T::AccountId,
            after: Option<DueId<T::AccountId>>,
            count: u32,
        ) -> Page<DueView<T::AccountId>, DueId<T::AccountId>> {
            views::dues::<T>(&who, after, count)
        }

        /// Returns what it would cost an account to open a dispute now, in the smallest unit of VAKA.
        pub fn cost_of_dispute(who: T::AccountId) -> Balance {
            Self::cost_of_opening(&Self::trader(&who))
        }

        /// Returns a design.
        pub fn design(design: DesignId) -> Option<DesignView<T::AccountId>> {
            views::design::<T>(design)
        }

        /// Returns the number of the design that has a content.
        pub fn design_by_content(content: H256) -> Option<DesignId> {
            DesignByContent::<T>::get(content)
        }

        /// Returns the ratings of an ended order: what each party gave, and by when the next step
        /// must be done. None if it cannot be rated, or not any longer.
        pub fn rating(order: OrderId) -> Option<RatingView<T::AccountId>> {
            ratings::views::rating::<T>(order)
        }

        /// Returns what others say of a person as a seller and as a buyer, in the present half-year
        /// and in the last one. An account that is a member's stands for the member. Ratings by
        /// members and by others are shown apart, each once there are five.
        pub fn reputation(who: Payee<T::AccountId>) -> ReputationView {
            ratings::views::reputation::<T>(who)
        }

        /// Returns the account that holds all money of a currency which the marketplace has.
        pub fn pool_of(currency: CurrencyId) -> T::AccountId {
            Self::pool(&currency)
        }
    }
}
