// Which day Home shows.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dayShown } from '../src/views/home/day.ts';

const QUARTER = 900;
/** Tonga is 13 hours ahead of UTC. */
const TONGA = 52;

describe('the day that is shown', () => {
  it('should begin at midnight by the clock of the grid', () => {
    const midnight = Date.UTC(2026, 10, 29, 11);
    const of = { slotSeconds: QUARTER, offset: TONGA, read: 0 };
    for (const now of [midnight, midnight + 1, midnight + 86_399_999]) {
      assert.deepEqual(dayShown(of, now), { from: midnight, to: midnight + 86_400_000 });
    }
    assert.equal(dayShown(of, midnight - 1).to, midnight);
  });

  it('should begin at midnight where the clock is behind UTC', () => {
    const midnight = Date.UTC(2026, 10, 29, 11);
    const of = { slotSeconds: QUARTER, offset: -44, read: 0 };
    assert.equal(dayShown(of, midnight).from, midnight);
    assert.equal(dayShown(of, midnight - 1).to, midnight);
  });

  it('should be that of the newest reading where days pass in minutes', () => {
    const first = 96_000_044;
    for (const read of [first, first + 95]) {
      assert.deepEqual(dayShown({ slotSeconds: 2, offset: TONGA, read }, Date.now()), {
        from: first * 2_000,
        to: (first + 96) * 2_000,
      });
    }
  });
});
