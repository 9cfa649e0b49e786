// A person's phone with the people's page open, on a link of its own: what they show each other as codes,
// what they send, and what they wait for. The village's hub may be gone at any moment, and come back.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Islander, PIN } from './islander.mjs';
import { until } from './network.mjs';

/** Beside compilers everything takes long; what never comes fails all the same. */
export const PATIENCE_MS = 180_000;

const LOOK_AGAIN = { name: 'Look again', exact: true };

/** Makes a device's clock wrong by so many milliseconds, for all that a page asks it. */
function skewClock(skewMs) {
  const Right = Date;
  globalThis.Date = class extends Right {
    constructor(...given) {
      if (given.length === 0) super(Right.now() + skewMs);
      else super(...given);
    }

    static now() {
      return Right.now() + skewMs;
    }
  };
}

export class Phone extends Islander {
  /**
   * @param browser  of playwright
   * @param {Cable} cable  its link to a village's server
   * @param {number} [options.skewMs]  how far its clock is ahead
   * @param {string} [options.timezoneId]  where it thinks it is
   */
  static async unpack(browser, name, cable, { skewMs = 0, timezoneId } = {}) {
    const context = await browser.newContext({
      viewport: { width: 360, height: 640 },
      timezoneId,
    });
    context.setDefaultTimeout(PATIENCE_MS);
    if (skewMs !== 0) await context.addInitScript(skewClock, skewMs);
    const page = await context.newPage();
    const phone = new Phone(page);
    Object.assign(phone, { name, cable, context, faults: [] });
    page.on('pageerror', (error) => phone.faults.push(`${name}: ${error.message}`));
    page.on('console', (message) => {
      // What a cut cable or a killed hub did not answer the page says itself; chromium reports it, too.
      const isFault =
        message.type() === 'error' && !/WebSocket|Failed to load|ERR_/.test(message.text());
      if (isFault) phone.faults.push(`${name}: ${message.text()}`);
    });
    return phone;
  }

  get url() {
    return `http://localhost:${this.cable.port}/`;
  }

  /** Opens the page, or opens it anew. A hub that was just killed is there again soon. */
  open() {
    return until(
      `the page of ${this.name}`,
      async () => {
        await this.page.goto(this.url);
        await this.page.locator('main h1').first().waitFor({ timeout: 30_000 });
        return true;
      },
      { timeoutMs: PATIENCE_MS, everyMs: 500 },
    );
  }

  /**
   * Waits until the page starts without a network. If the hub was gone while the worker came, it comes with
   * the next visit.
   */
  settledIn() {
    const isIn = () => navigator.serviceWorker.controller !== null;
    return until(
      `a worker on the phone of ${this.name}`,
      async () => {
        const found = this.page.waitForFunction(isIn, undefined, { timeout: 20_000 });
        const came = await found.then(
          () => true,
          () => false,
        );
        if (!came) await this.open();
        return came;
      },
      { timeoutMs: PATIENCE_MS },
    );
  }

  /** Where a link leads, without waiting for what is being looked for. */
  async turn(...path) {
    await this.page.evaluate(
      (hash) => {
        location.hash = hash;
      },
      `#/${path.join('/')}`,
    );
    await this.arrived(...path);
  }

  /** Waits until a view is there. */
  async arrived(...path) {
    await this.page.waitForFunction(
      (place) => document.querySelector('main')?.dataset.place === place,
      path.join('/'),
    );
    await this.page.locator('main h1').first().waitFor();
  }

  /** A key from twelve words. */
  async bring(words) {
    await this.turn('key', 'words');
    await this.fill('Your twelve words, in their order', words);
    await this.fill('Choose a PIN', PIN);
    await this.fill('The same PIN again', PIN);
    await this.press('Bring my twelve words');
    await this.see('Close my key');
  }

  /** Opens the key that is here. */
  async unlock() {
    await this.turn('key');
    await this.fill('PIN', PIN);
    await this.press('Open my key');
    await this.see('Close my key');
  }

  /** Closes the key: what is decided waits until it is signed. */
  async lock() {
    await this.turn('key');
    await this.press('Close my key');
    await this.see('Open my key');
  }

  /** The address of its key. */
  async keyAddress() {
    await this.turn('key');
    return this.page.locator('dd code').first().textContent();
  }

  /** The twelve words, as somebody writes them down who is then asked for two of them. */
  async writeDown() {
    await this.turn('key');
    const words = await this.more('My twelve words');
    await this.fill('PIN', PIN, words);
    await this.press('My twelve words', words);
    await this.see('I have written them down');
    const list = await this.page.locator('.words li').allTextContents();
    await this.press('I have written them down');
    for (const input of await this.page.locator('input[name^=word]').all()) {
      await input.fill(list[Number((await input.getAttribute('name')).slice(4))]);
    }
    await this.press('Check');
    await this.page.getByText('not written down yet').waitFor({ state: 'detached' });
    return list.join(' ');
  }

