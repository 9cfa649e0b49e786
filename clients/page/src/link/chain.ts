// The chain as one node shows it. Nothing is believed that would let a node take a signature for
// another chain, or an answer for what it is not: the genesis is compared with the one that the page
// knows, and the runtime with the one that its codecs were made from.

import { addressOf } from '../chain/address.ts';
import { decodeAnswer, decodeStored, encodeQuestion, storageKey } from '../chain/codec.ts';
import { eraAt, periodOf } from '../chain/era.ts';
import type { Context } from '../chain/extrinsic.ts';
import { type Questions, type Stored, version } from '../generated/chain.ts';
import { equal, fromHex, toHex } from '../scale/bytes.ts';
import { refusalOf } from './refusal.ts';
import { LinkError, RpcError, type Transport } from './transport.ts';

/** The node's chain is another one than the page's. */
export class WrongChain extends Error {
  override name = 'WrongChain';

  constructor(readonly genesis: string) {
    super(`a chain with genesis ${genesis}`);
  }
}

/** The chain's runtime is not the one that this page was made for: the page must be loaded anew. */
export class StalePage extends Error {
  override name = 'StalePage';

  constructor(readonly chainHas: number) {
    super(`the page knows version ${version.specVersion}, the chain has ${chainHas}`);
  }
}

/** How old something is that was seen, and whether a clock is wrong. */
export interface Age {
  /** Milliseconds since it was heard, by the device's clock. */
  heard: number;
  /**
   * How far the chain's clock was behind the device's when it was heard, in milliseconds. It is some
   * seconds. If it is more, the chain stands still, the node lags, or the device's clock is wrong.
   */
  behind: number;
}

/** What was seen, small enough to be kept: of which block, and when. */
export interface Seen {
  height: number;
  hash: string;
  /** Unix milliseconds by the chain's clock. */
  chainTime: number;
  /** Unix milliseconds by the device's clock, when this was heard. */
  heardAt: number;
}

export function ageOf({ chainTime, heardAt }: Seen, now: number): Age {
  // A device's clock that was set back makes nothing younger than new.
  return { heard: Math.max(0, now - heardAt), behind: heardAt - chainTime };
}

/** Beyond so many milliseconds `behind` is worth a word to the person. */
export const ODD_MS = 120_000;

const isHex = (value: unknown): value is string =>
  typeof value === 'string' && /^0x([0-9a-f]{2})*$/i.test(value);

function bytesOf(value: unknown, what: string): Uint8Array {
  if (!isHex(value)) throw new LinkError('nonsense', what);
  return fromHex(value);
}

function hashOf(value: unknown, what: string): string {
  if (!isHex(value) || value.length !== 66) throw new LinkError('nonsense', what);
  return value.toLowerCase();
}

function numberOf(value: unknown, what: string): number {
  const number = typeof value === 'string' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 0) {
    throw new LinkError('nonsense', what);
  }
  return number;
}

function partOf(value: unknown, ...names: string[]): unknown {
  let part = value;
  for (const name of names) {
    if (typeof part !== 'object' || part === null) throw new LinkError('nonsense', name);
    part = (part as Record<string, unknown>)[name];
  }
  return part;
}

export interface Head {
  hash: string;
  height: number;
}

/** Where the runtime's code is stored: `:code`. */
const CODE = '0x3a636f6465';

/** Remembers the hash of the code of the page's own runtime. */
export interface CodeMemory {
  code(): Promise<string | undefined>;
  keep(code: string): Promise<void>;
}

/** For as long as the connection lasts. */
function shortMemory(): CodeMemory {
  let known: string | undefined;
  return {
    code: async () => known,
    keep: async (code) => {
      known = code;
    },
  };
}

export class Chain {
  private constructor(
    private readonly transport: Transport,
    readonly genesis: Uint8Array,
    private readonly now: () => number,
    private readonly memory: CodeMemory,
  ) {}

  /**
   * @param genesis the chain that the page knows; without it, whatever chain the node has (a first
   * visit, after which the page must remember it)
   */
  static async connect(
    transport: Transport,
    genesis: Uint8Array | undefined,
    now: () => number = Date.now,
    memory: CodeMemory = shortMemory(),
  ): Promise<Chain> {
    const found = fromHex(hashOf(await transport.request('chain_getBlockHash', [0]), 'genesis'));
    if (genesis && !equal(genesis, found)) throw new WrongChain(toHex(found));
    return new Chain(transport, found, now, memory);
  }

  request(method: string, ...params: unknown[]): Promise<unknown> {
    return this.transport.request(method, params);
  }

  async head(which: 'best' | 'final'): Promise<Head> {
    if (which === 'best') {
      // Asked for by its number, so that hash and header are of one block.
      const height = await this.heightOf(undefined);
      return { height, hash: await this.hashAt(height) };
    }
    const hash = hashOf(await this.request('chain_getFinalizedHead'), 'final block');
    return { hash, height: await this.heightOf(hash) };
  }

