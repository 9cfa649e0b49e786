// How the people's page looks in a real browser, with a village in its everyday life behind it in place of
// a node: every view on a small screen, with letters twice as large, and by axe, which must find nothing.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Browser, serve } from '../lib/driver/browser.mjs';
import { Islander } from '../lib/driver/islander.mjs';

const FOLDER = fileURLToPath(new URL('../../clients/page/dist/trial', import.meta.url));
const OPEN = [
  'home',
  'decide',
  'decide/open',
  'decide/delegates',
  'decide/1',
  'decide/4',
  'decide/5',
  'decide/6',
  'people',
  'people/join',
  'people/bring',
  'market',
  'market/1',
  'market/2',
  'market/orders',
  'market/order/40',
  'market/order/43',
  'market/order/44',
  'market/order/45',
  'market/sell',
  'market/designs',
  'market/judge',
  'market/judge/7',
  'credentials',
  'credentials/check',
  'network',
  'outbox',
  'key',
  'key/lost',
  'topup/3',
];
/** What each kind of person sees that others do not. */
const PEOPLE = {
  'member&open': OPEN,
  newcomer: ['people', 'people/join', 'key', 'outbox'],
  nobody: ['home', 'key', 'key/words', 'key/lost', 'people', 'decide/5', 'market/1'],
  'member&open&language=sm': OPEN,
};

describe('the views in a browser', { timeout: 1_200_000 }, () => {
  let site;
  let browser;

  before(async () => {
    assert.ok(existsSync(`${FOLDER}/village.js`), 'run `npm run trial` in clients/page first');
    // The page asks its own server alone, which is no hub.
    site = await serve(FOLDER, "'self'");
    browser = new Browser();
    await browser.open();
  });

  after(async () => {
    await browser?.end();
    await site?.stop();
  });

  for (const [who, places] of Object.entries(PEOPLE)) {
    it(`should be right for everybody: ${who}`, async () => {
      const page = await browser.visit(`http://localhost:${site.port}/village.html?${who}`);
      const person = new Islander(page);
      const found = [];
      const look = async (where) => {
        const overflow = await person.overflow();
        if (overflow > 0) found.push(`${where}: ${overflow} px too wide`);
      };
      for (const place of places) {
        await page.setViewportSize({ width: 360, height: 640 });
        await person.go(...place.split('/'));
        const name = `${who}-${place}`.replace(/\W/g, '-');
        await person.shot(`closed-${name}`);
        await person.openAll();
        await person.shot(`open-${name}`);
        await page.setViewportSize({ width: 320, height: 640 });
        await look(`${place} at 320 px`);
        found.push(...(await person.flaws()).map((flaw) => `${place}: ${flaw}`));
        await page.evaluate(() => {
          document.documentElement.style.fontSize = '200%';
        });
        await look(`${place} at 320 px with letters twice as large`);
        await page.evaluate(() => {
          document.documentElement.style.fontSize = '';
        });
      }
      await page.close();
      assert.deepEqual(found, []);
    });
  }

  it('should go by keyboard alone', async () => {
    const page = await browser.visit(`http://localhost:${site.port}/village.html?member`);
    const person = new Islander(page);
    await person.settled();
    const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim());
    await page.keyboard.press('Tab');
    assert.equal(await focused(), 'Go to the content');
    const seen = [];
    for (let i = 0; i < 12; i += 1) {
      await page.keyboard.press('Tab');
      seen.push(await focused());
    }
    for (const name of ['Home', 'Decide', 'People', 'Market', 'Skills', 'Network']) {
      assert.ok(seen.includes(name), `${name} cannot be reached: ${seen}`);
    }
    await page.getByRole('link', { name: 'Decide', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
    assert.equal(await focused(), 'Decide');
    // A vote without a mouse.
    await person.go('decide', '5');
    await page.getByRole('button', { name: 'No', exact: true }).focus();
    await page.keyboard.press('Enter');
    await person.see('Vote No in vote 9.');
    await page.keyboard.press('Tab');
    await page.close();
  });

  it('should report no fault, and break no rule of its policy', () => {
    // The server is no hub and has no worker, which the page says or does without.
    const faults = browser.faults.filter(
      (fault) => !/Failed to load resource|fetching the script/.test(fault),
    );
    assert.deepEqual(faults, []);
  });
});
