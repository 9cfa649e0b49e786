// Two of four validators are destroyed, with their keys, and finality comes back:
//
//   node faults/finality.mjs [--lower N]
//
// As the page "When finality stands still" tells operators to: two new machines by vote, then the vote that
// restores finality. Wrong figures are voted first, and refused. With --lower a number that much too low
// is voted. A node that was off all the while catches up at the end. Takes some ten minutes.

import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Chain } from '../lib/driver/chain.mjs';
import { plain } from '../lib/driver/decode.mjs';
import { endingOf, Governance } from '../lib/driver/governance.mjs';
import { prepareNetwork, until } from '../lib/driver/network.mjs';
import { renewKeys, survivors } from '../lib/driver/operator.mjs';

const VAKA = 1_000_000_000_000n;
const LOST = ['charlie', 'dave'];
const NEW = ['erin', 'fia'];
const OFF = 'asleep';
const MORE_BLOCKS = 8;

const began = Date.now();
const say = (line) => {
  const minutes = ((Date.now() - began) / 60_000).toFixed(1);
  process.stdout.write(`[${minutes} min] ${line}\n`);
};

/** All that any node ever had as final, by number: two that differ end the run. */
class Ledger {
  final = new Map();

  constructor(network) {
    this.network = network;
    this.seen = new Map();
  }

  async look() {
    for (const node of this.network.nodes.filter(({ child }) => child)) {
      const last = await node.finalized().catch(() => undefined);
      if (last === undefined) continue;
      for (let number = this.seen.get(node.name) ?? 0; number <= last; number += 1) {
        const hash = await node.rpc('chain_getBlockHash', [number]);
        const before = this.final.get(number) ?? hash;
        assert.equal(hash, before, `${node.name} finalised another block ${number}`);
        this.final.set(number, hash);
      }
      this.seen.set(node.name, last);
    }
  }
}

class Trial {
  async run({ lower }) {
    this.network = await prepareNetwork({ followers: [OFF] });
    const { network } = this;
    this.ledger = new Ledger(network);
    await network.start();
    await network.waitForFinality(6, 180_000);
    const [alice, bob] = network.nodes;
    this.chain = await Chain.connect(alice.endpoint);
    this.governance = new Governance(this.chain);
    await this.ledger.look();

    await Promise.all([...LOST, OFF].map((name) => network.node(name).kill()));
    for (const name of LOST) rmSync(network.node(name).basePath, { recursive: true });
    const lostAt = Date.now();
    const { number } = await this.chain.head();
    say(`${LOST.join(' and ')} are destroyed at block ${number}; ${OFF} is off`);

    const machines = await Promise.all(NEW.map((name, n) => this.replace(name, LOST[n])));
    say('two new machines are in their places');
    const left = [alice, bob, ...machines];
    await until(
      'finality lags enough to be noticed',
      async () => (await survivors(left)).number !== undefined,
      { timeoutMs: 300_000, everyMs: 3_000 },
    );
    const { said, number: lowest, set } = await survivors(left);
    say(`status says:\n${said}`);
    const pending = (await this.chain.api.query.grandpa.currentSetId()).toNumber();
    assert.ok(pending > set, 'the chain has counted sets that nodes wait for');

    // The block that changed the set, which never became final.
    const sets = plain(await this.chain.api.query.validators.grandpaSets());
    const change = Number(sets.at(-1).since);
    await until('a block after the change', async () => (await this.chain.head()).number > change);
    const { number: newest } = await this.chain.head();
    for (const [wrong, of, why] of [
      [change, set, 'validators.NotTheSetOfThatBlock'],
      [lowest, pending, 'validators.NotTheSetOfThatBlock'],
      [newest + 1_000, set, 'validators.NotYetABlock'],
    ]) {
      const ended = await this.decide(`from block ${wrong} of set ${of}`, wrong, of);
      assert.equal(await endingOf(this.chain, ended), why);
      say(`block ${wrong} of set ${of}: refused, ${why}`);
    }

    const from = lowest - lower;
    const ended = await this.decide(`from block ${from} of set ${set}`, from, set);
    assert.equal(await endingOf(this.chain, ended), 'Done');
    const { number: done } = await this.chain.head();
    say(`block ${from} of set ${set}: done at block ${done}`);
    await until(
      'finality',
      async () => {
        await this.ledger.look();
        const heights = await Promise.all(left.map((node) => node.finalized()));
        return Math.min(...heights) >= done;
      },
      { timeoutMs: 300_000, everyMs: 1_000 },
    );
    const minutes = ((Date.now() - lostAt) / 60_000).toFixed(1);
    const { number: head } = await this.chain.head();
    say(`finality is back at block ${head}, ${minutes} minutes after the loss`);
    const id = (await this.chain.api.query.grandpa.currentSetId()).toNumber();
    for (const node of left) {
      assert.equal((await node.rpc('grandpa_roundState')).setId, id, `${node.name}'s set`);
    }
    assert.equal(id, set + 1, 'nodes and chain count alike');

    network.node(OFF).restart();
    await network.node(OFF).waitForRpc();
    const asleep = network.node(OFF);
    const target = (await alice.finalized()) + MORE_BLOCKS;
    await until(
      `${OFF} catches up`,
      async () => {
        await this.ledger.look();
        return (await asleep.finalized()) >= target;
      },
      { timeoutMs: 300_000, everyMs: 1_000 },
    );
    say(`${OFF} has caught up to ${await asleep.finalized()}`);

    const late = await network.join('late');
    await until(
      'a node that begins from nothing catches up',
      async () => {
        await this.ledger.look();
        return (await late.finalized()) >= target;
      },
      { timeoutMs: 300_000, everyMs: 1_000 },
    );
    say('so has one that began from nothing');
    for (const { account, offence } of plain(
      await this.chain.api.call.validatorsApi.validators(),
    )) {
      assert.equal(offence, null, `${account} is accused`);
    }
    say(
      `No two nodes finalised different blocks, of ${this.ledger.final.size}; nobody is accused.`,
    );
  }

