// Four validators on this machine, RPC from 9944 up, loopback only. Runs until Ctrl-C:
//
//   node localnet.mjs [--demo] [--once] [--json summary.json] [--rpc-port 9944]
//
// --demo plays the demo on it; --once does so and ends, with exit code 0 only if every check of the
// demo held.

import { parseArgs } from 'node:util';
import { demo } from './demo.mjs';
import { startNetwork } from './lib/driver/network.mjs';

const say = (line) => process.stdout.write(`${line}\n`);

async function main() {
  const { values } = parseArgs({
    options: {
      demo: { type: 'boolean', default: false },
      once: { type: 'boolean', default: false },
      json: { type: 'string' },
      'rpc-port': { type: 'string', default: '9944' },
    },
  });
  const network = await startNetwork({ chain: 'local', rpcPort: Number(values['rpc-port']) });
  say('Four validators run; waiting for them to finalise.');
  await network.waitForFinality(2);
  // If something goes wrong now, the logs are what explains it.
  network.keep = true;
  const [first] = network.nodes;
  const apps = `https://polkadot.js.org/apps/?rpc=${encodeURIComponent(first.endpoint)}`;
  for (const node of network.nodes) say(`  ${node.name}: ${node.endpoint}, log ${node.logFile}`);
  let ok = true;
  if (values.demo || values.once) {
    say('');
    ok = await demo({ endpoint: first.endpoint, json: values.json });
  }
  network.keep = !ok || process.env.VAKA_E2E_KEEP === '1';
  if (values.once) {
    await network.stop();
    process.exit(ok ? 0 : 1);
  }
  say(`\nOpen ${apps}\nCtrl-C ends the network.`);
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
