//! What people do, and what a test looks at afterwards.

use super::*;

// Time

pub fn now() -> BlockNumber {
    System::block_number()
}

pub fn unix() -> Moment {
    Time::now().as_secs()
}

/// Lets days pass.
pub fn wait(days: u32) {
    wait_slots(days * DAY);
}

pub fn wait_slots(slots: BlockNumber) {
    System::set_block_number(now() + slots);
}

/// Halts the chain for days: dates pass, deadlines do not.
pub fn halt(days: Moment) {
    Halted::mutate(|seconds| *seconds += days * DAY_SECONDS);
}

/// The unix second so many days from now.
pub fn in_days(days: Moment) -> Moment {
    unix() + days * DAY_SECONDS
}

// Money

pub fn money(currency: &CurrencyId, who: AccountId) -> Balance {
    <Test as Config>::Currency::balance(currency.clone(), &who)
}

pub fn cents(who: AccountId) -> Balance {
    money(&CENTS, who)
}

/// What is on hold in an account as deposits.
pub fn deposited(who: AccountId) -> Balance {
    use frame_support::traits::fungible::InspectHold;
    <Balances as InspectHold<_>>::balance_on_hold(&HoldReason::Deposit.into(), &who)
}

pub fn due(who: AccountId, currency: &CurrencyId) -> Balance {
    let payee = Payee::from(Marketplace::trader(&who));
    Dues::<Test>::get(payee, currency).map_or(0, |due| due.amount)
}

/// Lets the issuer of a voucher block an account.
pub fn block(id: u32, who: AccountId) {
    assert_ok!(Assets::block(signed(ISSUER), id, who));
}

// Sellers

/// 1,000 cents a unit, paid in the voucher, three days to accept and late for three at most.
pub fn terms() -> Terms {
    Terms {
        kind: Kind::Food,
        currency: CENTS,
        pricing: Pricing::Unit(1_000),
        title: b"Skipjack".to_vec().try_into().expect("short"),
        details: Some(H256([7; 32])),
        accept_days: 3,
        overdue_days: 3,
        start_share: Permill::from_percent(20),
        unjudged: None,
        instant: false,
        requirement: None,
        design: None,
    }
}

/// A house in steps of these prices, 30 days each.
pub fn house(prices: &[Balance]) -> Terms {
    let steps = prices.iter().map(|price| marketplace_escrow::Step { price: *price, days: 30 });
    let steps = steps.collect::<Vec<_>>().try_into().expect("few");
    Terms { kind: Kind::MadeToOrder, pricing: Pricing::Steps(steps), ..terms() }
}

/// An hour of somebody who has learned schema 7. It shows but availability and price.
pub fn hour() -> Terms {
    Terms {
        kind: Kind::Service,
        title: Default::default(),
        details: None,
        requirement: Some(Requirement { schema: 7, stake: 0 }),
        ..terms()
    }
}

/// So much of it, without dates.
pub fn plenty(quantity: Quantity) -> LotTerms {
    LotTerms { quantity, opens: None, dates: Dates::default() }
}

/// So much of it: ordered for two days, due on the fourth, good until the fifth.
pub fn weekly(quantity: Quantity) -> LotTerms {
    let dates =
        Dates { closes: Some(in_days(2)), due: Some(in_days(4)), best_before: Some(in_days(5)) };
    LotTerms { quantity, opens: None, dates }
}

#[track_caller]
pub fn publish(who: AccountId, terms: Terms) -> ListingId {
    let listing = NextListing::<Test>::get();
    assert_ok!(Marketplace::publish(signed(who), terms));
    listing
}

#[track_caller]
pub fn add_lot(who: AccountId, listing: ListingId, terms: LotTerms) -> LotNumber {
    let lot = Listings::<Test>::get(listing).expect("a listing").next_lot;
    assert_ok!(Marketplace::add_lot(signed(who), listing, terms));
    lot
}

/// Publishes with one lot.
#[track_caller]
pub fn offer(who: AccountId, terms: Terms, lot: LotTerms) -> ListingId {
    let listing = publish(who, terms);
    add_lot(who, listing, lot);
    listing
}

/// The seller offers ten units without dates.
#[track_caller]
pub fn fish() -> ListingId {
    offer(SELLER, terms(), plenty(10))
}

pub fn ids(orders: &[OrderId]) -> OrderIds {
    orders.to_vec().try_into().expect("few")
}

#[track_caller]
pub fn accept(who: AccountId, order: OrderId) {
    assert_ok!(Marketplace::accept(signed(who), ids(&[order])));
}

pub fn delivery(order: OrderId, quantity: Quantity, code: Option<Code>) -> Deliveries {
    vec![Delivery { order, quantity, code }].try_into().expect("few")
}

#[track_caller]
pub fn deliver(who: AccountId, order: OrderId, quantity: Quantity) {
    assert_ok!(Marketplace::deliver(signed(who), delivery(order, quantity, None)));
}

// Buyers

