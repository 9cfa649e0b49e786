// An Ed25519 key that is open. It is made from the words as subkey and Polkadot.js make one of the
// type ed25519, without a path, so that a person can take it there and back.

import { getPublicKey, hashes, sign } from '@noble/ed25519';
import { pbkdf2Async } from '@noble/hashes/pbkdf2.js';
import { sha512 } from '@noble/hashes/sha2.js';
import type { Signer } from '../chain/extrinsic.ts';

// The browser's own exists only in a secure context.
hashes.sha512 = sha512;

/** The rounds of BIP 39. */
const ROUNDS = 2048;

/** The key's seed. Not the words are stretched, as BIP 39 has it, but what they stand for. */
async function seedOf(entropy: Uint8Array): Promise<Uint8Array> {
  const long = await pbkdf2Async(sha512, entropy, 'mnemonic', { c: ROUNDS, dkLen: 64 });
  const seed = long.slice(0, 32);
  long.fill(0);
  return seed;
}

export class Key implements Signer {
  private constructor(
    readonly account: Uint8Array,
    private seed: Uint8Array | undefined,
  ) {}

  static async from(entropy: Uint8Array): Promise<Key> {
    const seed = await seedOf(entropy);
    return new Key(getPublicKey(seed), seed);
  }

  get isOpen(): boolean {
    return this.seed !== undefined;
  }

  sign(message: Uint8Array): Uint8Array {
    if (!this.seed) throw new Error('the key is closed');
    return sign(message, this.seed);
  }

  /** Overwrites the secret. Copies that JavaScript made while it signed are not in its reach. */
  close(): void {
    this.seed?.fill(0);
    this.seed = undefined;
  }
}
