// Measures how fast one validator takes and settles readings, on a chain with 20,000 meters or
// more:
//
//   node bench.mjs [--json bench.json] [--meters 20000] [--batch 256] [--rounds 24] [--blocks 20]
//
// Readings are signed ahead, and come in batches through the RPC into the real pool. Needs only the
// node.

import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { encodeBatch, isSigned } from './bench/encoding.mjs';
import { blockOf, keepPoolFull, signInThreads, submitAll } from './bench/load.mjs';
import { executable, Probe, stateOf } from './bench/probe.mjs';
import { hexOf, rateOf, Rig, run, say, threads } from './bench/rig.mjs';
import { writeSpec } from './bench/spec.mjs';
import { Energy } from './lib/driver/energy.mjs';
import { meterKey, meterSeed, signReading } from './lib/model/meters.mjs';
import { nodeBinary, until } from './lib/driver/network.mjs';

const SLOT_SECONDS = 2;
// Long enough for a whole round of readings to arrive before its books are due.
const GRACE_SECONDS = 45;
const SMALL_GRID = 100;
const AHEAD_BLOCKS = 3;
/** Within so many blocks without transactions all books clear. */
const CLEARED_BLOCKS = 20;
const TRANSFER_BLOCKS = 6;
const SENDERS = ['//Bob', '//Charlie', '//Dave', '//Eve'];

class Bench extends Rig {
  constructor(options) {
    super();
    Object.assign(this, options);
    this.large = this.meters;
    this.alice = null;
  }

  async start(folder) {
    say(`Genesis with ${this.large + SMALL_GRID} meters`);
    await super.start(
      writeSpec({
        binary: nodeBinary(),
        folder,
        sizes: [this.large, SMALL_GRID],
        slotSeconds: SLOT_SECONDS,
        graceSeconds: GRACE_SECONDS,
      }),
    );
    this.energy = new Energy(this.chain);
    this.alice = this.chain.account('//Alice');
    this.results.rss_idle_mb = this.memory().rss_mb;
  }

  /** Signs every reading of every round, before anything is measured. */
  async prepare() {
    const { api } = this.chain;
    this.batchSize = Math.min(this.batch, this.energy.consts.maxBatch.toNumber());
    this.callIndex = Buffer.from(this.energy.tx.submitReadings.callIndex);
    this.base = (await this.energy.currentSlot(SLOT_SECONDS)) - this.rounds - 2;
    this.checkEncoding();

    const total = this.large + SMALL_GRID;
    const columns = [];
    for (let from = 0; from < total; from += this.batchSize) {
      const length = Math.min(this.batchSize, total - from);
      columns.push({ column: columns.length, meters: Array.from({ length }, (_, i) => from + i) });
    }
    this.columns = columns;
    say(`Signing ${total * this.rounds} readings in ${threads} threads`);
    const began = Date.now();
    this.calls = Array.from({ length: this.rounds }, () => new Array(columns.length));
    const common = {
      kind: 'readings',
      rounds: this.rounds,
      base: this.base,
      genesisHash: api.genesisHash.toU8a(),
      callIndex: this.callIndex,
    };
    const jobs = Array.from({ length: threads }, (_, t) => ({
      ...common,
      columns: columns.filter(({ column }) => column % threads === t),
    }));
    await signInThreads(jobs, ({ column, round, call }) => {
      this.calls[round][column] = Buffer.from(call);
    });
    say(`  ${Math.round((Date.now() - began) / 1000)} s`);
  }

  /** Our hand-made batch must be the one that @polkadot/api would make. */
  checkEncoding() {
    const { key } = meterKey(meterSeed(0));
    const reading = signReading(key, this.chain.genesisHash, {
      meter: 0,
      sinceSlot: this.base,
      slot: this.base + 1,
      importWh: 70_000n,
      exportWh: 5n,
    });
    const ours = encodeBatch(this.callIndex, [reading]);
    const theirs = this.energy.tx.submitReadings([reading]).method.toU8a();
    if (hexOf(ours) !== hexOf(theirs)) throw new Error('the encoding of readings has changed');
  }

