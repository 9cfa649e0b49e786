// The guard against jsonld.js in its safe mode: a document that passes means the same to both.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import jsonld from 'jsonld';
import { college } from '../lib/college.mjs';
import { hostile, mutate, plain, random, rich, strange } from '../lib/documents.mjs';
import { loader } from '../lib/foreign.mjs';
import { guard } from '../../lib/driver/documents.mjs';

const school = college();
const unsigned = ({ proof: _, ...document }) => document;
const ours = {
  ...Object.fromEntries(
    ['mele', 'tomasi', 'ana'].map((name) => [name, unsigned(school.credential(name))]),
  ),
  'a status list': unsigned(school.json(school.lists('lists', { revoked: ['ana'] })[0])),
  'a rich one': rich(),
  'the least': plain(),
};

async function statements(document) {
  const parsed = typeof document === 'string' ? JSON.parse(document) : document;
  return jsonld.canonize(parsed, {
    algorithm: 'RDFC-1.0',
    format: 'application/n-quads',
    base: null,
    safe: true,
    documentLoader: loader(),
  });
}

test('our documents, nested and strange ones pass and mean the same', async () => {
  const documents = { ...ours, ...strange };
  const answers = guard(Object.values(documents));
  for (const [at, [name, document]] of Object.entries(documents).entries()) {
    assert.equal(answers[at].statements, await statements(document), `${name} ${answers[at].why}`);
  }
});

const answers = guard(Object.values(hostile).map(([document]) => document));
for (const [at, [name, [, kind]]] of Object.entries(hostile).entries()) {
  test(`the guard refuses ${name}`, () => {
    assert.equal(answers[at].refused, kind, JSON.stringify(answers[at]));
  });
}

test('mutations at random that pass mean the same', { timeout: 60_000 }, async () => {
  const seed = Number(process.env.VAKA_SEED ?? 11);
  const rounds = Number(process.env.VAKA_ROUNDS ?? 1_000);
  const next = random(seed);
  const bases = Object.values(ours);
  const documents = Array.from({ length: rounds }, (_, at) =>
    mutate(bases[at % bases.length], next),
  );
  const answers = guard(documents);
  let passed = 0;
  for (const [at, answer] of answers.entries()) {
    if (answer.refused) continue;
    passed += 1;
    const why = () => `seed ${seed}, document ${at}: ${JSON.stringify(documents[at])}`;
    const theirs = await statements(documents[at]).catch((error) => `${error.name} ${why()}`);
    assert.equal(answer.statements, theirs, why());
  }
  // Neither a guard that refuses all, nor mutations that change nothing, would show anything.
  assert.ok(passed > rounds / 10 && passed < (rounds * 9) / 10, `${passed} of ${rounds} passed`);
});
