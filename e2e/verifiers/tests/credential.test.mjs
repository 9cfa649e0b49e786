// Open Badges credentials with their proof set, before the verifiers of others.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { verifyCredential } from '@digitalcredentials/verifier-core';
import { asked } from '../lib/offline.mjs';
import { college, NOW } from '../lib/college.mjs';
import { contexts, statuses, verify } from '../lib/foreign.mjs';
import { secret, succeed } from '../../lib/driver/documents.mjs';

const school = college();
const award = school.credential('mele');

test('the contexts in our program are those of the packages', () => {
  const folder = new URL('../../../clients/documents/src/contexts/', import.meta.url);
  for (const [url, file] of [
    ['https://www.w3.org/ns/credentials/v2', 'credentials-v2.json'],
    ['https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json', 'open-badges-3.0.3.json'],
    ['https://w3id.org/security/data-integrity/v2', 'data-integrity-v2.json'],
  ]) {
    assert.deepEqual(JSON.parse(readFileSync(new URL(file, folder), 'utf8')), contexts.get(url));
  }
});

test('each document of a batch verifies by one proof, by the other, and by both', async () => {
  for (const name of ['mele', 'tomasi', 'ana']) {
    const document = school.credential(name);
    for (const names of [['rdfc'], ['jcs']]) {
      const { verified, result } = await verify(document, names, { now: NOW });
      assert.ok(verified, `${name} ${names}: ${result.error}`);
    }
    assert.ok((await verify(document, ['rdfc', 'jcs'], { now: NOW })).both);
  }
});

test('a college with a web site: documents of a former key verify by what the site has now', async () => {
  const web = 'did:web:college.example';
  const before = college({ web });
  const former = before.identity.verificationMethod.split('#')[1];
  before.write('next.secret', secret('next'));
  const seed = ['--seed', before.at('next.secret'), '--web', web];
  const { document: site } = succeed('identity', ...seed, '--former', former);
  const old = before.credential('mele');
  assert.ok((await verify(old, ['rdfc', 'jcs'], { now: NOW, more: [site] })).both);
  // A site that forgets its former keys makes all old documents worthless.
  const { document: forgetful } = succeed('identity', ...seed);
  assert.ok(!(await verify(old, ['rdfc', 'jcs'], { now: NOW, more: [forgetful] })).verified);
});

const jcsProof = (document) =>
  document.proof.find(({ cryptosuite }) => cryptosuite === 'eddsa-jcs-2022');
const eachProof = (edit) => (document) => document.proof.forEach(edit);
const other = college({ edit: { vct: 'https://other.example/type' } }).keys.ana;
const swap = { 'eddsa-rdfc-2022': 'eddsa-jcs-2022', 'eddsa-jcs-2022': 'eddsa-rdfc-2022' };
const inline = { grade: 'https://schema.org/name' };

// Which of the two proofs holds after an edit. Where one is blind, it is by its standard: a verifier
// needs both proofs, and @context exactly as it was.
const edits = {
  nothing: [() => {}, true, true],
  'the order of members': [(d) => Object.assign(d, reversed(d)), true, true],
  'the order of proofs': [(d) => d.proof.reverse(), true, true],
  'the order of a set': [(d) => d.credentialSubject.achievement.tag.reverse(), true, false],
  'one type as text': [(d) => (d.credentialSubject.type = 'AchievementSubject'), true, false],
  'a nested text': [
    (d) => (d.credentialSubject.achievement.criteria.narrative += '!'),
    false,
    false,
  ],
  'a mark': [(d) => (d.credentialSubject.result[1].value = 'A+'), false, false],
  'the credits': [(d) => (d.credentialSubject.creditsEarned = 13), false, false],
  'the salt': [(d) => (d.credentialSubject.identifier[0].salt = '00'.repeat(16)), false, false],
  'the holder': [(d) => (d.credentialSubject.id = other), false, false],
  'the status entry': [(d) => (d.credentialStatus[0].statusListIndex = '1'), false, false],
  'no status': [(d) => delete d.credentialStatus, false, false],
  'no end': [(d) => delete d.validUntil, false, false],
  'a term that no context has': [(d) => (d.credentialSubject.grade = 'A'), false, false],
  'a type that no context has': [(d) => d.type.push('Honours'), false, false],
  'the issuer': [(d) => (d.issuer.id = other), false, false],
  'a context at the end': [(d) => d['@context'].push('https://evil.example/c'), false, true],
  'an unused context': [(d) => d['@context'].push(inline), true, true],
  'a context and its term': [(d) => d['@context'].push(inline) && (d.grade = 'A'), false, false],
  'the date of the proofs': [eachProof((p) => (p.created = '2020-01-01T00:00:00Z')), false, false],
  'the purpose': [eachProof((p) => (p.proofPurpose = 'authentication')), false, false],
  'the method': [
    eachProof((p) => (p.verificationMethod = `${other}#${other.slice(8)}`)),
    false,
    false,
  ],
  'the suites': [eachProof((p) => (p.cryptosuite = swap[p.cryptosuite])), false, false],
  'a bit of the signatures': [
    eachProof((p) => (p.proofValue = flipped(p.proofValue))),
    false,
    false,
  ],
  'a previous proof': [eachProof((p) => (p.previousProof = 'urn:uuid:p0')), false, false],
  'no context of the JCS proof': [(d) => delete jcsProof(d)['@context'], true, false],
  'no RDFC proof': [(d) => d.proof.shift(), false, true],
  'no JCS proof': [(d) => d.proof.pop(), true, false],
};

