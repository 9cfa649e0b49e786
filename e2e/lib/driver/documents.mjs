// Runs our own program, as an issuer, a holder or a verifier does.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const target = process.env.CARGO_TARGET_DIR ?? join(homedir(), '.cache/vaka/target');
export const program = process.env.VAKA_CREDENTIAL ?? join(target, 'release/vaka-credential');
const guardProgram = process.env.VAKA_GUARD ?? join(target, 'release/examples/guard');

/** A folder of its own for a test file; it is gone when the process ends. */
export function workshop() {
  const folder = mkdtempSync(join(tmpdir(), 'vaka-verifiers-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const at = (name) => join(folder, name);
  return {
    at,
    read: (name) => readFileSync(at(name), 'utf8').trim(),
    json: (name) => JSON.parse(readFileSync(at(name), 'utf8')),
    write(name, content) {
      const text = typeof content === 'string' ? content : JSON.stringify(content);
      writeFileSync(at(name), text);
      return at(name);
    },
  };
}

/** What a program is run by in a network of its own without any interface. Only root may do that. */
export const UNSHARE = ['unshare', '--net'];
export const canCut =
  process.getuid?.() === 0 && spawnSync(UNSHARE[0], [UNSHARE[1], 'true']).status === 0;

function start([command, ...args]) {
  const done = spawnSync(command, args.map(String), { encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (done.error) throw done.error;
  const report = done.stdout ? JSON.parse(done.stdout) : undefined;
  return { code: done.status, report, error: done.stderr.trim() };
}

/** Runs the program and returns how it ended, with what it printed. */
export const run = (...args) => start([program, ...args]);

/** The same with the network cut, where that may be done. */
export const runOffline = (...args) => start([...(canCut ? UNSHARE : []), program, ...args]);

/** Runs what a page tells people to type, in a folder. Returns what it printed. */
export function sh(folder, commands) {
  const env = { ...process.env, PATH: `${dirname(program)}:${process.env.PATH}` };
  const options = { cwd: folder, env, encoding: 'utf8' };
  return spawnSync('bash', ['-euo', 'pipefail', '-c', commands], options);
}

/** Runs the program, which must not fail. */
export function succeed(...args) {
  const done = run(...args);
  assert.equal(done.code, 0, `${args[0]}: ${done.error} ${JSON.stringify(done.report)}`);
  return done.report;
}

/** What the guard says of documents: their statements, or why they were refused. */
export function guard(documents) {
  const input = documents.map((document) =>
    typeof document === 'string' ? document : JSON.stringify(document),
  );
  const done = spawnSync(guardProgram, {
    input: `${input.join('\n')}\n`,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  if (done.error) throw done.error;
  assert.equal(done.status, 0, done.stderr);
  return done.stdout.trim().split('\n').map(JSON.parse);
}

/** The secret of somebody in the tests: always the same, so that documents are. */
export const secret = (name) => createHash('sha256').update(`vaka/tests/${name}`).digest('hex');
