// What others in the village do meanwhile, by calls: they vote a meter for somebody, bring readings, vouch,
// award, sell, and vote the next runtime.

import { readFileSync } from 'node:fs';
import { blake2AsHex, blake2AsU8a } from '@polkadot/util-crypto';
import { Day } from './day.mjs';
import { plain } from './decode.mjs';
import { workshop } from './documents.mjs';
import { Energy } from './energy.mjs';
import { Gateway } from './gateway.mjs';
import { account, Governance } from './governance.mjs';
import { Issuer, solarAward } from './issuer.mjs';
import { lotOf, Market, terms, VAKA } from './market.mjs';
import { until } from './network.mjs';
import { PATIENCE_MS } from './phone.mjs';
import { loadHouseholds } from '../model/households.mjs';
import { meterKey, meterSeed } from '../model/meters.mjs';

const VILLAGE = 0;
const GRID = 0;
/** A meter was fitted so many slots ago, a few minutes: its first day begins before now. */
const FITTED = 400;
const LIMITS = { ask: 12, bid: 40, owedFirst: false };
/** Whose roof and kitchen the newcomer's are like, in the committed profiles. */
const LIKE = 'siaine';
/** Slots that come with each block: half as many blocks as the demo takes. */
const SLOTS_PER_BLOCK = 12;

/** Those of the village who decide by calls, and have no phone here that counts their transactions. */
export const VOTERS = ['Tevita', 'Kini', 'Sela', 'Paula', 'Fifita'];

export const WHY = 'The second battery is paid.\n\nSo a kWh may cost a tenth less.';

export class Neighbours {
  constructor(village) {
    this.village = village;
    this.founders = village.founders;
    this.meet();
  }

  /** Works with the connection that the village has now. */
  meet() {
    const { chain } = this.village;
    this.chain = chain;
    this.energy = new Energy(chain);
    this.governance = new Governance(chain);
    this.market = new Market(chain);
  }

  get tx() {
    return this.chain.api.tx;
  }

  ask(api, question, ...parameters) {
    return this.chain.api.call[api][question](...parameters).then(plain);
  }

  give(address, amount) {
    return this.chain.send(
      this.tx.balances.transferKeepAlive(address, amount),
      this.chain.account('//Alice'),
    );
  }

  /** The village runs its grid itself: its people vote a meter for somebody. Resolves with its number. */
  async fitMeter(owner) {
    const { chain, energy, tx } = this;
    const id = plain(await chain.api.query.energy.nextMeter());
    const { slotSeconds } = await energy.settings();
    const slot = (await energy.currentSlot(slotSeconds)) - FITTED;
    const { breakerW } = await energy.meter(0);
    const baseline = { slot, importWh: 0, exportWh: 0 };
    const { publicKey } = meterKey(meterSeed(Number(id)));
    const register = tx.energy.registerMeter(GRID, owner, publicKey, breakerW, baseline, LIMITS);
    const { stage } = await this.governance.decide({
      people: this.founders.pairs(...VOTERS).reverse(),
      track: { Village: VILLAGE },
      title: 'A meter for a newcomer',
      call: tx.communities.actAsCommunity(register),
    });
    if (stage.type !== 'Done') throw new Error(`no meter: ${JSON.stringify(stage.type)}`);
    return Number(id);
  }

  /** A day of trade between the village's households, the newcomer's among them. */
  day(id) {
    const { households } = loadHouseholds();
    const village = households.filter(({ grid }) => grid === GRID);
    const like = village.find(({ name }) => name === LIKE);
    const gateway = new Gateway(this.chain, this.energy, this.chain.account('//Bob'));
    return new Day({
      chain: this.chain,
      energy: this.energy,
      gateway,
      households: [...village, { ...like, id, name: 'the newcomer' }],
      slotsPerBlock: SLOTS_PER_BLOCK,
    });
  }

  /** What the chain computes of a household's day, in millionths, with what the market was worth. */
  async billOf(day, id) {
    const { importWh, exportWh } = day.households.find((one) => one.id === id);
    const readings = Array.from({ length: day.slots }, (_, n) => ({
      slot: day.base + 1 + n,
      importWh: importWh[day.first + n],
      exportWh: exportWh[day.first + n],
      limits: LIMITS,
    }));
    const lines = await this.energy.bill(GRID, readings, day.lastHash);
    const { tariffs } = day.replays.get(GRID);
    const bill = { paid: 0n, earned: 0n, saved: 0n, importWh: 0, exportWh: 0, sold: 0n };
    lines.forEach(({ paid, standingCharge, received, sold }, n) => {
      const { slot, importWh: used, exportWh: given } = readings[n];
      const { retail, feedIn } = tariffs.prices(slot);
      bill.paid += paid + standingCharge;
      bill.earned += received;
      bill.sold += sold;
      bill.saved += BigInt(used) * 1_000n * retail - paid + received - sold * feedIn;
      bill.importWh += used;
      bill.exportWh += given;
    });
    return bill;
  }

