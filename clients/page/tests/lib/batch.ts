// A batch of awards as an issuer makes it: the tree over their leaves, and each award's path.

import { type AwardOpening, type AwardPlace, awardLeaf, hash256 } from '../../src/chain/hashes.ts';
import type { Envelope } from '../../src/credentials/envelope.ts';
import { concat } from '../../src/scale/bytes.ts';
import { littleEndian } from '../../src/scale/output.ts';

const node = (left: Uint8Array, right: Uint8Array) =>
  hash256(Uint8Array.of(1), concat(left, right));

/** So many awards must be a power of two. All but the one at the index are decoys. */
export function batchWith(
  place: AwardPlace,
  opening: AwardOpening,
  count: number,
): { envelope: Envelope; root: Uint8Array; count: number } {
  let level = Array.from({ length: count }, (_, i) =>
    hash256(
      Uint8Array.of(0),
      i === place.index ? awardLeaf(place, opening) : hash256(littleEndian(i, 4)),
    ),
  );
  const proof: Uint8Array[] = [];
  for (let at = place.index; level.length > 1; at >>= 1) {
    proof.push(level[at ^ 1]!);
    level = Array.from({ length: level.length / 2 }, (_, i) =>
      node(level[2 * i]!, level[2 * i + 1]!),
    );
  }
  const root = hash256(Uint8Array.of(2), littleEndian(count, 4), level[0]!);
  return { envelope: { place, opening, proof }, root, count };
}
