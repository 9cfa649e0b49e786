// Tests before any energy flows: blocks become final on every validator, money moves, and a client
// that knows nothing about Vaka decodes all of it.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Chain } from '../lib/driver/chain.mjs';
import { plain } from '../lib/driver/decode.mjs';
import { until } from '../lib/driver/network.mjs';
import { energyDecodes, runtimeApiDecodes, storageDecodes } from './decoding.mjs';

/** The least bound that a validator may set for its blocks. */
const BLOCK_BYTES = 16_384;
/** An author seals a block after it is made: the kind, the engine, a length and a signature. */
const SEAL_BYTES = 1 + 4 + 2 + 64;
const REMARK_BYTES = 4_000;
const SMALL = 'Charlie';

/** How the nodes are started for these tests. */
export const THIN_LINK = { [SMALL.toLowerCase()]: ['--max-block-bytes', String(BLOCK_BYTES)] };

const AMOUNT = 12_345_678_901_234n;

/** Begins. Its end is two blocks away at least, and comes while others are waited for. */
export function beginTransfer(context) {
  const { chain } = context;
  const to = chain.account('//vaka//newcomer').address;
  const transfer = chain.api.tx.balances.transferKeepAlive(to, AMOUNT);
  const done = chain.sendFinal(transfer, chain.account('//Alice'));
  done.catch(() => {});
  context.transfer = { to, done };
}

export function basics(context) {
  it('four validators finalise', async () => {
    const { network, chain } = context;
    await network.waitForFinality(3);
    const authorities = plain(await chain.api.query.aura.authorities());
    assert.equal(authorities.length, 4);
    // On a busy machine the fifth is starting by now.
    const four = network.nodes.slice(0, 4);
    const number = Math.min(...(await Promise.all(four.map((node) => node.finalized()))));
    const hashes = await Promise.all(four.map((node) => node.rpc('chain_getBlockHash', [number])));
    assert.equal(new Set(hashes).size, 1);
    for (const node of four) {
      const { peers } = await node.rpc('system_health');
      assert.ok(peers >= 1, `${node.name} has no peers`);
    }
  });

  it('a transfer arrives, and another validator says so too', async () => {
    const { network } = context;
    const { to, done } = context.transfer;
    const receipt = await done;
    const other = await Chain.connect(network.node('charlie').endpoint);
    try {
      await network.waitForFinality(receipt.number);
      const { data } = await (await other.at(receipt.hash)).query.system.account(to);
      assert.equal(data.free.toBigInt(), AMOUNT);
    } finally {
      await other.disconnect();
    }
  });

  it('a validator on a thin link makes small blocks, and takes large ones of others', async () => {
    const { chain } = context;
    const { api } = chain;
    const validators = await api.query.session.validators();
    const index = validators.findIndex((who) => who.eq(chain.account(`//${SMALL}`).address));
    const remark = api.tx.system.remark(`0x${'00'.repeat(REMARK_BYTES)}`);
    const sender = chain.account('//Eve');
    let nonce = (await api.rpc.system.accountNextIndex(sender.address)).toNumber();
    const seen = { small: 0, large: 0 };
    let { number } = await chain.head();
    await until(
      'a full block of either kind',
      async () => {
        const head = await chain.head();
        for (; number < head.number; number += 1) {
          const hash = await chain.hashOf(number + 1);
          const { block } = await api.rpc.chain.getBlock(hash);
          const bytes = block.encodedLength;
          const [digest] = block.header.digest.logs;
          const slot = api.createType('u64', digest.asPreRuntime[1]).toNumber();
          if (slot % validators.length !== index) {
            if (bytes > BLOCK_BYTES) seen.large += 1;
          } else {
            const most = BLOCK_BYTES + SEAL_BYTES;
            assert.ok(bytes <= most, `${SMALL} made a block of ${bytes} bytes`);
            if (bytes > BLOCK_BYTES - 2 * REMARK_BYTES) seen.small += 1;
          }
        }
        // There is always more than the small blocks can hold.
        for (let i = 0; i < 4; i += 1, nonce += 1) {
          await remark.signAsync(sender, { nonce }).then((signed) => signed.send());
        }
        return seen.small > 0 && seen.large > 0;
      },
      { timeoutMs: 90_000, everyMs: 500 },
    );
  });

  it('the clock counts slots, not blocks', async () => {
    const { chain } = context;
    const { hash } = await chain.head();
    const api = await chain.at(hash);
    const shown = plain(await api.query.clock.shown());
    assert.equal(plain(await api.call.clockApi.now()), shown.now);
    assert.equal(plain(await api.call.clockApi.open()), shown.open);
    assert.equal(plain(await api.call.clockApi.slotsPerDay()), 1n);
    const { block } = await chain.api.rpc.chain.getBlock(hash);
    const slotOf = ({ digest }) => chain.api.createType('u64', digest.logs[0].asPreRuntime[1]);
    assert.equal(shown.slot, slotOf(block.header).toBigInt());
    // It began at the number of the first block, in that block's slot.
    const first = await chain.api.rpc.chain.getHeader(await chain.hashOf(1));
    assert.equal(shown.now, shown.slot - slotOf(first).toBigInt() + 1n);
    assert.equal(shown.open, shown.now);
    await storageDecodes(chain, 'clock', () => true);
    await runtimeApiDecodes(chain, 'clockApi', { now: [], open: [], slotsPerDay: [] });
  });

  it('every storage item and runtime API of energy decodes without custom types', () =>
    energyDecodes(context, { full: false }));
}
