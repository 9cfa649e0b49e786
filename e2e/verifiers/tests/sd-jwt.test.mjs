// The award as SD-JWT VC, before our verifier and @sd-jwt/sd-jwt-vc.

import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import { test } from 'node:test';
import { SDJwtVcInstance } from '@sd-jwt/sd-jwt-vc';
import { college, NOW, seconds } from '../lib/college.mjs';
import { run, succeed } from '../../lib/driver/documents.mjs';

const AUDIENCE = 'https://clinic.example';
const NONCE = 'n-4711';

const school = college();
const clean = school.lists('clean');
const token = school.token('mele');
const shown = present('shown', 'licenseNumber', 'results/1');

function present(file, ...names) {
  succeed(
    'present',
    ...['--document', school.paths('mele').token, '--secret', school.at('mele.secret')],
    ...['--audience', AUDIENCE, '--nonce', NONCE, '--at', NOW, '--out', school.at(file)],
    ...names.flatMap((name) => ['--show', name]),
  );
  return school.read(file);
}

const base64 = (value) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const text = (part) => Buffer.from(part, 'base64url').toString();
const parts = (presented) => {
  const [jwt, ...rest] = presented.split('~');
  return { jwt, disclosures: rest.slice(0, -1), binding: rest.at(-1) };
};
const join = ({ jwt, disclosures, binding }) => [jwt, ...disclosures, binding].join('~');

const verifies = (jwk) => (data, signature) => {
  const key = crypto.createPublicKey({ key: jwk, format: 'jwk' });
  return crypto.verify(null, Buffer.from(data), key, Buffer.from(signature, 'base64url'));
};
const issuer = {
  kty: 'OKP',
  crv: 'Ed25519',
  x: Buffer.from(school.identity.key.slice(2), 'hex').toString('base64url'),
};
const theirs = new SDJwtVcInstance({
  verifier: verifies(issuer),
  kbVerifier: (data, signature, payload) => verifies(payload.cnf.jwk)(data, signature),
  hashAlg: 'sha-256',
  hasher: (data, name) => crypto.createHash(name.replace('-', '')).update(data).digest(),
});
// The nonce makes it look at the key binding; the names make it refuse what a disclosure lost.
const REQUIRED = ['iss', 'vct', 'licenseNumber', 'achievement.name'];
async function foreign(presented, options = {}) {
  const wanted = { keyBindingNonce: NONCE, requiredClaimKeys: REQUIRED, ...options };
  return theirs.verify(presented, { currentDate: seconds(NOW), ...wanted }).then(
    ({ payload }) => payload,
    () => null,
  );
}
function ours(presented, more = ['--audience', AUDIENCE, '--nonce', NONCE], at = NOW) {
  const document = school.write('presented', presented);
  return school.verify('mele', { document, lists: clean, more, at });
}

test('an SD-JWT as issued has the type that others expect', () => {
  const [header] = token.split('.');
  const { typ, alg, kid } = JSON.parse(text(header));
  assert.deepEqual([typ, alg, kid], ['dc+sd-jwt', 'EdDSA', school.identity.verificationMethod]);
});

test('an SD-JWT as issued verifies with all claims', async () => {
  const required = ['name', 'licenseNumber', 'creditsEarned', 'narrative', 'results'];
  const payload = await foreign(token, { keyBindingNonce: undefined, requiredClaimKeys: required });
  assert.equal(payload.name, 'Mele Tāufa 😀');
  assert.deepEqual(
    payload.results.map(({ value }) => value),
    ['A', 'B+'],
  );
  // A copy is no proof that its holder shows it.
  assert.equal(ours(token, []).code, 1);
  assert.equal(ours(token, ['--unbound']).report.standing, 'valid');
});

test('a nurse shows her licence without her marks', async () => {
  const licence = present('licence', 'licenseNumber');
  const payload = await foreign(licence);
  const mine = ours(licence).report;
  assert.equal(mine.standing, 'valid');
  for (const claims of [payload, mine.content]) {
    assert.equal(claims.licenseNumber, 'TH-0001');
    assert.equal(claims.name, undefined);
    assert.deepEqual(claims.results, []);
  }
  assert.doesNotMatch(licence.split('~').map(text).join(''), /Anatomy|Mele/);
});

test('one mark of two is shown', async () => {
  const payload = await foreign(shown);
  assert.deepEqual(payload.results, [{ name: 'Drugs', value: 'B+' }]);
  assert.deepEqual(ours(shown).report.content.results, payload.results);
});

