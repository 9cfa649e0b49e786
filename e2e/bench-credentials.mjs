// Measures credentials on one validator: awards a second in full batches, what an award costs for
// ever, what `verify`, `bind` and `revoke` cost beside 10 and beside 10,000 batches, and bundles:
//
//   node bench-credentials.mjs [--json bench-credentials.json] [--batches 10000]
//
// It fails where a figure is worse than its bound. Needs the node and `vaka-credential`.

import assert from 'node:assert/strict';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compactToU8a, u8aConcat, u8aToHex } from '@polkadot/util';
import { blake2AsU8a } from '@polkadot/util-crypto';
import { submitAll } from './bench/load.mjs';
import { Probe, stateOf } from './bench/probe.mjs';
import { rateOf, Rig, run, say } from './bench/rig.mjs';
import { benchmarkSpec } from './bench/spec.mjs';
import { run as credential, succeed, workshop } from './lib/driver/documents.mjs';
import { account } from './lib/driver/governance.mjs';
import { callOf, Issuer, prove, solarAward } from './lib/driver/issuer.mjs';
import { nodeBinary, until } from './lib/driver/network.mjs';

const FULL = 4_096;
const COLLEGE = 0;
const SCHEMA = 0;
const FEW = 10;
/** The most indexes of a call that marks. */
const MARKED = 64;
const bounds = {
  awardsPerSecond: 500_000,
  bytesWith1PercentMarked: 0.5,
  bytesWithAllMarked: 1,
  bundleBytes: 32 * 1024,
  verifyMs: 100,
};

class Bench extends Rig {
  constructor(batches) {
    super();
    Object.assign(this, { batches, shop: workshop() });
    this.results = { batches };
  }

  async start(folder) {
    const { spec, genesis } = benchmarkSpec(nodeBinary(), folder);
    genesis.clock.slotsPerDay = 14_400;
    const file = join(folder, 'bench.json');
    writeFileSync(file, JSON.stringify(spec));
    await super.start(file);
    this.college = account(this.chain, 'vaka/demo/college');
    const node = `http://127.0.0.1:${this.node.rpcPort}`;
    const checkpoint = this.shop.write('checkpoint.json', succeed('checkpoint', '--node', node));
    this.desk = { chain: this.chain, shop: this.shop, node, checkpoint };
    this.issuer = new Issuer(this.desk, 'college', this.college, COLLEGE);
  }

  /** A full batch, in which one award has documents and all others are decoys. */
  async first() {
    say('A full batch');
    await this.issuer.setKey();
    const award = { schema: SCHEMA, definition: solarAward('Solar installer'), people: ['Mele'] };
    [this.paper] = await this.issuer.award({ ...award, pad: FULL });
  }

  /** Further full batches, up to a number of them. Returns how many each block had. */
  async fill(upTo) {
    const nonce = await this.nonce(this.college, (await this.chain.head()).hash);
    const index = this.chain.api.tx.credentials.issueBatch.callIndex;
    const from = this.issuer.sequence;
    say(`Signing ${upTo - from} batches`);
    const signed = Array.from({ length: upTo - from }, (_, i) => {
      const numbers = [COLLEGE, from + i, SCHEMA].map((n) => compactToU8a(n));
      const root = blake2AsU8a(`root ${from + i}`, 256);
      const call = u8aConcat(index, ...numbers, root, compactToU8a(FULL), Uint8Array.of(0));
      return this.extrinsic(this.college, nonce + i, call);
    });
    this.issuer.sequence = upTo;
    const next = async () => {
      const issuer = await this.chain.api.query.credentials.issuers(COLLEGE);
      return issuer.unwrap().next.toNumber();
    };
    return this.bring('all batches', signed, async () => (await next()) >= upTo);
  }

