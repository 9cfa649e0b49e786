// Bundles with esbuild, as browsers get it and as the tests do.
//
//   node bundle.mjs [page]   the people's page, signed, into dist/page
//   node bundle.mjs trial    the pages of the browser's tests that need no hub, into dist/trial
//   node bundle.mjs tests    the unit tests for Node.js, into dist/tests
//
// A second argument is another folder to write into.
//
// VAKA_RELEASE_KEY names a file with the secret that signs releases (64 hexadecimal digits), and
// VAKA_RELEASE the release's number. Without them a key is made for this once.

import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { build } from 'esbuild';
import { releaseKey, writeRelease } from './release.mjs';

const [what = 'page', outdir = `dist/${what}`] = process.argv.slice(2);

/** For browsers: one file to begin with, and others that are loaded when they are needed. */
const BROWSER = {
  minify: true,
  // Letters of the Pacific as themselves, which are fewer bytes than what stands for them in ASCII.
  charset: 'utf8',
  platform: 'browser',
  target: 'es2022',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  // A file of another content has another name, so that it can be kept for ever.
  chunkNames: '[name]-[hash]',
};

/** Catalogues are texts; what is for translators alone stays behind. */
const catalogues = {
  name: 'catalogues',
  setup(context) {
    context.onLoad({ filter: /\.ftl$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(/^#.*\n/gm, ''),
      loader: 'text',
    }));
  },
};

const tests = () => readdirSync('tests').filter((file) => /\.test\.tsx?$/.test(file));
const KINDS = {
  page: () => ({
    ...BROWSER,
    entryPoints: ['src/main.tsx', 'static/style.css'],
    entryNames: '[name]-[hash]',
  }),
  trial: () => ({
    ...BROWSER,
    entryPoints: ['trial/trial.tsx', 'trial/village.tsx', 'trial/signing.ts', 'static/style.css'],
    entryNames: '[name]',
  }),
  tests: () => ({
    entryPoints: tests().map((file) => `tests/${file}`),
    platform: 'node',
    target: 'node18',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    packages: 'external',
    outExtension: { '.js': '.mjs' },
    inject: ['tests/lib/node.ts'],
    sourcemap: 'inline',
  }),
};

/** Files whose names stay the same. */
const BESIDE = ['index.html', 'icon.svg', 'vaka.webmanifest'];

/** What only some ever need: what reads a photo of a code, the words of errors, other languages than English. */
const LATER = /^(node_modules\/jsqr\/|src\/generated\/failures\.ts$|locales\/(?!en\/))/;

/** A script with all that it cannot do without. */
function needed(outputs, file, seen = new Set()) {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const { path, kind } of outputs[file].imports) {
    if (kind === 'import-statement') needed(outputs, path, seen);
  }
  return seen;
}

/** What stands beside the scripts: the page itself, its icon, the service worker; then the signature. */
async function finish(outputs) {
  const named = (start) =>
    basename(Object.keys(outputs).find((file) => basename(file).startsWith(start)));
  const of = (entry) => Object.keys(outputs).find((file) => outputs[file].entryPoint === entry);
  const main = of('src/main.tsx');
  const beginning = needed(outputs, main);
  const scripts = [...needed(outputs, of('src/whole.tsx'), new Set(beginning))].map((file) =>
    basename(file),
  );
  // What the first script cannot run without comes with it, not after it: a thin link takes long to answer.
  const preload = [...beginning]
    .slice(1)
    .map((file) => `<link rel="modulepreload" href="${basename(file)}" />`);
  const html = readFileSync('static/index.html', 'utf8')
    .replace('{{style}}', named('style-'))
    .replace('{{main}}', basename(main))
    .replace('{{preload}}', preload.join('\n'))
    .replace('{{whole}}', scripts.slice(beginning.size).join(' '))
    // The browser needs no line breaks.
    .replace(/\n\s*/g, '\n');
  writeFileSync(`${outdir}/index.html`, html);
  for (const file of BESIDE.slice(1)) copyFileSync(`static/${file}`, `${outdir}/${file}`);
  const key = await releaseKey();
  await build({
    ...BROWSER,
    bundle: true,
    format: 'iife',
    entryPoints: ['src/worker/worker.ts'],
    outfile: `${outdir}/sw.js`,
    define: { RELEASE_KEY: JSON.stringify(key.public) },
    logLevel: 'warning',
  });
  const first = [...scripts, named('style-'), ...BESIDE];
  const later = Object.entries(outputs)
    .filter(([, { inputs }]) => Object.keys(inputs).some((input) => LATER.test(input)))
    .map(([file]) => basename(file));
  await writeRelease(outdir, key, first, later);
}

if (!KINDS[what]) throw new Error(`there is no bundle "${what}"`);
rmSync(outdir, { recursive: true, force: true });
const { metafile } = await build({
  bundle: true,
  format: 'esm',
  splitting: true,
  outdir,
  metafile: true,
  logLevel: 'warning',
  plugins: [catalogues],
  ...KINDS[what](),
});
if (what === 'trial') {
  for (const file of ['index.html', 'village.html', 'signing.html']) {
    copyFileSync(`trial/${file}`, `${outdir}/${file}`);
  }
}
if (what === 'page') await finish(metafile.outputs);
if (what !== 'tests') {
  for (const [file, { bytes }] of Object.entries(metafile.outputs)) {
    process.stdout.write(`${file} ${bytes} bytes\n`);
  }
}