pub fn new_order(listing: ListingId, quantity: Quantity) -> NewOrder {
    let revision = Listings::<Test>::get(listing).map_or(0, |it| it.revision);
    NewOrder { listing, lot: 0, quantity, max_unit_price: Balance::MAX, revision, code: None }
}

pub fn new_orders(orders: &[NewOrder]) -> NewOrders {
    orders.to_vec().try_into().expect("few")
}

/// The call that orders of a listing's first lot.
pub fn try_order(
    who: AccountId,
    listing: ListingId,
    quantity: Quantity,
) -> DispatchResultWithPostInfo {
    Marketplace::place_orders(signed(who), new_orders(&[new_order(listing, quantity)]))
}

#[track_caller]
pub fn order(who: AccountId, listing: ListingId, quantity: Quantity) -> OrderId {
    let order = NextOrder::<Test>::get();
    assert_ok!(try_order(who, listing, quantity));
    order
}

pub const CODE: Code = [5; 16];

/// Orders of a listing's first lot, by a code.
#[track_caller]
pub fn order_by_code(
    who: AccountId,
    listing: ListingId,
    quantity: Quantity,
    code: Code,
) -> OrderId {
    let order = NextOrder::<Test>::get();
    let code = Some(Marketplace::code_hash(&who, listing, 0, &code));
    let new = NewOrder { code, ..new_order(listing, quantity) };
    assert_ok!(Marketplace::place_orders(signed(who), new_orders(&[new])));
    order
}

/// The buyer ordered so much of the seller's fish.
#[track_caller]
pub fn ordered(quantity: Quantity) -> OrderId {
    order(BUYER, fish(), quantity)
}

/// As [`ordered`], and the seller accepted.
#[track_caller]
pub fn accepted(quantity: Quantity) -> OrderId {
    let order = ordered(quantity);
    accept(SELLER, order);
    order
}

/// As [`accepted`], and the seller delivered all of it.
#[track_caller]
pub fn delivered(quantity: Quantity) -> OrderId {
    let order = accepted(quantity);
    deliver(SELLER, order, quantity);
    order
}

/// As [`delivered`], and the buyer disputes it.
#[track_caller]
pub fn disputed(quantity: Quantity) -> OrderId {
    let order = delivered(quantity);
    assert_ok!(Marketplace::open_dispute(signed(BUYER), order, H256([1; 32])));
    order
}

/// The case of an order.
#[track_caller]
pub fn case_of(order: OrderId) -> vaka_primitives::CaseId {
    Orders::<Test>::get(order).expect("an order").case.expect("a dispute")
}

/// Somebody ordered so much of a listing of the seller, and disputes the delivery.
#[track_caller]
pub fn dispute_of(
    who: AccountId,
    seller: AccountId,
    listing: ListingId,
    quantity: Quantity,
) -> OrderId {
    let order = order(who, listing, quantity);
    accept(seller, order);
    deliver(seller, order, quantity);
    assert_ok!(Marketplace::open_dispute(signed(who), order, H256([1; 32])));
    order
}

/// Lets judges rule on an order, and carries it out.
#[track_caller]
pub fn rule(order: OrderId, ruling: vaka_primitives::Outcome) -> Payment {
    outcome(case_of(order), ruling);
    settle(&[order]);
    ending(order).expect("ended").2
}

#[track_caller]
pub fn settle(orders: &[OrderId]) {
    assert_ok!(Marketplace::settle(signed(STRANGER), ids(orders)));
}

// Ratings

pub const SALT: Salt = [3; 32];

/// An order that ended: the buyer confirmed what the seller delivered.
#[track_caller]
pub fn sold() -> OrderId {
    sold_by(SELLER, BUYER)
}

#[track_caller]
pub fn sold_by(seller: AccountId, buyer: AccountId) -> OrderId {
    let listing = offer(seller, terms(), plenty(1));
    let order = order(buyer, listing, 1);
    assert_ok!(Marketplace::close_listing(signed(seller), listing));
    accept(seller, order);
    deliver(seller, order, 1);
    assert_ok!(Marketplace::confirm(signed(buyer), order));
    order
}

/// What a party of an ended order commits, without a text.
pub fn rating_of(order: OrderId, by: Side, stars: u8) -> H256 {
    let ended = EndedOrders::<Test>::get(order).expect("an ended order");
    let committer = Payee::from(ended.trader(by).clone());
    Marketplace::rating_hash(order, by, &committer, stars, &H256::zero(), &SALT)
}

#[track_caller]
pub fn commit(order: OrderId, by: Side, stars: u8) {
    let ended = EndedOrders::<Test>::get(order).expect("an ended order");
    let who = Marketplace::account_of(ended.trader(by));
    let hash = rating_of(order, by, stars);
    assert_ok!(Marketplace::commit_rating(signed(who), order, hash));
}

pub fn try_reveal(order: OrderId, by: Side, stars: u8) -> DispatchResult {
    Marketplace::reveal_rating(signed(STRANGER), order, by, stars, H256::zero(), SALT)
}

#[track_caller]
pub fn reveal(order: OrderId, by: Side, stars: u8) {
    assert_ok!(try_reveal(order, by, stars));
}

