// Runs the command `vaka` as operators and members do, with a secret in a file of their own.

import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** The command's path: VAKA_CLI, or where the scripts build it. */
export function commandBinary() {
  const target = process.env.CARGO_TARGET_DIR ?? join(homedir(), '.cache/vaka/target');
  const binary = process.env.VAKA_CLI ?? join(target, 'release/vaka');
  if (!existsSync(binary)) throw new Error(`no command at ${binary}: build it in clients/`);
  return binary;
}

/**
 * Runs what a page tells people to type, in a folder, against a node. Resolves with what it prints. It
 * must not fail.
 */
export async function typed(commands, folder, { endpoint }) {
  const text = commands.replaceAll('vaka ', `vaka --url ${endpoint} `);
  const env = { ...process.env, PATH: `${dirname(commandBinary())}:${process.env.PATH}` };
  const words = ['-euo', 'pipefail', '-c', text];
  return (await promisify(execFile)('bash', words, { cwd: folder, env })).stdout;
}

/** Runs it with these words. Resolves with how it ended: { code, stdout, stderr }. */
export function vaka(...words) {
  return new Promise((resolve, reject) => {
    const options = { encoding: 'utf8', maxBuffer: 1 << 26 };
    const ended = (error, stdout, stderr) => {
      if (error && typeof error.code !== 'number') reject(error);
      else resolve({ code: error ? error.code : 0, stdout, stderr });
    };
    execFile(commandBinary(), words.map(String), options, ended).stdin.end();
  });
}

/** The same with a secret in a file, as somebody who signs. */
export async function vakaAs(secret, ...words) {
  const folder = mkdtempSync(join(tmpdir(), 'vaka-secret-'));
  try {
    const file = join(folder, 'secret');
    writeFileSync(file, `${secret}\n`, { mode: 0o600 });
    return await vaka(...words, '--key-file', file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function succeeded({ code, stdout, stderr }, words) {
  if (code !== 0) throw new Error(`vaka ${words.join(' ')}: ${stderr || stdout}`);
  return stdout;
}

/** Runs `vaka validator` against a node, with a secret if it signs. Resolves with what it prints. */
export async function operate(node, secret, ...words) {
  const all = ['validator', ...words, '--url', node.endpoint];
  return succeeded(await (secret ? vakaAs(secret, ...all) : vaka(...all)), all);
}

/** New session keys, made on a validator's node: { aura, grandpa }. */
export async function renewKeys(node, secret) {
  const said = await operate(node, secret, 'keys');
  const [, aura, grandpa] = /session keys 0x(\w{64})(\w{64})/.exec(said);
  return { aura: `0x${aura}`, grandpa: `0x${grandpa}` };
}

/**
 * What it prints about the finality of some nodes. The figures to propose are { number, set }, or
 * none.
 */
export async function survivors(nodes) {
  const urls = nodes.map(({ endpoint }) => endpoint).join(',');
  const said = await operate(nodes[0], '', 'status', '--urls', urls);
  const [, number, set] = /--restore-finality (\d+) --set (\d+)/.exec(said) ?? [];
  return { said, number: number && Number(number), set: set && Number(set) };
}
