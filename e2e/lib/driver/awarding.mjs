// What the suite of credentials does on the chain, in two stories that go on beside each other: a
// school that the people accredit, and the college of genesis.

import { execFileSync } from 'node:child_process';
import { hexToU8a, u8aToHex } from '@polkadot/util';
import { blake2AsU8a } from '@polkadot/util-crypto';
import { leafOf, Tree } from '../model/awards.mjs';
import { plain } from './decode.mjs';
import { run, runOffline, succeed, workshop } from './documents.mjs';
import { account, founder, Governance } from './governance.mjs';
import { callOf, Issuer, prove, solarAward } from './issuer.mjs';
import { nodeBinary, until } from './network.mjs';

const VAKA = 10n ** 12n;
export const CLASS = 200;
const LEVEL = 5;
export const STAKE = 10n * VAKA;
export const BOND = 10n * VAKA;
/** A founder who is none of those that other suites count nonces of, and has no coin. */
const HOLDER = { village: 2, n: 2 };
const STATUS = 'https://school.example/status';

const definition = (name) => solarAward(name, { statusLists: STATUS });

/** What both stories share: a chain, a clinic's checkpoint, and a node that makes proofs. */
function openDesk({ chain, network }) {
  const shop = workshop();
  const spec = execFileSync(nodeBinary(), ['export-chain-spec', '--chain', 'local', '--raw'], {
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  shop.write('spec.json', spec.toString());
  const genesis = succeed('checkpoint', '--spec', shop.at('spec.json'));
  const checkpoint = shop.write('checkpoint.json', genesis);
  return { chain, shop, genesis, checkpoint, node: `http://127.0.0.1:${network.nodes[1].rpcPort}` };
}

async function fund({ chain }, { address }, amount = 100n * VAKA) {
  const transfer = chain.api.tx.balances.transferKeepAlive(address, amount);
  await chain.send(transfer, chain.account('//Alice'));
}

/** The people accredit a school; it awards; a challenge takes an award away. */
export class School {
  constructor(desk) {
    this.desk = desk;
    this.chain = desk.chain;
    this.governance = new Governance(this.chain);
    // The founders who vote in the suite of governance vote here, too. Others of them open petitions.
    this.people = this.governance.voters(0, 2, 3).reverse();
    this.account = account(this.chain, 'vaka/e2e/school');
    this.holder = founder(this.chain, HOLDER.village, HOLDER.n);
  }

  get tx() {
    return this.chain.api.tx.credentials;
  }

  ask(question, ...parameters) {
    return this.chain.api.call.credentialsApi[question](...parameters);
  }

  async balance(who) {
    const { data } = await this.chain.api.query.system.account(who.address);
    return { free: data.free.toBigInt(), reserved: data.reserved.toBigInt() };
  }

  /** The leaf of an award, by our second implementation. */
  leaf({ place }) {
    const [subject, salt, vc, sdJwt] = ['subject', 'salt', 'vc', 'sdJwt'].map((name) =>
      hexToU8a(place[name]),
    );
    return leafOf(place, { subject, salt, vc, sdJwt });
  }

  /** What the chain's API says, asked with a leaf and a path of our second implementation. */
  async told(paper, { leaf = this.leaf(paper), proof = this.tree.proof(paper.index) } = {}) {
    const { issuer, sequence, index } = paper.place;
    const path = proof.map((hash) => u8aToHex(hash));
    const verdict = await this.ask('verify', issuer, sequence, index, u8aToHex(leaf), path);
    return verdict.standing.type;
  }

  meets(stake = 0n) {
    return this.ask('meets', this.holder.address, { schema: this.schema, stake }).then(plain);
  }

  async run() {
    await this.accredit();
    await this.award();
    await this.verifyThreeWays();
    await this.bind();
    await this.challenge();
  }

  async accredit() {
    const { chain, governance } = this;
    const { address } = this.account;
    await fund(this.desk, this.account);
    const scope = { level: LEVEL, schemas: 'All' };
    const call = this.tx.accreditIssuer(null, address, scope, 1_000_000);
    this.accreditation = await governance.decide({
      people: this.people,
      track: 'Parameters',
      title: 'The school may award up to level 5',
      call,
    });
    const issuers = await chain.api.query.credentials.issuers.entries();
    const [entry] = issuers.filter(([, issuer]) => issuer.unwrap().account.toString() === address);
    this.issuer = new Issuer(this.desk, 'school', this.account, entry[0].args[0].toNumber());
  }

  async award() {
    const { chain, issuer } = this;
    await issuer.setKey();
    const text = blake2AsU8a('What a solar installer can do', 256);
    const schema = [issuer.id, text, 'Solar installer', LEVEL, 120, null];
    const { events } = await chain.send(this.tx.registerSchema(...schema), this.account);
    const { data } = events.find(({ method }) => method === 'SchemaRegistered');
    this.schema = Number(data.schema);
    const people = Array.from({ length: CLASS }, (_, n) => `Person ${n}`);
    const award = { schema: this.schema, definition: definition('Solar installer'), people };
    this.papers = await issuer.award(award);
    this.issued = issuer.issued.events.find(({ method }) => method === 'BatchIssued');
    this.again = await chain.send(issuer.call, this.account).catch((error) => error.cause);
    const leaves = [];
    for (const paper of this.papers) leaves[paper.index] = this.leaf(paper);
    this.tree = new Tree(leaves);
    [this.bound, this.revoked, this.suspended, this.last] = [0, 17, 18, CLASS - 1].map(
      (n) => this.papers[n],
    );
    await issuer.mark('revoke', this.revoked);
    this.marked = await issuer.mark('suspend', this.suspended);
  }

  /** The same awards, asked of a node, of a bundle without a network, and of the chain's API. */
  async verifyThreeWays() {
    const { desk } = this;
    const { number: from } = this.marked;
    this.ways = [];
    for (const paper of [this.last, this.revoked, this.suspended]) {
      const proven = await prove(desk, paper, { from });
      const shown = ['--document', paper.document, '--envelope', paper.envelope];
      const asked = run('verify', ...shown, '--node', desk.node, '--checkpoint', desk.checkpoint);
      const told = await this.told(paper);
      this.ways.push({ told, proven, asked: asked.report?.standing ?? asked.error });
    }
    // And the lists that the school publishes, for the verifiers of others.
    this.lists = succeed(
      ...['export-status', ...this.issuer.seed, '--node', desk.node, '--issuer', this.issuer.id],
      ...['--address', STATUS, '--out', desk.shop.at('status')],
    ).lists;
    await this.issuer.mark('reinstate', this.suspended);
    this.reinstated = await this.told(this.suspended);
  }

  async bind() {
    const { chain, holder, bound: paper } = this;
    const asked = ['--envelope', paper.envelope, '--secret', paper.secret()];
    const call = callOf(chain.api, succeed('bind', ...asked, '--account', holder.address));
    // A copy of all of it is worth nothing to another.
    this.stolen = await chain.send(call, this.account).catch((error) => error.cause);
    this.binding = await chain.send(call, holder);
    this.met = await this.meets();
  }

  async challenge() {
    const { chain, governance, account: school, issuer } = this;
    await chain.send(this.tx.stake({ Issuer: issuer.id }, STAKE), school);
    this.staked = await this.balance(school);
    this.challenger = account(chain, 'vaka/e2e/challenger');
    await fund(this.desk, this.challenger, 20n * VAKA);
    const evidence = blake2AsU8a('The roof burnt', 256);
    const { sequence, index } = this.bound.place;
    const call = this.tx.challenge(issuer.id, sequence, index, evidence);
    const { events } = await chain.send(call, this.challenger);
    const { data } = events.find(({ method }) => method === 'ChallengeOpened');
    this.before = await this.balance(this.challenger);
    this.ruling = await governance.decide({
      people: this.people,
      track: 'Appeals',
      title: 'The roof burnt',
      call: this.tx.rule(Number(data.challenge), true),
    });
    this.after = await this.balance(this.challenger);
    this.left = await this.balance(school);
    const { number: from } = await chain.head();
    this.taken = await prove(this.desk, this.bound, { from });
  }
}

/** The college of genesis: it changes its key, it delegates, and in the end it is withdrawn. */
export class College {
  constructor(desk) {
    this.desk = desk;
    this.chain = desk.chain;
    this.governance = new Governance(this.chain);
    this.people = this.governance.voters(3, 2, 0);
    this.account = account(this.chain, 'vaka/demo/college');
    this.issuer = new Issuer(desk, 'college', this.account, 0);
  }

  award(issuer, ...people) {
    return issuer.award({ schema: 0, definition: definition('Sailor'), people });
  }

  async run() {
    const { chain, issuer } = this;
    await fund(this.desk, this.account);
    await issuer.setKey();
    [this.mele, this.tomasi] = await this.award(issuer, 'Mele', 'Tomasi');
    await issuer.setKey();
    // One was forgotten.
    [this.ana] = await this.award(issuer, 'Ana');
    const { number: from } = await chain.head();
    this.rotated = await prove(this.desk, this.mele, { from });
    this.forgotten = await prove(this.desk, this.ana, { from });
    await this.delegate();
    await this.withdraw();
  }

  /** A branch awards; its delegation ends; what it awarded is revoked by it, and by the college. */
  async delegate() {
    const { chain, issuer } = this;
    const branch = account(chain, 'vaka/e2e/branch');
    await fund(this.desk, branch);
    const scope = { level: 4, schemas: { Only: [0] } };
    const call = issuer.tx.delegateIssuing(0, branch.address, scope, 900_000, null);
    const { events } = await chain.send(call, this.account);
    const { data } = events.find(({ method }) => method === 'IssuingDelegated');
    this.branch = new Issuer(this.desk, 'branch', branch, Number(data.child));
    await this.branch.setKey();
    const papers = await this.award(this.branch, 'Sina', 'Lani', 'Tevita');
    await chain.send(issuer.tx.undelegate(this.branch.id), this.account);
    this.ended = await this.award(this.branch, 'Nobody').catch((error) => error.cause);
    await this.branch.mark('revoke', papers[0]);
    const { number: from } = await this.branch.mark('revoke', papers[1], this.account);
    this.branched = [];
    for (const paper of papers) this.branched.push(await prove(this.desk, paper, { from }));
  }

  /** The people withdraw the accreditation from the slot of the second batch on. */
  async withdraw() {
    const { chain, issuer } = this;
    const { place } = this.ana;
    const batch = await chain.api.query.credentials.batches(place.issuer, place.sequence);
    const since = batch.unwrap().issued.toNumber();
    this.withdrawal = await this.governance.decide({
      people: this.people,
      track: 'Parameters',
      title: 'The college sold awards',
      call: issuer.tx.withdrawAccreditation(0, since),
    });
    const { number: from } = await chain.head();
    this.since = since;
    this.later = await prove(this.desk, this.ana, { from });
    this.earlier = await prove(this.desk, this.tomasi, { from });
  }

  /** A clinic renews its checkpoint, and asks a node that has nothing newer. */
  freshCheckpoint() {
    const { desk, mele } = this;
    const trust = ['--node', desk.node];
    const told = succeed('checkpoint', ...trust);
    const proven = succeed('checkpoint', ...trust, '--from', desk.checkpoint);
    const fresh = desk.shop.write('fresh.json', told);
    const bundle = run('bundle', ...trust, '--checkpoint', fresh, '--envelope', mele.envelope);
    const file = desk.shop.write('fresh.bundle.json', bundle.report ?? {});
    const shown = ['--document', mele.document, '--envelope', mele.envelope];
    const found = runOffline('verify', ...shown, '--bundle', file, '--checkpoint', fresh);
    return { told, proven, bundle, found };
  }
}

/** Begins both stories. The tests wait for their ends. */
export function beginAwarding(context) {
  const ended = (story) =>
    story.then(
      () => undefined,
      (error) => error,
    );
  const begun = until('the first block', async () => (await context.chain.head()).number > 0);
  const desk = openDesk(context);
  const school = new School(desk);
  const college = new College(desk);
  context.awarding = {
    desk,
    school,
    college,
    schoolEnded: ended(begun.then(() => school.run())),
    collegeEnded: ended(begun.then(() => college.run())),
  };
}
