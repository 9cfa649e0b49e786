// A connection to one node, and what every part of the tests needs from it: transactions with
// nonces counted here (so that several may be on their way at once), blocks, events. No custom
// types: the chain's metadata says it all.

import { ApiPromise, WsProvider } from '@polkadot/api';
import { Keyring } from '@polkadot/keyring';
import { cryptoWaitReady } from '@polkadot/util-crypto';
import { plain } from './decode.mjs';
import { rpc } from './network.mjs';

/** Blocks behind the newest one that finality usually is, and a few more. */
const LAG = 5;

/**
 * The error that a transaction ended with, as the chain's metadata names it: `energy.UnknownMeter`.
 */
export class DispatchFailure extends Error {
  constructor(name, docs) {
    super(docs ? `${name}: ${docs}` : name);
    this.name = 'DispatchFailure';
    this.cause = name;
  }
}

function failureOf(registry, dispatchError) {
  if (dispatchError.isModule) {
    const { section, name, docs } = registry.findMetaError(dispatchError.asModule);
    return new DispatchFailure(`${section}.${name}`, docs.join(' ').trim());
  }
  return new DispatchFailure(dispatchError.toString());
}

/** Events as { section, method, data }, data being an object if the chain names the fields. */
export function plainEvent({ section, method, data }) {
  const names = data.names;
  const values = [...data].map(plain);
  return {
    section,
    method,
    data: names ? Object.fromEntries(names.map((name, i) => [name, values[i]])) : values,
  };
}

