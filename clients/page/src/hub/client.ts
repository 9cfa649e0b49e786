// The village's hub: what the chain forgets, over HTTP. Every answer is checked against the hub's own
// description, and says of which block it is.

import { answers, type paths, schemas } from '../generated/hub.ts';
import type { Seen } from '../link/chain.ts';
import { flawOf } from './schema.ts';

export type NoAnswer =
  /** Nobody answered in time. */
  | 'down'
  /** This hub does not answer this question. */
  | 'not offered'
  /** There is no such thing, or the hub knows of none. */
  | 'unknown'
  /** Too many ask, or the hub has read nothing yet. */
  | 'busy'
  /** What came is not what the description says. */
  | 'nonsense';

export class HubError extends Error {
  override name = 'HubError';

  constructor(
    readonly why: NoAnswer,
    readonly detail: string,
  ) {
    super(`${why}: ${detail}`);
  }
}

type Get<P extends keyof paths> = paths[P]['get'];
type Answer<P extends keyof paths> =
  Get<P> extends { responses: { 200: { content: { 'application/json': infer A } } } } ? A : never;
type Parameters<P extends keyof paths> = Get<P> extends { parameters: infer Q } ? Q : never;
type Asked<P extends keyof paths> = {
  path?: Parameters<P> extends { path: infer V } ? V : undefined;
  query?: Parameters<P> extends { query?: infer V } ? V : undefined;
};

/** A weak link needs some seconds for what is not small. */
const TIMEOUT_MS = 30_000;

/** Longer answers are no answers of a hub. */
const LONGEST = 1_000_000;

export class Hub {
  /** @param address what all paths follow, with a slash at its end */
  constructor(readonly address: string) {}

  async ask<P extends keyof paths>(path: P, asked: Asked<P> = {}): Promise<Answer<P>> {
    const values = (asked.path ?? {}) as Record<string, string | number>;
    const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(String(values[name])),
    );
    const url = new URL(filled.slice(1), this.address);
    for (const [name, value] of Object.entries(asked.query ?? {})) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    const { status, text } = await this.fetched(url, path);
    // A hub that is not well says how, with a status of its own.
    if (status !== 200 && !(status === 503 && path === '/health')) throw refusal(status, text);
    const answer = parsed(text, path);
    const flaw = flawOf(answer, answers[path], schemas);
    if (flaw !== undefined) throw new HubError('nonsense', `${path} ${flaw}`);
    return answer as Answer<P>;
  }

  /**
   * The text that a hash names, as bytes of UTF-8. The caller compares the hash: a hub is not believed.
   *
   * @param hash hexadecimal digits with `0x`
   */
  async text(hash: string): Promise<string> {
    const { status, text } = await this.fetched(new URL(`texts/${hash}`, this.address), '/texts');
    if (status !== 200) throw refusal(status, text);
    return text;
  }

  private async fetched(url: URL, path: string): Promise<{ status: number; text: string }> {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), TIMEOUT_MS);
    try {
      const response = await fetch(url, {
        headers: { accept: 'application/json' },
        // No cookie, and no name of the view that asks.
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        cache: 'no-store',
        signal: abort.signal,
      });
      const text = await response.text();
      if (text.length > LONGEST) throw new HubError('nonsense', `${path} is too long`);
      return { status: response.status, text };
    } catch (error) {
      if (error instanceof HubError) throw error;
      throw new HubError('down', path);
    } finally {
      clearTimeout(timer);
    }
  }
}

function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new HubError('nonsense', `${path} is no JSON`);
  }
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

function refusal(status: number, text: string): HubError {
  const code = codeOf(text);
  const detail = `${status} ${code}`;
  if (code === 'unknown') return new HubError('unknown', detail);
  if (code === 'nothingYet' || code === 'busy' || code === 'tooMany' || status === 503) {
    return new HubError('busy', detail);
  }
  // Another server than a hub, or an older one.
  if (status === 404 || status === 405) return new HubError('not offered', detail);
  return new HubError('nonsense', detail);
}

interface AsOf {
  height: number;
  hash: string;
  time: number | null;
}

/** Of which block an answer is, and when it was heard. */
export function seenOf({ height, hash, time }: AsOf, now: number): Seen {
  return { height, hash, chainTime: time ?? now, heardAt: now };
}
