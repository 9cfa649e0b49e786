// A passkey that yields a secret (the PRF extension of WebAuthn): the device opens it by a finger, a
// face or its own PIN. There is one only in a secure context, and not on every device.

import { blake2b } from '@noble/hashes/blake2.js';
import { concat } from '../scale/bytes.ts';

/** By what a passkey is found again, and what its secret is made of beside its own. */
export interface PasskeyMark {
  id: Uint8Array;
  salt: Uint8Array;
}

export interface Passkey {
  create(account: Uint8Array): Promise<{ mark: PasskeyMark; secret: Uint8Array }>;
  /** The secret of one that was created before: 32 bytes. */
  secret(mark: PasskeyMark): Promise<Uint8Array>;
}

/** The device has no passkey that yields a secret, or the person did not open it. */
export class NoPasskey extends Error {
  override name = 'NoPasskey';
}

/** Signatures of EdDSA, ES256 and RS256: the page needs none, but devices want to know. */
const ALGORITHMS = [-8, -7, -257];

const DOMAIN = new TextEncoder().encode('vaka passkey 1');

type Inputs = AuthenticationExtensionsClientInputs;

/** WebAuthn takes bytes that no other thread shares. */
const own = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => Uint8Array.from(bytes);
const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const evaluate = (salt: Uint8Array): Inputs => ({ prf: { eval: { first: own(salt) } } });

export function hasPasskeys(): boolean {
  return (
    globalThis.isSecureContext === true &&
    'credentials' in navigator &&
    'PublicKeyCredential' in globalThis
  );
}

async function ask(begin: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  let answer;
  try {
    answer = await begin();
  } catch (error) {
    throw new NoPasskey(error instanceof Error ? error.message : String(error));
  }
  if (!(answer instanceof PublicKeyCredential)) throw new NoPasskey('the device gave none');
  return answer;
}

export const devicePasskey: Passkey = {
  async create(account) {
    const salt = random(32);
    const credential = await ask(() =>
      navigator.credentials.create({
        publicKey: {
          rp: { name: 'Vaka' },
          user: { id: own(account), name: 'Vaka', displayName: 'Vaka' },
          challenge: random(32),
          pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
          authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
          extensions: { prf: {} },
        },
      }),
    );
    if (!credential.getClientExtensionResults().prf?.enabled) {
      throw new NoPasskey('the device yields no secret');
    }
    const mark = { id: new Uint8Array(credential.rawId), salt };
    // Many devices yield it only to one that exists.
    return { mark, secret: await this.secret(mark) };
  },

  async secret({ id, salt }) {
    const credential = await ask(() =>
      navigator.credentials.get({
        publicKey: {
          challenge: random(32),
          allowCredentials: [{ type: 'public-key', id: own(id) }],
          userVerification: 'required',
          extensions: evaluate(salt),
        },
      }),
    );
    const first = credential.getClientExtensionResults().prf?.results?.first;
    if (!first) throw new NoPasskey('the device yields no secret');
    const bytes = ArrayBuffer.isView(first)
      ? new Uint8Array(first.buffer, first.byteOffset, first.byteLength)
      : new Uint8Array(first);
    return blake2b(concat(DOMAIN, bytes), { dkLen: 32 });
  },
};
