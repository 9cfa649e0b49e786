// Ed25519 keys as documents name them: `did:key:z6Mk...`.

import { fromBase58, toBase58 } from '../scale/base58.ts';
import { concat } from '../scale/bytes.ts';

/** The bytes before an Ed25519 key in a multikey. */
const ED25519 = Uint8Array.of(0xed, 0x01);
const PREFIX = 'did:key:z';

export function didOf(key: Uint8Array): string {
  return PREFIX + toBase58(concat(ED25519, key));
}

/** The key of a DID of this kind, or undefined if it is of another one, or none. */
export function keyOf(did: string): Uint8Array | undefined {
  if (!did.startsWith(PREFIX) || did.length > 80) return undefined;
  const bytes = fromBase58(did.slice(PREFIX.length));
  const isKey = bytes?.length === 34 && bytes[0] === ED25519[0] && bytes[1] === ED25519[1];
  return isKey ? bytes.slice(2) : undefined;
}
