// The electorate: what a few people cannot make of it by weaker votes, and how a small village gets
// its members back. The stories of lib/driver/electing.mjs wait for blocks most of the time, so they
// run beside the other tests.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { endingOf, FOUNDERS, VILLAGES } from '../lib/driver/governance.mjs';

const GENESIS = BigInt(VILLAGES.length * FOUNDERS);
/** The share of the people whose ayes pass the constitution, if nobody is against it: a quarter. */
const QUARTER = 4;

export function electorate(context) {
  const told = async (story) => {
    const { electing, ended } = context.electing;
    await ended;
    if (electing.failures[story]) throw electing.failures[story];
    return electing;
  };

  it('a vote on parameters makes no electorate: 64 founders are too many, in one village or in twelve', async () => {
    const { thirty, founded, puppetMembers } = await told('puppets');
    assert.equal(thirty, 'TooLong');
    assert.deepEqual(founded, ['communities.TooManyFounders', 'communities.TooManyFounders']);
    assert.deepEqual(new Set(puppetMembers), new Set([null]));
  });

  it('four members and five puppets do not pass the constitution', async () => {
    const { poll, nation, eligible, unseasoned, ruled } = await told('constitution');
    const [ofRing, ...ofPuppets] = eligible.map(({ refusal }) => refusal);
    assert.equal(ofRing, null);
    assert.deepEqual(ofPuppets, Array(FOUNDERS).fill('NotSeasoned'));
    assert.deepEqual(unseasoned, Array(FOUNDERS).fill('voting.NotSeasoned'));
    assert.equal(poll.electorate, GENESIS);
    assert.deepEqual([poll.ayes, poll.nays], [4n, 0n]);
    assert.ok(poll.ayes < poll.ayesNeeded);
    // With the puppets it would be enough, also of all members.
    assert.ok(nation.electorate >= GENESIS + BigInt(FOUNDERS));
    assert.ok((poll.ayes + BigInt(FOUNDERS)) * BigInt(QUARTER) >= nation.electorate);
    assert.equal(ruled, 'Rejected');
  });

  it("a wallet that asks is told that a member's vote is free", async () => {
    const { ofMember, ofStranger } = (await told('constitution')).fees;
    assert.deepEqual(ofMember, { partialFee: 0n, asked: 0n, inclusionFee: null });
    assert.ok(ofStranger.partialFee > 0n);
    assert.equal(ofStranger.asked, ofStranger.partialFee);
    assert.notEqual(ofStranger.inclusionFee, null);
  });

  it('two lost phones in a village of five are replaced: appeals stand in for a vouch', async () => {
    const electing = await told('phones');
    const { third, appeal, granted, still, numbers, replaced, vouched } = electing;
    assert.equal(third, 'communities.ClerkMayNotVouch');
    assert.equal(await endingOf(context.chain, appeal), 'Done');
    // The old key may still object, for thirty days.
    assert.deepEqual([granted.request.granted, granted.request.stage.type], [true, 'Waiting']);
    assert.equal(Number(still.membership.member), numbers[0]);
    const [now, before] = replaced;
    assert.equal(Number(now.membership.member), numbers[0]);
    assert.equal(before, null);
    // The other one needs no vote, because three can vouch again.
    assert.deepEqual([vouched.request.granted, vouched.request.stage.type], [false, 'Waiting']);
    assert.deepEqual(vouched.request.kind, { type: 'Replace', value: BigInt(numbers[1]) });
    assert.equal(vouched.validVouches, 3n);
  });

  it('a suspension stands alone in its petition, and there is one in thirty days', async () => {
    const { both, opened, left, refused, retried, suspended } = await told('suspensions');
    assert.equal(both, 'Refused');
    assert.equal(opened, 'petitions.CallRefused');
    assert.equal(left, 0n);
    const tooMany = 'communities.TooManySuspensions';
    assert.deepEqual(refused, [tooMany, tooMany]);
    assert.deepEqual(retried, ['Done', tooMany]);
    assert.deepEqual(
      suspended.map(({ membership }) => membership.suspended),
      [true, false],
    );
  });
}
