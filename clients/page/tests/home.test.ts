// Limits in money, and how long a credit lasts.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { joined, joins, wantedOf } from '../src/views/home/prices.ts';
import { askOf, bidOf, priceOf } from '../src/views/home/ticks.ts';
import { daysLeft, flowsSince, perDay, type Sight, withSight } from '../src/views/home/use.ts';

const tariffs = fc
  .tuple(
    fc.bigInt({ min: 0n, max: 10n ** 15n }),
    fc.bigInt({ min: 0n, max: 10n ** 15n }),
    fc.integer({ min: 0, max: 50 }),
  )
  .map(([feedIn, spread, share]) => ({
    feedIn,
    retail: feedIn + spread,
    // At most half of what lies between the two, as the chain has it.
    networkCharge: (spread * BigInt(share)) / 100n,
    k: 500_000,
    trim: 250_000,
  }));

describe('limits in money', () => {
  it('should be the prices of the chain’s examples', () => {
    const tariff = { feedIn: 10n, retail: 73n, networkCharge: 0n, k: 0, trim: 0 };
    for (const tick of [0, 5, 20, 40, 63]) assert.equal(priceOf(tariff, tick), BigInt(10 + tick));
    assert.equal(askOf(tariff, 15n), 5);
    assert.equal(bidOf(tariff, 50n), 40);
    assert.equal(askOf(tariff, 74n), undefined);
    assert.equal(bidOf(tariff, 9n), undefined);
    assert.equal(bidOf({ ...tariff, networkCharge: 10n }, 19n), undefined);
  });

  it('should never sell for less, nor buy for more, than somebody said', () => {
    fc.assert(
      fc.property(tariffs, fc.bigInt({ min: 0n, max: 2n * 10n ** 15n }), (tariff, price) => {
        const ask = askOf(tariff, price);
        if (ask !== undefined) {
          assert.ok(priceOf(tariff, ask) >= price);
          assert.ok(ask === 0 || priceOf(tariff, ask - 1) < price, 'a lower tick would do');
        }
        const bid = bidOf(tariff, price);
        if (bid !== undefined) {
          assert.ok(priceOf(tariff, bid) + tariff.networkCharge <= price);
          const next = bid < 63 ? priceOf(tariff, bid + 1) + tariff.networkCharge : undefined;
          assert.ok(next === undefined || next > price, 'a higher tick would do');
        }
      }),
    );
  });

  it('should be the same limits when shown and set again', () => {
    fc.assert(
      fc.property(tariffs, fc.integer({ min: 0, max: 63 }), (tariff, tick) => {
        const ask = askOf(tariff, priceOf(tariff, tick))!;
        // Ticks of the same price are one.
        assert.equal(priceOf(tariff, ask), priceOf(tariff, tick));
        const bid = bidOf(tariff, priceOf(tariff, tick) + tariff.networkCharge)!;
        assert.equal(priceOf(tariff, bid), priceOf(tariff, tick));
      }),
    );
  });
});

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const sight = (at: number, importWh: number, exportWh = 0): Sight => ({
  at,
  importWh: BigInt(importWh),
  exportWh: BigInt(exportWh),
});

describe('a household’s use', () => {
  it('should be what flowed between two sights', () => {
    const sights = [sight(0, 100, 5), sight(6 * HOUR, 400, 5), sight(8 * HOUR, 450, 25)];
    assert.deepEqual(flowsSince(sights, HOUR), [
      { from: 0, to: 6 * HOUR, boughtWh: 300, soldWh: 0 },
      { from: 6 * HOUR, to: 8 * HOUR, boughtWh: 50, soldWh: 20 },
    ]);
    assert.deepEqual(flowsSince(sights, 8 * HOUR), []);
  });

  it('should be kept once for each reading, and begin anew with another device', () => {
    const first = withSight(undefined, sight(HOUR, 100));
    assert.equal(withSight(first, sight(HOUR, 100)).length, 1);
    assert.equal(withSight(first, sight(2 * HOUR, 150)).length, 2);
    assert.deepEqual(withSight(first, sight(2 * HOUR, 3)), [sight(2 * HOUR, 3)]);
    let all = first;
    for (let i = 2; i < 500; i += 1) all = withSight(all, sight(i * HOUR, 100 + i));
    assert.equal(all.length, 200);
    assert.equal(all.at(-1)!.at, 499 * HOUR);
  });

  it('should tell a day’s use only from a whole day on', () => {
    assert.equal(perDay([]), undefined);
    assert.equal(perDay([sight(0, 0), sight(DAY - 1, 5_000)]), undefined);
    const use = perDay([sight(0, 0, 0), sight(2 * DAY, 10_000, 4_000)])!;
    assert.deepEqual(use, { boughtWh: 5_000, soldWh: 2_000 });
    // What is older than a month says little of today.
    const later = perDay([sight(0, 0), sight(100 * DAY, 1_000_000), sight(102 * DAY, 1_004_000)])!;
    assert.equal(later.boughtWh, 2_000);
  });

  it('should tell how long a credit lasts', () => {
    const prices = { buy: 80, sell: 20, standing: 10 };
    // 5 kWh at 80 and a day for 10, less 2 kWh at 20: 370 a day.
    assert.equal(daysLeft(3_700, { boughtWh: 5_000, soldWh: 2_000 }, prices), 10);
    assert.equal(daysLeft(100, { boughtWh: 5_000, soldWh: 2_000 }, prices), 0);
    assert.equal(daysLeft(100, { boughtWh: 0, soldWh: 9_000 }, prices), undefined);
  });
});

describe('prices of the day', () => {
  const at = (slot: number, price = slot) => ({ from: slot * 900, to: (slot + 1) * 900, price });
  const day = Array.from({ length: 96 }, (_, slot) => at(slot));

  it('should be asked for all at first, then only since the last that is known', () => {
    assert.equal(wantedOf([], 900, 0), 96);
    assert.equal(wantedOf(day.slice(0, 10), 900, 9 * 900 + 1), 2);
    assert.equal(wantedOf(day.slice(0, 10), 900, 13 * 900), 5);
    assert.equal(wantedOf(day.slice(0, 10), 900, 1e9), 96);
    // A clock that was set back.
    assert.equal(wantedOf(day.slice(0, 10), 900, 0), 2);
  });

  it('should be joined where they go on, and each be there once', () => {
    const known = day.slice(0, 10);
    assert.equal(joins(known, day.slice(9, 12)), true);
    assert.equal(joins(known, day.slice(10, 12)), false);
    assert.equal(joins([], day), true);
    assert.equal(joins(known, []), true);
    assert.deepEqual(joined(known, day.slice(9, 12), 0), day.slice(0, 12));
    assert.deepEqual(joined(known, [], 0), known);
    assert.deepEqual(joined([], day, 0), day);
    assert.deepEqual(joined(known, day, 0), day);
    // Those of yesterday go.
    assert.deepEqual(joined(known, day.slice(9, 12), 5 * 900), day.slice(5, 12));
  });
});
