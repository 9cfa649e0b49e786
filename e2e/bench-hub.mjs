// Measures a hub beside one validator: how fast it reads blocks, how large a year of 500 meters is, how many
// bytes a home screen and a month are, how fast it answers a hundred questions a second, and what memory it
// takes:
//
//   node bench-hub.mjs [--json bench-hub.json] [--blocks 60] [--meters 500] [--days 365] [--seconds 30]
//
// It fails where a figure is worse than its bound. Needs the node, `vaka-hub`, and its example `year`.

import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchmarkSpec } from './bench/spec.mjs';
import { Rig, run, say } from './bench/rig.mjs';
import { Hub, program } from './lib/driver/hub.mjs';
import { nodeBinary, until } from './lib/driver/network.mjs';

const bounds = {
  blocksPerSecond: 200,
  yearMb: 700,
  memoryMb: 80,
  p99Ms: 50,
  homeBytes: 1_000,
  monthBytes: 400,
};
const PER_SECOND = 100;
const RUNS = 5;
const year = join(dirname(program), 'examples/year');

const megabytes = (bytes) => Math.round(bytes / 1e6);

/** The bytes of a database, with what is not in its file yet. */
function sizeOf(database) {
  return ['', '-wal'].reduce((sum, more) => {
    const found = statSync(database + more, { throwIfNoEntry: false });
    return sum + (found?.size ?? 0);
  }, 0);
}

class Bench extends Rig {
  constructor(options) {
    super();
    Object.assign(this, options);
    this.results = { meters: options.meters, days: options.days };
  }

  async start(folder) {
    const { spec } = benchmarkSpec(nodeBinary(), folder);
    const file = join(folder, 'bench.json');
    writeFileSync(file, JSON.stringify(spec));
    await super.start(file);
    this.folder = folder;
    this.of = (name) => new Hub({ name, folder, endpoint: this.node.endpoint });
  }

  /** How many blocks a second a hub reads that begins late. What its start takes is left out. */
  async catchUp() {
    say(`Waiting for ${this.blocks} blocks`);
    const final = async () => (await this.node.finalized()) >= this.blocks;
    await until('blocks', final, { timeoutMs: this.blocks * 12_000, everyMs: 1_000 });
    const seconds = (height) => {
      const hub = this.of('late');
      const started = process.hrtime.bigint();
      hub.catchUp(height);
      const took = Number(process.hrtime.bigint() - started) / 1e9;
      for (const more of ['', '-wal', '-shm']) rmSync(hub.database + more, { force: true });
      return took;
    };
    const least = (height) => Math.min(...Array.from({ length: RUNS }, () => seconds(height)));
    const rate = Math.round((this.blocks - 1) / Math.max(least(this.blocks) - least(1), 1e-3));
    this.results.blocks_per_s = rate;
    this.demand(rate >= bounds.blocksPerSecond, `only ${rate} blocks a second`);
  }

  /** A year of readings by quarter hours, with its days, bills and prices. */
  fill() {
    say(`Filling a database: ${this.days} days of ${this.meters} meters`);
    this.hub = this.of('year');
    this.alice = this.chain.account('//Alice');
    const genesis = this.chain.api.genesisHash.toHex();
    const words = ['--database', this.hub.database, '--genesis', genesis];
    const of = ['--owner', this.alice.address, '--meters', this.meters, '--days', this.days];
    execFileSync(year, [...words, ...of].map(String), { stdio: 'inherit' });
    const mb = megabytes(sizeOf(this.hub.database));
    this.results.year_mb = mb;
    const bound = bounds.yearMb * (this.days / 365) * (this.meters / 500);
    this.demand(mb <= bound, `a year is ${mb} MB`);
  }