/// The buyer rates the seller of an order that ended, and the seller the buyer with five stars.
#[track_caller]
pub fn rate(order: OrderId, stars: u8) {
    commit(order, Side::Buyer, stars);
    commit(order, Side::Seller, 5);
    reveal(order, Side::Buyer, stars);
    reveal(order, Side::Seller, 5);
}

/// A new member of the first village, with vouchers.
pub fn neighbour(n: u64) -> AccountId {
    let who = 2_000 + n;
    vaka_testing::Nation::<System>::admit(who, 0);
    System::inc_sufficients(&who);
    assert_ok!(Assets::mint_into(VOUCHER, &who, WEALTH));
    who
}

/// A new account that is no member's, with VAKA and vouchers.
pub fn visitor(n: u64) -> AccountId {
    use frame_support::traits::fungible::Mutate as _;
    let who = 3_000 + n;
    assert_ok!(Balances::mint_into(&who, WEALTH));
    assert_ok!(Assets::mint_into(VOUCHER, &who, WEALTH));
    who
}

/// What is stored of what others say of somebody, in this half-year.
pub fn reputation(who: AccountId) -> Reputation {
    let half_year = Marketplace::half_year_of(now());
    Reputations::<Test>::get(half_year, Payee::from(Marketplace::trader(&who)))
}

/// What is shown of somebody's ratings as a seller, by members and by others, in this half-year.
pub fn shown(who: AccountId) -> (Option<Tally>, Option<Tally>) {
    let shown = Marketplace::reputation(Payee::Account(who)).current.as_seller;
    (shown.by_members, shown.by_others)
}

/// A tally of so many who gave these stars.
pub fn tally(stars: u8, raters: u32) -> Tally {
    let mut tally = Tally::default();
    tally.stars[usize::from(stars) - 1] = raters;
    tally
}

// What is stored

#[track_caller]
pub fn lot(listing: ListingId, lot: LotNumber) -> LotOf<Test> {
    Lots::<Test>::get(listing, lot).expect("a lot")
}

/// Available, reserved, delivered, written off.
#[track_caller]
pub fn stock(listing: ListingId) -> (Quantity, Quantity, Quantity, Quantity) {
    let lot = lot(listing, 0);
    (lot.available, lot.reserved, lot.delivered, lot.written_off)
}

#[track_caller]
pub fn state(order: OrderId) -> marketplace_escrow::State {
    Orders::<Test>::get(order).expect("an order").escrowed.state()
}

pub fn is_open(order: OrderId) -> bool {
    Orders::<Test>::contains_key(order)
}

pub fn member(who: AccountId) -> vaka_primitives::MemberId {
    Nation::<System>::membership(&who).expect("a member").member
}

// Events

#[track_caller]
pub fn last_event(event: Event<Test>) {
    System::assert_last_event(event.into());
}

#[track_caller]
pub fn has_event(event: Event<Test>) {
    System::assert_has_event(event.into());
}

/// How an order ended.
pub fn ending(id: OrderId) -> Option<(marketplace_escrow::How, Quantity, Payment)> {
    System::events().into_iter().find_map(|record| match record.event {
        RuntimeEvent::Marketplace(Event::Ended { order, how, delivered, payment })
            if order == id =>
        {
            Some((how, delivered, payment))
        }
        _ => None,
    })
}

// Designs and vouchers

/// Registers a design of somebody's who gets this share in percent.
#[track_caller]
pub fn design_of(who: AccountId, content: u8, share: u32) -> DesignId {
    let design = NextDesign::<Test>::get();
    let payees = vec![(who, Permill::from_percent(share))].try_into().expect("few");
    let content = H256([content; 32]);
    assert_ok!(Marketplace::register_design(signed(who), content, payees, Default::default()));
    design
}

/// A design by the maker, who gets this share in percent.
#[track_caller]
pub fn design(share: u32) -> DesignId {
    design_of(MAKER, 1, share)
}

/// One more voucher.
#[track_caller]
pub fn voucher(n: u32) -> CurrencyId {
    let id = 1_000 + n;
    if !Assets::asset_exists(id) {
        assert_ok!(<Assets as Create<_>>::create(id, ISSUER, false, 1));
    }
    CurrencyId::WithId(id)
}

/// A design of the maker and the artist, which earned them 100 and 50 cents by the only sale of a
/// listing.
pub fn sell_a_design() -> (DesignId, ListingId) {
    let (design, content) = (NextDesign::<Test>::get(), H256([1; 32]));
    let share = Permill::from_percent;
    let payees = vec![(MAKER, share(10)), (ARTIST, share(5))].try_into().expect("few");
    assert_ok!(Marketplace::register_design(signed(MAKER), content, payees, Default::default()));
    let listing = offer(SELLER, Terms { design: Some(design), ..terms() }, plenty(10));
    let order = order(BUYER, listing, 1);
    accept(SELLER, order);
    deliver(SELLER, order, 1);
    assert_ok!(Marketplace::confirm(signed(BUYER), order));
    (design, listing)
}
