// A part of a day on the genesis grids with real profiles, while one validator loses its power. The
// suite waits for blocks most of the time, so it runs beside other tests.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Chain } from '../lib/driver/chain.mjs';
import { Day } from '../lib/driver/day.mjs';
import { Energy } from '../lib/driver/energy.mjs';
import { Gateway } from '../lib/driver/gateway.mjs';
import { loadHouseholds } from '../lib/model/households.mjs';
import { energyDecodes } from './decoding.mjs';

// From 10:00, when the sun is up and clouds pass.
const FIRST = 40;
const SLOTS = 24;

class Market {
  async play(context) {
    const { network, chain, energy, deciding } = context;
    // The people's decisions on the tariffs of these grids must not come in the middle of the day.
    await Promise.all(['village', 'page'].map((name) => deciding.result(name)));
    const dave = network.node('dave');
    const gateway = new Gateway(chain, energy, chain.account('//Ferdie'));
    this.households = loadHouseholds().households;
    this.day = new Day({
      chain,
      energy,
      gateway,
      households: this.households,
      first: FIRST,
      slots: SLOTS,
      slotsPerBlock: 4,
    });
    let outage = Promise.resolve();
    this.day.on('fed', (fed) => {
      if (fed >= SLOTS / 3 && !this.killedAt) {
        this.killedAt = fed;
        outage = dave
          .best()
          .then((best) => {
            this.best = best;
          })
          .then(() => dave.kill('SIGKILL'));
      } else if (fed >= (2 * SLOTS) / 3 && !this.restartedAt) {
        this.restartedAt = fed;
        outage = outage.then(() => dave.restart());
      }
    });
    this.day.on('fed', (fed) => {
      // This runs while there are books, results and everything else. In some blocks all books have
      // been cleared, and the next ones not opened: then it is tried again.
      if (fed >= SLOTS / 2) this.decoded = this.decode(this.decoded, context);
    });
    await this.day.play();
    await outage;
  }

  /** Returns nothing once all has been decoded, else why not. */
  async decode(before, context) {
    if (before && (await before) === undefined) return undefined;
    return energyDecodes(context, { full: true }).catch((error) => error);
  }
}

/** Begins. The tests below wait for its end. */
export function beginMarket(context) {
  context.market = new Market();
  context.market.done = context.market.play(context);
  context.market.done.catch(() => {});
}

export function market(context) {
  let s;

  it('a validator is killed and restarted mid-day, and every reading is taken', async () => {
    s = context.market;
    assert.ok(s, 'the calls before it failed, and it was not begun');
    await s.done;
    assert.ok(s.killedAt > 0 && s.restartedAt > s.killedAt && s.restartedAt <= SLOTS);
    const expected = (SLOTS + 1) * s.households.length;
    assert.deepEqual(s.day.counts, { sent: expected, accepted: expected, rejected: 0 });
  });

  it('every storage item and runtime API of energy decodes while they all have values', async () => {
    assert.ok(s.decoded);
    assert.equal(await s.decoded, undefined);
  });

  it("each slot's clearing, each meter and each grid equal the naive account", () => {
    assert.deepEqual(s.day.problems, []);
    assert.equal(s.day.rows.length, SLOTS * s.day.replays.size);
    for (const grid of s.day.replays.keys()) {
      const traded = s.day.rows.filter((row) => row.grid === grid && row.volume > 0n);
      assert.ok(traded.length > 0, `nobody traded in grid ${grid}`);
    }
  });

  it('nobody pays more than without a market', () => {
    for (const { name, saved } of s.day.bills()) assert.ok(saved >= 0n, `${name} lost ${-saved}`);
  });

  it('the bill that the chain computes is the one that was paid', async () => {
    const { energy } = context;
    const { day } = s;
    for (const [grid, replay] of day.replays) {
      // A household that spends owed energy pays less than the readings alone tell.
      const household = day.households.find(
        (one) => one.grid === grid && !one.owedFirst && one.ask !== null && one.bid !== null,
      );
      const meter = replay.meters.get(household.id);
      const lines = await energy.bill(
        grid,
        Array.from({ length: SLOTS }, (_, n) => ({
          slot: day.base + 1 + n,
          importWh: household.importWh[FIRST + n],
          exportWh: household.exportWh[FIRST + n],
          limits: meter.limits,
        })),
      );
      const sum = (field) => lines.reduce((total, line) => total + line[field], 0n);
      assert.equal(sum('paid'), meter.totals.paid);
      assert.equal(sum('networkCharge'), meter.totals.network);
      assert.equal(sum('received'), meter.totals.received);
      assert.equal(sum('owed'), meter.totals.granted);
    }
  });

  it('the killed validator catches up and has the same state', async () => {
    const { network } = context;
    const dave = network.node('dave');
    await dave.waitForRpc();
    await network.waitForFinality(s.day.last);
    assert.ok(s.best < s.day.last);
    const other = await Chain.connect(dave.endpoint);
    try {
      assert.equal(await other.hashOf(s.day.last), s.day.lastHash);
      const theirs = await new Energy(other).audit(s.day.lastHash);
      assert.deepEqual(theirs, await context.energy.audit(s.day.lastHash));
    } finally {
      await other.disconnect();
    }
  });

  it('money and energy add up from public state in every grid', async () => {
    const audit = await context.energy.audit((await context.chain.finalizedHead()).hash);
    assert.ok(audit.length >= s.day.replays.size);
    for (const row of audit) {
      assert.equal(row.difference, 0n, `grid ${row.grid}`);
      assert.equal(row.energyDifference, 0n, `grid ${row.grid}`);
      assert.ok(!row.bothCreditAndArrears, `grid ${row.grid}`);
    }
  });
}
