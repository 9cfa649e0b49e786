use crate::{mock::*, *};
use frame_support::assert_ok;
use marketplace_escrow::{Dates, How};
use sp_core::H256;
use sp_runtime::Permill;

fn found(page: Page<ListingView<AccountId>, ListingId>) -> Vec<ListingId> {
    assert_eq!(page.next, None);
    let mut found = page.items.into_iter().map(|view| view.listing).collect::<Vec<_>>();
    found.sort();
    found
}

#[test]
fn listing_should_show_the_seller_of_the_day() {
    build_and_execute(|| {
        let listing = fish();
        vaka_testing::Nation::<System>::replace(member(SELLER), 77);
        let view = Marketplace::listing(listing).expect("there");
        assert_eq!((view.seller, view.community, view.lots), (77, Some(0), 1));
        assert_eq!((view.terms, view.standing), (terms(), Standing::Open));
        assert_eq!(view.revision, 0);
        assert_eq!(Marketplace::listing(9), None);
    });
}

#[test]
fn listings_should_be_found_by_community_kind_and_open_window() {
    build_and_execute(|| {
        let mine = fish();
        let theirs = offer(NURSE, Terms { kind: Kind::Goods, ..terms() }, plenty(1));
        let others = publish(OUTSIDER, terms());
        let find =
            |community, kind, open| found(Marketplace::listings(community, kind, open, None, 64));
        assert_eq!(find(None, None, false), [mine, theirs, others]);
        assert_eq!(find(Some(0), None, false), [mine]);
        assert_eq!(find(Some(1), Some(Kind::Goods), true), [theirs]);
        assert_eq!(find(None, Some(Kind::Food), false), [mine, others]);
        assert_eq!(find(None, None, true), [mine, theirs]);
        order(BUYER, mine, 10);
        assert_eq!(find(None, None, true), [theirs]);
    });
}

#[test]
fn listings_should_come_in_pages() {
    build_and_execute(|| {
        let all = (0..5).map(|_| publish(SELLER, terms())).collect::<Vec<_>>();
        let page = |after, count| {
            let page = Marketplace::listings(None, None, false, after, count);
            (page.items.iter().map(|it| it.listing).collect::<Vec<_>>(), page.next)
        };
        let (mut found, mut after, mut sizes) = (vec![], None, vec![]);
        loop {
            let (part, next) = page(after, 2);
            sizes.push(part.len());
            found.extend(part);
            after = next;
            if next.is_none() {
                break;
            }
        }
        found.sort();
        assert_eq!((found, sizes), (all, vec![2, 2, 1]));
        // A page has something, whatever is asked.
        assert_eq!(page(None, 0).0.len(), 1);
        // What was forgotten meanwhile does not matter.
        let (part, next) = page(None, 2);
        let gone = next.expect("more");
        assert_ok!(Marketplace::close_listing(signed(SELLER), gone));
        let (rest, _) = page(next, 64);
        assert!(rest.len() == 3 && rest.iter().all(|it| !part.contains(it)));
    });
}

#[test]
fn pages_should_look_at_no_more_than_a_bounded_number() {
    build_and_execute(|| {
        let listing = offer(SELLER, terms(), plenty(2_000));
        for _ in 0..1_100 {
            order(STRANGER, listing, 1);
        }
        let nobodys = Marketplace::orders(NURSE, None, 64);
        assert_eq!(nobodys.items, []);
        let rest = Marketplace::orders(NURSE, nobodys.next, 64);
        assert!(nobodys.next.is_some() && rest.next.is_none());
        assert_eq!(Marketplace::orders(SELLER, None, 1_000).items.len(), 64);
    });
}

#[test]
fn lots_should_show_whether_they_can_be_ordered() {
    build_and_execute(|| {
        let listing = fish();
        let dates = Dates { closes: Some(in_days(2)), ..Dates::default() };
        add_lot(SELLER, listing, LotTerms { quantity: 3, opens: Some(in_days(1)), dates });
        let orderable =
            || Marketplace::lots(listing).iter().map(|lot| lot.orderable).collect::<Vec<_>>();
        assert_eq!(orderable(), [true, false]);
        wait(1);
        assert_eq!(orderable(), [true, true]);
        order(BUYER, listing, 4);
        wait(1);
        assert_eq!(orderable(), [true, false]);
        let view = Marketplace::lots(listing)[0];
        assert_eq!((view.lot, view.available, view.reserved, view.orders), (0, 6, 4, 1));
        assert_ok!(Marketplace::close_listing(signed(SELLER), listing));
        assert_eq!(orderable(), [false]);
        assert_eq!(Marketplace::lots(9), []);
    });
}