  /** What calls cost beside so many batches. */
  async costs(batches) {
    const { chain, paper } = this;
    const hash = await this.quiet();
    const [alice, college] = [chain.account('//Alice'), this.college];
    const encoded = (tx) => tx.method.toU8a();
    const remark = encoded(chain.api.tx.system.remark('0x'));
    const asked = ['--envelope', paper.envelope, '--secret', paper.secret()];
    const bind = callOf(chain.api, succeed('bind', ...asked, '--account', alice.address));
    const revoke = chain.api.tx.credentials.revoke(COLLEGE, 0, [paper.index]);
    const [aliceNonce, collegeNonce] = [
      await this.nonce(alice, hash),
      await this.nonce(college, hash),
    ];
    const probe = new Probe(this.send, hash);
    const calls = await probe.time({
      remark: this.extrinsic(alice, aliceNonce, remark),
      bind: this.extrinsic(alice, aliceNonce, encoded(bind)),
      revoke: this.extrinsic(college, collegeNonce, encoded(revoke)),
    });
    const { leaf } = credential(
      ...['verify', '--document', paper.document, '--envelope', paper.envelope],
    ).report.place;
    const numbers = new Uint8Array(new Uint32Array([COLLEGE, 0, paper.index]).buffer);
    const path = u8aConcat(compactToU8a(paper.place.proof.length), ...paper.place.proof);
    const questions = {
      version: ['Core_version', '0x'],
      verify: ['CredentialsApi_verify', u8aToHex(u8aConcat(numbers, leaf, path))],
    };
    const answers = await probe.timeCalls(questions);
    this.note({ ...calls, ...answers }, 'batches', batches);
  }

  async rate(counts) {
    const { perSecond } = rateOf(counts, this.blockSeconds);
    this.results.batches_per_s = perSecond;
    this.results.awards_per_s = perSecond * FULL;
    this.demand(perSecond * FULL >= bounds.awardsPerSecond, 'too few awards a second');
  }

  async mark(indexes) {
    const calls = [];
    for (let from = 0; from < indexes.length; from += MARKED) {
      const some = indexes.slice(from, from + MARKED);
      calls.push(this.chain.api.tx.credentials.suspend(COLLEGE, 1, some));
    }
    const nonce = await this.nonce(this.college, (await this.chain.head()).hash);
    const signed = calls.map((call, i) =>
      this.extrinsic(this.college, nonce + i, call.method.toU8a()),
    );
    await submitAll(this.send, signed);
    const done = nonce + signed.length;
    await until('all marks', async () => {
      const { hash } = await this.chain.head();
      return (await this.nonce(this.college, hash)) >= done;
    });
  }

  /** What a batch and its marks take for ever, in bytes an award. */
  async bytes() {
    const { hash } = await this.chain.head();
    const [batch, marks] = await stateOf(this.send, 'Credentials', ['Batches', 'Marked'], hash);
    return Number(((batch.bytes + marks.bytes * marks.entries) / FULL).toFixed(3));
  }

  async state() {
    say('Marks');
    const all = Array.from({ length: FULL }, (_, index) => index);
    await this.mark(all.filter((index) => index % 100 === 0));
    this.results.bytes_an_award_1_percent_marked = await this.bytes();
    await this.mark(all.filter((index) => index % 100 !== 0));
    this.results.bytes_an_award_all_marked = await this.bytes();
    const { results } = this;
    const { bytes_an_award_1_percent_marked: some, bytes_an_award_all_marked: most } = results;
    this.demand(some <= bounds.bytesWith1PercentMarked, 'an award in a hundred takes too much');
    this.demand(most < bounds.bytesWithAllMarked, 'awards that are all marked take too much');
  }

  async bundle() {
    say('Bundles');
    const { bundle, standing } = await prove(this.desk, this.paper);
    assert.equal(standing, 'valid');
    const { paper, desk } = this;
    const shown = ['--document', paper.document, '--envelope', paper.envelope];
    const times = Array.from({ length: 21 }, () => {
      const began = process.hrtime.bigint();
      succeed('verify', ...shown, '--bundle', bundle, '--checkpoint', desk.checkpoint);
      return Number(process.hrtime.bigint() - began) / 1e6;
    });
    this.results.bundle_bytes = statSync(bundle).size;
    this.results.verify_bundle_ms = Number(times.sort((a, b) => a - b)[10].toFixed(1));
    const { bundle_bytes: bytes, verify_bundle_ms: ms } = this.results;
    this.demand(bytes <= bounds.bundleBytes, 'a bundle is too large');
    this.demand(ms < bounds.verifyMs, 'a bundle takes too long');
  }
}

async function main() {
  const { values } = parseArgs({
    options: { json: { type: 'string' }, batches: { type: 'string', default: '10000' } },
  });
  const bench = new Bench(Number(values.batches));
  await run(bench, values.json, async (folder) => {
    await bench.start(folder);
    await bench.first();
    await bench.fill(FEW);
    await bench.costs(FEW);
    await bench.rate(await bench.fill(bench.batches));
    await bench.costs(bench.batches);
    for (const [name, control] of [
      ['bind', 'remark'],
      ['revoke', 'remark'],
      ['verify', 'version'],
    ]) {
      bench.checkFlat(name, control, 'batches');
    }
    await bench.state();
    await bench.bundle();
  });
}

await main();
