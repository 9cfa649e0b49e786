// A naive account of one grid, kept beside the chain and compared with it: what every reading and
// every clearing must do to meters, pots, float and bank. It goes through readings, clearings and
// settlements in the order of the chain's blocks, and clears with the naive auction.

import { clearNaively, priceOf } from './clearing.mjs';
import { Tariffs } from './tariffs.mjs';

/** The number of positions that a reading settles before anything else. */
const SETTLED_BY_A_READING = 4;

const min = (a, b) => (a < b ? a : b);

function newTotals() {
  return {
    importWh: 0n,
    exportWh: 0n, // by the registers
    bought: 0n,
    sold: 0n,
    retail: 0n,
    fromBank: 0n,
    granted: 0n, // mWh
    paid: 0n,
    received: 0n,
    network: 0n, // a part of `paid`
    standing: 0n, // beside it
    // What the same energy costs and earns without a market, and what the claims on the bank that
    // came and went on the way are worth, at the prices of their slots.
    atRetail: 0n,
    atFeedIn: 0n,
    claims: 0n, // millionths of the currency's smallest unit
  };
}

export class GridReplay {
  /**
   * @param {object} grid  { tariffs, capacity, outstanding, float }: versions, mWh and millionths
   * @param {Map<number, object>} meters  { credit, owed, arrears, charged, limits } by id
   */
  constructor(grid, meters) {
    const { tariffs, capacity, outstanding, float } = grid;
    Object.assign(this, { tariffs: new Tariffs(tariffs), capacity, outstanding, float });
    this.books = new Map();
    this.meters = new Map();
    for (const [id, { credit, owed, arrears, charged, limits }] of meters) {
      this.meters.set(id, {
        credit,
        owed,
        arrears,
        charged: Number(charged),
        limits,
        positions: [],
        totals: newTotals(),
      });
    }
  }

  book(slot) {
    if (!this.books.has(slot)) {
      this.books.set(slot, {
        slot,
        pot: 0n,
        open: 0,
        granted: 0n,
        entries: [],
        result: null,
        imported: 0n,
        fromBank: 0n,
      });
    }
    return this.books.get(slot);
  }

  /**
   * An accepted reading that spans one slot whose book is not due. `importWh` and `exportWh` are
   * since the last reading.
   */
  read(id, slot, importWh, exportWh) {
    const meter = this.meters.get(id);
    this.settle(id, SETTLED_BY_A_READING);
    const { totals, limits } = meter;
    const { feedIn, retail } = this.tariffs.prices(slot);
    totals.importWh += importWh;
    totals.exportWh += exportWh;
    const book = this.book(slot);

    let rest = importWh * 1000n;
    book.imported += rest;
    totals.atRetail += rest * retail;
    const affordable = meter.credit / retail;
    const unpaid = rest > affordable ? rest - affordable : 0n;
    const fromBank = min(meter.owed, limits.owedFirst ? rest : unpaid);
    meter.owed -= fromBank;
    this.outstanding -= fromBank;
    rest -= fromBank;
    totals.fromBank += fromBank;
    totals.claims -= fromBank * feedIn;
    book.fromBank += fromBank;

    const funded = min(rest, affordable);
    const taken = funded * retail;
    meter.credit -= taken;
    totals.paid += taken;
    const position = {
      slot,
      taken: 0n,
      demand: 0n,
      bid: limits.bid,
      supply: 0n,
      ask: limits.ask,
      bankOnly: 0n,
    };
    if (limits.bid === null) {
      this.float += taken;
      totals.retail += funded;
    } else {
      position.demand = funded;
      position.taken = taken;
      book.pot += taken;
    }
    const unfunded = rest - funded;
    if (unfunded > 0n) {
      meter.arrears += unfunded * retail;
      totals.paid += unfunded * retail;
      totals.retail += unfunded;
      this.payArrears(meter);
    }

    const exported = exportWh * 1000n;
    if (limits.ask === null) position.bankOnly = exported;
    else position.supply = exported;
    if (position.demand > 0n || exported > 0n) {
      meter.positions.push(position);
      book.entries.push({ id, position });
      book.open += 1;
    }
    this.charge(meter, slot);
  }

