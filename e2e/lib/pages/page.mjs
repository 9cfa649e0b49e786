// Takes from the pages in docs/, word by word, what they tell people to do, so that the tests do
// just that.

import { execFile } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as utilCrypto from '@polkadot/util-crypto';
import * as util from '@polkadot/util';

/** The node's address in the pages. */
const NODE = 'ws://127.0.0.1:9944';

const AsyncFunction = (async () => {}).constructor;

let scripts = 0;

/** The text of a page, or the part under one of its headings of the second level. */
export function page(file, heading) {
  const text = readFileSync(new URL(`../../../docs/${file}`, import.meta.url), 'utf8');
  if (heading === undefined) return text;
  const start = text.indexOf(`\n## ${heading}\n`);
  if (start < 0) throw new Error(`docs/${file} has no "${heading}"`);
  const end = text.indexOf('\n## ', start + 1);
  return text.slice(start, end < 0 ? undefined : end);
}

/** The code blocks in one language, in their order. */
export function blocks(language, file, heading) {
  const found = page(file, heading).matchAll(/\n```(\w+)\n(.*?)\n```\n/gs);
  return [...found].filter(([, of]) => of === language).map(([, , text]) => text);
}

/** Runs a script of a page as a program of its own, against a node. Resolves with what it printed. */
export async function runScript(script, endpoint) {
  // It is put beside the tests, so that it finds what they import.
  scripts += 1;
  const file = new URL(`../../page-${process.pid}-${scripts}.mjs`, import.meta.url);
  writeFileSync(file, script.replace(NODE, endpoint));
  try {
    return (await promisify(execFile)(process.execPath, [fileURLToPath(file)])).stdout;
  } finally {
    rmSync(file);
  }
}

/** The calls of a chain. If one is signed and sent, `sendAs` does it. */
function callsOf(chain, sendAs) {
  const signed = (tx) => Object.assign(tx, { signAndSend: (who) => sendAs(tx, who) });
  const section = (name) => ({
    get:
      (_, call) =>
      (...parameters) =>
        signed(chain.api.tx[name][call](...parameters)),
  });
  return new Proxy({}, { get: (_, name) => new Proxy({}, section(name)) });
}

/**
 * Runs a part of a page that goes on from what its reader has: `api`, what `@polkadot/util` and
 * `@polkadot/util-crypto` export, and the names of `scope`. Nonces are counted by the chain's
 * connection. Resolves with the receipts of what it sent, in that order.
 */
export async function runPart(script, chain, scope) {
  const sent = [];
  const tx = callsOf(chain, (call, who) => {
    const receipt = chain.send(call, who);
    sent.push(receipt);
    return receipt;
  });
  const { rpc, query, call, genesisHash } = chain.api;
  const api = { rpc, query, call, genesisHash, tx };
  const known = { ...util, ...utilCrypto, ...scope, api };
  await new AsyncFunction(...Object.keys(known), script)(...Object.values(known));
  return Promise.all(sent);
}
