// What a party of an ended order commits, from the table in the marketplace's overview.

import { stringToU8a, u8aConcat } from '@polkadot/util';
import { blake2AsU8a } from '@polkadot/util-crypto';

const DOMAIN = stringToU8a('vaka/marketplace/rating');
/** The numbers of the sides, and of the kinds of committers. */
export const SIDES = ['Buyer', 'Seller'];
const MEMBER = 0;
const ACCOUNT = 1;

function lowestFirst(n, bytes) {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt(n), true);
  return new Uint8Array(view.buffer).slice(0, bytes);
}

/** Who rates: the member with this number, or else the account with this key. */
const committerOf = ({ member, publicKey }) =>
  member === undefined
    ? u8aConcat(Uint8Array.of(ACCOUNT), publicKey)
    : u8aConcat(Uint8Array.of(MEMBER), lowestFirst(member, 4));

/**
 * The hash of a rating. `genesis`, the hash of a text and the salt are bytes.
 *
 * @param {string} by                          'Buyer' or 'Seller'
 * @param {{ member?: number, publicKey?: Uint8Array }} committer
 */
export function ratingHash(genesis, order, by, committer, { stars, text, salt }) {
  const side = Uint8Array.of(SIDES.indexOf(by), ...committerOf(committer), stars);
  return blake2AsU8a(u8aConcat(DOMAIN, genesis, lowestFirst(order, 8), side, text, salt), 256);
}
