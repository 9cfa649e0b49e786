// Disputes: seeds that validators draw, judges by lot, what they rule, and what all of them are paid.
// The stories of lib/driver/judging.mjs wait for blocks most of the time, so they run beside the other
// tests.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { u8aToHex } from '@polkadot/util';
import { blake2AsU8a } from '@polkadot/util-crypto';
import { plain } from '../lib/driver/decode.mjs';
import { endingOf, FOUNDERS } from '../lib/driver/governance.mjs';
import {
  CONFIRMED,
  HALF,
  KILOGRAMS,
  NAMED,
  outputsOf,
  PARTIES,
  PRICE,
  REPAIR,
  STAKE,
  VOTES,
  VOUCHER,
  WEALTH,
} from '../lib/driver/judging.mjs';
import { lotOf } from '../lib/driver/market.mjs';
import { runtimeApiDecodes, storageDecodes } from './decoding.mjs';

const MILLION = 1_000_000n;
/** The bytes that a validator may take for its part in a seed. */
const MOST_BYTES = 120;
/** The blocks in which seeds are counted: some sessions. */
const FIRST_BLOCKS = 25;
/** The votes nearer to the median than 25 points, of those that the jurors cast. */
const NEAR = [false, true, true, true, true, false, false];

const villageOf = (member) => Math.floor(Number(member) / FOUNDERS);
const part = (amount, share) => (amount * BigInt(share)) / MILLION;

/**
 * Who gets what of an order's price that was disputed, as docs and README of the escrow tell it: each
 * round of judges costs a twentieth, of which the buyer bears as much as the seller gets of the price.
 */
function shared({ value, toSeller, rounds, bonds, fee }) {
  const judges = (value / 20n) * rounds;
  const fromBuyer = part(judges, toSeller);
  const price = part(value, toSeller);
  const share = price - (judges - fromBuyer);
  return {
    judges,
    fee: part(share, fee),
    seller: share - part(share, fee),
    buyer: value - price - fromBuyer + bonds,
  };
}

