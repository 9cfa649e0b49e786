// The marketplace as its users see it: what they offer, order, deliver and settle, what they hold, and
// what the chain tells them. The stories of the suites are built on it.

import { stringToHex, stringToU8a, u8aConcat, u8aToHex } from '@polkadot/util';
import { blake2AsU8a } from '@polkadot/util-crypto';
import { plain } from './decode.mjs';
import { until } from './network.mjs';

export const VAKA = 10n ** 12n;
export const HOUR = 3_600;
/** In the `local` preset a day is a slot, so these are as long as can be. */
const ACCEPT_DAYS = 14;
const OVERDUE_DAYS = 60;

/** What a listing offers, unless `more` says otherwise. */
export const terms = (more = {}) => ({
  kind: 'Food',
  currency: 'Native',
  pricing: { Unit: 1_000 },
  title: stringToHex('Skipjack, a kilogram'),
  details: u8aToHex(blake2AsU8a('Caught in the morning', 256)),
  acceptDays: ACCEPT_DAYS,
  overdueDays: OVERDUE_DAYS,
  startShare: 0,
  unjudged: null,
  instant: false,
  requirement: null,
  design: null,
  ...more,
});

/** A lot of so many, with these of its dates. */
export const lotOf = (quantity, dates = {}) => ({
  quantity,
  opens: null,
  dates: { closes: null, due: null, bestBefore: null, ...dates },
});

/** The name of the error with which something that was sent fails. */
export const errorOf = (sent) =>
  sent.then(
    () => 'was not refused',
    (error) => error.cause ?? error.message,
  );

export class Market {
  /** @param {number} voucher  that people pay with here, if not with VAKA */
  constructor(chain, voucher) {
    Object.assign(this, { chain, voucher, currency: { WithId: voucher } });
  }

  /** What a listing offers for the market's voucher, unless `more` says otherwise. */
  terms(more) {
    return terms({ currency: this.currency, ...more });
  }

  get tx() {
    return this.chain.api.tx.marketplace;
  }

  ask(question, ...parameters) {
    return this.chain.api.call.marketplaceApi[question](...parameters).then(plain);
  }

  send(who, call, ...parameters) {
    return this.chain.send(this.tx[call](...parameters), who);
  }

  /** The name of the error with which a call fails. */
  refused(who, call, ...parameters) {
    return errorOf(this.send(who, call, ...parameters));
  }

  /** What somebody holds of the market's voucher. */
  async vouchers({ address }) {
    const held = plain(await this.chain.api.query.assets.account(this.voucher, address));
    return held?.balance ?? 0n;
  }

  /** What somebody holds of VAKA, in its smallest unit. */
  async vaka({ address }) {
    const { data } = await this.chain.api.query.system.account(address);
    return { free: data.free.toBigInt(), reserved: data.reserved.toBigInt() };
  }

  /** What the events of a call tell of orders: [{ order, how, payment }] and so on. */
  told({ events }, method) {
    const ours = events.filter((event) => event.section === 'marketplace');
    return ours.filter((event) => event.method === method).map(({ data }) => data);
  }

  /**
   * A village bank issues the market's voucher: so much to each of some people. Others get an account
   * for it, because they have no VAKA for a deposit.
   */
  issue(bank, amount, people, others = []) {
    const { assets, utility } = this.chain.api.tx;
    const opened = [...people, ...others].map(({ address }) =>
      assets.touchOther(this.voucher, address),
    );
    const given = people.map(({ address }) => assets.mint(this.voucher, address, amount));
    const made = assets.create(this.voucher, bank.address, 1);
    return this.chain.send(utility.batchAll([made, ...opened, ...given]), bank);
  }

  /** Publishes a listing with a lot. */
  async offer(seller, listing, lot) {
    const published = await this.send(seller, 'publish', listing);
    const [{ listing: id }] = this.told(published, 'Published');
    const added = await this.send(seller, 'addLot', id, lot);
    const [{ lot: number }] = this.told(added, 'LotAdded');
    return { listing: Number(id), lot: Number(number), revision: 0 };
  }

  /** Places orders. Resolves with their numbers. */
  async order(buyer, orders) {
    const placed = await this.send(buyer, 'placeOrders', orders);
    return this.told(placed, 'Placed').map(({ order }) => Number(order));
  }

  /** Waits until nobody has anything to do any more, and settles as a passer-by. */
  async settleWhenDue(orders, by) {
    const due = async () => {
      const now = await this.now();
      const views = await Promise.all(orders.map((order) => this.ask('order', order)));
      return views.every((view) => view.deadline !== null && Number(view.deadline) <= now);
    };
    await until(`orders ${orders} are due`, due, { timeoutMs: 240_000, everyMs: 1_000 });
    return this.send(by, 'settle', orders);
  }

  /** The reading of the clock by which deadlines are counted. */
  async now() {
    return (await this.chain.api.call.clockApi.open()).toNumber();
  }
}

/** The hash by which alone an order is delivered, as the pallet's overview tells to make it. */
export function codeHash({ api }, buyer, { listing, lot }, code) {
  const numbers = new DataView(new ArrayBuffer(8));
  numbers.setUint32(0, listing, true);
  numbers.setUint32(4, lot, true);
  const place = new Uint8Array(numbers.buffer);
  const bytes = [stringToU8a('vaka/market/code'), api.genesisHash, buyer.publicKey, place, code];
  return blake2AsU8a(u8aConcat(...bytes), 256);
}