for (const [name, [edit, byRdfc, byJcs]] of Object.entries(edits)) {
  test(`a document is verified by both proofs or refused after this edit: ${name}`, async () => {
    const document = structuredClone(award);
    edit(document);
    const rdfc = await verify(document, ['rdfc'], { now: NOW });
    const jcs = await verify(document, ['jcs'], { now: NOW });
    assert.deepEqual([rdfc.verified, jcs.verified], [byRdfc, byJcs]);

    const same = JSON.stringify(document['@context']) === JSON.stringify(award['@context']);
    const { both } = await verify(document, ['rdfc', 'jcs'], { now: NOW });
    const file = school.write('edited.json', document);
    const ours = school.verify('mele', { document: file, lists: clean });
    // Ours asks for both proofs, for the contexts of an award, and for the digest of the leaf.
    assert.equal(ours.code === 0, both && same, JSON.stringify(ours.report));
    if (ours.code !== 0) assert.equal(ours.report.standing, 'refused');
  });
}

const clean = school.lists('clean');

test('verifier-core takes our proofs, and no tampered ones', async () => {
  const bare = college({ edit: { statusLists: undefined } }).credential('mele');
  const verified = async (credential) => {
    const result = await verifyCredential({
      credential: structuredClone(credential),
      knownDIDRegistries: [],
    });
    const signature = result.log?.find(({ id }) => id === 'valid_signature');
    return !result.errors && signature?.valid === true;
  };
  // It takes one proof and knows RDFC alone.
  assert.equal(await verified(bare), true);
  assert.equal(await verified({ ...bare, name: 'Doctor' }), false);
});

test('8. The context server is down, everything verifies', async () => {
  const before = asked.length;
  const lists = clean.map((list) => school.json(list));
  assert.ok((await verify(award, ['rdfc', 'jcs'], { now: NOW })).both);
  assert.deepEqual((await statuses(award, lists)).bits, { revocation: false, suspension: false });
  const ours = school.verify('mele', { lists: clean });
  assert.equal(ours.code, 0, JSON.stringify(ours));
  assert.equal(asked.length, before, 'nobody asked the network');
  await assert.rejects(async () => fetch('https://www.w3.org/ns/credentials/v2'), /network/);
  if (process.env.VAKA_NETWORK_CUT) {
    // The stub is not all that stands between the tests and the network.
    assert.match(readFileSync('/proc/net/dev', 'utf8'), /^\s*lo:/m);
    assert.doesNotMatch(readFileSync('/proc/net/dev', 'utf8'), /^\s*(eth|en|wl)\w*:/m);
  }
});

function reversed(document) {
  const members = Object.entries(document).reverse();
  for (const [name] of members) delete document[name];
  return Object.fromEntries(members);
}

function flipped(value) {
  const last = value.at(-1) === '2' ? '3' : '2';
  return `${value.slice(0, -1)}${last}`;
}
