// The command `vaka`, from a terminal's point of view: what it prints, how it ends, and that nothing
// that it sent is lost in silence. One node with days of a slot, in which a person can join, and one
// with longer days, in which free calls run out.

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Chain } from '../lib/driver/chain.mjs';
import { founder, founderSeed } from '../lib/driver/governance.mjs';
import { nodeBinary, startNetwork, until } from '../lib/driver/network.mjs';
import { commandBinary, typed, vaka, vakaAs } from '../lib/driver/operator.mjs';
import { blocks } from '../lib/pages/page.mjs';

/** The number of calls that a member makes in a day without a fee. */
const FREE = 20;
/** Slots of a day that lasts for the test of them. */
const LONG_DAY = 200;
/** The codes with which the command ends. */
const [BAD_INPUT, REFUSED, UNKNOWN] = [1, 3, 4];

const secretOf = (n) => `0x${Buffer.from(founderSeed(0, n)).toString('hex')}`;

/** The specification of `development`, with longer days. */
function longDays(folder) {
  const words = ['export-chain-spec', '--chain', 'dev'];
  const options = { stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 28 };
  const spec = JSON.parse(execFileSync(nodeBinary(), words, options));
  const { runtimeGenesis } = spec.genesis;
  (runtimeGenesis.patch ?? runtimeGenesis.config).clock.slotsPerDay = LONG_DAY;
  const file = join(folder, 'long-days.json');
  writeFileSync(file, JSON.stringify(spec));
  return file;
}

/** What it printed as JSON. It must not have failed. */
function told({ code, stdout, stderr }) {
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout);
}

