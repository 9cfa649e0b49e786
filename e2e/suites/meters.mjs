// What happens to meters, and to those who pay for them: a stranger stuffs a grid's account, a reading
// is lost, a register jumps and comes back, a clock is fast. The stories wait for blocks most of the
// time, so they run beside the other tests.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { plain } from '../lib/driver/decode.mjs';
import { MICRO } from '../lib/driver/energy.mjs';
import { Gateway } from '../lib/driver/gateway.mjs';
import { account, endingOf, Governance } from '../lib/driver/governance.mjs';
import { errorOf } from '../lib/driver/market.mjs';
import { until } from '../lib/driver/network.mjs';
import { Meter, meterSeed } from '../lib/model/meters.mjs';
import { FIRST_TARIFF, VAKA } from './energy-calls.mjs';

const VOUCHER = 88;
/** The stranger's vouchers, as many as an account could be made to hold. */
const [WORTHLESS, STUFFING] = [8_800, 64];
const CAP = 10n * VAKA;
const WEALTH = 1_000n * VAKA;
const CREDIT = 100n * VAKA;
// Slots last seconds here, so the breaker must let a quarter-hour's energy through.
const BREAKER_W = 5_000_000;
/** Of a meter whose owner draws credit at once: what a breaker lets through until then must stay. */
const SMALL_BREAKER_W = 5_000;
/** All readings are of the past: so many slots before the meters are registered. */
const PAST = 60;
/** From so many readings on a batch may be free. */
const LARGE = 16;
const KWH = 1_000n;

/** The registers jump by so many Wh, less than what goes through the breaker in a slot. */
const JUMP = 2_000;
const PATIENCE = { timeoutMs: 300_000, everyMs: 1_000 };

/** The meters of the grid that settles in VAKA. */
const METERS = ['neighbour', 'lossy', 'jumpy', 'hasty'];

class Metering {
  constructor(context) {
    const { chain, energy } = context;
    Object.assign(this, { context, chain, energy, failures: {} });
    this.governance = new Governance(chain);
    for (const name of ['operator', 'household', 'stranger', 'gateway']) {
      this[name] = account(chain, `vaka/e2e/meters/${name}`);
    }
    this.relay = new Gateway(chain, energy, this.gateway);
  }

  send(who, call, ...parameters) {
    return this.chain.send(this.energy.tx[call](...parameters), who);
  }

  refused(who, call, ...parameters) {
    return errorOf(this.send(who, call, ...parameters));
  }

  async balance({ address }) {
    return (await this.chain.api.query.system.account(address)).data.free.toBigInt();
  }

  async vouchers(address) {
    return plain(await this.chain.api.query.assets.account(VOUCHER, address))?.balance ?? 0n;
  }

  /** People get VAKA, and the operator a voucher to issue. The people register two grids. */
  async open() {
    const { chain, operator, household } = this;
    const { assets, balances, energy, utility } = chain.api.tx;
    const pay = ({ address }, amount) => balances.transferKeepAlive(address, amount);
    const payments = [
      pay(operator, 2n * WEALTH),
      pay(household, WEALTH),
      pay(this.stranger, WEALTH),
      pay(this.gateway, WEALTH),
    ];
    await chain.send(utility.batchAll(payments), chain.account('//Alice'));
    const issue = [
      assets.create(VOUCHER, operator.address, 1),
      assets.mint(VOUCHER, operator.address, WEALTH),
      assets.mint(VOUCHER, household.address, WEALTH),
    ];
    await chain.send(utility.batchAll(issue), operator);
    const voucher = { WithId: VOUCHER };
    const grid = (currency) => energy.registerGrid(operator.address, currency, 1_000, FIRST_TARIFF);
    const people = this.governance.ledBy(3, 2, this.governance.voters(0, 2, 3));
    const decided = await this.governance.decide({
      people,
      track: 'Parameters',
      title: 'Two grids of one operator',
      call: utility.batchAll([energy.setPriceCap(voucher, CAP), grid(voucher), grid('Native')]),
    });
    assert.equal(await endingOf(chain, decided), 'Done');
    const ours = [...(await this.energy.grids())].filter(
      ([, one]) => one.operator === operator.address,
    );
    const [[native], [other]] = [true, false].map((isNative) =>
      ours.find(([, { currency }]) => (currency === 'Native') === isNative),
    );
    Object.assign(this, { native, other });
  }

  async slot() {
    const { slotSeconds } = await this.energy.settings();
    return this.energy.currentSlot(slotSeconds);
  }

