//! The chain's first grids and meters.

use crate::{calendar::*, ledger::*, *};
use alloc::vec::Vec;
use frame_support::BoundedVec;
use serde::{Deserialize, Serialize};
use sp_core::ed25519;
use sp_runtime::Permill;
use vaka_primitives::take_number;

/// A band of a tariff in a chain specification.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GenesisBand {
    /// The first slot of the day that it governs, from 0 to 95.
    pub from: Slot,
    /// The price that the operator pays per kWh, in the currency's smallest unit.
    pub feed_in: Price,
    /// The price that the operator charges per kWh, in the currency's smallest unit.
    pub retail: Price,
}

/// A tariff in a chain specification; `k` and `trim` in ppm.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GenesisTariff {
    /// The bands of the day, at most six, in order.
    pub bands: Vec<GenesisBand>,
    /// The slots by which the grid's own time is ahead of UTC.
    #[serde(default)]
    pub offset: i8,
    /// The operator's charge per kWh that neighbours trade, in the currency's smallest unit.
    #[serde(default)]
    pub network_charge: Price,
    /// The operator's charge for a meter's day, in the currency's smallest unit.
    #[serde(default)]
    pub standing_charge: Price,
    /// Where the price lies between marginal ask and bid, in ppm.
    pub k: u32,
    /// The share of the trade without a say in the price, in ppm.
    pub trim: u32,
}

impl GenesisTariff {
    /// The tariff, or `None` if it has more bands than a day may have.
    fn schedule(&self) -> Option<TariffSchedule> {
        let Self { ref bands, offset, network_charge, standing_charge, k, trim } = *self;
        let bands = bands.iter().map(|GenesisBand { from, feed_in, retail }| Band {
            from: *from,
            feed_in: *feed_in,
            retail: *retail,
        });
        Some(TariffSchedule {
            bands: BoundedVec::try_from(bands.collect::<Vec<_>>()).ok()?,
            offset,
            network_charge,
            standing_charge,
            k: Permill::from_parts(k),
            trim: Permill::from_parts(trim),
        })
    }
}

/// A grid that exists from the first block. Its operator's account pays the float and its meters'
/// credit.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GenesisGrid<AccountId> {
    /// The operator.
    pub operator: AccountId,
    /// The settlement currency.
    pub currency: CurrencyId,
    /// The bank's capacity, in Wh.
    pub capacity_wh: WattHours,
    /// The first tariff.
    pub tariff: GenesisTariff,
    /// The operator's money, in the currency's smallest unit.
    pub float: Balance,
}

/// A meter that exists from the first block, with its registers at zero before slot 1. Its first
/// reading spans all time.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GenesisMeter<AccountId> {
    /// The grid.
    pub grid: GridId,
    /// The owner.
    pub owner: AccountId,
    /// The meter's public key.
    pub key: ed25519::Public,
    /// The breaker's limit, in W.
    pub breaker_w: u32,
    /// The owner's limits.
    pub limits: Limits,
    /// The first credit, which the grid's operator pays, in the currency's smallest unit.
    pub credit: Balance,
}

/// Builds the genesis state. Panics if something cannot be built, because that is a mistake in the
/// chain specification.
#[allow(clippy::expect_used, clippy::panic)]
pub(crate) fn build<T: Config>(config: &GenesisConfig<T>) {
    let timing = Settings {
        slot_seconds: config.slot_seconds,
        grace_seconds: config.grace_seconds,
        patience_slots: config.patience_slots,
    };
    assert!(timing.slot_seconds > 0, "a slot must have a length");
    assert!(timing.grace_seconds >= timing.slot_seconds, "the grace must be at least a slot");
    assert!(
        (1..=MAX_PATIENCE).contains(&timing.patience_slots),
        "the patience must be 1 to {MAX_PATIENCE} slots"
    );
    Timing::<T>::put(timing);

    // There is no time yet, and to ask for it is an error.
    let calendar = Calendar::genesis::<T>(timing);
    for (currency, cap) in &config.price_caps {
        PriceCaps::<T>::insert(currency, *cap);
    }
    for grid in &config.grids {
        let operator = grid.operator.clone();
        let (currency, tariff) = (grid.currency.clone(), grid.tariff.schedule());
        let tariff = tariff.expect("a day has at most six bands");
        Pallet::<T>::do_register_grid(&calendar, operator, currency, grid.capacity_wh, tariff)
            .expect("a grid of genesis must be valid");
    }
    let mut ledger = Ledger::<T>::at(calendar);
    for meter in &config.meters {
        let mut grid = ledger.grid(meter.grid).expect("a meter of genesis needs a grid").clone();
        assert!(meter.limits.is_valid(), "limits of genesis must be ticks");
        let mut new = Pallet::<T>::new_meter(
            meter.grid,
            meter.owner.clone(),
            meter.key,
            meter.breaker_w,
            Baseline::default(),
            meter.limits,
        );
        new.credit = meter.credit.checked_mul(MICRO).expect("credit must fit");
        grid.meters = grid.meters.checked_add(1).expect("the meters of a grid must fit");
        grid.hear(&ledger.calendar, new.slot);
        ledger.set_grid(meter.grid, grid);
        ledger.set_meter(take_number::<NextMeter<T>>().expect("ids suffice"), new);
    }

    // The operator pays the first credit of all meters of a grid at once.
    for (id, config_grid) in (0..).zip(&config.grids) {
        let mut credits = config.meters.iter().filter(|meter| meter.grid == id);
        let credit = credits
            .try_fold(0, |sum: Balance, meter| sum.checked_add(meter.credit))
            .expect("the credits must fit");
        let mut grid = ledger.grid(id).expect("the grid was made above").clone();
        let total = credit.checked_add(config_grid.float).expect("float and credits must fit");
        if total > 0 {
            let paid = Pallet::<T>::pay_in(id, &grid.currency, &grid.operator, total)
                .expect("the operator must have the float and the credits, and stay alive");
            grid.float = paid.checked_sub(credit * MICRO).expect("credit is a part of it");
        }
        ledger.set_grid(id, grid);
    }
    ledger.commit();
}