describe('the command vaka', { timeout: 600_000 }, () => {
  const networks = [];
  let folder;
  let node;
  let slow;
  let joining;
  let failed = false;

  const start = async (chain) => {
    const network = await startNetwork({ chain, validators: ['alice'] });
    networks.push(network);
    const [first] = network.nodes;
    await until('a final block', async () => (await first.finalized()) > 0);
    return first;
  };
  const ask = async (...words) => told(await vaka(...words, '--json', '--url', node.endpoint));
  const as = (secret, ...words) => vakaAs(secret, ...words, '--json', '--url', node.endpoint);

  /** Runs commands of a page in the folder with everybody's secrets. */
  const shell = (commands) => typed(commands, folder, node);

  before(
    async () => {
      folder = mkdtempSync(join(tmpdir(), 'vaka-cli-'));
      for (const n of [0, 1, 2, 3, 4]) {
        const names = [`founder${n}`, { 0: 'member', 4: 'clerk' }[n]].filter(Boolean);
        for (const name of names) {
          writeFileSync(join(folder, `${name}.secret`), secretOf(n), { mode: 0o600 });
        }
      }
      [node, slow] = await Promise.all([start('dev'), start(longDays(folder))]);
    },
    { timeout: 300_000 },
  );

  afterEach((test) => {
    failed ||= test.passed === false;
  });

  after(async () => {
    if (failed) for (const network of networks) process.stdout.write(`${network.logs()}\n`);
    await Promise.all(networks.map((network) => network.stop()));
    rmSync(folder, { recursive: true, force: true });
  });

  it('makes a secret that nobody else may read, and has its address as the node has', async () => {
    for (const scheme of ['sr25519', 'ed25519']) {
      const file = join(folder, scheme);
      const made = told(await vaka('account', 'new', file, '--scheme', scheme, '--json'));
      assert.equal(statSync(file).mode & 0o777, 0o600);
      const words = ['key', 'inspect', '--scheme', scheme, '--output-type', 'json', file];
      const inspected = JSON.parse(execFileSync(nodeBinary(), words));
      assert.equal(made.address, inspected.ss58Address);
      const again = ['account', 'address', '--key-file', file, '--scheme', scheme, '--json'];
      assert.equal(told(await vaka(...again)).address, made.address);
      const before = readFileSync(file, 'utf8');
      const refused = await vaka('account', 'new', file);
      assert.equal(refused.code, BAD_INPUT);
      assert.equal(readFileSync(file, 'utf8'), before);
    }
  });

  it('takes no secret that others may read, or that is none, and never shows it', async () => {
    const file = join(folder, 'open');
    const leave = () => vaka('validator', 'leave', '--key-file', file, '--url', node.endpoint);
    writeFileSync(file, '//Alice\n', { mode: 0o600 });
    chmodSync(file, 0o644);
    const open = await leave();
    assert.equal(open.code, BAD_INPUT);
    assert.match(open.stderr, /others may read this secret. Run: chmod 600/);
    chmodSync(file, 0o600);
    for (const [content, why] of [
      ['', /empty/],
      ['hunter2\n', /12 words/],
      ['hunter2 abandon ability\n', /12 to 24 words/],
    ]) {
      writeFileSync(file, content);
      const bad = await leave();
      assert.equal(bad.code, BAD_INPUT);
      assert.match(bad.stderr, why);
      assert.doesNotMatch(bad.stderr + bad.stdout, /hunter2/);
    }
    const none = await vaka('validator', 'leave', '--url', node.endpoint);
    assert.equal(none.code, BAD_INPUT);
    assert.match(none.stderr, /--key-file/);
  });

  it('asks for the secret without showing it', async () => {
    const asked = spawn('script', ['-qec', `${commandBinary()} account address`, '/dev/null']);
    let shown = '';
    asked.stdout.on('data', (text) => {
      shown += text;
    });
    await until('it asks', () => shown.includes('it is not shown'), { everyMs: 20 });
    asked.stdin.end('//Alice\n');
    await once(asked, 'close');
    assert.match(shown, /5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY/);
    assert.doesNotMatch(shown, /\/\/Alice/);
  });

  it('says so when no node answers', async () => {
    const gone = await vaka('validator', 'status', '--url', 'ws://127.0.0.1:9', '--timeout', 2);
    assert.equal(gone.code, UNKNOWN);
    assert.match(gone.stderr, /no node answers at ws:\/\/127.0.0.1:9 within 2 s/);
    const web = await vaka('validator', 'status', '--url', 'http://127.0.0.1:9');
    assert.equal(web.code, BAD_INPUT);
  });

  it('tells a stranger why nothing was done', async () => {
    const bare = await as('//vaka//stranger', 'petition', 'endorse', 0);
    assert.equal(bare.code, REFUSED);
    assert.match(bare.stderr, /as 5\w+: refused: the account cannot pay the fee/);
    assert.match(bare.stderr, /belongs to no member and has no balance: is it the right secret/);
    // An account with money pays, and then the chain tells.
    const rich = await as('//Alice', 'delegate', 'treasury', 0);
    assert.equal(rich.code, REFUSED);
    assert.match(rich.stderr, /\[Voting.NotMember\] \(block \d+\)/);
    const nobody = await vaka(
      'member',
      'status',
      '--account',
      '5FA9nQDVg267DEd8m1ZypXLBnvN7SFxYwV7ndqSYGiN9TTpu',
      '--url',
      node.endpoint,
    );
    assert.equal(nobody.code, BAD_INPUT);
    assert.match(nobody.stderr, /belongs to no member/);
  });

  it('brings a newcomer without a coin as far as the clerk, by the commands of docs/join.md', async () => {
    const [script] = blocks('sh', 'join.md', 'Bring a newcomer');
    const [make, sign, bring, vouch, admit, confirm, show, ...rest] = script.trim().split('\n');
    assert.deepEqual(rest, []);
    const address = (await shell(make)).trim();
    await shell(sign);
    const [, request] = /^request (\d+):/.exec(await shell(bring));
    const of = (line) => line.replace(' 7 ', ` ${request} `);
    joining = { request, confirm: of(confirm), show: show.replace('5F...', address) };
    await Promise.all([1, 2, 3].map((n) => shell(of(vouch).replace('neighbour', `founder${n}`))));
    const early = await as(secretOf(1), 'member', 'confirm', request);
    assert.equal(early.code, REFUSED);
    assert.match(early.stderr, /\[Communities.NotWaiting\]/);
    await shell(of(admit));
    const { stage, vouches } = await ask('member', 'request', request);
    assert.equal(vouches, 3);
    joining.ripe = stage.Waiting.ripe;
  });

  it('takes a petition from its opening to the votes, by the commands of docs/decide.md', async () => {
    const [script] = blocks('sh', 'decide.md', 'With the command vaka');
    const lines = script.trim().split('\n');
    const [charges, tariff, call, open, endorse, status, vote, delegate, list, ...rest] = lines;
    assert.deepEqual(rest, []);
    // The village and the grid of this network have the number 0.
    const here = (line) =>
      line.replace('village:1', 'village:0').replace('set_tariff 1', 'set_tariff 0');
    const by = (line, n) => shell(`${line.split('  #')[0]} --key-file founder${n}.secret`);
    writeFileSync(join(folder, 'why.txt'), 'Because the sun shines at noon.\n');
    const printed = await by(
      `${charges}\n${here(tariff)}\n${call}\n${here(open).split('  #')[0]}`,
      0,
    );
    const [, petition] = /^petition (\d+):/.exec(printed);
    const of = (line) => line.replace(/\b7\b/, petition);
    const wrong = ['petition', 'open', '--title', 'x', '--text', join(folder, 'why.txt')];
    const undecodable = await as(secretOf(0), ...wrong, '--call', '0x00', '--track', 'treasury');
    assert.equal(undecodable.code, BAD_INPUT);
    assert.match(undecodable.stderr, /no call of this chain/);
    const soon = await as(secretOf(0), 'vote', 'aye', '--petition', petition);
    assert.equal(soon.code, REFUSED);
    assert.match(soon.stderr, /is not voted on: it is open/);
    const delegated = by(here(delegate).replace(' 12', ' 4'), 3);
    await Promise.all([by(of(endorse), 1), by(of(endorse), 2), delegated]);
    // The delegate votes for two.
    const votes = ['aye', 'nay', 'abstain', undefined, 'aye'];
    await Promise.all(votes.map((choice, n) => choice && by(of(vote).replace('aye', choice), n)));
    const { tally, title } = await ask('petition', 'status', petition);
    assert.equal(title, 'Another tariff');
    assert.deepEqual([tally.ayes, tally.nays, tally.abstentions], [3, 1, 1]);
    const said = await shell(of(status));
    assert.match(said, /voted on, in poll \d+/);
    assert.match(said, /"set_tariff":.*"retail":80/);
    const retracted = by(of(vote).replace('aye', 'retract'), 1);
    await Promise.all([retracted, by('vaka undelegate village:0', 3)]);
    assert.equal((await ask('petition', 'status', petition)).tally.nays, 0);
    const line = new RegExp(`^${petition}  village:0  "Another tariff"`, 'm');
    assert.match(await shell(here(list)), line);
  });

  it('makes the newcomer a member, who leaves again', async () => {
    const now = async () => (await ask('member', 'status', '--number', 0)).now;
    await until('the end of seven days', async () => (await now()) >= joining.ripe, {
      timeoutMs: 90_000,
      everyMs: 1_000,
    });
    await shell(joining.confirm);
    const line = /^member 5 of community 0 \("Nuku'alofa"\)/;
    assert.match(await shell(joining.show), line);
    const left = await shell('vaka member leave --final --json --key-file newcomer.secret');
    assert.equal(JSON.parse(left).final, true);
  });

  it('consents with an Ed25519 key as well', async () => {
    const file = join(folder, 'ed25519');
    const mine = ['--key-file', file, '--scheme', 'ed25519', '--url', node.endpoint];
    const consented = await vaka('member', 'consent', '--community', 0, '--days', 30, ...mine);
    assert.equal(consented.code, 0, consented.stderr);
    const consent = join(folder, 'ed25519.json');
    writeFileSync(consent, consented.stdout);
    const { request } = told(await as(secretOf(0), 'member', 'join', 0, '--consent', consent));
    const status = await vaka('member', 'status', ...mine);
    assert.match(status.stdout, new RegExp(`^request ${request} `));
    told(await as(secretOf(0), 'member', 'withdraw-request', request));
  });

  it('makes any call by its name, and names what is wrong with it', async () => {
    const bob = '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty';
    const send = ['call', 'send', 'Balances', 'transfer_keep_alive', bob];
    const sent = told(await as('//Alice', ...send, 1_000_000_000_000));
    assert.ok(sent.events.some((event) => event['Balances.Transfer']));
    const poor = await as('//Alice', ...send, '"100000000000000000000000000"');
    assert.equal(poor.code, REFUSED);
    for (const [words, why] of [
      [['encode', 'Nothing', 'at_all'], /no call Nothing.at_all. Its pallets: System/],
      [['encode', 'System', 'at_all'], /Calls of System: remark/],
      [['encode', 'Voting', 'vote', 1], /vote takes 2 \(poll, vote\); 1 given/],
      [['encode', 'Voting', 'vote', 1, 'Yes'], /"Yes" is none of Aye, Nay, Abstain/],
    ]) {
      const bad = await vaka('call', ...words, '--url', node.endpoint);
      assert.equal(bad.code, BAD_INPUT);
      assert.match(bad.stderr, why);
    }
    const { call } = await ask('call', 'encode', 'Voting', 'undelegate', '{"Village":0}');
    const wrapped = await ask('call', 'encode', 'Communities', 'act_as_community', call);
    const decoded = await ask('call', 'decode', wrapped.call);
    const inner = { Voting: { undelegate: { track: { Village: 0 } } } };
    assert.deepEqual(decoded.call, { Communities: { act_as_community: { call: inner } } });
  });

  it('the call after the last free one of a day is refused, and says what to do', async () => {
    const chain = await Chain.connect(slow.endpoint);
    try {
      const who = founder(chain, 0, 2);
      const status = async () => {
        const words = ['member', 'status', '--number', 2, '--json', '--url', slow.endpoint];
        return told(await vaka(...words)).freeCalls;
      };
      assert.equal(await status(), FREE);
      const { delegate, undelegate } = chain.api.tx.voting;
      const calls = Array.from({ length: FREE }, (_, n) =>
        n % 2 === 0 ? delegate('Treasury', 1) : undelegate('Treasury'),
      );
      await Promise.all(calls.map((call) => chain.send(call, who)));
      assert.equal(await status(), 0);
      const words = ['delegate', 'treasury', 1, '--url', slow.endpoint];
      const refused = await vakaAs(secretOf(2), ...words);
      assert.equal(refused.code, REFUSED);
      assert.match(refused.stderr, /cannot pay the fee. Its free calls of today are used/);
    } finally {
      await chain.disconnect();
    }
  });

  it('what is sent while the node is killed and started again ends in a block', async () => {
    const pending = async () => (await slow.rpc('author_pendingExtrinsics')).length > 0;
    const sending = vakaAs(
      '//Bob',
      'call',
      'send',
      'System',
      'remark_with_event',
      '"over"',
      '--json',
      '--timeout',
      300,
      '--url',
      slow.endpoint,
    );
    await until('it is in the pool', pending, { everyMs: 20 });
    await slow.kill();
    await sleep(5_000);
    slow.restart();
    const sent = told(await sending);
    assert.ok(sent.events.some((event) => event['System.Remarked']));
    // Once, although it was offered again.
    const remarks = await readNonce(slow, '//Bob');
    assert.equal(remarks, 1);
  });

  it('what is sent while the node is killed for good ends in an error that says what may be', async () => {
    const pending = async () => (await slow.rpc('author_pendingExtrinsics')).length > 0;
    const sending = vakaAs(
      '//Charlie',
      'call',
      'send',
      'System',
      'remark',
      '"over"',
      '--timeout',
      20,
      '--url',
      slow.endpoint,
    );
    await until('it is in the pool', pending, { everyMs: 20 });
    await slow.kill();
    const ended = await sending;
    assert.equal(ended.code, UNKNOWN);
    assert.match(
      ended.stderr,
      /not in a block within 20 s.*up to block \d+: look before you send it again/,
    );
  });
});

/** The number of transactions of an account that blocks have. */
async function readNonce(node, secret) {
  const chain = await Chain.connect(node.endpoint);
  try {
    const { address } = chain.account(secret);
    return (await chain.api.rpc.system.accountNextIndex(address)).toNumber();
  } finally {
    await chain.disconnect();
  }
}
