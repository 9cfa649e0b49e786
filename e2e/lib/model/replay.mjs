// A naive account of one grid: what every reading and every clearing must do to meters, pots, float
// and bank by DESIGN.md section 3, kept beside the chain and compared with it. It goes through
// readings, clearings and settlements in the order of the chain's blocks, and clears with the naive
// auction.

import { clearNaively, priceOf } from './clearing.mjs';

/** Positions that a reading settles before it does anything else. */
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
    received: 0n, // millionths of the currency's smallest unit
  };
}

export class GridReplay {
  /**
   * @param {object} grid  { tariff, capacity, outstanding, float }: mWh and millionths
   * @param {Map<number, object>} meters  { credit, owed, arrears, limits } by id
   */
  constructor(grid, meters) {
    const { tariff, capacity, outstanding, float } = grid;
    Object.assign(this, { tariff, capacity, outstanding, float });
    this.books = new Map();
    this.meters = new Map();
    for (const [id, { credit, owed, arrears, limits }] of meters) {
      this.meters.set(id, {
        credit,
        owed,
        arrears,
        limits,
        owedAtFirst: owed,
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
   * An accepted reading that spans one slot, whose book is not due. `importWh`, `exportWh`: since
   * the last.
   */
  read(id, slot, importWh, exportWh) {
    const meter = this.meters.get(id);
    this.settle(id, SETTLED_BY_A_READING);
    const { totals, limits } = meter;
    const { retail } = this.tariff;
    totals.importWh += importWh;
    totals.exportWh += exportWh;
    const book = this.book(slot);

    let rest = importWh * 1000n;
    book.imported += rest;
    const affordable = meter.credit / retail;
    const unpaid = rest > affordable ? rest - affordable : 0n;
    const fromBank = min(meter.owed, limits.owedFirst ? rest : unpaid);
    meter.owed -= fromBank;
    this.outstanding -= fromBank;
    rest -= fromBank;
    totals.fromBank += fromBank;
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
  }

  payArrears(meter) {
    const payment = min(meter.credit, meter.arrears);
    meter.credit -= payment;
    meter.arrears -= payment;
    this.float += payment;
  }

  clear(slot) {
    const book = this.book(slot);
    const price = (tick) => priceOf(this.tariff, tick);
    const entries = (kind, tick) =>
      book.entries
        .filter(({ position }) => position[kind] > 0n)
        .map(({ id, position }) => ({
          id,
          quantity: position[kind],
          price: tick ? price(position[tick]) : null,
        }));
    const result = clearNaively({
      tariff: this.tariff,
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
    const refund = price === null ? 0n : bought * (this.tariff.retail - price);
    const proceeds = price === null ? 0n : sold * price;
    book.pot -= refund + proceeds;
    meter.credit += refund + proceeds;
    meter.owed += owed;
    book.granted += owed;
    totals.paid -= refund;
    totals.received += proceeds;
    totals.bought += bought;
    totals.sold += sold;
    totals.granted += owed;
    totals.retail += position.demand - bought;
    this.payArrears(meter);
    book.open -= 1;
    this.closeIfSettled(book);
  }

  /**
   * With nobody left to settle, the pot's rest is the operator's and what rounding kept leaves the
   * bank.
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
   * at retail, export at feed-in. Export that the full bank curtailed (or that rounding kept, below
   * a mWh a slot) was bought by nobody, so it counts in neither.
   */
  bill(id) {
    const { totals, owed, owedAtFirst } = this.meters.get(id);
    const { feedIn, retail } = this.tariff;
    const lost = totals.exportWh * 1000n - totals.sold - totals.granted;
    const bill = totals.paid - totals.received - (owed - owedAtFirst) * feedIn;
    const baseline = totals.importWh * 1000n * retail - (totals.exportWh * 1000n - lost) * feedIn;
    return { ...totals, lost, owed, bill, baseline, saved: baseline - bill };
  }
}
