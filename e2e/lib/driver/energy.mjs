// The energy pallet as seen from outside: storage, runtime API and events, turned into plain
// objects. Only this file of the tests has the chain's names for fields.

import { stringToU8a, u8aConcat } from '@polkadot/util';
import { encodeAddress } from '@polkadot/util-crypto';
import { plain } from './decode.mjs';

export const MICRO = 1_000_000n;
export const MWH = 1000n;

/** The energy token of a grid: an asset of pallet-assets. */
export const tokenOf = (grid) => 0x8000_0000 + grid;

const number = (value) => (value === null ? null : Number(value));

const toLimits = ({ ask, bid, owedFirst }) => ({ ask: number(ask), bid: number(bid), owedFirst });

function toPosition(raw) {
  return { ...raw, slot: Number(raw.slot), bid: Number(raw.bid), ask: Number(raw.ask) };
}

function toMeter(raw) {
  return {
    ...raw,
    grid: Number(raw.grid),
    breakerW: Number(raw.breakerW),
    lastSlot: Number(raw.slot),
    limits: toLimits(raw.limits),
    positions: raw.positions.map(toPosition),
  };
}

export class Energy {
  constructor(chain) {
    this.chain = chain;
    this.tx = chain.api.tx.energy;
    if (!this.tx) throw new Error('this chain has no energy pallet');
    this.consts = chain.api.consts.energy;
  }

  async at(hash) {
    const api = await this.chain.at(hash);
    return { query: api.query.energy, call: api.call.energyApi };
  }

  /** { slotSeconds, graceSeconds, patienceSlots } */
  async settings() {
    const { query } = await this.at();
    const settings = plain(await query.timing());
    return Object.fromEntries(
      Object.entries(settings).map(([name, value]) => [name, Number(value)]),
    );
  }

  /** The slot that runs now by the chain's clock. Those below it have ended. */
  async currentSlot(slotSeconds, hash) {
    return Math.floor((await this.chain.now(hash)) / 1000 / slotSeconds);
  }

  async meter(id, hash) {
    const { query } = await this.at(hash);
    const raw = plain(await query.meters(id));
    return raw && toMeter(raw);
  }

  async meters(hash, ids = null) {
    const { query } = await this.at(hash);
    if (ids) {
      const raw = await query.meters.multi(ids);
      return new Map(ids.map((id, i) => [id, raw[i].isSome ? toMeter(plain(raw[i])) : null]));
    }
    const entries = await query.meters.entries();
    return new Map(entries.map(([key, raw]) => [key.args[0].toNumber(), toMeter(plain(raw))]));
  }

  async grid(id, hash) {
    const { query } = await this.at(hash);
    const raw = plain(await query.grids(id));
    return raw && { ...raw, outstanding: raw.owed + (await this.tokens(id, hash)) };
  }

  /**
   * A grid by its number. Energy is in mWh, money in millionths. `outstanding` is what the bank
   * owes, tokens included.
   */
  async grids(hash) {
    const { query } = await this.at(hash);
    const ids = (await query.grids.keys())
      .map((key) => key.args[0].toNumber())
      .sort((a, b) => a - b);
    return new Map(await Promise.all(ids.map(async (id) => [id, await this.grid(id, hash)])));
  }

  /** Energy that is out as tokens, in mWh. */
  async tokens(grid, hash) {
    const { query } = await this.chain.at(hash);
    const asset = plain(await query.assets.asset(tokenOf(grid)));
    return (asset?.supply ?? 0n) * MWH;
  }

  /** The prices of a slot. */
  async tariff(grid, slot, hash) {
    const { call } = await this.at(hash);
    return plain(await call.tariff(grid, slot));
  }

  /** The price of a kWh of the operator's in a slot, in the smallest unit of the grid's currency. */
  async retail(grid, slot) {
    return (await this.tariff(grid, slot)).retail;
  }

  /** All bands of the day, and the charges. */
  async tariffSchedule(grid, slot, hash) {
    const { call } = await this.at(hash);
    return plain(await call.tariffSchedule(grid, slot));
  }

  async clearing(grid, slot, hash) {
    const { call } = await this.at(hash);
    const raw = plain(await call.clearing(grid, slot));
    return raw && (raw.clearing ?? raw);
  }

