// How much a household uses, by what this device saw of its meter. The chain keeps no load curve.

export interface Sight {
  /** Unix milliseconds at the end of the slot that was read. */
  at: number;
  importWh: bigint;
  exportWh: bigint;
}

const DAY = 86_400_000;

/** So many sights are kept: some for each of forty days. */
const MOST = 200;

/** Adds a sight, if the meter was read since the last one. */
export function withSight(old: readonly Sight[] | undefined, sight: Sight): Sight[] {
  const known = old ?? [];
  const last = known.at(-1);
  if (last && last.at >= sight.at) return [...known];
  // A register that goes back is another device's: what was before says nothing any more.
  const isSame = !last || (sight.importWh >= last.importWh && sight.exportWh >= last.exportWh);
  return [...(isSame ? known : []), sight].slice(-MOST);
}

export interface Flow {
  from: number;
  to: number;
  boughtWh: number;
  soldWh: number;
}

/** What flowed between two sights, for those that reach into the time since `from`. */
export function flowsSince(sights: readonly Sight[], from: number): Flow[] {
  return sights.slice(1).flatMap((sight, i) => {
    const before = sights[i]!;
    if (sight.at <= from) return [];
    return [
      {
        from: before.at,
        to: sight.at,
        boughtWh: Number(sight.importWh - before.importWh),
        soldWh: Number(sight.exportWh - before.exportWh),
      },
    ];
  });
}

/** Use on a day, by the sights of the last month; undefined before a whole day was seen. */
export function perDay(sights: readonly Sight[]): { boughtWh: number; soldWh: number } | undefined {
  const last = sights.at(-1);
  const first = sights.find(({ at }) => last && last.at - at <= 30 * DAY);
  if (!last || !first || last.at - first.at < DAY) return undefined;
  const days = (last.at - first.at) / DAY;
  return {
    boughtWh: Number(last.importWh - first.importWh) / days,
    soldWh: Number(last.exportWh - first.exportWh) / days,
  };
}

/**
 * How many days a credit lasts at that use, if neighbours' prices stay and nothing is topped up;
 * undefined if it grows, or nothing is known. Prices are per kWh, the credit is in the same unit.
 */
export function daysLeft(
  credit: number,
  use: { boughtWh: number; soldWh: number },
  prices: { buy: number; sell: number; standing: number },
): number | undefined {
  const cost = (use.boughtWh * prices.buy - use.soldWh * prices.sell) / 1000 + prices.standing;
  return cost > 0 ? Math.floor(credit / cost) : undefined;
}