  /** Feeds readings until `blocks` full blocks have been seen after the first books cleared. */
  async readings() {
    const columns = this.columns.length;
    const first = await this.nonce(this.alice);
    // The last round stays unsent, for the probes.
    const queue = this.calls.slice(0, -1).flat();
    let sent = 0;
    const next = () => {
      if (sent >= queue.length) return undefined;
      const extrinsic = this.extrinsic(this.alice, first + sent, queue[sent]);
      sent += 1;
      return extrinsic;
    };
    let seen = (await this.chain.head()).number;
    const blocks = [];
    let warm = null;
    let perBlock = 20;
    const enough = async () => {
      const { number } = await this.chain.head();
      for (; seen < number; seen += 1) {
        const block = await blockOf(this.chain, this.send, seen + 1);
        blocks.push(block);
        perBlock = Math.max(perBlock, block.transactions);
        if (warm === null && block.cleared.some(({ slot }) => slot > this.base)) {
          warm = block.number;
        }
        say(
          `  block ${block.number}: ${block.accepted} readings, ${block.rejected} rejected, ` +
            `${Math.round(Number(block.refTime) / 1e9)} ms of weight, ` +
            `${(block.bytes / 1e6).toFixed(2)} MB`,
        );
      }
      return warm !== null && seen - warm > this.blocks;
    };
    await keepPoolFull({
      send: this.send,
      next,
      included: async () => (await this.nonce(this.alice)) - first,
      ahead: () => AHEAD_BLOCKS * perBlock,
      enough,
    });
    // Of a round of which less than half was brought the book would wait for the others.
    const rest = [];
    while (sent % columns !== 0) rest.push(next());
    await submitAll(this.send, rest);
    // The rest of the pool goes into blocks that are not counted.
    await until('an empty pool', async () => (await this.nonce(this.alice)) - first >= sent, {
      timeoutMs: 120_000,
    });
    await enough();

    const lastFull = blocks.findLast(({ transactions }) => transactions >= 0.8 * perBlock);
    const from = blocks.find(({ number }) => number === (warm ?? blocks[0].number));
    const window = blocks.filter(({ number }) => number > from.number && number <= lastFull.number);
    const full = window.filter(({ transactions }) => transactions >= 0.8 * perBlock);
    if (full.length < this.blocks) throw new Error(`only ${full.length} full blocks`);
    const bytes = window.reduce((sum, block) => sum + block.bytes, 0);
    const openAt = async (hash) =>
      [...(await this.energy.books(hash)).values()].reduce(
        (sum, { open }) => sum + Number(open),
        0,
      );
    const accepted = window.reduce((sum, block) => sum + block.accepted, 0);
    const settled = accepted - ((await openAt(lastFull.hash)) - (await openAt(from.hash)));
    const seconds = (lastFull.now - from.now) / 1000;
    Object.assign(this.results, {
      batch: this.batchSize,
      blocks: window.length,
      full_blocks: full.length,
      accepted_readings_per_s: Math.round(accepted / seconds),
      settled_readings_per_s: Math.round(Math.min(accepted, settled) / seconds),
      readings_per_block: Math.round(accepted / window.length),
      rejected_readings: window.reduce((sum, block) => sum + block.rejected, 0),
      weight_ms_per_block: Math.round(
        window.reduce((sum, block) => sum + Number(block.refTime), 0) / window.length / 1e9,
      ),
      megabytes_per_block: Number((bytes / window.length / 1e6).toFixed(2)),
      bytes_per_reading: Number((bytes / accepted).toFixed(1)),
      // A quarter-hourly reading for a day, and how many households fill a link of 64 kbit/s.
      bytes_per_household_and_day: Math.round((96 * bytes) / accepted),
      households_on_64_kbit_per_s: Math.floor((8_000 * 900 * accepted) / bytes),
      authoring_ms_per_block: this.authoring(window.map(({ number }) => number)),
    });
    this.sent = sent;
    this.columnsPerRound = columns;
    this.fullBlocks = { first: from.number + 1, last: lastFull.number };
    // The next block has room. A probed call must fit beside the content of the block of its state.
    const { number } = await this.chain.head();
    this.afterReadings = (await this.chain.nextBlock(number)).hash;
  }

  /** The milliseconds that the node took to make these blocks, by its own log. */
  authoring(numbers) {
    const log = readFileSync(this.node.logFile, 'utf8');
    const times = new Map(
      [...log.matchAll(/Prepared block for proposing at (\d+) \((\d+) ms\)/g)].map(
        ([, number, ms]) => [Number(number), Number(ms)],
      ),
    );
    const known = numbers.map((number) => times.get(number)).filter((ms) => ms !== undefined);
    return known.length ? Math.round(known.reduce((sum, ms) => sum + ms, 0) / known.length) : null;
  }

