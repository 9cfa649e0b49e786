// The naive account on one slot worked by hand: feed-in 10, retail 73, ticks of 1.

import assert from 'node:assert/strict';
import test from 'node:test';
import { GridReplay } from '../../lib/model/replay.mjs';
import { allDay } from '../../lib/model/tariffs.mjs';

const tariff = allDay({ feedIn: 10n, retail: 73n, k: 500_000n, trim: 250_000n });
const meter = (ask, bid, more = {}) => ({
  credit: 1_000_000_000n,
  owed: 0n,
  arrears: 0n,
  charged: 0n,
  limits: { ask, bid, owedFirst: false },
  ...more,
});
const grid = (meters, more = {}) =>
  new GridReplay(
    {
      tariffs: [{ from: 0n, tariff }],
      capacity: 1_000_000n,
      outstanding: 0n,
      float: 0n,
      ...more,
    },
    new Map(Object.entries(meters)),
  );

const money = (replay) =>
  [...replay.meters.values()].reduce((sum, m) => sum + m.credit, 0n) +
  [...replay.books.values()].reduce((sum, b) => sum + b.pot, 0n) +
  replay.float;

test("a seller and a buyer trade, the rest is the bank's and the operator's", () => {
  const replay = grid({ s: meter(10, null), b: meter(null, 31), n: meter(null, null) });
  replay.read('s', 1, 0n, 5n);
  replay.read('b', 1, 3n, 0n);
  replay.read('n', 1, 2n, 1n);
  const row = replay.clear(1);
  assert.equal(row.price, 30n); // asks 20, bids 41
  assert.equal(row.volume, 3000n);
  assert.equal(row.fromOperator, 2000n);
  assert.equal(row.banked, 3000n);
  for (const id of ['s', 'b', 'n']) replay.settle(id);
  assert.equal(replay.meters.get('s').credit, 1_000_000_000n + 3000n * 30n);
  assert.equal(replay.meters.get('s').owed, 2000n);
  assert.equal(replay.meters.get('b').credit, 1_000_000_000n - 3000n * 30n);
  assert.equal(replay.meters.get('n').credit, 1_000_000_000n - 2000n * 73n);
  assert.equal(replay.meters.get('n').owed, 1000n);
  assert.equal(replay.float, 2000n * 73n);
  assert.equal(replay.outstanding, 3000n);
  assert.equal(money(replay), 3_000_000_000n);
  for (const id of ['s', 'b', 'n']) assert.ok(replay.bill(id).saved >= 0n);
  assert.equal(replay.bill('b').saved, 3000n * 43n);
  assert.equal(replay.bill('n').saved, 0n);
});

test('owed energy is spent first where the owner chose it', () => {
  const limits = { ask: null, bid: 31, owedFirst: true };
  const replay = grid({ b: meter(null, 31, { limits, owed: 1500n }) }, { outstanding: 1500n });
  replay.read('b', 1, 4n, 0n);
  const row = replay.clear(1);
  assert.equal(row.fromBank, 1500n);
  assert.equal(row.fromOperator, 2500n);
  replay.settle('b');
  assert.equal(replay.outstanding, 0n);
  assert.equal(replay.float, 2500n * 73n);
  assert.equal(replay.bill('b').saved, 1500n * 63n);
});

test('what credit cannot pay is covered by owed energy, then becomes arrears', () => {
  const replay = grid(
    { b: meter(null, 31, { credit: 73_050n, owed: 500n }) },
    { outstanding: 500n },
  );
  replay.read('b', 1, 2n, 0n);
  const b = replay.meters.get('b');
  assert.equal(b.owed, 0n);
  assert.equal(b.positions[0].demand, 1000n);
  assert.equal(b.arrears, 500n * 73n - 50n);
  assert.equal(b.credit, 0n);
  replay.clear(1);
  replay.settle('b');
  assert.equal(replay.float, 73_050n);
});

test('a reading settles four positions at most', () => {
  const replay = grid({ s: meter(0, null) });
  for (let slot = 1; slot <= 6; slot += 1) replay.read('s', slot, 0n, 1n);
  for (let slot = 1; slot <= 6; slot += 1) replay.clear(slot);
  replay.read('s', 7, 0n, 1n);
  assert.deepEqual(
    replay.meters.get('s').positions.map(({ slot }) => slot),
    [5, 6, 7],
  );
  assert.equal(replay.meters.get('s').owed, 4000n);
});
