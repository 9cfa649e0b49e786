// How the people of the `local` network decide: their keys, and a petition's way to its enactment.
// Only this file of the tests has the chain's names for fields.

import { blake2AsU8a } from '@polkadot/util-crypto';
import { plain } from './decode.mjs';
import { until } from './network.mjs';

/** The villages of the `local` preset, numbered from 0, and the number of founders of each. */
export const VILLAGES = ["Nuku'alofa", 'Neiafu', 'Pangai', 'Ohonua'];
export const FOUNDERS = 5;

/** Days for which a founder's consent holds at most. */
const FOUNDING_DAYS = 180;

/**
 * The founder who proposes validators, in a program of its own that counts nonces itself. Nobody else
 * may send anything in their name meanwhile.
 */
export const PROPOSER = { village: 3, n: 4 };

export const account = (chain, name) => chain.keyring.addFromSeed(blake2AsU8a(name, 256));

/** The secret of a village's n-th founder. None of them has a balance. */
export const founderSeed = (village, n) =>
  blake2AsU8a(`vaka/demo/founder/${VILLAGES[village]}/${n}`, 256);

export const founder = (chain, village, n) => chain.keyring.addFromSeed(founderSeed(village, n));

/** The village that the people found meanwhile, and its five founders, the last of whom is its clerk. */
export const FIFTH = VILLAGES.length;

export const foundersOfFifth = (chain) =>
  ['a', 'b', 'c', 'd', 'e'].map((name) => chain.keyring.addFromUri(`//fifth//${name}`));

/** Founders are the first members, village by village. */
export const memberOf = (village, n) => village * FOUNDERS + n;

export class Governance {
  constructor(chain) {
    this.chain = chain;
    this.people = VILLAGES.flatMap((_, village) =>
      Array.from({ length: FOUNDERS }, (__, n) => founder(chain, village, n)),
    );
  }

  villagers(village) {
    return this.people.slice(village * FOUNDERS, (village + 1) * FOUNDERS);
  }

  /** The founders of villages, in their order, but for the proposer. */
  voters(...villages) {
    const proposer = founder(this.chain, PROPOSER.village, PROPOSER.n).address;
    const people = villages.flatMap((village) => this.villagers(village));
    return people.filter(({ address }) => address !== proposer);
  }

  get tx() {
    return this.chain.api.tx;
  }

  async ask(question, ...parameters) {
    return plain(await this.chain.api.call.petitionsApi[question](...parameters));
  }

  petition(id) {
    return this.ask('petition', id);
  }

  /** Opens a petition. Resolves with its number. */
  async open({ by, track, title, call }) {
    const text = blake2AsU8a(title, 256);
    const opened = await this.chain.send(this.tx.petitions.open(track, title, text, call), by);
    const { data } = opened.events.find(
      ({ section, method }) => section === 'petitions' && method === 'Opened',
    );
    return Number(data.petition);
  }

  /**
   * Lets others endorse it, as many as it needs. Resolves with the number of its referendum. If others
   * hold all places of the track, somebody submits it until one is free.
   */
  async endorse(id, people) {
    const { threshold, endorsements } = await this.petition(id);
    const missing = people.slice(0, Number(threshold - endorsements));
    await Promise.all(missing.map((who) => this.chain.send(this.tx.petitions.endorse(id), who)));
    const { poll } = await until(
      `referendum of petition ${id}`,
      async () => {
        const { type, value } = (await this.petition(id)).stage;
        if (type === 'Waiting') await this.chain.send(this.tx.petitions.submit(id), missing[0]);
        return type === 'Voting' && { poll: Number(value.referendum) };
      },
      { timeoutMs: 240_000 },
    );
    return poll;
  }

  /** People, of whom this one comes first: a member may have few petitions on their way. */
  ledBy(village, n, people) {
    const first = founder(this.chain, village, n);
    return [first, ...people.filter(({ address }) => address !== first.address)];
  }

  vote(poll, people, vote = 'Aye') {
    return Promise.all(people.map((who) => this.chain.send(this.tx.voting.vote(poll, vote), who)));
  }

  /** Waits until a petition has come to its end: { stage, ... }. */
  ended(id, timeoutMs = 240_000) {
    return until(
      `the end of petition ${id}`,
      async () => {
        const petition = await this.petition(id);
        const over = ['Done', 'Failed', 'Ended'].includes(petition.stage.type);
        return (over || petition.fate?.type === 'Over') && petition;
      },
      { timeoutMs, everyMs: 1_000 },
    );
  }

  /** The signed consents of those who found a community: to its name, all founders and clerks. */
  async foundersConsent(name, founders, clerks) {
    const { clockApi, communitiesApi } = this.chain.api.call;
    const [now, day] = [await clockApi.now(), await clockApi.slotsPerDay()];
    const accounts = founders.map(({ address }) => address);
    const founding = await communitiesApi.founding(name, accounts, clerks);
    const until = now.toNumber() + FOUNDING_DAYS * day.toNumber();
    const consent = async (founder) => {
      const { address } = founder;
      const payload = await communitiesApi.consentPayload({ Found: founding }, address, until);
      const signature = { Sr25519: founder.sign(payload.bytes.toU8a(true)) };
      return { account: address, until, signature };
    };
    return Promise.all(founders.map(consent));
  }

  /**
   * Takes a petition from its opening to its outcome.
   *
   * @param {object[]} people   who endorse and vote; the first opens it
   * @param {(step: string, what: object) => void} onStep   told when it is opened, endorsed and voted on
   * @param {Promise} before    what must have come about before anybody votes
   */
  async decide({ people, track, title, call, vote = 'Aye', onStep = () => {}, before }) {
    const [by, ...others] = people;
    const id = await this.open({ by, track, title, call });
    onStep('opened', { id });
    const poll = await this.endorse(id, others);
    onStep('endorsed', { poll });
    await before;
    await this.vote(poll, people, vote);
    onStep('voted', await this.poll(poll));
    const petition = await this.ended(id);
    return { id, poll, ...petition };
  }

  async poll(poll) {
    return plain(await this.chain.api.call.votingApi.poll(poll));
  }

  async ballot(poll, member) {
    return plain(await this.chain.api.call.votingApi.ballot(poll, member));
  }
}

const plainName = (value) => value?.type ?? value;

/** The outcome of a petition, in words that name the chain's error if there is one. */
export async function endingOf(chain, { stage: { type, value }, fate }) {
  if (type === 'Done') return 'Done';
  if (type === 'Ended') return plainName(value.ending);
  if (type !== 'Failed') return plainName(fate.value);
  const { failure } = value;
  return failure?.type === 'Call' ? chain.nameError(failure.value) : plainName(failure);
}
