// What there is to know of a meter: its record, its prices, and what this device saw of it before.

import { useEffect, useState } from 'preact/hooks';
import { type Look, useApp, useLook } from '../../app/context.ts';
import type { Meter, Tariff, TariffSchedule } from '../../generated/chain.ts';
import { seenOf } from '../../hub/client.ts';
import { slotSecondsOf } from '../../ui/grid.ts';
import type { PriceAt } from './picture.tsx';
import { joined, joins, MOST_SLOTS, wantedOf } from './prices.ts';
import { type Flow, flowsSince, type Sight, withSight } from './use.ts';

export interface MeterSeen {
  meter: Meter;
  slotSeconds: number;
  /** The prices now, and those of the day. None if the grid has ended. */
  tariff: Tariff | undefined;
  schedule: TariffSchedule | undefined;
}

/** A meter, or undefined in it if there is none of that number. */
export function useMeter(number: number): Look<MeterSeen | undefined> {
  return useLook(`meter/${number}`, async (session) => {
    const slotSeconds = await slotSecondsOf(session);
    const view = await session.look();
    const meter = await view.ask('energyApi.meter', number);
    if (!meter) return { value: undefined, seen: view.seen };
    const slot = Math.floor(view.seen.chainTime / 1000 / slotSeconds);
    const [tariff, schedule] = await Promise.all([
      view.ask('energyApi.tariff', meter.grid, slot),
      view.ask('energyApi.tariffSchedule', meter.grid, slot),
    ]);
    return { value: { meter, slotSeconds, tariff, schedule }, seen: view.seen };
  });
}

/** A register is what it was at the end of its slot. */
const endOf = (slot: number, slotSeconds: number) => (slot + 1) * slotSeconds * 1000;

/** What this device saw of the meter's registers, the newest sight included. */
export function useSights(number: number, seen: MeterSeen | undefined): readonly Sight[] {
  const { session } = useApp();
  const [sights, setSights] = useState<readonly Sight[]>([]);
  const at = seen && endOf(seen.meter.slot, seen.slotSeconds);
  useEffect(() => {
    if (!seen || at === undefined) return;
    const { importWh, exportWh } = seen.meter;
    const key = `use/${number}`;
    let isCurrent = true;
    void session.store
      .change<Sight[]>(key, (old) => withSight(old, { at, importWh, exportWh }))
      .then((all) => isCurrent && setSights(all ?? []));
    return () => {
      isCurrent = false;
    };
  }, [session, number, at]);
  return sights;
}

/** What neighbours paid each other today, as the hub remembers it. */
export function usePrices(
  grid: number | undefined,
  slotSeconds: number | undefined,
  from: number,
): Look<PriceAt[]> {
  const key = grid === undefined ? undefined : `prices/${grid}/${from}`;
  return useLook(key, async (session) => {
    const length = (slotSeconds ?? 900) * 1000;
    const newest = async (limit: number) => {
      const { asOf, result } = await session.hub.ask('/grids/{grid}/clearings', {
        path: { grid: grid! },
        query: { limit },
      });
      const prices = result
        .map(({ slot, price }) => ({ from: slot * length, to: (slot + 1) * length, price }))
        .reverse();
      return { prices, seen: seenOf(asOf, session.now()) };
    };
    const known = (await session.shelf.get<PriceAt[]>(key!))?.value ?? [];
    let { prices, seen } = await newest(wantedOf(known, length, session.now()));
    // A clock that is wrong asks for too few.
    if (!joins(known, prices)) ({ prices, seen } = await newest(MOST_SLOTS));
    return { value: joined(known, prices, from), seen };
  });
}

/** What the hub tells a meter's owner alone. */
export interface Household {
  /** What flowed today, slot by slot. */
  flows: Flow[];
  daysLeft: number | null;
  /** What the market was worth against retail and feed-in, in millionths of the smallest unit. */
  savedToday: bigint | undefined;
  savedMonth: bigint | undefined;
  /** For what was used, and for the days. */
  paidMonth: bigint | undefined;
  /** For what was given. */
  earnedMonth: bigint | undefined;
  /** Wh on each day of the month. */
  importWh: number[];
  exportWh: number[];
}

const DAY_MS = 86_400_000;

/** Money as the hub writes it, because it is more than a number of JavaScript holds. */
function moneyIn(digits: string | undefined): bigint | undefined {
  return digits !== undefined && /^-?\d{1,40}$/.test(digits) ? BigInt(digits) : undefined;
}

const sumOf = (one: bigint | undefined, other: bigint | undefined) =>
  one === undefined || other === undefined ? undefined : one + other;

/** The hub tells a month in tenths of a kWh, because it travels over a thin link. */
const whOf = (tenths: number) => tenths * 100;

export function useHousehold(
  number: number,
  slotSeconds: number | undefined,
  isMine: boolean,
): Look<Household> {
  const { session } = useApp();
  const isAsked = isMine && slotSeconds !== undefined;
  const look = useLook<Household>(isAsked ? `household/${number}` : undefined, async () => {
    const path = { meter: number };
    const { asOf, result: home } = await session.askOwn('/meters/{meter}', { path });
    const { date, bill } = home.today;
    const day = date === null ? NaN : Math.floor(Date.parse(date) / DAY_MS);
    const [load, month] = Number.isNaN(day)
      ? []
      : await Promise.all([
          session.askOwn('/meters/{meter}/load', { path, query: { from: day, to: day } }),
          session.askOwn('/meters/{meter}/months/{month}', {
            path: { ...path, month: date!.slice(0, 7) },
          }),
        ]);
    const sights = (load?.result ?? []).map(({ slot, importWh, exportWh }) => ({
      at: endOf(slot, slotSeconds!),
      importWh: BigInt(importWh),
      exportWh: BigInt(exportWh),
    }));
    const value = {
      flows: flowsSince(sights, 0),
      daysLeft: home.daysLeft,
      savedToday: moneyIn(bill?.saved),
      savedMonth: moneyIn(month?.result.bill.saved),
      paidMonth: sumOf(
        moneyIn(month?.result.bill.paid),
        moneyIn(month?.result.bill.standingCharge),
      ),
      earnedMonth: moneyIn(month?.result.bill.received),
      importWh: (month?.result.imported ?? []).map(whOf),
      exportWh: (month?.result.exported ?? []).map(whOf),
    };
    return { value, seen: seenOf(asOf, session.now()) };
  });
  // Once the key is open the hub can be told who asks.
  const isOpen = session.key !== undefined;
  const { again } = look;
  useEffect(() => {
    if (isOpen && isAsked) again();
  }, [isOpen, isAsked, again]);
  return look;
}

const METERS = 'home/meters';

/** The meters that somebody looks after on this device. Their numbers leave it only in questions. */
export function useMeters() {
  const { session } = useApp();
  const [meters, setMeters] = useState<readonly number[]>();
  useEffect(() => {
    void session.store.get<number[]>(METERS).then((all) => setMeters(all ?? []));
  }, [session]);
  const change = async (next: (old: number[]) => number[]) => {
    setMeters(await session.store.change<number[]>(METERS, (old) => next(old ?? [])));
  };
  return {
    meters,
    add: (meter: number) => change((old) => [...new Set([...old, meter])].slice(-8)),
    remove: (meter: number) => change((old) => old.filter((one) => one !== meter)),
  };
}
