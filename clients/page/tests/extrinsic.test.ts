// A transaction of the page is, to the byte, what @polkadot/api signs with the same key.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Keyring } from '@polkadot/keyring';
import { blake2AsHex, cryptoWaitReady } from '@polkadot/util-crypto';
import fc from 'fast-check';
import { codec } from '../src/chain/codec.ts';
import { eraAt, PERIOD, periodOf } from '../src/chain/era.ts';
import { signExtrinsic } from '../src/chain/extrinsic.ts';
import { calls, metadataHash, shapes, version } from '../src/generated/chain.ts';
import { Key } from '../src/key/key.ts';
import { toHex } from '../src/scale/bytes.ts';
import { callsOf } from './lib/arbitrary.ts';
import { registryOf } from './lib/theirs.ts';

const hash = fc.uint8Array({ minLength: 32, maxLength: 32 });

describe('an era', () => {
  it('should be the one that @polkadot/api computes, and last 4.5 days', () => {
    const registry = registryOf();
    assert.equal(PERIOD, 65_536);
    assert.equal(periodOf(0), PERIOD);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 }), fc.nat(9), (current, attempt) => {
        const period = periodOf(attempt);
        const era = eraAt(current, period);
        const made = registry.createType('ExtrinsicEra', { current, period });
        assert.equal(toHex(era.bytes), made.toHex());
        // Read again, because what was made keeps a phase that the bytes have not.
        const theirs = registry.createType('ExtrinsicEra', era.bytes);
        assert.equal(era.birth, theirs.asMortalEra.birth(current));
        assert.equal(era.death, theirs.asMortalEra.death(current) - 1);
        assert.ok(era.birth <= current && current - era.birth < 16);
      }),
    );
  });
});

describe('a transaction', () => {
  it('should be what @polkadot/api signs, whatever the call', async () => {
    await cryptoWaitReady();
    const registry = registryOf();
    const entropy = new Uint8Array(16).fill(7);
    const key = await Key.from(entropy);
    const pair = new Keyring({ type: 'ed25519' }).addFromSeed(seedOf(key));
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(...callsOf(shapes, calls)),
        hash,
        hash,
        fc.integer({ min: 0, max: 2 ** 31 }),
        fc.integer({ min: 0, max: 2 ** 20 }),
        async (call, genesis, birthHash, current, nonce) => {
          const era = eraAt(current);
          const bytes = codec.encodeCall(call);
          const ours = signExtrinsic(bytes, key, { genesis, era, birthHash, nonce });
          const theirs = registry.createType('Extrinsic', registry.createType('Call', bytes), {
            version: 4,
          });
          theirs.sign(pair, {
            blockHash: birthHash,
            era: registry.createType('ExtrinsicEra', era.bytes),
            genesisHash: genesis,
            metadataHash,
            mode: 1,
            nonce,
            runtimeVersion: version as never,
            tip: 0,
          } as never);
          assert.equal(toHex(ours.bytes), theirs.toHex());
          assert.equal(toHex(ours.hash), blake2AsHex(ours.bytes));
          assert.equal(theirs.signer.toString(), pair.address);
        },
      ),
      { numRuns: 300 },
    );
  });
});

/** The secret of a key: nothing but this test looks at it. */
function seedOf(key: Key): Uint8Array {
  return (key as unknown as { seed: Uint8Array }).seed;
}
