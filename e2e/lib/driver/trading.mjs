// What the suite of the marketplace does on the chain: stories that go on beside each other. The
// members among the traders have no VAKA, only vouchers that a village bank issued to them.

import { stringToHex, u8aToHex } from '@polkadot/util';
import { blake2AsU8a } from '@polkadot/util-crypto';
import { plain } from './decode.mjs';
import { succeed } from './documents.mjs';
import { account, founder, Governance } from './governance.mjs';
import { earnerOf, Household, treasuryOf } from './household.mjs';
import { callOf } from './issuer.mjs';
import { codeHash, HOUR, lotOf, Market, VAKA } from './market.mjs';
import { until } from './network.mjs';
import { blocks, runScript } from '../pages/page.mjs';

export const VOUCHER = 4_242;
export const CENTS = { WithId: VOUCHER };
/** What the bank gives everybody, in the voucher's smallest unit. */
export const WEALTH = 1_000_000n;
/** The market's fee that the people vote, in parts per million. */
export const FEE = 20_000;
/** The fee that they vote when a household has ordered. */
export const NEW_FEE = 10_000;
/** The demo's grid of vouchers, its voucher, and prices in its smallest unit. */
const GRID = 1;
export const PAANGA = 1;
export const KILOGRAM = 50n;
export const FISH = 2n * KILOGRAM;
export const MINUTES = 100n;
const HALF = 500_000;

/** Members without VAKA, from villages whose founders no script counts nonces of. */
const MEMBERS = {
  fisher: [3, 3],
  grandmother: [2, 0],
  fisherman: [0, 1],
  forgetful: [3, 1],
  patient: [2, 3],
};

class Traders extends Market {
  constructor(context) {
    super(context.chain, VOUCHER);
    this.context = context;
    this.failures = {};
    this.bank = account(this.chain, 'vaka/e2e/bank');
    for (const [name, [village, n]] of Object.entries(MEMBERS)) {
      this[name] = founder(this.chain, village, n);
    }
    for (const name of ['cafe', 'designer', 'printer', 'builder', 'family', 'nurse', 'quack']) {
      this[name] = account(this.chain, `vaka/e2e/${name}`);
    }
    this.cut = account(this.chain, 'vaka/e2e/cut');
  }

  /** A bank issues vouchers to people, opens accounts for members, and others have VAKA, too. */
  async open() {
    const { api } = this.chain;
    const alice = this.chain.account('//Alice');
    const pay = (who, amount) => api.tx.balances.transferKeepAlive(who.address, amount);
    const others = ['cafe', 'designer', 'printer', 'builder', 'family', 'nurse', 'quack'];
    const payments = [
      pay(this.bank, 100n * VAKA),
      ...others.map((name) => pay(this[name], 50n * VAKA)),
    ];
    await this.chain.send(api.tx.utility.batchAll(payments), alice);
    const people = [...Object.keys(MEMBERS), 'cafe', 'family'].map((name) => this[name]);
    await this.issue(this.bank, WEALTH, people);
  }

