// A node by HTTP: one question, one answer. For where a WebSocket does not get through.

import {
  LinkError,
  pauseAfter,
  resultOf,
  RpcError,
  sleep,
  TIMEOUT_MS,
  type Transport,
} from './transport.ts';

export class HttpTransport implements Transport {
  private readonly asked = new Set<AbortController>();
  private isClosed = false;

  constructor(private readonly url: string) {}

  async request(
    method: string,
    params: readonly unknown[],
    timeoutMs = TIMEOUT_MS,
  ): Promise<unknown> {
    const end = performance.now() + timeoutMs;
    for (let failures = 0; ; failures += 1) {
      if (this.isClosed) throw new LinkError('closed');
      const left = end - performance.now();
      if (left <= 0) throw new LinkError('late', method);
      try {
        return resultOf(await this.once(method, params, left));
      } catch (error) {
        if (error instanceof LinkError || error instanceof RpcError) throw error;
        await sleep(Math.min(pauseAfter(failures), Math.max(0, end - performance.now())));
      }
    }
  }

  close(): void {
    this.isClosed = true;
    for (const one of this.asked) one.abort();
  }

  private async once(method: string, params: readonly unknown[], left: number): Promise<unknown> {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), left);
    this.asked.add(abort);
    try {
      const response = await fetch(this.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
        signal: abort.signal,
        // No cookie, no name of the page.
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
      });
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      const text = await response.text();
      try {
        return JSON.parse(text);
      } catch {
        throw new LinkError('nonsense', 'no JSON');
      }
    } finally {
      clearTimeout(timer);
      this.asked.delete(abort);
    }
  }
}
