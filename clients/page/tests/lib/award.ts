// An award as a school signs it, in the form of `vaka-credential`.

import { createHash } from 'node:crypto';
import { didOf } from '../../src/credentials/did.ts';
import type { Key } from '../../src/key/key.ts';

export const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
export const digest = (text: string) => createHash('sha256').update(text).digest('base64url');

/** A JSON Web Token. */
export function signed(header: object, payload: object, key: Key): string {
  const text = `${encoded(header)}.${encoded(payload)}`;
  return `${text}.${Buffer.from(key.sign(Buffer.from(text))).toString('base64url')}`;
}

/** A nurse's licence, with the disclosures of her name and its number. */
export function licenceOf(issuer: Key, holder: Key) {
  const did = didOf(issuer.account);
  const name = encoded(['salt1', 'name', 'Mele Tāufa']);
  const licence = encoded(['salt2', 'licenseNumber', 'TH-0001']);
  const payload = {
    iss: did,
    sub: didOf(holder.account),
    vct: 'https://college.example/types/telehealth-1',
    cnf: {
      jwk: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(holder.account).toString('base64url') },
    },
    _sd_alg: 'sha-256',
    _sd: [digest(name), digest(licence)].sort(),
  };
  const header = { alg: 'EdDSA', kid: `${did}#${did.slice(8)}`, typ: 'dc+sd-jwt' };
  return { did, header, name, licence, payload };
}

/** That document, and the disclosure of her name in it. */
export function signedAward(issuer: Key, holder: Key): { token: string; name: string } {
  const { header, name, licence, payload } = licenceOf(issuer, holder);
  return { token: [signed(header, payload, issuer), name, licence, ''].join('~'), name };
}
