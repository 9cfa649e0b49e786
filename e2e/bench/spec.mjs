// A chain specification with many meters at genesis: that of `development`, whose first grid and
// meter are the pattern for all others.

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeAddress } from '@polkadot/util-crypto';
import { meterKey, meterSeed } from '../lib/model/meters.mjs';

function exportSpec(binary, folder) {
  const file = join(folder, 'development.json');
  const options = { stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 28 };
  try {
    execFileSync(binary, ['export-chain-spec', '--chain', 'dev', '--output', file], options);
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return JSON.parse(execFileSync(binary, ['build-spec', '--chain', 'dev'], options));
  }
}

/** The `development` specification under a benchmark's name, and its genesis, to be changed. */
export function benchmarkSpec(binary, folder) {
  const spec = exportSpec(binary, folder);
  spec.id = 'vaka_bench';
  spec.name = 'Vaka benchmark';
  const { runtimeGenesis } = spec.genesis;
  return { spec, genesis: runtimeGenesis.patch ?? runtimeGenesis.config };
}

/**
 * @param {object} options
 * @param {number[]} options.sizes  meters of each grid; meters are numbered through
 * @returns {string} the file of the specification
 */
export function writeSpec({ binary, folder, sizes, slotSeconds, graceSeconds }) {
  const { spec, genesis } = benchmarkSpec(binary, folder);
  // Days and sessions as in a network that people launch. In `development` both are short.
  genesis.clock.slotsPerDay = 14_400;
  const { energy } = genesis;
  const [grid] = energy.grids;
  const [meter] = energy.meters;
  if (!grid || !meter) throw new Error('the development genesis has no grid or no meter to copy');
  const encodeKey = (key) =>
    meter.key.startsWith('0x') ? `0x${Buffer.from(key).toString('hex')}` : encodeAddress(key, 42);

  // The operator pays for its meters' credit: enough for 20 kWh each.
  const credit = Math.max(...grid.tariff.bands.map(({ retail }) => retail)) * 20;
  for (const account of genesis.balances.balances) {
    if (account[0] === grid.operator) account[1] += credit * (sizes.reduce((a, b) => a + b) + 1);
  }

  energy.slotSeconds = slotSeconds;
  energy.graceSeconds = graceSeconds;
  energy.grids = sizes.map(() => ({ ...grid, capacityWh: 1_000_000_000_000 }));
  energy.meters = sizes
    .flatMap((size, i) => Array.from({ length: size }, () => i))
    .map((gridId, id) => ({
      ...meter,
      grid: gridId,
      key: encodeKey(meterKey(meterSeed(id)).publicKey),
      // Slots last seconds here, so the breaker must let a quarter-hour's energy through.
      breakerW: 10_000_000,
      credit,
      limits: { ...meter.limits, ask: id % 32, bid: 63 - (id % 32), owedFirst: false },
    }));
  const file = join(folder, 'bench.json');
  writeFileSync(file, JSON.stringify(spec));
  return file;
}
