// What the suite of ratings does on the chain: ten people buy of one member, and they rate each other
// when the orders have ended. Five of the ten are members without VAKA, and five are outsiders. One
// member more commits a rating that nobody reveals.

import { u8aToHex } from '@polkadot/util';
import { blake2AsU8a, randomAsU8a } from '@polkadot/util-crypto';
import { ratingHash } from '../model/ratings.mjs';
import { account, founder, memberOf } from './governance.mjs';
import { lotOf, Market, VAKA } from './market.mjs';
import { until } from './network.mjs';

export const VOUCHER = 4_444;
/** What the bank gives everybody, in the voucher's smallest unit. */
const WEALTH = 100_000n;
const PRICE = 1_000;
const PATIENCE = { timeoutMs: 400_000, everyMs: 1_000 };

/** The seller, the members who rate it, and the one who withholds a rating. */
const SELLER = [3, 2];
const MEMBERS = [
  [0, 0],
  [2, 1],
  [2, 2],
  [2, 4],
  [3, 0],
];
const SILENT = [3, 1];
const OUTSIDERS = 5;

/** The stars that the members give, of which the first one changes their mind when they buy again. */
export const STARS = [5, 4, 5, 3, 5];
export const SECOND_THOUGHT = 2;
/** The stars that the outsiders give. */
export const WORST = 1;
/** The stars that the seller gives each buyer who is a member. */
export const THANKS = 4;
/** The most orders that a call settles. */
const MAX_BATCH = 64;

const NO_TEXT = new Uint8Array(32);

/** A rating that nobody else can open. */
const rating = (stars, text) => ({
  stars,
  text: text ? blake2AsU8a(text, 256) : NO_TEXT,
  salt: randomAsU8a(32),
});

class Raters extends Market {
  constructor({ chain }) {
    super(chain, VOUCHER);
    this.receipts = [];
    const member = ([village, n]) => ({
      who: founder(chain, village, n),
      committer: { member: memberOf(village, n) },
    });
    const outsider = (name) => {
      const who = account(chain, `vaka/e2e/rater/${name}`);
      return { who, committer: { publicKey: who.publicKey } };
    };
    this.seller = member(SELLER);
    this.members = MEMBERS.map(member);
    this.silent = member(SILENT);
    this.outsiders = Array.from({ length: OUTSIDERS }, (_, n) => outsider(n));
    this.bank = account(chain, 'vaka/e2e/rater/bank');
  }

  hash(order, by, { committer }, opening) {
    return u8aToHex(ratingHash(this.chain.genesisHash, order, by, committer, opening));
  }

  commit(order, by, person, opening) {
    return this.send(person.who, 'commitRating', order, this.hash(order, by, person, opening));
  }

  reveal(anyone, order, by, { stars, text, salt }) {
    return this.send(anyone, 'revealRating', order, by, stars, text, salt);
  }

  refusedToReveal(anyone, order, by, { stars, text, salt }) {
    return this.refused(anyone, 'revealRating', order, by, stars, text, salt);
  }

  rating(order) {
    return this.ask('rating', order);
  }

  /** What the chain shows of the seller in this half-year, by members and by others. */
  async shown() {
    const { current } = await this.ask('reputation', { Account: this.seller.who.address });
    return current.asSeller;
  }

  /** A bank issues vouchers. Outsiders have VAKA, too, for fees and deposits. */
  async open() {
    const { balances, utility } = this.chain.api.tx;
    const pay = ({ address }, amount) => balances.transferKeepAlive(address, amount);
    const outsiders = this.outsiders.map(({ who }) => who);
    const payments = [
      pay(this.bank, 100n * VAKA),
      ...outsiders.map((outsider) => pay(outsider, 20n * VAKA)),
    ];
    await this.chain.send(utility.batchAll(payments), this.chain.account('//Alice'));
    const members = [...this.members, this.silent].map(({ who }) => who);
    await this.issue(this.bank, WEALTH, [...members, ...outsiders], [this.seller.who]);
  }

  /** People buy a kilogram each. Resolves with their orders, which have ended. */
  async buy(people) {
    const one = { ...this.fish, quantity: 1, maxUnitPrice: PRICE, code: null };
    const placed = await Promise.all(people.map(({ who }) => this.order(who, [one])));
    const orders = placed.map(([order]) => order);
    const brought = orders.map((order) => ({ order, quantity: 1, code: null }));
    await this.send(this.seller.who, 'deliver', brought);
    await Promise.all(people.map(({ who }, n) => this.send(who, 'confirm', orders[n])));
    return orders;
  }

  async trade() {
    const { seller, members, outsiders, silent } = this;
    const listing = this.terms({ instant: true, pricing: { Unit: PRICE } });
    this.fish = await this.offer(seller.who, listing, lotOf(100));
    const orders = await this.buy([...members, silent, ...outsiders]);
    this.orders = {
      members: orders.slice(0, members.length),
      silent: orders[members.length],
      outsiders: orders.slice(members.length + 1),
    };
  }

