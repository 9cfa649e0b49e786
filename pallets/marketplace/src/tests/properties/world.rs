//! The world of the model, and its comparison with what the pallet stores.

use super::{
    model::{key, Bought, Expected, Model, Person, Who},
    ops::mostly,
};
use crate::{mock::*, *};
use frame_support::{dispatch::GetDispatchInfo, traits::GetCallName};
use sp_runtime::traits::Dispatchable;
use std::collections::BTreeMap;
use vaka_primitives::{Balance, Members as _};
use vaka_testing::random::{pick, Counts};

/// The currencies in which there is trade.
pub fn currencies() -> [CurrencyId; 3] {
    [VAKA, CENTS, SHELLS]
}

/// The people who trade.
pub const TRADERS: usize = 5;

/// The people who do nothing but judge, the last ones in the list.
pub const JUDGES: usize = 4;

pub struct World {
    pub model: Model,
    pub counts: Counts,
    pub issuance: BTreeMap<Vec<u8>, Balance>,
    /// The next account that nobody has had.
    pub spare: AccountId,
    /// The ended orders that members have without a deposit.
    pub places: BTreeMap<vaka_primitives::MemberId, usize>,
}

impl World {
    pub fn begin() -> Self {
        TheRules::mutate(|rules| {
            (rules.free_orders, rules.free_disputes) = (8, 1);
            // So that much is over in a short life.
            (rules.free_ended, rules.free_ratings) = (1, 3);
            (rules.rating_days, rules.half_year) = (2, 6);
        });
        let person = |who: AccountId| Person {
            accounts: vec![who],
            member: Marketplace::trader(&who).member.is_some(),
            number: Marketplace::trader(&who).member,
            qualified: false,
        };
        let traders = [SELLER, BUYER, NURSE, OUTSIDER, STRANGER, TREASURY, MAKER, ARTIST];
        let people = traders.into_iter().chain(judges(JUDGES as u64)).collect::<Vec<_>>();
        let mut stakes = BTreeMap::new();
        for who in [SELLER, BUYER, NURSE, OUTSIDER, STRANGER] {
            stake(who, 20_000);
            stakes.insert(who, 20_000);
        }
        let mut world = Self {
            model: Model {
                people: people.iter().copied().map(person).collect(),
                offers: vec![],
                orders: vec![],
                rated: BTreeMap::new(),
                plans: vec![],
                verdicts: BTreeMap::new(),
                stakes,
                blocked: Default::default(),
                wealth: BTreeMap::new(),
                fee: sp_runtime::Permill::zero(),
                days: BTreeMap::new(),
            },
            counts: Counts::default(),
            issuance: BTreeMap::new(),
            spare: 500,
            places: BTreeMap::new(),
        };
        for currency in currencies() {
            for who in 0..people.len() {
                let amount = world.wealth(who, &currency);
                world.model.wealth.insert((who, key(&currency)), amount as i128);
            }
            world.issuance.insert(key(&currency), issuance(&currency));
        }
        world
    }

    /// All that a person has in a currency: in all accounts, on hold, due, or earned by designs.
    pub fn wealth(&self, who: Who, currency: &CurrencyId) -> Balance {
        let person = &self.model.people[who];
        let mut sum: Balance = 0;
        for account in &person.accounts {
            sum += money(currency, *account);
            sum += if *currency == VAKA { deposited(*account) } else { 0 };
            sum += owed(Payee::Account(*account), currency);
        }
        if let Some(member) = person.number {
            sum += owed(Payee::Member(member), currency);
        }
        for design in Designs::<Test>::iter_values() {
            let earned = design.earnings.iter().find(|it| it.currency == *currency);
            for (payee, due) in design.payees.iter().zip(earned.iter().flat_map(|it| it.due.iter()))
            {
                let is_theirs = Marketplace::account_of(&payee.who) == person.account();
                sum += if is_theirs { *due } else { 0 };
            }
        }
        sum
    }

    /// Checks that the pallet stores what the model has, and that no money comes or goes.
    pub fn compare(&self) {
        check();
        self.compare_orders();
        self.compare_lots();
        self.compare_ratings();
        for (who, stake) in &self.model.stakes {
            assert_eq!(staked(*who), *stake);
        }
        for currency in currencies() {
            for who in 0..self.model.people.len() {
                let expected = self.model.wealth[&(who, key(&currency))];
                let has = self.wealth(who, &currency) as i128;
                assert_eq!(has, expected, "person {who} in {currency:?}");
            }
            let escrow = self.model.open().into_iter().map(|order| order as usize);
            let escrow = escrow
                .filter(|order| self.model.currency(*order) == currency)
                .map(|order| self.model.orders[order].escrowed.escrow())
                .sum::<Balance>();
            let due = Dues::<Test>::iter().filter(|(_, other, _)| *other == currency);
            let due = due.map(|(.., due)| due.amount).sum::<Balance>();
            let earned = Designs::<Test>::iter_values().flat_map(|it| it.earnings.into_inner());
            let earned = earned
                .filter(|it| it.currency == currency)
                .flat_map(|it| it.due.into_inner())
                .sum::<Balance>();
            let floors = self.model.orders.iter().filter_map(|it| it.floor).sum::<Balance>();
            let floors = if currency == VAKA { floors } else { 0 };
            assert_eq!(Marketplace::held(&currency), escrow + due + earned + floors);
            assert_eq!(issuance(&currency), self.issuance[&key(&currency)]);
        }
    }

