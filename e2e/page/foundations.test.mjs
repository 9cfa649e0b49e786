// The page's foundations in a real browser, against a real node: a key that stays, signatures that
// the chain takes, and decisions that outlast a node that is down.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Browser, serve } from '../lib/driver/browser.mjs';
import { Chain } from '../lib/driver/chain.mjs';
import { startNetwork } from '../lib/driver/network.mjs';

const FOLDER = fileURLToPath(new URL('../../clients/page/dist/trial', import.meta.url));
const PIN = '271828';
const VAKA = 1_000_000_000_000n;

describe('the page in a browser', { timeout: 900_000 }, () => {
  let network;
  let chain;
  let site;
  let browser;
  /** The page's address under a name of this machine. */
  const at = (name) => `http://${name}:${site.port}/?node=${network.nodes[0].endpoint}`;

  before(async () => {
    assert.ok(existsSync(`${FOLDER}/trial.js`), 'run `npm run trial` in clients/page first');
    network = await startNetwork({ chain: 'dev', validators: ['alice'] });
    const { endpoint } = network.nodes[0];
    chain = await Chain.connect(endpoint);
    site = await serve(FOLDER, endpoint);
    browser = new Browser();
    await browser.open();
  });

  after(async () => {
    await browser?.end();
    await site?.stop();
    await chain?.disconnect();
    await network?.stop();
  });

  const fill = (page, label, text) => page.getByLabel(label).fill(text);
  const press = (page, name) => page.getByRole('button', { name }).click();
  const openKey = async (page) => {
    await fill(page, 'PIN', PIN);
    await press(page, 'Open the key');
    await page.getByText('is open').waitFor();
  };
  const addRemark = async (page, text) => {
    await fill(page, 'Remark', text);
    await press(page, 'Add');
    await page.getByText(`${text}: waiting`).waitFor();
  };
  const fund = (address) =>
    chain.send(
      chain.api.tx.balances.transferKeepAlive(address, 10n * VAKA),
      chain.account('//Alice'),
    );

  /** The remarks of an account in the blocks that are final, in their order. */
  async function remarksOf(address) {
    const { number } = await chain.finalizedHead();
    const blocks = await Promise.all(
      Array.from({ length: number }, async (_, i) => {
        const { block } = await chain.api.rpc.chain.getBlock(await chain.hashOf(i + 1));
        return block.extrinsics.filter(
          ({ isSigned, signer, method }) =>
            isSigned && signer.toString() === address && method.method === 'remark',
        );
      }),
    );
    return blocks.flat().map((one) => one.method.args[0].toUtf8());
  }

  it('should make a key by a PIN, keep it, and open it after the browser was closed', async () => {
    const first = await browser.visit(at('127.0.0.1'));
    await first.getByText('There is no key.').waitFor();
    await fill(first, 'PIN', '11111');
    await press(first, 'Make a key');
    await first.getByText('fewer than 6 characters').waitFor();
    await fill(first, 'PIN', PIN);
    await press(first, 'Make a key');
    await first.getByText('is open').waitFor();
    const address = await first.locator('output').textContent();
    await fund(address);

    await browser.close();
    await browser.open();
    const second = await browser.visit(at('127.0.0.1'));
    await second.getByText(`The key of ${address} is locked.`).waitFor();
    await fill(second, 'PIN', '000001');
    await press(second, 'Open the key');
    await second.getByText('wrong PIN').waitFor();
    await openKey(second);
    assert.equal(await second.locator('output').textContent(), address);
    await addRemark(second, 'mālō e lelei');
    await press(second, 'Send');
    await second.getByText('mālō e lelei: done').waitFor();
    assert.deepEqual(await remarksOf(address), ['mālō e lelei']);
    const account = await chain.api.query.system.account(address);
    assert.equal(account.nonce.toNumber(), 1);
  });

  it('should send once what was decided while the node was down, also after a reload', async () => {
    const [node] = network.nodes;
    const page = await browser.visit(at('127.0.0.1'));
    await openKey(page);
    const address = await page.locator('output').textContent();
    await chain.disconnect();
    await node.kill('SIGTERM');
    for (const text of ['first', 'second']) await addRemark(page, text);
    await press(page, 'Send');
    // The page is closed while it waits for the node.
    await page.reload();
    node.restart();
    await node.waitForRpc(300_000);
    chain = await Chain.connect(node.endpoint);
    await openKey(page);
    await page.getByText('first: waiting').waitFor();
    await page.getByText('second: waiting').waitFor();
    // The page that was closed had begun to send. After a minute nobody waits for it any more.
    await sendUntilDone(page, ['first', 'second']);
    assert.deepEqual((await remarksOf(address)).slice(1), ['first', 'second']);
  });

  /** Presses the button until all is done, as a person would. */
  async function sendUntilDone(page, texts) {
    for (let tries = 0; tries < 40; tries += 1) {
      await press(page, 'Send');
      await page.getByText(/^(sent|another page sends|late.*)$/).waitFor({ timeout: 60_000 });
      const items = await page.getByRole('listitem').allTextContents();
      if (texts.every((text) => items.includes(`${text}: done`))) return;
      await page.waitForTimeout(3_000);
    }
    assert.fail('it was never done');
  }

  it('should do all of it where the context is not secure', async () => {
    const page = await browser.visit(at('vaka.test'));
    assert.deepEqual(
      await page.evaluate(() => [globalThis.isSecureContext, typeof globalThis.crypto.subtle]),
      [false, 'undefined'],
    );
    await fill(page, 'PIN', PIN);
    await press(page, 'Make a key');
    await page.getByText('is open').waitFor();
    const address = await page.locator('output').textContent();
    await fund(address);
    await addRemark(page, 'by own crypto');
    await press(page, 'Send');
    await page.getByText('by own crypto: done').waitFor();
    assert.deepEqual(await remarksOf(address), ['by own crypto']);
  });

  it('should tell what the pool refuses', async () => {
    const page = await browser.visit(at('localhost'));
    await fill(page, 'PIN', PIN);
    await press(page, 'Make a key');
    await page.getByText('is open').waitFor();
    await addRemark(page, 'without a coin');
    await press(page, 'Send');
    await page.getByText('without a coin: refused').waitFor();
  });

  it('should open by a passkey where the device has one that yields a secret', async () => {
    const page = await browser.visit(at('localhost'));
    const device = await browser.context.newCDPSession(page);
    await device.send('WebAuthn.enable');
    await device.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        ctap2Version: 'ctap2_1',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        hasPrf: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await press(page, 'Open by passkey');
    await page.getByText('no passkey').waitFor();
    await fill(page, 'PIN', PIN);
    await press(page, 'Add a passkey');
    await page.getByText('is open').waitFor();
    const address = await page.locator('output').textContent();
    await page.reload();
    await press(page, 'Open by passkey');
    await page.getByText('is open').waitFor();
    assert.equal(await page.locator('output').textContent(), address);
  });

  it('should report no fault, and break no rule of its policy', () => {
    assert.deepEqual(browser.faults, []);
  });
});