  /**
   * Measures the parts of a reading's time, and the cost of clearing, on the state after the
   * readings.
   */
  async probes() {
    const hash = this.afterReadings;
    const probe = new Probe(this.send, hash);
    // This cannot be in the pool, because nobody has used the account.
    const ferdie = this.chain.account('//Ferdie');
    const by = (call) => this.extrinsic(ferdie, 0, call);
    const column = this.sent % this.columnsPerRound;
    const fresh = this.calls[Math.floor(this.sent / this.columnsPerRound)][column];
    const bad = Buffer.from(fresh);
    this.spoilSignatures(bad);
    const strangers = Array.from({ length: this.batchSize }, (_, i) => ({
      meter: 1_000_000 + i,
      sinceSlot: this.base,
      slot: this.base + 1,
      importWh: 250n,
      exportWh: 0n,
      signature: Buffer.alloc(64),
    }));
    const times = await probe.time({
      empty: by(encodeBatch(this.callIndex, [])),
      stranger: by(encodeBatch(this.callIndex, strangers)),
      duplicate: by(this.calls[1][0]),
      badSignature: by(bad),
      accepted: by(fresh),
    });
    const some = this.columns[column].meters.length;
    const counts = {
      stranger: this.batchSize,
      duplicate: this.columns[0].meters.length,
      badSignature: some,
      accepted: some,
    };
    const each = Object.fromEntries(
      Object.entries(counts).map(([name, count]) => [
        name,
        ((times[name] - times.empty) * 1000) / count,
      ]),
    );
    const microseconds = (value) => Number(value.toFixed(1));
    this.results.microseconds_of_a_reading = {
      decode_and_miss: microseconds(each.stranger),
      record_and_cheap_checks: microseconds(each.duplicate - each.stranger),
      signature: microseconds(each.badSignature - each.duplicate),
      settle_enter_and_write: microseconds(each.accepted - each.badSignature),
      all_in_the_call: microseconds(each.accepted),
    };
  }

  /**
   * Flips a bit in each signature of an encoded batch: they are the 64 bytes before the next
   * reading.
   */
  spoilSignatures(call) {
    const [readings] = this.chain.api.createType('Call', call).args;
    let at = call.length;
    for (let i = readings.length - 1; i >= 0; i -= 1) {
      call[at - 64] ^= 1;
      at -= readings[i].encodedLength;
    }
  }

  /**
   * Times the clearing of a book: a block without transactions in which one grid cleared takes so
   * much longer than one in which none did.
   */
  async probeClearing() {
    const wanted = {
      none: ({ cleared }) => cleared.length === 0,
      large: ({ cleared }) => cleared.length === 1 && cleared[0].grid === 0,
      small: ({ cleared }) => cleared.length === 1 && cleared[0].grid === 1,
    };
    const found = {};
    let { number } = await this.chain.head();
    for (const end = number + CLEARED_BLOCKS; number < end; number += 1) {
      const block = await blockOf(this.chain, this.send, number);
      for (const [name, isWanted] of Object.entries(wanted)) {
        if (block.transactions === 0 && isWanted(block)) found[name] ??= block;
      }
      if (Object.keys(found).length === 3) break;
      await this.chain.nextBlock(number);
    }
    const blocks = {};
    for (const name of Object.keys(wanted)) {
      if (!found[name]) throw new Error(`no block for the clearing: ${name}`);
      blocks[name] = await executable(this.chain, found[name].hash);
    }
    const times = await Probe.timeBlocks(this.send, blocks);
    const microseconds = (name) => Math.round((times[name] - times.none) * 1000);
    this.results[`clearing_us_at_${this.large}`] = microseconds('large');
    this.results.clearing_us_at_100 = microseconds('small');
  }

  async state() {
    const items = Object.values(this.chain.api.query.energy).map((item) =>
      item.creator.meta.name.toString(),
    );
    const rows = await stateOf(this.send, 'Energy', items, this.afterReadings);
    const meters = this.large + SMALL_GRID;
    const own = rows.filter(({ entries }) => entries >= meters && entries < 2 * meters);
    this.results.state_bytes_per_meter = Math.round(
      own.reduce((sum, { entries, bytes }) => sum + (entries * bytes) / meters, 0),
    );
    this.results.state_bytes = Object.fromEntries(
      rows
        .filter(({ entries }) => entries > 0)
        .map(({ name, entries, bytes }) => [name, { entries, bytes_each: Math.round(bytes) }]),
    );
  }

