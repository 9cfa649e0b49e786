// What people do at a hub: they sign in, are told what is their own, give texts, send transactions, and
// listen. After the tests of what it remembers, beside the validator that keeps all states.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { WsProvider } from '@polkadot/api';
import { blake2AsU8a } from '@polkadot/util-crypto';
import { Chain } from '../lib/driver/chain.mjs';
import { plain } from '../lib/driver/decode.mjs';
import { Energy } from '../lib/driver/energy.mjs';
import { account, founder } from '../lib/driver/governance.mjs';
import { until } from '../lib/driver/network.mjs';

/** Who signs in: a member without a meter. */
const MEMBER = { village: 2, n: 0 };
const HEX = (bytes) => Buffer.from(bytes).toString('hex');

export function hubPeople(context) {
  const shared = {};

  it('an account signs in to its hub, once with each login, and to no other', async () => {
    const { watch, network } = context;
    const node = network.nodes.find(({ endpoint }) => endpoint === watch.hub.endpoint);
    shared.chain = await Chain.connect(node.endpoint);
    shared.genesis = shared.chain.api.genesisHash.toHex();
    await watch.hub.start();
    const somebody = founder(shared.chain, MEMBER.village, MEMBER.n);
    const login = await watch.hub.login(somebody, shared.genesis);
    const post = (send) => watch.hub.ask('/login', { method: 'POST', send });
    const code = async (send) => (await post(send)).body.error?.code;
    assert.equal(await code({ ...login, origin: 'https://evil.example' }), 'otherHub');
    assert.equal(await code({ ...login, nonce: '00'.repeat(16) }), 'badSignature');
    const first = await post(login);
    assert.equal(first.status, 200);
    assert.equal(await code(login), 'replayed');
    const { body } = await watch.hub.ask('/me', { token: first.body.token });
    const { call } = await shared.chain.at((await shared.chain.head()).hash);
    const member = plain(await call.communitiesApi.memberByAccount(somebody.address));
    assert.equal(body.result.account, somebody.address);
    assert.equal(BigInt(body.result.member), member.membership.member);
    shared.token = first.body.token;
    const { body: refused } = await watch.hub.ask('/me', { token: `${shared.token}A` });
    assert.equal(refused.error.code, 'notSignedIn');
  });

  it('a load curve is what the meter counted, and its owner alone has it', async () => {
    const { watch } = context;
    const energy = new Energy(shared.chain);
    let told = 0;
    for (const [id, { slot, importWh }] of await energy.meters()) {
      const owner = account(shared.chain, `vaka/demo/owner/${id}`);
      const token = await watch.hub.signIn(owner, shared.genesis);
      const { body } = await watch.hub.ask('/me', { token });
      if (!body.result.tenures.some(({ meter, until: end }) => meter === id && end === null)) {
        continue;
      }
      const day = Math.floor(Date.now() / 86_400_000);
      const load = `/meters/${id}/load?from=${day - 1}&to=${day}`;
      const rows = (await watch.hub.ask(load, { token })).body.result;
      const last = rows.at(-1);
      if (last && BigInt(last.slot) === slot) {
        assert.equal(BigInt(last.importWh), importWh);
        told += 1;
      }
      const csv = (await watch.hub.ask(load.replace('/load', '/load.csv'), { token })).body;
      assert.equal(csv.trimEnd().split('\n').length, rows.length + 1);
      const others = await watch.hub.ask(load, { token: shared.token });
      assert.equal(others.body.error.code, 'notYours');
      assert.equal((await watch.hub.ask(load)).body.error.code, 'notSignedIn');
      if (told === 3) return;
    }
    assert.ok(told > 0, 'no meter was read');
  });

  it('a text is taken if the chain names it, and no other in its place', async () => {
    const { watch } = context;
    // In most petitions of these tests the title is the text, too.
    const petitions = await watch.hub.list('/petitions', 'petition');
    const { title, text } = petitions.find((one) => HEX(blake2AsU8a(one.title, 256)) === one.text);
    const put = (hash, words, token) => {
      const send = new Uint8Array(Buffer.from(words));
      return watch.hub.ask(`/texts/${hash}`, { method: 'PUT', send, token });
    };
    assert.equal((await put(text, 'something else')).body.error.code, 'wrongHash');
    assert.deepEqual((await put(text, title)).body, { hash: text, named: true });
    assert.equal((await watch.hub.ask(`/texts/${text}`)).body, title);
    const later = `What a petition will say, ${Date.now()}`;
    const hash = HEX(blake2AsU8a(later, 256));
    assert.equal((await put(hash, later)).body.error.code, 'notNamed');
    assert.equal((await put(hash, later, shared.token)).body.named, false);
    assert.equal((await watch.hub.ask(`/texts/${hash}`)).body, later);
  });

  it('a transaction goes through it to the node, and a used one is told apart', async () => {
    const { watch } = context;
    const { chain } = shared;
    const alice = chain.account('//Alice');
    const nonce = (await chain.api.rpc.system.accountNextIndex(alice.address)).toNumber();
    const signed = await chain.api.tx.system.remark('0x6875').signAsync(alice, { nonce, era: 0 });
    const send = (bytes) =>
      watch.hub.ask('/transactions', { method: 'POST', send: new Uint8Array(bytes) });
    const { status, body } = await send(signed.toU8a());
    assert.deepEqual([status, `0x${body.hash}`], [202, signed.hash.toHex()]);
    const used = async () =>
      (await chain.api.query.system.account(alice.address)).nonce.toNumber() > nonce;
    await until('a block with it', used);
    // The pool has it until it has seen that block, and then takes it no more for a while: the runtime
    // says why.
    const again = async () => (await send(signed.toU8a())).body.error?.code;
    assert.equal(await until('that it is refused', again), 'stale');
    const forged = signed.toU8a();
    forged[forged.length - 1] ^= 1;
    assert.ok(['badSignature', 'stale'].includes((await send(forged)).body.error.code));
    assert.equal((await send(signed.toU8a().slice(1))).body.error.code, 'noTransaction');
  });

  it('it tells changes as they come, and what somebody missed who comes back', async () => {
    const { watch } = context;
    const [petition] = await watch.hub.list('/petitions', 'petition');
    let last;
    for await (const { id, data } of watch.hub.changes()) {
      assert.equal(data.height, id);
      if (last !== undefined) {
        assert.ok(id > last);
        break;
      }
      last = id;
    }
    for await (const { data } of watch.hub.changes(petition.height - 1)) {
      const missed = ({ subject, number }) =>
        subject === 'petition' && number === petition.petition;
      assert.ok(data.all || data.changes.some(missed));
      break;
    }
  });

  it('it passes on what the page asks the node, and nothing else', async () => {
    const { watch, network } = context;
    const { chain } = shared;
    const node = network.nodes.find(({ endpoint }) => endpoint === watch.hub.endpoint);
    const page = new WsProvider(`${watch.hub.address.replace(/^http/, 'ws')}/rpc`, 500);
    await page.isReady;
    const hash = await page.send('chain_getFinalizedHead', []);
    const key = chain.api.query.system.number.key();
    const asked = [
      ['chain_getBlockHash', 1],
      ['chain_getHeader', hash],
      ['chain_getBlock', hash],
      ['state_getRuntimeVersion', hash],
      ['state_getStorage', key, hash],
      ['state_getStorageHash', '0x3a636f6465', hash],
      ['state_call', 'ClockApi_now', '0x', hash],
      ['state_call', 'EnergyApi_meter', '0x00000000', hash],
    ];
    for (const [method, ...parameters] of asked) {
      const theirs = await chain.rpc(method, ...parameters);
      assert.ok(theirs !== null, method);
      assert.deepEqual(await page.send(method, parameters), theirs, method);
    }
    for (const [method, ...parameters] of [
      ['author_rotateKeys'],
      ['author_pendingExtrinsics'],
      ['state_getMetadata'],
      ['system_peers'],
      ['state_call', 'Core_version', '0x', hash],
      ['state_getStorage', '0x3a636f6465', hash],
      ['chain_getBlockHash', [1, 2]],
    ]) {
      const no = /^-3260[12]: /;
      await assert.rejects(page.send(method, parameters), ({ message }) => no.test(message));
    }
    // What the node refuses it refuses itself.
    const alice = chain.account('//Alice');
    const nonce = (await chain.api.rpc.system.accountNextIndex(alice.address)).toNumber();
    const signed = await chain.api.tx.system.remark('0x6875').signAsync(alice, { nonce, era: 0 });
    const offer = () => page.send('author_submitExtrinsic', [signed.toHex()]);
    assert.equal(await offer(), signed.hash.toHex());
    const used = async () =>
      (await page.send('system_accountNextIndex', [alice.address])) === nonce + 1;
    await until('that its number is used', used);
    await assert.rejects(offer(), /^RpcError: 101[023]: |^101[023]: /);
    // It is there again when the node is.
    await node.kill();
    const ends = new Promise((resolve) => {
      page.on('disconnected', resolve);
    });
    await assert.rejects(page.send('chain_getFinalizedHead', []), /disconnected|1013/);
    await ends;
    node.restart();
    const same = async () =>
      page.isConnected &&
      (await page.send('chain_getBlockHash', [1])) === (await node.rpc('chain_getBlockHash', [1]));
    await until('the node through the hub', same, { timeoutMs: 180_000 });
    await page.disconnect();
    await watch.hub.kill();
    await shared.chain.disconnect();
  });
}
