// People launch a network of their own by docs/launch.md: no well-known keys, no development preset.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { Chain } from '../lib/driver/chain.mjs';
import { plain } from '../lib/driver/decode.mjs';
import { prevoters } from '../lib/driver/finality.mjs';
import { EXAMPLE, Launch } from '../lib/driver/launch.mjs';
import { prepareNetwork, until } from '../lib/driver/network.mjs';

/** What nobody has filled in yet, each by the words in which the node asks for it. */
const GAPS = [
  'name is missing',
  'id must be letters',
  'community 0: its name is missing',
  ...[0, 1, 2, 3, 4].map((n) => `community 0: founder ${n} is missing`),
  'community 0: clerk 0 is missing',
  ...[0, 1, 2, 3].flatMap((n) =>
    ['account', 'aura key', 'grandpa key', 'community'].map(
      (what) => `validator ${n}: its ${what} is missing`,
    ),
  ),
  ...[0, 1, 2].map((n) => `guardian ${n} is missing`),
  'balances: there is none',
];

describe('a network that people launch themselves', { timeout: 120_000 }, () => {
  let network;
  let launch;
  let failed = false;

  before(async () => {
    network = await prepareNetwork({
      validators: ['apia', 'alofi', 'avarua', 'funafuti'],
      ownKeys: true,
    });
    launch = new Launch(network);
  });

  afterEach((test) => {
    failed ||= test.passed === false;
  });

  after(async () => {
    if (failed) process.stdout.write(`${network.logs()}\n`);
    await network?.stop();
  });

  it('is refused with all that is missing, and nothing is written', async () => {
    const output = join(network.folder, 'unfilled.json');
    const words = ['--chain', `template:${EXAMPLE}`, '--raw', '--output', output];
    const refused = await network.nodes[0].command('export-chain-spec', ...words).then(
      () => assert.fail('it was taken'),
      (error) => error,
    );
    assert.equal(refused.code, 1);
    const flaws = refused.stderr.split('\n').filter((line) => line.startsWith('  - '));
    for (const gap of GAPS) {
      assert.ok(
        flaws.some((flaw) => flaw.includes(gap)),
        `${gap}: not in ${refused.stderr}`,
      );
    }
    assert.equal(flaws.length, GAPS.length, refused.stderr);
    assert.ok(!existsSync(output));
  });

  it('begins, with all its validators authoring and finalising', async () => {
    await launch.prepareOperators();
    await launch.fillIn();
    await launch.makeChainSpec();
    await launch.start();
    const { operators } = launch;
    for (const { home } of operators) {
      for (const secret of ['aura.suri', 'gran.suri']) assert.ok(!existsSync(join(home, secret)));
    }
    const chain = await Chain.connect(network.nodes[0].endpoint);
    try {
      const { api } = chain;
      const validators = async () => plain(await api.call.validatorsApi.validators());
      await until('a block of each', async () =>
        (await validators()).every(({ lastBlock }) => lastBlock !== null),
      );
      const accounts = (await validators()).map(({ account }) => account);
      assert.deepEqual(accounts.sort(), operators.map(({ account }) => account).sort());
      const seen = new Set();
      await until('a finality vote of each', async () => {
        for (const key of await prevoters(chain, network.nodes[0])) seen.add(key);
        return seen.size === operators.length;
      });
      // Nobody votes for the newest two blocks.
      await network.waitForFinality((await chain.head()).number - 2);
      assert.equal((await api.rpc.system.chain()).toString(), launch.launch.name);
    } finally {
      await chain.disconnect();
    }
  });
});
