// Times calls inside the node, through `state_call`. The transaction is applied to a past block's
// state, and its changes are thrown away. The chain does not notice.

import { compactToU8a, u8aConcat, u8aToHex } from '@polkadot/util';
import { xxhashAsHex } from '@polkadot/util-crypto';

const REPEATS = 41;

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
/** What all else that the machine does can but add to. Small differences need it, and many repeats. */
export const least = (values) => Math.min(...values);

export class Probe {
  /** @param {(values: number[]) => number} [options.of]  which of the times counts */
  constructor(send, hash, { repeats = REPEATS, of = median } = {}) {
    Object.assign(this, { send, hash, repeats, of });
  }

  async call(name, parameters) {
    const began = process.hrtime.bigint();
    const result = await this.send('state_call', [name, parameters, this.hash]);
    return { result, ms: Number(process.hrtime.bigint() - began) / 1e6 };
  }

  async once(extrinsic) {
    const { result, ms } = await this.call('BlockBuilder_apply_extrinsic', extrinsic);
    // Ok(Ok(())): the transaction is valid, and the call succeeded.
    if (result !== '0x0000') throw new Error(`a probed transaction failed: ${result}`);
    return ms;
  }

  /** The milliseconds of each of several transactions. */
  time(extrinsics) {
    return this.inTurn(extrinsics, (extrinsic) => this.once(extrinsic));
  }

  /** The milliseconds of each of several calls of runtime APIs: name and parameters. */
  timeCalls(calls) {
    return this.inTurn(calls, async ([name, parameters]) => (await this.call(name, parameters)).ms);
  }

  /** The milliseconds that each of several blocks takes, on the state before it. */
  static timeBlocks(send, blocks) {
    const probe = new Probe(send);
    return probe.inTurn(blocks, async ({ parent, encoded }) => {
      const { ms } = await new Probe(send, parent).call('Core_execute_block', encoded);
      return ms;
    });
  }

  /** Measures all in turn, so that drifts hit all alike. */
  async inTurn(all, once) {
    const samples = Object.fromEntries(Object.keys(all).map((name) => [name, []]));
    for (let i = 0; i < this.repeats; i += 1) {
      for (const [name, each] of Object.entries(all)) {
        const ms = await once(each);
        if (i > 0) samples[name].push(ms);
      }
    }
    return Object.fromEntries(Object.entries(samples).map(([name, list]) => [name, this.of(list)]));
  }
}

/** A block as the runtime executes it: without the seal, which is put on it afterwards. */
export async function executable({ api }, hash) {
  const { block } = await api.rpc.chain.getBlock(hash);
  const { parentHash, number, stateRoot, extrinsicsRoot, digest } = block.header;
  const logs = digest.logs.filter((log) => !log.isSeal);
  const header = api.createType('Header', {
    parentHash,
    number,
    stateRoot,
    extrinsicsRoot,
    digest: { logs },
  });
  const extrinsics = block.extrinsics.map((extrinsic) => extrinsic.toU8a());
  const encoded = u8aConcat(header.toU8a(), compactToU8a(extrinsics.length), ...extrinsics);
  return { parent: parentHash.toHex(), encoded: u8aToHex(encoded) };
}

async function keysOf(send, prefix, hash) {
  const keys = [];
  for (let from = null; ;) {
    const page = await send('state_getKeysPaged', [prefix, 1000, from, hash]);
    keys.push(...page);
    if (page.length < 1000) return keys;
    from = page.at(-1);
  }
}

const lengthOf = (key) => key.length / 2 - 1;

/** The bytes of all keys and values of a pallet, or without one of the whole state. */
export async function bytesOf(send, hash, pallet) {
  const prefix = pallet ? xxhashAsHex(pallet, 128) : '0x';
  const keys = await keysOf(send, prefix, hash);
  const values = await send('state_getStorageSize', [prefix, hash]);
  return keys.reduce((sum, key) => sum + lengthOf(key), values);
}

/**
 * The bytes of state of each storage map of a pallet: the number of entries, and the mean size of
 * key and value in a sample.
 */
export async function stateOf(send, pallet, items, hash) {
  const prefix = xxhashAsHex(pallet, 128);
  const rows = [];
  for (const name of items) {
    const itemPrefix = prefix + xxhashAsHex(name, 128).slice(2);
    const keys = await keysOf(send, itemPrefix, hash);
    const sample = keys.filter((_, i) => i % Math.ceil(keys.length / 200) === 0);
    let bytes = 0;
    for (const key of sample) {
      bytes += lengthOf(key) + (await send('state_getStorageSize', [key, hash]));
    }
    rows.push({ name, entries: keys.length, bytes: sample.length ? bytes / sample.length : 0 });
  }
  return rows;
}
