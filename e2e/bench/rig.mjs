// The base of every benchmark: one validator with a pool that holds all transactions, and a
// connection to it.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { WsProvider } from '@polkadot/api';
import { extensionsOf, isSigned, signExtrinsic } from './encoding.mjs';
import { submitAll } from './load.mjs';
import { Chain } from '../lib/driver/chain.mjs';
import { toJson } from '../lib/driver/decode.mjs';
import { startNetwork, until } from '../lib/driver/network.mjs';

export const say = (line) => process.stdout.write(`${line}\n`);
export const hexOf = (bytes) => `0x${Buffer.from(bytes).toString('hex')}`;
export const threads = Math.max(1, Math.min(4, cpus().length));

/** The most that a call may cost beside many things, as a multiple of its least cost beside few. */
const FLAT = 1.25;

export class Rig {
  results = {};
  failures = [];

  /**
   * The pool keeps a tenth of its limit for transactions whose predecessors (by nonce) it does not
   * see yet. Beyond that it forgets the oldest. A transaction that arrives while a block is
   * imported is unseen until the next block, and all later ones of its account with it. So the
   * tenth must hold them all.
   *
   * @param {string} spec  the file of the chain's specification
   */
  async start(spec) {
    this.network = await startNetwork({
      chain: spec,
      validators: ['alice'],
      extraArgs: ['--pool-limit', '400000', '--pool-kbytes', '2000000', '--force-authoring'],
    });
    [this.node] = this.network.nodes;
    await this.network.waitForFinality(1);
    this.chain = await Chain.connect(this.node.endpoint);
    this.provider = new WsProvider(this.node.endpoint);
    await this.provider.isReady;
    this.send = (method, params) => this.provider.send(method, params);
    this.extensions = extensionsOf(this.chain.api);
  }

  /** A signed transaction of an account, as the RPC takes it. */
  extrinsic(account, nonce, call) {
    return hexOf(signExtrinsic(this.extensions, account, nonce, Buffer.from(call)));
  }

  /** The number of transactions in each of some blocks, the inherents left out. */
  async counts(from, to) {
    const blocks = [];
    for (let number = from; number <= to; number += 1) {
      const { block } = await this.send('chain_getBlock', [await this.chain.hashOf(number)]);
      blocks.push(block.extrinsics.filter(isSigned).length);
    }
    say(`  blocks ${from} to ${to}: at most ${Math.max(...blocks)} transactions`);
    return blocks;
  }

  /**
   * Submits transactions, waits until blocks hold them, and returns the number of transactions in
   * each block.
   *
   * @param {() => Promise<boolean>} done  whether blocks hold them all
   */
  async bring(what, signed, done) {
    const before = await this.chain.head();
    await submitAll(this.send, signed);
    await until(what, done, { timeoutMs: 1_800_000, everyMs: 1_000 });
    const after = await this.chain.head();
    return this.counts(before.number + 1, after.number);
  }

  /** A block after which nothing is under way, with room for a call that is probed. */
  async quiet() {
    const { number } = await this.chain.head();
    return this.roomAfter(number + 1);
  }

  /**
   * The next block after one that has room: a probed call must fit beside the content of the block of
   * its state. The block that begins a session takes nothing.
   */
  async roomAfter(number) {
    for (;;) {
      const next = await this.chain.nextBlock(number);
      const events = await this.chain.events(next.hash);
      if (!events.some(({ section }) => section === 'session')) return next.hash;
      number = next.number;
    }
  }

  /** Notes what calls cost beside so many of something. */
  note(milliseconds, what, number) {
    const told = Object.entries(milliseconds).map(([name, ms]) => {
      const us = Math.round(ms * 1000);
      (this.results[`${name}_us_by_${what}`] ??= {})[number] = us;
      return `${name} ${us} µs`;
    });
    say(`  beside ${number} ${what}: ${told.join(', ')}`);
  }

  /** Fails in the end, when all is measured and told, if a figure is worse than its bound. */
  demand(holds, failure) {
    if (!holds) this.failures.push(failure);
  }

  /**
   * Fails if what a call costs depends on how many of something there are. Costs are counted in
   * those of a control, because the machine has slow and fast moments.
   */
  checkFlat(name, control, what) {
    const [costs, controls] = [name, control].map((each) => this.results[`${each}_us_by_${what}`]);
    const counted = Object.entries(costs).map(([number, us]) => us / controls[number]);
    const ratio = Math.max(...counted) / Math.min(...counted);
    this.results[`${name}_ratio`] = Number(ratio.toFixed(3));
    // What is below nothing was not measured.
    const flat = Math.min(...counted) > 0 && ratio <= FLAT;
    this.demand(flat, `what ${name} costs depends on the ${what}: ${ratio}`);
  }

  async nonce({ address }, hash) {
    const at = await this.chain.at(hash);
    return (await at.query.system.account(address)).nonce.toNumber();
  }

  /** Seconds from one block to the next. */
  get blockSeconds() {
    return Number(this.chain.api.consts.aura.slotDuration.toBigInt()) / 1000;
  }

  /** Megabytes of the node's memory, now and at most. */
  memory() {
    const status = readFileSync(`/proc/${this.node.pid}/status`, 'utf8');
    const mb = (field) =>
      Math.round(Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)[1]) / 1024);
    return { rss_mb: mb('VmRSS'), rss_peak_mb: mb('VmHWM') };
  }

  async stop() {
    await this.provider?.disconnect();
    await this.chain?.disconnect();
    await this.network?.stop();
  }
}

/**
 * The transactions per second in the full blocks among some blocks, and the number of full ones.
 */
export function rateOf(counts, blockSeconds) {
  const most = Math.max(...counts);
  const full = counts.filter((count) => count > 0.9 * most);
  const sum = full.reduce((total, count) => total + count, 0);
  return { perSecond: Math.round(sum / (full.length * blockSeconds)), blocks: full.length };
}

function print(results) {
  say('');
  for (const [name, value] of Object.entries(results)) {
    if (value !== null && typeof value === 'object') {
      say(name);
      for (const [inner, v] of Object.entries(value)) {
        const shown = typeof v === 'object' ? `${v.entries} × ${v.bytes_each} bytes` : v;
        say(`  ${inner.padEnd(32)}${shown}`);
      }
    } else say(`${name.padEnd(34)}${value}`);
  }
}

/**
 * Measures, prints a table, writes it to the file `json`, too, and ends: with an error if a figure is
 * worse than its bound. It leaves nothing behind.
 *
 * @param {Rig} rig
 * @param {(folder: string) => Promise<void>} measure  fills `rig.results`; so does `rig.afterwards`, if
 * there is one, once the node's memory has been read
 */
export async function run(rig, json, measure) {
  const folder = mkdtempSync(join(tmpdir(), 'vaka-bench-'));
  let code = 0;
  try {
    await measure(folder);
    Object.assign(rig.results, rig.memory());
    await rig.afterwards?.(folder);
    print(rig.results);
    if (json) writeFileSync(json, toJson(rig.results));
    for (const failure of rig.failures) process.stderr.write(`${failure}\n`);
    if (rig.failures.length > 0) code = 1;
  } catch (error) {
    process.stderr.write(`${error.stack}\n`);
    code = 1;
  } finally {
    await rig.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  process.exit(code);
}
