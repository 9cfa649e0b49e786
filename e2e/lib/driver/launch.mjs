// A network that people launch themselves, as docs/launch.md tells them to: its very commands, each
// operator's in a folder of their own instead of /var/lib/vaka.

import { execFile } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Keyring } from '@polkadot/keyring';
import { cryptoWaitReady, randomAsU8a } from '@polkadot/util-crypto';
import { blocks } from '../pages/page.mjs';

export const EXAMPLE = fileURLToPath(
  new URL('../../../runtime/launch.example.json', import.meta.url),
);
const FOLDER = '/var/lib/vaka';
const COMMUNITIES = ['Apia', 'Alofi', 'Avarua', 'Funafuti'];
const [FOUNDERS, GUARDIANS] = [5, 3];
const SOME = '1000000000000000';

export class Launch {
  /** @param {Network} network  prepared, with a node for each operator and without well-known keys */
  constructor(network) {
    this.network = network;
    this.folder = network.folder;
    const [makeKeys, makeSpec, start] = blocks('sh', 'launch.md');
    const lines = start.split('\n');
    // The last line is what runs on; before it is what prepares it.
    Object.assign(this, { makeKeys, makeSpec, run: lines.pop(), insertKeys: lines.join('\n') });
    this.operators = network.nodes.map((node) => ({ node, home: join(network.folder, node.name) }));
  }

  /** Runs commands of the page; resolves with what they print. */
  async shell(commands, home) {
    const { binary } = this.network.nodes[0];
    const { stdout, stderr } = await promisify(execFile)(
      'sh',
      ['-euc', commands.replaceAll(FOLDER, home)],
      { cwd: this.folder, env: { ...process.env, VAKA_NODE: binary } },
    );
    return stdout + stderr;
  }

  /** What operators make by themselves, and tell the others: session keys, peer id, account. */
  async prepareOperators() {
    await Promise.all(
      this.operators.map(async (operator) => {
        const printed = await this.shell(this.makeKeys, operator.home);
        const told = (what) => what.exec(printed)?.[1];
        operator.aura = told(/^aura (\w+)$/m);
        operator.grandpa = told(/^gran (\w+)$/m);
        operator.peer = told(/^(12D3Koo\w+)$/m);
        const account = await operator.node.command('key', 'generate', '--output-type', 'json');
        operator.account = JSON.parse(account.stdout).ss58Address;
      }),
    );
  }

  /** A copy of the example, filled in as the page says. */
  async fillIn() {
    await cryptoWaitReady();
    const keyring = new Keyring({ type: 'sr25519' });
    const people = (count) =>
      Array.from({ length: count }, () => keyring.addFromSeed(randomAsU8a(32)).address);
    const launch = JSON.parse(readFileSync(EXAMPLE, 'utf8'));
    launch.name = 'Vaka Moana';
    launch.id = 'vaka_moana';
    launch.bootNodes = this.operators.map(({ node, peer }) => `${node.listens}/p2p/${peer}`);
    launch.communities = COMMUNITIES.map((name) => {
      const founders = people(FOUNDERS);
      return { name, founders, clerks: founders.slice(-1) };
    });
    launch.validators = this.operators.map(({ account, aura, grandpa }, n) => ({
      account,
      community: COMMUNITIES[n],
      aura,
      grandpa,
    }));
    launch.guardians = people(GUARDIANS);
    launch.balances = Object.fromEntries(this.operators.map(({ account }) => [account, SOME]));
    this.launch = launch;
    writeFileSync(join(this.folder, 'launch.json'), JSON.stringify(launch));
  }

  async makeChainSpec() {
    await this.shell(this.makeSpec, this.folder);
    for (const { home } of this.operators) {
      copyFileSync(join(this.folder, 'vaka.json'), join(home, 'vaka.json'));
    }
  }

  /** Each operator's keystore; then each starts the node by the page's last line. */
  async start() {
    await Promise.all(this.operators.map(({ home }) => this.shell(this.insertKeys, home)));
    for (const { node, home } of this.operators) {
      const [program, ...words] = this.run.split(' ');
      if (program !== '$VAKA_NODE') throw new Error(`the page ends with ${this.run}`);
      const inHome = { 'vaka.json': join(home, 'vaka.json'), 'node-key': join(home, 'node-key') };
      node.identity = words.map((word) => inHome[word] ?? word.replace(FOLDER, home));
    }
    await this.network.start();
  }
}
