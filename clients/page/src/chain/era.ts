// For which blocks a transaction is valid. It names the block at whose end it was born, and lives
// as long as the chain remembers that block's hash: 4.5 days, so that it arrives from an outer island.

import { constants } from '../generated/chain.ts';
import { littleEndian } from '../scale/output.ts';

/** The longest period that the chain takes: a power of two, and not more than it remembers. */
export const PERIOD = 2 ** Math.floor(Math.log2(constants['system.blockHashCount']));

/** A place in a period is given in steps of so many blocks. */
const STEP = Math.max(1, PERIOD >> 12);

export interface Era {
  bytes: Uint8Array;
  /** The final block when it was signed. */
  current: number;
  /** The number of the block whose hash is signed, too. */
  birth: number;
  /** The last block that may hold the transaction. */
  death: number;
}

/** The era of a transaction that is signed when block `current` is final. */
export function eraAt(current: number): Era {
  const phase = Math.floor((current % PERIOD) / STEP) * STEP;
  const birth = current - (current % PERIOD) + phase;
  const exponent = Math.min(15, Math.max(1, Math.log2(PERIOD) - 1));
  return {
    bytes: littleEndian(exponent | ((phase / STEP) << 4), 2),
    current,
    birth,
    death: birth + PERIOD - 1,
  };
}