  async hashAt(height: number): Promise<string> {
    return hashOf(await this.request('chain_getBlockHash', height), `block ${height}`);
  }

  private async heightOf(hash: string | undefined): Promise<number> {
    const header = await this.request('chain_getHeader', ...(hash ? [hash] : []));
    return numberOf(partOf(header, 'number'), 'height');
  }

  /** The state after a block, if the page's codecs are those of its runtime. */
  async look(which: 'best' | 'final' = 'best'): Promise<View> {
    const method = which === 'best' ? 'chain_getBlockHash' : 'chain_getFinalizedHead';
    // Its number comes from the state: a header is ten times as many bytes.
    const hash = hashOf(await this.request(method), `${which} block`);
    const [height, time] = await Promise.all([
      this.readAt(hash, 'system.number', []),
      this.readAt(hash, 'timestamp.now', []),
      this.checkRuntime(hash),
    ]);
    return new View(this, { height, hash, chainTime: Number(time), heardAt: this.now() });
  }

  /**
   * Whether the runtime of a block is the page's. What a runtime is called is many bytes; the hash of its
   * code is few, and one that was the page's once is so always.
   */
  private async checkRuntime(hash: string): Promise<void> {
    const code = hashOf(await this.request('state_getStorageHash', CODE, hash), 'hash of the code');
    if (code === (await this.memory.code())) return;
    const runtime = await this.request('state_getRuntimeVersion', hash);
    const has = numberOf(partOf(runtime, 'specVersion'), 'version');
    if (has !== version.specVersion || partOf(runtime, 'specName') !== version.specName) {
      throw new StalePage(has);
    }
    await this.memory.keep(code);
  }

  /** The newest block may have another runtime than the final one, and it is the one that judges. */
  private async checkNewest(): Promise<void> {
    await this.checkRuntime(hashOf(await this.request('chain_getBlockHash'), 'best block'));
  }

  /** A question to the runtime of a block. Its caller knows that the page has that runtime's codecs. */
  async askAt<K extends keyof Questions>(
    hash: string,
    name: K,
    parameters: Questions[K]['parameters'],
  ): Promise<Questions[K]['answer']> {
    const { method, data } = encodeQuestion(name, parameters);
    const answer = await this.request('state_call', method, toHex(data), hash);
    return decodeAnswer(name, bytesOf(answer, name));
  }

  async readAt<K extends keyof Stored>(
    hash: string,
    name: K,
    key: Stored[K]['key'],
  ): Promise<Stored[K]['value']> {
    return decodeStored(name, await this.storedAt(hash, storageKey(name, key)));
  }

  async storedAt(hash: string, key: Uint8Array): Promise<Uint8Array | undefined> {
    const found = await this.request('state_getStorage', toHex(key), hash);
    return found === null ? undefined : bytesOf(found, 'stored value');
  }

  /** A block's transactions, as hexadecimal bytes. */
  async extrinsicsAt(hash: string): Promise<string[]> {
    const extrinsics = partOf(await this.request('chain_getBlock', hash), 'block', 'extrinsics');
    if (!Array.isArray(extrinsics) || !extrinsics.every(isHex)) {
      throw new LinkError('nonsense', 'extrinsics');
    }
    return extrinsics.map((one) => one.toLowerCase());
  }

  /**
   * What the account's next transaction is signed with; those that wait in the pool are counted.
   *
   * @param attempt how often the same was signed before
   */
  async contextFor(account: Uint8Array, attempt = 0): Promise<Context> {
    const [{ height }, nonce] = await Promise.all([
      this.look('final').then(({ seen }) => seen),
      this.request('system_accountNextIndex', addressOf(account)),
      this.checkNewest(),
    ]);
    const era = eraAt(height, periodOf(attempt));
    const birthHash = fromHex(await this.hashAt(era.birth));
    return { genesis: this.genesis, era, birthHash, nonce: numberOf(nonce, 'nonce') };
  }

  /** Gives a transaction to the node. It rejects with `Refused` if the pool does not take it. */
  async offer(bytes: Uint8Array): Promise<void> {
    try {
      await this.request('author_submitExtrinsic', toHex(bytes));
    } catch (error) {
      const refusal = error instanceof RpcError ? refusalOf(error) : error;
      if (refusal) throw refusal;
    }
  }

  close(): void {
    this.transport.close();
  }
}

/** The state after one block: all that is asked of it belongs together. */
export class View {
  constructor(
    private readonly chain: Chain,
    readonly seen: Seen,
  ) {}

  ask<K extends keyof Questions>(
    name: K,
    ...parameters: Questions[K]['parameters']
  ): Promise<Questions[K]['answer']> {
    return this.chain.askAt(this.seen.hash, name, parameters);
  }

  read<K extends keyof Stored>(name: K, ...key: Stored[K]['key']): Promise<Stored[K]['value']> {
    return this.chain.readAt(this.seen.hash, name, key);
  }
}
