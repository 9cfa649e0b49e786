// A chain in memory behind the RPC that the page uses. It checks signatures, numbers and eras as the
// real one does, and breaks as a test wants. The tests of the browser have a real node.

import { verify } from '@noble/ed25519';
import { blake2b } from '@noble/hashes/blake2.js';
import { accountOf } from '../../src/chain/address.ts';
import { codec, decodeCall, storageKey } from '../../src/chain/codec.ts';
import { type Era, eraAt, stepOf } from '../../src/chain/era.ts';
import { payloadOf } from '../../src/chain/extrinsic.ts';
import { type Call, storage, version } from '../../src/generated/chain.ts';
import { eventsKey, events as known } from '../../src/generated/outcome.ts';
import { LinkError, RpcError, type Transport } from '../../src/link/transport.ts';
import { concat, equal, fromHex, toHex } from '../../src/scale/bytes.ts';
import { Input } from '../../src/scale/input.ts';
import { compact, littleEndian } from '../../src/scale/output.ts';

interface Account {
  nonce: number;
  exists: boolean;
}

interface Block {
  height: number;
  extrinsics: string[];
  events: Uint8Array;
  accounts: Map<string, Account>;
}

interface Parsed {
  account: Uint8Array;
  signature: Uint8Array;
  era: Uint8Array;
  nonce: number;
  call: Uint8Array;
}

/** How a call ends: undefined if well, else the bytes of its error. */
export type Judge = (
  call: Call,
  account: string,
  accounts: Map<string, Account>,
) => Uint8Array | undefined;

/** DispatchError::Token(FundsUnavailable). */
export const NO_FUNDS = Uint8Array.of(7, 0);

/** For so many blocks, half an hour, a pool does not look at bytes again that it refused. */
const BAN = 300;

const INVALID = (data: string) => new RpcError(1010, 'Invalid Transaction', data);

export class FakeChain implements Transport {
  genesis = new Uint8Array(32).fill(9);
  specVersion = version.specVersion;
  judge: Judge = () => undefined;
  /** Refuses what is offered, as a pool does. */
  refuse: (call: Call) => RpcError | undefined = () => undefined;
  /** Called before a request is answered; what it throws is what the page gets. */
  before: (method: string, params: readonly unknown[]) => void | Promise<void> = () => {};
  /** Called after a request took effect; what it throws loses the answer. */
  after: (method: string) => void | Promise<void> = () => {};
  requests: string[] = [];
  pool: string[] = [];

  private readonly blocks: Block[] = [];
  private best = 0;
  private final = 0;
  private fork = 0;
  /** The states of blocks below are gone. */
  private kept = 0;
  private readonly forks = new Map<string, number>();
  /** Until which block bytes are banned. */
  private readonly bans = new Map<string, number>();

  constructor(accounts: readonly Uint8Array[] = []) {
    const state = new Map(accounts.map((one) => [toHex(one), { nonce: 0, exists: true }]));
    this.blocks.push({ height: 0, extrinsics: [], events: compact(0), accounts: state });
  }

  /** A block with what the pool has, which is final at once or later. */
  seal({ final = true } = {}): number {
    this.best += 1;
    const accounts = structuredClone(this.state(this.best - 1).accounts);
    const included: string[] = [];
    const records: Uint8Array[] = [];
    for (const hex of [...this.pool]) {
      const parsed = parse(hex);
      const name = toHex(parsed.account);
      const account = accounts.get(name);
      if (account?.exists !== true || account.nonce !== parsed.nonce) continue;
      account.nonce += 1;
      const error = this.judge(decodeCall(parsed.call), name, accounts);
      const index = littleEndian(included.push(hex) - 1, 4);
      const event = error ? 'system.ExtrinsicFailed' : 'system.ExtrinsicSuccess';
      const [[place]] = [Object.entries(known).find(([, [one]]) => one === event)!];
      const numbers = Uint8Array.from(place.split('.').map(Number));
      const info = Uint8Array.of(0, 0, 0, 0);
      records.push(
        concat(Uint8Array.of(0), index, numbers, error ?? new Uint8Array(), info, Uint8Array.of(0)),
      );
    }
    this.pool = this.pool.filter((hex) => !included.includes(hex));
    const events = concat(compact(records.length), ...records);
    this.blocks.push({ height: this.best, extrinsics: included, events, accounts });
    if (final) this.finalise();
    return this.best;
  }

