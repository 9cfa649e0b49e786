// What all views share: storage, key, queue, and the link to a node. It knows nothing of how it is
// shown.

import { Vault } from '../key/vault.ts';
import type { Key } from '../key/key.ts';
import { type Call, metadataHash, version } from '../generated/chain.ts';
import { type Asked, type Asking, Hub, HubError } from '../hub/client.ts';
import { Chain, type Head, StalePage, type View, WrongChain } from '../link/chain.ts';
import { LinkError, type Transport } from '../link/transport.ts';
import { type Intention, Queue, QueueError } from '../queue/queue.ts';
import { fromHex, toHex } from '../scale/bytes.ts';
import type { Store } from '../store/store.ts';
import { Shelf } from './kept.ts';

/** The chain that the page knows since its first visit. */
const GENESIS = 'chain/genesis';

/** The hash of the code of this page's runtime; of a page of another version another one. */
const CODE = `chain/code/${version.specVersion}/${metadataHash}`;

/** Questions of one view within this time are asked of one block. */
const SAME_BLOCK_MS = 3_000;

/** A key that nobody used for so long closes. */
export const IDLE_MS = 10 * 60_000;

export type LinkState = 'unknown' | 'live' | 'down' | 'stale' | 'wrong chain';

export interface Surroundings {
  store: Store;
  /** Makes a connection to the node, which tells when nobody is to be reached. */
  connect: (onDown: () => void) => Transport;
  /** The hub's address, which all its paths follow. */
  hub: string;
  now?: () => number;
  /** Names the tab, also after the page was loaded anew. */
  tab?: string;
  /** The storage forgets everything with the page: it is forbidden, or full. */
  isForgetful?: boolean;
}

export class Session {
  readonly store: Store;
  readonly vault: Vault;
  readonly queue: Queue;
  readonly shelf: Shelf;
  readonly hub: Hub;
  readonly now: () => number;
  readonly isForgetful: boolean;

  account: Uint8Array | undefined;
  key: Key | undefined;
  link: LinkState = 'unknown';
  intentions: Intention[] = [];
  isSending = false;
  /** Something was decided while other things are being sent. */
  private hasMore = false;
  /** Why the last attempt to send ended early. */
  sendProblem: unknown;
  /** How often there was a network again: what could not be seen then is looked for once more. */
  returns = 0;

  private readonly connect: Surroundings['connect'];
  private transport: Transport | undefined;
  private chain: Promise<Chain> | undefined;
  private view: { at: number; view: Promise<View> } | undefined;
  private idle: ReturnType<typeof setTimeout> | undefined;
  private readonly asking = new Map<string, Promise<unknown>>();
  private readonly listeners = new Set<() => void>();

  private constructor({ store, connect, hub, now = Date.now, tab, isForgetful }: Surroundings) {
    this.store = store;
    this.now = now;
    this.connect = connect;
    this.isForgetful = isForgetful ?? false;
    this.vault = new Vault(store, now);
    this.queue = new Queue(store, now, tab);
    this.shelf = new Shelf(store);
    this.hub = new Hub(hub, now);
  }

  static async begin(surroundings: Surroundings): Promise<Session> {
    const session = new Session(surroundings);
    session.account = await session.vault.account();
    session.intentions = await session.queue.list();
    return session;
  }

  /** Hears of each change, until the function that it returns is called. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** The state of the newest block; questions that come together are asked of the same one. */
  look(): Promise<View> {
    const now = this.now();
    const old = this.view;
    if (old && now >= old.at && now - old.at < SAME_BLOCK_MS) return old.view;
    const view = this.chained((chain) => chain.look());
    this.view = { at: now, view };
    // One that failed is asked again by the next question.
    view.catch(() => {
      if (this.view?.view === view) this.view = undefined;
    });
    return view;
  }

  /** The device has no network. What is on its way is given up: no answer comes over a cut cable. */
  wentOffline(): void {
    this.transport?.close();
    this.chain = undefined;
    this.setLink('down');
  }

  /** The device has a network again: what waits is sent, if the key is open. */
  cameBack(): void {
    this.returns += 1;
    this.lookAgain();
    void this.send();
  }

  /** Somebody wants to see whether there is a network by now. */
  lookAgain(): void {
    if (this.link === 'down') this.setLink('unknown');
    else this.tell();
  }

  /** Asks something that is being asked already only once. */
  once<T>(key: string, ask: () => Promise<T>): Promise<T> {
    const asked = this.asking.get(key) as Promise<T> | undefined;
    if (asked) return asked;
    const answer = ask().finally(() => this.asking.delete(key));
    this.asking.set(key, answer);
    return answer;
  }

  /** The last block that is final. */
  finalHead(): Promise<Head> {
    return this.chained((chain) => chain.head('final'));
  }

