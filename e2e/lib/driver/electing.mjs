// What the suite of the electorate does on the chain, once the people have founded a fifth village: a
// few people try to make voters by weaker votes, and two members of that village lose their phones.

import { plain } from './decode.mjs';
import { account, endingOf, founder, foundersOfFifth, Governance } from './governance.mjs';
import { errorOf } from './market.mjs';
import { until } from './network.mjs';

const PATIENCE = { timeoutMs: 400_000, everyMs: 1_000 };
/** As many as a call may name, and a dozen villages of the fewest. */
export const PUPPETS = 64;
const VILLAGES_OF_PUPPETS = 12;
const FEWEST = 5;
/** The members who would be few enough without puppets. */
const RING = [
  [2, 3],
  [2, 4],
  [2, 2],
  [3, 2],
];
/** A petition needs one endorsement more. */
const ENDORSER = [3, 1];
/** In the village of five: who lost their phones, who vouches, and the clerk. */
const LOST = [0, 1];
const NEIGHBOURS = [2, 3];
const CLERK = 4;
/** The slots for which a consent holds, 30 days at most. */
const CONSENT = 25;
/** The slots after which there may be another suspension, and after which others shall be refused. */
const WINDOW = 31;
const SOON = 8;

/** What one story tells another one. */
function step() {
  let resolve;
  const promise = new Promise((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

class Electing {
  constructor(context) {
    const { chain } = context;
    Object.assign(this, { context, chain, failures: {} });
    this.governance = new Governance(chain);
    this.people = this.governance.voters(0, 2, 3);
    this.fifth = foundersOfFifth(chain);
    this.clerk = this.fifth[CLERK];
    this.neighbours = NEIGHBOURS.map((n) => this.fifth[n]);
    this.stranger = account(chain, 'vaka/e2e/puppets/stranger');
  }

  get tx() {
    return this.chain.api.tx;
  }

  ask(question, ...parameters) {
    return this.chain.api.call.communitiesApi[question](...parameters).then(plain);
  }

  send(who, call, ...parameters) {
    return this.chain.send(this.tx.communities[call](...parameters), who);
  }

  member({ address }) {
    return this.ask('memberByAccount', address);
  }

  /** A petition that everybody agrees to. */
  decide([village, n], track, title, call) {
    const people = this.governance.ledBy(village, n, this.people);
    return this.governance.decide({ people, track, title, call });
  }

  reach(slot) {
    const { clockApi } = this.chain.api.call;
    const reached = async () => (await clockApi.now()).toNumber() >= Number(slot);
    return until(`slot ${slot}`, reached, PATIENCE);
  }

  /** The call that founds a village of keys, all of which consent. */
  async founding(name, keys) {
    const consents = await this.governance.foundersConsent(name, keys, []);
    return this.tx.communities.foundCommunity(name, consents, []);
  }

  /** The people agree to villages of puppets, and the chain does not. */
  async puppets() {
    const { api } = this.chain;
    const key = (n) => account(this.chain, `vaka/e2e/puppet/${n}`);
    const one = Array.from({ length: PUPPETS }, (_, n) => key(n));
    const many = Array.from({ length: VILLAGES_OF_PUPPETS }, (_, village) =>
      Array.from({ length: FEWEST }, (__, n) => key(PUPPETS + village * FEWEST + n)),
    );
    const [large, ...small] = await Promise.all(
      [one, ...many].map((keys, n) => this.founding(`Puppets ${n}`, keys)),
    );
    // Thirty such villages in one batch are more than a petition may carry.
    const thirty = this.tx.utility.batchAll(Array(30).fill(large));
    const checked = await api.call.petitionsApi.checkCall('Parameters', thirty.method.toHex());
    this.thirty = plain(checked).verdict;
    const titles = ['A village of many', 'Many villages'];
    const calls = [large, this.tx.utility.batchAll(small)];
    const decided = await Promise.all(
      calls.map((call, n) => this.decide(RING[1], 'Parameters', titles[n], call)),
    );
    this.founded = await Promise.all(decided.map((petition) => endingOf(this.chain, petition)));
    this.puppetMembers = await Promise.all([...one, ...many.flat()].map((who) => this.member(who)));
  }

  /** A ring and its puppets, the founders of the fifth village, want to pass the constitution. */
  async constitution() {
    const { governance, chain, fifth, stranger } = this;
    const ring = RING.map(([village, n]) => founder(chain, village, n));
    const [by, ...others] = [...ring, founder(chain, ...ENDORSER)];
    const id = await governance.open({
      by,
      track: 'Constitution',
      title: 'All power to us',
      call: this.tx.system.remark('0x00'),
    });
    const poll = await governance.endorse(id, others);
    const { votingApi } = chain.api.call;
    // One for each signer, because to sign it changes it.
    const vote = () => this.tx.voting.vote(poll, 'Aye');
    this.eligible = await Promise.all(
      [by, ...fifth].map(({ address }) => votingApi.eligible(poll, address).then(plain)),
    );
    // A wallet asks before it signs, by either way.
    const feeOf = async (who) => {
      const { partialFee } = await vote().paymentInfo(who);
      const { nonce } = await chain.api.query.system.account(who.address);
      const signed = await vote().signAsync(who, { nonce });
      const asked = await chain.rpc('payment_queryInfo', signed.toHex());
      const { inclusionFee } = await chain.rpc('payment_queryFeeDetails', signed.toHex());
      return { partialFee: partialFee.toBigInt(), asked: BigInt(asked.partialFee), inclusionFee };
    };
    this.fees = { ofMember: await feeOf(by), ofStranger: await feeOf(stranger) };
    this.unseasoned = await Promise.all(fifth.map((who) => errorOf(chain.send(vote(), who))));
    await governance.vote(poll, ring);
    this.poll = await governance.poll(poll);
    this.nation = await this.ask('nation');
    this.ruled = await endingOf(chain, await governance.ended(id));
  }

  /** Two of the village of five lost their phones, so that three neighbours cannot vouch. */
  async phones() {
    const { chain, clerk, neighbours } = this;
    const { clockApi, communitiesApi } = chain.api.call;
    const lost = LOST.map((n) => this.fifth[n]);
    const phones = LOST.map((n) => account(chain, `vaka/e2e/phone/${n}`));
    const members = await Promise.all(lost.map((who) => this.member(who)));
    this.numbers = members.map(({ membership }) => Number(membership.member));
    const holds = (await clockApi.now()).toNumber() + CONSENT;
    const replace = async (who, member) => {
      const { address } = who;
      const payload = await communitiesApi.consentPayload({ Replace: member }, address, holds);
      const signature = { Sr25519: who.sign(payload.bytes.toU8a(true)) };
      const consent = { account: address, until: holds, signature };
      const { events } = await this.send(clerk, 'replaceAccount', member, consent);
      return Number(events.find(({ method }) => method === 'Requested').data.request);
    };
    const requests = await Promise.all(phones.map((who, n) => replace(who, this.numbers[n])));
    const [first, second] = requests;
    const vouch = (people, request) =>
      Promise.all(people.map((who) => this.send(who, 'vouch', request)));
    await vouch(neighbours, first);
    this.third = await errorOf(this.send(clerk, 'vouch', first));
    const call = this.tx.communities.decideRequest(first, 'Grant');
    this.appeal = await this.decide(RING[0], 'Appeals', 'Two phones lie in the lagoon', call);
    this.granted = await this.ask('request', first);
    this.still = await this.member(lost[0]);
    const { ripe } = this.granted.request.stage.value;
    this.granting.resolve();
    await this.reach(ripe);
    await this.send(clerk, 'confirmReplacement', first);
    this.replaced = [await this.member(phones[0]), await this.member(lost[0])];
    // Now there are three who can vouch, and nobody has to vote.
    await vouch([phones[0], ...neighbours], second);
    this.vouched = await this.ask('request', second);
    this.vouching.resolve();
  }

  /** Two members shall be suspended, in the thirty days in which a key was replaced by appeals. */
  async suspensions() {
    const { chain, neighbours, governance } = this;
    const members = await Promise.all(neighbours.map((who) => this.member(who)));
    const suspend = members.map(({ membership }) => this.tx.communities.suspend(membership.member));
    const both = this.tx.utility.batchAll(suspend);
    const checked = chain.api.call.petitionsApi.checkCall('Appeals', both.method.toHex());
    this.both = plain(await checked).verdict;
    const by = founder(chain, ...RING[2]);
    const opened = governance.open({ by, track: 'Appeals', title: 'Both at once', call: both });
    this.opened = await errorOf(opened);
    await this.granting.promise;
    this.left = (await this.ask('nation')).suspensionsLeft;
    const at = Number(this.appeal.stage.value.at);
    // A call that fails is retried for thirty days, so it shall not fail too soon.
    await this.reach(at + SOON);
    const titles = ['The first', 'The second'];
    const decided = await Promise.all(
      suspend.map((call, n) => this.decide(RING[2], 'Appeals', titles[n], call)),
    );
    this.refused = await Promise.all(decided.map((petition) => endingOf(chain, petition)));
    // They vouch once more, for the other phone.
    await this.vouching.promise;
    await this.reach(at + WINDOW);
    this.retried = [];
    for (const { id, weight } of decided) {
      await chain.send(this.tx.petitions.retry(id, weight), this.clerk);
      this.retried.push(await endingOf(chain, await governance.petition(id)));
    }
    this.suspended = await Promise.all(neighbours.map((who) => this.member(who)));
  }

  /** Tells all stories. What goes wrong in one is told to the tests that ask for it. */
  async run() {
    const { deciding } = this.context;
    await until('the founding', () => deciding.flows.parameters, PATIENCE);
    await deciding.result('parameters');
    const tell = (name) =>
      this[name]().catch((error) => {
        this.failures[name] = error;
      });
    this.granting = step();
    this.vouching = step();
    const phones = tell('phones').then(() => {
      this.granting.resolve();
      this.vouching.resolve();
    });
    await Promise.all([phones, ...['puppets', 'constitution', 'suspensions'].map(tell)]);
  }
}

/** Begins the stories. The tests wait for their end. */
export function beginElecting(context) {
  const electing = new Electing(context);
  const ended = electing.run();
  ended.catch(() => {});
  context.electing = { electing, ended };
}
