//! Random sequences of all calls, of what people learn and lose, of judges, issuers and the clocks.

use super::{
    floors::floors,
    ops::{mostly, ops, Op, What},
    world::{currencies, membership, World, TRADERS},
};
use crate::{mock::*, *};
use proptest::collection;
use sp_runtime::Permill;
use vaka_testing::{
    random::{live, pick},
    Nation,
};

impl World {
    // The people, villages, judges, issuers and clocks

    pub fn set_fee(&mut self, n: [u16; 6]) {
        let fee = Permill::from_parts(u32::from(n[0]) % 33_000);
        let who = if mostly(n[1]) { PEOPLE } else { SELLER };
        self.same(who, Call::set_fee { fee }, |model| {
            model.fee = fee;
            who == PEOPLE && fee <= Permill::from_percent(3)
        });
    }

    pub fn set_confirmation(&mut self, n: [u16; 6]) {
        let days = (n[0] % 45) as u8;
        let (who, community) = [(VILLAGE, 0), (OTHER_VILLAGE, 1)][usize::from(n[1] % 2)];
        self.same(who, Call::set_confirmation { days }, |model| {
            model.days.insert(community, days);
            (3..=40).contains(&days)
        });
    }

    pub fn block(&mut self, n: [u16; 6]) {
        let all = self.model.people.iter().map(|person| person.account()).collect::<Vec<_>>();
        let who = pick(&all, n[0]).expect("somebody");
        if self.model.blocked.remove(&who) {
            frame_support::assert_ok!(Assets::thaw(signed(ISSUER), VOUCHER, who));
            self.counts.count("thawed");
        } else if Assets::block(signed(ISSUER), VOUCHER, who).is_ok() {
            self.model.blocked.insert(who);
            self.counts.count("blocked");
        }
    }

    pub fn learn(&mut self, n: [u16; 6]) {
        let who = usize::from(n[0]) % TRADERS;
        let knows = &mut self.model.people[who].qualified;
        *knows = !*knows;
        let (knows, account) = (*knows, self.model.account(who));
        if knows {
            learn(account, 7);
        } else {
            unlearn(account, 7);
        }
    }

    /// A member gets another account, and takes the vouchers along.
    pub fn replace(&mut self, n: [u16; 6]) {
        let who = usize::from(n[0] % 3);
        if !self.model.people[who].member {
            return;
        }
        let old = self.model.account(who);
        let new = self.spare;
        self.spare += 1;
        Nation::<System>::replace(membership(old).member, new);
        System::inc_sufficients(&new);
        let vouchers = cents(old);
        if !self.model.blocked.contains(&old) && vouchers >= 10 {
            let call = Assets::transfer(signed(old), VOUCHER, new, vouchers);
            frame_support::assert_ok!(call);
        }
        System::dec_sufficients(&old);
        if self.model.people[who].qualified {
            unlearn(old, 7);
            learn(new, 7);
        }
        self.model.people[who].accounts.push(new);
        self.counts.count("replaced");
    }

    /// Goes to the deadline of an order, or some slots before or after it.
    pub fn near_deadline(&mut self, n: [u16; 6]) {
        let id = self.some_order(n[0], |_| true);
        let order = self.model.orders.get(id as usize);
        let Some(deadline) = order.and_then(|it| it.escrowed.deadline()) else { return };
        let at = (deadline + u32::from(n[1] % 3)).saturating_sub(1);
        wait_slots(at.saturating_sub(now()).min(20 * DAY));
    }

    /// Some that is for sale from the first day on.
    pub fn furnish(&mut self) {
        self.register([0, 5, 3, 1, 0, 1]);
        self.learn([2; 6]);
        // By the seller and an outsider in units, by the nurse in steps, and an hour of hers, for
        // cents and for VAKA.
        for n in [
            [20, 4, 0, 0, 1, 31],
            [1_530, 4, 0, 0, 4, 30],
            [1_040, 1, 2, 0, 1, 29],
            [1_060, 2, 1, 0, 2, 28],
            [1_060, 2, 1, 5, 2, 28],
            [1_100, 2, 1, 5, 2, 28],
        ] {
            self.publish(n);
        }
    }

    pub fn happen(&mut self, (what, n): Op) {
        match what {
            What::RegisterDesign => self.register(n),
            What::RetireDesign => self.retire(n),
            What::StrikeDesign => self.strike_design(n),
            What::Publish => self.publish(n),
            What::Update => self.update(n),
            What::CloseListing => self.close(n),
            What::StrikeListing => self.strike(n),
            What::AddLot => self.add_lot(n),
            What::WriteOff => self.write_off(n),
            What::RecallLot => self.recall(n),
            What::PlaceOrders => self.place(n),
            What::Accept => self.accept(n),
            What::Reject => self.reject(n),
            What::Start => self.start(n),
            What::Deliver => self.deliver(n),
            What::Confirm => self.confirm(n),
            What::Cancel => self.cancel(n),
            What::FundStep => self.fund(n),
            What::ProposeSplit => self.propose(n),
            What::AcceptSplit => self.accept_split(n),
            What::OpenDispute => self.dispute(n),
            What::Appeal => self.appeal(n),
            What::Settle => self.settle(n),
            What::Claim => self.claim(n),
            What::ClaimRoyalties => self.claim_royalties(n),
            What::WriteOffRoyalties => self.write_off_some_royalties(n),
            What::CommitRating => self.commit_rating(n),
            What::RevealRating => self.reveal_rating(n),
            What::SetFee => self.set_fee(n),
            What::SetConfirmation => self.set_confirmation(n),
            What::Rule => self.rule(n),
            What::Block => self.block(n),
            What::Learn => self.learn(n),
            What::Replace => self.replace(n),
            What::Leave => self.leave(n),
            What::Halt => halt((n[0] % 3).into()),
            What::Wait => wait_slots(u32::from(n[0]) % (2 * DAY)),
            What::ToDeadline => self.near_deadline(n),
        }
        self.watch();
    }