  /** Registers a meter of the household, whose first reading is of the slot after `baseline`. */
  async register(grid, name, baseline, breakerW = BREAKER_W) {
    const seed = meterSeed(`e2e/${name}`);
    const made = new Meter({
      id: 0,
      genesisHash: this.chain.genesisHash,
      seed,
      lastSlot: baseline,
    });
    const { events } = await this.send(
      this.operator,
      'registerMeter',
      grid,
      this.household.address,
      made.publicKey,
      breakerW,
      { slot: baseline, importWh: 0, exportWh: 0 },
      null,
    );
    made.id = Number(events.find(({ method }) => method === 'MeterRegistered').data.meter);
    return made;
  }

  /** A stranger fills the account of a grid with vouchers, before anybody paid into it. */
  async stuffed() {
    const { chain, stranger, operator, household, other, energy } = this;
    const { assets, utility } = chain.api.tx;
    const pool = energy.pool(other);
    const numbers = Array.from({ length: STUFFING }, (_, n) => WORTHLESS + n);
    const made = numbers.map((id) => assets.create(id, stranger.address, 1));
    await chain.send(utility.batchAll(made), stranger);
    // It takes as many as it can.
    const given = numbers.map((id) => assets.mint(id, pool, 1));
    await chain.send(utility.forceBatch(given), stranger);
    const held = await chain.api.query.assets.account.multi(numbers.map((id) => [id, pool]));
    this.held = held.filter((one) => one.isSome).length;
    this.full = await errorOf(chain.send(assets.mint(numbers.at(-1), pool, 1), stranger));

    const meter = await this.register(other, 'voucher', (await this.slot()) - 1, SMALL_BREAKER_W);
    const before = await this.vouchers(household.address);
    await this.send(household, 'topUp', meter.id, CREDIT);
    await this.send(operator, 'fundFloat', other, CREDIT);
    this.credit = (await energy.meter(meter.id)).credit;
    this.paidIn = before - (await this.vouchers(household.address));
    await this.send(household, 'withdrawCredit', meter.id, CREDIT / 2n);
    this.paidOut = (await this.vouchers(household.address)) - before + this.paidIn;
    this.pool = await energy.poolBalance(other, { type: 'WithId', value: BigInt(VOUCHER) });
  }

  /** Four meters of one grid, with credit. */
  async fit() {
    const { operator, household, native } = this;
    this.first = (await this.slot()) - PAST;
    const meters = await Promise.all(METERS.map((name) => this.register(native, name, this.first)));
    this.meters = Object.fromEntries(METERS.map((name, n) => [name, meters[n]]));
    await Promise.all([
      this.send(operator, 'fundFloat', native, CREDIT),
      ...meters.map(({ id }) => this.send(household, 'topUp', id, CREDIT)),
    ]);
  }

  /** Brings readings, as a gateway. Resolves with what was refused, and the fee. */
  async bring(...readings) {
    const before = await this.balance(this.gateway);
    const [{ included }] = this.relay.relay(readings);
    const { accepted, rejected } = await included;
    const reasons = rejected.map(({ reason }) => reason);
    return { accepted, reasons, fee: before - (await this.balance(this.gateway)) };
  }

  cleared(slot) {
    const clearing = () => this.energy.clearing(this.native, slot);
    return until(`the clearing of slot ${slot}`, clearing, PATIENCE);
  }

  /** The first reading of a meter is lost on its way. A neighbour's opens the book of that slot. */
  async lost() {
    const { energy, first } = this;
    const { neighbour, lossy, jumpy } = this.meters;
    const slot = first + 1;
    lossy.read(slot, 100);
    const second = lossy.read(slot + 1, 200);
    this.early = await this.bring(second);
    // As long as the book is open, the lost one may still come.
    this.whileOpen = await this.bring(neighbour.read(slot, 0, 500), second);
    await this.bring(jumpy.read(slot, 300));
    this.clearing = await this.cleared(slot);
    const before = await energy.meter(lossy.id);
    this.late = await this.bring(second);
    this.gap = { before, after: await energy.meter(lossy.id) };
    this.retail = await energy.retail(this.native, slot + 1);
    this.onward = await this.bring(lossy.read(slot + 2, 50));
  }

  /** A register jumps, is read, and comes back. The operator corrects it. */
  async jumped() {
    const { energy, operator, native } = this;
    const { jumpy } = this.meters;
    const { importWh, lastSlot } = jumpy;
    this.jump = await this.bring(jumpy.read(lastSlot + 1, JUMP));
    const low = { slot: lastSlot + 2, importWh: importWh + 20n, exportWh: 0n };
    Object.assign(jumpy, { importWh });
    this.back = await this.bring(jumpy.read(low.slot, 20));
    // A kWh costs the cap at most.
    const refund = ((BigInt(JUMP) - 20n) * CAP) / KWH;
    this.mean = await this.refused(operator, 'correct', jumpy.id, low, 0);
    const [before, { float }] = [await energy.meter(jumpy.id), await energy.grid(native)];
    await this.send(operator, 'correct', jumpy.id, low, refund);
    const after = await energy.meter(jumpy.id);
    this.corrected = {
      refund,
      credited: after.credit - before.credit,
      paid: float - (await energy.grid(native)).float,
      importWh: after.importWh,
    };
    this.goesOn = await this.bring(jumpy.read(low.slot + 1, 30));
    this.read = (await energy.meter(jumpy.id)).importWh - low.importWh;
  }

