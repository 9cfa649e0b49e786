// The people's page in a browser, and a server that offers another one: it is taken only if the release
// key signed it, and when the person wants it. No node is needed for that.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { releaseKey, writeRelease } from '../../clients/page/release.mjs';
import { Browser } from '../lib/driver/browser.mjs';
import { Islander } from '../lib/driver/islander.mjs';
import { until } from '../lib/driver/network.mjs';
import { Site } from '../lib/driver/site.mjs';

const PAGE = fileURLToPath(new URL('../../clients/page', import.meta.url));
const NEWER = 'A newer page is here.';
const UNSIGNED = /was not signed by those who make this one/;

describe('releases of the page', { timeout: 1_200_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'vaka-releases-'));
  const at = (name) => join(folder, name);
  let site;
  let browser;
  let me;

  /** A copy of the first release that looks another colour, signed by whose key is named. */
  async function other(name, number, color, keyFile) {
    cpSync(at('first'), at(name), { recursive: true });
    const old = JSON.parse(readFileSync(at('first/release.json'), 'utf8')).release;
    const { first, later } = JSON.parse(readFileSync(at(`first/manifest-${old}.json`), 'utf8'));
    const html = readFileSync(at(`${name}/index.html`), 'utf8');
    writeFileSync(at(`${name}/index.html`), html.replace('#003c47', color));
    process.env.VAKA_RELEASE = String(number);
    process.env.VAKA_RELEASE_KEY = at(keyFile);
    try {
      await writeRelease(at(name), await releaseKey(), first, later);
    } finally {
      delete process.env.VAKA_RELEASE;
      delete process.env.VAKA_RELEASE_KEY;
    }
  }

  const color = () =>
    me.page.evaluate(() => document.querySelector('meta[name=theme-color]').content);

  before(async () => {
    writeFileSync(at('ours'), '11'.repeat(32));
    writeFileSync(at('theirs'), '22'.repeat(32));
    execFileSync(process.execPath, ['bundle.mjs', 'page', at('first')], {
      cwd: PAGE,
      env: { ...process.env, VAKA_RELEASE: '100', VAKA_RELEASE_KEY: at('ours') },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    await other('newer', 101, '#111111', 'ours');
    await other('stolen', 102, '#222222', 'theirs');
    await other('changed', 103, '#333333', 'ours');
    // One byte of a file is another one than what was signed.
    const html = readFileSync(at('changed/index.html'), 'utf8').replace('#333333', '#444444');
    writeFileSync(at('changed/index.html'), html);
    writeFileSync(at('changed/index.html.br'), readFileSync(at('first/index.html.br')));
    // Nobody listens there.
    site = await new Site({ folder: at('first'), node: 1 }).start();
    browser = new Browser();
    await browser.open();
    me = new Islander(await browser.visit(`http://localhost:${site.port}/`));
    await me.page.waitForFunction(() => navigator.serviceWorker.controller);
  });

  after(async () => {
    await browser?.end();
    await site?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** What is done while the cable is cut. */
  async function withoutNetwork(act) {
    site.setDown(true);
    await browser.context.setOffline(true);
    try {
      await act();
    } finally {
      site.setDown(false);
      await browser.context.setOffline(false);
    }
  }

  it('should start without a network from the first visit on', () =>
    withoutNetwork(async () => {
      await me.page.reload();
      await me.see('Begin: make my key');
    }));

  it('should store every view a little later, and show each without a network', async () => {
    const { files, later } = JSON.parse(readFileSync(at('first/manifest-100.json'), 'utf8'));
    const wanted = Object.keys(files).filter((name) => !later.includes(name));
    // It begins ten seconds after the first picture.
    await me.page.reload();
    await me.stored(wanted);
    await withoutNetwork(async () => {
      await me.page.reload();
      for (const view of [
        'decide',
        'people',
        'market',
        'credentials',
        'network',
        'key',
        'outbox',
      ]) {
        const asked = Date.now();
        await me.go(view);
        assert.equal(await me.page.getByText(/is not on this device yet/).count(), 0, view);
        // A question is tried for thirty seconds; nobody waits for that.
        assert.ok(Date.now() - asked < 20_000, `${view} was looked for too long`);
      }
      await me.go('home');
      await me.see('No network. You see what this device saw before.');
    });
  });

  it('should refuse what another key signed, and tell', async () => {
    site.folder = at('stolen');
    await me.page.reload();
    await me.see(UNSIGNED);
    assert.equal(await color(), '#003c47');
  });

  it('should refuse a release of which a file was changed', async () => {
    site.folder = at('changed');
    await me.page.reload();
    await me.see(UNSIGNED);
    await me.page.reload();
    assert.equal(await color(), '#003c47');
  });

  it('should offer a newer release, and take it when the person wants it', async () => {
    site.folder = at('newer');
    await me.page.reload();
    await me.see(NEWER);
    assert.equal(await color(), '#003c47');
    await me.press('Use it');
    await me.page.waitForFunction(
      () => document.querySelector('meta[name=theme-color]').content === '#111111',
    );
    await me.see('Begin: make my key');
  });

  it('should not go back to an older one', async () => {
    site.folder = at('first');
    for (let visit = 0; visit < 2; visit += 1) {
      site.reset();
      await me.page.reload();
      // The worker has seen what the server has.
      await until('a look', () => site.sent.has('/release.json'));
      await site.quiet();
      assert.equal(await color(), '#111111');
      for (const text of [UNSIGNED, NEWER]) {
        assert.equal(await me.page.getByText(text).count(), 0);
      }
    }
  });

  it('should be a page without a worker where the context is not secure', async () => {
    const page = await browser.visit(`http://vaka.test:${site.port}/`);
    const guest = new Islander(page);
    await guest.see('Begin: make my key');
    assert.deepEqual(
      await page.evaluate(() => [globalThis.isSecureContext, 'serviceWorker' in navigator]),
      [false, false],
    );
    await guest.makeKey();
    await guest.go('people', 'bring');
    await page.close();
  });

  it('should report no fault, and break no rule of its policy', () => {
    const faults = browser.faults.filter((fault) => !/Failed to load resource|ERR_/.test(fault));
    assert.deepEqual(faults, []);
  });
});