  /** The largest home screen and the largest whole month among the meters, as a browser gets them. */
  async size(headers) {
    const bytes = (path) =>
      new Promise((resolve, reject) => {
        const asked = get(`${this.hub.address}${path}`, { headers });
        asked.on('error', reject);
        asked.on('response', (response) => {
          const { 'content-encoding': encoding } = response.headers;
          if (response.statusCode !== 200 || encoding !== 'gzip') {
            reject(new Error(`${path}: ${response.statusCode}, ${encoding}`));
          }
          let size = 0;
          response.on('data', (chunk) => {
            size += chunk.length;
          });
          response.on('end', () => resolve(size));
        });
      });
    // The last month that is over has all of its days.
    const [thisYear, thisMonth] = new Date().toISOString().split('-').map(Number);
    const month = new Date(Date.UTC(thisYear, thisMonth - 2, 1)).toISOString().slice(0, 7);
    const largest = { home: 0, month: 0 };
    for (let meter = 0; meter < this.meters; meter += 1) {
      largest.home = Math.max(largest.home, await bytes(`/meters/${meter}`));
      largest.month = Math.max(largest.month, await bytes(`/meters/${meter}/months/${month}`));
    }
    Object.assign(this.results, { home_bytes: largest.home, month_bytes: largest.month });
    this.demand(largest.home <= bounds.homeBytes, `a home screen has ${largest.home} bytes`);
    this.demand(largest.month <= bounds.monthBytes, `a month has ${largest.month} bytes`);
  }

  /** Home screens, months, prices and petitions: a hundred questions a second. */
  async ask() {
    await this.hub.start();
    const token = await this.hub.signIn(this.alice, this.chain.api.genesisHash.toHex());
    const agent = new Agent({ keepAlive: true, maxSockets: 64 });
    const headers = { Authorization: `Bearer ${token}`, 'Accept-Encoding': 'gzip' };
    await this.size(headers);
    const month = new Date(Date.now() - 86_400_000).toISOString().slice(0, 7);
    const paths = (n) => [
      `/meters/${n % this.meters}`,
      `/meters/${(n * 7) % this.meters}`,
      `/meters/${n % this.meters}/months/${month}`,
      '/grids/0/clearings?limit=96',
      '/petitions',
    ];
    const one = (n) =>
      new Promise((resolve, reject) => {
        const of = paths(n);
        const started = process.hrtime.bigint();
        const asked = get(`${this.hub.address}${of[n % of.length]}`, { agent, headers });
        asked.on('error', reject);
        asked.on('response', (response) => {
          if (response.statusCode !== 200) reject(new Error(`${response.statusCode}`));
          response.resume();
          response.on('end', () => resolve(Number(process.hrtime.bigint() - started) / 1e6));
        });
      });
    say(`Asking ${PER_SECOND} times a second for ${this.seconds} s`);
    const answers = [];
    const begun = Date.now();
    for (let n = 0; n < PER_SECOND * this.seconds; n += 1) {
      // Each is asked when its time has come, whether or not those before were answered.
      const wait = begun + (n * 1_000) / PER_SECOND - Date.now();
      if (wait > 0) {
        await new Promise((resolve) => {
          setTimeout(resolve, wait);
        });
      }
      answers.push(one(n));
    }
    const took = (await Promise.all(answers)).sort((a, b) => a - b);
    agent.destroy();
    const at = (share) => Number(took[Math.floor((took.length - 1) * share)].toFixed(1));
    Object.assign(this.results, { p50_ms: at(0.5), p99_ms: at(0.99), worst_ms: at(1) });
    this.demand(at(0.99) <= bounds.p99Ms, `one answer in a hundred takes ${at(0.99)} ms`);
  }

  /** What the hub's memory was at most, after all that. */
  hubMemory() {
    const status = readFileSync(`/proc/${this.hub.child.pid}/status`, 'utf8');
    const mb = Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)[1]) / 1024);
    this.results.hub_peak_mb = mb;
    this.demand(mb <= bounds.memoryMb, `the hub takes ${mb} MB`);
  }
}

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    blocks: { type: 'string', default: '60' },
    meters: { type: 'string', default: '500' },
    days: { type: 'string', default: '365' },
    seconds: { type: 'string', default: '30' },
  },
});
const { json, ...numbers } = values;
const options = Object.fromEntries(Object.entries(numbers).map(([name, n]) => [name, Number(n)]));
const bench = new Bench(options);
await run(bench, json, async (folder) => {
  await bench.start(folder);
  await bench.catchUp();
  bench.fill();
  await bench.ask();
  bench.hubMemory();
  await bench.hub.kill();
});
