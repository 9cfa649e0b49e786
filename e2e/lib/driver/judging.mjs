// What the suite of disputes does on the chain: the people appoint a panel, members join it and the
// list of jurors, and two disputes go all their way. Days are slots in the `local` preset, so nobody
// has much time. The members among all these have no VAKA.

import { plain } from './decode.mjs';
import { account, FOUNDERS, founder, Governance, VILLAGES } from './governance.mjs';
import { Guild } from './guild.mjs';
import { errorOf, lotOf, Market, VAKA } from './market.mjs';
import { until } from './network.mjs';
import { blocks, runPart } from '../pages/page.mjs';

const [DISPUTE, ADVANCE, RECUSE, RULE, APPEAL, COMMIT, REVEAL] = blocks(
  'js',
  'market.md',
  'Dispute and judge',
);

export const VOUCHER = 4_343;
/** What the bank gives each party, in the voucher's smallest unit. */
export const WEALTH = 1_000_000n;
/** Four kilograms of fish: all amounts of that dispute are whole. */
export const PRICE = 50_000n;
export const KILOGRAMS = 4;
/** The votes of six jurors, in parts of a million. The seventh is never revealed. */
export const VOTES = [0, 250_000, 250_000, 300_000, 400_000, 1_000_000];
/** An outboard motor was mended: its price, what stands behind the work, and what it did harm. */
export const REPAIR = 20n * VAKA;
export const STAKE = 10n * VAKA;
export const NAMED = 4n * VAKA;
export const CONFIRMED = 3n * VAKA;
export const HALF = 500_000;

const ACCREDITED_DAYS = 1_000_000;
const PATIENCE = { timeoutMs: 300_000, everyMs: 500 };

/** The village of the first dispute's parties. Its members judge only if there are no others. */
export const PARTIES = 0;
/** The members who are appointed to the panel. The first three have the award. */
const PANEL = [
  [1, 0],
  [1, 1],
  [1, 2],
  [2, 1],
  [2, 4],
  [3, 0],
];
const EXPERTS = 3;

class Court extends Market {
  constructor(context) {
    super(context.chain, VOUCHER);
    const { chain } = context;
    Object.assign(this, { context, failures: {} });
    this.governance = new Governance(chain);
    this.panel = PANEL.map(([village, n]) => founder(chain, village, n));
    this.experts = this.panel.slice(0, EXPERTS);
    // Nobody but a program of its own signs for the proposer of validators.
    this.jurors = this.governance.voters(...VILLAGES.keys()).slice(FOUNDERS);
    [this.seller, this.buyer, this.other] = [2, 3, 4].map((n) => founder(chain, PARTIES, n));
    for (const name of ['lender', 'guild', 'mechanic', 'skipper']) {
      this[name] = account(chain, `vaka/e2e/${name}`);
    }
    this.school = new Guild(chain, this.guild);
  }

  judging(question, ...parameters) {
    return this.chain.api.call.disputesApi[question](...parameters).then(plain);
  }

  /** Sends a call of disputes. */
  judge(who, call, ...parameters) {
    return this.chain.send(this.chain.api.tx.disputes[call](...parameters), who);
  }

  /** The name of the error with which a call of disputes fails. */
  refusedToJudge(who, call, ...parameters) {
    return errorOf(this.judge(who, call, ...parameters));
  }

  /** A member's key by their number: founders are the first members. */
  person(member) {
    return this.governance.people[Number(member)];
  }

  /** Runs a part of the page. Resolves with the receipt of the one thing that it sends. */
  async part(script, scope) {
    const [sent] = await runPart(script, this.chain, scope);
    return sent;
  }

  /** What the events of a call tell of a case. */
  heard({ events }, method) {
    const found = events.find((event) => event.section === 'disputes' && event.method === method);
    return found?.data;
  }

  reach(slot) {
    const reached = async () => (await this.now()) >= Number(slot);
    return until(`slot ${slot}`, reached, PATIENCE);
  }

  /** A bank issues vouchers. Those who judge for them get an account, as long as they have no VAKA. */
  async open() {
    const { transferKeepAlive } = this.chain.api.tx.balances;
    const rich = [this.lender, this.guild, this.mechanic, this.skipper];
    const payments = rich.map(({ address }) => transferKeepAlive(address, 200n * VAKA));
    const paid = this.chain.api.tx.utility.batchAll(payments);
    await this.chain.send(paid, this.chain.account('//Alice'));
    await this.issue(this.lender, WEALTH, [this.seller, this.buyer, this.other], this.jurors);
  }