test('what is not there cannot be shown, nor by somebody else', () => {
  const to = ['--audience', AUDIENCE, '--nonce', NONCE, '--out', school.at('none')];
  const show = (secret, name) =>
    run(
      ...['present', '--document', school.paths('mele').token],
      ...['--secret', school.at(`${secret}.secret`), '--show', name, ...to],
    );
  assert.match(show('mele', 'wage').error, /nothing to show by the name "wage"/);
  assert.match(show('ana', 'name').error, /not that of the document's holder/);
});

test('11. Disclosures tampered, key binding stripped: refused', async () => {
  const { jwt, disclosures, binding } = parts(shown);
  const licence = disclosures.findIndex((part) => text(part).includes('licenseNumber'));
  const changed = (index, part) => disclosures.map((old, at) => (at === index ? part : old));
  const forged = changed(licence, base64(text(disclosures[licence]).replace('0001', '0002')));
  const own = base64(['salt', 'licenseNumber', 'TH-0002']);
  const [header, payload] = binding.split('.');
  const thief = crypto.generateKeyPairSync('ed25519').privateKey;
  const signed = (head, body, key) => {
    const data = `${head}.${body}`;
    return `${data}.${crypto.sign(null, Buffer.from(data), key).toString('base64url')}`;
  };
  const [head, body, signature] = jwt.split('.');
  const edited = (edit) => `${head}.${base64({ ...JSON.parse(text(body)), ...edit })}.${signature}`;
  const protectedOnes = base64(['salt', 'exp', 9_999_999_999]);

  // What is shown, and whether @sd-jwt/sd-jwt-vc refuses it, too.
  const cases = {
    'a disclosure changed': join({ jwt, disclosures: forged, binding }),
    'a disclosure changed, no key binding': join({ jwt, disclosures: forged, binding: '' }),
    "a disclosure of one's own": join({ jwt, disclosures: [...disclosures, own], binding }),
    'a disclosure twice': join({ jwt, disclosures: [...disclosures, disclosures[0]], binding }),
    'a disclosure left out': join({ jwt, disclosures: disclosures.slice(1), binding }),
    'a disclosure that overrides': join({
      jwt,
      disclosures: [...disclosures, protectedOnes],
      binding,
    }),
    'no key binding': join({ jwt, disclosures, binding: '' }),
    'a key binding by a thief': join({
      jwt,
      disclosures,
      binding: signed(header, payload, thief),
    }),
    'a key binding without a signature': join({
      jwt,
      disclosures,
      binding: `${base64({ alg: 'none', typ: 'kb+jwt' })}.${payload}.`,
    }),
    'a key binding to other disclosures': join({
      ...parts(present('other', 'licenseNumber', 'name')),
      binding,
    }),
    'other claims': join({ jwt: edited({ vct: 'https://evil.example' }), disclosures, binding }),
    'no holder': join({ jwt: edited({ cnf: undefined }), disclosures, binding: '' }),
    'no signature': join({
      jwt: `${base64({ alg: 'none', typ: 'dc+sd-jwt' })}.${body}.`,
      disclosures,
      binding,
    }),
  };
  for (const [name, presented] of Object.entries(cases)) {
    const mine = ours(presented);
    assert.deepEqual([mine.code, mine.report?.standing], [3, 'refused'], `${name} ${mine.error}`);
    assert.equal(await foreign(presented), null, name);
  }

  // What was shown to one verifier is of no use before another, nor later.
  const asked = (audience, nonce) => ['--audience', audience, '--nonce', nonce];
  const later = new Date((seconds(NOW) + 3_600) * 1_000).toISOString().replace('.000', '');
  assert.equal(ours(shown).code, 0);
  assert.equal(ours(shown, asked(AUDIENCE, 'n-4712')).report.standing, 'refused');
  assert.equal(await foreign(shown, { keyBindingNonce: 'n-4712' }), null);
  // @sd-jwt/sd-jwt-vc never compares the audience, nor how old the binding is.
  assert.equal(ours(shown, asked('https://thief.example', NONCE)).report.standing, 'refused');
  assert.notEqual(await foreign(shown), null);
  assert.equal(ours(shown, undefined, later).report.standing, 'refused');
  // And it leaves a changed disclosure out in silence, if nothing is required.
  const silent = { keyBindingNonce: undefined, requiredClaimKeys: undefined };
  assert.notEqual(await foreign(cases['a disclosure changed, no key binding'], silent), null);
});

test('an SD-JWT out of date is refused', async () => {
  const late = seconds(NOW) + 6 * 365 * 86_400;
  assert.equal(await foreign(token, { keyBindingNonce: undefined, currentDate: late }), null);
});
