// What the benchmarks count in blocks: transactions, and not what the author itself puts in.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Keyring } from '@polkadot/keyring';
import { cryptoWaitReady } from '@polkadot/util-crypto';
import { compact, isSigned, signExtrinsic } from '../../bench/encoding.mjs';

const hexOf = (bytes) => `0x${Buffer.from(bytes).toString('hex')}`;
const chain = {
  names: ['CheckGenesis', 'CheckNonce'],
  specVersion: 1,
  transactionVersion: 1,
  genesisHash: Buffer.alloc(32, 9),
};
/** As the time (8 bytes) and an output for the beacon (96) are in a block, in both formats. */
const inherents = [4, 5].flatMap((version) =>
  [8, 96, 20_000].map((length) => {
    const body = Buffer.concat([Buffer.of(version), Buffer.alloc(2 + length, 0x84)]);
    return hexOf(Buffer.concat([compact(body.length), body]));
  }),
);

test('a transaction is signed, whatever its length', async () => {
  await cryptoWaitReady();
  const pair = new Keyring({ type: 'sr25519' }).addFromUri('//Alice');
  for (const length of [2, 1_000, 100_000]) {
    assert.ok(isSigned(hexOf(signExtrinsic(chain, pair, 300, Buffer.alloc(length)))), `${length}`);
  }
});

test('an inherent is not, whatever its length', () => {
  for (const inherent of inherents) assert.ok(!isSigned(inherent), inherent.slice(0, 20));
});
