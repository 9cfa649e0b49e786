// Plays a day, or a part of one, of the committed profiles on a running chain. It follows every
// finalised block with the naive account of lib/model/replay.mjs. The demo and the tests use it.

import { EventEmitter } from 'node:events';
import { clearingsOf, outcomeOf } from './energy.mjs';
import { Meter } from '../model/meters.mjs';
import { GridReplay } from '../model/replay.mjs';
import { BAND_DAY, placeOf } from '../model/tariffs.mjs';
import { until } from './network.mjs';

/**
 * The slot before the day: the last one up to `latest`, but not before `newest`, after which it is
 * `quarter` by the grid's own time.
 */
export function alignedBase(tariff, { latest, newest, quarter }) {
  const begins = (slot) => placeOf(tariff, slot + 1) === quarter % BAND_DAY;
  let base = latest;
  while (!begins(base)) base -= 1;
  while (base < newest) base += BAND_DAY;
  return base;
}

const hex = (bytes) => `0x${Buffer.from(bytes).toString('hex')}`;

/**
 * Events: `fed` (how many slots of the day have been sent), `cleared` (a row: grid, quarter, slot,
 * price, volume, fromOperator, fromBank, banked, curtailed; mWh and smallest unit per kWh).
 */
export class Day extends EventEmitter {
  /**
   * @param {object} options
   * @param {object[]} options.households   from loadHouseholds()
   * @param {number} [options.first]        quarter-hour of the profiles to begin with
   * @param {number} [options.slots]        how many to play
   * @param {number} [options.slotsPerBlock] readings of so many slots are brought per block
   */
  constructor({ chain, energy, gateway, households, first = 0, slots = 96, slotsPerBlock = 6 }) {
    super();
    Object.assign(this, { chain, energy, gateway, households, first, slots, slotsPerBlock });
    this.sent = new Map();
    this.rows = [];
    this.problems = [];
    this.counts = { sent: 0, accepted: 0, rejected: 0 };
  }

  problem(text) {
    this.problems.push(text);
    this.emit('problem', text);
  }

  /**
   * Plays all of it. Returns when every book has cleared, every position is settled, and all of it
   * is final.
   */
  async play() {
    await this.prepare();
    // If one of the two fails, it ends the other.
    const fail = (error) => {
      this.failure ??= error;
      throw error;
    };
    await Promise.all([
      this.walk().catch(fail),
      this.feed()
        .then((outcomes) => this.finish(outcomes))
        .catch(fail),
    ]);
    await this.compareMeters();
    return this;
  }

  async prepare() {
    const { chain, energy } = this;
    Object.assign(this, await energy.settings());
    const ids = this.households.map(({ id }) => id);
    await this.settleOld(ids);

    const start = await chain.finalizedHead();
    this.walked = start.number;
    const records = await energy.meters(start.hash, ids);
    for (const household of this.households) this.checkMeter(household, records.get(household.id));

    // The day begins so far back that its last slot has ended when all is fed, and at the time of
    // day of its first quarter by the grids' own clock, so that the bands of the tariff fall where
    // they belong. A meter only goes forward, so if the day was played on this chain before, it
    // begins after that.
    const blocks = Math.ceil(this.slots / this.slotsPerBlock);
    const blockSeconds = Number(chain.api.consts.aura?.slotDuration?.toBigInt() ?? 6000n) / 1000;
    const passing = Math.floor((blocks * blockSeconds) / this.slotSeconds);
    const current = await energy.currentSlot(this.slotSeconds, start.hash);
    const newest = Math.max(...[...records.values()].map(({ lastSlot }) => lastSlot));
    const latest = current - 1 - Math.max(0, this.slots - passing);
    const [{ grid: first }] = this.households;
    const clock = await energy.tariffSchedule(first, current, start.hash);
    this.base = alignedBase(clock, { latest, newest, quarter: this.first });

    this.meters = this.households.map(({ id }) => {
      const { lastSlot, importWh, exportWh } = records.get(id);
      return new Meter({ id, genesisHash: chain.genesisHash, lastSlot, importWh, exportWh });
    });
    this.replays = new Map();
    for (const grid of new Set(this.households.map((household) => household.grid))) {
      const state = await energy.grid(grid, start.hash);
      const members = ids.filter((id) => records.get(id).grid === grid);
      this.replays.set(
        grid,
        new GridReplay(state, new Map(members.map((id) => [id, records.get(id)]))),
      );
    }
    this.unclosed = new Set(
      [...this.replays.keys()].flatMap((grid) =>
        Array.from({ length: this.slots }, (_, quarter) => `${grid}/${this.base + 1 + quarter}`),
      ),
    );
  }

