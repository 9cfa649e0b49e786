// A household that buys with what its meter earned: it sells what the bank owes it to the operator,
// draws the money of the day, and orders. Its account is no member's. So it needs some VAKA, for fees
// and for the deposits of its orders.

import { u8aToHex } from '@polkadot/util';
import { randomAsU8a } from '@polkadot/util-crypto';
import { plain } from './decode.mjs';
import { MICRO } from './energy.mjs';
import { account } from './governance.mjs';
import { codeHash } from './market.mjs';

/** A bond of a twentieth of the price waits with it. */
const BOND = 20n;

/** The household of a grid whose meter earned most on a day. */
export function earnerOf(day, grid) {
  const { feedIn } = day.replays.get(grid).tariffs.prices(day.base);
  const worth = ({ received, owed }) => received + owed * feedIn;
  const [first, ...others] = day.bills().filter((bill) => bill.grid === grid);
  return others.reduce((best, bill) => (worth(bill) > worth(best) ? bill : best), first);
}

export class Household {
  /** @param {object} bill  what it bought and sold on the day, from `Day.bills` */
  constructor({ chain, energy }, { id, name, received }) {
    Object.assign(this, { chain, energy, id, name, received });
    this.owner = account(chain, `vaka/demo/owner/${id}`);
  }

  /**
   * Draws what the meter earned on the day: what neighbours paid, and what the operator pays for what
   * the bank owes. Both are in the currency's smallest unit.
   */
  async draw() {
    const { chain, energy, id, owner } = this;
    const { credit, owed } = await energy.meter(id);
    if (owed > 0n) await chain.send(energy.tx.redeem(id, owed), owner);
    const fromBank = (await energy.meter(id)).credit - credit;
    const income = (this.received + fromBank) / MICRO;
    await chain.send(energy.tx.withdrawCredit(id, income), owner);
    return { income, fromBank: fromBank / MICRO, fromNeighbours: this.received / MICRO };
  }

  /** How many it can pay of something, with its bond. */
  affords(money, price) {
    return (money * BOND) / (BOND + 1n) / price;
  }

  /** Orders something, which is delivered by the code alone. Resolves with the order and the code. */
  async order(market, offered, { quantity, price }) {
    const code = randomAsU8a(16);
    const hash = u8aToHex(codeHash(this.chain, this.owner, offered, code));
    const wanted = { ...offered, quantity, maxUnitPrice: price, code: hash };
    const [order] = await market.order(this.owner, [wanted]);
    return { order, quantity, code: u8aToHex(code) };
  }
}

/** What the treasury holds of a voucher. */
export async function treasuryOf({ api }, voucher) {
  const { potAccount } = api.consts.treasury;
  return plain(await api.query.assets.account(voucher, potAccount))?.balance ?? 0n;
}
