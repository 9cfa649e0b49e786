// The runtime's metadata: of a node that runs, of one that is started for it, or from a file.

import { readFileSync } from 'node:fs';
import { decAnyMetadata, unifyMetadata } from '@polkadot-api/substrate-bindings';

/** What metadata the runtime has its hash of (RFC 78), and all that the page needs. */
const VERSION = 15;

/**
 * @param {(method: string, params: unknown[]) => Promise<string>} rpc one call to a node
 * @returns the metadata's bytes
 */
export async function askForMetadata(rpc) {
  const asked = `0x${Buffer.from([VERSION, 0, 0, 0]).toString('hex')}`;
  const answer = await rpc('state_call', ['Metadata_metadata_at_version', asked]);
  const bytes = Buffer.from(answer.slice(2), 'hex');
  if (bytes[0] !== 1) throw new Error(`the runtime has no metadata of version ${VERSION}`);
  // Some, and the length of what follows as a compact integer.
  const width = [1, 2, 4][bytes[1] & 3];
  if (width === undefined) throw new Error('the metadata is longer than a gigabyte');
  return bytes.subarray(1 + width);
}

/** Starts a node of its own for it, and ends it. */
export async function startForMetadata() {
  const { startNetwork } = await import('../../../e2e/lib/driver/network.mjs');
  const network = await startNetwork({ chain: 'dev', validators: [], followers: ['metadata'] });
  try {
    return await askForMetadata((method, params) => network.nodes[0].rpc(method, params));
  } finally {
    await network.stop();
  }
}

export async function fetchMetadata(endpoint) {
  const { rpc } = await import('../../../e2e/lib/driver/network.mjs');
  const address = endpoint.replace(/^ws/, 'http');
  return askForMetadata((method, params) => rpc(address, method, params));
}

export function readMetadata(file) {
  return readFileSync(file);
}

/** The metadata's parts, whatever version it has. */
export function parse(bytes) {
  return unifyMetadata(decAnyMetadata(Uint8Array.from(bytes)));
}