    fn compare_orders(&self) {
        assert_eq!(NextOrder::<Test>::get() as usize, self.model.orders.len());
        let open = self.model.open();
        assert_eq!(Orders::<Test>::iter().count(), open.len());
        for id in open {
            let bought = &self.model.orders[id as usize];
            let order = Orders::<Test>::get(id).expect("open");
            assert_eq!(order.escrowed, bought.escrowed);
            let proposals = [order.proposals.buyers, order.proposals.sellers];
            assert_eq!((proposals, order.case), (bought.proposals, bought.case));
            assert_eq!(order.floor, bought.floor);
        }
    }

    fn compare_lots(&self) {
        assert_eq!(NextListing::<Test>::get() as usize, self.model.offers.len());
        for (listing, offer) in self.model.offers.iter().enumerate() {
            let id = listing as ListingId;
            let stored = Listings::<Test>::get(id);
            assert_eq!(stored.is_none(), self.model.offer_is_over(listing), "listing {id}");
            if let Some(stored) = &stored {
                assert_eq!((&stored.terms, stored.standing), (&offer.terms, offer.standing));
                assert_eq!(stored.revision, offer.revision);
                assert_eq!(stored.next_lot as usize, offer.lots.len());
            }
            for lot in 0..offer.lots.len() {
                let Some(stored) = Lots::<Test>::get(id, lot as LotNumber) else {
                    assert!(self.model.lot_may_be_over(listing, lot), "lot {lot} of {id}");
                    continue;
                };
                let stock =
                    [stored.available, stored.reserved, stored.delivered, stored.written_off];
                let (available, reserved, delivered, lost) = self.model.stock(listing, lot);
                assert_eq!(stock.map(i64::from), [available, reserved, delivered, lost]);
                assert_eq!(stored.orders as usize, self.model.open_orders(listing, lot));
                assert_eq!(stored.recalled, offer.lots[lot].recalled);
            }
        }
    }
}

/// What all acts share.
impl World {
    /// Makes a call. If the model knows better, it must come as the model says. Returns whether it
    /// went well.
    pub fn call(&mut self, who: AccountId, call: Call<Test>, expected: Expected) -> bool {
        let name = call.get_call_name();
        let shown = format!("{call:?}");
        let call = RuntimeCall::from(call);
        let most = call.get_dispatch_info().call_weight;
        let done = call.dispatch(signed(who));
        let weight = done.as_ref().ok().and_then(|done| done.actual_weight);
        assert!(weight.is_none_or(|weight| weight.all_lte(most)), "{shown} weighs more");
        let done = done.map(|_| ()).map_err(|failed| <&str>::from(failed.error));
        if let Some(expected) = expected {
            assert_eq!(done.is_ok(), expected, "{shown} by {who}: {done:?}");
        }
        self.counts.outcome(name, &done)
    }

    /// As [`Self::call`]. The model does the same, or says that it cannot be done.
    pub fn same(
        &mut self,
        who: AccountId,
        call: Call<Test>,
        act: impl FnOnce(&mut Model) -> bool,
    ) -> bool {
        self.perhaps(who, call, |model| Some(act(model)))
    }

    /// The same, if the model may not know whether the call comes.
    pub fn perhaps(
        &mut self,
        who: AccountId,
        call: Call<Test>,
        act: impl FnOnce(&mut Model) -> Expected,
    ) -> bool {
        let mut model = self.model.clone();
        let expected = act(&mut model);
        let done = self.call(who, call, expected);
        if done {
            self.model = model;
        }
        done
    }

    /// Mostly the account of a person, else anybody's.
    pub fn acting(&self, who: Who, n: u16) -> AccountId {
        if mostly(n) {
            return self.model.account(who);
        }
        let all = self.model.people.iter().flat_map(|person| person.accounts.iter().copied());
        pick(&all.collect::<Vec<_>>(), n / 8).expect("somebody")
    }

    /// Mostly an open order that is as one wants it, else any, or none at all.
    pub fn some_order(&self, n: u16, want: impl Fn(&Bought) -> bool) -> OrderId {
        let open = self.model.open();
        let good = open.into_iter().filter(|id| want(&self.model.orders[*id as usize]));
        let good = if mostly(n) { pick(&good.collect::<Vec<_>>(), n / 8) } else { None };
        good.unwrap_or(OrderId::from(n / 8) % (self.model.orders.len() as OrderId + 1))
    }

    /// Mostly an open listing.
    pub fn some_listing(&self, n: u16) -> ListingId {
        let all = self.model.offers.iter().enumerate();
        let open = all.filter(|(_, it)| it.standing == Standing::Open).map(|(id, _)| id as u32);
        let good = if mostly(n) { pick(&open.collect::<Vec<_>>(), n / 8) } else { None };
        good.unwrap_or(u32::from(n / 8) % (self.model.offers.len() as u32 + 1))
    }

    pub fn exists(&self, id: OrderId) -> bool {
        self.model.orders.get(id as usize).is_some_and(|order| !order.escrowed.ended())
    }

    pub fn seller_of(&self, id: OrderId) -> Who {
        if self.exists(id) {
            self.model.seller(id as usize)
        } else {
            0
        }
    }

    pub fn buyer_of(&self, id: OrderId) -> Who {
        if self.exists(id) {
            self.model.orders[id as usize].buyer
        } else {
            1
        }
    }
}

fn owed(payee: Payee<AccountId>, currency: &CurrencyId) -> Balance {
    Dues::<Test>::get(payee, currency).map_or(0, |due| due.amount)
}

fn issuance(currency: &CurrencyId) -> Balance {
    use frame_support::traits::fungibles::Inspect;
    <<Test as Config>::Currency as Inspect<_>>::total_issuance(currency.clone())
}

/// The number of a member, for the nation.
pub fn membership(who: AccountId) -> vaka_primitives::Membership {
    vaka_testing::Nation::<System>::membership(&who).expect("a member")
}
