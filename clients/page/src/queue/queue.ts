// What a person decided, kept until it is done. An intention is a call, not a transaction: a
// transaction lives 4.5 days at most, and only for one runtime. So it is signed when it is sent. Its
// bytes are stored before anybody gets them, and nothing else is signed in its place until the chain
// says that they can be in no block any more. So what was meant once happens once.

import { encodeCall } from '../chain/codec.ts';
import { explain, type Failure } from '../chain/failure.ts';
import { signExtrinsic, type Signer } from '../chain/extrinsic.ts';
import type { KnownEvent } from '../chain/outcome.ts';
import { Expected } from '../expected.ts';
import type { Call } from '../generated/chain.ts';
import type { Chain } from '../link/chain.ts';
import { type Fate, fateOf, follow, type Sent } from '../link/fate.ts';
import { type Reason, Refused } from '../link/refusal.ts';
import { Unencodable } from '../scale/shape.ts';
import type { Store } from '../store/store.ts';
import { equal } from '../scale/bytes.ts';

export type State =
  /** Waits to be signed and sent. */
  | { state: 'waiting' }
  /** Signed, and given to a node, or about to be. */
  | { state: 'sent' }
  /** In a block that is not final yet. */
  | { state: 'included' }
  /** Done for good. */
  | { state: 'done'; height: number; events: KnownEvent[] }
  /** The chain tried, and said why it does not go. */
  | { state: 'failed'; height: number; failure: Failure }
  /** No node takes it. To `retry` it may help, once its cause is gone. */
  | { state: 'refused'; reason: Reason | 'changed'; detail: string }
  /** It, or another transaction in its place, was taken, and no node that was asked knows which. */
  | { state: 'unknown' };

export interface Intention {
  id: string;
  account: Uint8Array;
  call: Call;
  /** Unix milliseconds by the device's clock. */
  made: number;
  is: State;
  /** What may still be in a block, or come into one. */
  sent?: Sent;
}

/** So many may wait. A person who is offline for weeks makes fewer. */
const MOST = 64;

export type NoChange =
  | 'the queue is full'
  | 'there is no such intention'
  | 'it is sent'
  | 'it is no longer waiting'
  | 'another page sends';

export class QueueError extends Expected<NoChange> {
  override name = 'QueueError';
}

const PREFIX = 'queue/';
const LEASE = 'lease/queue';

/** How long another page waits for one that sends and was closed meanwhile. */
const LEASE_MS = 60_000;

interface Lease {
  holder: string;
  until: number;
}

export interface SendOptions {
  /** How long to follow one transaction before the others have their turn. */
  timeoutMs?: number;
  everyMs?: number;
  onChange?: (intention: Intention) => void;
}