export function disputes(context) {
  const told = async (...stories) => {
    const { court, ended } = context.judging;
    await ended;
    for (const story of ['open', 'appoint', 'gather', ...stories]) {
      if (court.failures[story]) throw court.failures[story];
    }
    return court;
  };

  it('the people appoint a panel, and members without a coin join it and the list of jurors', async () => {
    const court = await told();
    assert.equal(await endingOf(context.chain, court.appointment), 'Done');
    assert.equal(court.listed.length, court.panel.length);
    for (const { since, community } of court.listed) {
      assert.notEqual(since, null);
      assert.notEqual(community, BigInt(PARTIES));
    }
    assert.equal(Number(court.seats.seats), court.jurors.length);
  });

  it('validators draw a seed each session, each with at most 120 bytes', async () => {
    const { chain } = context;
    await told();
    const drawn = new Map();
    let given = 0;
    for (let number = 1; number <= FIRST_BLOCKS; number += 1) {
      const hash = await chain.hashOf(number);
      const outputs = await outputsOf(chain, hash);
      // The author gives its own alone, so no block has two.
      assert.ok(outputs.length <= 1, `block ${number}`);
      for (const { encodedLength } of outputs) {
        assert.ok(encodedLength <= MOST_BYTES, `${encodedLength} bytes`);
      }
      given += outputs.length;
      const said = (await chain.events(hash)).filter(({ section }) => section === 'beacon');
      for (const { method, data } of said) {
        assert.ok(['SeedDrawn', 'Absent'].includes(method), `block ${number}: ${method}`);
        if (method !== 'SeedDrawn') continue;
        // Each validator's output is in the seed, and in one block.
        assert.equal(Number(data.outputs), given);
        const { query } = await chain.api.at(await chain.hashOf(number - 1));
        assert.equal(Number(data.validators), (await query.session.validators()).length);
        assert.ok(data.outputs <= data.validators);
        drawn.set(Number(data.session), data.value);
        given = 0;
      }
    }
    const sessions = [...drawn.keys()];
    const last = sessions.at(-1);
    assert.ok(sessions.length >= 4, `${sessions.length} sessions`);
    assert.deepEqual(
      sessions,
      sessions.map((_, n) => last - sessions.length + 1 + n),
    );
    assert.equal(new Set(drawn.values()).size, sessions.length);
    // Lots are drawn by the first one that is later.
    const next = plain(await chain.api.call.beaconApi.seedAfter(last - 1));
    assert.deepEqual(next, { session: BigInt(last), value: drawn.get(last) });
  });

  it('what a validator gives is refused from anybody else, and costs no block', async () => {
    const { chain } = context;
    const court = await told('bring');
    // A pool that saw one in a block does not even look at it again.
    for (const [what, error] of Object.entries(court.brought)) {
      assert.match(error, /Unknown Transaction Validity|temporarily banned/, what);
    }
    // Signed, it fails as a call, in a block that others keep.
    assert.equal(court.signed, 'BadOrigin');
    const at = await chain.at(court.witness.hash);
    const session = plain(await at.query.session.currentIndex());
    const seeds = await chain.api.query.beacon.seeds.entries();
    assert.ok(seeds.some(([, seed]) => plain(seed).session === session));
  });

  it('a lot draws an arbiter of neither village, whom a party recuses once', async () => {
    const court = await told('dispute');
    const { arbiters, panel, meddled, choosy, ruled, hasty } = court;
    const { first, second } = arbiters;
    assert.notEqual(first, second);
    const appointed = panel.map(({ address }) => address);
    for (const arbiter of [first, second]) {
      assert.notEqual(villageOf(arbiter), PARTIES);
      assert.ok(appointed.includes(court.person(arbiter).address));
    }
    assert.equal(meddled, 'disputes.NotArbiterOfCase');
    assert.equal(choosy, 'disputes.AlreadyRecused');
    assert.deepEqual([ruled.toSeller, ruled.damages, ruled.served], [800_000n, 0n, [[second]]]);
    // It can still be appealed.
    assert.deepEqual(
      court.told(hasty, 'NotSettled').map(({ why }) => why),
      ['NotDue'],
    );
  });

  it('jurors cannot be chosen: seven others, no neighbours, at most four of one village', async () => {
    const { jury, arbiters } = await told('dispute');
    assert.equal(new Set(jury).size, 7);
    const counts = new Map();
    for (const juror of jury) {
      const village = villageOf(juror);
      counts.set(village, (counts.get(village) ?? 0) + 1);
      assert.ok(!Object.values(arbiters).includes(juror), `arbiter ${juror} is a juror, too`);
    }
    assert.ok(!counts.has(PARTIES));
    assert.ok(Math.max(...counts.values()) <= 4);
  });

  it('a juror forgets to reveal: the others decide, and the juror is off the list', async () => {
    const court = await told('dispute');
    const { early, guessed, voted, silent, outcome, jury } = court;
    assert.equal(early, 'disputes.TooEarly');
    assert.equal(guessed, 'disputes.WrongOpening');
    assert.deepEqual(
      voted.map(({ juror, share }) => [juror, share]),
      jury.map((juror, n) => [juror, VOTES[n] === undefined ? null : BigInt(VOTES[n])]),
    );
    const { toSeller, served } = outcome.value;
    assert.equal(toSeller, 275_000n);
    assert.deepEqual(served, [[court.arbiters.second], jury.filter((_, n) => NEAR[n])]);
    const { barredUntil } = await court.judging('juror', silent);
    assert.ok(barredUntil > BigInt(await court.now()));
    assert.equal(await court.refusedToJudge(court.person(silent), 'joinJury'), 'disputes.Barred');
    assert.equal(court.closed, null);
  });

  it('seller, buyer and judges are paid to the unit', async () => {
    const court = await told('dispute');
    const { settled, paid, fee } = court;
    const value = PRICE * BigInt(KILOGRAMS);
    // The bond of the buyer, and that of the appeal, which was the buyer's.
    const bonds = value / 20n + value / 10n;
    const expected = shared({ value, toSeller: 275_000, rounds: 2n, bonds, fee });
    const [{ payment }] = court.told(settled, 'Ended');
    const { seller, buyer, judges } = expected;
    assert.deepEqual(payment, { ...expected, royalties: 0n });
    assert.equal(seller + buyer + judges + expected.fee, value + bonds);
    assert.equal(paid.arbiter, 10_000n);
    assert.deepEqual(
      paid.jurors,
      NEAR.map((near) => (near ? 2_500n : 0n)),
    );
    assert.equal(paid.seller, WEALTH + seller);
    assert.equal(paid.buyer, WEALTH - value - bonds + buyer);
  });

  it('neither judges nor parties need VAKA', async () => {
    const court = await told('dispute');
    const { seller, buyer, jury, experts } = court;
    // Some of them judge the other dispute, too, which is about VAKA.
    const paidInVaka = experts.map(({ address }) => address);
    const judges = jury.map((juror) => court.person(juror));
    const others = judges.filter(({ address }) => !paidInVaka.includes(address));
    for (const one of [seller, buyer, ...others]) {
      assert.deepEqual(await court.vaka(one), { free: 0n, reserved: 0n });
    }
  });

  it('mechanics judge a mechanic, and a stake pays the damages that two of them confirm', async () => {
    const { chain } = context;
    const court = await told('damages');
    const { harm, otherShare, raised, experts } = court;
    const { judges, sent, before, after, paid } = harm;
    assert.ok(NAMED > CONFIRMED);
    assert.equal(otherShare, 'disputes.OtherShare');
    assert.equal(raised, 'disputes.DamagesTooHigh');
    assert.equal(new Set(judges).size, 2);
    const skilled = experts.map(({ address }) => address);
    for (const judge of judges) assert.ok(skilled.includes(court.person(judge).address));

    const { fee } = harm;
    const bonds = REPAIR / 20n;
    const expected = shared({ value: REPAIR, toSeller: HALF, rounds: 1n, bonds, fee });
    const [{ payment }] = court.told(sent, 'Ended');
    assert.deepEqual(payment, { ...expected, royalties: 0n });
    const floor = plain(chain.api.consts.marketplace.rules).disputeFloor;
    assert.ok(floor > 0n);
    const [cost] = court.told(sent, 'DisputeCost');
    const { judges: paidJudges, fees, damages } = cost;
    assert.deepEqual([paidJudges, cost.floor, fees, damages], [2n, floor, 0n, CONFIRMED]);
    assert.deepEqual([before, after], [STAKE, STAKE - CONFIRMED]);
    const half = (expected.judges + floor) / 2n;
    assert.deepEqual(paid, [half, half]);
  });

  it('money adds up: all that was issued is somewhere, and the pool holds nothing', async () => {
    const court = await told('dispute');
    const { query } = context.chain.api;
    const pool = await court.ask('poolOf', court.currency);
    assert.equal(plain(await query.assetsHolder.balancesOnHold(VOUCHER, pool)) ?? 0n, 0n);
    const { supply } = plain(await query.assets.asset(VOUCHER));
    const accounts = await query.assets.account.entries(VOUCHER);
    assert.equal(
      accounts.reduce((all, [, held]) => all + plain(held).balance, 0n),
      supply,
    );
  });

  it('every storage item and runtime API of disputes and of the beacon decodes without custom types', async () => {
    const { chain } = context;
    const court = await told('dispute');
    // Cases that ended leave nothing, so one is open while we look.
    const { seller, other } = court;
    const fish = court.terms({ instant: true, pricing: { Unit: PRICE } });
    const offered = await court.offer(seller, fish, lotOf(1));
    const [order] = await court.order(other, [
      { ...offered, quantity: 1, maxUnitPrice: PRICE, code: null },
    ]);
    await court.send(seller, 'deliver', [{ order, quantity: 1, code: null }]);
    const photograph = u8aToHex(blake2AsU8a('Another photograph', 256));
    await court.send(other, 'openDispute', order, photograph);
    const id = Number((await court.ask('order', order)).case);

    const filled = ['jurors', 'seats', 'cases', 'evidence', 'waiting'];
    await storageDecodes(chain, 'disputes', (name) => filled.includes(name));
    await runtimeApiDecodes(chain, 'disputesApi', {
      case: [id],
      cases: [0],
      outcome: [id],
      panel: [],
      juror: [court.silent],
      juryList: [],
    });
    await storageDecodes(chain, 'beacon', (name) => name === 'seeds');
    const slot = plain(await chain.api.query.aura.currentSlot()) + 1n;
    const calls = { wanted: [slot], round: [], seedAfter: [0] };
    // Nothing is wanted of a validator that has given.
    await runtimeApiDecodes(chain, 'beaconApi', calls, (name) => name !== 'wanted');

    await court.send(seller, 'proposeSplit', order, HALF);
    await court.send(other, 'acceptSplit', order, HALF);
    assert.equal(await court.judging('case', id), null);
  });
}