  /** Three members say that they know somebody. */
  vouch(request, ...names) {
    const { communities } = this.tx;
    return Promise.all(
      this.founders.pairs(...names).map((who) => this.chain.send(communities.vouch(request), who)),
    );
  }

  request(id) {
    return this.ask('communitiesApi', 'request', id);
  }

  /** Confirms a request as soon as its time is over. */
  async confirm(id, call, name) {
    const isRipe = async () => {
      const { stage } = (await this.request(id)).request;
      const now = (await this.chain.api.call.clockApi.now()).toNumber();
      return stage.type === 'Waiting' && now >= Number(stage.value.ripe);
    };
    // A replacement takes 30 slots of six seconds.
    const patience = { timeoutMs: PATIENCE_MS + 240_000, everyMs: 1_000 };
    await until(`the end of the time of request ${id}`, isRipe, patience);
    return this.chain.send(this.tx.communities[call](id), this.founders.pair(name));
  }

  /** A member offers fish, for whoever comes. Resolves with the listing's number. */
  async offerFish(name) {
    const seller = this.founders.pair(name);
    const listing = terms({ pricing: { Unit: VAKA / 10n }, instant: true });
    return (await this.market.offer(seller, listing, lotOf(20))).listing;
  }

  /** The college of genesis awards something to the holder of a key. */
  async award(name, key) {
    const { chain } = this;
    const college = account(chain, 'vaka/demo/college');
    const issuer = new Issuer({ chain, shop: workshop() }, 'college', college, 0);
    await issuer.setKey();
    const definition = solarAward('Solar installer');
    const award = { schema: 0, definition, people: [name], keys: { [name]: key }, pad: 4 };
    return (await issuer.award(award))[0];
  }

  /** Opens a petition for a tenth off, with all endorsements that it needs but one. */
  async askForTenthOff() {
    const { chain, energy, governance, tx } = this;
    const { slotSeconds } = await energy.settings();
    const before = await energy.tariffSchedule(GRID, await energy.currentSlot(slotSeconds));
    const cheaper = (band) => ({ ...band, retail: (band.retail * 9n) / 10n });
    const call = tx.communities.actAsCommunity(
      tx.energy.setTariff(GRID, { ...before, bands: before.bands.map(cheaper) }),
    );
    const [opener, ...others] = this.founders.pairs(...VOTERS);
    const text = blake2AsU8a(WHY, 256);
    const opened = await chain.send(
      tx.petitions.open({ Village: VILLAGE }, 'A tenth off the price', text, call),
      opener,
    );
    const id = Number(opened.events.find(({ method }) => method === 'Opened').data.petition);
    const { threshold, endorsements } = await governance.petition(id);
    const early = others.slice(0, Number(threshold - endorsements) - 1);
    await Promise.all(early.map((who) => chain.send(tx.petitions.endorse(id), who)));
    return { id, hash: Buffer.from(text).toString('hex') };
  }

  /** The referendum of a petition. */
  async pollOf(id) {
    return Number((await this.governance.petition(id)).stage.value.referendum);
  }

  ballot(poll, member) {
    return this.governance.ballot(poll, member);
  }

  /** All of the nation but the first village. */
  get others() {
    return this.governance.voters(1, 2, 3);
  }

  /** The nation agrees to another runtime. Resolves with its bytes once they may be brought. */
  async agreeOnUpgrade() {
    const code = readFileSync(process.env.VAKA_NEXT_RUNTIME);
    const { stage } = await this.governance.decide({
      people: this.others,
      track: 'Constitution',
      title: 'The next runtime',
      call: this.tx.system.authorizeUpgrade(blake2AsHex(code, 256)),
    });
    if (stage.type !== 'Done') throw new Error(`no upgrade: ${stage.type}`);
    return `0x${code.toString('hex')}`;
  }

  async version() {
    return Number((await this.chain.api.rpc.state.getRuntimeVersion()).specVersion);
  }

  /** Brings the bytes of the next runtime, and waits until it is in force. */
  async upgrade(code) {
    const before = await this.version();
    const { applyAuthorizedUpgrade } = this.tx.system;
    await this.chain.send(applyAuthorizedUpgrade(code), this.chain.account('//Alice'));
    const patience = { timeoutMs: PATIENCE_MS };
    await until('the next runtime', async () => (await this.version()) > before, patience);
    // A connection of its own knows the new runtime from its beginning.
    await this.village.reconnect();
    this.meet();
  }

  /** Opens a vote of the nation, on the constitution: it is open for three minutes. */
  async openLongVote() {
    const { governance, tx } = this;
    const people = [...this.others].reverse();
    const track = 'Constitution';
    const call = tx.system.remark('0x6d616c6f');
    const id = await governance.open({ by: people[0], track, title: 'A word of thanks', call });
    return { id, poll: await governance.endorse(id, people.slice(1)) };
  }
}
