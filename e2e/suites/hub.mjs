// A hub beside one of the validators, from the first block to the last: through a day of trade, votes, an
// upgrade of the runtime, and the restart of its node. It is killed all the while.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { compactToU8a, u8aConcat, u8aToHex } from '@polkadot/util';
import { arbitraryCalls, signBytes } from '../lib/driver/arbitrary.mjs';
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

/** The tables that have something in them once all other tests are over. */
const FILLED = [
  'registers',
  'days',
  'clearings',
  'tariffs',
  'meters',
  'limits',
  'bills',
  'members',
  'petitions',
  'votes',
  'steps',
  'listings',
  'lots',
  'orders',
  'batches',
  'marks',
  'authorities',
];
const VAKA = 1_000_000_000_000n;
/** The calls of a batch: so many fit into a block, whatever they have. */
const BATCH = 25;

/**
 * Puts each call of the runtime into a block, with arbitrary arguments: as somebody would who looks for
 * one that hubs cannot read. A multisig that nobody else approves carries them, so none is made; those
 * without arguments are made, too, by somebody who may not. Returns a block by which all are there.
 */
async function sayEverything({ chain }) {
  const { api } = chain;
  const anybody = chain.account('//vaka//anybody');
  const nobody = chain.account('//vaka//nobody').address;
  const fund = api.tx.balances.transferKeepAlive(anybody.address, 1_000n * VAKA);
  await chain.sendFinal(fund, chain.account('//Alice'));
  const isCall = async (bytes) => {
    const asked = u8aToHex(u8aConcat(bytes, new Uint8Array(4)));
    try {
      return await chain.rpc('state_call', 'TransactionPaymentCallApi_query_call_info', asked);
    } catch (error) {
      // The runtime panics if these are none.
      if (!error.message.includes('Execution failed')) throw error;
      return false;
    }
  };
  const calls = await arbitraryCalls(api, isCall);
  // The call that a multisig carries is the last but one of its arguments.
  const nothing = api.tx.system.remark('0x').method;
  const weight = api.createType('WeightV2', { refTime: 0, proofSize: 0 });
  const multisig = api.tx.multisig.asMulti(2, [nobody], null, nothing, weight).method.toU8a();
  const end = multisig.length - weight.encodedLength;
  const carried = calls.map(({ bytes }) =>
    u8aConcat(multisig.subarray(0, end - nothing.encodedLength), bytes, multisig.subarray(end)),
  );
  const said = calls.filter(({ bare }) => bare).map(({ bytes }) => bytes);
  for (let at = 0; at < carried.length; at += BATCH) {
    const some = carried.slice(at, at + BATCH);
    const { callIndex } = api.tx.utility.forceBatch;
    said.push(u8aConcat(callIndex, compactToU8a(some.length), ...some));
  }
  for (const [nonce, bytes] of said.entries()) {
    const signed = signBytes(api, bytes, anybody, nonce);
    await chain.rpc('author_submitExtrinsic', u8aToHex(signed));
  }
  let last;
  const all = async () => {
    last = await chain.finalizedHead();
    const { query } = await chain.at(last.hash);
    return (await query.system.account(anybody.address)).nonce.toNumber() === said.length;
  };
  await until('a block with every call', all, { timeoutMs: 180_000, everyMs: 1_000 });
  return { calls: calls.length, last: last.number };
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
  watch.everything = sayEverything(context);
  watch.everything.catch(() => {});
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
    for (const table of FILLED) assert.ok(digest[table].rows > 0, `nothing in ${table}`);
  });

  it('no call of the runtime is one that it cannot read', async () => {
    const { watch } = context;
    const { calls, last } = await watch.everything;
    assert.ok(calls > 200, `${calls} calls`);
    assert.ok(last <= watch.height);
    // There were no doubts above.
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

  it('its bills are those that the chain computes, to the millionth', async () => {
    const { watch, market } = context;
    const { day } = market;
    const energy = new Energy(watch.chain);
    const hash = await watch.chain.hashOf(watch.height);
    let traded = 0n;
    for (const { id, grid, importWh, exportWh } of day.households) {
      const { limits } = day.replays.get(grid).meters.get(id);
      const readings = Array.from({ length: day.slots }, (_, n) => ({
        slot: day.base + 1 + n,
        importWh: importWh[day.first + n],
        exportWh: exportWh[day.first + n],
        limits,
      }));
      const lines = await energy.bill(grid, readings, hash);
      const sum = (field) => lines.reduce((total, line) => total + line[field], 0n);
      const found = watch.hub.bill(id);
      assert.deepEqual(
        {
          lines: found.lines,
          bought: found.bought,
          sold: found.sold,
          owed: found.owed,
          curtailed: found.curtailed,
          paid: found.paid,
          networkCharge: found.network_charge,
          standingCharge: found.standing_charge,
          received: found.received,
        },
        {
          lines: BigInt(day.slots),
          bought: sum('bought'),
          sold: sum('sold'),
          owed: sum('owed'),
          curtailed: sum('curtailed'),
          paid: sum('paid'),
          networkCharge: sum('networkCharge'),
          standingCharge: sum('standingCharge'),
          received: sum('received'),
        },
        `meter ${id}`,
      );
      traded += found.bought;
    }
    assert.ok(traded > 0n);
  });

  it('it has the prices of each grid, also the first ones', async () => {
    const { watch } = context;
    const grids = await new Energy(watch.chain).grids(await watch.chain.hashOf(watch.height));
    assert.ok(grids.size > 2);
    for (const [grid, { tariffs }] of grids) {
      const found = await watch.hub.list(`/grids/${grid}/tariffs`, 'fromSlot');
      const first = Number(tariffs[0].from);
      const kept = found.filter(({ fromSlot }) => fromSlot >= first).reverse();
      assert.deepEqual(
        kept.map((row) => [BigInt(row.fromSlot), row.bands.map(({ retail }) => BigInt(retail))]),
        tariffs.map(({ from, tariff }) => [from, tariff.bands.map(({ retail }) => retail)]),
      );
    }
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

  it('it knows when blocks became final, as far as it was there to see it', async () => {
    const { watch } = context;
    const rows = await watch.hub.result('/finality?limit=100');
    assert.ok(rows.length > 3, `${rows.length} rows`);
    let seen = 0;
    for (const [i, { first, last, after, until: by }] of rows.entries()) {
      assert.ok(first <= last && (i === 0 || last < rows[i - 1].first));
      // A block is made before it is final; the clocks of one machine are one.
      const { query } = await watch.chain.at(await watch.chain.hashOf(last));
      const made = (await query.timestamp.now()).toNumber();
      assert.ok(made <= by, `block ${last} of ${made} became final at ${by}`);
      if (after === null) continue;
      assert.ok(after <= by);
      seen += 1;
    }
    assert.ok(seen > 0, 'it saw nothing become final');
    // The tests stop finality, or they do not; what is told of it is whole.
    for (const { since, until: end } of await watch.hub.result('/finality/stalls')) {
      assert.ok(end === null || end - since > 60_000);
    }
  });

  it('it has what is offered, and awards, as the chain has them', async () => {
    const { watch } = context;
    const { query } = await watch.chain.at(await watch.chain.hashOf(watch.height));
    const listings = await query.marketplace.listings.entries();
    assert.ok(listings.length > 0);
    for (const [key, record] of listings) {
      const listing = key.args[0].toNumber();
      const { seller, terms, standing, revision } = plain(record);
      const found = await watch.hub.result(`/listings/${listing}`);
      assert.deepEqual(
        [found.seller, `0x${Buffer.from(found.title).toString('hex')}`, found.details],
        [seller.account, terms.title, terms.details?.slice(2) ?? null],
      );
      assert.deepEqual([found.standing, found.kind], [standing, terms.kind]);
      assert.equal(BigInt(found.revision), revision);
    }
    const batches = await query.credentials.batches.entries();
    assert.ok(batches.length > 0);
    for (const [key, record] of batches) {
      const [issuer, sequence] = key.args.map((arg) => arg.toNumber());
      const { root, count, schema, validUntil } = plain(record);
      const { batch } = await watch.hub.result(`/issuers/${issuer}/batches/${sequence}/0`);
      assert.deepEqual(
        [`0x${batch.root}`, BigInt(batch.count), BigInt(batch.schema)],
        [root, count, schema],
      );
      assert.equal(batch.validUntil === null ? null : BigInt(batch.validUntil), validUntil);
    }
  });

  it("what is somebody's own, it tells nobody who did not sign in", async () => {
    const { watch } = context;
    for (const path of ['/meters', '/meters/0', '/meters/0/days', '/orders', '/dues']) {
      const { status, body } = await watch.hub.ask(path);
      assert.deepEqual([status, body.error.code], [401, 'notSignedIn'], path);
    }
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
    assert.equal(body.asOf.gaps, undefined);
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