  /** Checks that no position is left from before, because it would blur the account. */
  async settleOld(ids) {
    const { hash } = await this.chain.finalizedHead();
    const records = await this.energy.meters(hash, ids);
    const open = ids.filter((id) => records.get(id)?.positions.length > 0);
    if (open.length === 0) return;
    await Promise.all(this.gateway.settle(open).map(({ finalized }) => finalized));
    const left = await this.energy.meters((await this.chain.finalizedHead()).hash, open);
    for (const [id, { positions }] of left) {
      if (positions.length > 0) throw new Error(`meter ${id} has positions that have not cleared`);
    }
  }

  checkMeter(household, record) {
    const { id, name, grid } = household;
    if (!record) {
      throw new Error(`the chain has no meter ${id} (${name}); is it the local network?`);
    }
    const { publicKey } = new Meter({ id, genesisHash: this.chain.genesisHash });
    if (record.key !== hex(publicKey)) throw new Error(`meter ${id} (${name}) has another key`);
    if (record.grid !== grid) throw new Error(`meter ${id} (${name}) is in grid ${record.grid}`);
    const most = Math.ceil((record.breakerW * this.slotSeconds) / 3600);
    const used = Math.max(...household.importWh, ...household.exportWh);
    if (used > most) {
      throw new Error(`meter ${id} (${name}): ${used} Wh in a slot, its breaker allows ${most}`);
    }
  }

  /** Notes what a transaction is, so that the walk knows it when it comes in a block. */
  expect(kind) {
    return (hash, content) => {
      this.sent.set(hash, { kind, content });
    };
  }

  relay(readings) {
    this.counts.sent += readings.length;
    return this.gateway.relay(readings, this.expect('readings'));
  }

  async feed() {
    const outcomes = [];
    // One reading without energy brings every meter to the beginning of the day.
    const stale = this.meters.filter((meter) => meter.lastSlot < this.base);
    if (stale.length > 0) outcomes.push(...this.relay(stale.map((meter) => meter.read(this.base))));

    let { number } = await this.chain.head();
    for (let fed = 0; fed < this.slots;) {
      const head = await this.chain.nextBlock(number);
      number = head.number;
      const current = await this.energy.currentSlot(this.slotSeconds, head.hash);
      const readings = [];
      for (let n = 0; n < this.slotsPerBlock && fed < this.slots; n += 1) {
        const slot = this.base + 1 + fed;
        if (slot >= current) break;
        const quarter = this.first + fed;
        for (const [i, meter] of this.meters.entries()) {
          const { importWh, exportWh } = this.households[i];
          readings.push(meter.read(slot, importWh[quarter], exportWh[quarter]));
        }
        fed += 1;
      }
      if (readings.length > 0) {
        outcomes.push(...this.relay(readings));
        this.emit('fed', fed);
      }
      if (this.failure) break;
    }
    return outcomes;
  }

  /**
   * After the last reading: waits for the last book, settles everybody, and lets the walk see that,
   * too.
   */
  async finish(outcomes) {
    await Promise.all(outcomes.map(({ finalized }) => finalized));
    const patience = (this.graceSeconds + 90) * 1000;
    await until('the clearing of every slot', () => this.failure || this.unclosed.size === 0, {
      timeoutMs: patience,
    });
    if (this.failure) return;
    const ids = this.meters.map(({ id }) => id);
    const settled = this.gateway.settle(ids, this.expect('settle'));
    const receipts = await Promise.all(settled.map(({ finalized }) => finalized));
    this.last = Math.max(...receipts.map((receipt) => receipt.number));
  }

  /** Follows the finalised blocks one by one, until `last`. */
  async walk() {
    while (!this.failure && (this.last === undefined || this.walked < this.last)) {
      const next = this.walked + 1;
      await until(
        `finality of block ${next}`,
        async () => this.failure || (await this.chain.finalizedHead()).number >= next,
        { timeoutMs: 180_000 },
      );
      await this.walkBlock(next);
      this.walked = next;
    }
    this.lastHash = await this.chain.hashOf(this.walked);
  }

