// The naive auction against examples worked by hand.

import assert from 'node:assert/strict';
import test from 'node:test';
import { clearNaively, priceOf } from '../../lib/model/clearing.mjs';

// Feed-in 10, retail 73: tick i costs 10 + i.
const tariff = { feedIn: 10n, retail: 73n, networkCharge: 0n, k: 500_000n, trim: 250_000n };
const untrimmed = { ...tariff, trim: 0n };
const ask = (id, price, quantity) => ({ id, price: BigInt(price), quantity: BigInt(quantity) });
const bid = ask;
const bank = (id, quantity) => ({ id, quantity: BigInt(quantity) });
const clear = (book) =>
  clearNaively({
    tariff,
    asks: [],
    bids: [],
    bankOnly: [],
    room: 1_000_000n,
    ...book,
  });

test('ticks span feed-in to retail and round down', () => {
  assert.equal(priceOf(tariff, 0), 10n);
  assert.equal(priceOf(tariff, 63), 73n);
  assert.equal(priceOf({ ...tariff, feedIn: 0n, retail: 10n }, 32), 5n);
  assert.equal(priceOf({ ...tariff, networkCharge: 21n }, 63), 52n);
  assert.throws(() => priceOf(tariff, 64), RangeError);
});

test('one seller and one buyer split the gain', () => {
  const result = clear({ asks: [ask('s', 20, 1000)], bids: [bid('b', 41, 600)] });
  assert.equal(result.price, 30n); // 20 + 21 / 2, rounded down
  assert.equal(result.volume, 600n);
  assert.equal(result.unsold, 400n);
  assert.equal(result.banked, 400n);
  assert.deepEqual(result.meters.get('b'), { bought: 600n, sold: 0n, left: 0n, owed: 0n });
  assert.deepEqual(result.meters.get('s'), { bought: 0n, sold: 600n, left: 400n, owed: 400n });
});

test('nothing trades when every ask is above every bid', () => {
  const result = clear({ asks: [ask('s', 50, 1000)], bids: [bid('b', 49, 600)] });
  assert.equal(result.price, null);
  assert.equal(result.volume, 0n);
  assert.equal(result.meters.get('s').owed, 1000n);
});

test('the margin is filled pro rata and no mWh is both sold and banked', () => {
  const result = clear({
    asks: [ask('cheap', 10, 100), ask('x', 20, 100), ask('y', 20, 200)],
    bids: [bid('b', 40, 201)],
  });
  // 101 of the 300 at the margin are sold: x gets 33.67, y 67.33.
  assert.equal(result.volume, 201n);
  assert.equal(result.meters.get('cheap').sold, 100n);
  assert.deepEqual(result.meters.get('x'), { bought: 0n, sold: 33n, left: 66n, owed: 66n });
  assert.deepEqual(result.meters.get('y'), { bought: 0n, sold: 67n, left: 132n, owed: 132n });
  assert.equal(result.unsold, 199n);
});

test('without trim one Wh sets the price, with it it cannot', () => {
  const book = {
    asks: [ask('many', 20, 9_999), ask('one', 70, 1)],
    bids: [bid('b', 73, 10_000)],
  };
  assert.equal(clear({ ...book, tariff: untrimmed }).price, 71n); // 70 + 3 / 2
  assert.equal(clear(book).price, 46n); // 20 + 53 / 2
});

test('a full bank curtails, pro rata with the bank-only export', () => {
  const result = clear({ asks: [ask('s', 20, 300)], bankOnly: [bank('n', 700)], room: 500n });
  assert.equal(result.unsold, 1000n);
  assert.equal(result.banked, 500n);
  assert.equal(result.curtailed, 500n);
  assert.equal(result.meters.get('s').owed, 150n);
  assert.equal(result.meters.get('n').owed, 350n);
});

test('an overfull bank has no room', () => {
  const result = clear({ asks: [ask('s', 20, 300)], room: -5n });
  assert.equal(result.banked, 0n);
  assert.equal(result.curtailed, 300n);
});

test('the price may lie between ticks and shuts out who asks above it', () => {
  const result = clear({
    tariff: untrimmed,
    asks: [ask('a', 10, 100), ask('c', 50, 100)],
    bids: [bid('d', 60, 100), bid('e', 30, 100)],
  });
  // At most 100 trade; a = 10, b = 60, p = 35. c asks more, and e bids less.
  assert.equal(result.price, 35n);
  assert.equal(result.volume, 100n);
  assert.equal(result.meters.get('c').sold, 0n);
  assert.equal(result.meters.get('e').bought, 0n);
});

test('fills never pass the volume and fall short by less than the marginal positions', () => {
  let seed = 42;
  const random = (n) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * n);
  };
  for (let round = 0; round < 300; round += 1) {
    const side = (name) =>
      Array.from({ length: random(12) }, (_, i) =>
        ask(`${name}${i}`, Number(priceOf(tariff, random(64))), random(5_000)),
      );
    const asks = side('s');
    const bids = side('b');
    const result = clear({ asks, bids, room: BigInt(random(20_000)) });
    const of = (field) => [...result.meters.values()].reduce((sum, m) => sum + m[field], 0n);
    for (const field of ['bought', 'sold']) {
      assert.ok(of(field) <= result.volume);
      assert.ok(result.volume - of(field) < 12n);
    }
    assert.ok(of('owed') <= result.banked);
    for (const { id, price } of asks) {
      const meter = result.meters.get(id);
      if (meter?.sold > 0n) assert.ok(price <= result.price);
    }
    for (const { id, price } of bids) {
      const meter = result.meters.get(id);
      if (meter?.bought > 0n) assert.ok(price >= result.price);
    }
  }
});