  /** Measures transfers per second on the same node, with a full pool. */
  async transfers() {
    const { api } = this.chain;
    const count = Math.ceil((TRANSFER_BLOCKS * 6000) / SENDERS.length);
    const amount = 1_000_000_000n;
    const { address, publicKey } = this.chain.account('//Ferdie');
    const balance = async () => (await api.query.system.account(address)).data.free.toBigInt();
    const balanceBefore = await balance();
    const callIndex = api.tx.balances.transferKeepAlive.callIndex;
    const senders = await Promise.all(
      SENDERS.map(async (uri) => ({
        uri,
        nonce: await this.nonce(this.chain.account(uri)),
        to: publicKey,
      })),
    );
    say(`Signing ${count * SENDERS.length} transfers in ${threads} threads`);
    const bySender = [];
    const jobs = Array.from({ length: threads }, (_, t) => ({
      kind: 'transfers',
      count,
      amount,
      chain: this.extensions,
      callIndex,
      senders: senders.filter((_, i) => i % threads === t),
    })).filter((job) => job.senders.length > 0);
    await signInThreads(jobs, ({ signed }) => bySender.push(signed));
    // One of each sender in turn, so that all their nonces grow together.
    const all = bySender[0].flatMap((_, i) => bySender.map((signed) => signed[i]));
    const before = (await this.chain.head()).number;
    await submitAll(this.send, all);
    const blocks = [];
    let found = 0;
    for (let number = before + 1, empty = 0; found < all.length && empty < 5; number += 1) {
      await until(`block ${number}`, async () => (await this.chain.head()).number >= number);
      const { block } = await this.send('chain_getBlock', [await this.chain.hashOf(number)]);
      const transfers = block.extrinsics.filter(isSigned).length;
      found += transfers;
      empty = transfers === 0 ? empty + 1 : 0;
      blocks.push(transfers);
      say(`  block ${number}: ${transfers} transfers`);
    }
    if (found < all.length) throw new Error(`${all.length - found} transfers were lost`);
    if ((await balance()) - balanceBefore !== amount * BigInt(found)) {
      throw new Error('some transfers failed');
    }
    const { perSecond, blocks: fullBlocks } = rateOf(blocks, this.blockSeconds);
    Object.assign(this.results, { transfers_per_s: perSecond, transfers_full_blocks: fullBlocks });
  }

  /**
   * Measures what a new node needs for the same chain. It imports blocks from a file into an empty
   * database, so that no network is measured: all up to the last full block, less all before the
   * first one.
   */
  async afterwards(folder) {
    const { node } = this;
    const { first, last } = this.fullBlocks;
    await node.kill('SIGTERM');
    const at = (basePath) => ['--chain', node.chain, '--base-path', basePath];
    const seconds = async (to) => {
      const file = join(folder, `blocks-${to}`);
      const base = join(folder, `sync-${to}`);
      const args = ['--binary', '--to', String(to), file];
      await node.command('export-blocks', ...at(node.basePath), ...args);
      const began = Date.now();
      await node.command('import-blocks', ...at(base), '--binary', file);
      const took = (Date.now() - began) / 1000;
      rmSync(base, { recursive: true });
      return took;
    };
    say(`Importing blocks 1 to ${last}, from a file`);
    const [all, before] = [await seconds(last), await seconds(first - 1)];
    Object.assign(this.results, {
      import_blocks: last,
      import_s: Number(all.toFixed(1)),
      import_ms_per_full_block: Math.round(((all - before) * 1000) / (last - first + 1)),
    });
  }
}

async function main() {
  const { values } = parseArgs({
    options: {
      json: { type: 'string' },
      batch: { type: 'string', default: '256' },
      meters: { type: 'string', default: '20000' },
      rounds: { type: 'string', default: '24' },
      blocks: { type: 'string', default: '20' },
    },
  });
  const bench = new Bench({
    meters: Number(values.meters),
    batch: Number(values.batch),
    rounds: Number(values.rounds),
    blocks: Number(values.blocks),
  });
  await run(bench, values.json, async (folder) => {
    await bench.start(folder);
    await bench.prepare();
    say('Readings');
    await bench.readings();
    // The last books clear within a minute.
    await bench.probeClearing();
    await bench.probes();
    await bench.state();
    await bench.transfers();
  });
}

await main();
