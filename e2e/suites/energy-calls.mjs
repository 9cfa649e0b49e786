// Tests every call of the energy pallet, through @polkadot/api, in the order in which people would
// make them: a grid is registered, and two households join, trade in one slot, and take out what
// they earned.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { DispatchFailure } from '../lib/driver/chain.mjs';
import { clearNaively, priceOf } from '../lib/model/clearing.mjs';
import { allDay } from '../lib/model/tariffs.mjs';
import { MICRO, tokenOf } from '../lib/driver/energy.mjs';
import { Gateway } from '../lib/driver/gateway.mjs';
import { Meter, meterKey, meterSeed, readingPayload } from '../lib/model/meters.mjs';
import { until } from '../lib/driver/network.mjs';
import { plain } from '../lib/driver/decode.mjs';

export const VAKA = 10n ** 12n;
export const VOUCHER = 77;
// Slots of the test networks last seconds, so the breaker must let a quarter-hour's energy through.
const BREAKER_W = 5_000_000;

const shares = { k: 500_000, trim: 250_000 };
const first = { feedIn: VAKA / 10n, retail: VAKA, networkCharge: VAKA / 10n, ...shares };
const second = { feedIn: VAKA / 5n, retail: VAKA, networkCharge: VAKA / 20n, ...shares };
/** What the grid of these tests begins with. */
export const FIRST_TARIFF = allDay(first);
const asBigInts = (tariff) =>
  Object.fromEntries(Object.entries(tariff).map(([field, value]) => [field, BigInt(value)]));

