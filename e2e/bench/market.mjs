// A market on one validator: members who publish listings, and members who order. Each has no more
// of either than is free of a deposit. Sellers are the first members, buyers those after them.

import assert from 'node:assert/strict';
import { People } from './people.mjs';
import { plain } from '../lib/driver/decode.mjs';
import { lotOf, terms } from '../lib/driver/market.mjs';

/** The listings that a member has, and the orders that one has open, without a deposit. */
export const FREE = 16;
/** The most orders of a call that places, and of every other call. */
export const PLACED = 8;
export const BULK = 64;
export const PRICE = 10n ** 10n;
/** An order of something whose terms never changed. */
export const ORDER = { lot: 0, quantity: 1, maxUnitPrice: PRICE, revision: 0, code: null };
/** What every listing offers, and a lot that is never sold out. */
export const OFFER = terms({ currency: 'Native', pricing: { Unit: PRICE } });
export const LOT = lotOf(1_000_000);
const WEALTH = 10 ** 15;
/** So the 14 days in which sellers accept and buyers dispute take three minutes. */
const SLOTS_PER_DAY = 2;

function groupBy(items, keyOf) {
  const groups = new Map();
  for (const item of items) {
    const key = keyOf(item);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(item);
  }
  return groups;
}

export class Market extends People {
  /** @param {object} options  how many listings there will be, and how many orders at once */
  constructor({ listings, orders }) {
    super();
    assert.equal(orders % BULK, 0, 'each seller delivers a full call');
    assert.ok((orders / BULK) * FREE <= listings, 'the orders are of sellers with all listings');
    this.sellers = Math.ceil(listings / FREE);
    this.buyers = orders / FREE;
  }

  async start(folder) {
    const members = this.sellers + this.buyers;
    await super.start(folder, { members, slotsPerDay: SLOTS_PER_DAY, wealth: WEALTH });
    this.numbers = new Map(this.members.map(({ pair }, n) => [pair.address, n]));
  }

  get tx() {
    return this.chain.api.tx.marketplace;
  }

  /** Members publish listings, each with a lot, until there are so many. */
  async offer(upTo) {
    const { batchAll } = this.chain.api.tx.utility;
    const had = await this.listings();
    const published = [];
    for (let n = 0; n * FREE < upTo; n += 1) {
      const length = Math.min(FREE, upTo - n * FREE) - (had.get(n)?.length ?? 0);
      const calls = Array.from({ length }, () => this.tx.publish(OFFER));
      if (length > 0) published.push(this.by(n, batchAll(calls)));
    }
    await this.pass('Listings', published);

    const lots = [];
    for (const [n, listings] of await this.listings()) {
      const bare = listings.filter((each) => each.lots === 0);
      const calls = bare.map(({ id }) => this.tx.addLot(id, LOT));
      if (calls.length > 0) lots.push(this.by(n, batchAll(calls)));
    }
    await this.pass('Lots', lots);

    this.offered = await this.listings();
    const live = [...this.offered.values()].flat().filter((each) => each.lots === 1);
    assert.equal(live.length, upTo, 'each listing has a lot');
  }

  /** All listings, by the number of the member who sells. */
  async listings() {
    const entries = await this.chain.api.query.marketplace.listings.entries();
    const all = entries.map(([key, value]) => {
      const { seller, lots } = value.unwrap();
      return {
        id: key.args[0].toNumber(),
        seller: this.numbers.get(seller.account.toString()),
        lots: lots.toNumber(),
      };
    });
    return groupBy(all, ({ seller }) => seller);
  }

  /**
   * Signs the placing of orders. Each of the first sellers gets a full call's worth of them, from
   * four buyers, who place all that they may have open.
   */
  placing(orders) {
    const signed = [];
    for (let i = 0; i < orders / PLACED; i += 1) {
      const buyer = this.sellers + Math.floor((i * PLACED) / FREE);
      const listings = this.offered.get(Math.floor((i * PLACED) / BULK));
      const from = (i * PLACED) % FREE;
      signed.push(this.by(buyer, this.place(listings.slice(from, from + PLACED))));
    }
    return signed;
  }

  /** One of each of some listings. */
  place(listings) {
    return this.tx.placeOrders(listings.map(({ id }) => ({ ...ORDER, listing: id })));
  }

  accept(orders) {
    return this.tx.accept(orders.map(({ id }) => id));
  }

  settle(orders) {
    return this.tx.settle(orders.map(({ id }) => id));
  }

  deliver(orders) {
    return this.tx.deliver(orders.map(({ id }) => ({ order: id, quantity: 1, code: null })));
  }

  /** The orders that have not ended, the oldest first. */
  async orders() {
    const sold = [...this.offered.values()].flat().map(({ id, seller }) => [id, seller]);
    const sellers = new Map(sold);
    const entries = await this.chain.api.query.marketplace.orders.entries();
    const all = entries.map(([key, value]) => {
      const { buyer, listing, escrowed } = value.unwrap();
      return {
        id: key.args[0].toNumber(),
        buyer: this.numbers.get(buyer.account.toString()),
        seller: sellers.get(listing.toNumber()),
        state: plain(escrowed.state),
      };
    });
    return all.sort((a, b) => a.id - b.id);
  }

  /** The open orders by seller, that of the oldest one first. */
  async shops() {
    return [...groupBy(await this.orders(), ({ seller }) => seller)];
  }
}