    /// Of every other design, anyone writes off what issuers keep from its payees for too long.
    fn end_designs(&mut self) {
        wait(400);
        for design in (0..self.model.plans.len() as DesignId).step_by(2) {
            let plan = &self.model.plans[design as usize];
            if !plan.retired && Designs::<Test>::contains_key(design) {
                let who = self.model.account(plan.owner);
                self.model.plans[design as usize].retired = true;
                assert!(self.call(who, Call::retire_design { design }, Some(true)));
            }
            for currency in currencies() {
                let due = self.model.plans[design as usize].is_owed(&currency);
                self.write_off_royalties(design, &currency, Some(due));
            }
            assert!(!Designs::<Test>::contains_key(design), "nothing keeps a design then");
            self.compare();
        }
    }

    /// Whatever happened: everything ends by what anyone can do, everybody gets their money, and
    /// nothing is stored any longer.
    pub fn end(&mut self) {
        for listing in 0..self.model.offers.len() as ListingId {
            let offer = &self.model.offers[listing as usize];
            if offer.standing == Standing::Open {
                let who = self.model.account(offer.seller);
                self.model.offers[listing as usize].standing = Standing::Closed;
                self.call(who, Call::close_listing { listing }, Some(true));
            }
        }
        // A step that is paid makes the next one due, so it takes two rounds.
        for _ in 0..2 {
            wait(400);
            for id in self.model.open() {
                assert!(self.call(STRANGER, Call::settle { orders: ids(&[id]) }, Some(true)));
                self.settled(id);
                self.watch();
            }
        }
        self.compare();
        self.end_ratings();
        self.end_designs();
        assert_eq!(Orders::<Test>::iter().count(), 0, "every order ends");
        assert_eq!(Listings::<Test>::iter().count() + Lots::<Test>::iter().count(), 0);
        for who in std::mem::take(&mut self.model.blocked) {
            frame_support::assert_ok!(Assets::thaw(signed(ISSUER), VOUCHER, who));
        }
        // Everybody gets some of each, so that everybody can be paid.
        for who in 0..self.model.people.len() {
            let who = self.model.account(who);
            use frame_support::traits::{fungible::Mutate as _, fungibles::Mutate as _};
            frame_support::assert_ok!(Balances::mint_into(&who, 100));
            frame_support::assert_ok!(Assets::mint_into(VOUCHER, &who, 10));
            frame_support::assert_ok!(Assets::mint_into(POOR_VOUCHER, &who, 10));
        }
        for (design, plan) in self.model.plans.clone().into_iter().enumerate() {
            for currency in currencies() {
                if plan.is_owed(&currency) {
                    let call = Call::claim_royalties { design: design as u32, currency };
                    assert!(self.call(STRANGER, call, Some(true)));
                }
            }
            if !plan.retired && Designs::<Test>::contains_key(design as u32) {
                let who = self.model.account(plan.owner);
                let call = Call::retire_design { design: design as u32 };
                assert!(self.call(who, call, Some(true)));
            }
        }
        // Accounts that are nobody's any longer, too.
        for (payee, currency, due) in Dues::<Test>::iter().collect::<Vec<_>>() {
            let who = match payee {
                Payee::Member(member) => {
                    use vaka_primitives::Members;
                    Nation::<System>::account_of(member).unwrap_or(due.account)
                }
                Payee::Account(account) => account,
            };
            use frame_support::traits::{fungible::Mutate as _, fungibles::Mutate as _};
            frame_support::assert_ok!(Balances::mint_into(&who, 100));
            if let CurrencyId::WithId(id) = currency {
                frame_support::assert_ok!(Assets::mint_into(id, &who, 10));
            }
            assert!(self.call(STRANGER, Call::claim { payee, currency }, None));
            self.counts.count("claimed in the end");
        }
        check();
        for currency in currencies() {
            assert_eq!(Marketplace::held(&currency), 0, "nothing is locked");
            assert!(!Marketplace::in_use(&currency));
            let pool = Marketplace::pool(&currency);
            assert_eq!(System::providers(&pool) + System::consumers(&pool), 0);
        }
        assert_eq!(Designs::<Test>::iter().count(), 0, "no design is left");
        let struck = self.model.plans.iter().filter(|it| it.struck).count();
        assert_eq!(StruckContents::<Test>::iter().count(), struck, "what was struck is remembered");
    }
}

#[test]
fn market_should_be_as_the_model_says_whatever_happens() {
    live(128, collection::vec(ops(), 60..160), floors(), |ops| {
        build_and_execute(|| {
            let mut world = World::begin();
            world.furnish();
            world.compare();
            for op in ops {
                world.happen(op);
                world.compare();
            }
            world.end();
            world.counts
        })
    });
}
