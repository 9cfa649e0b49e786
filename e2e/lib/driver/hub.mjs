// A hub beside a node: our own program, started, asked, and killed.

import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { until } from './network.mjs';

const target = process.env.CARGO_TARGET_DIR ?? join(homedir(), '.cache/vaka/target');
export const program = process.env.VAKA_HUB ?? join(target, 'release/vaka-hub');

/** Runs one of the program's commands to its end, which must be a good one. Returns what it printed. */
function run(...words) {
  const done = spawnSync(program, words.map(String), { encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (done.error) throw done.error;
  if (done.status !== 0) throw new Error(`vaka-hub ${words[0]}: ${done.stderr.trim()}`);
  return done.stdout;
}

export class Hub {
  /**
   * @param {string} options.folder    where its database and its log are
   * @param {string} options.endpoint  its node
   * @param {number} [options.port]    where it listens, on loopback; else a port that is free
   * @param {string} [options.offset]  how far ahead of UTC its days begin
   * @param {string[]} [options.more]  further arguments of `vaka-hub run`
   */
  constructor({ folder, endpoint, name = 'hub', port = 0, offset = '+00:00', more = [] }) {
    Object.assign(this, { endpoint, more });
    this.listen = `127.0.0.1:${port}`;
    this.database = join(folder, `${name}.sqlite`);
    this.logFile = join(folder, `${name}.log`);
    this.source = ['--node', endpoint, '--database', this.database, '--utc-offset', offset];
    this.child = null;
  }

  /** Starts it, and waits until it listens: where it did before, if it was started before. */
  async start() {
    const words = ['run', ...this.source, ...this.more, '--listen', this.listen];
    const child = spawn(program, words, {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const log = createWriteStream(this.logFile, { flags: 'a' });
    child.stderr.pipe(log);
    let said = '';
    let ended = false;
    child.stderr.on('data', (text) => {
      said += text;
    });
    this.killNow = () => child.kill('SIGKILL');
    process.once('exit', this.killNow);
    this.gone = new Promise((resolve) => {
      child.once('exit', resolve);
      child.once('error', (error) => {
        said += error;
        resolve();
      });
    }).then(() => {
      ended = true;
    });
    this.child = child;
    const listening = () => ended || /listening on (http:\S+)/.exec(said)?.[1];
    const heard = await until(`a hub that listens (${this.logFile})`, listening, { everyMs: 20 });
    if (ended) throw new Error(`vaka-hub ended: ${said.trim()}`);
    this.address = heard;
    this.listen = new URL(heard).host;
  }

  /** Ends this one process, without a goodbye, and waits until it is gone. */
  async kill() {
    if (!this.child) return;
    this.killNow();
    await this.gone;
    process.off('exit', this.killNow);
    this.child = null;
  }

  /**
   * Asks over HTTP: { status, body }. A body that is not JSON is a text.
   *
   * @param {string} [options.token]  of who signed in
   * @param {string} [options.method]
   * @param {object | Uint8Array} [options.send]  JSON, or bytes
   */
  async ask(path, { token, method = 'GET', send } = {}) {
    const bytes = send instanceof Uint8Array;
    const kind = bytes ? 'application/octet-stream' : 'application/json';
    const response = await fetch(`${this.address}${path}`, {
      method,
      headers: {
        ...(token && { Authorization: `Bearer ${token}` }),
        ...(send && { 'Content-Type': kind }),
      },
      body: send && (bytes ? send : JSON.stringify(send)),
      signal: AbortSignal.timeout(20_000),
    });
    const text = await response.text();
    const json = response.headers.get('content-type') === 'application/json';
    return { status: response.status, body: json ? JSON.parse(text) : text };
  }

  /** A login as its account signs it: it takes the origin from the address that it knows. */
  async login(account, genesis) {
    const { body } = await this.ask('/login');
    const { time } = body;
    const nonce = randomBytes(16).toString('hex');
    const key = Buffer.from(account.publicKey).toString('hex');
    const origin = new URL(this.address).origin;
    const lines = ['vaka/hub-login/1', origin, genesis.replace(/^0x/, ''), key, nonce, time];
    const signature = Buffer.from(account.sign(Buffer.from(lines.join('\n')))).toString('hex');
    return { account: account.address, scheme: account.type, origin, nonce, time, signature };
  }

  /** The token of an account. */
  async signIn(account, genesis) {
    const send = await this.login(account, genesis);
    const { status, body } = await this.ask('/login', { method: 'POST', send });
    if (status !== 200) throw new Error(`no login: ${JSON.stringify(body)}`);
    return body.token;
  }

  /** What the hub says changed since a block, as it comes: { id, data } of each event. */
  async *changes(since) {
    const response = await fetch(`${this.address}/changes`, {
      headers: since === undefined ? {} : { 'Last-Event-ID': `${since}` },
      signal: AbortSignal.timeout(120_000),
    });
    let read = '';
    for await (const bytes of response.body) {
      read += Buffer.from(bytes).toString();
      for (;;) {
        const end = read.indexOf('\n\n');
        if (end < 0) break;
        const event = Object.fromEntries(
          read
            .slice(0, end)
            .split('\n')
            .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
        );
        read = read.slice(end + 2);
        if (event.data) yield { id: Number(event.id), data: JSON.parse(event.data) };
      }
    }
  }

  /** What is asked for, with a good answer. */
  async result(path) {
    const { status, body } = await this.ask(path);
    if (status !== 200) throw new Error(`${path}: ${JSON.stringify(body)}`);
    return body.result;
  }

  /** All of a list, page by page. `number` is what a row is counted by. */
  async list(path, number) {
    const rows = [];
    let before = '';
    for (;;) {
      const page = await this.result(`${path}?limit=100${before}`);
      rows.push(...page);
      if (page.length < 100) return rows;
      before = `&before=${page.at(-1)[number]}`;
    }
  }

  /** Reads up to a block and ends. It must not be running. */
  catchUp(height) {
    run('catch-up', ...this.source, '--until', height);
  }

  /** What each table has in it, by its name. */
  digest() {
    const tables = JSON.parse(run('digest', '--database', this.database));
    return Object.fromEntries(tables.map(({ table, ...found }) => [table, found]));
  }

  /** All bills of a meter together, and the number of their lines. */
  bill(meter) {
    const csv = run('bills', '--database', this.database, '--meter', meter);
    const [head, ...lines] = csv.trimEnd().split('\n');
    const [, ...names] = head.split(',');
    const sum = Object.fromEntries(names.map((name) => [name, 0n]));
    for (const line of lines) {
      const [, ...numbers] = line.split(',');
      names.forEach((name, i) => {
        sum[name] += BigInt(numbers[i]);
      });
    }
    return sum;
  }

  /** The registers of a meter, the oldest first. */
  registers(meter) {
    const csv = run('registers', '--database', this.database, '--meter', meter);
    const [, ...lines] = csv.trimEnd().split('\n');
    return lines.map((line) => {
      const [, slot, importWh, exportWh] = line.split(',').map(BigInt);
      return { slot, importWh, exportWh };
    });
  }
}
