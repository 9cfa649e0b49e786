// The marketplace: what is sold, delivered, cancelled, disputed and paid. The stories of
// lib/driver/trading.mjs wait for blocks most of the time, so they run beside the other tests.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { u8aToHex } from '@polkadot/util';
import { plain } from '../lib/driver/decode.mjs';
import { endingOf } from '../lib/driver/governance.mjs';
import { CENTS, FEE, FISH, MINUTES, NEW_FEE, VOUCHER, WEALTH } from '../lib/driver/trading.mjs';
import { runtimeApiDecodes, storageDecodes } from './decoding.mjs';

const MILLION = 1_000_000n;

/** What the seller and the treasury get of an amount, at the fee that the people voted. */
function shares(amount, fee = BigInt(FEE)) {
  const toTreasury = (amount * fee) / MILLION;
  return { seller: amount - toTreasury, fee: toTreasury };
}

export function marketplace(context) {
  const told = async (...stories) => {
    const { market, ended } = context.trading;
    await ended;
    for (const story of ['open', 'vote', ...stories]) {
      if (market.failures[story]) throw market.failures[story];
    }
    return market;
  };
  const only = (events) => {
    assert.equal(events.length, 1);
    return events[0];
  };
  const payments = (market, receipt) => market.told(receipt, 'Ended').map(({ payment }) => payment);

  it('the people vote the fee of the market', async () => {
    const market = await told();
    assert.equal(await endingOf(context.chain, market.decided), 'Done');
    assert.equal(market.fee, FEE);
  });

  it('ten orders of a week are brought in one call: one short, one by code', async () => {
    const market = await told('week');
    const { fish, delivered } = market;
    const brought = market.told(delivered, 'Delivered');
    const short = only(brought.filter(({ order }) => Number(order) === fish.short));
    // Two of five kilograms were not there: their price is back, and the bond of a twentieth.
    assert.deepEqual([Number(short.quantity), BigInt(short.refund)], [3, 2_100n]);
    const byCode = only(market.told(delivered, 'Ended'));
    assert.equal(Number(byCode.order), fish.byCode);
    const { seller, fee } = shares(3_000n);
    assert.deepEqual(
      [byCode.payment.seller, byCode.payment.fee, byCode.payment.buyer].map(BigInt),
      [seller, fee, 150n],
    );
    assert.equal(market.guessed, 'marketplace.WrongCode');
    assert.equal(market.dear, 'marketplace.PriceTooHigh');
    assert.equal(market.oversold, 'marketplace.NotEnoughLeft');
    assert.equal(market.stolen, 'marketplace.NotBuyer');
  });

  it('the buyer forgets: the seller is paid, and not a day earlier', async () => {
    const market = await told('week');
    const early = only(market.told(market.early, 'NotSettled'));
    assert.equal(early.why, 'NotDue');
    const paid = only(payments(market, market.settled));
    assert.equal(BigInt(paid.seller), shares(2_000n).seller);
  });

  it('cancelled orders are in no total: the lot adds up', async () => {
    const { lots, fish } = await told('week');
    const lot = only(lots.filter(({ lot: number }) => Number(number) === fish.lot));
    const { available, reserved, delivered, writtenOff } = lot;
    assert.deepEqual([available, reserved, delivered, writtenOff].map(Number), [18, 0, 20, 2]);
    assert.equal(lot.terms.quantity, available + reserved + delivered + writtenOff);
  });

  it('the seller never answered: refund, the buyer does nothing', async () => {
    const { refund } = await told('silence');
    assert.equal(refund.before - refund.meanwhile, 5_250n);
    assert.equal(refund.after, refund.before);
  });

  it('members without VAKA trade in a voucher, and pay no fee', async () => {
    const market = await told('week', 'silence', 'hour', 'quarrel');
    for (const name of ['fisher', 'grandmother', 'fisherman', 'forgetful', 'patient']) {
      const { free, reserved } = await market.vaka(market[name]);
      assert.deepEqual([name, free, reserved], [name, 0n, 0n]);
    }
    const fees = market.delivered.events.filter(({ method }) => method === 'TransactionFeePaid');
    assert.deepEqual(fees, []);
  });

  it('a spare part pays two payees of its design', async () => {
    const { royalties, again } = await told('part');
    const price = 2n * 10n ** 12n;
    const { payment, cut } = royalties;
    assert.equal(BigInt(payment.fee), (price * BigInt(FEE)) / MILLION);
    assert.equal(BigInt(payment.royalties), (price * 15n) / 100n);
    assert.equal(cut, (price * 5n) / 100n);
    assert.equal(again, 'marketplace.DesignExists');
  });

  it('a house is built in three steps, each in escrow when it is paid', async () => {
    const market = await told('house');
    assert.deepEqual(market.escrows, [42_000n, 63_000n, 21_000n]);
    assert.equal(market.surprised, 'marketplace.TermsChanged');
    assert.equal(BigInt(only(market.built).payment.seller), shares(20_000n).seller);
    assert.equal(market.housed, WEALTH - 120_000n);
  });

  it('an hour of tele-health asks for an award and a stake, and is bookable again', async () => {
    const market = await told('hour');
    assert.equal(market.unskilled, 'marketplace.RequirementNotMet');
    assert.equal(market.unstaked, 'marketplace.RequirementNotMet');
    assert.deepEqual(market.engaged, [1n]);
    assert.equal(market.booked, 'marketplace.NotEnoughLeft');
    assert.equal(BigInt(market.served.payment.seller), shares(30_000n).seller);
  });

  it('a dispute ends by the very share that was proposed', async () => {
    const market = await told('quarrel');
    assert.equal(market.mistaken, 'marketplace.NotProposed');
    const { payment } = market.agreed;
    assert.deepEqual(
      [BigInt(payment.seller), BigInt(payment.buyer)],
      [shares(2_000n).seller, 2_000n + 200n],
    );
  });

  it('one composes all: energy buys food, the people vote a fee, a nurse serves', async () => {
    const { whole } = await told('hour', 'quarrel', 'composed');
    const { income, fish, minutes } = whole;
    assert.ok(income >= FISH + MINUTES, `the meter earned ${income}`);
    assert.equal(await endingOf(context.chain, whole.decided), 'Done');
    // The order that was placed before keeps its fee.
    const ofFish = shares(FISH);
    const ofMinutes = shares(MINUTES, BigInt(NEW_FEE));
    assert.deepEqual([fish.seller, fish.fee], [ofFish.seller, ofFish.fee]);
    assert.deepEqual([minutes.seller, minutes.fee], [ofMinutes.seller, ofMinutes.fee]);
    assert.equal(whole.left, income - FISH - MINUTES);
    assert.deepEqual([whole.fisher, whole.nurse], [ofFish.seller, ofMinutes.seller]);
    assert.equal(whole.treasury, ofFish.fee + ofMinutes.fee);
    for (const { grid, difference } of whole.audit) assert.equal(difference, 0n, `grid ${grid}`);
  });

  it('the page "Sell, buy, settle" works word by word', async () => {
    const { printed } = await told('page');
    assert.match(printed, /^Unchallenged: \{"seller"/);
  });

  it('money adds up: all that was issued is somewhere, and the pool holds nothing', async () => {
    const market = await told('week', 'silence', 'part', 'house', 'hour', 'quarrel');
    const { query } = context.chain.api;
    const pool = await market.ask('poolOf', CENTS);
    const held = plain(await query.assetsHolder.balancesOnHold(VOUCHER, pool));
    assert.equal(held ?? 0n, 0n);
    const supply = plain(await query.assets.asset(VOUCHER)).supply;
    const accounts = await query.assets.account.entries(VOUCHER);
    const sum = accounts.reduce((all, [, held]) => all + plain(held).balance, 0n);
    assert.equal(sum, supply);
    const dues = await market.ask('dues', market.fisher.address, null, 64);
    assert.deepEqual(dues, { items: [], next: null });
  });

  it('every storage item and runtime API of the marketplace decodes without custom types', async () => {
    const { chain } = context;
    const market = await told('week', 'part');
    // Orders that ended leave but what their rating needs, so one is open while we look.
    const { grandmother, fish, royalties } = market;
    const [order] = await market.order(grandmother, [
      {
        listing: fish.listing,
        lot: fish.lot,
        quantity: 1,
        maxUnitPrice: 1_000,
        revision: 0,
        code: null,
      },
    ]);
    const filled = ['listings', 'lots', 'orders', 'designs', 'designByContent', 'currencies'];
    await storageDecodes(chain, 'marketplace', (name) => filled.includes(name));
    const { content } = plain(await chain.api.query.marketplace.designs(royalties.design));
    const calls = {
      listing: [fish.listing],
      listings: [null, 'Food', true, null, 10],
      lots: [fish.listing],
      order: [order],
      orders: [grandmother.address, null, 10],
      dues: [grandmother.address, null, 10],
      costOfDispute: [grandmother.address],
      design: [royalties.design],
      designByContent: [u8aToHex(chain.api.createType('H256', content))],
      rating: [order],
      reputation: [{ Account: grandmother.address }],
      poolOf: [CENTS],
    };
    // An order that is open cannot be rated yet.
    await runtimeApiDecodes(chain, 'marketplaceApi', calls, (name) => name !== 'rating');
    await market.send(grandmother, 'cancel', order);
  });
}
