// A chain specification with many members at genesis: that of `development` with other communities.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Keyring } from '@polkadot/keyring';
import { blake2AsU8a, cryptoWaitReady } from '@polkadot/util-crypto';
import { benchmarkSpec } from './spec.mjs';

const VILLAGERS = 1_000;
/** A day so long that everybody can vote before the poll is decided. */
const BLOCKS_PER_DAY = 1_000;

/** The seed of a member's key. */
export const memberSeed = (n) => blake2AsU8a(`vaka/bench/member/${n}`, 256);

export async function writeNation({ binary, folder, members }) {
  await cryptoWaitReady();
  const { spec, genesis } = benchmarkSpec(binary, folder);
  const keyring = new Keyring({ type: 'sr25519', ss58Format: 42 });
  const addressOf = (n) => keyring.addFromSeed(memberSeed(n)).address;
  const people = Array.from({ length: members }, (_, n) => addressOf(n));
  const villages = Math.ceil(members / VILLAGERS);
  genesis.communities.blocksPerDay = BLOCKS_PER_DAY;
  genesis.communities.communities = Array.from({ length: villages }, (_, v) => {
    const founders = people.slice(v * VILLAGERS, (v + 1) * VILLAGERS);
    return { name: `Village ${v}`, founders, clerks: founders.slice(0, 1) };
  });
  const file = join(folder, 'nation.json');
  writeFileSync(file, JSON.stringify(spec));
  return file;
}