export class Chain {
  static async connect(endpoint, { timeoutMs = 60_000 } = {}) {
    await cryptoWaitReady();
    const provider = new WsProvider(endpoint, 1_000, {}, timeoutMs);
    const api = new ApiPromise({ provider, noInitWarn: true });
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no node answers at ${endpoint}`)), timeoutMs);
    });
    try {
      await Promise.race([api.isReadyOrError, late]);
    } catch (error) {
      await provider.disconnect();
      throw error;
    } finally {
      clearTimeout(timer);
    }
    return new Chain(api, endpoint);
  }

  constructor(api, endpoint) {
    this.api = api;
    this.endpoint = endpoint;
    this.keyring = new Keyring({ type: 'sr25519', ss58Format: api.registry.chainSS58 ?? 42 });
    this.nonces = new Map();
    this.genesisHash = api.genesisHash.toU8a();
  }

  disconnect() {
    return this.api.disconnect();
  }

  /** A well-known or derived account, such as //Alice. */
  account(uri) {
    return this.keyring.addFromUri(uri);
  }

  async nextNonce(address) {
    if (!this.nonces.has(address)) {
      const read = this.api.rpc.system.accountNextIndex(address).then((n) => n.toNumber());
      this.nonces.set(address, { read, used: 0 });
    }
    const counter = this.nonces.get(address);
    const offset = counter.used;
    counter.used += 1;
    return (await counter.read) + offset;
  }

  /**
   * Signs and submits. Returns two promises: `included` resolves when the transaction is in a
   * block, `finalized` when that block is final (it may by then be another block than first
   * reported). Both reject with DispatchFailure if the call failed. `onSigned` learns the
   * transaction's hash before any block can hold it.
   */
  submit(tx, account, onSigned = () => {}) {
    let settle;
    const deferred = () => {
      let handlers;
      const promise = new Promise((resolve, reject) => {
        handlers = { resolve, reject };
      });
      // Whoever awaits only one of the two must not be ended by the other.
      promise.catch(() => {});
      return { promise, ...handlers };
    };
    const included = deferred();
    const finalized = deferred();
    const fail = (error) => {
      this.nonces.delete(account.address);
      included.reject(error);
      finalized.reject(error);
      settle?.();
    };
    const onStatus = (result) => {
      const { status } = result;
      if (status.isInBlock || status.isFinalized) {
        const target = status.isFinalized ? finalized : included;
        const hash = (status.isFinalized ? status.asFinalized : status.asInBlock).toHex();
        this.receipt(result, hash).then(
          (receipt) => {
            included.resolve(receipt);
            target.resolve(receipt);
          },
          (error) => {
            included.reject(error);
            target.reject(error);
          },
        );
        if (status.isFinalized) settle?.();
      } else if (result.isError) {
        fail(new Error(`transaction ${tx.method.section}.${tx.method.method}: ${status.type}`));
      }
    };
    this.nextNonce(account.address)
      .then(async (nonce) => tx.signAsync(account, { nonce, ...(await this.mortality()) }))
      .then((signed) => {
        onSigned(signed.hash.toHex());
        return signed.send(onStatus);
      })
      .then((unsubscribe) => {
        settle = unsubscribe;
      }, fail);
    return { included: included.promise, finalized: finalized.promise };
  }

  /**
   * From which block on a transaction is valid. By itself @polkadot/api takes the last final one; where
   * finality stands still, the newest, which the node's pool may not have seen yet ("ancient birth
   * block"). Then one that is a little older.
   */
  async mortality() {
    const [best, { number: finalized }] = await Promise.all([this.head(), this.finalizedHead()]);
    if (best.number - finalized <= LAG) return {};
    const current = best.number - LAG;
    const era = this.api.createType('ExtrinsicEra', { current, period: 64 });
    return { era, blockHash: await this.hashOf(current) };
  }

  async receipt(result, hash) {
    if (result.dispatchError) throw failureOf(this.api.registry, result.dispatchError);
    const number =
      result.blockNumber?.toNumber() ??
      (await this.api.rpc.chain.getHeader(hash)).number.toNumber();
    return {
      hash,
      number,
      index: result.txIndex,
      events: result.events.map(({ event }) => plainEvent(event)),
    };
  }

  /** Submits and waits for the block. */
  send(tx, account) {
    return this.submit(tx, account).included;
  }

  sendFinal(tx, account) {
    return this.submit(tx, account).finalized;
  }

  /** The name of a DispatchError that `plain` has decoded. */
  async nameError(error) {
    if (error?.type !== 'Module') return JSON.stringify(error);
    const index = Number(error.value.index);
    const bytes = Buffer.from(String(error.value.error).slice(2), 'hex');
    const { section, name } = this.api.registry.findMetaError(Uint8Array.of(index, bytes[0]));
    return `${section}.${name}`;
  }

  async head() {
    const header = await this.api.rpc.chain.getHeader();
    return { hash: header.hash.toHex(), number: header.number.toNumber() };
  }

  async finalizedHead() {
    const hash = await this.api.rpc.chain.getFinalizedHead();
    const header = await this.api.rpc.chain.getHeader(hash);
    return { hash: hash.toHex(), number: header.number.toNumber() };
  }

  async hashOf(number) {
    return (await this.api.rpc.chain.getBlockHash(number)).toHex();
  }

  /** One call to the node, decoded by nobody. */
  rpc(method, ...parameters) {
    const { port } = new URL(this.endpoint);
    return rpc(port, method, parameters);
  }

  /** State as of a block; without a hash, of the newest. */
  at(hash) {
    return hash ? this.api.at(hash) : Promise.resolve(this.api);
  }

  /** Unix milliseconds by the chain's clock. */
  async now(hash) {
    return Number((await (await this.at(hash)).query.timestamp.now()).toBigInt());
  }

  /** The hashes of a block's transactions, in their order. */
  async extrinsicHashes(hash) {
    const { block } = await this.api.rpc.chain.getBlock(hash);
    return block.extrinsics.map((extrinsic) => extrinsic.hash.toHex());
  }

  /**
   * Every event of a block: { section, method, data, phase: 'Initialization' | 'Finalization' |
   * index }.
   */
  async events(hash) {
    const records = await (await this.at(hash)).query.system.events();
    return records.map(({ event, phase }) => ({
      ...plainEvent(event),
      phase: phase.isApplyExtrinsic ? phase.asApplyExtrinsic.toNumber() : phase.type,
    }));
  }

  /** Resolves with the head once it is higher than `number`. */
  async nextBlock(number, everyMs = 200) {
    for (;;) {
      const head = await this.head();
      if (head.number > number) return head;
      await new Promise((resolve) => {
        setTimeout(resolve, everyMs);
      });
    }
  }
}
