// A member's day with more calls than are free, on a network whose days are longer than a slot. The page
// comes from a server of its own, beside one node.

import assert from 'node:assert/strict';
import { Cable } from './cable.mjs';
import { Chain } from './chain.mjs';
import { startNetwork } from './network.mjs';
import { Phone } from './phone.mjs';
import { Site } from './site.mjs';

/** Calls that a member makes in a day without a fee, and the slots of a day that outlasts the story. */
const FREE = 20;
const LONG_DAY = 400;

const left = (calls) => new RegExp(`^${calls} of ${FREE} left$`);

export class FreeCalls {
  /** @param {string} name  of a founder */
  constructor({ founders, folder, releases, browser }, name) {
    Object.assign(this, { founders, folder, releases, browser, name });
  }

  async run() {
    const chain = this.founders.specification(this.folder, 'dev', (genesis) => {
      genesis.clock.slotsPerDay = LONG_DAY;
    });
    this.network = await startNetwork({ chain, validators: ['alice'] });
    const [node] = this.network.nodes;
    this.chain = await Chain.connect(node.endpoint);
    this.site = await new Site({ folder: this.releases.served, node: node.rpcPort }).start();
    this.cable = await new Cable().start();
    this.cable.leadTo(this.site.port);
    const phone = await Phone.unpack(this.browser, this.name, this.cable);
    await phone.open();
    await phone.bring(this.founders.words(this.name));
    await phone.turn('people');
    await phone.find(left(FREE));
    await this.callAll();
    await phone.find(left(0));
    await phone.shot('day-no-free-calls');
    await phone.turn('decide', 'delegates');
    await phone.find('Give my vote');
    await phone.fill('Member number', '0');
    await phone.press('Give my vote');
    await phone.see('Not taken:');
    await phone.see(`Members have ${FREE} calls a day for free`);
    await phone.shot('day-refused');
    assert.deepEqual(phone.faults, []);
  }

  /** All calls of a day. */
  async callAll() {
    const { voting } = this.chain.api.tx;
    const who = this.founders.pair(this.name);
    const calls = Array.from({ length: FREE }, (_, n) =>
      n % 2 === 0 ? voting.delegate('Treasury', 0) : voting.undelegate('Treasury'),
    );
    await Promise.all(calls.map((call) => this.chain.send(call, who)));
  }

  async stop() {
    await this.cable?.stop();
    await this.site?.stop();
    await this.chain?.disconnect();
    await this.network?.stop();
  }
}