#[test]
fn order_should_show_what_comes_next() {
    build_and_execute(|| {
        let order = accepted(2);
        let view = Marketplace::order(order).expect("there");
        assert_eq!((view.buyer, view.seller, view.escrow), (BUYER, SELLER, 2_100));
        assert_eq!((view.deadline, view.default), (Some(now() + 3 * DAY), Some(How::Overdue)));
        assert_eq!((view.currency, view.step, view.recalled), (CENTS, 0, false));
        let days = (view.accept_days, view.overdue_days, view.confirmation_days);
        assert_eq!((days, view.fee), ((3, 3, 14), Permill::zero()));
        let shares = (view.start_share, view.unjudged);
        assert_eq!(shares, (Permill::from_percent(20), Permill::from_percent(50)));
        assert_eq!((view.requirement, view.design), (None, None));
        assert_ok!(Marketplace::recall_lot(signed(SELLER), 0, 0));
        assert!(Marketplace::order(order).expect("there").recalled);
        assert_eq!(Marketplace::order(9), None);
    });
}

#[test]
fn orders_should_be_those_of_a_buyer_and_of_a_seller() {
    build_and_execute(|| {
        let listing = fish();
        let orders = [order(BUYER, listing, 1), order(STRANGER, listing, 1)];
        let of = |who| {
            let page = Marketplace::orders(who, None, 64);
            let mut orders = page.items.iter().map(|it| it.order).collect::<Vec<_>>();
            orders.sort();
            orders
        };
        assert_eq!((of(SELLER), of(BUYER)), (orders.to_vec(), vec![orders[0]]));
        assert_eq!((of(STRANGER), of(NURSE)), (vec![orders[1]], vec![]));
        assert!(Marketplace::orders(SELLER, None, 1).next.is_some());
    });
}

#[test]
fn dues_should_be_those_of_the_member_and_of_the_account() {
    build_and_execute(|| {
        let order = delivered(1);
        block(VOUCHER, SELLER);
        assert_ok!(Marketplace::confirm(signed(BUYER), order));
        let payee = Payee::Member(member(SELLER));
        let expected = vec![DueView { payee, currency: CENTS, amount: 1_000 }];
        let dues = |who| Marketplace::dues(who, None, 64).items;
        assert_eq!(dues(SELLER), expected);
        vaka_testing::Nation::<System>::replace(member(SELLER), 77);
        assert_eq!((dues(77), dues(SELLER)), (expected, vec![]));
    });
}

#[test]
fn dues_should_come_in_pages() {
    build_and_execute(|| {
        // To an account before it was a member's, and to the member after, in vouchers each.
        let sells = |from: u32| {
            for n in from..from + 3 {
                let currency = voucher(n);
                assert_ok!(Assets::mint(signed(ISSUER), 1_000 + n, STRANGER, 10_000));
                let listing = offer(OUTSIDER, Terms { currency, ..terms() }, plenty(1));
                let order = order(STRANGER, listing, 1);
                accept(OUTSIDER, order);
                assert_ok!(Assets::touch_other(signed(ISSUER), 1_000 + n, OUTSIDER));
                block(1_000 + n, OUTSIDER);
                deliver(OUTSIDER, order, 1);
                assert_ok!(Marketplace::confirm(signed(STRANGER), order));
            }
        };
        sells(0);
        let member = vaka_testing::Nation::<System>::admit(OUTSIDER, 0);
        sells(3);
        let (mut found, mut after, mut sizes) = (vec![], None, vec![]);
        loop {
            let page = Marketplace::dues(OUTSIDER, after, 2);
            sizes.push(page.items.len());
            found.extend(page.items.into_iter().map(|it| (it.payee, it.currency)));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(sizes, [2, 2, 2]);
        let (account, member) = (Payee::Account(OUTSIDER), Payee::Member(member));
        let of = |payee: &Payee<_>| found.iter().filter(|(it, _)| it == payee).count();
        assert_eq!((of(&account), of(&member)), (3, 3));
        let mut currencies = found.iter().map(|(_, currency)| currency.clone()).collect::<Vec<_>>();
        currencies.sort();
        currencies.dedup();
        assert_eq!(currencies.len(), 6);
        // A page has something, whatever is asked, and what was paid meanwhile does not matter.
        let first = Marketplace::dues(OUTSIDER, None, 0);
        assert_eq!(first.items.len(), 1);
        let (payee, currency) = first.next.clone().expect("more");
        let CurrencyId::WithId(id) = currency else { panic!("a voucher") };
        assert_ok!(Assets::thaw(signed(ISSUER), id, OUTSIDER));
        assert_ok!(Marketplace::claim(signed(STRANGER), payee, currency));
        assert_eq!(Marketplace::dues(OUTSIDER, first.next, 64).items.len(), 5);
        assert_eq!(Marketplace::dues(NURSE, None, 64).items, vec![]);
    });
}

#[test]
fn design_should_show_payees_and_earnings() {
    build_and_execute(|| {
        let design = design(10);
        publish(SELLER, Terms { design: Some(design), ..terms() });
        let view = Marketplace::design(design).expect("there");
        assert_eq!((view.owner, view.content), (MAKER, H256([1; 32])));
        assert_eq!(view.payees, [(MAKER, Permill::from_percent(10))]);
        assert_eq!((view.earnings[0].users, view.earnings[0].due.to_vec()), (1, vec![0]));
        assert_eq!(Marketplace::design_by_content(view.content), Some(design));
        assert_eq!(Marketplace::design(9), None);
        assert_eq!(Marketplace::pool_of(CENTS), Marketplace::pool(&CENTS));
    });
}
