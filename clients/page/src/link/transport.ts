// How the page reaches a node: JSON-RPC with a time limit on everything. All that the page asks may
// be asked twice, a transaction's bytes included: so what was asked when a connection broke is asked
// again, until its time is up.

import { Expected } from '../expected.ts';

export interface Transport {
  /** Rejects with a `LinkError` if there is no answer in time, and with an `RpcError` if it is an error. */
  request(method: string, params: readonly unknown[], timeoutMs?: number): Promise<unknown>;
  close(): void;
}

export type NoLink =
  /** No answer within the time, whatever the reason. */
  | 'late'
  /** The page closed the connection itself. */
  | 'closed'
  /** Too many questions wait for an answer. */
  | 'busy'
  /** What came is no JSON-RPC, or not what was asked for. */
  | 'nonsense';

export class LinkError extends Expected<NoLink> {
  override name = 'LinkError';
}

/** The node answered that it will not. */
export class RpcError extends Error {
  override name = 'RpcError';

  constructor(
    readonly code: number,
    message: string,
    readonly data: string,
  ) {
    super(data === '' ? message : `${message}: ${data}`);
  }
}

/** A weak link needs some seconds for what is not small. */
export const TIMEOUT_MS = 30_000;

const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 15_000;

/** How long to wait before the next attempt: longer each time, and not all pages at once. */
export function pauseAfter(failures: number): number {
  const most = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.min(failures, 10));
  return most * (0.5 + Math.random() / 2);
}

export const sleep = (ms: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, ms);
  });

/** What a node answered: its result, or its error. */
export function resultOf(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null) throw new LinkError('nonsense');
  if ('error' in answer && typeof answer.error === 'object' && answer.error !== null) {
    const { code, message, data } = answer.error as Record<string, unknown>;
    throw new RpcError(Number(code), String(message), data === undefined ? '' : String(data));
  }
  if (!('result' in answer)) throw new LinkError('nonsense', 'neither result nor error');
  return answer.result;
}
