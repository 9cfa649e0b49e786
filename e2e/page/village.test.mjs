// The people's page in a real browser, against a real node and a hub that answers by its description: a
// newcomer makes a key, joins, votes with the cable cut, gets a meter and buys fish.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { u8aToHex } from '@polkadot/util';
import { blake2AsU8a } from '@polkadot/util-crypto';
import { Browser } from '../lib/driver/browser.mjs';
import { Chain } from '../lib/driver/chain.mjs';
import { plain } from '../lib/driver/decode.mjs';
import { Energy } from '../lib/driver/energy.mjs';
import { account, founder } from '../lib/driver/governance.mjs';
import { Islander } from '../lib/driver/islander.mjs';
import { lotOf, Market, terms } from '../lib/driver/market.mjs';
import { startNetwork, until } from '../lib/driver/network.mjs';
import { Site } from '../lib/driver/site.mjs';
import { readCode } from '../lib/driver/shown.mjs';
import { Meter } from '../lib/model/meters.mjs';

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
  let address;
  let petition;
  const villager = (n) => founder(chain, 0, n);
  const send = (tx, who) => chain.send(tx, who);
  const ask = (api, question, ...parameters) =>
    chain.api.call[api][question](...parameters).then(plain);

  /** Brings the meter's reading of the last slot that has ended, if it is not there: nothing has flowed. */
  async function bringReading() {
    const energy = new Energy(chain);
    const ended = (await energy.currentSlot(SLOT_MS / 1_000)) - 1;
    const { slot, importWh, exportWh } = await ask('energyApi', 'meter', METER);
    const lastSlot = Number(slot);
    if (lastSlot >= ended) return;
    const { genesisHash } = chain;
    const meter = new Meter({ id: METER, genesisHash, lastSlot, importWh, exportWh });
    await send(energy.tx.submitReadings([meter.read(ended)]), chain.account('//Bob'));
  }

  /** Keeps the meter read while something is done: nobody takes one over that is not. */
  async function whileRead(act) {
    await bringReading();
    let isDone = false;
    const kept = (async () => {
      while (!isDone) {
        const { number } = await chain.head();
        await bringReading();
        await chain.nextBlock(number);
      }
    })();
    try {
      await act();
    } finally {
      isDone = true;
      await kept;
    }
  }

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
    address = await me.address();
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

  it('should take a newcomer into the village by a code that a neighbour brings', async () => {
    await me.go('people', 'join');
    await me.press('This one');
    await me.press('Sign and show the code');
    await me.page.locator('figure svg.qr').waitFor();
    await me.shot('04-consent');
    const text = await me.page.locator('figcaption code').first().textContent();
    const { community, consent } = readCode(text);
    assert.equal(community, 0);
    assert.deepEqual(account(chain, 'x').addressRaw.length, consent.account.length);
    const requested = await send(
      chain.api.tx.communities.requestMembership(community, {
        ...consent,
        signature: { Ed25519: consent.signature },
      }),
      villager(0),
    );
    const { request } = requested.events.find(({ method }) => method === 'Requested').data;
    await Promise.all(
      [1, 2, 3].map((n) => send(chain.api.tx.communities.vouch(request), villager(n))),
    );
    const { number } = await send(chain.api.tx.communities.admit(request), villager(4));
    await until(
      'the end of the challenge period',
      async () => (await chain.head()).number >= number + 7,
      { timeoutMs: 120_000 },
    );
    await send(chain.api.tx.communities.confirmAdmission(request), villager(0));
    await me.go('people');
    await me.press('Look again');
    await me.see('My membership');
    await me.see('20 of 20 left');
    await me.shot('05-people');
  });

  it('should count a vote that was cast with the cable cut', async () => {
    const text = 'Better light at the jetty, because boats come in at night.';
    const { tx } = chain.api;
    // The village pays for a lamp in its own name.
    const call = tx.communities.actAsCommunity(
      tx.balances.transferKeepAlive(villager(0).address, 5n * VAKA),
    );
    const opened = await send(
      tx.petitions.open({ Village: 0 }, 'A lamp at the jetty', blake2AsU8a(text, 256), call),
      villager(0),
    );
    petition = Number(opened.events.find(({ method }) => method === 'Opened').data.petition);
    const { threshold } = await ask('petitionsApi', 'petition', petition);
    for (let n = 1; n < Number(threshold) - 1; n += 1) {
      await send(tx.petitions.endorse(petition), villager(n));
    }
    await me.go('decide');
    await me.press('Look again');
    await me.see('A lamp at the jetty');
    await me.shot('06-decide');
    await me.go('decide', petition);
    await me.see('In the village’s own name:');
    await me.see(/Pay 5 VAKA to/);
    await me.shot('07-petition');
    // A text of another hash is never shown; the right one is.
    await me.more('I have the text');
    await me.fill('Or paste it', `${text} And more.`);
    await me.press('Check the text');
    await me.see('This is another text than the one that the chain names.');
    await me.fill('Or paste it', text);
    await me.press('Check the text');
    await me.see('This is the very text that the chain names.');
    await me.press('I want a vote on this');
    await me.see(`Endorse petition ${petition}.`);
    await me.shot('08-outbox');
    await me.sendAll();
    await me.go('decide', petition);
    await me.press('Look again');
    await me.see('The vote is on.');
    await me.shot('09-vote');
    site.setDown(true);
    await browser.context.setOffline(true);
    await me.press('Yes');
    await me.see(/Vote Yes in vote/);
    await me.see('Waits for you and for the network.');
    await me.shot('10-queued');
    await me.page.reload();
    await me.see(/Vote Yes in vote/);
    site.setDown(false);
    await browser.context.setOffline(false);
    await me.sendAll();
    const { stage } = await ask('petitionsApi', 'petition', petition);
    const poll = await ask('votingApi', 'poll', Number(stage.value.referendum));
    assert.equal(poll?.ayes ?? 1n, 1n);
  });

  it('should show a household its meter, and set limits in money', async () => {
    const { tx } = chain.api;
    await send(tx.balances.transferKeepAlive(address, 100n * VAKA), chain.account('//Alice'));
    const owner = account(chain, `vaka/demo/owner/${METER}`);
    await send(tx.balances.transferKeepAlive(owner.address, 10n * VAKA), chain.account('//Alice'));
    await send(tx.energy.transferMeter(METER, address), owner);
    await me.go('home');
    await me.fill('Meter number', String(METER));
    await me.press('Show it');
    await me.settled();
    await me.shot('11-home-stranger');
    await me.more('Take this meter');
    // The key is open: what is decided is sent at once.
    await whileRead(async () => {
      await me.press('Take this meter');
      await me.sendAll();
    });
    await me.go('home');
    await me.press('Look again');
    await me.more('Top up');
    await me.fill('How much (VAKA)', '12.5');
    await me.press('Top up');
    await me.see('Top up meter 0 by 12.5 VAKA.');
    await me.sendAll();
    await me.go('home');
    await me.press('Look again');
    await me.see('12.5 VAKA');
    await me.more('At which price I buy and sell');
    await me.fill('For a kWh I pay at most (VAKA)', '0.01');
    await me.press('Set this');
    await me.see(/Nothing costs that little/);
    await me.fill('For a kWh I pay at most (VAKA)', '0.3');
    await me.press('Set this');
    await me.sendAll();
    const meter = await ask('energyApi', 'meter', METER);
    const limits = meter.next?.limits ?? meter.limits;
    const { feedIn, retail, networkCharge } = await ask(
      'energyApi',
      'tariff',
      0,
      Math.floor(Date.now() / SLOT_MS),
    );
    const price = feedIn + ((retail - networkCharge - feedIn) * limits.bid) / 63n + networkCharge;
    assert.ok(price <= (3n * VAKA) / 10n, 'it buys dearer than the household said');
    await me.go('home');
    await me.shot('12-home');
  });

  it('should buy fish, and pick it up by a code while offline', async () => {
    const market = new Market(chain);
    const seller = villager(1);
    const offered = await market.send(
      seller,
      'publish',
      terms({ pricing: { Unit: VAKA / 10n }, instant: true }),
    );
    const { listing } = market.told(offered, 'Published')[0];
    await market.send(seller, 'addLot', listing, lotOf(20));
    await me.go('market');
    await me.press('Look again');
    await me.see('Skipjack, a kilogram');
    await me.shot('13-market');
    await me.go('market', listing);
    await me.fill('How many', '2');
    await me.shot('14-listing');
    await me.press('Order');
    await me.see(/2 of listing/);
    await me.sendAll();
    await me.go('market', 'orders');
    await me.page.getByRole('link', { name: /^Order \d+$/ }).click();
    await me.settled();
    await browser.context.setOffline(true);
    await me.page.reload();
    await me.see('Show this when the goods are in your hands');
    const shown = await me.page.locator('figcaption code').first().textContent();
    await me.shot('15-pickup');
    await browser.context.setOffline(false);
    const { order, code } = readCode(shown);
    // As bytes it would be taken for an encoded option.
    const deliveries = [{ order, quantity: 2, code: u8aToHex(code) }];
    const delivered = await market.send(seller, 'deliver', deliveries);
    const [{ how }] = market.told(delivered, 'Ended');
    assert.equal(how.type ?? how, 'Confirmed');
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