  /** A reading that only brings the meter to a slot: nothing flowed. */
  skip(id, slot) {
    this.settle(id, SETTLED_BY_A_READING);
    this.charge(this.meters.get(id), slot);
  }

  /** The standing charges of the days up to that of a reading. The first reading's day is free. */
  charge(meter, slot) {
    const day = this.tariffs.day(slot);
    if (day <= meter.charged) return;
    const due = meter.charged === 0 ? 0n : this.tariffs.standing(meter.charged, slot);
    meter.charged = day;
    meter.totals.standing += due;
    const paid = min(due, meter.credit);
    meter.credit -= paid;
    this.float += paid;
    meter.arrears += due - paid;
  }

  payArrears(meter) {
    const payment = min(meter.credit, meter.arrears);
    meter.credit -= payment;
    meter.arrears -= payment;
    this.float += payment;
  }

  clear(slot) {
    const book = this.book(slot);
    const tariff = this.tariffs.prices(slot);
    const price = (tick) => priceOf(tariff, tick);
    const entries = (kind, tick) =>
      book.entries
        .filter(({ position }) => position[kind] > 0n)
        .map(({ id, position }) => ({
          id,
          quantity: position[kind],
          price: tick ? price(position[tick]) : null,
        }));
    const result = clearNaively({
      tariff,
      asks: entries('supply', 'ask'),
      bids: entries('demand', 'bid'),
      bankOnly: entries('bankOnly', null),
      room: this.capacity - this.outstanding,
    });
    this.outstanding += result.banked;
    book.result = result;
    this.closeIfSettled(book);
    return {
      ...result,
      fromBank: book.fromBank,
      fromOperator: book.imported - book.fromBank - result.volume,
    };
  }

  /** Settles up to `limit` of the meter's oldest cleared positions. */
  settle(id, limit = Infinity) {
    const meter = this.meters.get(id);
    const cleared = meter.positions.filter(({ slot }) => this.books.get(slot).result !== null);
    for (const position of cleared.slice(0, limit)) {
      meter.positions.splice(meter.positions.indexOf(position), 1);
      this.settlePosition(id, meter, position);
    }
  }

  settlePosition(id, meter, position) {
    const { totals } = meter;
    const book = this.books.get(position.slot);
    const { price, meters } = book.result;
    const none = { bought: 0n, sold: 0n, owed: 0n };
    const { bought, sold, owed } = meters.get(id) ?? none;
    const { feedIn, retail, networkCharge } = this.tariffs.prices(position.slot);
    const refund = price === null ? 0n : bought * (retail - networkCharge - price);
    const proceeds = price === null ? 0n : sold * price;
    book.pot -= refund + proceeds;
    meter.credit += refund + proceeds;
    meter.owed += owed;
    book.granted += owed;
    totals.paid -= refund;
    totals.received += proceeds;
    totals.network += bought * networkCharge;
    totals.claims += owed * feedIn;
    totals.atFeedIn += (sold + owed) * feedIn;
    totals.bought += bought;
    totals.sold += sold;
    totals.granted += owed;
    totals.retail += position.demand - bought;
    this.payArrears(meter);
    book.open -= 1;
    this.closeIfSettled(book);
  }

  /**
   * When no position is left to settle, the operator gets the rest of the pot, and what rounding
   * kept leaves the bank.
   */
  closeIfSettled(book) {
    if (book.result === null || book.open > 0) return;
    this.float += book.pot;
    this.outstanding -= book.result.banked - book.granted;
    book.pot = 0n;
  }

  /**
   * A household's bill, in millionths: what it paid less what it received and less what its new
   * claim on the bank is worth at feed-in. The baseline is the same tariff without a market: import
   * at retail, export at feed-in. Each counts at the prices of its slot, and the standing charge in
   * both. Nobody bought export that the full bank curtailed (or that rounding kept, below a mWh a
   * slot), so it counts in neither.
   */
  bill(id) {
    const { totals, owed } = this.meters.get(id);
    const lost = totals.exportWh * 1000n - totals.sold - totals.granted;
    const bill = totals.paid + totals.standing - totals.received - totals.claims;
    const baseline = totals.atRetail + totals.standing - totals.atFeedIn;
    return { ...totals, lost, owed, bill, baseline, saved: baseline - bill };
  }
}
