// Runs four validators on this machine until Ctrl-C, with RPC from port 9944 up, on loopback only:
//
//   node localnet.mjs [--demo] [--once] [--json summary.json] [--rpc-port 9944] [--hub-port 8480]
//
// --demo plays the demo on it, beside a hub that remembers it and serves the people's page: `vaka-hub` and
// the page, if they were built. --once does so and ends, with exit code 0 only if every check of the
// demo held, and the hub remembers each slot.

import { parseArgs } from 'node:util';
import { demo } from './demo.mjs';
import { startNetwork } from './lib/driver/network.mjs';
import { hubIsReady, VillageHub, withStates } from './lib/driver/village-hub.mjs';

const say = (line) => process.stdout.write(`${line}\n`);

/** What a newcomer does who has no key: any household of the first village will do. */
const METER = 4;

function sayPage({ address, hasPage }) {
  if (!hasPage) {
    say(`A hub remembers it: ${address}. It has no page: build that in clients/page.`);
    return;
  }
  say(`The people's page: ${address}`);
  say(
    `  To see the day there, give meter number ${METER} under "See your meter", also while it is played.`,
  );
}

async function main() {
  const { values } = parseArgs({
    options: {
      demo: { type: 'boolean', default: false },
      once: { type: 'boolean', default: false },
      json: { type: 'string' },
      'rpc-port': { type: 'string', default: '9944' },
      'hub-port': { type: 'string', default: '8480' },
    },
  });
  const isDemo = values.demo || values.once;
  const port = Number(values['hub-port']);
  const hasHub = isDemo && (await hubIsReady(port));
  const network = await startNetwork({
    chain: 'local',
    rpcPort: Number(values['rpc-port']),
    argsOf: hasHub ? withStates : {},
  });
  say('Four validators run; waiting for them to finalise.');
  await network.waitForFinality(2);
  // If something goes wrong now, the logs explain it.
  network.keep = true;
  const [first] = network.nodes;
  const apps = `https://polkadot.js.org/apps/?rpc=${encodeURIComponent(first.endpoint)}`;
  for (const node of network.nodes) say(`  ${node.name}: ${node.endpoint}, log ${node.logFile}`);
  let ok = true;
  let hub;
  if (isDemo) {
    say('');
    if (hasHub) {
      hub = new VillageHub({ folder: network.folder, endpoint: first.endpoint, port });
      await hub.start();
      sayPage(hub);
    } else say('There is no vaka-hub, so nothing remembers the day: build it in clients.');
    say('');
    const played = await demo({ endpoint: first.endpoint, json: values.json });
    ok = played.ok;
    if (hub) {
      const held = await hub.remembers(played.rows);
      say(`${held ? 'ok  ' : 'FAIL'}  the hub remembers each slot's price (log: ${hub.logFile})`);
      ok &&= held;
    }
  }
  network.keep = !ok || process.env.VAKA_E2E_KEEP === '1';
  if (values.once) {
    await hub?.stop();
    await network.stop();
    process.exit(ok ? 0 : 1);
  }
  say('');
  if (hub) sayPage(hub);
  say(`Open ${apps}\nCtrl-C ends the network.`);
  await new Promise((_, reject) => {
    for (const node of network.nodes) {
      node.exited.then(() => {
        network.keep = true;
        reject(new Error(`${node.name} ended; its log: ${node.logFile}`));
      });
    }
  });
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
