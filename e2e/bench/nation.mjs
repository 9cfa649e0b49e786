// A chain specification with many members at genesis: that of `development` with other communities.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Keyring } from '@polkadot/keyring';
import { blake2AsU8a, cryptoWaitReady } from '@polkadot/util-crypto';
import { benchmarkSpec } from './spec.mjs';

/** The seed of a member's key. */
export const memberSeed = (n) => blake2AsU8a(`vaka/bench/member/${n}`, 256);

/**
 * @param {object} options
 * @param {number} options.slotsPerDay
 * @param {number} [options.villagers]  the members of each community; the last one may have fewer
 * @param {number} [options.wealth]  the VAKA that each member has, in its smallest unit
 * @returns {Promise<string>} the file of the specification
 */
export async function writeNation({
  binary,
  folder,
  members,
  slotsPerDay,
  villagers = 1_000,
  wealth = 0,
}) {
  await cryptoWaitReady();
  const { spec, genesis } = benchmarkSpec(binary, folder);
  const keyring = new Keyring({ type: 'sr25519', ss58Format: 42 });
  const addressOf = (n) => keyring.addFromSeed(memberSeed(n)).address;
  const people = Array.from({ length: members }, (_, n) => addressOf(n));
  const villages = Math.ceil(members / villagers);
  genesis.clock.slotsPerDay = slotsPerDay;
  if (wealth > 0) {
    genesis.balances.balances.push(...people.map((address) => [address, wealth]));
  }
  genesis.communities.communities = Array.from({ length: villages }, (_, v) => {
    const founders = people.slice(v * villagers, (v + 1) * villagers);
    return { name: `Village ${v}`, founders, clerks: founders.slice(0, 1) };
  });
  const file = join(folder, 'nation.json');
  writeFileSync(file, JSON.stringify(spec));
  return file;
}
