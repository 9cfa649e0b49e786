// Makes src/generated/hub.ts: types and checks for what the hub answers.
//
//   node hub/generate.mjs             by description.json, which must be what the hub beside it says
//   node hub/generate.mjs --accept    writes description.json anew, by the hub beside it

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';
import { partOf, wholeOf } from './part.mjs';
import { GETS, POSTS } from './wanted.mjs';

const WRITTEN = new URL('description.json', import.meta.url);
const HUB = new URL('../../hub/src/serve/openapi.json', import.meta.url);
const SUBJECTS = new URL('../../hub/src/serve/openapi/', import.meta.url);
const WANTED = { get: GETS, post: POSTS };
const HEAD = '// Made by `npm run codecs` from hub/description.json.\n\n';

const fail = (...lines) => {
  process.stderr.write(`hub: ${lines.join('\n')}\n`);
  process.exit(1);
};

const read = (file) => JSON.parse(readFileSync(file, 'utf8'));
const write = (part) => `${JSON.stringify(part, null, 1)}\n`;

if (existsSync(HUB)) {
  const subjects = existsSync(SUBJECTS)
    ? readdirSync(SUBJECTS).map((file) => read(new URL(file, SUBJECTS)))
    : [];
  const { part, missing } = partOf(wholeOf(read(HUB), subjects), WANTED);
  if (missing.length > 0) fail('hub/wanted.mjs names what is not there', ...missing);
  if (process.argv.includes('--accept')) writeFileSync(WRITTEN, write(part));
  else if (write(read(WRITTEN)) !== write(part)) {
    fail(
      'the hub answers otherwise than the page was written for',
      'run `node hub/generate.mjs --accept`, and see what `npm run check` says',
    );
  }
} else if (process.argv.includes('--accept')) fail('there is no hub beside the page');

const part = read(WRITTEN);
const { missing } = partOf(part, WANTED);
if (missing.length > 0) fail('hub/description.json lacks what hub/wanted.mjs names', ...missing);

const answersTo = (method) =>
  Object.fromEntries(
    WANTED[method].map((path) => [
      path,
      part.paths[path][method].responses['200'].content['application/json'].schema,
    ]),
  );
const literal = (schemas) => JSON.stringify(schemas);
const types = astToString(await openapiTS(part));
const folder = new URL('../src/generated/', import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(
  new URL('hub.ts', folder),
  [
    HEAD,
    `import type { Schema } from '../hub/schema.ts';\n\n`,
    types,
    `\n/** By each path what is answered to those who ask. */\n`,
    `export const answers = ${literal(answersTo('get'))} as const satisfies Record<string, Schema>;\n\n`,
    `/** And to those who send something. */\n`,
    `export const replies = ${literal(answersTo('post'))} as const satisfies Record<string, Schema>;\n\n`,
    `export const schemas: Readonly<Record<string, Schema>> = ${literal(part.components.schemas)};\n`,
  ].join(''),
);