  /** Opens something that is closed until it is wanted, by the whole of its name. */
  async more(title) {
    const summary = this.page.locator('summary').getByText(title, { exact: true });
    const details = this.page.locator('details', { has: summary }).last();
    await details.waitFor();
    if ((await details.getAttribute('open')) === null) {
      await details.locator('summary').first().click();
    }
    return details;
  }

  /** Looks again and again until something is to be seen. */
  find(text) {
    const wanted = this.page.getByText(text).first();
    return until(
      `${this.name} sees ${text}`,
      async () => {
        if (await wanted.isVisible()) return true;
        for (const button of await this.page.getByRole('button', LOOK_AGAIN).all()) {
          if ((await button.isVisible()) && (await button.isEnabled())) {
            // It may go with what it stands beside.
            await button.click({ timeout: 2_000 }).catch(() => {});
          }
        }
        return wanted.isVisible();
      },
      { timeoutMs: PATIENCE_MS, everyMs: 1_500 },
    );
  }

  /** Whether something comes to be seen within a few seconds. */
  isSoon(text) {
    const seen = this.page.getByText(text).first().waitFor({ timeout: 4_000 });
    return seen.then(
      () => true,
      () => false,
    );
  }

  /** What stands beside a name in a list of facts. */
  fact(name) {
    return this.page
      .locator('dl > div')
      .filter({ has: this.page.locator('dt', { hasText: new RegExp(`^${name}$`) }) })
      .locator('dd')
      .first()
      .textContent();
  }

  /** The code on the screen, as its text. */
  async codeText() {
    const text = this.page.locator('figcaption code').last();
    await text.waitFor();
    return text.textContent();
  }

  /** The code on the screen, as a neighbour's camera sees it. */
  async codePhoto() {
    const code = this.page.locator('figure svg.qr').last();
    await code.waitFor();
    return code.screenshot();
  }

  /** Takes a photo of a code, and what it says. */
  async scan(photo, within = this.page) {
    await this.take(photo, within);
    await this.press('Take this code', within);
  }

  /** Takes a photo of a code, and waits until it is read. */
  async take(photo, within = this.page) {
    const before = await within.getByLabel('Or the code as a text').first().inputValue();
    const input = within.locator('input[type=file][accept="image/*"]').first();
    await input.setInputFiles({ name: 'code.png', mimeType: 'image/png', buffer: photo });
    const text = within.getByLabel('Or the code as a text', { exact: true }).first();
    await until(
      `a code in a photo of ${this.name}`,
      async () => ![before, ''].includes(await text.inputValue()),
      { timeoutMs: PATIENCE_MS },
    );
  }

  /**
   * Signs what waits, and sends it, again if the hub was gone meanwhile, until the chain has it for good.
   * Nothing of it may be refused. Whoever decided something is led there by the page, once it is kept.
   */
  async sendAll() {
    await this.arrived('outbox');
    const main = this.page.locator('main');
    await until(
      `all of ${this.name} is sent`,
      async () => {
        if (!(await main.innerText()).includes('To be sent')) return true;
        await this.pressSend();
        return false;
      },
      { timeoutMs: PATIENCE_MS, everyMs: 1_000 },
    );
    const said = await main.innerText();
    assert.doesNotMatch(said, /refused it|Not taken/);
    return said;
  }

  /** Signs and sends once, if nothing is being sent. */
  async pressSend() {
    const pin = this.page.locator('main').getByLabel('PIN', { exact: true });
    if (await pin.count()) {
      await pin.fill(PIN);
      await this.press('Sign and send');
      await pin.waitFor({ state: 'detached' });
      return;
    }
    const send = this.page.getByRole('button', { name: 'Send', exact: true });
    if ((await send.count()) > 0) await send.click({ timeout: 2_000 }).catch(() => {});
  }

  /** A picture of what fits on the screen, if VAKA_PAGE_SHOTS names a folder. */
  async picture(name) {
    const folder = process.env.VAKA_PAGE_SHOTS;
    if (!folder) return;
    await this.page.evaluate(() => scrollTo(0, 0));
    await this.page.screenshot({ path: join(folder, `${name}.png`) });
  }

  /** Forgets everything that the browser kept for the page, as one does whose disk is full. */
  async evict() {
    const devtools = await this.context.newCDPSession(this.page);
    await devtools.send('Storage.clearDataForOrigin', {
      origin: new URL(this.url).origin,
      storageTypes: 'all',
    });
    await devtools.detach();
  }
}
