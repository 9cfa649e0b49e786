// The people's page in a real browser, against a real node and a hub that answers by its description: what it
// costs in bytes, what stays without a network, and which texts it shows. What people do with it is in
// day.test.mjs.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { blake2AsU8a } from '@polkadot/util-crypto';
import { Browser } from '../lib/driver/browser.mjs';
import { Chain } from '../lib/driver/chain.mjs';
import { founder } from '../lib/driver/governance.mjs';
import { Islander } from '../lib/driver/islander.mjs';
import { startNetwork, until } from '../lib/driver/network.mjs';
import { Site } from '../lib/driver/site.mjs';

const FOLDER = fileURLToPath(new URL('../../clients/page/dist/page', import.meta.url));
const VAKA = 1_000_000_000_000n;
const METER = 0;
/** The slots of the `dev` chain are those of a real network. */
const SLOT_MS = 900_000;
/** Bytes, compressed. A change that needs more must say why. */
const MOST = { first: 80_000, again: 3_000 };

describe('the people’s page', { timeout: 1_500_000 }, () => {
  /** The files of the page, those that it cannot begin without, and those that only some need. */
  let files;
  let firstFiles;
  let later;
  let network;
  let chain;
  let site;
  let browser;
  let me;
  const villager = (n) => founder(chain, 0, n);

  /** What a slot cleared at: as different from one to the next as on a day in a village. */
  function clearing(slot) {
    const digest = blake2AsU8a(String(slot), 64);
    const [price, volume, banked] = [0, 2, 4].map((i) => digest[i] * 256 + digest[i + 1]);
    return {
      slot,
      price: 200_000_000_000 + 2_718_281 * price,
      volume: 1_000_000 + 311 * volume,
      banked: 17 * banked,
      curtailed: 0,
      height: Math.floor(slot / 3),
    };
  }

  /** A hub that knows little, by its description. */
  function hub(path, query) {
    const asOf = { height: 1, time: Date.now(), age: 1 };
    const slot = Math.floor(Date.now() / SLOT_MS);
    const limit = Math.min(Number(query.get('limit') ?? 100), 100);
    const answers = {
      '/health': { condition: 'well', height: 1, nodeHeight: 1, age: 1, trouble: null },
      '/network': {
        asOf,
        result: {
          genesis: chain.api.genesisHash.toHex().slice(2),
          hash: '00'.repeat(32),
          nodeHeight: 1,
          authorities: null,
          upgrades: [],
          validators: [],
        },
      },
      '/grids/0/clearings': {
        asOf,
        result: Array.from({ length: limit }, (_, i) => clearing(slot - 1 - i)),
      },
    };
    return answers[path];
  }

  before(async () => {
    assert.ok(existsSync(`${FOLDER}/index.html`), 'run `npm run build` in clients/page first');
    const read = (name) => JSON.parse(readFileSync(`${FOLDER}/${name}`, 'utf8'));
    const { release } = read('release.json');
    ({ files, first: firstFiles, later } = read(`manifest-${release}.json`));
    network = await startNetwork({ chain: 'dev', validators: ['alice'] });
    const [node] = network.nodes;
    chain = await Chain.connect(node.endpoint);
    site = await new Site({ folder: FOLDER, node: node.rpcPort, hub }).start();
    browser = new Browser();
    await browser.open();
  });

  after(async () => {
    await browser?.end();
    await site?.stop();
    await chain?.disconnect();
    await network?.stop();
  });

  it('should begin in few bytes, and say what it is', async (test) => {
    const page = await browser.visit(`http://localhost:${site.port}/`);
    me = new Islander(page);
    await me.see('Vaka is your island’s own network');
    await page.waitForFunction(() => navigator.serviceWorker.controller);
    await site.quiet();
    // On a busy machine what comes later for other views may be here by now.
    const isLater = (path) => path.slice(1) in files && !firstFiles.includes(path.slice(1));
    const first = site.total((path) => !isLater(path));
    test.diagnostic(`bytes of a first visit: ${first}`);
    assert.ok(first > 20_000, 'nothing was measured');
    assert.ok(first <= MOST.first, `${first} bytes, more than ${MOST.first}`);
    await me.shot('01-welcome');
  });

  it('should make a key, and have its words written down', async () => {
    await me.go('key');
    await me.fill('Choose a PIN', '11111');
    await me.fill('The same PIN again', '11111');
    await me.press('Make my key');
    await me.see('This is too short');
    await me.shot('02-key-pin-short');
    await me.makeKey();
    await me.see('Your twelve words are not written down yet');
    const words = await me.more('My twelve words');
    await me.fill('PIN', '271828', words);
    await me.press('My twelve words', words);
    await me.see('I have written them down');
    const list = await me.page.locator('.words li').allTextContents();
    assert.equal(list.length, 12);
    await me.shot('03-words');
    await me.press('I have written them down');
    for (const input of await me.page.locator('input[name^=word]').all()) {
      const place = Number((await input.getAttribute('name')).slice(4));
      await input.fill(list[place]);
    }
    await me.press('Check');
    await me.page.getByText('not written down yet').waitFor({ state: 'detached' });
  });

  it('should show a text only if it is the one that the chain names', async () => {
    const text = 'Better light at the jetty, because boats come in at night.';
    const { tx } = chain.api;
    // The village pays for a lamp in its own name.
    const call = tx.communities.actAsCommunity(
      tx.balances.transferKeepAlive(villager(0).address, 5n * VAKA),
    );
    const opened = await chain.send(
      tx.petitions.open({ Village: 0 }, 'A lamp at the jetty', blake2AsU8a(text, 256), call),
      villager(0),
    );
    const petition = Number(opened.events.find(({ method }) => method === 'Opened').data.petition);
    await me.go('decide');
    await me.press('Look again');
    await me.see('A lamp at the jetty');
    await me.shot('06-decide');
    await me.go('decide', petition);
    await me.see('In the village’s own name:');
    await me.see(/Pay 5 VAKA to/);
    await me.shot('07-petition');
    await me.more('I have the text');
    await me.fill('Or paste it', `${text} And more.`);
    await me.press('Check the text');
    await me.see('This is another text than the one that the chain names.');
    await me.fill('Or paste it', text);
    await me.press('Check the text');
    await me.see('This is the very text that the chain names.');
  });

  it('should show a stranger of a meter what anybody may know', async () => {
    await me.go('home');
    await me.fill('Meter number', String(METER));
    await me.press('Show it');
    await me.settled();
    await me.see('Take this meter');
    await me.shot('11-home-stranger');
  });

  it('should come back in few bytes, and without a network with the age of what it shows', async (test) => {
    await me.go('home');
    await me.stored(Object.keys(files).filter((name) => !later.includes(name)));
    // What is younger than twenty seconds would not be asked for again.
    await me.page.waitForTimeout(21_000);
    site.reset();
    await me.page.reload();
    await me.settled();
    await until('a look', () => site.sent.has('/release.json'));
    await site.quiet();
    const again = site.total();
    for (const path of ['rpc', '/grids/0/clearings']) {
      assert.ok(
        site.sent.has(path),
        `nothing was asked of ${path}: ${JSON.stringify([...site.sent])}`,
      );
    }
    test.diagnostic(`bytes of a visit that repeats: ${again} ${JSON.stringify([...site.sent])}`);
    assert.ok(again <= MOST.again, `${again} bytes: ${JSON.stringify([...site.sent])}`);
    const kept = new Map();
    const ages = () => me.page.locator('main .age').count();
    const views = ['decide', 'people', 'market', 'credentials', 'network'];
    for (const view of views) {
      await me.go(view);
      await me.see(/^Seen just now, block/);
      kept.set(view, await ages());
    }
    await me.go('home');
    site.setDown(true);
    await browser.context.setOffline(true);
    const started = Date.now();
    await me.page.reload();
    await me.see('Meter 0');
    test.diagnostic(`an offline start took ${Date.now() - started} ms`);
    await me.see(/^Seen .* ago, block|^Seen just now, block/);
    await me.see('No network. You see what this device saw before.');
    for (const view of views) {
      await me.go(view);
      await me.see(/^Seen .*, block/);
      assert.equal(await ages(), kept.get(view), `${view} shows less than was seen`);
    }
    await me.go('home');
    await me.shot('16-offline');
    site.setDown(false);
    await browser.context.setOffline(false);
  });

  it('should speak another language, and say that nobody has reviewed it', async () => {
    await me.go('key');
    await me.page.locator('#language').selectOption('sm');
    await me.see('Palota');
    await me.shot('17-samoan');
    await me.page.locator('#language').selectOption('en');
    await me.see('Decide');
  });

  it('should report no fault, and break no rule of its policy', () => {
    // What the hub does not answer, and what was asked while the cable was cut, the page says itself.
    const faults = browser.faults.filter((fault) => !/Failed to load resource/.test(fault));
    assert.deepEqual(faults, []);
  });
});
