// What a vote costs in a nation of 50,000 members, however many have voted already:
//
//   node bench-voting.mjs [--json bench-voting.json] [--members 50000]
//
// Every member votes in one poll, through the RPC and the real pool. In between, single votes are
// timed on the state as it is then. Needs nothing but the node.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { WsProvider } from '@polkadot/api';
import { extensionsOf, signExtrinsic } from './bench/encoding.mjs';
import { signInThreads, submitAll } from './bench/load.mjs';
import { Probe } from './bench/probe.mjs';
import { memberSeed, writeNation } from './bench/nation.mjs';
import { Chain } from './lib/chain.mjs';
import { toJson } from './lib/decode.mjs';
import { Governance } from './lib/governance.mjs';
import { nodeBinary, startNetwork, until } from './lib/network.mjs';

/** When a single vote is timed: with so many ballots in the poll. */
const STAGES = [0.02, 0.5, 1];
/** Members whose votes are only timed. */
const RESERVED = 10;
const POLL = 0;

const say = (line) => process.stdout.write(`${line}\n`);
const hexOf = (bytes) => `0x${Buffer.from(bytes).toString('hex')}`;

class Bench {
  constructor(members) {
    this.members = members;
    this.results = { members };
  }

  async start(folder) {
    say(`Genesis with ${this.members} members`);
    const chain = await writeNation({ binary: nodeBinary(), folder, members: this.members });
    this.network = await startNetwork({
      chain,
      validators: ['alice'],
      extraArgs: ['--pool-limit', '100000', '--pool-kbytes', '500000', '--force-authoring'],
    });
    [this.node] = this.network.nodes;
    await this.network.waitForFinality(1);
    this.chain = await Chain.connect(this.node.endpoint);
    this.governance = new Governance(this.chain);
    this.provider = new WsProvider(this.node.endpoint);
    await this.provider.isReady;
    this.send = (method, params) => this.provider.send(method, params);
    this.extensions = extensionsOf(this.chain.api);
  }

  member(n) {
    return this.chain.keyring.addFromSeed(memberSeed(n));
  }

  /** A petition with enough endorsements: as many members send one as it takes. */
  async poll() {
    const { tx } = this.chain.api;
    const id = await this.governance.open({
      by: this.member(0),
      track: 'Parameters',
      title: 'What a kWh may cost',
      call: tx.energy.setPriceCap('Native', 10n ** 12n),
    });
    const { threshold } = await this.governance.petition(id);
    this.endorsers = Number(threshold);
    say(`${threshold} endorsements`);
    const endorse = await this.sign({
      call: tx.petitions.endorse(id).method.toU8a(),
      from: 1,
      to: this.endorsers,
      nonce: 0,
    });
    await submitAll(this.send, endorse);
    await until(
      'a referendum',
      async () => (await this.governance.petition(id)).stage.type === 'Voting',
      { timeoutMs: 300_000 },
    );
  }

  /** Transactions of the members from `from` up to `to`, signed ahead. */
  async sign({ call, from, to, nonce }) {
    const threads = Math.max(1, Math.min(4, cpus().length));
    const size = Math.ceil((to - from) / threads);
    const jobs = Array.from({ length: threads }, (_, t) => ({
      kind: 'members',
      call,
      nonce,
      from: from + t * size,
      to: Math.min(to, from + (t + 1) * size),
      chain: this.extensions,
    })).filter((job) => job.from < job.to);
    const signed = [];
    await signInThreads(jobs, (message) => signed.push(...message.signed));
    return signed;
  }

  async ballots() {
    const { ayes } = await this.governance.poll(POLL);
    return Number(ayes);
  }

  async votes() {
    const voters = this.members - RESERVED;
    const call = this.chain.api.tx.voting.vote(POLL, 'Aye').method.toU8a();
    say(`Signing ${voters} votes`);
    // Whoever opened or endorsed has sent one transaction.
    const all = [
      ...(await this.sign({ call, from: 0, to: this.endorsers, nonce: 1 })),
      ...(await this.sign({ call, from: this.endorsers, to: voters, nonce: 0 })),
    ];
    let sent = 0;
    let busy = { votes: 0, seconds: 0 };
    for (const stage of STAGES) {
      const upTo = Math.floor(all.length * stage);
      const before = await this.chain.head();
      await submitAll(this.send, all.slice(sent, upTo));
      sent = upTo;
      await until('all votes', async () => (await this.ballots()) >= sent, {
        timeoutMs: 900_000,
        everyMs: 1_000,
      });
      const after = await this.chain.head();
      busy = await this.full(before.number + 1, after.number, busy);
      await this.single(sent, call, after.number);
    }
    this.results.votes_per_s = Math.round(busy.votes / busy.seconds);
    const { opened, electorate, support } = await this.governance.poll(POLL);
    Object.assign(this.results, { electorate, opened, support });
  }

  /** Adds the full ones of some blocks to `busy`. */
  async full(from, to, busy) {
    const blocks = [];
    for (let number = from; number <= to; number += 1) {
      const hash = await this.chain.hashOf(number);
      const { block } = await this.send('chain_getBlock', [hash]);
      blocks.push(block.extrinsics.length - 1);
    }
    const most = Math.max(...blocks);
    const full = blocks.filter((votes) => votes > 0.9 * most);
    say(`  blocks ${from} to ${to}: at most ${most} votes`);
    const seconds = full.length * 6;
    if (full.length < 2) return busy;
    return {
      votes: busy.votes + full.reduce((sum, votes) => sum + votes, 0),
      seconds: busy.seconds + seconds,
    };
  }

  /** One member more votes, on the state as it is. */
  async single(ballots, call, number) {
    const { hash } = await this.chain.nextBlock(number + 1);
    const voter = this.member(this.members - 1);
    const alice = this.chain.account('//Alice');
    const at = await this.chain.at(hash);
    const nonce = (await at.query.system.account(alice.address)).nonce.toNumber();
    const remark = this.chain.api.tx.system.remark('0x').method.toU8a();
    const sign = (who, used, bytes) =>
      hexOf(signExtrinsic(this.extensions, who, used, Buffer.from(bytes)));
    const times = await new Probe(this.send, hash).time({
      control: sign(alice, nonce, remark),
      vote: sign(voter, 0, call),
    });
    const us = Math.round((times.vote - times.control) * 1000);
    say(`  with ${ballots} ballots a vote takes ${us} µs more than a remark`);
    this.results[`vote_us_at_${ballots}_ballots`] = us;
  }

  memory() {
    const status = readFileSync(`/proc/${this.node.pid}/status`, 'utf8');
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)[1]) / 1024);
  }

  async stop() {
    await this.provider?.disconnect();
    await this.chain?.disconnect();
    await this.network?.stop();
  }
}

async function main() {
  const { values } = parseArgs({
    options: { json: { type: 'string' }, members: { type: 'string', default: '50000' } },
  });
  const folder = mkdtempSync(join(tmpdir(), 'vaka-bench-'));
  const bench = new Bench(Number(values.members));
  try {
    await bench.start(folder);
    await bench.poll();
    await bench.votes();
    bench.results.rss_mb = bench.memory();
    for (const [name, value] of Object.entries(bench.results)) say(`${name.padEnd(34)}${value}`);
    if (values.json) writeFileSync(values.json, toJson(bench.results));
  } finally {
    await bench.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  process.exit(0);
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