  /** Ten orders of a week, brought in one call: one is short, one is by code, one buyer forgets. */
  async week() {
    const { fisher, cafe, designer, printer, grandmother, fisherman, forgetful } = this;
    const bestBefore = Math.floor(Date.now() / 1000) + 48 * HOUR;
    const fish = await this.offer(fisher, this.terms(), lotOf(40, { bestBefore }));
    const one = (quantity, code = null) => ({ ...fish, quantity, maxUnitPrice: 1_000, code });
    this.dear = await this.refused(cafe, 'placeOrders', [{ ...one(1), maxUnitPrice: 999 }]);
    const code = blake2AsU8a('at the jetty', 128);
    const hash = u8aToHex(codeHash(this.chain, grandmother, fish, code));
    // All at once: the seller's days to accept are slots here.
    const [cafes, [byCode], [short, cancelled], [forgotten]] = await Promise.all([
      this.order(
        cafe,
        Array.from({ length: 6 }, () => one(2)),
      ),
      this.order(grandmother, [one(3, hash)]),
      this.order(fisherman, [one(5), one(4)]),
      this.order(forgetful, [one(2)]),
    ]);
    const all = [...cafes, byCode, short, cancelled, forgotten];
    await this.send(fisher, 'accept', all);
    this.oversold = await this.refused(cafe, 'placeOrders', [one(40)]);
    await this.send(fisher, 'reject', [cancelled]);
    const bring = (order, quantity, shown = null) => ({ order, quantity, code: shown });
    const wrong = [bring(byCode, 3, u8aToHex(blake2AsU8a('a guess', 128)))];
    this.guessed = await this.refused(fisher, 'deliver', wrong);
    this.delivered = await this.send(fisher, 'deliver', [
      ...cafes.map((order) => bring(order, 2)),
      bring(byCode, 3, u8aToHex(code)),
      bring(short, 3),
      bring(forgotten, 2),
    ]);
    // All at once: the buyers' days are slots here.
    const confirmed = cafes.map((order) => this.send(cafe, 'confirm', order));
    [this.early, this.stolen] = await Promise.all([
      this.send(designer, 'settle', [forgotten]),
      this.refused(printer, 'confirm', forgotten),
      this.send(fisherman, 'confirm', short),
      ...confirmed,
    ]);
    this.settled = await this.settleWhenDue([forgotten], cafe);
    this.fish = { ...fish, cafes, byCode, short, cancelled, forgotten };
    this.lots = await this.ask('lots', fish.listing);
  }

  /** The seller never answers. The buyer does nothing, and a passer-by settles. */
  async silence() {
    const { fisherman, patient, cafe } = this;
    const fish = await this.offer(fisherman, this.terms({ acceptDays: 1 }), lotOf(5));
    const before = await this.vouchers(patient);
    const order = { ...fish, quantity: 5, maxUnitPrice: 1_000, code: null };
    const [unanswered] = await this.order(patient, [order]);
    const meanwhile = await this.vouchers(patient);
    const settled = await this.settleWhenDue([unanswered], cafe);
    this.refund = { before, meanwhile, after: await this.vouchers(patient), settled };
  }

  /** A spare part after a design with two payees, who get their shares. */
  async part() {
    const { designer, printer, cafe, cut } = this;
    const content = u8aToHex(blake2AsU8a('An impeller', 256));
    const payees = [
      [designer.address, 100_000],
      [cut.address, 50_000],
    ];
    const registered = await this.send(designer, 'registerDesign', content, payees, []);
    const [{ design }] = this.told(registered, 'DesignRegistered');
    this.again = await this.refused(printer, 'registerDesign', content, [], []);
    const made = this.terms({
      kind: 'MadeToOrder',
      currency: 'Native',
      pricing: { Unit: VAKA },
      title: stringToHex('Impeller'),
      instant: true,
      design: Number(design),
    });
    const part = await this.offer(printer, made, lotOf(10));
    const [order] = await this.order(cafe, [
      { ...part, quantity: 2, maxUnitPrice: VAKA, code: null },
    ]);
    await this.send(printer, 'deliver', [{ order, quantity: 2, code: null }]);
    const confirmed = await this.send(cafe, 'confirm', order);
    const [{ payment }] = this.told(confirmed, 'Ended');
    await this.send(cafe, 'claimRoyalties', design, 'Native');
    this.royalties = { design: Number(design), payment, cut: (await this.vaka(cut)).free };
  }

