// For which blocks a transaction is valid. It names the block at whose end it was born, and lives
// as long as the chain remembers that block's hash: 4.5 days, so that it arrives from an outer island.

import { constants } from '../generated/chain.ts';
import { littleEndian } from '../scale/output.ts';

/** The longest period that the chain takes: a power of two, and not more than it remembers. */
export const PERIOD = 2 ** Math.floor(Math.log2(constants['system.blockHashCount']));

/** How often a period is halved before it would be too short for a link that is often down. */
const HALVINGS = 3;

/**
 * The period of what is signed once more. A pool takes bytes that it refused for half an hour no more,
 * and with another period they are others.
 */
export function periodOf(attempt: number): number {
  return PERIOD / 2 ** (attempt % (HALVINGS + 1));
}

/** A place in a period is given in steps of so many blocks. */
export function stepOf(period: number): number {
  return Math.max(1, period >> 12);
}

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
export function eraAt(current: number, period = PERIOD): Era {
  const step = stepOf(period);
  const phase = Math.floor((current % period) / step) * step;
  const birth = current - (current % period) + phase;
  const exponent = Math.min(15, Math.max(1, Math.log2(period) - 1));
  return {
    bytes: littleEndian(exponent | ((phase / step) << 4), 2),
    current,
    birth,
    death: birth + period - 1,
  };
}
