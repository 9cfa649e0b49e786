// A signed transaction of version 4: who signs, the signature, the bytes of the extensions, the call.

import { blake2b } from '@noble/hashes/blake2.js';
import { extensions, metadataHash, version } from '../generated/chain.ts';
import { concat, fromHex } from '../scale/bytes.ts';
import { compact, littleEndian } from '../scale/output.ts';
import type { Era } from './era.ts';

/** What signs: an Ed25519 key that is open. */
export interface Signer {
  /** Its public key, which is its account, too. */
  readonly account: Uint8Array;
  sign(message: Uint8Array): Uint8Array;
}

/** On which chain, from when on, and as which of the account's transactions. */
export interface Context {
  genesis: Uint8Array;
  era: Era;
  birthHash: Uint8Array;
  nonce: number;
}

export interface Signed {
  bytes: Uint8Array;
  hash: Uint8Array;
}

/** Signed, and 4: the version of the format. */
const SIGNED_4 = 0x84;

/** The first variants of MultiAddress and MultiSignature. */
const ID = 0;
const ED25519 = 0;

const NOTHING = new Uint8Array();

/** What an extension adds to the transaction, and what it adds to the signed bytes only. */
type Extension = (context: Context) => readonly [sent: Uint8Array, signed: Uint8Array];

const EXTENSIONS: Readonly<Record<(typeof extensions)[number], Extension>> = {
  CheckSpecVersion: () => [NOTHING, littleEndian(version.specVersion, 4)],
  CheckTxVersion: () => [NOTHING, littleEndian(version.transactionVersion, 4)],
  CheckGenesis: ({ genesis }) => [NOTHING, genesis],
  CheckMortality: ({ era, birthHash }) => [era.bytes, birthHash],
  CheckNonce: ({ nonce }) => [compact(nonce), NOTHING],
  // No tip: free calls come first anyway.
  ChargeTransactionPayment: () => [compact(0), NOTHING],
  // Mode 1: the hash is checked. The chain refuses a page that was made for another runtime, before
  // it could take the call for another one.
  CheckMetadataHash: () => [Uint8Array.of(1), concat(Uint8Array.of(1), fromHex(metadataHash))],
};

/** The bytes that are signed. */
export function payloadOf(call: Uint8Array, context: Context): Uint8Array {
  const parts = extensions.map((name) => EXTENSIONS[name](context));
  const payload = concat(
    call,
    ...parts.map(([sent]) => sent),
    ...parts.map(([, signed]) => signed),
  );
  return payload.length > 256 ? blake2b(payload, { dkLen: 32 }) : payload;
}

export function signExtrinsic(call: Uint8Array, signer: Signer, context: Context): Signed {
  const body = concat(
    Uint8Array.of(SIGNED_4, ID),
    signer.account,
    Uint8Array.of(ED25519),
    signer.sign(payloadOf(call, context)),
    ...extensions.map((name) => EXTENSIONS[name](context)[0]),
    call,
  );
  const bytes = concat(compact(body.length), body);
  return { bytes, hash: blake2b(bytes, { dkLen: 32 }) };
}
