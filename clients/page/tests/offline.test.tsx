// What a device shows without a network: what it kept, with its age and at once, and what an award is worth by
// that.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { render } from 'preact';
import { didOf } from '../src/credentials/did.ts';
import { awardOf, digestOfAward, present } from '../src/credentials/sdjwt.ts';
import { Key } from '../src/key/key.ts';
import { codeOf } from '../src/share/code.ts';
import { batchWith } from './lib/batch.ts';
import { openScreen, type Screen } from './lib/screen.ts';
import { signedAward } from './lib/award.ts';
import { PLACES, Watch } from './lib/watch.tsx';

describe('without a network', () => {
  let screen: Screen;
  before(() => {
    screen = openScreen();
  });
  after(async () => {
    render(null, screen.root);
    // What is still on its way finds a screen.
    await new Promise((resolve) => setTimeout(resolve, 100));
    await screen.close();
  });

  it('should show in each view what was kept, with its age, while it still tries', async () => {
    const before = await Watch.begin(screen, 'member');
    const seen = new Map<string, number>();
    const agesOf = (watch: Watch, age: RegExp) => [...watch.text.matchAll(age)].length;
    for (const place of PLACES) {
      await before.go(place);
      seen.set(place, agesOf(before, /Seen just now, block 1000/g));
    }
    const watch = await before.laterWithoutNetwork(3);
    for (const place of PLACES) {
      await watch.go(place);
      assert.equal(agesOf(watch, /Seen 3 hours ago, block 1000/g), seen.get(place), place);
      assert.match(screen.root.textContent ?? '', /No network\. You see what this device saw/);
    }
    for (const view of ['home', 'decide', 'people', 'market', 'credentials', 'network']) {
      assert.ok(seen.get(view)! > 0, `${view} keeps nothing`);
    }
  });

  it('should say where nothing was kept, and see it as soon as there is a network', async () => {
    const watch = await (await Watch.begin(screen, 'member')).laterWithoutNetwork(0);
    await watch.go('decide');
    assert.match(watch.text, /Nobody answers\. There may be no network\./);
    watch.session.wentOffline();
    await watch.settled();
    watch.isCut = false;
    watch.session.cameBack();
    await watch.settled();
    assert.match(watch.text, /Seen just now, block 1000/);
    assert.equal(watch.session.link, 'live');
  });

  describe('an award that is shown by codes', async () => {
    const school = await Key.from(new Uint8Array(16).fill(1));
    const nurse = await Key.from(new Uint8Array(16).fill(2));
    const { token, name } = signedAward(school, nurse);
    const asked = { audience: 'https://clinic.example', nonce: '4711' };

    /** What the nurse shows: the award, and its place. */
    function codes(genesis: Uint8Array) {
      const award = awardOf(token);
      const now = Math.floor(Date.now() / 1000);
      const shown = present(award, new Set([name]), asked, now, nurse);
      const place = { genesis, issuer: 3, sequence: 0, index: 5 };
      const opening = {
        subject: nurse.account,
        salt: new Uint8Array(32).fill(3),
        vc: new Uint8Array(32).fill(4),
        sdJwt: digestOfAward(award),
      };
      const { envelope, root, count } = batchWith(place, opening, 16);
      const { issuer, sequence, index } = place;
      const { salt, vc } = opening;
      const shared = { kind: 'award', issuer, sequence, index, salt, vc } as const;
      return { shown, place: codeOf({ ...shared, proof: envelope.proof }, genesis), root, count };
    }

    async function scan(watch: Watch, text: string): Promise<void> {
      watch.fill('code', text);
      await watch.press('Take this code');
    }

    /** A clinic, which kept the school's batches when it had a network, some hours ago. */
    async function clinic(hours: number, marks: number) {
      const online = await Watch.begin(screen, 'member');
      const { village } = online;
      // Codes name the chain, which the page knows since its first visit.
      await online.session.look();
      const made = codes(village.genesis);
      const { root, count } = made;
      const chunks: [number, Uint8Array][] = marks === 0 ? [] : [[0, Uint8Array.of(0, marks << 2)]];
      Object.assign(village.school, { keys: [school.account], root, count, chunks });
      await online.go('credentials/check');
      online.fill('issuer', '3');
      await online.press('Keep what the chain has');
      assert.match(online.text, /1 batch of awards is kept/);
      const watch = await online.laterWithoutNetwork(hours);
      await watch.go('credentials/check');
      return { watch, made };
    }

    it('should be valid as of the time that the device knows', async () => {
      const { watch, made } = await clinic(3, 0);
      await scan(watch, made.shown);
      assert.match(watch.text, /The award was scanned/);
      await scan(watch, made.place);
      assert.match(watch.text, /Its place on the chain was scanned/);
      await watch.press('Check it');
      assert.match(
        watch.text,
        /Valid\..*On the chain: Tele-health nurse, level 1.*Seen 3 hours ago/,
      );
      assert.match(watch.text, /Checked on this device\s*Signed by did:key:/);
      assert.ok(watch.text.includes(didOf(school.account).slice(0, 40)));
      assert.match(watch.text, /Not checked\s*Whether it belongs to the person before you/);
      assert.doesNotMatch(watch.text, /Whether it was revoked in the/);
    });

    it('should be as revoked as it was, and old news if it was not', async () => {
      const { watch: revoked, made } = await clinic(72, 0b01);
      for (const text of [made.shown, made.place]) await scan(revoked, text);
      await revoked.press('Check it');
      assert.match(revoked.text, /Revoked\./);
      assert.doesNotMatch(revoked.text, /Whether it was revoked in the/);
      const { watch: old } = await clinic(72, 0);
      for (const text of [made.shown, made.place]) await scan(old, text);
      await old.press('Check it');
      assert.match(old.text, /Not checked.*Whether it was revoked in the 3 days since/);
      assert.equal(old.main.querySelector('.notice.good'), null);
    });

    it('should be bound to who asked, and to nobody else', async () => {
      const { watch, made } = await clinic(1, 0);
      await scan(watch, made.shown);
      watch.main.querySelector<HTMLInputElement>('[name="bound"]')!.checked = true;
      watch.fill('audience', asked.audience);
      watch.fill('nonce', '4712');
      await watch.press('Check it');
      assert.match(watch.text, /It was not signed for you, or not just now/);
      watch.fill('nonce', asked.nonce);
      // The device's clock is an hour ahead here, which is too long for what was signed just now.
      await watch.press('Check it');
      assert.match(watch.text, /It was not signed for you, or not just now/);
      const { watch: now } = await clinic(0, 0);
      await scan(now, made.shown);
      now.main.querySelector<HTMLInputElement>('[name="bound"]')!.checked = true;
      now.fill('audience', asked.audience);
      now.fill('nonce', asked.nonce);
      await now.press('Check it');
      assert.match(now.text, /Its holder signed it for you/);
      assert.match(now.text, /Not checked\s*Whether the chain has it/);
    });

    it('should be said not to be checked where nothing of its batch was kept', async () => {
      const online = await Watch.begin(screen, 'member');
      await online.session.look();
      const made = codes(online.village.genesis);
      const watch = await online.laterWithoutNetwork(1);
      await watch.go('credentials/check');
      for (const text of [made.shown, made.place]) await scan(watch, text);
      await watch.press('Check it');
      assert.match(watch.text, /this device has not seen that part of the chain/);
      assert.equal(watch.main.querySelector('.notice.good'), null);
    });

    it('should be refused by the place of another award, and by a code for something else', async () => {
      const { watch, made } = await clinic(1, 0);
      await scan(watch, codeOf({ kind: 'member', member: 3 }, watch.village.genesis));
      assert.match(watch.text, /This is a code for something else/);
      await scan(watch, made.shown);
      const wrong =
        made.place.slice(0, -8) + (made.place.endsWith('AAAAAAAA') ? 'BBBBBBBB' : 'AAAAAAAA');
      await scan(watch, wrong);
      await watch.press('Check it');
      assert.match(watch.text, /The chain has no such award/);
    });
  });
});
