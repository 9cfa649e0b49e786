// What every benchmark stands on: one validator with a pool that holds all that is brought, and how
// to reach it.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { WsProvider } from '@polkadot/api';
import { extensionsOf, signExtrinsic } from './encoding.mjs';
import { Chain } from '../lib/driver/chain.mjs';
import { toJson } from '../lib/driver/decode.mjs';
import { startNetwork } from '../lib/driver/network.mjs';

export const say = (line) => process.stdout.write(`${line}\n`);
export const hexOf = (bytes) => `0x${Buffer.from(bytes).toString('hex')}`;
export const threads = Math.max(1, Math.min(4, cpus().length));

export class Rig {
  results = {};

  /**
   * The pool keeps a tenth of its limit for transactions whose predecessors (by nonce) it does not
   * see yet, and forgets the oldest beyond it. One that arrives while a block is imported is unseen
   * until the next block, and all of its account's with it: the tenth must hold them all.
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

/** Transactions per second in the full ones of some blocks, and how many are full. */
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
 * Measures, prints a table and writes it to the file `json` too, leaves nothing behind and ends.
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
  } catch (error) {
    process.stderr.write(`${error.stack}\n`);
    code = 1;
  } finally {
    await rig.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  process.exit(code);
}
