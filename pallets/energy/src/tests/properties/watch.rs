//! What must hold after every step, beside the pallet's own `try_state`.

use super::clearings::{Clearings, Seen};
use crate::{mock::*, *};
use codec::{Encode, MaxEncodedLen};
use frame_support::pallet_prelude::Hooks as _;
use frame_support::{
    dispatch::{GetDispatchInfo, Pays, PostDispatchInfo},
    weights::Weight,
};
use sp_core::ed25519;
use sp_runtime::{traits::Dispatchable, DispatchError};
use std::collections::BTreeMap;

/// Watches a world from its beginning.
pub struct Watch {
    issuance: (Balance, Balance),
    registers: BTreeMap<MeterId, Registers>,
}

/// A meter's last reading, by key.
#[derive(Clone, Copy, Debug)]
struct Registers {
    key: ed25519::Public,
    slot: Slot,
    import_wh: WattHours,
    export_wh: WattHours,
}

/// What a call may do besides changing records.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Effect {
    /// Currency enters or leaves the pool.
    MovesMoney,
    /// Moves no currency.
    Accounts,
}

impl Watch {
    pub fn begin() -> Self {
        let mut new = Self { issuance: issuance(), registers: BTreeMap::new() };
        new.check();
        new
    }

    /// Makes a block with this much weight for closing, and returns what cleared.
    pub fn block(&mut self, budget: Weight) -> Vec<Seen> {
        let (before, held) = (Clearings::before(), held());
        System::set_block_number(System::block_number() + 1);
        let generous = ClosingWeight::get();
        ClosingWeight::set(budget);
        let used = Energy::on_initialize(System::block_number());
        ClosingWeight::set(generous);
        assert!(used.all_lte(budget), "the hook used {used} of {budget}");
        assert_eq!(held, self::held(), "the hook moves no currency");
        let seen = before.after();
        self.check();
        seen
    }

    /// Runs a call as a block would, and returns its result.
    pub fn call(
        &mut self,
        who: RuntimeOrigin,
        call: Call<Test>,
        effect: Effect,
    ) -> Result<PostDispatchInfo, DispatchError> {
        let closes = matches!(call, Call::close_slot { .. });
        let (before, held) = (Clearings::before(), held());
        let outstanding = all_outstanding();
        let call = RuntimeCall::Energy(call);
        let announced = call.get_dispatch_info().call_weight;
        let result = call.dispatch(who);
        let post = match &result {
            Ok(post) => *post,
            Err(error) => error.post_info,
        };
        let used = post.actual_weight.unwrap_or(announced);
        assert!(used.all_lte(announced), "{used} is more than {announced}");

        if effect == Effect::Accounts || result.is_err() {
            assert_eq!(held, self::held(), "only payments move currency");
        }
        if closes {
            before.after();
        } else {
            let grew = all_outstanding()
                .iter()
                .any(|(id, now)| outstanding.get(id).is_some_and(|outstanding| outstanding < now));
            assert!(!grew, "only a clearing lets the bank owe more");
        }
        self.check();
        result.map_err(|error| error.error)
    }

    /// A meter has another key now: its registers begin anew.
    pub fn rotated(&mut self, meter: MeterId) {
        self.registers.remove(&meter);
    }

    /// All that must hold at any time.
    pub fn check(&mut self) {
        check();
        assert_eq!(self.issuance, issuance(), "no currency is made or lost");
        for (id, meter) in Meters::<Test>::iter() {
            assert!(meter.credit == 0 || meter.arrears == 0, "credit or arrears");
            assert!(meter.encoded_size() <= Meter::<AccountId>::max_encoded_len());
            let Meter { key, slot, import_wh, export_wh, .. } = meter;
            let new = Registers { key, slot, import_wh, export_wh };
            if let Some(old) = self.registers.insert(id, new) {
                assert_eq!(old.key, new.key, "only a rotation changes a key");
                let grows = old.slot <= new.slot
                    && old.import_wh <= new.import_wh
                    && old.export_wh <= new.export_wh;
                assert!(grows, "registers only grow: {old:?}, {new:?}");
            }
        }
        for grid in Grids::<Test>::iter_values() {
            assert!(grid.encoded_size() <= Grid::<AccountId>::max_encoded_len());
        }
        for closed in Closed::<Test>::iter_values() {
            assert!(closed.encoded_size() <= SlotSet::max_encoded_len());
        }
        for book in Books::<Test>::iter_values() {
            assert!(book.encoded_size() <= Book::max_encoded_len());
        }
    }
}

