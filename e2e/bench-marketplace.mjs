// Measures the marketplace on one validator: orders a second through their whole life beside 10,000
// live listings, what calls cost beside 100 of them and beside all, and the bytes of an open order:
//
//   node bench-marketplace.mjs [--json bench-marketplace.json] [--listings 10000] [--orders 12288]
//
// It fails where a figure is worse than its bound. Needs only the node.

import assert from 'node:assert/strict';
import { parseArgs } from 'node:util';
import { u8aToHex } from '@polkadot/util';
import { blake2AsU8a } from '@polkadot/util-crypto';
import { BULK, Market, ORDER, PLACED, PRICE } from './bench/market.mjs';
import { bytesOf, least, Probe } from './bench/probe.mjs';
import { rateOf, run, say } from './bench/rig.mjs';
import { until } from './lib/driver/network.mjs';
import { lotOf, terms } from './lib/driver/market.mjs';

const FEW = 100;
/** Of six sellers, all who have sixteen listings while there are a hundred. */
const FEW_ORDERS = 6 * BULK;
/**
 * The orders of a call that settles. It is charged for disputes and vouchers before it runs, and gives
 * back what did not come: the larger it is, the more of a block stays empty behind the last one.
 */
const SETTLED = 16;
const PALLET = 'Marketplace';
const DAY = 86_400;
/** The most steps of an order. */
const STEPS = 8;
/** The days to commit a rating of an order that ended. */
const RATING_DAYS = 14;
const bounds = { ordersPerSecond: 150, bytes: 400 };

class Bench extends Market {
  constructor(options) {
    super(options);
    this.results = { ...options };
  }

  async start(folder) {
    await super.start(folder);
    this.alice = this.chain.account('//Alice');
  }

  /** The bytes of the marketplace and those of the whole state. */
  async size() {
    const hash = await this.quiet();
    return { market: await bytesOf(this.send, hash, PALLET), all: await bytesOf(this.send, hash) };
  }

  /** The weight that a signed transaction is charged for before it runs, in microseconds. */
  async charge(signed) {
    const { api } = this.chain;
    const length = u8aToHex(api.createType('u32', signed.length / 2 - 1).toU8a());
    const asked = signed + length.slice(2);
    const answer = await this.send('state_call', ['TransactionPaymentApi_query_info', asked]);
    const { weight } = api.createType('RuntimeDispatchInfo', answer);
    return Number(weight.refTime.toBigInt() / 1_000_000n);
  }

  /** The weight of all transactions since a block, without what was given back, in microseconds. */
  async weightSince(number) {
    const { number: last } = await this.chain.head();
    let sum = 0n;
    for (let each = number + 1; each <= last; each += 1) {
      const at = await this.chain.at(await this.chain.hashOf(each));
      sum += (await at.query.system.blockWeight()).normal.refTime.toBigInt();
    }
    return Number(sum / 1_000_000n);
  }

  /**
   * Brings orders through their whole life. One seller comes late, so that a delivery and a
   * settlement can be timed on the same state.
   */
  async life(orders) {
    const perSecond = {};
    const charged = {};
    const weights = {};
    const part = async (name, each, signed) => {
      charged[name] = Math.round((await this.charge(signed[0])) / each);
      const { number } = await this.chain.head();
      const counts = await this.pass(name, signed);
      const ordersOf = counts.map((count) => count * each);
      perSecond[name] = rateOf(ordersOf, this.blockSeconds).perSecond;
      weights[name] = Math.round((await this.weightSince(number)) / (signed.length * each));
    };
    const before = await this.size();
    await part('placed', PLACED, this.placing(orders));
    const shops = await this.shops();
    const bySellers = (call) => shops.map(([n, own]) => this.by(n, call(own)));
    await part(
      'accepted',
      BULK,
      bySellers((own) => this.accept(own)),
    );
    const open = await this.size();
    const [late, hers] = shops.pop();
    await part(
      'delivered',
      BULK,
      bySellers((own) => this.deliver(own)),
    );
    await this.allDue(orders, late);
    await this.probe(shops[0][1], late, hers);
    const some = (own) =>
      Array.from({ length: own.length / SETTLED }, (_, i) =>
        own.slice(i * SETTLED, (i + 1) * SETTLED),
      );
    const settling = shops.flatMap(([n, own]) =>
      some(own).map((each) => this.by(n, this.settle(each))),
    );
    await part('settled', SETTLED, settling);
    await this.pass('late', [this.by(late, this.deliver(hers))]);
    const confirms = hers.map(({ id, buyer }) => this.by(buyer, this.tx.confirm(id)));
    await this.pass('confirmed', confirms);
    assert.deepEqual(await this.orders(), [], 'all orders have ended');
    const ended = await this.size();
    await this.forget([...shops, [late, hers]]);
    const after = await this.size();

    const seconds = Object.values(perSecond).reduce((sum, rate) => sum + 1 / rate, 0);
    const each = (bytes) => Number((bytes / orders).toFixed(1));
    Object.assign(this.results, {
      orders_per_s: Math.round(1 / seconds),
      orders_per_s_by_part: perSecond,
      charged_us_of_an_order_by_part: charged,
      weight_us_of_an_order_by_part: weights,
      bytes_of_an_open_order: each(open.all - before.all),
      of_them_in_the_marketplace: each(open.market - before.market),
      bytes_of_an_order_to_rate: each(ended.market - before.market),
      bytes_of_an_ended_order: each(after.market - before.market),
      of_its_buyer_elsewhere: each(after.all - after.market - before.all + before.market),
    });
  }

