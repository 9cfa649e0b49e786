//! What a dispute costs, and who gets it: judges' fees, what it costs to open one, and what a
//! seller's stake pays.

use crate::*;
use alloc::vec::Vec;
use frame_support::{
    defensive_assert,
    pallet_prelude::*,
    storage::with_storage_layer,
    traits::{
        fungibles::Inspect as _,
        tokens::{DepositConsequence, Preservation, Provenance},
    },
};
use marketplace_escrow::{each_round, How, Payouts, State};
use vaka_primitives::{
    slots_of, Balance, CredentialCheck as _, Engagement, MemberId, Members as _, Ruling, Served,
};

const VAKA: CurrencyId = CurrencyId::Native;

/// What those who judged did, as far as it costs something.
pub(crate) struct Judged<T: Config> {
    /// The people of each round who can be paid. No round is empty.
    rounds: Vec<Vec<TraderOf<T>>>,
    /// What they ruled that the seller owes besides, in VAKA.
    damages: Balance,
}

/// What came out of a seller's stake, in VAKA.
#[derive(Clone, Copy, Default)]
struct FromStake {
    fees: Balance,
    damages: Balance,
}

impl<T: Config> Judged<T> {
    /// Nobody judged.
    pub(crate) fn nobody() -> Self {
        Self { rounds: Vec::new(), damages: 0 }
    }

    /// These members served. A member who left has no account: the others of the round get that
    /// part. A round of which nobody is left, or that served nobody, costs nothing.
    pub(crate) fn served(rounds: impl IntoIterator<Item = Served>) -> Self {
        let payable = |member: MemberId| {
            let account = T::Members::account_of(member)?;
            Some(Trader { account, member: Some(member) })
        };
        let rounds = rounds.into_iter().map(|round| round.into_iter().filter_map(payable));
        let rounds = rounds.map(Iterator::collect::<Vec<_>>).filter(|round| !round.is_empty());
        Self { rounds: rounds.collect(), damages: 0 }
    }

    /// They ruled.
    pub(crate) fn ruled(ruling: Ruling) -> Self {
        Self { damages: ruling.damages, ..Self::served(ruling.served) }
    }

    /// How many rounds cost something.
    pub(crate) fn rounds(&self) -> u8 {
        u8::try_from(self.rounds.len()).unwrap_or(u8::MAX)
    }

    /// How many people are paid.
    pub(crate) fn people(&self) -> u32 {
        u32::try_from(self.rounds.iter().map(Vec::len).sum::<usize>()).unwrap_or(u32::MAX)
    }
}

impl<T: Config> Deal<T> {
    /// Pays what a dispute about so much cost that ends now: their fees to those who judged, and to
    /// the buyer what the seller owes besides.
    pub(crate) fn pay_costs(&mut self, value: Balance, paid: &Payouts, judged: &Judged<T>) {
        let paid_to_open = self.order.floor.take();
        let floor = paid_to_open.unwrap_or(0);
        // What comes out of a stake is in the pool for a moment.
        Pallet::<T>::while_in_use(&VAKA, || self.pay_all(value, paid, judged, floor));
        if paid_to_open.is_some() {
            Pallet::<T>::leave_currency(&VAKA);
        }
    }

    fn pay_all(&self, value: Balance, paid: &Payouts, judged: &Judged<T>, floor: Balance) {
        let FromStake { fees, damages } = self.take_stake(value, paid.owed_by_seller, judged);
        Pallet::<T>::credit(&self.order.buyer, &VAKA, damages);
        if judged.rounds.is_empty() {
            Pallet::<T>::credit(&self.owner_of_floor(), &VAKA, floor);
        }
        let in_vaka = each_round(floor.saturating_add(fees), judged.rounds());
        for ((round, fee), in_vaka) in judged.rounds.iter().zip(paid.judges).zip(in_vaka) {
            // VAKA first: an account with some can take any voucher.
            pay_evenly::<T>(round, &VAKA, in_vaka);
            pay_evenly::<T>(round, self.currency(), fee);
        }
        let from_stake = fees.saturating_add(damages);
        let (order, judges) = (self.id, judged.people());
        if judges > 0 || floor > 0 || from_stake > 0 {
            Pallet::<T>::deposit_event(Event::DisputeCost { order, judges, floor, fees, damages });
        }
    }

    /// The owner of what the buyer paid to open a dispute that nobody judged. It is not the buyer if
    /// the parties agreed: they may be one person, who keeps judges busy.
    fn owner_of_floor(&self) -> TraderOf<T> {
        match self.order.escrowed.state() {
            State::Ended { how: How::Split(_), .. } => {
                Trader { account: T::Treasury::get(), member: None }
            }
            _ => self.order.buyer.clone(),
        }
    }

