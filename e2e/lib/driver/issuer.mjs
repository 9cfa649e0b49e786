// An issuer of awards as a college works: documents made with `vaka-credential`, calls sent to the
// chain, and proofs that a node makes for a clinic.

import assert from 'node:assert/strict';
import { Keyring } from '@polkadot/api';
import { stringCamelCase, u8aConcat, u8aToHex } from '@polkadot/util';
import { base58Encode, blake2AsU8a } from '@polkadot/util-crypto';
import { run, runOffline, secret, succeed } from './documents.mjs';
import { until } from './network.mjs';

/** How long a block may take to become final: the nodes share two cores with compilers. */
const PATIENCE_MS = 240_000;

/** What did:key says before an Ed25519 key. */
const ED25519 = Uint8Array.of(0xed, 0x01);

const keyring = new Keyring({ type: 'ed25519' });
const seedOf = (name) => blake2AsU8a(`vaka/e2e/holder/${name}`, 256);

const multikey = (publicKey) => `z${base58Encode(u8aConcat(ED25519, publicKey))}`;

/** The key of somebody who holds awards, in did:key. */
export const multikeyOf = (name) => multikey(keyring.addFromSeed(seedOf(name)).publicKey);

/**
 * The extrinsic of a call that the program printed. The chain's metadata must make the same bytes of
 * its arguments.
 */
export function callOf(api, { call, arguments: given, scale }) {
  const [section, method] = call.split('.');
  const make = api.tx[section][method];
  const values = make.meta.args.map(({ name }) => given[stringCamelCase(name.toString())]);
  const tx = make(...values);
  assert.equal(u8aToHex(tx.method.toU8a().slice(2)), scale, `${call} is encoded otherwise`);
  return tx;
}

/** What a school awards to those who can install solar panels. */
export const solarAward = (name, more = {}) => ({
  issuer: { name: 'School', url: 'https://school.example' },
  achievement: {
    id: 'https://school.example/achievements/solar',
    achievementType: 'Certificate',
    name,
    description: 'May install solar panels.',
    criteria: 'Installed ten of them under supervision.',
  },
  vct: 'https://school.example/types/solar',
  validFrom: '2026-01-01T00:00:00Z',
  ...more,
});

/** What an issuer says of one award to one person. */
export class Paper {
  constructor(shop, folder, name, key) {
    this.name = name;
    const path = `${folder}/${key}`;
    this.document = shop.at(`${path}.json`);
    this.token = shop.at(`${path}.sd-jwt`);
    this.envelope = shop.at(`${path}.envelope.json`);
    this.place = shop.json(`${path}.envelope.json`);
    this.shop = shop;
  }

  get index() {
    return this.place.index;
  }

  /** The file with the holder's secret. */
  secret() {
    return this.shop.write(`${this.name}.secret`, Buffer.from(seedOf(this.name)).toString('hex'));
  }
}

export class Issuer {
  /**
   * @param {object} desk  { chain, node, shop, checkpoint }: the address of a node that need not be
   *   trusted, and a checkpoint that a clinic trusts
   */
  constructor(desk, name, account, id) {
    Object.assign(this, { desk, name, account, id, sequence: 0, keys: 0 });
  }

  get tx() {
    return this.desk.chain.api.tx.credentials;
  }

  get seed() {
    return ['--seed', this.desk.shop.at(`${this.name}.${this.keys}.secret`)];
  }

  /** Makes a key, and tells it to the chain. */
  async setKey() {
    const { chain, shop } = this.desk;
    this.keys += 1;
    shop.write(`${this.name}.${this.keys}.secret`, secret(`${this.name}/${this.keys}`));
    const genesis = chain.api.genesisHash.toHex();
    const place = ['--issuer', this.id, '--genesis', genesis];
    const { setKey } = succeed('identity', ...this.seed, ...place);
    await chain.send(callOf(chain.api, setKey), this.account);
  }

  /**
   * Makes documents for people, and sends the batch. Resolves with their papers.
   *
   * @param {object} [award.keys]  the public keys of those who have one of their own, by name
   */
  async award({ schema, definition, people, pad = 0, keys = {} }) {
    const { chain, shop } = this.desk;
    const folder = `${this.name}-${this.sequence}`;
    const keyOf = (name) => (keys[name] ? multikey(keys[name]) : multikeyOf(name));
    const rows = people.map((name) => `did:key:${keyOf(name)},${name}`);
    shop.write(`${folder}.csv`, ['key,name', ...rows, ''].join('\n'));
    shop.write(`${folder}.award.json`, definition);
    const order = [
      ...this.seed,
      ...['--award', shop.at(`${folder}.award.json`), '--people', shop.at(`${folder}.csv`)],
      ...['--genesis', chain.api.genesisHash.toHex(), '--issuer', this.id],
      ...['--sequence', this.sequence, '--schema', schema],
    ];
    succeed('issue', ...order, '--pad', pad, '--out', shop.at(folder));
    this.call = callOf(chain.api, shop.json(`${folder}/call.json`));
    this.issued = await chain.send(this.call, this.account);
    this.sequence += 1;
    return people.map((name) => new Paper(shop, folder, name, keyOf(name)));
  }

  /** Marks an award: revoke, suspend or reinstate. */
  mark(call, { place }, by = this.account) {
    const marked = this.tx[call](place.issuer, place.sequence, [place.index]);
    return this.desk.chain.send(marked, by);
  }
}

/**
 * What a clinic finds that was given a bundle. The bundle is of this block, or of a later one; the
 * clinic has no network.
 */
export async function prove({ node, shop, checkpoint }, paper, { from = 0, more = [] } = {}) {
  const bundle = shop.at(`${paper.name}.bundle.json`);
  const shown = ['--document', paper.document, '--envelope', paper.envelope];
  return until(
    `a proof of block ${from}`,
    () => {
      const trust = ['--checkpoint', checkpoint];
      const made = run('bundle', '--node', node, ...trust, '--envelope', paper.envelope);
      if (made.code !== 0) throw new Error(made.error);
      shop.write(`${paper.name}.bundle.json`, made.report);
      const found = runOffline('verify', ...shown, '--bundle', bundle, ...trust, ...more);
      if (!(found.report?.proven?.block.number >= from)) return false;
      return { ...found, bundle, standing: found.report.standing };
    },
    { everyMs: 2_000, timeoutMs: PATIENCE_MS },
  );
}
