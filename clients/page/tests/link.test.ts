// The links to a node, against servers that break as nodes and islands do.

import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { WebSocket, WebSocketServer } from 'ws';
import { HttpTransport } from '../src/link/http.ts';
import { SocketTransport } from '../src/link/socket.ts';
import { LinkError, RpcError, type Transport } from '../src/link/transport.ts';

interface Question {
  id: number;
  method: string;
  params: unknown[];
}

/** What a node does with a question: answers it, says nothing, or ends the connection. */
type Behaviour = (question: Question) => unknown;

const SILENT = Symbol('silent');
const BREAKS = Symbol('breaks');
const JUNK = Symbol('junk');

const isLate = (error: unknown) => error instanceof LinkError && error.why === 'late';
const isNonsense = (error: unknown) => error instanceof LinkError && error.why === 'nonsense';

class FakeNode {
  connections = 0;
  questions = 0;
  port = 0;
  private http: Server | undefined;
  private sockets: WebSocketServer | undefined;
  behave: Behaviour = ({ method }) => method;

  async start(port = 0): Promise<number> {
    const http = createServer((request, response) => {
      let body = '';
      request.on('data', (part) => {
        body += part;
      });
      request.on('end', () => {
        const answer = this.answer(JSON.parse(body));
        if (answer === SILENT) return;
        if (answer === BREAKS) response.destroy();
        else response.end(answer === JUNK ? '<html>' : answer);
      });
    });
    this.http = http;
    this.sockets = new WebSocketServer({ server: http });
    this.sockets.on('connection', (socket) => {
      this.connections += 1;
      socket.on('message', (data) => {
        const answer = this.answer(JSON.parse(String(data)));
        if (answer === SILENT) return;
        if (answer === BREAKS) socket.terminate();
        else socket.send(answer === JUNK ? '<html>' : String(answer));
      });
    });
    await new Promise<void>((resolve) => {
      http.listen(port, '127.0.0.1', resolve);
    });
    this.port = (http.address() as AddressInfo).port;
    return this.port;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets?.clients ?? []) socket.terminate();
    this.http?.closeAllConnections();
    await new Promise((resolve) => {
      this.http?.close(resolve);
    });
  }

  private answer(question: Question): string | symbol {
    this.questions += 1;
    const result = this.behave(question);
    if (typeof result === 'symbol') return result;
    const content =
      result instanceof RpcError ? { error: { ...result, message: result.message } } : { result };
    return JSON.stringify({ jsonrpc: '2.0', id: question.id, ...content });
  }
}

/** A connection to somebody who never answers. */
class NeverOpen {
  onclose?: () => void;

  close(): void {
    this.onclose?.();
  }
}

const KINDS: Record<string, (port: number) => Transport> = {
  'a WebSocket': (port) =>
    new SocketTransport(
      `ws://127.0.0.1:${port}`,
      undefined,
      (url) => new WebSocket(url) as unknown as globalThis.WebSocket,
    ),
  HTTP: (port) => new HttpTransport(`http://127.0.0.1:${port}`),
};

for (const [kind, make] of Object.entries(KINDS)) {
  describe(kind, () => {
    let node = new FakeNode();
    let transport: Transport | undefined;

    async function begin(): Promise<Transport> {
      node = new FakeNode();
      transport = make(await node.start());
      return transport;
    }

    afterEach(async () => {
      transport?.close();
      await node.stop();
    });

    it('should bring each answer to its question', async () => {
      const link = await begin();
      node.behave = ({ params }) => ({ got: params });
      const all = Array.from({ length: 50 }, (_, i) => link.request('echo', [i]));
      assert.deepEqual(
        await Promise.all(all),
        Array.from({ length: 50 }, (_, i) => ({ got: [i] })),
      );
    });

    it('should bring the errors of the node', async () => {
      const link = await begin();
      node.behave = () => new RpcError(1010, 'Invalid Transaction', 'Transaction is outdated');
      await assert.rejects(
        link.request('author_submitExtrinsic', ['0x00']),
        (error) =>
          error instanceof RpcError && error.code === 1010 && /outdated/.test(error.message),
      );
    });

    it('should ask again when the connection breaks before the answer', async () => {
      const link = await begin();
      node.behave = ({ method }) => (node.questions <= 2 ? BREAKS : method);
      assert.equal(await link.request('system_chain', []), 'system_chain');
      assert.equal(node.questions, 3);
    });

    it('should go on when the node comes back', async () => {
      const link = await begin();
      assert.equal(await link.request('one', []), 'one');
      const { port } = node;
      await node.stop();
      const answer = link.request('two', []);
      setTimeout(() => void node.start(port), 400);
      assert.equal(await answer, 'two');
    });

    it('should be late, and not wait for ever, when the node is frozen', async () => {
      const link = await begin();
      node.behave = () => SILENT;
      const started = performance.now();
      await assert.rejects(link.request('system_chain', [], 200), isLate);
      assert.ok(performance.now() - started < 2_000);
      node.behave = ({ method }) => method;
      assert.equal(await link.request('system_chain', []), 'system_chain');
    });

    it('should be late when nobody listens', async () => {
      const link = await begin();
      await node.stop();
      await assert.rejects(link.request('system_chain', [], 300), isLate);
      await node.start();
    });

    it('should say so when what answers is no node', async () => {
      const link = await begin();
      node.behave = () => JUNK;
      await assert.rejects(link.request('system_chain', []), isNonsense);
    });

    it('should ask nothing more once it is closed', async () => {
      const link = await begin();
      node.behave = () => SILENT;
      const waiting = link.request('system_chain', [], 5_000);
      const isClosed = (error: unknown) => error instanceof LinkError && error.why === 'closed';
      setTimeout(() => link.close(), 50);
      await assert.rejects(waiting, isClosed);
      await assert.rejects(link.request('system_chain', []), isClosed);
    });
  });
}

