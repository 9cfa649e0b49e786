// Starts and ends nodes of our own on this machine, for the demo and the tests: with loopback
// addresses only, in temporary folders, announced to nobody. It ends what it started, however the
// program ends, and nothing else.

import { createServer } from 'node:net';
import { execFile, spawn } from 'node:child_process';
import {
  createWriteStream,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { base58Encode, blake2AsU8a } from '@polkadot/util-crypto';
import { meterKey } from '../model/meters.mjs';

const sleep = (ms) =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** The node's path: VAKA_NODE, or where the scripts build it. */
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

/** Ports that nobody uses now: these, or with 0 any. All are taken before one is released, so that none comes twice. */
export async function freePorts(wanted) {
  const probes = await Promise.all(wanted.map(takePort));
  const ports = probes.map((probe) => probe.address().port);
  await Promise.all(probes.map((probe) => new Promise((resolve) => probe.close(resolve))));
  return ports;
}

/**
 * One call to a node over HTTP, so that to wait for a node needs no connection that may break.
 *
 * @param {number|string} where  its port on this machine, or its whole address
 */
export async function rpc(where, method, params = []) {
  const address = String(where).startsWith('http') ? where : `http://127.0.0.1:${where}`;
  const response = await fetch(address, {
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
  /**
   * @param {string} [options.home]  where its data is, if not in `folder` with its log
   * @param {string[]} options.role  arguments that say as who it takes part
   * @param {boolean} options.ownKey whether the key of its network address is made as operators make
   * it; else it comes from the node's name, so that others know the address
   */
  constructor({ name, binary, chain, folder, home, rpcPort, port, extraArgs, role, ownKey }) {
    Object.assign(this, { name, binary, chain, folder, rpcPort, port, extraArgs });
    this.basePath = join(home ?? folder, name);
    this.logFile = join(folder, `${name}.log`);
    this.endpoint = `ws://127.0.0.1:${rpcPort}`;
    this.listens = `/ip4/127.0.0.1/tcp/${port}`;
    const key = ['--base-path', this.basePath];
    if (!ownKey) {
      const secret = blake2AsU8a(`vaka/local/node/${name}`, 256);
      this.address = `${this.listens}/p2p/${peerId(meterKey(secret).publicKey)}`;
      key.push('--node-key', Buffer.from(secret).toString('hex'));
    }
    this.identity = ['--chain', chain, ...role, ...key];
    this.child = null;
  }

  /** Runs one of the node's other commands to its end: { stdout, stderr }. */
  command(...words) {
    return promisify(execFile)(this.binary, words);
  }

  start(bootnodes) {
    const args = [
      ...this.identity,
      '--name',
      this.name,
      '--rpc-port',
      String(this.rpcPort),
      '--rpc-cors',
      'all',
      '--no-telemetry',
      '--no-prometheus',
      '--no-mdns',
      ...this.extraArgs,
      '--listen-addr',
      this.listens,
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
   * Ends this one process and waits until it is gone. SIGKILL leaves it no time for a goodbye, but
   * is no power cut: the kernel still writes to the disk what the process has written (`disk.mjs`
   * cuts the power).
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

/** Ends the nodes before this program, however it ends. */
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

  /** Starts all nodes, each of which knows the addresses of the others, and waits for their RPC. */
  async start() {
    const addresses = this.nodes.flatMap(({ address }) => address ?? []);
    try {
      for (const node of this.nodes) {
        node.start(addresses.filter((address) => address !== node.address));
      }
      await Promise.all(this.nodes.map((node) => node.waitForRpc()));
    } catch (error) {
      // The logs explain why a node did not start.
      this.keep = true;
      await this.stop();
      throw error;
    }
  }

  /**
   * Starts one more node as docs/operate.md tells operators to, as a validator whose keys are still to be
   * made, and waits for its RPC.
   */
  async join(name) {
    const [{ binary, chain, folder, extraArgs }] = this.nodes;
    const [rpcPort, port] = await freePorts([0, 0]);
    const role = ['--validator'];
    const options = { name, binary, chain, folder, rpcPort, port, extraArgs, role, ownKey: true };
    const node = new Node(options);
    await node.command('key', 'generate-node-key', '--chain', chain, '--base-path', node.basePath);
    const bootnodes = this.nodes.flatMap(({ address }) => address ?? []);
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

  /**
   * Ends the network. If its folder goes, too, nothing needs to be put on disk in the seconds that
   * this takes.
   */
  async stop() {
    const signal = this.keep ? 'SIGTERM' : 'SIGKILL';
    await Promise.all(this.nodes.map((node) => node.kill(signal)));
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
      .filter(({ logFile }) => existsSync(logFile))
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
 * A network that is still to be started: its folder, its ports, its nodes.
 *
 * @param {object} options
 * @param {string} [options.binary]      the node; by default nodeBinary()
 * @param {string} [options.chain]       'local', 'dev', or a chain specification's file
 * @param {string[]} [options.validators] one node each: names of well-known keys, or with `ownKeys` any
 * @param {string[]} [options.followers] further nodes, which only follow
 * @param {string} [options.home]        where the validators' data is; else in a folder of the network's
 * @param {boolean} [options.ownKeys]    no well-known keys: who starts it makes those of each node
 * @param {number} [options.rpcPort]     RPC of the first node, then upwards; else free ports
 * @param {string[]} [options.extraArgs] further arguments of every node
 * @param {object} [options.argsOf]      further arguments of single nodes, by name
 * @param {boolean} [options.keep]       keep the folder and its logs, as does VAKA_E2E_KEEP=1
 */
export async function prepareNetwork({
  binary = nodeBinary(),
  chain = 'local',
  validators = ['alice', 'bob', 'charlie', 'dave'],
  followers = [],
  home,
  ownKeys = false,
  rpcPort = null,
  extraArgs = [],
  argsOf = {},
  keep = process.env.VAKA_E2E_KEEP === '1',
} = {}) {
  guard();
  if (!statSync(binary).isFile()) throw new Error(`${binary} is no file`);
  const folder = mkdtempSync(join(tmpdir(), 'vaka-net-'));
  const names = [...validators, ...followers];
  const rpcPorts = names.map((_, i) => (rpcPort === null ? 0 : rpcPort + i));
  const network = new Network(folder, [], keep);
  running.add(network);
  try {
    const ports = await freePorts([...rpcPorts, ...names.map(() => 0)]);
    const roleOf = (name) => {
      if (followers.includes(name)) return [];
      return ['--validator', ...(ownKeys ? [] : [`--${name}`])];
    };
    network.nodes = names.map(
      (name, i) =>
        new Node({
          name,
          role: roleOf(name),
          home: followers.includes(name) ? undefined : home,
          ownKey: ownKeys,
          binary,
          chain,
          folder,
          rpcPort: ports[i],
          port: ports[names.length + i],
          extraArgs: [...extraArgs, ...(argsOf[name] ?? [])],
        }),
    );
    return network;
  } catch (error) {
    await network.stop();
    throw error;
  }
}

/** Starts a network, of `prepareNetwork`'s options, and waits for its RPC. */
export async function startNetwork(options) {
  const network = await prepareNetwork(options);
  await network.start();
  return network;
}
