// Ratings: the parties of an order that ended commit and reveal, and what becomes a reputation. The
// story of lib/driver/rating.mjs waits for blocks most of the time, so it runs beside the other tests.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { SECOND_THOUGHT, STARS, THANKS, WORST } from '../lib/driver/rating.mjs';

/** What is shown of ratings: how many gave 1, 2, 3, 4 and 5 stars, and how many withheld theirs. */
const tally = (given, withheld = 0) => ({
  stars: [1, 2, 3, 4, 5].map((stars) => BigInt(given.filter((one) => one === stars).length)),
  withheld: BigInt(withheld),
});

export function ratings(context) {
  const told = async () => {
    const { raters, ended } = context.rating;
    const error = await ended;
    if (error) throw error;
    return raters;
  };

  it('neither party sees what the other one says before both have committed', async () => {
    const { sealed, both, committed, early, late, meddled } = await told();
    assert.equal(meddled, 'marketplace.NotParty');
    assert.equal(early, 'marketplace.TooEarlyToReveal');
    assert.equal(sealed.stage.type, 'Committing');
    assert.deepEqual([sealed.byBuyer, sealed.bySeller], ['Sealed', 'Nothing']);
    assert.equal(both.stage.type, 'Revealing');
    assert.deepEqual([both.byBuyer, both.bySeller], ['Sealed', 'Sealed']);
    assert.equal(late, 'marketplace.TooLateToCommit');
    // What is committed tells nothing but whose it is.
    const { data } = committed.events.find(({ method }) => method === 'RatingCommitted');
    assert.deepEqual(Object.keys(data).sort(), ['by', 'order']);
  });

  it('a wrong opening is refused, and so is a copied rating', async () => {
    const raters = await told();
    const { wrong, copied, tooMany, stillSealed } = raters;
    for (const [changed, error] of Object.entries(wrong)) {
      assert.equal(error, 'marketplace.WrongOpening', changed);
    }
    assert.equal(Object.keys(wrong).length, 4);
    assert.equal(tooMany, 'marketplace.NotStars');
    assert.deepEqual(stillSealed.byBuyer, 'Sealed');
    assert.equal(copied, 'marketplace.WrongOpening');
  });

  it('anybody with the opening reveals a rating, once', async () => {
    const { revealed, twice } = await told();
    assert.equal(twice, 'marketplace.AlreadyRevealed');
    const { byBuyer, bySeller, text } = revealed;
    assert.deepEqual(byBuyer, { type: 'Revealed', value: { stars: BigInt(STARS[0]), text } });
    assert.equal(bySeller.value.stars, BigInt(THANKS));
    assert.match(bySeller.value.text, /^0x0{64}$/);
  });

  it('a reputation shows from five raters on, and a pair counts once, its newest', async () => {
    const { four, five, again } = await told();
    assert.deepEqual([four.byMembers, four.byOthers], [null, null]);
    assert.deepEqual(five.byMembers, tally(STARS));
    assert.deepEqual(again.byMembers, tally([SECOND_THOUGHT, ...STARS.slice(1)]));
    assert.deepEqual([five.byOthers, again.byOthers], [null, null]);
  });

  it('what outsiders say stands apart from what members say', async () => {
    const { again, fourOutsiders, fiveOutsiders } = await told();
    assert.deepEqual(fourOutsiders.byOthers, null);
    assert.deepEqual(fiveOutsiders.byOthers, tally(Array(5).fill(WORST)));
    assert.deepEqual(
      [fourOutsiders.byMembers, fiveOutsiders.byMembers],
      [again.byMembers, again.byMembers],
    );
  });

  it('a rating by one party alone is revealed once nobody may commit any longer', async () => {
    const { waiting, tooLate, uncommitted } = await told();
    assert.equal(waiting, 'Committing');
    assert.equal(tooLate, 'marketplace.TooLateToCommit');
    assert.equal(uncommitted, 'marketplace.NothingCommitted');
  });

  it('what nobody reveals reads "withheld", and counts as such', async () => {
    const { over, closed, withheld, again } = await told();
    assert.deepEqual([over.byBuyer, over.bySeller], ['Withheld', 'Withheld']);
    assert.equal(closed, 'marketplace.NothingToRate');
    assert.deepEqual(withheld.byMembers, { ...again.byMembers, withheld: 1n });
  });

  it('members rate without VAKA', async () => {
    const raters = await told();
    assert.ok(raters.receipts.length > 0);
    for (const { events } of raters.receipts) {
      assert.deepEqual(
        events.filter(({ method }) => method === 'TransactionFeePaid'),
        [],
      );
    }
    for (const { who } of [raters.seller, raters.silent, ...raters.members]) {
      assert.deepEqual(await raters.vaka(who), { free: 0n, reserved: 0n });
    }
  });
}
