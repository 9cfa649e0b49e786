// A newcomer without a coin joins a village: a member brings the request that the newcomer signed,
// three members vouch, the clerk admits, a week passes. None of them has any balance. The suite
// waits for blocks most of the time, so it runs beside the other tests.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { plain } from '../lib/driver/decode.mjs';
import { account, founder } from '../lib/driver/governance.mjs';
import { until } from '../lib/driver/network.mjs';
import { blocks, runPart } from '../lib/pages/page.mjs';
import { runtimeApiDecodes, storageDecodes } from './decoding.mjs';

/** Number 0 of the villages of the `local` preset. */
const VILLAGE = 0;
const [SPONSOR, FIRST, SECOND, THIRD, CLERK] = [0, 1, 2, 3, 4];
/** Days of the rules; in the `local` preset a day is a block. */
const CHALLENGE_DAYS = 7;

class Joining {
  constructor(context) {
    this.chain = context.chain;
    this.newcomer = account(this.chain, 'vaka/e2e/newcomer');
  }

  founder(n) {
    return founder(this.chain, VILLAGE, n);
  }

  send(who, call, ...parameters) {
    return this.chain.send(this.chain.api.tx.communities[call](...parameters), who);
  }

  ask(question, ...parameters) {
    return this.chain.api.call.communitiesApi[question](...parameters).then(plain);
  }

  async balance(who) {
    const { data } = await this.chain.api.query.system.account(who.address);
    return data.free.toBigInt() + data.reserved.toBigInt();
  }

  /** Runs the page's own text, except that this test counts the member's nonces. */
  async bringConsent() {
    const [script] = blocks('js', 'join.md', 'Bring a newcomer');
    const people = { newcomer: this.newcomer, member: this.founder(SPONSOR) };
    const [brought] = await runPart(script, this.chain, people);
    return brought;
  }

  async run() {
    // The newcomer also signs the hash of the genesis, which the chain learns in its first block.
    await until('the first block', async () => (await this.chain.head()).number > 0);
    this.electorates = [await this.ask('electorate', VILLAGE), await this.ask('electorate', null)];
    const brought = await this.bringConsent();
    const { data } = brought.events.find(({ method }) => method === 'Requested');
    this.request = Number(data.request);
    await Promise.all(
      [FIRST, SECOND, THIRD].map((n) => this.send(this.founder(n), 'vouch', this.request)),
    );
    this.tooEarly = await this.send(this.founder(FIRST), 'confirmAdmission', this.request).catch(
      (error) => error.cause,
    );
    const { number } = await this.send(this.founder(CLERK), 'admit', this.request);
    this.pending = await this.ask('request', this.request);
    await until(
      'the end of the challenge period',
      async () => (await this.chain.head()).number >= number + CHALLENGE_DAYS,
      { timeoutMs: 120_000 },
    );
    await this.send(this.founder(SPONSOR), 'confirmAdmission', this.request);
    this.member = await this.ask('memberByAccount', this.newcomer.address);
    const { events } = await this.send(this.newcomer, 'moveCommunity', VILLAGE + 1);
    this.moves = events.find(({ method }) => method === 'Requested');
    this.fees = events.filter(({ method }) => method === 'TransactionFeePaid');
  }
}

/** Begins. The tests below wait for its end. */
export function joinVillage(context) {
  const joining = new Joining(context);
  context.joining = joining;
  joining.done = joining.run().then(
    () => undefined,
    (error) => error,
  );
}

export function communities(context) {
  it('a newcomer without a coin joins a village', async () => {
    const { joining } = context;
    const error = await joining.done;
    if (error) throw error;
    assert.equal(joining.tooEarly, 'communities.NotWaiting');
    assert.notEqual(joining.pending, null);
    const { membership, account } = joining.member;
    assert.equal(account, joining.newcomer.address);
    assert.equal(membership.community, BigInt(VILLAGE));
    const [village, all] = joining.electorates;
    assert.equal(await joining.ask('electorate', VILLAGE), village + 1n);
    // A village may have been founded meanwhile.
    assert.ok((await joining.ask('electorate', null)) > all);
  });

  it('members without a coin pay no fee', async () => {
    const { joining } = context;
    assert.notEqual(joining.moves, undefined);
    assert.deepEqual(joining.fees, []);
    for (const who of [joining.newcomer, joining.founder(FIRST), joining.founder(CLERK)]) {
      assert.equal(await joining.balance(who), 0n);
    }
    // A wallet that asks before it signs is told the same.
    const leave = joining.chain.api.tx.communities.leave();
    const asked = async (who) => (await leave.paymentInfo(who)).partialFee.toBigInt();
    assert.equal(await asked(joining.founder(FIRST)), 0n);
    assert.ok((await asked(account(joining.chain, 'vaka/e2e/stranger'))) > 0n);
  });

  it('a member says that they are here, and nobody who is awake can be declared dormant', async () => {
    const { joining } = context;
    const { events } = await joining.send(joining.newcomer, 'here');
    const methods = events.map(({ method }) => method);
    assert.ok(!methods.includes('TransactionFeePaid') && !methods.includes('Woke'));
    const { membership, dormantFrom } = await joining.ask(
      'memberByAccount',
      joining.newcomer.address,
    );
    assert.equal(membership.dormancy, null);
    assert.ok(dormantFrom > BigInt((await joining.chain.head()).number));
    const refused = await joining
      .send(joining.founder(FIRST), 'declareDormant', [Number(membership.member)])
      .catch((error) => error.cause);
    assert.equal(refused, 'communities.NotDormant');
  });

  it('who is no member and has no coin can send nothing', async () => {
    const { joining } = context;
    const stranger = account(joining.chain, 'vaka/e2e/stranger');
    await assert.rejects(joining.send(stranger, 'vouch', joining.request), /pay|balance/i);
  });

  it('every storage item and runtime API of communities decodes without custom types', async () => {
    const { joining, chain } = context;
    await storageDecodes(chain, 'communities', (name) => ['communities', 'members'].includes(name));
    const { address } = joining.newcomer;
    const calls = {
      memberByAccount: [address],
      member: [0],
      community: [VILLAGE],
      communityAccount: [VILLAGE],
      nation: [],
      electorate: [null],
      request: [joining.request + 1],
      requests: [VILLAGE + 1, 0],
      requestOf: [address],
      founding: ['Village', [address], []],
      consentPayload: [{ Join: VILLAGE }, address, 1],
      help: [0],
      freeCalls: [address],
    };
    await runtimeApiDecodes(chain, 'communitiesApi', calls);
  });
}