    /// Takes what the seller owes besides from the stake behind the award that answers for the
    /// order. Without such an award it stays unpaid.
    fn take_stake(&self, value: Balance, owed: Balance, judged: &Judged<T>) -> FromStake {
        let Some(engagement) = self.order.engagement else {
            return FromStake::default();
        };
        let rules = Pallet::<T>::figures();
        let staked = T::Credentials::staked(engagement);
        // Nobody knows what another currency is worth in VAKA. An issuer could make it any number.
        let (owed, bound) = match self.currency() {
            CurrencyId::Native => (owed, value.saturating_mul(rules.damages_prices.into())),
            CurrencyId::WithId(_) => (0, self.order.requirement.map_or(0, |it| it.stake)),
        };
        let damages = judged.damages.min(bound).min(rules.damages_stake.mul_floor(staked));
        let fees = owed.min(staked.saturating_sub(damages));
        let came = Pallet::<T>::slash(engagement, damages.saturating_add(fees));
        let damages = damages.min(came);
        FromStake { fees: came.saturating_sub(damages), damages }
    }
}

/// Pays the same to each of some people. The odd units are the first ones'.
fn pay_evenly<T: Config>(people: &[TraderOf<T>], currency: &CurrencyId, amount: Balance) {
    let count = people.len() as Balance;
    let each = amount.checked_div(count).unwrap_or(0);
    let odd = amount.checked_rem(count).unwrap_or(0);
    for (at, who) in (0..).zip(people) {
        Pallet::<T>::credit(who, currency, each.saturating_add(Balance::from(at < odd)));
    }
}

impl<T: Config> Pallet<T> {
    /// Takes VAKA, which is in use, from a stake into the pool. Returns how much came.
    fn slash(engagement: Engagement, amount: Balance) -> Balance {
        let pool = Self::pool(&VAKA);
        // A stake that the pool cannot take would go to the treasury.
        let possible = T::Currency::can_deposit(VAKA, &pool, amount, Provenance::Extant);
        if amount == 0 || possible != DepositConsequence::Success {
            return 0;
        }
        let taken = with_storage_layer(|| {
            let before = T::Currency::balance(VAKA, &pool);
            T::Credentials::slash(engagement, amount, &pool);
            let came = T::Currency::balance(VAKA, &pool).saturating_sub(before);
            if came == 0 {
                return Ok(0);
            }
            Self::put_on_hold(&VAKA, &pool, came, Preservation::Expendable)?;
            Ok::<_, DispatchError>(came)
        });
        defensive_assert!(taken.is_ok(), "what came can be put on hold");
        taken.unwrap_or(0)
    }

    /// What it would cost a buyer to open a dispute now, in VAKA.
    pub(crate) fn cost_of_opening(buyer: &TraderOf<T>) -> Balance {
        let rules = Self::figures();
        let Some(member) = buyer.member.filter(|member| Self::is_active(*member)) else {
            return rules.dispute_floor;
        };
        let period = slots_of(rules.free_disputes_days, T::SlotsPerDay::get());
        let now = Self::now().open;
        let opened = Openings::<T>::get(member);
        let lately = opened.iter().filter(|at| now < at.saturating_add(period)).count();
        if lately < rules.free_disputes as usize {
            0
        } else {
            rules.dispute_floor
        }
    }

    /// Takes what it costs a buyer to open a dispute, if anything.
    pub(crate) fn charge_dispute(buyer: &TraderOf<T>) -> Result<Option<Balance>, Error<T>> {
        let floor = Self::cost_of_opening(buyer);
        if let Some(member) = buyer.member {
            Self::note_opening(member);
        }
        if floor == 0 {
            return Ok(None);
        }
        Self::use_currency(&VAKA);
        Self::take(&VAKA, &Self::account_of(buyer), floor)
            .map_err(|_| Error::<T>::CannotPayForDispute)?;
        Ok(Some(floor))
    }

    /// Remembers that a member opened a dispute now, in the place of the oldest one.
    fn note_opening(member: MemberId) {
        Openings::<T>::mutate(member, |opened| {
            while opened.len() >= Self::figures().free_disputes as usize && !opened.is_empty() {
                opened.remove(0);
            }
            let noted = opened.try_push(Self::now().open);
            defensive_assert!(noted.is_ok(), "there is a place");
        });
    }
}