  /** The people appoint a panel, and accredit those who award what some work asks for. */
  async appoint() {
    const { appointArbiter } = this.chain.api.tx.disputes;
    const numbers = PANEL.map(([village, n]) => village * FOUNDERS + n);
    const appointed = numbers.map((member) => appointArbiter(member));
    const call = [...appointed, this.school.accreditation(ACCREDITED_DAYS)];
    // Others open the petitions of the other suites: a member may have few on their way.
    const [, ...people] = this.governance.voters(2, 0, 3);
    this.appointment = await this.governance.decide({
      people,
      track: 'Parameters',
      title: 'Six people judge, and the guild awards',
      call: this.chain.api.tx.utility.batchAll(call),
    });
  }

  /** The appointed join the panel, others the list of jurors, and some get the guild's award. */
  async gather() {
    await this.appointed;
    // The script of docs/decide.md counts the nonces of Neiafu's founders itself.
    const { deciding } = this.context;
    await until("the end of the page's vote", () => deciding.flows.page, PATIENCE);
    await deciding.flows.page;
    await Promise.all([
      ...this.panel.map((who) => this.judge(who, 'joinPanel')),
      ...this.jurors.map((who) => this.judge(who, 'joinJury')),
      this.school
        .open('Outboard mechanic')
        .then(() => this.school.award([...this.experts, this.mechanic])),
    ]);
    [this.listed, this.seats] = [await this.judging('panel'), await this.judging('juryList')];
  }

  /** Waits until a lot can be drawn for an order's case, and advances it, as anybody may. */
  async draw(order, id) {
    await until(
      `a draw for case ${id}`,
      async () => (await this.judging('case', id))?.due,
      PATIENCE,
    );
    return this.part(ADVANCE, { order, anyone: this.lender });
  }

  /** Four kilograms of fish: an arbiter is recused, another one rules, and a jury rules otherwise. */
  async dispute() {
    const { seller, buyer, lender } = this;
    const fish = this.terms({ instant: true, pricing: { Unit: PRICE } });
    const offered = await this.offer(seller, fish, lotOf(KILOGRAMS));
    const wanted = { ...offered, quantity: KILOGRAMS, maxUnitPrice: PRICE, code: null };
    const [order] = await this.order(buyer, [wanted]);
    this.fee = (await this.ask('order', order)).fee;
    await this.gathered;
    await this.send(seller, 'deliver', [{ order, quantity: KILOGRAMS, code: null }]);
    const opened = await this.part(DISPUTE, { order, buyer });
    const id = Number(this.told(opened, 'DisputeOpened')[0].case);
    const first = this.heard(await this.draw(order, id), 'ArbiterDrawn').member;
    await this.part(RECUSE, { id, buyer });

    const second = this.heard(await this.draw(order, id), 'ArbiterDrawn').member;
    [this.meddled, this.choosy] = await Promise.all([
      this.refusedToJudge(this.person(first), 'rule', id, 0, 0),
      this.refusedToJudge(buyer, 'recuse', id),
    ]);
    await this.part(RULE, { id, arbiter: this.person(second) });
    this.ruled = (await this.judging('case', id)).ruling;
    [this.hasty] = await Promise.all([
      this.send(lender, 'settle', [order]),
      this.part(APPEAL, { order, buyer }),
    ]);
    this.arbiters = { first, second };

    const jury = this.heard(await this.draw(order, id), 'JuryDrawn');
    await this.vote(id, jury);
    await this.reach(jury.until);
    this.outcome = await this.judging('outcome', id);
    const judges = [second, ...jury.jurors].map((member) => this.person(member));
    const parties = { seller, buyer };
    const before = await this.holdings(judges);
    this.settled = await this.send(lender, 'settle', [order]);
    const earned = (await this.holdings(judges)).map((held, n) => held - before[n]);
    this.paid = { arbiter: earned[0], jurors: earned.slice(1) };
    for (const name of Object.keys(parties)) this.paid[name] = await this.vouchers(parties[name]);
    this.closed = await this.judging('case', id);
  }

  holdings(people) {
    return Promise.all(people.map((who) => this.vouchers(who)));
  }

  /** Jurors commit, and anybody reveals what six of them committed. */
  async vote(id, { jurors, revealsFrom }) {
    const { lender: anyone } = this;
    // Of the one whose vote nobody reveals: the others' come in the same blocks.
    const guess = () =>
      this.refusedToJudge(anyone, 'revealVote', id, jurors.at(-1), 0, new Uint8Array(32));
    const meanwhile = () => this.reach(revealsFrom);
    const reveals = `${COMMIT}\nawait meanwhile();\n${REVEAL}`;
    const scripts = [
      ...VOTES.map((share) => ({ share, script: reveals })),
      { share: HALF, script: COMMIT },
    ];
    const votes = scripts.map(({ share, script }, n) =>
      runPart(script, this.chain, { id, share, juror: this.person(jurors[n]), anyone, meanwhile }),
    );
    const guesses = (async () => {
      this.early = await guess();
      await meanwhile();
      this.guessed = await guess();
    })();
    await Promise.all([...votes, guesses]);
    this.jury = jurors;
    this.silent = jurors.at(-1);
    this.voted = (await this.judging('case', id)).votes;
  }

