// What a first visit costs on a thin link: bytes, compressed as a server sends them.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

/** Bytes after gzip -9. A change that needs more must say why. */
const MOST = {
  /** What is there before anything can be shown or signed. */
  first: 42_000,
  /** The words of all errors, loaded when a call fails. */
  failures: 20_000,
  /** What stretches a PIN. */
  argon2: 6_000,
  /** Twelve words, loaded when a key is made or brought. */
  words: 12_000,
  /** The codecs alone: tables of calls, questions, events. */
  codecs: 12_000,
};

describe('the foundations of the page', () => {
  it('should be small enough for 64 kbit/s', async (test) => {
    const { outputFiles, metafile } = await build({
      entryPoints: ['src/index.ts'],
      bundle: true,
      format: 'esm',
      splitting: true,
      minify: true,
      platform: 'browser',
      target: 'es2022',
      outdir: 'dist/size',
      write: false,
      metafile: true,
    });
    const zipped = new Map(
      outputFiles.map(({ path, contents }) => [
        path.slice(path.indexOf('dist/size')),
        gzipSync(contents, { level: 9 }).length,
      ]),
    );
    /** A file with all that it cannot do without. */
    const whole = (file: string, seen = new Set<string>()): Set<string> => {
      if (seen.has(file)) return seen;
      seen.add(file);
      for (const { path, kind } of metafile.outputs[file]!.imports) {
        if (kind === 'import-statement') whole(path, seen);
      }
      return seen;
    };
    const sum = (files: Iterable<string>) =>
      [...files].reduce((all, file) => all + zipped.get(file)!, 0);
    const first = whole('dist/size/index.js');
    const later = (part: string) =>
      Object.keys(metafile.outputs)
        .filter((file) => file.includes(part))
        .flatMap((file) => [...whole(file)])
        .filter((file) => !first.has(file));
    const codecs = ['chain.ts', 'outcome.ts'].map((file) =>
      readFileSync(`src/generated/${file}`, 'utf8'),
    );
    const { outputFiles: tables } = await build({
      stdin: { contents: codecs.join('\n'), loader: 'ts' },
      minify: true,
      format: 'esm',
      write: false,
    });
    const sizes = {
      first: sum(first),
      failures: sum(new Set(later('failures'))),
      argon2: sum(new Set(later('argon2'))),
      words: sum(new Set([...later('bip39'), ...later('english')])),
      codecs: gzipSync(tables[0]!.contents, { level: 9 }).length,
    };
    test.diagnostic(`bytes, compressed: ${JSON.stringify(sizes)}`);
    for (const [part, bytes] of Object.entries(sizes)) {
      assert.ok(bytes > 500, `${part}: nothing was measured`);
      const most = MOST[part as keyof typeof MOST];
      assert.ok(bytes <= most, `${part}: ${bytes} bytes, more than ${most}`);
    }
  });
});
