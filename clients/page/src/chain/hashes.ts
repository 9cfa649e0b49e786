// What people sign or hash besides transactions. The page makes these bytes itself, and never signs
// bytes that somebody else chose. Each begins with a domain of its own and names the chain.

import { blake2b } from '@noble/hashes/blake2.js';
import type { Payee, Side } from '../generated/chain.ts';
import { concat } from '../scale/bytes.ts';
import { littleEndian } from '../scale/output.ts';

const ascii = (text: string) => new TextEncoder().encode(text);
const u32 = (number: number) => littleEndian(number, 4);

export const hash256 = (...parts: Uint8Array[]) => blake2b(concat(...parts), { dkLen: 32 });

/** To what a newcomer or a member consents. */
export type ConsentTo = { type: 'Join'; community: number } | { type: 'Replace'; member: number };

/** What an account signs to join a community, or to become a member's new one. */
export function consentBytes(
  genesis: Uint8Array,
  to: ConsentTo,
  account: Uint8Array,
  until: number,
): Uint8Array {
  const purpose =
    to.type === 'Join'
      ? concat(Uint8Array.of(0), u32(to.community))
      : concat(Uint8Array.of(1), u32(to.member));
  return concat(ascii('vaka/consent/1'), genesis, purpose, account, u32(until));
}

/** The hash by which alone an order is delivered. */
export function pickupHash(
  genesis: Uint8Array,
  buyer: Uint8Array,
  listing: number,
  lot: number,
  code: Uint8Array,
): Uint8Array {
  return hash256(ascii('vaka/market/code'), genesis, buyer, u32(listing), u32(lot), code);
}

export interface Rating {
  order: bigint;
  by: Side;
  committer: Payee;
  stars: number;
  /** The hash of the text; zeros without one. */
  text: Uint8Array;
  salt: Uint8Array;
}

/** What a party of an order commits before either sees the other's. */
export function ratingHash(genesis: Uint8Array, rating: Rating): Uint8Array {
  const { order, by, committer, stars, text, salt } = rating;
  const person =
    committer.type === 'Member'
      ? concat(Uint8Array.of(0), u32(committer.value))
      : concat(Uint8Array.of(1), committer.value);
  return hash256(
    ascii('vaka/marketplace/rating'),
    genesis,
    littleEndian(order, 8),
    Uint8Array.of(by === 'Buyer' ? 0 : 1),
    person,
    Uint8Array.of(stars),
    text,
    salt,
  );
}

/** What a juror commits: the seller's share in millionths. */
export function jurorHash(
  genesis: Uint8Array,
  disputed: number,
  member: number,
  share: number,
  salt: Uint8Array,
): Uint8Array {
  return hash256(
    ascii('vaka/disputes/vote'),
    genesis,
    u32(disputed),
    u32(member),
    u32(share),
    salt,
  );
}

export interface AwardPlace {
  genesis: Uint8Array;
  issuer: number;
  sequence: number;
  index: number;
}

export interface AwardOpening {
  subject: Uint8Array;
  salt: Uint8Array;
  vc: Uint8Array;
  sdJwt: Uint8Array;
}

/** What stands for an award in its batch's tree. */
export function awardLeaf(
  { genesis, issuer, sequence, index }: AwardPlace,
  { subject, salt, vc, sdJwt }: AwardOpening,
): Uint8Array {
  const place = concat(genesis, u32(issuer), u32(sequence), u32(index));
  return hash256(ascii('vaka/credential/award/1'), place, subject, salt, vc, sdJwt);
}

/** What an award's own key signs, so that an account may use it. */
export function bindBytes(place: AwardPlace, account: Uint8Array): Uint8Array {
  const { genesis, issuer, sequence, index } = place;
  const award = concat(u32(issuer), u32(sequence), u32(index));
  return concat(ascii('vaka/credential/bind'), genesis, award, account);
}
