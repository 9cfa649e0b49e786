// An issuer that awards what others ask for, without documents: the leaves and proofs that the chain
// checks, and nothing else. Issuers with documents are in issuer.mjs.

import { Keyring } from '@polkadot/api';
import { compactStripLength, u8aToHex } from '@polkadot/util';
import { blake2AsU8a } from '@polkadot/util-crypto';
import { leafOf, Tree } from '../model/awards.mjs';

const LEVEL = 5;
const CREDIT_HOURS = 120;
const keyring = new Keyring({ type: 'ed25519' });
const bytesOf = (name) => blake2AsU8a(`vaka/e2e/guild/${name}`, 256);

export class Guild {
  constructor(chain, account) {
    Object.assign(this, { chain, account, sequence: 0 });
  }

  get tx() {
    return this.chain.api.tx.credentials;
  }

  ask(question, ...parameters) {
    return this.chain.api.call.credentialsApi[question](...parameters);
  }

  /** The bytes that somebody signs. `@polkadot/api` leaves their length before what is all bytes. */
  async payload(question, ...parameters) {
    const [, bytes] = compactStripLength((await this.ask(question, ...parameters)).toU8a(true));
    return bytes;
  }

  /** The call by which the people accredit it, for so many days. */
  accreditation(days) {
    return this.tx.accreditIssuer(
      null,
      this.account.address,
      { level: LEVEL, schemas: 'All' },
      days,
    );
  }

  /** Once it is accredited, it sets its key, and tells what it awards. */
  async open(title) {
    const { chain, account } = this;
    const issuers = await chain.api.query.credentials.issuers.entries();
    const isOurs = ([, issuer]) => issuer.unwrap().account.toString() === account.address;
    this.id = issuers.find(isOurs)[0].args[0].toNumber();
    const key = keyring.addFromSeed(bytesOf('key'));
    const payload = await this.payload('keyPayload', this.id, key.publicKey);
    const { events } = await chain.send(
      chain.api.tx.utility.batchAll([
        this.tx.rotateIssuerKey(this.id, key.publicKey, key.sign(payload)),
        this.tx.registerSchema(this.id, bytesOf(title), title, LEVEL, CREDIT_HOURS, null),
      ]),
      account,
    );
    this.schema = Number(events.find(({ method }) => method === 'SchemaRegistered').data.schema);
  }

  /** Awards people, who bind what they got to their accounts. */
  async award(people) {
    const { chain, id, sequence, schema } = this;
    const genesis = chain.api.genesisHash.toHex();
    const awards = people.map(({ address }, index) => {
      const holder = keyring.addFromSeed(bytesOf(address));
      const [salt, vc, sdJwt] = ['salt', 'vc', 'sd-jwt'].map((of) => bytesOf(`${of} ${address}`));
      const opening = { subject: holder.publicKey, salt, vc, sdJwt };
      return { holder, opening, leaf: leafOf({ genesis, issuer: id, sequence, index }, opening) };
    });
    const tree = new Tree(awards.map(({ leaf }) => leaf));
    const root = u8aToHex(tree.root);
    const batch = this.tx.issueBatch(id, sequence, schema, root, awards.length, null);
    await chain.send(batch, this.account);
    this.sequence += 1;
    const bind = async ({ holder, opening }, index) => {
      const place = [id, sequence, index];
      const payload = await this.payload('bindPayload', ...place, people[index].address);
      const signature = holder.sign(payload);
      const bound = this.tx.bind(...place, opening, tree.proof(index), signature);
      return chain.send(bound, people[index]);
    };
    await Promise.all(awards.map(bind));
  }
}
