// Makes the page's codecs from the runtime (`npm run codecs`), or says how the runtime differs from
// the one that the page was written for.
//
//   node codecs/generate.mjs [--metadata FILE | --endpoint URL] [--accept]
//
// Without either it starts a node (VAKA_NODE) for as long as it takes to ask. --accept takes the
// runtime as it is: shapes.txt says what changed, and TypeScript where the page must follow.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { emit } from './emit.mjs';
import { fetchMetadata, parse, readMetadata, startForMetadata } from './metadata.mjs';
import { differences } from './shapes.mjs';
import * as wanted from './wanted.mjs';

const { values: options } = parseArgs({
  options: {
    metadata: { type: 'string' },
    endpoint: { type: 'string' },
    accept: { type: 'boolean', default: false },
  },
});
const folder = new URL('../src/generated/', import.meta.url);
const shapesFile = new URL('shapes.txt', import.meta.url);

async function metadata() {
  if (options.metadata) return readMetadata(options.metadata);
  if (options.endpoint) return fetchMetadata(options.endpoint);
  return startForMetadata();
}

function fail(lines) {
  process.stderr.write(`codecs: ${lines.join('\n')}\n`);
  process.exit(1);
}

const bytes = await metadata();
const { files, shapes, missing } = emit(bytes, parse(bytes), wanted);
if (missing.length > 0) fail(['codecs/wanted.mjs names what is not there', ...missing]);

const written = existsSync(shapesFile) ? readFileSync(shapesFile, 'utf8') : '';
const changed = differences(written, shapes);
if (changed.length > 0 && !options.accept) {
  fail([
    'the runtime is not the one that the page was written for',
    ...changed,
    'If the page can follow, run `npm run codecs -- --accept`, then `npm run check`.',
  ]);
}
if (options.accept) writeFileSync(shapesFile, shapes);
mkdirSync(folder, { recursive: true });
for (const [name, text] of Object.entries(files)) writeFileSync(new URL(name, folder), text);
// The tests compare the codecs with what @polkadot/api reads from the same metadata.
writeFileSync(new URL('metadata.scale', folder), bytes);
const count = Object.values(wanted.CALLS).flat().length;
process.stdout.write(
  `codecs: ${count} calls${changed.length > 0 ? `, ${changed.length} changes accepted` : ''}\n`,
);
