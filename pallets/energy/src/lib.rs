#![doc = include_str!("overview.md")]
#![doc = "\n## The scenario as a test\n"]
#![doc = docify::embed!("src/tests/scenario.rs", scenario_should_go_as_the_overview_tells_it)]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod bank;
mod batch;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod book;
mod calendar;
mod closing;
mod config;
mod device;
mod ending;
mod errors;
mod events;
pub mod genesis;
mod grid;
mod heard;
mod integrity;
mod ledger;
mod max_len;
mod meter;
mod money;
mod operator;
mod reading;
mod rules;
pub mod schedule;
mod settlement;
mod slots;
mod standing;
mod storage;
mod tariffs;
mod tokens;
mod transfer;
#[cfg(any(test, feature = "try-runtime"))]
mod try_state;
pub mod types;
pub mod views;
mod weighing;
pub mod weights;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

#[cfg(feature = "runtime-benchmarks")]
pub use benchmarking::BenchmarkHelper;
pub use energy_clearing::{
    Clearing, Margin, MicroUnits, MilliWattHours, Price, Tariff, Totals, TICKS,
};
pub use genesis::{GenesisBand, GenesisGrid, GenesisMeter, GenesisTariff};
pub use pallet::*;
pub use reading::READING_DOMAIN;
pub use rules::EnergyRules;
pub use schedule::{Band, BandDay, TariffSchedule, BAND_DAY, MAX_BANDS, MAX_OFFSET};
pub use slots::{SlotSet, SLOT_SET_BYTES};
pub use types::*;
pub use views::{BillLine, BillReading, BookView, TickView};
pub use weights::WeightInfo;

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
        PalletId,
    };
    use frame_system::pallet_prelude::*;
    use sp_core::ed25519;
    use sp_runtime::traits::Convert;

    const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

    #[pallet::pallet]
    #[pallet::storage_version(STORAGE_VERSION)]
    pub struct Pallet<T>(_);

    /// Why this pallet holds money.
    #[pallet::composite_enum]
    pub enum HoldReason {
        /// A grid's pool: credit, pots and float.
        Pool,
        /// An operator's deposit for the state of a meter.
        MeterDeposit,
    }

    /// What a chain starts with.
    #[pallet::genesis_config]
    #[derive(frame_support::DebugNoBound)]
    pub struct GenesisConfig<T: Config> {
        /// The length of a slot, in seconds.
        pub slot_seconds: u32,
        /// The time for which a book stays open after its slot's end, in seconds. It is at least a
        /// slot.
        pub grace_seconds: u32,
        /// The number of slots back from which a reading may still enter its slot's book; at most
        /// [`MAX_PATIENCE`].
        pub patience_slots: u32,
        /// The price caps of currencies, in the currency's smallest unit per kWh. Each currency in
        /// which a grid settles needs one.
        pub price_caps: Vec<(CurrencyId, Price)>,
        /// The first grids, numbered from 0.
        pub grids: Vec<GenesisGrid<T::AccountId>>,
        /// The first meters, numbered from 0.
        pub meters: Vec<GenesisMeter<T::AccountId>>,
    }

    impl<T: Config> Default for GenesisConfig<T> {
        fn default() -> Self {
            let Settings { slot_seconds, grace_seconds, patience_slots } = Settings::default();
            Self {
                slot_seconds,
                grace_seconds,
                patience_slots,
                price_caps: Vec::new(),
                grids: Vec::new(),
                meters: Vec::new(),
            }
        }
    }

    #[pallet::genesis_build]
    impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
        fn build(&self) {
            crate::genesis::build::<T>(self)
        }
    }

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        /// Clears the slots that are due, as far as [`Config::ClosingWeight`] reaches.
        fn on_initialize(_: BlockNumberFor<T>) -> Weight {
            Self::close_due(T::ClosingWeight::get())
        }

        fn integrity_test() {
            Self::check_integrity();
        }

        #[cfg(feature = "try-runtime")]
        fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
            Self::do_try_state()
        }
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Founds a grid with an operator, a settlement currency, a battery bank and its first
        /// prices. The prices hold from the start. Creates the grid's energy token. The currency
        /// needs a price cap before ([`set_price_cap`](Self::set_price_cap)).
        ///
        /// - Origin: [`Config::GridOrigin`].
        /// - `capacity_wh`: the bank's capacity, in Wh.
        /// - `tariff`: as with [`set_tariff`](Self::set_tariff).
        /// - Errors: `UnknownCurrency`, `InvalidBands`, `InvalidTariff`, `NoPriceCap`, `AbovePriceCap`, `Overflow`;
        ///   those of creating the token.
        /// - Emits [`Event::GridRegistered`].
        #[pallet::call_index(0)]
        #[pallet::weight(T::WeightInfo::register_grid())]
        pub fn register_grid(
            origin: OriginFor<T>,
            operator: T::AccountId,
            currency: CurrencyId,
            #[pallet::compact] capacity_wh: WattHours,
            tariff: TariffSchedule,
        ) -> DispatchResult {
            T::GridOrigin::ensure_origin(origin)?;
            let calendar = calendar::Calendar::read::<T>();
            Self::do_register_grid(&calendar, operator, currency, capacity_wh, tariff)
        }

        /// Sets the grid's prices, and replaces what was announced for later.
        ///
        /// A tariff that raises nothing that people pay and lowers nothing that they are paid, in any
        /// slot of the day, holds from the next slot but one. If in some slot the retail price is
        /// higher or the feed-in price lower, or the network charge or the standing charge is higher,
        /// it holds seven days later. Within a day of such an announcement a tariff that is no worse
        /// than the announced one takes its place, and holds from the same slot.
        ///
        /// A grid keeps eight tariffs of the last 40 days. A tariff that is worse for nobody always
        /// finds a place: an earlier one takes that of its neighbour, the better of the two.
        ///
        /// - Origin: the grid's operator.
        /// - `tariff`: one to six `bands`, each `from` a slot of the day (0 to 95) in the grid's own
        ///   time, with `feed_in` and `retail` per kWh, in the currency's smallest unit. Each holds
        ///   until the next begins, the last one until the first begins on the next day. A day has
        ///   96 slots, and the grid's own time is `offset` slots ahead of UTC (-56 to 56; quarters of
        ///   an hour). `network_charge` is per kWh that neighbours trade, `standing_charge` per day
        ///   and meter, both in the same unit; `k` and `trim` are shares in millionths.
        /// - Errors: `UnknownGrid`, `NotOperator`, `GridCloses`, `InvalidBands`, `InvalidTariff`,
        ///   `NoPriceCap`, `AbovePriceCap`, `TooManyTariffs`.
        /// - Emits [`Event::TariffSet`].
        #[pallet::call_index(1)]
        #[pallet::weight(T::WeightInfo::set_tariff())]
        pub fn set_tariff(
            origin: OriginFor<T>,
            #[pallet::compact] grid: GridId,
            tariff: TariffSchedule,
        ) -> DispatchResult {
            Self::do_set_tariff(ensure_signed(origin)?, grid, tariff)
        }

        /// Sets the bank's capacity: a higher one at once, a lower one seven days later. Within a day
        /// of its announcement a lower one can be replaced by one that is less low, for the same
        /// slot. The present capacity withdraws the announcement. If it is lowered, nobody loses
        /// energy: the bank takes no more until it owes less.
        ///
        /// - Origin: the grid's operator.
        /// - `capacity_wh`: the bank's capacity, in Wh.
        /// - Errors: `UnknownGrid`, `NotOperator`, `GridCloses`, `Overflow`.
        /// - Emits [`Event::CapacitySet`].
        #[pallet::call_index(2)]
        #[pallet::weight(T::WeightInfo::set_capacity())]
        pub fn set_capacity(
            origin: OriginFor<T>,
            #[pallet::compact] grid: GridId,
            #[pallet::compact] capacity_wh: WattHours,
        ) -> DispatchResult {
            Self::do_set_capacity(ensure_signed(origin)?, grid, capacity_wh)
        }

        /// Pays money into the operator's float.
        ///
        /// - Origin: signed by anyone.
        /// - `amount`: in the currency's smallest unit.
        /// - Errors: `UnknownGrid`, `ZeroAmount`, `Overflow`; those of the currency, as with
        ///   [`top_up`](Self::top_up).
        /// - Emits [`Event::FloatFunded`].
        #[pallet::call_index(3)]
        #[pallet::weight(T::WeightInfo::fund_float())]
        pub fn fund_float(
            origin: OriginFor<T>,
            #[pallet::compact] grid: GridId,
            #[pallet::compact] amount: Balance,
        ) -> DispatchResult {
            Self::do_fund_float(ensure_signed(origin)?, grid, amount)
        }

        /// Draws money from the float. The float must keep what it costs to redeem all outstanding
        /// energy at the highest feed-in price of the last 40 days.
        ///
        /// - Origin: the grid's operator.
        /// - `amount`: in the currency's smallest unit.
        /// - Errors: `UnknownGrid`, `NotOperator`, `ZeroAmount`, `GridCloses`, `FloatTooLow`; those
        ///   of the currency.
        /// - Emits [`Event::FloatWithdrawn`].
        #[pallet::call_index(4)]
        #[pallet::weight(T::WeightInfo::withdraw_float())]
        pub fn withdraw_float(
            origin: OriginFor<T>,
            #[pallet::compact] grid: GridId,
            #[pallet::compact] amount: Balance,
        ) -> DispatchResult {
            Self::do_withdraw_float(ensure_signed(origin)?, grid, amount)
        }

        /// Admits a meter for an owner. The operator leaves a deposit until the meter is gone.
        ///
        /// - Origin: the grid's operator.
        /// - `breaker_w`: the breaker's greatest power, in W.
        /// - `baseline`: the registers in Wh at the end of a slot of the last day, and within the
        ///   patience. The meter's first reading names that slot.
        /// - `limits`: the first limits. None: the meter sells and buys at whatever price the
        ///   neighbours agree on (ask 0, bid 63), and spends owed energy first.
        /// - Errors: `UnknownGrid`, `NotOperator`, `GridCloses`, `InvalidBaseline`, `InvalidLimits`,
        ///   `Overflow`; those of the deposit.
        /// - Emits [`Event::MeterRegistered`].
        #[pallet::call_index(5)]
        #[pallet::weight(T::WeightInfo::register_meter())]
        pub fn register_meter(
            origin: OriginFor<T>,
            #[pallet::compact] grid: GridId,
            owner: T::AccountId,
            key: ed25519::Public,
            #[pallet::compact] breaker_w: u32,
            baseline: Baseline,
            limits: Option<Limits>,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_register_meter(who, grid, owner, key, breaker_w, baseline, limits)
        }

        /// Gives a meter another key and baseline, because its device was replaced. Credit, owed
        /// energy and positions stay.
        ///
        /// What the old device had counted beyond its last reading is billed, if it signed its last
        /// registers, as that reading would have been. If it could sign no more, it is billed once
        /// the owner has accepted it ([`accept_registers`](Self::accept_registers)).
        ///
        /// - Origin: the grid's operator.
        /// - `key`: the ed25519 public key that signs the readings from now on.
        /// - `baseline`: the new device's registers in Wh at the end of a slot, from the last slot
        ///   that was read to the present one. The next reading names that slot.
        /// - `last`: the old device's registers at the end of the same slot; none if nothing more is
        ///   to be billed.
        /// - Errors: `UnknownMeter`, `NotOperator`, `Retired`, `InvalidBaseline`, `SameKey`,
        ///   `LastRegistersRefused`.
        /// - Emits [`Event::MeterKeyRotated`], [`Event::RegistersClaimed`], and what a reading emits.
        #[pallet::call_index(6)]
        #[pallet::weight(Pallet::<T>::worst_rotation(last.is_some()))]
        pub fn rotate_meter_key(
            origin: OriginFor<T>,
            #[pallet::compact] meter: MeterId,
            key: ed25519::Public,
            baseline: Baseline,
            last: Option<LastRegisters>,
        ) -> DispatchResult {
            Self::do_rotate_meter_key(ensure_signed(origin)?, meter, key, baseline, last)
        }

        /// Retires a meter, so that it takes no more readings. It is removed once its positions are
        /// settled, and owed energy, arrears and credit are zero (a credit of less than one unit
        /// goes to the float).
        ///
        /// An owner may retire a meter that was not read for 14 days, because it is dead or nobody
        /// brings its readings. For 30 days more it must keep the credit that
        /// [`withdraw_credit`](Self::withdraw_credit) must leave, and readings that it signed are
        /// still billed. After that the owner takes all that is left. The operator may end the 30
        /// days by this call, and so may the owner once the last slot that has ended is read.
        ///
        /// - Origin: the grid's operator; or the owner, once the last slot that has ended is read,
        ///   or after 14 days without a reading.
        /// - `write_off`: whether you give up what you are owed: as the operator the meter's
        ///   arrears, as the owner the energy that the bank owes. You may also do this on a meter
        ///   that is retired already.
        /// - Errors: `UnknownMeter`, `NotOwner` (if you are not the grid's operator either),
        ///   `NotReadUpToDate`, `Retired` (if it is so already, and `write_off` is not set),
        ///   `Overflow`.
        /// - Emits [`Event::MeterRetired`], [`Event::WrittenOff`], [`Event::MeterRemoved`].
        #[pallet::call_index(7)]
        #[pallet::weight(Pallet::<T>::beside_positions(T::WeightInfo::retire_meter()))]
        pub fn retire_meter(
            origin: OriginFor<T>,
            #[pallet::compact] meter: MeterId,
            write_off: bool,
        ) -> DispatchResult {
            Self::do_retire_meter(ensure_signed(origin)?, meter, write_off)
        }

        /// Sets the meter's limits for the next slot and those after it. They cannot be changed
        /// again until that slot or a later one is read, so that nobody chooses limits in
        /// hindsight.
        ///
        /// - Origin: the meter's owner.
        /// - `limits`: `ask` and `bid` are ticks from 0 (the feed-in price) to 63 (the retail price
        ///   less the network charge), in equal steps between the two. A buyer pays the network
        ///   charge on top.
        /// - Errors: `UnknownMeter`, `NotOwner`, `Retired`, `InvalidLimits`, `LimitsPending`.
        /// - Emits [`Event::LimitsSet`].
        #[pallet::call_index(8)]
        #[pallet::weight(Pallet::<T>::beside_positions(T::WeightInfo::set_limits()))]
        pub fn set_limits(
            origin: OriginFor<T>,
            #[pallet::compact] meter: MeterId,
            limits: Limits,
        ) -> DispatchResult {
            Self::do_set_limits(ensure_signed(origin)?, meter, limits)
        }

        /// Pays money into a meter. It pays arrears first, and the rest is credit.
        ///
        /// - Origin: signed by anyone. A daughter abroad can pay for her parents' meter.
        /// - `amount`: in the currency's smallest unit.
        /// - Errors: `UnknownMeter`, `ZeroAmount`, `Overflow`; those of the currency. You cannot pay
        ///   what keeps your own account alive.
        /// - Emits [`Event::ToppedUp`], [`Event::Reconnected`] (if the arrears are paid),
        ///   [`Event::MeterRemoved`] (of a retired meter whose arrears are paid).
        #[pallet::call_index(9)]
        #[pallet::weight(Pallet::<T>::beside_positions(T::WeightInfo::top_up()))]
        pub fn top_up(
            origin: OriginFor<T>,
            #[pallet::compact] meter: MeterId,
            #[pallet::compact] amount: Balance,
        ) -> DispatchResult {
            Self::do_top_up(ensure_signed(origin)?, meter, amount)
        }

        /// Draws money from a meter's credit. The credit must keep the price of the energy that the
        /// breaker could have let through since the last reading (in seven days, if that is less),
        /// and of one Wh more, at the highest retail price since. If the meter is retired, and its
        /// readings are no longer billed, it need keep nothing.
        ///
        /// - Origin: the meter's owner.
        /// - `amount`: in the currency's smallest unit.
        /// - Errors: `UnknownMeter`, `NotOwner`, `ZeroAmount`, `CreditTooLow`; those of the
        ///   currency.
        /// - Emits [`Event::CreditWithdrawn`], [`Event::MeterRemoved`].
        #[pallet::call_index(10)]
        #[pallet::weight(Pallet::<T>::beside_positions(T::WeightInfo::withdraw_credit()))]
        pub fn withdraw_credit(
            origin: OriginFor<T>,
            #[pallet::compact] meter: MeterId,
            #[pallet::compact] amount: Balance,
        ) -> DispatchResult {
            Self::do_withdraw_credit(ensure_signed(origin)?, meter, amount)
        }

        /// Brings meters' signed readings. Meters may come in any order; the readings of one meter
        /// must come oldest first. Every reading is judged alone, and a rejected one does not
        /// hinder the others. A batch has at most 64 books: one for each slot of each grid that it
        /// names, and one for the last slot of each grid that has ended.
        ///
        /// If a reading is lost, a later one stands for it as soon as the lost one could not be on
        /// time any more: when the books of the missing slots have cleared, or, where there was
        /// none, three days after the newest of them ended. All slots between are then settled at
        /// backstop terms.
        ///
        /// - Origin: signed by anyone.
        /// - Free of charge if at least half of the readings were accepted, none of these is of a
        ///   slot older than the patience, and the others are `Duplicate`, `OutOfOrder`,
        ///   `FutureSlot` or `TooManyBooks`. So two gateways that bring partly the same readings
        ///   pay nothing. The batch must have 16 readings, or one of each meter of its grids that
        ///   was read up to a slot of the last seven days. You must own the fee for the dearest
        ///   case of the batch; what was not used is returned.
        /// - Emits [`Event::ReadingRejected`] for each [`Rejection`], one
        ///   [`Event::ReadingsAccepted`] per grid and slot, [`Event::InArrears`],
        ///   [`Event::Reconnected`], [`Event::LateExportCurtailed`], [`Event::SlotSettled`].
        #[pallet::call_index(11)]
        #[pallet::weight(Pallet::<T>::worst_batch(readings.len() as u32))]
        pub fn submit_readings(
            origin: OriginFor<T>,
            readings: BoundedVec<SignedReading, T::MaxBatch>,
        ) -> DispatchResultWithPostInfo {
            ensure_signed(origin)?;
            Ok(Self::do_submit_readings(readings.into_inner()))
        }

        /// Clears a slot that is due, if the hook lags behind. If very many books became due at
        /// once, it only sorts some of them, and clears nothing yet. Then call it again.
        ///
        /// - Origin: signed by anyone.
        /// - `slot`: the slot's number: unix time in seconds divided by the slot's length.
        /// - Errors: `NotDue`, `OlderSlotDue`.
        /// - Emits [`Event::SlotCleared`].
        #[pallet::call_index(12)]
        #[pallet::weight(T::WeightInfo::close_slot(crate::closing::MAX_SORTED))]
        pub fn close_slot(
            origin: OriginFor<T>,
            #[pallet::compact] grid: GridId,
            #[pallet::compact] slot: Slot,
        ) -> DispatchResultWithPostInfo {
            ensure_signed(origin)?;
            Self::do_close_slot(grid, slot)
        }

        /// Settles all positions of these meters whose slots have cleared. The meters' next
        /// readings would settle them too, four at a time.
        ///
        /// - Origin: signed by anyone.
        /// - Errors: `UnknownMeter`, `Overflow`.
        /// - Emits [`Event::SlotSettled`], [`Event::Reconnected`], [`Event::MeterRemoved`].
        #[pallet::call_index(13)]
        #[pallet::weight(Pallet::<T>::worst_settle(meters.len() as u32))]
        pub fn settle(
            origin: OriginFor<T>,
            meters: BoundedVec<MeterId, T::MaxSettle>,
        ) -> DispatchResultWithPostInfo {
            ensure_signed(origin)?;
            Self::do_settle(meters.into_inner())
        }

        /// Draws owed energy as tokens into the owner's account. At most half of the bank's
        /// capacity may be out as tokens, and the meter must keep the credit that
        /// [`withdraw_credit`](Self::withdraw_credit) must leave. Neither bound holds for a retired
        /// meter.
        ///
        /// - Origin: the meter's owner.
        /// - `wh`: the energy in Wh. One token is one Wh.
        /// - Errors: `UnknownMeter`, `NotOwner`, `ZeroAmount`, `InArrears`, `OwedTooLow`,
        ///   `CreditTooLow`, `TokensExhausted`, `Overflow`; those of the token.
        /// - Emits [`Event::TokensClaimed`], [`Event::MeterRemoved`].
        #[pallet::call_index(14)]
        #[pallet::weight(Pallet::<T>::beside_positions(T::WeightInfo::claim_tokens()))]
        pub fn claim_tokens(
            origin: OriginFor<T>,
            #[pallet::compact] meter: MeterId,
            #[pallet::compact] wh: WattHours,
        ) -> DispatchResult {
            Self::do_claim_tokens(ensure_signed(origin)?, meter, wh)
        }

        /// Pays tokens back into a meter of the same grid. There they are owed energy again.
        ///
        /// - Origin: signed by a holder of the tokens.
        /// - `wh`: the energy in Wh. One token is one Wh.
        /// - Errors: `UnknownMeter`, `Retired`, `ZeroAmount`, `Overflow`; those of the token.
        /// - Emits [`Event::TokensDeposited`].
        #[pallet::call_index(15)]
        #[pallet::weight(Pallet::<T>::beside_positions(T::WeightInfo::deposit_tokens()))]
        pub fn deposit_tokens(
            origin: OriginFor<T>,
            #[pallet::compact] meter: MeterId,
            #[pallet::compact] wh: WattHours,
        ) -> DispatchResult {
            Self::do_deposit_tokens(ensure_signed(origin)?, meter, wh)
        }

        /// Sells owed energy to the operator at the present feed-in price, all of `energy` or
        /// nothing. Once the grid was closed ([`close_grid`](Self::close_grid)), the price is that
        /// of its end, or a share of the float. The money pays the meter's arrears first, and the rest is credit.
        ///
        /// - Origin: the meter's owner.
        /// - `energy`: the energy in mWh.
        /// - Errors: `UnknownMeter`, `NotOwner`, `ZeroAmount`, `OwedTooLow`, `FloatEmpty`,
        ///   `Overflow`.
        /// - Emits [`Event::Redeemed`], [`Event::Reconnected`], [`Event::MeterRemoved`].
        #[pallet::call_index(16)]
        #[pallet::weight(Pallet::<T>::beside_positions(T::WeightInfo::redeem()))]
        pub fn redeem(
            origin: OriginFor<T>,
            #[pallet::compact] meter: MeterId,
            #[pallet::compact] energy: MilliWattHours,
        ) -> DispatchResult {
            Self::do_redeem(ensure_signed(origin)?, meter, energy)
        }

        /// Bounds the retail prices that grids of a currency may set from now on, in every band, and
        /// what they may charge a meter for a day. Prices that were set before stay. No grid may settle in a currency without a cap.
        ///
        /// - Origin: [`Config::PriceCapOrigin`].
        /// - `cap`: the highest price per kWh, in the currency's smallest unit; none lifts the
        ///   bound.
        /// - Errors: `CurrencyInUse` (if it would lift the bound).
        /// - Emits [`Event::PriceCapSet`].
        #[pallet::call_index(17)]
        #[pallet::weight(T::WeightInfo::set_price_cap())]
        pub fn set_price_cap(
            origin: OriginFor<T>,
            currency: CurrencyId,
            cap: Option<Price>,
        ) -> DispatchResult {
            T::PriceCapOrigin::ensure_origin(origin)?;
            Self::do_set_price_cap(currency, cap)
        }

        /// Offers a meter to somebody, or withdraws the offer. It becomes theirs when they take it
        /// with [`accept_meter`](Self::accept_meter).
        ///
        /// - Origin: the meter's owner.
        /// - `to`: the account that may take it; none withdraws the offer.
        /// - Errors: `UnknownMeter`, `NotOwner`, `Retired`.
        /// - Emits [`Event::MeterOffered`].
        #[pallet::call_index(18)]
        #[pallet::weight(Pallet::<T>::beside_positions(T::WeightInfo::transfer_meter()))]
        pub fn transfer_meter(
            origin: OriginFor<T>,
            #[pallet::compact] meter: MeterId,
            to: Option<T::AccountId>,
        ) -> DispatchResult {
            Self::do_transfer_meter(ensure_signed(origin)?, meter, to)
        }

        /// Takes a meter that its owner offered to you. The old owner is paid the credit, in whole
        /// units, and gets the owed energy as tokens, in whole Wh; what is less stays in the meter.
        /// Its number, key and limits stay. You pay for what it imports from the present slot on.
        ///
        /// The meter must be read up to the last slot that has ended, owe nothing, and have no
        /// position in a slot that is not settled: let nothing flow for half an hour before.
        ///
        /// - Origin: the account to which it was offered.
        /// - Errors: `UnknownMeter`, `NotOffered`, `NotReadUpToDate`, `InArrears`, `PositionsOpen`,
        ///   `TokensExhausted`, `Overflow`; those of the currency and of the token.
        /// - Emits [`Event::MeterTransferred`].
        #[pallet::call_index(19)]
        #[pallet::weight(T::WeightInfo::accept_meter())]
        pub fn accept_meter(
            origin: OriginFor<T>,
            #[pallet::compact] meter: MeterId,
        ) -> DispatchResult {
            Self::do_accept_meter(ensure_signed(origin)?, meter)
        }

        /// Lets a meter count on from other registers, because it showed what did not flow, or its
        /// counter began anew. Pays its owner a refund out of the float: arrears first, and the rest
        /// is credit.
        ///
        /// If the import register is set below one that was read, the refund must be at least the
        /// price of the difference, at the highest retail price that is known. The float must keep
        /// what [`withdraw_float`](Self::withdraw_float) must leave.
        ///
        /// - Origin: the grid's operator.
        /// - `baseline`: the registers in Wh at the end of a slot, from the last slot that was read
        ///   to the present one. The next reading names that slot.
        /// - `refund`: in the currency's smallest unit; it may be zero.
        /// - Errors: `UnknownMeter`, `NotOperator`, `Retired`, `InvalidBaseline`, `RefundTooLow`,
        ///   `FloatTooLow`, `Overflow`.
        /// - Emits [`Event::MeterCorrected`], [`Event::Reconnected`] (if the arrears are paid).
        #[pallet::call_index(20)]
        #[pallet::weight(Pallet::<T>::beside_positions(T::WeightInfo::correct()))]
        pub fn correct(
            origin: OriginFor<T>,
            #[pallet::compact] meter: MeterId,
            baseline: Baseline,
            #[pallet::compact] refund: Balance,
        ) -> DispatchResult {
            Self::do_correct(ensure_signed(origin)?, meter, baseline, refund)
        }

        /// Accepts what your old device had counted, by the word of the operator who replaced it. It
        /// is billed at backstop terms: import at retail, export to the bank.
        ///
        /// - Origin: the meter's owner.
        /// - Errors: `UnknownMeter`, `NotOwner`, `NothingClaimed`, `LastRegistersRefused`,
        ///   `Overflow`.
        /// - Emits [`Event::InArrears`], [`Event::LateExportCurtailed`], [`Event::MeterRemoved`].
        #[pallet::call_index(21)]
        #[pallet::weight(Pallet::<T>::beside_positions(T::WeightInfo::accept_registers()))]
        pub fn accept_registers(
            origin: OriginFor<T>,
            #[pallet::compact] meter: MeterId,
        ) -> DispatchResult {
            Self::do_accept_registers(ensure_signed(origin)?, meter)
        }

        /// Gives a grid to another operator. The people's word does so at once. The present operator
        /// offers it, and the new one takes it with [`accept_grid`](Self::accept_grid); to withdraw
        /// an offer, offer the grid to yourself.
        ///
        /// The old operator is paid the float beyond what it must keep
        /// ([`withdraw_float`](Self::withdraw_float)). If they cannot be paid when the people decide,
        /// it stays in the float. The deposits for meters stay theirs.
        ///
        /// - Origin: the grid's operator, or [`Config::GridOrigin`].
        /// - Errors: `UnknownGrid`, `NotOperator`.
        /// - Emits [`Event::GridOffered`] or [`Event::OperatorSet`].
        #[pallet::call_index(22)]
        #[pallet::weight(T::WeightInfo::set_operator())]
        pub fn set_operator(
            origin: OriginFor<T>,
            #[pallet::compact] grid: GridId,
            operator: T::AccountId,
        ) -> DispatchResult {
            Self::do_set_operator(Self::operator_or_people(origin)?, grid, operator)
        }

        /// Takes a grid that its operator offered to you. From now on you set its prices, fit its
        /// meters and own its float. What the float must keep for the bank's owners is in it.
        ///
        /// - Origin: the account to which it was offered.
        /// - Errors: `UnknownGrid`, `NotOffered`; those of the currency, if the old operator cannot
        ///   be paid.
        /// - Emits [`Event::OperatorSet`].
        #[pallet::call_index(23)]
        #[pallet::weight(T::WeightInfo::set_operator())]
        pub fn accept_grid(
            origin: OriginFor<T>,
            #[pallet::compact] grid: GridId,
        ) -> DispatchResult {
            Self::do_accept_grid(ensure_signed(origin)?, grid)
        }

        /// Announces a grid's end, 90 days later. From now on its prices and its bank stand, no
        /// float leaves it, and it takes no new meters. After its end it takes no readings. Owed
        /// energy and tokens are then redeemed at the highest feed-in price of the 180 days before
        /// this call. If the float is short, each gets their share of it. Credit may be drawn whole.
        ///
        /// - Origin: the grid's operator, or [`Config::GridOrigin`].
        /// - Errors: `UnknownGrid`, `NotOperator`, `GridCloses` (if it does so already).
        /// - Emits [`Event::GridCloses`].
        #[pallet::call_index(24)]
        #[pallet::weight(T::WeightInfo::close_grid())]
        pub fn close_grid(origin: OriginFor<T>, #[pallet::compact] grid: GridId) -> DispatchResult {
            Self::do_close_grid(Self::operator_or_people(origin)?, grid)
        }

        /// Sells tokens of a grid that was closed, at the price of its end, or for their share of
        /// the float. You are paid in whole units of the grid's currency.
        ///
        /// - Origin: signed by a holder of the tokens.
        /// - `wh`: the energy in Wh. One token is one Wh.
        /// - Errors: `UnknownGrid`, `GridOpen`, `ZeroAmount`, `Overflow`; those of the token and of
        ///   the currency.
        /// - Emits [`Event::Redeemed`].
        #[pallet::call_index(25)]
        #[pallet::weight(T::WeightInfo::redeem_tokens())]
        pub fn redeem_tokens(
            origin: OriginFor<T>,
            #[pallet::compact] grid: GridId,
            #[pallet::compact] wh: WattHours,
        ) -> DispatchResult {
            Self::do_redeem_tokens(ensure_signed(origin)?, grid, wh)
        }
    }

    #[pallet::view_functions]
    impl<T: Config> Pallet<T> {
        /// The result of a slot, while it is kept.
        pub fn clearing(grid: GridId, slot: Slot) -> Option<ClearedSlot> {
            Cleared::<T>::get(grid, slot)
        }

        /// The book of a slot, until it is cleared.
        pub fn book(grid: GridId, slot: Slot) -> Option<BookView> {
            views::book::<T>(grid, slot)
        }

        /// A meter's record.
        pub fn meter(meter: MeterId) -> Option<Meter<T::AccountId>> {
            Meters::<T>::get(meter)
        }

        /// The prices in force in a slot, those of its band.
        pub fn tariff(grid: GridId, slot: Slot) -> Option<Tariff> {
            views::tariff::<T>(grid, slot)
        }

        /// The tariff in force in a slot: all bands of the day, and the charges.
        pub fn tariff_schedule(grid: GridId, slot: Slot) -> Option<TariffSchedule> {
            views::tariff_schedule::<T>(grid, slot)
        }

        /// A meter's bill, computed from readings that the household brings: one line for each
        /// reading, none for a slot without a result. There are at most as many lines as the
        /// patience has slots.
        pub fn bill(grid: GridId, readings: Vec<BillReading>) -> Vec<Option<BillLine>> {
            views::bill::<T>(grid, readings)
        }

        /// The 74 bytes that a meter signs.
        pub fn reading_payload(
            meter: MeterId,
            since_slot: Slot,
            slot: Slot,
            import_wh: WattHours,
            export_wh: WattHours,
        ) -> ReadingPayload {
            Self::payload(meter, since_slot, slot, import_wh, export_wh)
        }
    }
}
