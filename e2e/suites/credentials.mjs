// Credentials, from the accreditation of a school to a clinic without a network. The stories of
// lib/driver/awarding.mjs wait for blocks most of the time, so they run beside the other tests.

import assert from 'node:assert/strict';
import { copyFileSync, readFileSync } from 'node:fs';
import { it } from 'node:test';
import { u8aToHex } from '@polkadot/util';
import { BOND, CLASS, STAKE } from '../lib/driver/awarding.mjs';
import { run, runOffline, sh } from '../lib/driver/documents.mjs';
import { endingOf } from '../lib/driver/governance.mjs';
import { blocks } from '../lib/pages/page.mjs';
import { statuses, verify } from '../verifiers/lib/foreign.mjs';
import { runtimeApiDecodes, storageDecodes } from './decoding.mjs';

const PAGE = 'credentials.md';
/** The node's address in the page. */
const NODE = 'http://127.0.0.1:9944';
const KIBIBYTE = 1024;

const read = (path) => JSON.parse(readFileSync(path, 'utf8'));

export function credentials(context) {
  const told = async (name) => {
    const { awarding } = context;
    const error = await awarding[`${name}Ended`];
    if (error) throw error;
    return awarding[name];
  };

  it('the people accredit a school, which awards a class of 200 in one transaction', async () => {
    const school = await told('school');
    assert.equal(await endingOf(context.chain, school.accreditation), 'Done');
    assert.equal(Number(school.issued.data.count), CLASS);
    assert.equal(school.again, 'credentials.WrongSequence');
  });

  it('a checkpoint of the chain spec is the first block', () => {
    const { genesis } = context.awarding.desk;
    assert.equal(genesis.block, context.chain.api.genesisHash.toHex());
    assert.deepEqual([genesis.number, genesis.setId, genesis.authorities.length], [0, 0, 4]);
  });

  it('a node, a bundle without a network and the API say the same of each award', async () => {
    const { ways, reinstated } = await told('school');
    const expected = [
      ['Valid', 'valid', 0],
      ['Revoked', 'revoked', 3],
      ['Suspended', 'suspended', 3],
    ];
    const found = ways.map((way) => [way.told, way.proven.standing, way.proven.code]);
    assert.deepEqual(found, expected);
    assert.deepEqual(
      ways.map(({ asked }) => asked),
      expected.map(([, standing]) => standing),
    );
    assert.equal(reinstated, 'Valid');
  });

  it('a bundle without a change of validators is small', async () => {
    const { ways } = await told('school');
    for (const { proven } of ways) {
      const size = JSON.stringify(read(proven.bundle)).length;
      assert.ok(size <= 32 * KIBIBYTE, `${size} bytes`);
    }
  });

  it('the verifiers of others read documents and lists as we do', async () => {
    const school = await told('school');
    const lists = school.lists.map(read);
    for (const [paper, revocation, suspension] of [
      [school.last, false, false],
      [school.revoked, true, false],
      [school.suspended, false, true],
    ]) {
      const document = read(paper.document);
      const { both, result } = await verify(document, ['rdfc', 'jcs'], { now: Date.now() });
      assert.ok(both, `${result.error}`);
      const found = await statuses(document, lists);
      assert.deepEqual(found.bits, { revocation, suspension }, `${read.error}`);
    }
  });

  it('nothing passes that is not in the batch', async () => {
    const school = await told('school');
    const proof = school.tree.proof(school.last.index);
    for (const other of [
      { leaf: school.leaf(school.suspended) },
      { proof: proof.slice(1) },
      { proof: [...proof, proof[0]] },
      { leaf: school.tree.levels[1][0], proof: proof.slice(1) },
    ]) {
      assert.equal(await school.told(school.last, other), 'NotInBatch');
    }
  });

  it('a member without a coin uses an award, and a copy of it is worth nothing', async () => {
    const school = await told('school');
    assert.equal(school.stolen, 'credentials.BadSignature');
    assert.deepEqual(await school.balance(school.holder), { free: 0n, reserved: 0n });
    const fees = school.binding.events.filter(({ method }) => method === 'TransactionFeePaid');
    assert.deepEqual(fees, []);
    assert.equal(school.met, true);
  });

  it('a challenge that the people uphold revokes the award and takes half of the stake', async () => {
    const school = await told('school');
    assert.equal(await endingOf(context.chain, school.ruling), 'Done');
    assert.equal(await school.told(school.bound), 'Revoked');
    assert.equal(school.taken.standing, 'revoked');
    assert.equal(school.taken.report.proven.onChain.issuer.upheldChallenges, 1);
    assert.equal(await school.meets(), false);
    assert.equal(school.staked.reserved - school.left.reserved, STAKE / 2n);
    assert.equal(school.before.reserved, BOND);
    assert.equal(school.after.reserved, 0n);
    assert.equal(school.after.free - school.before.free, BOND + STAKE / 4n);
  });

  it("the college's website is gone, its awards still verify", async () => {
    // The documents name lists at an address where nobody is. The bundle needs none of them.
    const { last, ways } = await told('school');
    const { report } = ways[0].proven;
    const { credentialStatus } = read(last.document);
    assert.match(credentialStatus[0].statusListCredential, /^https:\/\/school\.example\//);
    assert.equal(report.standing, 'valid');
    assert.equal(report.proven.onChain.schema.title, 'Solar installer');
  });

  it('the key was rotated, the old certificate is good', async () => {
    const { rotated, forgotten } = await told('college');
    assert.equal(rotated.standing, 'valid');
    assert.notEqual(rotated.report.issuer.key, forgotten.report.issuer.key);
  });

  it('one was forgotten: a second batch of one', async () => {
    const { forgotten, ana } = await told('college');
    assert.equal(forgotten.standing, 'valid');
    assert.deepEqual([ana.place.sequence, ana.index, ana.place.proof], [1, 0, []]);
  });

  it('the delegation ended, its awards can still be revoked; a parent revokes', async () => {
    const { ended, branched } = await told('college');
    assert.equal(ended, 'credentials.NotAccredited');
    const standings = branched.map(({ standing }) => standing);
    assert.deepEqual(standings, ['revoked', 'revoked', 'valid']);
  });

  it("a withdrawn issuer's later awards fail", async () => {
    const { withdrawal, later, earlier, since } = await told('college');
    assert.equal(await endingOf(context.chain, withdrawal), 'Done');
    assert.deepEqual(
      [later.standing, later.report.since, later.code],
      ['issuerWithdrawn', since, 3],
    );
    assert.equal(earlier.standing, 'valid');
  });

  it('a fresh checkpoint, no newer justification', async () => {
    const college = await told('college');
    const { told: trusted, proven, bundle, found } = college.freshCheckpoint();
    assert.equal(bundle.code, 0, bundle.error);
    assert.equal(found.report.standing, 'valid');
    const { block, nothingNewerThanCheckpoint: nothing } = found.report.proven;
    assert.ok(block.number >= trusted.number);
    assert.equal(nothing, block.hash === trusted.block);
    // What is proven is what the node says.
    assert.deepEqual(proven.authorities, trusted.authorities);
    assert.equal(proven.setId, trusted.setId);
  });

  it('what is changed on its way proves nothing', async () => {
    const { ways, last } = await told('school');
    const { desk } = context.awarding;
    const written = read(ways[0].proven.bundle);
    const flip = (text, at) => {
      const bytes = Buffer.from(text, 'base64');
      bytes[at] ^= 1;
      return bytes.toString('base64');
    };
    const shown = ['--document', last.document, '--envelope', last.envelope];
    const judge = (bundle) => {
      const file = desk.shop.write('changed.json', bundle);
      const trust = ['--bundle', file, '--checkpoint', desk.checkpoint];
      const { code, report } = runOffline('verify', ...shown, ...trust);
      return [code, report.standing];
    };
    assert.deepEqual(judge(written), [0, 'valid']);
    const { finality, state } = written;
    for (const at of [5, 40, 80, 200, 400]) {
      assert.deepEqual(judge({ ...written, finality: flip(finality, at) }), [4, 'unknown']);
      assert.deepEqual(judge({ ...written, state: flip(state, at) }), [4, 'unknown']);
    }
    assert.deepEqual(judge({ ...written, finality: 'AA==' }), [4, 'unknown']);
    // Nor does a node prove anything from a checkpoint that its chain does not have.
    const other = { ...desk.genesis, block: `0x${'11'.repeat(32)}` };
    const trust = ['--checkpoint', desk.shop.write('other.json', other)];
    const { code, error } = run('verify', ...shown, '--node', desk.node, ...trust);
    assert.equal(code, 1);
    assert.match(error, /the checkpoint is no final block of this chain/);
  });

  it('the page "Prove what the chain says" works word by word', async () => {
    const { last } = await told('school');
    const { desk } = context.awarding;
    const { shop } = desk;
    copyFileSync(last.document, shop.at('mine.json'));
    copyFileSync(last.envelope, shop.at('mine.envelope.json'));
    copyFileSync(shop.at('spec.json'), shop.at('vaka.json'));
    const commands = blocks('sh', PAGE, 'Prove what the chain says');
    const printed = commands.map((command) => {
      const done = sh(shop.at('.'), command.replaceAll(NODE, desk.node));
      assert.equal(done.status, 0, `${command}\n${done.stdout}${done.stderr}`);
      return done.stdout;
    });
    const reports = printed.filter((text) => text !== '').map((text) => JSON.parse(text));
    assert.deepEqual(
      reports.map(({ standing }) => standing),
      ['valid', 'valid'],
    );
  });

  it('every storage item and runtime API of credentials decodes without custom types', async () => {
    const { chain } = context;
    const { issuer, schema, holder, tree, last } = await told('school');
    await told('college');
    const filled = ['schemas', 'issuers', 'keys', 'batches', 'marked', 'bindings', 'stakes'];
    await storageDecodes(chain, 'credentials', (name) => filled.includes(name));
    const leaf = u8aToHex(tree.levels[0][0]);
    const calls = {
      verify: [issuer.id, 0, last.index, leaf, []],
      meets: [holder.address, { schema, stake: 1n }],
      bindings: [holder.address],
      schema: [schema],
      issuer: [issuer.id],
      statusList: [issuer.id, 0],
      bindPayload: [issuer.id, 0, last.index, holder.address],
      keyPayload: [issuer.id, leaf],
    };
    await runtimeApiDecodes(chain, 'credentialsApi', calls);
  });
}