  /** Tells how the first order is rated, with all that is refused on the way. */
  async firstRating() {
    const { seller, bank } = this;
    const [buyer] = this.members;
    const [order] = this.orders.members;
    const [hasty, given] = [rating(1), rating(STARS[0], 'Fresh, and on time')];
    const thanks = rating(THANKS);
    const refusedToCommit = (who) => this.refused(who, 'commitRating', order, u8aToHex(NO_TEXT));
    const refusedToReveal = (opening) => this.refusedToReveal(bank, order, 'Buyer', opening);
    await this.commit(order, 'Buyer', buyer, hasty);
    [this.meddled, this.early, this.sealed] = await Promise.all([
      refusedToCommit(bank),
      refusedToReveal(hasty),
      this.rating(order),
    ]);
    // The buyer may say otherwise until the seller has committed, too.
    await this.commit(order, 'Buyer', buyer, given);
    this.committed = await this.commit(order, 'Seller', seller, thanks);
    this.both = await this.rating(order);
    const openings = {
      stars: { ...given, stars: 4 },
      text: { ...given, text: NO_TEXT },
      salt: { ...given, salt: hasty.salt },
      first: hasty,
    };
    const [late, tooMany, ...wrong] = await Promise.all([
      refusedToCommit(buyer.who),
      refusedToReveal({ ...given, stars: 6 }),
      ...Object.values(openings).map(refusedToReveal),
    ]);
    Object.assign(this, { late, tooMany });
    this.wrong = Object.fromEntries(Object.keys(openings).map((name, n) => [name, wrong[n]]));
    this.stillSealed = await this.rating(order);
    // Anybody who has the opening reveals it.
    await Promise.all([
      this.reveal(bank, order, 'Buyer', given),
      this.reveal(seller.who, order, 'Seller', thanks),
    ]);
    this.twice = await refusedToReveal(given);
    this.revealed = { ...(await this.rating(order)), text: u8aToHex(given.text) };
  }

  /**
   * Both parties commit. Resolves with what reveals both ratings. The receipts of the buyer, who is a
   * member, are kept.
   */
  async rate(order, buyer, stars) {
    const { seller, receipts } = this;
    const [given, thanks] = [rating(stars), rating(THANKS)];
    const [committed] = await Promise.all([
      this.commit(order, 'Buyer', buyer, given),
      this.commit(order, 'Seller', seller, thanks),
    ]);
    return async () => {
      const [revealed] = await Promise.all([
        this.reveal(buyer.who, order, 'Buyer', given),
        this.reveal(seller.who, order, 'Seller', thanks),
      ]);
      receipts.push(committed, revealed);
    };
  }

  /** The seller copies what a buyer committed, to be praised with the buyer's own words. */
  async withhold() {
    const { seller, silent, bank } = this;
    const order = this.orders.silent;
    const opening = rating(5);
    await this.commit(order, 'Buyer', silent, opening);
    const copy = this.hash(order, 'Buyer', silent, opening);
    await this.send(seller.who, 'commitRating', order, copy);
    this.copied = await this.refusedToReveal(bank, order, 'Seller', opening);
    this.kept = { order, opening };
  }

  /** The seller does not rate outsiders, so theirs are revealed once nobody may commit any longer. */
  async beginOutsiders() {
    const orders = this.orders.outsiders;
    const openings = orders.map(() => rating(WORST));
    await Promise.all(
      orders.map((order, n) => this.commit(order, 'Buyer', this.outsiders[n], openings[n])),
    );
    const reveal = (n) => this.reveal(this.outsiders[n].who, orders[n], 'Buyer', openings[n]);
    const stage = async () => (await this.rating(orders.at(-1))).stage.type;
    this.waiting = await stage();
    return { orders, openings, reveal, stage };
  }

  async outsidersRate({ orders, openings, reveal, stage }) {
    await until(
      'the days to commit are over',
      async () => (await stage()) !== 'Committing',
      PATIENCE,
    );
    this.tooLate = await this.refused(
      this.seller.who,
      'commitRating',
      orders[0],
      u8aToHex(NO_TEXT),
    );
    this.uncommitted = await this.refusedToReveal(this.bank, orders[0], 'Seller', openings[0]);
    const last = orders.length - 1;
    await Promise.all(orders.slice(0, last).map((_, n) => reveal(n)));
    this.fourOutsiders = await this.shown();
    await reveal(last);
    this.fiveOutsiders = await this.shown();
  }

  /** Nobody reveals what the silent member committed. When that is over, it counts as withheld. */
  async withheldInTheEnd() {
    const { order, opening } = this.kept;
    const over = async () => {
      const view = await this.rating(order);
      return (view === null || view.stage === 'Over') && { view };
    };
    ({ view: this.over } = await until('the days to reveal are over', over, PATIENCE));
    this.closed = await this.refusedToReveal(this.bank, order, 'Buyer', opening);
    // A call in vain forgets what is over, the oldest first.
    const forget = async () => {
      await this.send(this.silent.who, 'settle', Array(MAX_BATCH).fill(order));
      return (await this.rating(order)) === null;
    };
    await until('the end of the silent rating', forget, PATIENCE);
    this.withheld = await this.shown();
  }

  async run() {
    await this.open();
    await this.trade();
    const { members, orders } = this;
    const [outsiders, , , ...others] = await Promise.all([
      this.beginOutsiders(),
      this.firstRating(),
      this.withhold(),
      ...STARS.slice(1).map((stars, n) => this.rate(orders.members[n + 1], members[n + 1], stars)),
    ]);
    const [last, ...reveals] = others.reverse();
    await Promise.all(reveals.map((reveal) => reveal()));
    this.four = await this.shown();
    await last();
    this.five = await this.shown();
    const [again] = await this.buy([members[0]]);
    const reveal = await this.rate(again, members[0], SECOND_THOUGHT);
    await reveal();
    this.again = await this.shown();
    await this.outsidersRate(outsiders);
    await this.withheldInTheEnd();
  }
}

/** Begins the story. The tests wait for its end. */
export function beginRating(context) {
  const raters = new Raters(context);
  const begun = until('the first block', async () => (await context.chain.head()).number > 0);
  const ended = begun
    .then(() => raters.run())
    .then(
      () => undefined,
      (error) => error,
    );
  context.rating = { raters, ended };
}
