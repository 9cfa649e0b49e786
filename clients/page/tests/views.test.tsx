// Every view, of somebody without a key, of a newcomer and of a member, in a village's everyday life: it is
// shown without a fault, says nothing but words, and what is decided there is what was meant.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { render } from 'preact';
import { addressOf } from '../src/chain/address.ts';
import { codec } from '../src/chain/codec.ts';
import { pickupHash } from '../src/chain/hashes.ts';
import { toHex } from '../src/scale/bytes.ts';
import { sharedOf } from '../src/share/code.ts';
import { VAKA } from './lib/fake-village.ts';
import { openScreen, type Screen } from './lib/screen.ts';
import { PIN, PLACES, until, Watch } from './lib/watch.tsx';

/** Texts that are a message's name: it is not in any catalogue. */
const NAME = /^[a-z]+(-[a-zA-Z]+)+$/;

function* textsOf(node: Node): Generator<string> {
  if (node.nodeType === 3) yield node.textContent?.trim() ?? '';
  for (const child of node.childNodes) yield* textsOf(child);
}

describe('the views', () => {
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

  for (const who of ['nobody', 'newcomer', 'member'] as const) {
    it(`should say words, and nothing but words, to ${who}`, async () => {
      const watch = await Watch.begin(screen, who);
      const faults: unknown[] = [];
      const note = (error: unknown) => faults.push(error);
      process.on('unhandledRejection', note);
      for (const place of PLACES) {
        await watch.go(place);
        assert.ok(watch.text.length > 20, `${place} says nothing`);
        for (const text of textsOf(watch.screen.root)) {
          assert.ok(!NAME.test(text), `${place} says ${text}`);
          assert.ok(!/undefined|\[object|NaN|\{ ?\$/.test(text), `${place} says ${text}`);
        }
        const fields = watch.main.querySelectorAll<HTMLInputElement>('input, select, textarea');
        for (const field of fields) {
          const isNamed =
            field.closest('label') ?? watch.main.querySelector(`label[for="${field.id}"]`);
          assert.ok(isNamed, `${place}: ${field.name} has no label`);
        }
        const titles = watch.main.querySelectorAll('h1');
        assert.equal(titles.length, place === 'nowhere' ? 0 : 1, `${place} has no title`);
      }
      process.off('unhandledRejection', note);
      assert.deepEqual(faults, []);
    });
  }

  it('should show a household its credit, its day and its prices', async () => {
    const watch = await Watch.begin(screen, 'member');
    await watch.go('home');
    assert.match(watch.text, /12\.5 VAKA/);
    assert.match(watch.text, /The bank owes you\s*3\.25 kWh/);
    assert.match(watch.text, /A kWh costs at most\s*0\.32 VAKA/);
    assert.match(watch.text, /Seen just now, block 1000/);
    assert.ok(watch.main.querySelector('svg.picture[role=img][aria-label*="Today"]'));
  });

  it('should set limits in money as the ticks that keep to them', async () => {
    const watch = await Watch.begin(screen, 'member');
    await watch.go('home');
    await until(() => watch.main.querySelector('[name="lowest"]') !== null);
    watch.fill('lowest', '0.5');
    await watch.press('Set this');
    assert.match(watch.text, /Nobody pays that much/);
    assert.equal(watch.decided, undefined);
    watch.fill('lowest', '0.15');
    watch.fill('highest', '0.2');
    await watch.press('Set this');
    // Ticks go from 0.10 to 0.30 VAKA, and a buyer pays 0.02 besides.
    assert.deepEqual(watch.decided, {
      call: 'energy.setLimits',
      args: { meter: 3, limits: { ask: 16, bid: 25, owedFirst: true } },
    });
  });

  it('should say what a petition would do, and what nobody can read', async () => {
    const watch = await Watch.begin(screen, 'member');
    await watch.go('decide/4');
    assert.match(watch.text, /In the village’s own name: Pay 5 VAKA to 5/);
    assert.match(watch.text, /This is the very text that the chain names/);
    assert.match(watch.text, /A lamp at the jetty costs little/);
    await watch.go('decide/5');
    assert.match(watch.text, /from 18:00: a kWh costs 0\.4 VAKA and brings 0\.1 VAKA/);
    await watch.go('decide/6');
    assert.match(watch.text, /Do not vote on what you cannot read/);
  });

  it('should sign a vote by the PIN, after it was shown in words', async () => {
    const watch = await Watch.begin(screen, 'member');
    await watch.go('decide/5');
    await watch.press('No');
    assert.match(watch.text, /Vote No in vote 9\./);
    assert.match(watch.text, /Waits for you and for the network/);
    assert.deepEqual(watch.village.included().flat(), []);
    watch.fill('pin', '000000');
    await watch.press('Sign and send');
    await until(() => /This is not the PIN/.test(watch.text));
    watch.fill('pin', PIN);
    await watch.press('Sign and send');
    await until(() => watch.session.intentions[0]?.is.state === 'done');
    assert.deepEqual(watch.village.included().flat(), [
      { call: 'voting.vote', args: { poll: 9, vote: 'Nay' } },
    ]);
    watch.session.lock();
  });

  it('should make a consent that the chain takes, and nothing else', async () => {
    const watch = await Watch.begin(screen, 'newcomer');
    await watch.go('people/join');
    await watch.press('This one');
    watch.fill('pin', PIN);
    await watch.press('Open my key');
    await until(() => watch.session.key !== undefined);
    await watch.settled();
    await watch.press('Sign and show the code');
    const codes = () =>
      [...watch.main.querySelectorAll('figcaption code')].map((one) => one.textContent!);
    // The request that waits has a code of its own.
    await until(() => codes().length === 2);
    const code = codes().at(-1);
    const shared = sharedOf(code!, watch.village.genesis);
    assert.ok(shared.kind === 'consent');
    assert.deepEqual(shared.to, { type: 'Join', community: 0 });
    assert.deepEqual(shared.consent.account, watch.account);
    watch.session.lock();
  });

  it('should order with a code that opens just that order', async () => {
    const watch = await Watch.begin(screen, 'member');
    await watch.go('market/1');
    watch.fill('quantity', '13');
    await watch.press('Order');
    assert.match(watch.text, /Only 12 are there/);
    watch.fill('quantity', '2');
    await watch.press('Order');
    const call = watch.decided;
    assert.ok(call?.call === 'marketplace.placeOrders');
    const [order] = call.args.orders;
    assert.equal(order!.maxUnitPrice, VAKA / 10n);
    assert.equal(order!.revision, 1);
    const [key] = await watch.session.store.keys('pickup/');
    const pickup = await watch.session.store.get<{ secret: Uint8Array }>(key!);
    const hash = pickupHash(watch.village.genesis, watch.account, 1, 0, pickup!.secret);
    assert.equal(toHex(order!.code!), toHex(hash));
  });

  it('should ask for nothing of which the words are not those of the bytes', async () => {
    const watch = await Watch.begin(screen, 'member');
    await watch.go('decide/open');
    watch.fill('title', 'A roof');
    watch.fill('text', 'It rains.');
    watch.fill('to', 'not an address');
    watch.fill('amount', '1');
    await watch.press('See what I ask for');
    assert.match(watch.text, /This is not an address of this network/);
    const to = addressOf(new Uint8Array(32).fill(8));
    watch.fill('to', to);
    await watch.press('See what I ask for');
    assert.ok(watch.text.includes(`Pay 1 VAKA to ${to}`));
    await watch.press('Ask the people');
    const call = watch.decided;
    assert.ok(call?.call === 'petitions.open');
    assert.equal(new TextDecoder().decode(call.args.title), 'A roof');
    assert.deepEqual(codec.decodeCall(codec.encodeCall(call)), call);
  });
});
