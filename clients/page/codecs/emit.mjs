// Writes the modules of `src/generated`: what the page needs of the runtime, and nothing else.

import { merkleizeMetadata } from '@polkadot-api/merkleize-metadata';
import { camel, paragraph } from './names.mjs';
import { Runtime } from './runtime.mjs';
import { Table } from './table.mjs';
import { Widths } from './widths.mjs';

/** What the runtime was built with (`enable_metadata_hash` in runtime/build.rs). */
const TOKEN = { decimals: 12, tokenSymbol: 'VAKA' };

const HEAD =
  '// Made by `npm run codecs` from the metadata of the runtime. Change codecs/wanted.mjs instead.\n\n';

/** Words of JavaScript that no parameter may have as its name. */
const WORDS = new Set(
  (
    'await break case catch class const continue debugger default delete do else enum export ' +
    'extends false finally for function if implements import in instanceof interface let new null ' +
    'package private protected public return static super switch this throw true try typeof var ' +
    'void while with yield'
  ).split(' '),
);

/** A value as TypeScript writes it. */
const literal = (value) =>
  JSON.stringify(value, (_, v) => (typeof v === 'bigint' ? `${v}n` : v)).replace(/"(\d+n)"/g, '$1');

/** The first sentence of what the runtime says about something, as a comment. */
function comment(docs) {
  const text = paragraph(docs);
  if (text === '') return '';
  const sentence = /^.*?\.(?=\s|$)/.exec(text)?.[0] ?? text;
  return `  /** ${sentence.replaceAll('*/', '* /')} */\n`;
}

/** Parts of lists by their first names. */
function grouped(items) {
  const groups = new Map();
  for (const item of items) groups.set(item.section, [...(groups.get(item.section) ?? []), item]);
  return [...groups];
}

/**
 * @param {Uint8Array} bytes the metadata
 * @param {object} metadata the same, parsed
 * @param {object} wanted what wanted.mjs exports
 * @returns {{ files: Record<string, string>, shapes: string, missing: string[] }}
 */
