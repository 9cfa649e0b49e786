// Cuts the power of four validators again and again, right after a vote, and says what became of it:
//
//   node faults/power.mjs [--cuts 20] [--load]
//
// As in tests/power.test.mjs, which does it once without load and once with.

import { parseArgs } from 'node:util';
import { Island } from '../lib/driver/powercut.mjs';

const say = (line) => process.stdout.write(`${line}\n`);

async function main() {
  const { values } = parseArgs({
    options: {
      cuts: { type: 'string', default: '20' },
      load: { type: 'boolean', default: false },
      finalized: { type: 'string', default: '5' },
    },
  });
  const island = await Island.start({ finalized: Number(values.finalized) });
  try {
    if (values.load) await island.load();
    for (let cut = 1; cut <= Number(values.cuts); cut += 1) {
      await island.vote();
      say(`cut ${cut}: ${JSON.stringify(await island.cut())}`);
    }
    say('Nothing final was lost or rewritten, and nobody is accused.');
  } catch (error) {
    say(island.network.logs(15));
    throw error;
  } finally {
    await island.stop();
  }
}

main().then(
  () => process.exit(0),
  (error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
