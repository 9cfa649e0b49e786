// Measures what a vote costs in a nation of 50,000 members, however many have voted already:
//
//   node bench-voting.mjs [--json bench-voting.json] [--members 50000]
//
// Every member votes in one poll, through the RPC and the real pool. In between, single votes are
// timed on the state at that moment. Needs only the node.

import { parseArgs } from 'node:util';
import { signInThreads, submitAll } from './bench/load.mjs';
import { memberSeed, writeNation } from './bench/nation.mjs';
import { Probe } from './bench/probe.mjs';
import { rateOf, Rig, run, say, threads } from './bench/rig.mjs';
import { Governance } from './lib/driver/governance.mjs';
import { nodeBinary, until } from './lib/driver/network.mjs';

/** The numbers of ballots in the poll at which a single vote is timed. */
const STAGES = [0.02, 0.5, 1];
/** A day so long that everybody can vote before the poll is decided. */
const SLOTS_PER_DAY = 1_000;
const POLL = 0;

class Bench extends Rig {
  constructor(members) {
    super();
    this.members = members;
    this.results = { members };
  }

  async start(folder) {
    say(`Genesis with ${this.members} members`);
    const nation = { members: this.members, slotsPerDay: SLOTS_PER_DAY };
    await super.start(await writeNation({ binary: nodeBinary(), folder, ...nation }));
    this.governance = new Governance(this.chain);
  }

  member(n) {
    return this.chain.keyring.addFromSeed(memberSeed(n));
  }

  /** A petition with enough endorsements. As many members send one as it takes. */
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
    // The last member's vote is timed again and again, and cast at the end.
    const voters = this.members - 1;
    const call = this.chain.api.tx.voting.vote(POLL, 'Aye').method.toU8a();
    say(`Signing ${voters} votes`);
    // Members who opened or endorsed have sent one transaction.
    const all = [
      ...(await this.sign({ call, from: 0, to: this.endorsers, nonce: 1 })),
      ...(await this.sign({ call, from: this.endorsers, to: voters, nonce: 0 })),
    ];
    let sent = 0;
    const blocks = [];
    for (const stage of STAGES) {
      const upTo = Math.floor(all.length * stage);
      const done = async () => (await this.ballots()) >= upTo;
      blocks.push(...(await this.bring('all votes', all.slice(sent, upTo), done)));
      sent = upTo;
      await this.single(sent, call);
    }
    await this.chain.send(this.chain.api.tx.voting.vote(POLL, 'Aye'), this.member(voters));
    const { perSecond, blocks: full } = rateOf(blocks, this.blockSeconds);
    Object.assign(this.results, { votes_per_s: perSecond, votes_full_blocks: full });
    const { ayes, electorate } = await this.governance.poll(POLL);
    Object.assign(this.results, { ballots: ayes, electorate });
    if (Number(ayes) !== this.members) throw new Error(`only ${ayes} ballots`);
    this.checkFlat('vote', 'remark', 'ballots');
  }

  /** Times one more member's vote on the present state. */
  async single(ballots, call) {
    const hash = await this.quiet();
    const voter = this.member(this.members - 1);
    const alice = this.chain.account('//Alice');
    const nonce = await this.nonce(alice, hash);
    const remark = this.chain.api.tx.system.remark('0x').method.toU8a();
    const times = await new Probe(this.send, hash).time({
      remark: this.extrinsic(alice, nonce, remark),
      vote: this.extrinsic(voter, 0, call),
    });
    this.note(times, 'ballots', ballots);
  }
}

async function main() {
  const { values } = parseArgs({
    options: { json: { type: 'string' }, members: { type: 'string', default: '50000' } },
  });
  const bench = new Bench(Number(values.members));
  await run(bench, values.json, async (folder) => {
    await bench.start(folder);
    await bench.poll();
    await bench.votes();
  });
}

await main();