  /** A motor was mended badly. Two mechanics judge that, and what it did harm is paid by the stake. */
  async damages() {
    const { mechanic, skipper, lender, chain } = this;
    await this.gathered;
    const { schema } = this.school;
    await chain.send(this.school.tx.stake({ Practice: schema }, STAKE), mechanic);
    const requirement = { schema, stake: 0n };
    const repair = this.terms({
      kind: 'Service',
      currency: 'Native',
      pricing: { Unit: REPAIR },
      title: '0x',
      details: null,
      instant: true,
      requirement,
    });
    const offered = await this.offer(mechanic, repair, lotOf(1));
    const wanted = { ...offered, quantity: 1, maxUnitPrice: REPAIR, code: null };
    const [order] = await this.order(skipper, [wanted]);
    const { fee } = await this.ask('order', order);
    await this.send(mechanic, 'deliver', [{ order, quantity: 1, code: null }]);
    const opened = await this.part(DISPUTE, { order, buyer: skipper });
    const id = Number(this.told(opened, 'DisputeOpened')[0].case);
    const first = this.heard(await this.draw(order, id), 'ArbiterDrawn').member;
    await this.judge(this.person(first), 'rule', id, HALF, NAMED);

    const second = this.heard(await this.draw(order, id), 'ArbiterDrawn').member;
    const judge = this.person(second);
    [this.otherShare, this.raised] = await Promise.all([
      this.refusedToJudge(judge, 'rule', id, 0, CONFIRMED),
      this.refusedToJudge(judge, 'rule', id, HALF, NAMED + 1n),
    ]);
    await this.judge(judge, 'rule', id, HALF, CONFIRMED);
    const { stage } = await this.judging('case', id);
    await this.reach(stage.value.until);
    const judges = [first, second];
    const holdings = () =>
      Promise.all(judges.map((member) => this.vaka(this.person(member)).then(({ free }) => free)));
    const stake = async () => plain(await this.school.ask('bindings', mechanic.address))[0].stake;
    const [before, had] = [await stake(), await holdings()];
    const sent = await this.send(lender, 'settle', [order]);
    const paid = (await holdings()).map((held, n) => held - had[n]);
    this.harm = { judges, fee, before, after: await stake(), sent, paid };
  }

  /** What validators give for a seed, brought by somebody else. */
  async bring() {
    const { chain } = this;
    const outputs = async () => {
      const { number } = await chain.head();
      const newest = await outputsOf(chain, await chain.hashOf(number));
      const [oldest] = await until('an old output', () => this.oldest(number), PATIENCE);
      return newest.length > 0 && { newest: newest[0], oldest };
    };
    await this.opened;
    const { newest, oldest } = await until('a block with an output', outputs, PATIENCE);
    const malformed = chain.api.tx.beacon.contribute(new Uint8Array(96));
    const bare = {
      second: newest.toHex(),
      stale: oldest.toHex(),
      malformed: malformed.toHex(),
    };
    this.brought = {};
    for (const [name, extrinsic] of Object.entries(bare)) {
      this.brought[name] = await errorOf(chain.rpc('author_submitExtrinsic', extrinsic));
    }
    const output = newest.method.args[0];
    const call = chain.api.tx.beacon.contribute(output);
    this.signed = await errorOf(chain.send(call, this.lender));
    this.witness = await chain.head();
  }

  /** The outputs of the first block that has any. */
  async oldest(before) {
    for (let number = 1; number < before; number += 1) {
      const outputs = await outputsOf(this.chain, await this.chain.hashOf(number));
      if (outputs.length > 0) return outputs;
    }
    return undefined;
  }

  /** Tells all stories. What goes wrong in one is told to the tests that ask for it. */
  async run() {
    const tell = (name) =>
      this[name]().catch((error) => {
        this.failures[name] = error;
      });
    this.opened = tell('open');
    this.appointed = tell('appoint');
    this.gathered = this.opened.then(() => tell('gather'));
    await this.opened;
    await Promise.all([
      this.appointed,
      this.gathered,
      ...['dispute', 'damages', 'bring'].map(tell),
    ]);
  }
}

/** The outputs of validators in a block, as its transactions. */
export async function outputsOf({ api }, hash) {
  const { block } = await api.rpc.chain.getBlock(hash);
  return block.extrinsics.filter(
    ({ method, isSigned }) => method.section === 'beacon' && !isSigned,
  );
}

/** Begins the stories. The tests wait for their end. */
export function beginJudging(context) {
  const court = new Court(context);
  const begun = until('the first block', async () => (await context.chain.head()).number > 0);
  context.judging = { court, ended: begun.then(() => court.run()) };
  // The tests that wait for it are told; until then it is nobody's unhandled error.
  context.judging.ended.catch(() => {});
}
