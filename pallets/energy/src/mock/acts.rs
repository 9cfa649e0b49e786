//! What happens in tests, and what a test looks at afterwards.

use super::*;

/// Makes it so that the lengths of times were always these.
pub fn set_timing(timing: Settings, now: Seconds) {
    Timing::<Test>::put(timing);
    set_time(now);
    let calendar = crate::calendar::Calendar::read::<Test>();
    Grids::<Test>::translate(|id, mut grid: Grid<AccountId>| {
        grid.heard = Default::default();
        let own = Meters::<Test>::iter_values().filter(|meter| meter.grid == id && !meter.retired);
        own.for_each(|meter| grid.hear(&calendar, meter.slot));
        Some(grid)
    });
}

/// Makes it so that prices were announced in time, and hold from a slot on.
pub fn announced(id: GridId, from: Slot, tariff: impl Into<TariffSchedule>) {
    Grids::<Test>::mutate(id, |grid| {
        let tariffs = &mut grid.as_mut().expect("a grid").tariffs;
        tariffs.try_push(TariffVersion::new(from, tariff.into())).expect("not too many");
    });
}

/// The operator lowers the capacity, in Wh, as if that had been announced in time.
pub fn lower_capacity(id: GridId, wh: WattHours) {
    Energy::set_capacity(signed(operator()), id, wh).expect("by the operator");
    Grids::<Test>::mutate(id, |grid| {
        let next = grid.as_mut().and_then(|grid| grid.lowering.as_mut()).expect("lower");
        next.from = slot_now();
    });
    // A call that touches the grid, and changes nothing else.
    Energy::set_capacity(signed(operator()), id, wh).expect("by the operator");
}

/// Makes it so that a meter was read up to another slot.
pub fn read_up_to(id: MeterId, slot: Slot) {
    let calendar = crate::calendar::Calendar::read::<Test>();
    let mut record = meter(id);
    Grids::<Test>::mutate(record.grid, |grid| {
        let grid = grid.as_mut().expect("a meter's grid");
        grid.unhear(&calendar, record.slot);
        grid.hear(&calendar, slot);
    });
    (record.slot, record.charged) = (slot, slot / BAND_DAY);
    Meters::<Test>::insert(id, record);
}

/// Checks all invariants.
pub fn check() {
    Energy::do_try_state().expect("the invariants hold");
}

// Time

pub fn now() -> Seconds {
    pallet_timestamp::Now::<Test>::get() / 1_000
}

/// Sets the clock, without a block or its hook.
pub fn set_time(time: Seconds) {
    pallet_timestamp::Now::<Test>::put(time * 1_000);
}

pub fn slot_now() -> Slot {
    (now() / SLOT) as Slot
}

/// Sets the clock to the start of a slot, then makes a block. Its hook sees that time.
pub fn go_to(slot: Slot) {
    go_to_time(Seconds::from(slot) * SLOT);
}

/// Sets the clock, then makes a block. Its hook sees that time.
pub fn go_to_time(time: Seconds) {
    set_time(time);
    next_block();
}

/// The chain stands still for so many seconds: an outage of everybody, or a halt. Then there is a
/// block.
pub fn stand_still(seconds: Seconds) {
    StoodStill::set(&(StoodStill::get() + seconds));
    go_to_time(now() + seconds);
}

/// Makes a block: what is due is cleared as far as the hook's budget reaches.
pub fn next_block() -> Weight {
    System::set_block_number(System::block_number() + 1);
    Energy::on_initialize(System::block_number())
}

/// Books that were found due and are not cleared.
pub fn due() -> usize {
    Due::<Test>::iter_values().map(|slots| slots.len()).sum()
}

// Readings

/// A reading of a meter, signed by its key, since the last slot that the chain knows.
pub fn reading(
    meter: MeterId,
    slot: Slot,
    import_wh: WattHours,
    export_wh: WattHours,
) -> SignedReading {
    let since = Meters::<Test>::get(meter).map_or(0, |record| record.slot);
    reading_since(meter, since, slot, import_wh, export_wh)
}

/// A reading of a meter, signed by its key.
pub fn reading_since(
    meter: MeterId,
    since_slot: Slot,
    slot: Slot,
    import_wh: WattHours,
    export_wh: WattHours,
) -> SignedReading {
    signed_by(&key(meter), meter, since_slot, slot, import_wh, export_wh)
}

/// A reading signed by some key.
pub fn signed_by(
    key: &ed25519::Pair,
    meter: MeterId,
    since_slot: Slot,
    slot: Slot,
    import_wh: WattHours,
    export_wh: WattHours,
) -> SignedReading {
    let payload = Energy::reading_payload(meter, since_slot, slot, import_wh, export_wh);
    let signature = key.sign(&payload);
    SignedReading { meter, since_slot, slot, import_wh, export_wh, signature }
}