  /** A house in three steps. Only the current one is in escrow, at the price first agreed. */
  async house() {
    const { builder, family } = this;
    const steps = [40_000n, 60_000n, 20_000n].map((price) => ({ price, days: 180 }));
    const house = this.terms({
      kind: 'MadeToOrder',
      pricing: { Steps: steps },
      title: stringToHex('A house that stands in a storm'),
    });
    const offered = await this.offer(builder, house, lotOf(2));
    const [order] = await this.order(family, [
      { ...offered, quantity: 1, maxUnitPrice: 120_000, code: null },
    ]);
    await this.send(builder, 'accept', [order]);
    const dearer = {
      ...house,
      pricing: { Steps: steps.map((step) => ({ ...step, price: 90_000n })) },
    };
    await this.send(builder, 'update', offered.listing, dearer);
    this.surprised = await this.refused(family, 'placeOrders', [
      { ...offered, quantity: 1, maxUnitPrice: 270_000, code: null },
    ]);
    this.escrows = [];
    for (const [n] of steps.entries()) {
      if (n > 0) await this.send(family, 'fundStep', order);
      this.escrows.push((await this.ask('order', order)).escrow);
      await this.send(builder, 'deliver', [{ order, quantity: 1, code: null }]);
      const confirmed = await this.send(family, 'confirm', order);
      this.built = [...this.told(confirmed, 'StepPaid'), ...this.told(confirmed, 'Ended')];
    }
    this.housed = await this.vouchers(family);
  }

  /** An hour of a nurse who has an award and a stake. Somebody without them may not offer it. */
  async hour() {
    const { nurse, quack, grandmother, chain } = this;
    const { college } = this.context.awarding;
    const paper = await until('an award of the college', () => college.tomasi, {
      timeoutMs: 240_000,
    });
    const asked = ['--envelope', paper.envelope, '--secret', paper.secret()];
    const binding = callOf(chain.api, succeed('bind', ...asked, '--account', nurse.address));
    await chain.send(binding, nurse);
    const { credentials } = chain.api.tx;
    const schema = 0;
    const requirement = { schema, stake: 5n * VAKA };
    Object.assign(this, { requirement });
    const hour = this.terms({
      kind: 'Service',
      pricing: { Unit: 30_000 },
      title: '0x',
      details: null,
      requirement,
    });
    this.unstaked = await this.refused(nurse, 'publish', hour);
    await chain.send(credentials.stake({ Practice: schema }, 5n * VAKA), nurse);
    this.unskilled = await this.refused(quack, 'publish', hour);
    const offered = await this.offer(nurse, hour, lotOf(1));
    const one = { ...offered, quantity: 1, maxUnitPrice: 30_000, code: null };
    const [first] = await this.order(grandmother, [one]);
    await this.send(nurse, 'accept', [first]);
    const bindings = plain(await chain.api.call.credentialsApi.bindings(nurse.address));
    this.engaged = bindings.map(({ engaged }) => engaged);
    // It was booked, is cancelled, and can be booked again.
    this.booked = await this.refused(this.cafe, 'placeOrders', [one]);
    await this.send(grandmother, 'cancel', first);
    const [second] = await this.order(grandmother, [one]);
    await this.send(nurse, 'accept', [second]);
    await this.send(nurse, 'deliver', [{ order: second, quantity: 1, code: null }]);
    const confirmed = await this.send(grandmother, 'confirm', second);
    [this.served] = this.told(confirmed, 'Ended');
  }

  /** A delivery that the buyer disputes. The parties agree on a share. */
  async quarrel() {
    const { fisher, grandmother } = this;
    const fish = await this.offer(fisher, this.terms({ instant: true }), lotOf(4));
    const [order] = await this.order(grandmother, [
      { ...fish, quantity: 4, maxUnitPrice: 1_000, code: null },
    ]);
    await this.send(fisher, 'deliver', [{ order, quantity: 4, code: null }]);
    const photograph = u8aToHex(blake2AsU8a('A photograph', 256));
    await this.send(grandmother, 'openDispute', order, photograph);
    await this.send(fisher, 'proposeSplit', order, HALF);
    this.mistaken = await this.refused(grandmother, 'acceptSplit', order, HALF / 2);
    const agreed = await this.send(grandmother, 'acceptSplit', order, HALF);
    [this.agreed] = this.told(agreed, 'Ended');
  }

