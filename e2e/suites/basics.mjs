// Before any energy flows: blocks become final on every validator, money moves, and a client that
// knows nothing about Vaka decodes all of it.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Chain } from '../lib/chain.mjs';
import { plain } from '../lib/decode.mjs';

export function basics(context) {
  it('four validators finalise', async () => {
    const { network, chain } = context;
    await network.waitForFinality(3);
    const authorities = plain(await chain.api.query.aura.authorities());
    assert.equal(authorities.length, 4);
    const number = Math.min(...(await Promise.all(network.nodes.map((node) => node.finalized()))));
    const hashes = await Promise.all(
      network.nodes.map((node) => node.rpc('chain_getBlockHash', [number])),
    );
    assert.equal(new Set(hashes).size, 1);
    for (const node of network.nodes) {
      const { peers } = await node.rpc('system_health');
      assert.ok(peers >= 1, `${node.name} has no peers`);
    }
  });

  it('a transfer arrives, and another validator says so too', async () => {
    const { network, chain } = context;
    const to = chain.account('//vaka//newcomer').address;
    const amount = 12_345_678_901_234n;
    const transfer = chain.api.tx.balances.transferKeepAlive(to, amount);
    const receipt = await chain.sendFinal(transfer, chain.account('//Alice'));
    const other = await Chain.connect(network.node('charlie').endpoint);
    try {
      await network.waitForFinality(receipt.number);
      const { data } = await (await other.at(receipt.hash)).query.system.account(to);
      assert.equal(data.free.toBigInt(), amount);
    } finally {
      await other.disconnect();
    }
  });

  it('every storage item and runtime API of energy decodes without custom types', async () => {
    const { chain, energy } = context;
    const { api } = chain;
    for (const [name, item] of Object.entries(api.query.energy)) {
      const { type } = item.creator.meta;
      if (type.isPlain) plain(await item());
      else if (name !== 'palletVersion')
        (await item.entries()).forEach(([, value]) => plain(value));
    }
    const slot = await energy.currentSlot((await energy.settings()).slotSeconds);
    const limits = { ask: 1, bid: 2, owedFirst: false };
    const line = { slot, importWh: 1, exportWh: 2, limits };
    const calls = {
      clearing: [0, slot],
      book: [0, slot],
      meter: [0],
      tariff: [0, slot],
      bill: [0, [line]],
      readingPayload: [0, 0, slot, 1, 2],
    };
    assert.deepEqual(Object.keys(api.call.energyApi).sort(), Object.keys(calls).sort());
    for (const [name, parameters] of Object.entries(calls)) {
      plain(await api.call.energyApi[name](...parameters));
    }
  });
}