/// A reading of the meter's next slot with this much flow in it.
pub fn flow(meter: MeterId, import_wh: WattHours, export_wh: WattHours) -> SignedReading {
    let record = Meters::<Test>::get(meter).expect("a meter");
    let (import, export) = (record.import_wh + import_wh, record.export_wh + export_wh);
    reading(meter, record.slot + 1, import, export)
}

/// Readings of the meter's next slots with these flows (import Wh, export Wh) in them.
pub fn catch_up(meter: MeterId, flows: &[(WattHours, WattHours)]) -> Vec<SignedReading> {
    let record = Meters::<Test>::get(meter).expect("a meter");
    let (mut slot, mut import, mut export) = (record.slot, record.import_wh, record.export_wh);
    flows
        .iter()
        .map(|(import_wh, export_wh)| {
            (slot, import, export) = (slot + 1, import + import_wh, export + export_wh);
            reading_since(meter, slot - 1, slot, import, export)
        })
        .collect()
}

/// Submits readings. Returns the index and the reason of each that was refused.
pub fn submit(readings: Vec<SignedReading>) -> Vec<(u32, Rejection)> {
    let before = System::events().len();
    submit_raw(readings).expect("a batch never fails");
    System::events()[before..]
        .iter()
        .filter_map(|record| match record.event {
            RuntimeEvent::Energy(Event::ReadingRejected { index, reason }) => Some((index, reason)),
            _ => None,
        })
        .collect()
}

/// Submits readings. None of them may be refused.
#[track_caller]
pub fn submit_ok(readings: Vec<SignedReading>) {
    assert_eq!(submit(readings), vec![]);
}

/// Brings readings of one grid, as its gateway does: in as many batches as they need. None of them
/// may be refused.
#[track_caller]
pub fn bring(readings: Vec<SignedReading>) {
    let [most_books, most_readings] = [
        <<Test as Config>::MaxBooks as Get<u32>>::get() as usize,
        <<Test as Config>::MaxBatch as Get<u32>>::get() as usize,
    ];
    let mut batch = Vec::new();
    let mut slots = std::collections::BTreeSet::new();
    for reading in readings {
        slots.insert(reading.slot);
        // The last slot that has ended is one of them, or one more.
        if slots.len() == most_books || batch.len() == most_readings {
            submit_ok(core::mem::take(&mut batch));
            slots = [reading.slot].into();
        }
        batch.push(reading);
    }
    submit_ok(batch);
}

/// Submits readings as the relayer.
pub fn submit_raw(
    readings: Vec<SignedReading>,
) -> DispatchResultWithInfo<frame_support::dispatch::PostDispatchInfo> {
    let readings = readings.try_into().expect("not too many");
    Energy::submit_readings(signed(relayer()), readings)
}

/// Enters the meters' flows of one slot (meter, import Wh, export Wh), and clears it.
pub fn play(slot: Slot, flows: &[(MeterId, WattHours, WattHours)]) {
    go_to(slot + 1);
    submit_ok(flows.iter().map(|(meter, import, export)| flow(*meter, *import, *export)).collect());
    go_to_time(Seconds::from(slot + 1) * SLOT + GRACE);
}

/// Settles all that can be settled of these meters.
pub fn settle(meters: &[MeterId]) {
    let meters = meters.to_vec().try_into().expect("not too many");
    Energy::settle(signed(relayer()), meters).expect("settled");
}

// Figures

pub fn meter(id: MeterId) -> Meter<AccountId> {
    Meters::<Test>::get(id).expect("a meter")
}

pub fn grid(id: GridId) -> Grid<AccountId> {
    Grids::<Test>::get(id).expect("a grid")
}

/// How much somebody has of the voucher.
pub fn cents(who: &AccountId) -> Balance {
    Assets::balance(VOUCHER, who)
}

/// How much somebody has of a grid's energy token.
pub fn tokens(grid: GridId, who: &AccountId) -> Balance {
    Assets::balance(TOKENS + grid, who)
}

/// What the bank of a grid owes in all, in mWh.
pub fn outstanding(id: GridId) -> MilliWattHours {
    Energy::outstanding(id, &grid(id))
}

/// How much there is of both currencies in all, including what is in the pools.
pub fn issuance() -> (Balance, Balance) {
    (Balances::total_issuance(), Assets::total_issuance(VOUCHER))
}

#[track_caller]
pub fn has_event(event: Event<Test>) {
    System::assert_has_event(event.into());
}

/// This pallet's events so far.
pub fn events() -> Vec<Event<Test>> {
    System::events()
        .into_iter()
        .filter_map(|record| match record.event {
            RuntimeEvent::Energy(event) => Some(event),
            _ => None,
        })
        .collect()
}
