//! Random worlds: tariffs, limits, flows, grids and meters.

use crate::{mock::*, *};
use frame_support::traits::fungibles::Mutate as _;
use proptest::{collection, option, prelude::*, sample};
use sp_runtime::Permill;
use vaka_testing::execute_and_check;
pub use vaka_testing::random::config;

/// The power that every meter's breaker lets through, in W, and the energy of a slot at that power.
pub const BREAKER_W: u32 = 100_000;
pub const WH_PER_SLOT: WattHours = 25_000;

/// Any tariff with prices that credit can cover. Odd ones come often.
pub fn tariffs() -> impl Strategy<Value = Tariff> {
    let prices = prop_oneof![
        4 => Just((10u64, 73u64)),
        4 => (0..500u64, 1..1_000u64).prop_map(|(feed_in, spread)| (feed_in, feed_in + spread)),
        2 => (0..50u64, 0..70u64).prop_map(|(f, spread)| (f, (f + spread).max(1))),
        1 => (1..500u64).prop_map(|price| (price, price)),
    ];
    let k = prop_oneof![Just(500_000u32), Just(0), Just(1_000_000), 0..=1_000_000u32];
    let trim = prop_oneof![Just(250_000u32), Just(0), Just(500_000), 0..=500_000u32];
    // The hundredths of the spread that the network charge takes.
    let network = prop_oneof![2 => Just(0u64), 1 => Just(50), 2 => 0..=50u64];
    (prices, network, k, trim).prop_map(|((feed_in, retail), network, k, trim)| Tariff {
        feed_in,
        retail,
        network_charge: (retail - feed_in) * network / 100,
        k: Permill::from_parts(k),
        trim: Permill::from_parts(trim),
    })
}

/// Any tariff of a day: up to six bands, in any place of the day, anywhere on Earth. Many have a
/// standing charge.
pub fn schedules() -> impl Strategy<Value = TariffSchedule> {
    let more = prop_oneof![
        1 => Just(Vec::new()),
        2 => collection::vec((0..BAND_DAY, 0..300u64, 0..300u64), 1..MAX_BANDS as usize),
    ];
    let offsets = prop_oneof![2 => Just(0i8), 2 => -4..=4i8, 1 => -MAX_OFFSET..=MAX_OFFSET];
    let standing = prop_oneof![1 => Just(0u64), 2 => 1..300u64];
    (tariffs(), 0..BAND_DAY, more, offsets, standing).prop_map(
        |(tariff, from, more, offset, standing_charge)| {
            let Tariff { feed_in, retail, .. } = tariff;
            // No band pays more, or asks less, than the one that `tariff` is.
            let others = more.into_iter().map(|(from, less, dearer)| Band {
                from,
                feed_in: feed_in.saturating_sub(less),
                retail: retail + dearer,
            });
            let bands = core::iter::once(Band { from, feed_in, retail }).chain(others);
            let mut bands = bands.collect::<Vec<_>>();
            bands.sort_by_key(|band| band.from);
            bands.dedup_by_key(|band| band.from);
            let bands = bands.try_into().expect("six at most");
            TariffSchedule { bands, offset, standing_charge, ..tariff.into() }
        },
    )
}

/// The prices of a slot, straight from their definition.
pub fn prices_of(schedule: &TariffSchedule, slot: Slot) -> Tariff {
    let place = (i64::from(slot) + i64::from(schedule.offset)).rem_euclid(96) as Slot;
    let mut in_force = schedule.bands[schedule.bands.len() - 1];
    for band in &schedule.bands {
        if band.from <= place {
            in_force = *band;
        }
    }
    let TariffSchedule { network_charge, k, trim, .. } = *schedule;
    Tariff { feed_in: in_force.feed_in, retail: in_force.retail, network_charge, k, trim }
}

/// What a meter that is read in each slot owes for the day that begins with this one, if one does.
pub fn standing_of(schedule: &TariffSchedule, slot: Slot) -> MicroUnits {
    let begins = (i64::from(slot) + i64::from(schedule.offset)).rem_euclid(96) == 0;
    if begins {
        MicroUnits::from(schedule.standing_charge) * MICRO
    } else {
        0
    }
}

/// Any limits. With most of them neighbours agree on a price.
pub fn any_limits(owed_first: impl Strategy<Value = bool>) -> impl Strategy<Value = Limits> {
    let asks = prop_oneof![4 => 0..32u8, 1 => 0..TICKS, 1 => Just(0)];
    let bids = prop_oneof![4 => 24..TICKS, 1 => 0..TICKS, 1 => Just(63)];
    (option::weighted(0.8, asks), option::weighted(0.8, bids), owed_first)
        .prop_map(|(ask, bid, owed_first)| Limits { ask, bid, owed_first })
}

