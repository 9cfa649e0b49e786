// The signatures of another signer, under the same key, are the same bytes.

import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import { test } from 'node:test';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import jsigs from 'jsonld-signatures';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { createSignCryptosuite } from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import { cryptosuite as rdfc } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { college } from '../lib/college.mjs';
import { loader } from '../lib/foreign.mjs';
import { secret } from '../../lib/driver/documents.mjs';

/** The key that a seed gives, by docs/credentials.md. */
async function signingKey(seed, { did, verificationMethod }) {
  const info = Buffer.from('signing key\0');
  const raw = crypto.hkdfSync('sha256', seed, 'vaka/credential/seed/1', info, 32);
  const der = Buffer.concat([
    Buffer.from('302e020100300506032b657004220420', 'hex'),
    Buffer.from(raw),
  ]);
  const key = crypto.createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const publicKeyMultibase = did.slice('did:key:'.length);
  const pair = await Ed25519Multikey.from({
    type: 'Multikey',
    id: verificationMethod,
    controller: did,
    publicKeyMultibase,
  });
  const sign = ({ data }) => crypto.sign(null, data, key);
  return {
    ...pair,
    id: verificationMethod,
    signer: () => ({ algorithm: 'Ed25519', id: verificationMethod, sign }),
  };
}

test('the proofs of Digital Bazaar are the same bytes as ours', async () => {
  const school = college();
  const { proof: ours, ...document } = school.credential('mele');
  const key = await signingKey(Buffer.from(secret('college'), 'hex'), school.identity);
  for (const [at, cryptosuite] of [rdfc, createSignCryptosuite()].entries()) {
    const suite = new DataIntegrityProof({
      signer: key.signer(),
      date: ours[at].created,
      cryptosuite,
    });
    const purpose = new jsigs.purposes.AssertionProofPurpose();
    const signed = await jsigs.sign(structuredClone(document), {
      suite,
      purpose,
      documentLoader: loader(),
    });
    assert.deepEqual(signed.proof, ours[at]);
  }
});
