// A day in the life of a village, in a real browser: four validators, two hubs that are killed all the while,
// and a phone for each person, on a link of its own that is thin and is cut. Stories of several people go on
// beside each other; each test waits for the end of one.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { VAKA } from '../lib/driver/market.mjs';
import { Neighbours, VOTERS, WHY } from '../lib/driver/neighbours.mjs';
import { until } from '../lib/driver/network.mjs';
import { PATIENCE_MS } from '../lib/driver/phone.mjs';
import { FreeCalls } from '../lib/driver/free-calls.mjs';
import { Killer, Village } from '../lib/driver/village.mjs';

const YEAR_MS = 365 * 86_400_000;
/** What a phone on an outer island has; then what it has in the village. */
const THIN = { rate: 64_000, delayMs: 300 };
const WIFI = { rate: 1_000_000, delayMs: 20 };
const PHONES = {
  Sione: { hub: 0, ...THIN },
  Mele: { hub: 1, ...WIFI },
  Lupe: { hub: 0, ...WIFI },
  Vili: { hub: 0, ...WIFI },
  /** Ana has a new phone whose clock is a year behind. Somebody else has her old one. */
  Ana: { hub: 1, ...WIFI, skewMs: -YEAR_MS },
  'the finder': { hub: 0, ...WIFI },
};
/** Members are numbered in the order of the founders. */
const [MELE, ANA] = [0, 1];
const AUDIENCE = 'clinic.example';
/** What is always shown of an award; whose it is is not, unless its holder says so. */
const SKILL = /^achievement › name/m;

/** Money as the page writes it: at most four digits behind the point, and the rest is cut off. */
function money(micro) {
  const digits = micro.toString().padStart(19, '0');
  const behind = digits.slice(-18, -14).replace(/0+$/, '');
  return `${digits.slice(0, -18)}${behind && `.${behind}`} VAKA`;
}

const kwh = (wh, digits) =>
  `${(Math.floor(wh / 10 ** (3 - digits)) / 10 ** digits).toString()} kWh`;

/** Waits for what somebody does again and again. */
const eventually = (what, check) => until(what, check, { timeoutMs: PATIENCE_MS, everyMs: 1_000 });