  async walkBlock(number) {
    const hash = await this.chain.hashOf(number);
    const [events, extrinsics] = await Promise.all([
      this.chain.events(hash),
      this.chain.extrinsicHashes(hash),
    ]);
    const cleared = clearingsOf(events);
    const clear = async (phase) => {
      for (const { grid, slot } of cleared.filter((one) => one.phase === phase)) {
        await this.cleared(grid, slot, hash);
      }
    };
    await clear('Initialization');
    for (const [index, extrinsic] of extrinsics.entries()) {
      const known = this.sent.get(extrinsic);
      if (known) {
        this.apply(
          known,
          events.filter(({ phase }) => phase === index),
        );
      }
      await clear(index);
    }
    await clear('Finalization');
  }

  apply({ kind, content }, events) {
    if (kind === 'settle') {
      for (const id of content) this.replayOf(id).settle(id);
      return;
    }
    const { accepted, rejected } = outcomeOf(events, content);
    this.counts.accepted += accepted;
    this.counts.rejected += rejected.length;
    for (const { reading, reason } of rejected) {
      this.problem(`reading of meter ${reading.meter}, slot ${reading.slot}: ${reason}`);
    }
    const bad = new Set(rejected.map(({ reading }) => reading));
    for (const reading of content) if (!bad.has(reading)) this.replayReading(reading);
  }

  replayOf(id) {
    return this.replays.get(this.households.find((household) => household.id === id).grid);
  }

  replayReading({ meter, slot }) {
    const replay = this.replayOf(meter);
    if (slot === this.base) {
      replay.skip(meter, slot);
      return;
    }
    const household = this.households.find(({ id }) => id === meter);
    const quarter = this.first + slot - this.base - 1;
    replay.read(
      meter,
      slot,
      BigInt(household.importWh[quarter]),
      BigInt(household.exportWh[quarter]),
    );
  }

  /** Clears a slot that has cleared on the chain naively, too, and compares. */
  async cleared(grid, slot, hash) {
    if (!this.unclosed.delete(`${grid}/${slot}`)) return;
    const chain = await this.energy.clearing(grid, slot, hash);
    const naive = this.replays.get(grid).clear(slot);
    for (const field of ['price', 'volume', 'unsold', 'banked']) {
      // Without a trade there is no price to agree on.
      if (field === 'price' && naive.price === null) continue;
      if (chain?.[field] !== naive[field]) {
        this.problem(
          `grid ${grid}, slot ${slot}: ${field} is ${chain?.[field]}, naively ${naive[field]}`,
        );
      }
    }
    const row = { grid, slot, quarter: this.first + slot - this.base - 1, ...naive };
    delete row.meters;
    this.rows.push(row);
    this.emit('cleared', row);
  }

  /**
   * Every meter's record and every grid's account must be what the naive account says, to the
   * millionth.
   */
  async compareMeters() {
    const records = await this.energy.meters(
      this.lastHash,
      this.meters.map(({ id }) => id),
    );
    for (const [id, record] of records) {
      const naive = this.replayOf(id).meters.get(id);
      for (const field of ['credit', 'owed', 'arrears']) {
        if (record[field] !== naive[field]) {
          this.problem(`meter ${id}: ${field} is ${record[field]}, naively ${naive[field]}`);
        }
      }
      if (Number(record.charged) !== naive.charged) {
        this.problem(`meter ${id}: charged up to day ${record.charged}, naively ${naive.charged}`);
      }
      if (record.positions.length > 0) this.problem(`meter ${id} still has positions`);
    }
    for (const [grid, replay] of this.replays) {
      const state = await this.energy.grid(grid, this.lastHash);
      for (const field of ['float', 'outstanding']) {
        if (state[field] !== replay[field]) {
          this.problem(`grid ${grid}: ${field} is ${state[field]}, naively ${replay[field]}`);
        }
      }
    }
  }

  bills() {
    return this.households.map((household) => ({
      id: household.id,
      name: household.name,
      kind: household.kind,
      grid: household.grid,
      ...this.replayOf(household.id).bill(household.id),
    }));
  }
}