  /** The hash of the block at a height, as the node has it. */
  blockHash = (height: number): Promise<string> => this.chained((chain) => chain.hashAt(height));

  /** The hash of the chain's first block, once the page saw the chain. */
  async genesis(): Promise<Uint8Array | undefined> {
    const known = await this.store.get<string>(GENESIS);
    return known === undefined ? undefined : fromHex(known);
  }

  /** Asks the hub for something that it tells to its owner alone. It signs in if it must, and can. */
  async askOwn<P extends Asking>(path: P, asked: Asked<P>): ReturnType<typeof this.hub.ask<P>> {
    const genesis = await this.genesis();
    if (!this.hub.isSignedIn) {
      if (!this.key || !genesis) throw new HubError('not signed in', path);
      await this.hub.signIn(this.key, genesis);
    }
    try {
      return await this.hub.ask(path, asked);
    } catch (error) {
      // The hub has another key since: the next question signs in again.
      if (error instanceof HubError && error.why === 'not signed in') this.hub.signOut();
      throw error;
    }
  }

  /** Keeps what a person decided, and sends it if the key is open. */
  async act(call: Call): Promise<Intention> {
    if (!this.account) throw new Error('there is no key');
    const intention = await this.queue.add(this.account, call);
    await this.reload();
    if (this.key) void this.send();
    return intention;
  }

  async remove(id: string): Promise<void> {
    await this.queue.remove(id);
    await this.reload();
  }

  async retry(id: string): Promise<void> {
    await this.queue.retry(id);
    await this.reload();
    if (this.key) void this.send();
  }

  /** Sends what waits. What stops it is in `sendProblem`; nothing is lost by it. */
  async send(): Promise<void> {
    const { key } = this;
    this.hasMore = this.isSending;
    if (!key || this.isSending) return;
    this.isSending = true;
    this.sendProblem = undefined;
    this.stayOpen();
    this.tell();
    try {
      await this.chained((chain) =>
        this.queue.send(chain, key, { onChange: (one) => this.show(one) }),
      );
    } catch (error) {
      if (!isPassing(error)) throw error;
      this.sendProblem = error;
    } finally {
      this.isSending = false;
      await this.reload();
    }
    if (this.hasMore && this.sendProblem === undefined) await this.send();
  }

  /** Takes a key that was just opened. */
  open(key: Key): void {
    this.key = key;
    this.account = key.account;
    this.stayOpen();
    this.tell();
    void this.send();
  }

  /** The key is in use: it closes later. */
  stayOpen(): void {
    clearTimeout(this.idle);
    if (this.key) this.idle = setTimeout(() => this.lock(), IDLE_MS);
  }

  lock(): void {
    clearTimeout(this.idle);
    this.key?.close();
    this.key = undefined;
    this.tell();
  }

  /** Forgets the key, and what was seen with it. */
  async forget(): Promise<void> {
    this.lock();
    this.hub.signOut();
    await this.vault.forget();
    await this.shelf.clear();
    this.account = undefined;
    this.tell();
  }

  async reload(): Promise<void> {
    this.intentions = await this.queue.list();
    this.tell();
  }

  private show(changed: Intention): void {
    this.intentions = this.intentions.map((one) => (one.id === changed.id ? changed : one));
    this.tell();
  }

  private async chained<T>(use: (chain: Chain) => Promise<T>): Promise<T> {
    this.chain ??= this.connected();
    const mine = this.chain;
    try {
      const result = await use(await mine);
      this.setLink('live');
      return result;
    } catch (error) {
      // Whoever asks next makes another connection.
      if (error instanceof LinkError || error instanceof WrongChain) {
        if (this.chain === mine) this.chain = undefined;
        mine.then((chain) => chain.close()).catch(() => {});
        this.setLink(error instanceof WrongChain ? 'wrong chain' : 'down');
      } else if (error instanceof StalePage) this.setLink('stale');
      throw error;
    }
  }

  private async connected(): Promise<Chain> {
    const known = await this.genesis();
    const transport = this.connect(() => this.setLink('down'));
    this.transport = transport;
    try {
      const chain = await Chain.connect(transport, known, this.now, {
        code: () => this.store.get<string>(CODE),
        keep: async (code) => void (await this.store.change<string>(CODE, () => code)),
      });
      await this.store.change<string>(GENESIS, (old) => old ?? toHex(chain.genesis));
      return chain;
    } catch (error) {
      transport.close();
      throw error;
    }
  }

  private setLink(state: LinkState): void {
    if (this.link === state) return;
    this.link = state;
    this.tell();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

/** What stops sending for now, and loses nothing. */
function isPassing(error: unknown): boolean {
  return [LinkError, StalePage, WrongChain, QueueError].some((kind) => error instanceof kind);
}
