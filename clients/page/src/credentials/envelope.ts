// What travels beside an award: its place on the chain, and the path to its batch's root. It is not
// signed; the path proves it against the root that the chain has.

import { type AwardOpening, type AwardPlace, awardLeaf, hash256 } from '../chain/hashes.ts';
import { concat, equal, fromHex } from '../scale/bytes.ts';
import { littleEndian } from '../scale/output.ts';

export interface Envelope {
  place: AwardPlace;
  opening: AwardOpening;
  proof: Uint8Array[];
}

/** A copy of a batch as the chain has it. It never changes. */
export interface Batch {
  genesis: Uint8Array;
  issuer: number;
  sequence: number;
  root: Uint8Array;
  count: number;
  /** The keys that the issuer has or had; none if the copy does not say. */
  keys: Uint8Array[];
}

export class BadEnvelope extends Error {
  override name = 'BadEnvelope';
}

const FORMAT = 'vaka/credential/1';
const LONGEST = 65_536;
const MOST_AWARDS = 4_096;
const DEEPEST = 12;

type Fields = Record<string, unknown>;

function fieldsOf(text: string): Fields {
  if (text.length > LONGEST) throw new BadEnvelope('too long');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new BadEnvelope('no JSON');
  }
  const fields = typeof value === 'object' && value !== null ? (value as Fields) : {};
  if (fields.format !== FORMAT) throw new BadEnvelope('another format');
  return fields;
}

function bytesOf(value: unknown): Uint8Array {
  if (typeof value !== 'string' || value.length !== 66) throw new BadEnvelope('not 32 bytes');
  try {
    return fromHex(value);
  } catch {
    throw new BadEnvelope('not 32 bytes');
  }
}

function numberOf(value: unknown, most = 0xffff_ffff): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > most) {
    throw new BadEnvelope('not a number');
  }
  return value;
}

function listOf(value: unknown, most: number): Uint8Array[] {
  if (!Array.isArray(value) || value.length > most) throw new BadEnvelope('not a list');
  return value.map(bytesOf);
}

export function envelopeOf(text: string): Envelope {
  const fields = fieldsOf(text);
  return {
    place: {
      genesis: bytesOf(fields.genesis),
      issuer: numberOf(fields.issuer),
      sequence: numberOf(fields.sequence),
      index: numberOf(fields.index, MOST_AWARDS - 1),
    },
    opening: {
      subject: bytesOf(fields.subject),
      salt: bytesOf(fields.salt),
      vc: bytesOf(fields.vc),
      sdJwt: bytesOf(fields.sdJwt),
    },
    proof: listOf(fields.proof, DEEPEST),
  };
}

export function batchOf(text: string): Batch {
  const fields = fieldsOf(text);
  const count = numberOf(fields.count, MOST_AWARDS);
  if (count === 0) throw new BadEnvelope('an empty batch');
  return {
    genesis: bytesOf(fields.genesis),
    issuer: numberOf(fields.issuer),
    sequence: numberOf(fields.sequence),
    root: bytesOf(fields.root),
    count,
    keys: fields.keys === undefined ? [] : listOf(fields.keys, MOST_AWARDS),
  };
}

export const leafOf = ({ place, opening }: Envelope) => awardLeaf(place, opening);

/** Whether the path leads from the leaf at its index to a batch's root. */
export function leadsTo(
  envelope: Envelope,
  { root, count }: Pick<Batch, 'root' | 'count'>,
): boolean {
  const { proof, place } = envelope;
  const depth = Math.ceil(Math.log2(count));
  if (place.index >= count || proof.length !== depth) return false;
  let node = hash256(Uint8Array.of(0), leafOf(envelope));
  proof.forEach((sibling, level) => {
    const isLeft = ((place.index >> level) & 1) === 0;
    const pair = isLeft ? concat(node, sibling) : concat(sibling, node);
    node = hash256(Uint8Array.of(1), pair);
  });
  return equal(hash256(Uint8Array.of(2), littleEndian(count, 4), node), root);
}

/** Whether an award's place is in that batch of that chain. */
export function isInBatch(envelope: Envelope, batch: Batch): boolean {
  const { genesis, issuer, sequence } = envelope.place;
  return (
    equal(genesis, batch.genesis) &&
    issuer === batch.issuer &&
    sequence === batch.sequence &&
    leadsTo(envelope, batch)
  );
}