export function randomId(): string {
  return [...crypto.getRandomValues(new Uint8Array(8))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}

const isOver = ({ is: { state } }: Intention) =>
  state === 'done' || state === 'failed' || state === 'refused' || state === 'unknown';

const isSame = (a: Sent | undefined, b: Sent | undefined) =>
  a === b || (a !== undefined && b !== undefined && equal(a.bytes, b.bytes));

export class Queue {
  /** @param holder names this page, also after it was loaded anew: it need not wait for itself */
  constructor(
    private readonly store: Store,
    private readonly now: () => number = Date.now,
    private readonly holder: string = randomId(),
  ) {}

  /** Adds what a person decided. A call that could not be sent is an `Unencodable` at once. */
  async add(account: Uint8Array, call: Call): Promise<Intention> {
    encodeCall(call);
    const keys = await this.store.keys(PREFIX);
    if (keys.length >= MOST) throw new QueueError('the queue is full');
    // In the order in which they were made, whatever the clock says.
    const place =
      keys.length === 0 ? 0 : parseInt(keys[keys.length - 1]!.slice(PREFIX.length), 10) + 1;
    const id = `${String(place).padStart(10, '0')}-${randomId()}`;
    const intention: Intention = { id, account, call, made: this.now(), is: { state: 'waiting' } };
    await this.store.change<Intention>(PREFIX + id, () => intention);
    return intention;
  }

  async list(): Promise<Intention[]> {
    const keys = await this.store.keys(PREFIX);
    const all = await Promise.all(keys.map((key) => this.store.get<Intention>(key)));
    return all.filter((one) => one !== undefined);
  }

  /** Forgets an intention that was not sent, or that is over. */
  async remove(id: string): Promise<void> {
    await this.store.change<Intention>(PREFIX + id, (old) => {
      if (!old) throw new QueueError('there is no such intention');
      if (old.sent && !isOver(old)) throw new QueueError('it is sent');
      return undefined;
    });
  }

  /** Lets one that was refused wait again. */
  async retry(id: string): Promise<void> {
    await this.store.change<Intention>(PREFIX + id, (old) => {
      if (!old) throw new QueueError('there is no such intention');
      if (old.is.state !== 'refused') throw new QueueError('it is no longer waiting');
      return { ...old, is: { state: 'waiting' } };
    });
  }

  /**
   * Sends what waits, one after the other, and goes on with what was sent before. It ends when all
   * are settled or had their time. It rejects with a `LinkError` if the link is down, and a
   * `StalePage` if the page is: nothing is lost then. One page sends at a time.
   */
  async send(chain: Chain, signer: Signer, options: SendOptions = {}): Promise<Intention[]> {
    await this.takeLease();
    // A long wait for finality must not look like a page that was closed.
    const renewal = setInterval(() => void this.takeLease().catch(() => {}), LEASE_MS / 3);
    try {
      for (const intention of await this.list()) {
        if (isOver(intention) || !equal(intention.account, signer.account)) continue;
        await this.sendOne(chain, signer, intention, options);
      }
      return await this.list();
    } finally {
      clearInterval(renewal);
      await this.store.change<Lease>(LEASE, (old) =>
        old?.holder === this.holder ? undefined : old,
      );
    }
  }

  private async sendOne(
    chain: Chain,
    signer: Signer,
    intention: Intention,
    options: SendOptions,
  ): Promise<void> {
    let one = intention;
    const save = async (change: Partial<Intention>) => {
      const next = { ...one, ...change };
      if (next.sent === undefined) delete next.sent;
      await this.store.change<Intention>(PREFIX + one.id, (old) => {
        // A page that was hidden for long may have lost its lease without knowing. What another one
        // signed meanwhile must not be overwritten: its bytes would be forgotten, and signed anew.
        if (!old || !isSame(old.sent, one.sent)) throw new QueueError('another page sends');
        return next;
      });
      one = next;
      options.onChange?.(one);
    };
    // Signed anew at most once in a run: the next run goes on.
    for (let signatures = 0; signatures < 2; signatures += 1) {
      try {
        const sent = await this.signed(chain, signer, one);
        // Stored first: a page that ends here goes on with these bytes.
        await save({ sent, is: { state: 'sent' } });
        const fate = await follow(chain, sent, {
          timeoutMs: options.timeoutMs ?? 120_000,
          everyMs: options.everyMs,
          onFate: ({ state }) => {
            if (state === 'included') options.onChange?.({ ...one, is: { state } });
          },
        });
        await save(await whatFollows(fate));
        if (one.is.state !== 'waiting') return;
      } catch (error) {
        if (error instanceof Refused) {
          // Its bytes stay: they might still come into a block.
          return save({ is: { state: 'refused', reason: error.reason, detail: error.detail } });
        }
        if (error instanceof Unencodable) {
          return save({ is: { state: 'refused', reason: 'changed', detail: error.message } });
        }
        throw error;
      }
    }
  }

  /** The bytes to send: those that were signed before, or new ones where those are of no use. */
  private async signed(chain: Chain, signer: Signer, { call, sent, is }: Intention): Promise<Sent> {
    // One that was refused, and is to be tried again, may be in a block all the same.
    const isToBeReplaced = sent && is.state === 'waiting';
    if (sent && !isToBeReplaced) return sent;
    if (isToBeReplaced && (await fateOf(chain, sent)).state !== 'waiting') return sent;
    const { account } = signer;
    const attempt = isToBeReplaced ? (sent.earlier?.length ?? 0) + 1 : 0;
    const context = await chain.contextFor(account, attempt);
    // With the same number only one of the two can ever be in a block.
    if (isToBeReplaced && context.nonce !== sent.nonce) return sent;
    const { bytes } = signExtrinsic(encodeCall(call), signer, context);
    const { nonce, era } = context;
    const fresh = { account, nonce, bytes, since: era.current, death: era.death };
    if (!isToBeReplaced) return fresh;
    // The chain may take any of them, and may have since the first was signed.
    const earlier = [...(sent.earlier ?? []), sent.bytes];
    const death = Math.max(sent.death, fresh.death);
    return { ...fresh, earlier, since: sent.since, death };
  }

  private async takeLease(): Promise<void> {
    const now = this.now();
    await this.store.change<Lease>(LEASE, (old) => {
      // A lease from a future far away was taken by a clock that was wrong.
      const isHeld = old && old.until > now && old.until <= now + LEASE_MS;
      if (isHeld && old.holder !== this.holder) throw new QueueError('another page sends');
      return { holder: this.holder, until: now + LEASE_MS };
    });
  }
}

/** What an intention is, after what became of its transaction. */
async function whatFollows(fate: Fate): Promise<Partial<Intention> & { is: State }> {
  switch (fate.state) {
    case 'waiting':
      return { is: { state: 'sent' } };
    case 'included':
      return { is: { state: 'included' } };
    case 'final': {
      const { height, outcome } = fate;
      if (outcome.ok) {
        return { is: { state: 'done', height, events: outcome.events }, sent: undefined };
      }
      const failure = await explain(outcome.error);
      return { is: { state: 'failed', height, failure }, sent: undefined };
    }
    case 'replaced':
    case 'expired':
      return { is: { state: 'waiting' }, sent: undefined };
    case 'forgotten':
      return { is: { state: 'unknown' }, sent: undefined };
  }
}
