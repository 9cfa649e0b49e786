// The power fails on an island whose validators all hang on one substation.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Chain } from '../lib/driver/chain.mjs';
import { Disk } from '../lib/driver/disk.mjs';
import { prevoters } from '../lib/driver/finality.mjs';
import { nodeBinary, until } from '../lib/driver/network.mjs';
import { Island } from '../lib/driver/powercut.mjs';

const CUTS = 3;
/** How long a stall is watched: four of GRANDPA's rounds. */
const STALL_MS = 16_000;

describe('the power of a database is cut amid writing', { timeout: 120_000 }, () => {
  const saturate = join(dirname(nodeBinary()), 'examples', 'saturate');
  let disk;

  before(async () => {
    disk = await Disk.make();
  });

  after(() => disk?.remove());

  it('and all that it said is on disk is there', async () => {
    const folder = join(disk.path, 'db');
    let told = 0;
    for (let cut = 1; cut <= CUTS; cut += 1) {
      const writer = spawn(saturate, [folder, 'write'], { stdio: ['ignore', 'pipe', 'ignore'] });
      const gone = new Promise((resolve) => {
        writer.once('close', resolve);
      });
      let said = '';
      writer.stdout.on('data', (text) => {
        said += text;
      });
      // At another moment each time: in the first seconds too.
      await sleep(700 * cut * cut);
      await disk.cut([writer.pid]);
      writer.kill('SIGKILL');
      await gone;
      const lines = said.split('\n').slice(0, -1);
      assert.ok(lines.length > 0, 'it was told nothing before the cut');
      told = Number(lines.at(-1));
      await disk.restore();
      const check = spawn(saturate, [folder, 'check', String(told)], { stdio: 'inherit' });
      const code = await new Promise((resolve) => {
        check.once('close', resolve);
      });
      assert.equal(code, 0, `after cut ${cut}`);
    }
    assert.ok(told > 100, `only ${told} commits: too few to have moved a log`);
  });
});

describe('the power of an island is cut', { timeout: 600_000 }, () => {
  let island;
  let failed = false;

  before(
    async () => {
      island = await Island.start();
    },
    { timeout: 300_000 },
  );

  afterEach((test) => {
    failed ||= test.passed === false;
  });

  after(async () => {
    if (failed && island) process.stdout.write(`${island.network.logs()}\n`);
    await island?.stop();
  });

  it('nothing that was final is lost or rewritten', async () => {
    await island.cut();
  });

  it('not under load either', async () => {
    await island.load();
    await island.cut();
  });

  it('one whose database is lost in a stall waits until the others are past its votes', async () => {
    const { network } = island;
    const [alice, bob, charlie, dave] = island.validators;
    await Promise.all([charlie.kill(), dave.kill()]);
    rmSync(join(charlie.basePath, 'chains/vaka_local/paritydb'), { recursive: true });
    charlie.restart();
    await charlie.waitForRpc();
    const stalled = await alice.finalized();
    await until('Charlie has caught up', async () => (await charlie.best()) > stalled + 2);
    await sleep(STALL_MS);
    assert.ok((await alice.finalized()) <= stalled + 1, 'without Charlie there is no majority');
    assert.ok(charlie.child, 'it waits, and does not end');

    dave.restart();
    await island.finalityOf(network.nodes, stalled + 3);
    // Now it is past its votes: seen by another, it votes.
    const chain = await Chain.connect(alice.endpoint);
    try {
      const key = `0x${Buffer.from(chain.keyring.addFromUri('//Charlie', {}, 'ed25519').publicKey).toString('hex')}`;
      await until('Charlie votes', async () => (await prevoters(chain, alice)).includes(key));
    } finally {
      await chain.disconnect();
    }
    await dave.kill();
    await island.finalityOf([alice, bob, charlie, island.witness], (await alice.finalized()) + 3);
    await island.check();
  });
});
