// A node by WebSocket. The connection is made when something is asked, and made anew when it breaks.
// A node that says nothing for as long as a question has is taken for frozen: its connection is given
// up, so that the next question gets another.

import {
  LinkError,
  pauseAfter,
  resultOf,
  RpcError,
  TIMEOUT_MS,
  type Transport,
} from './transport.ts';

/** So many questions may wait at once. A page asks a dozen. */
const MOST_WAITING = 256;

interface Waiting {
  resolve(answer: unknown): void;
  reject(error: unknown): void;
}

/** The connection broke before the answer came. Nobody outside sees this: the question is asked again. */
class Broken extends Error {}

export class SocketTransport implements Transport {
  private socket: Promise<WebSocket> | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private next = 1;
  private asked = 0;
  private failures = 0;
  private isClosed = false;
  /** What wakes those that wait before they ask again. */
  private readonly sleeping = new Set<() => void>();
  private heardAt = 0;
  private current: WebSocket | undefined;

  constructor(
    private readonly url: string,
    /** Hears of each connection that could not be made, long before a question's time is up. */
    private readonly onDown: () => void = () => {},
    private readonly make: (url: string) => WebSocket = (address) => new WebSocket(address),
  ) {}

  async request(
    method: string,
    params: readonly unknown[],
    timeoutMs = TIMEOUT_MS,
  ): Promise<unknown> {
    if (this.asked >= MOST_WAITING) throw new LinkError('busy');
    this.asked += 1;
    const end = performance.now() + timeoutMs;
    try {
      for (;;) {
        if (this.isClosed) throw new LinkError('closed');
        const left = end - performance.now();
        if (left <= 0) throw new LinkError('late', method);
        try {
          return await this.once(method, params, left);
        } catch (error) {
          if (!(error instanceof Broken)) throw error;
          if (this.isClosed) continue;
          const pause = Math.min(pauseAfter(this.failures), Math.max(0, end - performance.now()));
          await this.sleep(pause);
        }
      }
    } finally {
      this.asked -= 1;
    }
  }

  close(): void {
    this.isClosed = true;
    this.fail(new LinkError('closed'));
    for (const wake of this.sleeping) wake();
    // One that is not there yet must not be waited for, either.
    this.current?.close();
  }

  private sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.sleeping.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      this.sleeping.add(wake);
    });
  }

  /** Asks once, on the connection that there is. */
  private async once(method: string, params: readonly unknown[], left: number): Promise<unknown> {
    const started = performance.now();
    const id = this.next;
    this.next += 1;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        // First, or it would be asked again on another connection, because this one broke.
        reject(new LinkError('late', method));
        // Other answers may have come meanwhile: then only this one is slow.
        if (this.heardAt < started) this.drop();
      }, left);
    });
    try {
      const socket = await Promise.race([this.connected(), late]);
      const answer = new Promise((resolve, reject) => {
        this.waiting.set(id, { resolve, reject });
      });
      socket.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
      return resultOf(await Promise.race([answer, late]));
    } catch (error) {
      const isOurs = error instanceof LinkError || error instanceof RpcError;
      throw isOurs ? error : new Broken(String(error));
    } finally {
      clearTimeout(timer);
      this.waiting.delete(id);
    }
  }

  private connected(): Promise<WebSocket> {
    if (this.socket) return this.socket;
    const socket = this.connect();
    this.socket = socket;
    // An address that is none fails before there is a connection that could break.
    socket.catch(() => {
      if (this.socket === socket) this.socket = undefined;
    });
    return socket;
  }

  private connect(): Promise<WebSocket> {
    return new Promise((resolve, reject) => {
      const socket = this.make(this.url);
      let wasOpen = false;
      const broken = () => {
        this.failures += 1;
        if (!wasOpen && !this.isClosed) this.onDown();
        const error = new Broken('the connection broke');
        reject(error);
        // One that was given up before must not take its successor with it.
        if (this.current === socket) this.forget(error);
      };
      this.current = socket;
      socket.onopen = () => {
        wasOpen = true;
        resolve(socket);
      };
      socket.onclose = broken;
      socket.onerror = broken;
      socket.onmessage = ({ data }) => this.hear(data);
    });
  }

  private hear(data: unknown): void {
    let answer: { id?: unknown } | null;
    try {
      answer = JSON.parse(String(data));
    } catch {
      // Whatever speaks there is no node.
      this.fail(new LinkError('nonsense', 'no JSON'));
      this.drop();
      return;
    }
    this.heardAt = performance.now();
    this.failures = 0;
    const id = typeof answer === 'object' && answer !== null ? answer.id : undefined;
    if (typeof id === 'number') this.waiting.get(id)?.resolve(answer);
  }

  /** Gives the connection up. */
  private drop(): void {
    const socket = this.current;
    this.failures += 1;
    this.forget(new Broken('the connection was given up'));
    socket?.close();
  }

  private forget(error: Error): void {
    this.current = undefined;
    this.socket = undefined;
    this.fail(error);
  }

  private fail(error: Error): void {
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}
