// A person with the people's page open: what they press, fill in and read. Names on the screen are the
// English ones.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { until } from './network.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const PIN = '271828';

/** What a view says while it looks, in each language. */
const LOOKING = ['Looking …', 'O loʻo vāʻai …'];

export class Islander {
  /** @param page a browser's page that shows the people's page */
  constructor(page) {
    this.page = page;
  }

  /** Goes where a link would lead. */
  async go(...path) {
    await this.page.evaluate(
      (hash) => {
        location.hash = hash;
      },
      `#/${path.join('/')}`,
    );
    // Before the whole page is there its frame does not follow.
    await this.page.waitForFunction(
      (place) => document.querySelector('main')?.dataset.place === place,
      path.join('/'),
    );
    await this.settled();
  }

  /** Waits until nothing is being looked for any more. */
  async settled() {
    await this.page.locator('main h1').first().waitFor();
    await this.page.waitForFunction((texts) => {
      const said = document.querySelector('main')?.textContent ?? '';
      return !texts.some((text) => said.includes(text));
    }, LOOKING);
  }

  press(name, within = this.page) {
    return within.getByRole('button', { name, exact: true }).first().click();
  }

  fill(label, text, within = this.page) {
    return within.getByLabel(label, { exact: true }).first().fill(text);
  }

  /** Waits until the worker has stored all of the page that a device keeps, and names what it lacks. */
  async stored(files) {
    const missing = () =>
      this.page.evaluate(async (names) => {
        const stored = [];
        for (const release of await caches.keys()) {
          if (!release.startsWith('vaka-page-')) continue;
          const kept = await (await caches.open(release)).keys();
          stored.push(...kept.map(({ url }) => url.split('/').at(-1)));
        }
        return names.filter((name) => !stored.includes(name));
      }, files);
    await until('every view is stored', async () => (await missing()).length === 0, {
      timeoutMs: 240_000,
      everyMs: 1_000,
    });
  }

  /** Opens something that is closed until it is wanted. */
  async more(title) {
    const named = `details:has(> summary:text-is(${JSON.stringify(title)}))`;
    const details = this.page.locator(named).first();
    if ((await details.getAttribute('open')) === null) {
      await details.locator('summary').first().click();
    }
    return details;
  }

  /** Opens all that is closed. */
  async openAll() {
    // What is opened may have more within that is closed.
    const closed = this.page.locator('main details:not([open]) > summary');
    for (let left = 100; left > 0 && (await closed.count()) > 0; left -= 1) {
      await closed.first().click();
    }
    await this.settled();
  }

  see(text, options) {
    return this.page.getByText(text, options).first().waitFor();
  }

  async makeKey() {
    await this.go('key');
    await this.fill('Choose a PIN', PIN);
    await this.fill('The same PIN again', PIN);
    await this.press('Make my key');
    await this.see('Close my key');
  }

  /** What a tool for accessibility finds, as lines. */
  async flaws() {
    await this.page.evaluate(AXE);
    const { violations } = await this.page.evaluate(() =>
      globalThis.axe.run(document, {
        runOnly: [
          'wcag2a',
          'wcag2aa',
          'wcag2aaa',
          'wcag21a',
          'wcag21aa',
          'wcag22aa',
          'best-practice',
        ],
      }),
    );
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary}`),
    );
  }

  /** By how many pixels something is wider than the screen. */
  overflow() {
    return this.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
  }

  /** A picture of the whole view, if VAKA_PAGE_SHOTS names a folder. */
  async shot(name) {
    const folder = process.env.VAKA_PAGE_SHOTS;
    if (folder) await this.page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
  }
}
