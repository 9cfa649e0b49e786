// A real browser (Debian's chromium) and a server for a folder of files, on loopback only. Whatever the
// page does that it should not, such as a script that its policy forbids, is an error here.

import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { chromium } from 'playwright-core';

const TYPES = { '.css': 'text/css', '.html': 'text/html', '.js': 'text/javascript' };

/** Only own scripts, no others' anything, and no text becomes markup. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
];

/** What chromium would do besides, by itself and over the network. */
const QUIET = [
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** How it is started here. */
export const launching = () => ({
  executablePath: process.env.VAKA_CHROMIUM ?? '/usr/bin/chromium',
  args: [
    ...QUIET,
    // A name of this machine that is no secure context, as on the network of a village.
    '--host-resolver-rules=MAP vaka.test 127.0.0.1',
    // Chromium's own sandbox does not start as root.
    ...(process.getuid() === 0 ? ['--no-sandbox'] : []),
  ],
});

/** Serves the files of a folder. `connect` is where its page may connect to. */
export async function serve(folder, connect) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://127.0.0.1');
    const file = join(folder, normalize(pathname === '/' ? '/index.html' : pathname));
    const answer = (status, body, type = 'text/plain') => {
      response.writeHead(status, {
        'content-type': type,
        'content-security-policy': [...POLICY, `connect-src ${connect}`].join('; '),
        'x-content-type-options': 'nosniff',
      });
      response.end(body);
    };
    readFile(file).then(
      (body) => answer(200, body, TYPES[extname(file)]),
      () => answer(404, 'no such file'),
    );
  });
  await new Promise((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address();
  const stop = () =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(resolve);
    });
  return { port, stop };
}

/** A browser with a profile of its own, which stays when the browser is closed and opened again. */
export class Browser {
  constructor() {
    this.profile = mkdtempSync(join(tmpdir(), 'vaka-browser-'));
    this.faults = [];
  }

  async open() {
    this.context = await chromium.launchPersistentContext(this.profile, {
      ...launching(),
      viewport: { width: 360, height: 640 },
    });
    // A machine that is busy otherwise shows everything late.
    this.context.setDefaultTimeout(90_000);
  }

  /** A new page. What it reports as an error is collected in `faults`. */
  async visit(address) {
    const page = await this.context.newPage();
    page.on('pageerror', (error) => this.faults.push(error.message));
    page.on('console', (message) => {
      // A node that is down is no fault of the page; chromium reports it nevertheless.
      const isFault = message.type() === 'error' && !/WebSocket connection/.test(message.text());
      if (isFault) this.faults.push(message.text());
    });
    await page.goto(address);
    return page;
  }

  close() {
    return this.context?.close();
  }

  async end() {
    await this.close();
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
