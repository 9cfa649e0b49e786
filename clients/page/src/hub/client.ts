// The village's hub: what the chain forgets, over HTTP. Every answer is checked against the hub's own
// description, and says of which block it is.

import type { Signer } from '../chain/extrinsic.ts';
import { Expected } from '../expected.ts';
import { answers, type paths, replies, schemas } from '../generated/hub.ts';
import type { Seen } from '../link/chain.ts';
import { loginOf } from './login.ts';
import { flawOf, type Schema } from './schema.ts';

export type NoAnswer =
  /** Nobody answered in time. */
  | 'down'
  /** This hub does not answer this question. */
  | 'not offered'
  /** There is no such thing, or the hub knows of none. */
  | 'unknown'
  /** Only those who signed in are told this. */
  | 'not signed in'
  /** Somebody else is told this. */
  | 'not yours'
  /** Too many ask, or the hub has read nothing yet. */
  | 'busy'
  /** What came is not what the description says. */
  | 'nonsense';

export class HubError extends Expected<NoAnswer> {
  override name = 'HubError';
}

export type Asking = keyof typeof answers;
type Get<P extends Asking> = paths[P]['get'];
type Answer<P extends Asking> =
  Get<P> extends { responses: { 200: { content: { 'application/json': infer A } } } } ? A : never;
type Parameters<P extends Asking> = Get<P> extends { parameters: infer Q } ? Q : never;
export interface Asked<P extends Asking> {
  path?: Parameters<P> extends { path: infer V } ? V : undefined;
  query?: Parameters<P> extends { query?: infer V } ? V : undefined;
}

/** A weak link needs some seconds for what is not small. */
const TIMEOUT_MS = 30_000;

/** Longer answers are no answers of a hub. */
const LONGEST = 1_000_000;

/** A session ends so long before the hub says, because clocks differ. */
const EARLY_S = 300;

interface Token {
  text: string;
  /** Unix seconds by the hub's clock, of which the device's may differ. */
  until: number;
}

export class Hub {
  private token: Token | undefined;

  /**
   * @param address what all paths follow, with a slash at its end
   * @param now unix milliseconds by the device's clock
   */
  constructor(
    readonly address: string,
    private readonly now: () => number = Date.now,
  ) {}

  async ask<P extends Asking>(path: P, asked: Asked<P> = {}): Promise<Answer<P>> {
    const values = (asked.path ?? {}) as Record<string, string | number>;
    const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(String(values[name])),
    );
    const url = new URL(filled.slice(1), this.address);
    for (const [name, value] of Object.entries(asked.query ?? {})) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    const { status, text } = await this.fetched(url, {});
    // A hub that is not well says how, with a status of its own.
    if (status !== 200 && !(status === 503 && path === '/health')) throw refusal(status, text);
    return checked(text, answers[path], path) as Answer<P>;
  }

  get isSignedIn(): boolean {
    return this.token !== undefined && this.now() / 1000 < this.token.until;
  }

  /** Signs an account in, so that it is told what is its own. */
  async signIn(signer: Signer, genesis: Uint8Array): Promise<void> {
    // A clock that is wrong must not keep anybody out: the hub's is taken, which is a number.
    const { time } = await this.ask('/login');
    const { origin } = new URL(this.address);
    const form = loginOf(signer, { origin, genesis, time });
    const { status, text } = await this.fetched(new URL('login', this.address), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(form),
    });
    if (status !== 200) throw refusal(status, text);
    const session = checked(text, replies['/login'], '/login') as { token: string; until: number };
    const lasts = session.until - time - EARLY_S;
    this.token = { text: session.token, until: this.now() / 1000 + lasts };
  }

  /** What follows is asked by nobody in particular. */
  signOut(): void {
    this.token = undefined;
  }

  /**
   * The text that a hash names, as bytes of UTF-8. The caller compares the hash: a hub is not believed.
   *
   * @param hash hexadecimal digits with `0x`
   */
  async text(hash: string): Promise<string> {
    const { status, text } = await this.fetched(this.textAt(hash), {});
    if (status !== 200) throw refusal(status, text);
    return text;
  }

  /** Gives the hub a text that the chain names, or soon will. */
  async giveText(hash: string, text: string): Promise<void> {
    const { status, text: answer } = await this.fetched(this.textAt(hash), {
      method: 'PUT',
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      body: text,
    });
    if (status !== 200) throw refusal(status, answer);
  }

  private textAt(hash: string): URL {
    return new URL(`texts/${hash.replace(/^0x/, '')}`, this.address);
  }

  private async fetched(url: URL, more: RequestInit): Promise<{ status: number; text: string }> {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), TIMEOUT_MS);
    try {
      const response = await fetch(url, {
        ...more,
        headers: {
          accept: 'application/json, text/plain',
          ...more.headers,
          ...(this.isSignedIn && { authorization: `Bearer ${this.token?.text}` }),
        },
        // No cookie, and no name of the view that asks.
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        cache: 'no-store',
        signal: abort.signal,
      });
      const text = await response.text();
      if (text.length > LONGEST) throw new HubError('nonsense', `${url.pathname} is too long`);
      return { status: response.status, text };
    } catch (error) {
      if (error instanceof HubError) throw error;
      throw new HubError('down', url.pathname);
    } finally {
      clearTimeout(timer);
    }
  }
}

function checked(text: string, schema: Schema, path: string): unknown {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    throw new HubError('nonsense', `${path} is no JSON`);
  }
  const flaw = flawOf(answer, schema, schemas);
  if (flaw !== undefined) throw new HubError('nonsense', `${path} ${flaw}`);
  return answer;
}

/** The code that the hub gives, if what came is from a hub. */
function codeOf(text: string): string {
  try {
    const { error } = JSON.parse(text) as { error?: { code?: unknown } };
    return typeof error?.code === 'string' ? error.code : '';
  } catch {
    return '';
  }
}

const CODES: Readonly<Record<string, NoAnswer>> = {
  unknown: 'unknown',
  notSignedIn: 'not signed in',
  notYours: 'not yours',
  nothingYet: 'busy',
  busy: 'busy',
  tooMany: 'busy',
};

function refusal(status: number, text: string): HubError {
  const code = codeOf(text);
  const detail = `${status} ${code}`;
  const known = Object.hasOwn(CODES, code) ? CODES[code] : undefined;
  if (known) return new HubError(known, detail);
  if (status === 503) return new HubError('busy', detail);
  // Another server than a hub, or an older one.
  if (status === 404 || status === 405) return new HubError('not offered', detail);
  return new HubError('nonsense', detail);
}

interface AsOf {
  height: number;
  time: number | null;
}

/** Of which block an answer is, and when it was heard. */
export function seenOf({ height, time }: AsOf, now: number): Seen {
  // The hub's answers do without the hash, which is many bytes. Only `/network` has it.
  return { height, hash: '', chainTime: time ?? now, heardAt: now };
}
