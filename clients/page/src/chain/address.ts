// An account as people see it: SS58, in base 58 with a checksum, with the prefix of the chain.

import { blake2b } from '@noble/hashes/blake2.js';
import { constants } from '../generated/chain.ts';
import { concat, equal } from '../scale/bytes.ts';

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
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
  let rest = 0n;
  for (const byte of concat(body, checksum(body))) rest = (rest << 8n) | BigInt(byte);
  let text = '';
  for (; rest > 0n; rest /= 58n) text = ALPHABET.charAt(Number(rest % 58n)) + text;
  return text;
}

/** The account of an address. */
export function accountOf(address: string): Uint8Array {
  // 35 bytes are 48 digits at most. More would only cost time.
  if (address.length > 64) throw new BadAddress('wrong length');
  let rest = 0n;
  for (const digit of address.trim()) {
    const value = ALPHABET.indexOf(digit);
    if (value < 0) throw new BadAddress('not base 58');
    rest = rest * 58n + BigInt(value);
  }
  const bytes: number[] = [];
  for (; rest > 0n; rest >>= 8n) bytes.unshift(Number(rest & 255n));
  if (bytes.length !== 35) throw new BadAddress('wrong length');
  const body = Uint8Array.from(bytes.slice(0, 33));
  if (!equal(checksum(body), Uint8Array.from(bytes.slice(33)))) throw new BadAddress('misspelt');
  if (body[0] !== PREFIX[0]) throw new BadAddress('another network');
  const account = body.slice(1);
  // Zeros before it would be another spelling of the same.
  if (addressOf(account) !== address.trim()) throw new BadAddress('misspelt');
  return account;
}
