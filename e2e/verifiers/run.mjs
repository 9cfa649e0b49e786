// Runs the verifiers of others with the network cut: as root in a network of its own without any
// interface, and in any case with a stub where the network begins (lib/offline.mjs).

import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { canCut, UNSHARE } from '../lib/driver/documents.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const tests = readdirSync(here('tests')).filter((name) => name.endsWith('.test.mjs'));
const node = [
  process.execPath,
  '--import',
  new URL('lib/offline.mjs', import.meta.url).href,
  '--test',
  ...tests.map((name) => here(`tests/${name}`)),
];
const [command, ...args] = canCut ? [...UNSHARE, ...node] : node;
const env = { ...process.env, VAKA_NETWORK_CUT: canCut ? '1' : '' };
const { status, error } = spawnSync(command, args, { stdio: 'inherit', env });
if (error) throw error;
process.exitCode = status ?? 1;
