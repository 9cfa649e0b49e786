// Black-box tests against four freshly started validators. All tests share one network, because to
// start one takes long.

import { after, afterEach, before, describe } from 'node:test';
import { beginAwarding } from '../lib/driver/awarding.mjs';
import { Chain } from '../lib/driver/chain.mjs';
import { beginElecting } from '../lib/driver/electing.mjs';
import { Energy } from '../lib/driver/energy.mjs';
import { beginJudging } from '../lib/driver/judging.mjs';
import { startNetwork } from '../lib/driver/network.mjs';
import { beginRating } from '../lib/driver/rating.mjs';
import { beginTrading } from '../lib/driver/trading.mjs';
import { basics, beginTransfer, THIN_LINK } from '../suites/basics.mjs';
import { communities, joinVillage } from '../suites/communities.mjs';
import { credentials } from '../suites/credentials.mjs';
import { disputes } from '../suites/disputes.mjs';
import { electorate } from '../suites/electorate.mjs';
import { energyCalls } from '../suites/energy-calls.mjs';
import { beginDeciding, governance } from '../suites/governance.mjs';
import { beginHub, hub, withStates } from '../suites/hub.mjs';
import { hubPeople } from '../suites/hub-people.mjs';
import { beginMarket, market } from '../suites/market.mjs';
import { marketplace } from '../suites/marketplace.mjs';
import { beginMetering, meters } from '../suites/meters.mjs';
import { ratings } from '../suites/ratings.mjs';

describe('a network of four validators', { timeout: 1_200_000 }, () => {
  const context = {};

  before(
    async () => {
      context.network = await startNetwork({ chain: 'local', argsOf: withStates(THIN_LINK) });
      context.chain = await Chain.connect(context.network.nodes[0].endpoint);
      context.energy = new Energy(context.chain);
      beginHub(context);
      beginTransfer(context);
      joinVillage(context);
      beginDeciding(context);
      beginAwarding(context);
      beginTrading(context);
      beginJudging(context);
      beginRating(context);
      beginElecting(context);
      beginMetering(context);
    },
    { timeout: 240_000 },
  );

  let failed = false;
  afterEach((test) => {
    failed ||= test.passed === false;
  });

  after(async () => {
    if (failed) process.stdout.write(`${context.network.logs()}\n`);
    await context.chain?.disconnect();
    await context.watch?.hub.kill();
    await context.network?.stop();
  });

  basics(context);
  energyCalls(context, () => beginMarket(context));
  market(context);
  communities(context);
  credentials(context);
  marketplace(context);
  disputes(context);
  ratings(context);
  meters(context);
  electorate(context);
  governance(context);
  hub(context);
  hubPeople(context);
});