  /** One clock is fast, in a batch that is free otherwise. */
  async fast() {
    const { neighbour, hasty } = this.meters;
    const readings = () =>
      Array.from({ length: LARGE }, () => neighbour.read(neighbour.lastSlot + 1));
    const future = (await this.slot()) + 1_000;
    const ahead = hasty.read(future);
    this.fastClock = await this.bring(...readings(), ahead);
    // A reading that no meter signed is another thing.
    const forged = { ...ahead, slot: this.first + 1, sinceSlot: this.first };
    this.forged = await this.bring(...readings(), forged);
  }

  /** Tells all stories. What goes wrong in one is told to the tests that ask for it. */
  async run() {
    const { deciding } = this.context;
    await until('the first grid', () => deciding.flows.parameters, PATIENCE);
    await deciding.result('parameters');
    const tell = (name) =>
      this[name]().catch((error) => {
        this.failures[name] = error;
      });
    await tell('open');
    const inTurn = async () => {
      // They share a gateway, whose fees are counted.
      for (const name of ['fit', 'lost', 'jumped', 'fast']) await tell(name);
    };
    await Promise.all([tell('stuffed'), inTurn()]);
  }
}

/** Begins the stories. The tests wait for their end. */
export function beginMetering(context) {
  const metering = new Metering(context);
  const ended = metering.run();
  ended.catch(() => {});
  context.metering = { metering, ended };
}

export function meters(context) {
  const told = async (...stories) => {
    const { metering, ended } = context.metering;
    await ended;
    for (const story of ['open', ...stories]) {
      if (metering.failures[story]) throw metering.failures[story];
    }
    return metering;
  };

  it("vouchers of a stranger in a grid's account stop no top-up", async () => {
    const { held, full, credit, paidIn, paidOut, pool } = await told('stuffed');
    assert.ok(held >= STUFFING - 4, `the account took ${held} vouchers`);
    assert.deepEqual(JSON.parse(full), { token: 'CannotCreate' });
    assert.equal(credit, CREDIT * MICRO);
    assert.deepEqual([paidIn, paidOut], [CREDIT, CREDIT / 2n]);
    assert.equal(pool, CREDIT + CREDIT / 2n);
  });

  it('a lost reading does not stop a meter: the next one stands for it', async () => {
    const {
      early,
      whileOpen,
      late,
      gap,
      retail,
      onward,
      meters: all,
      first,
    } = await told('fit', 'lost');
    assert.deepEqual([early.accepted, early.reasons], [0, ['OutOfOrder']]);
    assert.deepEqual([whileOpen.accepted, whileOpen.reasons], [1, ['OutOfOrder']]);
    assert.deepEqual([late.accepted, late.reasons], [1, []]);
    // Both slots are billed at retail, and nothing of them waits for a market.
    const { before, after } = gap;
    assert.equal(before.credit - after.credit, (300n * MICRO * retail) / KWH);
    assert.deepEqual([before.lastSlot, after.lastSlot], [first, first + 2]);
    assert.deepEqual([after.importWh, after.positions], [300n, []]);
    assert.deepEqual([onward.accepted, onward.reasons], [1, []]);
    assert.equal(all.lossy.lastSlot, first + 3);
  });

  it('a register that jumped and came back is corrected, out of the float', async () => {
    const { jump, back, mean, corrected, goesOn, read } = await told('fit', 'lost', 'jumped');
    assert.deepEqual([jump.accepted, jump.reasons], [1, []]);
    assert.deepEqual([back.accepted, back.reasons], [0, ['RegisterDecreased']]);
    assert.equal(mean, 'energy.RefundTooLow');
    const refund = corrected.refund * MICRO;
    assert.deepEqual([corrected.credited, corrected.paid], [refund, refund]);
    assert.deepEqual([goesOn.accepted, goesOn.reasons], [1, []]);
    assert.equal(read, 30n);
  });

  it('a fast clock in a batch costs the gateway nothing, and a forged reading does', async () => {
    const { fastClock, forged } = await told('fit', 'lost', 'jumped', 'fast');
    assert.deepEqual(fastClock, { accepted: LARGE, reasons: ['FutureSlot'], fee: 0n });
    assert.deepEqual([forged.accepted, forged.reasons], [LARGE, ['BadSignature']]);
    assert.ok(forged.fee > 0n);
  });
}
