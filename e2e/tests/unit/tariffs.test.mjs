// The bands of a day, and the charges of days, on tariffs worked by hand.

import assert from 'node:assert/strict';
import test from 'node:test';
import { alignedBase } from '../../lib/driver/day.mjs';
import { GridReplay } from '../../lib/model/replay.mjs';
import { allDay, dayOf, highest, pricesOf, Tariffs } from '../../lib/model/tariffs.mjs';

const shares = { k: 500_000n, trim: 250_000n };
const band = (from, feedIn, retail) => ({ from: BigInt(from), feedIn, retail });
/** From six in the morning 32, from six in the evening 40, thirteen hours ahead of UTC. */
const tariff = {
  bands: [band(24, 10n, 32n), band(72, 10n, 40n)],
  offset: 52n,
  networkCharge: 2n,
  standingCharge: 5n,
  ...shares,
};
/** A slot that is midnight in the grid's own time. */
const MIDNIGHT = 96 * 1_000 - 52;

test('a band holds until the next begins, the last one until the morning', () => {
  const retail = (place) => pricesOf(tariff, MIDNIGHT + place).retail;
  assert.deepEqual([0, 23, 24, 71, 72, 95, 96].map(retail), [40n, 40n, 32n, 32n, 40n, 40n, 40n]);
  const { bands, ...charges } = tariff;
  assert.equal(bands.length, 2);
  assert.equal(pricesOf(tariff, MIDNIGHT).networkCharge, charges.networkCharge);
  assert.equal(highest(tariff, 'retail'), 40n);
});

test('a day begins at midnight by the own clock, whichever side of UTC it is', () => {
  assert.equal(dayOf(tariff, MIDNIGHT), 1_000);
  assert.equal(dayOf(tariff, MIDNIGHT - 1), 999);
  const behind = { ...tariff, offset: -4n };
  assert.equal(dayOf(behind, 96 * 1_000 + 4), 1_000);
  assert.equal(pricesOf(behind, 96 * 1_000 + 4 + 24).retail, 32n);
});

test('each day costs what was in force when it began, and forty are the most', () => {
  const versions = new Tariffs([
    { from: 0n, tariff },
    { from: BigInt(MIDNIGHT + 10), tariff: { ...tariff, standingCharge: 50n } },
  ]);
  const units = (micro) => micro / 1_000_000n;
  assert.equal(units(versions.standing(998, MIDNIGHT)), 10n);
  assert.equal(units(versions.standing(998, MIDNIGHT + 96)), 60n);
  assert.equal(units(versions.standing(1, MIDNIGHT)), 200n);
  assert.equal(units(versions.standing(1_000, MIDNIGHT + 95)), 0n);
});

test('the day of the profiles begins at its own time of day, and after what was read', () => {
  const latest = MIDNIGHT + 50;
  assert.equal(alignedBase(tariff, { latest, newest: 0, quarter: 0 }), MIDNIGHT - 1);
  assert.equal(alignedBase(tariff, { latest, newest: 0, quarter: 40 }), MIDNIGHT + 39);
  const later = alignedBase(tariff, { latest, newest: MIDNIGHT + 45, quarter: 40 });
  assert.equal(later, MIDNIGHT + 96 + 39);
});

const meter = (ask, bid, credit) => ({
  credit,
  owed: 0n,
  arrears: 0n,
  charged: 999n,
  limits: { ask, bid, owedFirst: false },
});

test('a buyer pays the network charge to the operator, and everybody the day', () => {
  const meters = { s: meter(0, null, 0n), b: meter(null, 63, 100_000_000n) };
  const grid = { tariffs: [{ from: 0n, tariff }], capacity: 0n, outstanding: 0n, float: 0n };
  const replay = new GridReplay(grid, new Map(Object.entries(meters)));
  const evening = MIDNIGHT + 80;
  replay.read('s', evening, 0n, 1_000n);
  replay.read('b', evening, 1_000n, 0n);
  // Ticks go from 10 to 38.
  assert.equal(replay.clear(evening).price, 24n);
  for (const id of ['s', 'b']) replay.settle(id);
  // The seller had no credit for the day's 5: it owes them until it has sold.
  assert.equal(replay.meters.get('s').credit, 24_000_000n - 5_000_000n);
  assert.equal(replay.meters.get('b').credit, 100_000_000n - 26_000_000n - 5_000_000n);
  assert.equal(replay.float, 2_000_000n + 10_000_000n);
  const bill = replay.bill('b');
  assert.deepEqual([bill.network, bill.standing], [2_000_000n, 5_000_000n]);
  assert.equal(bill.saved, 14_000_000n);
  assert.equal(replay.bill('s').saved, 14_000_000n);
});

test('a claim on the bank counts at the prices of the slots in which it came and went', () => {
  const bands = [band(24, 5n, 32n), band(72, 10n, 40n)];
  const tariffs = [{ from: 0n, tariff: { ...allDay({ ...shares }), bands, offset: 52n } }];
  const grid = { tariffs, capacity: 9_000_000n, outstanding: 0n, float: 0n };
  const replay = new GridReplay(grid, new Map([['h', meter(null, null, 100_000_000n)]]));
  const noon = MIDNIGHT + 48;
  replay.read('h', noon, 0n, 1_000n);
  replay.clear(noon);
  replay.read('h', MIDNIGHT + 80, 500n, 0n);
  const { bill, baseline, saved } = replay.bill('h');
  assert.equal(baseline, 500_000n * 40n - 1_000_000n * 5n);
  assert.deepEqual([bill, saved], [500_000n * 40n - 1_000_000n * 5n, 0n]);
});
