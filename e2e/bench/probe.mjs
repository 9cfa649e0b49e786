// Times calls inside the node, through `state_call`. The transaction is applied to a past block's
// state, and its changes are thrown away. The chain does not notice.

import { xxhashAsHex } from '@polkadot/util-crypto';

const REPEATS = 41;

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

export class Probe {
  constructor(send, hash) {
    Object.assign(this, { send, hash });
  }

  async once(extrinsic) {
    const began = process.hrtime.bigint();
    const result = await this.send('state_call', [
      'BlockBuilder_apply_extrinsic',
      extrinsic,
      this.hash,
    ]);
    const ms = Number(process.hrtime.bigint() - began) / 1e6;
    // Ok(Ok(())): the transaction is valid, and the call succeeded.
    if (result !== '0x0000') throw new Error(`a probed transaction failed: ${result}`);
    return ms;
  }

  /**
   * Median milliseconds of each of several transactions, measured in turn so that drifts hit all
   * alike.
   */
  async time(extrinsics) {
    const samples = Object.fromEntries(Object.keys(extrinsics).map((name) => [name, []]));
    for (let i = 0; i < REPEATS; i += 1) {
      for (const [name, extrinsic] of Object.entries(extrinsics)) {
        const ms = await this.once(extrinsic);
        if (i > 0) samples[name].push(ms);
      }
    }
    return Object.fromEntries(Object.entries(samples).map(([name, list]) => [name, median(list)]));
  }
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
    const keys = [];
    for (let from = null; ;) {
      const page = await send('state_getKeysPaged', [itemPrefix, 1000, from, hash]);
      keys.push(...page);
      if (page.length < 1000) break;
      from = page.at(-1);
    }
    const sample = keys.filter((_, i) => i % Math.ceil(keys.length / 200) === 0);
    let bytes = 0;
    for (const key of sample) {
      bytes += key.length / 2 - 1 + (await send('state_getStorageSize', [key, hash]));
    }
    rows.push({ name, entries: keys.length, bytes: sample.length ? bytes / sample.length : 0 });
  }
  return rows;
}