  finalise(): void {
    this.final = this.best;
  }

  /** Empty blocks, all final. */
  pass(blocks: number): void {
    this.best += blocks;
    this.finalise();
  }

  /** The blocks that are not final are forgotten; others come in their place. What they had is in no pool. */
  reorganise(): void {
    this.best = this.final;
    this.fork += 1;
    while (this.blocks.at(-1)!.height > this.best) this.blocks.pop();
  }

  /** The states before the newest block are no longer kept. */
  prune(): void {
    this.kept = this.best;
  }

  /** The node begins again, with an empty pool that banned nothing. */
  restart(): void {
    this.pool = [];
    this.bans.clear();
  }

  /** Gives the pool bytes that somebody kept, if it takes them. */
  bring(bytes: Uint8Array): void {
    try {
      this.take(toHex(bytes));
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
    }
  }

  /** The calls of each block, in their order. */
  included(): Call[][] {
    return this.blocks.map(({ extrinsics }) =>
      extrinsics.map((hex) => decodeCall(parse(hex).call)),
    );
  }

  account(account: Uint8Array): Account {
    return this.state(this.best).accounts.get(toHex(account)) ?? { nonce: 0, exists: false };
  }

  put(account: Uint8Array): void {
    this.state(this.best).accounts.set(toHex(account), { nonce: 0, exists: true });
  }

  async request(method: string, params: readonly unknown[]): Promise<unknown> {
    this.requests.push(method);
    await this.before(method, params);
    const answer = this.answer(method, params);
    await this.after(method);
    return answer;
  }

  close(): void {}

  private state(height: number): Block {
    return this.blocks.findLast((block) => block.height <= height)!;
  }

  private hash(height: number): string {
    const fork = height > this.final ? this.fork : (this.forks.get(`final ${height}`) ?? this.fork);
    if (height <= this.final) this.forks.set(`final ${height}`, fork);
    if (height === 0) return toHex(this.genesis);
    const hash = toHex(blake2b(littleEndian(height * 1000 + fork, 8), { dkLen: 32 }));
    this.forks.set(hash, height);
    return hash;
  }

  private height(hash: unknown): number {
    if (hash === undefined) return this.best;
    if (hash === toHex(this.genesis)) return 0;
    const height = this.forks.get(String(hash));
    if (height === undefined || height > this.best) throw new RpcError(4003, 'unknown block', '');
    return height;
  }

  private answer(method: string, params: readonly unknown[]): unknown {
    switch (method) {
      case 'chain_getBlockHash':
        if (params.length === 0) return this.hash(this.best);
        return (params[0] as number) <= this.best ? this.hash(params[0] as number) : null;
      case 'chain_getHeader':
        return { number: `0x${this.height(params[0]).toString(16)}` };
      case 'chain_getFinalizedHead':
        return this.hash(this.final);
      case 'chain_getBlock': {
        const height = this.height(params[0]);
        const block = this.state(height);
        return { block: { extrinsics: block.height === height ? block.extrinsics : [] } };
      }
      case 'state_getStorageHash':
        return toHex(new Uint8Array(32).fill(this.specVersion));
      case 'state_getRuntimeVersion':
        return { specName: version.specName, specVersion: this.specVersion };
      case 'state_getStorage':
        return this.stored(String(params[0]), this.height(params[1]));
      case 'system_accountNextIndex': {
        const account = accountOf(String(params[0]));
        const waiting = this.pool.map(parse).filter((one) => equal(one.account, account));
        return Math.max(this.account(account).nonce, ...waiting.map(({ nonce }) => nonce + 1));
      }
      case 'author_submitExtrinsic':
        this.take(String(params[0]));
        return '0x00';
      default:
        throw new RpcError(-32601, 'Method not found', method);
    }
  }

