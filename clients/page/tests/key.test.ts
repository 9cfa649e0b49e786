// A key of the page is the one that @polkadot/keyring and subkey make of the same words.

import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { Keyring } from '@polkadot/keyring';
import {
  cryptoWaitReady,
  decodeAddress,
  ed25519Verify,
  encodeAddress,
} from '@polkadot/util-crypto';
import fc from 'fast-check';
import { accountOf, addressOf, BadAddress } from '../src/chain/address.ts';
import { Key } from '../src/key/key.ts';
import { BadWords, entropyOf, newEntropy, wordsOf } from '../src/key/words.ts';
import { toHex } from '../src/scale/bytes.ts';

const entropies = fc.uint8Array({ minLength: 16, maxLength: 16 });

/** The words of the well-known accounts, without a path. */
const WORDS = 'bottom drive obey lake curtain smoke basket hold race lonely fit walk';

describe('a key', () => {
  before(() => cryptoWaitReady());

  it('should be the one of @polkadot/keyring for any words', async () => {
    const keyring = new Keyring({ type: 'ed25519', ss58Format: 42 });
    await fc.assert(
      fc.asyncProperty(entropies, fc.uint8Array(), async (entropy, message) => {
        const words = await wordsOf(entropy);
        const pair = keyring.createFromUri(words);
        const key = await Key.from(entropy);
        assert.equal(toHex(key.account), toHex(pair.publicKey));
        assert.equal(addressOf(key.account), pair.address);
        // Ed25519 has one signature only of a message.
        assert.equal(toHex(key.sign(message)), toHex(pair.sign(message)));
        assert.ok(ed25519Verify(message, key.sign(message), key.account));
      }),
      { numRuns: 25 },
    );
  });

  it('should be the one of subkey for words that everybody knows', async () => {
    // subkey inspect --scheme ed25519 "bottom drive obey ..."
    const key = await Key.from(await entropyOf(WORDS));
    assert.equal(addressOf(key.account), '5DFJF7tY4bpbpcKPJcBTQaKuCDEPCpiz8TRjpmLeTtweqmXL');
  });

  it('should sign nothing once it is closed', async () => {
    const key = await Key.from(newEntropy());
    const { seed } = key as unknown as { seed: Uint8Array };
    assert.ok(key.isOpen);
    key.close();
    assert.ok(!key.isOpen);
    assert.ok(seed.every((byte) => byte === 0));
    assert.throws(() => key.sign(new Uint8Array()), /closed/);
    key.close();
  });
});

describe('words', () => {
  it('should stand for what they were made of, however they are typed', async () => {
    await fc.assert(
      fc.asyncProperty(entropies, async (entropy) => {
        const words = await wordsOf(entropy);
        assert.equal(words.split(' ').length, 12);
        assert.deepEqual(await entropyOf(words), entropy);
        assert.deepEqual(
          await entropyOf(`  ${words.toUpperCase().replaceAll(' ', '\n ')} `),
          entropy,
        );
      }),
      { numRuns: 25 },
    );
  });

  it('should be refused with what is wrong with them', async () => {
    const problem = async (text: string) => {
      const error = await entropyOf(text).then(
        () => assert.fail('it was taken'),
        (thrown) => thrown,
      );
      assert.ok(error instanceof BadWords);
      return error.problem;
    };
    assert.deepEqual(await problem(''), { why: 'count', count: 1 });
    assert.deepEqual(await problem(`${WORDS} walk`), { why: 'count', count: 13 });
    const misspelt = WORDS.replace('lake', 'laek');
    assert.deepEqual(await problem(misspelt), { why: 'unknown', word: 'laek', place: 4 });
    const swapped = WORDS.replace('bottom drive', 'drive bottom');
    assert.deepEqual(await problem(swapped), { why: 'checksum' });
  });

  it('should be new each time', () => {
    assert.notEqual(toHex(newEntropy()), toHex(newEntropy()));
  });
});

describe('an address', () => {
  it('should be the one of @polkadot/util-crypto', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (account) => {
        const address = encodeAddress(account, 42);
        assert.equal(addressOf(account), address);
        assert.deepEqual(accountOf(` ${address} `), account);
        assert.deepEqual(decodeAddress(address), account);
      }),
    );
  });

  it('should be refused with what is wrong with it', () => {
    const account = new Uint8Array(32).fill(5);
    const address = addressOf(account);
    const why = (text: string) => {
      try {
        accountOf(text);
      } catch (error) {
        if (error instanceof BadAddress) return error.why;
      }
      return 'nothing';
    };
    assert.equal(why(`${address.slice(0, -1)}0`), 'not base 58');
    assert.equal(why(address.slice(0, -2)), 'wrong length');
    assert.equal(why('9'.repeat(100_000)), 'wrong length');
    assert.equal(why(`1${address}`), 'misspelt');
    const other = address.endsWith('a') ? 'b' : 'a';
    assert.equal(why(address.slice(0, -1) + other), 'misspelt');
    assert.equal(why(encodeAddress(account, 0)), 'wrong length');
    assert.equal(why(encodeAddress(account, 2)), 'another network');
  });
});