/// What flows through a meter in a slot: Wh imported and exported. Seldom both, sometimes neither.
pub fn any_flow() -> impl Strategy<Value = (WattHours, WattHours)> {
    let wh = prop_oneof![4 => 1..3_000u64, 2 => 1..20u64, 1 => 0..=WH_PER_SLOT].boxed();
    prop_oneof![
        4 => wh.clone().prop_map(|import| (import, 0)),
        4 => wh.clone().prop_map(|export| (0, export)),
        2 => (wh.clone(), wh),
        1 => Just((0, 0)),
    ]
}

/// The bank: none, small, large.
pub fn capacities() -> impl Strategy<Value = WattHours> {
    prop_oneof![1 => Just(0), 4 => 1..20_000u64, 2 => Just(1_000_000)]
}

/// Money of a meter or a float: none, little, plenty.
pub fn amounts() -> impl Strategy<Value = Balance> {
    prop_oneof![1 => Just(0), 3 => 1..200_000u128, 3 => Just(5_000_000)]
}

/// A grid to begin with.
#[derive(Clone, Debug)]
pub struct GridSeed {
    pub currency: CurrencyId,
    pub capacity_wh: WattHours,
    pub tariff: TariffSchedule,
    pub float: Balance,
}

pub fn grid_seeds() -> impl Strategy<Value = GridSeed> {
    (sample::select(vec![NATIVE, CENTS]), capacities(), schedules(), amounts()).prop_map(
        |(currency, capacity_wh, tariff, float)| GridSeed { currency, capacity_wh, tariff, float },
    )
}

/// A meter to begin with.
#[derive(Clone, Copy, Debug)]
pub struct MeterSeed {
    pub limits: Limits,
    pub credit: Balance,
}

pub fn meter_seeds() -> impl Strategy<Value = MeterSeed> {
    (any_limits(any::<bool>()), amounts()).prop_map(|(limits, credit)| MeterSeed { limits, credit })
}

/// A chain to begin with; the meters are given to the grids in turn.
#[derive(Clone, Debug)]
pub struct World {
    pub timing: Settings,
    pub grids: Vec<GridSeed>,
    pub meters: Vec<MeterSeed>,
}

/// People with money in the world, whether or not they own a meter yet.
pub const PEOPLE: u32 = 16;

pub fn worlds() -> impl Strategy<Value = World> {
    let graces = sample::select(vec![900u32, 1_800, 3_000]);
    let patiences = prop_oneof![3 => Just(PATIENCE), 1 => 2..200u32];
    let timing = (graces, patiences).prop_map(|(grace_seconds, patience_slots)| Settings {
        slot_seconds: 900,
        grace_seconds,
        patience_slots,
    });
    let grids = collection::vec(grid_seeds(), 1..=3);
    let meters = collection::vec(meter_seeds(), 3..=9);
    (timing, grids, meters).prop_map(|(timing, grids, meters)| World { timing, grids, meters })
}

impl World {
    /// One grid with these meters, and the usual timing.
    pub fn of_one_grid(grid: GridSeed, meters: Vec<MeterSeed>) -> Self {
        Self { timing: Settings::default(), grids: vec![grid], meters }
    }

    /// Runs a test in this world, at the start of slot [`START`].
    pub fn run<R>(&self, test: impl FnOnce() -> R) -> R {
        let generous = 1_000_000_000_000;
        ClosingWeight::set(frame_support::weights::Weight::from_parts(generous, u64::MAX));
        let mut state = ExtBuilder::default().grids(&[]).build();
        state.execute_with(|| {
            Timing::<Test>::put(self.timing);
            self.furnish();
        });
        execute_and_check(state, test, check)
    }

    fn furnish(&self) {
        for person in (8..PEOPLE).map(owner) {
            endow(&person);
        }
        Assets::mint_into(VOUCHER, &operator(), WEALTH).expect("minted");
        for (id, seed) in (0..).zip(&self.grids) {
            let GridSeed { currency, capacity_wh, tariff, float } = seed.clone();
            Energy::register_grid(RuntimeOrigin::root(), operator(), currency, capacity_wh, tariff)
                .expect("a valid grid");
            if float > 0 {
                Energy::fund_float(signed(operator()), id, float).expect("the operator is rich");
            }
        }
        for (id, seed) in (0..).zip(&self.meters) {
            register(id % self.grids.len() as u32, owner(id));
            Meters::<Test>::mutate(id, |record| {
                record.as_mut().expect("registered").limits = seed.limits
            });
            if seed.credit > 0 {
                Energy::top_up(signed(owner(id)), id, seed.credit).expect("rich");
            }
        }
        System::reset_events();
    }
}

/// Meters that have been registered so far.
pub fn all_meters() -> Vec<MeterId> {
    let mut ids = Meters::<Test>::iter_keys().collect::<Vec<_>>();
    ids.sort_unstable();
    ids
}

/// Settles everything of everybody.
pub fn settle_all() {
    for meters in all_meters().chunks(32) {
        settle(meters);
    }
}