  /**
   * The bill that the chain computes from readings that the household brings: one line for each.
   */
  async bill(grid, readings, hash) {
    const { call } = await this.at(hash);
    return plain(await call.bill(grid, readings));
  }

  /**
   * For each grid the sums of all books that are open or cleared: money, positions, and mWh not yet
   * granted.
   */
  async books(hash) {
    const { query } = await this.at(hash);
    const sums = new Map();
    for (const map of [query.books, query.cleared]) {
      for (const [key, raw] of await map.entries()) {
        const grid = key.args[0].toNumber();
        const { pot, open, ungranted = 0n } = plain(raw);
        const sum = sums.get(grid) ?? { pot: 0n, open: 0n, ungranted: 0n };
        sums.set(grid, {
          pot: sum.pot + pot,
          open: sum.open + open,
          ungranted: sum.ungranted + ungranted,
        });
      }
    }
    return sums;
  }

  /**
   * The account that holds a grid's money: the pallet's id and the grid's number, as FRAME derives
   * sub-accounts.
   */
  pool(grid) {
    const number = new Uint8Array(4);
    new DataView(number.buffer).setUint32(0, grid, true);
    const id = u8aConcat(stringToU8a('modl'), this.consts.palletId.toU8a(true), number);
    const account = new Uint8Array(32);
    account.set(id);
    return encodeAddress(account, this.chain.api.registry.chainSS58 ?? 42);
  }

  /**
   * Everything a grid's pool owns of its currency, held or free, in the currency's smallest unit.
   */
  async poolBalance(grid, currency, hash) {
    const { query } = await this.chain.at(hash);
    const pool = this.pool(grid);
    if (currency === 'Native') {
      const { data } = await query.system.account(pool);
      return data.free.toBigInt() + data.reserved.toBigInt();
    }
    const asset = currency.value;
    const free = plain(await query.assets.account(asset, pool))?.balance ?? 0n;
    const held = plain(await query.assetsHolder.balancesOnHold(asset, pool)) ?? 0n;
    return free + held;
  }

  /**
   * Checks by public state alone that money and energy add up. Returns two differences for each
   * grid, which must be 0: what the pool owns less credits, pots and float, in millionths; and what
   * the bank owes less what meters are owed and what is not granted yet, in mWh.
   */
  async audit(hash) {
    const [grids, meters, books] = await Promise.all([
      this.grids(hash),
      this.meters(hash),
      this.books(hash),
    ]);
    const rows = [];
    for (const [grid, { currency, float, owed }] of grids) {
      const own = [...meters.values()].filter((meter) => meter.grid === grid);
      const sum = (field) => own.reduce((total, meter) => total + meter[field], 0n);
      const { pot, open, ungranted } = books.get(grid) ?? { pot: 0n, open: 0n, ungranted: 0n };
      const pool = (await this.poolBalance(grid, currency, hash)) * MICRO;
      rows.push({
        grid,
        pool,
        credits: sum('credit'),
        pots: pot,
        float,
        open,
        difference: pool - sum('credit') - pot - float,
        energyDifference: owed - sum('owed') - ungranted,
        bothCreditAndArrears: own.some((meter) => meter.credit > 0n && meter.arrears > 0n),
      });
    }
    return rows;
  }
}

/** The clearings in a block's events, in their order: { grid, slot, phase }. */
export function clearingsOf(events) {
  return events
    .filter(({ section, method }) => section === 'energy' && method === 'SlotCleared')
    .map(({ data, phase }) => ({ grid: Number(data.grid), slot: Number(data.slot), phase }));
}

/** The outcome of a batch, by the events of its transaction. */
export function outcomeOf(events, readings) {
  const own = events.filter(({ section }) => section === 'energy');
  const rejected = own
    .filter(({ method }) => method === 'ReadingRejected')
    .map(({ data }) => ({ reading: readings[Number(data.index)], reason: data.reason }));
  const accepted = own
    .filter(({ method }) => method === 'ReadingsAccepted')
    .reduce((sum, { data }) => sum + Number(data.count), 0);
  return { accepted, rejected };
}
