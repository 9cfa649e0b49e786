// Starts and ends nodes of our own on this machine, for the demo and the tests: loopback addresses
// only, temporary folders, nothing announced to anybody. It ends what it started, whatever way the
// program ends, and nothing else.

import { createServer } from 'node:net';
import { spawn } from 'node:child_process';
import { createWriteStream, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { base58Encode, blake2AsU8a } from '@polkadot/util-crypto';
import { meterKey } from './meters.mjs';

const sleep = (ms) =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** VAKA_NODE, or where the scripts build it. */
export function nodeBinary() {
  const target = process.env.CARGO_TARGET_DIR ?? join(homedir(), '.cache/vaka/target');
  const binary = process.env.VAKA_NODE ?? join(target, 'release/vaka-node');
  if (!existsSync(binary)) throw new Error(`no node at ${binary}: build it, or set VAKA_NODE`);
  return binary;
}

/** Takes a port: this one, which is an error if somebody uses it, or with 0 any that is free. */
function takePort(wanted) {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', () => reject(new Error(`port ${wanted} of 127.0.0.1 is in use`)));
    probe.listen(wanted, '127.0.0.1', () => resolve(probe));
  });
}

/** Ports that nobody uses now. All are taken before one is let go, so that none comes twice. */
async function freePorts(wanted) {
  const probes = await Promise.all(wanted.map(takePort));
  const ports = probes.map((probe) => probe.address().port);
  await Promise.all(probes.map((probe) => new Promise((resolve) => probe.close(resolve))));
  return ports;
}

/** One call to a node over HTTP, so that waiting for a node needs no connection that may break. */
export async function rpc(port, method, params = []) {
  const response = await fetch(`http://127.0.0.1:${port}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    signal: AbortSignal.timeout(20_000),
  });
  const { result, error } = await response.json();
  if (error) throw new Error(`${method}: ${error.message}`);
  return result;
}

/** Calls `check` until it returns something true. */
export async function until(what, check, { timeoutMs = 60_000, everyMs = 250 } = {}) {
  const end = Date.now() + timeoutMs;
  let last;
  while (Date.now() < end) {
    try {
      const value = await check();
      if (value) return value;
      last = undefined;
    } catch (error) {
      last = error;
    }
    await sleep(everyMs);
  }
  throw new Error(`${what}: not within ${timeoutMs / 1000} s${last ? ` (${last.message})` : ''}`);
}

/**
 * The libp2p identity of a node key: the public key in protobuf, as an identity multihash, in base
 * 58.
 */
function peerId(publicKey) {
  return base58Encode(Uint8Array.from([0x00, 0x24, 0x08, 0x01, 0x12, 0x20, ...publicKey]));
}

/** A node process. Its key, ports and folder stay the same when it is started again. */
class Node {
  /** @param {string[]} options.role  arguments that say as who it takes part */
  constructor({ name, binary, chain, folder, rpcPort, port, extraArgs, role }) {
    Object.assign(this, { name, binary, chain, folder, rpcPort, port, extraArgs, role });
    this.secret = blake2AsU8a(`vaka/local/node/${name}`, 256);
    this.logFile = join(folder, `${name}.log`);
    this.endpoint = `ws://127.0.0.1:${rpcPort}`;
    this.address = `/ip4/127.0.0.1/tcp/${port}/p2p/${peerId(meterKey(this.secret).publicKey)}`;
    this.child = null;
  }

  start(bootnodes) {
    const args = [
      '--chain',
      this.chain,
      '--base-path',
      join(this.folder, this.name),
      '--name',
      this.name,
      '--node-key',
      Buffer.from(this.secret).toString('hex'),
      '--rpc-port',
      String(this.rpcPort),
      '--rpc-cors',
      'all',
      '--no-telemetry',
      '--no-prometheus',
      '--no-mdns',
      ...this.role,
      ...this.extraArgs,
      '--listen-addr',
      `/ip4/127.0.0.1/tcp/${this.port}`,
      ...(bootnodes.length > 0 ? ['--bootnodes', ...bootnodes] : []),
    ];
    const log = createWriteStream(this.logFile, { flags: 'a' });
    const child = spawn(this.binary, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    this.exited = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        this.ended = { code, signal };
        if (this.child === child) this.child = null;
        log.end(resolve);
      });
      child.once('error', (error) => {
        this.ended = { error };
        if (this.child === child) this.child = null;
        resolve();
      });
    });
    this.ended = null;
    this.bootnodes = bootnodes;
    this.child = child;
  }

  restart() {
    if (this.child) throw new Error(`${this.name} still runs`);
    this.start(this.bootnodes);
  }

  get pid() {
    return this.child?.pid;
  }

  /**
   * Ends this one process and waits until it is gone. SIGKILL is a power cut: no goodbye, no flush.
   */
  async kill(signal = 'SIGKILL') {
    const { child } = this;
    if (!child) return;
    child.kill(signal);
    const gone = await Promise.race([this.exited.then(() => true), sleep(10_000)]);
    if (!gone && this.child === child) {
      child.kill('SIGKILL');
      await this.exited;
    }
  }

  killNow() {
    this.child?.kill('SIGKILL');
  }

  rpc(method, params) {
    return rpc(this.rpcPort, method, params);
  }

  async finalized() {
    const hash = await this.rpc('chain_getFinalizedHead');
    return Number((await this.rpc('chain_getHeader', [hash])).number);
  }

  async best() {
    return Number((await this.rpc('chain_getHeader')).number);
  }

  waitForRpc(timeoutMs = 180_000) {
    return until(
      `RPC of ${this.name} (log: ${this.logFile})`,
      () => {
        if (this.ended) throw new Error(`it ended: ${JSON.stringify(this.ended)}`);
        return this.rpc('system_health');
      },
      { timeoutMs },
    );
  }
}