/// The currency that is on hold in each pool.
pub fn held() -> BTreeMap<GridId, Balance> {
    let held = Grids::<Test>::iter().map(|(id, grid)| (id, Energy::held(id, grid.currency)));
    // A grid that was just founded holds nothing.
    held.filter(|(_, amount)| *amount > 0).collect()
}

fn all_outstanding() -> BTreeMap<GridId, MilliWattHours> {
    Grids::<Test>::iter_keys().map(|id| (id, outstanding(id))).collect()
}

/// A digest of everything that readings may change.
pub fn records() -> sp_core::H256 {
    let parts = [
        sorted(Meters::<Test>::iter().collect::<Vec<_>>()),
        sorted(Grids::<Test>::iter().collect::<Vec<_>>()),
        sorted(Books::<Test>::iter().collect::<Vec<_>>()),
        sorted(Cleared::<Test>::iter().collect::<Vec<_>>()),
        sorted(Waiting::<Test>::iter().collect::<Vec<_>>()),
    ];
    sp_core::H256(sp_io::hashing::blake2_256(&parts.encode()))
}

/// Records, encoded, in an order that does not depend on how the map hashes.
pub fn sorted<R: Encode>(records: Vec<R>) -> Vec<Vec<u8>> {
    let mut encoded = records.iter().map(Encode::encode).collect::<Vec<_>>();
    encoded.sort_unstable();
    encoded
}

/// Whether a batch is free of charge: at least half was accepted, nothing was refused for a reason
/// that an honest relayer can avoid, nothing was accepted of a slot that is too old for a market,
/// and it has 16 readings, or all meters of its grids that are read up to a slot of the last week.
pub fn is_free(readings: &[(MeterId, Slot)], refused: &[(u32, Rejection)]) -> bool {
    let total = readings.len();
    let slots = readings.iter().map(|(_, slot)| *slot).collect::<Vec<_>>();
    let oldest = (slot_now() + 1).saturating_sub(Timing::<Test>::get().patience_slots);
    let is_accepted = |index: usize| !refused.iter().any(|(at, _)| *at as usize == index);
    let ancient = (0..total).any(|index| slots[index] < oldest && is_accepted(index));
    let harmless = |reason| {
        matches!(
            reason,
            Rejection::Duplicate
                | Rejection::OutOfOrder
                | Rejection::FutureSlot
                | Rejection::TooManyBooks
        )
    };
    let calendar = crate::calendar::Calendar::read::<Test>();
    let first = calendar.span_of(slot_now().saturating_sub(7 * 96));
    let grids = (0..total).filter(|index| is_accepted(*index));
    let grids = grids.map(|index| meter(readings[index].0).grid).collect::<Vec<_>>();
    let whole = Meters::<Test>::iter().all(|(id, meter)| {
        let heard =
            !meter.retired && calendar.span_of(meter.slot) >= first.max(calendar.oldest_span());
        !heard || !grids.contains(&meter.grid) || readings.iter().any(|(read, _)| *read == id)
    });
    let accepted = total - refused.len();
    total > 0
        && !ancient
        && accepted * 2 >= total
        && (total >= 16 || whole)
        && refused.iter().all(|(_, reason)| harmless(*reason))
}

/// Whether a call's fee is waived.
pub fn was_free(post: &PostDispatchInfo) -> bool {
    post.pays_fee == Pays::No
}