describe('a day in the life', { timeout: 1_200_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'vaka-day-'));
  const stories = {};
  /** What Sione has on paper, and what he showed. */
  const newcomer = {};
  let village;
  let neighbours;

  /** Begins a story. A test waits for its end. */
  const begin = (name, story) => {
    stories[name] = story();
    // Whoever waits for it hears of its failure.
    stories[name].catch(() => {});
    return stories[name];
  };

  before(
    async () => {
      village = new Village(folder, PHONES);
      await village.start();
      neighbours = new Neighbours(village);
      village.killer = new Killer(village.hubs);
      begin('free calls', async () => {
        const story = new FreeCalls(village, 'Tevita');
        try {
          await story.run();
        } finally {
          await story.stop();
        }
      });
      begin('upgrade agreed', () => neighbours.agreeOnUpgrade());
      begin('Mele is there', async () => {
        const phone = await village.phone('Mele');
        await phone.settledIn();
        await phone.bring(village.founders.words('Mele'));
      });
      begin('Vili is there', async () => {
        const phone = await village.phone('Vili');
        await phone.bring(village.founders.words('Vili'));
      });
      begin('lost', () => loseThePhone());
    },
    { timeout: 600_000 },
  );

  after(async () => {
    await stories['free calls']?.catch(() => {});
    await village?.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  /** Ana lost her phone, which somebody found who knows the PIN. She asks for her account on a new one. */
  async function loseThePhone() {
    const [ana, finder] = await Promise.all([village.phone('Ana'), village.phone('the finder')]);
    await finder.settledIn();
    await finder.bring(village.founders.words('Ana'));
    await finder.turn('people');
    await finder.find('My membership');
    await ana.makeKey();
    await ana.turn('key', 'lost');
    await ana.fill('My member number', String(ANA));
    await ana.press('Make the code');
    await ana.press('Sign and show the code');
    const photo = await ana.codePhoto();
    await ana.shot('day-lost-phone');
    await stories['Vili is there'];
    const { Vili: vili } = village.phones;
    await vili.turn('people', 'bring');
    await vili.scan(photo);
    await vili.see(`to be member ${ANA} with another key`);
    await vili.press('Bring it');
    await vili.sendAll();
    const address = await ana.keyAddress();
    const { id } = await neighbours.ask('communitiesApi', 'requestOf', address);
    await neighbours.vouch(id, 'Sela', 'Paula', 'Fifita');
    // It takes three minutes, in which the old key could object.
    begin('replaced', () => neighbours.confirm(id, 'confirmReplacement', 'Sela'));
    return address;
  }

  it('a newcomer sees the page over a thin link, makes a key and writes its words down', async (test) => {
    const began = Date.now();
    const sione = await village.phone('Sione');
    await sione.see('Vaka is your island’s own network');
    test.diagnostic(`the first picture at 64 kbit/s took ${Date.now() - began} ms`);
    sione.cable.shape(WIFI);
    await sione.settledIn();
    await sione.makeKey();
    newcomer.address = await sione.keyAddress();
    newcomer.words = await sione.writeDown();
    await neighbours.give(newcomer.address, 200n * VAKA);
    begin('fitted', () => neighbours.fitMeter(newcomer.address));
  });

  it('a neighbour brings the newcomer’s word, and no foreign code', async () => {
    await stories['Mele is there'];
    const { Sione: sione, Mele: mele } = village.phones;
    await sione.turn('people', 'join');
    await sione.press('This one');
    await sione.press('Sign and show the code');
    const [text, photo] = [await sione.codeText(), await sione.codePhoto()];
    await sione.shot('day-consent');
    newcomer.consent = text;
    await mele.scan(await foreignCode(mele));
    await mele.see('This code is not one of Vaka’s.');
    await mele.fill('Or the code as a text', ofAnotherNetwork(text));
    await mele.press('Take this code');
    await mele.see('This code belongs to another network than yours.');
    await mele.fill('Or the code as a text', damaged(text));
    await mele.press('Take this code');
    await mele.see('Something in this code is wrong. Read it again.');
    await mele.scan(photo);
    await mele.see('to join village 0');
    await mele.shot('day-bring');
    await mele.press('Bring it');
    await mele.sendAll();
  });

  /** A picture with a code of somebody else's: the address of a web site. */
  async function foreignCode(phone) {
    await phone.turn('key');
    const details = await phone.more('Show my address');
    const code = details.locator('svg.qr');
    await code.waitFor();
    const photo = await code.screenshot();
    await phone.turn('people', 'bring');
    return photo;
  }

  /** The code with one bit of the body changed at a place. */
  function changed(text, place) {
    const bytes = Buffer.from(text.slice('vaka:'.length), 'base64url');
    bytes[place] ^= 1;
    return `vaka:${bytes.toString('base64url')}`;
  }
  const ofAnotherNetwork = (text) => changed(text, 2);
  const damaged = (text) => changed(text, 60);

  it('three neighbours vouch and the clerk admits', async () => {
    const { Sione: sione, Mele: mele, Vili: vili } = village.phones;
    await eventually('the request', async () => {
      await sione.turn('people');
      await sione.turn('people', 'join');
      return sione.isSoon(/Your request \d+ has 0 of 3 vouches/);
    });
    const photo = await sione.codePhoto();
    await mele.turn('people');
    await mele.find('Who asks to join');
    await mele.scan(photo, await mele.more('Vouch by their code'));
    await mele.see(/Vouch for request \d+: I know this person/);
    const { id } = await neighbours.ask('communitiesApi', 'requestOf', newcomer.address);
    const vouched = neighbours.vouch(id, 'Tevita', 'Kini');
    await mele.sendAll();
    await vouched;
    await stories.lost;
    await vili.turn('people');
    await vili.find('Admit them');
    await vili.shot('day-admit');
    await vili.press('Admit them');
    await vili.sendAll();
    begin('joined', () => neighbours.confirm(id, 'confirmAdmission', 'Tevita'));
    begin('fish', () => buyFish());
  });

  it('the newcomer has a meter and tops it up', async () => {
    const { Sione: sione } = village.phones;
    const id = await stories.fitted;
    await sione.turn('home');
    await sione.fill('Meter number', String(id));
    await sione.press('Show it');
    await sione.find('Let somebody else top up');
    await sione.more('Top up');
    await sione.fill('How much (VAKA)', '50');
    await sione.press('Top up');
    await sione.see(`Top up meter ${id} by 50 VAKA.`);
    await sione.sendAll();
    await sione.turn('home');
    await sione.find('50 VAKA');
    begin('day', () => neighbours.day(id).play());
  });

  /** Lupe orders fish of Mele, and both are at the jetty, where there is no network. */
  async function buyFish() {
    const { Mele: mele } = village.phones;
    const [lupe, listing] = await Promise.all([
      village.phone('Lupe'),
      neighbours.offerFish('Mele'),
      neighbours.give(village.founders.pair('Lupe').address, 20n * VAKA),
    ]);
    await lupe.settledIn();
    await lupe.bring(village.founders.words('Lupe'));
    await lupe.turn('market');
    await lupe.find('Skipjack, a kilogram');
    await lupe.turn('market', listing);
    await lupe.find(/^Lot \d+$/);
    await lupe.fill('How many', '2');
    await lupe.press('Order');
    await lupe.sendAll();
    await lupe.turn('market', 'orders');
    await lupe.find(/^Order \d+$/);
    await lupe.page.getByRole('link', { name: /^Order \d+$/ }).click();
    await lupe.see('Show this when the goods are in your hands');
    await mele.turn('market', 'orders');
    await mele.find('Scan a buyer’s code');
    for (const { cable } of [mele, lupe]) cable.cut();
    await lupe.page.reload({ waitUntil: 'commit' });
    await lupe.see('Show this when the goods are in your hands');
    const photo = await lupe.codePhoto();
    await lupe.shot('day-pickup');
    await mele.scan(photo);
    await mele.see(/^Order \d+: 2/);
    await mele.press('Hand over 1 order');
    await mele.see('Waits for you and for the network.');
    await mele.shot('day-handed-over');
    const seller = village.founders.pair('Mele');
    const had = (await neighbours.market.vaka(seller)).free;
    for (const { cable } of [mele, lupe]) cable.mend();
    await mele.sendAll();
    return (await neighbours.market.vaka(seller)).free - had;
  }

  it('a buyer has fish by a code, with buyer and seller offline', async () => {
    const earned = await stories.fish;
    // Two kilograms, less the fee of the market.
    assert.ok(earned > (VAKA * 19n) / 100n && earned <= VAKA / 5n, `${earned} was paid`);
    begin('award', () => showAward());
  });

  /** Lupe shows a part of what the college awarded her to Mele, who checks it. */
  async function showAward() {
    const { Lupe: lupe, Mele: mele } = village.phones;
    const paper = await neighbours.award('Lupe', village.founders.pair('Lupe').publicKey);
    await lupe.unlock();
    await lupe.turn('credentials');
    const bring = await lupe.more('Keep an award here');
    await bring.locator('input[name=award]').setInputFiles(paper.token);
    await bring.locator('input[name=envelope]').setInputFiles(paper.envelope);
    await lupe.press('Keep it');
    const show = await lupe.more('Show a part of it');
    await lupe.fill('Whom it is shown to', AUDIENCE);
    await lupe.fill('The number that they ask with', '4711');
    await lupe.press('Sign and show');
    const link = show.getByRole('link', { name: 'Save as a file' });
    const href = await link.getAttribute('href');
    await lupe.shot('day-award');
    // The code of what is shown is there a moment earlier.
    await lupe.see('Its place on the chain, for whoever checks it');
    const place = await lupe.codePhoto();
    const shown = Buffer.from(decodeURIComponent(href.slice(href.indexOf(',') + 1)));
    await mele.turn('credentials', 'check');
    const check = async (nonce) => {
      const file = { name: 'shown.sd-jwt', mimeType: 'text/plain', buffer: shown };
      await mele.page.locator('input[name=award]').setInputFiles(file);
      await mele.page.getByLabel('They signed it for me just now').check();
      await mele.fill('Whom it is shown to', AUDIENCE);
      await mele.fill('The number that they ask with', nonce);
      await mele.press('Check it');
    };
    await mele.scan(place);
    await mele.see('Its place on the chain was scanned.');
    await check('4712');
    await mele.see('It was not signed for you, or not just now.');
    await check('4711');
    await mele.see('Its holder signed it for you.');
    await mele.find(/^Valid\.$/);
    await mele.shot('day-checked');
    return mele.page.locator('main').innerText();
  }

  it('a credential is shown in part, and checked by a neighbour', async () => {
    const seen = await stories.award;
    assert.match(seen, SKILL);
    assert.doesNotMatch(seen, /Lupe/);
  });

  it('the newcomer votes on a tariff with the cable cut, and is counted', async () => {
    const { Sione: sione, Mele: mele } = village.phones;
    const [petition] = await Promise.all([neighbours.askForTenthOff(), stories.joined]);
    // The other hub has the text, and this one gets it over the sea.
    const send = new Uint8Array(Buffer.from(WHY));
    const text = `/texts/${petition.hash}`;
    await eventually('a hub that takes the text', async () => {
      const { status } = await village.hubs[1].ask(text, { method: 'PUT', send });
      return status === 200;
    });
    await sione.turn('people');
    await sione.find('My membership');
    await sione.shot('day-member');
    await lieAbout(sione, petition);
    await sione.turn('decide', petition.id);
    await sione.find('In the village’s own name:');
    await sione.see(/New prices in grid 0: from 06:00: a kWh costs 0.288 VAKA/);
    await sione.shot('day-petition');
    await sione.press('I want a vote on this');
    await sione.sendAll();
    await sione.lock();
    await sione.turn('decide', petition.id);
    await sione.find('The vote is on.');
    sione.cable.cut();
    await sione.press('Yes');
    await sione.see(/Vote Yes in vote \d+/);
    await sione.see('Waits for you and for the network.');
    await sione.page.reload({ waitUntil: 'commit' });
    await sione.see(/Vote Yes in vote \d+/);
    await sione.shot('day-queued');
    const poll = await neighbours.pollOf(petition.id);
    assert.equal(await neighbours.ballot(poll, await numberOf(newcomer)), null);
    sione.cable.mend();
    await sione.sendAll();
    const ballot = await neighbours.ballot(poll, await numberOf(newcomer));
    assert.equal(ballot.vote, 'Aye');
    begin('cheaper', async () => {
      // The day that is played counts with the prices that it began with.
      await stories.day;
      await neighbours.governance.vote(poll, village.founders.pairs(...VOTERS));
      return neighbours.governance.ended(petition.id, PATIENCE_MS + 120_000);
    });
    await mele.turn('decide', petition.id);
    await mele.find('This is the very text that the chain names.');
  });

  const numberOf = async ({ address }) =>
    (await neighbours.ask('communitiesApi', 'memberByAccount', address)).membership.member;

  /** A hub shows another text than the one that the chain names. It is not shown, and the right one is. */
  async function lieAbout(phone, { id }) {
    const lie = (route) => route.fulfill({ contentType: 'text/plain', body: `${WHY} Or not.` });
    await phone.page.route('**/texts/*', lie);
    await phone.turn('decide', id);
    await phone.see(/The hub showed another text than the one that the chain names/);
    assert.equal(await phone.page.getByText('The second battery is paid').count(), 0);
    await phone.shot('day-wrong-text');
    await phone.page.unroute('**/texts/*', lie);
    await eventually('the text over the sea', async () => {
      await phone.turn('decide');
      await phone.turn('decide', id);
      return phone.isSoon('The second battery is paid');
    });
    await phone.see('This is the very text that the chain names.');
  }

  it('the newcomer sees the day that was traded, and the month’s bill', async () => {
    const { Sione: sione } = village.phones;
    const [id, day] = [await stories.fitted, await stories.day];
    assert.deepEqual(day.problems, []);
    const bill = await neighbours.billOf(day, id);
    assert.ok(bill.saved > 0n && bill.sold > 0n, 'nothing was traded');
    await sione.turn('home');
    await sione.find(money(bill.paid));
    assert.equal(await sione.fact('Paid this month'), money(bill.paid));
    assert.equal(await sione.fact('Earned this month'), money(bill.earned));
    assert.equal(await sione.fact('Saved this month'), money(bill.saved));
    const picture = await sione.page.locator('svg.picture').getAttribute('aria-label');
    const flows = `${kwh(bill.importWh, 2)} used, ${kwh(bill.exportWh, 2)} given`;
    assert.ok(picture.includes(flows), `${picture}, not ${flows}`);
    await sione.picture('page');
    await sione.shot('day-home');
    const month = await sione.more('This month, day by day');
    const today = new Date(day.slotSeconds * 1_000 * day.base);
    const row = month.locator('tbody tr').nth(today.getDate() - 1);
    const told = `${Math.round(bill.importWh / 100) / 10} kWh`;
    assert.ok((await row.innerText()).includes(told), `not ${told}: ${await row.innerText()}`);
  });

  it('the newcomer sets a limit in money, and the meter keeps it', async () => {
    const { Sione: sione } = village.phones;
    const id = await stories.fitted;
    await sione.turn('home');
    await sione.find('At which price I buy and sell');
    await sione.more('At which price I buy and sell');
    await sione.fill('For a kWh I pay at most (VAKA)', '0.01');
    await sione.press('Set this');
    await sione.see(/Nothing costs that little/);
    await sione.fill('For a kWh I pay at most (VAKA)', '0.3');
    await sione.press('Set this');
    await sione.sendAll();
    const { next, limits, grid } = await neighbours.ask('energyApi', 'meter', id);
    const { bid } = next?.limits ?? limits;
    const slot = Math.floor(Date.now() / 2_000);
    const tariff = await neighbours.ask('energyApi', 'tariff', grid, slot);
    const spread = tariff.retail - tariff.networkCharge - tariff.feedIn;
    const price = tariff.feedIn + (spread * bid) / 63n + tariff.networkCharge;
    assert.ok(price <= (3n * VAKA) / 10n, `it buys at ${price}`);
  });

  it('a consent whose time is over is brought to nobody', async () => {
    const { Mele: mele } = village.phones;
    await mele.turn('people', 'bring');
    await mele.fill('Or the code as a text', newcomer.consent);
    await mele.press('Take this code');
    await eventually('the end of the consent', async () => {
      await mele.page.reload();
      await mele.find('Scan their code');
      await mele.fill('Or the code as a text', newcomer.consent);
      await mele.press('Take this code');
      await mele.see('You bring this');
      return mele.page.getByText('This word’s time is over').isVisible();
    });
    assert.equal(await mele.page.getByRole('button', { name: 'Bring it' }).count(), 0);
    await mele.shot('day-consent-over');
  });

  it('the tariff is a tenth lower, and the page says so', async () => {
    const { Sione: sione } = village.phones;
    assert.equal((await stories.cheaper).stage.type, 'Done');
    await sione.turn('home');
    await sione.find(/^0\.(288|36) VAKA$/);
  });

  it('who lost a phone has the account back, and the old key can do nothing more', async () => {
    const { Ana: ana, 'the finder': finder } = village.phones;
    await stories.lost;
    finder.cable.cut();
    await finder.turn('people', 'leave');
    await finder.press('Leave for good');
    await finder.see('Waits for you and for the network.');
    await stories.replaced;
    finder.cable.mend();
    await eventually('that it is refused', async () => {
      await finder.pressSend();
      return finder.page.getByText('Not taken:').isVisible();
    });
    await finder.see(/your account cannot pay the fee/);
    await finder.shot('day-old-key');
    await finder.turn('people');
    await finder.find('You are no member of a village yet.');
    await ana.turn('people');
    await ana.find('My membership');
    assert.equal(await ana.fact('Member number'), String(ANA));
    await ana.see(/this device’s clock is wrong/);
    await ana.shot('day-account-back');
    // The new key decides, whatever its phone thinks which year it is.
    await ana.turn('decide', 'delegates');
    await ana.find('Give my vote');
    await ana.fill('Member number', String(MELE));
    await ana.press('Give my vote');
    await ana.sendAll();
    const delegation = await neighbours.ask('votingApi', 'delegation', 'Constitution', ANA);
    assert.equal(delegation.to, BigInt(MELE));
  });

  it('a vote waits through an upgrade of the runtime, and the old page sends nothing', async () => {
    const { Mele: mele } = village.phones;
    const code = await stories['upgrade agreed'];
    const { id, poll } = await neighbours.openLongVote();
    await mele.turn('decide', id);
    await mele.find('The vote is on.');
    mele.cable.cut();
    await mele.press('Yes');
    await mele.see('Waits for you and for the network.');
    await neighbours.upgrade(code);
    mele.cable.mend();
    await eventually('that the page is too old', async () => {
      await mele.pressSend();
      return mele.page.getByText('This page is too old for it').first().isVisible();
    });
    await mele.see('Waits for you and for the network.');
    await mele.shot('day-stale');
    assert.equal(await neighbours.ballot(poll, MELE), null);
    const { releases, chain } = village;
    releases.serve(releases.build(2, await releases.sourcesFor(chain)));
    // A worker whose hub is killed meanwhile finds it on the next visit.
    await eventually('the newer page', async () => {
      await mele.open();
      return mele.isSoon('A newer page is here.');
    });
    await mele.press('Use it');
    await mele.page.getByText('A newer page is here.').waitFor({ state: 'detached' });
    await mele.turn('outbox');
    await mele.sendAll();
    assert.equal((await neighbours.ballot(poll, MELE)).vote, 'Aye');
  });

  it('twelve words bring a key back that the browser threw away', async () => {
    const { Sione: sione } = village.phones;
    await sione.evict();
    await sione.open();
    await sione.see('Begin: make my key');
    await sione.bring(newcomer.words);
    assert.equal(await sione.keyAddress(), newcomer.address);
    await sione.turn('people');
    await sione.find('My membership');
  });

  it('the call after the last free one of a day is refused, and the page says why', () =>
    stories['free calls']);

  it('two hubs that were killed all the while tell the same', async (test) => {
    const { killer, hubs, chain, phones } = village;
    await killer.stop();
    test.diagnostic(`kills of each hub: ${killer.kills}`);
    assert.ok(killer.kills.every((kills) => kills > 0));
    const { Mele: mele } = phones;
    await mele.turn('network');
    await mele.fill('The other hub’s address', village.address('Sione'));
    await mele.press('Compare');
    await mele.find(/^Both tell the same/);
    await mele.shot('day-network');
    const { number } = await chain.finalizedHead();
    await Promise.all(hubs.map((hub) => hub.kill()));
    for (const hub of hubs) hub.catchUp(number);
    const [one, other] = hubs.map((hub) => hub.digest());
    assert.deepEqual(one, other);
  });

  it('no page reports a fault, or breaks a rule of its policy', () => {
    const faults = Object.values(village.phones).flatMap((phone) => phone.faults);
    assert.deepEqual(faults, []);
  });
});