  /** The script of docs/market.md, word by word, against this network. */
  async page() {
    const [script] = blocks('js', 'market.md', 'Sell, buy, settle');
    this.printed = await runScript(script, this.context.network.nodes[2].endpoint);
  }

  /** The people vote the market's fee. */
  async vote() {
    const people = new Governance(this.chain).voters(2, 3, 0);
    this.decided = await this.voteFee(people, 'Two per cent for the treasury', FEE);
    this.fee = (await this.chain.api.query.marketplace.fee()).toNumber();
  }

  voteFee(people, title, fee, before) {
    const governance = new Governance(this.chain);
    const call = this.tx.setFee(fee);
    return governance.decide({ people, track: 'Parameters', title, call, before });
  }

  /**
   * What a household's meter earned buys fish of a member without VAKA, and a quarter of an hour of
   * the nurse. In between the people vote another fee.
   */
  async composed() {
    const { fisher, nurse, chain, context } = this;
    const { energy } = context;
    const energyMarket = await until('the day of the meters', () => context.market, {
      timeoutMs: 400_000,
    });
    await energyMarket.done;
    const household = new Household(context, earnerOf(energyMarket.day, GRID));
    const shop = new Market(chain, PAANGA);
    const { owner } = household;
    const gift = chain.api.tx.balances.transferKeepAlive(owner.address, 2n * VAKA);
    await chain.send(gift, chain.account('//Alice'));
    const { income } = await household.draw();
    const treasury = await treasuryOf(chain, PAANGA);
    const hour = {
      kind: 'Service',
      pricing: { Unit: MINUTES },
      title: '0x',
      details: null,
      requirement: this.requirement,
    };
    const fish = await shop.offer(fisher, shop.terms({ pricing: { Unit: KILOGRAM } }), lotOf(9));
    const bought = await household.order(shop, fish, { quantity: 2, price: KILOGRAM });
    const [, ...people] = new Governance(chain).voters(3, 0, 2);
    const [decided, served] = await Promise.all([
      this.voteFee(people, 'One per cent is enough', NEW_FEE),
      shop.offer(nurse, shop.terms(hour), lotOf(1)),
      shop.send(fisher, 'accept', [bought.order]),
    ]);
    const deliver = async (seller, { order, quantity, code }) => {
      const delivered = await shop.send(seller, 'deliver', [{ order, quantity, code }]);
      return shop.told(delivered, 'Ended')[0].payment;
    };
    const minutes = await household.order(shop, served, { quantity: 1, price: MINUTES });
    await shop.send(nurse, 'accept', [minutes.order]);
    this.whole = {
      income,
      decided,
      fish: await deliver(fisher, bought),
      minutes: await deliver(nurse, minutes),
      left: await shop.vouchers(owner),
      fisher: await shop.vouchers(fisher),
      nurse: await shop.vouchers(nurse),
      treasury: (await treasuryOf(chain, PAANGA)) - treasury,
      audit: await energy.audit((await chain.finalizedHead()).hash),
    };
  }

  /** Tells all stories. What goes wrong in one is told to the tests that ask for it. */
  async run() {
    const tell = (name) =>
      this[name]().catch((error) => {
        this.failures[name] = error;
      });
    await Promise.all([tell('open'), tell('vote')]);
    await Promise.all(['page', 'week', 'silence', 'part', 'house', 'hour'].map(tell));
    // The others' orders are placed, and keep their fee.
    await Promise.all([tell('quarrel'), tell('composed')]);
  }
}

/** Begins the stories. The tests wait for their end. */
export function beginTrading(context) {
  const market = new Traders(context);
  const begun = until('the first block', async () => (await context.chain.head()).number > 0);
  context.trading = { market, ended: begun.then(() => market.run()) };
  // Whoever waits for it is told; until then it is nobody's unhandled error.
  context.trading.ended.catch(() => {});
}
