// A hub beside one of the validators, from the first block to the last: through a day of trade, votes, an
// upgrade of the runtime, and the restart of its node. It is killed all the while.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Chain } from '../lib/driver/chain.mjs';
import { plain } from '../lib/driver/decode.mjs';
import { Energy } from '../lib/driver/energy.mjs';
import { Hub } from '../lib/driver/hub.mjs';
import { until } from '../lib/driver/network.mjs';

/** The validator that keeps all states. The market's tests kill it. */
const KEEPS = 'dave';
/** One that keeps few. */
const FORGETS = 'charlie';
const FEW = 40;
/** Of the members, those with numbers below this one are looked at. */
const MEMBERS = 30;

/** How the nodes are started for these tests: further arguments, by name. */
export function withStates(argsOf) {
  const more = {
    [KEEPS]: ['--state-pruning', 'archive'],
    [FORGETS]: ['--state-pruning', `${FEW}`],
  };
  const names = new Set([...Object.keys(argsOf), ...Object.keys(more)]);
  const both = (name) => [...(argsOf[name] ?? []), ...(more[name] ?? [])];
  return Object.fromEntries([...names].map((name) => [name, both(name)]));
}

/** Starts a hub, and kills it and starts it again every few seconds until the tests of it begin. */
export function beginHub(context) {
  const { network } = context;
  const of = (name, node) =>
    new Hub({ name, folder: network.folder, endpoint: network.node(node).endpoint });
  const watch = { hub: of('hub', KEEPS), rebuilt: of('rebuilt', KEEPS), late: of('late', FORGETS) };
  let over = false;
  const killed = async () => {
    let kills = 0;
    await watch.hub.start();
    while (!over) {
      const end = Date.now() + 300 + Math.random() * 8_000;
      while (!over && Date.now() < end) {
        await new Promise((resolve) => {
          setTimeout(resolve, 100);
        });
      }
      await watch.hub.kill();
      kills += 1;
      if (!over) await watch.hub.start();
    }
    return kills;
  };
  const kills = killed();
  kills.catch(() => {});
  watch.end = () => {
    over = true;
    return kills;
  };
  context.watch = watch;
}

export function hub(context) {
  it('a hub that is killed all the while has what one has that reads the blocks afterwards', async () => {
    const { watch, network } = context;
    const kills = await watch.end();
    assert.ok(kills > 3, `${kills} kills`);
    // What is compared must be of one block, so both stop there.
    const height = await network.node(KEEPS).finalized();
    watch.height = height;
    watch.hub.catchUp(height);
    watch.rebuilt.catchUp(height);
    const digest = watch.hub.digest();
    assert.deepEqual(digest, watch.rebuilt.digest());
    assert.equal(digest.gaps.rows, 0);
    assert.equal(digest.doubts.rows, 0);
    for (const table of ['registers', 'days', 'clearings', 'petitions', 'votes', 'steps']) {
      assert.ok(digest[table].rows > 0, `nothing in ${table}`);
    }
  });

  it('it has the registers and clearings of the chain', async () => {
    const { watch, network } = context;
    // Only this node still has the states of all these blocks.
    watch.chain = await Chain.connect(network.node(KEEPS).endpoint);
    const energy = new Energy(watch.chain);
    const hash = await watch.chain.hashOf(watch.height);
    let read = 0;
    for (const [id, meter] of await energy.meters(hash)) {
      const last = watch.hub.registers(id).at(-1);
      // A meter may have a baseline since its last reading, or have none.
      if (last?.slot === meter.slot) {
        assert.deepEqual([last.importWh, last.exportWh], [meter.importWh, meter.exportWh]);
        read += 1;
      } else if (last) {
        assert.ok(last.slot < meter.slot);
      }
    }
    assert.ok(read > 20, `${read} meters`);

    await watch.hub.start();
    const results = new Map();
    for (const grid of (await energy.grids(hash)).keys()) {
      for (const row of await watch.hub.list(`/grids/${grid}/clearings`, 'slot')) {
        results.set(row.height, [...(results.get(row.height) ?? []), { grid, ...row }]);
      }
    }
    for (const [height, rows] of results) {
      const then = await watch.chain.hashOf(height);
      for (const { grid, slot, price } of rows) {
        assert.equal(BigInt(price), (await energy.clearing(grid, slot, then)).price);
      }
    }
    assert.ok(results.size > 0);
  });

  it('it has the petitions and the votes of the chain', async () => {
    const { watch } = context;
    const { call } = await watch.chain.at(await watch.chain.hashOf(watch.height));
    const theirs = plain(await call.petitionsApi.petitions(null, 0));
    const ours = await watch.hub.list('/petitions', 'petition');
    for (const { id, opener, title, text } of theirs) {
      const found = ours.find(({ petition }) => BigInt(petition) === id);
      assert.deepEqual(
        [`0x${Buffer.from(found.title).toString('hex')}`, BigInt(found.opener), `0x${found.text}`],
        [title, opener, text],
      );
      const { course } = await watch.hub.result(`/petitions/${id}`);
      assert.ok(course.every(({ height }) => height >= found.height));
    }
    assert.ok(theirs.length > 0);
    let votes = 0;
    for (let member = 0; member < MEMBERS; member += 1) {
      for (const row of await watch.hub.list(`/members/${member}/votes`, 'referendum')) {
        if (row.vote === null) continue;
        const then = await watch.chain.at(await watch.chain.hashOf(row.height));
        const { vote, by } = plain(await then.call.votingApi.ballot(row.referendum, member));
        assert.deepEqual([vote, by], [row.vote, null]);
        votes += 1;
      }
    }
    assert.ok(votes > 0);
  });

  it('it knows which runtime executed which blocks', async () => {
    const { watch } = context;
    const { upgrades } = await watch.hub.result('/network');
    assert.equal(upgrades.at(-1).height, 1);
    for (const { height, specVersion } of upgrades) {
      // The runtime of a block is in the state of the block before.
      const before = await watch.chain.hashOf(height - 1);
      const version = await watch.chain.rpc('state_getRuntimeVersion', before);
      assert.equal(version.specVersion, specVersion);
    }
    assert.ok(upgrades.length > 1, 'no upgrade');
    await watch.chain.disconnect();
  });

  it('it is well, and says how old what it says is', async () => {
    const { watch } = context;
    const well = async () => (await watch.hub.ask('/health')).status === 200;
    await until('a hub that is well', well);
    const { body } = await watch.hub.ask('/petitions');
    assert.ok(body.asOf.height >= watch.height && body.asOf.age < 300);
    assert.deepEqual(body.asOf.gaps, []);
    assert.equal((await watch.hub.ask('/petitions?limit=101')).body.error.code, 'tooMany');
    await watch.hub.kill();
  });

  it('a hub that comes late beside a node that forgets names what it missed', async () => {
    const { watch } = context;
    const node = context.network.node(FORGETS);
    const number = await node.finalized();
    watch.late.catchUp(number);
    await watch.late.start();
    const { body } = await watch.late.ask('/network');
    await watch.late.kill();
    const [gap, ...others] = body.asOf.gaps;
    assert.deepEqual([gap.first, others], [1, []]);
    assert.ok(gap.last <= number && gap.last >= number - FEW - 20, JSON.stringify({ gap, number }));
  });
}
