// Bundles with esbuild, as browsers get it and as the tests do.
//
//   node bundle.mjs          what the page is built on, into dist/page
//   node bundle.mjs trial    the page of the browser's tests, into dist/trial
//   node bundle.mjs tests    the unit tests for Node.js, into dist/tests

import { copyFileSync, readdirSync, rmSync } from 'node:fs';
import { build } from 'esbuild';

const [what = 'page'] = process.argv.slice(2);
const outdir = `dist/${what}`;

/** For browsers: one file to begin with, and others that are loaded when they are needed. */
const BROWSER = {
  minify: true,
  platform: 'browser',
  target: 'es2022',
  // A file of another content has another name, so that it can be kept for ever.
  chunkNames: '[name]-[hash]',
};

const tests = () => readdirSync('tests').filter((file) => file.endsWith('.test.ts'));
const KINDS = {
  page: () => ({ ...BROWSER, entryPoints: ['src/index.ts'] }),
  trial: () => ({
    ...BROWSER,
    entryPoints: ['trial/trial.tsx'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
  }),
  tests: () => ({
    entryPoints: tests().map((file) => `tests/${file}`),
    platform: 'node',
    target: 'node18',
    packages: 'external',
    outExtension: { '.js': '.mjs' },
    inject: ['tests/lib/node.ts'],
    sourcemap: 'inline',
  }),
};

if (!KINDS[what]) throw new Error(`there is no bundle "${what}"`);
rmSync(outdir, { recursive: true, force: true });
const { metafile } = await build({
  bundle: true,
  format: 'esm',
  splitting: true,
  outdir,
  metafile: true,
  logLevel: 'warning',
  ...KINDS[what](),
});
if (what === 'trial') copyFileSync('trial/index.html', `${outdir}/index.html`);
if (what !== 'tests') {
  for (const [file, { bytes }] of Object.entries(metafile.outputs)) {
    process.stdout.write(`${file} ${bytes} bytes\n`);
  }
}
