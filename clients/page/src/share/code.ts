// What people show each other as a QR code, or send as a text. Every code names its chain, so that one
// of another network is told apart at once.

import { verify } from '@noble/ed25519';
import { type ConsentTo, consentBytes } from '../chain/hashes.ts';
import type { Signer } from '../chain/extrinsic.ts';
import { Expected } from '../expected.ts';
import type { Consent } from '../generated/chain.ts';
import { concat, equal } from '../scale/bytes.ts';
import { Input } from '../scale/input.ts';
import { littleEndian } from '../scale/output.ts';
import { Malformed } from '../scale/shape.ts';
import { fromBase64, toBase64 } from './base64.ts';

export type Shared =
  /** An account's signed word that it joins, or takes a member's place. */
  | { kind: 'consent'; to: ConsentTo; consent: Consent }
  /** A request to join that wants vouches. */
  | { kind: 'request'; request: number }
  /** A member, by number. */
  | { kind: 'member'; member: number }
  /** What completes an order at pickup. */
  | { kind: 'pickup'; order: bigint; code: Uint8Array }
  /** Where an award stands on the chain, for somebody who was shown the award. */
  | {
      kind: 'award';
      issuer: number;
      sequence: number;
      index: number;
      salt: Uint8Array;
      vc: Uint8Array;
      proof: Uint8Array[];
    };

export type NoCode =
  /** Not one of ours at all. */
  | 'foreign'
  /** Of another Vaka network. */
  | 'another network'
  /** One of ours, but a part is wrong: read again. */
  | 'damaged'
  /** A page of a later version wrote it. */
  | 'newer';

export class BadCode extends Expected<NoCode> {
  override name = 'BadCode';
}

const BEGINNING = 'vaka:';
const FORMAT = 1;

/** So much of the genesis hash tells networks apart. What is signed names all of it. */
const GENESIS_BYTES = 4;

const KINDS = ['consent', 'request', 'member', 'pickup', 'award'] as const;

/** Longer than any code of ours. */
const LONGEST = 700;

const u32 = (number: number) => littleEndian(number, 4);

function bodyOf(shared: Shared): Uint8Array {
  switch (shared.kind) {
    case 'consent': {
      const { to, consent } = shared;
      if (consent.signature.type !== 'Ed25519') throw new TypeError('not a signature of the page');
      const purpose =
        to.type === 'Join'
          ? concat(Uint8Array.of(0), u32(to.community))
          : concat(Uint8Array.of(1), u32(to.member));
      return concat(purpose, consent.account, u32(consent.until), consent.signature.value);
    }
    case 'request':
      return u32(shared.request);
    case 'member':
      return u32(shared.member);
    case 'pickup':
      return concat(littleEndian(shared.order, 8), shared.code);
    case 'award': {
      const { issuer, sequence, index, salt, vc, proof } = shared;
      const place = concat(u32(issuer), u32(sequence), littleEndian(index, 2));
      return concat(place, salt, vc, Uint8Array.of(proof.length), ...proof);
    }
  }
}

/** The text of a code. */
export function codeOf(shared: Shared, genesis: Uint8Array): string {
  const head = Uint8Array.of(FORMAT, KINDS.indexOf(shared.kind));
  return BEGINNING + toBase64(concat(head, genesis.slice(0, GENESIS_BYTES), bodyOf(shared)));
}

/**
 * What a code says. A consent's signature is checked, so that nobody carries one that the chain would
 * refuse.
 */
export function sharedOf(text: string, genesis: Uint8Array): Shared {
  const trimmed = text.trim();
  if (!trimmed.startsWith(BEGINNING) || trimmed.length > LONGEST) throw new BadCode('foreign');
  const bytes = fromBase64(trimmed.slice(BEGINNING.length));
  if (!bytes) throw new BadCode('damaged');
  const input = new Input(bytes);
  try {
    if (input.byte() !== FORMAT) throw new BadCode('newer');
    const kind = KINDS[input.byte()];
    if (kind === undefined) throw new BadCode('newer');
    if (!equal(input.take(GENESIS_BYTES), genesis.slice(0, GENESIS_BYTES))) {
      throw new BadCode('another network');
    }
    const shared = read(kind, input);
    input.end();
    if (shared.kind === 'consent' && !isSigned(shared, genesis)) throw new BadCode('damaged');
    return shared;
  } catch (error) {
    if (error instanceof Malformed) throw new BadCode('damaged');
    throw error;
  }
}

function read(kind: (typeof KINDS)[number], input: Input): Shared {
  switch (kind) {
    case 'consent': {
      const purpose = input.byte();
      if (purpose > 1) throw new BadCode('newer');
      const number = input.small(4);
      const to: ConsentTo =
        purpose === 0 ? { type: 'Join', community: number } : { type: 'Replace', member: number };
      const account = input.take(32);
      const until = input.small(4);
      const signature = { type: 'Ed25519' as const, value: input.take(64) };
      return { kind, to, consent: { account, until, signature } };
    }
    case 'request':
      return { kind, request: input.small(4) };
    case 'member':
      return { kind, member: input.small(4) };
    case 'pickup':
      return { kind, order: input.big(8), code: input.take(16) };
    case 'award':
      return {
        kind,
        issuer: input.small(4),
        sequence: input.small(4),
        index: input.small(2),
        salt: input.take(32),
        vc: input.take(32),
        proof: Array.from({ length: depthIn(input) }, () => input.take(32)),
      };
  }
}

/** How long a path in a batch's tree is: no batch has more than 4,096 awards. */
function depthIn(input: Input): number {
  const depth = input.byte();
  if (depth > 12) throw new BadCode('damaged');
  return depth;
}

function isSigned({ to, consent }: Shared & { kind: 'consent' }, genesis: Uint8Array): boolean {
  const { account, until, signature } = consent;
  try {
    return verify(
      signature.value as Uint8Array,
      consentBytes(genesis, to, account, until),
      account,
    );
  } catch {
    return false;
  }
}

/** Signs that an account joins, or takes a member's place, until a slot of the chain's clock. */
export function consentOf(
  signer: Signer,
  genesis: Uint8Array,
  to: ConsentTo,
  until: number,
): Consent {
  const value = signer.sign(consentBytes(genesis, to, signer.account, until));
  return { account: signer.account, until, signature: { type: 'Ed25519', value } };
}
