// What a grid asks and pays in each slot, worked out anew from the versions of its tariff that the
// chain keeps. Slots and days are numbers, prices are BigInt.

/** The slots of a band day. */
export const BAND_DAY = 96;
/** The most days whose standing charges a reading makes due. */
const MOST_DAYS = 40;

const MICRO = 1_000_000n;

/** A tariff with the same prices all day. */
export function allDay({ feedIn, retail, networkCharge = 0n, standingCharge = 0n, k, trim }) {
  const bands = [{ from: 0, feedIn, retail }];
  return { bands, offset: 0, networkCharge, standingCharge, k, trim };
}

/** The place of a slot in a day by the grid's own time, from 0 to 95. */
export function placeOf({ offset }, slot) {
  const place = (slot + Number(offset)) % BAND_DAY;
  return place < 0 ? place + BAND_DAY : place;
}

/** The day of a slot by the grid's own time. */
export const dayOf = ({ offset }, slot) => Math.floor((slot + Number(offset)) / BAND_DAY);

/** The prices of a slot. Before the first band of a day the last one of the day before goes on. */
export function pricesOf(tariff, slot) {
  const place = placeOf(tariff, slot);
  const begun = tariff.bands.filter(({ from }) => Number(from) <= place);
  const { feedIn, retail } = (begun.length > 0 ? begun : tariff.bands).at(-1);
  const { networkCharge, k, trim } = tariff;
  return { feedIn, retail, networkCharge, k, trim };
}

/** The highest of a price in all bands. */
export const highest = ({ bands }, price) =>
  bands.map((band) => band[price]).reduce((one, other) => (one > other ? one : other));

export class Tariffs {
  /** @param {{from: bigint, tariff: object}[]} versions  as the chain keeps them, oldest first */
  constructor(versions) {
    this.versions = versions;
  }

  /** The version that governs a slot. */
  at(slot) {
    return this.versions.findLast(({ from }) => Number(from) <= slot)?.tariff;
  }

  prices(slot) {
    return pricesOf(this.at(slot), slot);
  }

  day(slot) {
    return dayOf(this.at(slot), slot);
  }

  /**
   * What the days after `charged` cost up to that of a slot, in millionths. Each costs what was in
   * force when it began.
   */
  standing(charged, slot) {
    const tariff = this.at(slot);
    const last = dayOf(tariff, slot);
    let due = 0n;
    for (let day = Math.max(charged, last - MOST_DAYS) + 1; day <= last; day += 1) {
      const begins = day * BAND_DAY - Number(tariff.offset);
      due += (this.at(begins)?.standingCharge ?? 0n) * MICRO;
    }
    return due;
  }
}