  /** Waits until nobody may dispute a delivery any more. */
  async allDue(count, late) {
    const orders = await this.orders();
    assert.equal(orders.length, count, 'all orders are open');
    const delivered = orders.filter(({ seller }) => seller !== late).map(({ state }) => state);
    assert.ok(
      delivered.every(({ type }) => type === 'Delivered'),
      'all others are delivered',
    );
    const due = Math.max(...delivered.map(({ value }) => Number(value.until)));
    const { open } = this.chain.api.call.clockApi;
    say(`Until slot ${due}`);
    await until('orders are due', async () => (await open()).toNumber() >= due, {
      timeoutMs: 900_000,
      everyMs: 1_000,
    });
  }

  /** Waits until nobody may rate the orders any more, and lets them be forgotten. */
  async forget(shops) {
    const { open, slotsPerDay } = this.chain.api.call.clockApi;
    const days = RATING_DAYS * (await slotsPerDay()).toNumber();
    const over = (await open()).toNumber() + days;
    say(`Until slot ${over}`);
    await until('orders can be rated no longer', async () => (await open()).toNumber() >= over, {
      timeoutMs: 900_000,
      everyMs: 1_000,
    });
    // Each order that is named in vain forgets one.
    await this.pass(
      'forgotten',
      shops.map(([n, own]) => this.by(n, this.settle(own))),
    );
    const { endedOrders } = this.chain.api.query.marketplace;
    assert.deepEqual(await endedOrders.keys(), [], 'nothing is left to rate');
  }

  /** Times a full call of each kind beside so many listings. */
  async probe(delivered, seller, accepted) {
    const all = [...this.offered.values()].flat();
    const some = Array.from(
      { length: PLACED },
      (_, i) => all[Math.floor((i * all.length) / PLACED)],
    );
    const { tx } = this.chain.api;
    const hash = await this.quiet();
    const nonce = await this.nonce(this.alice, hash);
    const { pair, nonce: sellers } = this.members[seller];
    const alices = (call) => this.extrinsic(this.alice, nonce, call.method.toU8a());
    const times = await new Probe(this.send, hash, { of: least }).time({
      remark: alices(tx.system.remark('0x')),
      place: alices(this.place(some)),
      deliver: this.extrinsic(pair, sellers, this.deliver(accepted).method.toU8a()),
      settle: alices(this.settle(delivered)),
    });
    this.note(times, 'listings', all.length);
  }

  /**
   * The bytes of orders with all dates and a deposit, one with a code and one in as many steps as can
   * be. The buyer is a member who has all orders that are free of a deposit.
   */
  async largest() {
    const [seller, buyer] = [0, 1];
    const { nextListing, orders } = this.chain.api.query.marketplace;
    const coded = (await nextListing()).toNumber();
    const stepped = coded + 1;
    const now = Math.floor((await this.chain.now()) / 1000);
    const dates = { closes: now + DAY, due: now + 2 * DAY, bestBefore: now + 3 * DAY };
    const steps = Array.from({ length: STEPS }, () => ({ price: PRICE, days: 180 }));
    const offers = [{ Unit: PRICE }, { Steps: steps }].flatMap((pricing, i) => [
      this.by(seller, this.tx.publish(terms({ currency: 'Native', pricing }))),
      this.by(seller, this.tx.addLot(coded + i, lotOf(10, dates))),
    ]);
    await this.pass('with dates', offers);
    const code = u8aToHex(blake2AsU8a('a code', 256));
    const free = this.offered.get(seller);
    const placed = [free.slice(0, PLACED), free.slice(PLACED)].map((each) => this.place(each));
    const large = this.tx.placeOrders([
      { ...ORDER, listing: coded, code },
      { ...ORDER, listing: stepped, maxUnitPrice: PRICE * BigInt(STEPS) },
    ]);
    await this.pass(
      'large orders',
      [...placed, large].map((tx) => this.by(buyer, tx)),
    );
    const entries = await orders.entries();
    const bytesOfOne = (listing) => {
      const [key, value] = entries.find(([, each]) => each.unwrap().listing.toNumber() === listing);
      return key.length + value.unwrap().encodedLength;
    };
    this.results.bytes_of_an_order_with_a_code = bytesOfOne(coded);
    this.results.bytes_of_an_order_in_steps = bytesOfOne(stepped);
  }

  check() {
    const { results } = this;
    for (const call of ['place', 'deliver', 'settle']) this.checkFlat(call, 'remark', 'listings');
    this.demand(results.orders_per_s >= bounds.ordersPerSecond, 'too few orders a second');
    const largest = Math.max(
      results.bytes_of_an_open_order,
      results.bytes_of_an_order_with_a_code,
      results.bytes_of_an_order_in_steps,
    );
    this.demand(largest <= bounds.bytes, 'an open order takes too much');
    this.demand(results.bytes_of_an_ended_order === 0, 'an order that ended takes something');
  }
}

async function main() {
  const { values } = parseArgs({
    options: {
      json: { type: 'string' },
      listings: { type: 'string', default: '10000' },
      orders: { type: 'string', default: '12288' },
    },
  });
  const bench = new Bench({ listings: Number(values.listings), orders: Number(values.orders) });
  await run(bench, values.json, async (folder) => {
    await bench.start(folder);
    await bench.offer(FEW);
    await bench.life(FEW_ORDERS);
    await bench.offer(Number(values.listings));
    await bench.life(Number(values.orders));
    await bench.largest();
    bench.check();
  });
}

await main();
