//! Every clearing is compared with the naive auction: price, volume, bank, and every position's
//! part.

use super::naive::{self, Party};
use crate::{mock::*, *};
use std::collections::BTreeMap;

/// The books as they are before something that may clear them.
pub struct Clearings {
    books: BTreeMap<(GridId, Slot), (Book, Vec<Position>)>,
    outstanding: BTreeMap<GridId, MilliWattHours>,
    events: usize,
}

/// A slot that cleared.
pub struct Seen {
    pub grid: GridId,
    pub slot: Slot,
    pub volume: MilliWattHours,
    pub banked: MilliWattHours,
    pub curtailed: MilliWattHours,
    pub gathered_late: bool,
}

impl Clearings {
    pub fn before() -> Self {
        let mut books = Books::<Test>::iter()
            .map(|(grid, slot, book)| ((grid, slot), (book, Vec::new())))
            .collect::<BTreeMap<_, (_, Vec<_>)>>();
        for meter in Meters::<Test>::iter_values() {
            for position in &meter.positions {
                if let Some((_, positions)) = books.get_mut(&(meter.grid, position.slot)) {
                    positions.push(*position);
                }
            }
        }
        let outstanding = Grids::<Test>::iter_keys().map(|id| (id, outstanding(id))).collect();
        Self { books, outstanding, events: System::events().len() }
    }

    /// Checks each slot that cleared since, in the order in which they cleared.
    pub fn after(mut self) -> Vec<Seen> {
        let mut seen = Vec::new();
        for record in &System::events()[self.events..] {
            let RuntimeEvent::Energy(Event::SlotCleared { grid, slot, banked, .. }) = record.event
            else {
                continue;
            };
            let (book, positions) = self.books.remove(&(grid, slot)).expect("it had a book");
            assert!(book.due <= now(), "what is not due does not clear");
            let grids_older = self.books.range((grid, 0)..(grid, slot));
            let oldest = grids_older.filter(|(_, (book, _))| book.due <= now()).count() == 0;
            assert!(oldest, "the oldest due slot of a grid clears first");

            let capacity = Grids::<Test>::get(grid).expect("a grid").capacity;
            let outstanding = self.outstanding.get_mut(&grid).expect("a grid");
            let cleared = Cleared::<Test>::get(grid, slot).expect("kept for a week");
            let room = capacity.saturating_sub(*outstanding);
            compare(&book, &positions, &cleared, room);
            *outstanding += banked;
            assert!(banked == 0 || *outstanding <= capacity, "no clearing overfills the bank");

            assert_eq!((cleared.open, cleared.pot), (book.open, book.pot));
            assert_eq!(cleared.ungranted, banked);
            let clearing = cleared.clearing;
            assert_eq!(
                record.event,
                RuntimeEvent::Energy(Event::SlotCleared {
                    grid,
                    slot,
                    price: clearing.price,
                    volume: clearing.volume,
                    banked: clearing.banked,
                    curtailed: clearing.unsold - clearing.banked,
                })
            );
            let late = Seconds::from(Timing::<Test>::get().grace_seconds);
            let slot_end = Seconds::from(slot + 1) * SLOT;
            seen.push(Seen {
                grid,
                slot,
                volume: clearing.volume,
                banked,
                curtailed: clearing.unsold - banked,
                gathered_late: book.due > slot_end + late,
            });
        }
        for (grid, outstanding) in self.outstanding {
            assert_eq!(crate::mock::outstanding(grid), outstanding, "only the bank takes energy");
        }
        seen
    }
}

/// Compares the result of a book with the naive auction of its positions, and checks the bounds of
/// every fill.
fn compare(book: &Book, positions: &[Position], cleared: &ClearedSlot, room: MilliWattHours) {
    let clearing = &cleared.clearing;
    // What a position has for sale, and what it has for the bank only, are two parties.
    let parties = positions.iter().flat_map(|position| {
        let Position { demand, bid, supply, ask, bank_only, .. } = *position;
        let trader = Party { export: supply, ask: Some(ask), import: demand, bid: Some(bid) };
        [trader, Party { export: bank_only, ..Default::default() }]
    });
    let naive = naive::auction(&book.tariff, &parties.collect::<Vec<_>>(), room);

    assert_eq!(clearing.tariff, book.tariff);
    assert_eq!(u128::from(clearing.volume), naive.volume);
    assert_eq!(u128::from(clearing.unsold), naive.unsold);
    assert_eq!(u128::from(clearing.banked), naive.banked);
    if let Some(price) = naive.price {
        assert_eq!(u128::from(clearing.price), price);
    }

    let Tariff { feed_in, retail, .. } = book.tariff;
    let (mut sold, mut bought, mut owed) = (0u64, 0u64, 0u64);
    let (mut marginal_asks, mut marginal_bids) = (0u64, 0u64);
    for (position, shares) in positions.iter().zip(naive.shares.chunks(2)) {
        let Position { demand, bid, supply, ask, bank_only, .. } = *position;
        let mine = (clearing.sold(ask, supply), clearing.bought(bid, demand));
        assert_eq!((u128::from(mine.0), u128::from(mine.1)), (shares[0].sold, shares[0].bought));
        let unsold = clearing.unsold_of(ask, supply) + bank_only;
        assert_eq!(u128::from(unsold), shares[0].unsold + shares[1].unsold);
        let granted = (u128::from(unsold) * naive.banked).checked_div(naive.unsold).unwrap_or(0);
        assert_eq!(u128::from(clearing.owed(unsold)), granted);
        assert_eq!(clearing.proceeds(mine.0), shares[0].earned);
        let paid = u128::from(demand) * u128::from(retail) - clearing.refund(mine.1);
        assert!(paid >= clearing.proceeds(mine.1) + clearing.network(mine.1), "n is paid");
        assert_eq!(paid, shares[0].paid);
        let fill = clearing.fill(position.order()).expect("fits");
        assert_eq!((fill.sold, fill.bought, fill.owed), (mine.0, mine.1, clearing.owed(unsold)));
        let money = (fill.proceeds, fill.refund);
        assert_eq!(money, (clearing.proceeds(mine.0), clearing.refund(mine.1)));

        assert!(clearing.proceeds(mine.0) >= u128::from(mine.0) * u128::from(feed_in));
        assert!(paid <= u128::from(demand) * u128::from(retail));
        let price_of = |tick| book.tariff.price_of(tick).expect("a tick");
        assert!(mine.0 == 0 || price_of(ask) <= clearing.price, "ask ≤ p for every fill");
        assert!(mine.1 == 0 || clearing.price <= price_of(bid), "p ≤ bid for every fill");
        assert!(mine.0 + clearing.owed(unsold) <= supply + bank_only, "sold or banked, not both");

        let at_margin = |margin: Option<Margin>, tick| margin.is_some_and(|m| m.tick == tick);
        marginal_asks += u64::from(supply > 0 && at_margin(clearing.supply, ask));
        marginal_bids += u64::from(demand > 0 && at_margin(clearing.demand, bid));
        (sold, bought, owed) = (sold + mine.0, bought + mine.1, owed + clearing.owed(unsold));
    }
    for (filled, marginal) in [(sold, marginal_asks), (bought, marginal_bids)] {
        let missing = clearing.volume.checked_sub(filled).expect("fills ≤ V");
        assert!(missing == 0 || missing < marginal, "V is reached but for the margin's rounding");
    }
    assert!(owed <= clearing.banked, "no more is granted than the bank took");
}
