// The members of a nation on one validator: they sign, each with their own key, and bring what they
// signed into blocks.

import { memberSeed, writeNation } from './nation.mjs';
import { Rig, say } from './rig.mjs';
import { nodeBinary } from '../lib/driver/network.mjs';

export class People extends Rig {
  /** Those whose transactions are not in blocks yet. */
  signers = new Set();

  /** @param {object} nation  that of `writeNation` */
  async start(folder, nation) {
    say(`Genesis with ${nation.members} members`);
    await super.start(await writeNation({ binary: nodeBinary(), folder, ...nation }));
    this.members = Array.from({ length: nation.members }, (_, n) => ({
      pair: this.chain.keyring.addFromSeed(memberSeed(n)),
      nonce: 0,
    }));
  }

  /** A member's next transaction, signed. */
  by(n, tx) {
    const member = this.members[n];
    const signed = this.extrinsic(member.pair, member.nonce, tx.method.toU8a());
    member.nonce += 1;
    this.signers.add(member);
    return signed;
  }

  /** Brings what members signed into blocks. Returns the number of transactions in each block. */
  pass(what, signed) {
    say(`${what}: ${signed.length} transactions`);
    const signers = [...this.signers];
    this.signers.clear();
    const addresses = signers.map(({ pair }) => pair.address);
    return this.bring(what, signed, async () => {
      const { hash } = await this.chain.head();
      const { query } = await this.chain.at(hash);
      const accounts = await query.system.account.multi(addresses);
      return accounts.every(({ nonce }, i) => nonce.toNumber() === signers[i].nonce);
    });
  }
}
