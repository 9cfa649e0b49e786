// Status lists, before our verifier and the verifiers of others.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { college, LAST_MONTH, NOW, seconds } from '../lib/college.mjs';
import { statuses, verify } from '../lib/foreign.mjs';
import { secret, succeed } from '../../lib/driver/documents.mjs';

const school = college();
const clean = school.lists('clean');
const marked = school.lists('marked', { revoked: ['mele'], suspended: ['tomasi'] });
const load = (lists) => lists.map((list) => school.json(list));
const standing = (name, options) => school.verify(name, options).report.standing;

test('the lists verify by both proofs', async () => {
  for (const list of load(marked)) {
    const { both, result } = await verify(list, ['rdfc', 'jcs'], { now: NOW });
    assert.ok(both, `${result.error}`);
  }
});

test('others read the bits as we do', async () => {
  for (const [name, revocation, suspension, ours] of [
    ['mele', true, false, 'revoked'],
    ['tomasi', false, true, 'suspended'],
    ['ana', false, false, 'valid'],
  ]) {
    const { verified, bits, error } = await statuses(school.credential(name), load(marked));
    assert.ok(verified, `${error}`);
    assert.deepEqual(bits, { revocation, suspension });
    assert.equal(standing(name, { lists: marked }), ours);
  }
});

test('2. A revoked award is never called verified', async () => {
  // A foreign verifier says `verified` of it; what counts is the bit.
  const read = await statuses(school.credential('mele'), load(marked));
  assert.equal(read.verified, true);
  assert.equal(read.bits.revocation, true);
  assert.equal(school.verify('mele', { lists: marked }).code, 3);

  // Somebody who holds a revoked award shows the lists of last month, in which it was good.
  const old = school.lists('old', { at: LAST_MONTH });
  // Or lists of their own.
  school.write('thief.secret', secret('thief'));
  const forged = school.lists('forged', { by: ['--seed', school.at('thief.secret')] });
  // Or the issuer's list with the bits of another one.
  const edited = school.json(marked[0]);
  edited.credentialSubject.encodedList = school.json(clean[0]).credentialSubject.encodedList;
  school.write('edited.json', edited);
  // Or one of today's lists twice, or only one of the two.
  const cases = {
    'out of date': old,
    'another key': forged,
    'other bits': ['edited.json', marked[1]],
    'the same twice': [marked[1], marked[1]],
    'one missing': [marked[1]],
    none: [],
  };
  for (const [name, lists] of Object.entries(cases)) {
    const { code, report } = school.verify('mele', { lists });
    assert.deepEqual([code, report.standing], [4, 'unknown'], `${name}: ${JSON.stringify(report)}`);
    const foreign = await statuses(school.credential('mele'), load(lists));
    assert.notDeepEqual(
      [foreign.verified, foreign.bits],
      [true, { revocation: false, suspension: false }],
      name,
    );
  }
  // A good award is not called valid by them either.
  assert.equal(standing('ana', { lists: old }), 'unknown');
  assert.equal(standing('ana', { lists: forged }), 'unknown');
  // Nor without the batch.
  assert.equal(standing('ana', { lists: clean, batch: null }), 'unknown');
});

test('a suspended award that is reinstated is valid again', () => {
  assert.equal(standing('tomasi', { lists: clean }), 'valid');
});

test('an award is not valid before it begins nor after it ends', () => {
  const { validFrom, validUntil } = school.credential('ana');
  const at = (text, more) =>
    new Date((seconds(text) + more) * 1000).toISOString().replace('.000', '');
  assert.equal(standing('ana', { lists: clean, at: at(validFrom, -1) }), 'notYetValid');
  const late = at(validUntil, 1);
  const lists = school.lists('late', { at: late });
  assert.equal(standing('ana', { lists, at: late }), 'expired');
});

test('a document with the envelope of another is not valid', () => {
  const document = school.paths('ana').credential;
  const { code, report } = school.verify('tomasi', { document, lists: clean });
  assert.deepEqual([code, report.standing], [4, 'unknown']);
});

test('an award that is not under the root is refused', () => {
  const batch = school.json('batch.json');
  school.write('other.json', { ...batch, root: `0x${'11'.repeat(32)}` });
  school.write('larger.json', { ...batch, count: batch.count * 2 });
  school.write('foreign.json', { ...batch, issuer: batch.issuer + 1 });
  for (const file of ['other.json', 'larger.json', 'foreign.json']) {
    const { code, report } = school.verify('ana', { lists: clean, batch: file });
    assert.deepEqual([code, report.standing], [3, 'notInBatch'], file);
  }
});

test('a key that the chain does not have for the issuer is refused', () => {
  const batch = school.json('batch.json');
  school.write('keys.json', { ...batch, keys: [`0x${'22'.repeat(31)}01`] });
  assert.equal(standing('ana', { lists: clean, batch: 'keys.json' }), 'notIssuersKey');
});

test('after a rotation, documents of the old key are good with lists of the new one', () => {
  const batch = school.json('batch.json');
  school.write('next.secret', secret('next'));
  const by = ['--seed', school.at('next.secret')];
  const lists = school.lists('rotated', { by });
  const more = ['--issuer-key', succeed('identity', ...by).key];
  assert.equal(standing('ana', { lists, more }), 'valid');
  // Somebody who has the old key cannot call a revoked award good.
  assert.equal(standing('ana', { lists: clean, more }), 'unknown');
  assert.equal(batch.keys.length, 1);
});

test('a college with a web site: its key comes from the chain', () => {
  const web = college({ web: 'did:web:college.example' });
  const lists = web.lists('lists', {
    by: ['--seed', web.at('issuer.secret'), '--web', 'did:web:college.example'],
  });
  assert.equal(web.verify('ana', { lists }).report.standing, 'valid');
  web.write('keyless.json', { ...web.json('batch.json'), keys: [] });
  assert.equal(web.verify('ana', { lists, batch: 'keyless.json' }).report.standing, 'unknown');
  assert.deepEqual(web.identity.document.assertionMethod, [web.identity.verificationMethod]);
});

test("a node's answer decides, if it is about this award and fresh", () => {
  const revoked = answerFor('ana', { standing: 'revoked' });
  assert.equal(standing('ana', revoked), 'revoked');
  const withdrawn = answerFor('ana', { standing: 'issuerWithdrawn', since: 5 });
  assert.equal(standing('ana', withdrawn), 'issuerWithdrawn');
  assert.equal(standing('ana', answerFor('ana', { standing: 'valid' })), 'valid');
  assert.equal(standing('tomasi', answerFor('ana', { standing: 'valid' })), 'unknown');
  assert.equal(standing('ana', answerFor('ana', { standing: 'valid' }, LAST_MONTH)), 'unknown');
});

function answerFor(name, verdict, at = NOW) {
  const { format, genesis } = school.envelope(name);
  const leaf = school.verify(name, { lists: clean }).report.place.leaf;
  const file = school.write('answer.json', { format, genesis, leaf, at: seconds(at), verdict });
  return { batch: null, more: ['--answer', file] };
}