export function emit(bytes, metadata, wanted) {
  const runtime = new Runtime(metadata);
  const calls = runtime.calls(wanted.CALLS);
  const questions = runtime.questions(wanted.QUESTIONS);
  const storage = runtime.storage(wanted.STORAGE);
  const events = runtime.events(wanted.EVENTS);
  const constants = runtime.constants(wanted.CONSTANTS);
  const extensions = runtime.extensions(wanted.EXTENSIONS);
  runtime.checkHashers(storage);
  if (runtime.missing.length > 0) return { files: {}, shapes: '', missing: runtime.missing };

  const table = new Table(metadata.lookup, metadata.outerEnums.call);
  const lines = { calls: [], questions: [], storage: [], events: [] };
  const types = { calls: [], questions: [], storage: [], events: [] };

  const callTable = Object.fromEntries(
    grouped(calls).map(([section, members]) => [
      section,
      [
        members[0].group.index,
        Object.fromEntries(
          members.map(({ name, index, fields, docs, group }) => {
            const { typescript, wire } = table.fields(fields);
            lines.calls.push(`${section}.${name} = ${group.index}.${index} ${wire}`.trimEnd());
            types.calls.push(`${comment(docs)}  '${section}.${name}': ${typescript};`);
            return [name, [index, table.placeOfFields(fields)]];
          }),
        ),
      ],
    ]),
  );

  const questionTable = Object.fromEntries(
    questions.map(({ section, name, method, inputs, output, docs }) => {
      const named = (write) => inputs.map((input) => `${jsName(input.name)}: ${write(input.type)}`);
      const wire = `(${named((type) => table.wire(type)).join(', ')}) -> ${table.wire(output)}`;
      lines.questions.push(`${section}.${name}${wire}`);
      const parameters = named((type) => table.typescript(type)).join(', ');
      const answer = table.typescript(output);
      types.questions.push(
        `${comment(docs)}  '${section}.${name}': { parameters: [${parameters}]; answer: ${answer} };`,
      );
      return [
        `${section}.${name}`,
        [method, inputs.map((input) => table.place(input.type)), table.place(output)],
      ];
    }),
  );

  const storageTable = Object.fromEntries(
    storage
      // Events are walked past, not decoded as a whole.
      .filter(({ section, name }) => `${section}.${name}` !== 'system.events')
      .map(({ section, name, prefix, keys, value, modifier, fallback, docs }) => {
        const optional = modifier === 0;
        const key = keys.map(({ hasher, type }) => `${hasher} ${table.wire(type)}`).join(', ');
        lines.storage.push(
          `${section}.${name}(${key}) -> ${table.wire(value)}${optional ? '?' : ` else ${fallback}`}`,
        );
        const parameters = keys.map(({ type }) => table.typescript(type)).join(', ');
        const found = `${table.typescript(value)}${optional ? ' | undefined' : ''}`;
        types.storage.push(
          `${comment(docs)}  '${section}.${name}': { key: [${parameters}]; value: ${found} };`,
        );
        return [
          `${section}.${name}`,
          [
            prefix,
            keys.map(({ hasher, type }) => [hasher, table.place(type)]),
            table.place(value),
            ...(optional ? [] : [fallback]),
          ],
        ];
      }),
  );

  const eventTable = Object.fromEntries(
    events.map(({ section, name, index, fields, docs, group }) => {
      const { typescript, wire } = table.fields(fields);
      lines.events.push(`${section}.${name} = ${group.index}.${index} ${wire}`.trimEnd());
      types.events.push(`${comment(docs)}  '${section}.${name}': ${typescript};`);
      return [`${group.index}.${index}`, [`${section}.${name}`, table.placeOfFields(fields)]];
    }),
  );

  const widths = new Widths(metadata.lookup);
  const anyEvent = widths.place(metadata.outerEnums.event);
  const eventsAt = storage.find(({ section, name }) => `${section}.${name}` === 'system.events');
  checkRecord(metadata, eventsAt.value);

  const version = runtime.version();
  const hash = merkleizeMetadata(bytes, TOKEN).digest();
  const aliases = [...table.aliases].sort(([a], [b]) => (a < b ? -1 : 1));

  const chain = [
    HEAD,
    `import type { CallTable, Shape } from '../scale/shape.ts';\n\n`,
    `export const version = ${literal(version)};\n\n`,
    `/** The hash of the metadata that all of this was made from: a call of another one is refused. */\n`,
    `export const metadataHash = '0x${Buffer.from(hash).toString('hex')}';\n\n`,
    `/** The transaction extensions that have bytes, in their order. */\n`,
    `export const extensions = ${literal(extensions)} as const;\n\n`,
    `export const constants = ${literal(byName(constants.map(({ section, name, value }) => [`${section}.${name}`, value])))};\n\n`,
    `export const shapes: readonly Shape[] = ${literal(table.shapes)};\n\n`,
    `export const calls: CallTable = ${literal(callTable)};\n\n`,
    `/** Of each function its name, the shapes of its parameters, and that of its answer. */\n`,
    `export const questions: Readonly<Record<keyof Questions, readonly [string, readonly number[], number]>> = ${literal(questionTable)};\n\n`,
    `/** Of each item the hash of its name, how its keys are hashed, its shape, and its value if it has none. */\n`,
    `export const storage: Readonly<Record<keyof Stored, readonly [string, readonly (readonly [string, number])[], number, string?]>> = ${literal(storageTable)};\n\n`,
    `export interface Calls {\n${types.calls.join('\n')}\n}\n\n`,
    `export type Call = { [K in keyof Calls]: { call: K; args: Calls[K] } }[keyof Calls];\n\n`,
    `export interface Questions {\n${types.questions.join('\n')}\n}\n\n`,
    `export interface Stored {\n${types.storage.join('\n')}\n}\n\n`,
    `export interface Events {\n${types.events.join('\n')}\n}\n\n`,
    aliases.map(([name, { typescript }]) => `export type ${name} = ${typescript};\n`).join(''),
  ].join('');

  const outcome = [
    HEAD,
    `/** Where the events of a block are. */\n`,
    `export const eventsKey = '${eventsAt.prefix}';\n\n`,
    `/** The events that the page reads, by the numbers of pallet and event. */\n`,
    `export const events: Readonly<Record<string, readonly [string, number]>> = ${literal(eventTable)};\n\n`,
    `/** The width of any event (codecs/widths.mjs). */\n`,
    `export const anyEvent = ${anyEvent};\n\n`,
    `export const widths: readonly unknown[] = ${literal(widths.table)};\n`,
  ].join('');

  const failures = [
    HEAD,
    `/** By the pallet's index its name, and by the error's index its name and what it says. */\n`,
    `export const failures: Readonly<Record<number, readonly [string, Readonly<Record<number, readonly [string, string]>>]>> = `,
    literal(
      byName(
        runtime
          .failures()
          .map(({ index, name, errors }) => [
            index,
            [name, byName(errors.map(([at, error, text]) => [at, [error, text]]))],
          ]),
      ),
    ),
    ';\n',
  ].join('');

  const shapes = [
    ...['calls', 'questions', 'storage', 'events'].map(
      (kind) => `${kind}\n${lines[kind].map((line) => `  ${line}\n`).join('')}`,
    ),
    `types\n${aliases.map(([name, { wire }]) => `  ${name} = ${wire}\n`).join('')}`,
    `extensions\n  ${extensions.join(' ')}\n`,
  ].join('\n');

  return {
    files: { 'chain.ts': chain, 'outcome.ts': outcome, 'failures.ts': failures },
    shapes,
    missing: [],
  };
}

const byName = (entries) => Object.fromEntries(entries);

/** A parameter's name, also where it is a word of JavaScript. */
function jsName(name) {
  const word = camel(name);
  return WORDS.has(word) ? `${word}_` : word;
}

/** The page walks past records of this form: a phase, an event, a list of hashes. */
function checkRecord(metadata, events) {
  const record = metadata.lookup[metadata.lookup[events].def.value];
  const names = record.def.value.map(({ name }) => name).join(' ');
  if (names !== 'phase event topics') throw new Error(`an event's record has ${names}`);
  const phase = metadata.lookup[record.def.value[0].type].def.value
    .map(({ name }) => name)
    .join(' ');
  if (phase !== 'ApplyExtrinsic Finalization Initialization') {
    throw new Error(`an event's phases are ${phase}`);
  }
}
