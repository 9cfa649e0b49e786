// An account as people see it: SS58, in base 58 with a checksum, with the prefix of the chain.

import { blake2b } from '@noble/hashes/blake2.js';
import { constants } from '../generated/chain.ts';
import { fromBase58, toBase58 } from '../scale/base58.ts';
import { concat, equal } from '../scale/bytes.ts';

const PREFIX = Uint8Array.of(constants['system.ss58Prefix']);
const DOMAIN = new TextEncoder().encode('SS58PRE');

export type NoAddress = 'not base 58' | 'wrong length' | 'another network' | 'misspelt';

/** A text is no address of this chain. */
export class BadAddress extends Error {
  override name = 'BadAddress';

  constructor(readonly why: NoAddress) {
    super(`no address of this chain: ${why}`);
  }
}

const checksum = (body: Uint8Array) => blake2b(concat(DOMAIN, body), { dkLen: 64 }).slice(0, 2);

export function addressOf(account: Uint8Array): string {
  if (account.length !== 32) throw new BadAddress('wrong length');
  const body = concat(PREFIX, account);
  return toBase58(concat(body, checksum(body)));
}

/** The account of an address. */
export function accountOf(address: string): Uint8Array {
  // 35 bytes are 48 digits at most. More would only cost time.
  if (address.length > 64) throw new BadAddress('wrong length');
  const bytes = fromBase58(address.trim());
  if (!bytes) throw new BadAddress('not base 58');
  if (bytes.length !== 35) throw new BadAddress('wrong length');
  const body = bytes.slice(0, 33);
  if (!equal(checksum(body), bytes.slice(33))) throw new BadAddress('misspelt');
  if (body[0] !== PREFIX[0]) throw new BadAddress('another network');
  const account = body.slice(1);
  // Zeros before it would be another spelling of the same.
  if (addressOf(account) !== address.trim()) throw new BadAddress('misspelt');
  return account;
}
