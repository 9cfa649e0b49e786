// The committed profiles (data/profiles.json, provenance beside it): quarter-hour import and export
// of each meter. Meters are numbered in the order of the file, as the runtime's `local` preset
// numbers them.

import { readFileSync } from 'node:fs';

const FILE = new URL('../../data/profiles.json', import.meta.url);

export function loadHouseholds(file = FILE) {
  const { meta, households } = JSON.parse(readFileSync(file, 'utf8'));
  return {
    meta,
    households: households.map((household, id) => ({
      id,
      name: household.name,
      kind: household.kind,
      grid: household.grid,
      breakerW: household.breaker_w,
      ask: household.ask_tick,
      bid: household.bid_tick,
      owedFirst: household.owed_first,
      importWh: household.import_wh,
      exportWh: household.export_wh,
    })),
  };
}