  private stored(key: string, height: number): string | null {
    if (height < this.kept) throw new RpcError(4003, 'State already discarded', '');
    const block = this.state(height);
    if (key === eventsKey) return toHex(block.height === height ? block.events : compact(0));
    if (key === toHex(storageKey('system.number', []))) return toHex(littleEndian(height, 4));
    if (key === toHex(storageKey('timestamp.now', []))) {
      return toHex(littleEndian(height * 6_000, 8));
    }
    for (const [name, { nonce, exists }] of block.accounts) {
      if (key !== toHex(storageKey('system.account', [fromHex(name)]))) continue;
      if (!exists) return null;
      const data = { free: 0n, reserved: 0n, frozen: 0n, flags: 0n };
      const account = { nonce, consumers: 0, providers: 0, sufficients: 1, data };
      return toHex(codec.encode(storage['system.account'][2], account));
    }
    return null;
  }

  private take(hex: string): void {
    if ((this.bans.get(hex) ?? 0) > this.best) {
      throw new RpcError(1012, 'Transaction is temporarily banned', '');
    }
    try {
      this.judgeAndTake(hex);
    } catch (error) {
      if (error instanceof RpcError && error.code === 1010) this.bans.set(hex, this.best + BAN);
      throw error;
    }
  }

  private judgeAndTake(hex: string): void {
    const parsed = parse(hex);
    const { account, nonce } = parsed;
    const refusal = this.refuse(decodeCall(parsed.call));
    if (refusal) throw refusal;
    if (this.pool.includes(hex)) throw new RpcError(1013, 'Transaction Already Imported', '');
    const standing = this.account(account);
    if (!standing.exists) {
      throw INVALID('Inability to pay some fees (e.g. account balance too low)');
    }
    if (nonce < standing.nonce) throw INVALID('Transaction is outdated');
    const era = this.eraOf(parsed.era);
    if (!era) throw INVALID('Transaction has an ancient birth block');
    const birthHash = fromHex(this.hash(era.birth));
    const payload = payloadOf(parsed.call, { genesis: this.genesis, era, birthHash, nonce });
    const isCurrent = this.specVersion === version.specVersion;
    if (!isCurrent || !verify(parsed.signature, payload, account)) {
      throw INVALID('Transaction has a bad signature');
    }
    const same = this.pool
      .map(parse)
      .some((one) => equal(one.account, account) && one.nonce === nonce);
    if (same) throw new RpcError(1014, 'Priority is too low', '');
    this.pool.push(hex);
  }

  /** The era that those bytes mean now, if its first block is known. */
  private eraOf(bytes: Uint8Array): Era | undefined {
    const encoded = bytes[0]! | (bytes[1]! << 8);
    const period = 2 ** ((encoded & 15) + 1);
    const phase = (encoded >> 4) * stepOf(period);
    const birth = Math.floor((Math.max(this.best, phase) - phase) / period) * period + phase;
    return birth > this.best ? undefined : { ...eraAt(birth, period), bytes };
  }
}

/** A link that does not answer. */
export const late = () => new LinkError('late', 'no answer');

function parse(hex: string): Parsed {
  const input = new Input(fromHex(hex));
  if (Number(input.compact()) !== input.left) throw INVALID('a wrong length');
  const [version4, id] = input.take(2);
  const account = input.take(32);
  const ed25519 = input.byte();
  const signature = input.take(64);
  const era = input.take(2);
  const nonce = Number(input.compact());
  const [tip, mode] = input.take(2);
  if (version4 !== 0x84 || id !== 0 || ed25519 !== 0 || tip !== 0 || mode !== 1) {
    throw INVALID('a form that the page does not send');
  }
  return { account, signature, era, nonce, call: input.take(input.left) };
}
