// Who votes on what is final, as one node sees it; and what several nodes have as final.

import { decodeAddress } from '@polkadot/util-crypto';
import { plain } from './decode.mjs';
import { rpc } from './network.mjs';

/** Blocks behind the newest one beyond which finality lags, and does not only follow. */
const LAG = 20;

const hexOf = (address) => `0x${Buffer.from(decodeAddress(address)).toString('hex')}`;

/** What a node at an address such as ws://127.0.0.1:9944 has as final, or why it does not say. */
export async function finalityOf(endpoint) {
  const ask = (method, ...params) => rpc(endpoint.replace(/^ws/, 'http'), method, params);
  try {
    const number = async (hash) => Number((await ask('chain_getHeader', ...hash)).number);
    const finalized = await number([await ask('chain_getFinalizedHead')]);
    const [best, { setId }] = await Promise.all([number([]), ask('grandpa_roundState')]);
    const hashOf = (block) => ask('chain_getBlockHash', block);
    return { endpoint, finalized, best, set: Number(setId), hashOf, hash: await hashOf(finalized) };
  } catch (error) {
    return { endpoint, error };
  }
}

/**
 * What operators need to know of the finality of some nodes, in lines; the last says what to propose
 * where finality stands still.
 *
 * @param {object[]} views  of `finalityOf`
 */
export async function finality(views) {
  const lines = views.map(({ endpoint, error, finalized, best, set, hash }) =>
    error
      ? `${endpoint}: does not answer (${error.message})`
      : `${endpoint}: block ${finalized} of ${best} is final, GRANDPA set ${set}, ${hash}`,
  );
  const up = views.filter(({ error }) => !error);
  if (up.length === 0) return lines;
  const lowest = Math.min(...up.map(({ finalized }) => finalized));
  const newest = Math.max(...up.map(({ best }) => best));
  const hashes = new Set(await Promise.all(up.map(({ hashOf }) => hashOf(lowest))));
  const sets = new Set(up.map(({ set }) => set));
  if (hashes.size > 1) {
    lines.push(
      `These nodes have finalised different blocks ${lowest}. Do not restore finality: find out which is right.`,
    );
  } else if (newest - lowest <= LAG) {
    lines.push(`Finality is well: block ${lowest} is final on all of these nodes.`);
  } else if (sets.size > 1) {
    lines.push(
      `FINALITY LAGS by ${newest - lowest} blocks, and these nodes are not in the same GRANDPA set: let those that are ` +
        'behind reach the others, and ask again.',
    );
  } else {
    const [set] = sets;
    lines.push(
      `FINALITY LAGS by ${newest - lowest} blocks. It comes back by itself once more than two thirds of the validators ` +
        'can reach one another. Only if a third or more are lost for good, and others are in their places: ' +
        `propose --restore-finality ${lowest} --set ${set}, if these are all nodes that are left.`,
    );
  }
  return lines;
}

/**
 * A node sees its own votes even if nobody else does, so whether a validator takes part is asked of
 * another's. The voters of whom `node` has seen a prevote in a round that it knows of now, as hex keys; none
 * before it has come to the set of voters that the chain has at its head.
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
