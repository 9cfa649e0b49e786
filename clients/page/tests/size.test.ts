// What a first visit costs on a thin link: bytes, compressed as a server sends them.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { before, describe, it } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';

/** A folder of its own: a browser may be using the page meanwhile. */
const FOLDER = 'dist/size';

/** Bytes after brotli. A change that needs more must say why. */
const MOST = {
  /** All that a first visit fetches: the page with Home, the service worker, what they are checked by. */
  first: 80_000,
  /** All that a device stores for a start without a network: every view besides. */
  stored: 140_000,
  /** What each later visit fetches of the page itself, before what it shows. */
  again: 400,
  /** The codecs alone: tables of calls, questions, events. */
  codecs: 12_000,
  /** The words of all errors, loaded when a call fails. */
  failures: 20_000,
  /** Another language, all of it, for those who speak it. */
  language: 25_000,
  /** What reads a photo of a code, loaded where the browser has no reader of its own. */
  photo: 30_000,
};

interface Manifest {
  release: number;
  files: Record<string, string>;
  first: string[];
  later: string[];
}

describe('the page', () => {
  const sizeOf = (name: string) => readFileSync(`${FOLDER}/${name}.br`).length;
  const sum = (names: readonly string[]) => names.reduce((all, name) => all + sizeOf(name), 0);
  let manifest: Manifest;

  before(() => {
    execFileSync(process.execPath, ['bundle.mjs', 'page', FOLDER], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const { release } = JSON.parse(readFileSync(`${FOLDER}/release.json`, 'utf8'));
    manifest = JSON.parse(readFileSync(`${FOLDER}/manifest-${release}.json`, 'utf8'));
  });

  it('should be small enough for 64 kbit/s', async (test) => {
    const { release, files, first, later } = manifest;
    const ofRelease = ['release.json', `manifest-${release}.json`, 'sw.js'];
    const stored = Object.keys(files).filter((name) => !later.includes(name));
    const codecs = ['chain.ts', 'outcome.ts'].map((file) =>
      readFileSync(`src/generated/${file}`, 'utf8'),
    );
    const { outputFiles: tables } = await build({
      stdin: { contents: codecs.join('\n'), loader: 'ts' },
      minify: true,
      format: 'esm',
      write: false,
    });
    const named = (start: string) => later.filter((name) => name.startsWith(start));
    const sizes = {
      first: sum([...first, ...ofRelease]),
      stored: sum([...stored, ...ofRelease]),
      again: sizeOf('release.json'),
      codecs: brotliCompressSync(tables[0]!.contents).length,
      failures: sum(named('failures-')),
      language: sum(later.filter((name) => !/^(failures|jsQR)-/.test(name))),
      photo: sum(named('jsQR-')),
    };
    test.diagnostic(`bytes, compressed: ${JSON.stringify(sizes)}`);
    for (const [part, bytes] of Object.entries(sizes)) {
      assert.ok(bytes > 100, `${part}: nothing was measured`);
      const most = MOST[part as keyof typeof MOST];
      assert.ok(bytes <= most, `${part}: ${bytes} bytes, more than ${most}`);
    }
  });

  it('should keep another language than English for those who speak it', () => {
    const { files, first, later } = manifest;
    // English has no ʻokina.
    const isSamoan = (name: string) =>
      name.endsWith('.js') && readFileSync(`${FOLDER}/${name}`, 'utf8').includes('ʻ');
    const samoan = Object.keys(files).filter(isSamoan);
    assert.ok(samoan.length > 3, 'there is no Samoan');
    for (const name of samoan) {
      assert.ok(later.includes(name), `${name} comes to everybody`);
      assert.ok(!first.includes(name));
    }
  });

  it('should name in its manifest whatever stands beside it, and nothing else', () => {
    const { release, files } = manifest;
    const own = ['release.json', `manifest-${release}.json`, 'sw.js'];
    const beside = readdirSync(FOLDER).filter((name) => !/\.(br|gz)$/.test(name));
    assert.deepEqual([...Object.keys(files), ...own].sort(), beside.sort());
  });

  it('should load nothing from elsewhere, and have no script or style within', () => {
    const html = readFileSync(`${FOLDER}/index.html`, 'utf8');
    const addresses = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address!);
    assert.ok(addresses.length >= 4);
    for (const address of addresses) {
      assert.ok(address in manifest.files, `${address} is not of the release`);
    }
    assert.ok(!/<style|style=|\son\w+=|<script(?![^>]*\ssrc=)/.test(html), 'something within');
    const css = readdirSync(FOLDER).find((name) => /^style-.*\.css$/.test(name))!;
    assert.ok(!/url\(|@import/.test(readFileSync(`${FOLDER}/${css}`, 'utf8')));
  });
});