/** @param {() => void} onTraded  called when the tests are over that depend on when blocks come */
export function energyCalls(context, onTraded) {
  const used = new Set();
  const s = {};

  /** Makes a call, and notes it as tried. */
  const call = (name, ...parameters) => {
    used.add(name);
    return context.energy.tx[name](...parameters);
  };
  const send = (who, name, ...parameters) => context.chain.send(call(name, ...parameters), who);
  const slot = () => context.energy.currentSlot(s.settings.slotSeconds);

  /** A grid that settles in a voucher. It waits for blocks beside the other calls. */
  const voucher = async () => {
    const { chain } = context;
    const { grid } = await context.deciding.result('mended');
    const mint = chain.api.tx.assets.mint(VOUCHER, s.daughter.address, 1_000_000);
    await chain.send(mint, s.alice);
    await send(s.daughter, 'fundFloat', grid, 250_000);
    return grid;
  };

  it('register_grid: governance registers a grid', async () => {
    const { chain, energy } = context;
    s.settings = await energy.settings();
    for (const [role, uri] of Object.entries({
      alice: '//Alice',
      operator: '//Bob',
      // Charlie's own account is busy elsewhere, as a validator (suites/governance.mjs).
      seller: '//Charlie//stash',
      buyer: '//Dave',
      daughter: '//Eve',
      relayer: '//Ferdie',
    })) {
      s[role] = chain.account(uri);
    }
    s.voucher = voucher();
    s.voucher.catch(() => {});
    await assert.rejects(
      send(s.operator, 'registerGrid', s.operator.address, 'Native', 1, FIRST_TARIFF),
      DispatchFailure,
    );
    // Others cannot register a grid. The people did.
    ({ grid: s.grid } = await context.deciding.result('parameters'));
    const grid = await energy.grid(s.grid);
    assert.equal(grid.operator, s.operator.address);
    assert.equal(grid.capacity, 100_000_000n);
    assert.deepEqual(await energy.tariff(s.grid, await slot()), asBigInts(first));
    assert.equal(grid.outstanding, 0n);
  });

  it('set_price_cap: governance bounds what grids may ask', async () => {
    const cap = plain(await context.chain.api.query.energy.priceCaps('Native'));
    const dearer = allDay({ ...first, retail: cap + 1n });
    await Promise.all([
      assert.rejects(send(s.operator, 'setPriceCap', 'Native', null), DispatchFailure),
      assert.rejects(send(s.operator, 'setTariff', s.grid, dearer), /energy.AbovePriceCap/),
    ]);
  });

  it('set_tariff, set_capacity, fund_float, register_meter: the operator sets it up', async () => {
    const { energy } = context;
    const now = await slot();
    const baseline = { slot: now - 1, importWh: 100, exportWh: 50 };
    const seed = meterSeed('e2e');
    const { publicKey } = meterKey(seed);
    const meter = [publicKey, BREAKER_W, baseline, null];
    const register = (owner) => send(s.operator, 'registerMeter', s.grid, owner.address, ...meter);
    const [, , , ...registrations] = await Promise.all([
      send(s.operator, 'setTariff', s.grid, allDay(second)),
      send(s.operator, 'setCapacity', s.grid, 200_000),
      send(s.daughter, 'fundFloat', s.grid, 500n * VAKA),
      register(s.seller),
      register(s.buyer),
    ]);
    const grid = await energy.grid(s.grid);
    assert.equal(grid.capacity, 200_000_000n);
    assert.equal(grid.float, 500n * VAKA * MICRO);
    const [sellerId, buyerId] = registrations.map(({ events }) =>
      Number(events.find(({ method }) => method === 'MeterRegistered').data.meter),
    );
    s.sellerMeter = new Meter({
      id: sellerId,
      genesisHash: context.chain.genesisHash,
      seed,
      lastSlot: baseline.slot,
      importWh: 100n,
      exportWh: 50n,
    });
    s.buyerId = buyerId;
    const made = await energy.meter(buyerId);
    assert.equal(made.owner, s.buyer.address);
    // It trades by default.
    assert.deepEqual(made.limits, { ask: 0, bid: 63, owedFirst: true });
    assert.deepEqual(await energy.tariff(s.grid, (await slot()) + 3), asBigInts(second));
  });

  it('rotate_meter_key, set_limits, top_up: a new key, limits, a gift from abroad', async () => {
    const { chain, energy } = context;
    const baseline = { slot: (await slot()) - 1, importWh: 100, exportWh: 50 };
    s.buyerMeter = new Meter({
      id: s.buyerId,
      genesisHash: chain.genesisHash,
      lastSlot: baseline.slot,
      importWh: 100n,
      exportWh: 50n,
    });
    await Promise.all([
      send(s.operator, 'rotateMeterKey', s.buyerId, s.buyerMeter.publicKey, baseline, {
        importWh: 130,
        exportWh: 50,
        signed: null,
      }),
      send(s.seller, 'setLimits', s.sellerMeter.id, { ask: 10, bid: null, owedFirst: false }),
      send(s.buyer, 'setLimits', s.buyerId, { ask: null, bid: 50, owedFirst: false }),
      send(s.daughter, 'topUp', s.buyerId, 1_000n * VAKA),
      send(s.daughter, 'topUp', s.sellerMeter.id, 1_000n * VAKA),
      assert.rejects(
        send(s.buyer, 'setLimits', s.sellerMeter.id, { ask: 1, bid: null, owedFirst: false }),
        DispatchFailure,
      ),
    ]);
    s.limitsFrom = (await slot()) + 1;
    const meter = await energy.meter(s.buyerId);
    assert.equal(meter.credit, 1_000n * VAKA * MICRO);
    assert.equal(meter.key, `0x${Buffer.from(s.buyerMeter.publicKey).toString('hex')}`);
  });

  it('submit_readings: a batch with a duplicate; the honest relayer pays nothing', async () => {
    const { chain, energy } = context;
    s.slot = s.limitsFrom + 1;
    await until('the slot to end', async () => (await slot()) > s.slot);
    const readings = [];
    for (const [meter, imported, exported] of [
      [s.sellerMeter, 0, 900],
      [s.buyerMeter, 600, 0],
    ]) {
      while (meter.lastSlot < s.slot - 1) readings.push(meter.read(meter.lastSlot + 1));
      readings.push(meter.read(s.slot, imported, exported));
    }
    readings.push(readings.at(-1));
    const last = readings.at(-1);
    const payload = plain(
      await chain.api.call.energyApi.readingPayload(
        last.meter,
        last.sinceSlot,
        last.slot,
        last.importWh,
        last.exportWh,
      ),
    );
    assert.equal(payload, `0x${readingPayload(chain.genesisHash, last).toString('hex')}`);
    const balance = async () =>
      (await chain.api.query.system.account(s.relayer.address)).data.free.toBigInt();
    const before = await balance();
    used.add('submitReadings');
    const gateway = new Gateway(chain, energy, s.relayer);
    const [{ included }] = gateway.relay(readings);
    const outcome = await included;
    assert.equal(outcome.accepted, readings.length - 1);
    assert.deepEqual(
      outcome.rejected.map(({ reason }) => reason),
      ['Duplicate'],
    );
    assert.equal(await balance(), before);
  });

  it('close_slot: anybody closes what is due, oldest first, and nothing else', async () => {
    const { chain, energy } = context;
    await assert.rejects(
      send(s.relayer, 'closeSlot', s.grid, s.slot + 100_000),
      (error) => error.cause === 'energy.NotDue',
    );
    // The slots before it had no flow, so they have no book. The hook clears at a block's beginning
    // what is due in that block, so it is first unless it lags.
    const closed = await chain
      .send(call('closeSlot', s.grid, s.slot), s.relayer)
      .then(({ events }) => events.filter(({ method }) => method === 'SlotCleared').length)
      .catch((error) => error.cause);
    if (closed !== 1) assert.equal(closed, 'energy.NotDue');
    await until('the clearing', () => energy.clearing(s.grid, s.slot), { timeoutMs: 60_000 });
    s.clearing = await energy.clearing(s.grid, s.slot);
    s.naive = clearNaively({
      tariff: asBigInts(second),
      asks: [{ id: 'seller', price: priceOf(asBigInts(second), 10), quantity: 900_000n }],
      bids: [{ id: 'buyer', price: priceOf(asBigInts(second), 50), quantity: 600_000n }],
      bankOnly: [],
      room: 200_000_000n,
    });
    for (const field of ['price', 'volume', 'unsold', 'banked']) {
      assert.equal(s.clearing[field], s.naive[field], field);
    }
  });

  it('settle: anybody settles both; the bill says the same', async () => {
    const { energy } = context;
    await send(s.relayer, 'settle', [s.sellerMeter.id, s.buyerId]);
    // The buyer pays the network charge on top.
    const { price } = s.naive;
    s.spent = 600_000n * (price + second.networkCharge);
    const seller = await energy.meter(s.sellerMeter.id);
    const buyer = await energy.meter(s.buyerId);
    assert.equal(seller.credit, 1_000n * VAKA * MICRO + 600_000n * price);
    assert.equal(buyer.credit, 1_000n * VAKA * MICRO - s.spent);
    assert.equal(seller.owed, 300_000n);
    const limits = { ask: 10, bid: null, owedFirst: false };
    const [line] = await energy.bill(s.grid, [
      { slot: s.slot, importWh: 0, exportWh: 900, limits },
    ]);
    const { bought, sold, paid, received, owed } = line;
    assert.deepEqual(
      { bought, sold, paid, received, owed },
      {
        bought: 0n,
        sold: 600_000n,
        paid: 0n,
        received: 600_000n * price,
        owed: 300_000n,
      },
    );
    assert.equal(line.price, price);
    onTraded();
  });

  it('claim_tokens, withdraw_credit, withdraw_float: what is theirs comes out', async () => {
    const { chain, energy } = context;
    s.token = tokenOf(s.grid);
    await Promise.all([
      send(s.seller, 'claimTokens', s.sellerMeter.id, 100),
      send(s.buyer, 'withdrawCredit', s.buyerId, VAKA),
      send(s.operator, 'withdrawFloat', s.grid, VAKA),
    ]);
    const { balance } = plain(await chain.api.query.assets.account(s.token, s.seller.address));
    assert.equal(balance, 100n);
    assert.equal((await energy.meter(s.sellerMeter.id)).owed, 200_000n);
    assert.equal((await energy.meter(s.buyerId)).credit, 999n * VAKA * MICRO - s.spent);
  });

  it('deposit_tokens, redeem: a gift of energy, and the rest for money', async () => {
    const { chain, energy } = context;
    const before = await energy.meter(s.sellerMeter.id);
    const gift = chain.api.tx.assets.transferKeepAlive(s.token, s.buyer.address, 40);
    await Promise.all([
      chain.send(gift, s.seller),
      send(s.seller, 'redeem', s.sellerMeter.id, 100_000),
    ]);
    await send(s.buyer, 'depositTokens', s.buyerId, 40);
    assert.equal((await energy.meter(s.buyerId)).owed, 40_000n);
    const after = await energy.meter(s.sellerMeter.id);
    assert.equal(after.owed, 100_000n);
    assert.equal(after.credit, before.credit + 100_000n * second.feedIn);
  });

  it('correct, accept_registers: a counter jumped, and an old device had shown more', async () => {
    const { energy } = context;
    const [seller, buyer] = await Promise.all(
      [s.sellerMeter.id, s.buyerId].map((id) => energy.meter(id)),
    );
    // 60 Wh will be read again. At retail they cost 0.06 VAKA.
    const baseline = { slot: (await slot()) - 1, importWh: 40, exportWh: 950 };
    await assert.rejects(
      send(s.operator, 'correct', s.sellerMeter.id, baseline, VAKA / 20n),
      (error) => error.cause === 'energy.RefundTooLow',
    );
    await Promise.all([
      send(s.operator, 'correct', s.sellerMeter.id, baseline, VAKA / 10n),
      send(s.buyer, 'acceptRegisters', s.buyerId),
    ]);
    const corrected = await energy.meter(s.sellerMeter.id);
    assert.equal(corrected.importWh, 40n);
    assert.equal(corrected.credit, seller.credit + (VAKA / 10n) * MICRO);
    assert.equal((await energy.meter(s.buyerId)).credit, buyer.credit - 30_000n * second.retail);
  });

  it('transfer_meter, accept_meter: the buyer moves out, and the daughter takes over', async () => {
    const { chain, energy } = context;
    await send(s.buyer, 'transferMeter', s.buyerId, s.daughter.address);
    await assert.rejects(
      send(s.relayer, 'acceptMeter', s.buyerId),
      (error) => error.cause === 'energy.NotOffered',
    );
    // The meter must be read up to the block's own slot. The readings of slots that have not ended
    // then are refused, and the others are taken.
    const first = await slot();
    const readings = Array.from({ length: 60 }, (_, n) => s.buyerMeter.read(first + n));
    const calls = [call('submitReadings', readings), call('acceptMeter', s.buyerId)];
    await chain.send(chain.api.tx.utility.batchAll(calls), s.daughter);
    const meter = await energy.meter(s.buyerId);
    assert.equal(meter.owner, s.daughter.address);
    assert.ok(meter.credit < MICRO);
    assert.equal(meter.owed, 0n);
    const { balance } = plain(await chain.api.query.assets.account(s.token, s.buyer.address));
    assert.equal(balance, 40n);
  });

  it('set_operator, accept_grid: the operator gives the grid to somebody else', async () => {
    const { energy } = context;
    await send(s.operator, 'setOperator', s.grid, s.relayer.address);
    const { float } = await energy.grid(s.grid);
    await send(s.relayer, 'acceptGrid', s.grid);
    const grid = await energy.grid(s.grid);
    assert.equal(grid.operator, s.relayer.address);
    // The old one took what the bank's owners are not owed.
    assert.ok(grid.float < float);
  });

  it('close_grid, redeem_tokens: the end is announced, and prices stand', async () => {
    const { energy } = context;
    await send(s.relayer, 'closeGrid', s.grid);
    await Promise.all([
      assert.rejects(send(s.relayer, 'setTariff', s.grid, allDay(second)), /energy.GridCloses/),
      assert.rejects(send(s.seller, 'redeemTokens', s.grid, 1), /energy.GridOpen/),
    ]);
    const { ending } = await energy.grid(s.grid);
    assert.equal(ending.feedIn, second.feedIn);
  });

  it('retire_meter: no reading is taken any more', async () => {
    const { chain, energy } = context;
    await send(s.relayer, 'retireMeter', s.buyerId, false);
    const gateway = new Gateway(chain, energy, s.relayer);
    const [{ included }] = gateway.relay([s.buyerMeter.read(s.buyerMeter.lastSlot + 1)]);
    const { accepted, rejected } = await included;
    assert.equal(accepted, 0);
    // Nothing was left in it, so nothing keeps its record.
    assert.deepEqual(
      rejected.map(({ reason }) => reason),
      ['UnknownMeter'],
    );
  });

  it('a grid may settle in a voucher', async () => {
    const { energy } = context;
    const grid = await s.voucher;
    assert.equal((await energy.grid(grid)).float, 250_000n * MICRO);
    assert.equal(
      await energy.poolBalance(grid, { type: 'WithId', value: BigInt(VOUCHER) }),
      250_000n,
    );
  });

  it('there is no call that this test has not made', () => {
    assert.deepEqual([...used].sort(), Object.keys(context.energy.tx).sort());
  });
}
