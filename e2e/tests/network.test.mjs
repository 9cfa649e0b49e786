// Black-box tests against four freshly started validators. One network for all of them: starting
// one is what costs.

import { after, before, describe } from 'node:test';
import { Chain } from '../lib/chain.mjs';
import { Energy } from '../lib/energy.mjs';
import { startNetwork } from '../lib/network.mjs';
import { basics } from '../suites/basics.mjs';
import { energyCalls } from '../suites/energy-calls.mjs';
import { market } from '../suites/market.mjs';

describe('a network of four validators', { timeout: 600_000 }, () => {
  const context = {};

  before(
    async () => {
      context.network = await startNetwork({ chain: 'local' });
      context.chain = await Chain.connect(context.network.nodes[0].endpoint);
      context.energy = new Energy(context.chain);
    },
    { timeout: 240_000 },
  );

  after(async () => {
    await context.chain?.disconnect();
    await context.network?.stop();
  });

  basics(context);
  energyCalls(context);
  market(context);
});
