//! What somebody might try to get more than their share, or to spoil the market for others, and
//! what happens at the ends of the types. Every amount is worked out by hand, or by the auction's
//! second, naive implementation.

mod bank;
mod cut_off;
mod extremes;
mod late_export;
mod limits;
mod many_grids;
mod markets;
mod money;
mod operators;
mod readings;
mod relaying;
mod voucher;

use super::naive::{self, Outcome, Party};
use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_core::Pair as _;

/// What a meter imports and exports in a slot, in Wh.
type Flow = (MeterId, WattHours, WattHours);

/// Gives a meter other limits, as if they had been set long ago.
fn limit(meter: MeterId, ask: Option<u8>, bid: Option<u8>) {
    Meters::<Test>::mutate(meter, |record| {
        record.as_mut().expect("a meter").limits = mock::limits(ask, bid)
    });
}

/// Whole units of a currency in the pallet's unit of money.
fn units(amount: u128) -> MicroUnits {
    amount * 1_000_000
}

/// The meter begins anew with its registers at zero: the slots before are not read.
fn begin_after(id: MeterId, slot: Slot) {
    read_up_to(id, slot);
    let record = meter(id);
    Meters::<Test>::insert(id, Meter { import_wh: 0, export_wh: 0, ..record });
}

/// What the naive auction makes of these flows of one grid, with the limits that the meters have in
/// that slot.
fn twin(tariff: &Tariff, slot: Slot, flows: &[Flow], room: MilliWattHours) -> Outcome {
    let parties: Vec<Party> = flows
        .iter()
        .map(|(id, import, export)| {
            let Limits { ask, bid, .. } = meter(*id).limits_at(slot);
            Party { export: export * 1_000, ask, import: import * 1_000, bid }
        })
        .collect();
    naive::auction(tariff, &parties, room)
}

/// The room of a grid's bank, in mWh.
fn room(id: GridId) -> MilliWattHours {
    grid(id).capacity.saturating_sub(outstanding(id))
}

/// Checks a slot's result and, after settling them, what these meters were paid, against the naive
/// auction. Between `before` and now nothing else may have happened to them, and their credit must
/// have sufficed.
#[track_caller]
fn assert_as_twin(slot: Slot, flows: &[Flow], expected: &Outcome, before: &[Meter<AccountId>]) {
    let id = before[0].grid;
    let result = Energy::clearing(id, slot).expect("cleared").clearing;
    assert_eq!(u128::from(result.volume), expected.volume);
    if let Some(price) = expected.price {
        assert_eq!(u128::from(result.price), price);
    }
    assert_eq!(u128::from(result.unsold), expected.unsold);
    assert_eq!(u128::from(result.banked), expected.banked);
    for (((id, ..), share), was) in flows.iter().zip(&expected.shares).zip(before) {
        let is = meter(*id);
        assert_eq!(is.positions.to_vec(), vec![]);
        assert_eq!(is.arrears, 0);
        assert_eq!(is.credit + share.paid, was.credit + share.earned);
        assert_eq!(u128::from(is.owed), u128::from(was.owed) + share.owed);
    }
}

/// Plays a slot of one grid from the readings to the settlement and checks everything that came of
/// it, the operator's float included, against the naive auction.
#[track_caller]
fn play_as_twin(slot: Slot, flows: &[Flow]) -> Outcome {
    let before: Vec<_> = flows.iter().map(|(id, ..)| meter(*id)).collect();
    let grid_id = before[0].grid;
    let float = grid(grid_id).float;
    let tariff = grid(grid_id).tariff_at(slot).expect("in force");
    let expected = twin(&tariff, slot, flows, room(grid_id));
    play(slot, flows);
    settle(&flows.iter().map(|(id, ..)| *id).collect::<Vec<_>>());
    assert_as_twin(slot, flows, &expected, &before);
    let paid: u128 = expected.shares.iter().map(|share| share.paid).sum();
    let earned: u128 = expected.shares.iter().map(|share| share.earned).sum();
    assert_eq!(grid(grid_id).float, float + paid - earned);
    expected
}

/// Returns the reason why the chain refuses a reading that is alone in its batch.
#[track_caller]
fn refused(reading: SignedReading) -> Rejection {
    match submit(vec![reading])[..] {
        [(0, reason)] => reason,
        ref other => panic!("not refused: {other:?}"),
    }
}
