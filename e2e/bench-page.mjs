// Measures the people's page in chromium on a weak phone's terms: 64 kbit/s, 600 ms to an answer, a CPU six
// times slower than this machine's:
//
//   node bench-page.mjs [--json bench-page.json] [--runs 5]
//
// How long a first visit takes until Home is there, how long a start without a network until a household sees
// its meter, and how long a signature. It fails where a figure is worse than its bound. Needs the node,
// chromium, and `npm run build` and `npm run trial` in clients/page.

import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { Rig, run, say } from './bench/rig.mjs';
import { Browser, serve } from './lib/driver/browser.mjs';
import { Islander } from './lib/driver/islander.mjs';
import { until } from './lib/driver/network.mjs';
import { Site } from './lib/driver/site.mjs';

const bounds = { firstPictureMs: 8_000, offlineStartMs: 1_000, signingMs: 100 };
const KBIT = 64;
const LATENCY_MS = 600;
const SLOWER = 6;
/** One of the meters of the `dev` chain. */
const METER = 0;

const dist = (what) => fileURLToPath(new URL(`../clients/page/dist/${what}`, import.meta.url));

/** Runs in the page, before anything of its own: notes when something is there, and painted. */
function noteWhenSeen(selector) {
  const look = () => {
    if (!document.querySelector(selector)) return;
    observer.disconnect();
    // The frame with it begins next; it is painted when the one after that begins.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        globalThis.seenAt = performance.now();
      }),
    );
  };
  const observer = new MutationObserver(look);
  observer.observe(document, { childList: true, subtree: true });
}

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

class Bench extends Rig {
  constructor(runs) {
    super();
    this.runs = runs;
    this.results = { kbit: KBIT, latency_ms: LATENCY_MS, slower: SLOWER, runs };
  }

  async start() {
    for (const file of ['page/index.html', 'trial/signing.js']) {
      if (!existsSync(dist(file))) throw new Error(`there is no ${file} in clients/page/dist`);
    }
    await super.start('dev');
    this.site = await new Site({ folder: dist('page'), node: this.node.rpcPort }).start();
    this.address = `http://localhost:${this.site.port}/`;
  }

  /** A new page of a browser that is as slow as a weak phone; with a weak link, too, if it is said. */
  async slowPage(browser, hasWeakLink) {
    const page = await browser.context.newPage();
    page.setDefaultTimeout(120_000);
    const device = await browser.context.newCDPSession(page);
    await device.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    if (hasWeakLink) {
      const bytes = (KBIT * 1_000) / 8;
      await device.send('Network.enable');
      await device.send('Network.emulateNetworkConditions', {
        offline: false,
        latency: LATENCY_MS,
        downloadThroughput: bytes,
        uploadThroughput: bytes,
      });
    }
    return page;
  }

  /** With a browser that knows nothing of the page yet. */
  async inNewBrowser(act) {
    const browser = new Browser();
    try {
      await browser.open();
      return await act(browser);
    } finally {
      await browser.end();
    }
  }

  /** How many milliseconds after the visit began something was painted. */
  async seen(page, visit, selector) {
    await page.addInitScript(noteWhenSeen, selector);
    await visit();
    const at = await page.waitForFunction(() => globalThis.seenAt);
    return Math.round(await at.jsonValue());
  }

  tell(name, took, most) {
    const ms = median(took);
    say(`  ${took.join(', ')} ms`);
    this.results[name] = ms;
    this.demand(ms <= most, `${name} is ${ms}, more than ${most}`);
  }

  async firstPicture() {
    say('First visits');
    const took = [];
    for (let n = 0; n < this.runs; n += 1) {
      took.push(
        await this.inNewBrowser(async (browser) => {
          const page = await this.slowPage(browser, true);
          return this.seen(page, () => page.goto(this.address), 'main h1');
        }),
      );
    }
    this.tell('first_picture_ms', took, bounds.firstPictureMs);
  }

  /** Everything that is needed for it was seen before, at an ordinary speed. */
  async offlineStart() {
    say('Starts without a network');
    await this.inNewBrowser(async (browser) => {
      const household = new Islander(await browser.visit(this.address));
      await household.page.waitForFunction(() => navigator.serviceWorker.controller);
      await household.fill('Meter number', String(METER));
      await household.press('Show it');
      await household.see(/^Seen just now, block/);
      await household.page.close();
      const took = [];
      const page = await this.slowPage(browser, false);
      await page.goto(this.address);
      this.site.setDown(true);
      await browser.context.setOffline(true);
      for (let n = 0; n < this.runs; n += 1) {
        took.push(await this.seen(page, () => page.reload(), 'main .age'));
      }
      await browser.context.setOffline(false);
      this.site.setDown(false);
      this.tell('offline_start_ms', took, bounds.offlineStartMs);
    });
  }

  async signing() {
    say('Signatures');
    const trial = await serve(dist('trial'), "'none'");
    try {
      await this.inNewBrowser(async (browser) => {
        const page = await this.slowPage(browser, false);
        await page.goto(`http://localhost:${trial.port}/signing.html`);
        const output = page.locator('output');
        await until('signatures', async () => (await output.textContent()) !== '');
        const took = JSON.parse(await output.textContent());
        const worst = Math.max(...took);
        say(`  ${took.map((ms) => ms.toFixed(1)).join(', ')} ms`);
        this.results.signing_ms = Number(median(took).toFixed(1));
        this.results.signing_worst_ms = Number(worst.toFixed(1));
        this.demand(worst <= bounds.signingMs, `a signature takes ${worst} ms`);
      });
    } finally {
      await trial.stop();
    }
  }

  /** The node's is not what is measured here. */
  memory() {
    return {};
  }

  async stop() {
    await this.site?.stop();
    await super.stop();
  }
}

const { values } = parseArgs({
  options: { json: { type: 'string' }, runs: { type: 'string', default: '5' } },
});
const bench = new Bench(Number(values.runs));
await run(bench, values.json, async () => {
  await bench.start();
  await bench.signing();
  await bench.offlineStart();
  await bench.firstPicture();
});
