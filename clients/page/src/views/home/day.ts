// Which day is shown. Days begin at midnight by the grid's own clock, wherever the device is: its owner may
// look from abroad.

/** The slots of a grid's day. */
const DAY_SLOTS = 96;

/** A slot of real life: a quarter of an hour. */
const QUARTER_SECONDS = 900;

export interface ShownDay {
  /** Unix milliseconds. */
  from: number;
  to: number;
}

/**
 * Today. Where slots are shorter than in real life a day passes in minutes, and nobody reads their meter so
 * fast: there it is the day of the newest reading.
 *
 * @param offset how many slots the grid's clock is ahead of UTC
 * @param read the slot of the newest reading
 */
export function dayShown(
  { slotSeconds, offset, read }: { slotSeconds: number; offset: number; read: number },
  now: number,
): ShownDay {
  const length = slotSeconds * 1000;
  const slot = slotSeconds < QUARTER_SECONDS ? read : Math.floor(now / length);
  const place = (((slot + offset) % DAY_SLOTS) + DAY_SLOTS) % DAY_SLOTS;
  const from = (slot - place) * length;
  return { from, to: from + DAY_SLOTS * length };
}
