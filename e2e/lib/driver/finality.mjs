// The votes on finality as one node sees them.

import { decodeAddress } from '@polkadot/util-crypto';
import { plain } from './decode.mjs';

const hexOf = (address) => `0x${Buffer.from(decodeAddress(address)).toString('hex')}`;

/**
 * The voters of whom `node` has seen a prevote in a round that it knows of now, as hex keys. None
 * before it has come to the set of voters that the chain has at its head. A node sees its own votes
 * even if nobody else does, so to know whether a validator takes part, ask another node.
 *
 * @param {Chain} chain  a connection to any node
 * @param {Node} node    whose view it is
 */
export async function prevoters(chain, node) {
  const { grandpa } = chain.api.query;
  const [authorities, set, view] = await Promise.all([
    grandpa.authorities(),
    grandpa.currentSetId(),
    node.rpc('grandpa_roundState'),
  ]);
  const voters = plain(authorities).map(([key]) => key);
  if (BigInt(view.setId) !== set.toBigInt()) return [];
  const seen = [view.best, ...view.background].flatMap(({ totalWeight, prevotes }) => {
    const missing = prevotes.missing.map(hexOf);
    const adds = missing.length + prevotes.currentWeight === totalWeight;
    return adds && totalWeight === voters.length
      ? voters.filter((key) => !missing.includes(key))
      : [];
  });
  return [...new Set(seen)];
}