const running = new Set();
let guarded = false;

/** Whatever way this program ends, its nodes end first. */
function guard() {
  if (guarded) return;
  guarded = true;
  process.on('exit', () => {
    for (const network of running) network.stopNow();
  });
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ]) {
    process.on(signal, () => process.exit(code));
  }
}

class Network {
  constructor(folder, nodes, keep) {
    Object.assign(this, { folder, nodes, keep });
  }

  node(name) {
    return this.nodes.find((node) => node.name === name);
  }

  /** Starts one more node, as a validator whose keys are still to be made, and waits for its RPC. */
  async join(name) {
    const [{ binary, chain, folder, extraArgs }] = this.nodes;
    const [rpcPort, port] = await freePorts([0, 0]);
    const role = ['--validator'];
    const node = new Node({ name, binary, chain, folder, rpcPort, port, extraArgs, role });
    const bootnodes = this.nodes.map(({ address }) => address);
    this.nodes.push(node);
    node.start(bootnodes);
    await node.waitForRpc();
    return node;
  }

  /** Waits until every running node has finalised block `number`. */
  waitForFinality(number = 1, timeoutMs = 90_000) {
    return until(
      `finality of block ${number}`,
      async () => {
        const live = this.nodes.filter((node) => node.child);
        const heights = await Promise.all(live.map((node) => node.finalized()));
        return heights.every((height) => height >= number);
      },
      { timeoutMs, everyMs: 500 },
    );
  }

  async stop() {
    await Promise.all(this.nodes.map((node) => node.kill('SIGTERM')));
    running.delete(this);
    this.clean();
  }

  stopNow() {
    for (const node of this.nodes) node.killNow();
    running.delete(this);
    this.clean();
  }

  /** The last lines of each node's log. */
  logs(lines = 40) {
    return this.nodes
      .map(({ name, logFile }) => {
        const log = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-lines);
        return `== ${name}\n${log.join('\n')}\n`;
      })
      .join('\n');
  }

  clean() {
    if (!this.keep) rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/**
 * Starts a network and waits for its RPC.
 *
 * @param {object} options
 * @param {string} [options.binary]      the node; by default nodeBinary()
 * @param {string} [options.chain]       'local', 'dev', or a chain specification's file
 * @param {string[]} [options.validators] names of well-known keys, one node each
 * @param {number} [options.rpcPort]     RPC of the first node, then upwards; else free ports
 * @param {string[]} [options.extraArgs] further arguments of every node
 * @param {object} [options.argsOf]      further arguments of single nodes, by name
 * @param {boolean} [options.keep]       keep the folder and its logs, as does VAKA_E2E_KEEP=1
 */
export async function startNetwork({
  binary = nodeBinary(),
  chain = 'local',
  validators = ['alice', 'bob', 'charlie', 'dave'],
  rpcPort = null,
  extraArgs = [],
  argsOf = {},
  keep = process.env.VAKA_E2E_KEEP === '1',
} = {}) {
  guard();
  if (!statSync(binary).isFile()) throw new Error(`${binary} is no file`);
  const folder = mkdtempSync(join(tmpdir(), 'vaka-net-'));
  const rpcPorts = validators.map((_, i) => (rpcPort === null ? 0 : rpcPort + i));
  const ports = await freePorts([...rpcPorts, ...validators.map(() => 0)]);
  const nodes = validators.map(
    (name, i) =>
      new Node({
        name,
        role: ['--validator', `--${name}`],
        binary,
        chain,
        folder,
        rpcPort: ports[i],
        port: ports[validators.length + i],
        extraArgs: [...extraArgs, ...(argsOf[name] ?? [])],
      }),
  );
  const network = new Network(folder, nodes, keep);
  running.add(network);
  try {
    const addresses = nodes.map((node) => node.address);
    for (const node of nodes) node.start(addresses.filter((address) => address !== node.address));
    await Promise.all(nodes.map((node) => node.waitForRpc()));
    return network;
  } catch (error) {
    // The logs are what explains a node that did not start.
    network.keep = true;
    await network.stop();
    throw error;
  }
}
