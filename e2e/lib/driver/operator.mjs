// `validator.mjs`, run as an operator runs it.

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const PROGRAM = fileURLToPath(new URL('../../validator.mjs', import.meta.url));

/** Runs it against a node, with a secret in a file; resolves with what it says. */
export async function operate(node, secret, ...words) {
  const folder = mkdtempSync(join(tmpdir(), 'vaka-suri-'));
  try {
    const file = join(folder, 'suri');
    writeFileSync(file, `${secret}\n`, { mode: 0o600 });
    const all = [PROGRAM, ...words, '--suri-file', file, '--endpoint', node.endpoint];
    return (await promisify(execFile)(process.execPath, all)).stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** New session keys, made on a validator's node: { aura, grandpa }. */
export async function renewKeys(node, secret) {
  const said = await operate(node, secret, 'keys');
  const [, aura, grandpa] = /session keys 0x(\w{64})(\w{64})/.exec(said);
  return { aura: `0x${aura}`, grandpa: `0x${grandpa}` };
}

/** What it says of the finality of some nodes; the figures to propose are { number, set }, or none. */
export async function survivors(nodes) {
  const endpoints = nodes.map(({ endpoint }) => endpoint).join(',');
  const said = await operate(nodes[0], '', 'status', '--endpoints', endpoints);
  const [, number, set] = /--restore-finality (\d+) --set (\d+)/.exec(said) ?? [];
  return { said, number: number && Number(number), set: set && Number(set) };
}
