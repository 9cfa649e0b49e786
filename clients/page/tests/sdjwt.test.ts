// Awards as SD-JWTs: showing a part, and what is refused. The end-to-end tests compare with
// `vaka-credential`.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { didOf, keyOf } from '../src/credentials/did.ts';
import {
  awardOf,
  BadAward,
  checkBinding,
  digestOfAward,
  present,
} from '../src/credentials/sdjwt.ts';
import { Key } from '../src/key/key.ts';
import { toHex } from '../src/scale/bytes.ts';
import { digest, encoded, licenceOf, signed } from './lib/award.ts';

const why = (check: () => unknown) => {
  try {
    check();
    return 'good';
  } catch (error) {
    if (error instanceof BadAward) return error.why;
    throw error;
  }
};

describe('an award', async () => {
  const issuer = await Key.from(new Uint8Array(16).fill(1));
  const holder = await Key.from(new Uint8Array(16).fill(2));
  const thief = await Key.from(new Uint8Array(16).fill(3));
  const { did, header, name, licence, payload: common } = licenceOf(issuer, holder);
  const result = encoded(['salt3', { subject: 'Anatomy', mark: 'A' }]);
  const payload = {
    ...common,
    results: [{ '...': digest(result) }],
    level: 4,
  };
  const token = (change: object = {}, disclosures = [name, licence, result], key = issuer) =>
    [signed(header, { ...payload, ...change }, key), ...disclosures, ''].join('~');
  const asked = { audience: 'https://clinic.example', nonce: '4711' };
  const NOW = 1_800_000_000;

  it('should be read with all that it shows', () => {
    const award = awardOf(token());
    assert.equal(award.issuer, did);
    assert.equal(toHex(award.issuerKey), toHex(issuer.account));
    assert.deepEqual(
      award.claims.map((claim) => [claim.name, claim.value, claim.disclosure !== undefined]).sort(),
      [
        ['level', 4, false],
        ['licenseNumber', 'TH-0001', true],
        ['name', 'Mele Tāufa', true],
        ['results/0/mark', 'A', true],
        ['results/0/subject', 'Anatomy', true],
      ],
    );
    const expected = createHash('sha256').update(token().split('~')[0]!).digest();
    assert.equal(toHex(digestOfAward(award)), toHex(expected));
  });

  it('should show what its holder chose, to the one who asked', () => {
    const shown = present(awardOf(token()), new Set([licence]), asked, NOW, holder);
    assert.ok(!shown.includes(name));
    const award = awardOf(shown);
    assert.deepEqual(award.claims.map((claim) => claim.name).sort(), ['level', 'licenseNumber']);
    assert.equal(
      why(() => checkBinding(award, asked, NOW, 600)),
      'good',
    );
    assert.equal(
      why(() => checkBinding(award, { ...asked, nonce: '4712' }, NOW, 600)),
      'binding',
    );
    assert.equal(
      why(() => checkBinding(award, { ...asked, audience: 'x' }, NOW, 600)),
      'binding',
    );
    assert.equal(
      why(() => checkBinding(award, asked, NOW + 901, 600)),
      'binding',
    );
    assert.equal(
      why(() => checkBinding(award, asked, NOW - 301, 600)),
      'binding',
    );
    // What was left out cannot be put back, nor what is shown be taken away.
    const [jwt, , binding] = shown.split('~');
    for (const parts of [
      [jwt, name, licence, binding],
      [jwt, binding],
      [jwt, name, binding],
    ]) {
      assert.equal(
        why(() => checkBinding(awardOf(parts.join('~')), asked, NOW, 600)),
        'binding',
      );
    }
  });

  it('should be shown by nobody but its holder', () => {
    const award = awardOf(token());
    assert.equal(
      why(() => present(award, new Set(), asked, NOW, thief)),
      'not holder',
    );
    assert.equal(
      why(() => checkBinding(award, asked, NOW, 600)),
      'not bound',
    );
    const bound = token();
    const text = `${encoded({ alg: 'EdDSA', typ: 'kb+jwt' })}.${encoded({ iat: NOW, aud: asked.audience, nonce: asked.nonce, sd_hash: digest(bound) })}`;
    const forged = `${bound}${text}.${Buffer.from(thief.sign(Buffer.from(text))).toString('base64url')}`;
    assert.equal(
      why(() => checkBinding(awardOf(forged), asked, NOW, 600)),
      'binding',
    );
  });

  it('should be refused if anything of it was changed', () => {
    assert.equal(
      why(() => awardOf(token({}, undefined, thief))),
      'signature',
    );
    assert.equal(
      why(() => awardOf(token({ iss: didOf(thief.account) }))),
      'signature',
    );
    const [jwt, ...rest] = token().split('~');
    const parts = jwt!.split('.');
    const other = [parts[0], encoded({ ...payload, level: 8 }), parts[2]].join('.');
    assert.equal(
      why(() => awardOf([other, ...rest].join('~'))),
      'signature',
    );
    const changed = encoded(['salt1', 'name', 'Somebody else']);
    assert.equal(
      why(() => awardOf(token({}, [changed]))),
      'disclosure',
    );
    assert.equal(
      why(() => awardOf(token({}, [name, name]))),
      'disclosure',
    );
    assert.equal(
      why(() => awardOf(token({ _sd_alg: 'md5' }))),
      'form',
    );
    assert.equal(
      why(() => awardOf(token({ cnf: undefined }))),
      'not bound',
    );
    const hidden = encoded(['salt4', 'iss', 'did:key:z6Mk']);
    assert.equal(
      why(() => awardOf(token({ _sd: [digest(hidden)] }, [hidden]))),
      'disclosure',
    );
    const twice = encoded(['salt5', 'level', 9]);
    assert.equal(
      why(() => awardOf(token({ _sd: [digest(twice)] }, [twice]))),
      'disclosure',
    );
    for (const bad of [
      { ...header, alg: 'none' },
      { ...header, typ: 'JWT' },
      { ...header, crit: [] },
    ]) {
      assert.equal(
        why(() => awardOf(`${signed(bad, payload, issuer)}~`)),
        'header',
      );
    }
  });

  it('should never break the page, whatever file somebody brings', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.json(), { maxLength: 4 }), (text, values) => {
        why(() => awardOf(text));
        const jwt = values.map((value) => Buffer.from(value).toString('base64url')).join('.');
        why(() => awardOf(`${jwt}~${jwt}~`));
        why(() => awardOf(token({ _sd: values, results: values })));
      }),
    );
    let deep: unknown = 1;
    for (let i = 0; i < 1_000; i += 1) deep = [deep];
    assert.equal(
      why(() => awardOf(token({ deep }))),
      'form',
    );
  });

  it('should name keys as other programs do', () => {
    const example = 'did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp';
    assert.equal(
      toHex(keyOf(example)!),
      '0x3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29',
    );
    assert.equal(didOf(keyOf(example)!), example);
    for (const text of [
      '',
      'did:web:college.example',
      'did:key:z6Mk',
      example.slice(0, -1),
      `${example}1`,
    ]) {
      assert.equal(keyOf(text), undefined);
    }
  });
});
