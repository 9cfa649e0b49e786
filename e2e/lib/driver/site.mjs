// The people's page as a village's server gives it: its files, compressed and with a strict policy; the
// node under `rpc`, and the hub under its own paths. It counts what it sends, because bytes are what a
// thin link is about. On loopback only.

import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { extname, join } from 'node:path';
import { until } from './network.mjs';

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
};

/** Only own scripts and styles, no others' anything, and no text becomes markup. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "media-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types vaka-worker',
].join('; ');

/** What changes under the same name is asked for anew each time; all else has its content in its name. */
const CHANGING = /^(index\.html|release\.json|sw\.js|icon\.svg|vaka\.webmanifest)$/;

/** A file's name, as the page's are: nothing that leads out of the folder. */
const NAME = /^[\w-]+(\.[\w-]+)+$/;

export class Site {
  /**
   * @param {object} options
   * @param {string} options.folder what `node bundle.mjs` made
   * @param {number} options.node the port of a node's RPC
   * @param {(path: string, query: URLSearchParams) => object | undefined} [options.hub] a hub's answers
   */
  constructor({ folder, node, hub = () => undefined }) {
    Object.assign(this, { folder, node, hub });
    /** Bytes of bodies that were sent, by path; those of the node stand under `rpc`. */
    this.sent = new Map();
    this.sentAt = 0;
    this.sockets = new Set();
    this.isDown = false;
  }

  async start(port = 0) {
    this.server = createServer((request, response) => void this.answer(request, response));
    this.server.on('upgrade', (request, socket, head) => this.forward(request, socket, head));
    await new Promise((resolve) => {
      this.server.listen(port, '127.0.0.1', resolve);
    });
    this.port = this.server.address().port;
    return this;
  }

  /** Forgets what was counted. */
  reset() {
    this.sent.clear();
  }

  /** All bytes that were sent since, under those paths that are asked about. */
  total(isAsked = () => true) {
    return [...this.sent].reduce((sum, [path, bytes]) => sum + (isAsked(path) ? bytes : 0), 0);
  }

  /** Waits until nothing was sent for so long. */
  async quiet(ms = 3_000) {
    const begun = Date.now();
    await until('an end of what is sent', () => Date.now() - Math.max(begun, this.sentAt) > ms, {
      timeoutMs: 120_000,
    });
  }

  count(path, bytes) {
    this.sentAt = Date.now();
    this.sent.set(path, (this.sent.get(path) ?? 0) + bytes);
  }

  async answer(request, response) {
    const { pathname, searchParams } = new URL(request.url, 'http://127.0.0.1');
    if (this.isDown) {
      request.socket.destroy();
      return;
    }
    const send = (status, body, headers) => {
      this.count(pathname, body.length);
      response.writeHead(status, {
        'content-security-policy': POLICY,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        ...headers,
      });
      response.end(body);
    };
    // Browsers take brotli only where the context is secure.
    const isBr = /\bbr\b/.test(request.headers['accept-encoding'] ?? '');
    const encoding = { 'content-encoding': isBr ? 'br' : 'gzip' };
    const name = pathname === '/' ? 'index.html' : pathname.slice(1);
    if (NAME.test(name)) {
      try {
        const body = await readFile(join(this.folder, `${name}.${isBr ? 'br' : 'gz'}`));
        // Some 50 bytes of a thin link say that nothing has changed.
        const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
        if (request.headers['if-none-match'] === etag) {
          send(304, Buffer.alloc(0), { etag });
          return;
        }
        send(200, body, {
          'content-type': TYPES[extname(name)] ?? 'application/octet-stream',
          ...encoding,
          'cache-control': CHANGING.test(name) ? 'no-cache' : 'max-age=31536000, immutable',
          etag,
        });
        return;
      } catch {
        send(404, Buffer.from('no such file'), { 'content-type': 'text/plain' });
        return;
      }
    }
    const found = this.hub(pathname, searchParams);
    const missing = { error: { code: 'noSuchPage', message: 'there is no such page' } };
    const body = (isBr ? brotliCompressSync : gzipSync)(JSON.stringify(found ?? missing));
    send(found ? 200 : 404, body, {
      'content-type': 'application/json',
      ...encoding,
    });
  }

  /** What a browser says to the node, and what it answers, byte by byte. */
  forward(request, socket, head) {
    if (this.isDown || request.url !== '/rpc') {
      socket.destroy();
      return;
    }
    const node = connect(this.node, '127.0.0.1');
    const end = () => {
      socket.destroy();
      node.destroy();
      this.sockets.delete(socket);
    };
    this.sockets.add(socket);
    for (const one of [socket, node]) {
      one.on('error', end);
      one.on('close', end);
    }
    node.on('connect', () => {
      const headers = request.rawHeaders.flatMap((value, i, all) =>
        i % 2 === 0
          ? [`${value}: ${/^(host|origin)$/i.test(value) ? `127.0.0.1:${this.node}` : all[i + 1]}`]
          : [],
      );
      // The node answers to any page here: the browser's rules are this server's.
      node.write(
        `GET / HTTP/1.1\r\n${headers.filter((line) => !/^origin:/i.test(line)).join('\r\n')}\r\n\r\n`,
      );
      node.write(head);
      socket.on('data', (bytes) => node.write(bytes));
      node.on('data', (bytes) => {
        this.count('rpc', bytes.length);
        socket.write(bytes);
      });
    });
  }

  /** Cuts all that is open, and answers nothing until it is up again. */
  setDown(isDown) {
    this.isDown = isDown;
    if (!isDown) return;
    for (const socket of this.sockets) socket.destroy();
    this.server.closeAllConnections();
  }

  stop() {
    for (const socket of this.sockets) socket.destroy();
    return new Promise((resolve) => {
      this.server.closeAllConnections();
      this.server.close(resolve);
    });
  }
}