describe('a WebSocket', () => {
  let node: FakeNode;
  let link: Transport;

  beforeEach(async () => {
    node = new FakeNode();
    link = KINDS['a WebSocket']!(await node.start());
  });

  afterEach(async () => {
    link.close();
    await node.stop();
  });

  it('should be one connection, and a new one only after a freeze', async () => {
    await Promise.all([link.request('a', []), link.request('b', []), link.request('c', [])]);
    assert.equal(node.connections, 1);
    // One slow question among quick ones does not cost the others their connection.
    node.behave = ({ method }) => (method === 'slow' ? SILENT : method);
    const slow = assert.rejects(link.request('slow', [], 2_000), isLate);
    assert.equal(await link.request('quick', []), 'quick');
    await slow;
    assert.equal(node.connections, 1);
    node.behave = () => SILENT;
    await assert.rejects(link.request('a', [], 100), isLate);
    node.behave = ({ method }) => method;
    assert.equal(await link.request('a', []), 'a');
    assert.equal(node.connections, 2);
  });

  it('should tell at once that nobody is there, and end at once when it is closed', async () => {
    let [tries, told] = [0, 0];
    const down = new SocketTransport(
      'ws://127.0.0.1:1',
      () => {
        told += 1;
      },
      (url) => {
        tries += 1;
        return new WebSocket(url) as unknown as globalThis.WebSocket;
      },
    );
    const isClosed = (error: unknown) => error instanceof LinkError && error.why === 'closed';
    const waiting = assert.rejects(down.request('a', []), isClosed);
    for (let turns = 0; tries < 3; turns += 1) {
      assert.ok(turns < 1_000, 'it is not tried again');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    assert.ok(told >= 2, 'nobody heard of it');
    const closed = performance.now();
    down.close();
    await waiting;
    // It would have gone on for half a minute.
    assert.ok(performance.now() - closed < 10_000);
  });

  it('should end at once when it is closed while it connects', async () => {
    const silent = new SocketTransport(
      'ws://127.0.0.1:1',
      undefined,
      () => new NeverOpen() as unknown as globalThis.WebSocket,
    );
    const isClosed = (error: unknown) => error instanceof LinkError && error.why === 'closed';
    const waiting = assert.rejects(silent.request('a', []), isClosed);
    silent.close();
    await waiting;
  });

  it('should refuse questions beyond what a page asks', async () => {
    node.behave = () => SILENT;
    const waiting = Array.from({ length: 256 }, () => link.request('a', [], 500));
    const isBusy = (error: unknown) => error instanceof LinkError && error.why === 'busy';
    await assert.rejects(link.request('a', []), isBusy);
    await Promise.all(waiting.map((one) => assert.rejects(one, isLate)));
    node.behave = ({ method }) => method;
    assert.equal(await link.request('a', []), 'a');
  });

  it('should ignore answers that nobody asked for', async () => {
    const sockets = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    sockets.on('connection', (socket) => {
      socket.on('message', (data) => {
        const { id } = JSON.parse(String(data));
        socket.send('null');
        socket.send('{"method":"news"}');
        socket.send(JSON.stringify({ id: id + 1, result: 'for somebody else' }));
        socket.send(JSON.stringify({ id, result: 'for us' }));
      });
    });
    await new Promise((resolve) => {
      sockets.once('listening', resolve);
    });
    const stranger = KINDS['a WebSocket']!((sockets.address() as AddressInfo).port);
    try {
      assert.equal(await stranger.request('a', []), 'for us');
    } finally {
      stranger.close();
      sockets.close();
    }
  });
});