  /** A new machine with keys of its own takes the place of a lost one. */
  async replace(name, lost) {
    const { chain, governance, network } = this;
    const { tx } = chain.api;
    const secret = `//vaka//${name}`;
    const owner = chain.account(secret);
    const { number } = await chain.send(
      tx.balances.transferKeepAlive(owner.address, 10n * VAKA),
      chain.account(`//${name === NEW[0] ? 'Alice' : 'Bob'}`),
    );
    const node = await network.join(name);
    // And two blocks more: its pool of transactions looks at those that come one by one.
    await until(`${name} has caught up`, async () => (await node.best()) >= number);
    const caughtUp = await node.best();
    await until('new blocks', async () => (await node.best()) >= caughtUp + 2);
    await renewKeys(node, secret);
    const old = chain.account(`//${lost[0].toUpperCase()}${lost.slice(1)}`).address;
    const villages = name === NEW[0] ? [0, 1] : [2, 3];
    const people = villages.flatMap((village) => governance.villagers(village));
    const ended = await governance.decide({
      people: [...people, ...governance.people.filter((who) => !people.includes(who))],
      track: 'Validators',
      title: `${name} for ${lost}`,
      call: tx.validators.replaceValidator(old, owner.address),
    });
    assert.equal(await endingOf(chain, ended), 'Done');
    await until(
      `${name} is active`,
      async () => plain(await chain.api.query.session.validators()).includes(owner.address),
      { timeoutMs: 240_000, everyMs: 1_000 },
    );
    return node;
  }

  async decide(title, number, set) {
    const { chain, governance } = this;
    return governance.decide({
      people: governance.people,
      track: 'Validators',
      title: `Restore finality ${title}`,
      call: chain.api.tx.validators.restoreFinality(number, set),
    });
  }
}

async function main() {
  const { values } = parseArgs({ options: { lower: { type: 'string', default: '0' } } });
  const trial = new Trial();
  try {
    await trial.run({ lower: Number(values.lower) });
  } catch (error) {
    say(trial.network?.logs(25));
    throw error;
  } finally {
    await trial.chain?.disconnect();
    await trial.network?.stop();
  }
}

main().then(
  () => process.exit(0),
  (error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
